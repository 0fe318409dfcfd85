"""Reads the lexicon's tables into one frozen object."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from platformdirs import user_cache_path

from onrecord.errors import LexiconError
from onrecord.lexicon.cache import digest_of, fetch, keep
from onrecord.lexicon.gazetteer import SUMS, Gazetteer
from onrecord.lexicon.matcher import Entry, Matcher
from onrecord.lexicon.offices import Offices
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
    PlaceWord,
    Posted,
    Role,
    Row,
    Seat,
    Sector,
    SourceType,
    Title,
    Venue,
    fits,
    numbered_rows,
    read_text,
)
from onrecord.lexicon.sources import Source, read_sources
from onrecord.lexicon.surfaces import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

#: Stands where a country's code would for the United Nations and its agencies (CAMEO).
UNITED_NATIONS = "UNO"

DATA = Path(__file__).parent / "data"

#: What decides, with the files, how the tables and their surfaces come out.
CODE = tuple(Path(__file__).parent / f"{name}.py" for name in ("load", "schema", "surfaces", "matcher"))

#: Table name (file `NAME.csv`, attribute of `Lexicon`) → its rows' type and the columns that identify a row.
TABLES: dict[str, tuple[type[Row], tuple[str, ...]]] = {
    "sectors": (Sector, ("code",)),
    "seats": (Seat, ("surface",)),
    "posted": (Posted, ("surface",)),
    "countries": (Country, ("iso3",)),
    "country_names": (CountryName, ("surface", "kind")),
    "country_codes": (CountryCode, ("iso3", "cow")),
    "metonyms": (Metonym, ("surface",)),
    "blocs": (Bloc, ("code",)),
    "organisations": (Organisation, ("key",)),
    "memberships": (Membership, ("bloc", "member", "since")),
    "roles": (Role, ("surface",)),
    "titles": (Title, ("surface",)),
    "holders": (Holder, ("person", "office", "country", "body", "since")),
    "agents": (Agent, ("noun",)),
    "places": (Place, ("place",)),
    "place_words": (PlaceWord, ("word",)),
    "organs": (Organ, ("surface",)),
    "nouns": (Noun, ("surface",)),
    "given_names": (GivenName, ("name",)),
    "venues": (Venue, ("surface",)),
    "source_types": (SourceType, ("surface",)),
}


@dataclass(frozen=True, slots=True, repr=False)
class Tables:
    """The rows of every table by key, in file order."""

    sectors: dict[str, Sector]
    seats: dict[str, Seat]
    posted: dict[str, Posted]
    countries: dict[str, Country]
    country_names: dict[str, CountryName]
    country_codes: dict[str, CountryCode]
    metonyms: dict[str, Metonym]
    blocs: dict[str, Bloc]
    organisations: dict[str, Organisation]
    memberships: dict[str, Membership]
    roles: dict[str, Role]
    titles: dict[str, Title]
    holders: dict[str, Holder]
    agents: dict[str, Agent]
    places: dict[str, Place]
    place_words: dict[str, PlaceWord]
    organs: dict[str, Organ]
    nouns: dict[str, Noun]
    given_names: dict[str, GivenName]
    venues: dict[str, Venue]
    source_types: dict[str, SourceType]


@dataclass(frozen=True, slots=True, repr=False)
class Lexicon(Tables):
    """Everything the lexicon knows.

    Attributes:
        sources: where the rows come from.
        matcher: finds all surfaces in a text.
        offices: finds office holders by name, or by office and day.
        gazetteer: finds places by name.
        hash: 12 hexadecimal digits over all files read; goes into every finding's provenance.
    """

    sources: dict[str, Source]
    matcher: Matcher
    offices: Offices
    gazetteer: Gazetteer
    hash: str

    def __repr__(self) -> str:
        return f"Lexicon({self.hash}: {len(self.countries)} countries, {len(self.organisations)} organisations)"

    def within_sentence(self, code: str) -> str:
        """A country's name as it stands after "of": with its article."""
        name = self.country_name(code)
        article = self.countries[code].article if code in self.countries else ""
        return f"{article} {name}" if article else name

    def country_name(self, code: str) -> str:
        """The common name of a country or bloc; the code itself when it is unknown."""
        if code in self.countries:
            return self.countries[code].name
        return self.blocs[code].name if code in self.blocs else code


class _Compiled(Struct, frozen=True):
    """What is made from the files, and kept for the next time."""

    tables: Tables
    sources: dict[str, Source]
    entries: list[Entry]


