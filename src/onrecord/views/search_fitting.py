"""Which statements fit a question, as SQL: asked of the full-text index where that knows it, else of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

import msgspec

from onrecord.model import Act, StanceTowards
from onrecord.views.words import NAMED, country_letters, like_pattern, match_expression, one_of

if TYPE_CHECKING:
    from typing import Unpack

    from onrecord.store import Reader
    from onrecord.views.search import Question

#: So many statements are looked up one by one; for more, what else is asked of them is first found by another index.
MANY = 5_000


class Fitting(NamedTuple):
    """The statements that fit a question, as parts of SQL without a user's words, and the values of its parameters.

    Attributes:
        source: the tables `statements_fts`, `statements s` or both.
        row: a statement's row number in them.
        where: what is true of the statements.
        values: of the parameters.
        total: how many statements there are.
    """

    source: str
    row: str
    where: str
    values: dict[str, str]
    total: int

    @property
    def indexed(self) -> bool:
        """Whether the full-text index is asked."""
        return "match" in self.values

    @property
    def many(self) -> bool:
        """Whether they are too many to look up each of them."""
        return self.total > MANY

    @property
    def join(self) -> str:
        """What adds the table of the statements to the source."""
        return "" if "statements s" in self.source else f"JOIN statements s ON s.row = {self.row}"


def fitting(reader: Reader, **question: Unpack[Question]) -> Fitting:
    """The statements that fit a question, counted.

    Raises:
        QueryError: something given cannot be searched for.
        StoreError: the store cannot be read.
    """
    expression, values = _expression(question), _values(question)
    if expression:
        # The index knows acts too, but alone an act is found by an index of its own.
        act = values.pop("act", "")
        values["match"] = f"{expression} AND act : {act}" if act else expression
        ((total,),) = reader.select(f"SELECT count(*) FROM statements_fts WHERE {_MATCH}", values)  # noqa: S608 (our own SQL)
        found = Fitting("statements_fts", "statements_fts.rowid", _MATCH, values, total)
        asked = _asked(values)
        return _narrowed(reader, found, asked, apart=found.many) if asked else found
    asked = _asked(values)
    first = next((name for name in asked if name in _APART), None)
    if first is None:
        return _plain(reader, asked, values)
    asked.remove(first)
    return _narrowed(reader, Fitting(f"({_ROWS[first]}) f", "f.row", "true", values, 0), asked, apart=True)


def _plain(reader: Reader, asked: list[str], values: dict[str, str]) -> Fitting:
    """What is asked of nothing but the rows of statements."""
    rest = [_EACH[name] for name in asked if name != "days"]
    days = _DAYS if "days" in asked else ("true",)
    sql = " + ".join(f"(SELECT count(*) FROM statements s WHERE {' AND '.join((of, *rest))})" for of in days)  # noqa: S608 (our own SQL)
    ((total,),) = reader.select(f"SELECT {sql}", values)
    return Fitting("statements s", "s.row", " AND ".join(_EACH[name] for name in asked) or "true", values, total)


def _narrowed(reader: Reader, found: Fitting, asked: list[str], *, apart: bool) -> Fitting:
    """Those of some statements of which what is asked is true, counted.

    Args:
        reader: the store.
        found: the statements.
        asked: of them.
        apart: whether to find first what of that is true of which statements at all, instead of looking each up.
    """
    rows = [name for name in asked if apart and name in _ROWS]
    each = [name for name in asked if name not in rows]
    # `+` keeps SQLite from beginning with these rows, and asking the index for one after the other.
    parts = [found.where, *(f"+{found.row} IN ({_ROWS[name]})" for name in rows), *(_EACH[name] for name in each)]
    source, where = f"{found.source} {found.join if each else ''}", " AND ".join(parts)
    sql = f"SELECT {found.row} FROM {source} WHERE {where} LIMIT {_MOST_KNOWN + 1}"  # noqa: S608 (no user's text)
    rows_found = reader.select(sql, found.values)
    if len(rows_found) <= _MOST_KNOWN:  # found once, for the page and for what else is asked of them
        source, row, where = ("statements_fts", found.row, _MATCH_AND_KNOWN) if found.indexed else _OF_KNOWN
        known = msgspec.json.encode([number for (number,) in rows_found]).decode()
        return Fitting(source, row, where, {**found.values, "rows": known}, len(rows_found))
    ((total,),) = reader.select(f"SELECT count(*) FROM {source} WHERE {where}", found.values)  # noqa: S608 (as above)
    return Fitting(source, found.row, where, found.values, total)


def _asked(values: dict[str, str]) -> list[str]:
    """The names of what is asked of rows."""
    return [name for name in _EACH if name in values or (name == "days" and "since" in values)]


def _expression(question: Question) -> str:
    """What the full-text index is asked; empty when that is nothing."""
    country = country_letters(question.get("country", ""))
    given = {
        "content": match_expression(question.get("words", "")),
        "speaker": match_expression(question.get("speaker", "")),
        "country": f'"{country}"' if country else "",
    }
    parts = [f"{column} : ({expression})" for column, expression in given.items() if expression]
    about = (question.get("about", ""), question.get("towards", ""))
    parts += [f"about : ({_name(words)})" for words in about if words]
    return " AND ".join(parts)


def _name(words: str) -> str:
    """An expression that finds these words side by side."""
    return match_expression(f'"{words.replace(chr(34), " ")}"')


def _values(question: Question) -> dict[str, str]:
    """The parameters of what is asked of rows."""
    act = one_of(question.get("act", ""), get_args(Act), "act")
    stance, towards = one_of(question.get("stance", ""), get_args(StanceTowards), "stance"), question.get("towards", "")
    since, until = question.get("since"), question.get("until")
    given = {
        "act": act,
        "outlet": question.get("outlet", ""),
        "anonymous": "1" if question.get("anonymous") else "",
        "negated": "1" if question.get("negated") else "",
        "towards": like_pattern(towards),
        "stance": "" if towards else stance,
        "topic": question.get("topic", ""),
    }
    kept = {name: value for name, value in given.items() if value}
    if towards:
        kept["towards_stance"] = stance
    if since or until:
        kept |= {"since": since.isoformat() if since else "", "until": until.isoformat() if until else "9999-12-31"}
    return kept


_MATCH = "statements_fts MATCH :match"
# Of statements whose numbers are known.
_KNOWN = "(SELECT value FROM json_each(:rows))"
_MATCH_AND_KNOWN = f"{_MATCH} AND +statements_fts.rowid IN {_KNOWN}"
_OF_KNOWN = ("statements s", "s.row", f"s.row IN {_KNOWN}")
_MOST_KNOWN = 100_000  # numbers that are kept between two questions; 10 MB
# No date is wider than a year; that bounds what is looked at from below. Without a day to begin with there is no bound.
_BEGIN = "coalesce(date(:since, '-366 days'), '')"
#: What is true of the statements of some days: of those that are dated to begin with one, and of the others.
_DAYS = (
    "s.first_day >= :since AND s.first_day <= :until",
    f"s.last_day > s.first_day AND s.last_day >= :since AND s.first_day >= {_BEGIN} AND s.first_day < :since",
)
#: A condition on a statement `s` for each thing that can be asked.
_EACH = {
    "days": f"s.last_day >= :since AND s.first_day >= {_BEGIN} AND s.first_day <= :until",
    "act": "s.act = :act",
    "anonymous": "s.anonymous IS NOT NULL AND :anonymous",
    "negated": "s.negated = 1 AND :negated",
    "outlet": "(SELECT d.outlet FROM documents d WHERE d.id = s.document_id) = :outlet",
    "stance": "EXISTS (SELECT 1 FROM targets t WHERE t.statement_id = s.id AND t.stance = :stance)",
    "towards": f"""(s.stance IS NOT NULL OR :towards_stance = 'neutral') AND EXISTS (
        SELECT 1 FROM targets t JOIN entities e ON e.id = t.entity_id
        WHERE t.statement_id = s.id AND {NAMED.format("e.name", "towards")}
        AND CASE :towards_stance WHEN '' THEN t.stance <> 'neutral' ELSE t.stance = :towards_stance END
    )""",  # noqa: S608 (our own SQL)
    "topic": "EXISTS (SELECT 1 FROM topics t WHERE t.document_id = s.document_id AND t.of = s.id AND t.name = :topic)",
}
#: The row numbers of all statements of which a condition is true.
_ROWS = {
    "days": " UNION ALL ".join(f"SELECT s.row FROM statements s WHERE {of}" for of in _DAYS),  # noqa: S608 (our own SQL)
    "outlet": "SELECT n.row FROM documents d JOIN statements n ON n.document_id = d.id WHERE d.outlet = :outlet",
    "stance": "SELECT n.row FROM statements n WHERE n.id IN (SELECT statement_id FROM targets WHERE stance = :stance)",
    "topic": "SELECT n.row FROM statements n WHERE n.id IN (SELECT of FROM topics WHERE name = :topic)",
}
#: What stands in other tables than the statements.
_APART = ("outlet", "stance", "topic")
