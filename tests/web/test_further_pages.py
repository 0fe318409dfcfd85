"""Quotations, copies, stream, events, timeline, positions, network and map."""

from __future__ import annotations

import csv
import io
import re
import threading
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from onrecord import store as stores
from onrecord.config import Config
from onrecord.web import Settings, create_app
from onrecord.web.clusters import Clusters
from onrecord.web.offices import offices_of
from web.quarrels import happened, keep_quarrel, quarrel
from web.rooms import ORIGIN, SCRIPT
from web.test_pages import Elements

import factories

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

RECORDS = tuple(quarrel())
WIRE, LOCAL = (record.document.id for record in RECORDS[:2])
QUOTED = RECORDS[0].statements[0].id
PAGES = (
    "/quotations", f"/quotations/{QUOTED}", "/copies", f"/copies/{LOCAL}", f"/difference?one={WIRE}&other={LOCAL}",
    "/stream", "/events", "/events?quad=1&topic=maritime", "/timeline", "/timeline?actor=Norway", "/positions",
    "/positions?actor=Aastad&on=Iceland", "/network", "/network?unit=actor", "/map", "/map?unit=country",
    "/map?counted=about", "/map?counted=said", "/dyads?one=Norway&other=Iceland", "/dyads?one=Aastad&other=Thorvald",
    "/actor?name=Solveig+Aastad", "/statements?topic=maritime",
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("further") / "store.sqlite"
    with stores.open(found, mode="write") as store:
        keep_quarrel(store)
    return found


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    settings = Settings(store=path, query_seconds=600, config=Config(attribution="rules"))
    return TestClient(create_app(settings), base_url=ORIGIN)


def as_json(client: TestClient, address: str) -> Any:  # noqa: ANN401 (what JSON holds)
    answer = client.get(f"{address}{'&' if '?' in address else '?'}format=json")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_there_and_runs_nothing_of_a_report(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert len(re.findall("<h1[ >]", answer.text)) == 1
    for tag, attributes in Elements(answer.text).found:
        assert tag not in {"img", "style", "iframe", "object", "base"}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not (attributes.get("href") or "").lower().startswith("javascript:")
        assert tag != "script" or (attributes["src"] or "").startswith("/static/")


@pytest.mark.parametrize("address", [a for a in PAGES if a not in {"/timeline", "/positions"}])
def test_each_list_is_there_as_data(client: TestClient, address: str) -> None:
    assert as_json(client, address)
    table = client.get(f"{address}{'&' if '?' in address else '?'}format=csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(next(csv.reader(io.StringIO(table.text)))) > 1


@pytest.mark.parametrize("words", ["'; DROP TABLE documents; --", '" OR "1"="1', "\x00", "%", "(" * 400, SCRIPT])
@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/quotations", "words"), ("/quotations", "speaker"), ("/difference", "one"), ("/events", "actor"),
        ("/events", "place"), ("/events", "type"), ("/events", "cameo"), ("/events", "topic"), ("/timeline", "actor"),
        ("/timeline?actor=Norway", "about"), ("/positions", "actor"), ("/positions?actor=Aastad", "words"),
        ("/network", "unit"), ("/network", "kind"), ("/network", "copies"), ("/map", "topic"), ("/map", "counted"),
        ("/stream", "after"), ("/dyads?one=Norway", "other"), ("/statements", "topic"),
    ],
)  # fmt: skip
def test_words_are_never_syntax(client: TestClient, address: str, field: str, words: str) -> None:
    path, _, rest = address.partition("?")
    given = dict(part.split("=") for part in rest.split("&") if part) | {field: words, "format": "json"}
    answer = client.get(path, params=given)
    assert answer.status_code in {200, 400, 404}
    if answer.status_code == 400:
        assert answer.json()["error"] == "bad-query"
    assert client.get("/documents?format=json").json()["total"] == len(RECORDS)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/quotations/s-0", 404, "not-in-store"),
        ("/quotations/%3Cscript%3E", 404, "not-in-store"),
        ("/quotations?reports=0", 400, "bad-query"),
        ("/copies/d-0", 404, "not-in-store"),
        ("/copies/..%2f..%2fetc%2fpasswd", 404, "http"),
        ("/difference", 400, "bad-query"),
        (f"/difference?one={WIRE}", 404, "not-in-store"),
        ("/stream?after=-1", 400, "bad-query"),
        ("/stream?limit=100000", 400, "bad-query"),
        ("/events?place_country=Nowhereland", 400, "bad-query"),
        ("/map?counted=all", 400, "bad-query"),
        ("/map?topic=nothing", 400, "bad-query"),
        ("/network?unit=planet", 400, "bad-query"),
        ("/timeline?actor=Norway&since=2025-01-01&until=2024-01-01", 400, "bad-query"),
    ],
)
def test_errors_are_said(client: TestClient, address: str, status: int, code: str) -> None:
    page = client.get(address)
    assert (page.status_code, f"{status} · {code}" in page.text) == (status, True)
    assert "Traceback" not in page.text


