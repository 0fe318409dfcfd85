from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.cli import serving
from onrecord.config import Config
from onrecord.errors import ConfigError

if TYPE_CHECKING:
    from cli.conftest import Run
    from onrecord.web import Settings

STORE = Path("store.sqlite")


def settings(host: str = "127.0.0.1", token: str = "", names: tuple[str, ...] = ()) -> Settings:
    return serving.settings(Config(), STORE, host=host, token=token, names=names, read_only=False)


def test_it_answers_to_this_machine_only() -> None:
    assert settings().hosts == ("127.0.0.1", "localhost", "::1")
    assert settings().token == ""


@pytest.mark.parametrize(
    ("host", "token", "names"),
    [("192.0.2.1", "", ()), ("0.0.0.0", "", ("news.example",)), ("0.0.0.0", "auto", ()), ("::", "x", ())],  # noqa: S104 (refused)
)
def test_other_machines_need_a_token_and_a_name(host: str, token: str, names: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError):
        settings(host, token, names)


def test_names_can_be_added() -> None:
    chosen = settings("0.0.0.0", "auto", ("News.example",))  # noqa: S104 (told, not listened on)
    assert chosen.hosts[-1] == "news.example"
    assert len(chosen.token) > 20
    assert chosen.token != settings(token="auto").token  # noqa: S106 (a word of the option)


def test_a_missing_store_is_said_before_it_serves(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served: list[Settings] = []
    monkeypatch.setattr(serving, "run", lambda chosen, **_: served.append(chosen))
    outcome = run("serve", "--store", tmp_path / "none.sqlite", "--read-only")
    assert outcome.code == 0
    assert "there is no store at" in outcome.err
    assert served[0].read_only
    assert served[0].store == tmp_path / "none.sqlite"


def test_a_taken_port_is_said(run: Run) -> None:
    with serving.listening("127.0.0.1", 0) as taken:
        outcome = run("serve", "--port", str(taken.getsockname()[1]))
    assert outcome.code == 2
    assert "--port" in outcome.err
