"""What every store must do, whatever it keeps its records in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from onrecord import store, verify
from onrecord.errors import NotInStoreError, VerifyError
from onrecord.model import Failure, Record
from onrecord.store import Reader, Writer, Written
from strategies import records

from factories import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Store(Reader, Writer, Protocol):
    """A store for both."""


IMPLEMENTATIONS = {"sqlite": lambda folder: store.open(folder / "store.db", mode="write")}


@pytest.fixture(params=IMPLEMENTATIONS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with IMPLEMENTATIONS[request.param](tmp_path) as opened:
        yield opened


TALKS = "{S:Mr Lavrov} {C:said} {T:talks had failed}."


def test_a_record_comes_back_as_it_was_written(kept: Store) -> None:
    written = record(TALKS, title="Talks", url="https://example.org/1", country="RUS", sector="GOV")
    assert kept.write(written) == Written(written.document.id, "new")
    assert kept.record(written.document.id) == written
    assert list(kept.records()) == [written]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(made=records())
def test_any_record_comes_back(kept: Store, made: Record) -> None:
    kept.write(made)
    assert kept.record(made.document.id) == made


def test_the_same_record_again_is_unchanged(kept: Store) -> None:
    first = record(TALKS)
    kept.write(first)
    assert kept.write(first).status == "unchanged"
    assert list(kept.records()) == [first]


def test_the_same_report_from_another_file_is_unchanged(kept: Store) -> None:
    first, copy = record(TALKS, location="a.txt"), record(TALKS, location="b.txt")
    kept.write(first)
    assert kept.write(copy) == Written(first.document.id, "unchanged")
    assert kept.record(first.document.id) == first


def test_other_findings_replace_the_stored_ones(kept: Store) -> None:
    before, after = record(TALKS), record("{S:Mr Lavrov} {C:said} talks {T:had failed}.", model="test-model 2")
    kept.write(before)
    assert kept.write(after) == Written(before.document.id, "updated")
    assert list(kept.records()) == [after]
    assert not list(verify.verify_store(kept))


def test_a_changed_text_is_a_version_of_the_report(kept: Store) -> None:
    texts = [TALKS, "{S:Mr Lavrov} {C:said} {T:talks had begun}.", "{S:Mr Lavrov} {C:said} {T:talks had ended}."]
    first, second, third = (record(text, key="https://example.org/1") for text in texts)
    other = record(TALKS, outlet="Another Daily", key="https://example.org/2")
    assert kept.write(first).status == "new"
    assert kept.write(other).status == "new"
    assert kept.write(second) == Written(second.document.id, "version", first.document.id)
    assert kept.write(third) == Written(third.document.id, "version", second.document.id)
    assert kept.versions("https://example.org/1") == tuple(r.document.id for r in (first, second, third))
    assert kept.versions("https://example.org/3") == ()


def test_reports_without_a_key_are_not_versions(kept: Store) -> None:
    for text in (TALKS, "{S:Mr Lavrov} {C:said} {T:talks had begun}."):
        keyless = record(text)
        document = msgspec.structs.replace(keyless.document, key=None)
        assert kept.write(msgspec.structs.replace(keyless, document=document)).status == "new"


def test_records_keep_the_order_of_writing(kept: Store) -> None:
    made = [record(f"{{S:Ann}} {{C:said}} {{T:{number}}}.") for number in range(40)]
    for each in made:
        kept.write(each)
    kept.write(msgspec.structs.replace(made[3], model="test-model 2"))
    assert [r.document.id for r in kept.records()] == [r.document.id for r in made]


def test_writing_goes_on_while_records_are_read(kept: Store) -> None:
    kept.write(record(TALKS))
    for read in kept.records():
        kept.write(msgspec.structs.replace(read, model="test-model 2"))
        assert kept.record(read.document.id).model == "test-model 2"


def test_a_record_that_does_not_hold_is_refused(kept: Store) -> None:
    good = record(TALKS)
    bad = msgspec.structs.replace(good, document=msgspec.structs.replace(good.document, text="Something else."))
    with pytest.raises(VerifyError, match=good.document.id):
        kept.write(bad)
    assert not list(kept.records())


@pytest.mark.parametrize("name", ["text", "title", "location"])
def test_half_a_surrogate_pair_is_refused(kept: Store, name: str) -> None:
    with pytest.raises(VerifyError):
        kept.write(_with(name, "broken \ud83d end"))
    assert not list(kept.records())


@pytest.mark.parametrize(
    "words", ["nul \0 inside", "\u202ertl\u202c", "'; DROP TABLE documents; --", "\U0001f5e3", "\ufeff"]
)
@pytest.mark.parametrize("name", ["text", "title", "location"])
def test_odd_characters_are_kept(kept: Store, name: str, words: str) -> None:
    made = _with(name, f"a {words} z")
    kept.write(made)
    assert kept.record(made.document.id) == made
    assert not list(verify.verify_store(kept))


def _with(name: str, words: str) -> Record:
    if name == "text":
        return record(f"{{S:Ann}} {{C:said}} {{T:{words}}}.")
    return record(TALKS, title=words) if name == "title" else record(TALKS, location=words)


def test_a_very_long_line_is_kept(kept: Store) -> None:
    made = record(f"{{S:Ann}} {{C:said}} {{T:{'words ' * 170_000}end}}.")
    kept.write(made)
    assert kept.record(made.document.id) == made
    assert not list(verify.verify_store(kept))


def test_resolve(kept: Store) -> None:
    made = record(TALKS, url="https://example.org/1", location="folder/a.txt", key="k")
    newer = record("{S:Ann} {C:said} {T:no}.", url="https://example.org/1", location="folder/a.txt", key="k")
    kept.write(made)
    id_ = made.document.id
    for what in (id_, id_[:6], "https://example.org/1", "folder/a.txt"):
        assert kept.resolve(what) == id_
    kept.write(newer)
    assert kept.resolve("folder/a.txt") == newer.document.id
    assert kept.resolve(id_) == id_


@pytest.mark.parametrize("what", ["", "d-zz", "x", "folder", "d_", "%", "*", "\udce9.txt", "d-" + "0" * 20, "s-1"])
def test_resolve_says_what_is_not_there(kept: Store, what: str) -> None:
    kept.write(record(TALKS))
    with pytest.raises(NotInStoreError) as caught:
        kept.resolve(what)
    assert caught.value.candidates == ()
    assert "is not in the store" in str(caught.value)


def test_resolve_names_the_candidates(kept: Store) -> None:
    made = [record(TALKS), record("{S:Ann} {C:said} {T:no}.")]
    for each in made:
        kept.write(each)
    with pytest.raises(NotInStoreError, match="fits 2 documents") as caught:
        kept.resolve("d-")
    assert caught.value.candidates == tuple(sorted(r.document.id for r in made))


def test_a_record_that_is_not_there(kept: Store) -> None:
    with pytest.raises(NotInStoreError, match="d-1"):
        kept.record("d-1")


def test_failures_are_logged_once_each(kept: Store) -> None:
    empty = Failure("a.txt", "documents", "empty", "a.txt: no text", "nothing to read")
    odd = Failure("caf\udce9.txt", "documents", "binary", "caf\udce9.txt: not text")
    for failure in (empty, odd, empty):
        kept.write_failure(failure)
    logged = kept.failures()
    assert [f.failure.code for f in logged] == ["empty", "binary"]
    assert logged[0].failure == empty
    assert logged[1].failure.location == "caf\\udce9.txt"
    assert all(abs(dt.datetime.now(dt.UTC) - f.at) < dt.timedelta(hours=1) for f in logged)
