"""What was made from files is kept, checked, and made anew when a file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon import cache, load

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "person,office,country,since,until,source\nAna Brezov,president,HRV,2001,2009,mine\n"


def test_second_load_is_the_same(tmp_path: Path) -> None:
    made, kept = load(cache=tmp_path), load(cache=tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    assert kept.hash == made.hash
    for table in ("countries", "organisations", "roles", "holders", "titles"):
        assert list(getattr(kept, table).items()) == list(getattr(made, table).items())
    words = ("Barack", "Obama", "met", "the", "IAEA")
    lower = tuple(w.lower() for w in words)
    assert list(kept.matcher.find(words, lower)) == list(made.matcher.find(words, lower))


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(ROWS, encoding="utf-8")
    one = load((mine,), cache=tmp_path / "cache")
    mine.write_text(ROWS.replace("Ana", "Eva"), encoding="utf-8")
    two = load((mine,), cache=tmp_path / "cache")
    assert one.hash != two.hash
    assert "Ana Brezov/president/HRV//2001" in one.holders
    assert "Ana Brezov/president/HRV//2001" not in two.holders
    mine.write_text(ROWS.replace("HRV", "XXY"), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.csv:2"):
        load((mine,), cache=tmp_path / "cache")


@pytest.mark.parametrize("damage", [b"", b"short", b"\x00" * 200])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    cache.keep(tmp_path, "key", {"a": 1})
    assert cache.fetch(tmp_path, "key", dict[str, int]) == {"a": 1}
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage + file.read_bytes()[len(damage) + 1 :])
    assert cache.fetch(tmp_path, "key", dict[str, int]) is None
    cache.keep(tmp_path, "key", {"a": 2})
    assert cache.fetch(tmp_path, "key", dict[str, int]) == {"a": 2}
    assert cache.fetch(tmp_path, "key", dict[str, str]) is None
    assert cache.fetch(tmp_path, "other", dict[str, int]) is None


def test_only_the_youngest_files_stay(tmp_path: Path) -> None:
    for number in range(12):
        cache.keep(tmp_path, f"key{number}", number)
    assert len(list(tmp_path.iterdir())) == 8


def test_loading_works_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert load(cache=tmp_path / "file").countries["IRN"].name == "Iran"
