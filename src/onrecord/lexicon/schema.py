"""Columns and types of the lexicon tables, and how a row is checked.

A table is a CSV file whose columns are the fields of one struct below. A cell with several values has them separated
by `|`; an empty cell means the field's default. Every row names its source, one of those in SOURCES.toml.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.model.place import PlaceKind
from onrecord.model.statement import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEPARATOR = "|"

Gender = Literal["m", "f", "any"]

#: As much of an ISO 8601 date as is known; empty for none.
PartialDate = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


class Row(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every row has: the key of its source in SOURCES.toml."""

    source: str


class Sector(Row, frozen=True):
    """A PLOVER sector code. `IGO`, `NGO`, `MNC` are its non-state actors, used as sectors here.

    Attributes:
        cameo: the role code that CAMEO has for it; empty where it has none.
        local: `yes` when its unnamed people are mostly of the country in which they act ("students marched in Lima");
            `plural` when several of them are and a single one need not be; `acting` when the words must tell where
            they act, not only where the report is at home.
    """

    code: str
    label: str
    cameo: str = ""
    local: Literal["", "acting", "plural", "yes"] = ""


class Seat(Row, frozen=True):
    """A city from which reports are filed on what international bodies and conferences do, not on its own state."""

    surface: str


class Posted(Row, frozen=True):
    """A word for people and houses of one state that are in another: what follows "in" or "to" is not their own."""

    surface: str


class Country(Row, frozen=True):
    """A state or territory, also a past one (ISO 3166-3).

    Attributes:
        article: `the` where the name takes it within a sentence.
    """

    iso3: str
    name: str
    article: Literal["", "the"] = ""
    iso2: str = ""
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


class CountryName(Row, frozen=True):
    """One more way to write a country, a nationality or a seat of government."""

    surface: str
    iso3: str
    kind: Literal["name", "demonym", "capital"]


class Metonym(Row, frozen=True):
    """A seat or building that stands for the body in it."""

    surface: str
    country: str
    sector: str
    name: str
    ref: str
    names: tuple[str, ...] = ()


class Bloc(Row, frozen=True):
    """A group of states, or a region; `code` stands where a country's code would.

    The code is CAMEO's for its regions (`WST` the West, `EUR` Europe and the EU, `MEA` the Middle East), else our own.
    """

    code: str
    name: str
    kind: Literal["group", "region"]
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class Organisation(Row, frozen=True):
    """A body, armed group, party, medium, conference or treaty.

    Attributes:
        key: stable, unique; an entity's `ref` is `org:KEY`.
        abbreviations: written exactly so, such as `IAEA`.
        names: other names, with a capital.
        nicknames: descriptions, in any case, such as `UN nuclear watchdog`.
        country: where it belongs: ISO code, bloc's code, `UNO` for the United Nations family; empty for none.
        sector: PLOVER sector; empty for events and treaties.
        kind: common noun by which a text refers back to it ("the agency").
        since: founded, or signed; `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty where not known.
        until: dissolved, merged or ended; the same way.
        cameo: its code in CAMEO's list of organisations, such as `IGOUNOIAE`, where it has one.
    """

    key: str
    name: str
    kind: str
    sector: str = ""
    country: str = ""
    abbreviations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    entity: Literal["organisation", "group", "other"] = "organisation"
    since: PartialDate = ""
    until: PartialDate = ""
    cameo: str = ""


class Membership(Row, frozen=True):
    """A state's membership in a bloc or body; one row for each spell.

    Attributes:
        bloc: key of an organisation or code of a bloc.
        member: ISO code of the state.
        since: day of accession; empty where not known.
        until: day on which it ended; empty while it lasts.
    """

    bloc: str
    member: str
    since: PartialDate = ""
    until: PartialDate = ""


class CountryCode(Row, frozen=True):
    """Codes of a state or territory in other systems.

    A state has several rows where another system counts its predecessors apart: Germany before 1990.

    Attributes:
        cow: letters of the Correlates of War project; empty for territories.
        cow_number: its number there.
        gw_number: number in Gleditsch and Ward's list of independent states.
        fips: FIPS 10-4 code.
        since: day of independence, for those that became states after 1900.
        until: day on which the state ended; empty while it lasts.
    """

    iso3: str
    cow: str = ""
    cow_number: str = ""
    gw_number: str = ""
    fips: str = ""
    since: PartialDate = ""
    until: PartialDate = ""


class Venue(Row, frozen=True):
    """A common noun or name for an occasion or medium in which things are said: "in an *interview*", "on *Twitter*"."""

    surface: str
    kind: str


class SourceType(Row, frozen=True):
    """A common noun for speakers whom reports leave unnamed, with the type of source that they are."""

    surface: str
    kind: SourceKind


class Role(Row, frozen=True):
    """An office or function. `sector` is empty when it is that of the institution named with it (`spokesperson`).

    Attributes:
        surface: singular, lower case.
        plurals: given where it is not `surface` + s.
        general: other roles that may stand for it later in a text ("the minister" for a foreign minister).
        gender: when the word tells it.
        cameo: CAMEO role codes where they tell more than the sector's: `GOVMIL` of a defence minister.
        rank: 3 for those who lead a state, 2 for its best known ministers, 1 for others whom world news knows by name.
    """

    surface: str
    sector: str = ""
    plurals: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    gender: Gender = "any"
    cameo: str = ""
    rank: Annotated[int, msgspec.Meta(ge=0, le=3)] = 0


