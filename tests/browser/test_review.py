from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from browser.conftest import read_demo, running
from browser.test_reading_room import AXE, open_report
from onrecord import store as stores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(demo_store: Path, tmp_path: Path) -> Path:
    """A store of its own for each test, since reviews are kept."""
    return Path(shutil.copy(demo_store, tmp_path / "store.sqlite"))


@pytest.fixture
def room(desk: Path) -> Iterator[str]:
    """The address of its reading room."""
    with running(desk) as address:
        yield address


def named(page: Page) -> None:
    """Gives the reviewer's name, once."""
    page.goto("/review")
    page.get_by_label("Your name, for the log").fill("Kim")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("You are Kim.").wait_for()
    page.wait_for_load_state()  # the keys work once the scripts have run


def select(page: Page, words: str) -> None:
    """Selects words of the report, as dragging over them does."""
    page.wait_for_load_state()
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector(".sheet"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at >= 0 && node.parentElement.closest("[data-at]")) {
                    getSelection().setBaseAndExtent(node, at, node, at + words.length);
                    return;
                }
            }
            throw new Error(`not there: ${words}`);
        }""",
        words,
    )


def test_a_correction_by_selected_words_survives_another_reading(page: Page, desk: Path) -> None:
    named(page)
    open_report(page)
    document = page.url.rpartition("/")[2]
    note = page.locator(".note.s").first
    note.locator("summary").click()
    note.get_by_role("link", name=re.compile("Correct statement")).click()
    content = page.get_by_label("What is said")
    before = content.input_value()
    words = before.partition(" ")[2].split()[0]
    select(page, words)
    page.locator("[data-take='content']").click()
    assert re.fullmatch(r"\d+-\d+", content.input_value())
    page.get_by_label("Act").select_option("announce")
    page.get_by_label("Speaker", exact=True).fill("Ada Example")
    page.get_by_role("button", name="Keep the correction").click()
    page.wait_for_url(re.compile(f"/documents/{document}#s-"))
    assert page.locator(".status.corrected").count() > 0
    with stores.open(desk) as reader:
        told = reader.record(document)
        raw = reader.prediction(document)
    corrected = next(s for s in told.statements if s.act == "announce" and told.speakers(s) == ("Ada Example",))
    assert corrected.content[0].exact == words
    # A newer model that finds nothing at all, and then the rules again.
    with stores.open(desk, mode="write") as writer:
        writer.write(replace(raw, statements=(), events=(), topics=(), model="newer 2"))
    page.reload()
    assert page.locator(".status.added").count() > 0
    read_demo(desk)
    page.reload()
    assert page.locator(".status.corrected").count() > 0
    assert page.get_by_text("Ada Example").count() > 0


def test_the_queue_is_gone_through_with_keys(page: Page, desk: Path) -> None:
    named(page)
    first, second = (page.locator(".queue .item").nth(n).get_attribute("id") for n in (0, 1))
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == second
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == first
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.locator(".queue .item").first.get_attribute("id") == second
    with page.expect_navigation():
        page.keyboard.press("r")
    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.locator(".queue .item").first.get_attribute("id") == second
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.keyboard.press("e")
    page.wait_for_url(f"**/review/findings/{second}")
    with stores.open(desk) as reader:
        assert [e.action for e in reader.entries()] == ["accept", "reject", "withdraw"]


def test_a_missed_statement_is_added_from_selected_words(page: Page, desk: Path) -> None:
    named(page)
    open_report(page)
    document = page.url.rpartition("/")[2]
    words = page.locator("p.text.paragraph [data-at]").last.inner_text().split()[-1]
    select(page, words)
    page.get_by_role("link", name="Add a statement").click()
    assert re.match(r"\d+-\d+ ", page.get_by_label("What is said").input_value())
    page.get_by_label("Speaker", exact=True).fill("Ada Example")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(re.compile(f"/documents/{document}#s-"))
    assert page.locator(".status.added").count() > 0
    with stores.open(desk) as reader:
        assert ("Ada Example",) in [reader.record(document).speakers(s) for s in reader.record(document).statements]


def test_pages_of_review_fit_and_can_be_used_by_everybody(page: Page) -> None:
    named(page)
    with page.expect_navigation():
        page.keyboard.press("a")
    finding = page.locator(".queue .item").first.get_attribute("id") or ""
    page.goto(f"/review/findings/{finding}")
    document = page.locator("[name='document']").get_attribute("value")
    for address in (
        "/review", f"/review/findings/{finding}", f"/review/new?document={document}&kind=event", "/review/log",
        f"/review/entities?document={document}", "/review/agreement",
    ):  # fmt: skip
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        if AXE.is_file():
            page.evaluate(AXE.read_text("utf-8"))
            found: dict[str, Any] = page.evaluate("axe.run()")
            serious = [v for v in found["violations"] if v["impact"] in {"serious", "critical"}]
            assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in serious] == [], address
