from __future__ import annotations

import datetime as dt
import hashlib

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import document_id, entity_id, make_id, mention_id, spans_key, statement_id, text_hash

from factories import evidence, nested

PARTS = st.lists(st.text(st.characters(exclude_characters="\x1f")), max_size=4)


def test_ids_do_not_change_from_version_to_version() -> None:
    """A store of an earlier version must still be found to hold; a failure here asks for a migration."""
    made = nested()
    assert made.document.id == "d-4cdefa2232d2ea118eec"
    assert made.mentions[0].id == "m-d9adbfe18c6c5bac7ac3"
    assert made.entities[0].id == "n-4b5f2ccaa028ec9c1296"
    assert made.statements[0].id == "s-5257c7d1c6af59f20b64"


@given(PARTS, PARTS)
def test_different_parts_make_different_ids(one: list[str], other: list[str]) -> None:
    assert (make_id("s", *one) == make_id("s", *other)) == (one == other)


@given(PARTS)
def test_an_id_tells_its_kind(parts: list[str]) -> None:
    assert make_id("m", *parts).startswith("m-")
    assert make_id("m", *parts)[2:] != make_id("s", *parts)[2:]


def test_a_document_is_its_text_and_its_place() -> None:
    same = {"text": "a", "url": "u", "outlet": "o", "published": dt.date(2024, 1, 1)}
    others = ({"text": "b"}, {"url": None}, {"outlet": "p"}, {"published": None}, {"url": "o", "outlet": "u"})
    ids = {document_id(**{**same, **change}) for change in ({}, *others)}  # type: ignore[arg-type]  # one changed at a time
    assert len(ids) == 1 + len(others)


def test_a_finding_is_its_document_kind_and_words() -> None:
    words, others = evidence("Ann and Bob", "Ann"), evidence("Ann and Bob", "Bob")
    assert len({mention_id(d, k, e) for d in ("d-1", "d-2") for k in ("person", "role") for e in (words, others)}) == 8
    assert entity_id("d-1", "person", "m-1") != entity_id("d-1", "group", "m-1")
    sides = ((words,), (others,))
    assert len({statement_id("d-1", s, c, t) for s in sides for c in sides for t in sides}) == 8
    assert statement_id("d-1", (words,), (), (others,)) != statement_id("d-1", (), (words,), (others,))


def test_rule_score_and_time_do_not_matter() -> None:
    made = nested().statements[0]
    again = msgspec.structs.replace(made, confidence=0.1, act="deny", speaker=())
    assert statement_id(again.document_id, again.source, again.cue, again.content) == made.id


def test_spans_key() -> None:
    assert spans_key([evidence("Ann and Bob", "Ann"), evidence("Ann and Bob", "Bob")]) == "0:3,8:11"
    assert spans_key([]) == ""


@given(st.text())
def test_text_hash_is_sha256_of_utf8(text: str) -> None:
    assert text_hash(text) == hashlib.sha256(text.encode()).hexdigest()
