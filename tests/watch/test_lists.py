from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.errors import WatchError
from onrecord.watch.lists import feed_urls

if TYPE_CHECKING:
    from pathlib import Path

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="World">
    <outline type="rss" text="A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
    <outline type="rss" text="A again" xmlUrl="HTTPS://A.example:443/feed"/>
    <outline type="atom" text="B" xmlUrl="https://b.example/feed?x=1&amp;y=2"/>
  </outline>
  <outline text="no feed"/>
</body></opml>"""
PLAIN = """# My feeds
https://a.example/feed

https://b.example/feed?x=1&y=2  # with a note
https://c.example/feed#part
"""


def test_opml(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML, encoding="utf-8")
    assert feed_urls([str(tmp_path / "feeds.opml")]) == ("https://a.example/feed", "https://b.example/feed?x=1&y=2")


def test_opml_in_utf_16(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML.replace("UTF-8", "UTF-16"), encoding="utf-16")
    assert len(feed_urls([str(tmp_path / "feeds.opml")])) == 2


def test_a_plain_list_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text(PLAIN, encoding="utf-8")
    assert feed_urls([str(tmp_path / "feeds.txt"), "https://d.example", "https://a.example/feed"]) == (
        "https://a.example/feed", "https://b.example/feed?x=1&y=2", "https://c.example/feed", "https://d.example/",
    )  # fmt: skip


BAD: tuple[tuple[str, bytes, str], ...] = (
    ("nothing", b"", "names no feed"),
    ("notes only", b"# none\n\n", "names no feed"),
    ("no address", b"https://a.example/\nhello\n", "feeds:2: 'hello'"),
    ("a file", b"file:///etc/passwd\n", "feeds:1"),
    ("a script in OPML", OPML.replace("https://b.example", "javascript:x").encode(), "feeds:6"),
    ("broken XML", OPML[:200].encode(), "not OPML"),
    ("OPML without feeds", b"<opml><body/></opml>", "names no feed"),
    (
        "entities that unfold",
        b'<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><opml><outline xmlUrl="http://x/&b;"/></opml>',
        "declares entities",
    ),
    ("an entity of a file", b'<!DOCTYPE o [<!entity f SYSTEM "file:///etc/passwd">]><opml/>', "declares entities"),
    ("entities in UTF-16", '<!DOCTYPE o [<!ENTITY a "ha">]><opml/>'.encode("utf-16"), "declares entities"),
    ("nested too deep", b"<outline>" * 100_000, "not OPML"),
    ("bytes", b"\0\1\2\xff" * 20, "feeds:1"),
    ("too large", b"#" * 9_000_000, "larger than"),
    ("too many", b"".join(b"http://a.example/%d\n" % n for n in range(20_001)), "more than 20,000"),
)


@pytest.mark.parametrize(("name", "data", "why"), BAD, ids=[name for name, *_ in BAD])
def test_a_bad_list_is_refused_with_the_place(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    path = tmp_path / "feeds"
    path.write_bytes(data)
    with pytest.raises(WatchError, match="feeds") as caught:
        feed_urls([str(path)])
    assert why in str(caught.value), name


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    for given in (str(tmp_path / "none"), str(tmp_path), "none\0"):
        with pytest.raises(WatchError, match="cannot be read"):
            feed_urls([given])
