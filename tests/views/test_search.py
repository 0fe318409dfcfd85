from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import store
from onrecord.errors import QueryError
from onrecord.model import Date
from onrecord.views.search import Hit, Part, search

from factories import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.store import Reader
    from onrecord.views.page import Page

RECORDS = [
    record(
        "{S1:President Erdoğan} {C1:said} {T1:the talks with Iran had failed}. {S1:He} left.",
        title="Talks fail", country="TUR", sector="GOV", published=dt.date(2024, 3, 1), location="1",
    ),
    record(
        "{S1:Sergei Lavrov} {C1:said} {T1:talks about talks} go on; "
        "{T2:sanctions on Syria}, {S2:Ms Baerbock} {C2:warned}, {T2:would stay}.",
        title="Talks go on", country="RUS", published=dt.date(2024, 3, 10), location="2",
    ),
    record(
        "{S:Lavrov} {C:denied} {T:that the U.S. had sanctioned anyone}.",
        country="RUS", act="deny", published=dt.date(2024, 4, 1), said_on=Date("2024-03", "stated"), location="3",
    ),
    record("{C:Reportedly}, {T:a café burned}.", published=None, location="4", outlet=None),
]  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with store.open(tmp_path_factory.mktemp("store") / "store.db", mode="write") as opened:
        for each in RECORDS:
            opened.write(each)
        yield opened


def contents(page: Page[Hit]) -> list[str]:
    return [hit.content[:12] for hit in page.rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["talks about ", "sanctions on", "that the U.S", "the talks wi", "a café burne"]),
        ({"words": "talks"}, ["talks about ", "the talks wi"]),
        ({"words": "TALKS iran"}, ["the talks wi"]),
        ({"words": '"talks with Iran"'}, ["the talks wi"]),
        ({"words": '"talks Iran"'}, []),
        ({"words": "cafe"}, ["a café burne"]),
        ({"words": "U.S."}, ["that the U.S"]),
        ({"words": "sanction"}, []),
        ({"words": "sanction*"}, ["that the U.S", "sanctions on"]),
        ({"words": "Syria stay"}, ["sanctions on"]),
        ({"words": "Lavrov"}, []),
        ({"words": "talks", "order": "date"}, ["talks about ", "the talks wi"]),
        ({"speaker": "lavrov"}, ["talks about ", "that the U.S"]),
        ({"speaker": "Sergei Lavrov"}, ["talks about "]),
        ({"speaker": "erdogan"}, ["the talks wi"]),
        ({"speaker": "Lav"}, []),
        ({"speaker": "Lav*"}, ["talks about ", "that the U.S"]),
        ({"speaker": "Lavrov", "words": "talks"}, ["talks about "]),
        ({"country": "TUR"}, ["the talks wi"]),
        ({"country": "tur", "words": "talks"}, ["the talks wi"]),
        ({"country": "IRN"}, []),
        ({"since": dt.date(2024, 3, 10)}, ["talks about ", "sanctions on", "that the U.S"]),
        ({"until": dt.date(2024, 3, 9)}, ["that the U.S", "the talks wi"]),
        ({"since": dt.date(2024, 3, 31), "until": dt.date(2024, 3, 31)}, ["that the U.S"]),
        ({"since": dt.date(2024, 4, 1)}, []),
    ],
)
def test_search(reader: Reader, asked: dict[str, Any], found: list[str]) -> None:
    page = search(reader, **asked)
    in_order = not asked.get("words") or asked.get("order") == "date"
    assert (contents(page) if in_order else sorted(contents(page))) == (found if in_order else sorted(found))
    assert page.total == len(found)


def test_the_best_comes_first(reader: Reader) -> None:
    best, second = search(reader, words="talks").rows
    assert best.content == "talks about talks"
    assert best.score is not None
    assert second.score is not None
    assert best.score >= second.score > 0


def test_a_hit_says_all_about_its_statement(reader: Reader) -> None:
    (hit,) = search(reader, words="syria").rows
    assert msgspec.structs.asdict(hit) == {
        "id": RECORDS[1].statements[1].id,
        "document_id": RECORDS[1].document.id,
        "title": "Talks go on",
        "outlet": "Example Daily",
        "url": None,
        "published": dt.date(2024, 3, 10),
        "speaker": "Ms Baerbock",
        "country": "RUS",
        "sector": None,
        "kind": "indirect",
        "act": "say",
        "source": "Ms Baerbock",
        "cue": "warned",
        "content": "sanctions on Syria … would stay",
        "said_on": None,
        "within": None,
        "confidence": 0.9,
        "commitment": "neutral",
        "polarity": "neutral",
        "negated": False,
        "tense": None,
        "anonymous": None,
        "venue": None,
        "about": None,
        "stance": None,
        "review": "predicted",
        "snippet": (Part("sanctions on ", match=False), Part("Syria", match=True), Part(" … would stay", match=False)),
        "score": hit.score,
    }
    assert json.loads(msgspec.json.encode(hit))["published"] == "2024-03-10"


def test_without_words_the_snippet_is_the_beginning(reader: Reader) -> None:
    (hit,) = search(reader, country="TUR").rows
    assert hit.snippet == (Part(hit.content, match=False),)
    assert hit.score is None


def test_pages_tell_the_whole(reader: Reader) -> None:
    whole = search(reader).rows
    parts = [search(reader, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [len(p.rows) for p in parts] == [2, 2, 1, 0]
    assert tuple(hit for p in parts for hit in p.rows) == whole
    assert {p.total for p in parts} == {5}
    assert (parts[1].limit, parts[1].offset) == (2, 2)
    assert search(reader, limit=0).total == 5


@pytest.mark.parametrize(
    "asked",
    [
        {"words": "?!"},
        {"speaker": "--"},
        {"country": "Iran"},
        {"country": "I'"},
        {"limit": -1},
        {"offset": -1},
        {"limit": 2**70},
        {"words": "\ud800"},
        {"speaker": "\ud800"},
        {"country": "\ud800"},
    ],
)
def test_what_cannot_be_asked(reader: Reader, asked: dict[str, Any]) -> None:
    with pytest.raises(QueryError):
        search(reader, **asked)


@given(words=st.text(max_size=30), speaker=st.text(max_size=30))
def test_any_words_are_answered_or_refused(reader: Reader, words: str, speaker: str) -> None:
    try:
        page = search(reader, words=words, speaker=speaker)
    except QueryError:
        return
    assert page.total == len(page.rows)
