from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from onrecord import store as stores
from onrecord.model import Place, Record

import factories

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of talks in two towns, and of talks nowhere."""
    path = tmp_path_factory.mktemp("map") / "talks.sqlite"
    with stores.open(path, mode="write") as store:
        for number, town in enumerate(("Oslo", "Oslo", "Turku", "")):
            store.write(_talks(number, town))
    return path


def _talks(number: int, town: str) -> Record:
    doc = factories.document(f"Talks {number} were held in {town or 'private'}.", location=f"{number}.txt")
    if not town:
        return Record(doc, (), (), (), "model 1", (factories.event(doc, trigger="Talks"),))
    country = {"Oslo": "NOR", "Turku": "FIN"}[town]
    where = factories.mention(doc, town, kind="place")
    found = factories.entity([where], kind="place", country=country)
    found = replace(found, place=Place(town, "city", 60.0, 10.0, country))
    return Record(doc, (where,), (found,), (), "model 1", (factories.event(doc, trigger="Talks", place=found),))


def test_a_table_for_people(run: Run, talks: Path) -> None:
    outcome = run("map", "--limit", "1", "--store", talks)
    assert outcome.code == 0
    lines = [" ".join(line.split()) for line in outcome.out.splitlines()]
    assert lines[1] == "Oslo NOR 2 2 0 60.00 10.00"
    assert lines[-1] == "showing 1 of 2"
    assert outcome.err == "left out: 1 of 4, which have no place that is known\n"


def test_rows_for_programs(run: Run, talks: Path) -> None:
    found = json.loads(run("map", "--unit", "country", "-f", "json", "-s", talks).out)
    assert [(row["name"], row["count"]) for row in found["rows"]] == [("Norway", 2), ("Finland", 1)]
    assert (found["findings"], found["nowhere"]) == (4, 1)
    lines = [json.loads(line)["name"] for line in run("map", "-f", "jsonl", "-s", talks).out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("map", "-f", "csv", "-s", talks).out)))
    assert lines == [row["name"] for row in rows] == ["Oslo", "Turku"]


def test_nothing_and_nonsense(run: Run, talks: Path) -> None:
    assert run("map", "--counted", "about", "-s", talks) == (4, "", "nothing found\n")
    assert run("map", "--counted", "all", "-s", talks).code == 2
    assert run("map", "--topic", "gardening", "-s", talks).code == 2


def test_events_of_a_place(run: Run, talks: Path) -> None:
    found = json.loads(run("events", "--place", "oslo", "--place-country", "Norway", "-f", "json", "-s", talks).out)
    assert [row["place"] for row in found] == ["Oslo", "Oslo"]
    assert run("events", "--place", "Oslo", "--place-country", "FIN", "-s", talks).code == 4
    assert run("events", "--place", "Osl", "-s", talks).code == 4
    assert len(json.loads(run("events", "--place-country", "FIN", "-f", "json", "-s", talks).out)) == 1
