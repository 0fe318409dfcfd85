"""Who said what, where and when: a search over all statements of a store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.views.page import Page, check_bounds
from onrecord.views.statements import StatementView
from onrecord.views.words import match_expression

if TYPE_CHECKING:
    import datetime as dt

    from onrecord.store import Reader

Order = Literal["rank", "date"]


class Part(Struct, frozen=True):
    """A run of a snippet's text, and whether it is what was searched for."""

    text: str
    match: bool


class Hit(StatementView, frozen=True):
    """A statement that fits a search.

    Attributes:
        snippet: the content around the words found, or its beginning when no words were asked for.
        score: larger fits better (BM25); None when no words were asked for.
    """

    snippet: tuple[Part, ...]
    score: float | None


def search(  # noqa: PLR0913 (one keyword for each thing to search by)
    reader: Reader,
    *,
    words: str = "",
    speaker: str = "",
    country: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    order: Order | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Page[Hit]:
    """The statements that fit everything given.

    Args:
        reader: the store.
        words: words of the content, all of which must be there; see `views.words` for phrases and beginnings.
        speaker: words of a speaker's name; the surname is enough.
        country: country code of a speaker, such as IRN; in any case.
        since: first day. A statement counts by the day it was made, else by its report's; one that is dated to a
            week, month or year fits when any of its days does. One without any day fits no days.
        until: last day, included.
        order: best first, or latest first; without it, best first when there are words.
        limit: how many to give.
        offset: how many to pass over.

    Raises:
        QueryError: something given cannot be searched for.
        StoreError: the store cannot be read.
    """
    check_bounds(limit, offset)
    content, name = match_expression(words), match_expression(speaker)
    ranked = bool(content) if order is None else order == "rank" and bool(content)
    where = _where(content, name, country, since, until)
    source = f"FROM {_INDEXED if content or name else _PLAIN} WHERE {' AND '.join(where) or 'true'}"
    found = _FOUND if content or name else "NULL, NULL"
    ((total,),) = reader.select(f"SELECT count(*) {source}", tuple(where.values()))
    rows = reader.select(
        f"SELECT {_COLUMNS}, {found} {source} ORDER BY {_BEST if ranked else _LATEST} LIMIT ? OFFSET ?",
        (*where.values(), limit, offset),
    )
    return Page(tuple(_hit(row, ranked=bool(content)) for row in rows), total, limit, offset)


def _where(content: str, speaker: str, country: str, since: dt.date | None, until: dt.date | None) -> dict[str, str]:
    """Each condition with its parameter."""
    where = {}
    columns = (("content", content), ("speaker", speaker))
    if match := " AND ".join(f"{column} : ({expression})" for column, expression in columns if expression):
        where["statements_fts MATCH ?"] = match
    if country:
        if not re.fullmatch("[A-Za-z]{3}", country):
            raise QueryError(country, "is not a three-letter country code such as IRN")
        where[_OF_COUNTRY] = country.upper()
    if since:
        where["s.last_day >= ?"] = since.isoformat()
    if until:
        where["s.first_day <= ?"] = until.isoformat()
    return where


def _hit(row: tuple[object, ...], *, ranked: bool) -> Hit:
    *values, snippet, score = row
    fields = dict(zip(StatementView.__struct_fields__, values, strict=True))
    snippet = str(fields["content"])[:_SNIPPET_CHARS] if snippet is None else snippet
    return msgspec.convert({**fields, "snippet": _parts(str(snippet)), "score": score if ranked else None}, Hit)


def _parts(snippet: str) -> list[Part]:
    """The runs of a snippet: what stands at odd places between marks was found."""
    runs = re.split(f"[{_OPEN}{_CLOSE}]", snippet)
    return [Part(run, bool(number % 2)) for number, run in enumerate(runs) if run]


# Marks around the words found: two of the code points that Unicode keeps for a program's own use.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_SNIPPET_WORDS, _SNIPPET_CHARS = 24, 160

_OF_DOCUMENT = ("title", "outlet", "url", "published")
_COLUMNS = ", ".join(f"{'d' if name in _OF_DOCUMENT else 's'}.{name}" for name in StatementView.__struct_fields__)
_PLAIN = "statements s JOIN documents d ON d.id = s.document_id"
_INDEXED = "statements_fts JOIN statements s ON s.row = statements_fts.rowid JOIN documents d ON d.id = s.document_id"
_OF_COUNTRY = (
    "s.id IN (SELECT p.statement_id FROM speakers p JOIN entities e ON e.id = p.entity_id WHERE e.country = ?)"
)
_RANK = "bm25(statements_fts, 1.0, 0.0)"  # by the content alone; smaller fits better
_FOUND = f"snippet(statements_fts, 0, '{_OPEN}', '{_CLOSE}', '…', {_SNIPPET_WORDS}), -{_RANK}"
_LATEST = "s.first_day DESC NULLS LAST, d.row DESC, s.position"
_BEST = f"{_RANK}, {_LATEST}"
