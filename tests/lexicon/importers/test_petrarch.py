from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import lexicon
from onrecord.errors import LexiconError
from onrecord.lexicon import Organisation, Role
from onrecord.lexicon.importers import petrarch, read_rows
from onrecord.lexicon.schema import CountryName, Holder, Row

if TYPE_CHECKING:
    from pathlib import Path

WORDS = lexicon.load()


def imported(tmp_path: Path, text: str) -> tuple[list[Row], list[tuple[int, str]]]:
    """The rows of a file with this text, and the line and reason of each failure."""
    path = tmp_path / "actors.txt"
    path.write_text(text, encoding="utf-8")
    found = list(read_rows("petrarch", path, WORDS))
    failed = [f for f in found if isinstance(f, LexiconError)]
    assert {f.path for f in failed} <= {str(path)}
    rows = [r for r in found if not isinstance(r, LexiconError)]
    return rows, [(f.line, str(f).removeprefix(f"{path}:{f.line}: ")) for f in failed]


def test_a_person_has_a_tenure_for_each_dated_code(tmp_path: Path) -> None:
    text = (
        "# a comment\n"
        "ORLA_VENN_  ; another\n"
        "+VENN_\n"
        "\t[NORGOV 890120-930119]\n"
        "\t[NORMIL <890119]\n"
        "\t[NORELI >20130120]\n"
    )
    rows, failed = imported(tmp_path, text)
    assert failed == []
    assert all(isinstance(r, Holder) for r in rows)
    assert [(r.person, r.names, r.office, r.country, r.since, r.until) for r in rows if isinstance(r, Holder)] == [
        ("Orla Venn", ("Venn",), "official", "NOR", "1989-01-20", "1993-01-19"),
        ("Orla Venn", ("Venn",), "military officer", "NOR", "", "1989-01-19"),
        ("Orla Venn", ("Venn",), "former official", "NOR", "2013-01-20", ""),
    ]


def test_days_alone_belong_to_the_code_before_them(tmp_path: Path) -> None:
    rows, failed = imported(tmp_path, "ORLA_VENN_ [NORGOV <900101] [>051201]\n")
    assert failed == []
    assert [(r.since, r.until) for r in rows if isinstance(r, Holder)] == [("", "1990-01-01"), ("2005-12-01", "")]


def test_a_role_before_the_name_is_the_office(tmp_path: Path) -> None:
    (row,), _ = imported(tmp_path, "FOREIGN_MINISTER_ORLA_VENN_ [NORGOV]\n+ORLA_A._VENN_\n")
    assert isinstance(row, Holder)
    assert (row.person, row.names, row.office) == ("Orla Venn", ("Orla A. Venn",), "foreign minister")


def test_a_body_has_country_and_sector(tmp_path: Path) -> None:
    (row,), failed = imported(tmp_path, "NORTHERN_DIKE_BOARD_ [NORGOV]\n+N.D.B._\n")
    assert failed == []
    assert isinstance(row, Organisation)
    assert (row.key, row.name, row.abbreviations) == ("northern-dike-board", "Northern Dike Board", ("N.D.B.",))
    assert (row.country, row.sector, row.source) == ("NOR", "GOV", "petrarch")


def test_what_the_lexicon_has_is_extended_or_left_out(tmp_path: Path) -> None:
    rows, failed = imported(tmp_path, "NORWAY_ [NOR]\n+FJORDLAND_\nOSLO_ [NORGOV]\nUNITED_NATIONS_ [IGOUNO]\n")
    assert failed == []
    assert rows == [CountryName(surface="Fjordland", iso3="NOR", kind="name", source="petrarch")]
    (known,), _ = imported(tmp_path, "UNITED_NATIONS_ [IGOUNO]\n+EAST_RIVER_CLUB_\n")
    assert isinstance(known, Organisation)
    assert known.key == "UN"
    assert known.names == (*WORDS.organisations["UN"].names, "East River Club")


def test_agents_are_roles(tmp_path: Path) -> None:
    text = (
        "!KEEP! = {KEEPER, KEEPERS}\n"
        "DIKE_REEVE {DIKE_REEVES} [~GOV]\n"
        "BELL_FOX {BELL_FOXEN} [~MED]\n"
        "HARBOUR_!KEEP! [~MIL]\n"
        "MINISTER [~GOV]\n"
    )
    rows, failed = imported(tmp_path, text)
    assert failed == []
    assert [(r.surface, r.sector, r.plurals) for r in rows if isinstance(r, Role)] == [
        ("dike reeve", "GOV", ()),
        ("bell fox", "JRN", ("bell foxen",)),
        ("harbour keeper", "MIL", ()),
        ("harbour keepers", "MIL", ()),
    ]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("ORLA_VENN_ [QQQ]\n", 1, "neither a known country"),
        ("ORLA_VENN_ [---]\n", 1, "nobody"),
        ("ORLA_VENN_ [NOR/SWE]\n", 1, "several actors"),
        ("ORLA_VENN_\n[NORGOV 990231-000101]\n", 2, "19990231 is no day"),
        ("ORLA_VENN_ [NORGOV in 1990]\n", 1, "something else than days"),
        ("[NORGOV]\n", 1, "without a name"),
        ("+\n", 1, "neither a name nor a code"),
        ("HARBOUR_!KEEP! [~MIL]\n", 1, "!KEEP!"),
        ("DIKE_REEVE [~QQQ]\n", 1, "no known role"),
        ("X" * 3_000 + "\n", 1, "characters"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_goes_on(tmp_path: Path, text: str, line: int, why: str) -> None:
    rows, failed = imported(tmp_path, text + "NORTHERN_DIKE_BOARD_ [SWEGOV]\n")
    assert [(number, why in reason) for number, reason in failed] == [(line, True)]
    assert [r.country for r in rows if isinstance(r, Organisation)] == ["SWE"]


def test_comments_may_span_lines(tmp_path: Path) -> None:
    rows, failed = imported(tmp_path, "<!-- one\nNOBODY_ [QQQ]\ntwo --> \nDIKE_BOARD_ [NORGOV] <!-- three -->\n")
    assert (len(rows), failed) == (1, [])


def test_synonyms_are_limited(tmp_path: Path) -> None:
    text = "DIKE_BOARD_\n" + "".join(f"+NAME{n}_\n" for n in range(petrarch.MAX_NAMES)) + "[NORGOV]\n"
    rows, failed = imported(tmp_path, text)
    assert len(rows) == 1
    assert ["synonyms" in reason for _, reason in failed] == [True]


@given(st.text() | st.text(alphabet="AB_+[]{}!=<>-~;# \n0189", max_size=80))
def test_any_text_gives_rows_and_failures(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(LexiconError):
        assert all(isinstance(r, Row | LexiconError) for r in read_rows("petrarch", path, WORDS))
