"""Alerts that are told: on standard output, in files, to webhooks; none lost, and none told twice without its key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from onrecord.watch.alerts import Rule
from watch.server import article, feed, response
from watch.test_alerts import record_with_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from onrecord.model import Document, Failure, Record
    from watch.conftest import Clock, Desk
    from watch.server import Server

OK = response(200, b"")


@pytest.fixture
def one_page(desk: Desk, server: Server) -> str:
    """A feed of one page, in which a statement and two events are found."""

    def read(found: Iterable[Document | Failure]) -> Iterator[Record]:
        for _ in found:
            yield record_with_findings()

    desk.read = read
    server.says("/feed", response(200, feed("/a")))
    server.says("/a", article())
    return server.url("/feed")


def _hook(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}/hook"


def test_alerts_go_to_every_target(desk: Desk, server: Server, one_page: str, tmp_path: Path) -> None:
    file = tmp_path / "alerts.jsonl"
    server.says("/hook", OK)
    desk.rules = (Rule("r", act=("accuse",), to=("stdout", str(file), _hook(server))), Rule("q", quad=("4",)))
    assert desk.run(one_page).tally.alerts == 4
    assert [(alert.rule, alert.who) for alert in desk.shown] == [("r", "Ann Lee"), ("q", "Norway's navy")]
    (line,) = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    (posted,) = server.asked("/hook")
    told = json.loads(posted.body)
    assert (posted.method, posted.headers["content-type"]) == ("POST", "application/json")
    assert posted.headers["idempotency-key"] == told["key"]
    assert {key: told[key] for key in ("rule", "kind", "who", "what", "whom")} == {
        "rule": "r", "kind": "statement", "who": "Ann Lee", "what": "accuse", "whom": "Bob Roe",
    }  # fmt: skip
    assert {k: v for k, v in line.items() if k != "key"} == {k: v for k, v in told.items() if k != "key"}


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (response(500, b""), 30.0), (response(503, b"", Retry_After="600"), 600.0), (response(404, b""), 30.0),
        (response(429, b"", Retry_After="0"), 1.0), (response(302, b"", Location="http://10.0.0.1/"), 30.0),
        (b"", 30.0), (b"nonsense\r\n\r\n", 30.0),
    ],
)  # fmt: skip
def test_a_webhook_that_fails_is_tried_again_with_the_same_key(
    desk: Desk, server: Server, one_page: str, answer: bytes, wait: float
) -> None:
    clock = desk.clock
    server.says("/hook", answer, OK)
    desk.rules = (Rule("r", act=("accuse",), to=(_hook(server),)),)
    tally = desk.run(one_page).tally
    assert (tally.stored, tally.failed) == (1, 1)
    assert "not delivered" in desk.told[0]
    clock.wall += wait * 0.9
    desk.run(one_page)
    assert len(server.asked("/hook")) == 1, "not before its time"
    clock.wall += 3_600
    assert desk.run(one_page).tally.failed == 0
    first, second = server.asked("/hook")
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    clock.wall += 90_000
    desk.run(one_page)
    assert len(server.asked("/hook")) == 2, "not again once it has arrived"


def test_a_webhook_that_fails_holds_up_no_other_target(desk: Desk, server: Server, one_page: str) -> None:
    server.says("/hook", response(500, b""))
    desk.rules = (Rule("r", topic=("economic",), to=(_hook(server), "stdout")),)
    desk.run(one_page)
    assert len(server.asked("/hook")) == 1, "the others wait for the first"
    assert len(desk.shown) == 3


def test_a_file_that_cannot_be_written_is_tried_again(desk: Desk, clock: Clock, one_page: str, tmp_path: Path) -> None:
    file = tmp_path / "later" / "alerts.jsonl"
    desk.rules = (Rule("r", act=("accuse",), to=(str(file),)),)
    assert desk.run(one_page).tally.failed == 1
    file.parent.mkdir()
    file.write_text('{"cut off', encoding="utf-8")
    clock.wall += 3_600
    assert desk.run(one_page).tally.failed == 0
    cut, line = file.read_text(encoding="utf-8").splitlines()
    assert (cut, json.loads(line)["rule"]) == ('{"cut off', "r")


def test_a_webhook_that_never_answers_is_given_up_at_last(
    desk: Desk, server: Server, clock: Clock, one_page: str
) -> None:
    server.says("/hook", response(500, b""))
    desk.rules = (Rule("r", act=("accuse",), to=(_hook(server),)),)
    for _ in range(31):
        desk.run(one_page)
        clock.wall += 90_000
    assert len(server.asked("/hook")) == 30
    assert desk.told[-1].endswith("given up: the webhook answered 500")
    assert desk.rows("SELECT state FROM watch_alerts") == [("given up",)]


def test_the_same_finding_is_told_once(desk: Desk, server: Server, clock: Clock, one_page: str) -> None:
    desk.rules = (Rule("r", act=("accuse",)),)
    desk.run(one_page)
    server.says("/feed", response(200, feed("/a", "/copy")))
    server.says("/copy", article())
    clock.wall += 1_000
    assert desk.run(one_page).tally.alerts == 0
    assert len(desk.shown) == 1


class KilledError(BaseException):
    """The process ends here."""


def test_an_alert_in_line_survives_the_end_of_the_process(desk: Desk, clock: Clock, one_page: str) -> None:
    desk.rules = (Rule("r", act=("accuse",)),)
    shown = desk.shown

    class Closed(list):  # type: ignore[type-arg]  # stands for standard output
        def append(self, _: object) -> None:
            raise KilledError

    desk.shown = Closed()
    with pytest.raises(KilledError):
        desk.run(one_page)
    desk.shown = shown
    clock.wall += 1_000
    desk.run(one_page)
    assert [alert.rule for alert in desk.shown] == ["r"]
