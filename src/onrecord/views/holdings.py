"""What a store holds, in full: how much of what, read by what, how much of it with speaker, day and place."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.store.rows import from_columns
from onrecord.views.copies import uncompared
from onrecord.views.stats import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Entity, Event, Record, Statement
    from onrecord.store import Reader


class Tally(Struct, frozen=True):
    """How often values occur.

    Attributes:
        name: of the list.
        listed: the most frequent ones, the largest first; the value is None where nothing is told.
        different: how many different values there are, no value told being one.
        others: how often those occur that are not listed.
    """

    name: str
    listed: tuple[Count, ...]
    different: int
    others: int


class Share(Struct, frozen=True):
    """How many of something have something.

    Attributes:
        of: what is counted: reports, statements or events.
        having: what they have.
        count: how many have it.
        total: how many there are.
        share: `count` of `total`, 0 to 1; 0 when there is none.
    """

    of: str
    having: str
    count: int
    total: int
    share: float


class Month(Struct, frozen=True):
    """How much is of a month: reports by publication, findings by the first day that they can be of."""

    month: str | None
    reports: int
    statements: int
    events: int


class Holdings(Struct, frozen=True):
    """What a store holds.

    Attributes:
        reports: how many, versions counted apart.
        versions: how many of these are later versions of others.
        statements: how many.
        events: how many.
        entities: how many; somebody named in two reports counts twice.
        failures: how many different ones were logged.
        first_published: earliest day of publication.
        last_published: latest day of publication.
        copy_groups: groups of at least two reports that are copies of each other.
        copies: how many reports there are in them beside one of each.
        uncompared: reports that were not compared with the others yet.
        shares: how much has what.
        months: in order, those without anything left out; what has no day last.
        tallies: values of the columns of each kind of row.
    """

    reports: int
    versions: int
    statements: int
    events: int
    entities: int
    failures: int
    first_published: dt.date | None
    last_published: dt.date | None
    copy_groups: int
    copies: int
    uncompared: int
    shares: tuple[Share, ...]
    months: tuple[Month, ...]
    tallies: tuple[Tally, ...]


def holdings(reader: Reader, *, most: int = 10) -> Holdings:
    """Counts all that a store holds.

    Args:
        reader: the store.
        most: how many values to list of each tally.

    Raises:
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    (sizes,) = reader.select(_SIZES)
    fields: dict[str, object] = dict(zip(_SIZED, sizes, strict=True))
    made = {
        "shares": _shares(reader),
        "months": _months(reader),
        "tallies": [_tally(reader, name, *column, most) for name, column in _TALLIES.items()],
        "uncompared": uncompared(reader),
    }
    return from_columns(fields | made, Holdings, row=reader.path)


def readers(records: Iterable[Record], *, most: int = 10) -> Tally:
    """Which versions of onrecord, with which lexicon, found what the records hold; counts records.

    Every record is looked through: some thousand a second.
    """
    counts: Counter[str] = Counter()
    for record in records:
        findings: tuple[Statement | Event | Entity, ...] = (*record.statements, *record.events, *record.entities)
        made = {f"onrecord {f.provenance.version}, lexicon {f.provenance.lexicon or 'none'}" for f in findings}
        counts.update(made or {"nothing found"})
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = tuple(Count(value, number) for value, number in ordered[:most])
    return Tally("versions", listed, len(ordered), sum(number for _, number in ordered[most:]))


def numbers(found: Holdings) -> Iterator[tuple[str, str | None, int | None]]:
    """All of it as rows: what is counted, of which value, and how many; for days the value alone."""
    for name in _SIZED:
        value = getattr(found, name)
        words = name.replace("_", " ")
        yield (words, None, value) if isinstance(value, int) else (words, str(value) if value else None, None)
    yield "uncompared", None, found.uncompared
    for share in found.shares:
        yield f"{share.of} with {share.having}", None, share.count
    for month in found.months:
        for name in _DATED:
            yield f"{name} by month", month.month, getattr(month, name)
    for tally in found.tallies:
        for count in tally.listed:
            yield tally.name, count.value, count.count
        yield f"{tally.name}: different", None, tally.different
        yield f"{tally.name}: not listed", None, tally.others


