"""Where a fetch may lead, and where it may not: checked on the address that is connected to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.errors import FetchError
from onrecord.watch import network
from onrecord.watch.addresses import is_public
from onrecord.watch.fetch import Fetcher
from onrecord.watch.network import system_resolve
from watch.conftest import at_home
from watch.server import redirect, response

if TYPE_CHECKING:
    from watch.conftest import Clock
    from watch.server import Server

HOSTS = {
    "news.example": ["127.0.0.1"],
    "inside.example": ["10.0.0.7"],
    "mapped.example": ["::ffff:10.0.0.7"],
    "nat64.example": ["64:ff9b::10.0.0.7"],
    "meta.example": ["169.254.169.254"],
    "mixed.example": ["10.0.0.7", "127.0.0.1"],
}


@pytest.fixture
def outside(clock: Clock, server: Server, monkeypatch: pytest.MonkeyPatch) -> Fetcher:
    """Fetches as from the Internet: 127.0.0.1, where the server is, counts as public, and its port as the web's."""
    monkeypatch.setattr(network, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    monkeypatch.setattr(network, "WEB_PORTS", frozenset({80, 443, server.port}))

    def resolve(host: str, _: int) -> list[str]:
        if host not in HOSTS:
            raise OSError(-2, "Name or service not known")
        return HOSTS[host]

    return Fetcher(clock=clock.forward, resolve=resolve)


def _code(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    return caught.value.code


@pytest.mark.parametrize("host", ["inside.example", "mapped.example", "nat64.example", "meta.example"])
def test_a_private_address_is_refused_at_once_and_after_a_redirect(outside: Fetcher, server: Server, host: str) -> None:
    assert _code(outside, f"http://{host}/") == "private-address"
    server.says("/a", redirect("/b"))
    server.says("/b", redirect(f"http://{host}/secret"))
    assert _code(outside, server.url("/a")) == "private-address"


@pytest.mark.parametrize(
    "host", ["127.0.0.2", "[::1]", "[::ffff:127.0.0.2]", "2130706434", "0x7f.2", "127.2", "localhost"]
)
def test_no_spelling_of_this_machine_gets_through(clock: Clock, host: str) -> None:
    assert _code(Fetcher(clock=clock.forward, resolve=system_resolve), f"http://{host}/") in {
        "private-address",
        "no-answer",  # the resolver knows no such name
    }


def test_of_several_addresses_the_public_one_is_taken(outside: Fetcher, server: Server) -> None:
    server.says("/a", response(200, b"hello"))
    answer = outside.get(server.url("/a", host="mixed.example"))
    assert (answer.body, answer.last.address) == (b"hello", "127.0.0.1")


def test_a_name_that_changes_its_address_is_asked_for_once_and_that_answer_is_used(
    clock: Clock, server: Server, outside: Fetcher
) -> None:
    assert outside
    answers = [["127.0.0.1"], ["10.0.0.7"], ["10.0.0.7"]]
    asked: list[str] = []

    def rebinding(host: str, _: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    server.says("/a", response(200, b"hello"))
    fetcher = Fetcher(clock=clock.forward, resolve=rebinding)
    assert fetcher.get(server.url("/a")).last.address == "127.0.0.1"
    assert asked == ["news.example"]
    assert server.requests[0].headers["host"] == f"news.example:{server.port}"
    assert _code(fetcher, server.url("/a")) == "private-address", "the next connection is checked anew"


@pytest.mark.parametrize("port", [22, 25, 6379, 9200, 3306])
def test_ports_of_other_services_are_refused(outside: Fetcher, port: int) -> None:
    assert _code(outside, f"http://news.example:{port}/") == "port"


def test_a_name_without_an_address_is_told(outside: Fetcher) -> None:
    assert _code(outside, "http://nowhere.example/") == "no-answer"


def test_every_hop_is_asked_about_and_can_be_forbidden(fetcher: Fetcher, server: Server) -> None:
    asked: list[str] = []

    def may(url: str) -> None:
        asked.append(url)
        if url.endswith("/c"):
            raise FetchError(url, "forbidden", code="robots")

    server.says("/a", redirect("/b", 301))
    server.says("/b", redirect(server.url("/c", host="other.example")))
    with pytest.raises(FetchError, match="forbidden"):
        fetcher.get(server.url("/a"), may=may)
    assert asked == [server.url("/a"), server.url("/b"), server.url("/c", host="other.example")]
    assert not server.asked("/c")


@pytest.mark.parametrize(
    ("statuses", "moved"), [((301, 308), True), ((301, 302), False), ((302, 301), False), ((307,), False), ((), False)]
)
def test_only_permanent_redirects_are_remembered(
    fetcher: Fetcher, server: Server, statuses: tuple[int, ...], *, moved: bool
) -> None:
    for number, status in enumerate(statuses):
        server.says(f"/{number}", redirect(f"/{number + 1}", status))
    server.says(f"/{len(statuses)}", response(200, b""))
    answer = fetcher.get(server.url("/0"))
    assert answer.moved == (server.url(f"/{len(statuses)}") if moved else None)
    assert [exchange.status for exchange in answer.exchanges] == [*statuses, 200]


def test_the_server_is_told_who_asks(clock: Clock, server: Server) -> None:
    server.says("/a", response(200, b""))
    Fetcher(clock=clock.forward, allow_private=True, contact="desk@news.example", resolve=at_home).get(server.url("/a"))
    agent = server.requests[0].headers["user-agent"]
    assert agent.startswith("onrecord/")
    assert agent.endswith(" (+desk@news.example)")


def test_waiting_for_leave_does_not_count_as_the_server_s_time(fetcher: Fetcher, server: Server, clock: Clock) -> None:
    server.says("/a", response(200, b"hello"))
    assert fetcher.get(server.url("/a"), may=lambda _: clock.sleep(500)).body == b"hello"
