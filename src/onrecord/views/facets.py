"""How the statements that fit a question are spread over speakers, countries, acts, outlets and time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.store.rows import AND
from onrecord.views.search_fitting import fitting
from onrecord.views.stats import Count

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from onrecord.store import Reader
    from onrecord.views.search import Question

#: With more statements than this those stored last are counted.
MOST_COUNTED = 5_000


class Facets(Struct, frozen=True):
    """Counts of the statements that fit; of each list the most frequent values, the largest first.

    A statement of several speakers counts for each of them.

    Attributes:
        counted: how many statements were counted.
        speakers: by name.
        countries: by the speakers' codes.
        acts: of saying.
        topics: what they are about.
        outlets: of the reports.
        months: from the first to the last one that has any, as `2024-05`, in order.
    """

    counted: int
    speakers: tuple[Count, ...]
    countries: tuple[Count, ...]
    acts: tuple[Count, ...]
    topics: tuple[Count, ...]
    outlets: tuple[Count, ...]
    months: tuple[Count, ...]


def facets(reader: Reader, *, most: int = 8, counted: int = MOST_COUNTED, **question: Unpack[Question]) -> Facets:
    """Counts the statements that fit a question.

    Args:
        reader: the store.
        most: how many values to give of each list.
        counted: with more statements than this only those stored last are counted.
        **question: as for `search`.

    Raises:
        QueryError: something given cannot be searched for.
        StoreError: the store cannot be read.
    """
    found = fitting(reader, **question)
    sql = _COUNTED.format(source=found.source, where=found.where, row=found.row)
    tallies: tuple[Counter[str], ...] = tuple(Counter() for _ in range(5))
    rows = reader.select(sql, {**found.values, "counted": counted})
    for _, *values in rows:
        for tally, value in zip(tallies, values, strict=True):
            tally.update(str(value).split(AND) if value is not None else ())
    speakers, countries, acts, outlets, months = tallies
    numbers = msgspec.json.encode([row for row, *_ in rows]).decode()
    of_topics = reader.select(_TOPICS, {"numbers": numbers, "most": most})
    return Facets(
        counted=len(rows),
        speakers=_most(speakers, most),
        countries=_most(countries, most),
        acts=_most(acts, most),
        topics=tuple(Count(name, number) for name, number in of_topics),
        outlets=_most(outlets, most),
        months=tuple(Count(month, months[month]) for month in all_months(months)),
    )


def _most(tally: Counter[str], most: int) -> tuple[Count, ...]:
    ordered = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(value, number) for value, number in ordered[:most])


def all_months(known: Iterable[str]) -> list[str]:
    """The months from the first to the last, those without a statement too."""
    ordered = sorted(known)
    if not ordered:
        return []
    year, month = (int(part) for part in ordered[0].split("-"))
    months = [ordered[0]]
    while months[-1] < ordered[-1]:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 (months of a year)
        months.append(f"{year:04}-{month:02}")
    return months


_COUNTED = """
    WITH found AS MATERIALIZED (
        SELECT {row} AS row FROM {source} WHERE {where} ORDER BY {row} DESC LIMIT :counted
    )
    SELECT s.row, s.speaker, s.country, s.act, d.outlet, substr(s.first_day, 1, 7)
    FROM found JOIN statements s ON s.row = found.row JOIN documents d ON d.id = s.document_id
"""
# The topics of a report stand together; there are too few of them for an index by finding to be worth its writing.
_TOPICS = """
    SELECT t.name, count(DISTINCT s.row) AS number
    FROM json_each(:numbers) AS found CROSS JOIN statements s ON s.row = found.value
    JOIN topics t ON t.document_id = s.document_id AND t.of = s.id
    GROUP BY t.name ORDER BY number DESC, t.name LIMIT :most
"""