def test_nothing_is_sent_to_these_pages(client: TestClient) -> None:
    for address in ("/quotations", "/copies", "/stream", "/network", "/map", "/difference"):
        assert client.post(address).status_code == 405


def test_a_quotation_has_its_wordings_and_speakers(client: TestClient) -> None:
    (row,) = as_json(client, "/quotations")["rows"]
    assert (row["reports"], row["disputed"], row["copy_groups"]) == (3, True, 2)
    page = client.get(f"/quotations/{RECORDS[1].statements[0].id}").text
    assert "Given to different speakers" in page
    assert "<del>anybody</del>" in page
    assert "<ins>anyone</ins>" in page
    assert client.get("/quotations?speaker=Thorvald&reports=3&format=json").json()["total"] == 1
    assert "No quotation of four words" in client.get("/quotations?words=whale").text


def test_a_copy_has_what_it_added(client: TestClient) -> None:
    (group,) = as_json(client, "/copies")["rows"]
    assert (group["reports"], group["id"]) == (2, WIRE)
    page = client.get(f"/copies/{LOCAL}").text
    assert "<ins>This newspaper spoke with fishermen at the quay, who had much to tell.</ins>" in page
    difference = as_json(client, f"/difference?one={WIRE}&other={LOCAL}")
    assert [c["text"] for c in difference["changes"] if c["operation"] == "cut"] == ["anybody"]


def test_versions_of_a_report_are_compared(tmp_path: Path) -> None:
    with stores.open(tmp_path / "s.sqlite", mode="write") as store:
        for words in ("It rains today.", "It pours today."):
            store.write(factories.record(f"{{S:Ann}} {{C:said}}: {{T:{words}}}", key="same"))
    client = TestClient(create_app(Settings(store=tmp_path / "s.sqlite")), base_url=ORIGIN)
    second, first = (row["id"] for row in as_json(client, "/documents")["rows"])
    told = as_json(client, f"/difference?one={second}")
    assert (told["before"], told["after"]) == (first, second)
    assert f"/difference?one={second}&amp;other={first}" in client.get(f"/documents/{second}").text


def test_only_what_came_after_is_sent_again(path: Path, client: TestClient) -> None:
    shown = as_json(client, "/stream")
    assert [a["number"] for a in shown] == sorted((a["number"] for a in shown), reverse=True)
    newest = shown[0]["number"]
    assert as_json(client, f"/stream?after={newest - 1}") == shown[:1]
    part = client.get(f"/stream?after={newest - 2}", headers={"HX-Request": "true"}).text
    assert (part.count("<li data-number="), "<html" in part) == (2, False)
    assert client.get(f"/stream?after={newest}", headers={"HX-Request": "true"}).text.strip() == ""
    assert path.is_file()


def test_the_stream_tells_of_what_another_process_writes(tmp_path: Path, day: dt.date) -> None:
    with stores.open(tmp_path / "s.sqlite", mode="write") as store:
        client = TestClient(create_app(Settings(store=tmp_path / "s.sqlite")), base_url=ORIGIN)
        assert "Nothing has been read yet" in client.get("/stream").text
        store.write(happened("Bergen", "seized", outlet="Echo", published=day))
        assert len(as_json(client, "/stream?after=0")) == 1


@pytest.fixture
def day() -> dt.date:
    published = RECORDS[0].document.published
    assert published is not None
    return published


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("counted=events", ["Tromso", 1, "NOR"]),
        ("counted=events&unit=country", ["Norway", 2, "NOR"]),
        ("counted=events&topic=maritime&since=2024-03-01&until=2024-03-31", ["Tromso", 1, "NOR"]),
        ("counted=about&unit=country", ["Iceland", 2, "ISL"]),
        ("counted=said", ["Norway", 5, "NOR"]),
    ],
)
def test_a_map_counts(client: TestClient, asked: str, found: list[object]) -> None:
    rows = as_json(client, f"/map?{asked}")["spots"]["rows"]
    assert found in [[row["name"], row["count"], row["country"]] for row in rows]


