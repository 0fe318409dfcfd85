from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from document_checks import check_document
from onrecord.config import Config
from onrecord.documents import from_bytes
from onrecord.model import Document, Failure

TESTS = Path(__file__).parents[1]
CASES = tomllib.loads((TESTS / "cases" / "documents_html.toml").read_text(encoding="utf-8"))["page"]
REPORT = TESTS / "golden" / "documents" / "report.html"
CONFIG = Config()
BODY = (
    "<p>Norland has named Mira Holt as its envoy to Estmark, the foreign ministry said on Wednesday, after a year in "
    "which the post was empty and letters went unanswered.</p><p>“She knows the border better than any of us,” the "
    "minister, Ada Brandt, told reporters, adding that the envoy would leave within a month.</p>"
)


def result_of(page: str | bytes) -> Document | Failure:
    data = page.encode() if isinstance(page, str) else page
    (result,) = from_bytes(data, location="a.html", config=CONFIG)
    return result


def read(page: str | bytes) -> Document:
    result = result_of(page)
    assert isinstance(result, Document), result
    check_document(result)
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_page_says_of_itself(case: dict[str, object]) -> None:
    page = (
        f"<html><head>{case.get('head', '')}</head><body><article>{case.get('body', '')}{BODY}</article></body></html>"
    )
    document = read(page)
    assert document.title == case.get("title")
    assert document.byline == case.get("byline")
    assert document.outlet == case.get("outlet")
    assert document.url == case.get("url")
    assert document.published == case.get("published")
    if "published_at" in case:
        assert document.published_at == case["published_at"]
    assert sorted(document.disagreements) == case.get("disagreements", [])


def test_a_whole_page() -> None:
    document = read(REPORT.read_bytes())
    assert document.title == "Invented report: Norland names a new envoy to Estmark"
    assert (document.byline, document.outlet) == ("Ola Finch", "Vale Herald")
    assert str(document.published) == "2031-05-14"
    assert str(document.published_at) == "2031-05-14 09:30:00+02:00"
    assert document.url == document.key == "https://vale.example/2031/05/14/envoy"
    assert document.language == "en"
    found = [(block.kind, document.block_text(block).split()[0]) for block in document.blocks]
    assert found == [
        ("headline", "Invented"),
        ("dateline", "ASK,"),
        ("paragraph", "Norland"),
        ("paragraph", "“She"),
        ("heading", "A"),
        ("paragraph", "The"),
        ("paragraph", "We"),
        ("paragraph", "Holt"),
        ("boilerplate", "Follow"),
    ]
    assert document.text.startswith(f"{document.title}\n\nASK, May 14")
    assert "leave\xa0within" in document.text  # the no-break space of the page
    assert 'Estmark’s government said it "welcomed the step"' in document.text
    assert "Home" not in document.text
    assert {claim.by for claim in document.claims if claim.field == "published"} >= {
        "json-ld",
        "opengraph",
        "time",
        "url",
    }


def test_a_picture_is_captioned_by_what_describes_it() -> None:
    caption = "The envoy in front of the ministry in Ask on Wednesday"
    page = f'<html><body><article><img src="a.jpg" alt="{caption}"><p>{caption}</p>{BODY}</article></body></html>'
    kinds = {document_block: kind for kind, document_block in blocks_of(read(page))}
    assert kinds[caption] == "caption"


def blocks_of(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.block_text(block)) for block in document.blocks]


def test_lists_tables_and_line_breaks_come_apart() -> None:
    extra = "<ul><li>First point of the list</li><li>Second point of the list</li></ul><p>One line<br>Another line</p>"
    words = [text for _, text in blocks_of(read(f"<html><body><article>{BODY}{extra}{BODY}</article></body></html>"))]
    assert words[2:6] == ["First point of the list", "Second point of the list", "One line", "Another line"]


@pytest.mark.parametrize(
    ("head", "codec", "encoding"),
    [
        ("", "utf-8", "utf-8"),
        ('<meta charset="windows-1252">', "cp1252", "cp1252"),
        ('<meta charset="iso-8859-1">', "cp1252", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252", "cp1252"),
        ('<meta charset="iso-8859-1">', "utf-8", "utf-8"),  # it says one thing and is another
        ('<meta charset="no-such-thing">', "utf-8", "utf-8"),
        ("", "utf-16", "utf-16"),
        ("", "utf-8-sig", "utf-8-sig"),
    ],
)
def test_the_encoding_of_a_page(head: str, codec: str, encoding: str) -> None:
    document = read(f"<html><head>{head}</head><body><article>{BODY}</article></body></html>".encode(codec))
    assert "“She knows the border better than any of us,”" in document.text
    assert document.origin.encoding == encoding


def test_one_broken_byte_does_not_spoil_a_page() -> None:
    page = f"<html><body><article>{BODY}</article></body></html>".encode().replace(b"Mira", b"Mira\xff")
    assert "Mira\ufffd Holt" in read(page).text


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html><head><title>Nothing</title></head><body><nav>Home</nav></body></html>", "no-body"),
        ("<html>" + "<div>" * 1_000 + "deep" + "</div>" * 1_000, "too-deep"),
        ("<html>" + "<b>" * 100_000, "too-deep"),
        ("<html>" + "<p>a" * 60_000, "too-large"),
        ("<?xml version='1.0'?>", "malformed"),
    ],
)
def test_a_page_that_is_refused(page: str, code: str) -> None:
    result = result_of(page)
    assert isinstance(result, Failure)
    assert result.code == code


def test_references_to_control_characters_do_no_harm() -> None:
    page = f"<html><body><article>{BODY}</article></body></html>".replace("Mira", "Mi&#1;ra&#x1f;&nbsp;N.&#0;")
    text = read(page).text
    assert "Mira\xa0N." in text
    assert "\x01" not in text
