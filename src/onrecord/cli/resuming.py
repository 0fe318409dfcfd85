"""A run that broke off goes on where it stopped: which reports the store has the outcomes of already."""

from onrecord.cli.safe import counted
from onrecord.documents import Input
from onrecord.scale import Ticket
from onrecord.store.checkpoint import ALL, Checkpoints


class Resume:
    """What of the inputs of a run was read before, and what has been read now.

    Args:
        checkpoints: of runs with the same settings; None keeps and knows none.
        restart: begin anew, whatever they say.
    """

    def __init__(self, checkpoints: Checkpoints | None, *, restart: bool) -> None:
        self._checkpoints = checkpoints
        self._restart = restart
        self._current: Input | None = None
        self._identities: dict[Input, tuple[str, str]] = {}
        self._places: list[str] = []
        self._passed = self._finished = 0

    def done(self, source: Input) -> int:
        """How many reports of an input to pass over, from its start; -1 for all."""
        identity = _identity(source)
        if self._checkpoints is None or identity is None:
            return 0
        self._identities[source] = identity
        self._places.append(identity[0])
        done = 0 if self._restart else self._checkpoints.done(*identity)
        self._passed += max(done, 0)
        self._finished += done == ALL
        return done

    def note(self, ticket: Ticket) -> None:
        """An outcome is stored; so those of the inputs before it are, too."""
        if self._current is not None and ticket.source is not self._current:
            self._put(self._current, ALL)
            self._identities.pop(self._current, None)
        self._current = ticket.source
        if ticket.source is not None:
            self._put(ticket.source, ticket.number)

    def told(self) -> str:
        """What was passed over, in words; empty for nothing."""
        files = counted(self._finished, "input") + " read to the end" if self._finished else ""
        reports = counted(self._passed, "report") + " of an input" if self._passed else ""
        return " and ".join(part for part in (files, reports) if part)

    def stop(self) -> None:
        """The run breaks off."""
        if self._checkpoints is not None:
            self._checkpoints.flush()

    def end(self) -> None:
        """The run came to its end: the next one reads the same inputs anew."""
        if self._checkpoints is not None and self._places:
            self._checkpoints.clear(self._places)

    def _put(self, source: Input, reports: int) -> None:
        identity = self._identities.get(source)
        if self._checkpoints is not None and identity is not None:
            self._checkpoints.note(*identity, reports)


def _identity(source: Input) -> tuple[str, str] | None:
    """A file's full path or address, and its size and time of change; None for what cannot be read twice."""
    if source.is_stdin or source.size is None:
        return None
    if source.path is None:
        return source.location, f"{source.size}:{source.changed}"
    try:
        stat = source.path.stat()
        place = str(source.path.resolve())
        place.encode()
    except (OSError, UnicodeEncodeError):
        return None
    return place, f"{stat.st_size}:{stat.st_mtime_ns}"
