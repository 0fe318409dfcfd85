"""Training sentences made from the trigger lexicon's examples: other parties, and what is announced, refused, demanded.

The examples are the project's own; the parties put into them are names of the lexicon. Of verbs that take their
recipient as an object, sentences are made in which the event is still to come, refused, asked for or threatened.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from onrecord.analysis.relations import ROOTS
from onrecord.events.classify import MERGED
from train.relations.marked import MARK, pair_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from onrecord.lexicon.codebook import Attitude, Codebook
    from onrecord.lexicon.triggers import Trigger, TriggerLexicon
    from train.relations.corpus import Pair

#: Ways to tell an event of a verb in the infinitive that has not happened, with the attitude that they express.
FRAMES: tuple[tuple[str, Attitude], ...] = (
    ("{a} said it would {verb} {r}.", "future"),
    ("{a} will {verb} {r}, officials said.", "future"),
    ("{a} has promised to {verb} {r}.", "future"),
    ("{a} announced plans to {verb} {r} next month.", "future"),
    ("{a} said on Monday that it will {verb} {r}.", "future"),
    ("{a} will not {verb} {r}.", "refused"),
    ("{a} has refused to {verb} {r}.", "refused"),
    ("{a} said it would never {verb} {r}.", "refused"),
    ("{a} declined to {verb} {r}, a spokesman said.", "refused"),
)
THREATS = (
    "{a} threatened to {verb} {r}.", "{a} warned that it could {verb} {r}.", "{a} vowed to {verb} {r} in retaliation.",
)  # fmt: skip
DEMANDS = (
    "{a} said {r} must {verb} the rebels.", "{a} urged {r} to {verb} its neighbours.",
    "{a} demanded that {r} {verb} them.",
    "{a} called on {r} to {verb} the prisoners.", "{a} asked {r} to {verb} its troops.",
)  # fmt: skip
BEGINNINGS = (
    "", "", "", "On Monday, ", "Last week, ", "According to officials, ", "In a statement, ", "In March 2019, ",
    "Earlier this year, ", "Meanwhile, ",
)  # fmt: skip
CONFLICT = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})


def generate(triggers: TriggerLexicon, book: Codebook, names: Sequence[str], *, copies: int, seed: int) -> list[Pair]:
    """Pairs for every example of the lexicon: as it stands, and `copies` times with other parties and frames."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    pairs: list[Pair] = []
    for trigger in _entries(triggers):
        root = _root(book, trigger.cameo)
        if root is None:
            continue
        for example in trigger.examples:
            pairs.append(pair_of(example, root))
            pairs += [_renamed(example, root, names, chance) for _ in range(copies)]
        if _is_plain(trigger):
            pairs += _told_otherwise(trigger, root, book, names, chance)
    return [p for p in pairs if p.source is not None and p.target is not None]


def _entries(triggers: TriggerLexicon) -> Iterator[Trigger]:
    seen: set[tuple[str, str]] = set()
    for index in (triggers.verbs, triggers.nouns, triggers.adjectives):
        for entries in index.values():
            for entry in entries:
                if (entry.pos, entry.lemma) not in seen:
                    seen.add((entry.pos, entry.lemma))
                    yield entry


def _root(book: Codebook, code: str) -> str | None:
    kind = book.cameo[code].plover
    root = MERGED.get(kind, kind)
    return root if root in ROOTS else None


def _is_plain(trigger: Trigger) -> bool:
    return trigger.pos == "verb" and " " not in trigger.lemma and trigger.frames[0] == "subj>obj"


def _renamed(example: str, root: str, names: Sequence[str], chance: random.Random) -> Pair:
    """The example with other parties where they are names, and a beginning."""
    chosen = iter(chance.sample(names, 2))

    def other(mark: re.Match[str]) -> str:
        if mark[1] == "E" or not mark[2][0].isupper() or mark[2].endswith("'s"):
            return mark[0]
        return f"{{{mark[1]}:{next(chosen)}}}"

    return pair_of(chance.choice(BEGINNINGS) + MARK.sub(other, example), root)


def _told_otherwise(
    trigger: Trigger, root: str, book: Codebook, names: Sequence[str], chance: random.Random
) -> Iterator[Pair]:
    template, attitude = chance.choice(FRAMES)
    shifted = _root(book, book.shifted(trigger.cameo, attitude))
    if shifted is not None and shifted != root:
        yield _filled(template, trigger, shifted, names, chance)
    if root in CONFLICT:
        yield _filled(chance.choice(THREATS), trigger, "THREATEN", names, chance)
    if root in ("YIELD", "AID", "COOPERATE"):
        yield _filled(chance.choice(DEMANDS), trigger, "REQUEST", names, chance)


def _filled(template: str, trigger: Trigger, root: str, names: Sequence[str], chance: random.Random) -> Pair:
    actor, recipient = chance.sample(names, 2)
    marked = template.format(a=f"{{A:{actor}}}", r=f"{{R:{recipient}}}", verb=trigger.lemma)
    return pair_of(chance.choice(BEGINNINGS) + marked, root)
