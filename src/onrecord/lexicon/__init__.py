"""What we know: countries, metonyms, blocs, organisations, roles, titles and given names, as data with sources."""

from onrecord.lexicon.load import Lexicon, load
from onrecord.lexicon.matcher import Entry, Family, Match, Matcher, split
from onrecord.lexicon.schema import (
    Bloc,
    Country,
    CountryName,
    GivenName,
    Metonym,
    Noun,
    Organ,
    Organisation,
    Role,
    Sector,
    Source,
    Title,
)

__all__ = [
    "Bloc",
    "Country",
    "CountryName",
    "Entry",
    "Family",
    "GivenName",
    "Lexicon",
    "Match",
    "Matcher",
    "Metonym",
    "Noun",
    "Organ",
    "Organisation",
    "Role",
    "Sector",
    "Source",
    "Title",
    "load",
    "split",
]
