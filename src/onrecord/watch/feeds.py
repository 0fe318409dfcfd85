"""The items of a feed: which pages it leads to."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.documents.feed import parse_feed
from onrecord.errors import DocumentError, FetchError
from onrecord.watch.addresses import web_url

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_ITEMS = 5_000  # of one poll, the first ones; a feed with more is an archive


class Item(Struct, frozen=True):
    """A page that a feed leads to.

    Attributes:
        url: of the page, as `web_url` gives it.
        guid_sha256: of what the feed calls it; None where the feed calls several pages so, or says nothing.
    """

    url: str
    guid_sha256: str | None


def feed_items(data: bytes, *, url: str) -> tuple[Item, ...]:
    """The pages that a feed leads to, in its order, each once; items that lead to no page are passed over.

    Args:
        data: the feed.
        url: where it was fetched from; relative links count from there.

    Raises:
        FetchError: `not-a-feed`, or `too-large`.
    """
    try:
        parsed, _ = parse_feed(data, location=url)
    except DocumentError as error:
        code = "too-large" if error.code == "too-large" else "not-a-feed"
        raise FetchError(url, error.why, code=code) from error
    if not parsed.get("version") and not parsed.entries:
        raise FetchError(url, str(parsed.get("bozo_exception") or "neither RSS nor Atom"), code="not-a-feed")
    pages = dict(_pages(parsed.entries[:_MOST_ITEMS], url))
    of_guid: defaultdict[str, int] = defaultdict(int)
    for guid in pages.values():
        of_guid[guid] += 1
    return tuple(Item(page, _digest(guid) if guid and of_guid[guid] == 1 else None) for page, guid in pages.items())


def _pages(entries: list[dict[str, object]], base: str) -> Iterator[tuple[str, str]]:
    """Addresses, each with what the feed calls it."""
    for entry in entries:
        link, guid = entry.get("link"), entry.get("id")
        if not isinstance(link, str) or not link.strip():
            continue
        try:
            yield web_url(link, base=base), guid.strip() if isinstance(guid, str) else ""
        except FetchError:  # a `javascript:` link and the like
            continue


def _digest(guid: str) -> str:
    return hashlib.sha256(guid.encode("utf-8", "surrogatepass")).hexdigest()
