from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicon import Entry, Lexicon, Matcher, load, split
from onrecord.lexicon.matcher import Case, longest
from onrecord.lexicon.surfaces import entries, plural_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def entry(surface: str, case: Case = Case.CAPITAL) -> Entry:
    return Entry("country", f"country:{surface}", "", case, split(surface))


def found(matcher: Matcher, text: str) -> list[str]:
    tokens = text.split()
    return [" ".join(tokens[m.first : m.last]) for m in matcher.find(tokens, [t.lower() for t in tokens])]


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        (Case.ANY, "the UN and the un", ["UN", "un"]),
        (Case.CAPITAL, "UN Un un", ["UN", "Un"]),
        (Case.EXACT, "UN Un un", ["UN"]),
    ],
)
def test_case_of_letters(case: Case, text: str, expected: list[str]) -> None:
    surface = "un" if case is Case.ANY else "UN"
    assert found(Matcher([entry(surface, case)]), text) == expected


def test_small_letters_of_a_surface_match_any_case() -> None:
    matcher = Matcher([entry("the West")])
    assert found(matcher, "The West and the West but not the west") == ["The West", "the West"]


def test_shorter_surfaces_inside_longer_ones_are_found_and_longest_chooses() -> None:
    matcher = Matcher([entry("Guinea"), entry("Papua New Guinea"), entry("New Guinea Coast")])
    tokens = ["Papua", "New", "Guinea", "Coast"]
    matches = list(matcher.find(tokens, [t.lower() for t in tokens]))
    assert sorted((m.first, m.last) for m in matches) == [(0, 3), (1, 4), (2, 3)]
    assert [(m.first, m.last) for m in longest(matches)] == [(0, 3)]


@pytest.mark.parametrize(
    ("surface", "tokens"),
    [
        ("Bissau-Guinean", ["Bissau", "-", "Guinean"]),
        ("G-7", ["G-7"]),
        ("Iran's army", ["Iran", "'s", "army"]),
        ("U.S.", ["U.S."]),
        ("Lt. Gen.", ["Lt", ".", "Gen."]),
        ("Workers’ Party", ["Workers", "'", "Party"]),
        ("R&AW", ["R&AW"]),
        ("Treaty (NPT)", ["Treaty", "(", "NPT", ")"]),
    ],
)
def test_split(surface: str, tokens: Sequence[str]) -> None:
    assert split(surface) == tuple(tokens)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("spokesman", "spokesmen"),
        ("deputy", "deputies"),
        ("coach", "coaches"),
        ("envoy", "envoys"),
        ("chief", "chiefs"),
    ],
)
def test_plural_of(one: str, many: str) -> None:
    assert plural_of(one) == many


@given(
    st.lists(st.sampled_from(["a", "b", "A", "B"]), max_size=12),
    st.lists(st.text("ab", min_size=1, max_size=3), max_size=5),
)
def test_all_and_only_the_surfaces_are_found(tokens: list[str], surfaces: list[str]) -> None:
    matcher = Matcher(Entry("noun", s, "", Case.ANY, tuple(s)) for s in set(surfaces))
    lower = [t.lower() for t in tokens]
    expected = {(i, i + len(s), s) for s in surfaces for i in range(len(tokens)) if lower[i : i + len(s)] == list(s)}
    assert {(m.first, m.last, m.entry.key) for m in matcher.find(tokens, lower)} == expected


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def test_every_surface_is_found_by_itself(lexicon: Lexicon) -> None:
    lost = []
    for e in entries(lexicon):
        tokens = e.surface
        if not any(m.entry == e for m in lexicon.matcher.find(tokens, [t.lower() for t in tokens])):
            lost.append(e)
    assert lost == []


def test_every_surface_is_cut_as_the_analyser_cuts_it(lexicon: Lexicon) -> None:
    spacy = pytest.importorskip("spacy")
    tokenizer = spacy.blank("en").tokenizer
    differing = {}
    for e in {e.surface: e for e in entries(lexicon)}.values():
        surface = " ".join(e.surface).replace(" - ", "-").replace(" 's", "'s").replace(" / ", "/")
        cut = tuple(t.text for t in tokenizer(f"Xy {surface} zy"))[1:-1]
        if cut != e.surface:
            differing[surface] = cut
    assert differing == {}
