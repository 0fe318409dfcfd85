"""The list of stages, which is the architecture, and the machine that runs it.

A stage is a callable from the layers it reads to the one layer it writes. Its parameter names are the layers.
"""

from __future__ import annotations

import inspect
import os
from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import lexicon
from onrecord.analysis import Analyzer, TagStage, load_relations, load_tagger
from onrecord.config import Config
from onrecord.entities import Resolver
from onrecord.errors import ConfigError, StageError
from onrecord.events import EventFinder
from onrecord.events.classify import relations_fit
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.cues import load_cues
from onrecord.lexicon.event_words import load_event_words
from onrecord.lexicon.modality import load_modality
from onrecord.lexicon.stance import load_stance
from onrecord.lexicon.topics import load_topics
from onrecord.lexicon.triggers import load_triggers
from onrecord.mentions import Finder
from onrecord.model import Document, Failure, Record
from onrecord.statements import RuleFinder, StatementFinder, TaggedFinder
from onrecord.topics import TopicFinder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.analysis.relations import RelationTagger
    from onrecord.lexicon.codebook import Codebook
    from onrecord.lexicon.cues import CueLexicon

__all__ = ["Pipeline", "Stage", "plugged_in_stages", "standard_stages"]

ENTRY_POINTS = "onrecord.stages"

#: Layers that make up a record; the others are only passed on.
_RECORD_LAYERS = ("mentions", "entities", "statements", "events", "topics")

Layers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step.

    Attributes:
        name: for provenance and failures.
        writes: the layer it makes.
        run: the callable; its parameter names are the layers it reads.
        batch: for a stage that only reads `document`: the same for many documents at once.
    """

    name: str
    writes: str
    run: Callable[..., Any]
    batch: Callable[[Sequence[Document]], Iterable[Any]] | None = None

    @property
    def reads(self) -> tuple[str, ...]:
        """The layers it needs."""
        return tuple(inspect.signature(self.run).parameters)


def standard_stages(config: Config, *, upto: str = "", announcing: bool = True) -> tuple[Stage, ...]:
    """The stages of onrecord, in order, built from the settings.

    Args:
        config: the settings.
        upto: the last layer that is wanted; what comes after it is not built. All layers without it.
        announcing: as for `EventFinder`.

    Raises:
        ModelMissingError: the language model is not installed.
        LexiconError: a lexicon file or a table of the codebook breaks its schema, or the codebook lacks a code that the
            lexicon has.
    """
    stages: list[Stage] = []
    for stage in _in_order(config, announcing=announcing):
        stages.append(stage)
        if stage.writes == upto:
            break
    return tuple(stages)


def _in_order(config: Config, *, announcing: bool) -> Iterator[Stage]:
    words, cues = lexicon.load(tuple(Path(p) for p in config.lexicon)), load_cues()
    analyzer = Analyzer(config.model)
    yield Stage("analysis", "analysis", analyzer, analyzer.batch)
    yield Stage("mentions", "mentions", Finder(words))
    yield from _attribution(config, cues)
    yield Stage("entities", "entities", Resolver(words))
    yield Stage("statements", "statements", StatementFinder(cues, words, load_stance()))
    book = _codebook(config)
    yield Stage("events", "events", _event_finder(config, book, announcing=announcing))
    yield Stage("topics", "topics", TopicFinder(load_topics(), book))


def _event_finder(config: Config, book: Codebook, *, announcing: bool) -> EventFinder:
    relations = _relations(config)
    if relations is not None and not relations_fit(relations, book):
        relations = None
    return EventFinder(
        load_triggers(book), book, load_modality(), load_event_words(book), announcing=announcing, relations=relations
    )


def _codebook(config: Config) -> Codebook:
    return load_codebook(Path(config.codebook)) if config.codebook else load_codebook()


def _relations(config: Config) -> RelationTagger | None:
    """The encoder that has a say in the type of an event, or none."""
    if config.relations == "rules":
        return None
    return load_relations(required=config.relations == "model", threads=_threads(config))


def _threads(config: Config) -> int:
    """How many threads an encoder may use in each worker."""
    return max(1, (os.cpu_count() or 1) // config.workers)


def _attribution(config: Config, cues: CueLexicon) -> tuple[Stage, ...]:
    """The stages that find attributions: the encoder and what rules add to it, or the rules alone."""
    required = config.attribution == "model"
    tagger = None if config.attribution == "rules" else load_tagger(required=required, threads=_threads(config))
    if tagger is None:
        return (Stage("attribution", "attributions", RuleFinder(cues)),)
    tags = TagStage(tagger)
    return (Stage("tags", "tags", tags, tags.batch), Stage("attribution", "attributions", TaggedFinder(cues)))


class Pipeline:
    """Stages in an order that was checked: every layer is written before it is read, and once.

    Args:
        config: the settings; the defaults otherwise.
        stages: what to run instead of `standard_stages(config)`.

    Raises:
        ConfigError: a stage reads a layer that no earlier one writes, or writes one that is there already.
    """

    def __init__(self, config: Config | None = None, *, stages: Sequence[Stage] | None = None) -> None:
        self.config = config or Config()
        self._own_stages = None if stages is None else tuple(stages)
        self.stages = self._own_stages or standard_stages(self.config) + plugged_in_stages()
        _check_order(self.stages)

    def __reduce__(self) -> tuple[Callable[..., Pipeline], tuple[Config, tuple[Stage, ...] | None]]:
        """Pickle as settings: each worker builds the standard stages anew, once; stages that were given go along."""
        return _rebuild, (self.config, self._own_stages)

    def with_stage(self, stage: Stage, *, after: str | None = None) -> Pipeline:
        """A pipeline with one stage more, at the end or after the one named; a stage of the same name is replaced.

        Raises:
            ConfigError: no stage is called `after`, or the order does not hold.
        """
        names = [s.name for s in self.stages]
        if stage.name in names:
            stages = tuple(stage if s.name == stage.name else s for s in self.stages)
        elif after is None:
            stages = (*self.stages, stage)
        elif after in names:
            at = names.index(after) + 1
            stages = (*self.stages[:at], stage, *self.stages[at:])
        else:
            raise ConfigError("stage", f"no stage is called {after!r}; there are {', '.join(names)}")
        return Pipeline(self.config, stages=stages)

    def __call__(self, document: Document) -> Record:
        """The record of one document.

        Raises:
            StageError: a stage failed.
        """
        outcome = next(iter(self.pipe((document,))))
        if isinstance(outcome, Failure):
            raise StageError(outcome.location, outcome.stage, outcome.message)
        return outcome

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Record | Failure]:
        """Records in the order of the documents; failures pass through, and one document's failure stops no other."""
        waiting = iter(documents)
        while batch := list(islice(waiting, self.config.batch_size)):
            yield from self._batch(batch)

    def _batch(self, batch: Sequence[Document | Failure]) -> Iterator[Record | Failure]:
        states: list[Layers | Failure] = [i if isinstance(i, Failure) else {"document": i} for i in batch]
        for stage in self.stages:
            _run(stage, states)
        yield from (s if isinstance(s, Failure) else _record(s) for s in states)


