"""What a web page says about the article in it: JSON-LD, OpenGraph, meta elements, times, its address."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import htmldate

from onrecord.documents import dates, lines, patterns
from onrecord.documents.blocks import comparable
from onrecord.documents.json_ld import find_article
from onrecord.documents.metadata import join_names, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    import lxml.html

    from onrecord.documents.metadata import Claims

_OPENGRAPH_DAYS = ("article:published_time", "og:published_time", "og:article:published_time", "article:published")
_META_DAYS = (
    "datepublished", "date", "pubdate", "publishdate", "publish-date", "publish_date", "published_time",
    "published-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued",
    "dcterms.created", "dc.date.created", "sailthru.date", "parsely-pub-date", "article.published",
    "cxenseparse:recs:publishtime", "ya:ovs:upload_date", "displaydate",
)  # fmt: skip
_META_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_META_OUTLETS = ("publisher", "dc.publisher", "copyright-holder", "application-name")
_TITLE_SEPARATOR = re.compile(r"\s+[-\u2013—|•·»:]\s+|\s*[|•»]\s*")
_LANGUAGE = re.compile(r"^\s*([A-Za-z]{2})(?:[-_].*)?\s*$")
_BYLINE_ELEMENTS = (
    "//body//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or contains(@class, 'author')]"
)
_MOST_BYLINE_ELEMENTS = 5
_SITE_WORDS = 5
_LONGEST_TITLE = 400  # code points; a longer one is left as it is
_DATE_ERRORS = (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, RecursionError)


def note_page(tree: lxml.html.HtmlElement, *, claims: Claims) -> None:
    """Add to `claims` what the page says of itself.

    Args:
        tree: the whole page; it is not changed.
        claims: what is known already; an address among it resolves relative ones.
    """
    url = claims.settle("url")
    meta = _meta(tree)
    _note_json_ld(tree, claims, url=url)
    _note_address(tree, meta, claims, url=url)
    _note_days(tree, meta, claims)
    _note_people(tree, meta, claims)
    _note_title(tree, meta, claims)
    code = _LANGUAGE.match(tree.get("lang") or meta.get("og:locale") or "")
    claims.add("language", code[1].lower() if code else None, "html-lang")


def _meta(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """The first value of each meta property, name or itemprop."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _note_json_ld(tree: lxml.html.HtmlElement, claims: Claims, *, url: str | None) -> None:
    article = find_article(tree)
    if article is None:
        return
    claims.add("title", article.headline, "json-ld")
    claims.add_day(article.published, "json-ld")
    claims.add("outlet", article.publisher, "json-ld")
    claims.add("byline", _people(article.authors), "json-ld")
    claims.add("url", web_address(article.url, base=url), "json-ld")


def _note_address(tree: lxml.html.HtmlElement, meta: dict[str, str], claims: Claims, *, url: str | None) -> None:
    shared = web_address(meta.get("og:url"), base=url)
    claims.add("url", shared, "opengraph")
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            claims.add("url", web_address(link.get("href"), base=url), "link")
            break
    address = claims.settle("url")
    claims.add_day(dates.from_url(address) if address else None, "url")


def _note_days(tree: lxml.html.HtmlElement, meta: dict[str, str], claims: Claims) -> None:
    for by, names in (("opengraph", _OPENGRAPH_DAYS), ("meta", _META_DAYS)):
        claims.add_day(next((meta[name] for name in names if name in meta), None), by)
    times = [t for t in tree.iter("time") if t.get("datetime")]
    marked = [t for t in times if "datepublished" in (t.get("itemprop") or "").lower() or t.get("pubdate") is not None]
    claims.add_day(next((t.get("datetime") for t in marked or times), None), "time")
    claims.add_day(_visible_day(tree), "page")


def _visible_day(tree: lxml.html.HtmlElement) -> str | None:
    """The date that the body of the page shows, leaving the head aside, whose claims are counted already."""
    body = tree.find("body")
    if body is None:
        return None
    page = copy.deepcopy(body)
    try:
        day: str | None = htmldate.find_date(
            page, extensive_search=False, original_date=True, min_date=dates.FIRST_DAY, max_date=dates.LAST_DAY
        )
    except _DATE_ERRORS:  # a page that trips htmldate still has its other dates
        return None
    return day


def _note_people(tree: lxml.html.HtmlElement, meta: dict[str, str], claims: Claims) -> None:
    claims.add("outlet", meta.get("og:site_name"), "opengraph")
    claims.add("outlet", next((meta[name] for name in _META_OUTLETS if name in meta), None), "meta")
    address = claims.settle("url")
    if address and not claims.has("outlet"):
        claims.add("outlet", (urlsplit(address).hostname or "").removeprefix("www."), "url")
    claims.add("byline", _people(meta[name] for name in _META_AUTHORS if name in meta), "meta")
    _note_byline(tree, claims)


def _note_byline(tree: lxml.html.HtmlElement, claims: Claims) -> None:
    """The first element marked as a byline whose text is one."""
    for element in tree.xpath(_BYLINE_ELEMENTS)[:_MOST_BYLINE_ELEMENTS]:
        text = _words(element)
        found = lines.byline(text if text.lower().startswith("by ") else f"By {text}")
        if found and found.names:
            claims.add("byline", found.names, "page")
            return


def _note_title(tree: lxml.html.HtmlElement, meta: dict[str, str], claims: Claims) -> None:
    headings = [_words(h) for h in tree.iter("h1")]
    if len(headings) == 1:
        claims.add("title", headings[0], "h1")
    element = tree.find(".//title")
    sites = {comparable(site) for site in (claims.settle("outlet"), meta.get("og:site_name")) if site}
    shared = meta.get("og:title") or meta.get("twitter:title")
    if shared:
        claims.add("title", _without_site(shared, sites, claims), "opengraph")
    if element is not None:
        claims.add("title", _without_site(_words(element), sites, claims), "title-element")


def _without_site(title: str, sites: set[str], claims: Claims) -> str:
    """A title without the site's name before or after it."""
    pieces = list(_TITLE_SEPARATOR.finditer(title)) if len(title) <= _LONGEST_TITLE else []
    if not pieces:
        return title
    known = claims.settle("title")
    for cut in pieces:
        before, after = title[: cut.start()].strip(), title[cut.end() :].strip()
        if known and comparable(before) == comparable(known):
            return before
        if comparable(after) in sites or (
            cut is pieces[-1] and len(after.split()) <= _SITE_WORDS and patterns.is_outlet(after)
        ):
            return before
        if comparable(before) in sites:
            return after
    return title


def _words(element: lxml.html.HtmlElement) -> str:
    text: str = element.text_content()
    return " ".join(text.split())


def _people(names: Iterable[str]) -> str:
    """Authors as one line, without "By", addresses and names of outlets."""
    bare = [re.sub(r"^by\s+", "", name, flags=re.IGNORECASE) for name in names]
    return join_names(n for n in bare if not n.startswith(("http://", "https://", "@")) and not patterns.is_outlet(n))