def load(extra: Sequence[Path] = (), *, cache: Path | None = None) -> Lexicon:
    """The bundled lexicon, with the rows of `extra` added.

    Args:
        extra: CSV files with the columns of one of the tables; a row with the key of a bundled one replaces it.
            A folder is a gazetteer, which is asked besides the bundled one.
        cache: folder in which the checked tables are kept until a file changes; the user's cache folder by default.

    Raises:
        LexiconError: a file or row breaks its schema.
    """
    folder = cache or user_cache_path("onrecord", appauthor=False) / "lexicon"
    bundled = [DATA / "SOURCES.toml", *(path for name in TABLES for path in table_files(name))]
    gazetteers = [DATA / "gazetteer", *(path for path in extra if path.is_dir())]
    extra = [path for path in extra if not path.is_dir()]
    for path in extra:
        read_text(path)
    places = Gazetteer(gazetteers)
    digest = digest_of((*bundled, *extra, *(folder / SUMS for folder in gazetteers)))
    key = f"{digest[:32]}-{digest_of(CODE)[:16]}"
    made = fetch(folder, key, _Compiled)
    if made is None:
        made = _compile(extra)
        keep(folder, key, made)
    tables = {name: getattr(made.tables, name) for name in TABLES}
    return Lexicon(
        **tables,
        sources=made.sources,
        matcher=Matcher(made.entries),
        offices=Offices(made.tables.holders, made.tables.roles, made.tables.given_names),
        gazetteer=places,
        hash=digest[:12],
    )


def _compile(extra: Sequence[Path]) -> _Compiled:
    sources = read_sources(DATA / "SOURCES.toml")
    located: dict[str, dict[str, _Located]] = {}
    for name in TABLES:
        located[name] = _keyed(table_files(name), name, set(sources))
    for path in extra:
        name = table_of(path)
        located[name].update(_keyed((path,), name, None))
    _check_codes(located)
    tables = Tables(**{name: {key: at.row for key, at in table.items()} for name, table in located.items()})  # type: ignore[arg-type]
    return _Compiled(tables, sources, list(entries(tables)))


def table_files(table: str) -> tuple[Path, ...]:
    """The files of a bundled table: `NAME.csv`, or several `NAME_….csv`."""
    single = DATA / f"{table}.csv"
    return (single,) if single.is_file() else tuple(sorted(DATA.glob(f"{table}_*.csv")))


class _Located(NamedTuple):
    """A row with where it stands, for messages."""

    path: Path
    line: int
    row: Row


def _keyed(paths: Sequence[Path], table: str, sources: set[str] | None) -> dict[str, _Located]:
    kind, key = TABLES[table]
    keyed: dict[str, _Located] = {}
    for path, line, row in ((p, line, row) for p in paths for line, row in numbered_rows(p, kind)):
        name = "/".join(str(getattr(row, column)) for column in key)
        if name in keyed:
            raise LexiconError(str(path), line, f"{name!r} stands twice")
        if sources is not None and row.source not in sources:
            raise LexiconError(str(path), line, f"source {row.source!r} is not in SOURCES.toml")
        keyed[name] = _Located(path, line, row)
    return keyed


def table_of(path: Path) -> str:
    """Which table a user's file adds to: the one whose columns it has.

    Raises:
        LexiconError: the columns are those of no table, or of several.
    """
    columns = read_text(path).partition("\n")[0].strip().split(",")
    fitting = [name for name, (kind, _) in TABLES.items() if fits(columns, kind)]
    exact = [name for name in fitting if len(columns) == len(TABLES[name][0].__struct_fields__)]
    if len(exact or fitting) != 1:
        raise LexiconError(
            str(path), 1, f"the columns fit {len(fitting)} of the tables {', '.join(TABLES)}; one is needed"
        )
    return (exact or fitting)[0]


def _check_codes(located: dict[str, dict[str, _Located]]) -> None:
    """Every sector, country and bloc that a row names must be known."""
    sectors, countries = set(located["sectors"]), {*located["countries"], *located["blocs"]}
    blocs = {*located["blocs"], *located["organisations"]}
    for table in located.values():
        for path, line, row in table.values():
            for message in unknown_codes(row, sectors=sectors, countries=countries, blocs=blocs):
                raise LexiconError(str(path), line, message)


def unknown_codes(
    row: Row, *, sectors: AbstractSet[str], countries: AbstractSet[str], blocs: AbstractSet[str] | None = None
) -> Iterator[str]:
    """What is wrong with the codes that a row names: a sector, country or bloc that is none of those given.

    Args:
        row: of any table.
        sectors: codes of sectors.
        countries: codes of countries and blocs; `UNO` is always known.
        blocs: codes of blocs and keys of organisations; None leaves them unchecked.
    """
    known = [("sector", sectors), ("country", countries), ("iso3", countries), ("member", countries)]
    if blocs is not None:
        known.append(("bloc", blocs))
    for column, codes in known:
        value = getattr(row, column, "")
        if value and value not in codes and not (column == "country" and value == UNITED_NATIONS):
            yield f"{column} {value!r} is unknown"
