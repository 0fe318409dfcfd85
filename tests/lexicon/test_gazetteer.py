"""Places by name: the bundled files, and files that are written here."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import LexiconError
from onrecord.lexicon.gazetteer import KINDS, NAMES, PLACES, SUMS, Gazetteer, GazetteerRow, fold
from onrecord.lexicon.gazetteer_writer import GazetteerWriter, rounded
from onrecord.lexicon.load import DATA, load

if TYPE_CHECKING:
    from pathlib import Path

BUNDLED = DATA / "gazetteer"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer([BUNDLED])


def place(identifier: str, name: str, *, population: int = 5000) -> GazetteerRow:
    return GazetteerRow(identifier, name, "city", "PER", "", "", -12.0, -77.0, population)


def test_files_are_what_their_sums_say() -> None:
    for line in (BUNDLED / SUMS).read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((BUNDLED / name).read_bytes()).hexdigest() == digest


def test_lines_are_in_order_and_name_each_other() -> None:
    places = (BUNDLED / PLACES).read_text(encoding="utf-8").splitlines()
    names = (BUNDLED / NAMES).read_text(encoding="utf-8").splitlines()
    assert places == sorted(places)
    assert names == sorted(names)
    ids = {line.partition("\t")[0] for line in places}
    assert len(ids) == len(places) >= 30_000
    named = {identifier.removeprefix("~") for line in names for identifier in line.split("\t")[1:]}
    assert named == ids


def test_kinds_and_codes() -> None:
    rows = [line.split("\t") for line in (BUNDLED / PLACES).read_text(encoding="utf-8").splitlines()]
    kinds = Counter(cells[2] for cells in rows)
    assert set(kinds) <= set(KINDS)
    assert kinds["country"] > 230
    assert kinds["region"] > 3000
    assert min(kinds[k] for k in ("sea", "strait", "river", "lake", "mountain", "island", "site", "base")) >= 20
    codes = {cells[3] for cells in rows} - {""}
    assert codes <= set(load().countries)
    assert all(abs(float(cells[6])) <= 90 and abs(float(cells[7])) <= 180 for cells in rows)


@pytest.mark.parametrize(
    ("name", "known", "country"),
    [
        ("Kiev", "Kyiv", "UKR"), ("Peking", "Beijing", "CHN"), ("Rangoon", "Yangon", "MMR"),
        ("Calcutta", "Kolkata", "IND"), ("Saigon", "Ho Chi Minh City", "VNM"), ("Bombay", "Mumbai", "IND"),
        ("Natanz", "Natanz", "IRN"), ("Bucha", "Bucha", "UKR"), ("Rafah crossing", "Rafah crossing", ""),
        ("Hormuz", "Strait of Hormuz", ""), ("ZNPP", "Zaporizhzhia nuclear power plant", "UKR"),
        ("Bagram Air Base", "Bagram", "AFG"), ("Incirlik", "Incirlik", "TUR"), ("Gitmo", "Guantanamo Bay", "CUB"),
        ("Calif.", "California", "USA"), ("Marion County", "Marion County", "USA"), ("Donbass", "Donbas", "UKR"),
    ],
)  # fmt: skip
def test_a_name_is_known(gazetteer: Gazetteer, name: str, known: str, country: str) -> None:
    assert (known, country) in {(h.row.name, h.row.country) for h in gazetteer.named(name)}


def test_divisions_of_a_city(gazetteer: Gazetteer) -> None:
    texan = next(h.row for h in gazetteer.named("Paris") if gazetteer.name(h.row.region) == "Texas")
    assert (texan.country, gazetteer.name(texan.district)) == ("USA", "Lamar County")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint Louis", "St. Louis"), ("Sao Paulo", "São Paulo"), ("Dogubayazit", "Doğubayaz\u0131t"), ("Lodz", "Łódź"),
        ("Port-au-Prince", "Port au Prince"), ("N'Djamena", "N’Djamena"), ("Mount Etna", "Mt. Etna"),
    ],
)  # fmt: skip
def test_spellings_agree(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@given(st.text(max_size=200))
def test_folding_is_done_once(name: str) -> None:
    assert "\t" not in fold(name)
    assert "\n" not in fold(name)


@given(st.text(max_size=40))
def test_any_name_can_be_asked_for(name: str) -> None:
    for hit in Gazetteer([BUNDLED]).named(name):
        assert hit.row.id


@given(names=st.lists(st.from_regex(r"[A-Z][a-zé]{1,8}( [A-Z][a-z]{1,5})?", fullmatch=True), min_size=1, max_size=30))
def test_what_is_written_is_found(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    folder = tmp_path_factory.mktemp("gazetteer")
    with GazetteerWriter(folder) as writer:
        for number, name in enumerate(names, 1):
            writer.add(place(str(number), name), (f"Old {name}",))
    made = Gazetteer([folder])
    for number, name in enumerate(names, 1):
        assert str(number) in {h.row.id for h in made.named(name) if not h.further}
        assert str(number) in {h.row.id for h in made.named(f"old {name}") if h.further}
        row = made.row(str(number))
        assert row is not None
        assert row.name == name
    assert made.named("Xyzzyxyzzy") == ()
    assert made.row("0") is None


def test_many_lines_are_sorted_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.lexicon.gazetteer_writer._PIECE", 3)
    with GazetteerWriter(tmp_path) as writer:
        for number in range(20):
            writer.add(place(str(number * 7 % 20), f"Town {number % 5}"))
    assert (tmp_path / PLACES).read_text(encoding="utf-8").count("\n") == 20
    assert len(Gazetteer([tmp_path]).named("town 3")) == 4


def test_a_users_gazetteer_is_asked_too(tmp_path: Path) -> None:
    with GazetteerWriter(tmp_path / "own") as writer:
        writer.add(place("99999999", "Xaqorru"))
    words = load([tmp_path / "own"])
    assert [h.row.country for h in words.gazetteer.named("Xaqorru")] == ["PER"]
    assert words.gazetteer.named("Kyiv")
    assert words.hash != load().hash


def test_nothing_is_written_when_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), GazetteerWriter(tmp_path / "own"):
        raise RuntimeError
    assert not (tmp_path / "own").exists()


@pytest.mark.parametrize("line", ["1\tA", "1\tA\tplanet\tPER\t\t\t0\t0\t1", "1\tA\tcity\tPER\t\t\tx\t0\t1"])
def test_a_line_of_another_form_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / NAMES).write_text("a\t1\n", encoding="utf-8")
    (tmp_path / PLACES).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="places"):
        Gazetteer([tmp_path]).named("A")


def test_missing_and_empty_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError):
        Gazetteer([tmp_path])
    (tmp_path / NAMES).touch()
    with pytest.raises(LexiconError):
        Gazetteer([tmp_path])


@pytest.mark.parametrize(("number", "short"), [(0, 0), (-5, 0), (7, 7), (1234, 1200), (987654, 990000)])
def test_two_digits(number: int, short: int) -> None:
    assert rounded(number) == short
