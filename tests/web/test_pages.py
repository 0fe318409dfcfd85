from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from onrecord import store as stores
from onrecord.model import from_json
from onrecord.web import Settings, create_app
from web.rooms import ORIGIN, SCRIPT, records

if TYPE_CHECKING:
    from pathlib import Path

NESTED, ROAD, HOSTILE = records()
PAGES = ("/", "/statements", "/statements?words=road", "/documents", "/documents?words=road", "/read")
REPORTS = tuple(f"/documents/{r.document.id}" for r in (NESTED, ROAD, HOSTILE))


@pytest.mark.parametrize("address", [*PAGES, *REPORTS])
def test_each_page_is_there(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!doctype html>")
    assert len(re.findall("<h1[ >]", answer.text)) <= 1


class Elements(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("address", [*PAGES, *REPORTS, "/nowhere"])
def test_nothing_runs_that_a_report_or_an_address_says(client: TestClient, address: str) -> None:
    page = client.get(address, params={} if "?" in address else {"words": SCRIPT, "speaker": SCRIPT}).text
    for tag, attributes in Elements(page).found:
        assert tag not in {"img", "style", "iframe", "object", "base"}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not (attributes.get("href") or "").lower().startswith("javascript:")
        assert tag != "script" or (attributes["src"] or "").startswith("/static/")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 5),
        ("words=road", 3),
        ("words=road&act=deny", 2),
        ("speaker=lee&country=norway", 1),
        ("speaker=lee&country=NO", 1),
        ("outlet=Example+Daily", 4),
        ("outlet=Example", 0),
        ("since=2024-03-01&until=2024-03-31", 2),
        ("words=&act=&since=", 5),
        ("about=Bob", 1),
        ("words=road&utm_source=x", 3),
    ],
)
def test_a_search_in_three_forms(client: TestClient, asked: str, found: int) -> None:
    page, data, table = (client.get(f"/statements?{asked}&format={form}") for form in ("html", "json", "csv"))
    assert data.headers["content-type"] == "application/json"
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert json.loads(data.content)["page"]["total"] == found
    assert len(list(csv.DictReader(io.StringIO(table.text)))) == found
    assert page.text.count('<article class="quotation">') == found


def test_a_search_names_its_command_and_its_other_forms(client: TestClient) -> None:
    page = client.get("/statements?words=the+road&act=deny&limit=1").text
    assert "onrecord search --act=deny --limit=1 &#39;the road&#39;" in page
    assert 'href="/statements?words=the+road&amp;act=deny&amp;limit=1&amp;format=json"' in page
    assert 'rel="next" href="/statements?words=the+road&amp;act=deny&amp;limit=1&amp;offset=1"' in page


