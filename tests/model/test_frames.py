from __future__ import annotations

import sys

import msgspec
import pandas as pd
import polars as pl
import pytest

from onrecord.errors import ExtraMissingError
from onrecord.model import Date
from onrecord.model.frames import COLUMNS
from onrecord.views.statements import StatementView, statements

import factories

RECORD = factories.record(
    "{S1:Ann} {C1:said} {T1:yes}, {T2:no}.",
    title="A title",
    country="NOR",
    sector="GOV",
    said_on=Date("2024-05-05", "publication"),
)
ROWS = [msgspec.structs.asdict(view) for view in statements(RECORD)]


def test_columns_are_those_of_every_flat_row() -> None:
    assert StatementView.__struct_fields__ == COLUMNS


def test_pandas() -> None:
    frame = RECORD.to_pandas()
    assert tuple(frame.columns) == COLUMNS
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == ROWS


def test_polars() -> None:
    frame = RECORD.to_polars()
    assert tuple(frame.columns) == COLUMNS
    assert frame.to_dicts() == ROWS


def test_no_statements_is_an_empty_frame_with_columns() -> None:
    empty = factories.record("Nothing was said.")
    assert tuple(empty.to_pandas().columns) == COLUMNS
    assert empty.to_polars().shape == (0, len(COLUMNS))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_names_the_extra(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ExtraMissingError) as error:
        getattr(RECORD, f"to_{library}")()
    assert error.value.remedy == 'pip install "onrecord[analysis]"'


def test_frames_are_the_libraries_own() -> None:
    assert isinstance(RECORD.to_pandas(), pd.DataFrame)
    assert isinstance(RECORD.to_polars(), pl.DataFrame)
