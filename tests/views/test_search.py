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
from onrecord.views import search as views_search
from onrecord.views import search_fitting
from onrecord.views.search import Hit, Part, search

from factories import nested, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
        ({"since": dt.date(2024, 3, 31), "words": "sanction*"}, ["that the U.S"]),
        ({"until": dt.date(2024, 3, 9), "speaker": "Lavrov"}, ["that the U.S"]),
        ({"since": dt.date(1, 1, 1)}, ["talks about ", "sanctions on", "that the U.S", "the talks wi"]),
        ({"act": "deny"}, ["that the U.S"]),
        ({"act": "deny", "words": "talks"}, []),
        ({"act": "deny", "since": dt.date(2024, 3, 31), "until": dt.date(2024, 3, 31)}, ["that the U.S"]),
        ({"act": "deny", "since": dt.date(2024, 4, 1)}, []),
        ({"outlet": "Example Daily", "since": dt.date(2024, 3, 31)}, ["that the U.S"]),
        ({"outlet": "Example Daily", "act": "say"}, ["talks about ", "sanctions on", "the talks wi"]),
        ({"outlet": "Example Daily", "act": "deny", "words": "U.S."}, ["that the U.S"]),
        ({"act": "deny", "speaker": "Lavrov"}, ["that the U.S"]),
        ({"act": "say", "country": "RUS"}, ["talks about ", "sanctions on"]),
        ({"outlet": "Example Daily", "words": "talks"}, ["talks about ", "the talks wi"]),
        ({"outlet": "Example Daily", "words": "cafe"}, []),
        ({"outlet": "Another"}, []),
        ({"country": "RUS", "until": dt.date(2024, 3, 31)}, ["talks about ", "sanctions on", "that the U.S"]),
    ],
)
@pytest.mark.parametrize("many", [0, 5_000])
def test_search(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], found: list[str], many: int
) -> None:
    monkeypatch.setattr(search_fitting, "MANY", many)  # both ways of looking up give the same
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


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_what_is_not_ranked_follows_stored_last_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    said = ["oil", "oil and gas and more", "oil and gas", "oil oil", "much oil and gas and more"]
    with store.open(tmp_path / "store.db", mode="write") as kept:
        kept.write_all([record(f"{{S:Ann}} {{C:said}} {{T:{words}}}.", location=words) for words in said])
        monkeypatch.setattr(views_search, "RANKED", 3)
        pages = [search(kept, words="oil", limit=limit, offset=offset) for offset in range(0, 6, limit)]
    assert [hit.content for page in pages for hit in page.rows] == [said[3], said[2], said[4], said[1], said[0]]
    assert {(page.total, page.ranked) for page in pages} == {(5, 3)}


def test_how_many_were_ranked_is_told(reader: Reader) -> None:
    assert search(reader, words="talks").ranked == 2
    assert search(reader, words="talks", order="date").ranked is None
    assert search(reader, speaker="Lavrov").ranked is None


def test_the_latest_come_with_score_and_snippet(reader: Reader) -> None:
    by_rank = {hit.id: hit for hit in search(reader, words="talks").rows}
    by_date = search(reader, words="talks", order="date").rows
    assert len(by_date) == 2
    assert all(hit == by_rank[hit.id] for hit in by_date)


@pytest.mark.parametrize("many", [0, 5_000])
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"about": "bob"}, [0]),
        ({"about": "bob", "stance": "neutral"}, [0]),
        ({"towards": "Bob"}, []),
        ({"towards": "Bob", "stance": "neutral"}, [0]),
        ({"about": "Bob", "words": "rained"}, []),
        ({"about": "Bo"}, []),
        ({"stance": "oppose"}, []),
        ({"stance": "neutral"}, [0]),
    ],
)
def test_what_statements_are_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], found: list[int], many: int
) -> None:
    monkeypatch.setattr(search_fitting, "MANY", many)
    made = nested()
    with store.open(tmp_path / "store.db", mode="write") as kept:
        kept.write(made)
        assert [hit.id for hit in search(kept, **asked).rows] == [made.statements[n].id for n in found]


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