def test_as_you_type_only_the_results_come(client: TestClient) -> None:
    part = client.get("/statements?words=road", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert part.count('<article class="quotation">') == 3
    assert 'aria-label="2024-03: 2"' in part


def test_a_cell_is_no_formula(client: TestClient) -> None:
    client.get("/statements")
    table = client.get("/documents?format=csv").text
    assert [row["id"] for row in csv.DictReader(io.StringIO(table))][-1] == ROAD.document.id


def test_a_report_in_its_forms(client: TestClient) -> None:
    address = REPORTS[1]
    assert from_json(client.get(address, params={"format": "json"}).content) == ROAD
    assert client.get(address, params={"format": "txt"}).text == ROAD.document.text
    rows = list(csv.DictReader(io.StringIO(client.get(address, params={"format": "csv"}).text)))
    assert [row["id"] for row in rows] == [s.id for s in ROAD.statements]


@pytest.mark.parametrize(
    ("asked", "notes"),
    [
        ("", ["s1", "s2"]),
        ("speaker=Ann+Lee", ["s1"]),
        ("kind=indirect&act=deny", ["s1", "s2"]),
        ("act=promise", []),
        ("show=events", []),
        ("show=none", []),
    ],
)
def test_filters_of_a_report(client: TestClient, asked: str, notes: list[str]) -> None:
    page = client.get(f"{REPORTS[1]}?{asked}").text
    assert re.findall(r'<article class="note \w" id="n-(\w+)"', page) == notes
    assert "the road talks had failed" in re.sub("<[^>]+>", "", page)


def test_a_passage_can_be_linked(client: TestClient) -> None:
    assert 'id="w-span"' in client.get(f"{REPORTS[1]}?span=0-4").text
    assert 'id="w-span"' not in client.get(REPORTS[1]).text
    for wrong in ("4-4", "9-4", "0-99999", "a-b", "-1-3", "0-9999999999"):
        assert client.get(f"{REPORTS[1]}?span={wrong}").status_code == 400


def test_disagreements_and_their_places_are_shown(client: TestClient) -> None:
    page = client.get(REPORTS[2]).text
    assert "disagree</strong> on outlet" in page
    assert "Other Weekly" in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 5


def test_a_statement_leads_into_its_report(client: TestClient) -> None:
    statement = ROAD.statements[0]
    answer = client.get(f"/statements/{statement.id}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{REPORTS[1]}#{statement.id}")
    assert f'id="{statement.id}"' in client.get(REPORTS[1]).text


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/nowhere", 404, "http"),
        ("/documents/d-0", 404, "not-in-store"),
        ("/statements/s-0", 404, "not-in-store"),
        ("/statements/%3Cscript%3E", 404, "not-in-store"),
        ("/statements?country=Nowhereland", 400, "bad-query"),
        ("/statements?act=sing", 400, "bad-query"),
        ("/statements?since=yesterday", 400, "bad-query"),
        ("/statements?limit=100000", 400, "bad-query"),
        ("/statements?offset=-1", 400, "bad-query"),
        ("/statements?format=xml", 400, "format"),
    ],
)
def test_errors_are_said_in_both_forms(client: TestClient, address: str, status: int, code: str) -> None:
    page = client.get(address)
    assert page.status_code == status
    assert f"{status} · {code}" in page.text
    assert "Traceback" not in page.text
    answer = client.get(address, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (status, code)


def test_without_a_store_the_first_page_says_how_to_begin(tmp_path: Path) -> None:
    missing = tmp_path / "none.sqlite"
    reader = TestClient(create_app(Settings(store=missing, read_only=True)), base_url=ORIGIN)
    assert "Nothing has been read yet" in reader.get("/").text
    assert "form_token" not in reader.get("/").text
    assert 'action="/demo"' in TestClient(create_app(Settings(store=missing)), base_url=ORIGIN).get("/").text
    assert reader.get("/statements").status_code == 503
    assert not missing.exists()


def test_an_empty_store_says_the_same(tmp_path: Path) -> None:
    stores.open(tmp_path / "empty.sqlite", mode="write").close()
    client = TestClient(create_app(Settings(store=tmp_path / "empty.sqlite")), base_url=ORIGIN)
    assert "Nothing has been read yet" in client.get("/").text


def test_what_another_process_writes_is_there_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    client = TestClient(create_app(Settings(store=path)), base_url=ORIGIN)
    with stores.open(path, mode="write") as writer:
        writer.write(NESTED)
        assert client.get("/statements?format=json").json()["page"]["total"] == 2
        writer.write(ROAD)
        assert client.get("/statements?format=json").json()["page"]["total"] == 4


def test_a_fault_of_ours_shows_nothing_of_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(settings)
    monkeypatch.setattr("onrecord.web.pages.home.stats", lambda *_, **__: 1 / 0)
    answer = TestClient(app, base_url=ORIGIN, raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert "500 · internal" in answer.text


def test_pages_work_without_third_parties(client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("onrecord.web.templating.VENDOR", tmp_path)
    page = client.get("/statements?words=road").text
    assert "/vendor/" not in page
    assert page.count('<article class="quotation">') == 3
