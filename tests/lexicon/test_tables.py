"""What the tables of bodies, groups, treaties, memberships and codes hold."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.lexicon import Lexicon, Organisation, load, split
from onrecord.lexicon.matcher import longest

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = tomllib.loads((Path(__file__).parent.parent / "cases/bodies.toml").read_text(encoding="utf-8"))["case"]
FAMILIES = {"country", "demonym", "capital", "metonym", "bloc", "region", "bloc-demonym", "organisation"}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_words_are_what_they_are(lexicon: Lexicon, case: dict[str, str]) -> None:
    tokens, words = [*split(case["text"][:-2]), "."], tuple(case["words"].split())
    matches = (m for m in lexicon.matcher.find(tokens, [t.lower() for t in tokens]) if m.entry.family in FAMILIES)
    found = {tuple(tokens[m.first : m.last]): m.entry.key for m in longest(matches)}
    assert words in {tuple(tokens[i : i + len(words)]) for i in range(len(tokens))}
    assert found.get(words, "") == case["entry"]


@pytest.mark.parametrize(
    ("least", "counts"),
    [
        (400, lambda o: o.sector == "IGO"),
        (300, lambda o: o.entity == "group" and o.sector in {"REB", "PRM", "NGM", "CRM", "PRE", "OPP"}),
        (300, lambda o: o.sector == "PTY"),
        (200, lambda o: o.sector in {"NGO", "JRN"}),
        (120, lambda o: o.kind in {"treaty", "agreement", "convention"}),
    ],
    ids=["intergovernmental", "groups", "parties", "NGOs and media", "treaties"],
)
def test_enough_of_each(lexicon: Lexicon, least: int, counts: Callable[[Organisation], bool]) -> None:
    assert sum(map(counts, lexicon.organisations.values())) >= least


def test_most_treaties_have_a_date_and_none_has_a_country_or_sector(lexicon: Lexicon) -> None:
    treaties = [o for o in lexicon.organisations.values() if o.kind in {"treaty", "agreement", "convention"}]
    assert {o.entity for o in treaties if o.key != "UNFCCC"} == {"other"}
    assert {(o.country, o.sector) for o in treaties if o.entity == "other"} == {("", "")}
    assert sum(bool(o.since) for o in treaties) > 0.95 * len(treaties)


def test_bodies_that_ended_began_before(lexicon: Lexicon) -> None:
    spells = [(o.key, o.since, o.until) for o in lexicon.organisations.values()]
    spells += [(f"{m.bloc}/{m.member}", m.since, m.until) for m in lexicon.memberships.values()]
    spells += [(c.iso3, c.since, c.until) for c in lexicon.country_codes.values()]
    assert [name for name, since, until in spells if until and since > until] == []


def test_no_surface_names_two_bodies(lexicon: Lexicon) -> None:
    surfaces = Counter(
        surface
        for o in lexicon.organisations.values()
        for surface in {o.name, *o.abbreviations, *o.names, *o.nicknames}
    )
    assert [surface for surface, times in surfaces.items() if times > 1] == []


def test_short_forms_of_mixed_case_are_abbreviations(lexicon: Lexicon) -> None:
    """Elsewhere only the first letter's case counts, and `LeT` would be found in "Let us"."""
    mixed = re.compile(r"[A-Z][a-z][A-Z]")
    forms = {n for o in lexicon.organisations.values() for n in (o.name, *o.names) if mixed.fullmatch(n)}
    assert forms == set()


def test_a_seat_stands_for_a_known_body(lexicon: Lexicon) -> None:
    bodies = [m.ref.removeprefix("org:") for m in lexicon.metonyms.values()]
    assert [b for b in bodies if "/" not in b and b not in lexicon.organisations] == []
    assert len({m.country for m in lexicon.metonyms.values()}) >= 60


def members(lexicon: Lexicon, bloc: str, day: str) -> set[str]:
    rows = (m for m in lexicon.memberships.values() if m.bloc == bloc)
    return {m.member for m in rows if m.since <= day and (not m.until or day < m.until)}


