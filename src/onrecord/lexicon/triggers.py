"""The trigger lexicon: words that tell an event, its code, and where its actor and recipient stand in the tree."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from platformdirs import user_cache_path

from onrecord.errors import LexiconError
from onrecord.lexicon.cache import digest_of, fetch, keep
from onrecord.lexicon.entries import by_first_word, read_entries
from onrecord.lexicon.schema import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.lexicon.codebook import Codebook

TriggerPos = Literal["verb", "noun", "adjective"]

#: The file with the triggers of each part of speech.
FILES: dict[TriggerPos, str] = {
    "verb": "triggers_verbs.toml",
    "noun": "triggers_nouns.toml",
    "adjective": "triggers_adjectives.toml",
}
DATA = Path(__file__).parent / "data"

#: Where a party of an event may stand; docs/events.md explains each. `prep:` takes a preposition.
SLOTS = frozenset(("subj", "obj", "iobj", "prep", "poss", "host", "none"))

Words = Annotated[str, Meta(pattern=r"^[^\W\d_A-Z-][^\W\d_A-Z]*(-[^\W\d_A-Z]+)*( [^\W\d_A-Z]+(-[^\W\d_A-Z]+)*)*$")]
Frame = Annotated[str, Meta(pattern=r"^[a-z]+(:[a-z]+)?>[a-z]+(:[a-z]+)?$")]


class Refinement(Struct, frozen=True, forbid_unknown_fields=True):
    """A finer code when one of some words stands among those that the trigger governs.

    Attributes:
        words: base forms.
        cameo: the code that holds then, empty when it is no event; the first refinement that fits decides.
    """

    words: Annotated[tuple[Words, ...], Meta(min_length=1)]
    cameo: str


class Trigger(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to write an entry. A file holds all fields but `pos`, which is the file's, and `rest`.

    Attributes:
        pos: part of speech of the first word.
        lemma: base forms, lower case, separated by one space; the first governs the others.
        rest: the words after the first, in this spelling; dependents of words before them in the tree.
        spellings: other ways to write the lemma.
        cameo: code of the bundled codebook; its PLOVER type and mode follow from it.
        mode: PLOVER mode, where the code has none or another.
        frames: pairs `ACTOR>RECIPIENT` of slots, the surest first: `subj>obj`, `poss>prep:against`.
        reciprocal: all parties are actors (`met with`, `talks between`).
        refine: finer codes by the words that the trigger governs.
        weak: an event only when both of its sides name somebody.
        persons: the code between persons, who attack and beat each other in words and votes; empty when it is no event.
        armed: the code when soldiers, police, fighters or a state do what crowds do otherwise.
        examples: sentences with actor, trigger and recipient marked: `{A:Iran} {E:accused} {R:Israel} of sabotage.`
        counter_examples: sentences in which the lemma tells no event; `not` in the file.
    """

    pos: TriggerPos
    lemma: Words
    rest: tuple[str, ...]
    cameo: str
    frames: Annotated[tuple[Frame, ...], Meta(min_length=1)]
    examples: Annotated[tuple[str, ...], Meta(min_length=1, max_length=3)]
    counter_examples: Annotated[tuple[str, ...], Meta(max_length=2)] = msgspec.field(default=(), name="not")
    spellings: tuple[Words, ...] = ()
    mode: str = ""
    reciprocal: bool = False
    refine: tuple[Refinement, ...] = ()
    weak: bool = False
    persons: str | None = None
    armed: str | None = None

    def __post_init__(self) -> None:
        for frame in self.frames:
            for slot in frame.split(">"):
                name, _, word = slot.partition(":")
                if name not in SLOTS or (name == "prep") != bool(word):
                    message = f"slot {slot!r} is unknown"
                    raise ValueError(message)

    @property
    def codes(self) -> tuple[str, ...]:
        """Its code, then those of its refinements and of who does it."""
        return (self.cameo, *(r.cameo for r in self.refine if r.cameo), *(c for c in (self.persons, self.armed) if c))


class TriggerLexicon(Struct, frozen=True):
    """All triggers by the first of their words, a base form in lower case.

    Attributes:
        hash: 12 hexadecimal digits over the files read; goes into every finding's provenance.
    """

    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    adjectives: Mapping[str, tuple[Trigger, ...]]
    hash: str


def load_triggers(codebook: Codebook, folder: Path | None = None, *, cache: Path | None = None) -> TriggerLexicon:
    """The trigger lexicon in the three files of a folder that `FILES` names; by default the bundled one.

    Args:
        codebook: the codes.
        folder: with the files.
        cache: folder in which the checked entries are kept until a file changes; the user's cache folder by default.

    Raises:
        LexiconError: a file cannot be read or breaks its schema, an entry stands twice, or a code is not in the
            codebook; names file and line.
    """
    paths = {pos: (folder or DATA) / name for pos, name in FILES.items()}
    kept = cache or user_cache_path("onrecord", appauthor=False) / "triggers"
    codes = hashlib.sha256(msgspec.msgpack.encode((codebook.cameo, sorted(codebook.modes)))).hexdigest()
    digest = _digest(paths.values())
    key = f"{digest[:32]}-{codes[:16]}-{digest_of((Path(__file__),))[:16]}"
    made = fetch(kept, key, TriggerLexicon)
    if made is None:
        verbs, nouns, adjectives = (_index(paths[pos], pos, codebook) for pos in FILES)
        made = TriggerLexicon(verbs, nouns, adjectives, digest[:12])
        keep(kept, key, made)
    return made


def _digest(paths: Iterable[Path]) -> str:
    """A digest of the files' text."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(read_text(path).encode()).digest())
    return digest.hexdigest()


def _index(path: Path, pos: TriggerPos, codebook: Codebook) -> dict[str, tuple[Trigger, ...]]:
    """The entries of a file by the first word of each of their spellings."""
    _, entries = read_entries(path, "trigger")
    triggers = []
    for line, table in entries:
        trigger = _trigger(path, line, table, pos)
        for code in trigger.codes:
            if code not in codebook.cameo:
                raise LexiconError(str(path), line, f"{trigger.lemma!r}: code {code!r} is unknown")
        kind = codebook.cameo[trigger.cameo].plover
        if trigger.mode and (kind, trigger.mode) not in codebook.modes:
            raise LexiconError(str(path), line, f"{trigger.lemma!r}: {kind} has no mode {trigger.mode!r}")
        triggers.append((line, trigger))
    return by_first_word(path, triggers)


def _trigger(path: Path, line: int, table: dict[str, object], pos: TriggerPos) -> Trigger:
    name = f"trigger {table.get('lemma')!r}"
    if not table.keys().isdisjoint(("pos", "rest")):
        raise LexiconError(str(path), line, f"{name}: `pos` and `rest` follow from the file and the lemma")
    try:
        return msgspec.convert({**table, "pos": pos, "rest": ()}, Trigger)
    except msgspec.ValidationError as error:
        raise LexiconError(str(path), line, f"{name}: {error}") from error
