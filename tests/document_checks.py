"""What holds for every Document, whatever it was read from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import DOCUMENT_CODES
from onrecord.model import Document, Failure, document_id, text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_all(results: Iterable[object]) -> list[Document | Failure]:
    """The results, each of them checked."""
    checked: list[Document | Failure] = []
    for result in results:
        assert isinstance(result, Document | Failure)
        if isinstance(result, Document):
            check_document(result)
        else:
            check_failure(result)
        checked.append(result)
    return checked


def check_document(document: Document) -> None:
    """Blocks lie in the text, in order, apart, with no blank edges; hashes and id hold; it can be written and read."""
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.text)
        words = document.block_text(block)
        assert words == words.strip()
        end = block.span.end
    assert document.origin.text_sha256 == text_hash(document.text)
    assert document.key
    assert document.id == document_id(
        text=document.text, url=document.url, outlet=document.outlet, published=document.published
    )
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


def check_failure(failure: Failure) -> None:
    """It names the input, has a known code, and says what to do."""
    assert failure.stage == "documents"
    assert failure.code in DOCUMENT_CODES
    assert failure.location
    assert failure.message
    assert failure.remedy == DOCUMENT_CODES[failure.code]


def check_plain(document: Document, data: bytes) -> None:
    """A plain text is what its bytes decode to, and the origin is theirs."""
    assert data.decode(document.origin.encoding) == document.text
    assert document.origin.bytes_sha256 == hashlib.sha256(data).hexdigest()
    assert document.origin.size == len(data)
