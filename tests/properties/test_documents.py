"""Whatever bytes come in: nothing is raised, and every block lies in the text, in order, apart from the others."""

from __future__ import annotations

import gzip
import io
import json
from html import escape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from document_checks import check_all, check_plain
from onrecord.config import Config
from onrecord.documents import dates, from_bytes
from onrecord.documents.blocks import BREAK
from onrecord.documents.metadata import Claims
from onrecord.documents.paragraphs import paragraphs
from onrecord.documents.structure import structure
from onrecord.model import Document, Failure

ANY = Config(any_language=True)
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252")

#: Lines as reports have them, and lines as no report has.
LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        (
            "",
            "   ",
            "Invented: Talks Resume in Halden",
            "12 May 2031",
            "Updated May 13, 2031",
            "By Vale Herald English",
            "HALDEN, May 12 (Vale News) - The minister said",
            "“We are done,” she said, adding that\xa0''all is well''.",
            "Photo: the crossing",
            "Follow us on Telegram",
            "\u200f\u05e9\u05dc\u05d5\u05dd",
            "a wrapped line that a mail program broke in the middle of a sentence so",
        )
    ),
)
TEXTS = st.lists(st.tuples(LINES, st.sampled_from(("\n", "\r\n", "\n\n", "\r", "\u2028", "\n \n")))).map(
    lambda rows: "".join(line + end for line, end in rows)
)


@given(st.binary(max_size=2_000), st.sampled_from(("a", "a.txt", "a.html", "a.json", "a.jsonl", "a.xml", "a.warc")))
def test_any_bytes_give_documents_or_refusals(data: bytes, location: str) -> None:
    assert check_all(from_bytes(data, location=location, config=ANY))


@pytest.mark.parametrize(
    "start", [b"WARC/1.0\r\n", b"<rss>", b"<html>", b'{"text":', b"[{", b"\x1f\x8b\x08", b"\xff\xfe"]
)
@given(rest=st.binary(max_size=300))
def test_any_bytes_after_a_known_beginning(start: bytes, rest: bytes) -> None:
    assert check_all(from_bytes(start + rest, location="a", config=ANY))


@given(TEXTS, st.sampled_from(CODECS))
def test_plain_text_is_what_its_bytes_decode_to(text: str, codec: str) -> None:
    data = text.encode(codec, "ignore")
    for result in check_all(from_bytes(data, location="a.txt", config=ANY)):
        if isinstance(result, Document) and result.origin.media_type == "text/plain":
            check_plain(result, data)


@given(TEXTS)
def test_blocks_hold_every_word_of_a_plain_text(text: str) -> None:
    blocks = structure(text, claims=Claims())
    outside = list(text)
    for block in blocks:
        outside[block.span.start : block.span.end] = " " * len(block.span)
    assert not "".join(outside).strip()


@given(TEXTS)
def test_paragraphs_are_in_order_and_have_no_blank_edges(text: str) -> None:
    end = 0
    for span in paragraphs(text):
        assert end <= span.start
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        end = span.end
    assert not text[end:].strip()


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1), min_size=1, max_size=6), st.text())
def test_html_text_is_its_blocks_with_blank_lines_between(texts: list[str], title: str) -> None:
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    page = f"<html><head><title>{escape(title)}</title></head><body><article>{body}</article></body></html>"
    for result in check_all(from_bytes(page.encode("utf-8", "replace"), location="a.html", config=ANY)):
        if isinstance(result, Document):
            joined = BREAK.join(result.block_text(block) for block in result.blocks)
            assert joined.replace(BREAK, " ") == result.text.replace(BREAK, " ")


@given(st.dictionaries(st.sampled_from(("text", "title", "date", "url", "id", "author", "source", "x")), st.text()))
def test_the_text_of_an_archive_is_verbatim(fields: dict[str, str]) -> None:
    (result,) = check_all(from_bytes(json.dumps(fields).encode(), location="a.jsonl", config=ANY))
    if isinstance(result, Document):
        assert result.text == fields["text"]
    else:
        assert result.code in {"missing-field", "empty", "malformed"}


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists)


@given(st.lists(st.dictionaries(st.sampled_from(("text", "title", "date", "id", "author")), JSON), max_size=5))
def test_each_line_of_an_archive_has_one_result(rows: list[dict[str, object]]) -> None:
    assume(rows)
    data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    results = check_all(from_bytes(data, location="a.jsonl", config=ANY))
    places = [r.origin.location if isinstance(r, Document) else r.location for r in results]
    assert places == [f"a.jsonl#line{number}" for number in range(1, len(rows) + 1)]


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=80)), min_size=1, max_size=4))
def test_each_entry_of_a_feed_has_one_result(entries: list[tuple[str, str]]) -> None:
    items = "".join(
        f"<item><title>{escape(t)}</title><description>{escape(d)}</description></item>" for t, d in entries
    )
    data = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>".encode("utf-8", "replace")
    results = check_all(from_bytes(data, location="a.xml", config=ANY))
    assert len(results) == len(entries) or isinstance(results[-1], Failure)


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.sampled_from(("text/html", "text/plain")))
def test_each_page_of_a_warc_has_one_result(bodies: list[bytes], media_type: str) -> None:
    out = io.BytesIO()
    for body in bodies:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: " + media_type.encode() + b"\r\n\r\n" + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {len(http)}\r\n"
        out.write(f"{head}Content-Type: application/http\r\n\r\n".encode() + http + b"\r\n\r\n")
    for data in (out.getvalue(), gzip.compress(out.getvalue())):
        assert len(check_all(from_bytes(data, location="a.warc", config=ANY))) == len(bodies)


@given(st.dates(min_value=dates.FIRST_DAY.date(), max_value=dates.LAST_DAY.date()))
def test_a_day_is_read_back_from_every_form_it_is_written_in(day: object) -> None:
    for form in (
        "{0:%Y-%m-%d}",
        "{0.day} {0:%b} {0.year}",
        "{0:%B} {0.day}, {0.year}",
        "{0:%A}, {0.day} {0:%B} {0.year}",
    ):
        moment = dates.parse(form.format(day))
        assert moment is not None
        assert moment.day == day


@given(st.text(max_size=150))
def test_any_line_is_a_date_or_none(line: str) -> None:
    moment = dates.parse(line)
    assert moment is None or moment.at is None or moment.at.date() == moment.day
