"""The stance lexicon: words that tell for or against whom somebody is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.entries import read_entries

StancePos = Literal["verb", "noun", "adjective", "adverb"]
StanceKind = Literal[
    "act", "trait", "wish", "deny", "claim", "end", "fail", "negator", "degree", "hypothesis"
]  # fmt: skip

FILES = ("stance_verbs.toml", "stance_nouns.toml", "stance_modifiers.toml")
DATA = Path(__file__).parent / "data"

Words = Annotated[str, Meta(pattern=r"^[a-zé'’-]+( [a-zé'’-]+)*$")]
Value = Annotated[float, Meta(ge=-1.5, le=1.5)]


class StanceClass(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that tell the same about the same participants.

    Attributes:
        name: of the class, unique within its part of speech.
        kind: `act`: somebody does, or thinks, something for or against a target; `trait`: a quality of its bearer;
            `wish`: its complement is wanted, not told; `deny`: its complement is said to be untrue; `claim`: a noun
            for something said, which can be denied; `end`: its complement stops or is lacking; `fail`: its complement
            does not come about, by somebody's fault; `negator`, `degree`, `hypothesis`: words that turn, strengthen
            or weaken, and suppose what they depend on.
        words: base forms, lower case; the words after the first depend on words before them in the tree.
        agent: what telling of it means for the one who does it, or for the bearer of a trait; -1 to 1.
        target: what it means for the one it is done to, and the factor for everything it has as its complement.
        complement: the factor for clauses that it has as its complement, where that is not `target`: what somebody
            threatens to do is told, not judged.
        prep: prepositions before the target; for verbs besides a direct object.
        owner: who "Togo's" names beside a noun: the one who does it, or the one it is done to.
        examples: statements with source, cue, content and the stance towards those named: `P` for, `N` against.
        counter_examples: statements that hold a word of the class and no stance; `not` in the file.
    """

    pos: StancePos
    name: str
    kind: StanceKind
    words: Annotated[tuple[Words, ...], Meta(min_length=1)]
    examples: Annotated[tuple[str, ...], Meta(min_length=1)]
    counter_examples: Annotated[tuple[str, ...], Meta(min_length=1)] = msgspec.field(name="not")
    agent: Value = 0.0
    target: Value = 0.0
    complement: Value | None = None
    prep: tuple[str, ...] = ()
    owner: Literal["agent", "target"] = "agent"


class StanceWord(Struct, frozen=True):
    """One word or phrase of a class: the words after its first, and what the class tells."""

    rest: tuple[str, ...]
    of: StanceClass


class StanceLexicon(Struct, frozen=True):
    """All words by the first of their words, in lower case.

    Attributes:
        classes: as the files have them.
        hash: 12 hexadecimal digits over the files read.
    """

    verbs: Mapping[str, tuple[StanceWord, ...]]
    nouns: Mapping[str, tuple[StanceWord, ...]]
    adjectives: Mapping[str, tuple[StanceWord, ...]]
    adverbs: Mapping[str, tuple[StanceWord, ...]]
    classes: tuple[StanceClass, ...]
    hash: str


def load_stance(folder: Path | None = None) -> StanceLexicon:
    """The stance lexicon in the files of a folder that `FILES` names; by default the bundled one.

    Raises:
        LexiconError: a file cannot be read or breaks its schema, or a word stands twice; names file and line.
    """
    index: dict[StancePos, dict[str, tuple[StanceWord, ...]]] = {"verb": {}, "noun": {}, "adjective": {}, "adverb": {}}
    classes: list[StanceClass] = []
    digest = hashlib.sha256()
    for name in FILES:
        path = (folder or DATA) / name
        text, entries = read_entries(path, "class")
        for line, table in entries:
            found = _class(path, line, table)
            twice = _add(index[found.pos], found)
            if twice:
                raise LexiconError(str(path), line, f"{found.pos} {twice!r} stands twice")
            classes.append(found)
        digest.update(hashlib.sha256(text.encode()).digest())
    return StanceLexicon(
        verbs=index["verb"],
        nouns=index["noun"],
        adjectives=index["adjective"],
        adverbs=index["adverb"],
        classes=tuple(classes),
        hash=digest.hexdigest()[:12],
    )


def _add(index: dict[str, tuple[StanceWord, ...]], found: StanceClass) -> str | None:
    """Adds the words of a class; gives the first one that was there already."""
    for words in found.words:
        first, *rest = words.split()
        if any(w.rest == tuple(rest) for w in index.get(first, ())):
            return words
        index[first] = (*index.get(first, ()), StanceWord(tuple(rest), found))
    return None


def _class(path: Path, line: int, table: dict[str, object]) -> StanceClass:
    try:
        return msgspec.convert(table, StanceClass)
    except msgspec.ValidationError as error:
        raise LexiconError(str(path), line, str(error)) from error
