"""Every format of `onrecord export`, over the demo's reports."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord import store as stores
from onrecord.cli.app import app
from onrecord.cli.export import ExportFormat, writers
from onrecord.export import cameo, gdelt, icews, polecat
from onrecord.export.tables import COLUMNS, EVENT_COLUMNS

from factories import nested

DEMO = Path(onrecord.__file__).parent / "demo"
TABS = {
    ExportFormat.GDELT: len(gdelt.COLUMNS),
    ExportFormat.GDELT_MENTIONS: len(gdelt.MENTION_COLUMNS),
    ExportFormat.POLECAT: len(polecat.COLUMNS),
    ExportFormat.ICEWS: len(icews.COLUMNS),
    ExportFormat.CAMEO: len(cameo.COLUMNS),
}
NEEDS = {
    ExportFormat.PARQUET: "pyarrow",
    ExportFormat.EVENTS_PARQUET: "pyarrow",
    ExportFormat.RECORDS_PARQUET: "pyarrow",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, read into a store."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    with stores.open(path, mode="write") as store:
        for outcome in onrecord.read_all(DEMO, config=onrecord.Config()):
            assert isinstance(outcome, onrecord.Record)
            store.write(outcome)
    return path


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["export", *map(str, arguments)], prog_name="onrecord", catch_exceptions=False)
    return result.exit_code, result.stderr


def test_every_format_has_a_writer() -> None:
    assert set(writers()) == set(ExportFormat)


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_the_demo_is_written_and_twice_the_same(kind: ExportFormat, shelf: Path, tmp_path: Path) -> None:
    if kind in NEEDS:
        pytest.importorskip(NEEDS[kind])
    files = [tmp_path / "one", tmp_path / "two"]
    for file in files:
        code, said = run(kind, "--store", shelf, "--out", file)
        assert (code, said[0].isdigit(), said[0] == "0") == (0, True, False)
    one, two = (file.read_bytes() for file in files)
    assert one == two
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
    _check(kind, one)


def _check(kind: ExportFormat, data: bytes) -> None:
    if kind in TABS:
        assert {line.count("\t") + 1 for line in data.decode().splitlines()} == {TABS[kind]}
    elif kind in (ExportFormat.CSV, ExportFormat.EVENTS_CSV):
        columns = COLUMNS if kind is ExportFormat.CSV else EVENT_COLUMNS
        assert data.decode().splitlines()[0] == ",".join(columns)
    elif kind in NEEDS:
        assert data[:4] == data[-4:] == b"PAR1"
    elif kind in (ExportFormat.GRAPHML, ExportFormat.GEXF):
        assert ET.fromstring(data).tag.endswith(f"}}{kind}")  # noqa: S314 - what we have just written
    elif kind is ExportFormat.TURTLE:
        assert data.startswith(b"@prefix schema:")
    elif kind in (ExportFormat.JSONL, ExportFormat.FTM):
        assert all(isinstance(json.loads(line), dict) for line in data.splitlines())
    else:
        assert "@context" in json.loads(data)


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_an_empty_store_is_an_empty_file_of_its_kind(kind: ExportFormat, tmp_path: Path) -> None:
    if kind in NEEDS:
        pytest.importorskip(NEEDS[kind])
    with stores.open(tmp_path / "empty.sqlite", mode="write"):
        pass
    out = tmp_path / "out"
    code, said = run(kind, "--store", tmp_path / "empty.sqlite", "--out", out)
    assert (code, said[:2]) == (0, "0 ")
    if kind in TABS:
        assert out.read_text(encoding="utf-8").count("\n") == (kind in (ExportFormat.POLECAT, ExportFormat.ICEWS))
    else:
        _check(kind, out.read_bytes())


def test_all_events_only_where_they_are_told_apart(tmp_path: Path) -> None:
    with stores.open(tmp_path / "s.sqlite", mode="write") as store:
        store.write(nested())
    assert run("gdelt", "--all-events", "--store", tmp_path / "s.sqlite", "--out", tmp_path / "a")[0] == 0
    code, said = run("csv", "--all-events", "--store", tmp_path / "s.sqlite")
    assert code == 2
    assert "csv has all events, or none" in said


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        message = "no more space"
        raise OSError(message)

    with stores.open(tmp_path / "s.sqlite", mode="write") as store:
        store.write(nested())
    monkeypatch.setattr(gdelt, "write", fail)
    code, said = run("gdelt", "--store", tmp_path / "s.sqlite", "--out", tmp_path / "a")
    assert (code, said.startswith("onrecord: error [os]: no more space")) == (1, True)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("a")] == []
