"""Countries as people write them."""

from __future__ import annotations

from onrecord.errors import QueryError
from onrecord.lexicon.load import DATA
from onrecord.lexicon.schema import Country, CountryName, read_table


def country_code(words: str) -> str:
    """The code that a record has for a country: of its name, demonym, or code with two or three letters; in any case.

    What looks like a code of three letters is taken for one, so that those of blocs can be asked for too.

    Raises:
        QueryError: no country is called so.
    """
    wanted = words.strip().casefold()
    for country in read_table(DATA / "countries.csv", Country):
        names = (country.iso3, country.iso2, country.name, *country.names, *country.demonyms)
        if wanted in (n.casefold() for n in names):
            return country.iso3
    for other in read_table(DATA / "country_names.csv", CountryName):
        if other.kind != "capital" and wanted == other.surface.casefold():
            return other.iso3
    if len(wanted) == len("IRN") and wanted.isascii() and wanted.isalpha():
        return wanted.upper()
    raise QueryError(words, "is the name or code of no country")
