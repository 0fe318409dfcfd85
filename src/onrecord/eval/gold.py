"""Gold files: one JSON object a line, with the text of a report and what is right about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from onrecord import documents
from onrecord.errors import EvalError
from onrecord.model import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from onrecord.config import Config


class GoldRow(Protocol):
    """What every line of a gold file has."""

    @property
    def doc_id(self) -> str:
        """Names the report."""


Row = TypeVar("Row")


def read_gold(path: Path, kind: type[Row]) -> Iterator[Row]:
    """The lines of a gold file; fields that `kind` does not have are left out.

    Raises:
        EvalError: the file is not there or a line is not of the form.
    """
    decoder = msgspec.json.Decoder(kind)
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield decoder.decode(line)
                    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
                        raise EvalError(f"{path}:{number}", str(error)) from error
    except OSError as error:
        raise EvalError(str(path), error.strerror or "cannot be read") from error


def read_documents(gold: Iterable[GoldRow], path: Path, config: Config) -> Iterator[Document | Failure]:
    """Gold texts as documents, one for each line, read the way an archive's lines are."""
    with path.open("rb") as lines:
        for item, line in zip(gold, (ln for ln in lines if ln.strip()), strict=True):
            read = documents.from_bytes(line, location=f"{path}#{item.doc_id}", config=config)
            yield next(iter(read), Failure(str(path), "documents", "empty", f"{item.doc_id} has no text"))
