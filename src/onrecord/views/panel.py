"""Counts of events between pairs by day, week or month: a balanced panel, a row for each pair and period.

Counts are of one of three levels: every event of every report; each event once for all copies of a report; each
occurrence once, whichever and however many reports tell it (`onrecord.corpus.occurrences` joins them).
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.lexicon.codebook import BUNDLED, EventType
from onrecord.lexicon.schema import read_table
from onrecord.model import Modality
from onrecord.views.periods import By, label, period_of, spanned
from onrecord.views.words import NAMED, country_letters, like_pattern, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.store import Reader

Level = Literal["report", "copy", "occurrence"]
Unit = Literal["country", "actor"]
Pairs = Literal["seen", "all"]
Pair = tuple[str, str]


class PanelRow(Struct, frozen=True):
    """A pair in a period.

    Attributes:
        period: "2024-05-06", "2024-W19" or "2024-05".
        actor: country code, or reference or name of an actor.
        recipient: the same of whom it was done to.
        events: how many.
        verbal_cooperation: how many of quad class 1.
        material_cooperation: of quad class 2.
        verbal_conflict: of quad class 3.
        material_conflict: of quad class 4.
        goldstein: mean of the Goldstein values; None when no event has one.
        score: mean of PLOVER's scores; None without an event.
        types: how many of each of `Panel.types`.
    """

    period: str
    actor: str
    recipient: str
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    goldstein: float | None
    score: float | None
    types: tuple[int, ...]

    @property
    def cells(self) -> tuple[str | int | float | None, ...]:
        """The values of `Panel.columns`."""
        *fixed, types = msgspec.structs.astuple(self)
        return (*fixed, *types)


class LeftOut(Struct, frozen=True):
    """What lies between the bounds, or has no day, and is in no row; each counted as the panel counts.

    Attributes:
        without_party: events that lack a country (with single actors, anybody) on one side, and fit on the other.
        domestic: events between parties of one country.
        wide: events whose date is wider than a period.
        undated: events without a day.
    """

    without_party: int = 0
    domestic: int = 0
    wide: int = 0
    undated: int = 0


class Panel(Struct, frozen=True):
    """A balanced panel.

    Attributes:
        types: PLOVER types, the codebook's first.
        periods: all of them, also those without an event.
        pairs: who acts on whom, in alphabetical order.
        counted: events that the rows hold together; a mutual one is counted for both directions.
        left_out: what they do not hold.
        cells: what is known of those pairs and periods that have events.
    """

    types: tuple[str, ...]
    periods: tuple[str, ...]
    pairs: tuple[Pair, ...]
    counted: int
    left_out: LeftOut
    cells: dict[tuple[Pair, str], PanelRow]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of a row's cells: the fields of `PanelRow`, then the types in lower case."""
        return (*PanelRow.__struct_fields__[:-1], *(name.lower() for name in self.types))

    def __len__(self) -> int:
        return len(self.pairs) * len(self.periods)

    def rows(self) -> Iterator[PanelRow]:
        """Every pair in every period, by pair."""
        none = (0,) * len(self.types)
        for pair, period in itertools.product(self.pairs, self.periods):
            yield self.cells.get((pair, period)) or PanelRow(period, *pair, 0, 0, 0, 0, 0, None, None, none)


