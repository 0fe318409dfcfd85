"""Who said what, where and when: a search over all statements of a store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypedDict

from msgspec import Struct

from onrecord.store.rows import from_columns
from onrecord.views.page import Page, check_bounds
from onrecord.views.search_fitting import fitting
from onrecord.views.statements import COLUMNS, StatementView

if TYPE_CHECKING:
    import datetime as dt

    from onrecord.store import Reader
    from onrecord.views.search_fitting import Fitting

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


class Question(TypedDict, total=False):
    """What a search asks of statements; `search` says what each means."""

    words: str
    speaker: str
    country: str
    act: str
    outlet: str
    about: str
    towards: str
    stance: str
    anonymous: bool
    negated: bool
    topic: str
    since: dt.date | None
    until: dt.date | None


class Hits(Page[Hit], frozen=True):
    """Some of the statements that fit.

    Attributes:
        ranked: how many of those that fit were compared for being best; the others follow them, those stored last
            first. None when the latest come first.
    """

    ranked: int | None


def search(  # noqa: PLR0913 (one keyword for each thing to search by)
    reader: Reader,
    *,
    words: str = "",
    speaker: str = "",
    country: str = "",
    act: str = "",
    outlet: str = "",
    about: str = "",
    towards: str = "",
    stance: str = "",
    anonymous: bool = False,
    negated: bool = False,
    topic: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    order: Order | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Hits:
    """The statements that fit everything given.

    Args:
        reader: the store.
        words: words of the content, all of which must be there; see `views.words` for phrases and beginnings.
        speaker: words of a speaker's name; the surname is enough.
        country: country code of a speaker, such as IRN; in any case.
        act: what kind of saying, such as `deny`.
        outlet: who published the report, exactly.
        about: words of the name of an entity that the statement is about.
        towards: words of the name of an entity towards which the speaker is not neutral or, with `stance`, as said.
        stance: `support`, `oppose` or `neutral`: towards the entity named, or towards any.
        anonymous: only sources that are not named.
        negated: only what somebody did not say.
        topic: what it is about: a context or an area such as `nuclear`; see docs/topics.md.
        since: first day. A statement counts by the day it was made, else by its report's; one that is dated to a
            week, month or year fits when any of its days does. One without any day fits no days.
        until: last day, included.
        order: best first, or latest first; without it, best first when there are words.
        limit: how many to give.
        offset: how many to pass over.

    Raises:
        QueryError: something given cannot be searched for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    found = fitting(
        reader,
        words=words, speaker=speaker, country=country, act=act, outlet=outlet, about=about, towards=towards,
        stance=stance, anonymous=anonymous, negated=negated, topic=topic, since=since, until=until,
    )  # fmt: skip
    if words.strip() and order != "date":
        rows = _best(reader, found, limit, offset)
        return Hits(tuple(_hit(row) for row in rows), found.total, limit, offset, min(found.total, RANKED))
    rows = _latest(reader, found, limit, offset, scored=bool(words.strip()))
    return Hits(tuple(_hit(row) for row in rows), found.total, limit, offset, None)


def _best(reader: Reader, found: Fitting, limit: int, offset: int) -> list[tuple[object, ...]]:
    """The rows of a page, the best of those that are ranked first, then the others."""
    rows: list[tuple[object, ...]] = []
    if offset < RANKED:
        bounds = {"ranked": RANKED, "limit": limit, "offset": offset}
        rows = reader.select(_page(found, _RANKED, _BEST, _SHOWN), {**found.values, **bounds})
    if len(rows) < limit and found.total > RANKED:
        bounds = {"limit": limit - len(rows), "offset": max(offset, RANKED)}
        rows += reader.select(_page(found, _OTHERS, "page.row DESC", _SHOWN), {**found.values, **bounds})
    return rows


