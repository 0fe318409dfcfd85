"""What every store offers: a writer that takes records, and a reader that gives them back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, Protocol

from msgspec import Struct

from onrecord.model import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.errors import VerifyError
    from onrecord.model import Record
    from onrecord.review import Entry, Reviewed

Status = Literal["new", "unchanged", "updated", "version"]
#: What is done with reviews when records are given.
Applied = Literal["apply", "only", "ignore"]


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a record that was written. Once it is returned, the record outlives the process.

    Attributes:
        document_id: whose.
        status: `new`; `unchanged`: the store had the same findings and nothing was written; `updated`: other findings
            replaced the stored ones; `version`: a changed text of a report that the store had.
        previous: for a version, the document it follows.
    """

    document_id: str
    status: Status
    previous: str | None = None


class LoggedFailure(Struct, frozen=True, forbid_unknown_fields=True):
    """A failure and the last time it happened (UTC, to the second)."""

    failure: Failure
    at: dt.datetime


class Writer(Protocol):
    """Takes records. One call is one transaction."""

    def write(self, record: Record) -> Written:
        """Stores a record after checking it.

        Raises:
            VerifyError: the record does not hold; nothing was written.
            StoreError: the store is locked, full or damaged; nothing was written.
        """
        ...

    def write_all(self, records: Iterable[Record]) -> tuple[Written, ...]:
        """Stores records after checking each, in one transaction: all of them or none. Faster than one by one.

        Raises:
            VerifyError: a record does not hold; nothing was written.
            StoreError: the store is locked, full or damaged; nothing was written.
        """
        ...

    def write_failure(self, failure: Failure) -> None:
        """Logs what could not be read. The same failure again only renews its time.

        Raises:
            StoreError: the store is locked, full or damaged; nothing was written.
        """
        ...

    def review(self, entries: Iterable[Entry]) -> int:
        """Adds entries to the log of reviews, and makes what is searched anew from the records they are about.

        Returns:
            how many of them were not there yet.

        Raises:
            VerifyError: an entry does not hold; nothing was written.
            StoreError: the store is locked, full or damaged; nothing was written.
        """
        ...


class Reader(Protocol):
    """Gives records back, and the log of what people said of them."""

    @property
    def path(self) -> str:
        """Where the store lies."""
        ...

    def record(self, document_id: str) -> Record:
        """The record of a document, with its reviews applied unless the store was opened otherwise.

        Raises:
            NotInStoreError: there is none with this id.
            VerifyError: the row was damaged and is no record any more.
        """
        ...

    def records(self) -> Iterator[Record]:
        """All records, as `record` gives them, in the order their documents were first written.

        Raises:
            VerifyError: a row was damaged and is no record any more.
        """
        ...

    def prediction(self, document_id: str) -> Record:
        """The record of a document as it was read. Raises as `record`."""
        ...

    def predictions(self) -> Iterator[Record]:
        """All records as they were read. Raises as `records`."""
        ...

    def reviewed(self, document_id: str) -> Reviewed:
        """The record of a document with what became of each finding by review. Raises as `record`."""
        ...

    def entries(self, document_id: str | None = None) -> Iterator[Entry]:
        """The log of reviews, of all reports or of one in all its versions, the oldest entry first.

        Raises:
            VerifyError: a row was changed after it was written.
        """
        ...

    def entry(self, entry_id: str) -> Entry:
        """An entry of the log of reviews.

        Raises:
            NotInStoreError: there is none with this id.
            VerifyError: the row was changed after it was written.
        """
        ...

    def resolve(self, what: str) -> str:
        """The id of the document that `what` means: an id or the start of one, a location or a URL as stored.

        A location or URL with several versions means the newest of them.

        Raises:
            NotInStoreError: nothing fits, or the start of an id fits several; those are its `candidates`.
        """
        ...

    def versions(self, key: str) -> tuple[str, ...]:
        """Ids of the documents with this `Document.key`, in the order they were first written."""
        ...

    def failures(self) -> tuple[LoggedFailure, ...]:
        """All failures, the oldest first.

        Raises:
            VerifyError: a row was changed after it was written.
        """
        ...

    def select(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Rows of a question in SQL, with `?` or `:name` for each parameter. It cannot change the store.

        Raises:
            QueryError: a parameter holds half of a surrogate pair.
            StoreError: the SQL is wrong, or the store is locked or damaged.
        """
        ...

    def audit(self) -> Iterator[Record | VerifyError]:
        """Every record, and in between every fault of the store's own making.

        That is: damage to the file, columns and indexes that differ from the record they were made from, references to
        rows that are gone. Whether a record agrees with its own text is for `onrecord.verify` to say.
        """
        ...
