"""The same quotation in several reports: where it first stood, how far it went, and how its wording changed.

Wordings are compared from the longest to the shortest, so that each becomes a form of one longer wording or starts a
cluster of its own: a fragment never ties two quotations together. Two wordings are forms of one quotation when the
words that stand in both, in the same order, carry most of the weight of the shorter one; a word weighs the more the
fewer quotations have it. So what is left out (with an ellipsis or without), put in brackets, or translated otherwise in
a few words does not matter, and "we will not comment" alone makes no quotation the same.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from onrecord.corpus.changes import Change, changes
from onrecord.corpus.wording import Wording
from onrecord.store.rows import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.store import Reader

_FEWEST_WORDS = 4  # of a quotation; a shorter one is an expression
_MOST_WORDS = 400  # of a quotation that are compared
_SAME = 0.6  # share of the shorter wording's weight
_SAME_OF_FEW = 0.8  # when it has fewer than `_FEW` words
_FEW = 10
_SAME_OF_OTHERS = 0.85  # when two speakers are named
_LEAST_WEIGHT = 24.0  # of the common words: four or five that are not frequent
_LEAST_WEIGHT_OF_OTHERS = 48.0
_RARE = 1_000  # a store with fewer quotations says little about how frequent a word is
_MOST_OF_SHINGLE = 32  # wordings kept for three words in a row; what more have is a set phrase
_MOST_CANDIDATES = 6
_MARKS = " \"'“”‘’«»„"
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")


class Appearance(Struct, frozen=True):
    """A quotation as one report has it.

    Attributes:
        statement_id: the statement it is part of.
        document_id: the report.
        speaker: whom the report gives it to; None when it names nobody.
        outlet: who published the report.
        title: headline of the report.
        day: day of publication.
        words: the quotation as the report has it; " … " between the pieces of a split one.
        changes: from the cluster's fullest wording to this one.
    """

    statement_id: str
    document_id: str
    speaker: str | None
    outlet: str | None
    title: str | None
    day: dt.date | None
    words: str
    changes: tuple[Change, ...]


class Quotation(Struct, frozen=True):
    """The same quotation in all reports that have it.

    Attributes:
        id: of the statement of its first appearance.
        words: its fullest wording.
        speakers: whom the reports give it to, the most frequent first.
        disputed: whether two of these are different persons, or different bodies.
        first_day: day of the first appearance; None when no report is dated.
        last_day: day of the last.
        reports: how many reports have it.
        outlets: how many outlets published these.
        copy_groups: how many of the reports are not copies of each other.
        wordings: how many different wordings there are, apart from case and punctuation.
        appearances: by day, the first one first.
    """

    id: str
    words: str
    speakers: tuple[str, ...]
    disputed: bool
    first_day: dt.date | None
    last_day: dt.date | None
    reports: int
    outlets: int
    copy_groups: int
    wordings: int
    appearances: tuple[Appearance, ...]


class Found(NamedTuple):
    """Some of the quotations that fit, and how many fit."""

    rows: tuple[Quotation, ...]
    total: int


class Quoted(NamedTuple):
    """A quotation as it stands in a report.

    `persons` are surnames, `bodies` names, both in lower case: the speakers, where the report says who they are.
    """

    statement_id: str
    document_id: str
    words: str
    speaker: str | None
    persons: frozenset[str]
    bodies: frozenset[str]
    outlet: str | None
    title: str | None
    day: str | None
    group: str


def quotations(  # noqa: PLR0913 (one keyword for each thing to ask for)
    reader: Reader, *, words: str = "", speaker: str = "", fewest: int = 2, limit: int = 20, offset: int = 0
) -> Found:
    """The quotations of a store that several reports have, those in most reports first.

    Args:
        reader: the store.
        words: words that the fullest wording must have, in any order.
        speaker: words of a speaker's name.
        fewest: reports that must have it.
        limit: how many to give.
        offset: how many to pass over.

    Raises:
        StoreError: the store cannot be read.
    """
    return fitting(cluster(quoted(reader)), words=words, speaker=speaker, fewest=fewest, limit=limit, offset=offset)


def fitting(  # noqa: PLR0913 (one keyword for each thing to ask for)
    clusters: Iterable[tuple[Quoted, ...]],
    *,
    words: str = "",
    speaker: str = "",
    fewest: int = 2,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Of clusters that `cluster` made, those that fit; asked and ordered as for `quotations`."""
    chosen = [c for c in clusters if len({q.document_id for q in c}) >= fewest and _fits(c, words, speaker)]
    chosen.sort(key=lambda c: (-len({q.document_id for q in c}), _moment(c[0]), c[0].statement_id))
    return Found(tuple(map(quotation, chosen[offset : offset + limit])), len(chosen))


