"""Connections that lead only where they may, and end when their time is over."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpcore2

from onrecord.errors import FetchError
from onrecord.watch.addresses import WEB_PORTS, is_public

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

#: The IP addresses of a host name.
Resolve = Callable[[str, int], list[str]]


class Deadline:
    """A moment by which everything must be over, whatever the single steps take.

    Args:
        seconds: from now.
        clock: a clock that only goes forward.
    """

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def put_off(self, seconds: float) -> None:
        """Makes it later, for a while that does not count."""
        self._end += seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, at most `most`.

        Raises:
            httpcore2.ReadTimeout: there are none.
        """
        left = self._end - self._clock()
        if left <= 0:
            message = "its time is over"
            raise httpcore2.ReadTimeout(message)
        return left if most is None else min(left, most)


class GuardedBackend(httpcore2.NetworkBackend):
    """Resolves a name once, and connects to an address that was checked: the name cannot lead elsewhere afterwards.

    Args:
        deadline: of all that is done with it.
        allow_private: whether addresses that are not public, and unusual ports, may be connected to.
        resolve: finds the addresses of a name.
    """

    def __init__(self, deadline: Deadline, *, allow_private: bool, resolve: Resolve) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._resolve = resolve
        self._inner = httpcore2.SyncBackend()
        self.connected_to = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of the host that is allowed and answers.

        Raises:
            FetchError: `private-address` or `port`: none is allowed.
            httpcore2.ConnectError: there is none, or none answers.
        """
        if not self._allow_private and port not in WEB_PORTS:
            raise FetchError(f"{host}:{port}", f"port {port} is none of the web's", code="port")
        try:
            found = self._resolve(host, port)
        except OSError as error:
            raise httpcore2.ConnectError(error.strerror or str(error)) from error
        allowed = [address for address in found if self._allow_private or is_public(address)]
        if found and not allowed:
            raise FetchError(host, f"its address {found[0]} is not public", code="private-address")
        failed: Exception = httpcore2.ConnectError("the name has no address")
        for address in allowed:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
                continue
            self.connected_to = address
            return _TimedStream(stream, self._deadline)
        raise failed

    def sleep(self, seconds: float) -> None:
        """Nothing is tried again here, so there is nothing to wait for."""


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every step ends by the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        return self._inner.get_extra_info(info)


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses of a host name by the machine's own resolver, in its order.

    Raises:
        OSError: there are none.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is too long
        raise OSError(0, "the name is none") from error
    return list(dict.fromkeys(str(address[4][0]) for address in found))
