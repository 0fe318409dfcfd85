"""Codes of other data sets for what the record knows by its own: countries, sectors, kinds of events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.lexicon.codebook import CameoCode, load_codebook
from onrecord.lexicon.load import DATA, UNITED_NATIONS
from onrecord.lexicon.schema import Country, CountryCode, Sector, numbered_rows

if TYPE_CHECKING:
    from onrecord.model import Entity, Place

_BLOCK = 3  # letters of one part of a CAMEO actor string
_MOST_TYPES = 3

# Blocks that say what kind of actor it is and stand for no state, of CAMEO 1.1b3, table 3.2 and chapter 3.
_KINDS = frozenset(
    {"IGO", "IMG", "INT", "MNC", "NGM", "NGO", "UIS", "INS", "SEP", "DEV", "ENV", "HRI", "MOD", "RAD", "PKO"}
)


class Codes(Struct, frozen=True):
    """Look-ups by the record's codes.

    Attributes:
        iso2: ISO 3166-1 alpha-2 by alpha-3.
        country: common name by alpha-3.
        fips: FIPS 10-4 by alpha-3.
        cow: number of the Correlates of War project by alpha-3, of states that last.
        sector: label by PLOVER sector.
        roles: blocks of CAMEO actor strings that say what an actor does or is.
        cameo: CAMEO's codes.
    """

    iso2: Mapping[str, str]
    country: Mapping[str, str]
    fips: Mapping[str, str]
    cow: Mapping[str, str]
    sector: Mapping[str, str]
    roles: frozenset[str]
    cameo: Mapping[str, CameoCode]

    def country_name(self, code: str | None) -> str:
        """The name of a country; the code itself for a bloc, nothing for None."""
        return self.country.get(code or "", code or "")


class ActorCode(Struct, frozen=True):
    """A CAMEO actor string in its parts.

    Attributes:
        text: the whole string; empty when nothing is known.
        country: ISO 3166-1 alpha-3 or a region's code; empty when it has none.
        group: a known body (`UNO`); empty when it has none.
        types: up to three blocks of what it does or is.
    """

    text: str = ""
    country: str = ""
    group: str = ""
    types: tuple[str, ...] = ()


def load_codes() -> Codes:
    """The look-ups, out of the bundled tables."""
    countries = [row for _, row in numbered_rows(DATA / "countries.csv", Country)]
    others = [row for _, row in numbered_rows(DATA / "country_codes.csv", CountryCode)]
    sectors = [row for _, row in numbered_rows(DATA / "sectors.csv", Sector)]
    return Codes(
        iso2={c.iso3: c.iso2 for c in countries if c.iso2},
        country={c.iso3: c.name for c in countries},
        fips={c.iso3: c.fips for c in others if c.fips},
        cow={c.iso3: c.cow_number for c in others if c.cow_number and not c.until},
        sector={s.code: s.label for s in sectors},
        roles=_KINDS | {s.cameo for s in sectors if s.cameo},
        cameo=load_codebook().cameo,
    )


def actor_code(entity: Entity | None, codes: Codes) -> ActorCode:
    """The parts of an entity's CAMEO actor string, or its country alone when it has no string."""
    if entity is None:
        return ActorCode()
    text = entity.cameo or entity.country or ""
    blocks = tuple(text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK))
    types = tuple(b for b in blocks if b in codes.roles)[:_MOST_TYPES]
    rest = [b for b in blocks if b not in codes.roles]
    states = (b for b in rest if b in codes.country or (b == entity.country and b != UNITED_NATIONS))
    country = next(states, "")
    group = next((b for b in rest if b != country), "")
    return ActorCode(text, country, group, types)


def divisions(place: Place) -> tuple[str, str, str]:
    """City, district and first-order division of a place; empty where it has none or is larger."""
    names = {"city": "", "district": "", "region": place.region, place.kind: place.name}
    return names["city"], names["district"], names["region"]
