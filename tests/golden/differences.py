"""The golden reports: what a reader finds in each, written down line by line, against what the pipeline finds.

`python tests/golden/differences.py` prints every difference, also the known ones, and writes nothing: an expected
record is changed by hand, and only where it was a misreading. All that the reports tell is invented.
"""

from __future__ import annotations

import sys
import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import Config, Record, read_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Event, Evidence, Statement

FOLDER = Path(__file__).parent / "statements"
SLUGS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
#: What a statement is by default, in the file of expected ones.
DEFAULTS: dict[str, Any] = {"negated": False, "anonymous": None, "venue": None, "within": None}
#: What an event is by default, in the same file.
EVENT_DEFAULTS: dict[str, Any] = {"recipient": [], "modality": "asserted", "within": None}
#: Statements are compared with each other when they share this much of cue and content.
_ALIKE = 0.45


def expected(slug: str) -> list[dict[str, Any]]:
    """The statements that a reader finds in a report, in text order."""
    written = _load(slug)
    day = {"said_on": written["said_on"]}
    rows = [DEFAULTS | day | row for row in written["statement"]]
    return [row | {f: _pieces(row[f]) for f in ("source", "cue", "content", "speaker")} for row in rows]


def expected_events(slug: str) -> list[dict[str, Any]]:
    """The events that a reader finds in a report, in text order.

    An event outside statements that names no other day happened on that of its report.
    """
    written = _load(slug)
    rows = [EVENT_DEFAULTS | row for row in written.get("event", ())]
    for row in rows:
        row.setdefault("happened_on", None if row["within"] else written["said_on"])
    return [row | {f: _pieces(row[f]) for f in ("actor", "recipient")} for row in rows]


def found_events(record: Record) -> list[dict[str, Any]]:
    """A record's events in the form of the expected ones."""
    numbers = {s.id: n for n, s in enumerate(record.statements, 1)}
    return [_event_row(record, event, number, numbers) for number, event in enumerate(record.events, 1)]


def event_differences(record: Record, slug: str) -> list[str]:
    """One line for each event that is missing or too many, and for each field that is another one."""
    statements = _paired(expected(slug), found(record))
    number_of = {j + 1: i + 1 for i, j in statements.items()}
    wanted, left, lines = expected_events(slug), found_events(record), []
    for want in wanted:
        alike = [row for row in left if row["trigger"] == want["trigger"]]
        if not alike:
            lines.append(f"event {want['number']} not found: {_told(want)}")
            continue
        got = min(alike, key=lambda row: abs(row["number"] - want["number"]))
        left.remove(got)
        got = got | {"within": number_of.get(got["within"], got["within"])}
        lines += [
            f"event {want['number']} {field}: expected {_words(want[field])}, found {_words(got[field])}"
            for field in want
            if field != "number" and want[field] != got[field]
        ]
    return lines + [f"too many events: {_told(row)}" for row in left]


def known(slug: str) -> list[str]:
    """The differences that are accepted, each with its reason beside it in the file; the list may only shrink."""
    return [row["difference"] for row in _load(slug).get("known", ())]


def found(record: Record) -> list[dict[str, Any]]:
    """A record's statements in the form of the expected ones."""
    numbers = {s.id: n for n, s in enumerate(record.statements, 1)}
    return [_row(record, statement, numbers) for statement in record.statements]


def differences(wanted: Sequence[dict[str, Any]], seen: Sequence[dict[str, Any]]) -> list[str]:
    """One line for each statement that is missing or too many, and for each field that is another one."""
    pairs = _paired(wanted, seen)
    number_of = {seen[j]["number"]: wanted[i]["number"] for i, j in pairs.items()}
    lines: list[str] = []
    for i, want in enumerate(wanted):
        if i not in pairs:
            lines.append(f"{want['number']} not found: {_shown(want)}")
            continue
        got = seen[pairs[i]]
        got = got | {"within": number_of.get(got["within"], got["within"])}
        lines += [
            f"{want['number']} {field}: expected {_words(want[field])}, found {_words(got[field])}"
            for field in want
            if field != "number" and want[field] != got[field]
        ]
    return lines + [f"too many: {_shown(row)}" for j, row in enumerate(seen) if j not in pairs.values()]


