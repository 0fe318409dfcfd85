"""The demo's reports: they say that they are invented, are read without a fault, and show what onrecord can do."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord import verify
from onrecord.model import READ_KINDS, Record

DEMO = Path(onrecord.__file__).parent / "demo"


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """The demo, read."""
    outcomes = list(onrecord.read_all(DEMO, config=onrecord.Config()))
    assert [o for o in outcomes if isinstance(o, onrecord.Failure)] == []
    return [outcome for outcome in outcomes if isinstance(outcome, Record)]


def test_there_are_three_kinds() -> None:
    assert {path.suffix for path in DEMO.iterdir()} == {".html", ".txt", ".jsonl"}


def test_each_body_begins_by_saying_that_it_is_invented(records: list[Record]) -> None:
    for record in records:
        document = record.document
        body = [b for b in document.blocks if b.kind in READ_KINDS - {"headline"}]
        assert document.block_text(body[0]).startswith("This is an invented report")


def test_each_has_its_metadata_and_they_agree(records: list[Record]) -> None:
    assert len(records) == 3
    for record in records:
        document = record.document
        assert document.title
        assert document.byline
        assert document.outlet
        assert document.published
        assert document.disagreements == {}


def test_each_holds(records: list[Record]) -> None:
    assert [fault for record in records for fault in verify.faults(record)] == []


@pytest.mark.parametrize(
    ("speaker", "words", "day"),
    [
        ("Maren Rook", "the Tarn crossing would open to lorries within weeks", "2024-03-14"),
        ("Josip Arlen", "depended on how fast the scanners could be tested", "2024-03-14"),
        ("Petra Oslow", "“I will believe in it when I am stuck behind a lorry.”", "2024-03-14"),
        ("Amparo Quiroga", "Chile and New Zealand will share the watch", "2024-05-21"),
        ("Hollis Pemberton", 'the crews "would be flying in any case."', "2024-05-21"),
        ("Ngaio Strand", "parliament should have been asked first", "2024-05-21"),
        ("Lise Marchetti", "she trusted the court but not the clock", "2024-09-17"),
        ("Corvin Adair", "he would “govern for the other 49 as well”", "2024-09-17"),
    ],
)
def test_who_said_what(records: list[Record], speaker: str, words: str, day: str) -> None:
    found = [
        (record.speakers(statement), statement.said_on and statement.said_on.value)
        for record in records
        for statement in record.statements
        if words in " ".join(piece.exact for piece in statement.content)
    ]
    assert ((speaker,), day) in found
