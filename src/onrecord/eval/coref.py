"""How well speakers are resolved, against a gold file of speech-verb subjects and chains of mentions.

A gold file has one JSON object a line: `doc_id`, `text`, `mentions`, each with `cluster` (its chain), `kind` (`name`,
`nominal` or `pronoun`) and `head`, and `speakers`, the subjects of verbs of saying, each with `cluster`, `kind` and
`head`. A head is one half-open `[start, end]` in code points of `text`; `title`, `dct` and `genre` are read when there.

Scored are the subjects whose chain has a name. One is right when the entity of the smallest mention around its head has
another mention, or this one, around the head of a name of its chain.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from onrecord.eval.gold import read_documents, read_gold
from onrecord.model import Failure, Record, Span
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onrecord.config import Config
    from onrecord.model import Mention

Kind = Literal["name", "nominal", "pronoun"]
KINDS: tuple[Kind, ...] = ("name", "nominal", "pronoun")


class GoldMention(Struct, frozen=True):
    """A mention of a chain, or a speech verb's subject."""

    cluster: str
    kind: Kind
    head: tuple[int, int]


class GoldChains(Struct, frozen=True):
    """One line of a gold file."""

    doc_id: str
    text: str
    mentions: list[GoldMention]
    speakers: list[GoldMention]
    genre: str = ""


class Miss(Struct, frozen=True):
    """A subject that was resolved wrongly or not at all.

    Attributes:
        subject: its head's words.
        start: where they begin, in code points of the text.
        wanted: a name of its chain.
        found: name of the entity it was resolved to; empty when to none.
    """

    doc_id: str
    subject: str
    start: int
    wanted: str
    found: str


class CorefReport(Struct, frozen=True):
    """What an evaluation found.

    Attributes:
        documents: how many were scored.
        failures: documents that could not be read or coded; all of their subjects count as missed.
        right: subjects resolved rightly, by kind.
        subjects: all subjects scored, by kind.
        misses: what was wrong, in the order of the file.
    """

    documents: int
    failures: tuple[Failure, ...]
    right: dict[Kind, int]
    subjects: dict[Kind, int]
    misses: tuple[Miss, ...]


def run(gold: Path, *, config: Config, genre: str = "") -> CorefReport:
    """Read every document of a gold file, and score how its subjects are resolved.

    Args:
        gold: a gold file, see above.
        config: settings of the pipeline.
        genre: score the documents of this genre alone.

    Raises:
        EvalError: the file is not there or a line is not of the form.
    """
    wanted = list(read_gold(gold, GoldChains))
    pairs = zip(wanted, read_documents(wanted, gold, config), strict=True)
    chosen = [(row, document) for row, document in pairs if genre in ("", row.genre)]
    outcomes = Pipeline(config).pipe([document for _, document in chosen])
    failures: list[Failure] = []
    misses: list[Miss] = []
    subjects: Counter[Kind] = Counter(dict.fromkeys(KINDS, 0))
    right: Counter[Kind] = Counter(dict.fromkeys(KINDS, 0))
    for (row, _), outcome in zip(chosen, outcomes, strict=True):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        for subject, miss in judged(row, None if isinstance(outcome, Failure) else outcome):
            subjects[subject.kind] += 1
            right[subject.kind] += miss is None
            misses += [miss] if miss else []
    return CorefReport(len(chosen), tuple(failures), dict(right), dict(subjects), tuple(misses))


def judged(gold: GoldChains, record: Record | None) -> Iterator[tuple[GoldMention, Miss | None]]:
    """Each subject whose chain has a name, with what is wrong about it."""
    names: dict[str, list[Span]] = {}
    for mention in gold.mentions:
        if mention.kind == "name":
            names.setdefault(mention.cluster, []).append(Span(*mention.head))
    lookup = _Entities(record) if record else None
    for subject in gold.speakers:
        if subject.cluster in names:
            found, spans = lookup.at(Span(*subject.head)) if lookup else ("", ())
            is_right = any(span.contains(name) for span in spans for name in names[subject.cluster])
            words = (gold.text[s.start : s.end] for s in (Span(*subject.head), names[subject.cluster][0]))
            subject_words, name = words
            miss = None if is_right else Miss(gold.doc_id, subject_words, subject.head[0], name, found)
            yield subject, miss


class _Entities:
    """A record's entities by the places of their mentions."""

    def __init__(self, record: Record) -> None:
        self._mentions = sorted(record.mentions, key=lambda m: len(m.evidence.span))
        self._owner = {m: entity for entity in record.entities for m in entity.mentions}
        self._by_id: dict[str, Mention] = {m.id: m for m in record.mentions}

    def at(self, head: Span) -> tuple[str, Sequence[Span]]:
        """Name and mentions of the entity whose mention around `head` is the smallest."""
        for mention in self._mentions:
            entity = self._owner.get(mention.id)
            if entity is not None and mention.evidence.span.contains(head):
                return entity.name, [self._by_id[m].evidence.span for m in entity.mentions]
        return "", ()


def to_rows(report: CorefReport) -> list[dict[str, int | str]]:
    """The report as rows for printing: measure, right, of."""
    rows: list[dict[str, int | str]] = [
        {"measure": f"{kind}s", "right": report.right[kind], "of": report.subjects[kind]} for kind in KINDS
    ]
    total: dict[str, int | str] = {
        "measure": "subjects",
        "right": sum(report.right.values()),
        "of": sum(report.subjects.values()),
    }
    return [total, *rows]
