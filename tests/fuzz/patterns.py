"""Every regular expression of the package, with the text on which a bad one takes for ever."""

from __future__ import annotations

import importlib
import pkgutil
import re
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import onrecord
from onrecord.documents.patterns import line_patterns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SOURCE = Path(onrecord.__file__).parent
#: Modules that need what a bare install has not.
_LEFT_OUT = ("onrecord.scale.ray", "onrecord.cli.cluster", "onrecord.__main__")
_ANYWHERE = {"search", "finditer", "findall", "sub", "subn", "split"}
_WORD = re.compile(r"[A-Za-z]{2,12}")
_GENERAL = (
    " ", "\n", "\t", "a", "A", "0", ".", "-", "'", '"', "“", "’", "<", "<a", "(", ")", ",", "—", "/", "&", "é",
    "\u0301", "a ", "A ", "A. ", "a-", "A-", "a'", "0 ", "0,", "0-", "0:", " \n", ". ", "a.", "A.a", "https://a.",
    "<a ", 'a="',
)  # fmt: skip
_ENDS = ("\0", "a", "")


class Pattern(NamedTuple):
    """A compiled pattern, the name it goes by, and whether it is looked for anywhere in a text."""

    name: str
    pattern: re.Pattern[str]
    anywhere: bool


def patterns() -> Iterator[Pattern]:
    """The patterns that modules hold, each once, and those of the table of lines."""
    seen: set[str] = set()
    for module in _modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(_held(value)):
                if pattern.pattern not in seen and any(c in pattern.pattern for c in "*+{"):
                    seen.add(pattern.pattern)
                    label = f"{module.__name__}.{name}" + (f"[{number}]" if number else "")
                    yield Pattern(label, pattern, _is_searched(module, name))
    for number, line in enumerate(line_patterns()):
        yield Pattern(f"patterns.toml[{number}]", line.compiled(), anywhere=True)


def traps(pattern: str, length: int) -> Iterator[str]:
    """Texts of some length: what the pattern is made of, and what most are, again and again."""
    own = dict.fromkeys(_WORD.findall(pattern)[:12])
    units = dict.fromkeys(chain(_GENERAL, own, (f"{word} " for word in own), set(pattern) - set("\\")))
    for unit, end in product(units, _ENDS):
        yield unit * (length // len(unit)) + end


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if not found.name.startswith(_LEFT_OUT):
            yield importlib.import_module(found.name)


def _held(value: object) -> Iterator[re.Pattern[str]]:
    """The patterns in a value: itself, or in the tuples and dicts that it is made of."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, (tuple, list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _held(item)


def _is_searched(module: ModuleType, name: str) -> bool:
    """Whether a module looks for a pattern anywhere in a text, or holds it in something larger."""
    text = Path(str(module.__file__)).read_text(encoding="utf-8")
    told = re.findall(rf"\b{re.escape(name)}\.(\w+)\(", text)
    return not told or bool(_ANYWHERE & set(told))
