"""Quotations, copies, stream, events, timeline, positions, network and map in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import onrecord
from browser.conftest import CONFIG, running
from onrecord import store as stores
from onrecord.corpus.agencies import load_agencies
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.occurrences import OccurrenceIndex
from onrecord.web.templating import VENDOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

QUARREL = Path(__file__).parent / "quarrel.jsonl"
AXE = Path(__file__).parents[2] / "build" / "browser" / "axe.min.js"
PAGES = (
    "/events", "/timeline?actor=Norway", "/positions?actor=Aastad", "/quotations", "/copies", "/network",
    "/network?unit=actor", "/map", "/map?counted=said", "/stream", "/dyads?one=Norway&other=Iceland",
    "/actor?name=Solveig+Aastad", "/events?actor=nobody", "/quotations?words=whale",
)  # fmt: skip


def write(path: Path, *, only: str = "") -> None:
    """Reads the quarrel's reports, or the one of a title, into a store."""
    with stores.open(path, mode="write") as store:
        for record in onrecord.read_all(QUARREL, config=CONFIG):
            assert isinstance(record, onrecord.Record)
            if only in (record.document.title or ""):
                store.write(record)
        CopyIndex(store, agencies=load_agencies()).catch_up()
        OccurrenceIndex(store).catch_up()


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a reading room with the quarrel."""
    path = tmp_path_factory.mktemp("quarrel") / "store.sqlite"
    write(path)
    with running(path) as address:
        yield address


@pytest.mark.parametrize("address", PAGES)
def test_pages_fit_the_window_and_are_accessible(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if AXE.is_file():
        page.evaluate(AXE.read_text("utf-8"))
        found: dict[str, Any] = page.evaluate("axe.run()")
        serious = [v for v in found["violations"] if v["impact"] in {"serious", "critical"}]
        assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in serious] == []


@pytest.mark.parametrize("address", PAGES)
def test_no_page_loads_too_much_script(page: Page, address: str) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: int(answer.headers.get("content-length", 0))}))
    page.goto(address, wait_until="networkidle")
    origin, loaded = page.evaluate("location.origin"), dict(sizes)
    assert all(url.startswith(origin) for url in loaded)
    assert sum(size for url, size in loaded.items() if ".js" in url) <= 300_000
    assert any("cytoscape" in url for url in loaded) <= ("/network" in address)
    assert any("d3-geo" in url for url in loaded) <= ("/map" in address)


def test_a_quotation_leads_to_its_wordings_and_words(page: Page) -> None:
    page.goto("/quotations")
    page.locator(".quotation blockquote a").first.click()
    assert page.locator(".warning").inner_text().startswith("Given to different speakers")
    assert "anyone" in page.locator("ins").all_inner_texts()
    page.locator(".appearances a").first.click()
    page.locator(".note.on").wait_for()


def test_a_copy_leads_to_its_differences(page: Page) -> None:
    page.goto("/copies")
    page.locator("main .title").first.click()
    assert page.locator(".lineage .original").count() == 1
    page.get_by_role("link", name="Differences in words").first.click()
    assert "anybody" in page.locator("del").all_inner_texts()


def test_the_menu_opens_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.locator(".more summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Events"
    page.keyboard.press("Enter")
    page.wait_for_url("**/events")


@pytest.mark.skipif(not (VENDOR / "cytoscape.min.js").is_file(), reason="not fetched: make web-assets does it")
def test_the_network_is_drawn_and_its_table_leads_to_words(page: Page) -> None:
    page.goto("/network")
    page.locator("#graph[data-drawn]").wait_for()
    drawn = page.evaluate("document.getElementById('graph').dataset.drawn")
    rows = [page.locator("table").nth(n).locator("tbody tr").count() for n in (0, 1)]
    assert int(drawn) == sum(rows)
    assert page.locator("#graph canvas").count() > 0
    page.locator("tbody tr a").first.click()
    page.wait_for_url("**/dyads?**")
    assert page.locator(".event").count() > 0


@pytest.mark.skipif(not (VENDOR / "d3-geo.min.js").is_file(), reason="not fetched: make web-assets does it")
def test_the_map_is_drawn_and_a_mark_leads_to_words(page: Page) -> None:
    page.goto("/map")
    page.locator("#map[data-drawn]").wait_for()
    assert page.locator(".mark").count() == page.locator("tbody tr").count()
    page.get_by_role("button", name="Whole world").click()
    assert page.get_by_role("button", name="Whole world").get_attribute("aria-pressed") == "true"
    page.locator(".mark").last.click()
    page.wait_for_url("**/events?**")
    assert page.locator(".event").count() > 0


def test_tables_tell_all_without_scripts(browser: Any, room: str) -> None:  # noqa: ANN401 (a type of Playwright's)
    context = browser.new_context(base_url=room, java_script_enabled=False)
    page = context.new_page()
    for address in ("/network", "/map"):
        page.goto(address)
        assert page.locator("tbody tr").count() > 2
        assert page.locator(".drawing").is_hidden()
    page.goto("/stream")
    assert page.locator("#arrivals li").count() > 2
    assert page.locator("#pause").is_hidden()
    context.close()


def test_the_stream_shows_what_another_process_writes(browser: Any, tmp_path: Path) -> None:  # noqa: ANN401 (as above)
    path = tmp_path / "store.sqlite"
    write(path, only="Talks open")
    with running(path) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        page.goto("/stream")
        assert page.locator("#arrivals li").count() == 1
        page.get_by_role("button", name="Pause").click()
        assert "Paused" in page.locator("#live").inner_text()
        page.get_by_role("button", name="Pause").click()
        write(path, only="Norway releases")
        page.locator("#arrivals .fresh").wait_for()
        assert page.locator("#live").inner_text() == "1 new report"
        assert "Norway releases" in page.locator("#arrivals li").first.inner_text()
        context.close()
