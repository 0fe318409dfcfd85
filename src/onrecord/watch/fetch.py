"""Fetches one address: within limits of size and time, over few redirects, each of them checked."""

from __future__ import annotations

import datetime as dt
import time
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpcore2
from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import FetchError
from onrecord.version import __version__
from onrecord.watch.addresses import web_url
from onrecord.watch.network import Deadline, GuardedBackend, system_resolve

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from onrecord.watch.network import Resolve

Header = tuple[str, str]

_MOST_HOPS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_OK = 200
_GZIP_OR_ZLIB = 47  # window bits by which zlib tells the two apart itself


class Limits(Struct, frozen=True):
    """What one fetch may take.

    Attributes:
        max_bytes: of a body, packed and unpacked.
        seconds: for all hops together, from the first name to the last byte.
        step: for one read or write.
    """

    max_bytes: int = 16_000_000
    seconds: float = 60.0
    step: float = 20.0


class Want(Struct, frozen=True):
    """Which body is wanted.

    Attributes:
        kinds: its media type is one of these, where the answer has success; any will do without them.
        max_bytes: packed and unpacked; that of the limits without it.
        cut: take the beginning of a longer body, in place of refusing it.
    """

    kinds: frozenset[str] = frozenset()
    max_bytes: int | None = None
    cut: bool = False


ANYTHING = Want()


class Exchange(Struct, frozen=True):
    """A request and its answer, as they went over the wire but for the transfer coding.

    Attributes:
        url: that was asked for.
        address: IP address that was connected to.
        at: when the request was sent, UTC.
        request: its headers.
        status: of the answer.
        reason: the words beside it.
        headers: of the answer.
        body: still packed as `Content-Encoding` says.
    """

    url: str
    address: str
    at: dt.datetime
    request: tuple[Header, ...]
    status: int
    reason: str
    headers: tuple[Header, ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of the answer with this name; empty without one."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


class Answer(Struct, frozen=True):
    """What a fetch came to.

    Attributes:
        exchanges: one for each hop; the last is the answer itself.
        body: the answer's, unpacked.
        moved: the address to remember instead of the one asked for, when permanent redirects led there.
    """

    exchanges: tuple[Exchange, ...]
    body: bytes
    moved: str | None

    @property
    def last(self) -> Exchange:
        """The answer itself."""
        return self.exchanges[-1]


class Fetcher:
    """Fetches addresses, one connection for each request, without cookies and without proxies.

    Args:
        limits: of each fetch.
        allow_private: as for `GuardedBackend`.
        contact: an address or page for those whose servers are asked; stands in the User-Agent.
        clock: a clock that only goes forward, seconds.
        resolve: finds the addresses of a host name.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        allow_private: bool = False,
        contact: str = "",
        clock: Callable[[], float] = time.monotonic,
        resolve: Resolve = system_resolve,
    ) -> None:
        self._limits = limits or Limits()
        self._allow_private = allow_private
        self._clock = clock
        self._resolve = resolve
        self._tls: ssl.SSLContext | None = None
        self.agent = f"onrecord/{__version__}" + (f" (+{contact})" if contact else "")

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        may: Callable[[str], None] = lambda _: None,
        want: Want = ANYTHING,
    ) -> Answer:
        """Follows an address to its answer, whatever status that has.

        Args:
            url: as `web_url` gives it.
            headers: to be sent beside the usual ones.
            may: is called before each hop, and raises FetchError where it must not be made; its time does not count.
            want: which body is wanted.

        Raises:
            FetchError: why it was not fetched to the end.
        """
        deadline = Deadline(self._limits.seconds, self._clock)
        most = want.max_bytes or self._limits.max_bytes
        sent = {"User-Agent": self.agent, "Accept-Encoding": "gzip", **(headers or {})}
        exchanges: list[Exchange] = []
        while True:
            before = self._clock()
            may(url)
            deadline.put_off(self._clock() - before)
            with _translated(url), self._stream("GET", url, sent, deadline) as (last, chunks):
                _check_kind(last, want.kinds)
                exchanges.append(replace(last, body=_limited(chunks, url, most, cut=want.cut)))
            target = _target(exchanges)
            if target is None:
                break
            url = target
        permanent = all(exchange.status in _PERMANENT for exchange in exchanges[:-1])
        moved = url if permanent and len(exchanges) > 1 else None
        return Answer(tuple(exchanges), _unpacked(exchanges[-1], most, cut=want.cut), moved)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Exchange:
        """Sends a body to an address; redirects are not followed.

        Raises:
            FetchError: why there is no answer.
        """
        sent = {"User-Agent": self.agent, "Content-Length": str(len(body)), **headers}
        deadline = Deadline(self._limits.seconds, self._clock)
        with _translated(url), self._stream("POST", url, sent, deadline, content=body) as (answer, chunks):
            return replace(answer, body=_limited(chunks, url, self._limits.max_bytes, cut=True))

    @contextmanager
    def _stream(
        self, method: str, url: str, headers: Mapping[str, str], deadline: Deadline, *, content: bytes | None = None
    ) -> Iterator[tuple[Exchange, Iterator[bytes]]]:
        """A request and the head of its answer, with the pieces of the body to come."""
        backend = GuardedBackend(deadline, allow_private=self._allow_private, resolve=self._resolve)
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self._limits.step)
        at = dt.datetime.now(dt.UTC)
        sent = (("Host", urlsplit(url).netloc), *headers.items(), ("Connection", "close"))
        with (
            httpcore2.ConnectionPool(ssl_context=self._context(url), network_backend=backend) as pool,
            pool.stream(method, url, headers=sent, content=content, extensions={"timeout": timeouts}) as response,
        ):
            found = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
            reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
            head = Exchange(url, backend.connected_to, at, sent, response.status, reason, found, b"")
            yield head, response.iter_stream()

    def _context(self, url: str) -> ssl.SSLContext | None:
        """The certificates that are trusted, loaded with the first address that needs them."""
        if self._tls is None and url.startswith("https:"):
            self._tls = httpcore2.default_ssl_context()
        return self._tls


def media_type(exchange: Exchange) -> str:
    """The media type that the answer has by its headers, in lower case; empty without one."""
    return exchange.header("content-type").partition(";")[0].strip().lower()


@contextmanager
def _translated(url: str) -> Iterator[None]:
    """Raises httpcore's errors of the block as FetchError."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise FetchError(url, f"too slow: {error or 'no answer in time'}", code="too-slow") from error
    except httpcore2.NetworkError as error:
        raise FetchError(url, f"no answer: {error}", code="no-answer") from error
    except httpcore2.RemoteProtocolError as error:
        raise FetchError(url, f"broken answer: {error}", code="no-answer") from error
    except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, ValueError) as error:
        raise FetchError(url, f"cannot be asked: {error}", code="protocol") from error


