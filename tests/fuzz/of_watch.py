"""What `onrecord watch` reads of strangers and of its user: feeds, lists, robots.txt, alerts, headers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from onrecord.errors import FetchError
from onrecord.watch.addresses import host_of, is_public, origin_of, web_url
from onrecord.watch.alerts import load_alerts
from onrecord.watch.answers import check_status, validator
from onrecord.watch.feeds import feed_items
from onrecord.watch.fetch import Answer, Exchange, Want
from onrecord.watch.lists import feed_urls
from onrecord.watch.robots import Robots
from onrecord.watch.timing import retry_after

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "https://news.example/world/1?a=b"
_NOW = 1_700_000_000.0
_DAY = 86_400.0


def feeds(data: bytes, _: Path) -> bool:
    """The pages that a feed leads to: addresses that may be asked for, each once."""
    items = feed_items(data, url="https://news.example/feed")
    assert all(web_url(item.url) == item.url for item in items)
    assert len({item.url for item in items}) == len(items)
    return bool(items)


def lists(data: bytes, folder: Path) -> bool:
    """The feeds of an OPML file or a list."""
    path = folder / "feeds"
    path.write_bytes(data)
    return all(web_url(url) == url for url in feed_urls([str(path)]))


class _Told:
    """Answers with the same robots.txt, whatever it is asked for."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def get(self, url: str, *, want: Want) -> Answer:
        assert url.endswith("/robots.txt")
        assert want.cut
        return Answer((exchange(url, status=200),), self._body[: want.max_bytes], None)


def robots(data: bytes, _: Path) -> bool:
    """What a robots.txt allows, and the delay it asks for; a file of no sense forbids nothing."""
    asked = Robots(_Told(data), clock=lambda: _NOW)  # type: ignore[arg-type]  # stands for the fetcher
    try:
        asked.check(PAGE)
    except FetchError as error:
        code = error.code
    else:
        code = ""
    assert code in {"", "robots"}
    assert asked.delay(PAGE) >= 0
    return not code


def alerts(data: bytes, folder: Path) -> bool:
    """The rules of an alerts file."""
    path = folder / "alerts.toml"
    path.write_bytes(data)
    return bool(load_alerts(path))


def headers(data: bytes, _: Path) -> bool:
    """Status, headers and addresses, each on a line of its own: of an answer, and of a redirect's target."""
    number, *lines = data.decode("latin-1").split("\n")
    status = int(number[:3]) if number[:3].isascii() and number[:3].isdigit() else 200
    values = (*lines, "", "", "")
    answer = exchange(PAGE, status=status, retry=values[0], etag=values[1])
    wait = retry_after(values[0], now=_NOW)
    assert wait is None or 0 <= wait <= _DAY
    tag = validator(answer, "etag")
    assert tag is None or (tag.isprintable() and tag.isascii())
    is_public(values[2])
    url = web_url(values[2], base=PAGE)
    assert web_url(url) == url
    assert url.isascii()
    assert origin_of(url)
    assert host_of(url)
    check_status(answer, now=_NOW)
    return True


def exchange(url: str, *, status: int, retry: str = "", etag: str = "") -> Exchange:
    """A request and its answer."""
    sent = (("Retry-After", retry), ("ETag", etag))
    return Exchange(url, "192.0.2.1", dt.datetime.fromtimestamp(_NOW, dt.UTC), (), status, "", sent, b"")
