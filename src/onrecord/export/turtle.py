"""Reports and statements in the words of schema.org as Turtle: the graph that `schemaorg` writes as JSON-LD."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from onrecord.export import schemaorg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.model import Record

_PREFIXES = "@prefix schema: <https://schema.org/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
#: Properties whose value is an address.
_ADDRESSES = frozenset({"url"})
#: Properties whose value is a day, month, year or moment, and the type of each form.
_DATES = frozenset({"datePublished", "dateCreated"})
_DATE_TYPES = (
    (r"\d{4}", "gYear"),
    (r"\d{4}-\d\d", "gYearMonth"),
    (r"\d{4}-\d\d-\d\d", "date"),
    (r"\d{4}-\d\d-\d\dT.+", "dateTime"),
)
# What an address in Turtle cannot hold, not even escaped.
_NOT_IN_ADDRESS = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_NOT_IN_TEXT = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def write(records: Iterable[Record], file: IO[str]) -> int:
    """Writes the graph to a text file; returns how many nodes of their own it has, as `schemaorg.write` does."""
    count = 0
    file.write(_PREFIXES)
    for record in records:
        nodes = tuple(schemaorg.nodes(record))
        file.writelines(dict.fromkeys(_told(inner) for node in nodes for inner in _named(node)))
        count += len(nodes)
    return count


def _told(node: Mapping[str, object]) -> str:
    properties = " ;\n    ".join(_properties(node))
    return f"\n{_address(str(node['@id']))} {properties} .\n"


def _named(node: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """A node and those within it that have a name and say something of themselves."""
    if "@id" in node and len(node) > 1:
        yield node
    for value in node.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from _named(each)


def _properties(node: Mapping[str, object]) -> Iterator[str]:
    if "@type" in node:
        yield f"a schema:{node['@type']}"
    for name, value in node.items():
        if not name.startswith("@"):
            values = value if isinstance(value, list) else [value]
            yield f"schema:{name} {', '.join(_object(name, each) for each in values)}"


def _object(name: str, value: object) -> str:
    if isinstance(value, dict):
        return _address(value["@id"]) if "@id" in value else f"[ {' ; '.join(_properties(value))} ]"
    words = str(value)
    if name in _ADDRESSES:
        return _address(words)
    kinds = (kind for form, kind in _DATE_TYPES if name in _DATES and re.fullmatch(form, words))
    return _literal(words) + "".join(f"^^xsd:{kind}" for kind in kinds)


def _address(iri: str) -> str:
    return "<" + _NOT_IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", iri) + ">"


def _literal(words: str) -> str:
    return '"' + _NOT_IN_TEXT.sub(lambda match: _SHORT.get(match[0], f"\\u{ord(match[0]):04X}"), words) + '"'
