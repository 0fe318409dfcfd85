"""A run over many reports: what is stored, what failed, how far it is."""

import contextlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from onrecord import scale, verify
from onrecord.cli.progress import Progress
from onrecord.cli.resuming import Resume
from onrecord.cli.safe import counted, one_line
from onrecord.cli.tables import short_id
from onrecord.config import Config, store_path
from onrecord.corpus.agencies import load_agencies
from onrecord.corpus.copies import CopyIndex
from onrecord.documents import Input
from onrecord.errors import StoreError, VerifyError
from onrecord.model import Failure, Record
from onrecord.store import SqliteStore, Status


class Reading:
    """Stores the outcomes of a run as they come, and counts them.

    Args:
        store: where records and failures go; None keeps nothing.
        progress: told of every outcome.
        resume: knows what was read before, and is told of every outcome.
    """

    def __init__(self, store: SqliteStore | None, progress: Progress, resume: Resume) -> None:
        self._store = store
        self._progress = progress
        self._resume = resume
        self._statuses: Counter[Status] = Counter()
        self._statements = self._events = self._copies = 0
        self._index = None
        if store is not None:
            self._index = CopyIndex(store, agencies=load_agencies())
        self._note = ("", "")
        self.failed = 0

    def records(
        self,
        inputs: Sequence[Input | Failure],
        *,
        config: Config,
        limit: int | None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Iterator[Record]:
        """The records that were read, each once it is stored; failures go to stderr.

        Args:
            inputs: what `documents.discover` gives.
            config: the settings.
            limit: how many records at most.
            stop: once it is true, those that were begun are the last.
        """
        if limit is not None:
            config = replace(config, batch_size=min(config.batch_size, limit))
        self._progress.expect(inputs)
        given = 0
        try:
            for ticket, result in scale.outcomes(
                inputs, config=config, stdin=sys.stdin.buffer, done=self._done, stop=stop
            ):
                kept = self.keep(result)
                self._resume.note(ticket)
                self._progress.reach(ticket)
                if kept is not None:
                    given += 1
                    yield kept
                self._progress.draw()
                if given == limit:
                    return
            if not stop():
                self._resume.end()
        finally:
            with contextlib.suppress(StoreError):  # what is not noted is only read again
                self._resume.stop()

    def note(self, record: Record) -> str:
        """What a reader should know of the record given last: which report it is a copy of; empty for none."""
        document_id, told = self._note
        return told if document_id == record.document.id else ""

    def _done(self, source: Input) -> int:
        """How many reports of an input to pass over, from its start; -1 for all."""
        done = self._resume.done(source)
        if done < 0:
            self._progress.pass_over(source)
        return done

    def keep(self, outcome: Record | Failure) -> Record | None:
        """Stores an outcome and counts it; the record if there is one that holds. A failure is named on stderr."""
        if isinstance(outcome, Record):
            try:
                self._write(outcome)
            except VerifyError as error:
                where = outcome.document.origin.location
                outcome = Failure(where, "verify", error.code, str(error), "please report this with the document")
            else:
                return outcome
        self.failed += 1
        self._progress.failed()
        sys.stderr.write(failure_line(outcome) + "\n")
        if self._store is not None:
            self._store.write_failure(outcome)
        return None

    def _write(self, record: Record) -> None:
        if self._store is None or self._index is None:
            verify.check(record)
            self._statuses["new"] += 1
        else:
            self._statuses[self._store.write(record).status] += 1
            self._compare(record, self._index)
        self._statements += len(record.statements)
        self._events += len(record.events)
        self._progress.advance(record)

    def _compare(self, record: Record, index: CopyIndex) -> None:
        """Looks for reports that the record is a copy of."""
        matches = index.add(record.document)
        copied = [match for match in matches if match.groups and match.kind != "version"]
        self._copies += bool(copied)
        told = f"{copied[0].kind} copy of {short_id(copied[0].other_id)}" if copied else ""
        self._note = record.document.id, told

    def summarise(self, config: Config) -> None:
        """Says on stderr what the run came to, and where the store lies."""
        read = self._statuses.total()
        counts = [f"{self._statuses[s]} {name}" for s, name in _STATUS_NAMES if self._statuses[s]]
        counts += [f"{self._copies} of them copies"] if self._copies else []
        outcome = f" ({', '.join(counts)})" if self._store is not None and read else ""
        failed = f", {self.failed} failed" if self.failed else ""
        found = f"{counted(self._statements, 'statement')}, {counted(self._events, 'event')}"
        lines = [f"{counted(read, 'report')}{outcome}, {found}{failed}."]
        before = self._resume.told()
        if before:
            lines.append(f"Of a run that broke off: {before}; --restart reads them again.")
        if self._store is not None:
            lines.append(f"Store: {store_path(config)}")
        sys.stderr.write("".join(f"{one_line(line)}\n" for line in lines))


_STATUS_NAMES: tuple[tuple[Status, str], ...] = (
    ("new", "new"), ("unchanged", "unchanged"), ("updated", "read anew"), ("version", "new versions"),
)  # fmt: skip


def failure_line(failure: Failure) -> str:
    """A failure in one line: what, why, its code and what to do."""
    remedy = f" → {failure.remedy}" if failure.remedy else ""
    return one_line(f"onrecord: failed [{failure.code}] {failure.location}: {failure.message}{remedy}")
