"""How a command ends: exit codes, and errors as one line for people."""

import enum
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from onrecord.cli.safe import counted, safe
from onrecord.errors import DocumentError, NotInStoreError, OnrecordError, StoreError, VerifyError, WorkerError

DEBUG = "ONRECORD_DEBUG"


class Exit(enum.IntEnum):
    """Exit codes of every command."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    SOME_FAILED = 3
    NOTHING = 4
    STORE = 5
    FAULT = 6
    INTERRUPTED = 130
    CLOSED_PIPE = 141


def end_of_list(total: int, *, nothing: str = "nothing found") -> None:
    """Ends a command that lists what it found: with its own exit code, and words on stderr, when that is nothing.

    Raises:
        typer.Exit: there was nothing.
    """
    sys.stdout.flush()
    if not total:
        sys.stderr.write(f"{nothing}\n")
        raise typer.Exit(Exit.NOTHING)


def say_uncompared(number: int) -> None:
    """Says on stderr that reports were not compared with others yet, so that their copies count."""
    if number:
        sys.stderr.write(f"{counted(number, 'report')} not compared with others yet; `onrecord copies` does it\n")


#: What each code means, for the reference.
MEANING = {
    Exit.OK: "done",
    Exit.INTERNAL: "an error in onrecord itself, output that cannot be written, or `doctor` found something missing",
    Exit.USAGE: "a wrong option, setting, query, lexicon or gold file, or a model that is not installed",
    Exit.SOME_FAILED: "some inputs could not be read; what else there was has been read and stored",
    Exit.NOTHING: "nothing found",
    Exit.STORE: "the store cannot be opened or written",
    Exit.FAULT: "`verify` found a fault, or a stored record does not hold",
    Exit.INTERRUPTED: "interrupted; everything reported as stored is stored",
    Exit.CLOSED_PIPE: "the program that read the output went away, as in `onrecord search ... | head`",
}

_CODES: tuple[tuple[type[OnrecordError], Exit], ...] = (
    (StoreError, Exit.STORE),
    (NotInStoreError, Exit.NOTHING),
    (VerifyError, Exit.FAULT),
    (DocumentError, Exit.SOME_FAILED),
    (WorkerError, Exit.INTERNAL),
    (OnrecordError, Exit.USAGE),
)


class Verbs(TyperGroup):
    """The group of all commands: ends them with the right code, and never with a traceback for a foreseen cause."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own kind of context, which it does not export
        """Run a command; see `Exit` for how it may end."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            _say("onrecord: interrupted")
            raise typer.Exit(Exit.INTERRUPTED) from None
        except OnrecordError as error:
            raise typer.Exit(_tell(error)) from error
        except BrokenPipeError:
            _let_go_of_stdout()
            raise typer.Exit(Exit.CLOSED_PIPE) from None
        except OSError as error:  # a full disk under the output, a file that cannot be written
            _raise_if_debugging()
            _say(f"onrecord: error [os]: {error}")
            raise typer.Exit(Exit.INTERNAL) from error
        return result


def _tell(error: OnrecordError) -> Exit:
    """Says an error in one line, with its remedy in a second, and gives the exit code for it."""
    _raise_if_debugging()
    _say(f"onrecord: error [{error.code}]: {error}")
    if error.remedy:
        _say(f"  → {error.remedy}")
    return next(code for kind, code in _CODES if isinstance(error, kind))


def _raise_if_debugging() -> None:
    if os.environ.get(DEBUG, "") not in {"", "0"}:
        raise  # noqa: PLE0704 - called while an error is handled


def _say(line: str) -> None:
    sys.stderr.write(safe(line) + "\n")


def _let_go_of_stdout() -> None:
    """Keep Python from flushing into the closed pipe once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
