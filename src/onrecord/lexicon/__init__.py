"""What we know: countries, metonyms, blocs, organisations, roles, titles and given names, as data with sources."""

from onrecord.lexicon.load import Lexicon, load
from onrecord.lexicon.matcher import Entry, Family, Match, Matcher, split
from onrecord.lexicon.schema import (
    Agent,
    Bloc,
    Country,
    CountryCode,
    CountryName,
    GivenName,
    Holder,
    Membership,
    Metonym,
    Noun,
    Organ,
    Organisation,
    Place,
    Role,
    Sector,
    Title,
)
from onrecord.lexicon.sources import Source

__all__ = [
    "Agent",
    "Bloc",
    "Country",
    "CountryCode",
    "CountryName",
    "Entry",
    "Family",
    "GivenName",
    "Holder",
    "Lexicon",
    "Match",
    "Matcher",
    "Membership",
    "Metonym",
    "Noun",
    "Organ",
    "Organisation",
    "Place",
    "Role",
    "Sector",
    "Source",
    "Title",
    "load",
    "split",
]
