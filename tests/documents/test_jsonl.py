from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from pathlib import Path

import pytest

from document_checks import check_all
from onrecord.config import Config, Fields
from onrecord.documents import from_bytes
from onrecord.documents.jsonl import read_lines
from onrecord.model import Document, Failure

ARCHIVE = Path(__file__).parents[1] / "golden" / "documents" / "archive.jsonl"
CONFIG = Config()
TEXT = "The crossing will open in June, the minister said."


def results_of(data: bytes, location: str = "a.jsonl", config: Config = CONFIG) -> list[Document | Failure]:
    return check_all(from_bytes(data, location=location, config=config))


def one(data: bytes, location: str = "a.jsonl", config: Config = CONFIG) -> Document:
    (result,) = results_of(data, location, config)
    assert isinstance(result, Document), result
    return result


def test_a_whole_archive() -> None:
    first, second, third, fourth = results_of(ARCHIVE.read_bytes())
    assert isinstance(first, Document)
    assert first.title == "Invented report: Estmark recalls its delegation"
    assert (first.byline, first.outlet) == ("Ola Finch, Per Moss", "Vale Herald")
    assert first.key == first.url == "https://vale.example/delegation"
    assert first.origin.location == "a.jsonl#line1"
    assert first.block_text(first.blocks[0]) == f"{first.title}."
    assert first.blocks[0].kind == "headline"
    assert isinstance(second, Document)
    assert second.text == (
        "Norland’s foreign minister said she regretted the recall.\r\n\r\n"
        "She told reporters that ''the door is open'' and that talks could go on by letter."
    )
    assert (second.key, str(second.published)) == ("2", "2031-05-16")
    assert isinstance(third, Failure)
    assert (third.code, third.location) == ("missing-field", "a.jsonl#line3")
    assert isinstance(fourth, Failure)
    assert (fourth.code, fourth.location) == ("malformed", "a.jsonl#line4")


def test_the_names_of_the_fields_can_be_set() -> None:
    config = Config(fields=Fields(text=("words",), title=("head",), id=("number",)))
    document = one(
        json.dumps({"words": TEXT, "head": "Crossing to open", "number": 7, "text": "no"}).encode(), config=config
    )
    assert (document.text, document.title, document.key) == (TEXT, "Crossing to open", "7")


def test_the_first_field_with_a_value_is_taken() -> None:
    document = one(json.dumps({"text": None, "body": TEXT, "title": "", "headline": "Crossing to open"}).encode())
    assert (document.text, document.title) == (TEXT, "Crossing to open")


def test_without_url_and_id_the_place_is_the_key() -> None:
    assert one(json.dumps({"text": TEXT}).encode()).key == "a.jsonl#line1"


@pytest.mark.parametrize(
    ("data", "location", "places"),
    [
        (b'{"text": "%s"}', "a.json", ["a.json"]),
        (b'{\n "text": "%s"\n}\n', "a.json", ["a.json"]),
        (b'{\n "text": "%s"\n}\n', "a", ["a"]),
        (b'[{"text": "%s"}, {"text": "%s"}]', "a", ["a#item1", "a#item2"]),
        (b'\xef\xbb\xbf{"text": "%s"}\r\n\r\n{"text": "%s"}', "a", ["a#line1", "a#line3"]),
    ],
)
def test_objects_arrays_and_lines(data: bytes, location: str, places: list[str]) -> None:
    results = results_of(data.replace(b"%s", TEXT.encode()), location)
    assert all(isinstance(result, Document) and result.text == TEXT for result in results)
    assert [result.origin.location for result in results if isinstance(result, Document)] == places


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"not json", "malformed"),
        (b'["a list"]', "malformed"),
        (b'{"text": 1}', "malformed"),
        (b'{"text": ["a"]}', "malformed"),
        (b'{"text": "a \\ud800 b"}', "malformed"),
        (b'{"text": "a \xff b"}', "malformed"),
        (b'{"text": "a", "x": ' + b"[" * 100_000, "malformed"),
        (b'{"text": "a", "x": NaN}', "malformed"),
        (b"{}", "missing-field"),
        (b'{"text": null}', "missing-field"),
        (b'{"text": ""}', "empty"),
        (b'{"text": " \\n "}', "empty"),
        (b'{"text": "' + b"a" * 3_000 + b'"}', "too-large"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: bytes, code: str) -> None:
    config = Config(max_chars=2_000)
    data = line + b"\n" + json.dumps({"text": TEXT}).encode()
    bad, good = results_of(data, config=config)
    assert isinstance(bad, Failure)
    assert (bad.code, bad.location) == (code, "a.jsonl#line1")
    assert isinstance(good, Document)


@pytest.mark.parametrize(
    "value", ["9" * 400, "1e999", "[" * 200 + "]" * 200, "{}", '"\\ud800"', "-0", "null", '{"a": 1}']
)
@pytest.mark.parametrize("field", ["title", "date", "url", "id", "author", "x"])
def test_odd_values_in_other_fields_do_no_harm(field: str, value: str) -> None:
    data = f'{{"text": "{TEXT}", "{field}": {value}}}'.encode()
    (result,) = results_of(data)
    assert isinstance(result, Document) or result.code == "malformed"


def test_the_last_of_two_fields_with_one_name_is_taken() -> None:
    assert one(f'{{"text": "no", "text": "{TEXT}"}}'.encode()).text == TEXT


def test_a_line_over_the_limit_is_refused_and_the_next_is_read() -> None:
    config = Config(max_bytes=1_000)
    data = b'{"text": "' + b"a " * 900 + b'"}\n' + json.dumps({"text": TEXT}).encode() + b"\n"
    bad, good = results_of(data, config=config)
    assert isinstance(bad, Failure)
    assert (bad.code, bad.location) == ("too-large", "a.jsonl#line1")
    assert isinstance(good, Document)
    assert good.origin.location == "a.jsonl#line2"


def test_a_packed_archive_reads_as_the_plain_one() -> None:
    data = ARCHIVE.read_bytes()
    assert results_of(gzip.compress(data), "a.jsonl.gz")[0] == results_of(data, "a.jsonl.gz")[0]


@pytest.mark.parametrize(("data", "code"), [(b"\n \n", "empty"), (b"[]", "empty"), (b"[{]", "malformed")])
def test_an_archive_that_is_refused_as_a_whole(data: bytes, code: str) -> None:
    (result,) = results_of(data, "a.json")
    assert isinstance(result, Failure)
    assert result.code == code


def test_json_in_utf_16_is_refused() -> None:
    (result,) = results_of('{"text": "a"}'.encode("utf-16"))
    assert isinstance(result, Failure)
    assert result.code == "bad-encoding"


class Endless(io.RawIOBase):
    """An archive of many megabytes that is made as it is read."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.line = json.dumps({"text": TEXT + " " + "word " * 2_000}).encode() + b"\n"

    def readline(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - lines are short enough
        self.left -= 1
        return self.line if self.left >= 0 else b""


def test_memory_does_not_grow_with_the_archive() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for build in read_lines(Endless(count), location="a", config=CONFIG):  # type: ignore[arg-type] # only readline is used
            build()
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(2)  # what is loaded once is loaded now
    assert peak(60) < 2 * peak(6)