def _latest(reader: Reader, found: Fitting, limit: int, offset: int, *, scored: bool) -> list[tuple[object, ...]]:
    """The rows of a page, the latest first."""
    page = _LATEST_OF_MANY if found.indexed and found.many else _LATEST_OF_FEW
    sql = _page(found, page, _LATEST, _SHOWN if scored else _NOTHING_SHOWN)
    return reader.select(sql, {**found.values, "limit": limit, "offset": offset})


def _page(found: Fitting, page: str, order: str, shown: str) -> str:
    rows = page.format(source=found.source, row=found.row, where=found.where, join=found.join)
    return _PAGE.format(page=rows, order=order, shown=shown)


def _hit(row: tuple[object, ...]) -> Hit:
    *values, snippet, score = row
    fields = dict(zip(StatementView.__struct_fields__, values, strict=True))
    fields["negated"] = bool(fields["negated"])
    snippet = str(fields["content"])[:_SNIPPET_CHARS] if snippet is None else snippet
    shown = {"snippet": _parts(str(snippet)), "score": score}
    return from_columns({**fields, **shown}, Hit, row=str(fields["id"]))


def _parts(snippet: str) -> list[Part]:
    """The runs of a snippet: what stands at odd places between marks was found."""
    runs = re.split(f"[{_OPEN}{_CLOSE}]", snippet)
    return [Part(run, bool(number % 2)) for number, run in enumerate(runs) if run]


# Marks around the words found: two of the code points that Unicode keeps for a program's own use.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_SNIPPET_WORDS, _SNIPPET_CHARS = 24, 160

#: So many statements are compared for being best.
RANKED = 10_000
_RANK = "bm25(statements_fts, 1.0, 0.0, 0.0, 0.0, 0.0)"  # by the content alone; smaller fits better
_LATEST = "s.first_day DESC, s.document_id, s.position"
_BEST = "page.score DESC, page.row DESC"

_RANKED = f"""
    SELECT row, score FROM (
        SELECT {{row}} AS row, -{_RANK} AS score FROM {{source}} WHERE {{where}} ORDER BY {{row}} DESC LIMIT :ranked
    ) ORDER BY score DESC, row DESC LIMIT :limit OFFSET :offset
"""  # noqa: S608 (our own SQL)
_OTHERS = "SELECT {row} AS row FROM {source} WHERE {where} ORDER BY {row} DESC LIMIT :limit OFFSET :offset"
_LATEST_OF_FEW = f"""
    SELECT {{row}} AS row FROM {{source}} {{join}} WHERE {{where}} ORDER BY {_LATEST} LIMIT :limit OFFSET :offset
"""  # noqa: S608 (our own SQL)
# All statements from the latest on, until enough fit: sorting those that fit takes longer when they are many.
_LATEST_OF_MANY = f"""
    SELECT s.row AS row FROM statements s INDEXED BY statements_latest
    WHERE +s.row IN (SELECT {{row}} FROM {{source}} WHERE {{where}}) ORDER BY {_LATEST} LIMIT :limit OFFSET :offset
"""  # noqa: S608 (our own SQL)
# The page is chosen by row numbers, so that texts and snippets are fetched for its own rows only. The index is asked
# for all of them at once, as a beginning that many words have takes long to find.
_PAGE = f"""
    WITH page AS MATERIALIZED ({{page}}), shown AS MATERIALIZED ({{shown}})
    SELECT {COLUMNS}, shown.snippet, shown.score
    FROM page CROSS JOIN statements s ON s.row = page.row JOIN documents d ON d.id = s.document_id
    LEFT JOIN shown ON shown.row = page.row ORDER BY {{order}}
"""  # noqa: S608 (our own column names)
_SHOWN = f"""
    SELECT rowid AS row, -{_RANK} AS score,
           snippet(statements_fts, 0, '{_OPEN}', '{_CLOSE}', '…', {_SNIPPET_WORDS}) AS snippet
    FROM statements_fts WHERE statements_fts MATCH :match AND +rowid IN (SELECT row FROM page)
"""  # noqa: S608 (our own SQL)
_NOTHING_SHOWN = "SELECT NULL AS row, NULL AS score, NULL AS snippet"
