"""The topic lexicon: what PLOVER's contexts and the issue areas of foreign policy are, and the words that tell them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.entries import read_entries
from onrecord.lexicon.schema import Row, numbered_rows, read_text
from onrecord.model.topic import TopicKind

DATA = Path(__file__).parent / "data"
DEFINITIONS, WORDS = "topics.toml", "topic_words.csv"

_HYPHENS = re.compile(r"[\s‐‑-]+")  # noqa: RUF001 - hyphens are what it looks for


class TopicKey(NamedTuple):
    """A topic: names of contexts and of areas are separate."""

    kind: TopicKind
    name: str


class TopicDefinition(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a topic is.

    Attributes:
        definition: a phrase for people.
        examples: sentences that are about it, by our reading and by the lexicon's.
        counter_examples: sentences that hold words like its own and are not about it; `not` in the file.
    """

    kind: TopicKind
    name: Annotated[str, Meta(pattern="^[a-z_]+$")]
    definition: str
    examples: Annotated[tuple[str, ...], Meta(min_length=2)]
    counter_examples: Annotated[tuple[str, ...], Meta(min_length=1)] = msgspec.field(name="not")


class TopicWord(Row, frozen=True):
    """A word or phrase and the topics it tells. Without any topic it is a phrase whose words tell nothing.

    Attributes:
        words: base forms or forms, one space between, a space for each hyphen; with a capital letter anywhere they
            must stand exactly so.
        weight: 1 for a slight hint, 2 for a word of the subject, 3 for one that leaves no doubt.
        strength: `weak` for a word with other common uses, which counts only near another word of the same topic.
    """

    words: Annotated[str, Meta(pattern=r"^[^\s-]+( [^\s-]+)*$")]
    contexts: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    weight: Literal[1, 2, 3] = 2
    strength: Literal["strong", "weak"] = "strong"

    @property
    def topics(self) -> tuple[TopicKey, ...]:
        """What it tells."""
        return (*(TopicKey("context", n) for n in self.contexts), *(TopicKey("area", n) for n in self.areas))


class Tell(NamedTuple):
    """How much an entry tells of a topic."""

    topic: TopicKey
    weight: float
    strong: bool


class TopicEntry(NamedTuple):
    """A word or phrase with all that it tells.

    Attributes:
        words: its words; in lower case unless `exact`.
        exact: compare with the text as it stands, not with base forms.
    """

    words: tuple[str, ...]
    exact: bool
    tells: tuple[Tell, ...]


class TopicLexicon(Struct, frozen=True):
    """Definitions by topic, and entries by the first of their words in lower case, those of most words first.

    Attributes:
        hash: 12 hexadecimal digits over the files read.
    """

    topics: Mapping[TopicKey, TopicDefinition]
    index: Mapping[str, tuple[TopicEntry, ...]]
    hash: str


def load_topics(folder: Path = DATA) -> TopicLexicon:
    """The topic lexicon in a folder, by default the bundled one.

    Raises:
        LexiconError: a file cannot be read or breaks its schema, a topic or a word for it stands twice, or a word
            names a topic that is not defined; names file and line.
    """
    text, topics = _definitions(folder / DEFINITIONS)
    path = folder / WORDS
    tells: dict[str, list[Tell]] = {}
    for line, row in numbered_rows(path, TopicWord):
        found = tells.setdefault(row.words, [])
        for topic in row.topics:
            if topic not in topics:
                raise LexiconError(str(path), line, f"{topic.kind} {topic.name!r} is not defined")
            if any(t.topic == topic for t in found):
                raise LexiconError(str(path), line, f"{row.words!r} stands twice for {topic.kind} {topic.name!r}")
            found.append(Tell(topic, float(row.weight), row.strength == "strong"))
    digest = hashlib.sha256(f"{text}\0{read_text(path)}".encode()).hexdigest()[:12]
    return TopicLexicon(topics, _index(tells), digest)


def topic_names(folder: Path = DATA) -> frozenset[str]:
    """The names of all contexts and areas.

    Raises:
        LexiconError: the file of definitions breaks its schema.
    """
    return frozenset(key.name for key in _definitions(folder / DEFINITIONS)[1])


def split_words(words: str) -> tuple[str, ...]:
    """The words of a phrase as entries have them: hyphens part words like spaces."""
    return tuple(w for w in _HYPHENS.split(words) if w)


def _definitions(path: Path) -> tuple[str, dict[TopicKey, TopicDefinition]]:
    text, tables = read_entries(path, "topic")
    topics: dict[TopicKey, TopicDefinition] = {}
    for line, table in tables:
        try:
            found = msgspec.convert(table, TopicDefinition)
        except msgspec.ValidationError as error:
            raise LexiconError(str(path), line, str(error)) from error
        key = TopicKey(found.kind, found.name)
        if key in topics:
            raise LexiconError(str(path), line, f"{key.kind} {key.name!r} stands twice")
        topics[key] = found
    return text, topics


def _index(tells: dict[str, list[Tell]]) -> dict[str, tuple[TopicEntry, ...]]:
    index: dict[str, list[TopicEntry]] = {}
    for phrase, told in tells.items():
        words = tuple(phrase.split())
        exact = phrase != phrase.lower()
        index.setdefault(words[0].lower(), []).append(TopicEntry(words, exact, tuple(told)))
    return {first: tuple(sorted(found, key=lambda e: -len(e.words))) for first, found in index.items()}
