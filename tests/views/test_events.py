from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from onrecord import store
from onrecord.errors import QueryError, VerifyError
from onrecord.model import Date, PloverCode, Record
from onrecord.views.events import events, find_events

from factories import document, entity, event, mention, nested, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.store import SqliteStore


def _talks() -> Record:
    """A record of talks between two states, without a recipient, and of an attack."""
    doc = document("Iran and Iraq held talks. Iraq shelled the rebels in May.", published=dt.date(2024, 5, 31))
    iran, iraq, rebels = mention(doc, "Iran"), mention(doc, "Iraq"), mention(doc, "the rebels")
    states = entity([iran], kind="country", country="IRN"), entity([iraq], kind="country", country="IRQ")
    band = entity([rebels], kind="group", sector="REB")
    talks = event(doc, trigger="talks", actor=states, actor_words=["Iran", "Iraq"])
    attack = event(
        doc, trigger="shelled", actor=states[1:], actor_words=[iraq.evidence], recipient=[band],
        recipient_words=[rebels.evidence], code=PloverCode("ASSAULT"), date=Date("2024-05", "stated"),
    )  # fmt: skip
    return Record(doc, (iran, iraq, rebels), (*states, band), (), "model 1", (talks, attack))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with store.open(tmp_path_factory.mktemp("events") / "store.db", mode="write") as opened:
        for made in (nested(), _talks(), record("Nothing was said.")):
            opened.write(made)
        yield opened


@pytest.mark.parametrize(
    ("asked", "triggers"),
    [
        ({}, ["talks", "warned", "shelled"]),
        ({"actor": "Lee"}, []),
        ({"actor": "Bob"}, ["warned"]),
        ({"recipient": "lee"}, ["warned"]),
        ({"actor_country": "irq"}, ["talks", "shelled"]),
        ({"recipient_country": "IRN"}, ["talks"]),
        ({"recipient_country": "IRQ", "actor_country": "IRN"}, ["talks"]),
        ({"type": "assault"}, ["shelled"]),
        ({"cameo": "04"}, ["talks", "warned", "shelled"]),
        ({"cameo": "041"}, []),
        ({"quad": "2"}, []),
        ({"topic": "military"}, []),
        ({"modality": "asserted", "type": "CONSULT"}, ["talks"]),
        ({"since": dt.date(2024, 5, 31)}, ["talks", "shelled"]),
        ({"until": dt.date(2024, 5, 10)}, ["warned", "shelled"]),
        ({"limit": 1, "offset": 1}, ["warned"]),
    ],
)
def test_events_are_found_by(reader: SqliteStore, asked: dict[str, Any], triggers: list[str]) -> None:
    page = find_events(reader, **asked)
    assert [row.trigger for row in page.rows] == triggers
    assert page.total == (3 if "limit" in asked else len(triggers))


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"actor_country": "Iran"}, "three-letter"),
        ({"type": "1 OR 1"}, "no PLOVER type"),
        ({"cameo": "4%"}, "no CAMEO code"),
        ({"quad": "5"}, "1, 2, 3, 4"),
        ({"modality": "dreamt"}, "asserted, negated"),
        ({"limit": -1}, "limit must be"),
    ],
)
def test_what_cannot_be_searched_for_is_refused(reader: SqliteStore, asked: dict[str, Any], why: str) -> None:
    with pytest.raises(QueryError, match=why):
        find_events(reader, **asked)


def test_a_report_gives_the_rows_that_the_search_gives(reader: SqliteStore) -> None:
    (told,) = events(nested())
    assert find_events(reader, actor="Bob").rows == (told,)
    assert (told.according_to, told.happened_on, told.place, told.counts) == (
        "Ann Lee",
        "2024-05-03",
        "Bob",
        "killed 0-2",
    )


def test_a_percent_sign_is_no_pattern(reader: SqliteStore) -> None:
    assert find_events(reader, actor="%").total == 0


def test_a_tampered_event_is_a_verify_error(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with store.open(path, mode="write") as opened:
        opened.write(nested())
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE documents SET published = 'x'")
    with store.open(path) as opened, pytest.raises(VerifyError):
        find_events(opened)
