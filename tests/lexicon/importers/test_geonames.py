"""Dumps of GeoNames, plain and packed, sound and hostile."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon import Lexicon, load
from onrecord.lexicon.gazetteer import KINDS, Gazetteer
from onrecord.lexicon.gazetteer_writer import GazetteerWriter
from onrecord.lexicon.importers import geonames

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def line(  # noqa: PLR0913 - one for each column that is read
    number: str,
    name: str,
    feature: str,
    *,
    names: str = "",
    region: str = "",
    at: str = "1.5\t30.25",
    people: str = "0",
) -> str:
    kind, code = feature.split(".")
    cells = [number, name, name, names, *at.split("\t"), kind, code, "UG", "", region, "", "", "", people]
    return "\t".join([*cells, "", "0", "Africa/Kampala", "2024-05-06"])


DUMP = "\n".join((
    line("1", "Xaqorru Region", "A.ADM1", region="07"),
    line("2", "Xaqorru", "P.PPL", names="XQR,Qaxorru,\u039e\u03b1\u03c1", region="07", people="12345"),
    line("3", "Xaqorru Farm", "S.FRM", region="07"),
    line("4", "Lake Xaqo", "H.LK"),
))  # fmt: skip


def taken(path: Path, folder: Path, lexicon: Lexicon) -> list[LexiconError]:
    with GazetteerWriter(folder) as writer:
        return list(geonames.read(path, lexicon, writer))


@pytest.mark.parametrize("packed", [False, True])
def test_places_of_a_dump(tmp_path: Path, lexicon: Lexicon, packed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    path = tmp_path / ("XX.zip" if packed else "XX.txt")
    if packed:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "see the web page")
            archive.writestr("XX.txt", DUMP)
    else:
        path.write_text(DUMP, encoding="utf-8")
    assert taken(path, tmp_path / "out", lexicon) == []
    made = Gazetteer([tmp_path / "out"])
    (town,) = (h.row for h in made.named("Qaxorru"))
    assert (town.name, town.kind, town.country, town.population) == ("Xaqorru", "city", "UGA", 12000)
    assert made.name(town.region) == "Xaqorru Region"
    assert made.named("XQR") == made.named("Xaqorru Farm") == ()
    assert [h.row.kind for h in made.named("Lake Xaqo")] == ["lake"]


@pytest.mark.parametrize(
    "bad",
    ["nonsense", line("x", "Y", "P.PPL"), line("5", "Y", "P.PPL", at="95\t0"), line("5", "Y", "P.PPL", at="nan\t0")],
)
def test_a_bad_line_is_told_and_the_rest_goes_on(tmp_path: Path, lexicon: Lexicon, bad: str) -> None:
    (tmp_path / "XX.txt").write_text(f"{bad}\n{DUMP}", encoding="utf-8")
    (error,) = taken(tmp_path / "XX.txt", tmp_path / "out", lexicon)
    assert "XX.txt:1" in str(error)
    assert Gazetteer([tmp_path / "out"]).named("Xaqorru")


def test_an_archive_that_grows_too_much_is_refused(tmp_path: Path, lexicon: Lexicon) -> None:
    with zipfile.ZipFile(tmp_path / "XX.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("XX.txt", "\n" * 5_000_000)
    with pytest.raises(LexiconError, match="no dump is like that"):
        taken(tmp_path / "XX.zip", tmp_path / "out", lexicon)


def test_other_archives_are_refused(tmp_path: Path, lexicon: Lexicon) -> None:
    with zipfile.ZipFile(tmp_path / "XX.zip", "w") as archive:
        archive.writestr("XX.csv", "1,2")
    with pytest.raises(LexiconError, match=r"no \.txt"):
        taken(tmp_path / "XX.zip", tmp_path / "out", lexicon)
    (tmp_path / "cut.zip").write_bytes((tmp_path / "XX.zip").read_bytes()[:20])
    with pytest.raises(LexiconError):
        taken(tmp_path / "cut.zip", tmp_path / "out", lexicon)
    with pytest.raises(LexiconError):
        taken(tmp_path / "none.zip", tmp_path / "out", lexicon)


def test_every_feature_is_of_a_kind() -> None:
    found = geonames.features()
    assert set(found.values()) <= set(KINDS)
    assert (found["A.ADM1"], found["P.PPLC"], found["H.STRT"]) == ("region", "city", "strait")
