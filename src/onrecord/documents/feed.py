"""RSS and Atom files: every entry is a report."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax import SAXException

import feedparser

from onrecord.documents.assemble import Raw, assemble
from onrecord.documents.blocks import Part, comparable
from onrecord.documents.decode import declared_in, decode
from onrecord.documents.fragments import fragment_parts
from onrecord.documents.metadata import Claims, join_names, web_address
from onrecord.documents.sniff import check_text
from onrecord.documents.streams import read_whole
from onrecord.documents.structure import structure_parts
from onrecord.documents.trees import check_attributes
from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.config import Config
    from onrecord.model import Document

_TAG = re.compile(r"<[a-zA-Z/!]")
_MOST_TAGS = 200_000  # more take feedparser very long
_MOST_ENTITIES = 20  # declared in the file itself; a feed has none, an attack has few but deep ones
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
#: What feedparser lets through on broken feeds; found by fuzzing.
_PARSER_ERRORS = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, SAXException)


def read_feed(stream: BinaryIO, *, location: str, config: Config) -> Iterator[partial[Document]]:
    """One builder for each entry. Nothing is fetched.

    Raises:
        DocumentError: `too-large`, `malformed` or `empty`. A builder raises what is wrong with its entry.
    """
    data = read_whole(stream, location=location, max_bytes=config.max_bytes)
    parsed, encoding = parse_feed(data, location=location)
    if not parsed.entries:
        why = parsed.get("bozo_exception")
        code = "malformed" if why else "empty"
        raise DocumentError(location, f"no entry can be read{f': {why}' if why else ''}", code=code)
    for number, entry in enumerate(parsed.entries, start=1):
        yield partial(
            _read_entry, entry, parsed, encoding=encoding, location=f"{location}#entry{number}", config=config
        )


def parse_feed(data: bytes, *, location: str) -> tuple[Any, str]:
    """What feedparser makes of a feed, whether it has entries or not, and the codec that decoded it.

    Raises:
        DocumentError: `binary`, `bad-encoding`, `too-large` or `malformed`.
    """
    check_text(data, location=location)
    markup, encoding = decode(data, location=location, declared=declared_in(data), lenient=True)
    return _parse(markup, location=location), encoding


def _parse(markup: str, *, location: str) -> Any:  # noqa: ANN401 - feedparser is not typed
    if markup.count("<") > _MOST_TAGS:
        raise DocumentError(location, f"over {_MOST_TAGS:,} tags", code="too-large")
    if len(_ENTITY.findall(markup)) > _MOST_ENTITIES:
        raise DocumentError(location, "it declares entities as no feed does", code="malformed")
    check_attributes(markup, location=location)
    # A stream, since a string would be taken for a URL or path and opened; without the prolog, as it is decoded.
    stream = io.BytesIO(_PROLOG.sub("", markup).encode("utf-8", "replace"))
    try:
        return feedparser.parse(stream, sanitize_html=False, resolve_relative_uris=False)
    except _PARSER_ERRORS as error:
        raise DocumentError(location, f"the feed cannot be taken apart: {error}", code="malformed") from error


def _read_entry(
    entry: Any,  # noqa: ANN401 - feedparser is not typed
    parsed: Any,  # noqa: ANN401
    *,
    encoding: str,
    location: str,
    config: Config,
) -> Document:
    content = _content(entry)
    claims = Claims()
    title = " ".join(part.text for part in fragment_parts(_string(entry.get("title")), location=location))
    _note(entry, parsed, claims, title=title)
    parts = [part for part in _parts(content, location=location) if comparable(part.text) != comparable(title)]
    if not parts:
        raise DocumentError(location, "the entry holds no text beside its title", code="no-body")
    body = structure_parts([Part("headline", title), *parts], claims=claims)
    data = f"{_string(entry.get('title'))}\n{content}".encode("utf-8", "replace")
    extractor = f"feedparser {feedparser.__version__}"
    raw = Raw(data, location, _media_type(parsed), encoding, extractor)
    key = claims.settle("url") or _string(entry.get("id")) or None
    return assemble(raw, body, claims=claims, config=config, key=key)


def _media_type(parsed: Any) -> str:  # noqa: ANN401 - as above
    return "application/atom+xml" if _string(parsed.get("version")).startswith("atom") else "application/rss+xml"


def _content(entry: Any) -> str:  # noqa: ANN401 - as above
    """The full content, else the summary: the longest that is given."""
    values = [_string(item.get("value")) for item in entry.get("content") or () if isinstance(item, dict)]
    return max((*values, _string(entry.get("summary"))), key=len)


def _parts(content: str, *, location: str) -> list[Part]:
    if not _TAG.search(content):
        content = re.sub(r"\n[ \t\r]*\n", "<p>", content)
    return fragment_parts(content, location=location)


def _note(entry: Any, parsed: Any, claims: Claims, *, title: str) -> None:  # noqa: ANN401 - as above
    claims.add("title", title, "feed")
    claims.add("url", web_address(entry.get("link")), "feed")
    claims.add_day(entry.get("published" if "published" in entry else "updated"), "feed")
    authors = [author.get("name") for author in entry.get("authors") or () if isinstance(author, dict)]
    claims.add("byline", join_names(authors) or entry.get("author"), "feed")
    source = entry.get("source")
    named = source.get("title") if isinstance(source, dict) else None
    claims.add("outlet", named or parsed.feed.get("title"), "feed")


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