def _tally(reader: Reader, name: str, column: str, table: str, most: int) -> dict[str, object]:
    rows = reader.select(_TALLY.format(column, table), {"most": most})
    different, whole = rows[0][2:] if rows else reader.select(_NO_TALLY.format(column, table))[0]
    listed = [{"value": value, "count": number} for value, number, *_ in rows]
    return {
        "name": name,
        "listed": listed,
        "different": different,
        "others": whole - sum(number for _, number, *_ in rows),
    }


def _shares(reader: Reader) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for table, (noun, having) in _SHARES.items():
        columns = ", ".join(f"coalesce(sum({condition}), 0)" for condition in having.values())
        ((total, *counts),) = reader.select(f"SELECT count(*), {columns} FROM {table}")  # noqa: S608 (our own names)
        found += [
            {"of": noun, "having": name, "count": n, "total": total, "share": round(n / total, 4) if total else 0.0}
            for name, n in zip(having, counts, strict=True)
        ]
    return found


def _months(reader: Reader) -> list[dict[str, object]]:
    months: dict[str | None, dict[str, object]] = {}
    for name, (column, table) in _DATED.items():
        sql = f"SELECT substr({column}, 1, 7) AS month, count(*) FROM {table} GROUP BY month"  # noqa: S608 (our own names)
        for month, number in reader.select(sql):
            row = months.setdefault(month, {"month": month, "reports": 0, "statements": 0, "events": 0})
            row[name] = number
    return [months[month] for month in sorted(months, key=lambda m: m or "9999-99")]


_SIZES_SQL = {
    "reports": "(SELECT count(*) FROM documents)",
    "versions": "(SELECT count(key) - count(DISTINCT key) FROM documents)",
    "statements": "(SELECT count(*) FROM statements)",
    "events": "(SELECT count(*) FROM events)",
    "entities": "(SELECT count(*) FROM entities)",
    "failures": "(SELECT count(*) FROM failures)",
    "first_published": "(SELECT min(published) FROM documents)",
    "last_published": "(SELECT max(published) FROM documents)",
    "copy_groups": "(SELECT count(*) FROM (SELECT 1 FROM copies GROUP BY group_id HAVING count(*) > 1))",
    "copies": "(SELECT count(*) - count(DISTINCT group_id) FROM copies)",
}
_SIZED = tuple(_SIZES_SQL)
_SIZES = f"SELECT {', '.join(_SIZES_SQL.values())}"
_TALLY = """
    SELECT value, n, count(*) OVER (), sum(n) OVER ()
    FROM (SELECT {0} AS value, count(*) AS n FROM {1} GROUP BY value) ORDER BY n DESC, value LIMIT :most
"""
_NO_TALLY = "SELECT count(*), coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM {1} GROUP BY {0})"
_TALLIES = {
    "outlets": ("outlet", "documents"),
    "languages": ("language", "documents"),
    "models": ("model", "documents"),
    "kinds": ("kind", "statements"),
    "acts": ("act", "statements"),
    "speakers": ("speaker", "statements"),
    "countries": ("country", "statements"),
    "event types": ("type", "events"),
    "failures": ("code", "failures"),
}
_SHARES = {
    "documents": (
        "reports",
        {"an outlet": "outlet IS NOT NULL", "a day": "published IS NOT NULL", "an address": "url IS NOT NULL"},
    ),
    "statements": (
        "statements",
        {
            "a speaker": "speaker IS NOT NULL",
            "an unnamed source": "anonymous IS NOT NULL",
            "a country": "country IS NOT NULL",
            "a day of their own": "said_on IS NOT NULL",
            "somebody they are about": "about IS NOT NULL",
            "a stance": "stance IS NOT NULL",
        },
    ),
    "events": (
        "events",
        {
            "an actor": "actor IS NOT NULL",
            "a recipient": "recipient IS NOT NULL",
            "a day of their own": "happened_on IS NOT NULL",
            "a place": "place IS NOT NULL",
            "a statement that tells them": "within IS NOT NULL",
        },
    ),
}
_DATED = {
    "reports": ("published", "documents"),
    "statements": ("first_day", "statements"),
    "events": ("first_day", "events"),
}
