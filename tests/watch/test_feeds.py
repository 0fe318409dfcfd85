from __future__ import annotations

import contextlib
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FetchError
from onrecord.watch.feeds import Item, feed_items
from watch.server import feed

URL = "https://news.example/dir/feed.xml"
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>N</title></channel><item rdf:about="1"><title>T</title><link>/a</link></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><id>tag:1</id>
<link rel="self" href="/entry"/><link rel="alternate" href="../a"/></entry></feed>"""


def _sha(guid: str) -> str:
    return hashlib.sha256(guid.encode()).hexdigest()


@pytest.mark.parametrize(
    ("data", "items"),
    [
        (feed("a", "/b"), (Item("https://news.example/dir/a", None), Item("https://news.example/b", None))),
        (feed("/a", "/b", guids=("1", "2")), (
            Item("https://news.example/a", _sha("1")), Item("https://news.example/b", _sha("2")),
        )),
        (feed("/a", "/b", "/c", guids=("1", "1", "2")), (
            Item("https://news.example/a", None), Item("https://news.example/b", None),
            Item("https://news.example/c", _sha("2")),
        )),
        (ATOM, (Item("https://news.example/a", _sha("tag:1")),)),
        (b'<rss version="2.0"><channel><item><guid>https://o.example/1</guid></item></channel></rss>', (
            Item("https://o.example/1", _sha("https://o.example/1")),
        )),
        (b'<rss version="2.0"><channel><title>None</title></channel></rss>', ()),
    ],
)  # fmt: skip
def test_items(data: bytes, items: tuple[Item, ...]) -> None:
    assert feed_items(data, url=URL) == items


def test_rdf() -> None:
    assert [item.url for item in feed_items(RDF, url=URL)] == ["https://news.example/a"]


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: feed(text, text[::-1], guids=(text, "1"))))
def test_anything_is_a_feed_or_refused(data: bytes) -> None:
    with contextlib.suppress(FetchError):
        for item in feed_items(data, url=URL):
            assert item.url.startswith(("http://", "https://"))


@given(st.integers(0, 400), st.binary(min_size=1, max_size=5))
def test_a_broken_feed_gives_what_can_be_read_or_is_refused(at: int, junk: bytes) -> None:
    whole = feed("/a", "/b", guids=("1", "2"))
    with contextlib.suppress(FetchError):
        assert len(feed_items(whole[:at] + junk + whole[at:], url=URL)) <= 2
