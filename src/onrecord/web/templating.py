"""Pages from templates. Everything put into one is escaped."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from onrecord.corpus.quotations import Appearance

#: Where the head of every page leads to.
PAGES = (
    ("/statements", "Statements"),
    ("/documents", "Reports"),
    ("/actors", "Actors"),
    ("/dyads", "Dyads"),
    ("/review", "Review"),
)

#: What stands behind "More" in the head.
MORE = (
    ("/events", "Events"),
    ("/timeline", "Timeline"),
    ("/positions", "Positions"),
    ("/quotations", "Quotations"),
    ("/copies", "Copies"),
    ("/network", "Network"),
    ("/map", "Map"),
    ("/stream", "Stream"),
)

#: What the quad classes of events are called.
QUADS = {
    "1": "verbal cooperation",
    "2": "material cooperation",
    "3": "verbal conflict",
    "4": "material conflict",
}

STATIC = Path(__file__).parent / "static"
VENDOR = STATIC / "vendor"


def render(request: Request, template: str, **context: object) -> str:
    """A page.

    Args:
        request: the templates read address, form token and settings from it.
        template: file name.
        **context: what the template is about.
    """
    settings = request.app.state.settings if "app" in request.scope else None
    common: dict[str, object] = {
        "path": request.url.path,
        "query": tuple(request.query_params.multi_items()),
        "form_token": request.state.form_token,
        "read_only": settings is None or settings.read_only,
    }
    return environment().get_template(template).render(common | context)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"web_url": web_url, "address": address, "thousands": thousands, "reworded": reworded}
    made.globals |= {
        "static": static,
        "vendored": vendored,
        "changed": changed,
        "version": __version__,
        "pages": PAGES,
        "more": MORE,
        "quads": QUADS,
    }
    return made


def web_url(url: str | None) -> str | None:
    """The URL if it leads to the web; a report may name any other kind, such as one that runs a script."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def address(path: str, **query: object) -> str:
    """An address of ours with the parameters that have a value."""
    given = {name: value for name, value in query.items() if value not in (None, "", 0, False)}
    return f"{path}?{urlencode(given)}" if given else path


def changed(path: str, query: Iterable[tuple[str, str]], **changes: object) -> str:
    """An address with some parameters changed, or left out where the new value is empty; from the first row on."""
    return address(path, **{**dict(query), "offset": 0, "format": "", **changes})


def thousands(number: int) -> str:
    """A number with commas."""
    return f"{number:,}"


def reworded(appearance: Appearance) -> bool:
    """Whether a report has other words than a quotation's fullest wording."""
    return any(change.operation != "same" for change in appearance.changes)


def static(name: str) -> str:
    """The address of a file of ours, which changes when the file does."""
    return f"/static/{name}?v={_digest(STATIC / name)}"


def vendored(name: str) -> str | None:
    """The same for a third party's file; None where it was not fetched."""
    return static(f"vendor/{name}") if (VENDOR / name).is_file() else None


@lru_cache(maxsize=64)
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
