"""The tables beside this file: lines that are not the body, and words that name outlets."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

_LONGEST = 400  # code points; a longer paragraph is body whatever it begins with


class LinePattern(Struct, frozen=True, forbid_unknown_fields=True, rename={"counter_examples": "not"}):
    """A kind of line, with lines that it must and must not match."""

    kind: Literal["boilerplate", "caption"]
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    case: bool = False

    def compiled(self) -> re.Pattern[str]:
        """The pattern, ready to search with."""
        return re.compile(self.pattern, 0 if self.case else re.IGNORECASE)


class Outlets(Struct, frozen=True, forbid_unknown_fields=True):
    """Names and words of `outlets.toml`."""

    agencies: frozenset[str]
    words: frozenset[str]
    nobody: frozenset[str]


class _PatternFile(Struct, frozen=True, forbid_unknown_fields=True):
    pattern: tuple[LinePattern, ...]


def classify(line: str) -> Literal["boilerplate", "caption"] | None:
    """What a line or paragraph is if it is not body."""
    if len(line) > _LONGEST:
        return None
    return next((kind for kind, pattern in _compiled() if pattern.search(line)), None)


def is_outlet(name: str) -> bool:
    """Whether a name is that of an outlet rather than of a person."""
    table = outlets()
    if name in table.agencies:
        return True
    words = re.findall(r"[\w'\u2019-]+", name)
    return any(word in table.words for word in words) and name not in table.nobody


@cache
def line_patterns() -> tuple[LinePattern, ...]:
    """The entries of `patterns.toml`."""
    return msgspec.convert(_load("patterns.toml"), _PatternFile).pattern


@cache
def outlets() -> Outlets:
    """The entries of `outlets.toml`."""
    return msgspec.convert(_load("outlets.toml"), Outlets)


@cache
def _compiled() -> tuple[tuple[Literal["boilerplate", "caption"], re.Pattern[str]], ...]:
    return tuple((entry.kind, entry.compiled()) for entry in line_patterns())


def _load(name: str) -> dict[str, object]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
