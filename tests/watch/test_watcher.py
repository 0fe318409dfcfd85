"""The course of a watch: politeness, what is remembered, and what is left when it ends at any moment."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from onrecord import documents
from onrecord import store as stores
from onrecord.config import Config
from onrecord.errors import WatchError
from onrecord.watch.archive import Archive
from onrecord.watch.timing import Pace
from watch.conftest import bare
from watch.server import article, feed, redirect, response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.model import Document, Failure, Record
    from watch.conftest import Clock, Desk
    from watch.server import Server

QUAY = "The quay of Tarnby was shut on Monday, the coast guard said."


def test_new_articles_are_fetched_archived_and_stored(desk: Desk, server: Server) -> None:
    server.says("/feed", response(200, feed(server.url("/a"), "/b")))
    server.says("/a", article())
    server.says("/b", article(QUAY))
    tally = desk.run(server.url("/feed")).tally
    assert (tally.polled, tally.new, tally.fetched, tally.stored, tally.failed) == (1, 2, 2, 2, 0)
    assert desk.told == []
    assert [record.document.url for record in desk.kept] == [server.url("/a"), server.url("/b")]
    assert desk.kept[0].document.origin.location.startswith("watch-20240506.warc.gz#byte")
    assert desk.states() == ["stored", "stored"]


def test_the_archive_alone_gives_the_same_documents(desk: Desk, server: Server) -> None:
    server.says("/feed", response(200, feed("/a", "/b")))
    server.says("/a", redirect("/a2"))
    server.says("/a2", article())
    server.says("/b", article(QUAY))
    desk.run(server.url("/feed"))
    path = desk.folder / "archive" / "watch-20240506.warc.gz"
    found = list(documents.read(next(documents.discover([path])), config=Config()))  # type: ignore[arg-type]
    assert [getattr(one, "id", one) for one in found] == [record.document.id for record in desk.kept]


def test_what_has_not_changed_is_not_sent_again(desk: Desk, server: Server, clock: Clock) -> None:
    tag, day = '"v1"', "Mon, 06 May 2024 08:00:00 GMT"
    server.says("/feed", response(200, feed("/a"), ETag=tag, Last_Modified=day), response(304, b""))
    server.says("/a", article())
    desk.run(server.url("/feed"))
    clock.wall += 1_000
    tally = desk.run(server.url("/feed")).tally
    assert (tally.polled, tally.new, tally.fetched, tally.failed) == (1, 0, 0, 0)
    first, second = (request.headers for request in server.asked("/feed"))
    assert "if-none-match" not in first
    assert (second["if-none-match"], second["if-modified-since"]) == (tag, day)
    assert len(server.asked("/a")) == 1


def test_a_validator_that_cannot_be_sent_back_is_forgotten(desk: Desk, server: Server, clock: Clock) -> None:
    server.says("/feed", response(200, feed(), ETag='"\xff' + "a" * 900 + '"'))
    desk.run(server.url("/feed"))
    clock.wall += 1_000
    assert desk.run(server.url("/feed")).tally.failed == 0
    assert "if-none-match" not in server.asked("/feed")[1].headers


def test_between_two_requests_to_a_host_there_is_the_delay(desk: Desk, server: Server, clock: Clock) -> None:
    times: list[float] = []
    server.says("/feed", response(200, feed(*(f"/{n}" for n in range(5)))))
    for n in range(5):
        server.says(f"/{n}", _noting(times, clock, article(f"{QUAY} {n}")))
    desk.run(server.url("/feed"))
    assert [later - before for before, later in pairwise(times)] == [2.0] * 4


def test_a_longer_delay_that_robots_are_asked_for_is_kept_up_to_a_minute(
    desk: Desk, server: Server, clock: Clock
) -> None:
    times: list[float] = []
    server.says("/feed", response(200, feed("/0", "/1", "/2")))
    for n in range(3):
        server.says(f"/{n}", _noting(times, clock, article(f"{QUAY} {n}")))
    server.says("/robots.txt", response(200, b"User-agent: *\nCrawl-delay: 9\n"))
    desk.run(server.url("/feed"))
    assert [later - before for before, later in pairwise(times)] == [9.0, 9.0]


def test_the_delay_of_one_host_holds_up_no_other(desk: Desk, server: Server, clock: Clock) -> None:
    hosts = [f"h{n}.example" for n in range(4)]
    server.says("/feed", response(200, feed(*(server.url(f"/{h}", host=h) for h in hosts))))
    for host in hosts:
        server.says(f"/{host}", article(f"{QUAY} {host}"))
    server.says("/robots.txt", response(404, b""))
    desk.pace = Pace(interval=900, delay=1_000)
    begun = clock.steady
    desk.run(server.url("/feed"))
    assert clock.steady - begun == 5_000, "robots.txt and then the page: one delay for each host, and for the feed's"
    assert desk.states() == ["stored"] * 4


def _noting(times: list[float], clock: Clock, answer: bytes) -> Callable[[object], Iterable[bytes]]:
    def handler(_: object) -> Iterable[bytes]:
        times.append(clock.steady)
        return (answer,)

    return handler


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(desk: Desk, server: Server, clock: Clock) -> None:
    server.says("/feed", redirect("/feed2", 301))
    server.says("/feed2", redirect("/feed3", 308))
    server.says("/feed3", response(200, feed()))
    desk.run(server.url("/feed"))
    clock.wall += 1_000
    desk.run(server.url("/feed"))
    assert [len(server.asked(path)) for path in ("/feed", "/feed2", "/feed3")] == [1, 1, 2]


@pytest.mark.parametrize("target", [response(404, b""), response(200, b"<html>log in</html>"), response(200, b"")])
def test_a_new_address_without_a_feed_is_not_remembered(
    desk: Desk, server: Server, clock: Clock, target: bytes
) -> None:
    server.says("/feed", redirect("/login", 301), response(200, feed()))
    server.says("/login", target)
    desk.run(server.url("/feed"))
    clock.wall += 90_000
    assert desk.run(server.url("/feed")).tally.failed == 0


def test_a_feed_lost_at_its_new_address_is_looked_for_where_it_was(desk: Desk, server: Server, clock: Clock) -> None:
    server.says("/feed", redirect("/new", 301), response(200, feed()))
    server.says("/new", response(200, feed()), response(404, b""))
    for _ in range(4):
        desk.run(server.url("/feed"))
        clock.wall += 90_000
    assert desk.run(server.url("/feed")).tally.failed == 0


def test_a_feed_that_is_gone_is_not_asked_again(desk: Desk, server: Server, clock: Clock) -> None:
    server.says("/feed", response(410, b""))
    desk.run(server.url("/feed"))
    clock.wall += 90_000
    assert desk.run(server.url("/feed")).tally.polled == 0
    assert len(server.asked("/feed")) == 1


def test_a_host_that_asks_for_it_is_left_alone_with_all_its_pages(desk: Desk, server: Server, clock: Clock) -> None:
    server.says("/feed", response(200, feed(*(f"/{n}" for n in range(9)))))
    busy = response(429, b"", Retry_After="3600")
    for n in range(9):
        server.says(f"/{n}", busy, article(f"{QUAY} {n}"))
    desk.run(server.url("/feed"))
    assert desk.states() == ["failed"] + ["seen"] * 8
    before = len(server.requests)
    clock.wall += 1_800
    desk.run(server.url("/feed"))
    assert len(server.requests) == before, "neither the feed nor a page"
    clock.wall += 1_900
    for n in range(9):
        server.says(f"/{n}", article(f"{QUAY} {n}"))
    desk.run(server.url("/feed"))
    assert desk.states() == ["stored"] * 9


@pytest.mark.parametrize("jump", [-10 * 365 * 86_400.0, 10 * 365 * 86_400.0])
def test_a_clock_that_jumps_blocks_nothing_for_ever(desk: Desk, server: Server, clock: Clock, jump: float) -> None:
    server.says("/feed", response(200, feed("/a")))
    server.says("/a", response(429, b"", Retry_After="600"), article())
    clock.wall += jump
    desk.run(server.url("/feed"))
    clock.wall -= jump - 90_000
    desk.run(server.url("/feed"))
    assert desk.states() == ["stored"]


def test_a_limit_ends_the_watch_and_the_rest_comes_next_time(desk: Desk, server: Server) -> None:
    server.says("/feed", response(200, feed(*(f"/{n}" for n in range(5)))))
    for n in range(5):
        server.says(f"/{n}", article(f"{QUAY} {n}"))
    assert desk.run(server.url("/feed"), limit=2).tally.fetched == 2
    assert desk.states() == ["stored", "stored", "seen", "seen", "seen"]
    assert desk.run(server.url("/feed"), limit=9).tally.stored == 3


def test_a_watch_without_end_polls_again_and_again_until_it_is_stopped(
    desk: Desk, server: Server, clock: Clock
) -> None:
    def again(_: object) -> Iterator[bytes]:
        if len(server.asked("/feed")) == 3:
            clock.stopped = True
        yield response(200, feed("/a", f"/{len(server.asked('/feed'))}"))

    server.says("/feed", again)
    for path in ("/a", "/1", "/2", "/3"):
        server.says(path, article(f"{QUAY} {path}"))
    begun = clock.wall
    desk.run(server.url("/feed"), once=False)
    assert desk.states() == ["stored", "stored", "stored", "seen"]
    assert 2 * 810 <= clock.wall - begun <= 2 * 990 + 120
    assert len(server.asked("/a")) == 1


def test_told_to_stop_it_reads_what_it_has_fetched(desk: Desk, server: Server, clock: Clock) -> None:
    def last(_: object) -> Iterator[bytes]:
        clock.stopped = True
        yield article()

    server.says("/feed", response(200, feed("/a", "/b")))
    server.says("/a", last)
    desk.run(server.url("/feed"))
    assert desk.states() == ["stored", "seen"]


#: The archive of a day whose first file was made, but not noted.
AFTER_CRASH = "watch-20240506-1.warc.gz"


class KilledError(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("steps", range(1, 16))
def test_killed_at_any_step_nothing_is_lost(
    desk: Desk, server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Ends the process before the n-th of its transactions, which are all that is lasting but for the archive."""
    server.says("/feed", response(200, feed("/a", "/b", "/c")))
    for path in ("/a", "/b", "/c"):
        server.says(path, article(f"{QUAY} {path}"))
    left = [steps]
    transaction = stores.SqliteStore.transaction

    def counted(store: stores.SqliteStore) -> object:
        left[0] -= 1
        if left[0] == 0:
            raise KilledError
        return transaction(store)

    with monkeypatch.context() as patch:
        patch.setattr(stores.SqliteStore, "transaction", counted)
        with pytest.raises(KilledError):
            desk.run(server.url("/feed"))
    clock.wall += 1_000
    desk.run(server.url("/feed"))
    assert desk.states() == ["stored"] * 3
    assert len(desk.rows("SELECT id FROM documents")) == 3
    asked = [len(server.asked(path)) for path in ("/a", "/b", "/c")]
    assert sum(asked) <= 4, "one page is fetched once more at most"
    (kept,) = (desk.folder / "archive").glob("*.gz") if steps != 3 else [desk.folder / "archive" / AFTER_CRASH]
    (file,) = documents.discover([kept])
    archived = [getattr(one, "id", "") for one in documents.read(file, config=Config())]  # type: ignore[arg-type]
    assert sorted(archived) == sorted({record.document.id for record in desk.kept}), "each page once, and whole"


