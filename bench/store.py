"""How fast a large store takes statements and answers, and how much room it needs.

    python bench/store.py [--reports 100000] [--statements 10] [--events 3] [--questions 20] [--store FILE]

The reports are invented: three years of statements by four hundred persons of fifty countries, in words with the
frequencies of a language, about each other, and of events between these countries. They are written through the
store's `write_all`, a hundred reports in a transaction, every record checked as always; making them up is not timed.
To a store that is there already no reports are written. Each kind of question is asked several times with other words,
names and days, in one mixed order. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import resource
import tempfile
import time
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.occurrences import OccurrenceIndex
from onrecord.lexicon.codebook import load_codebook
from onrecord.model import (
    Act,
    Block,
    Document,
    Entity,
    Event,
    Evidence,
    Mention,
    Origin,
    PloverCode,
    Provenance,
    Record,
    Span,
    Stance,
    Statement,
    document_id,
    entity_id,
    event_id,
    mention_id,
    statement_id,
    text_hash,
)
from onrecord.views.panel import panel
from onrecord.views.search import search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.lexicon.codebook import Codebook
    from onrecord.views.periods import By
    from onrecord.views.search import Question

_COUNTRIES = [f"{a}{b}X" for a, b in itertools.product("ABCDE", "FGHIJKLMNO")]
_FIRST, _DAYS = dt.date(2022, 1, 1), 3 * 365
_VOCABULARY, _PERSONS, _OUTLETS = 40_000, 400, 40
_AT_ONCE = 100  # reports of a transaction
_SPEAKERS = 4  # in a report
_ACTS: tuple[Act, ...] = ("say", "say", "say", "claim", "deny", "accuse", "demand", "promise", "threaten", "praise")
_PROVENANCE = Provenance("bench", "invented", "0")


def main() -> None:
    """Parse the arguments, make the store, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=10, help="of a report")
    parser.add_argument("--events", type=int, default=3, help="of a report")
    parser.add_argument("--questions", type=int, default=20, help="of each kind")
    parser.add_argument("--store", type=Path)
    given = parser.parse_args()
    maker = Maker()
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "bench.sqlite"
        result: dict[str, object] = {}
        if not path.exists():
            result["writing"] = written(path, maker.reports(given.reports, given.statements, given.events))
            result["joining"] = joined(path)
        with store.open(path) as kept:
            result |= sizes(kept, path)
            result["search"] = searched(kept, maker, given.questions)
            result["panel of a year"] = panels(kept)
    result["peak MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
    print(json.dumps(result, indent=1))


def written(path: Path, reports: Iterator[Record]) -> dict[str, object]:
    """Writes the reports; how long that took, at the start, at the end and as a whole."""
    marks: list[tuple[int, float, float]] = []
    with store.open(path, mode="write") as kept:
        while some := list(itertools.islice(reports, _AT_ONCE)):
            spent = _spent(partial(kept.write_all, some))
            marks.append((sum(len(record.statements) for record in some), *spent))
    tenth = max(1, len(marks) // 10)
    return {
        "statements": sum(number for number, *_ in marks),
        "all": _rate(marks),
        "first tenth": _rate(marks[:tenth]),
        "last tenth": _rate(marks[-tenth:]),
    }


def _rate(marks: list[tuple[int, float, float]]) -> dict[str, float]:
    statements, seconds, cpu = (sum(column) for column in zip(*marks, strict=True))
    return {
        "seconds": round(seconds, 1),
        "cpu seconds": round(cpu, 1),
        "statements per second": round(statements / seconds),
        "statements per cpu second": round(statements / cpu),
    }


def joined(path: Path) -> dict[str, float]:
    """Groups copies and joins events; processor seconds of each."""
    with store.open(path, mode="write") as kept:
        copies, occurrences = CopyIndex(kept), OccurrenceIndex(kept)
        return {
            "copies, cpu seconds": round(_spent(copies.catch_up)[1], 1),
            "occurrences, cpu seconds": round(_spent(occurrences.catch_up)[1], 1),
        }


def sizes(kept: store.SqliteStore, path: Path) -> dict[str, object]:
    """Rows, and bytes for each statement."""
    tables = ("documents", "statements", "events", "entities")
    rows = {name: kept.select(f"SELECT count(*) FROM {name}")[0][0] for name in tables}  # noqa: S608 (our own names)
    size = path.stat().st_size
    return {
        "rows": rows,
        "store MB": round(size / 1e6),
        "bytes per statement": round(size / max(1, rows["statements"])),
    }


def searched(kept: store.SqliteStore, maker: Maker, number: int) -> dict[str, object]:
    """Milliseconds of searches: of each kind and of all."""
    chance = random.Random(3)  # noqa: S311 (which questions, not secrets)
    asked = [(name, make(chance, maker)) for name, make in QUESTIONS.items() for _ in range(number)]
    chance.shuffle(asked)
    spent: dict[str, list[float]] = {name: [] for name in QUESTIONS}
    for name, question in asked:
        spent[name].append(_spent(partial(search, kept, **question))[0] * 1e3)
    everything = [each for of_kind in spent.values() for each in of_kind]
    return {name: _percentiles(of_kind) for name, of_kind in {**spent, "all": everything}.items()}


def _percentiles(spent: list[float]) -> dict[str, float]:
    ordered = sorted(spent)
    at = {"p50 ms": 0.5, "p95 ms": 0.95, "worst ms": 1.0}
    return {name: round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 1) for name, part in at.items()}


def panels(kept: store.SqliteStore) -> dict[str, float]:
    """Seconds of a panel of all pairs of countries over one year, with all its rows."""
    since, until = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
    lengths: tuple[By, ...] = ("month", "week", "day")

    def made(by: By) -> int:
        return sum(1 for _ in panel(kept, by=by, since=since, until=until).rows())

    return {f"by {by}": round(_spent(partial(made, by))[0], 2) for by in lengths}


def _spent(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and processor seconds of this process."""
    start, used = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - start, time.process_time() - used


class _Person(NamedTuple):
    """Somebody who speaks."""

    name: str
    country: str


class Maker:
    """Makes up words, persons and reports, always the same ones."""

    def __init__(self) -> None:
        chance = random.Random(7)  # noqa: S311 (invented words, not secrets)
        self.words = [
            "".join(chance.choices("abdefgiklmnoprstuvz", k=chance.randrange(2, 10))) for _ in range(_VOCABULARY)
        ]
        self._frequencies = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))
        names = ["".join(chance.choices("adefgiklmnorstuvz", k=7)).capitalize() for _ in range(2 * _PERSONS)]
        self._of_countries = list(accumulate(1 / (rank + 2) for rank in range(len(_COUNTRIES))))
        self.persons = [
            _Person(f"{names[2 * n]} {names[2 * n + 1]}", chance.choices(_COUNTRIES, cum_weights=self._of_countries)[0])
            for n in range(_PERSONS)
        ]
        self._book = load_codebook()

    def reports(self, number: int, statements: int, events: int) -> Iterator[Record]:
        """Reports in the order of their days."""
        chance = random.Random(11)  # noqa: S311 (invented reports, not secrets)
        for n in range(number):
            yield self._report(chance, n, _FIRST + dt.timedelta(days=n * _DAYS // number), statements, events)

    def _report(self, chance: random.Random, number: int, day: dt.date, statements: int, events: int) -> Record:
        speakers = chance.sample(self.persons, _SPEAKERS)
        deeds = [self._deed(chance) for _ in range(events)]
        said = [(chance.choice(speakers), self._some(chance, 14 + chance.randrange(20))) for _ in range(statements)]
        lines = [f"{one} {kind} {other} {self._some(chance, 12)}" for one, kind, other in deeds]
        lines += [f"{who.name} says that {words}" for who, words in said]
        made = _Draft("\n".join(lines), day, number)
        for (one, kind, other), start in zip(deeds, made.starts, strict=False):
            made.event((one, kind, other), start, self._book)
        for (who, words), start in zip(said, made.starts[events:], strict=True):
            made.statement(who, words, start, chance)
        return made.record()

    def _deed(self, chance: random.Random) -> tuple[str, str, str]:
        one, other = chance.choices(_COUNTRIES, cum_weights=self._of_countries, k=2)
        return one, chance.choice(list(self._book.types)), other

    def _some(self, chance: random.Random, number: int) -> str:
        return " ".join(chance.choices(self.words, cum_weights=self._frequencies, k=number))


class _Draft:
    """A report in the making."""

    def __init__(self, text: str, day: dt.date, number: int) -> None:
        outlet, sha256 = f"Outlet {number % _OUTLETS}", text_hash(text)
        lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
        self._document = Document(
            id=document_id(text=text, url=None, outlet=outlet, published=day), text=text,
            origin=Origin(f"{number}.txt", "text/plain", sha256, sha256, len(text), "utf-8", "bench"),
            blocks=tuple(Block("paragraph", Span(s, s + len(o))) for s, o in zip(self.starts, lines, strict=True)),
            outlet=outlet, published=day, key=f"{number}.txt",
        )  # fmt: skip
        self._mentions: list[Mention] = []
        self._entities: dict[str, Entity] = {}
        self._countries: list[str] = []
        self._statements: list[Statement] = []
        self._events: list[Event] = []

    def event(self, deed: tuple[str, str, str], start: int, book: Codebook) -> None:
        """Adds what the line that begins at `start` tells."""
        words = []
        for word in deed:
            words.append(Evidence.of(self._document.text, start, start + len(word)))
            start += len(word) + 1
        one, other = (self._country(words[0]), self._country(words[2]))
        actor, trigger, recipient = ((word,) for word in words)
        type_ = book.types[deed[1]]
        made = Event(
            id=event_id(self._document.id, trigger, actor, recipient), document_id=self._document.id, trigger=trigger,
            actor=(one,), recipient=(other,), plover=PloverCode(deed[1]), score=type_.score, quad=type_.quad,
            modality="asserted", confidence=0.8, provenance=_PROVENANCE, actor_words=actor, recipient_words=recipient,
            cameo=type_.cameo, goldstein=book.cameo[type_.cameo].goldstein,
        )  # fmt: skip
        self._events.append(made)

    def statement(self, who: _Person, words: str, start: int, chance: random.Random) -> None:
        """Adds what somebody says in the line that begins at `start`."""
        text, doc = self._document.text, self._document.id
        at = start + len(who.name) + len(" says that ")
        source, content = Evidence.of(text, start, start + len(who.name)), Evidence.of(text, at, at + len(words))
        cue = Evidence.of(text, source.span.end + 1, source.span.end + 1 + len("says"))
        about = (chance.choice(self._countries),) if self._countries and chance.random() < 1 / 2 else ()
        stance = (Stance(about[0], "oppose", -0.6, (cue,)),) if about and chance.random() < 1 / 3 else ()
        made = Statement(
            id=statement_id(doc, (source,), (cue,), (content,)), document_id=doc, kind="indirect", source=(source,),
            speaker=(self._entity("person", source, who.country, None),), cue=(cue,), content=(content,),
            act=chance.choice(_ACTS), confidence=0.9, provenance=_PROVENANCE, about=about, stance=stance,
        )  # fmt: skip
        self._statements.append(made)

    def _country(self, word: Evidence) -> str:
        id_ = self._entity("country", word, word.exact, f"country:{word.exact}")
        if id_ not in self._countries:
            self._countries.append(id_)
        return id_

    def _entity(self, kind: Literal["person", "country"], word: Evidence, country: str, ref: str | None) -> str:
        doc = self._document.id
        if word.exact not in self._entities:
            mention = Mention(mention_id(doc, kind, word), doc, kind, word, _PROVENANCE)
            self._mentions.append(mention)
            self._entities[word.exact] = Entity(
                entity_id(doc, kind, mention.id), doc, kind, word.exact, (mention.id,), _PROVENANCE,
                country=country, sector="GOV", ref=ref,
            )  # fmt: skip
        return self._entities[word.exact].id

    def record(self) -> Record:
        """The report with what was added."""
        return Record(
            self._document, tuple(self._mentions), tuple(self._entities.values()), tuple(self._statements), "bench",
            tuple(self._events),
        )  # fmt: skip


def _common(chance: random.Random, maker: Maker) -> str:
    """A word that one in forty to one in two hundred statements has, as names of countries and topics are."""
    return maker.words[chance.randrange(100, 600)]


def _everywhere(chance: random.Random, maker: Maker) -> str:
    """A word that one in ten statements has."""
    return maker.words[chance.randrange(15, 40)]


def _rare(chance: random.Random, maker: Maker) -> str:
    return maker.words[chance.randrange(2_000, 20_000)]


def _month(chance: random.Random) -> Question:
    since = _FIRST + dt.timedelta(days=chance.randrange(_DAYS - 30))
    return {"since": since, "until": since + dt.timedelta(days=30)}


#: What people ask, by kind.
QUESTIONS: dict[str, Callable[[random.Random, Maker], Question]] = {
    "a rare word": lambda c, m: {"words": _rare(c, m)},
    "a frequent word, best first": lambda c, m: {"words": _common(c, m)},
    "a word of every tenth, best first": lambda c, m: {"words": _everywhere(c, m)},
    "two words": lambda c, m: {"words": f"{_common(c, m)} {_rare(c, m)}"},
    "a phrase": lambda c, m: {"words": f'"{_common(c, m)} {_common(c, m)}"'},
    "a beginning of a word": lambda c, m: {"words": f"{_rare(c, m)[:4]}*"},
    "a speaker": lambda c, m: {"speaker": c.choice(m.persons).name.split()[-1]},
    "a speaker and a word": lambda c, m: {"speaker": c.choice(m.persons).name, "words": _common(c, m)},
    "a country in a month": lambda c, _: {"country": c.choice(_COUNTRIES), **_month(c)},
    "a country": lambda c, _: {"country": c.choice(_COUNTRIES)},
    "an act": lambda c, _: {"act": c.choice(_ACTS)},
    "an outlet in a month": lambda c, _: {"outlet": f"Outlet {c.randrange(_OUTLETS)}", **_month(c)},
    "an outlet and a word": lambda c, m: {"outlet": f"Outlet {c.randrange(_OUTLETS)}", "words": _common(c, m)},
    "about a country, in a month": lambda c, _: {"about": c.choice(_COUNTRIES), **_month(c)},
    "about a country": lambda c, _: {"about": c.choice(_COUNTRIES)},
    "against a country, by a speaker": lambda c, m: {
        "towards": c.choice(_COUNTRIES), "stance": "oppose", "speaker": c.choice(m.persons).name,
    },
    "a month": lambda c, _: {**_month(c)},
}  # fmt: skip


if __name__ == "__main__":
    main()
