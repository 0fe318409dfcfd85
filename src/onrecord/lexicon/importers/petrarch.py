"""Actor and agent files of PETRARCH and TABARI.

An actor stands with its synonyms and its codes, each with the days it held:

    NGUYEN_SMITH_          ; a comment
    +SMITH_
        [XYZGOV 890120-930119]
        [XYZELI >930119]

An agent file gives roles, `AMBASSADOR {AMBASSADORS} [~GOV]`, and sets that stand for their words in turn:
`!MINIST! = MINISTER, MINISTERS`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from onrecord.errors import LexiconError
from onrecord.lexicon.importers.lines import lines
from onrecord.lexicon.importers.rows import ALWAYS, RowMaker, Spell, tidy
from onrecord.lexicon.schema import Role
from onrecord.lexicon.surfaces import plural_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.lexicon.importers.mappings import Mappings
    from onrecord.lexicon.load import Lexicon
    from onrecord.lexicon.schema import Row

SOURCE: Final = "petrarch"
MAX_CHARS: Final = 2_000  # of a line; real ones have up to some hundred
MAX_NAMES: Final = 1_000  # of one actor, or words of one set
_CODE_LETTERS = 3
_NEWEST_CENTURY = 40  # two-digit years from here on are of the 1900s
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_PLURALS = re.compile(r"\{([^{}]*)\}")
_SET = re.compile(r"^!([A-Z0-9_]+)!\s*=\s*\{?([^{}]*)\}?$")
_SET_USE = re.compile(r"!([A-Z0-9_]+)!")
_DAYS = re.compile(r"^(?:(?P<bound>[<>])(?P<day>\d{6}|\d{8})|(?P<since>\d{6}|\d{8})-(?P<until>\d{6}|\d{8}))$")
_NOBODY = frozenset({"", "---", "+++", "***"})
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "da", "del", "la", "al", "el", "bin", "von", "van"})
_SHORT = 4  # letters; a single word of no more is taken for an abbreviation


class _BadLineError(ValueError):
    """Why a line says nothing that can be imported."""


@dataclass(slots=True)
class _Actor:
    """An actor with its synonyms; each code with its line and days."""

    names: list[str]
    codes: list[tuple[int, str, Spell]] = field(default_factory=list)


def read(path: Path, words: Lexicon, mappings: Mappings) -> Iterator[Row | LexiconError]:
    """The rows of an actor or agent file, and an error for each line that gives none, in the file's order.

    Raises:
        LexiconError: the file cannot be read.
    """
    reader = _Reader(path, RowMaker(words, mappings, source=SOURCE))
    for number, line in _without_comments(path):
        try:
            yield from reader.take(number, line)
        except _BadLineError as error:
            yield LexiconError(str(path), number, str(error))
    yield from reader.finish()


def _without_comments(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that hold something: decoded, without comments."""
    hidden = False
    for number, raw in lines(path):
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8", "replace")
        if hidden or "<!--" in line:
            before, _, rest = ("", "", line) if hidden else line.partition("<!--")
            hidden = "-->" not in rest
            line = before + rest.partition("-->")[2]
        line = re.split("[#;]", line, maxsplit=1)[0].strip()
        if line:
            yield number, line


