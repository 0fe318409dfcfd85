"""The cue lexicon: words that attribute a content to a source, and how the content attaches to them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.entries import by_first_word, read_entries
from onrecord.model import Act

CuePos = Literal["verb", "noun", "adjective", "phrase"]

#: In a phrase, stands for one to `SLOT_TOKENS` tokens that name the source, as a possessive where a noun follows:
#: "in … view" for "in the bank's view", "as … put it" for "as the mayor put it".
SLOT = "…"
SLOT_TOKENS = 6

#: How a content attaches to cues of each part of speech; docs/lexicons.md explains each. `prep:` takes a preposition.
FRAMES: dict[CuePos, frozenset[str]] = {
    "verb": frozenset(
        ("that", "clause", "parataxis", "quote", "to-inf", "obj-to-inf", "obj", "obj-of", "obj-for", "obj-that", "wh",
         "ing", "prep", "as", "colon")
    ),
    "noun": frozenset(("noun-that", "noun-to", "noun-of", "wh", "prep")),
    "adjective": frozenset(("adj-that", "adj-to", "wh", "adj-prep")),
    "phrase": frozenset(("that", "clause", "wh", "to-inf", "parataxis", "quote", "colon", "prep", "as")),
}  # fmt: skip

#: The file with the cues of each part of speech.
FILES: dict[CuePos, str] = {
    "verb": "cues_verbs.toml",
    "noun": "cues_nouns.toml",
    "adjective": "cues_adjectives.toml",
    "phrase": "cues_phrases.toml",
}
DATA = Path(__file__).parent / "data"

#: Weight of entries too rare to be counted: what the rare ones have together (docs/lexicons.md).
JUDGED: dict[Literal["strong", "weak"], float] = {"strong": 0.6, "weak": 0.4}

#: Acts that a participle after a comma can add to a statement of the same speaker ("..., adding that ...").
_SPOKEN: frozenset[Act] = frozenset(
    ("say", "report", "claim", "announce", "confirm", "deny", "admit", "accuse", "criticise", "condemn", "praise",
     "reject", "promise", "threaten", "warn", "demand", "propose", "ask", "apologise")
)  # fmt: skip

Words = Annotated[str, Meta(pattern=rf"^[a-z{SLOT}]+( [a-z{SLOT}]+)*$")]
Frame = Annotated[str, Meta(pattern=r"^[a-z-]+$|^(adj-)?prep:[a-z]+$")]


class Cue(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to write an entry. A file holds all fields but `pos`, which is the file's, and `rest`.

    Attributes:
        pos: part of speech of the first word; `phrase` when the words stand side by side in this order.
        lemma: base forms, lower case, separated by one space. A phrase may hold `SLOT`.
        rest: the words after the first, in this spelling. Those of verbs, nouns and adjectives depend on words before
            them in the tree, with other words between; those of a phrase follow one another.
        spellings: other ways to write the lemma, also base forms that a language model takes for it.
        act: what kind of saying it is.
        act_to: what kind it is where an infinitive tells what is said: to *tell* somebody *to leave* is to demand.
        commitment: whether the reporter vouches for the content (`factive`), keeps away from it (`distancing`) or
            neither.
        polarity: of the act towards what the content is about.
        strength: `weak` when it is a cue only with a clause or a quotation.
        frames: how the content attaches, the surest first.
        weight: share of its occurrences with one of its frames that are cues, 0 to 1; where a file gives none, that
            which `JUDGED` has for its strength.
        weight_source: whether that share was counted or judged.
        examples: sentences with source, cue and content marked: `{S:The envoy} {C:said} {T:no}.`
        counter_examples: sentences in which the lemma is no cue; `not` in the file.
    """

    pos: CuePos
    lemma: Words
    rest: tuple[str, ...]
    act: Act
    frames: Annotated[tuple[Frame, ...], Meta(min_length=1)]
    weight: Annotated[float, Meta(ge=0, le=1)]
    examples: Annotated[tuple[str, ...], Meta(min_length=1, max_length=3)]
    counter_examples: Annotated[tuple[str, ...], Meta(max_length=2)] = msgspec.field(default=(), name="not")
    spellings: tuple[Words, ...] = ()
    act_to: Act | None = None
    commitment: Literal["factive", "neutral", "distancing"] = "neutral"
    polarity: Literal["positive", "neutral", "negative"] = "neutral"
    strength: Literal["strong", "weak"] = "strong"
    weight_source: Literal["polnear-train", "judgement"] = "judgement"

    def __post_init__(self) -> None:
        for frame in self.frames:
            if frame.partition(":")[0] not in FRAMES[self.pos]:
                message = f"frame {frame!r} is none of a {self.pos}"
                raise ValueError(message)
        if self.strength == "weak" and not self.counter_examples:
            message = "a weak cue needs a sentence under `not`"
            raise ValueError(message)

    @property
    def aside(self) -> bool:
        """Whether a participle of it can add to what a speaker has just said ("..., adding that ...")."""
        return self.pos == "verb" and self.act in _SPOKEN


class CueLexicon(Struct, frozen=True):
    """All cues by the first of their words, a base form in lower case.

    Attributes:
        hash: 12 hexadecimal digits over the files read; goes into every finding's provenance.
    """

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    phrases: Mapping[str, tuple[Cue, ...]]
    hash: str


def load_cues(folder: Path | None = None) -> CueLexicon:
    """The cue lexicon in the four files of a folder that `FILES` names; by default the bundled one.

    Raises:
        LexiconError: a file cannot be read or breaks its schema, or an entry stands twice; names file and line.
    """
    indexes: dict[CuePos, dict[str, tuple[Cue, ...]]] = {}
    digest = hashlib.sha256()
    for pos, name in FILES.items():
        text, indexes[pos] = _index((folder or DATA) / name, pos)
        digest.update(hashlib.sha256(text.encode()).digest())
    return CueLexicon(
        verbs=indexes["verb"],
        nouns=indexes["noun"],
        adjectives=indexes["adjective"],
        phrases=indexes["phrase"],
        hash=digest.hexdigest()[:12],
    )


def _index(path: Path, pos: CuePos) -> tuple[str, dict[str, tuple[Cue, ...]]]:
    """The text of a file, and its entries by the first word of each of their spellings."""
    text, entries = read_entries(path, "cue")
    cues = []
    for line, table in entries:
        try:
            cues.append((line, _cue(table, pos)))
        except msgspec.ValidationError as error:
            raise LexiconError(str(path), line, str(error)) from error
    return text, by_first_word(path, cues)


def _cue(table: dict[str, object], pos: CuePos) -> Cue:
    """An entry with its first spelling's words still to be set."""
    name = f"cue {table.get('lemma')!r}"
    if not table.keys().isdisjoint(("pos", "rest")):
        message = f"{name}: `pos` and `rest` follow from the file and the lemma"
        raise msgspec.ValidationError(message)
    judged = JUDGED["weak" if table.get("strength") == "weak" else "strong"]
    try:
        return msgspec.convert({"weight": judged, **table, "pos": pos, "rest": ()}, Cue)
    except msgspec.ValidationError as error:
        message = f"{name}: {error}"
        raise msgspec.ValidationError(message) from error
