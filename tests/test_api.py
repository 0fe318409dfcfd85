from __future__ import annotations

import ast
import functools
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord import api, verify
from onrecord.analysis import spacy
from onrecord.errors import ConfigError, DocumentError, SeveralReportsError

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = Path(onrecord.__file__).parent / "demo"
WORDS = "The minister, Ann Lee, said on Monday that the road would open soon."


@pytest.fixture(scope="module", autouse=True)
def _one_model() -> Iterator[None]:
    """Loads the language model once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spacy, "_load", functools.cache(spacy._load))  # noqa: SLF001 - there is no other handle
        yield


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_stub_and_package_offer_the_same() -> None:
    stub = Path(onrecord.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    names = [node for node in ast.parse(stub).body if isinstance(node, ast.Assign)]
    assert set(ast.literal_eval(names[0].value)) == set(onrecord.__all__)
    assert all(getattr(onrecord, name) is not None for name in onrecord.__all__)
    assert set(onrecord.__all__) <= set(dir(onrecord))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = onrecord.nonsense  # type: ignore[attr-defined]


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, onrecord; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own code
    assert not set(out.split()) & {"spacy", "trafilatura", "msgspec", "sqlite3", "numpy"}


def test_reads_a_file() -> None:
    record = onrecord.read(DEMO / "rescue.txt")
    assert record.document.outlet == "Southern Wire"
    assert "Hollis Pemberton" in {name for s in record.statements for name in record.speakers(s)}
    assert record.statements[0].speaker
    assert list(verify.faults(record)) == []
    assert onrecord.read(str(DEMO / "rescue.txt")) == record


def test_reads_bytes() -> None:
    record = onrecord.read((DEMO / "crossing.html").read_bytes())
    assert record.document.origin.location == "bytes"
    assert record.document.title == onrecord.read(DEMO / "crossing.html").document.title


def test_reads_text_with_what_is_known_of_it() -> None:
    record = onrecord.read_text(
        WORDS,
        title="A road",
        published="2024-05-08",
        outlet="Example Daily",
        byline="Bo Ray",
        url="https://example.org/1",
    )
    document = record.document
    assert (document.text, document.title, document.outlet, document.byline) == (
        WORDS,
        "A road",
        "Example Daily",
        "Bo Ray",
    )
    assert (str(document.published), document.url) == ("2024-05-08", "https://example.org/1")
    (statement,) = record.statements
    assert record.speakers(statement) == ("Ann Lee",)
    assert statement.said_on
    assert statement.said_on.value == "2024-05-06"
    assert list(verify.faults(record)) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"\x00\x01\x02" * 100, "binary"), (b'{"title": "no text here"}', "missing-field")],
)
def test_a_refused_report_raises_with_its_code(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as refusal:
        onrecord.read(data)
    assert refusal.value.code == code
    assert refusal.value.remedy


def test_text_that_no_encoding_holds_is_refused() -> None:
    with pytest.raises(DocumentError, match="surrogate"):
        onrecord.read_text("half \ud800")


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(DocumentError) as refusal:
        onrecord.read("none.txt")
    assert refusal.value.code == "not-found"


def test_several_reports_in_a_file_need_read_all(tmp_path: Path) -> None:
    archive = tmp_path / "two.jsonl"
    archive.write_text("\n".join(json.dumps({"text": f"{WORDS} {n}"}) for n in range(2)), encoding="utf-8")
    with pytest.raises(SeveralReportsError):
        onrecord.read(archive)
    assert len([r for r in onrecord.read_all(archive) if isinstance(r, onrecord.Record)]) == 2


def test_read_all_gives_records_and_failures_in_order() -> None:
    outcomes = list(onrecord.read_all([DEMO / "rescue.txt", "none.txt"]))
    assert [type(outcome) for outcome in outcomes] == [onrecord.Record, onrecord.Failure]


def test_settings_are_keywords_over_a_config() -> None:
    config = onrecord.Config(any_language=True)
    assert onrecord.read_text(WORDS, config=config, model="auto").statements
    with pytest.raises(ConfigError):
        onrecord.read_text(WORDS, colour="red")
    with pytest.raises(ConfigError):
        onrecord.read_text(WORDS, config=config, workers=0)


def test_opens_a_store_to_write_and_read(tmp_path: Path) -> None:
    record = onrecord.read_text(WORDS)
    with onrecord.open(tmp_path / "s.sqlite", mode="write") as store:
        assert store.write(record).status == "new"
    with onrecord.open(str(tmp_path / "s.sqlite")) as store:
        assert list(store.records()) == [record]


def test_opens_the_store_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with onrecord.open(mode="write") as store:
        assert store.path == str(tmp_path / "data" / "onrecord" / "onrecord.sqlite")
    monkeypatch.setenv("ONRECORD_STORE", str(tmp_path / "mine.sqlite"))
    with onrecord.open(mode="write") as store:
        assert store.path == str(tmp_path / "mine.sqlite")


def test_the_last_pipeline_is_kept() -> None:
    config = onrecord.Config()
    assert api._pipeline(config) is api._pipeline(onrecord.Config())  # noqa: SLF001 - it is what is tested
