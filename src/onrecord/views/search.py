"""Who said what, where and when: a search over all statements of a store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict, get_args

from msgspec import Struct

from onrecord.model import Act, StanceTowards
from onrecord.store.rows import AND, from_columns
from onrecord.views.page import Page, check_bounds
from onrecord.views.statements import COLUMNS, StatementView
from onrecord.views.words import NAMED, country_letters, like_pattern, match_expression, one_of

if TYPE_CHECKING:
    import datetime as dt
    from typing import Unpack

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


class Fitting(NamedTuple):
    """The statements that fit a question, as parts of SQL without a user's words, and the values of its parameters."""

    source: str
    where: str
    values: dict[str, str]

    @property
    def indexed(self) -> bool:
        """Whether the full-text index is asked."""
        return "match" in self.values


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
) -> Page[Hit]:
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
        words=words, speaker=speaker, country=country, act=act, outlet=outlet, about=about, towards=towards,
        stance=stance, anonymous=anonymous, negated=negated, topic=topic, since=since, until=until,
    )  # fmt: skip
    how = _INDEXED if found.indexed else _PLAIN
    counted = "statements_fts" if set(found.values) == {"match"} else found.source
    ((total,),) = reader.select(f"SELECT count(*) FROM {counted} WHERE {found.where}", found.values)  # noqa: S608 (no user's text)
    scored = bool(match_expression(words))
    inner, outer = (_BEST, _BEST_OF_PAGE) if scored and order != "date" else (_LATEST, _LATEST)
    sql = _PAGE.format(**how, where=found.where, inner=inner, outer=outer)
    rows = reader.select(sql, {**found.values, "limit": limit, "offset": offset})
    return Page(tuple(_hit(row, scored=scored) for row in rows), total, limit, offset)


def fitting(**question: Unpack[Question]) -> Fitting:
    """The statements that fit a question.

    Raises:
        QueryError: something given cannot be searched for.
    """
    asked = {
        **_parameters(question),
        **_of_manner(question),
        **_of_targets(question),
        **({"topic": question["topic"]} if question.get("topic") else {}),
    }
    how = _INDEXED if "match" in asked else _PLAIN
    return Fitting(how["source"], " AND ".join(_CONDITIONS[each] for each in asked) or "true", asked)


def _parameters(question: Question) -> dict[str, str]:
    """What `_CONDITIONS` are to be fulfilled, with the value for each."""
    columns = (("content", question.get("words", "")), ("speaker", question.get("speaker", "")))
    expressions = ((column, match_expression(words)) for column, words in columns)
    country, since, until = country_letters(question.get("country", "")), question.get("since"), question.get("until")
    given = {
        "match": " AND ".join(f"{column} : ({expression})" for column, expression in expressions if expression),
        "country": country,
        "outlet": question.get("outlet", ""),
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
    }
    return {name: value for name, value in given.items() if value}


def _of_manner(question: Question) -> dict[str, str]:
    act = one_of(question.get("act", ""), get_args(Act), "act")
    flags = {name: "1" for name in ("anonymous", "negated") if question.get(name)}
    return {"act": act, **flags} if act else flags


def _of_targets(question: Question) -> dict[str, str]:
    stance, towards = one_of(question.get("stance", ""), get_args(StanceTowards), "stance"), question.get("towards", "")
    given = {
        "about": like_pattern(question.get("about", "")),
        "towards": like_pattern(towards),
        "stance": "" if towards else stance,
    }
    kept = {name: value for name, value in given.items() if value}
    return {**kept, "towards_stance": stance} if towards else kept


def _hit(row: tuple[object, ...], *, scored: bool) -> Hit:
    *values, snippet, score = row
    fields = dict(zip(StatementView.__struct_fields__, values, strict=True))
    fields["negated"] = bool(fields["negated"])
    snippet = str(fields["content"])[:_SNIPPET_CHARS] if snippet is None else snippet
    shown = {"snippet": _parts(str(snippet)), "score": score if scored else None}
    return from_columns({**fields, **shown}, Hit, row=str(fields["id"]))


