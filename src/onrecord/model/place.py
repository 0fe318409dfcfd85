"""Where something is on the map."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

PlaceKind = Literal[
    "continent",
    "country",
    "region",
    "district",
    "city",
    "area",
    "island",
    "mountain",
    "valley",
    "desert",
    "coast",
    "river",
    "lake",
    "sea",
    "strait",
    "site",
    "base",
    "camp",
    "crossing",
    "port",
    "airport",
]


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A place of the gazetteer.

    Attributes:
        name: the gazetteer's name, which may differ from the text's ("Kyiv" for "Kiev").
        kind: `region` and `district` are a country's first-order and lower divisions; `area` has borders that no
            administration drew ("the Sahel"); `site` is a plant, dam, building or the like.
        latitude: degrees north, of a point within it; WGS 84.
        longitude: degrees east.
        country: ISO 3166-1 alpha-3 code; empty where no one state has it.
        region: name of the first-order division that it lies in; empty when unknown.
        geonames: its number in GeoNames, when it has one.
        score: 0 to 1, how sure it is that this place of the name is meant.
    """

    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    country: str = ""
    region: str = ""
    geonames: int | None = None
    score: float = 1.0
