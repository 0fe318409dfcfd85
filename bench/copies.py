"""Seconds and memory that grouping copies takes, beside reading and storing; and F1 on labelled pairs.

    python bench/copies.py [--reports 10000] [--pairs PAIRS.jsonl]

The reports are invented: of random words with the frequencies of a language, half of them new, a third copies of a
recent one (cut, framed, reworded), the rest notices of one form with other figures. Each line of a file of pairs is a
JSON object with `a` and `b` (objects with `dct` and `text`) and `label`, `dup` for a pair of copies. Prints one JSON
object.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import store
from onrecord.corpus.comparison import overlap
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.judgement import judge
from onrecord.corpus.sketch import bands
from onrecord.corpus.wording import Wording
from onrecord.model import Block, Document, Origin, Record, Span, document_id, text_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOCABULARY = 30_000
_PARAGRAPHS, _PARAGRAPH_WORDS = 8, 45
_DAYS = 60


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--pairs", type=Path)
    arguments = parser.parse_args()
    result: dict[str, object] = {"grouping": grouping(arguments.reports)} if arguments.reports else {}
    if arguments.pairs:
        result["pairs"] = pairs(arguments.pairs)
    print(json.dumps(result, indent=1))


def pairs(path: Path) -> dict[str, object]:
    """How many pairs are judged right, and how many of the copies the sketches find."""
    counts = {"right copies": 0, "missed copies": 0, "false copies": 0, "right others": 0, "missed by sketches": 0}
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        one, other = Wording(pair["a"]["text"]), Wording(pair["b"]["text"])
        are_copies = pair["label"] == "dup"
        candidates = bool(set(bands(one)) & set(bands(other)))
        days = (dt.date.fromisoformat(pair["b"]["dct"]) - dt.date.fromisoformat(pair["a"]["dct"])).days
        found = candidates and judge(overlap(one, other), days=days) is not None
        counts[f"{('false', 'right')[are_copies] if found else ('right', 'missed')[are_copies]} "
               f"{'copies' if found or are_copies else 'others'}"] += 1  # fmt: skip
        counts["missed by sketches"] += are_copies and not candidates
    precision = counts["right copies"] / max(1, counts["right copies"] + counts["false copies"])
    recall = counts["right copies"] / max(1, counts["right copies"] + counts["missed copies"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {**counts, "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def grouping(number: int) -> dict[str, object]:
    """Times and sizes for so many reports, at a quarter of them and at the end."""
    marks: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copies.sqlite"
        with store.open(path, mode="write") as kept:
            index, spent = CopyIndex(kept), [0.0, 0.0, 0.0]
            for done, report in enumerate(reports(number), 1):
                record = Record(report)
                start = time.perf_counter()
                kept.write(record)
                middle, used = time.perf_counter(), time.process_time()
                index.add(report)
                spent[0] += middle - start
                spent[1] += time.perf_counter() - middle
                spent[2] += time.process_time() - used
                if done in (number // 4, number):
                    marks.append({"reports": done, **_state(kept, spent, path)})
    return {"marks": marks}


def _state(kept: store.SqliteStore, spent: list[float], path: Path) -> dict[str, object]:
    ((groups,),) = kept.select("SELECT count(DISTINCT group_id) FROM copies")
    ((pages,),) = kept.select("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'cop%' OR name LIKE '%_copies%'")
    return {
        "groups": groups,
        "store.write s": round(spent[0], 2),
        "copies s": round(spent[1], 2),
        "copies cpu s": round(spent[2], 2),
        "tables MB": round(pages / 1e6, 1),
        "store MB": round(path.stat().st_size / 1e6, 1),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
    }


def reports(number: int) -> Iterator[Document]:
    """Invented reports over two months, always the same ones."""
    chance = random.Random(11)  # noqa: S311 (invented words, not secrets)
    words = ["".join(chance.choices("abdefgiklmnoprstuvz", k=chance.randrange(2, 10))) for _ in range(_VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))
    recent: list[str] = []
    for n in range(number):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=n * _DAYS // number)
        draw = chance.random()
        if draw < 1 / 2 or not recent:
            text = "\n".join(_paragraph(chance, words, weights) for _ in range(_PARAGRAPHS))
            recent = [*recent[-40:], text]
        elif draw < 5 / 6:
            text = _copy(chance.choice(recent), chance)
        else:
            text = _notice(chance)
        yield _document(text, day, n)


def _paragraph(chance: random.Random, words: list[str], weights: list[float]) -> str:
    return " ".join(chance.choices(words, cum_weights=weights, k=_PARAGRAPH_WORDS)).capitalize() + "."


def _copy(text: str, chance: random.Random) -> str:
    paragraphs = text.split("\n")
    kept = paragraphs[: chance.randrange(3, len(paragraphs) + 1)]
    edit = chance.choice(("framed", "turned", "reworded"))
    if edit == "framed":
        kept[0] = f"OSLO (Reuters) - {kept[0]}"
    elif edit == "turned":
        kept = [kept[-1], *kept[:-1]]
    else:
        kept = [" ".join(w for w in p.split(" ") if chance.random() > 0.03) for p in kept]  # noqa: PLR2004 (a few words)
    return "\n".join(kept)


def _notice(chance: random.Random) -> str:
    figures: dict[str, Any] = {name: f"{chance.uniform(1, 99):.2f}" for name in "abcdefgh"}
    return (
        "The index of the exchange closed {a} percent higher at {b} points on the day, traders said. Turnover came to "
        "{c} million, compared with {d} million in the session before, and {e} stocks gained while {f} lost ground.\n"
        "Analysts said that investors were waiting for the decision of the central bank, which has kept its rate at "
        "{g} percent. The exchange opens again at nine in the morning after {h} hours of rest."
    ).format_map(figures)


def _document(text: str, day: dt.date, number: int) -> Document:
    outlet, location = f"Outlet {number % 40}", f"{number}.txt"
    sha256 = text_hash(text)
    blocks, start = [], 0
    for paragraph in text.split("\n"):
        blocks.append(Block("paragraph", Span(start, start + len(paragraph))))
        start += len(paragraph) + 1
    return Document(
        id=document_id(text=text, url=None, outlet=outlet, published=day),
        text=text,
        origin=Origin(location, "text/plain", sha256, sha256, len(text), "utf-8", "bench"),
        blocks=tuple(blocks),
        outlet=outlet,
        published=day,
        key=location,
    )


if __name__ == "__main__":
    main()
