"""The trigger lexicon is whole, and a broken entry is refused with file and line."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.triggers import DATA, FILES, load_triggers

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.lexicon.triggers import Trigger

BOOK = load_codebook()
MARK = re.compile(r"\{([A-Z]):([^{}]*)\}")
ENTRY = """
[[trigger]]
lemma = "zap"
cameo = "190"
frames = ["subj>obj"]
examples = ['{A:Iran} {E:zapped} {R:Qatar}.']
"""


def entries() -> list[Trigger]:
    """Every entry, once for each first word of its spellings."""
    lexicon = load_triggers(BOOK)
    indexes = (lexicon.verbs, lexicon.nouns, lexicon.adjectives)
    return [trigger for index in indexes for found in index.values() for trigger in found]


def test_breadth() -> None:
    """There are at least 2,500 entries, and every PLOVER type has at least forty."""
    unique = {(t.pos, t.lemma): t for t in entries()}.values()
    kinds = Counter(BOOK.cameo[t.cameo].plover for t in unique)
    assert len(unique) >= 2500
    assert [kind for kind in BOOK.types if kinds[kind] < 40] == []


def test_every_example_marks_a_trigger_and_a_party() -> None:
    """An example shows where trigger and parties stand."""
    for trigger in entries():
        for example in trigger.examples:
            letters = {mark[1] for mark in MARK.finditer(example)}
            assert "E" in letters, example
            assert letters & {"A", "R"}, example


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("190", "999"), "code '999' is unknown"),
        (("subj>obj", "subj>thing"), "slot 'thing' is unknown"),
        (("subj>obj", "subj>prep"), "slot 'prep' is unknown"),
        (("zap", "abduct"), "verb 'abduct' stands twice"),
        (('cameo = "190"', 'cameo = "190"\nmode = "visit"'), "ASSAULT has no mode 'visit'"),
        (('cameo = "190"', 'cameo = "190"\npos = "noun"'), "`pos` and `rest` follow"),
        (("lemma", "lemmas"), "trigger None"),
        (("[[trigger]]", "[trigger"), "at line"),
    ],
)
def test_broken_entry(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    """The message names the file and what is wrong."""
    for name in FILES.values():
        shutil.copy(DATA / name, tmp_path / name)
    path = tmp_path / FILES["verb"]
    path.write_text(path.read_text(encoding="utf-8") + ENTRY.replace(*change), encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(told)) as caught:
        load_triggers(BOOK, tmp_path)
    assert f"{FILES['verb']}:" in str(caught.value)
