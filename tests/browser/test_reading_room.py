from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.web.templating import VENDOR

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "build" / "browser" / "axe.min.js"
PAGES = (
    "/", "/statements", "/statements?words=the&act=say", "/statements?words=nosuchword", "/documents", "/actors",
    "/dyads", "/dyads?one=Chile&other=New+Zealand", "/actor?name=Amparo+Quiroga", "/read",
)  # fmt: skip


def open_report(page: Page) -> None:
    page.goto("/documents")
    page.get_by_role("link", name=re.compile("ocean rescue")).click()
    page.locator(".note").first.wait_for()
    page.wait_for_load_state()  # what is pressed and chosen is heard once the scripts have run


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core was not fetched: make browser-test does it")
@pytest.mark.parametrize("address", [*PAGES, "report"])
def test_no_serious_finding_of_accessibility(page: Page, address: str) -> None:
    if address == "report":
        open_report(page)
        page.locator(".note summary").first.click()
    else:
        page.goto(address)
    page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run()")
    serious = [v for v in found["violations"] if v["impact"] in {"serious", "critical"}]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in serious] == []


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_the_window(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_words_and_notes_are_tied_both_ways(page: Page) -> None:
    open_report(page)
    words = page.locator('.m.content[data-f="s3"]').first
    words.hover()
    assert "hot" in (page.locator("#n-s3").get_attribute("class") or "")
    words.click()
    assert "on" in (page.locator("#n-s3").get_attribute("class") or "").split()
    page.locator("#n-s2").hover()
    assert page.locator('.m.hot[data-f~="s2"]').count() > 0
    page.locator("#n-s2 .facts").click()
    assert page.locator('.m.on[data-f~="s2"]').count() > 0
    assert page.locator('.m.on[data-f="s3"]').count() == 0


def test_keys_go_through_the_findings(page: Page) -> None:
    open_report(page)
    for key, number in (("j", "s1"), ("j", "s2"), ("j", "s3"), ("k", "s2")):
        page.keyboard.press(key)
        assert page.locator(".note.on").get_attribute("data-key") == number
    assert page.evaluate("document.activeElement.dataset.key") == "s2"
    assert page.locator("#live").inner_text() != ""
    page.keyboard.press("Escape")
    assert page.locator(".note.on").count() == 0
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "words"


def test_notes_stand_beside_their_lines_or_below(page: Page) -> None:
    open_report(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.wait_for_timeout(400)  # for the movement to end
    words, note = page.locator('.m[data-f~="s2"]').first.bounding_box(), page.locator("#n-s2").bounding_box()
    assert words is not None
    assert note is not None
    wide = (page.viewport_size or {"width": 0})["width"] > 1100
    assert (abs(words["y"] - note["y"]) < 12) if wide else note["y"] > words["y"]
    boxes = [box for each in page.locator(".note").all() if (box := each.bounding_box())]
    ordered = sorted(boxes, key=lambda box: box["y"])
    assert all(one["y"] + one["height"] <= other["y"] + 1 for one, other in pairwise(ordered))


def test_an_address_leads_to_a_finding_and_to_a_passage(page: Page) -> None:
    open_report(page)
    finding = page.locator("#n-s4 > .anchor").get_attribute("id")
    address = page.url.partition("#")[0]
    page.goto(f"{address}#{finding}")
    page.reload()
    assert page.locator(".note.on").get_attribute("data-key") == "s4"
    page.goto(f"{address}?x=1#c0-5")
    page.locator(".m.span").first.wait_for()
    assert page.locator(".m.span").first.inner_text() == "Chile"
    assert "span=0-5" in page.url


def test_a_chosen_passage_gets_a_link_in_code_points(page: Page) -> None:
    open_report(page)
    page.evaluate(
        """() => { const at = (key) => document.querySelector(`.m[data-f="${key}"]`).firstChild;
        const range = document.createRange(); range.setStart(at("s2"), 0); range.setEnd(at("s2"), 5);
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.get_by_role("button", name="Copy a link to the passage").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto(copied)
    assert page.locator(".m.span").first.inner_text() == "Chile"


def test_filters_take_effect_at_once(page: Page) -> None:
    open_report(page)
    page.get_by_label("Speaker").select_option("Hollis Pemberton")
    page.wait_for_url("**speaker=Hollis*")
    assert page.locator(".note .who a").first.inner_text() == "Hollis Pemberton"
    assert "kind=" not in page.url


@pytest.mark.skipif(not (VENDOR / "htmx.min.js").is_file(), reason="htmx was not fetched: make web-assets does it")
def test_a_search_answers_as_one_types(page: Page) -> None:
    page.goto("/statements")
    page.get_by_label("Words that were said").press_sequentially("aircraft")
    page.locator("#results mark").first.wait_for()
    assert page.locator("#results mark").first.inner_text() == "aircraft"
    page.wait_for_url("**words=aircraft*")
    page.locator("#results").get_by_role("link", name="NZL").click()
    page.wait_for_url("**country=NZL*")
    assert page.locator(".quotation").count() > 0
    page.locator(".quotation blockquote a").first.click()
    page.locator(".note.on").wait_for()


def test_a_search_works_without_scripts(browser: Any, room: str) -> None:  # noqa: ANN401 (a type of Playwright's)
    context = browser.new_context(base_url=room, java_script_enabled=False)
    page = context.new_page()
    page.goto("/statements")
    page.get_by_label("Words that were said").fill("aircraft")
    page.get_by_role("button", name="Search").click()
    assert page.locator("mark").first.inner_text() == "aircraft"
    page.locator(".quotation blockquote a").first.click()
    assert page.locator(".note:has(.anchor:target)").count() == 1
    context.close()


def test_a_report_is_pasted_and_shown(page: Page) -> None:
    page.goto("/read")
    page.get_by_label("Text", exact=True).fill("Talks resume\n\nThe talks will resume in May, Ann Lee said on Monday.")
    page.get_by_role("button", name="Read it").click()
    page.locator(".notice").wait_for()
    assert page.locator("#n-s1 .who").first.inner_text() == "Ann Lee"


def test_it_prints_notes_and_text_without_controls(page: Page) -> None:
    open_report(page)
    page.emulate_media(media="print")
    assert page.locator(".filters").is_hidden()
    assert page.locator(".top").is_hidden()
    assert page.locator("#n-s1").is_visible()
    assert page.locator("#n-s1").evaluate("e => getComputedStyle(e).position") == "static"


def test_no_page_loads_anything_from_elsewhere_or_too_much(page: Page) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: int(answer.headers.get("content-length", 0))}))
    for address in PAGES:
        sizes.clear()
        page.goto(address, wait_until="networkidle")
        origin, loaded = page.evaluate("location.origin"), dict(sizes)  # answers may come while this is compared
        assert loaded
        assert all(url.startswith(origin) for url in loaded)
        assert sum(size for url, size in loaded.items() if ".js" in url) <= 300_000
