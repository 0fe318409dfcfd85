"""Entities of Wikidata as JSON: a dump with one entity a line, or the answer to a query for some of them.

The file is read twice: first for the labels of positions and the codes of states that it holds, then for persons in
office and bodies. Only these first labels and the keys of rows stay in memory.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec
from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.importers import bindings
from onrecord.lexicon.importers.bindings import Results
from onrecord.lexicon.importers.lines import lines
from onrecord.lexicon.importers.rows import RowMaker, Spell, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.lexicon.importers.mappings import Mappings
    from onrecord.lexicon.load import Lexicon
    from onrecord.lexicon.schema import Row

T = TypeVar("T")

SOURCE: Final = "wikidata"
MAX_RESULT_BYTES: Final = 64_000_000  # of a query's answer, which is read whole
MAX_NAMES: Final = 50  # of one entity

HUMAN = "Q5"
#: Position, public office.
POSITIONS = frozenset({"Q4164871", "Q294414"})
INSTANCE_OF, COUNTRY, CITIZENSHIP, HELD, OCCUPATION = "P31", "P17", "P27", "P39", "P106"
INCEPTION, DISSOLVED, START, END = "P571", "P576", "P580", "P582"
SHORT_NAME, ALPHA_3, HOLDER = "P1813", "P298", "P1308"

_TIME = re.compile(r"^\+?(\d{4})-(\d{2})-(\d{2})T")
_DAY, _MONTH, _YEAR = 11, 10, 9  # Wikidata's precisions


class _Text(Struct, frozen=True):
    value: str = ""


class _Value(Struct, frozen=True):
    value: msgspec.Raw = msgspec.Raw(b"null")


class _Snak(Struct, frozen=True):
    datavalue: _Value | None = None


class _Claim(Struct, frozen=True):
    mainsnak: _Snak = _Snak()
    rank: str = "normal"
    qualifiers: dict[str, list[_Snak]] | list[Any] = msgspec.field(default_factory=dict)


class _Entity(Struct, frozen=True):
    """An entity as Wikidata writes it; an empty map is an empty list there."""

    id: str = ""
    labels: dict[str, _Text] | list[Any] = msgspec.field(default_factory=dict)
    aliases: dict[str, list[_Text]] | list[Any] = msgspec.field(default_factory=dict)
    claims: dict[str, list[_Claim]] | list[Any] = msgspec.field(default_factory=dict)

    @property
    def label(self) -> str:
        text = self.labels.get("en") if isinstance(self.labels, dict) else None
        return tidy(text.value) if text else ""

    def names(self) -> Iterator[str]:
        """The English label, short names and aliases."""
        yield self.label
        for short in (_decoded(s.mainsnak, _Monolingual) for s in self.claimed(SHORT_NAME)):
            if short is not None and short.language == "en":
                yield tidy(short.text)
        aliases = self.aliases.get("en", []) if isinstance(self.aliases, dict) else []
        for alias in aliases[:MAX_NAMES]:
            yield tidy(alias.value)

    def claimed(self, prop: str) -> list[_Claim]:
        """The claims of a property that are not deprecated."""
        claims = self.claims.get(prop, []) if isinstance(self.claims, dict) else []
        return [c for c in claims if c.rank != "deprecated"]

    def items(self, prop: str) -> list[str]:
        """The items that are values of a property."""
        return [i for i in (_item(c.mainsnak) for c in self.claimed(prop)) if i]


class _Answer(Struct, frozen=True):
    """The answer to a request for entities, or of the query service."""

    entities: dict[str, _Entity] = msgspec.field(default_factory=dict)
    results: Results | None = None


class _Item(Struct, frozen=True):
    id: str = ""


class _Time(Struct, frozen=True):
    time: str = ""
    precision: int = 0


class _Monolingual(Struct, frozen=True):
    text: str = ""
    language: str = ""


def read(path: Path, words: Lexicon, mappings: Mappings) -> Iterator[Row | LexiconError]:
    """The rows of a file: persons with a position, and bodies of the classes in `mappings`.

    A line that is no entity is an error in its place; entities of other classes are passed over.

    Raises:
        LexiconError: the file cannot be read, or has a line that is too long.
    """
    labels, states = _known(path)
    reader = _Reader(RowMaker(words, mappings, source=SOURCE), labels, mappings.wikidata_countries | states)
    for found in _entities(path):
        if isinstance(found, LexiconError):
            yield found
        else:
            yield from reader.rows(found) if isinstance(found, _Entity) else reader.solutions(found)


def _known(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The labels of the positions, and the codes of the states, that a file holds, by item."""
    labels: dict[str, str] = {}
    states: dict[str, str] = {}
    for found in _entities(path):
        if not isinstance(found, _Entity):
            continue
        codes = [c for c in (_decoded(s.mainsnak, str) for s in found.claimed(ALPHA_3)) if c]
        if codes:
            states[found.id] = codes[0]
        if found.label and (found.claimed(HOLDER) or not POSITIONS.isdisjoint(found.items(INSTANCE_OF))):
            labels[found.id] = found.label
    return labels, states


