from __future__ import annotations

from pathlib import Path

import pytest

from document_checks import check_all
from onrecord.config import Config
from onrecord.documents import from_bytes
from onrecord.model import Document, Failure

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
CONFIG = Config()


def results_of(data: bytes, config: Config = CONFIG) -> list[Document | Failure]:
    return check_all(from_bytes(data, location="feed.xml", config=config))


def rss(items: str, start: str = "<?xml version='1.0'?>") -> bytes:
    return f"{start}<rss version='2.0'><channel><title>Vale News</title>{items}</channel></rss>".encode()


def one(item: str) -> Document:
    (result,) = results_of(rss(f"<item>{item}</item>"))
    assert isinstance(result, Document), result
    return result


def test_rss() -> None:
    first, second = results_of((GOLDEN / "feed.xml").read_bytes())
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.title == "Invented report: Talks on customs resume & end early"
    assert (first.byline, first.outlet) == ("Ola Finch", "Vale Herald World")
    assert first.url == first.key == "https://vale.example/talks"
    assert str(first.published_at) == "2031-05-17 10:15:00+00:00"
    assert first.origin.location == "feed.xml#entry1"
    assert first.origin.media_type == "application/rss+xml"
    assert first.text == (
        "Invented report: Talks on customs resume & end early\n\n"
        "Talks on customs resumed on Saturday, the foreign ministry of Norland said.\n\nAn early end\n\n"
        "“We were done by noon,” the minister said, adding that a list of goods had been agreed\xa0upon."
    )
    assert [block.kind for block in first.blocks] == ["headline", "paragraph", "heading", "paragraph"]
    assert second.text.endswith(
        "The crossing will open in June, an official said, and he added that inspections had begun."
    )


def test_atom() -> None:
    (document,) = results_of((GOLDEN / "atom.xml").read_bytes())
    assert isinstance(document, Document)
    assert document.title == "Invented report: Holt presents her papers"
    assert (document.byline, document.outlet, str(document.published)) == ("Per Moss", "Vale News", "2031-05-19")
    assert document.origin.media_type == "application/atom+xml"
    assert len(document.blocks) == 3


def test_text_without_markup_keeps_its_paragraphs_and_signs() -> None:
    document = one(
        "<title>A</title><description>Prices rose 3 &amp;lt; 4, he said.\n\nThe “list” is ''long''.</description>"
    )
    assert [document.block_text(block) for block in document.blocks] == [
        "A",
        "Prices rose 3 < 4, he said.",
        "The “list” is ''long''.",
    ]


def test_a_title_that_the_content_repeats_stands_once() -> None:
    content = "&lt;h1&gt;Talks end&lt;/h1&gt;&lt;p&gt;They ended.&lt;/p&gt;"
    document = one(f"<title>Talks end</title><description>{content}</description>")
    assert document.text == "Talks end\n\nThey ended."


def test_the_key_is_the_link_else_the_id_else_the_place() -> None:
    text = "<description>They ended on Monday.</description>"
    assert (
        one(f"<link>https://a.example/1</link><guid isPermaLink='false'>g1</guid>{text}").key == "https://a.example/1"
    )
    assert one(f"<guid isPermaLink='false'>g1</guid>{text}").key == "g1"
    assert one(text).key == "feed.xml#entry1"


def test_an_entry_without_text_is_refused_and_the_next_is_read() -> None:
    bad, good = results_of(
        rss("<item><title>Only a title</title></item><item><description>It ended.</description></item>")
    )
    assert isinstance(bad, Failure)
    assert (bad.code, bad.location) == ("no-body", "feed.xml#entry1")
    assert isinstance(good, Document)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (rss(""), "empty"),
        (b"<rss version='2.0'><chan", "malformed"),
        (rss("<item><description>&lt;div&gt;" + "&lt;div&gt;" * 400 + "a</description></item>"), "too-deep"),
        (rss("<item><title>a</title>" + "<x>" * 200_001), "too-large"),
        (
            rss("<item><description>&a;</description></item>", "<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 30 + "]>"),
            "malformed",
        ),
    ],
)
def test_a_feed_that_is_refused(data: bytes, code: str) -> None:
    (result,) = results_of(data)
    assert isinstance(result, Failure)
    assert result.code == code


def test_entities_of_the_file_system_stay_unread(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the words of the file")
    start = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
    for result in results_of(rss("<item><title>A</title><description>He said &x; so.</description></item>", start)):
        assert isinstance(result, Failure) or "the words of the file" not in result.text
