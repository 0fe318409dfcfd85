"""From sentences to coded dyads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.coder.names import NOBODY, GivenActors
from onrecord.config import Config, override
from onrecord.documents.metadata import Claims
from onrecord.documents.plain import read_plain
from onrecord.errors import StageError
from onrecord.model import Failure, Modality
from onrecord.pipeline import Pipeline, Stage, plugged_in_stages, standard_stages

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.coder.names import GivenAgent, GivenName
    from onrecord.model import Document, Entity, Event, Mention, Record

    #: What given actors were found: their mentions, and the entities that these stand for.
    Named = tuple[tuple[Mention, ...], tuple[Entity, ...]]


#: CAMEO codes a visit twice: made by the guest and hosted by the other.
_FROM_THE_OTHER_SIDE = {"042": "043", "043": "042"}
#: PLOVER type whose parties do it to each other whoever began.
_MUTUAL = "CONSULT"


class CodedEvent(Struct, frozen=True):
    """A dyad of a sentence.

    Attributes:
        source: code of the actor; `---` when nobody with a code is named.
        target: code of the recipient; the same way.
        event: CAMEO code.
        plover: PLOVER type.
        mode: PLOVER mode.
        modality: whether it happened.
        trigger: the words that tell it.
        confidence: 0 to 1.
    """

    source: str
    target: str
    event: str
    plover: str
    mode: str | None
    modality: Modality
    trigger: str
    confidence: float


class Coder:
    """Codes sentences. Built once; holds the language model and the lexicons.

    Args:
        actors: the only actors that there are, with their codes; without them, those of the lexicon.
        agents: nouns for agents of these actors.
        announcing: whether what is announced, refused or demanded has the codebook's code for that ("will send aid"
            is 033); otherwise the code of what was announced (070), as dictionary coders have it.
        config: the settings.

    Raises:
        ModelMissingError: the language model is not installed.
        LexiconError: a lexicon file breaks its schema.
    """

    def __init__(
        self,
        *,
        actors: Iterable[GivenName] | None = None,
        agents: Iterable[GivenAgent] = (),
        announcing: bool = True,
        config: Config | None = None,
    ) -> None:
        self._config = override(config or Config(), any_language=True)  # a sentence is too short to tell
        stages = (*standard_stages(self._config, announcing=announcing), *plugged_in_stages())
        self._pipeline = Pipeline(self._config, stages=stages)
        if actors is not None:
            given = Stage("given", "named", GivenActors(actors, agents).find)
            self._pipeline = self._pipeline.with_stage(given, after="analysis")
            for stage in (Stage("mentions", "mentions", _mentions), Stage("entities", "entities", _entities)):
                self._pipeline = self._pipeline.with_stage(stage)

    def code(self, text: str, *, published: dt.date | None = None) -> tuple[CodedEvent, ...]:
        """The dyads of a text, in the order of their triggers, each once.

        Args:
            text: a sentence, or several.
            published: the day that relative dates are counted from.

        Raises:
            DocumentError: the text is empty or too long.
            StageError: a stage failed on it.
        """
        return next(self.code_all([text], published=[published]))

    def code_all(
        self, texts: Iterable[str], *, published: Iterable[dt.date | None] | None = None
    ) -> Iterator[tuple[CodedEvent, ...]]:
        """The dyads of many texts, in their order; see `code`."""
        days = iter(published) if published is not None else iter(lambda: None, 0)
        found = (self._document(text, day) for text, day in zip(texts, days, strict=False))
        for outcome in self._pipeline.pipe(found):
            if isinstance(outcome, Failure):
                raise StageError(outcome.location, outcome.stage, outcome.message)
            yield tuple(dict.fromkeys(_dyads(outcome)))

    def _document(self, text: str, day: dt.date | None) -> Document:
        claims = Claims()
        claims.add_day(day, "given")
        return read_plain(text.encode(), location="text", config=self._config, declared="utf-8", claims=claims)


def _mentions(named: Named) -> tuple[Mention, ...]:
    """The stage that takes mentions from what given actors were found."""
    return named[0]


def _entities(named: Named) -> tuple[Entity, ...]:
    """The stage that takes entities, with their codes, from what given actors were found."""
    return named[1]


def _dyads(record: Record) -> Iterator[CodedEvent]:
    code = {e.id: e.cameo or e.country or "" for e in record.entities}
    for event in record.events:
        for source, target in dict.fromkeys(_pairs(record, event, code)):
            if source != target:
                yield _coded(event, source, target, event.cameo or "")
                seen = _FROM_THE_OTHER_SIDE.get(event.cameo or "")
                if seen and NOBODY not in (source, target):
                    yield _coded(event, target, source, seen)


def _pairs(record: Record, event: Event, code: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each source with each target.

    The parties of a reciprocal event are all actors. Those before its words did it to those after them ("A renewed
    ties with B"); of consultations, and where all stand on one side ("A and B renewed ties"), each did it to each.
    """
    sources, targets = ([code[i] for i in ids if code.get(i)] for ids in (event.actor, event.recipient))
    if len(event.actor) > 1 and not event.recipient:
        sources, targets = _sides(record, event, code)
        if not (sources and targets):
            everybody = sources or targets
            yield from ((a, b) for a in everybody for b in everybody)
            return
        if event.plover.type == _MUTUAL:
            yield from ((b, a) for a in sources for b in targets)
    yield from ((a, b) for a in sources or [NOBODY] for b in targets or [NOBODY])


def _sides(record: Record, event: Event, code: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Codes of the parties that stand before the trigger, and of those after it."""
    owner = {m: e for e in record.entities for m in e.mentions}
    sides: tuple[list[str], list[str]] = ([], [])
    for words in event.actor_words:
        for mention in record.mentions:
            entity = owner.get(mention.id)
            if entity is not None and mention.evidence == words:
                ids = [i for i in (entity.id, *entity.parts) if i in event.actor]
                sides[words.span.start > event.trigger[0].span.start].extend(code[i] for i in ids if code.get(i))
    return sides


def _coded(event: Event, source: str, target: str, code: str) -> CodedEvent:
    words: Sequence[str] = [e.exact for e in event.trigger]
    return CodedEvent(
        source, target, code, event.plover.type, event.plover.mode, event.modality, " ".join(words),
        event.confidence,
    )  # fmt: skip