class Agent(Row, frozen=True):
    """A common noun or last word of a name that tells what sort of actor it is, though it is no office: `warplane`.

    Attributes:
        noun: singular, lower case.
        plurals: given where it is not `noun` + s.
        cameo: CAMEO role codes where they tell more than the sector's.
    """

    noun: str
    sector: str
    plurals: tuple[str, ...] = ()
    cameo: str = ""


class Place(Row, frozen=True):
    """A city that is no capital, or a part of a country."""

    place: str
    iso3: str
    kind: Literal["city", "region"]
    names: tuple[str, ...] = ()


class PlaceWord(Row, frozen=True):
    """A common noun beside places' names that tells what they are, such as `province`.

    It is `telling` when a name beside it is a place; `plant` and `community` stand beside others as well.
    """

    word: str
    kinds: tuple[PlaceKind, ...]
    telling: bool = False


class Holder(Row, frozen=True):
    """One tenure: a person in an office of a state or body.

    Attributes:
        person: the name most used in English news.
        office: a role, lower case, such as `foreign minister`.
        names: other ways to write the person's name.
        country: ISO code of the state; empty for an office of a body.
        body: key of an organisation; empty for an office of a state.
        since: first day in office, as far as known.
        until: last day; `incumbent` for one who is still in office; empty where not known.
        confidence: 0 to 1.
    """

    person: str
    office: str
    names: tuple[str, ...] = ()
    country: str = ""
    body: str = ""
    since: PartialDate = ""
    until: Annotated[str, msgspec.Meta(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|incumbent)?$")] = ""
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5


class Title(Row, frozen=True):
    """A form of address before a name."""

    surface: str
    gender: Gender = "any"
    sector: str = ""


class Organ(Row, frozen=True):
    """A state organ that every country has: `foreign ministry`, `army`.

    Attributes:
        surface: lower case.
        name: pattern for the entity's name, with `{}` for the country's name.
        key: the organ's part of the entity's reference, the same for synonyms.
    """

    surface: str
    key: str
    name: str
    sector: str
    country: str = ""


class Noun(Row, frozen=True):
    """A common noun that points back at something named before, and at what kinds of it.

    Attributes:
        kinds: kinds of organisations, or `country`; after `pair`, the kinds of entities of which it means two at once.
    """

    surface: str
    kinds: tuple[str, ...]


class GivenName(Row, frozen=True):
    """A given name with the gender of most who bear it."""

    name: str
    gender: Gender


_LONGEST_CELL = 100_000  # characters; the limit of the `csv` module is the process's, which any library may raise
R = TypeVar("R", bound=Row)


def read_table(path: Path, kind: type[R]) -> tuple[R, ...]:
    """The rows of a CSV file.

    Raises:
        LexiconError: the file cannot be read, or a row breaks the schema; names file and line.
    """
    return tuple(row for _, row in numbered_rows(path, kind))


def numbered_rows(path: Path, kind: type[R]) -> list[tuple[int, R]]:
    """The rows with the line on which each begins. Raises as `read_table`."""
    rows = []
    for line, row in checked_rows(path, kind):
        if isinstance(row, LexiconError):
            raise row
        rows.append((line, row))
    return rows


def checked_rows(path: Path, kind: type[R]) -> Iterator[tuple[int, R | LexiconError]]:
    """The rows with their lines; for a row that breaks the schema the error, so that the others can be checked too.

    Raises:
        LexiconError: the file cannot be read or its columns are not the table's.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        columns = next(reader, [])
        check_columns(path, columns, kind)
        numbered = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        raise LexiconError(str(path), reader.line_num, str(error)) from error
    lists = {name for name, hint in get_type_hints(kind).items() if get_origin(hint) is tuple}
    for line, cells in numbered:
        try:
            yield line, msgspec.convert(_values(columns, cells, lists), kind, strict=False)
        except (msgspec.ValidationError, ValueError) as error:
            yield line, LexiconError(str(path), line, str(error))


def check_columns(path: Path, columns: list[str], kind: type[Row]) -> None:
    """Refuse a header that has unknown columns or lacks required ones; the `LexiconError` names them."""
    for what, names in zip(("unknown", "missing"), _misfits(columns, kind), strict=True):
        if names:
            raise LexiconError(str(path), 1, f"{what} columns: {', '.join(sorted(names))}")


def fits(columns: list[str], kind: type[Row]) -> bool:
    """Whether a header has only columns of this table and all that are required."""
    return not any(_misfits(columns, kind))


def _misfits(columns: list[str], kind: type[Row]) -> tuple[set[str], set[str]]:
    """Unknown and missing columns."""
    fields = msgspec.structs.fields(kind)
    return set(columns) - {f.name for f in fields}, {f.name for f in fields if f.required} - set(columns)


def read_text(path: Path) -> str:
    """The text of a lexicon file.

    Raises:
        LexiconError: it cannot be opened or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconError(str(path), 1, error.strerror or "cannot be read") from error
    except UnicodeDecodeError as error:
        raise LexiconError(str(path), 1, f"not UTF-8: {error.reason}") from error


def _values(columns: list[str], cells: list[str], lists: set[str]) -> dict[str, object]:
    """The cells by column; empty ones left out, so that the field's default holds.

    Raises:
        ValueError: more or fewer cells than columns, or one that is too long.
    """
    longest = max(map(len, cells))
    if len(cells) != len(columns) or longest > _LONGEST_CELL:
        message = f"{len(cells)} cells, {len(columns)} columns, {longest} characters in a cell"
        raise ValueError(message)
    values: dict[str, object] = {}
    for column, cell in zip(columns, cells, strict=True):
        if column in lists:
            values[column] = tuple(v for v in cell.split(SEPARATOR) if v)
        elif cell:
            values[column] = cell
    return values
