from __future__ import annotations

import html
import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from onrecord import store as stores
from onrecord.cli.app import app
from onrecord.web import Settings, create_app
from web.quarrels import keep_quarrel
from web.rooms import ORIGIN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("commands") / "store.sqlite"
    with stores.open(found, mode="write") as store:
        keep_quarrel(store)
    return found


@pytest.fixture(scope="module")
def client(path: Path) -> TestClient:
    return TestClient(create_app(Settings(store=path, query_seconds=600)), base_url=ORIGIN)


_COMMAND = re.compile('<code id="command">(.*?)</code>', re.DOTALL)


def rows(found: Any) -> Any:  # noqa: ANN401 (JSON)
    """The rows of a list, however they are wrapped."""
    if isinstance(found, dict):
        return next(rows(found[name]) for name in ("page", "spots", "rows", "edges", "statements") if name in found)
    return found


@pytest.mark.parametrize(
    "address",
    [
        "/map", "/map?unit=country&limit=3", "/map?counted=said", "/map?counted=about&unit=country&since=2024-01-01",
        "/map?quad=3", "/stream", "/stream?after=1&limit=5", "/events", "/events?actor_country=Norway",
        "/events?place=Oslo&place_country=NOR", "/statements?words=cable", "/network?unit=actor",
        "/timeline?actor=Norway",
    ],
)  # fmt: skip
def test_the_command_of_a_page_gives_the_same_rows(client: TestClient, path: Path, address: str) -> None:
    found = _COMMAND.search(client.get(address).text)
    assert found
    program, *arguments = shlex.split(html.unescape(found[1]))
    assert program == "onrecord"
    verb, *rest = arguments
    outcome = CliRunner().invoke(app, [verb, "--store", str(path), "--format", "json", *rest])
    assert outcome.exit_code in {0, 4}, outcome.output
    page = client.get(f"{address}{'&' if '?' in address else '?'}format=json").json()
    assert rows(json.loads(outcome.stdout or "[]")) == rows(page)
