from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices import Pair, copied, series
from onrecord.corpus.comparison import overlap
from onrecord.corpus.judgement import MAX_DAYS, judge
from onrecord.corpus.sketch import bands
from onrecord.corpus.wording import MAX_WORDS, Wording

BASE = (
    "The minister for roads, Ann Lee, said on Monday that 14 bridges in the north would be closed until 2 May while "
    "engineers look at the damage that the flood has done. Traffic will be sent through Lorvik and Tarnby, she said."
)
texts = st.lists(st.sampled_from([*BASE.split(), "7", "Oslo.", "\n"]), max_size=60).map(" ".join)


def days(pair: Pair) -> int:
    return (pair.other.day - pair.one.day).days


def kept_together(pair: Pair) -> bool:
    one, other = Wording(pair.one.text), Wording(pair.other.text)
    return bool(set(bands(one)) & set(bands(other))) and judge(overlap(one, other), days=days(pair)) is not None


def test_notices_of_one_form_stay_apart() -> None:
    wrong = [pair.what for pair in series(100, seed=1) if kept_together(pair)]
    assert len(wrong) <= 3, wrong


def test_copies_of_notices_are_found() -> None:
    wrong = [pair.what for pair in copied(100, seed=2) if not kept_together(pair)]
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize(
    ("changed", "differing"),
    [
        (BASE, 0),
        (BASE.replace("14", "15"), 1),
        (BASE.replace("14", "15").replace("Lorvik", "Karsk"), 2),
        (BASE.replace("Ann Lee", "Ann Maria Lee"), 0),
        (BASE.replace("bridges", "roads"), 0),
        (BASE.replace("14 bridges", "14 old bridges"), 0),
        (BASE.replace("Lorvik and Tarnby, she said.", "Lorvik."), 0),
        (BASE.replace("14", "1,400"), 1),
    ],
)
def test_only_a_figure_or_name_in_the_place_of_another_differs(changed: str, differing: int) -> None:
    assert overlap(Wording(BASE), Wording(changed)).differing == differing


def test_case_typography_and_thousands_separators_do_not_count() -> None:
    one, other = (
        Wording("He said “1,400 men” of the O’Brien camp left."),
        Wording("HE SAID '1400 men' of the O'Brien camp left"),
    )
    assert one.words == other.words
    assert one.shingles == other.shingles


@given(texts, texts)
def test_comparing_is_symmetric_but_for_the_sides(a: str, b: str) -> None:
    one, other = overlap(Wording(a), Wording(b)), overlap(Wording(b), Wording(a))
    assert (one.shared, one.of_one, one.of_other) == (other.shared, other.of_other, other.of_one)
    assert 0 <= one.disagreement <= 1


@given(texts)
def test_a_text_is_wholly_in_itself(text: str) -> None:
    whole = overlap(Wording(text), Wording(text))
    assert whole.differing == 0
    assert whole.containment == (1 if Wording(text).shingles else 0)


@given(texts)
def test_the_same_stretches_have_the_same_bands(text: str) -> None:
    assert bands(Wording(text)) == bands(Wording(text.upper().replace(" ", "  ")))


def test_bands_do_not_change_from_one_release_to_the_next() -> None:
    assert bands(Wording(BASE))[:2] == PINNED, "stores hold bands: such a change needs a step that makes them again"


PINNED = (758153911311508481, 961684374864299160)


def test_a_passage_shares_bands_wherever_it_stands() -> None:
    pair = next(p for p in copied(40, seed=3) if p.what == "between other words")
    one, other = bands(Wording(pair.one.text)), bands(Wording(pair.other.text))
    assert set(one) & set(other)


def test_what_a_very_long_text_holds_beyond_the_limit_is_passed_over() -> None:
    assert len(Wording("word " * (MAX_WORDS + 5)).words) == MAX_WORDS


@pytest.mark.parametrize(
    "text", ["", "\n", "one", "one two", "\ud800 \udfff a b c", "\u0661\u0662 \u0663 \u0664", "İ ß ŉ ﬁ"]
)
def test_odd_texts_are_compared_too(text: str) -> None:
    wording = Wording(text)
    assert overlap(wording, wording).containment in {0, 1}
    assert isinstance(bands(wording), tuple)
    assert set(wording.facts) <= set(range(len(wording.words)))


def test_the_further_apart_the_more_must_be_the_same() -> None:
    one, half = Wording(BASE), Wording(" ".join(BASE.split()[:18]) + " " + " ".join(reversed(BASE.split())))
    shared = overlap(one, half)
    assert 0.3 < shared.containment < 0.6
    assert [judge(shared, days=d) is not None for d in (0, 1, -1, 13, MAX_DAYS + 1)] == [True, True, True, False, False]
    whole = overlap(one, one)
    assert [judge(whole, days=d) for d in (0, 13, MAX_DAYS + 1, None)] == ["near", "near", None, "near"]
