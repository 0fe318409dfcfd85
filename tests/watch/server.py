"""A web server for tests, of one thread and full of tricks: what it answers is bytes, right or wrong."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from types import TracebackType


class Request(NamedTuple):
    """A request: method, path, headers in lower case, body."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


#: What a path is answered with: bytes in pieces; a `Reset` in place of a piece breaks the connection off.
Handler = Callable[[Request], Iterable[bytes]]


class ResetError(Exception):
    """Raised by a handler that breaks the connection off."""


class Server:
    """Answers requests by their path; others with 404. Notes every request."""

    def __init__(self) -> None:
        self.routes: dict[str, Handler] = {}
        self.requests: list[Request] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def url(self, path: str, host: str = "news.example") -> str:
        """The address of a path, under any name of the server."""
        return f"http://{host}:{self.port}{path}"

    def says(self, path: str, *answers: bytes | Handler) -> None:
        """What a path is answered with: one answer after the other, the last again and again."""
        left = list(answers)

        def handler(request: Request) -> Iterable[bytes]:
            answer = left.pop(0) if len(left) > 1 else left[0]
            return (answer,) if isinstance(answer, bytes) else answer(request)

        self.routes[path] = handler

    def asked(self, path: str) -> list[Request]:
        """The requests for a path."""
        return [request for request in self.requests if request.path == path]

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                connection.settimeout(10)
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        request = _read(connection)
        self.requests.append(request)
        handler = self.routes.get(request.path)
        try:
            for piece in handler(request) if handler else (response(404, b""),):
                connection.sendall(piece)
        except ResetError:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _read(connection: socket.socket) -> Request:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65_536)
        if not piece:
            message = "no request"
            raise OSError(message)
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65_536)
    method, path, _ = first.split(" ")
    return Request(method, path, headers, body)


def response(status: int, body: bytes, **headers: str) -> bytes:
    """A whole answer; header names with underscores for hyphens. `Content-Length` is true unless it is given."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named = {"Content-Length": str(len(body))} | named
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} Reason\r\n{lines}\r\n".encode("latin-1") + body


def redirect(to: str, status: int = 302) -> bytes:
    """An answer that sends on to another address."""
    return response(status, b"", Location=to)


def feed(*links: str, guids: tuple[str, ...] = ()) -> bytes:
    """An RSS feed whose items lead to these addresses."""
    items = "".join(
        f"<item><title>Item {n}</title><link>{link}</link>"
        + (f'<guid isPermaLink="false">{guids[n]}</guid>' if guids else "")
        + "</item>"
        for n, link in enumerate(links)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


def article(words: str = "The harbour of Lorvik will stay closed until Friday, its master Bob Roe said.") -> bytes:
    """A page with a short report."""
    return response(200, page(words), Content_Type="text/html; charset=utf-8")


def page(words: str) -> bytes:
    """A short report as HTML."""
    markup = (
        "<!doctype html><html lang='en'><head><title>Harbour closed</title></head><body><article><h1>Harbour closed"
        f"</h1><p>{words}</p><p>Two tugs tried to pull the ship free in the night but gave up at dawn.</p></article>"
        "</body></html>"
    )
    return markup.encode()
