from __future__ import annotations

import datetime as dt

import pytest

from onrecord.documents import language
from onrecord.documents.metadata import Claims, join_names, web_address


def test_most_claims_win_and_the_order_decides_a_tie() -> None:
    claims = Claims()
    claims.add("title", "Envoy named today", "title-element")
    claims.add("title", "Envoy Named", "opengraph")
    assert claims.settle("title") == "Envoy Named"
    claims.add("title", "Envoy named, today.", "h1")
    assert claims.settle("title") == "Envoy named, today."
    assert claims.settle("byline") is None


def test_a_claim_of_last_resort_never_outvotes_another() -> None:
    claims = Claims()
    claims.add_day("2031-06-01", "warc")
    assert claims.day() == dt.date(2031, 6, 1)
    claims.add_day("2031-05-14", "url")
    assert claims.day() == dt.date(2031, 5, 14)
    assert len(claims.all()) == 2


def test_the_moment_is_that_of_the_winning_day() -> None:
    claims = Claims()
    claims.add_day("2031-05-14T09:00:00Z", "meta")
    claims.add_day("2031-05-13", "json-ld")
    assert claims.moment() is None
    claims.add_day("14 May 2031", "page")
    assert claims.moment() == dt.datetime(2031, 5, 14, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize("value", [None, 7, [], {}, "", "  ", "—", "a\ud800b", "a\0b"])
def test_what_says_nothing_is_no_claim(value: object) -> None:
    claims = Claims()
    claims.add("title", value, "meta")
    claims.add_day(value, "meta")
    assert claims.all() == ()


def test_white_space_and_length_of_a_value() -> None:
    claims = Claims()
    claims.add("title", " Envoy\n\tnamed ", "meta")
    claims.add("byline", "a" * 5_000, "meta")
    assert claims.settle("title") == "Envoy named"
    assert len(claims.settle("byline") or "") == 1_000


def test_names_are_joined_once_each() -> None:
    assert join_names(["Ola Finch", " Per  Moss", 7, None, "", "Ola Finch"]) == "Ola Finch, Per Moss"


@pytest.mark.parametrize(
    ("value", "base", "address"),
    [
        ("https://a.example/b", None, "https://a.example/b"),
        (" /b ", "https://a.example/c", "https://a.example/b"),
        ("b.html", None, None),
        ("javascript:alert(1)", None, None),
        ("http://[::1", None, None),
        ("http:///b", None, None),
        ("", "https://a.example/", None),
        (7, None, None),
    ],
)
def test_an_address(value: object, base: str | None, address: str | None) -> None:
    assert web_address(value, base=base) == address


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Monday that the talks would go on, and that nobody had left the room.", "en"),
        ("Norland: Estmark pact not aimed at anyone", "en"),
        (
            "Le ministre a déclaré lundi que les pourparlers continueraient et que personne n'avait quitté la salle.",
            "fr",
        ),
        ("部長は月曜日に協議が続くと述べ、誰も部屋を出ていないと付け加えた。" * 4, "ja"),
        ("Brandt, Wiik, Holt", None),
        ("12 345", None),
        ("", None),
    ],
)
def test_the_language(text: str, code: str | None) -> None:
    assert language.identify(text) == code
