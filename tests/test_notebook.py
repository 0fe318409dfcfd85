"""The notebook in docs/ runs from its first cell to its last, offline, and was stored without outputs."""

from __future__ import annotations

import functools
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

from onrecord.analysis import spacy

NOTEBOOK = Path(__file__).parent.parent / "docs" / "forecasting.ipynb"


def _cells(kind: str) -> list[dict[str, Any]]:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def test_no_outputs_are_stored() -> None:
    cells = _cells("code")
    assert len(cells) >= 8
    assert [cell["id"] for cell in cells if cell["outputs"] or cell["execution_count"] is not None] == []


@pytest.mark.slow
def test_every_cell_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("pandas", "polars", "duckdb", "pyarrow", "matplotlib"):
        pytest.importorskip(library)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(spacy, "_load", functools.cache(spacy._load))  # noqa: SLF001 - loads the model once
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "notebook"}
    for cell in _cells("code"):
        exec(compile("".join(cell["source"]), cell["id"], "exec"), names)  # noqa: S102 - our own notebook
    assert len(names["made"]) == len(names["PAIRS"]) * len(names["WEEKS"])
    assert names["model_loss"] < names["plain_loss"]
    # The panel and the query over the Parquet export count the same events.
    conflicts = sum(row.verbal_conflict + row.material_conflict for row in names["made"].rows())
    assert sum(row[-1] for row in names["balanced"]) == conflicts > 0
