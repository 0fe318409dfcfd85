from __future__ import annotations

import json
import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from onrecord import pipeline
from onrecord import store as stores
from onrecord.model import Failure, Record
from onrecord.scale import local
from watch.server import Server, article, feed, response

import factories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cli.conftest import Run
    from onrecord.config import Config
    from onrecord.model import Document

SAID = '"The road is open," the minister Ann Lee said on Monday in the capital. She warned Bob Roe not to use it.'
ALWAYS = ("--once", "--allow-private", "--delay", "0", "--attribution", "rules", "--store", "s.db")
ALERTS = '[[rule]]\nname = "lee"\nspeaker = ["Lee"]\n'


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.says("/feed", response(200, feed("/a", "/none")))
        running.says("/a", article(SAID))
        yield running


class Light:
    """Stands for the pipeline, which takes seconds to load: what Ann Lee said is a statement, and nothing else."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def pipe(self, found: Iterable[Document | Failure]) -> Iterator[Record | Failure]:
        for one in found:
            yield one if isinstance(one, Failure) else _record(one)


def _record(document: Document) -> Record:
    if "Ann Lee said" not in document.text:
        return Record(document)
    said = factories.statement(document, source="Ann Lee", cue="said", content="The road is open")
    return Record(document, statements=(said,))


@pytest.fixture
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "Pipeline", Light)
    monkeypatch.setattr(local, "Pipeline", Light)


def _feed(server: Server) -> str:
    return server.url("/feed", host="127.0.0.1")


@pytest.mark.slow
def test_watching_stores_archives_and_tells(run: Run, server: Server, tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text(_feed(server), encoding="utf-8")
    (tmp_path / "onrecord.toml").write_text('relations = "rules"\n', encoding="utf-8")  # loads sooner
    (tmp_path / "alerts.toml").write_text(ALERTS, encoding="utf-8")
    outcome = run("watch", "feeds.txt", *ALWAYS, "--alerts", "alerts.toml")
    assert outcome.code == 3, "a page was not there"
    assert 'lee: Ann Lee [say]: "The road is open,"' in outcome.out
    assert "[not-found]" in outcome.err
    assert "1 feed polled, 2 new pages, 1 fetched, " in outcome.err
    assert "1 report (1 new), " in outcome.err
    assert outcome.err.endswith("Store: s.db\nArchive: s-archive\n")
    with stores.open(tmp_path / "s.db") as reader:
        (record,) = reader.records()
    assert record.document.url == server.url("/a", host="127.0.0.1")
    assert len(list((tmp_path / "s-archive").glob("*.warc.gz"))) == 1
    again = run("watch", "feeds.txt", *ALWAYS, "--alerts", "alerts.toml")
    assert (again.code, again.out) == (0, ""), "what is waiting is no failure, and nothing is told twice"


@pytest.mark.usefixtures("_light")
def test_alerts_as_json_and_copies_noted(run: Run, server: Server, tmp_path: Path) -> None:
    words = " ".join((SAID, *(f"A lorry came by at {n} in the night, the guard of the bridge said." for n in range(9))))
    server.says("/feed", response(200, feed("/a", "/b")))
    server.says("/a", article(words))
    server.says("/b", article(words))
    (tmp_path / "alerts.toml").write_text(ALERTS, encoding="utf-8")
    outcome = run("watch", _feed(server), *ALWAYS, "--alerts", "alerts.toml", "-f", "jsonl")
    assert outcome.code == 0
    told = [json.loads(line) for line in outcome.out.splitlines()]
    assert {alert["url"] for alert in told} == {server.url(path, host="127.0.0.1") for path in ("/a", "/b")}
    assert len({alert["key"] for alert in told}) == len(told)
    assert "1 of them copies" in outcome.err


@pytest.mark.usefixtures("_light")
def test_a_dry_run_prints_what_it_would_fetch_and_keeps_nothing(run: Run, server: Server, tmp_path: Path) -> None:
    outcome = run("watch", _feed(server), *ALWAYS, "--dry-run")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [server.url(path, host="127.0.0.1") for path in ("/a", "/none")]
    assert list(tmp_path.iterdir()) == []
    assert not server.asked("/a")
    run("watch", _feed(server), *ALWAYS)
    assert run("watch", _feed(server), *ALWAYS, "--dry-run").out == ""


def test_this_machine_is_private(run: Run, server: Server) -> None:
    outcome = run("watch", _feed(server), "--once", "--store", "s.db")
    assert outcome.code == 3
    assert "[p" in outcome.err.splitlines()[0]
    assert server.requests == []


@pytest.mark.usefixtures("_light")
def test_alerts_are_tried_on_reports(run: Run, tmp_path: Path) -> None:
    (tmp_path / "alerts.toml").write_text(ALERTS, encoding="utf-8")
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "b.txt").write_text("The road is shut, the minister Cara Fox said.", encoding="utf-8")
    test = ("--attribution", "rules", "--test-alerts", "alerts.toml")
    assert "lee: Ann Lee" in run("watch", "a.txt", "b.txt", *test).out
    assert run("watch", "b.txt", *test).code == 4
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("none.opml", "--once"), "none.opml: cannot be read"),
        (("ftp://news.example/feed", "--once"), "not an http or https address"),
        (("http://news.example/", "--alerts", "none.toml"), "none.toml: cannot be read"),
        (("http://news.example/", "--contact", "a\nb"), "--contact"),
        (("http://news.example/", "--interval", "1"), "--interval"),
    ],
)
def test_what_cannot_be_used_is_told_at_once(run: Run, arguments: tuple[str, ...], word: str) -> None:
    outcome = run("watch", *arguments)
    assert outcome.code == 2
    assert word in outcome.err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_ends_an_endless_watch_in_order(run: Run, server: Server) -> None:
    def interrupted(_: object) -> Iterator[bytes]:
        os.kill(os.getpid(), signal.SIGINT)
        yield response(200, feed("/a", "/b"))

    server.says("/feed", interrupted)
    outcome = run("watch", _feed(server), *ALWAYS[1:])
    assert outcome.code == 130
    assert "finishing what was begun" in outcome.err
    assert "1 feed polled, 2 new pages, 0 fetched." in outcome.err