def quoted(reader: Reader) -> Iterator[Quoted]:
    """The quoted words of all direct and mixed statements of a store, in the order they were stored."""
    named: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for statement, kind, name in reader.select(_SPEAKERS):
        side = named[statement][0 if kind == "person" else 1]
        side.add(name.casefold().split()[-1] if kind == "person" and name.split() else name.casefold())
    for statement, document, kind, content, speaker, *facts in reader.select(_STATEMENTS):
        words = _without_marks(content) if kind == "direct" else _between_marks(content)
        if len(words.split()) >= _FEWEST_WORDS:
            persons, bodies = named.get(statement, ((), ()))
            yield Quoted(statement, document, words, speaker, frozenset(persons), frozenset(bodies), *facts)


def cluster(found: Iterable[Quoted]) -> list[tuple[Quoted, ...]]:
    """The quotations, those that are the same together; in each cluster by day, and the clusters by their first."""
    by_words: dict[tuple[str, ...], list[Quoted]] = defaultdict(list)
    for each in found:
        by_words[Wording(each.words).words[:_MOST_WORDS]].append(each)
    index = _Index(by_words)
    clusters: dict[int, list[Quoted]] = {}
    for words in sorted(by_words, key=lambda w: (-len(w), w)):
        for together in _by_speaker(by_words[words]):
            clusters.setdefault(index.place(words, together[0]), []).extend(together)
    ordered = [tuple(sorted(c, key=lambda q: (_moment(q), q.statement_id))) for c in clusters.values()]
    return sorted(ordered, key=lambda c: (_moment(c[0]), c[0].statement_id))


class _Form(NamedTuple):
    """A wording that was placed: its words, a quotation that has it, and the number of its cluster."""

    words: tuple[str, ...]
    example: Quoted
    cluster: int


