"""Which entities a statement is about, the most important first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model.tree import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from onrecord.model.tree import Tree
    from onrecord.statements.judging import JudgingWords
    from onrecord.statements.participants import Participants

_CORE = SUBJECTS | {"dobj", "dative", "attr", "oprd", "ROOT", "acomp"}
_OWNER = frozenset({"poss", "amod", "compound", "nmod"})
_PLACING = frozenset(
    ("in", "at", "near", "inside", "within", "across", "into", "through", "outside", "around", "throughout", "along",
     "beyond", "via", "off")
)  # fmt: skip
_PLACES = frozenset({"country", "place", "other"})
_HIGHEST = 6


class About:
    """Ranks the entities of a statement by the part they play in it."""

    def __init__(self, tree: Tree, words: JudgingWords, people: Participants) -> None:
        self._tree = tree
        self._words = words
        self._people = people

    def __call__(
        self, content: Iterable[int], cue: Iterable[int], scores: Mapping[str, float], speakers: Container[str]
    ) -> tuple[str, ...]:
        """Ids of the entities, each once: those judged by name come before those only mentioned.

        Args:
            content: tokens of the content.
            cue: tokens of the cue, whose objects count although they stand outside the content.
            scores: entities that the speaker is for or against.
            speakers: who is left out.
        """
        ranked: dict[str, tuple[int, int]] = {}
        aimed = {t for c in cue for t in self._tree.children[c] if self._tree.analysis.dep[t] in ("dobj", "dative")}
        for token in {*content, *aimed}:
            entity = self._people.entity_at.get(token)
            if entity is None or entity in speakers:
                continue
            rank = 0 if token in aimed else self._rank(token)
            if rank is None:
                continue
            ranked[entity] = min(ranked.get(entity, (rank, token)), (rank, token))
        for entity, score in scores.items():
            if entity not in speakers and (score or entity in ranked):
                rank, token = ranked.get(entity, (3, len(self._tree.children)))
                ranked[entity] = (max(0, rank - 1) if score else rank, token)
        return tuple(sorted(ranked, key=lambda e: ranked[e]))

    def _rank(self, token: int) -> int | None:
        """1 for subjects and objects, 2 for who owns or does those, 3 for others; None for what is named in passing."""
        analysis = self._tree.analysis
        dep, head = analysis.dep[token], analysis.head[token]
        if dep == "conj":
            return self._rank(head) if head != token and head < token else 3
        if dep in _CORE or head == token:
            return 1
        if dep in _OWNER:
            return None if self._names_somebody(head) else 2
        if dep in ("pobj", "pcomp"):
            return self._rank_of_object(token, head)
        return 3

    def _names_somebody(self, noun: int) -> bool:
        """Whether a noun, or the noun it belongs to, is itself a mention: the owner then only names a role."""
        for _ in range(_HIGHEST):
            if noun in self._people.entity_at:
                return True
            if self._tree.analysis.dep[noun] not in _OWNER:
                return False
            noun = self._tree.analysis.head[noun]
        return False

    def _rank_of_object(self, token: int, preposition: int) -> int | None:
        above = self._tree.analysis.head[preposition]
        word = self._tree.analysis.text[preposition].lower()
        mention = self._people.mention_heads.get(token)
        placed = word in _PLACING and mention is not None and mention.kind in _PLACES
        if placed and self._words.at(above) is None:
            return None
        if word == "of" and self._names_somebody(above):
            return None
        return 2
