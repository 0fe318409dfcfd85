"""Changes to a sample that trip readers, drawn by a seeded generator: the same seed makes the same inputs."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

#: Quotes, marks of direction and order, broken sequences, nesting, limits, and what formats are made of.
PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\xe2\x80\x8f", b"\xe2\x80\xa8", b"\xc2\xa0",
    b"\xf0\x9f\x98\x80", b"\x1f\x8b", b"\r", b"\r\n\r\n", b"''", b"\xe2\x80\x9c", b"\x93", b'"', b"\\ud800", b"\\u0000",
    b"<", b"</", b"<!--", b"<![CDATA[", b"]]>", b"&#x110000;", b"&#0;", b"&amp;", b"<!ENTITY a 'b'>", b"&a;",
    b"<div>" * 300, b"[" * 2000, b'{"a":' * 500, b"<table><tr><td>", b"<p>", b"<br>", b"<script>", b"{}", b"null",
    b"1e999", b"9" * 400, b"-1", b"WARC/1.1\r\n", b"Content-Length: 0\r\n", b"Content-Length: 99999999999\r\n",
    b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n", b"charset=utf-16", b"charset=base64",
    b"MOSCOW, Feb 29 (AP) - ", b"By ", b"31/02/2023", b"0000-00-00", b"2023-02-24T25:61:00+99:99",
    b"<base href='//['>", b"<link rel=canonical href='http://[::1'>", b"<html lang=''>", b"<time datetime=''>",
    b"|", b",", b"\t", b"\n", b"_", b"*", b"^", b"(", b" NEAR ", b" OR ", b"%", b"$", b"~", b"[[x]]\n", b"nan", b"inf",
    b"''''''", b'""' * 40, b"{", b"}", b"]", b"[", b"!", b"+", b"#", b";", b"<890120", b"\xd9\xa3", b"\xc2\xb2",
)  # fmt: skip


def mutate(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    """A sample with one to eight random changes: bytes, pieces, cuts, repeats, splices with another sample."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(changed) + 1)
        to = min(len(changed), at + rng.choice((1, 2, 8, 40, 400)))
        match rng.randrange(8):
            case 0 | 1:
                changed[at:at] = rng.choice(PIECES)
            case 2:
                del changed[at:to]
            case 3:
                changed[at:to] = rng.randbytes(to - at)
            case 4:
                changed[at:at] = changed[at:to] * rng.randint(1, 6)
            case 5:
                other = rng.choice(others) or b"\0"
                start = rng.randrange(len(other))
                changed[at:to] = other[start : start + rng.choice((4, 40, 400))]
            case 6 if at < len(changed):
                changed[at] ^= 1 << rng.randrange(8)
            case _:
                del changed[at + rng.choice((0, len(changed))) :]
    return wrap(bytes(changed), rng)


def wrap(data: bytes, rng: random.Random) -> bytes:
    """The same in another encoding, or gzip-ed and damaged, one time in twenty each."""
    match rng.randrange(20):
        case 0:
            codec = rng.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"))
            return data.decode("utf-8", "replace").encode(codec, "replace")
        case 1:
            packed = bytearray(gzip.compress(data, 1, mtime=0))
            packed[rng.randrange(len(packed))] ^= rng.choice((0, 1, 255))
            return bytes(packed)
        case _:
            return data