class _Reader:
    """Collects the lines of one actor; a line that begins another one gives the rows of the one before."""

    def __init__(self, path: Path, maker: RowMaker) -> None:
        self._path = path
        self._maker = maker
        self._actor = _Actor([])
        self._sets: dict[str, tuple[str, ...]] = {}

    def take(self, number: int, line: str) -> Iterator[Row | LexiconError]:
        """What is known to be complete once this line has been read."""
        if len(line) > MAX_CHARS:
            message = f"has more than {MAX_CHARS:,} characters"
            raise _BadLineError(message)
        words = _SET.match(line)
        if words is not None:
            self._sets[words[1]] = tuple(w for w in map(_plain, words[2].split(",")) if w)[:MAX_NAMES]
            return
        name = _PLURALS.sub("", _BRACKETS.sub("", line)).strip()
        codes = _BRACKETS.findall(line)
        if any("~" in code for code in codes):
            yield from self._roles(name, _PLURALS.search(line), codes[0])
            return
        if line[0] not in "+[":
            yield from self.finish()
        self._add(number, name.lstrip("+"), codes)

    def _add(self, number: int, name: str, codes: list[str]) -> None:
        if _plain(name):
            if len(self._actor.names) >= MAX_NAMES:
                message = f"the actor has more than {MAX_NAMES:,} synonyms"
                raise _BadLineError(message)
            self._actor.names.append(_plain(name))
        elif not codes:
            message = "has neither a name nor a code"
            raise _BadLineError(message)
        for code in codes:
            known = self._actor.codes[-1][1] if self._actor.codes else ""
            self._actor.codes.append((number, *_dated(code, known)))

    def finish(self) -> Iterator[Row | LexiconError]:
        """The rows of the actor whose lines have been read."""
        actor, self._actor = self._actor, _Actor([])
        for number, code, spell in actor.codes:
            try:
                yield from self._rows(actor.names, code, spell)
            except _BadLineError as error:
                yield LexiconError(str(self._path), number, str(error))

    def _rows(self, names: list[str], code: str, spell: Spell) -> Iterator[Row]:
        country, sector = self._decoded(code)
        role, person = self._introduced(names)
        if not names:
            message = f"code {code!r} stands without a name"
            raise _BadLineError(message)
        if not sector:
            yield from self._maker.country_names([_cased(n) for n in names], country)
        elif person or spell != ALWAYS:
            office = role or self._maker.mappings.offices.get(sector, "leader")
            written = person or [_cased_person(n) for n in names]
            yield from self._maker.holder(written, office=office, country=country, spell=spell)
        else:
            yield from self._maker.organisation([_cased(n) for n in names], sector=sector, country=country)

    def _decoded(self, code: str) -> tuple[str, str]:
        """Country and sector of a CAMEO code: a country or a kind of body, then roles, three letters each."""
        if code in _NOBODY or "/" in code:
            message = f"code {code!r} names {'several actors' if '/' in code else 'nobody'}"
            raise _BadLineError(message)
        parts = [code[i : i + _CODE_LETTERS].upper() for i in range(0, len(code), _CODE_LETTERS)]
        country = self._maker.country(parts[0])
        sectors = self._maker.mappings.cameo_sectors
        sector = next((sectors[p] for p in parts[1 if country else 0 :] if p in sectors), "")
        if country == "UNO" or "UNO" in parts[:2]:
            country, sector = "UNO", sector or "IGO"
        if not (country or sector):
            message = f"code {code!r} has neither a known country nor a known role"
            raise _BadLineError(message)
        return country, sector

    def _introduced(self, names: list[str]) -> tuple[str, list[str]]:
        """A role that stands before one of the names, and the names of the person who has it."""
        for name in names:
            words = name.lower().split()
            for end in range(len(words) - 1, 0, -1):
                role = " ".join(words[:end])
                if role in self._maker.words.roles and len(words) - end > 1:
                    person = _cased_person(" ".join(name.split()[end:]))
                    return role, [person, *(_cased_person(n) for n in names if n != name)]
        given = self._maker.words.given_names
        first = names[0].split() if names else []
        named = len(first) in (2, 3) and first[0].title() in given
        return "", [_cased_person(n) for n in names] if named else []

    def _roles(self, name: str, plurals: re.Match[str] | None, code: str) -> Iterator[Row]:
        parts = code.replace("~", "").strip()
        sectors = self._maker.mappings.cameo_sectors
        split = (parts[i : i + _CODE_LETTERS].upper() for i in range(0, len(parts), _CODE_LETTERS))
        sector = next((sectors[p] for p in split if p in sectors), "")
        if not sector:
            message = f"agent code {code!r} has no known role"
            raise _BadLineError(message)
        irregular = tuple(p for p in map(_plain, plurals[1].split(",")) if p) if plurals else ()
        for surface in self._spelled(name):
            lower = surface.lower()
            if lower and not self._maker.is_known(lower):
                more = tuple(p.lower() for p in irregular if p.lower() != plural_of(lower))
                yield Role(surface=lower, sector=sector, plurals=more, source=SOURCE)

    def _spelled(self, name: str) -> Iterator[str]:
        """An agent's name with each word of the set it uses; only one set is used in a name."""
        use = _SET_USE.search(name)
        if use is None:
            yield _plain(name)
        elif use[1] not in self._sets:
            message = f"set !{use[1]}! is not known"
            raise _BadLineError(message)
        else:
            for word in self._sets[use[1]]:
                yield _plain(name[: use.start()] + word + name[use.end() :])


def _plain(name: str) -> str:
    return tidy(name.replace("_", " "))


def _dated(code: str, known: str) -> tuple[str, Spell]:
    """A bracket's code, or the one before it when it has dates alone, and the days for which it holds."""
    words = code.split()
    days = _DAYS.match(words[-1]) if words else None
    if days is None:
        if len(words) > 1:
            message = f"code {code!r} is followed by something else than days"
            raise _BadLineError(message)
        return (words[0] if words else ""), ALWAYS
    name = words[0] if len(words) > 1 else known
    if days["bound"]:
        day = _iso(days["day"])
        return name, Spell(until=day) if days["bound"] == "<" else Spell(since=day)
    return name, Spell(_iso(days["since"]), _iso(days["until"]))


def _iso(digits: str) -> str:
    """A day written YYMMDD or YYYYMMDD."""
    if len(digits) == 6:  # noqa: PLR2004 - YYMMDD
        digits = ("19" if int(digits[:2]) >= _NEWEST_CENTURY else "20") + digits
    try:
        return dt.datetime.strptime(digits, "%Y%m%d").date().isoformat()  # noqa: DTZ007 - a day has no time zone
    except ValueError as error:
        message = f"{digits} is no day"
        raise _BadLineError(message) from error


def _cased(name: str) -> str:
    """A name in capitals as it would be written in a text; a single short word is taken for an abbreviation."""
    short = " " not in name and len(name.replace(".", "")) <= _SHORT
    return name if short else _cased_person(name)


def _cased_person(name: str) -> str:
    words = [w if "." in w else "-".join(p.capitalize() for p in w.split("-")) for w in name.split()]
    return " ".join([*words[:1], *(w.lower() if w.lower() in _SMALL else w for w in words[1:])])
