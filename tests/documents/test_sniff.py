from __future__ import annotations

import pytest

from onrecord.documents.decode import decode
from onrecord.documents.sniff import sniff
from onrecord.errors import DocumentError


@pytest.mark.parametrize(
    ("head", "location", "kind"),
    [
        (b"Talks ended on Monday.", "a.txt", "plain"),
        (b"Talks ended on Monday.", "a.html", "plain"),
        (b"Talks <tweet>ended</tweet> on <p>Monday.", "a.txt", "plain"),
        (b"Talks <b>ended</b> on <p>Monday.", "a.html", "html"),
        (b"<p>Talks ended", "a.txt", "html"),
        (b"<tweet>Talks ended</tweet>", "a.txt", "plain"),
        (b"\n<!-- saved from url -->\n<!DOCTYPE html>", "-", "html"),
        (b"\xef\xbb\xbf<HTML>", "-", "html"),
        ("<html>".encode("utf-16"), "-", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "-", "html"),
        (b"<?xml version='1.0'?>\n<!-- c --><?xml-stylesheet?><rss version='2.0'>", "a.html", "feed"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><RSS>", "-", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "-", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "-", "feed"),
        (b"WARC/1.1\r\n", "a.txt", "warc"),
        (b'{"text": "a"}\n{"text": "b"}', "a.txt", "jsonl"),
        (b'{"text": "' + b"a" * 100, "-", "jsonl"),
        (b'{\n"text": "a"}', "-", "json"),
        (b'{\n"text": "a"}', "a.jsonl.gz", "jsonl"),
        (b'[{"text": "a"}]', "-", "json"),
        (b"not json", "a.json", "json"),
        (b"not json", "a.ndjson", "jsonl"),
        (b"[Editor's note: this is a text]", "-", "plain"),
        (b"{curly} words", "-", "plain"),
        (b" \n\t", "-", "plain"),
    ],
)
def test_the_kind(head: bytes, location: str, kind: str) -> None:
    assert sniff(head, location=location) == kind


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.4", "binary"),
        (b"PK\x03\x04", "binary"),
        (b"\x89PNG\r\n", "binary"),
        (b"{\\rtf1 text}", "binary"),
        (b"words\0words", "binary"),
        (b"words\x01\x02\x03", "binary"),
    ],
)
def test_what_is_no_text(head: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        sniff(head, location="a.txt")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding"),
    [
        (b"abc", None, "abc", "utf-8"),
        (b"\x93abc\x94", None, "“abc”", "cp1252"),
        (b"caf\xe9 " + b"and so on " * 9, "latin-1", "café " + "and so on " * 9, "cp1252"),
        ("“abc”".encode(), "windows-1252", "“abc”", "utf-8"),
        ("Москва".encode("cp1251"), "windows-1251", "Москва", "cp1251"),
        ("Москва".encode("koi8-r"), "KOI8-R", "Москва", "koi8-r"),
        (b"In the caf\xe9", "base64", "In the café", "cp1252"),
        (b"In the caf\xe9", "no-such-codec\0", "In the café", "cp1252"),
        (b"a\0b\0", None, "ab", "utf-16-le"),
    ],
)
def test_the_encoding(data: bytes, declared: str | None, text: str, encoding: str) -> None:
    assert decode(data, location="a", declared=declared) == (text, encoding)


def test_an_encoding_without_a_name_is_guessed() -> None:
    text = "Министр заявил в понедельник, что переговоры продолжатся в июне, и добавил, что сроки известны. " * 4
    assert decode(text.encode("cp1251"), location="a").text == text


@pytest.mark.parametrize(
    "data", ["“a” – b".encode() + b"\xff", b"\xff\xfea", "“a”".encode("utf-16") + b"\0", b"\xef\xbb\xbf\xff"]
)
def test_broken_bytes_are_named_or_replaced(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(data, location="a")
    assert caught.value.code == "bad-encoding"
    assert "byte" in str(caught.value)
    assert "\ufffd" in decode(data, location="a", lenient=True).text
