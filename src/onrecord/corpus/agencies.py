"""Which news agency a report is credited to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.lexicon.load import table_files
from onrecord.lexicon.schema import Organisation, numbered_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Document

_KIND = "news agency"  # in the lexicon's table of organisations
_LEAD = 120  # code points of the first paragraph in which an agency can stand in brackets
_HOST = re.compile(r"https?://(?:www\.)?([\w-]+)\.")


class Agencies:
    """The news agencies of the lexicon.

    Args:
        organisations: rows of the lexicon's table of organisations; those that are no news agency are passed over.
    """

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._names = {
            written: agency.name
            for agency in organisations
            if agency.kind == _KIND
            for written in (agency.name, *agency.abbreviations, *agency.names, agency.key)
        }
        longest_first = sorted(self._names, key=len, reverse=True)
        self._name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")
        self._plain = {written.casefold(): name for written, name in self._names.items()}

    def credited(self, document: Document) -> str | None:
        """The agency that the byline, the dateline or the outlet's name gives as the source, by its full name.

        Bylines such as `AP via Lorvik Post`, datelines such as `OSLO (AP) -`, and `(Reuters)` at the beginning of the
        first paragraph count.
        """
        for words in _credits(document):
            match = self._name.search(words)
            if match:
                return self._names[match[0]]
        return None

    def own(self, document: Document) -> str | None:
        """The agency whose own page the report is on, by its outlet or its address; a dateline alone does not tell."""
        told = [c.by for c in document.claims if c.field == "outlet" and c.value == document.outlet]
        outlet = (document.outlet or "").casefold().removeprefix("the ").removesuffix(" news")
        if outlet in self._plain and not (told and all(by in ("dateline", "byline") for by in told)):
            return self._plain[outlet]
        host = _HOST.match(document.url or "")
        return self._plain.get(host[1].casefold().removesuffix("news")) if host else None


def load_agencies() -> Agencies:
    """The bundled lexicon's news agencies, from its table of organisations alone: the rest is not needed for them.

    Raises:
        LexiconError: the table breaks its schema.
    """
    return Agencies(row for path in table_files("organisations") for _, row in numbered_rows(path, Organisation))


def _credits(document: Document) -> Iterable[str]:
    if document.byline:
        yield document.byline
    for block in document.blocks:
        if block.kind in ("byline", "dateline"):
            yield document.block_text(block)
        elif block.kind == "paragraph":
            yield from re.findall(r"\(([^()]{2,40})\)", document.block_text(block)[:_LEAD])
            break
    if document.outlet:
        yield document.outlet