def _parts(snippet: str) -> list[Part]:
    """The runs of a snippet: what stands at odd places between marks was found."""
    runs = re.split(f"[{_OPEN}{_CLOSE}]", snippet)
    return [Part(run, bool(number % 2)) for number, run in enumerate(runs) if run]


# Marks around the words found: two of the code points that Unicode keeps for a program's own use.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_SNIPPET_WORDS, _SNIPPET_CHARS = 24, 160

# The values of an indexed column that fit a condition on `v.value`: from one to the next along the index, as there are
# far fewer of them than rows.
_VALUES = """WITH RECURSIVE v (value) AS (
    SELECT min({column}) FROM {table}
    UNION ALL SELECT (SELECT min(n.{column}) FROM {table} n WHERE n.{column} > v.value) FROM v WHERE v.value IS NOT NULL
) SELECT value FROM v WHERE value IS NOT NULL AND {condition}"""
_TARGET = "s.id IN (SELECT t.statement_id FROM entities e CROSS JOIN targets t ON t.entity_id = e.id WHERE {})"


def _bearing(name: str) -> str:
    """That an entity bears a name."""
    values = _VALUES.format(table="entities", column="name", condition=NAMED.format("v.value", name))
    return f"e.name IN ({values})"


_COUNTRIES = _VALUES.format(
    table="statements",
    column="country",
    condition=f"instr('{AND}' || v.value || '{AND}', '{AND}' || :country || '{AND}')",
)
_CONDITIONS = {
    "match": "statements_fts MATCH :match",
    "country": f"s.country IN ({_COUNTRIES})",
    "act": "s.act = :act",
    "outlet": "s.document_id IN (SELECT id FROM documents WHERE outlet = :outlet)",
    "anonymous": "s.anonymous IS NOT NULL AND :anonymous",
    "negated": "s.negated AND :negated",
    "about": _TARGET.format(_bearing("about")),
    "towards": _TARGET.format(_bearing("towards"))[:-1]
    + " AND CASE :towards_stance WHEN '' THEN t.stance <> 'neutral' ELSE t.stance = :towards_stance END)",
    "towards_stance": "true",
    "stance": "s.id IN (SELECT statement_id FROM targets WHERE stance = :stance)",
    "topic": "s.id IN (SELECT of FROM topics WHERE name = :topic)",
    # No date is wider than a year; that bounds what is looked at from below.
    "since": "s.last_day >= :since AND s.first_day >= date(:since, '-366 days')",
    "until": "s.first_day <= :until",
}
_LATEST = "s.first_day DESC, s.document_id, s.position"
_RANK = "bm25(statements_fts, 1.0, 0.0)"  # by the content alone; smaller fits better
_BEST = f"{_RANK}, {_LATEST}"
_BEST_OF_PAGE = f"page.score DESC, {_LATEST}"

_PLAIN = {"source": "statements s", "score": "NULL", "snippet": "NULL", "join": ""}
_INDEXED = {
    "source": "statements_fts JOIN statements s ON s.row = statements_fts.rowid",
    "score": f"-{_RANK}",
    "snippet": f"snippet(statements_fts, 0, '{_OPEN}', '{_CLOSE}', '…', {_SNIPPET_WORDS})",
    "join": "JOIN statements_fts ON statements_fts.rowid = page.row AND statements_fts MATCH :match",
}
# The page is chosen by row numbers, so that texts and snippets are fetched for its own rows only.
_PAGE = f"""
    WITH page AS MATERIALIZED (
        SELECT s.row AS row, {{score}} AS score FROM {{source}} WHERE {{where}}
        ORDER BY {{inner}} LIMIT :limit OFFSET :offset
    )
    SELECT {COLUMNS}, {{snippet}}, page.score
    FROM page JOIN statements s ON s.row = page.row JOIN documents d ON d.id = s.document_id {{join}}
    ORDER BY {{outer}}
"""  # noqa: S608 (our own column names)
