"""What stands between the network and the pages: who may ask, how much, and what browsers are told with each answer."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse

from onrecord.web.refusals import Refusal, refusal_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from onrecord.web.settings import Settings

#: Scripts and styles come from our own files only; nothing is embedded, framed or sent elsewhere.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_TOKEN_COOKIE = "onrecord_token"  # noqa: S105 (a name)
_FORM_COOKIE = "onrecord_form"
_COOKIE_RULES = "Path=/; HttpOnly; SameSite=Strict"
_MOST_QUERY = 8_000  # characters


class Guard:
    """ASGI middleware. Refuses calls by foreign names, foreign forms, calls without the token, and large bodies."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._key = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or passes it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        request = Request(scope)
        answered = _with_headers(send, self._form_cookie(scope, request))
        try:
            self._check(request)
        except Refusal as refusal:
            await refusal_page(request, refusal)(scope, receive, answered)
            return
        if self._shows_token(request):
            query = [(k, v) for k, v in parse_qsl(request.url.query, keep_blank_values=True) if k != "token"]
            target = scope["path"] + (f"?{urlencode(query)}" if query else "")
            away = RedirectResponse("/" + target.lstrip("/\\"), 303)
            away.headers["set-cookie"] = f"{_TOKEN_COOKIE}={self._token_digest()}; {_COOKIE_RULES}"
            await away(scope, receive, answered)
            return
        await self._app(scope, _limited(receive, self._settings.max_upload), answered)

    def _check(self, request: Request) -> None:
        _check_host(request, self._settings.hosts)
        if len(request.url.query) > _MOST_QUERY:
            raise Refusal(414, "long-query", f"The address has more than {_MOST_QUERY} characters of questions.")
        if request.method not in _SAFE_METHODS:
            _check_origin(request)
            _check_length(request.headers, self._settings.max_upload)
        if self._settings.token and not (self._has_token(request) or self._shows_token(request)):
            raise Refusal(
                401, "token", "This reading room asks for its token.", "Open the address that `onrecord serve` printed."
            )

    def _token_digest(self) -> str:
        return hmac.new(self._key, self._settings.token.encode(), hashlib.sha256).hexdigest()

    def _shows_token(self, request: Request) -> bool:
        shown = request.query_params.get("token", "")
        return bool(self._settings.token) and request.method == "GET" and _same(shown, self._settings.token)

    def _has_token(self, request: HTTPConnection) -> bool:
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        by_header = scheme.lower() == "bearer" and _same(bearer.strip(), self._settings.token)
        return by_header or _same(request.cookies.get(_TOKEN_COOKIE, ""), self._token_digest())

    def _form_cookie(self, scope: Scope, request: Request) -> str:
        """Gives the request its form token, and returns a cookie to set if the browser has none yet."""
        known = request.cookies.get(_FORM_COOKIE, "")
        value = known if len(known) == _COOKIE_LENGTH and known.isalnum() else secrets.token_hex(_COOKIE_LENGTH // 2)
        scope.setdefault("state", {})
        scope["state"]["form_token"] = hmac.new(self._key, value.encode(), hashlib.sha256).hexdigest()
        return "" if value == known else f"{_FORM_COOKIE}={value}; {_COOKIE_RULES}"


_COOKIE_LENGTH = 32


def check_form(request: Request, sent: object) -> None:
    """Sees that a form was made by one of our pages for this browser.

    Raises:
        Refusal: it was not.
    """
    if not isinstance(sent, str) or not _same(sent, request.state.form_token):
        raise Refusal(
            403,
            "form-token",
            "This form was not sent from a page of the reading room.",
            "Load the page again and send the form from there.",
        )


def _check_host(request: Request, hosts: tuple[str, ...]) -> None:
    """Refuses a name that is not ours: a page elsewhere may have made a name of its own point to this machine."""
    try:
        name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        name = ""
    if name.lower() not in hosts:
        raise Refusal(
            421,
            "host",
            "The server is not known by the name it was called.",
            "Use the address that `onrecord serve` printed, or allow the name with --allow-host.",
        )


def _check_origin(request: Request) -> None:
    """Refuses what another site's page sends."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if (origin is not None and origin.lower() != own.lower()) or site not in {"same-origin", "none"}:
        raise Refusal(403, "origin", "The request comes from another site's page.")


def _check_length(headers: Headers, most: int) -> None:
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()):
        raise Refusal(400, "length", "The length of the request is not a number.")
    if int(length[:20]) > most:
        raise _too_large(most)


def _too_large(most: int) -> Refusal:
    return Refusal(413, "too-large", f"More than {most:,} bytes were sent.", "Read large files with `onrecord read`.")


def _limited(receive: Receive, most: int) -> Receive:
    """A body without a stated length is counted as it comes."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > most:
            raise _too_large(most)
        return message

    return counted


def _with_headers(send: Send, cookie: str) -> Send:
    async def answered(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "private, no-cache")
            if cookie:
                headers.append("set-cookie", cookie)
        await send(message)

    return answered


def _same(one: str, other: str) -> bool:
    return bool(other) and hmac.compare_digest(one.encode(), other.encode())
