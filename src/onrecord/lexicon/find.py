"""Which entries of which tables stand behind the words of a text, with file and line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from onrecord.lexicon import cues
from onrecord.lexicon.load import TABLES, Tables, table_files, table_of
from onrecord.lexicon.matcher import Case, Entry, Matcher, split
from onrecord.lexicon.schema import numbered_rows
from onrecord.lexicon.surfaces import entries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from onrecord.lexicon.schema import Row

#: The words of a cue may have so many others between them.
_CUE_WORDS = 8
_CODES = ("code", "iso3", "country", "sector", "cameo", "act", "kind")
_OPEN_END = "incumbent"


class Found(Struct, frozen=True):
    """An entry that matches some words.

    Attributes:
        surface: the words, as the lexicon writes them.
        table: the table's name; `cues_verbs` and so on for cues.
        path: the file.
        line: where the entry begins in it.
        entry: its key in the table.
        ref: what findings call it in their provenance, such as `country:IRN` or `verb:deny`.
        codes: the codes and kinds it gives, `column=value`.
        source: where it comes from.
        since: first day of its validity, as far as known.
        until: last day.
    """

    surface: str
    table: str
    path: str
    line: int
    entry: str
    ref: str
    codes: tuple[str, ...]
    source: str
    since: str = ""
    until: str = ""


class Located(NamedTuple):
    """A row with where it stands."""

    table: str
    path: Path
    line: int
    row: Row

    @property
    def key(self) -> str:
        """What identifies it in its table."""
        return "/".join(str(getattr(self.row, column)) for column in TABLES[self.table][1])


def located_rows(extra: Sequence[Path] = ()) -> Iterator[Located]:
    """Every row of the bundled tables, then of `extra`, which replace those of the same key when they are read.

    Raises:
        LexiconError: a file or row breaks its schema.
    """
    files = [(name, path) for name in TABLES for path in table_files(name)]
    for name, path in (*files, *((table_of(path), path) for path in extra)):
        for line, row in numbered_rows(path, TABLES[name][0]):
            yield Located(name, path, line, row)


def surfaces_of(located: Located) -> tuple[Entry, ...]:
    """The surfaces under which a row is found in a text; those of a row that only has a key are its key's parts."""
    tables = {name: {located.key: located.row} if name == located.table else {} for name in TABLES}
    found = tuple(entries(Tables(**tables)))  # type: ignore[arg-type]
    columns = (column for column in TABLES[located.table][1] if column != "since")
    values = (str(getattr(located.row, column)) for column in columns)
    return found or tuple(Entry("noun", located.key, "", Case.ANY, split(v)) for v in values if v)


def find(text: str, *, extra: Sequence[Path] = (), on: dt.date | None = None) -> list[Found]:
    """The rows of all tables that match a text or parts of it, whatever the case of its letters, longest first.

    Args:
        text: some words.
        extra: a user's own files.
        on: leaves out the rows that did not hold on that day.

    Raises:
        LexiconError: a file or row breaks its schema.
    """
    rows: dict[Entry, list[Located]] = {}
    for located in located_rows(extra):
        for entry in surfaces_of(located):
            rows.setdefault(entry._replace(case=Case.ANY), []).append(located)
    tokens = split(text)
    matches = Matcher(rows).find(tokens, [t.lower() for t in tokens])
    found = [_found(m.entry, located) for m in sorted(matches, key=_longest_first) for located in rows[m.entry]]
    return [f for f in dict.fromkeys(found) if on is None or holds(f, on)]


def _longest_first(match: tuple[int, int, Entry]) -> tuple[int, int]:
    return match[0] - match[1], match[0]


def _found(entry: Entry, located: Located) -> Found:
    row = located.row
    values = ((column, getattr(row, column, "")) for column in _CODES)
    return Found(
        surface=" ".join(entry.surface),
        table=located.table,
        path=str(located.path),
        line=located.line,
        entry=located.key,
        ref=entry.key,
        codes=tuple(f"{column}={value}" for column, value in values if value),
        source=row.source,
        since=getattr(row, "since", ""),
        until=getattr(row, "until", ""),
    )


def holds(found: Found, on: dt.date) -> bool:
    """Whether an entry held on a day, as far as its dates tell: a year alone stands for all of its days."""
    day = on.isoformat()
    started = not found.since or day[: len(found.since)] >= found.since
    ended = found.until not in ("", _OPEN_END) and day[: len(found.until)] > found.until
    return started and not ended


def find_cues(forms: Sequence[frozenset[str]], *, folder: Path = cues.DATA) -> list[Found]:
    """The cues whose words stand in a text in their order.

    Args:
        forms: for each token of the text, the ways to look it up: as it stands and as base form, in lower case.
        folder: where the cue files are.

    Raises:
        LexiconError: a cue file cannot be read or breaks its schema.
    """
    lexicon = cues.load_cues(folder)
    found = []
    for index in (lexicon.verbs, lexicon.nouns, lexicon.adjectives, lexicon.phrases):
        matching = {first: entries for first, entries in index.items() if any(first in f for f in forms)}
        for first, candidates in matching.items():
            found += [_found_cue(c, first, folder) for c in candidates if _in_order((first, *c.rest), forms)]
    return found


def _in_order(words: Iterable[str], forms: Sequence[frozenset[str]]) -> bool:
    wanted = [w for w in words if w != cues.SLOT]
    for start in range(len(forms)):
        rest = iter(forms[start : start + len(wanted) + _CUE_WORDS])
        if wanted[0] in forms[start] and all(any(word in form for form in rest) for word in wanted):
            return True
    return False


def _found_cue(cue: cues.Cue, first: str, folder: Path) -> Found:
    path = folder / cues.FILES[cue.pos]
    lemma = re.compile(rf"^lemma = ['\"]{re.escape(cue.lemma)}['\"]", re.MULTILINE)
    text = path.read_text(encoding="utf-8")
    at = lemma.search(text)
    values = (("act", cue.act), ("commitment", cue.commitment), ("polarity", cue.polarity), ("strength", cue.strength))
    return Found(
        surface=" ".join((first, *cue.rest)),
        table=path.stem,
        path=str(path),
        line=text.count("\n", 0, at.start()) + 1 if at else 1,
        entry=cue.lemma,
        ref=f"{cue.pos}:{cue.lemma}",
        codes=tuple(f"{name}={value}" for name, value in values),
        source=cue.weight_source,
    )
