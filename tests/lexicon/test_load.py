from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon import Lexicon, load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("table", "key", "field", "value"),
    [
        ("countries", "IRN", "name", "Iran"),
        ("countries", "XKX", "name", "Kosovo"),
        ("countries", "SUN", "article", "the"),
        ("organisations", "IAEA", "sector", "IGO"),
        ("organisations", "HAMAS", "entity", "group"),
        ("roles", "foreign minister", "sector", "GOV"),
        ("roles", "spokesperson", "sector", ""),
        ("metonyms", "Kremlin", "country", "RUS"),
        ("blocs", "WST", "name", "the West"),
        ("titles", "Mrs.", "gender", "f"),
        ("organs", "army", "sector", "MIL"),
        ("given_names", "Hillary", "gender", "f"),
    ],
)
def test_rows(lexicon: Lexicon, table: str, key: str, field: str, value: str) -> None:
    assert getattr(getattr(lexicon, table)[key], field) == value


def test_sizes(lexicon: Lexicon) -> None:
    least = {"countries": 250, "metonyms": 80, "organisations": 250, "roles": 250, "titles": 60, "given_names": 400}
    assert {name: len(getattr(lexicon, name)) >= size for name, size in least.items()} == dict.fromkeys(least, True)


def test_every_country_has_a_name_and_every_state_a_demonym(lexicon: Lexicon) -> None:
    extra = {c.iso3 for c in lexicon.country_names.values() if c.kind == "demonym"}
    with_capital = [c for c in lexicon.countries.values() if c.capitals]
    assert len(with_capital) > 180
    without = [c.name for c in with_capital if not c.demonyms and c.iso3 not in extra]
    assert without == ["Republic of the Congo", "Dominica"]  # theirs mean a larger country more often


def test_general_roles_are_roles(lexicon: Lexicon) -> None:
    unknown = {g for r in lexicon.roles.values() for g in r.general} - set(lexicon.roles)
    assert unknown == set()


def test_metonyms_and_organs_fill_their_names(lexicon: Lexicon) -> None:
    assert all(m.ref.startswith(("org:", "country:")) for m in lexicon.metonyms.values())
    assert all("{}" in o.name for o in lexicon.organs.values())


def test_country_names(lexicon: Lexicon) -> None:
    assert lexicon.country_name("USA") == "United States"
    assert lexicon.within_sentence("USA") == "the United States"
    assert lexicon.within_sentence("IRN") == "Iran"
    assert lexicon.country_name("MEA") == "the Middle East"
    assert lexicon.country_name("???") == "???"


def test_the_hash_depends_on_every_file(lexicon: Lexicon, tmp_path: Path) -> None:
    extra = tmp_path / "more.csv"
    extra.write_text("surface,gender,sector,source\nCdre.,any,MIL,me\n", encoding="utf-8")
    more = load([extra])
    assert load().hash == lexicon.hash != more.hash
    assert more.titles["Cdre."].sector == "MIL"


def test_a_users_row_replaces_a_bundled_one(tmp_path: Path) -> None:
    extra = tmp_path / "mine.csv"
    extra.write_text("key,name,kind,sector,source\nIAEA,Atoms,agency,IGO,me\n", encoding="utf-8")
    assert load([extra]).organisations["IAEA"].name == "Atoms"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("surface,gender,sector,source\nMr.,m\n", 2, "2 cells"),
        ("surface,gender,sector,source\nMr.,x,,me\n", 2, "gender"),
        ("surface,gender,sector,source\nMr.,m,,me\n\nMr.,m,,me\n", 4, "twice"),
        ("surface,gender,sector,source\nCdre.,m,NAVY,me\n", 2, "sector 'NAVY'"),
        ("surface,gender,sector,source\n,m,,me\n", 2, "surface"),
        ("surface,gender,sector\nMr.,m,\n", 1, "fit 0"),
        ("colour,taste\nred,sweet\n", 1, "fit 0"),
        ("", 1, "fit 0"),
        ('surface,gender,sector,source\n"Mr.,m,,me\n', 2, "unexpected end"),
        ("surface,iso3,kind,source\nAtlantis,ATL,name,me\n", 2, "iso3 'ATL'"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, text: str, line: int, why: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=why) as caught:
        load([path])
    assert caught.value.line == line
    assert caught.value.path == str(path)


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="No such file"):
        load([tmp_path / "none.csv"])
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"surface\xff\n")
    with pytest.raises(LexiconError, match="UTF-8"):
        load([bad])


def test_loading_imports_no_language_model() -> None:
    code = "import sys, onrecord.lexicon as l; l.load(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own interpreter
