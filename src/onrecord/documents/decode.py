"""Bytes to text, with the name of the codec that did it."""

from __future__ import annotations

import codecs
import logging
import re
from typing import NamedTuple

import charset_normalizer

from onrecord.errors import DocumentError

logging.getLogger("charset_normalizer").addHandler(logging.NullHandler())  # or its warnings reach stderr

#: Byte order marks with the codec that drops them; UTF-32 first because its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4_096  # bytes; browsers look at 1,024
_SAMPLE = 200_000  # bytes that are looked at when guessing
_FEW = 0.1  # share of accented letters up to which a text counts as English in Windows-1252
_NOT_GUESSED = ("utf_7", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le")  # known by other signs
_WIDE_SAMPLE = 4_096
_MANY_NULLS, _FEW_NULLS = 0.4, 0.05
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


class Decoded(NamedTuple):
    """A text and the codec: `data.decode(encoding) == text`, unless the page was allowed replacements."""

    text: str
    encoding: str


def decode(data: bytes, *, location: str, declared: str | None = None, lenient: bool = False) -> Decoded:
    """The text of some bytes, unchanged but for a byte order mark.

    Args:
        data: the bytes.
        location: where they came from, for the error.
        declared: the encoding that a protocol header or the bytes themselves name.
        lenient: put U+FFFD in the place of single broken bytes, as a browser does, rather than refuse.

    Raises:
        DocumentError: `bad-encoding`, no codec fits.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, codec, location=location, lenient=lenient)
    # What is valid UTF-8 is UTF-8, whatever a page says of itself: other encodings hardly ever are by chance.
    for codec in filter(None, (wide_codec(data), "utf-8", _text_codec(declared))):
        try:
            return Decoded(data.decode(codec), codec)
        except UnicodeDecodeError:
            continue
    if _mostly_utf8(data):
        return _decode_as(data, "utf-8", location=location, lenient=lenient)
    return _guess(data, location=location, lenient=lenient)


def declared_in(data: bytes) -> str | None:
    """The encoding that an XML prolog or an HTML meta element names."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii") if match else None


def has_mark(data: bytes) -> str | None:
    """The codec of the byte order mark that the bytes begin with."""
    return next((codec for mark, codec in _MARKS if data.startswith(mark)), None)


def wide_codec(data: bytes) -> str | None:
    """UTF-16 without a mark, known by the zero bytes in every second place."""
    sample = data[:_WIDE_SAMPLE]
    half = len(sample) // 2
    if not half or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _MANY_NULLS and even < _FEW_NULLS:
        return "utf-16-le"
    return "utf-16-be" if even > _MANY_NULLS and odd < _FEW_NULLS else None


def _decode_as(data: bytes, codec: str, *, location: str, lenient: bool) -> Decoded:
    try:
        return Decoded(data.decode(codec, "replace" if lenient else "strict"), codec)
    except UnicodeDecodeError as error:
        why = f"byte {error.start} is not {codec.removesuffix('-sig').upper()}"
        raise DocumentError(location, why, code="bad-encoding") from error


def _text_codec(name: str | None) -> str | None:
    """The codec of a declared name, if there is one for text; Latin-1 and ASCII mean Windows-1252, as in browsers."""
    if not name:
        return None
    try:
        info = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    is_text = getattr(info, "_is_text_encoding", True)  # there is no public way to tell base64 from Latin-1
    if not is_text or info.name in {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"}:
        return None
    return "cp1252" if info.name in {"iso8859-1", "ascii"} else info.name


def _mostly_utf8(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    valid = len(_UTF8_SEQUENCE.findall(sample))
    stray = len(re.findall(rb"[\x80-\xff]", _UTF8_SEQUENCE.sub(b"", sample)))
    return valid >= stray and valid > 0


def _guess(data: bytes, *, location: str, lenient: bool) -> Decoded:
    letters = len(data) - len(data.translate(None, bytes(range(0xA0, 0x100))))  # below are its quotes and dashes
    candidates = ["cp1252"] if letters <= _FEW * len(data) else []
    best = (
        charset_normalizer.from_bytes(data[:_SAMPLE], cp_exclusion=[*_NOT_GUESSED]).best() if not candidates else None
    )
    if best is not None:
        candidates.append(best.encoding)
    for codec in (*candidates, "cp1252"):
        try:
            return Decoded(data.decode(codec), codec)
        except UnicodeDecodeError:
            continue
    if lenient:
        return Decoded(data.decode("cp1252", "replace"), "cp1252")
    raise DocumentError(location, "no known encoding fits its bytes", code="bad-encoding")