def test_a_page_that_ends_the_process_each_time_is_given_up(desk: Desk, server: Server, clock: Clock) -> None:
    server.says("/feed", response(200, feed("/a")))
    server.says("/a", article())

    def deadly(found: Iterable[Document | Failure]) -> Iterator[Record | Failure]:
        list(found)
        raise KilledError

    desk.read = deadly
    for _ in range(14):
        with pytest.raises(KilledError):
            desk.run(server.url("/feed"))
    desk.read = bare
    clock.wall += 1_000
    assert desk.run(server.url("/feed")).tally.failed == 1
    assert desk.states() == ["given up"]
    assert len(server.asked("/a")) == 1


def test_a_page_that_the_archive_lost_is_fetched_again(desk: Desk, server: Server, clock: Clock) -> None:
    server.says("/feed", response(200, feed("/a")))
    server.says("/a", article())
    desk.read = _killed
    with pytest.raises(KilledError):
        desk.run(server.url("/feed"))
    (desk.folder / "archive" / "watch-20240506.warc.gz").unlink()
    desk.read = bare
    clock.wall += 1_000
    desk.run(server.url("/feed"))
    assert desk.states() == ["stored"]
    assert len(server.asked("/a")) == 2


def _killed(_: Iterable[Document | Failure]) -> Iterator[Record | Failure]:
    raise KilledError


def test_two_watches_do_not_write_to_one_archive(desk: Desk, server: Server) -> None:
    server.says("/feed", response(200, feed()))
    sizes: dict[str, int] = {}
    with (
        Archive(desk.folder / "archive", sizes=sizes.get, note=sizes.__setitem__),
        pytest.raises(WatchError, match="another process"),
    ):
        desk.run(server.url("/feed"))
    assert desk.run(server.url("/feed")).tally.failed == 0
