"""Takes the pictures of docs/web.md: the demo's reports in the reading room, in Chromium; for `make screenshots`."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from playwright.sync_api import sync_playwright

import onrecord
from onrecord import store as stores
from onrecord.corpus.agencies import load_agencies
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.occurrences import OccurrenceIndex
from onrecord.web import Settings, create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "images"
QUARREL = ROOT / "tests" / "browser" / "quarrel.jsonl"
DEMO = Path(onrecord.__file__).parent / "demo"
PATIENCE = 120_000  # milliseconds
MOST_BYTES = 150_000  # of a picture

#: Name, address (None: the report), width, height and colour scheme.
PICTURES = (
    ("report", None, 1440, 780, "light"),
    ("report-narrow", None, 375, 760, "dark"),
    ("search", "/statements?words=sea", 1440, 900, "light"),
    ("actor", "/actor?name=Solveig+Aastad", 1440, 760, "light"),
    ("dyads", "/dyads?one=Norway&other=Iceland", 1440, 900, "light"),
    ("quotation", "/quotations?words=coast", 1440, 640, "light"),
    ("network", "/network", 1440, 900, "light"),
    ("map", "/map?unit=country", 1440, 900, "dark"),
)


def main() -> int:
    """Takes all pictures; returns the exit code."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("screenshots: no Chromium is installed", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.sqlite"
        with stores.open(path, mode="write") as store:
            read = (outcome for source in (DEMO, QUARREL) for outcome in onrecord.read_all(source))
            found = [outcome for outcome in read if isinstance(outcome, onrecord.Record)]
            for record in found:
                store.write(record)
            CopyIndex(store, agencies=load_agencies()).catch_up()
            OccurrenceIndex(store).catch_up()
        report = max(found, key=lambda r: len(r.statements)).document.id
        server = uvicorn.Server(
            uvicorn.Config(create_app(Settings(store=path, query_seconds=600)), port=0, log_level="warning")
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            thread.join(0.05)
        origin = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"], timeout=PATIENCE)
            for name, address, width, height, scheme in PICTURES:
                whole = origin + (address or f"/documents/{report}")
                _take(browser, whole, FOLDER / f"{name}.png", (width, height), scheme)
            browser.close()
        server.should_exit = True
        thread.join()
    return 0


def _take(browser: Browser, address: str, target: Path, size: tuple[int, int], scheme: str) -> None:
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.set_default_timeout(PATIENCE)
    page.goto(address, wait_until="networkidle")
    drawn = page.locator("[data-source]")
    if drawn.count():
        page.locator("[data-source][data-drawn]").wait_for()
    page.screenshot(path=target)
    page.close()
    if target.stat().st_size > MOST_BYTES:
        print(f"{target.name} has over {MOST_BYTES:,} bytes", file=sys.stderr)
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
