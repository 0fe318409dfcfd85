"""Whether a store's full-text indexes hold the words of its tables, and nothing else."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from onrecord.errors import VerifyError
from onrecord.store.schema.records import TOKENIZER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

#: Each index with its table and its columns.
INDEXES = {
    "documents_fts": ("documents", "title, text"),
    "statements_fts": ("statements", "content, speaker, about, country, act"),
}


def index_faults(db: sqlite3.Connection, index: str) -> Iterator[VerifyError]:
    """Compares an index with one made afresh from its table, and names the rows that differ.

    SQLite's own check of an index would keep others from writing, and names no row.

    Args:
        db: a connection that may make temporary tables.
        index: one of `INDEXES`.
    """
    table, columns = INDEXES[index]
    fresh = f"fresh_{index}"
    db.execute(f"CREATE VIRTUAL TABLE temp.{fresh} USING fts5 ({columns}, content = '', tokenize = '{TOKENIZER}')")
    db.execute(f"INSERT INTO temp.{fresh} (rowid, {columns}) SELECT row, {columns} FROM {table}")  # noqa: S608 (our own names)
    db.execute(f"CREATE VIRTUAL TABLE temp.{fresh}_words USING fts5vocab (temp, {fresh}, instance)")
    db.execute(f"CREATE VIRTUAL TABLE temp.{index}_words USING fts5vocab (main, {index}, instance)")
    words, sizes = (f"temp.{index}_words", f"temp.{fresh}_words"), (f"main.{index}_docsize", f"temp.{fresh}_docsize")
    differing = _differing(db, _WORDS, words, quick=_WORD_SUMS) | _differing(db, _SIZES, sizes, quick=_SIZES)
    for row in sorted(differing):
        yield VerifyError(_id_of(db, table, row), f"index {index} differs from table {table}")


def _differing(db: sqlite3.Connection, rows: str, sources: tuple[str, str], *, quick: str) -> set[int]:
    """Row numbers for which a question has different answers in two tables.

    Args:
        db: the connection.
        rows: the question, with `{}` for the table; its first column is the row number.
        sources: the tables.
        quick: a cheaper question whose answers differ, in order, if those of `rows` do.
    """
    one, other = (db.execute(quick.format(source)) for source in sources)
    if all(a == b for a, b in zip_longest(one, other)):
        return set()
    a, b = (rows.format(source) for source in sources)
    both = db.execute(f"SELECT * FROM ({a} EXCEPT {b}) UNION SELECT * FROM ({b} EXCEPT {a})")  # noqa: S608 (our own SQL)
    return {row for row, *_ in both}


_SIZES = "SELECT id, sz FROM {}"
_WORDS = "SELECT doc, term, col, offset FROM {}"
# A number for each place of a word, below 2**31, so that sums of them and of their squares fit 64 bits.
_PLACE = "((doc * 73856093 + offset * 19349663 + col * 83492791) % 2147483647)"
_WORD_SUMS = f"SELECT term, count(*), sum({_PLACE}), sum({_PLACE} * {_PLACE} % 2147483647) FROM {{}} GROUP BY term"  # noqa: S608 (our own SQL)


def _id_of(db: sqlite3.Connection, table: str, row: int) -> str:
    found = db.execute(f"SELECT id FROM {table} WHERE row = ?", (row,)).fetchone()  # noqa: S608 (our own table names)
    return str(found[0]) if found else f"{table} row {row}"
