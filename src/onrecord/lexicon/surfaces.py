"""The ways in which a text may write what the tables hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.lexicon.matcher import Case, Entry, Family, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.lexicon.load import Tables
    from onrecord.lexicon.schema import Bloc, Metonym, Organisation, Role

_SHORT = 4  # a name of so many capitals could be a common word ("US", "WHO"): its case must agree exactly


def entries(tables: Tables) -> Iterator[Entry]:
    """An entry for every surface of every table."""
    for country in tables.countries.values():
        key = f"country:{country.iso3}"
        yield from _names("country", key, country.iso3, (country.name, *country.names))
        yield from _names("demonym", key, country.iso3, country.demonyms)
        yield from _names("capital", key, country.iso3, country.capitals)
    for extra in tables.country_names.values():
        family: Family = "country" if extra.kind == "name" else extra.kind
        yield from _names(family, f"country:{extra.iso3}", extra.iso3, (extra.surface,))
    for metonym in tables.metonyms.values():
        yield from _metonym(metonym)
    for bloc in tables.blocs.values():
        yield from _bloc(bloc)
    for organisation in tables.organisations.values():
        yield from _organisation(organisation)
    for role in tables.roles.values():
        yield from _role(role)
    yield from _plain(tables)
    yield from _looked_up_in_actors(tables)


def _plain(tables: Tables) -> Iterator[Entry]:
    """Rows with one surface each."""
    for organ in tables.organs.values():
        yield Entry("organ", f"organ:{organ.surface}", organ.sector, Case.ANY, split(organ.surface))
    for title in tables.titles.values():
        yield Entry("title", f"title:{title.surface}", title.sector, Case.CAPITAL, split(title.surface))
    for noun in tables.nouns.values():
        yield Entry("noun", f"noun:{noun.surface}", noun.kinds[0], Case.ANY, split(noun.surface))


def _looked_up_in_actors(tables: Tables) -> Iterator[Entry]:
    """Rows that tell what an actor's words stand for, but make no mention by themselves."""
    for agent in tables.agents.values():
        for surface in (agent.noun, *(agent.plurals or (plural_of(agent.noun),))):
            yield Entry("agent", f"agent:{agent.noun}", agent.sector, Case.ANY, split(surface))
    for place in tables.places.values():
        yield from _names("part", f"place:{place.place}", place.iso3, (place.place, *place.names))
    for key, holder in tables.holders.items():
        yield from _names("person", f"holder:{key}", holder.country, (holder.person, *holder.names))


def _names(family: Family, key: str, code: str, surfaces: Iterable[str]) -> Iterator[Entry]:
    for surface in dict.fromkeys(surfaces):
        letters = surface.replace(".", "")
        case = Case.EXACT if letters.isupper() and len(letters) <= _SHORT else Case.CAPITAL
        yield Entry(family, key, code, case, split(surface))


def _metonym(metonym: Metonym) -> Iterator[Entry]:
    yield from _names("metonym", f"metonym:{metonym.surface}", metonym.country, (metonym.surface, *metonym.names))


def _bloc(bloc: Bloc) -> Iterator[Entry]:
    family: Family = "bloc" if bloc.kind == "group" else "region"
    yield from _names(family, f"bloc:{bloc.code}", bloc.code, (bloc.name, *bloc.names))
    yield from _names("bloc-demonym", f"bloc:{bloc.code}", bloc.code, bloc.demonyms)


def _organisation(organisation: Organisation) -> Iterator[Entry]:
    key, country = f"org:{organisation.key}", organisation.country
    for surface in organisation.abbreviations:
        yield Entry("organisation", key, country, Case.EXACT, split(surface))
    yield from _names("organisation", key, country, (organisation.name, *organisation.names))
    for surface in organisation.nicknames:
        yield Entry("organisation", key, country, Case.ANY, split(surface))


def _role(role: Role) -> Iterator[Entry]:
    key = f"role:{role.surface}"
    yield Entry("role", key, role.sector, Case.ANY, split(role.surface))
    for plural in role.plurals or (plural_of(role.surface),):
        yield Entry("role", key, role.sector, Case.ANY, split(plural), plural=True)


def plural_of(noun: str) -> str:
    """The regular plural of an English noun or of a phrase that ends in one."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
