"""How often the main context of a text is the one that a reader gave it, on the texts of `topics_labels.csv`.

    python bench/topics.py DATA [--set NAME]... [--misses]

DATA is a folder with `bulk/kremlin.jsonl.gz`, `polnear/{dev,train}.jsonl` and `events/PLV_train.jsonl`; other texts
are of the project. Rows whose file is not there are left out, which is told. One JSON object for each set is printed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
import tempfile
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.config import Config
from onrecord.eval.topics import run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
LABELS = Path(__file__).with_name("topics_labels.csv")
_TAG = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"<(?:p|h1)[^>]*>(.*?)</(?:p|h1)>", re.DOTALL)
_REMOVED = re.compile(r"<(script|style|nav|header|footer).*?</\1>", re.DOTALL)


def main() -> None:
    """Parse the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", action="append", dest="sets")
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    with LABELS.open(encoding="utf-8", newline="") as lines:
        labels = list(csv.DictReader(lines))
    texts = {**_kremlin(arguments.data), **_lines(arguments.data), **_own()}
    for name in arguments.sets or dict.fromkeys(row["set"] for row in labels):
        rows = [row for row in labels if row["set"] == name]
        print(json.dumps({"set": name, **_measured(rows, texts, misses=arguments.misses)}))


def _measured(rows: list[dict[str, str]], texts: dict[str, str], *, misses: bool) -> dict[str, Any]:
    there = [row for row in rows if row["id"] in texts]
    if len(there) < len(rows):
        sys.stderr.write(f"{len(rows) - len(there)} texts are not there\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gold.jsonl"
        gold = [
            {
                "doc_id": r["id"],
                "text": texts[r["id"]],
                "title": texts[r["id"]].partition("\n")[0],
                "main": r["main"],
                "also": r["also"].split("|") if r["also"] else [],
            }
            for r in there
        ]
        path.write_text("".join(json.dumps(g) + "\n" for g in gold), encoding="utf-8")
        report = run(path, config=Config())
    found = {"texts": report.documents, "right": report.right, "first_choice": report.strict}
    return {**found, "misses": msgspec.to_builtins(report.misses)} if misses else found


def _kremlin(data: Path) -> dict[str, str]:
    path = data / "bulk" / "kremlin.jsonl.gz"
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {
        f"kremlin:{r['doc_id']}": "\n\n".join(p for p in (r["title"], r["lead"], *(p["text"] for p in r["paras"])) if p)
        for r in rows
    }


def _lines(data: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    files = [("polnear:", f"polnear/{part}.jsonl", "doc_id") for part in ("dev", "train")]
    for prefix, name, key in (*files, ("", "events/PLV_train.jsonl", "id")):
        path = data / name
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()
        texts |= {f"{prefix}{row[key]}": row["text"] for row in rows}
    return texts


def _own() -> dict[str, str]:
    return dict(_own_texts())


def _own_texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "tests" / "golden" / "statements").glob("*/report.txt")):
        yield f"golden:{path.parent.name}", path.read_text(encoding="utf-8")
    demo = ROOT / "src" / "onrecord" / "demo"
    yield "demo:rescue", (demo / "rescue.txt").read_text(encoding="utf-8")
    observers = json.loads((demo / "observers.jsonl").read_text(encoding="utf-8").partition("\n")[0])
    yield "demo:observers", f"{observers['title']}\n\n{observers['text']}"
    page = _REMOVED.sub("", (demo / "crossing.html").read_text(encoding="utf-8"))
    yield "demo:crossing", "\n\n".join(unescape(_TAG.sub("", p)).strip() for p in _PARAGRAPH.findall(page))


if __name__ == "__main__":
    main()
