"""Words of reports made safe to print: nothing in them can steer the terminal."""

import re
import sys
from typing import TextIO

#: Control characters, line and paragraph separators, marks that reorder text, halves of surrogate pairs.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACE = re.compile(r"[\s\x0b\x0c\x1c-\x1f]+")


def safe(text: str) -> str:
    r"""The text with every character that could steer a terminal written as its escape, such as `\x1b`.

    Line breaks and tabs stay.
    """
    return _UNSAFE.sub(_escaped, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """`safe`, with runs of white space as one space."""
    return safe(_SPACE.sub(" ", text).strip())


def safe_json(line: bytes) -> str:
    """JSON as it was, but for raw control characters, which become JSON escapes of the same characters."""
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", line.decode())


def counted(number: int, noun: str) -> str:
    """A number with its noun, as in "1 report" and "1,200 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def write_data(text: str, out: TextIO | None = None) -> None:
    """Writes data to standard output: as it is, but for a terminal, which gets it safe."""
    out = out or sys.stdout
    out.write(safe(text) if out.isatty() else text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - the longest two-digit escape
