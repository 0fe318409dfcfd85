"""Whom a phrase names: entities of a token and of what is coordinated with it, else those its modifiers name."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import Entity, Mention
    from onrecord.model.tree import Tree

#: Which kind of mention names a party when several cover a token.
_KINDS = {
    "person": 0, "role": 1, "organisation": 2, "group": 3, "country": 4, "pronoun": 5, "place": 6, "demonym": 7,
    "other": 8,
}  # fmt: skip
_NOT_PARTIES = frozenset({"date"})
_PEOPLES = frozenset({"country", "demonym", "group", "organisation"})
_MODIFIERS = ("poss", "compound", "amod", "nmod", "appos")
_WITHIN = frozenset({"of", "by", "from", "in", "against", "to", "on", "with", "for", "between", "at", "over", "into"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_BESIDE = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod"})
#: Sectors of those whose dealings with each other are no private matter.
_PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "IGO", "PTY", "OPP", "REB", "PRM", "ELI"})
_ARMED = frozenset({"MIL", "COP", "SPY", "REB", "UAF", "PRM"})
_STATES = frozenset({"country"})
_OPPOSITION = "OPP"
#: Nouns that only count or gather those named after them.
_NUMBERS = frozenset({
    "thousand", "hundred", "dozen", "score", "ten", "million", "handful", "number", "crowd", "group", "majority",
    "couple", "pair", "band", "column", "convoy", "wave", "half", "most", "many", "some", "all", "several", "one",
    "two", "three",
})  # fmt: skip
_PLURAL = frozenset({"NNS", "NNPS"})
_POSSESSIVE = "PRP$"
_NATIONS = frozenset({"country", "demonym"})
#: Between several people and the countries that they are of.
_BELONGING = frozenset({"of", "from"})
_BETWEEN = frozenset({"between"})
_HYPHENS = frozenset({"-", "\u2013", "\u2014"})
_TOWARDS = frozenset({"anti", "pro", "non", "counter"})
_DEPTH = 4


class Party(Struct, frozen=True):
    """A phrase and the entities that it names, none for people and things that the record has no entity for.

    `direct` when the head of the phrase is a mention of them, or described by one ("*Kenya's* offer", "*Kenyan* men").
    `kind` is that of the mention, empty when there is none.
    """

    words: Span
    entities: tuple[str, ...]
    direct: bool = True
    kind: str = ""


class Parties:
    """The parties of one document, by the token that heads their phrase."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention], entities: Sequence[Entity]) -> None:
        self._tree = tree
        parts = {e.id: e.parts for e in entities}
        self._country = {e.id: e.country for e in entities if e.country}
        self._crowds = {e.id for e in entities if e.kind == "group" and not e.ref and e.sector == _OPPOSITION}
        self._public = {e.id for e in entities if _PUBLIC.intersection(e.sectors)}
        self._armed = {e.id for e in entities if _ARMED.intersection(e.sectors) or e.kind in _STATES}
        owner = {m: e.id for e in entities for m in e.mentions}
        self._at: dict[int, Mention] = {}
        self._by_nation: dict[int, Mention] = {}
        self._of: dict[str, tuple[str, ...]] = {}
        for mention in mentions:
            if mention.id not in owner or mention.kind in _NOT_PARTIES:
                continue
            entity = owner[mention.id]
            self._of[mention.id] = parts[entity] or (entity,)
            tokens = self._tokens(mention.evidence.span)
            if self._is_towards(tokens.start):
                continue
            if mention.kind in _NATIONS:
                self._by_nation.update(dict.fromkeys(tokens, mention))
            for token in tokens:
                if token not in self._at or self._rank(mention, token) < self._rank(self._at[token], token):
                    self._at[token] = mention

    def _rank(self, mention: Mention, token: int) -> tuple[bool, int, int]:
        """Which of several mentions that cover a token names a party best: the one that it heads, then by kind."""
        tokens = self._tokens(mention.evidence.span)
        heads = self._tree.analysis.head[token] not in tokens or self._tree.analysis.head[token] == token
        return not heads, _KINDS.get(mention.kind, 9), -len(mention.evidence.span)

    def _tokens(self, span: Span) -> range:
        starts = self._tree.analysis.start
        return range(bisect_left(starts, span.start), bisect_left(starts, span.end))

    def _is_towards(self, token: int) -> bool:
        """Whether a name only says whom somebody else is for or against ("anti-*Iran* figures")."""
        text = self._tree.analysis.text
        return token >= 2 and text[token - 1] in _HYPHENS and text[token - 2].lower() in _TOWARDS  # noqa: PLR2004 - two back

    def named(self, heads: Iterable[int]) -> list[Party]:
        """The parties of some heads and of all that is coordinated with them."""
        tokens = [t for head in heads for t in self._coordinated(head)]
        return [party for t in tokens for party in self._several(t) or self._parties(t)]

    def _several(self, head: int) -> list[Party]:
        """The countries of a noun that names two or more ("*Iranian* and *Iraqi* officials")."""
        analysis, children = self._tree.analysis, self._tree.children
        described = [c for c in children[head] if c < head and analysis.dep[c] in _MODIFIERS]
        belonging = _BELONGING | _BETWEEN if analysis.tag[head] in _PLURAL else _BETWEEN
        links = [c for c in children[head] if c > head and analysis.text[c].lower() in belonging]
        owners = [c for link in links for c in children[link] if analysis.dep[c] == "pobj"]
        for token in (*described, *owners):
            joined = (self._by_nation.get(c) for c in self._coordinated(token))
            countries = {m.id: m for m in joined if m is not None}
            if len({self._of[m] for m in countries}) > 1:
                return [Party(m.evidence.span, self._of[m.id], kind=m.kind) for m in countries.values()]
        return []

    def countries(self, entities: Iterable[str]) -> frozenset[str]:
        """The countries that entities belong to."""
        return frozenset(self._country[e] for e in entities if e in self._country)

    def is_public(self, party: Party) -> bool:
        """Whether a party holds an office, serves a state or a body, or fights or speaks for a group."""
        return any(e in self._public for e in party.entities)

    def is_crowd(self, party: Party) -> bool:
        """Whether a party are protesters, rioters or the like of no name."""
        return any(e in self._crowds for e in party.entities)

    def is_armed(self, party: Party) -> bool:
        """Whether a party are soldiers, police or fighters, or a state."""
        return any(e in self._armed for e in party.entities)

    def is_owned(self, party: Party) -> bool:
        """Whether a pronoun says whose a party is ("*its* air force")."""
        tags = self._tree.analysis.tag
        return any(tags[t] == _POSSESSIVE for t in self._tokens(party.words))

    def names(self, token: int) -> bool:
        """Whether a token belongs to the name of an entity."""
        return token in self._at

    def _coordinated(self, head: int) -> Iterator[int]:
        yield from self._hyphenated(head)
        for child in self._tree.children[head]:
            if self._tree.analysis.dep[child] == "conj" and child > head:
                yield from self._coordinated(child)

    def _hyphenated(self, head: int) -> Iterator[int]:
        """The token, after one that a hyphen joins to it ("*Iran-Russia* talks")."""
        text = self._tree.analysis.text
        if head >= 2 and text[head - 1] in _HYPHENS and head - 2 in self._at and head in self._at:  # noqa: PLR2004 - two back
            yield head - 2
        yield head

    def _parties(self, head: int) -> list[Party]:
        """Whom a phrase names: its head, else what is in it; all of several that it is between ("ties between ...")."""
        head = self._counted(self._antecedent(head))
        mention = self._at.get(head)
        if mention is not None:
            return [Party(mention.evidence.span, self._of[mention.id], kind=mention.kind)]
        found = self._inside(head, _DEPTH)
        if found is None:
            first = min((c for c in self._tree.children[head] if self._tree.analysis.dep[c] in _BESIDE), default=head)
            return [Party(self._tree.analysis.span(min(first, head), head + 1), (), direct=False)]
        link = self._tree.analysis.text[self._tree.analysis.head[found]].lower()
        tokens = self._coordinated(found) if link in _BETWEEN else (found,)
        mentions = [self._at[t] for t in tokens if t in self._at]
        return [Party(m.evidence.span, self._of[m.id], direct=self._describes(m, head), kind=m.kind) for m in mentions]

    def _describes(self, mention: Mention, head: int) -> bool:
        """Whether a mention describes the head of a phrase: its owner, or a country, people or body before it."""
        children, deps = self._tree.children[head], self._tree.analysis.dep
        beside = [c for c in children if c < head and self._at.get(c) is mention]
        return any(deps[c] == "poss" or mention.kind in _PEOPLES for c in beside)

    def _antecedent(self, token: int) -> int:
        """The noun that a relative pronoun stands for; other words stand for themselves."""
        analysis = self._tree.analysis
        if analysis.text[token].lower() not in _RELATIVE or token in self._at:
            return token
        verb = analysis.head[token]
        for _ in range(_DEPTH):
            if analysis.dep[verb] == "relcl":
                return analysis.head[verb]
            verb = analysis.head[verb]
        return token

    def _is_pronoun(self, token: int) -> bool:
        mention = self._at.get(token)
        return mention is not None and mention.kind == "pronoun"

    def _counted(self, token: int) -> int:
        """Of whom a number tells ("thousands of *Yemenis*"); other words stand for themselves."""
        analysis, children = self._tree.analysis, self._tree.children
        if token in self._at or analysis.lemma[token].lower() not in _NUMBERS:
            return token
        links = (c for c in children[token] if c > token and analysis.text[c].lower() == "of")
        return next((c for link in links for c in children[link] if analysis.dep[c] == "pobj"), token)

    def _made(self, noun: int) -> Iterator[int]:
        """Participles after a noun that say who made it ("a plan *drafted* by Paris")."""
        analysis = self._tree.analysis
        return (c for c in self._tree.children[noun] if analysis.dep[c] == "acl" and analysis.tag[c] == "VBN")

    def _inside(self, head: int, depth: int) -> int | None:
        """The token of a mention that a phrase has among its modifiers, the nearest before its head first."""
        analysis, children = self._tree.analysis, self._tree.children[head]
        before = [c for c in children if c < head and analysis.dep[c] in _MODIFIERS]
        before.sort(key=self._is_pronoun)  # "his *Russian* counterpart"
        after = [c for c in children if c > head and analysis.dep[c] in ("appos", "prep", "pobj")]
        appositions = (c for c in after if analysis.dep[c] == "appos" and analysis.pos[c] == "PROPN")
        beside = [c for c in appositions if self._tree.subtree(c).first == head + 1]
        makers = [c for c in (self._tree.child(made, "agent") for made in self._made(head)) if c is not None]
        order = (*beside, *before, *after, *makers)  # "Hanoi's old ally *Cuba*"
        for child in order:
            if child in self._at:
                return child
        if depth:
            for child in order:
                if analysis.dep[child] != "prep" or analysis.text[child].lower() in _WITHIN:
                    found = self._inside(child, depth - 1)
                    if found is not None:
                        return found
        return None