def test_a_place_leads_to_its_words(client: TestClient) -> None:
    told = as_json(client, "/map")
    place = [row["name"] for row in told["spots"]["rows"]].index("Tromso")
    events = as_json(client, told["words"][place])
    assert [(e["trigger"], e["place"]) for e in events["rows"]] == [("seized", "Tromso")]
    assert told["spots"]["rows"][place]["latitude"] == 69.65
    assert told["spots"]["nowhere"] == 0
    assert as_json(client, "/map?since=2030-01-01")["spots"]["rows"] == []
    assert "Nothing fits that has a place" in client.get("/map?since=2030-01-01").text


def test_a_network_ties_two(client: TestClient) -> None:
    edges = as_json(client, "/network?kind=acts_on")["edges"]
    assert [(e["source"], e["target"], e["weight"]) for e in edges] == [("NOR", "ISL", 2)]
    page = client.get("/network?kind=acts_on").text
    assert 'href="/dyads?one=NOR&amp;other=ISL"' in page
    assert "onrecord network --kind=acts_on --limit=60" in page
    assert "Nothing ties two" in client.get("/network?since=2030-01-01").text


def test_a_dyad_is_counted_at_three_levels(client: TestClient) -> None:
    pair = as_json(client, "/dyads?one=Norway&other=Iceland")
    assert {each["level"]: each["there"] for each in pair["levels"]} == {"report": 2, "copy": 2, "occurrence": 1}
    (occurrence,) = pair["there"]["occurrences"]
    assert occurrence["reports"] == 2
    assert pair["unjoined"] == 0
    assert {each["there"] for each in as_json(client, "/dyads?one=Norway&other=Aastad")["levels"]} == {0}


def test_a_turned_position_is_shown_with_both_statements(client: TestClient) -> None:
    for address in ("/actor?name=Solveig+Aastad", "/positions?actor=Aastad&on=Iceland"):
        page = client.get(address).text
        turn = page.partition('<section class="turn"')[2].partition("</section>")[0]
        assert turn.count('<article class="quotation">') == 2
        assert "oppose Iceland" in turn
        assert "support Iceland" in turn


def test_a_timeline_is_in_the_order_of_days(client: TestClient) -> None:
    told = as_json(client, "/timeline?actor=Norway")
    found = [moment["first_day"] for moment in told["page"]["rows"]]
    assert found == sorted(found)
    assert {moment["kind"] for moment in told["page"]["rows"]} == {"said", "did"}
    assert as_json(client, "/timeline?actor=Norway&kind=did")["page"]["total"] == 2


def test_topics_stand_beside_a_search(path: Path, tmp_path: Path) -> None:
    assert path.is_file()
    with stores.open(tmp_path / "s.sqlite", mode="write") as store:
        store.write(factories.nested())
    client = TestClient(create_app(Settings(store=tmp_path / "s.sqlite")), base_url=ORIGIN)
    assert as_json(client, "/statements")["facets"]["topics"] == [{"value": "military", "count": 1}]
    assert as_json(client, "/statements?topic=military")["page"]["total"] == 1
    assert "topic=military" in client.get("/statements").text


def test_offices_are_those_of_the_lexicon() -> None:
    (office, *_) = offices_of("person:IRN/Ali Khamenei")
    assert (office.of, office.since[:4]) == ("IRN", "1989")
    for nobody in (None, "", "country:IRN", "person:", "person:IRN/", "person:IRN/Nobody At All", "person"):
        assert offices_of(nobody) == ()


def test_quotations_are_made_anew_when_the_store_changes(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(path.read_bytes())
    clusters = Clusters(copy)
    first = clusters.together(patience=60)
    assert first is not None
    assert first.current
    again = clusters.together(patience=60)
    assert again is not None
    assert again.clusters is first.clusters
    with stores.open(copy, mode="write") as store:
        store.write(replace(RECORDS[2], document=RECORDS[2].document, statements=()))
    later = clusters.together(patience=60)
    assert later is not None
    assert len(later.clusters) < len(first.clusters) or later.clusters != first.clusters


def test_a_page_says_that_quotations_are_being_compared(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr("onrecord.web.clusters.quoted", lambda _: [go_on.wait(60)][:0])
    monkeypatch.setattr("onrecord.web.pages.quotations._PATIENCE", 0.0)
    client = TestClient(create_app(Settings(store=path, query_seconds=600)), base_url=ORIGIN)
    for address in ("/quotations", f"/quotations/{QUOTED}"):
        assert "are being compared" in client.get(address).text
    assert client.get("/quotations?format=json").status_code == 503
    go_on.set()


def test_pages_work_without_third_parties(client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("onrecord.web.templating.VENDOR", tmp_path)
    for address in ("/map", "/network"):
        page = client.get(address).text
        assert "/vendor/" not in page
        assert "<table>" in page