@pytest.mark.parametrize(
    ("bloc", "day", "size"),
    [
        ("NATO", "1990-01-01", 16), ("NATO", "2024-12-31", 32), ("EU", "1995-06-01", 15), ("EU", "2019-12-31", 28),
        ("EU", "2020-02-01", 27), ("EUROZONE", "2026-06-01", 21), ("SCHENGEN", "2025-06-01", 29),
        ("G7", "2020-01-01", 7), ("G8", "2010-01-01", 8), ("G20", "2020-01-01", 19), ("BRICS", "2015-01-01", 5),
        ("BRICS", "2025-06-01", 10), ("ASEAN", "2020-01-01", 10), ("ASEAN", "2026-01-01", 11),
        ("AU", "2020-01-01", 55), ("LAS", "2020-01-01", 22), ("GCC", "2020-01-01", 6), ("OPEC", "2025-01-01", 12),
        ("SCO", "2025-01-01", 10), ("CSTO", "2020-01-01", 6), ("EAEU", "2020-01-01", 5),
        ("ECOWAS", "2020-01-01", 15), ("ECOWAS", "2025-06-01", 12), ("SADC", "2020-01-01", 16),
        ("EAC", "2025-01-01", 8), ("OAS", "2020-01-01", 35), ("CARICOM", "2020-01-01", 15),
        ("CWN", "2023-01-01", 56), ("OECD", "2023-01-01", 38), ("OSCE", "2020-01-01", 57), ("COE", "2020-01-01", 47),
        ("COE", "2023-01-01", 46), ("P5", "1960-01-01", 5), ("P5", "2000-01-01", 5), ("FIVEEYES", "2000-01-01", 5),
        ("QUAD", "2010-01-01", 0), ("QUAD", "2020-01-01", 4), ("V4", "1992-01-01", 3), ("V4", "2000-01-01", 4),
        ("WARSAWPACT", "1985-01-01", 7), ("PGS", "2000-01-01", 6), ("BLT", "2000-01-01", 3),
    ],
)  # fmt: skip
def test_how_many_members_a_bloc_had(lexicon: Lexicon, bloc: str, day: str, size: int) -> None:
    assert len(members(lexicon, bloc, day)) == size


def test_no_state_is_a_member_twice_at_once(lexicon: Lexicon) -> None:
    spells: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for m in lexicon.memberships.values():
        spells.setdefault((m.bloc, m.member), []).append((m.since, m.until or "9999"))
    ordered = {key: sorted(times) for key, times in spells.items()}
    assert [key for key, times in ordered.items() if any(a[1] > b[0] for a, b in pairwise(times))] == []


@pytest.mark.parametrize(
    ("iso3", "cow", "numbers", "fips"),
    [
        ("USA", "USA", ("2", "2"), "US"),
        ("GBR", "UKG", ("200", "200"), "UK"),
        ("DEU", "GMY", ("255", "260"), "GM"),
        ("SRB", "YUG", ("345", "340"), "RI"),
        ("YEM", "YEM", ("679", "678"), "YM"),
        ("SUN", "RUS", ("365", "365"), "UR"),
        ("XKX", "KOS", ("347", "347"), "KV"),
        ("HKG", "", ("", ""), "HK"),
    ],
)
def test_codes_of_states(lexicon: Lexicon, iso3: str, cow: str, numbers: tuple[str, str], fips: str) -> None:
    row = lexicon.country_codes[f"{iso3}/{cow}"]
    assert ((row.cow_number, row.gw_number), row.fips) == (numbers, fips)


def test_a_number_belongs_to_one_state_at_a_time(lexicon: Lexicon) -> None:
    for column in ("cow_number", "gw_number", "fips"):
        living = Counter(getattr(r, column) for r in lexicon.country_codes.values() if not r.until)
        assert [code for code, times in living.items() if code and times > 1] == []
