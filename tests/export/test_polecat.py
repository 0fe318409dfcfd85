from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from export.made import hostile, summit
from onrecord.export import polecat

from factories import nested

if TYPE_CHECKING:
    from onrecord.model import Record


def rows(*records: Record, all_events: bool = False) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    count = polecat.write(records, file, all_events=all_events)
    lines = [line.split("\t") for line in file.getvalue().splitlines()]
    assert {len(line) for line in lines} == {40}
    found = list(csv.DictReader(io.StringIO(file.getvalue(), newline=""), delimiter="\t"))
    assert len(found) == count
    return found


def test_the_columns_are_those_of_the_published_files() -> None:
    assert len(polecat.COLUMNS) == len(set(polecat.COLUMNS)) == 40
    assert [polecat.COLUMNS[n - 1] for n in (1, 5, 8, 11, 12, 15, 16, 19, 23, 24, 31, 33, 34, 40)] == [
        "Event ID", "Event Intensity", "Actor Name", "Primary Actor Sector", "Actor Sectors", "Wikipedia Actor ID",
        "Recipient Name", "Primary Recipient Sector", "Wikipedia Recipient ID", "Placename", "GeoNames ID",
        "Feature Type", "Source", "Version",
    ]  # fmt: skip


def test_an_event_in_full() -> None:
    made = summit()
    accused = rows(made)[0]
    assert {name: value for name, value in accused.items() if value} == {
        "Event ID": made.events[0].id, "Event Date": "2024-05-01", "Event Type": "ACCUSE", "Event Mode": "disapprove",
        "Event Intensity": "-2.0", "Quad Code": "VERBAL CONFLICT", "Contexts": "nuclear; legal",
        "Actor Name": "Iran", "Actor Country": "IRN", "Actor COW": "630", "Primary Actor Sector": "GOV",
        "Actor Sectors": "GOV", "Actor Name Raw": "Iran", "Recipient Name": "IAEA", "Recipient Country": "UNO",
        "Primary Recipient Sector": "IGO", "Recipient Sectors": "IGO", "Recipient Name Raw": "the IAEA",
        "Placename": "Vienna", "City": "Vienna", "Province": "Vienna State", "Country": "Austria", "Latitude": "48.21",
        "Longitude": "16.37", "GeoNames ID": "2761369", "Raw Placename": "Vienna", "Feature Type": "city",
        "Source": "Example Daily", "Publication Date": "2024-05-06", "Story Organizations": "IAEA",
        "Story Locations": "Iran; Vienna", "Language": "en", "Version": "onrecord 0",
    }  # fmt: skip


def test_parties_stand_in_one_row() -> None:
    assert [r["Actor Name"] for r in rows(summit())] == ["Iran", "IAEA; Iran"]
    assert len(rows(summit(), all_events=True)) == 3


def test_a_place_without_coordinates_keeps_its_name_and_a_role_is_a_title() -> None:
    (warned,) = rows(nested())
    assert (warned["Raw Placename"], warned["Placename"], warned["Latitude"]) == ("Bob", "", "")
    assert warned["Recipient Title"] == "a minister"


def test_words_that_break_lines_stay_in_their_cells() -> None:
    (met,) = rows(hostile())
    assert (met["Actor Name"], met["Source"]) == ("'<Zed> & = Q", "'<Zed> & = Q")
