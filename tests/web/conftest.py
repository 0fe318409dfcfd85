"""A reading room over a store made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from onrecord import store as stores
from onrecord.config import Config
from onrecord.web import Settings, create_app
from web.rooms import ORIGIN, records

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store."""
    path = tmp_path_factory.mktemp("web") / "store.sqlite"
    with stores.open(path, mode="write") as store:
        for record in records():
            store.write(record)
    return path


@pytest.fixture(scope="session")
def settings(store_path: Path) -> Settings:
    """Settings that no slow machine can make fail."""
    return Settings(store=store_path, query_seconds=600, config=Config(attribution="rules"))


@pytest.fixture(scope="session")
def client(settings: Settings) -> TestClient:
    """A browser without cookies yet, at the address of the reading room."""
    return TestClient(create_app(settings), base_url=ORIGIN)
