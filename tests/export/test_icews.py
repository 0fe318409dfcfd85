from __future__ import annotations

import io
from typing import TYPE_CHECKING

from export.made import hostile, summit
from onrecord.export import gdelt, icews
from onrecord.lexicon.codebook import load_codebook

if TYPE_CHECKING:
    from onrecord.model import Record


def rows(*records: Record, all_events: bool = False) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    count = icews.write(records, file, all_events=all_events)
    header, *lines = [line.split("\t") for line in file.getvalue().splitlines()]
    assert tuple(header) == icews.COLUMNS
    assert len(lines) == count
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_the_columns_are_those_of_the_published_files() -> None:
    assert len(icews.COLUMNS) == len(set(icews.COLUMNS)) == 20
    assert (icews.COLUMNS[6], icews.COLUMNS[10], icews.COLUMNS[13]) == ("CAMEO Code", "Target Country", "Publisher")


def test_an_event_in_full() -> None:
    made = summit()
    accused = rows(made)[0]
    assert int(accused.pop("Event ID")) > 0
    assert {name: value for name, value in accused.items() if value} == {
        "Event Date": "2024-05-01", "Source Name": "Iran", "Source Sectors": "government", "Source Country": "Iran",
        "Event Text": load_label("112"), "CAMEO Code": "112", "Intensity": "-2.0", "Target Name": "IAEA",
        "Target Sectors": "intergovernmental organisation", "Target Country": "UNO", "Story ID": made.document.id,
        "Publisher": "Example Daily", "City": "Vienna", "Province": "Vienna State", "Country": "Austria",
        "Latitude": "48.21", "Longitude": "16.37",
    }  # fmt: skip


def load_label(code: str) -> str:
    return load_codebook().cameo[code].label


def test_dyads_have_the_same_numbers_as_in_gdelt() -> None:
    file = io.StringIO(newline="")
    gdelt.write([summit(), hostile()], file, all_events=True)
    numbers = [line.split("\t")[0] for line in file.getvalue().splitlines()]
    assert [r["Event ID"] for r in rows(summit(), hostile(), all_events=True)] == numbers
