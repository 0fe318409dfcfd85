"""What some bytes are, by their content first and their name second."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

import msgspec

from onrecord.documents.decode import has_mark, wide_codec
from onrecord.errors import DocumentError

Kind = Literal["plain", "html", "json", "jsonl", "feed", "warc"]

#: How files begin that hold no text that could be read here.
_BINARY_STARTS = (
    b"%PDF-", b"%!PS", b"PK\x03\x04", b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"\x1f\x8b",
    b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"\x7fELF", b"SQLite format 3", b"RIFF", b"OggS", b"ID3",
    b"PAR1",
)  # fmt: skip
_PROLOG = re.compile(r"\s+|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>", re.DOTALL)
_MOST_PROLOG_ITEMS = 40
_FEED_ROOT = re.compile(r"<(?:rss|feed|(?:\w+:)?rdf)[\s>]")
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|section|main|header|table|span|h[1-6]|script|link|a|br"
    r"|ul|ol|img|style|center|font)[\s/>]"
)
_JSON_OBJECT = re.compile(r'\{\s*(?:"|\}|$)')
_JSON_ARRAY = re.compile(r"\[\s*(?:\{|\]\s*$)")
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".mhtml"})
_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\x0b\x0c\x1b\x08")) + b"\x7f"
_MANY_CONTROLS = 0.02
_COMPRESSED_SUFFIX = ".gz"


def sniff(head: bytes, *, location: str) -> Kind:
    """The kind of a file that begins with `head`.

    Raises:
        DocumentError: `empty`, or `binary` for what is not text.
    """
    if not head:
        raise DocumentError(location, "no bytes in it", code="empty")
    if head.startswith(b"WARC/"):
        return "warc"
    start = _start(head, location=location)
    suffix = _suffix(location)
    if _is_feed(start):
        return "feed"
    has_tag = _TAG.search(start) is not None
    if start.startswith("<?xml") or (has_tag and (start.startswith("<") or suffix in _HTML_SUFFIXES)):
        return "html"
    return _json_kind(head, start, suffix) or "plain"


def _json_kind(head: bytes, start: str, suffix: str) -> Literal["json", "jsonl"] | None:
    if suffix in _LINES_SUFFIXES:
        return "jsonl"
    if _JSON_ARRAY.match(start) or suffix == ".json":
        return "json"
    if _JSON_OBJECT.match(start):
        return "jsonl" if _is_line(head) else "json"
    return None


def check_text(data: bytes, *, location: str) -> None:
    """Refuse bytes that are not text.

    Raises:
        DocumentError: `binary`.
    """
    if data.startswith(_BINARY_STARTS):
        raise DocumentError(location, "the first bytes are those of a binary format", code="binary")
    if has_mark(data) or wide_codec(data):
        return
    if b"\0" in data or len(data) - len(data.translate(None, _CONTROLS)) > _MANY_CONTROLS * len(data):
        raise DocumentError(location, "it holds control bytes that no text has", code="binary")


def _start(head: bytes, *, location: str) -> str:
    """The first characters in lower case, good enough to look for ASCII words in."""
    check_text(head, location=location)
    codec = has_mark(head) or wide_codec(head) or "latin-1"
    return head.decode(codec, "replace").lstrip("\ufeff").lstrip().lower()


def _is_feed(start: str) -> bool:
    """Whether the root element, after declarations and comments, is that of a feed."""
    position = 0
    for _ in range(_MOST_PROLOG_ITEMS):
        item = _PROLOG.match(start, position)
        if item is None:
            break
        position = item.end()
    return _FEED_ROOT.match(start, position) is not None


def _suffix(location: str) -> str:
    path = PurePath(location.lower().partition("#")[0].partition("?")[0])
    return PurePath(path.stem).suffix if path.suffix == _COMPRESSED_SUFFIX else path.suffix


def _is_line(head: bytes) -> bool:
    """Whether the first line is a JSON value of its own, or too long to tell."""
    line, newline, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not newline:
        return True
    try:
        msgspec.json.decode(line, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True