def _rebuild(config: Config, stages: tuple[Stage, ...] | None) -> Pipeline:
    return Pipeline(config, stages=stages)


def _run(stage: Stage, states: list[Layers | Failure]) -> None:
    """Run one stage on every document that has not failed."""
    live = [i for i, s in enumerate(states) if not isinstance(s, Failure)]
    if stage.batch is not None:
        try:
            results = list(stage.batch([states[i]["document"] for i in live]))  # type: ignore[index]
        except Exception:  # noqa: BLE001 - found again below, on the document that caused it
            results = []
        if len(results) == len(live):
            for i, result in zip(live, results, strict=True):
                states[i][stage.writes] = result  # type: ignore[index]
            return
    for i in live:
        states[i] = _run_one(stage, states[i])  # type: ignore[arg-type]


def _run_one(stage: Stage, layers: Layers) -> Layers | Failure:
    document: Document = layers["document"]
    try:
        result = stage.run(**{name: layers[name] for name in stage.reads})
    except Exception as error:  # noqa: BLE001 - the one place where a stage's fault becomes a document's failure
        return Failure(
            location=document.origin.location, stage=stage.name, code="stage-error", document_id=document.id,
            message=f"{type(error).__name__}: {error}", remedy="please report this with the document; the run went on",
        )  # fmt: skip
    return {**layers, stage.writes: result}


def _record(layers: Layers) -> Record:
    found = {name: layers[name] for name in _RECORD_LAYERS if name in layers}
    analysis = layers.get("analysis")
    return Record(document=layers["document"], model=analysis.model if analysis else "", **found)


def _check_order(stages: Sequence[Stage]) -> None:
    written = {"document"}
    for stage in stages:
        missing = [name for name in stage.reads if name not in written]
        if missing:
            raise ConfigError("stages", f"{stage.name} reads {', '.join(missing)}, which no stage before it writes")
        if stage.writes in written:
            raise ConfigError("stages", f"{stage.name} writes {stage.writes}, which is there already")
        written.add(stage.writes)


def plugged_in_stages() -> tuple[Stage, ...]:
    """Stages that other installed packages offer."""
    return tuple(point.load() for point in entry_points(group=ENTRY_POINTS))
