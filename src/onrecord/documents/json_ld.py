"""What a page's JSON-LD says of the article."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import lxml.html

_LONGEST = 1_000_000  # code points of one script
_MOST_NODES = 2_000
#: Comments that scripts are put into for old browsers.
_OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[")
_CLOSINGS = ("-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>")
_PAGE_TYPES = frozenset({"WebPage", "ItemPage"})

_Node = dict[str, object]


class Article(Struct, frozen=True):
    """The article's properties; empty where it has none."""

    headline: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    language: str = ""


def find_article(tree: lxml.html.HtmlElement) -> Article | None:
    """The first article that the page's scripts describe; a description of the page itself will do for want of one."""
    nodes = [node for value in _values(tree) for node in _walk(value)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    for wanted in (_is_article, _is_page):
        for node in nodes:
            if wanted(node):
                return _article(node, by_id)
    return None


def _values(tree: lxml.html.HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "").lower() and len(text) <= _LONGEST:
            try:
                # Line breaks inside strings are common, which msgspec refuses.
                yield json.loads(_unwrapped(text), strict=False, parse_int=str, parse_float=str)
            except (ValueError, RecursionError):
                continue


def _unwrapped(text: str) -> str:
    """A script without the comment around it and the semicolon after it."""
    text = text.strip()
    for opening in _OPENINGS:
        text = text.removeprefix(opening)
    for closing in _CLOSINGS:
        text = text.removesuffix(closing)
    return text.strip().removesuffix(";")


def _walk(value: object) -> list[_Node]:
    """The objects in a value, in document order, through lists and `@graph` and `mainEntity`."""
    found: list[_Node] = []
    waiting = [value]
    while waiting and len(found) < _MOST_NODES:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            found.append(item)
            waiting.extend(item[key] for key in ("mainEntity", "@graph") if isinstance(item.get(key), (list, dict)))
    return found


def _types(node: _Node) -> list[str]:
    types = node.get("@type")
    return [t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]


def _is_article(node: _Node) -> bool:
    return any(t.endswith(("Article", "BlogPosting")) or t == "Report" for t in _types(node))


def _is_page(node: _Node) -> bool:
    return bool(_PAGE_TYPES.intersection(_types(node)))


def _article(node: _Node, by_id: dict[object, _Node]) -> Article:
    return Article(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        authors=tuple(_names(node.get("author") or node.get("creator"), by_id)),
        publisher=next(iter(_names(node.get("publisher"), by_id)), ""),
        url=_text(node.get("url")) or _text(node.get("mainEntityOfPage")),
        language=_text(node.get("inLanguage")),
    )


def _names(value: object, by_id: dict[object, _Node]) -> Iterable[str]:
    """The names of persons or organisations given as text, object, reference or list of those."""
    for item in value if isinstance(value, list) else [value]:
        resolved: object = item
        if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
            resolved = by_id.get(item["@id"])
        name = _text(resolved.get("name")) if isinstance(resolved, dict) else _text(resolved)
        if name and not name.startswith(("http://", "https://")):
            yield name


def _text(value: object) -> str:
    """A text, or the first of a list of them, or an object's id; entities resolved."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@id")
    return html.unescape(value).strip() if isinstance(value, str) else ""
