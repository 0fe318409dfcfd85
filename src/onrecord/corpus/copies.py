"""Finds copies as reports come in, and keeps in the store what is needed to compare the next one with them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from onrecord.corpus.comparison import overlap
from onrecord.corpus.judgement import MAX_DAYS, Match, judge
from onrecord.corpus.sketch import bands
from onrecord.corpus.wording import Wording
from onrecord.errors import NotInStoreError
from onrecord.store import findings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from onrecord.corpus.agencies import Agencies
    from onrecord.corpus.judgement import Kind
    from onrecord.model import Document
    from onrecord.store import SqliteStore

_MOST_CANDIDATES = 8  # reports compared with a new one, those with most stretches in common first
_MOST_EXACT = 8
_MOST_VERSIONS = 8
_FEWEST_WORDS = 12  # a shorter text is a copy only by its address
_KEPT_WORDINGS = 256
_AT_ONCE = 200  # reports of one transaction when many are caught up with
_UNDATED = -1


class _Known(NamedTuple):
    """What is kept of a report, beside its bands."""

    row: int
    id: str
    group: str
    day: int
    words_sha256: str
    wording: Wording
    key: str | None
    url: str | None


class CopyIndex:
    """The reports of a store by their wording.

    Every report is in one group: that of the report that it shares most with, or its own. A group's id is that of the
    first report in it, and never changes; groups are never joined. What is kept grows with the text of the reports,
    about one kilobyte for each, and lies in the store; in memory is only what was compared last.

    Args:
        store: opened for writing. The reports must be in it before they are added.
        agencies: recognise credits to news agencies; without them none is noted.
    """

    def __init__(self, store: SqliteStore, *, agencies: Agencies | None = None) -> None:
        self._store = store
        self._agencies = agencies
        self._wordings: OrderedDict[str, Wording] = OrderedDict()

    def add(self, document: Document) -> tuple[Match, ...]:
        """Compares a report with those added before it, and remembers it.

        Returns:
            its matches, the one that decided its group first. For a report that was added before, those found then.

        Raises:
            NotInStoreError: the store has no such report.
            StoreError: the store was opened for reading, or is locked, full or damaged; nothing was written.
        """
        with self._store.transaction() as db:
            return self._add(db, document)

    def catch_up(self) -> int:
        """Adds all reports of the store that were not added yet, in the order they were written; how many these were.

        Raises:
            VerifyError: a stored report was damaged.
            StoreError: see `add`.
        """
        added = 0
        while waiting := self._store.select(_WAITING, (_AT_ONCE,)):
            with self._store.transaction() as db:
                for row in waiting:
                    self._add(db, findings.decode(*row).document)
            added += len(waiting)
        return added

    def _add(self, db: sqlite3.Connection, document: Document) -> tuple[Match, ...]:
        if db.execute("SELECT 1 FROM copies WHERE document_id = ?", (document.id,)).fetchone():
            return tuple(_matches(db, document.id))
        row = db.execute("SELECT row FROM documents WHERE id = ?", (document.id,)).fetchone()
        if row is None:
            raise NotInStoreError(document.id)
        start, end = body(document)
        wording = Wording(document.text[start:end])
        sha256 = hashlib.sha256(" ".join(wording.words).encode("utf-8", "surrogatepass")).hexdigest()
        known = _Known(row[0], document.id, document.id, _day(document), sha256, wording, document.key, document.url)
        keys = bands(wording)
        found = self._compare(db, known, keys)
        group = next((group for match, group in found if match.groups), document.id)
        agency = self._agencies.credited(document) if self._agencies else None
        db.execute(_INSERT, (known.row, known.id, group, known.day, start, end, sha256, agency))
        db.executemany(_INSERT_BAND, [(key, known.day, known.row) for key in keys])
        db.executemany(_INSERT_MATCH, [msgspec.structs.astuple(match) for match, _ in found])
        self._keep(known.id, wording)
        return tuple(match for match, _ in found)

    def _compare(self, db: sqlite3.Connection, new: _Known, keys: tuple[int, ...]) -> list[tuple[Match, str]]:
        """The matches of a report, each with the group of the other one; what decides its own group first."""
        found = [(match, other.group) for other in self._candidates(db, new, keys) if (match := _match(new, other))]
        return sorted(found, key=lambda pair: _weight(pair[0]), reverse=True)

    def _candidates(self, db: sqlite3.Connection, new: _Known, keys: tuple[int, ...]) -> Iterator[_Known]:
        """Reports to compare a new one with, each once: same address, same words, then stretches in common."""
        seen = {new.row}
        for sql, parameters in (
            (_OF_KEY, (new.key, _MOST_VERSIONS)),
            (_OF_WORDS, (new.words_sha256, _MOST_EXACT)),
            (_OF_BANDS, _band_parameters(new.day, keys)),
        ):
            for (row,) in db.execute(sql, parameters).fetchall():
                if row not in seen:
                    seen.add(row)
                    yield self._known(db, row)

    def _known(self, db: sqlite3.Connection, row: int) -> _Known:
        id_, group, day, sha256, key, url, start, end = db.execute(_KNOWN, (row,)).fetchone()
        wording = self._wordings.get(id_)
        if wording is None:
            ((text,),) = db.execute("SELECT text FROM documents WHERE id = ?", (id_,)).fetchall()
            wording = Wording(text[start:end])
            self._keep(id_, wording)
        else:
            self._wordings.move_to_end(id_)
        return _Known(row, id_, group, day, sha256, wording, key, url)

    def _keep(self, id_: str, wording: Wording) -> None:
        self._wordings[id_] = wording
        if len(self._wordings) > _KEPT_WORDINGS:
            self._wordings.popitem(last=False)


def body(document: Document) -> tuple[int, int]:
    """The code points `[start, end)` of a report from its first paragraph to its last; all of one without any.

    Headlines, bylines and datelines are left out, as each outlet writes its own.
    """
    spans = [block.span for block in document.blocks if block.kind == "paragraph"]
    return (spans[0].start, spans[-1].end) if spans else (0, len(document.text))


def _match(new: _Known, other: _Known) -> Match | None:
    dated = _UNDATED not in {new.day, other.day}
    days = new.day - other.day if dated else None
    shared = overlap(new.wording, other.wording)
    kind: Kind | None
    if new.words_sha256 == other.words_sha256 and len(new.wording.words) >= _FEWEST_WORDS:
        kind = "exact"
    elif new.key is not None and new.key == other.key and (new.url is not None or shared.containment >= _SAME_PAGE):
        kind = "version"
    else:
        kind = judge(shared, days=days)
    if kind is None:
        return None
    return Match(new.id, other.id, kind, round(shared.of_one, 4), round(shared.of_other, 4), days, shared.differing)


def _weight(match: Match) -> tuple[bool, bool, bool, float]:
    """What decides which of several matches a report is grouped by; the first of equals was there first."""
    return match.groups, match.kind == "version", match.kind == "exact", match.of_document + match.of_other


def _day(document: Document) -> int:
    return document.published.toordinal() if document.published else _UNDATED


def _band_parameters(day: int, keys: tuple[int, ...]) -> tuple[object, ...]:
    first, last = (day - MAX_DAYS, day + MAX_DAYS) if day != _UNDATED else (0, dt.date.max.toordinal())
    return msgspec.json.encode(keys).decode(), first, last, _UNDATED, _MOST_CANDIDATES


def _matches(db: sqlite3.Connection, document_id: str) -> Iterator[Match]:
    sql = f"SELECT {', '.join(Match.__struct_fields__)} FROM copy_matches WHERE document_id = ? ORDER BY row"  # noqa: S608 (our own column names)
    for values in db.execute(sql, (document_id,)):
        yield Match(*values)


_SAME_PAGE = 0.3  # a place that is no address, such as a pipe, can hold another report the next time
_WAITING = """
    SELECT id, text, findings FROM documents WHERE row NOT IN (SELECT document_row FROM copies) ORDER BY row LIMIT ?