def _target(exchanges: Sequence[Exchange]) -> str | None:
    """Where the last of these answers leads on to; None for nowhere.

    Raises:
        FetchError: `redirects`, too often or in a circle; `bad-url`.
    """
    first, last = exchanges[0], exchanges[-1]
    location = last.header("location")
    if last.status not in _REDIRECTS or not location:
        return None
    if len(exchanges) > _MOST_HOPS:
        raise FetchError(first.url, f"over {_MOST_HOPS} redirects", code="redirects")
    target = web_url(location, base=last.url)
    if any(target == exchange.url for exchange in exchanges):
        raise FetchError(first.url, f"redirected in a circle by {target}", code="redirects")
    return target


def _check_kind(exchange: Exchange, kinds: frozenset[str]) -> None:
    if exchange.status == _OK and kinds and media_type(exchange) not in kinds:
        raise FetchError(exchange.url, f"its type is {media_type(exchange) or 'not given'}", code="not-a-page")


def _limited(chunks: Iterable[bytes], url: str, most: int, *, cut: bool) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            if cut:
                break
            raise FetchError(url, f"larger than {most:,} bytes", code="too-large")
    return bytes(body[:most])


def _unpacked(exchange: Exchange, most: int, *, cut: bool) -> bytes:
    """The body without its content coding.

    Raises:
        FetchError: `too-large`, it unpacks to more than `most` bytes; `protocol`, it cannot be unpacked.
    """
    coding = exchange.header("content-encoding").strip().lower()
    if coding in {"", "identity"} or not exchange.body:
        return exchange.body
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(exchange.url, f"packed as {coding[:40]!r}, which was not asked for", code="protocol")
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        body = unpacker.decompress(exchange.body, most + 1)
    except zlib.error as error:
        raise FetchError(exchange.url, f"cannot be unpacked: {error}", code="protocol") from error
    if cut:
        return body[:most]
    if len(body) > most:
        raise FetchError(exchange.url, f"unpacks to over {most:,} bytes", code="too-large")
    if not unpacker.eof:
        raise FetchError(exchange.url, "its packed body breaks off", code="no-answer")
    return body
