"""Rows of onrecord's tables from what another project says of an actor, joined to what the lexicon knows already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from onrecord.lexicon.load import UNITED_NATIONS
from onrecord.lexicon.matcher import split
from onrecord.lexicon.schema import SEPARATOR, CountryName, Holder, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.lexicon.importers.mappings import Mappings
    from onrecord.lexicon.load import Lexicon
    from onrecord.lexicon.matcher import Entry

#: An imported tenure is less sure than one of the bundled tables.
CONFIDENCE = 0.6
DEFAULT_KIND = "organisation"
MAX_NAME = 200  # code points; a longer "name" is none
_LONGEST_ABBREVIATION = 8
_ARMED = frozenset({"REB", "MIL", "PRM", "UAF", "CRM"})
_NOT_KEY = re.compile(r"[^a-z0-9]+")
_OF = re.compile(r" of (?:the )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spell:
    """When something held; partial ISO dates, empty where not known."""

    since: str = ""
    until: str = ""


ALWAYS = Spell()


class RowMaker:
    """Makes rows whose source is `source`."""

    def __init__(self, words: Lexicon, mappings: Mappings, *, source: str) -> None:
        self.words = words
        self.mappings = mappings
        self.source = source
        self._codes = {"", UNITED_NATIONS, *words.countries, *words.blocs}
        self._iso2 = {c.iso2.lower(): c.iso3 for c in words.countries.values() if c.iso2}
        self._places = {
            name.casefold(): c.iso3 for c in words.countries.values() for name in (c.name, *c.names, *c.demonyms)
        }

    def country(self, code: str) -> str:
        """The code as the lexicon has it, from an alpha-3, alpha-2 or CAMEO code; empty when it is unknown."""
        found = self.mappings.cameo_countries.get(code.upper(), code.upper())
        return found if found in self._codes else self._iso2.get(code.lower(), "")

    def office(self, label: str) -> tuple[str, str]:
        """A position's title as a role, and the country that the title names: `prime minister`, `IND`."""
        title = tidy(label)
        for of in _OF.finditer(title):
            place = self._places.get(title[of.end() :].casefold())
            if place is not None:
                return title[: of.start()].lower(), place
        return title.lower(), ""

    def country_names(self, names: Iterable[str], iso3: str) -> Iterator[CountryName]:
        """Rows for those names of a country that the lexicon has not."""
        for name in names:
            if iso3 in self.words.countries and not self._has(name, f"country:{iso3}"):
                yield CountryName(surface=name, iso3=iso3, kind="name", source=self.source)

    def holder(
        self, names: Iterable[str], *, office: str, country: str, spell: Spell = ALWAYS, body: str = ""
    ) -> Iterator[Holder]:
        """The row of a person in office; none for a person without a name or an office."""
        person, *others = dict.fromkeys(n for n in names if n) or ("",)
        if person and office:
            yield Holder(
                person=person,
                names=tuple(others),
                office=office,
                country=country,
                body=body,
                since=spell.since,
                until=spell.until,
                confidence=CONFIDENCE,
                source=self.source,
            )

    def organisation(  # noqa: PLR0913 - one keyword for each thing to be known of a body
        self,
        names: Iterable[str],
        *,
        sector: str,
        country: str,
        key: str = "",
        kind: str = "",
        spell: Spell = ALWAYS,
    ) -> Iterator[Organisation]:
        """The row of a body; of one that the lexicon has, its row with what is new, or none when nothing is.

        Args:
            names: its names, the usual one first; short ones in capitals become abbreviations.
            sector: PLOVER sector, or empty.
            country: code of the lexicon, or empty.
            key: of the new row; made of the first name when it is empty.
            kind: noun by which texts refer back to it; that of its sector when it is empty.
            spell: from its foundation to its end.
        """
        given = tuple(dict.fromkeys(n for n in names if n))
        known = next((o for o in map(self._organisation, given) if o is not None), None)
        if known is not None:
            yield from self._extended(known, given, sector=sector, country=country)
        elif given and not (sector == "GOV" and any(self._is_seat(n, country) for n in given)):
            name = next((n for n in given if not is_abbreviation(n)), given[0])
            others = [n for n in given if n != name]
            yield Organisation(
                key=key or _NOT_KEY.sub("-", name.casefold()).strip("-") or name,
                name=name,
                kind=kind or self.mappings.kinds.get(sector, DEFAULT_KIND),
                sector=sector,
                country=country,
                abbreviations=tuple(n for n in others if is_abbreviation(n)),
                names=tuple(n for n in others if not is_abbreviation(n)),
                entity="group" if sector in _ARMED else "organisation",
                since=spell.since,
                until=spell.until,
                source=self.source,
            )

    def _is_seat(self, name: str, country: str) -> bool:
        """Whether the lexicon has a name as the seat of a country's government, which stands for it."""
        return any(e.family in ("metonym", "capital") and e.code == country for e in self._entries(name))

    def is_known(self, name: str) -> bool:
        """Whether the lexicon has a name, in whatever table."""
        return bool(self._entries(name))

    def _organisation(self, name: str) -> Organisation | None:
        """The lexicon's body of this name, in any case of its letters."""
        keys = (key.removeprefix("org:") for key in self._keys(name) if key.startswith("org:"))
        return next((self.words.organisations[key] for key in keys if key in self.words.organisations), None)

    def _extended(
        self, known: Organisation, names: tuple[str, ...], *, sector: str, country: str
    ) -> Iterator[Organisation]:
        fresh = [n for n in names if not self._has(n, f"org:{known.key}")]
        row = msgspec.structs.replace(
            known,
            names=(*known.names, *(n for n in fresh if not is_abbreviation(n))),
            abbreviations=(*known.abbreviations, *(n for n in fresh if is_abbreviation(n))),
            sector=sector or known.sector,
            country=country or known.country,
        )
        if row != known:
            yield msgspec.structs.replace(row, source=self.source)

    def _has(self, name: str, key: str) -> bool:
        return key in self._keys(name)

    def _keys(self, name: str) -> set[str]:
        return {entry.key for entry in self._entries(name)}

    def _entries(self, name: str) -> set[Entry]:
        """The lexicon's entries that are the whole of a name, in any case of its letters."""
        tokens = split(name)
        lower = [t.lower() for t in tokens]
        whole = (0, len(tokens))
        spelled = (tokens, [t.upper() for t in tokens], [t.capitalize() for t in tokens])
        found = (m for text in spelled for m in self.words.matcher.find(text, lower))
        return {m.entry for m in found if (m.first, m.last) == whole}


def tidy(text: str) -> str:
    """A name on one line, without the sign that separates the values of a cell; empty when it is too long for one."""
    name = " ".join("".join(c if c.isprintable() else " " for c in text.replace(SEPARATOR, " ")).split())
    return name if len(name) <= MAX_NAME else ""


def is_abbreviation(name: str) -> bool:
    """Whether a name is a short word in capitals, such as IAEA."""
    letters = name.replace(".", "")
    return letters.isupper() and len(letters) <= _LONGEST_ABBREVIATION and " " not in name
