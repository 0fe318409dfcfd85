"""Input that is made to break a reader: each attack has a name, the name of its file, and bytes made when asked for."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from typing import TYPE_CHECKING, NamedTuple

from onrecord.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable

#: Limits as small as the attacks, so that each of these goes beyond what it attacks.
CONFIG = Config(max_bytes=2_000_000, max_chars=400_000)

SAID = "Officials said on Friday that the talks between both countries would be held in the capital next week. "
DEEP = 100_000
_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class Attack(NamedTuple):
    """Input of a kind, and what may come of it: codes of refusals, or `document`."""

    name: str
    file: str
    make: Callable[[], bytes]
    outcome: frozenset[str]


def page(inner: str, head: str = "") -> bytes:
    """A page with some sentences, and something between them."""
    body = f"<p>{SAID}</p>{inner}<p>{SAID * 2}</p>"
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode("utf-8", "surrogatepass")


def plain(text: str) -> bytes:
    """A plain text."""
    return text.encode()


def line(text: str) -> bytes:
    """A line of an archive in JSON."""
    return json.dumps({"text": text}).encode() + b"\n"


def feed(inner: str, doctype: str = "") -> bytes:
    """A feed with one entry."""
    entry = f"<item><title>Talks</title><description>{SAID}{inner}</description></item>"
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>Wire</title>{entry}</channel></rss>'.encode()
    )


def record(body: bytes, *, http: bytes = _HTTP, length: int | None = None) -> bytes:
    """A record of a WARC file, whose length may lie."""
    payload = http + b"\r\n" + body
    size = len(payload) if length is None else length
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/talks\r\n"
        "WARC-Date: 2023-02-24T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def packed(data: bytes, times: int = 1) -> bytes:
    """The same, packed by gzip once or several times over."""
    for _ in range(times):
        data = gzip.compress(data, 9, mtime=0)
    return data


def bomb(start: bytes, filling: bytes, end: bytes = b"", size: int = 24_000_000) -> bytes:
    """A gzip file that unpacks to `size` bytes and more, made without ever holding these."""
    out = io.BytesIO()
    block = filling * (1_000_000 // len(filling))
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(start)
        for _ in range(size // len(block)):
            file.write(block)
        file.write(end)
    return out.getvalue()


def _laughs(count: int) -> str:
    """Entities of which each stands for ten of the one before."""
    chain = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(count))
    return f"<!DOCTYPE rss [{chain}]>"


def _outcome(*codes: str) -> frozenset[str]:
    return frozenset(codes)


_READ = _outcome("document")
_ANY_PAGE = _outcome("document", "no-body", "malformed")
_JSON_LD = '<script type="application/ld+json">{}</script>'
_CAPTIONS = '<div class="caption">'

COMPRESSION = (
    Attack("zeros in gzip", "a.txt.gz", lambda: bomb(b"", b"\0"), _outcome("binary")),
    Attack("a text without end in gzip", "a.txt.gz", lambda: bomb(b"", b"word "), _outcome("too-large")),
    Attack("a page without end in gzip", "a.html.gz", lambda: bomb(b"<html><p>", b"word "), _outcome("too-large")),
    Attack("a line without end in gzip", "a.jsonl.gz", lambda: bomb(b'{"text": "', b"word "), _outcome("too-large")),
    Attack(
        "empty lines without end in gzip", "a.jsonl.gz", lambda: bomb(b"", b"\n", size=8_000_000), _outcome("too-large")
    ),
    Attack("a feed without end in gzip", "a.xml.gz", lambda: bomb(b"<rss>", b"<item>"), _outcome("too-large")),
    Attack(
        "a WARC header without end in gzip",
        "a.warc.gz",
        lambda: bomb(b"WARC/1.1\r\nA: ", b"a"),
        _outcome("too-large", "malformed"),
    ),
    Attack("gzip in gzip in gzip", "a.txt.gz", lambda: packed(SAID.encode(), 3), _outcome("binary")),
    Attack("a bomb in gzip", "a.txt.gz", lambda: packed(bomb(b"", b"word ")), _outcome("binary")),
    Attack("gzip cut off", "a.txt.gz", lambda: packed(SAID.encode() * 50)[:-12], _outcome("malformed")),
    Attack(
        "a packed body in a WARC",
        "a.warc",
        lambda: record(bomb(b"<html><p>", b"word "), http=_HTTP + b"Content-Encoding: gzip\r\n"),
        _outcome("too-large"),
    ),
    Attack(
        "a packed body in a packed WARC",
        "a.warc.gz",
        lambda: packed(record(bomb(b"<html><p>", b"word "), http=_HTTP + b"Content-Encoding: gzip\r\n")),
        _outcome("too-large"),
    ),
    Attack(
        "a body packed twice in a WARC",
        "a.warc",
        lambda: record(packed(page("")), http=_HTTP + b"Content-Encoding: gzip, gzip\r\n"),
        _outcome("document", "binary", "malformed", "empty"),
    ),
    Attack(
        "a deflated body in a WARC",
        "a.warc",
        lambda: record(zlib.compress(b"word " * 2_000_000), http=_HTTP + b"Content-Encoding: deflate\r\n"),
        _outcome("too-large", "malformed"),
    ),
)

DEPTH = (
    Attack("elements", "a.html", lambda: page("<div>" * DEEP), _outcome("too-deep", "too-large", "malformed")),
    Attack("inline elements", "a.html", lambda: page("<b>" * DEEP), _outcome("too-deep", "too-large", "malformed")),
    Attack("tables", "a.html", lambda: page("<table><tr><td>" * DEEP), _outcome("too-deep", "too-large", "malformed")),
    Attack("closing tags", "a.html", lambda: page("</div>" * DEEP), _ANY_PAGE),
    Attack("captions in captions", "a.html", lambda: page(_CAPTIONS * 150 + SAID * 8_000), _ANY_PAGE | {"too-large"}),
    Attack("arrays in JSON-LD", "a.html", lambda: page("", _JSON_LD.format("[" * DEEP)), _READ),
    Attack("objects in JSON-LD", "a.html", lambda: page("", _JSON_LD.format('{"a":' * DEEP)), _READ),
    Attack("graphs in JSON-LD", "a.html", lambda: page("", _JSON_LD.format('{"@graph":[' * 900 + "]}" * 900)), _READ),
    Attack("an array", "a.json", lambda: b"[" * DEEP + b"]" * DEEP, _outcome("malformed")),
    Attack("an object", "a.json", lambda: b'{"a":' * DEEP + b"1" + b"}" * DEEP, _outcome("malformed")),
    Attack(
        "a line", "a.jsonl", lambda: b'{"text": "a", "b": ' + b"[" * DEEP + b"]" * DEEP + b"}", _outcome("malformed")
    ),
    Attack(
        "a title", "a.jsonl", lambda: b'{"text": "a", "title": ' + b"[" * 900 + b"]" * 900 + b"}", _READ | {"empty"}
    ),
    Attack(
        "elements of a feed",
        "a.xml",
        lambda: feed("<a>" * 30_000),
        _outcome("too-deep", "too-large", "malformed", "document"),
    ),
    Attack("markup in a feed", "a.xml", lambda: feed("&lt;div&gt;" * DEEP), _outcome("too-deep", "too-large")),
    Attack("feeds", "a.xml", lambda: b"<rss>" * 30_000, _outcome("malformed", "empty")),
    Attack(
        "comments in a prolog",
        "a.xml",
        lambda: b"<!-- -->" * DEEP + feed(""),
        _outcome("document", "too-large", "malformed", "no-body"),
    ),
    Attack("quotations", "a.txt", lambda: plain(SAID + "“" * DEEP + "word" + "”" * DEEP), _READ),
)

ENTITIES = (
    Attack("many that unfold", "a.xml", lambda: feed("&e39;", _laughs(40)), _outcome("malformed")),
    Attack(
        "few that unfold", "a.xml", lambda: feed("&e18;", _laughs(19)), _outcome("malformed", "document", "too-large")
    ),
    Attack(
        "one that is long",
        "a.xml",
        lambda: feed("&a;" * 100_000, f'<!DOCTYPE rss [<!ENTITY a "{"ha" * 20_000}">]>'),
        _outcome("malformed", "document", "too-large"),
    ),
    Attack(
        "one of a file",
        "a.xml",
        lambda: feed("&a;", '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'),
        _outcome("malformed", "document"),
    ),
    Attack(
        "one with parameters",
        "a.xml",
        lambda: feed("", '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>'),
        _outcome("malformed", "document"),
    ),
    Attack("in a page", "a.html", lambda: _laughs(19).replace("rss", "html").encode() + page("&e18;"), _ANY_PAGE),
    Attack("numbers", "a.html", lambda: page("&#x110000;&#xd800;&#0;&#99999999999999999999;" * 2_000), _ANY_PAGE),
    Attack("numbers in a feed", "a.xml", lambda: feed("&amp;#x110000;&amp;#xd800;" * 2_000), _ANY_PAGE),
)

LENGTHS = (
    Attack("too long", "a.warc", lambda: record(page(""), length=10**12), _outcome("document", "malformed", "empty")),
    Attack(
        "too short",
        "a.warc",
        lambda: record(page(""), length=80) + record(page("")),
        _outcome("document", "malformed", "empty", "no-body"),
    ),
    Attack("negative", "a.warc", lambda: record(page(""), length=-1), _outcome("document", "malformed", "empty")),
    Attack(
        "beyond 64 bits", "a.warc", lambda: record(page(""), length=2**70), _outcome("document", "malformed", "empty")
    ),
    Attack(
        "of a chunk",
        "a.warc",
        lambda: record(b"ffffffffff\r\nabc\r\n0\r\n\r\n", http=_HTTP + b"Transfer-Encoding: chunked\r\n"),
        _outcome("malformed", "no-body", "empty"),
    ),
    Attack(
        "headers of HTTP",
        "a.warc",
        lambda: record(page(""), http=_HTTP + b"X: 1\r\n" * 200_000),
        _outcome("document", "malformed", "empty"),
    ),
    Attack(
        "a header of HTTP",
        "a.warc",
        lambda: record(page(""), http=_HTTP + b"X: " + b"1" * 5_000_000 + b"\r\n"),
        _outcome("document", "malformed", "empty"),
    ),
    Attack(
        "headers of WARC", "a.warc", lambda: b"WARC/1.1\r\n" + b"X: 1\r\n" * 300_000, _outcome("malformed", "empty")
    ),
    Attack("a line", "a.txt", lambda: b"word " * 60_000, _READ),
    Attack("a word", "a.txt", lambda: SAID.encode() + b"a" * 300_000, _READ),
    Attack("a text", "a.txt", lambda: b"word " * 90_000, _outcome("too-large")),
    Attack("a file", "a.txt", lambda: b"word " * 500_000, _outcome("too-large")),
    Attack(
        "a line of an archive", "a.jsonl", lambda: line(SAID * 30_000) + line(SAID), _outcome("too-large", "document")
    ),
    Attack("empty lines", "a.txt", lambda: SAID.encode() + b"\n" * 300_000 + SAID.encode(), _READ),
    Attack("blanks", "a.txt", lambda: SAID.encode() + b" " * 300_000 + b".", _READ),
    Attack("an attribute", "a.html", lambda: page(f'<p class="{"a " * 500_000}">word</p>'), _ANY_PAGE),
    Attack(
        "attributes",
        "a.html",
        lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>word</p>"),
        _outcome("too-large"),
    ),
    Attack("dots before a letter", "a.html", lambda: page(f"<p>{'.' * 300_000}a</p>"), _ANY_PAGE),
    Attack(
        "numbers in JSON",
        "a.jsonl",
        lambda: b'{"text": "word", "id": ' + b"9" * 500_000 + b"}",
        _outcome("document", "malformed"),
    ),
    Attack(
        "numbers in JSON-LD",
        "a.html",
        lambda: page("", _JSON_LD.format('{"@type": "Article", "headline": ' + "9" * 500_000 + "}")),
        _READ,
    ),
    Attack("a title", "a.html", lambda: page("", f"<title>{'word ' * 200_000}</title>"), _READ | {"too-large"}),
    Attack("a day", "a.jsonl", lambda: json.dumps({"text": SAID, "date": "1" * 500_000}).encode(), _READ),
    Attack(
        "an address", "a.jsonl", lambda: json.dumps({"text": SAID, "url": "http://[" + "a." * 200_000}).encode(), _READ
    ),
    Attack(
        "scripts everywhere",
        "a.html",
        lambda: page(f"<script>{'if (a < b) c();' * 20}</script>word " * 3_000),
        _ANY_PAGE,
    ),
    Attack("scripts that never end", "a.html", lambda: page("<script>" * 50_000), _ANY_PAGE | {"too-large"}),
    Attack("comments that never end", "a.html", lambda: page("<!--" * 100_000), _ANY_PAGE),
    Attack("links", "a.html", lambda: page("<a href='//x'>a</a>" * 20_000), _ANY_PAGE | {"too-large"}),
    Attack("times", "a.html", lambda: page("<time datetime='2023-02-24'>24</time>" * 20_000), _ANY_PAGE),
    Attack(
        "quoted attributes",
        "a.html",
        lambda: page("<p " + """ a='>' b=">" c=' """ * 60_000 + ">"),
        _ANY_PAGE | {"too-large"},
    ),
    Attack(
        "attributes of many elements", "a.html", lambda: page(f"<p {'a1 ' * 1_900}>" * 300), _ANY_PAGE | {"too-large"}
    ),
    Attack(
        "attributes in a feed",
        "a.xml",
        lambda: feed("&lt;p " + " ".join(f"a{n}=1" for n in range(40_000)) + "&gt;a"),
        _outcome("too-large"),
    ),
    Attack(
        "attributes of a feed",
        "a.xml",
        lambda: feed("").replace(b"<item>", b"<item " + b" ".join(b'a%d="1"' % n for n in range(40_000)) + b">"),
        _outcome("too-large"),
    ),
    Attack(
        "parts of a title",
        "a.html",
        lambda: page("", f"<meta property='og:title' content='{'a | ' * 200_000}'>"),
        _READ,
    ),
    Attack(
        "initials as a title", "a.html", lambda: page("", f"<title>{'a.' * 200_000}</title>"), _READ | {"too-large"}
    ),
    Attack(
        "marks before a letter",
        "a.html",
        lambda: page("", "").replace(b"article", b"div") + b"<p>" + b"?" * 200_000 + b"a",
        _ANY_PAGE,
    ),
    Attack("meta", "a.html", lambda: page("", "<meta property='og:title' content='a'>" * 20_000), _ANY_PAGE),
)

