"""In what light a word stands: denied, wished for, judged or supposed by the words that govern it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from onrecord.statements.participants import SPEAKER

if TYPE_CHECKING:
    from onrecord.model.tree import Tree
    from onrecord.statements.judging import Judging, JudgingWords
    from onrecord.statements.participants import Participants

#: `told`: the speaker says that it is so; `wished`: that it should be; `judged`: what the speaker thinks of it.
Mode = Literal["told", "wished", "judged"]

_HIGHEST = 14
_COMPLEMENTS = frozenset(
    ("dobj", "ccomp", "xcomp", "pobj", "pcomp", "prep", "acl", "oprd", "attr", "nsubjpass", "dative", "acomp", "dep")
)
_CLAUSES = frozenset({"ccomp", "xcomp"})
_BESIDE = frozenset({"conj", "advcl", "parataxis", "appos"})
_DENIED = -0.7


class Light(Struct):
    """What governs a word, from the word upwards.

    Attributes:
        factor: by which a value is multiplied.
        mode: told, wished or judged.
        foreign: somebody else than the speaker thinks or wishes it.
        ended: it is to stop, and so goes on.
        denied: it is said to be untrue.
        claimed: the way led through "allegations that ...".
        tokens: the words that turn it.
    """

    factor: float = 1.0
    mode: Mode = "told"
    foreign: bool = False
    ended: bool = False
    denied: bool = False
    claimed: bool = False
    tokens: tuple[int, ...] = ()


class Statement(Struct, frozen=True):
    """The tokens of a statement, and what tells whether somebody is its speaker.

    Attributes:
        tokens: of content and cue, without those of statements inside.
        cue: tokens of the cue.
        direct: the content is quoted as it was said.
        is_speaker: whether the entity at a token is the speaker, or the speaker's side.
    """

    tokens: frozenset[int]
    cue: frozenset[int]
    direct: bool
    is_speaker: Callable[[int], bool]


class Context:
    """Climbs from words to the cue of their statement."""

    def __init__(self, tree: Tree, words: JudgingWords, people: Participants) -> None:
        self._tree = tree
        self._words = words
        self._people = people

    def of(self, word: Judging, statement: Statement) -> Light:
        """In what light a word stands in a statement."""
        analysis, light, token = self._tree.analysis, Light(), word.tokens[0]
        self._modify(light, token, but=word.tokens)
        for _ in range(_HIGHEST):
            head, dep = analysis.head[token], analysis.dep[token]
            if head == token or head not in statement.tokens or dep == "relcl":
                break
            if head in statement.cue and self._reported(token, head, statement):
                break
            self._step(light, token, head, word=word, statement=statement)
            token = head
        return light

    def _reported(self, token: int, head: int, statement: Statement) -> bool:
        """Whether a cue only reports what it governs: a clause before it, or words that are quoted as they were."""
        if self._tree.analysis.dep[token] not in ("ccomp", "parataxis", "advcl", "dep"):
            return False
        word = self._words.at(head)
        return token < head or (statement.direct and (word is None or word.of.kind == "act"))

    def _step(self, light: Light, token: int, head: int, *, word: Judging, statement: Statement) -> None:
        dep, above = self._tree.analysis.dep[token], self._words.at(head)
        if head in word.tokens or dep in _BESIDE:
            return
        ends = above is not None and above.of.kind in ("end", "fail")
        if dep in _COMPLEMENTS or (ends and dep == "nsubj" and self._tree.child(head, "dobj") is None):
            if above is not None:
                self._apply(light, above, statement, clause=dep in _CLAUSES)
            self._modify(light, head, but=above.tokens if above is not None else ())
        elif dep == "nsubj":
            light.mode = "wished" if self._words.modified(head).wished and light.mode == "told" else light.mode

    def _apply(self, light: Light, above: Judging, statement: Statement, *, clause: bool) -> None:
        kind, own = above.of.kind, self.by_speaker(above, statement)
        if clause and above.of.complement is not None:
            light.factor *= above.of.complement
        elif kind == "act" and above.of.target:
            if light.claimed and above.of.target < 0 and own:
                light.factor *= _DENIED
            else:
                light.factor *= above.of.target
                self._hold(light, "judged", own=own)
            light.claimed = False
        elif kind == "wish":
            self._hold(light, "wished", own=own)
        elif kind == "claim":
            light.claimed = True
        elif kind in ("deny", "end", "fail"):
            light.factor *= above.of.target
            light.ended = light.ended or kind == "end"
            light.denied = light.denied or kind == "deny"
        else:
            return
        light.tokens += above.tokens

    def _hold(self, light: Light, mode: Mode, *, own: bool) -> None:
        if not own:
            light.foreign = light.foreign or light.mode == "told"
        elif light.mode == "told" or (mode == "judged" and not light.ended):
            light.mode = mode

    def by_speaker(self, word: Judging, statement: Statement) -> bool:
        """Whether the speaker does what a word tells, or nobody else does."""
        doers = self._people.doers(word.tokens[0], statement.cue)
        people = [o for d in doers if d != SPEAKER for o in self._people.owners(d)]
        others = [p for p in people if not statement.is_speaker(p)]
        named = [d for d in doers if d != SPEAKER and self._tree.analysis.pos[d] != "PRON"]
        unknown = bool(named) and not people  # a pronoun that names nobody else is mostly the speaker
        return not others and not (unknown and word.tokens[0] not in statement.cue)

    def _modify(self, light: Light, token: int, *, but: tuple[int, ...]) -> None:
        found = self._words.modified(token, but)
        light.factor *= found.factor
        light.tokens += found.tokens
        if found.wished and light.mode == "told":
            light.mode = "wished"
