from __future__ import annotations

import csv as stdlib
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.export import csv

from factories import nested, record


def rows(text: str) -> list[dict[str, str]]:
    return list(stdlib.DictReader(io.StringIO(text, newline="")))


def written(*made: object) -> str:
    file = io.StringIO(newline="")
    csv.write(made, file)  # type: ignore[arg-type]  # records, as the callers give
    return file.getvalue()


def test_statements_in_order_with_their_places() -> None:
    made = nested()
    found = rows(written(made, record("Nothing was said.")))
    assert [r["id"] for r in found] == [s.id for s in made.statements]
    assert found[1] == {
        "id": made.statements[1].id,
        "document_id": made.document.id,
        "title": "",
        "outlet": "Example Daily",
        "url": "",
        "published": "2024-05-06",
        "speaker": "Bob",
        "country": "",
        "sector": "",
        "kind": "indirect",
        "act": "say",
        "source": "Bob",
        "cue": "warned",
        "content": "of war",
        "said_on": "2024-05-03",
        "within": made.statements[0].id,
        "confidence": "0.9",
        "commitment": "neutral",
        "polarity": "neutral",
        "negated": "false",
        "tense": "",
        "anonymous": "",
        "venue": "",
        "about": "",
        "stance": "",
        "start": "37",
        "end": "43",
        "review": "predicted",
    }


def test_the_header_stands_alone_without_statements() -> None:
    assert written() == ",".join(csv.COLUMNS) + "\r\n"


def test_line_breaks_commas_and_quotes_stay_in_their_cell() -> None:
    words = 'no, "never",\r\nhe wrote'
    assert rows(written(record(f"{{S:Ann}} {{C:said}} {{T:{words}}}.")))[0]["content"] == words


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])  # noqa: RUF001 (these too)
def test_no_cell_begins_like_a_formula(start: str) -> None:
    cell = rows(written(record("{S:Ann} {C:said} {T:" + start + "1+1}.")))[0]["content"]
    assert cell == "'" + start + "1+1"
    assert csv.restore(cell) == start + "1+1"


@given(st.text() | st.text("'=+x"))
@example("'=1")
@example("''=1")
@example("'plain")
def test_neutralised_cells_can_be_restored(cell: str) -> None:
    safe = csv.neutralise(cell)
    assert csv.restore(safe) == cell
    assert safe[:1] not in set("=+-@\t\r\n")


def test_events_with_their_places() -> None:
    file = io.StringIO(newline="")
    made = nested()
    assert csv.write_events([made], file) == 1
    (found,) = rows(file.getvalue())
    assert list(found) == list(csv.EVENT_COLUMNS)
    told = {name: found[name] for name in ("id", "actor", "type", "mode", "recipient", "modality", "counts", "lead")}
    assert told == {
        "id": made.events[0].id, "actor": "Bob", "type": "THREATEN", "mode": "threat", "recipient": "Ann Lee",
        "modality": "asserted", "counts": "killed 0-2", "lead": "true",
    }  # fmt: skip
    assert made.document.text[int(found["start"]) : int(found["end"])] == "warned"
