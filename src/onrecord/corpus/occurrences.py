"""Joins the events of a store's reports into occurrences, and keeps in the store which event is part of which."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from onrecord.corpus.occurrences_joining import join
from onrecord.corpus.occurrences_told import Told, dyads_of
from onrecord.store import findings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.corpus.occurrences_told import Dyad
    from onrecord.store import Reader, SqliteStore

_AT_ONCE = 200  # reports, or blocks, of one transaction


class Progress(NamedTuple):
    """How far `OccurrenceIndex.catch_up` has come: reports and blocks that are done, and how many there are."""

    reports: int
    of_reports: int
    blocks: int
    of_blocks: int


class OccurrenceIndex:
    """The occurrences of a store.

    Events are compared within blocks of one type and two parties. A block that a report adds to, or takes from, is
    joined anew as a whole, so that the occurrences depend on the reports alone and not on the order of reading.

    Args:
        store: opened for writing.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    def catch_up(self, progress: Callable[[Progress], None] = lambda _: None) -> int:
        """Joins the events of all reports that were read since the last time; how many reports these were.

        Reports must have been compared for copies before, as the voices of an occurrence are counted by groups of
        copies; those that were not are left for the next time. What was done when it is interrupted is kept.

        Args:
            progress: told after each transaction.

        Raises:
            VerifyError: a stored report was damaged.
            StoreError: the store was opened for reading, or is locked, full or damaged.
        """
        documents = [row[0] for row in self._store.select(_WAITING)]
        for start in range(0, len(documents), _AT_ONCE):
            with self._store.transaction() as db:
                for document in documents[start : start + _AT_ONCE]:
                    _add(db, document)
            progress(Progress(min(start + _AT_ONCE, len(documents)), len(documents), 0, 0))
        blocks = [row[0] for row in self._store.select("SELECT block FROM dyad_blocks ORDER BY block")]
        for start in range(0, len(blocks), _AT_ONCE):
            with self._store.transaction() as db:
                for block in blocks[start : start + _AT_ONCE]:
                    _join(db, block)
            progress(Progress(len(documents), len(documents), min(start + _AT_ONCE, len(blocks)), len(blocks)))
        return len(documents)


def unjoined(reader: Reader) -> int:
    """How many events of the store are not joined into occurrences yet, or lost one that they were joined with.

    Raises:
        StoreError: the store cannot be read.
    """
    ((events, stale),) = reader.select(_UNJOINED)
    return int(events) + int(stale)


def _add(db: sqlite3.Connection, document: str) -> None:
    """Adds the dyads of a report's events; each stands for itself until its block is joined."""
    row = db.execute(_REPORT, (document,)).fetchone()
    if row is None:  # taken away, or joined by another process, since
        return
    *stored, group = row
    ((first,),) = db.execute("SELECT coalesce(max(row), 0) + 1 FROM dyads").fetchall()
    made = enumerate(dyads_of(findings.decode(*stored), group), first)
    db.executemany(_INSERT, [_values(number, dyad) for number, dyad in made])


def _values(number: int, dyad: Dyad) -> tuple[object, ...]:
    event, mutual = dyad.event, int(dyad.told.direction == 0)
    return (
        number, event.id, dyad.position, dyad.block, event.type, event.quad, event.modality, dyad.actor,
        dyad.recipient, dyad.actor_country, dyad.recipient_country, mutual, event.score, event.goldstein,
        event.first_day, event.last_day, number, number, mutual, _ENCODER.encode(dyad.told).decode("utf-8"),
    )  # fmt: skip


def _join(db: sqlite3.Connection, block: str) -> None:
    """Makes the occurrences of a block anew, and writes what is other than before."""
    rows = db.execute(_BLOCK, (block,)).fetchall()
    told = {number: _DECODER.decode(text) for number, *_, text in rows}
    numbers = {(t.event_id, t.direction): number for number, t in told.items()}
    due = {own: rest for own, *rest in _numbered(told.values(), numbers)}
    changed = [(*due[own], own) for own, *before, _ in rows if due[own] != before]
    db.executemany("UPDATE dyads SET copy = ?, occurrence = ?, occurrence_mutual = ? WHERE row = ?", changed)
    db.execute("DELETE FROM dyad_blocks WHERE block = ?", (block,))


def _numbered(block: Iterable[Told], numbers: dict[tuple[str, int], int]) -> Iterator[tuple[int, int, int, int]]:
    """For each row of a block its number, that of its copies, that of its occurrence, and whether that is mutual."""
    for occurrence in join(block):
        mutual = int(any(t.direction == 0 for copies in occurrence for t in copies))
        first = numbers[_identity(occurrence[0][0])]
        for copies in occurrence:
            for told in copies:
                yield numbers[_identity(told)], numbers[_identity(copies[0])], first, mutual


def _identity(told: Told) -> tuple[str, int]:
    return told.event_id, told.direction


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Told)
_UNJOINED = """
    SELECT (SELECT count(*) FROM events) - (SELECT count(*) FROM dyads WHERE position = 0),
           (SELECT count(*) FROM dyad_blocks)
"""
_WAITING = """
    SELECT DISTINCT e.document_id FROM events e
    WHERE e.id NOT IN (SELECT event_id FROM dyads WHERE position = 0)
        AND e.document_id IN (SELECT document_id FROM copies)
    ORDER BY e.document_id
"""
_REPORT = """
    SELECT d.id, d.text, d.findings, c.group_id FROM documents d JOIN copies c ON c.document_id = d.id WHERE d.id = ?
        AND NOT EXISTS (
            SELECT 1 FROM events e JOIN dyads y ON y.event_id = e.id AND y.position = 0 WHERE e.document_id = d.id
        )
"""
_COLUMNS = (
    "row, event_id, position, block, type, quad, modality, actor, recipient, actor_country, recipient_country, mutual, "
    "score, goldstein, first_day, last_day, copy, occurrence, occurrence_mutual, told"
)
_INSERT = f"INSERT INTO dyads ({_COLUMNS}) VALUES ({', '.join('?' for _ in _COLUMNS.split(','))})"  # noqa: S608 (our own names)
_BLOCK = "SELECT row, copy, occurrence, occurrence_mutual, told FROM dyads WHERE block = ?"