def _entities(path: Path) -> Iterator[_Entity | Results | LexiconError]:
    """The entities of a dump, of JSON lines, or of an answer that may be spread over lines."""
    spread: list[bytes] | None = None
    size = 0
    for number, raw in lines(path):
        line = raw.strip()
        if spread is None and number == 1 and line.startswith(b"{") and not _whole(line):
            spread = []
        if spread is not None:
            spread.append(raw)
            size += len(raw)
            if size > MAX_RESULT_BYTES:
                raise LexiconError(str(path), number, f"an answer of more than {MAX_RESULT_BYTES:,} bytes; use a dump")
        elif line not in (b"", b"[", b"]"):
            yield from _of_line(path, number, line.rstrip(b","))
    if spread is not None:
        yield from _of_line(path, 1, b"\n".join(spread))


def _whole(line: bytes) -> bool:
    """Whether a line is JSON by itself."""
    try:
        msgspec.json.decode(line.rstrip(b","), type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _of_line(path: Path, number: int, line: bytes) -> Iterator[_Entity | Results | LexiconError]:
    try:
        if line.startswith(b"["):
            yield from msgspec.json.decode(line, type=list[_Entity])
            return
        found = msgspec.json.decode(line, type=_Entity)
        if found.id:
            yield found
            return
        answer = msgspec.json.decode(line, type=_Answer)
        yield from answer.entities.values()
        if answer.results is not None:
            yield answer.results
        elif not answer.entities:
            yield LexiconError(str(path), number, "neither an entity nor an answer")
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        yield LexiconError(str(path), number, f"no entity: {error}")


class _Reader:
    """Rows of one entity at a time."""

    def __init__(self, maker: RowMaker, labels: dict[str, str], states: dict[str, str]) -> None:
        self._maker = maker
        self._labels = labels
        self._states = states

    def rows(self, entity: _Entity) -> Iterator[Row]:
        """The rows of an entity; none for one without an English label or of another class."""
        if not entity.label:
            return
        classes = entity.items(INSTANCE_OF)
        if HUMAN in classes:
            yield from self._person(entity)
            return
        kinds = self._maker.mappings.wikidata_classes
        known = next((kinds[c] for c in classes if c in kinds), None)
        if known is not None:
            yield from self._maker.organisation(
                entity.names(),
                key=entity.id,
                sector=known[0],
                kind=known[1],
                country=self._country(entity, COUNTRY),
                spell=Spell(*(_first_day(entity, p) for p in (INCEPTION, DISSOLVED))),
            )

    def solutions(self, results: Results) -> Iterator[Row]:
        """The rows of an answer of the query service."""
        return bindings.rows(self._maker, results, self._states)

    def _person(self, entity: _Entity) -> Iterator[Row]:
        home = self._country(entity, CITIZENSHIP)
        names = tuple(entity.names())
        held = False
        for claim in entity.claimed(HELD):
            office, country = self._office(_item(claim.mainsnak))
            spell = Spell(_qualified(claim, START), _qualified(claim, END))
            held = held or bool(office)
            yield from self._maker.holder(names, office=office, country=country or home, spell=spell)
        if not held:
            offices = self._maker.mappings.wikidata_offices
            trade = next((offices[o] for o in entity.items(OCCUPATION) if o in offices), "")
            yield from self._maker.holder(names, office=trade, country=home)

    def _office(self, item: str) -> tuple[str, str]:
        label = self._labels.get(item)
        return self._maker.office(label) if label else (self._maker.mappings.wikidata_offices.get(item, ""), "")

    def _country(self, entity: _Entity, prop: str) -> str:
        states = (self._states[i] for i in entity.items(prop) if i in self._states)
        return next((c for c in map(self._maker.country, states) if c), "")


def _decoded(snak: _Snak, kind: type[T]) -> T | None:
    """A snak's value, or None when it has none or one of another type."""
    if snak.datavalue is None:
        return None
    try:
        return msgspec.json.decode(snak.datavalue.value, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _item(snak: _Snak) -> str:
    found = _decoded(snak, _Item)
    return found.id if found else ""


def _first_day(entity: _Entity, prop: str) -> str:
    return next((d for d in (_day(c.mainsnak) for c in entity.claimed(prop)) if d), "")


def _qualified(claim: _Claim, prop: str) -> str:
    snaks = claim.qualifiers.get(prop, []) if isinstance(claim.qualifiers, dict) else []
    return next((d for d in map(_day, snaks) if d), "")


def _day(snak: _Snak) -> str:
    """A time as far as its precision tells it; empty for one that is less precise than a year."""
    found = _decoded(snak, _Time)
    parts = _TIME.match(found.time) if found else None
    if found is None or parts is None or found.precision < _YEAR:
        return ""
    shown = {_YEAR: 1, _MONTH: 2}.get(found.precision, 3)
    return "-".join(parts.groups()[:shown])
