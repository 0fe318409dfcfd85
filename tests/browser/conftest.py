"""A reading room with the demo's reports, and a real Chromium; without one the tests are skipped."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

import onrecord
from onrecord import store as stores
from onrecord.config import Config
from onrecord.web import Settings, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DEMO = Path(onrecord.__file__).parent / "demo"
CONFIG = Config(attribution="rules")
PATIENCE = 60_000  # milliseconds; machines that run tests can be very slow


def read_demo(path: Path) -> None:
    """Reads the demo's reports by rules into a store."""
    with stores.open(path, mode="write") as store:
        for record in onrecord.read_all(DEMO, config=CONFIG):
            assert isinstance(record, onrecord.Record)
            store.write(record)


@contextmanager
def running(path: Path) -> Iterator[str]:
    """The address of a reading room of a store, which runs in a thread."""
    app = create_app(Settings(store=path, query_seconds=600, config=CONFIG))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
        assert thread.is_alive()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the demo's reports."""
    path = tmp_path_factory.mktemp("browser") / "store.sqlite"
    read_demo(path)
    return path


@pytest.fixture(scope="session")
def room(demo_store: Path) -> Iterator[str]:
    """The address of a reading room."""
    with running(demo_store) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=[(1440, "light"), (375, "dark")], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, room: str) -> Iterator[Page]:
    """A page of its own; an error in a script, or a breach of the content policy, fails the test."""
    width, scheme = request.param
    context = browser.new_context(
        base_url=room, viewport={"width": width, "height": 900}, color_scheme=scheme,
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert not wrong
