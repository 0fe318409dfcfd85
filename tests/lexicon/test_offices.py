"""Office holders by name, and by office and day."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from onrecord.lexicon import Holder, Role, load
from onrecord.lexicon.offices import Offices, persons_of, sound, standing, words_of

ROWS = (
    Holder(person="Ana Brezov", office="president", country="HRV", since="2001", until="2009-05-03", source="own"),
    Holder(person="Ana Brezov", office="minister", country="HRV", since="1999", until="2001", source="own"),
    Holder(person="Tomas Brezov", office="mayor", country="HRV", since="2008", until="incumbent", source="own"),
    Holder(person="Kwan Min-ho", office="president", country="KOR", since="2010", until="incumbent", source="own"),
    Holder(person="Lena Ott", names=("Magdalena Ott",), office="director general", body="WTO", source="own"),
    Holder(person="Juan Pedro", office="king", country="ESP", since="1980", until="incumbent", source="own"),
)
ROLES = {r.surface: r for r in (Role(surface="president", rank=3, source="own"), Role(surface="mayor", source="own"))}


@pytest.fixture(scope="module")
def offices() -> Offices:
    return Offices({f"{n}": row for n, row in enumerate(ROWS)}, ROLES, ("Juan", "Pedro"))


@pytest.mark.parametrize(
    ("day", "since", "until", "expected"),
    [
        ("2005-03-01", "2001", "2009-05-03", "in"),
        ("2009-05-03", "2001", "2009-05-03", "in"),
        ("2009-05-04", "2001", "2009-05-03", "after"),
        ("2000-12-31", "2001", "2009-05-03", "before"),
        ("2001-01-01", "2001", "", "in"),
        ("2009-12-31", "2001", "2009", "in"),
        ("2010-01-01", "2001", "2009", "after"),
        ("2001-03-31", "2001-04", "incumbent", "before"),
        ("2026-01-01", "2001-04", "incumbent", "in"),
        ("2005-03-01", "", "", "unknown"),
        ("", "2001", "2009", "after"),
        ("", "2001", "incumbent", "in"),
        ("", "2001", "", "unknown"),
    ],
)
def test_standing(day: str, since: str, until: str, expected: str) -> None:
    row = Holder(person="Ana Brezov", office="mayor", since=since, until=until, source="own")
    assert standing(row, dt.date.fromisoformat(day) if day else None) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana Brezov", {"Ana Brezov": 1.0}),
        ("Brezov Ana", {"Ana Brezov": 1.0}),
        ("Ana Brezow", {"Ana Brezov": 0.9}),
        ("Ana Marija Brezov", {"Ana Brezov": 0.8}),
        ("Magdalena Ott", {"Lena Ott": 1.0}),
        ("Kwan Min Ho", {"Kwan Min-ho": 1.0}),
        ("Juan Pedro Jarrillo", {}),
        ("Maria Brezov", {}),
        ("Brezov", {}),
        ("", {}),
    ],
)
def test_named(offices: Offices, name: str, expected: dict[str, float]) -> None:
    assert {t.holder.person: t.likeness for t in offices.named(name, on=None)} == expected


def test_surnames_give_those_in_office_first_and_of_these_the_highest(offices: Offices) -> None:
    found = offices.surnamed("Brezov", on=dt.date(2008, 6, 1))
    assert [(t.holder.person, t.holder.office) for t in found][:2] == [
        ("Ana Brezov", "president"),
        ("Tomas Brezov", "mayor"),
    ]
    assert [t.standing for t in found] == ["in", "in", "after"]
    assert {t.ref for t in offices.surnamed("Kwan", on=None)} == {"person:KOR/Kwan Min-ho"}


def test_offices_by_state_or_body(offices: Offices) -> None:
    assert [t.holder.person for t in offices.held("president", "HRV", on=dt.date(2005, 1, 1))] == ["Ana Brezov"]
    assert [t.ref for t in offices.held("director general", "WTO", on=None)] == ["person:WTO/Lena Ott"]
    assert offices.held("president", "WTO", on=None) == ()


@pytest.mark.parametrize(("one", "other"), [("nouri", "nuri"), ("poutine", "putin"), ("mohammed", "muhammad")])
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_words_of_a_name() -> None:
    assert words_of("Nouri al-Maliki") == ("nouri", "maliki")
    assert words_of("Łukasz B. Żółw") == ("lukasz", "zolw")


def test_bundled_holders_keep_to_the_lexicon() -> None:
    words = load()
    assert len(words.holders) >= 1500
    assert {h.office for h in words.holders.values()} <= set(words.roles)
    assert {h.body for h in words.holders.values()} - {""} <= set(words.organisations)
    for key, row in words.holders.items():
        assert bool(row.country) != bool(row.body), key
        assert row.until in {"", "incumbent"} or row.until[: len(row.since)] >= row.since[: len(row.until)], key


def test_heads_of_the_largest_states_are_there_without_gaps() -> None:
    words = load()
    for country, office in (
        ("USA", "president"),
        ("FRA", "president"),
        ("GBR", "prime minister"),
        ("DEU", "chancellor"),
    ):
        for year in range(1991, 2026):
            held = words.offices.held(office, country, on=dt.date(year, 7, 1))
            serving = Counter(t.ref for t in held if t.standing == "in")
            assert len(serving) == 1, (country, year)


def test_one_name_is_one_person_unless_two_states_have_it() -> None:
    rows = (*ROWS, Holder(person="Ana Brezov", office="mayor", body="WTO", since="2012", source="own"))
    offices = Offices({f"{n}": row for n, row in enumerate(rows)}, ROLES, ())
    assert len(persons_of(offices.named("Ana Brezov", on=None))) == 1
    more = (*rows, Holder(person="Ana Brezov", office="mayor", country="SRB", since="2012", source="own"))
    offices = Offices({f"{n}": row for n, row in enumerate(more)}, ROLES, ())
    assert {t.holder.country for t in persons_of(offices.named("Ana Brezov", on=None))} >= {"HRV", "SRB"}
