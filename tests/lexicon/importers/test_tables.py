from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import lexicon
from onrecord.lexicon import Organisation, Role
from onrecord.lexicon.importers import TableWriter
from onrecord.lexicon.importers.mappings import load_mappings
from onrecord.lexicon.schema import Holder

if TYPE_CHECKING:
    from pathlib import Path

WORDS = lexicon.load()
BOARD = Organisation(
    key="dike-board",
    name='Dike "Board", the',
    kind="agency",
    sector="GOV",
    country="NOR",
    names=("A|B", "C"),
    source="x",
)


def test_what_is_written_can_be_loaded(tmp_path: Path) -> None:
    role = Role(surface="dike reeve", sector="GOV", source="x")
    with TableWriter(tmp_path / "new") as writer:
        for row in (BOARD, BOARD, role):
            writer.write(row)
    assert (writer.written, writer.repeated) == ({"organisations": 1, "roles": 1}, {"organisations": 1})
    words = lexicon.load([tmp_path / "new" / "organisations.csv", tmp_path / "new" / "roles.csv"])
    assert words.organisations["dike-board"].name == 'Dike "Board", the'
    assert words.organisations["dike-board"].names == ("A B", "C")
    assert words.roles["dike reeve"] == role


def test_no_rows_make_no_file(tmp_path: Path) -> None:
    with TableWriter(tmp_path / "new"):
        pass
    assert not (tmp_path / "new").exists()


def test_tenures_are_told_apart_by_their_first_day(tmp_path: Path) -> None:
    first = Holder(person="Orla Venn", office="mayor", since="2001", source="x")
    with TableWriter(tmp_path) as writer:
        for since in ("2001", "2005", "2001"):
            writer.write(Holder(person="Orla Venn", office="mayor", since=since, source="x"))
    assert (writer.written["holders"], writer.repeated["holders"]) == (2, 1)
    header, row, _ = (tmp_path / "holders.csv").read_text("utf-8").splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=True))["since"] == first.since


def test_the_mappings_name_codes_and_roles_of_the_lexicon() -> None:
    found = load_mappings()
    sectors = {*found.cameo_sectors.values(), *found.ftm_topics.values(), *found.ftm_schemata.values()}
    sectors |= {sector for sector, _ in found.wikidata_classes.values()} | set(found.offices) | set(found.kinds)
    assert sectors - {""} <= set(WORDS.sectors)
    assert {*found.cameo_countries.values(), *found.wikidata_countries.values()} <= set(WORDS.countries)
    assert set(found.offices.values()) <= set(WORDS.roles)
    assert {office for office in found.wikidata_offices.values() if office not in WORDS.roles} == set()
