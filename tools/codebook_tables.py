"""Makes src/onrecord/lexicon/data/codebook/*.csv from the published codes, labels and numbers.

usage: python tools/codebook_tables.py SOURCE_FOLDER

SOURCE_FOLDER holds `plover_categories.csv`, `plover_modes.csv`, `plover_contexts.csv`, `cameo_codes.csv` and
`cameo_to_plover.csv`. Where the sources contradict each other, what is decided here is said in docs/codebook.md.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

OUT = Path(__file__).parent.parent / "src/onrecord/lexicon/data/codebook"

#: The manual's table gives ACCUSE 3.0; its modes are -2.0 to -3.5.
SCORES = {"ACCUSE": "-3.0"}

#: Contexts of the older CAMEO map that the manual has renamed.
CONTEXTS = {"humanitarian": "human_security", "democracy": "pro_democracy"}

#: Modes of the older map that the manual no longer has, by CAMEO code: the type and mode that now fit best.
MODES = {
    "0842": ("RETREAT", "release"), "085": ("RETREAT", ""), "132": ("THREATEN", "restrict"),
    "1321": ("THREATEN", "restrict"), "1322": ("THREATEN", "restrict"), "1712": ("ASSAULT", "destroy"),
    "1722": ("COERCE", "restrict"), "185": ("ASSAULT", "targeted"), "186": ("ASSAULT", "targeted"),
    "175": ("ASSAULT", ""), "200": ("ASSAULT", ""), "201": ("ASSAULT", ""), "202": ("ASSAULT", ""),
    "203": ("ASSAULT", ""),
}  # fmt: skip

#: Codes that the map lacks.
ADDED = {
    "155": ("MOBILIZE", "", "military|cyber"), "176": ("COERCE", "cyber", "cyber"),
    "1834": ("ASSAULT", "explosives", "military"), "1951": ("ASSAULT", "aerial", "military"),
    "1952": ("ASSAULT", "drone", "military"),
}  # fmt: skip

#: The CAMEO code of an event of which no more is known than its type.
GENERAL = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "CONCEDE": "080", "COOPERATE": "060", "AID": "070",
    "RETREAT": "084", "REQUEST": "100", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140",
    "SANCTION": "160", "MOBILIZE": "150", "COERCE": "170", "ASSAULT": "180",
}  # fmt: skip

#: An appeal is a request, in PLOVER; CAMEO's comments have no type of their own.
APPEAL = "02"


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a source table."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write one table."""
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def plover_of(code: str, mapped: dict[str, dict[str, str]]) -> tuple[str, str, str]:
    """PLOVER type, mode and contexts of a CAMEO code; empty ones for codes without a type."""
    if code in ADDED:
        return ADDED[code]
    if code.startswith(APPEAL):
        return "REQUEST", "", ""
    row = mapped.get(code)
    if row is None:
        return "", "", ""
    kind, mode = MODES.get(code, (row["plover"], row["mode"]))
    contexts = [CONTEXTS.get(c, c) for c in row["contexts"].split(";") if c]
    return kind, mode, "|".join(contexts)


def main(folder: Path) -> None:
    """Read the sources and write the four tables."""
    types = [
        (r["category"], r["quad"], SCORES.get(r["category"], r["score"]), r["recipient_required"],
         GENERAL[r["category"]], "plover")
        for r in read(folder, "plover_categories.csv")
    ]  # fmt: skip
    write("types.csv", ("code", "quad", "score", "recipient_required", "cameo", "source"), types)
    modes = [(r["category"], r["mode"], r["score"], "plover") for r in read(folder, "plover_modes.csv")]
    write("modes.csv", ("type", "mode", "score", "source"), modes)
    write(
        "contexts.csv", ("context", "source"), [(r["context"], "plover") for r in read(folder, "plover_contexts.csv")]
    )
    mapped = {r["cameo"]: r for r in read(folder, "cameo_to_plover.csv")}
    cameo = [
        (r["code"], r["label"], r["base"] if r["level"] == "sub" else r["root"] if r["level"] == "base" else "",
         r["gdelt_quad"], r["goldstein"], *plover_of(r["code"], mapped), "cameo")
        for r in read(folder, "cameo_codes.csv")
    ]  # fmt: skip
    write("cameo.csv", ("code", "label", "parent", "quad", "goldstein", "plover", "mode", "contexts", "source"), cameo)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