def report(slug: str) -> Path:
    """Where a report stands."""
    return FOLDER / slug / "report.txt"


def _load(slug: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / slug / "expected.toml").read_text("utf-8"))


def _pieces(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _row(record: Record, statement: Statement, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "number": numbers[statement.id],
        "source": _exact(statement.source),
        "cue": _exact(statement.cue),
        "content": _exact(statement.content),
        "kind": statement.kind,
        "speaker": list(record.speakers(statement)),
        "act": statement.act,
        "negated": statement.negated,
        "anonymous": statement.anonymous,
        "venue": statement.venue.exact if statement.venue else None,
        "within": numbers[statement.within] if statement.within else None,
        "said_on": statement.said_on.value if statement.said_on else None,
    }


def _event_row(record: Record, event: Event, number: int, numbers: dict[str, int]) -> dict[str, Any]:
    actors, recipients = ([record.entity(i).name for i in ids] for ids in (event.actor, event.recipient))
    return {
        "number": number,
        "actor": actors,
        "recipient": recipients,
        "trigger": " … ".join(_exact(event.trigger)),
        "type": event.plover.type,
        "modality": event.modality,
        "within": numbers[event.within] if event.within else None,
        "happened_on": event.date.value if event.date else None,
    }


def _told(row: dict[str, Any]) -> str:
    return f"{_words(row['actor'])} / {row['trigger']} / {_words(row['recipient'])}, {row['type']}"


def _exact(words: Sequence[Evidence]) -> list[str]:
    return [evidence.exact for evidence in words]


def _paired(wanted: Sequence[dict[str, Any]], seen: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Which of those seen is which of those wanted: the most alike first, each once."""
    alike = sorted(
        ((_alike(want, got), -abs(i - j), i, j) for i, want in enumerate(wanted) for j, got in enumerate(seen)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for score, _, i, j in alike:
        if score >= _ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return dict(sorted(pairs.items()))


def _alike(want: dict[str, Any], got: dict[str, Any]) -> float:
    """0 to 1, three quarters of it for the content and a quarter for the cue."""
    content, cue = (
        SequenceMatcher(None, " ".join(want[f]), " ".join(got[f]), autojunk=False).ratio() for f in ("content", "cue")
    )
    return 0.75 * content + 0.25 * cue


def _words(value: object) -> str:
    return " … ".join(map(str, value)) or "nothing" if isinstance(value, list) else str(value)


def _shown(row: dict[str, Any]) -> str:
    return f"{_words(row['source'])} / {_words(row['cue'])} / {_words(row['content'])}"


def records() -> dict[str, Record]:
    """The reports as the standard pipeline reads them."""
    outcomes = read_all([report(slug) for slug in SLUGS], config=Config())
    return {slug: outcome for slug, outcome in zip(SLUGS, outcomes, strict=True) if isinstance(outcome, Record)}


def _review() -> Iterator[str]:
    """The differences of all reports, with how many statements are wholly right."""
    right = total = told = events = 0
    for slug, record in records().items():
        wanted, accepted = expected(slug), known(slug)
        lines = differences(wanted, found(record)) + event_differences(record, slug)
        wrong = {line.partition(" ")[0] for line in lines if line[0].isdigit()}
        right, total = right + len(wanted) - len(wrong), total + len(wanted)
        missed = {line.split()[1] for line in lines if line.startswith("event ")}
        told, events = told + len(expected_events(slug)) - len(missed), events + len(expected_events(slug))
        extra = sum(line.startswith("too many:") for line in lines)
        yield f"{slug}: {len(wanted) - len(wrong)} of {len(wanted)}, too many: {extra}"
        yield from (f"  {'(known) ' if line in accepted else ''}{line}" for line in lines)
    yield f"{right} of {total} statements and {told} of {events} events wholly right"


if __name__ == "__main__":
    for shown in _review():
        sys.stdout.write(shown + "\n")
