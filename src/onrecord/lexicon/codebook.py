"""Codebooks of events: PLOVER's types, modes and contexts, CAMEO's codes, and the way from one to the other.

A codebook is a folder of five CSV tables with the columns of the structs below; the bundled one carries PLOVER
(manual of 2021) and CAMEO 1.1b3. What was decided where the sources contradict each other is in docs/codebook.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.schema import Row, numbered_rows
from onrecord.model.event import Quad  # noqa: TC001 - msgspec reads the annotation

if TYPE_CHECKING:
    from collections.abc import Callable

BUNDLED = Path(__file__).parent / "data" / "codebook"

Attitude = Literal["future", "refused", "withheld", "obliged", "ended"]
K = TypeVar("K")
R = TypeVar("R", bound=Row)


class EventType(Row, frozen=True):
    """A PLOVER event type.

    Attributes:
        quad: quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        score: PLOVER's conflict-cooperation score, -10 to 10.
        recipient_required: whether an event of this type must have a recipient.
        cameo: CAMEO code of an event of which no more is known than the type; empty when there is none.
    """

    code: str
    quad: Quad
    score: float
    recipient_required: Literal["yes", "no"] = "no"
    cameo: str = ""


class Mode(Row, frozen=True):
    """How an event of a type was done; the score, where there is one, takes the place of the type's."""

    type: str
    mode: str
    score: float | None = None


class Context(Row, frozen=True):
    """What an event is about, in PLOVER's list."""

    context: str


class CameoCode(Row, frozen=True):
    """A CAMEO code.

    Attributes:
        code: two to four digits, a string ("010" is not "10").
        parent: the code one level up; empty for the twenty roots.
        quad: GDELT's quad class of the code.
        goldstein: Goldstein value, -10 to 10.
        plover: PLOVER type; empty for the comments of root 01, which have none.
        mode: PLOVER mode of that type.
        contexts: PLOVER contexts that the code implies.
    """

    code: str
    label: str
    quad: Quad
    goldstein: float
    parent: str = ""
    plover: str = ""
    mode: str = ""
    contexts: tuple[str, ...] = ()


class Shift(Row, frozen=True):
    """What an event is coded as when it is announced, refused or demanded instead of done.

    Attributes:
        code: CAMEO code; it holds for all codes below that have no row of their own.
        when: `future`: the actor says that it will; `refused`: that it will not; `withheld`: it did
            not; `obliged`: that another must.
        becomes: the code that it has then.
    """

    code: str
    when: Attitude
    becomes: str


class Codebook(Struct, frozen=True):
    """The tables by code, checked against each other."""

    types: dict[str, EventType]
    modes: dict[tuple[str, str], Mode]
    contexts: dict[str, Context]
    cameo: dict[str, CameoCode]
    shifts: dict[tuple[str, Attitude], Shift]

    def shifted(self, code: str, when: Attitude) -> str:
        """The code of an event that is announced, refused, demanded or ended; the code itself when it stays."""
        for size in range(len(code), 1, -1):
            shift = self.shifts.get((code[:size], when))
            if shift is not None:
                return shift.becomes
        return code

    def score(self, kind: str, mode: str | None = None) -> float:
        """PLOVER's score of a type, or of a mode that has one of its own.

        Raises:
            KeyError: the codebook has no such type.
        """
        own = self.modes.get((kind, mode or ""))
        return self.types[kind].score if own is None or own.score is None else own.score


def load_codebook(folder: Path = BUNDLED) -> Codebook:
    """The codebook in a folder.

    Raises:
        LexiconError: a table is missing, a row breaks its schema, stands twice, or names a code that is not there.
    """
    types = _keyed(folder / "types.csv", EventType, lambda r: r.code)
    modes = _keyed(folder / "modes.csv", Mode, lambda r: (r.type, r.mode))
    contexts = _keyed(folder / "contexts.csv", Context, lambda r: r.context)
    cameo = _keyed(folder / "cameo.csv", CameoCode, lambda r: r.code)
    shifts = _keyed(folder / "shifts.csv", Shift, lambda r: (r.code, r.when))
    for line, shift in shifts.values():
        for code in (shift.code, shift.becomes):
            _known(folder / "shifts.csv", line, "code", code in cameo, code)
    for line, kind in types.values():
        _known(folder / "types.csv", line, "cameo", kind.cameo in cameo or not kind.cameo, kind.cameo)
    for line, mode in modes.values():
        _known(folder / "modes.csv", line, "type", mode.type in types, mode.type)
    for line, row in cameo.values():
        path = folder / "cameo.csv"
        _known(path, line, "plover", row.plover in types or not row.plover, row.plover)
        _known(path, line, "mode", (row.plover, row.mode) in modes or not row.mode, row.mode)
        _known(path, line, "parent", row.parent in cameo or not row.parent, row.parent)
        for context in row.contexts:
            _known(path, line, "context", context in contexts, context)
    return Codebook(_rows(types), _rows(modes), _rows(contexts), _rows(cameo), _rows(shifts))


def _keyed(path: Path, kind: type[R], key: Callable[[R], K]) -> dict[K, tuple[int, R]]:
    keyed: dict[K, tuple[int, R]] = {}
    for line, row in numbered_rows(path, kind):
        if key(row) in keyed:
            raise LexiconError(str(path), line, f"{key(row)!r} stands twice")
        keyed[key(row)] = (line, row)
    return keyed


def _rows(keyed: dict[K, tuple[int, R]]) -> dict[K, R]:
    return {key: row for key, (_, row) in keyed.items()}


def _known(path: Path, line: int, column: str, known: bool, value: str) -> None:  # noqa: FBT001 - private, four uses
    if not known:
        raise LexiconError(str(path), line, f"{column} {value!r} is unknown")