def panel(  # noqa: PLR0913 (one keyword for each thing to ask for)
    reader: Reader,
    *,
    by: By = "month",
    level: Level = "occurrence",
    unit: Unit = "country",
    actor: str = "",
    recipient: str = "",
    actors: Sequence[str] = (),
    pairs: Pairs = "seen",
    domestic: bool = False,
    modality: str = "asserted",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Panel:
    """Counts the events between pairs.

    Events are taken by the first day on which they can have been; those whose days are in several periods are left out
    and counted in `left_out`. The first and the last period hold the days from `since` to `until` alone.

    Args:
        reader: the store; its occurrences are those of the last `OccurrenceIndex.catch_up`.
        by: length of a period; weeks begin on Monday.
        level: what is counted.
        unit: whether everybody of a country is one, or each actor stands for itself.
        actor: who acts: country code, or for single actors a reference or words of the name; anybody without.
        recipient: to whom it is done.
        actors: those between whom pairs are made, written as `actor`; all of them stand in the panel.
        pairs: those that have an event between the bounds, or `all` pairs of those who have one with anybody.
        domestic: count events between parties of one country too.
        modality: whether it happened.
        since: first day; that of the first event without.
        until: last day, included.

    Raises:
        QueryError: something given cannot be searched for.
        StoreError: the store cannot be read.
    """
    asked = _Asked(
        one=_keys(reader, unit, actor),
        other=_keys(reader, unit, recipient),
        among=frozenset().union(*(_keys(reader, unit, name) or () for name in actors)) if actors else None,
        domestic=domestic,
    )
    one_of(pairs, get_args(Pairs), "choice of pairs")
    tally = _counted(reader, asked, by, level, unit, _bounds(modality, since, until))
    return tally.panel(by, since, until, pairs)


def _bounds(modality: str, since: dt.date | None, until: dt.date | None) -> dict[str, object]:
    if since and until and since > until:
        raise QueryError(f"{since} to {until}", "ends before it begins")
    return {
        "modality": one_of(modality, get_args(Modality), "modality"),
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "9999-12-31",
    }


def _counted(  # noqa: PLR0913, PLR0917 (what decides on the question)
    reader: Reader, asked: _Asked, by: By, level: Level, unit: Unit, bounds: dict[str, object]
) -> _Tally:
    """The sums of what the store has between the bounds, and without a day."""
    one_of(by, get_args(By), "length of a period")
    one_of(level, get_args(Level), "level")
    one_of(unit, get_args(Unit), "unit")
    tally = _Tally(asked)
    first, last = (period_of(by, column) for column in ("r.first_day", "r.last_day"))
    for days in ("r.first_day BETWEEN :since AND :until", "r.first_day IS NULL"):
        for row in reader.select(_SQL[unit].format(period=first, last=last, days=days, **_LEVELS[level]), bounds):
            tally.add(*row)
    return tally


class _Asked(Struct, frozen=True):
    """Whom a panel is about: keys of actors and recipients, None for anybody."""

    one: frozenset[str] | None
    other: frozenset[str] | None
    among: frozenset[str] | None
    domestic: bool

    def has(self, one: str, other: str) -> bool:
        """Whether a pair is asked for."""
        return all(
            keys is None or key in keys
            for key, keys in ((one, self.one), (other, self.other), (one, self.among), (other, self.among))
        )

    @property
    def is_domestic(self) -> bool:
        """Whether events within one country are asked for."""
        return self.domestic or (self.one is not None and self.one == self.other)


class _Cell(Struct):
    """Sums of a pair in a period."""

    types: dict[str, int]
    quads: dict[str, int]
    score: float = 0.0
    goldstein: float = 0.0
    with_goldstein: int = 0


class _Tally:
    """The sums of all pairs and periods, and of what is left out."""

    def __init__(self, asked: _Asked) -> None:
        self._asked = asked
        self._cells: dict[tuple[Pair, str], _Cell] = {}
        self._left = {"without_party": 0, "domestic": 0, "wide": 0, "undated": 0}

    def add(  # noqa: PLR0913, PLR0917 (the columns of a row)
        self, one: str | None, other: str | None, period: str | None, wide: int | None, type_: str, quad: str,
        mutual: int, number: int, score: float, goldstein: float | None, with_goldstein: int,
    ) -> None:  # fmt: skip
        """Takes in a row: a number of events of a type between two in a period."""
        if one is None or other is None:
            if self._may_have(one, other, mutual):
                self._left["without_party"] += number
            return
        within = one == other
        directions = ((one, other), (other, one)) if mutual and not within else ((one, other),)
        asked = [pair for pair in directions if self._asked.has(*pair)]
        if not asked:
            return
        if period is None:
            self._left["undated"] += number
        elif wide:
            self._left["wide"] += number
        elif within and not self._asked.is_domestic:
            self._left["domestic"] += number
        else:
            for pair in asked:
                cell = self._cells.setdefault((pair, period), _Cell({}, {}))
                cell.types[type_] = cell.types.get(type_, 0) + number
                cell.quads[quad] = cell.quads.get(quad, 0) + number
                cell.score += score
                cell.goldstein += goldstein or 0.0
                cell.with_goldstein += with_goldstein

    def _may_have(self, one: str | None, other: str | None, mutual: int) -> bool:
        """Whether an event that lacks a party would be asked for with somebody in its place, by the party it has."""
        if one is None and other is None:
            return self._asked == _Asked(None, None, None, self._asked.domestic)
        sides = ((one, other), (other, one)) if mutual else ((one, other),)
        keys = (self._asked.one, self._asked.other)
        return any(
            all(
                key is None or ((k is None or key in k) and self._among(key)) for key, k in zip(side, keys, strict=True)
            )
            for side in sides
        )

    def _among(self, key: str) -> bool:
        return self._asked.among is None or key in self._asked.among

    def panel(self, by: By, since: dt.date | None, until: dt.date | None, pairs: Pairs) -> Panel:
        """The panel of what was taken in."""
        used = {name for cell in self._cells.values() for name in cell.types}
        known = [kind.code for kind in read_table(BUNDLED / "types.csv", EventType)]
        types = (*known, *sorted(used - set(known)))
        return Panel(
            types=types,
            periods=tuple(label(by, day) for day in spanned(by, {day for _, day in self._cells}, since, until)),
            pairs=self._pairs(pairs),
            counted=sum(sum(cell.types.values()) for cell in self._cells.values()),
            left_out=LeftOut(**self._left),
            cells={
                (pair, name): _row(pair, name, cell, types)
                for (pair, day), cell in self._cells.items()
                for name in [label(by, dt.date.fromisoformat(day))]
            },
        )

    def _pairs(self, pairs: Pairs) -> tuple[Pair, ...]:
        asked, seen = self._asked, {pair for pair, _ in self._cells}
        ends = {key for pair in seen for key in pair}
        if asked.one and asked.other:  # asked for by name, so that no event is an answer too
            seen |= {(one, other) for one in asked.one for other in asked.other if one != other or asked.is_domestic}
        elif asked.among is not None or pairs == "all":
            every = asked.among if asked.among is not None else ends
            named = ((one, other) for one in (asked.one or every) for other in (asked.other or every))
            seen |= {(one, other) for one, other in named if one != other or asked.is_domestic}
        return tuple(sorted(pair for pair in seen if asked.has(*pair)))


def _row(pair: Pair, period: str, cell: _Cell, types: tuple[str, ...]) -> PanelRow:
    events = sum(cell.types.values())
    return PanelRow(
        period, pair[0], pair[1], events,
        cell.quads.get("1", 0), cell.quads.get("2", 0), cell.quads.get("3", 0), cell.quads.get("4", 0),
        goldstein=round(cell.goldstein / cell.with_goldstein, 4) if cell.with_goldstein else None,
        score=round(cell.score / events, 4), types=tuple(cell.types.get(name, 0) for name in types),
    )  # fmt: skip


def _keys(reader: Reader, unit: Unit, asked: str) -> frozenset[str] | None:
    """The keys that are meant; None for anybody."""
    if not asked.strip():
        return None
    if unit == "country":
        return frozenset({country_letters(asked.strip())})
    found = reader.select(_KEYS, {"ref": asked, "name": like_pattern(asked)})
    if not found:
        raise QueryError(asked, "is the name or reference of nobody in the store")
    return frozenset(row[0] for row in found)


_KEYS = f"""
    SELECT DISTINCT coalesce(nullif(n.ref, ''), n.name) FROM entities n
    WHERE n.ref = :ref OR {NAMED.format("n.name", "name")}
"""  # noqa: S608 (our own names)
#: For each level the column that names the row which counts, and the one that says whether both parties act.
_LEVELS = {
    "report": {"counts": "row", "mutual": "mutual"},
    "copy": {"counts": "copy", "mutual": "mutual"},
    "occurrence": {"counts": "occurrence", "mutual": "occurrence_mutual"},
}
_WITHIN = "r.modality = :modality AND {days} AND r.{counts} = r.row"
_SUMS = "count(*), sum(score), sum(goldstein), count(goldstein)"
_BETWEEN_COUNTRIES = f"""
    SELECT r.actor_country, r.recipient_country, {{period}}, {{period}} <> {{last}}, r.type, r.quad, r.{{mutual}},
        {_SUMS} FROM dyads r INDEXED BY dyads_counted WHERE {_WITHIN} GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 (our own names)
_BETWEEN_ACTORS = f"""
    SELECT one, other, period, wide, type, quad, 0, {_SUMS} FROM (
        SELECT DISTINCT r.row, {{period}} AS period, {{period}} <> {{last}} AS wide, r.type, r.quad, r.score,
            r.goldstein, nullif(json_extract(p.value, '$[0]'), '') AS one,
            nullif(json_extract(p.value, '$[1]'), '') AS other
        FROM dyads r JOIN dyads d ON d.{{counts}} = r.row LEFT JOIN json_each(d.told, '$.pairs') p WHERE {_WITHIN}
    ) GROUP BY 1, 2, 3, 4, 5, 6
"""  # noqa: S608 (our own names)
_SQL = {"country": _BETWEEN_COUNTRIES, "actor": _BETWEEN_ACTORS}
