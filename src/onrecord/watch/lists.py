"""Lists of feeds: OPML, plain lists of addresses, and addresses themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from onrecord.errors import FetchError, WatchError
from onrecord.watch.addresses import web_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_BYTES = 8_000_000
_MOST_FEEDS = 20_000


def feed_urls(given: Iterable[str]) -> tuple[str, ...]:
    """The addresses of all feeds that are named, each once, in their order.

    Args:
        given: addresses; and files, each OPML or a list with an address on each line (blank lines and what follows a
            `#` at the start of a line or after a blank are passed over).

    Raises:
        WatchError: a file cannot be read, or names something that is no address; or there is no feed, or too many.
    """
    given = tuple(given)
    found = tuple(dict.fromkeys(url for one in given for url in _urls(one)))
    if not found:
        raise WatchError(", ".join(given) or "feeds", "names no feed")
    if len(found) > _MOST_FEEDS:
        raise WatchError(", ".join(given), f"names more than {_MOST_FEEDS:,} feeds")
    return found


def _urls(given: str) -> Iterator[str]:
    if "://" in given.partition("?")[0]:
        yield _checked(given, "feed")
        return
    data = _read(given)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from _of_opml(data, given)
        return
    for number, line in enumerate(data.decode("utf-8", "replace").lstrip("\ufeff").splitlines(), start=1):
        url = line.partition(" #")[0].strip()
        if url and not url.startswith("#"):
            yield _checked(url, f"{given}:{number}")


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise WatchError(path, f"cannot be read: {error}") from error
    if len(data) > _MOST_BYTES:
        raise WatchError(path, f"larger than {_MOST_BYTES:,} bytes")
    return data


def _of_opml(data: bytes, path: str) -> Iterator[str]:
    if b"<!ENTITY" in data.replace(b"\0", b"").upper():  # an attack: entities that unfold, or that open other files
        raise WatchError(path, "declares entities, as no OPML does")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise WatchError(path, f"not OPML: {error}") from error
    for outline in root.iter("{*}outline"):
        url = outline.get("xmlUrl") or outline.get("xmlurl")
        if url:
            yield _checked(url, f"{path}:{outline.sourceline}")


def _checked(url: str, where: str) -> str:
    try:
        return web_url(url)
    except FetchError as error:
        raise WatchError(where, f"{error.url!r}: {error.why}") from error
