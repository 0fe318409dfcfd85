from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.lexicon.offices import Offices
from onrecord.lexicon.schema import Holder, Role

if TYPE_CHECKING:
    from types import ModuleType

TOOL = Path(__file__).parents[2] / "tools/holders_factbook.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("holders_factbook", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister Orla VENN (since 3 May 2021)", ("Orla Venn", "", "prime minister", "2021-05-03")),
        ("President Ada M. Sol VENN (since 5 Sep 2025)", ("Ada M. Sol Venn", "Ada Venn", "president", "2025-09-05")),
        ("Acting President Gen. VENN Ada (since April 2018)", ("Venn Ada", "", "president", "2018-04")),
        ("King VENN (since 1999)", ("King Venn", "", "king", "1999")),
        ("King VENN XIV (since 1 June 1999)", ("Venn XIV", "", "king", "1999-06-01")),
        ("Taoiseach (Prime Minister) Al O'VENN (since 2001)", ("Al O'Venn", "", "prime minister", "2001")),
        ("President Ali al-VENN, Jr. (since 2001)", ("Ali al-Venn Jr.", "Ali al-Venn", "president", "2001")),
        ('President Ali "Bo" VENN (also spelled FENN) (since 2001)', ("Ali Venn", "", "president", "2001")),
        ("Governor-General Dame Ada VENN (since 2001)", ("Ada Venn", "", "governor-general", "2001")),
        ("President ADA BIN VENN (since 2001)", ("Ada bin Venn", "", "president", "2001")),
    ],
)
def test_an_entry_is_read(tool: ModuleType, text: str, expected: tuple[str, ...]) -> None:
    assert tool.tenure(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "President (vacant)",
        "Prime Minister Orla VENN",
        "Orla VENN (since 3 May 2021)",
        "President of the Territorial Council Orla VENN (since 3 May 2021)",
        "President, Ruling Council, Orla VENN (since 3 May 2021)",
    ],
)
def test_what_is_not_understood_makes_no_tenure(tool: ModuleType, text: str) -> None:
    assert tool.tenure(text) is None


def test_a_governor_general_stands_for_the_monarch(tool: ModuleType) -> None:
    chief = "King VENN II (since 2 May 1999); represented by Governor General Bo SOL (since 2001)"
    found = tool.tenures({"chief_of_state": chief, "head_of_government": "Premier Ada VENN (since 2002)"})
    assert [(entry.person, entry.office) for entry in found] == [
        ("Bo Sol", "governor-general"),
        ("Ada Venn", "premier"),
    ]


def test_one_who_is_both_has_one_tenure(tool: ModuleType) -> None:
    both = "President Ada VENN (since 2002)"
    assert len(tool.tenures({"chief_of_state": both, "head_of_government": both})) == 1


def test_only_states_and_only_those_not_there_by_hand(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = [
        {"file": "a/gm.json", "chief_of_state": "President Ada VENN (since 2 May 2021)"},
        {"file": "a/uk.json", "chief_of_state": "King VENN IV (since 8 September 2022)"},
        {"file": "a/an.json", "head_of_government": "Prime Minister Bo SOL (since 2 May 2021)"},
        {"file": "a/it.json", "head_of_government": "Prime Minister Cara Lee DELL (since 2 May 2021)"},
        {"file": "a/gq.json", "chief_of_state": "President Ada VENN (since 2 May 2021)"},
    ]
    (tmp_path / "facts_factbook.jsonl").write_text("\n".join(map(json.dumps, facts)), "utf-8")
    monkeypatch.setattr(tool, "OUT", tmp_path / "holders_factbook.csv")
    monkeypatch.setattr(tool, "by_hand", hand_tables)
    tool.main(tmp_path)
    with (tmp_path / "holders_factbook.csv").open(encoding="utf-8", newline="") as handle:
        rows = [(row["person"], row["names"], row["country"], row["since"]) for row in csv.DictReader(handle)]
    # the king is there; Germany has somebody else; Guam is no state; the deputy goes by the name written by hand
    assert rows == [("Bo Sol", "", "AND", "2021-05-02"), ("Cara Dell", "Cara Lee Dell", "ITA", "2021-05-02")]
    assert "DEU president: Orla Fenn by hand, Ada Venn (2021-05-02)" in capsys.readouterr().out


def hand_tables() -> Offices:
    rows = (
        Holder(person="Orla Fenn", office="president", country="DEU", since="2024", until="incumbent", source="x"),
        Holder(person="Venn IV", office="king", country="GBR", since="2022-09-08", until="incumbent", source="x"),
        Holder(person="Cara Dell", office="foreign minister", country="ITA", since="2011", until="2013", source="x"),
    )
    roles = {name: Role(surface=name, sector="GOV", rank=3, source="x") for name in ("president", "king")}
    return Offices({str(number): row for number, row in enumerate(rows)}, roles, ())
