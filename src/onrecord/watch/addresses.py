"""Which addresses may be fetched: web addresses, and behind them machines of the public Internet."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from onrecord.errors import FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Ports that web servers are found at; others of a public machine may speak protocols that a request could abuse.
WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443})

_LONGEST = 2_000  # characters of an address
_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._%"
_BAD = re.compile(r"[\x00-\x20\x7f-\x9f]")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: Networks that `is_global` of some Pythons takes for public, or that lead on to others.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # shared by the customers of a carrier
        "192.0.0.0/24",
        "192.88.99.0/24",
        "64:ff9b:1::/48",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
        "::/96",
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to a machine that anybody on the Internet can reach.

    Private, loopback, link-local, multicast, reserved and carriers' shared addresses do not, nor do those inside an
    IPv4-mapped, 6to4, Teredo or NAT64 address that would be led on to one of them.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(found)
    return all(_is_public(one) for one in ((found,) if inner is None else inner))


def _inner(address: IPAddress) -> tuple[IPAddress, ...] | None:
    """The IPv4 addresses that packets to an IPv6 address end at; None when it stands for itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return None


def _is_public(address: IPAddress) -> bool:
    if address.is_multicast or not address.is_global:
        return False
    return not any(address.version == network.version and address in network for network in _NOT_PUBLIC)


def web_url(raw: str, *, base: str = "") -> str:
    """An address in the one spelling it is fetched and remembered by.

    Args:
        raw: as it stands in a feed, a list or a header; may be relative to `base`.
        base: the address of what it stands in.

    Raises:
        FetchError: `bad-url`: neither http nor https, no host, a password, or too long.
    """
    shown = raw[:_LONGEST]
    try:
        parts = urlsplit(urljoin(base, raw.strip()))
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(shown, f"no address: {error}", code="bad-url") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchError(shown, "not an http or https address", code="bad-url")
    if parts.username is not None or parts.password is not None:
        raise FetchError(parts.hostname or "", "a name or password stands in the address", code="bad-url")
    name = _ascii_host(host, shown)
    netloc = name if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{name}:{port}"
    path = quote(parts.path or "/", safe=_SAFE_IN_PATH)
    query = quote(parts.query, safe=_SAFE_IN_PATH + "?[]")
    url = urlunsplit((parts.scheme, netloc, path, query, ""))
    if len(url) > _LONGEST:
        raise FetchError(shown[:200], f"longer than {_LONGEST:,} characters", code="bad-url")
    return url


def _ascii_host(host: str, shown: str) -> str:
    if _BAD.search(host):
        raise FetchError(shown, "its host name holds blanks or control characters", code="bad-url")
    if ":" in host:
        return f"[{host}]"
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise FetchError(shown, "its host name is none", code="bad-url") from error


def origin_of(url: str) -> str:
    """Scheme, host and port of an address: what a robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """The host of an address: what is to be left in peace for a while after each request."""
    return urlsplit(url).hostname or ""


_DEFAULT_PORTS = {"http": 80, "https": 443}
