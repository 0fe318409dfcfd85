from __future__ import annotations

import pytest

from onrecord.eval.places import FoundPlace, FoundPlaces, GoldPlace, GoldPlaces, score

TEXT = "Nurses in Paris, Texas, met doctors of Kenya."
TOWN = GoldPlace(10, 15, lat=33.66, lon=-95.56, country="USA")
STATE = GoldPlace(39, 44, lat=0.0, lon=38.0, country="KEN", is_country=True)


def test_each_measure() -> None:
    gold = [GoldPlaces("1", TEXT, [TOWN, GoldPlace(17, 22, lat=31.3, lon=-99.0, country="USA"), STATE])]
    found = [FoundPlaces("1", [
        FoundPlace(10, 15, 48.86, 2.35, "FRA"), FoundPlace(35, 44, None, None, "KEN"), FoundPlace(0, 6, 1.0, 1.0, None),
    ])]  # fmt: skip
    report = score(gold, found, ())
    assert report.toponyms == 3
    assert [report.precision, report.recall] == pytest.approx([2 / 3, 2 / 3])
    assert [report.country_of_found, report.country_of_all] == pytest.approx([0.5, 1 / 3])
    assert (report.near_of_found, report.near_of_all) == (0.0, 0.0)
    assert report.median_km == pytest.approx(7800, abs=150)
    assert [(m.words, m.found) for m in report.misses] == [("Paris", "FRA 48.86 2.35"), ("Texas", "nothing")]


def test_one_found_place_answers_for_one_toponym() -> None:
    gold = [GoldPlaces("1", TEXT, [TOWN, TOWN])]
    report = score(gold, [FoundPlaces("1", [FoundPlace(10, 15, 33.66, -95.56, "USA")])], ())
    assert (report.recall, report.near_of_found, report.near_of_all) == (0.5, 1.0, 0.5)


def test_nothing_found() -> None:
    report = score([GoldPlaces("1", TEXT, [TOWN])], [FoundPlaces("1", [])], ())
    assert (report.precision, report.recall, report.median_km) == (0.0, 0.0, None)
