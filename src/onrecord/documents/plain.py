"""Plain text: its words are left exactly as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.documents.assemble import Raw, assemble
from onrecord.documents.blocks import Body
from onrecord.documents.decode import decode
from onrecord.documents.metadata import Claims
from onrecord.documents.sniff import check_text
from onrecord.documents.structure import structure
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.config import Config
    from onrecord.model import Document


def read_plain(
    data: bytes, *, location: str, config: Config, declared: str | None = None, claims: Claims | None = None
) -> Document:
    """The Document of a plain text.

    Raises:
        DocumentError: it is binary, in no known encoding, empty, too large or not English.
    """
    check_text(data, location=location)
    text, encoding = decode(data, location=location, declared=declared)
    claims = claims or Claims()
    raw = Raw(data, location, "text/plain", encoding, f"onrecord {__version__}")
    return assemble(raw, Body(text, structure(text, claims=claims)), claims=claims, config=config)
