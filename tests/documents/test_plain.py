from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from document_checks import check_document, check_plain
from onrecord.config import Config
from onrecord.documents import from_bytes
from onrecord.documents.metadata import Claims
from onrecord.documents.structure import structure
from onrecord.model import Document, Failure

TESTS = Path(__file__).parents[1]
CASES = tomllib.loads((TESTS / "cases" / "documents_plain.toml").read_text(encoding="utf-8"))["case"]
REPORT = TESTS / "golden" / "documents" / "report.txt"
CONFIG = Config()


def read(data: bytes, location: str = "a.txt", config: Config = CONFIG) -> Document:
    (result,) = from_bytes(data, location=location, config=config)
    assert isinstance(result, Document), result
    check_document(result)
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_parts_of_a_text(case: dict[str, object]) -> None:
    text = str(case["text"])
    claims = Claims()
    claims.add("title", case.get("known_title"), "archive")
    blocks = structure(text, claims=claims)
    expected = case["blocks"]
    assert isinstance(expected, list)
    words = [text[block.span.start : block.span.end] for block in blocks]
    assert [block.kind for block in blocks] == [kind for kind, _ in expected]
    for found, (_, beginning) in zip(words, expected, strict=True):
        assert found.startswith(beginning)
    assert claims.settle("title") == case.get("title")
    assert claims.settle("byline") == case.get("byline")
    assert claims.settle("outlet") == case.get("outlet")
    assert claims.day() == case.get("published")


def test_a_whole_report() -> None:
    document = read(REPORT.read_bytes(), "report.txt")
    assert document.title == "Invented report: Norland and Estmark agree to reopen the Halden crossing"
    assert document.byline == "Ola Finch"
    assert document.outlet == "Vale Herald English"
    assert str(document.published) == "2031-05-12"
    assert document.language == "en"
    assert document.key == document.origin.location == "report.txt"
    assert document.origin.media_type == "text/plain"
    assert document.text == REPORT.read_text(encoding="utf-8")
    assert document.disagreements == {}


TEXT = "Talks End Early\r\n\r\n“We’re done,” she\xa0said – ''truly'' – on Monday.\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_every_encoding_gives_the_same_text_and_says_its_name(data: bytes, encoding: str) -> None:
    document = read(data)
    assert document.text == TEXT
    assert document.origin.encoding == encoding
    check_plain(document, data)


def test_marks_of_direction_survive() -> None:
    text = "\u200f\u05e9\u05dc\u05d5\u05dd\u200e said the minister on Monday, and \u202bنعم\u202c said the envoy.\n"
    assert read(text.encode()).text == text


def test_a_mark_in_the_middle_is_text() -> None:
    assert read("one\ufefftwo said so".encode()).text == "one\ufefftwo said so"


def test_any_language_lets_another_language_pass() -> None:
    data = (
        "Der Minister sagte am Montag, die Verhandlungen über den Grenzübergang würden im Juni fortgesetzt. "
        "Die Bauern zweifelten an dem Termin und forderten eine Prüfung vor der Ernte."
    ).encode()
    (refused,) = from_bytes(data, location="a.txt", config=CONFIG)
    assert isinstance(refused, Failure)
    assert refused.code == "not-english"
    assert read(data, config=Config(any_language=True)).language == "de"


@pytest.mark.parametrize("text", ["Kanaani, Brandt, Wiik, Holt", "Oui.", "12345", "Bibi ja Sauli"])
def test_a_short_text_passes_whatever_its_language(text: str) -> None:
    assert read(text.encode()).language in {None, "en"}


def test_the_id_follows_text_outlet_and_date_and_not_the_file() -> None:
    first, second = read(REPORT.read_bytes(), "one.txt"), read(REPORT.read_bytes(), "two.txt")
    changed = read(REPORT.read_bytes().replace(b"in June", b"in July"), "one.txt")
    assert first.id == second.id
    assert first.key != second.key
    assert changed.id != first.id
    assert changed.key == first.key
