"""Options that several commands have, and the settings they make up."""

import datetime as dt
import enum
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from onrecord.config import Config, Fields, load, override
from onrecord.errors import ConfigError

SETTINGS = "Settings"


class Format(enum.StrEnum):
    """How findings are written to standard output."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class ShowFormat(enum.StrEnum):
    """How a report is written to standard output."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[
    Format, typer.Option("--format", "-f", metavar="table|json|jsonl|csv", help="How to write what was found.")
]
ShowFormatOption = Annotated[
    ShowFormat, typer.Option("--format", "-f", metavar="text|json", help="Text for people, or JSON.")
]
StoreOption = Annotated[
    Path | None,
    typer.Option("--store", "-s", metavar="PATH", help="The store; without it, the one in your data folder."),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="Settings to read instead of ./onrecord.toml.", rich_help_panel=SETTINGS
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        metavar="auto|NAME|PATH", help="spaCy model; auto takes the best installed.", rich_help_panel=SETTINGS
    ),
]
AttributionOption = Annotated[
    str | None, typer.Option(metavar="auto|model|rules", help="How statements are found.", rich_help_panel=SETTINGS)
]
LexiconOption = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="A CSV of your own actors, or a folder with a gazetteer; can be repeated.",
        rich_help_panel=SETTINGS,
    ),
]
AnyLanguageOption = Annotated[
    bool, typer.Option("--any-language", help="Read reports that are not in English too.", rich_help_panel=SETTINGS)
]
MaxBytesOption = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Refuse larger files and records.", rich_help_panel=SETTINGS)
]
FieldOption = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="FIELD=NAME",
        help="What a JSONL archive calls a field (text, title, published, outlet, byline, url, id); can be repeated.",
        rich_help_panel=SETTINGS,
    ),
]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many to show.")]
OffsetOption = Annotated[int, typer.Option(min=0, metavar="N", help="How many to pass over.")]
#: How a day is written.
DAY = ["%Y-%m-%d"]
TopicOption = Annotated[
    str, typer.Option(metavar="TOPIC", help="What it is about: a context or an area, such as military or nuclear.")
]
CopiesOption = Annotated[
    str,
    typer.Option(
        metavar="collapse|count", help="Whether what several reports have as copies of each other counts once, or each."
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", "-j", min=1, metavar="N", help="Processes that read.", rich_help_panel=SETTINGS),
]


def topic(name: str) -> str:
    """The name of a topic that was given.

    Raises:
        QueryError: the lexicon has no such topic.
    """
    from onrecord.errors import QueryError
    from onrecord.lexicon.topics import topic_names

    known = topic_names() if name else frozenset({name})
    if name not in known:
        raise QueryError(name, f"is no topic; there are {', '.join(sorted(known))}")
    return name


def settings(file: Path | None, *, fields: list[str] | None = None, **flags: object) -> Config:
    """The settings in force: defaults, file, environment, then these flags where they are given.

    Raises:
        ConfigError: a setting is unknown or of the wrong type.
    """
    given = {name: _plain(value) for name, value in flags.items() if value}
    return _with_fields(override(load(file=file), **given), fields or [])


def _plain(value: object) -> object:
    """Paths as text, which is what settings hold."""
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return str(value) if isinstance(value, Path) else value


def _with_fields(config: Config, pairs: list[str]) -> Config:
    names: dict[str, list[str]] = {}
    for pair in pairs:
        field, equals, name = pair.partition("=")
        if field not in Fields.__struct_fields__ or not equals or not name:
            name = f"--field {pair}"
            raise ConfigError(name, f"write FIELD=NAME with one of {', '.join(Fields.__struct_fields__)}")
        names.setdefault(field, []).append(name)
    if not names:
        return config
    return replace(config, fields=replace(config.fields, **{field: tuple(given) for field, given in names.items()}))


def day(given: dt.datetime | None) -> dt.date | None:
    """The day of an option that is written as `DAY` says."""
    return given.date() if given else None
