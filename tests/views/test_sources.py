from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.errors import QueryError
from onrecord.views.sources import sources
from onrecord.views.stats import Count
from said import DAY, report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from onrecord.model import Record, StatementKind
    from onrecord.views.sources import Sources


def ask(folder: Path, records: Iterable[Record], **asked: object) -> Sources:
    """What a store of these records tells, after they were compared."""
    with store.open(folder / f"{len(list(folder.iterdir()))}.sqlite", mode="write") as opened:
        for record in records:
            opened.write(record)
        CopyIndex(opened).catch_up()
        return sources(opened, **asked)  # type: ignore[arg-type] # what a test asks


def of_kind(record: Record, kind: StatementKind) -> Record:
    return replace(record, statements=tuple(replace(s, kind=kind) for s in record.statements))


MADE = [
    of_kind(report("the harbour opens", by="Ann Lee", country="NOR", sector="GOV"), "direct"),
    report("we sail", by="Bo Roe", country="NOR", sector="CVL", days=40),
    report("ships wait", by="", source="a senior official", anonymous="official"),
    report("bread is dear", by="", source="a baker", anonymous="business", outlet="Quessa News"),
    of_kind(report("all is lost", by="", outlet="Quessa News"), "mixed"),
    report("no storm", by="Cara Dean", country="FIN", sector="MIL", outlet=None, day=None),
]


def test_an_outlets_sources(tmp_path: Path) -> None:
    found = ask(tmp_path, MADE)
    assert [(r.value, r.reports, r.statements) for r in found.page.rows] == [
        ("Lorvik Post", 3, 3),
        ("Quessa News", 2, 2),
        (None, 1, 1),
    ]
    lorvik, quessa, _ = found.page.rows
    assert (lorvik.named, lorvik.anonymous, lorvik.untold) == (2, 1, 0)
    assert (lorvik.official, lorvik.direct, lorvik.indirect, lorvik.mixed) == (2, 1, 2, 0)
    assert (lorvik.anonymous_share, lorvik.official_share, lorvik.direct_share) == (0.3333, 0.6667, 0.3333)
    assert (lorvik.countries, lorvik.no_country, lorvik.other_countries) == ((Count("NOR", 2),), 1, 0)
    assert (quessa.named, quessa.anonymous, quessa.untold, quessa.types) == (0, 1, 1, (Count("business", 1),))
    assert (found.whole.statements, found.whole.reports, found.whole.value) == (6, 6, None)
    assert found.whole.official_share == 0.5


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({"by": "country"}, {"NOR": 2, "FIN": 1, None: 3}),
        ({"by": "sector"}, {"GOV": 1, "CVL": 1, "MIL": 1, None: 3}),
        ({"by": "month"}, {"2024-05": 4, "2024-06": 1, None: 1}),
        ({"by": "speaker", "outlet": "Quessa News"}, {"a baker": 1, None: 1}),
        ({"by": "month", "since": DAY + dt.timedelta(days=1)}, {"2024-06": 1}),
        ({"until": DAY}, {"Lorvik Post": 2, "Quessa News": 2}),
        ({"outlet": "Nowhere"}, {}),
        ({"outlet": "' OR 1=1 --"}, {}),
    ],
)
def test_rows_by_what_is_asked_for(tmp_path: Path, asked: dict[str, object], rows: dict[str | None, int]) -> None:
    found = ask(tmp_path, MADE, **asked)
    assert {row.value: row.statements for row in found.page.rows} == rows
    assert found.whole.statements == sum(rows.values())


def test_a_state_is_official_itself(tmp_path: Path) -> None:
    made = [
        report("yes", by="Norway", kind="country", country="NOR"),
        report("no", by="Ann Lee", country="NOR", days=1),
    ]
    assert ask(tmp_path, made).whole.official == 1


def test_months_are_in_order_and_rows_of_a_page_say_how_many_there_are(tmp_path: Path) -> None:
    found = ask(tmp_path, MADE, by="month", limit=1, offset=1)
    assert [row.value for row in found.page.rows] == ["2024-06"]
    assert found.page.total == 3
    assert found.whole.statements == 6


def test_countries_beyond_the_list_are_counted(tmp_path: Path) -> None:
    codes = ["NOR", "NOR", "FIN", "DNK", "SWE", "ISL", "EST", "LVA"]
    made = [report(f"word{n}", by=f"Name{n}", country=code) for n, code in enumerate(codes)]
    (row,) = ask(tmp_path, made).page.rows
    assert (row.countries[0], len(row.countries), row.other_countries) == (Count("NOR", 2), 5, 2)


@pytest.mark.parametrize("asked", [{"by": "weather"}, {"by": ""}, {"copies": "burn"}, {"copies": ""}, {"limit": -1}])
def test_what_cannot_be_asked(tmp_path: Path, asked: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        ask(tmp_path, [], **asked)


LONG = "we will rebuild every house and every pier on the island and the ferries sail again as they did in autumn"
COPIES = [report(LONG, outlet=outlet, country="NOR") for outlet in ("Lorvik Post", "Quessa News", "Tarnby Times")]


@pytest.mark.parametrize(
    ("asked", "statements", "left_out", "rows"),
    [
        ({"by": "country"}, 1, 2, [1]),
        ({"by": "country", "copies": "count"}, 3, 0, [3]),
        ({"by": "outlet"}, 3, 0, [1, 1, 1]),
        ({"by": "country", "outlet": "Tarnby Times"}, 1, 0, [1]),
    ],
)
def test_copies_count_once_for_a_country_and_once_for_each_outlet(
    tmp_path: Path, asked: dict[str, object], statements: int, left_out: int, rows: list[int]
) -> None:
    found = ask(tmp_path, COPIES, **asked)
    assert (found.whole.statements, found.left_out) == (statements, left_out)
    assert [row.statements for row in found.page.rows] == rows


@settings(max_examples=10)
@given(st.permutations(range(len(MADE + COPIES))), st.sampled_from(["outlet", "country", "sector", "month", "speaker"]))
def test_the_order_of_reading_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], by: str
) -> None:
    made = MADE + COPIES
    folder = tmp_path_factory.mktemp("order")
    assert ask(folder, [made[at] for at in order], by=by) == ask(folder, made, by=by)
