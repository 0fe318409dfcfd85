"""What other projects' codes mean in onrecord's: data/importers.toml, checked against the lexicon's own tables."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from onrecord.lexicon.entries import read_toml

BUNDLED = Path(__file__).parent.parent / "data" / "importers.toml"


class Mappings(Struct, frozen=True, forbid_unknown_fields=True):
    """Codes by code; the file's comments say what each table is for."""

    cameo_sectors: dict[str, str]
    cameo_countries: dict[str, str]
    offices: dict[str, str]
    kinds: dict[str, str]
    ftm_topics: dict[str, str]
    ftm_schemata: dict[str, str]
    wikidata_classes: dict[str, tuple[str, str]]
    wikidata_offices: dict[str, str]
    wikidata_countries: dict[str, str]


def load_mappings(path: Path = BUNDLED) -> Mappings:
    """The mappings of a file.

    Raises:
        LexiconError: the file cannot be read or breaks its schema.
    """
    return read_toml(path, Mappings)