"""
_OF_KEY = """
    SELECT c.document_row FROM copies c JOIN documents d ON d.id = c.document_id WHERE d.key = ?
    ORDER BY c.document_row DESC LIMIT ?
"""
_OF_WORDS = "SELECT document_row FROM copies WHERE words_sha256 = ? ORDER BY document_row LIMIT ?"
_OF_BANDS = """
    SELECT b.document_row FROM json_each(?) AS wanted CROSS JOIN copy_bands b
    WHERE b.band = wanted.value AND (b.day BETWEEN ? AND ? OR b.day = ?)
    GROUP BY b.document_row ORDER BY count(*) DESC, b.document_row LIMIT ?
"""
_KNOWN = """
    SELECT c.document_id, c.group_id, c.day, c.words_sha256, d.key, d.url, c.body_start, c.body_end
    FROM copies c JOIN documents d ON d.id = c.document_id WHERE c.document_row = ?
"""
_INSERT = "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_BAND = "INSERT INTO copy_bands (band, day, document_row) VALUES (?, ?, ?)"
_INSERT_MATCH = (
    f"INSERT INTO copy_matches ({', '.join(Match.__struct_fields__)}) "  # noqa: S608 (our own column names)
    f"VALUES ({', '.join('?' for _ in Match.__struct_fields__)})"
)
