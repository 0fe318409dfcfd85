from __future__ import annotations

import io

import pytest
from msgspec.structs import replace

from export.made import hostile, summit
from onrecord.export import gdelt
from onrecord.export.codes import actor_code, load_codes
from onrecord.model import Place, Record

from factories import nested, record


def events(*records: Record, all_events: bool = False) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    count = gdelt.write(records, file, all_events=all_events)
    lines = [line.split("\t") for line in file.getvalue().splitlines()]
    assert len(lines) == count
    assert {len(line) for line in lines} <= {61}
    return [dict(zip(gdelt.COLUMNS, line, strict=True)) for line in lines]


def test_the_columns_are_those_of_the_codebook() -> None:
    assert len(gdelt.COLUMNS) == len(set(gdelt.COLUMNS)) == 61
    assert [gdelt.COLUMNS[n - 1] for n in (1, 6, 15, 16, 25, 26, 30, 31, 35, 36, 43, 44, 51, 52, 59, 60, 61)] == [
        "GlobalEventID", "Actor1Code", "Actor1Type3Code", "Actor2Code", "Actor2Type3Code", "IsRootEvent", "QuadClass",
        "GoldsteinScale", "AvgTone", "Actor1Geo_Type", "Actor1Geo_FeatureID", "Actor2Geo_Type", "Actor2Geo_FeatureID",
        "ActionGeo_Type", "ActionGeo_FeatureID", "DATEADDED", "SOURCEURL",
    ]  # fmt: skip
    assert len(gdelt.MENTION_COLUMNS) == 16


def test_an_event_in_full() -> None:
    accused = events(summit())[0]
    assert int(accused.pop("GlobalEventID")) > 0
    assert {name: value for name, value in accused.items() if value} == {
        "Day": "20240501", "MonthYear": "202405", "Year": "2024", "FractionDate": "2024.4137",
        "Actor1Code": "IRNGOV", "Actor1Name": "IRAN", "Actor1CountryCode": "IRN", "Actor1Type1Code": "GOV",
        "Actor2Code": "IGOUNOIAE", "Actor2Name": "IAEA", "Actor2KnownGroupCode": "UNO", "Actor2Type1Code": "IGO",
        "IsRootEvent": "1", "EventCode": "112", "EventBaseCode": "112", "EventRootCode": "11", "QuadClass": "3",
        "GoldsteinScale": "-2.0", "NumMentions": "1", "NumSources": "1", "NumArticles": "1",
        "Actor1Geo_Type": "1", "Actor1Geo_Fullname": "Iran", "Actor1Geo_CountryCode": "IR", "Actor1Geo_ADM1Code": "IR",
        "Actor1Geo_Lat": "32.0", "Actor1Geo_Long": "53.0", "Actor1Geo_FeatureID": "IR", "Actor2Geo_Type": "0",
        "ActionGeo_Type": "4", "ActionGeo_Fullname": "Vienna, Vienna State, Austria", "ActionGeo_CountryCode": "AU",
        "ActionGeo_Lat": "48.21", "ActionGeo_Long": "16.37",
        "DATEADDED": "20240505223000", "SOURCEURL": "https://example.org/a?b=1&c",
    }  # fmt: skip


def test_each_party_of_a_reciprocal_event_acts_on_the_other() -> None:
    pairs = [(e["Actor1Name"], e["Actor2Name"]) for e in events(summit())]
    assert pairs == [("IRAN", "IAEA"), ("IAEA", "IRAN"), ("IRAN", "IAEA")]


def test_what_did_not_happen_is_written_only_when_asked_for() -> None:
    assert len(events(summit(), all_events=True)) == len(events(summit())) + 1


def test_numbers_stay_and_differ() -> None:
    numbers = [e["GlobalEventID"] for e in events(summit(), nested(), hostile())]
    assert numbers == [e["GlobalEventID"] for e in events(summit(), nested(), hostile())]
    assert len(set(numbers)) == len(numbers) == 5


def test_words_that_break_lines_stay_in_their_cells() -> None:
    (met,) = events(hostile())
    assert met["Actor1Name"] == "'<ZED> & = Q"
    assert met["Actor2Name"] == "BOB"


@pytest.mark.parametrize(
    ("place", "kind", "name"),
    [
        (Place("Texas", "region", 31.0, -100.0, "USA"), "2", "Texas, United States"),
        (Place("Austin", "city", 30.27, -97.74, "USA", "Texas"), "3", "Austin, Texas, United States"),
        (Place("Bavaria", "region", 49.0, 11.5, "DEU", "Bavaria"), "5", "Bavaria, Germany"),
        (Place("Black Sea", "sea", 43.0, 34.0), "4", "Black Sea"),
    ],
)
def test_kinds_of_places(place: Place, kind: str, name: str) -> None:
    made = summit()
    moved = replace(made, entities=(*made.entities[:2], replace(made.entities[2], place=place)))
    told = events(moved)[0]
    assert (told["ActionGeo_Type"], told["ActionGeo_Fullname"]) == (kind, name)


def test_a_report_without_date_or_codes() -> None:
    bare = record("Nothing was said.", published=None)
    assert events(bare) == []


@pytest.mark.parametrize(
    ("cameo", "country", "parts"),
    [
        ("", "", ("", "", ())),
        ("", "FRA", ("FRA", "", ())),
        ("USAGOVMIL", "USA", ("USA", "", ("GOV", "MIL"))),
        ("NGOHRI", "", ("", "", ("NGO", "HRI"))),
        ("FRAGOVMILELIBUS", "", ("FRA", "", ("GOV", "MIL", "ELI"))),
        ("IGOUNO", "UNO", ("", "UNO", ("IGO",))),
        ("WST", "WST", ("WST", "", ())),
        ("IGONAT", "", ("", "NAT", ("IGO",))),
    ],
)
def test_actor_strings_in_parts(cameo: str, country: str, parts: tuple[str, str, tuple[str, ...]]) -> None:
    entity = replace(summit().entities[0], cameo=cameo or None, country=country or None)
    code = actor_code(entity, load_codes())
    assert (code.country, code.group, code.types) == parts
    assert code.text == (cameo or country)


def test_mentions_point_at_the_words() -> None:
    file = io.StringIO(newline="")
    made = summit()
    assert gdelt.write_mentions([made, hostile()], file) == 4
    lines = [dict(zip(gdelt.MENTION_COLUMNS, li.split("\t"), strict=True)) for li in file.getvalue().splitlines()]
    assert [line["GlobalEventID"] for line in lines] == [e["GlobalEventID"] for e in events(made, hostile())]
    accused = lines[0]
    assert accused["EventTimeDate"] == "20240501000000"
    assert accused["MentionTimeDate"] == "20240505223000"
    assert accused["MentionType"] == "1"
    assert accused["Confidence"] == "70"
    assert made.document.text[int(accused["ActionCharOffset"]) :].startswith("accused")
    assert made.document.text[int(accused["Actor2CharOffset"]) :].startswith("the IAEA")
    assert lines[1]["Actor2CharOffset"] == "-1"
    assert (lines[3]["MentionType"], lines[3]["MentionIdentifier"]) == ("2", "'<Zed> & = Q")
