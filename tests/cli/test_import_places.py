from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

TOWN = "1\tXaqorru\tXaqorru\t\t1.5\t30.2\tP\tPPL\tUG\t\t\t\t\t\t500\t\t0\tAfrica/Kampala\t2024-05-06\n"


def test_a_dump_becomes_a_gazetteer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "UG.txt").write_text(TOWN, encoding="utf-8")
    outcome = run("lexicon", "import", "UG.txt", "--from", "geonames", "--out", "places")
    assert (outcome.code, outcome.err.strip().splitlines()[-1]) == (0, "1 places, 0 lines failed")
    assert sorted(p.name for p in (tmp_path / "places").iterdir()) == ["SHA256SUMS", "names.tsv", "places.tsv"]


def test_lines_that_cannot_be_used_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "UG.txt").write_text("nonsense\n" + TOWN, encoding="utf-8")
    outcome = run("lexicon", "import", "UG.txt", "--from", "geonames", "--out", "places")
    assert outcome.code == 3
    assert "UG.txt:1" in outcome.err
