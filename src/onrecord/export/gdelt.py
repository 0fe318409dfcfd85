"""Events as tables of GDELT 2.0: events and mentions, tab-separated, without header and quoting.

GDELT cannot say that something did not happen, or has yet to happen: unless told otherwise, only what the report tells
as a fact is written. Events without a CAMEO code are left out. docs/exports.md says what each column holds.
"""

from __future__ import annotations

import datetime as dt
from typing import IO, TYPE_CHECKING

from onrecord.export import tsv
from onrecord.export.codes import actor_code, load_codes
from onrecord.export.dyads import dyads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.export.codes import Codes
    from onrecord.export.dyads import Dyad
    from onrecord.model import Document, Entity, Evidence, Record

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")

#: The columns of the event table, in order; the file has no header.
COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{side}Geo_{name}" for side in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip

#: The columns of the mentions table, in order; the file has no header.
MENTION_COLUMNS = (
    "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip

_BASE = 3  # digits of a base code; two of a root code
_TYPES = 3
_COUNTRY, _US_STATE, _US_CITY, _CITY, _STATE = 1, 2, 3, 4, 5
_WEB, _CITED = 1, 2
_NOT_FOUND = -1


def write(records: Iterable[Record], file: IO[str], *, all_events: bool = False) -> int:
    """Writes a line for each dyad of the asserted events, or of all; returns how many."""
    codes = load_codes()
    told = _coded(records, codes, all_events=all_events)
    return tsv.write((_event(d, codes) for d in told), file)


def write_mentions(records: Iterable[Record], file: IO[str], *, all_events: bool = False) -> int:
    """Writes the line of the mentions table for each line that `write` writes; returns how many."""
    told = _coded(records, load_codes(), all_events=all_events)
    return tsv.write(map(_mention, told), file)


def _coded(records: Iterable[Record], codes: Codes, *, all_events: bool) -> Iterator[Dyad]:
    return (d for d in dyads(records, all_events=all_events) if d.event.cameo in codes.cameo)


def _event(dyad: Dyad, codes: Codes) -> Iterator[tsv.Value]:
    event, document = dyad.event, dyad.record.document
    code = event.cameo or ""
    yield dyad.number
    yield from _day(dyad.day)
    yield from _actor(dyad.actor, codes)
    yield from _actor(dyad.recipient, codes)
    yield from (int(event.lead), code, code[:_BASE], code[:2], codes.cameo[code].quad, codes.cameo[code].goldstein)
    yield from (1, 1, 1, None)
    yield from _geo(dyad.actor, codes)
    yield from _geo(dyad.recipient, codes)
    yield from _geo(dyad.place, codes)
    yield _moment(document)
    yield document.url or document.origin.location


def _day(day: str | None) -> Iterator[tsv.Value]:
    if day is None:
        yield from ("", "", "", "")
        return
    date = dt.date.fromisoformat(day)
    yield f"{date:%Y%m%d}".zfill(8)
    yield f"{date:%Y%m}".zfill(6)
    yield date.year
    yield f"{date.year + (date.month * 30 + date.day) / 365:.4f}"  # GDELT's own formula


def _actor(entity: Entity | None, codes: Codes) -> Iterator[tsv.Value]:
    code = actor_code(entity, codes)
    yield code.text
    yield entity.name.upper() if entity else ""
    yield from (code.country, code.group)
    yield from ("", "", "")  # ethnic group and religions, which the record does not know
    yield from (*code.types, *[""] * (_TYPES - len(code.types)))


def _geo(entity: Entity | None, codes: Codes) -> Iterator[tsv.Value]:
    place = entity.place if entity else None
    if place is None:
        yield 0
        yield from [""] * (len(_GEO) - 1)
        return
    american = place.country == "USA"
    if place.kind == "country":
        kind = _COUNTRY
    elif place.kind in ("region", "district"):
        kind = _US_STATE if american else _STATE
    else:
        kind = _US_CITY if american else _CITY
    fips = codes.fips.get(place.country, "")
    names = (place.name, place.region, "" if kind == _COUNTRY else codes.country_name(place.country))
    yield kind
    yield ", ".join(dict.fromkeys(n for n in names if n))
    yield fips
    yield from (fips if kind == _COUNTRY else "", "", place.latitude, place.longitude)
    yield fips if kind == _COUNTRY else ""


def _moment(document: Document) -> str:
    """When the report was published, as YYYYMMDDHHMMSS in UTC; midnight when only the day is known."""
    if document.published_at:
        return f"{document.published_at.astimezone(dt.UTC):%Y%m%d%H%M%S}".zfill(14)
    return f"{document.published:%Y%m%d}000000".zfill(14) if document.published else ""


def _mention(dyad: Dyad) -> Iterator[tsv.Value]:
    event, document = dyad.event, dyad.record.document
    yield dyad.number
    yield f"{dyad.day.replace('-', '')}000000" if dyad.day else ""
    yield _moment(document)
    yield _WEB if document.url else _CITED
    yield document.outlet
    yield document.url or document.origin.location
    yield None  # records hold no sentences
    for words in (event.actor_words, event.recipient_words, event.trigger):
        yield _offset(words)
    yield 1
    yield round(event.confidence * 100)
    yield len(document.text)
    yield from (None, None, None)


def _offset(words: tuple[Evidence, ...]) -> int:
    return min((w.span.start for w in words), default=_NOT_FOUND)
