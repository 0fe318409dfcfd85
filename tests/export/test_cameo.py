from __future__ import annotations

import io
from typing import TYPE_CHECKING

from msgspec.structs import replace

from export.made import hostile, summit
from onrecord.export import cameo

if TYPE_CHECKING:
    from onrecord.model import Record


def lines(*records: Record, all_events: bool = False) -> list[list[str]]:
    file = io.StringIO(newline="")
    count = cameo.write(records, file, all_events=all_events)
    found = [line.split("\t") for line in file.getvalue().splitlines()]
    assert len(found) == count
    return found


def test_dyads() -> None:
    found = lines(summit(), hostile())
    assert {len(line) for line in found} == {len(cameo.COLUMNS)}
    assert [line[:4] for line in found] == [
        ["20240501", "IRNGOV", "IGOUNOIAE", "112"],
        ["20240506", "IGOUNOIAE", "IRNGOV", "040"],
        ["20240506", "IRNGOV", "IGOUNOIAE", "040"],
        ["20240506", "---", "---", "040"],
    ]
    assert all(line[4].startswith("(") and line[4].endswith(")") for line in found)
    assert len(lines(summit(), all_events=True)) == 4


def test_without_a_day_or_a_code_there_is_no_dyad() -> None:
    made = summit()
    undated = replace(made, document=replace(made.document, published=None))
    assert [line[0] for line in lines(undated)] == ["20240501"]
    assert lines(replace(made, events=(replace(made.events[0], cameo=None),))) == []
