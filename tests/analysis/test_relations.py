"""The relation tagger: plain sentences, and that a pair's figures depend on nothing but the pair."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.encoder import WEIGHTS, load_tokenizer
from onrecord.analysis.relations import LONGEST, MARKS, ROOTS, RelationTagger, encode
from onrecord.errors import ModelMissingError
from onrecord.model import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

    from onrecord.analysis.relations import Pair

SENTENCES = [
    ("[Peru] accused [Chile] of breaking the treaty.", "ACCUSE"),
    ("[Peru] agreed to send doctors to [Chile] next month.", "AGREE"),
    ("[The Swedish government] donated tents and blankets to [flood victims in Malawi].", "AID"),
    ("[Rebels] shelled [an army base in the north], killing six soldiers.", "ASSAULT"),
    ("[Police in Lima] arrested [two opposition activists] on Friday.", "COERCE"),
    ("[President Orlin] met [Chancellor Marsh] in Vienna for talks on trade.", "CONSULT"),
    ("[Peru] and [Chile] held joint naval exercises.", "COOPERATE"),
    ("[Peru] mobilised thousands of troops along the border with [Chile].", "MOBILIZE"),
    ("[Thousands of students] marched through the capital in protest against [the government].", "PROTEST"),
    ("[Peru] refused to negotiate with [the rebels].", "REJECT"),
    ("[Peru] urged [Chile] to release the sailors.", "REQUEST"),
    ("[Peru] suspended military aid to [Chile].", "SANCTION"),
    ("[President Orlin] praised [the Chilean army].", "SUPPORT"),
    ("[Peru] threatened to bomb [Chile].", "THREATEN"),
    ("[Peru] released [the captured Chilean sailors].", "YIELD"),
]


@pytest.fixture(scope="module")
def tagger() -> RelationTagger:
    return RelationTagger()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer(WEIGHTS / "tokenizer.json")


def pair(marked: str) -> Pair:
    """The sentence without its brackets, and where these stood."""
    before, source, between, target, after = (piece for part in marked.split("[") for piece in part.split("]"))
    first = len(before)
    second = first + len(source) + len(between)
    text = before + source + between + target + after
    return text, Span(first, first + len(source)), Span(second, second + len(target))


@pytest.mark.parametrize(("marked", "root"), SENTENCES, ids=[root for _, root in SENTENCES])
def test_plain_sentences(tagger: RelationTagger, marked: str, root: str) -> None:
    (chances,) = tagger.predict([pair(marked)])
    assert ROOTS[int(chances.argmax())] == root


def test_a_pair_alone_and_among_others_has_the_same_chances(tagger: RelationTagger) -> None:
    pairs = [pair(marked) for marked, _ in SENTENCES]
    together = tagger.predict(pairs)
    assert together.shape == (len(SENTENCES), len(ROOTS))
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    assert np.array_equal(together[3], tagger.predict([pairs[3]])[0])


def test_no_pairs(tagger: RelationTagger) -> None:
    assert tagger.predict([]).shape == (0, len(ROOTS))


def test_a_party_may_be_missing_and_a_text_broken(tagger: RelationTagger) -> None:
    chances = tagger.predict(
        [("The talks \ud800 failed.", None, None), ("x", Span(0, 1), Span(0, 1)), ("", None, None)]
    )
    assert np.isfinite(chances).all()


@given(before=st.integers(0, 400), between=st.integers(0, 400), after=st.integers(0, 400))
def test_a_long_sentence_is_cut_around_its_first_party(
    tokenizer: Tokenizer, before: int, between: int, after: int
) -> None:
    start = "the " * before
    second = f"{start}Peru {'and ' * between}"
    text = f"{second}Chile {'of ' * after}"
    ids, marks = encode((text, Span(len(start), len(start) + 4), Span(len(second), len(second) + 5)), tokenizer)
    assert len(ids) <= LONGEST + 2
    assert marks[0] == 0
    assert ids[marks[1]] == MARKS[0]
    assert marks[2] == 0 or ids[marks[2]] == MARKS[2]
    if before + between + after < LONGEST - 10:
        assert ids[marks[2]] == MARKS[2]


def test_weights_that_are_no_model_or_another_one(tmp_path: Path) -> None:
    shutil.copy(WEIGHTS / "tokenizer.json", tmp_path)
    with pytest.raises(ModelMissingError, match=r"relations\.onnx"):
        RelationTagger(tmp_path)
    (tmp_path / "relations.onnx").write_bytes(b"no model")
    with pytest.raises(ModelMissingError, match="not an ONNX model"):
        RelationTagger(tmp_path)
    shutil.copy(WEIGHTS / "attribution.onnx", tmp_path / "relations.onnx")
    with pytest.raises(ModelMissingError, match=r"train\.relations"):
        RelationTagger(tmp_path)


def test_weights_that_are_not_those_of_their_card_are_refused(tmp_path: Path) -> None:
    for name in ("relations.onnx", "tokenizer.json", "relations_card.md", "card.md"):
        shutil.copy(WEIGHTS / name, tmp_path)
    with (tmp_path / "relations.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelMissingError, match=r"not the one that relations_card\.md names"):
        RelationTagger(tmp_path)
    shutil.copy(WEIGHTS / "relations.onnx", tmp_path)
    (tmp_path / "tokenizer.json").write_bytes((WEIGHTS / "tokenizer.json").read_bytes() + b"\n")
    with pytest.raises(ModelMissingError, match=r"tokenizer\.json.* card\.md names"):
        RelationTagger(tmp_path)
