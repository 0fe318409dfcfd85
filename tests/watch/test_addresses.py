from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FetchError
from onrecord.watch.addresses import is_public, web_url

PRIVATE = (
    "0.0.0.0",  # noqa: S104 - not bound to
    "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.1.2.3", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::8.8.8.8",
    "100::1", "2001:db8::1", "2002:a00:1::", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fc00::1",
    "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "no address", "", "1.2.3", "0x7f.1",
)  # fmt: skip
PUBLIC = (
    "1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1",
    "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_judged_as_by_itself(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    within = (0xFFFF << 32 | number, 0x0064FF9B << 96 | number, 0x2002 << 112 | number << 80)
    assert {is_public(str(ipaddress.IPv6Address(n))) for n in within} == {is_public(str(address))}


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("HTTP://News.Example:80/a", "http://news.example/a"),
        ("https://news.example:443", "https://news.example/"),
        ("https://news.example:8443/", "https://news.example:8443/"),
        ("//other.example/x", "https://other.example/x"),
        ("/x?q=a b#part", "https://news.example/x?q=a%20b"),
        ("x y", "https://news.example/dir/x%20y"),
        ("?page=2", "https://news.example/dir/page?page=2"),
        ("http://ex\u00e4mple.org/\u00e4", "http://xn--exmple-cua.org/%C3%A4"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("/%7Ea%2Fb", "https://news.example/%7Ea%2Fb"),
    ],
)
def test_addresses_have_one_spelling(raw: str, url: str) -> None:
    assert web_url(raw, base="https://news.example/dir/page") == url
    assert web_url(url) == url


@pytest.mark.parametrize(
    "raw",
    [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://news.example/", "mailto:a@b.example",
        "http://", "http://:80/", "http://a:99999/", "http://a:b/", "http://[::1", "http://me@news.example/",
        "http://me:secret@news.example/", "http://a b/", "http://a\x00b/", "http://" + "a" * 70 + ".example/",
        "http://news.example/" + "a" * 3_000, "gopher://news.example/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(raw: str) -> None:
    with pytest.raises(FetchError) as caught:
        web_url(raw)
    assert caught.value.code == "bad-url"
    assert "secret" not in str(caught.value)


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_refused(raw: str) -> None:
    try:
        url = web_url(raw, base="https://news.example/")
    except FetchError:
        return
    assert url.isascii()
    assert url.isprintable()
    assert " " not in url
    assert web_url(url) == url