CHARACTERS = (
    Attack(
        "a lone surrogate in JSON",
        "a.jsonl",
        lambda: b'{"text": "The talks \\ud800 ended, she said."}',
        _outcome("malformed", "document"),
    ),
    Attack(
        "a lone surrogate in UTF-8",
        "a.txt",
        lambda: SAID.encode() + b"\xed\xa0\x80",
        _outcome("bad-encoding", "document"),
    ),
    Attack(
        "a lone surrogate in UTF-16",
        "a.txt",
        lambda: b"\xff\xfe" + SAID.encode("utf-16-le") + b"\x00\xd8",
        _outcome("bad-encoding"),
    ),
    Attack("NUL", "a.txt", lambda: SAID.encode() + b"\0" + SAID.encode(), _outcome("binary")),
    Attack(
        "NUL in JSON", "a.jsonl", lambda: b'{"text": "The talks \\u0000 ended, she said.", "title": "\\u0000"}', _READ
    ),
    Attack("NUL in a page", "a.html", lambda: page("&#0;\0"), _outcome("binary", "document")),
    Attack(
        "bidi controls",
        "a.txt",
        lambda: plain(SAID + "\u202e\u202d\u2066\u2069".join(SAID) * 5),
        _READ | {"not-english"},
    ),
    Attack("marks on a letter", "a.txt", lambda: plain(SAID + "e" + "\u0301\u0489" * 50_000), _READ | {"not-english"}),
    Attack(
        "homoglyphs",
        "a.txt",
        lambda: SAID.replace("a", "\u0430").replace("e", "\u0435").encode() * 3,
        _READ | {"not-english"},
    ),
    Attack(
        "tags nobody sees",
        "a.txt",
        lambda: plain(SAID + "".join(chr(0xE0000 + n % 128) for n in range(50_000))),
        _READ | {"not-english"},
    ),
    Attack("quotation marks", "a.txt", lambda: plain(SAID + "\" “ ” « » ' ‘ ’ " * 1_250 + SAID), _READ),
    Attack("line separators", "a.txt", lambda: plain("\u2028\u2029\x85\x0b\x0c".join(SAID.split(" ")) * 20), _READ),
    Attack("ends of lines", "a.txt", lambda: SAID.encode() + b"\r\n\r\r\n\n\r" * 20_000, _READ),
    Attack("no-break spaces", "a.html", lambda: page("a\u00a0b\u202f" * 50_000), _READ | {"not-english"}),
    Attack(
        "all of Unicode",
        "a.txt",
        lambda: plain(SAID * 400 + "".join(chr(n) for n in range(0x20, 0x30000, 7) if not 0xD800 <= n <= 0xDFFF)),
        _READ | {"not-english"},
    ),
)

_GROUPS = {
    "compression": COMPRESSION,
    "depth": DEPTH,
    "entities": ENTITIES,
    "lengths": LENGTHS,
    "characters": CHARACTERS,
}
#: By name, with that of the group before it.
ATTACKS = {f"{group}: {attack.name}": attack for group, attacks in _GROUPS.items() for attack in attacks}