class _Index:
    """The wordings placed so far, by each three words in a row."""

    def __init__(self, by_words: dict[tuple[str, ...], list[Quoted]]) -> None:
        frequencies = Counter(word for words in by_words for word in set(words))
        size = max(len(by_words), _RARE)
        self._weights = {word: math.log1p(size / count) for word, count in frequencies.items()}
        self._forms: list[_Form] = []
        self._by_shingle: dict[tuple[str, ...], list[int]] = {}

    def place(self, words: tuple[str, ...], example: Quoted) -> int:
        """The number of the cluster that a wording belongs to; a new one when it is no form of another wording."""
        shingles = set(zip(words, words[1:], words[2:], strict=False))
        hits = Counter(number for shingle in shingles for number in self._by_shingle.get(shingle, ()))
        best, weight = None, 0.0
        for number, _ in sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:_MOST_CANDIDATES]:
            form = self._forms[number]
            common = self._common(words, form.words)
            if common > weight and self._is_same(words, form, example, common):
                best, weight = form, common
        number = len(self._forms)
        self._forms.append(_Form(words, example, best.cluster if best else number))
        for shingle in shingles:
            kept = self._by_shingle.setdefault(shingle, [])
            if len(kept) < _MOST_OF_SHINGLE:
                kept.append(number)
        return self._forms[number].cluster

    def _is_same(self, words: tuple[str, ...], form: _Form, example: Quoted, common: float) -> bool:
        if _disagree(example, form.example):
            least, share = _LEAST_WEIGHT_OF_OTHERS, _SAME_OF_OTHERS
        else:
            least, share = _LEAST_WEIGHT, _SAME if len(words) >= _FEW else _SAME_OF_FEW
        return common >= least and common >= share * self._weight(words)

    def _weight(self, words: Sequence[str]) -> float:
        return sum(self._weights[word] for word in words)

    def _common(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        """The weight of the words that both have in the same order."""
        if one == other:
            return self._weight(one)
        blocks = SequenceMatcher(None, other, one, autojunk=False).get_matching_blocks()
        return sum(self._weight(one[block.b : block.b + block.size]) for block in blocks)


def _by_speaker(found: list[Quoted]) -> Iterator[list[Quoted]]:
    """Quotations of one wording, those whose speakers do not exclude each other together."""
    rest = found
    while rest:
        together = [each for each in rest if not _disagree(each, rest[0])]
        rest = [each for each in rest if _disagree(each, rest[0])]
        yield together


def _disagree(one: Quoted, other: Quoted) -> bool:
    """Whether two reports name different persons, or different bodies; a person and a body may be one voice."""
    if one.persons and other.persons:
        return one.persons.isdisjoint(other.persons)
    if one.persons or other.persons:
        return False
    return bool(one.bodies) and bool(other.bodies) and one.bodies.isdisjoint(other.bodies)


def quotation(found: tuple[Quoted, ...]) -> Quotation:
    """A cluster as what is told of it: its fullest wording, its spread, and how each report differs."""
    fullest = _fullest(found).words
    days = [dt.date.fromisoformat(each.day) for each in found if each.day]
    named = Counter(each.speaker for each in found if each.speaker)
    return Quotation(
        id=found[0].statement_id,
        words=fullest,
        speakers=tuple(name for name, _ in named.most_common()),
        disputed=any(_disagree(one, other) for one in found for other in _distinct(found)),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        reports=len({each.document_id for each in found}),
        outlets=len({each.outlet for each in found if each.outlet}),
        copy_groups=len({each.group for each in found}),
        wordings=len({Wording(each.words).words for each in found}),
        appearances=tuple(
            Appearance(
                each.statement_id, each.document_id, each.speaker, each.outlet, each.title,
                dt.date.fromisoformat(each.day) if each.day else None, each.words, changes(fullest, each.words),
            )
            for each in found
        ),
    )  # fmt: skip


def _distinct(found: tuple[Quoted, ...]) -> Iterable[Quoted]:
    """One quotation for each set of speakers."""
    return {(each.persons, each.bodies): each for each in found}.values()


def _fullest(found: Iterable[Quoted]) -> Quoted:
    return max(found, key=lambda each: len(each.words))


def _fits(found: tuple[Quoted, ...], words: str, speaker: str) -> bool:
    asked, name = set(Wording(words).words), set(Wording(speaker).words)
    if asked and not asked <= set(Wording(_fullest(found).words).words):
        return False
    return not name or any(name <= set(Wording(each.speaker or "").words) for each in found)


def _without_marks(content: str) -> str:
    return GAP.join(piece.strip(_MARKS) for piece in content.split(GAP))


def _between_marks(content: str) -> str:
    return GAP.join(next(filter(None, match.groups())).strip() for match in _QUOTED.finditer(content))


def _moment(each: Quoted) -> str:
    """The day, for sorting; what is not dated comes last."""
    return each.day or "9999"


_SPEAKERS = """
    SELECT s.id, e.kind, e.name FROM statements s JOIN speakers p ON p.statement_id = s.id
    JOIN entities e ON e.id = p.entity_id WHERE s.kind <> 'indirect'
"""
_STATEMENTS = """
    SELECT s.id, s.document_id, s.kind, s.content, s.speaker, d.outlet, d.title, d.published,
           coalesce(c.group_id, s.document_id)
    FROM statements s JOIN documents d ON d.id = s.document_id LEFT JOIN copies c ON c.document_id = s.document_id
    WHERE s.kind <> 'indirect' ORDER BY s.row
"""
