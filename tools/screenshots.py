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
from onrecord.web import Settings, create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
DEMO = Path(onrecord.__file__).parent / "demo"
PATIENCE = 120_000  # milliseconds

#: Name, address (None: the report), width and colour scheme.
PICTURES = (
    ("report", None, 1440, "light"),
    ("report-narrow", None, 375, "dark"),
    ("search", "/statements?words=aircraft", 1440, "light"),
    ("actor", "/actor?name=Amparo+Quiroga", 1440, "dark"),
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
            found = [r for r in onrecord.read_all(DEMO) if isinstance(r, onrecord.Record)]
            for record in found:
                store.write(record)
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
            for name, address, width, scheme in PICTURES:
                _take(browser, origin + (address or f"/documents/{report}"), FOLDER / f"{name}.png", width, scheme)
            browser.close()
        server.should_exit = True
        thread.join()
    return 0


def _take(browser: Browser, address: str, target: Path, width: int, scheme: str) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.screenshot(path=target)
    page.close()
    print(target.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    sys.exit(main())
