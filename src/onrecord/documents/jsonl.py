"""Archives in JSON: a report on each line, or a whole file that is one object or an array of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import msgspec

from onrecord.documents.assemble import Raw, assemble
from onrecord.documents.blocks import Body
from onrecord.documents.decode import has_mark
from onrecord.documents.metadata import Claims, join_names, web_address
from onrecord.documents.streams import lines, read_whole
from onrecord.documents.structure import structure
from onrecord.errors import DocumentError
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.config import Config, Fields
    from onrecord.model import Document

_MARK = b"\xef\xbb\xbf"
_Object = dict[str, msgspec.Raw]
_T = TypeVar("_T")


def read_lines(stream: BinaryIO, *, location: str, config: Config) -> Iterator[partial[Document]]:
    """One builder for each line that is not blank; memory does not grow with the file.

    Raises:
        DocumentError: `bad-encoding`, the file is UTF-16; `empty`, no line holds anything. A builder raises what is
            wrong with its line.
    """
    count = 0
    for number, line in enumerate(lines(stream, max_bytes=config.max_bytes), start=1):
        data = line
        if number == 1 and line is not None:
            _check_mark(line, location=location)
            data = line.removeprefix(_MARK)
        if data is None or data.strip():
            count += 1
            yield partial(_read_object, data, location=f"{location}#line{number}", config=config)
    if not count:
        raise DocumentError(location, "no line holds anything", code="empty")


def read_file(stream: BinaryIO, *, location: str, config: Config) -> Iterator[partial[Document]]:
    """One builder for each report of a file that is one JSON object, or an array of objects.

    Raises:
        DocumentError: `too-large`, `bad-encoding`, `malformed` or `empty`. A builder raises what is wrong with
            its item.
    """
    data = read_whole(stream, location=location, max_bytes=config.max_bytes)
    _check_mark(data, location=location)
    data = data.removeprefix(_MARK).strip()
    if not data:
        raise DocumentError(location, "no bytes but white space", code="empty")
    if data.startswith(b"["):
        items = _decode(data, list[msgspec.Raw], location=location)
        if not items:
            raise DocumentError(location, "the array holds nothing", code="empty")
        for number, item in enumerate(items, start=1):
            yield partial(_read_object, bytes(item), location=f"{location}#item{number}", config=config)
    else:
        yield partial(_read_object, data, location=location, config=config)


def _read_object(data: bytes | None, *, location: str, config: Config) -> Document:
    if data is None:
        raise DocumentError(location, f"larger than {config.max_bytes:,} bytes", code="too-large")
    fields = _decode(data, _Object, location=location)
    text = _text(fields, config.fields, location=location)
    claims = Claims()
    _note(fields, config.fields, claims)
    identifier = _first(fields, config.fields.id)
    key = claims.settle("url") or (str(identifier) if isinstance(identifier, str | int) else None)
    raw = Raw(data, location, "application/json", "utf-8", f"onrecord {__version__}")
    return assemble(raw, Body(text, structure(text, claims=claims)), claims=claims, config=config, key=key)


def _text(fields: _Object, names: Fields, *, location: str) -> str:
    name = next((name for name in names.text if name in fields and bytes(fields[name]) != b"null"), None)
    if name is None:
        known = ", ".join(names.text)
        raise DocumentError(location, f"none of the fields {known} is there", code="missing-field")
    try:
        return msgspec.json.decode(fields[name], type=str)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DocumentError(location, f"its field {name} is not text: {error}", code="malformed") from error


def _note(fields: _Object, names: Fields, claims: Claims) -> None:
    claims.add("title", _first(fields, names.title), "archive")
    claims.add("url", web_address(_first(fields, names.url)), "archive")
    claims.add("outlet", _first(fields, names.outlet), "archive")
    claims.add_day(_first(fields, names.published), "archive")
    authors = _first(fields, names.byline)
    claims.add("byline", join_names(authors) if isinstance(authors, list) else authors, "archive")


def _first(fields: _Object, names: tuple[str, ...]) -> object:
    """The value of the first field that is there and not null or empty."""
    values = (_value(fields[name]) for name in names if name in fields)
    return next((value for value in values if value not in (None, "", [])), None)


def _value(raw: msgspec.Raw) -> object:
    """The decoded value; None for one that cannot be decoded by itself, such as an endless number."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None


def _check_mark(data: bytes, *, location: str) -> None:
    codec = has_mark(data)
    if codec not in {None, "utf-8-sig"}:
        raise DocumentError(location, f"JSON must be UTF-8, this is {codec}", code="bad-encoding")


def _decode(data: bytes, kind: type[_T], *, location: str) -> _T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise DocumentError(location, "not a JSON object", code="malformed") from error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DocumentError(location, f"not JSON: {error}", code="malformed") from error
