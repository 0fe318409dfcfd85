"""A server that misbehaves: what becomes of its pages and feeds, and that the other server's are none the worse."""

from __future__ import annotations

import gzip
import itertools
from email.utils import format_datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest

from watch.conftest import START, at
from watch.server import ResetError, article, feed, page, redirect, response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from watch.conftest import Clock, Desk
    from watch.server import Handler, Request, Server

HTML = "text/html; charset=utf-8"
GOOD = page("The harbour of Lorvik will stay closed until Friday, its master Bob Roe said.")


class Trick(NamedTuple):
    """A way to misbehave.

    Attributes:
        name: of it.
        answer: what the server says, given itself and the clock.
        state: of the page after one run.
        told: word of what is told of it; empty for nothing.
        wait: seconds after which a page that failed is tried again at the earliest.
    """

    name: str
    answer: Callable[[Server, Clock], bytes | Handler]
    state: str
    told: str
    wait: float = 150.0


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def _endless(_server: Server, _clock: Clock) -> Handler:
    def handler(_: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        yield from itertools.repeat(_chunk(b"<p>and so on " * 1_000))

    return handler


def _slow(_server: Server, clock: Clock) -> Handler:
    """A byte now and then: each read is in time, the whole is not."""

    def handler(_: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"
        while True:
            clock.sleep(4)
            yield b"a"

    return handler


def _slow_headers(_server: Server, clock: Clock) -> Handler:
    def handler(_: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        for number in range(10_000):
            clock.sleep(4)
            yield b"X-%d: 1\r\n" % number

    return handler


def _reset(_server: Server, _clock: Clock) -> Handler:
    def handler(_: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>half"
        raise ResetError

    return handler


def _says(answer: bytes) -> Callable[[Server, Clock], bytes]:
    return lambda _server, _clock: answer


def _http_date(seconds: float) -> str:
    return format_datetime(at(START + seconds), usegmt=True)


BOMB = gzip.compress(b"\0" * 50_000_000)

PAGES = (
    Trick("404", _says(response(404, b"no")), "failed", "[not-found]"),
    Trick("410", _says(response(410, b"gone")), "given up", "gone"),
    Trick("403", _says(response(403, b"no")), "given up", "refused"),
    Trick("401 with a demand", _says(response(401, b"", WWW_Authenticate="Basic")), "given up", "refused"),
    Trick("429 without a time", _says(response(429, b"")), "failed", "[busy]"),
    Trick("429 with seconds", _says(response(429, b"", Retry_After="3600")), "failed", "[busy]", 3600),
    Trick("429 with a date", _says(response(429, b"", Retry_After=_http_date(7200))), "failed", "[busy]", 7190),
    Trick("429 with a past date", _says(response(429, b"", Retry_After=_http_date(-7200))), "failed", "[busy]"),
    Trick("429 with garbage", _says(response(429, b"", Retry_After="soon \xff")), "failed", "[busy]"),
    Trick("429 with a million years", _says(response(429, b"", Retry_After="9" * 30)), "failed", "[busy]", 80_000),
    Trick("500", _says(response(500, b"oops")), "failed", "[server-error]"),
    Trick("503 with seconds", _says(response(503, b"", Retry_After="900")), "failed", "[busy]", 900),
    Trick("a circle of redirects", lambda s, _: redirect(s.url("/trick"), 301), "given up", "redirects"),
    Trick("redirects without end", lambda s, _: _onwards(s), "given up", "redirects"),
    Trick("a redirect to a file", _says(redirect("file:///etc/passwd")), "given up", "bad-url"),
    Trick("a redirect to a script", _says(redirect("javascript:alert(1)")), "given up", "bad-url"),
    Trick("a redirect with a password", _says(redirect("http://me:secret@news.example/")), "given up", "bad-url"),
    Trick("a redirect to nowhere", _says(redirect("http://:80/")), "given up", "bad-url"),
    Trick("a large body", _says(response(200, b"<p>" + b"a" * 300_000, Content_Type=HTML)), "given up", "too-large"),
    Trick("an endless body", _endless, "given up", "too-large"),
    Trick("a slow body", _slow, "failed", "[too-slow]"),
    Trick("slow headers", _slow_headers, "failed", "[too-slow]"),
    Trick(
        "a gzip bomb", _says(response(200, BOMB, Content_Type=HTML, Content_Encoding="gzip")), "given up", "too-large"
    ),
    Trick(
        "gzip that is none", _says(response(200, GOOD, Content_Type=HTML, Content_Encoding="gzip")), "given up",
        "protocol",
    ),
    Trick(
        "a packing not asked for", _says(response(200, GOOD, Content_Type=HTML, Content_Encoding="br")), "given up",
        "protocol",
    ),
    Trick("a film", _says(response(200, b"\0" * 100, Content_Type="video/mp4")), "given up", "not-a-page"),
    Trick("no type", _says(response(200, GOOD)), "given up", "not-a-page"),
    Trick("an image called a page", _says(response(200, b"\x89PNG" + b"\0" * 99, Content_Type=HTML)), "given up", ""),
    Trick("a lying length", _says(response(200, GOOD, Content_Type=HTML, Content_Length="999")), "failed", "no-answer"),
    Trick("no length", _says(response(200, GOOD, Content_Type=HTML, Content_Length="x")), "failed", "no-answer"),
    Trick("chunks that break off", _says(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc"
    ), "failed", "[no-answer]"),
    Trick("a broken connection", _reset, "failed", "[no-answer]"),
    Trick("no answer", _says(b""), "failed", "[no-answer]"),
    Trick("no HTTP", _says(b"220 mail.example ESMTP\r\n"), "failed", "[no-answer]"),
    Trick("a header bomb", _says(b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 200_000), "failed", "[no-answer]"),
    Trick("one long header", _says(response(200, GOOD, X_A="a" * 2_000_000)), "failed", "[no-answer]"),
    Trick("an empty page", _says(response(200, b"", Content_Type=HTML)), "given up", ""),
)  # fmt: skip

ODD_BUT_GOOD = (
    ("wrong encoding", response(200, GOOD.replace(b"Roe", b"R\xe9e"), Content_Type=HTML)),
    ("an encoding that is none", response(200, GOOD, Content_Type="text/html; charset=utf-99")),
    ("packed", response(200, gzip.compress(GOOD), Content_Type=HTML, Content_Encoding="gzip")),
    (
        "in chunks",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"".join(_chunk(GOOD[i : i + 7]) for i in range(0, len(GOOD), 7))
        + b"0\r\n\r\n",
    ),
    ("without a length", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + GOOD),
    ("cookies demanded", response(200, GOOD, Content_Type=HTML, Set_Cookie="id=1; Domain=.example")),
    ("a date in the future", response(200, GOOD, Content_Type=HTML, Date="Fri, 01 Jan 2100 00:00:00 GMT")),
)


def _onwards(server: Server) -> Handler:
    for number in range(20):
        server.says(f"/on{number}", redirect(server.url(f"/on{number + 1}")))
    return lambda _: (redirect(server.url("/on0")),)


@pytest.mark.parametrize("trick", PAGES, ids=lambda trick: trick.name)
def test_a_bad_page_is_tried_again_or_given_up_and_harms_no_other(
    desk: Desk, server: Server, clock: Clock, trick: Trick
) -> None:
    server.says("/feed", response(200, feed(server.url("/trick"), server.url("/good", host="other.example"))))
    server.says("/trick", trick.answer(server, clock))
    server.says("/good", article())
    desk.run(server.url("/feed", host="other.example"))
    assert desk.states() == [trick.state, "stored"]
    assert trick.told in " ".join((*desk.told, *(failure.code for failure in desk.failures)))
    assert len(server.asked("/trick")) == 1
    if trick.state == "failed":
        server.says("/trick", article("The quay of Tarnby was shut on Monday, the coast guard said."))
        clock.wall += trick.wait * 0.9
        desk.run(server.url("/feed", host="other.example"))
        assert len(server.asked("/trick")) == 1, "not before its time"
        clock.wall += 90_000
        desk.run(server.url("/feed", host="other.example"))
        assert desk.states() == ["stored", "stored"], "it is fetched once it is mended"
    else:
        clock.wall += 90_000
        desk.run(server.url("/feed", host="other.example"))
        assert len(server.asked("/trick")) == 1, "what was given up is left alone"


@pytest.mark.parametrize(("name", "answer"), ODD_BUT_GOOD)
def test_an_odd_page_is_read_all_the_same(desk: Desk, server: Server, name: str, answer: bytes) -> None:
    server.says("/feed", response(200, feed(server.url("/odd"))))
    server.says("/odd", answer)
    assert desk.run(server.url("/feed")).tally.stored == 1, name
    assert "Lorvik" in desk.kept[0].document.text


def test_cookies_are_not_sent_back(desk: Desk, server: Server) -> None:
    server.says("/feed", response(200, feed(server.url("/a")), Set_Cookie="id=1"))
    server.says("/a", redirect(server.url("/wall")))
    server.says("/wall", response(302, b"", Location=server.url("/b"), Set_Cookie="id=1"))
    server.says("/b", article())
    desk.run(server.url("/feed"))
    assert desk.states() == ["stored"]
    assert not [request for request in server.requests if "cookie" in request.headers]


FEEDS: tuple[tuple[str, bytes, str], ...] = (
    ("no feed but a page", response(200, GOOD, Content_Type=HTML), "[not-a-feed]"),
    ("nothing", response(200, b""), "[not-a-feed]"),
    ("bytes", response(200, b"\0\1\2\3" * 50), "[not-a-feed]"),
    ("JSON", response(200, b'{"items": []}'), "[not-a-feed]"),
    ("a large feed", response(200, b"<rss>" + b" " * 9_000_000), "[too-large]"),
    ("a hundred thousand items", response(200, feed(*(f"/{n}" for n in range(100_000)))), "[too-large]"),
    ("a gzip bomb", response(200, BOMB, Content_Encoding="gzip"), "[too-large]"),
    (
        "entities that unfold",
        response(
            200,
            b'<?xml version="1.0"?><!DOCTYPE rss ['
            + b"".join(b'<!ENTITY e%d "%b">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(40))
            + b"]><rss version='2.0'><channel><title>&e39;</title></channel></rss>",
        ),
        "[not-a-feed]",
    ),
    ("429", response(429, b"", Retry_After="3600"), "[busy]"),
    ("500", response(500, b""), "[server-error]"),
    ("304 to nothing", response(304, b""), "[refused]"),
    ("a redirect to a file", redirect("file:///etc/passwd"), "[bad-url]"),
    ("a circle of redirects", redirect("/feed"), "[redirects]"),
)


@pytest.mark.parametrize(("answer", "told"), [row[1:] for row in FEEDS], ids=[name for name, *_ in FEEDS])
def test_a_bad_feed_is_polled_again_later_and_harms_no_other(
    desk: Desk, server: Server, clock: Clock, answer: bytes, told: str
) -> None:
    good = server.url("/good", host="other.example")
    server.says("/feed", answer)
    server.says("/good", response(200, feed(server.url("/a", host="other.example"))))
    server.says("/a", article())
    assert desk.run(server.url("/feed"), good).tally.failed == 1
    assert told in desk.told[0]
    assert desk.states() == ["stored"]
    polls = len(server.asked("/feed"))
    desk.run(server.url("/feed"), good)
    assert len(server.asked("/feed")) == polls, "not before its time"
    clock.wall += 90_000
    server.says("/feed", response(200, feed()))
    assert desk.run(server.url("/feed"), good).tally.failed == 0
    assert len(server.asked("/feed")) == polls + 1


ITEMS: tuple[tuple[str, bytes, list[str]], ...] = (
    ("no items", feed(), []),
    ("broken off", feed("/a", "/b").partition(b"</item>")[0], ["/a"]),
    ("the same item twice", feed("/a", "/a"), ["/a"]),
    ("the same item with a fragment", feed("/a#x", "/a#y"), ["/a"]),
    ("one name for all", feed("/a", "/b", guids=("x", "x")), ["/a", "/b"]),
    ("scripts and mail", feed("javascript:alert(1)", "mailto:a@b.example", "file:///etc/passwd", "/a"), ["/a"]),
    ("links with blanks", feed(" /a ", "/b c"), ["/a", "/b%20c"]),
    ("a link that is long", feed("/a", "/" + "b" * 5_000), ["/a"]),
    (
        "an entity of a file",
        (
            b'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><item>'
            b"<link>/a</link><title>&f;</title></item></channel></rss>"
        ),
        ["/a"],
    ),
    (
        "Atom without dates",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><id>1</id><link href="/a"/></entry></feed>',
        ["/a"],
    ),
    (
        "dates in the future",
        feed("/a").replace(b"</title><link>", b"</title><pubDate>Fri, 01 Jan 2100 00:00:00 GMT</pubDate><link>"),
        ["/a"],
    ),
    ("an encoding that lies", feed("/a").replace(b'"1.0"', b'"1.0" encoding="utf-16"'), ["/a"]),
)


@pytest.mark.parametrize(("name", "body", "paths"), ITEMS, ids=[name for name, *_ in ITEMS])
def test_what_a_feed_leads_to(desk: Desk, server: Server, name: str, body: bytes, paths: list[str]) -> None:
    server.says("/feed", response(200, body))
    for path in paths:
        server.says(path, article(f"The harbour of Lorvik will stay closed, its master said of {path}."))
    desk.run(server.url("/feed"))
    assert desk.states() == ["stored"] * len(paths), name
    assert [r.path for r in server.requests if r.path not in {"/feed", "/robots.txt"}] == paths


ROBOTS: tuple[tuple[str, bytes, str, str], ...] = (
    ("allowed", response(200, b"User-agent: *\nDisallow: /private\n"), "stored", ""),
    ("forbidden", response(200, b"User-agent: onrecord\nDisallow: /a\n"), "given up", "robots.txt forbids it"),
    ("forbidden with a star", response(200, b"User-agent: *\nDisallow: /*a$\n"), "given up", "robots.txt forbids it"),
    ("not there", response(404, b""), "stored", ""),
    ("gibberish", response(200, b"\0\xff\xfe" * 1_000), "stored", ""),
    ("a page", response(200, GOOD, Content_Type=HTML), "stored", ""),
    ("a redirect", redirect("/robots2.txt"), "stored", ""),
    ("huge", response(200, b"User-agent: *\nDisallow: /a\n" + b"#" * 900_000), "given up", "robots.txt forbids it"),
    ("a gzip bomb", response(200, BOMB, Content_Encoding="gzip"), "stored", ""),
    ("lines without end", response(200, b"Disallow: /a\n" * 30_000), "stored", ""),
)


@pytest.mark.parametrize(("answer", "state", "told"), [row[1:] for row in ROBOTS], ids=[name for name, *_ in ROBOTS])
def test_robots(desk: Desk, server: Server, answer: bytes, state: str, told: str) -> None:
    server.says("/feed", response(200, feed(server.url("/a"))))
    server.says("/robots.txt", answer)
    server.says("/a", article())
    tally = desk.run(server.url("/feed")).tally
    assert (desk.states(), tally.failed) == ([state], 0)
    assert told in " ".join(desk.told)
    assert len(server.asked("/a")) == (1 if state == "stored" else 0)


@pytest.mark.parametrize("answer", [response(500, b""), response(429, b""), redirect("/robots.txt"), b""])
def test_while_robots_cannot_be_read_nothing_is_fetched(
    desk: Desk, server: Server, clock: Clock, answer: bytes
) -> None:
    server.says("/feed", response(200, feed(server.url("/a"))))
    server.says("/a", article())
    server.says("/robots.txt", answer)
    assert desk.run(server.url("/feed")).tally.failed == 1
    assert "[robots-unknown]" in desk.told[0]
    assert [r.path for r in server.requests] == ["/robots.txt"]
    server.says("/robots.txt", response(404, b""))
    clock.wall += 90_000
    desk.run(server.url("/feed"))
    assert desk.states() == ["stored"]
