"""Whom outlets quote: named or not, official or not, from which countries, in their own words or not."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Literal, TypedDict, get_args

from msgspec import Struct

from onrecord.store.rows import AND
from onrecord.views.copied import NOT_REPEATED, Copies, repeated
from onrecord.views.copies import uncompared
from onrecord.views.official import is_official
from onrecord.views.page import Page, check_bounds
from onrecord.views.stats import Count
from onrecord.views.words import one_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Unpack

    from onrecord.store import Reader

By = Literal["outlet", "country", "sector", "month", "speaker"]

#: Values that a row gives of each of its lists; it says how many statements have others.
MOST_LISTED = 5


class Quoted(Struct, frozen=True):
    """The statements that one outlet, country, sector, month or speaker has.

    All counts are of statements; the share of each is of `statements`. One of several speakers, or of a speaker with
    several codes, counts for each of them, so rows by country, sector or speaker may add up to more than there are.

    Attributes:
        value: outlet, code, month such as 2024-05, or name; None where the report does not tell.
        reports: how many reports they are in.
        statements: how many.
        named: of speakers whom the report names.
        anonymous: of sources that are not named ("a senior official").
        untold: of nobody that the report tells of.
        official: of states, of people and bodies who speak for one, and of unnamed officials; see `views.official`.
        direct: quoted word for word.
        indirect: told in the reporter's words.
        mixed: partly quoted.
        types: of the unnamed sources, the most frequent first.
        countries: of the speakers.
        other_countries: statements with a country, none of which is listed.
        no_country: statements of which no speaker's country is known.
        anonymous_share: of `statements`, 0 to 1.
        official_share: of `statements`, 0 to 1.
        direct_share: of `statements`, 0 to 1.
    """

    value: str | None
    reports: int
    statements: int
    named: int
    anonymous: int
    untold: int
    official: int
    direct: int
    indirect: int
    mixed: int
    types: tuple[Count, ...]
    countries: tuple[Count, ...]
    other_countries: int
    no_country: int
    anonymous_share: float
    official_share: float
    direct_share: float


class Sources(Struct, frozen=True):
    """Whom the outlets of a store quote.

    Attributes:
        whole: all statements that were asked for; its value is None.
        page: some of the rows, those with most statements first; months in order.
        left_out: statements that are not counted because they are copies of others.
        uncompared: reports of the store that were not compared with the others yet, and count as no copies.
    """

    whole: Quoted
    page: Page[Quoted]
    left_out: int
    uncompared: int


class Chosen(TypedDict, total=False):
    """Which statements; `sources` says what each means."""

    outlet: str
    since: dt.date | None
    until: dt.date | None


def sources(
    reader: Reader,
    *,
    by: str = "outlet",
    copies: str = "collapse",
    limit: int = 50,
    offset: int = 0,
    **chosen: Unpack[Chosen],
) -> Sources:
    """Counts whom outlets quote.

    Args:
        reader: the store.
        by: what makes a row: outlet, country, sector, month or speaker.
        copies: `collapse`: what several reports have as copies of each other counts once, by outlet once for each
            outlet; `count`: every report counts.
        limit: how many rows to give.
        offset: how many rows to pass over.
        **chosen: `outlet`: exactly; `since` and `until`: first and last day on which it was said; what is not dated
            fits neither.

    Raises:
        QueryError: something given cannot be asked for.
        StoreError: the store cannot be read.
    """
    check_bounds(limit, offset)
    one_of(by or "nothing", get_args(By), "list of sources")
    one_of(copies or "nothing", get_args(Copies), "way to count copies")
    where, values = _conditions(chosen)
    left_out = 0
    if copies == "collapse":
        within = "d.outlet" if by == "outlet" else ""
        values["repeated"], left_out = repeated(reader, "statements", where=where, values=values, within=within)
        where += f" AND {NOT_REPEATED}"
    counted = reader.select(_COUNTED.format(cell=_CELLS[by], where=where), values)
    reports = reader.select(_REPORTS.format(cell=_CELLS[by], where=where), values)
    found = _rows(counted, reports, month=by == "month")
    return Sources(
        whole=_quoted(None, counted, len({document for _, document in reports})),
        page=Page(tuple(found[offset : offset + limit]), len(found), limit, offset),
        left_out=left_out,
        uncompared=uncompared(reader),
    )


_Row = tuple[Any, ...]


def _conditions(chosen: Chosen) -> tuple[str, dict[str, str]]:
    since, until = chosen.get("since"), chosen.get("until")
    given = {
        "outlet": chosen.get("outlet", ""),
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
    }
    values = {name: value for name, value in given.items() if value}
    return " AND ".join(_CONDITIONS[name] for name in values) or "true", values


def _rows(counted: Sequence[_Row], reports: Iterable[_Row], *, month: bool) -> list[Quoted]:
    """The rows by value, out of counts of statements and pairs of value and report."""
    together: dict[str | None, list[_Row]] = defaultdict(list)
    documents: dict[str | None, set[int]] = defaultdict(set)
    for row in counted:
        for value in _split(row[0]):
            together[value].append(row)
    for cell, document in reports:
        for value in _split(cell):
            documents[value].add(document)
    found = [_quoted(value, rows, len(documents[value])) for value, rows in together.items()]
    if month:
        return sorted(found, key=lambda row: row.value or "9999")
    return sorted(found, key=lambda row: (-row.statements, row.value is None, row.value or ""))


def _split(cell: str | None) -> Sequence[str | None]:
    return cell.split(AND) if cell else [None]


def _quoted(value: str | None, rows: Sequence[_Row], reports: int) -> Quoted:
    tally: Counter[str] = Counter()
    types: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for _, country, sector, anonymous, kind, told, state, number in rows:
        tally["statements"] += number
        tally["anonymous" if anonymous else "named" if told else "untold"] += number
        tally["official"] += number * (state or is_official(sector, anonymous))
        tally[kind] += number
        tally["no_country"] += number * (country is None)
        types.update({anonymous: number} if anonymous else {})
        countries.update(dict.fromkeys(country.split(AND), number) if country else {})
    listed = _most(countries)
    whole = max(1, tally["statements"])
    return Quoted(
        value=value, reports=reports, statements=tally["statements"], named=tally["named"],
        anonymous=tally["anonymous"], untold=tally["untold"], official=tally["official"], direct=tally["direct"],
        indirect=tally["indirect"], mixed=tally["mixed"], types=_most(types), countries=listed,
        other_countries=_others(rows, listed), no_country=tally["no_country"],
        anonymous_share=round(tally["anonymous"] / whole, 4), official_share=round(tally["official"] / whole, 4),
        direct_share=round(tally["direct"] / whole, 4),
    )  # fmt: skip


def _most(tally: Mapping[str, int]) -> tuple[Count, ...]:
    ordered = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(value, number) for value, number in ordered[:MOST_LISTED])


def _others(rows: Iterable[_Row], listed: Iterable[Count]) -> int:
    known = {count.value for count in listed}
    return sum(row[-1] for row in rows if row[1] and known.isdisjoint(row[1].split(AND)))


_CONDITIONS = {"outlet": "d.outlet = :outlet", "since": "f.last_day >= :since", "until": "f.first_day <= :until"}
_CELLS: dict[str, str] = {
    "outlet": "d.outlet",
    "country": "f.country",
    "sector": "f.sector",
    "month": "substr(f.first_day, 1, 7)",
    "speaker": "f.speaker",
}
_FROM = "documents d CROSS JOIN statements f ON f.document_id = d.id WHERE {where}"
# Whether a state is a speaker; only such speakers have a country and no sector.
_STATE = """CASE WHEN f.sector IS NULL AND f.country IS NOT NULL THEN EXISTS (
        SELECT 1 FROM speakers p JOIN entities n ON n.id = p.entity_id
        WHERE p.statement_id = f.id AND n.kind = 'country'
    ) ELSE 0 END"""
_COUNTED = f"""
    SELECT {{cell}}, f.country, f.sector, f.anonymous, f.kind, f.speaker IS NOT NULL, {_STATE}, count(*)
    FROM {_FROM} GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 (our own names)
_REPORTS = f"SELECT DISTINCT {{cell}}, d.row FROM {_FROM}"  # noqa: S608 (our own names)
