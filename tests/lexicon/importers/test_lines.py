from __future__ import annotations

import bz2
import gzip
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.importers import lines

if TYPE_CHECKING:
    from pathlib import Path

TEXT = b"one\r\n\ntwo\xff\nthree"


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress])
def test_lines_are_numbered_and_lose_their_ends(tmp_path: Path, pack: type[bytes]) -> None:
    path = tmp_path / "any"
    path.write_bytes(pack(TEXT))
    assert list(lines.lines(path)) == [(1, b"one"), (2, b""), (3, b"two\xff"), (4, b"three")]


def test_a_line_over_the_limit_is_refused_however_well_it_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 1_000)
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"short\n" + bytes(1_000_000)))
    found = lines.lines(path)
    assert next(found) == (1, b"short")
    with pytest.raises(LexiconError) as caught:
        next(found)
    assert (caught.value.path, caught.value.line) == (str(path), 2)
