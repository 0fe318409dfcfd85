"""The attribution tagger: its spans, its independence of batches, and sentences it must get right."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from onrecord.analysis.encoder import WEIGHTS
from onrecord.analysis.tagger import Attribution, Tagger
from onrecord.errors import ModelMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORT = (
    "The ministry in Vantor will not reopen the border crossing this year, its spokeswoman said on Tuesday.\n"
    "“We have seen no progress,” Lena Marsh told reporters, “and we will not pretend otherwise.”\n"
    "Foreign Minister Pavel Orlin denied that his country had broken the agreement. He accused the neighbouring "
    "government of delaying the talks.\n"
    "The two countries share a border of 300 kilometres."
)

EXACT = [
    ("Lena Marsh said the talks had failed.", "Lena Marsh", "said", "the talks had failed"),
    ("“We will not sign,” Marsh said.", "Marsh", "said", "“We will not sign,”"),
    (
        "The minister said that his government would not accept the proposal.",
        "The minister",
        "said",
        "that his government would not accept the proposal",
    ),
    (
        "According to the foreign ministry, two soldiers were killed near the border.",
        "the foreign ministry",
        "According to",
        "two soldiers were killed near the border",
    ),
    (
        "The president denied that troops had crossed the river.",
        "The president",
        "denied",
        "that troops had crossed the river",
    ),
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " ... ".join(text[start:end] for start, end in spans)


def every_span(attribution: Attribution) -> Iterator[tuple[int, int]]:
    yield from attribution.source
    yield from attribution.cue
    yield from attribution.content


@pytest.mark.parametrize(("text", "source", "cue", "content"), EXACT)
def test_plain_sentences_exactly(tagger: Tagger, text: str, source: str, cue: str, content: str) -> None:
    (found,) = tagger.tag([text])[0]
    assert (words(text, found.source), words(text, found.cue), words(text, found.content)) == (source, cue, content)


def test_a_split_quotation_is_one_attribution(tagger: Tagger) -> None:
    text = "“We have seen no progress,” Lena Marsh told reporters, “and we will not pretend otherwise.”"
    (found,) = tagger.tag([text])[0]
    assert words(text, found.source) == "Lena Marsh"
    assert words(text, found.content) == "“We have seen no progress,” ... “and we will not pretend otherwise.”"


def test_one_speaker_is_given_to_both_of_two_statements(tagger: Tagger) -> None:
    text = "Marsh said the border would stay closed and warned that the talks could collapse."
    found = tagger.tag([text])[0]
    assert [words(text, attribution.cue) for attribution in found] == ["said", "warned"]
    assert [words(text, attribution.source) for attribution in found] == ["Marsh", "Marsh"]


def test_a_statement_of_fact_has_no_source(tagger: Tagger) -> None:
    assert tagger.tag(["The two countries share a border of 300 kilometres."]) == [[]]


def test_a_report_is_read_whole_and_in_order(tagger: Tagger) -> None:
    found = tagger.tag([REPORT])[0]
    assert [words(REPORT, attribution.source) for attribution in found] == [
        "its spokeswoman",
        "Lena Marsh",
        "Foreign Minister Pavel Orlin",
        "He",
    ]
    assert [attribution.cue for attribution in found] == sorted(attribution.cue for attribution in found)


def test_spans_lie_in_the_text_and_in_order(tagger: Tagger) -> None:
    found = tagger.tag([REPORT])[0]
    assert found
    for attribution in found:
        assert attribution.cue
        assert attribution.content
        assert 0 <= attribution.score <= 1
        for spans in (attribution.source, attribution.cue, attribution.content):
            assert list(spans) == sorted(spans)
        for start, end in every_span(attribution):
            assert 0 <= start < end <= len(REPORT)
            assert REPORT[start:end] == REPORT[start:end].strip()


@pytest.mark.parametrize("text", [EXACT[0][0], REPORT])
def test_leading_newlines_shift_every_span(tagger: Tagger, text: str) -> None:
    plain, shifted = tagger.tag([text])[0], tagger.tag(["\n\n\n" + text])[0]
    assert plain
    for before, after in zip(plain, shifted, strict=True):
        assert [(start + 3, end + 3) for start, end in every_span(before)] == list(every_span(after))


def test_the_company_of_other_texts_changes_nothing(tagger: Tagger) -> None:
    texts = [REPORT, *(row[0] for row in EXACT), "", REPORT[:150]]
    together = tagger.tag(texts)
    assert together == tagger.tag(texts[::-1])[::-1]
    assert together == [tagger.tag([text])[0] for text in texts]


def test_the_same_texts_give_the_same_answer(tagger: Tagger) -> None:
    assert tagger.tag([REPORT, REPORT]) == Tagger(threads=2).tag([REPORT, REPORT])


def test_a_long_text_is_read_in_several_windows(tagger: Tagger) -> None:
    text = "\n\n".join([REPORT] * 6)
    once = [words(REPORT, attribution.cue) for attribution in tagger.tag([REPORT])[0]]
    found = tagger.tag([text])[0]
    assert len(tagger.encode(text)) > 1
    assert [words(text, attribution.cue) for attribution in found] == once * 6
    for index, attribution in enumerate(found):
        copy = index // len(once)
        begin = copy * (len(REPORT) + 2)
        assert all(begin <= start < end <= begin + len(REPORT) for start, end in every_span(attribution))


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\t\r\n", "\x00", "\u200b\n\ufeff", "☃"])
def test_a_text_without_words_has_no_attribution(tagger: Tagger, text: str) -> None:
    assert tagger.tag([text]) == [[]]


def test_no_texts_at_all(tagger: Tagger) -> None:
    assert tagger.tag([]) == []


@pytest.mark.parametrize(
    "noise",
    [
        "x" * 5000,
        "\x00\x01\x02" * 50,
        "👩‍👩‍👧‍👦 🇮🇷 e\u0301 ﬁ İ ß",
        "\ud800 lone \udfff surrogates",
        "\u202eright to left\u202c 外交部發言人表示",
    ],
)
def test_strange_text_beside_a_sentence_moves_no_span(tagger: Tagger, noise: str) -> None:
    text = f"{noise}\n{EXACT[0][0]}"
    for attribution in tagger.tag([text])[0]:
        for start, end in every_span(attribution):
            assert 0 <= start < end <= len(text)
    sources = [words(text, attribution.source) for attribution in tagger.tag([text])[0]]
    assert "Lena Marsh" in sources


@pytest.mark.parametrize("noise", ["“" * 700, "said " * 700, '"' * 300, "He said " + "\u00e9" * 3000, ". " * 600])
def test_hostile_text_gives_only_spans_of_its_own(tagger: Tagger, noise: str) -> None:
    for attribution in tagger.tag([noise])[0]:
        for start, end in every_span(attribution):
            assert 0 <= start < end <= len(noise)


def test_an_emoji_counts_as_its_code_points(tagger: Tagger) -> None:
    text = "👩‍👩‍👧‍👦 Lena Marsh said the talks had failed."
    (found,) = tagger.tag([text])[0]
    assert words(text, found.content) == "the talks had failed"


def test_the_model_is_named_after_its_file(tagger: Tagger, tmp_path: Path) -> None:
    for name in ("attribution.onnx", "tokenizer.json"):
        shutil.copy(WEIGHTS / name, tmp_path / name)
    assert Tagger(tmp_path).model_id == tagger.model_id
    assert tagger.model_id.startswith("attribution-")
    assert len(tagger.model_id) == len("attribution-") + 12


@pytest.mark.parametrize("name", ["attribution.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\x08\x07 not a model", b"\xff\xfe"])
def test_missing_or_broken_weights_are_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    for file in ("attribution.onnx", "tokenizer.json"):
        shutil.copy(WEIGHTS / file, tmp_path / file)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelMissingError, match=name):
        Tagger(tmp_path)


def test_a_cut_off_model_is_refused(tmp_path: Path) -> None:
    shutil.copy(WEIGHTS / "tokenizer.json", tmp_path / "tokenizer.json")
    whole = (WEIGHTS / "attribution.onnx").read_bytes()
    (tmp_path / "attribution.onnx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelMissingError, match=r"attribution\.onnx"):
        Tagger(tmp_path)


def test_the_shipped_weights_are_small_and_have_a_card() -> None:
    assert (WEIGHTS / "attribution.onnx").stat().st_size < 30_000_000
    card = (WEIGHTS / "card.md").read_text(encoding="utf-8")
    assert "states no licence" in card
