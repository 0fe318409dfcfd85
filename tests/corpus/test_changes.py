from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.corpus.changes import Change, changes

texts = st.lists(
    st.sampled_from(["Ann", "Lee", "said", "7", "men", ",", ".", " ", "  ", "\n", "\n\n", "é", "O’Brien"]), max_size=40
).map("".join)


def shown(before: str, after: str) -> str:
    marks = {"same": "{}", "cut": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[change.operation].format(change.text) for change in changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The road is open.", "The road is open.", "The road is open."),
        ("5 people died on the road.", "7 people died on the road.", "[-5-]{+7+} people died on the road."),
        ("She said so.", "She said so on Monday.", "She said so{+ on Monday+}."),
        ("One line.\nTwo lines.", "One line.\nMore.\nTwo lines.", "One line.\n{+More.\n+}Two lines."),
        ("It will not help.", "It will help.", "It will [-not -]help."),
        ("a b c d e f", "a x y d e f", "a [-b c-]{+x y+} d e f"),
        ("He left.", "Prices rose again in the north", "[-He left.-]{+Prices rose again in the north+}"),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("", "", ""),
    ],
)
def test_changes_read_like_an_edited_text(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@given(texts, texts)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(c.text for c in found if c.operation != "added") == before
    assert "".join(c.text for c in found if c.operation != "cut") == after
    assert all(c.text for c in found)
    assert all(a.operation != b.operation for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["a ", "a\n"])
def test_a_huge_changed_text_is_shown_as_cut_and_added_whole(piece: str) -> None:
    assert changes(piece * 50_000, piece * 40_000) == (Change("cut", piece * 50_000), Change("added", piece * 40_000))
