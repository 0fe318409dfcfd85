"""Who takes part in what a word tells: the entities that do it, that it is done to, or that have a quality."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.model.tree import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Entity, Mention
    from onrecord.model.tree import Tree
    from onrecord.statements.judging import Judging, JudgingWords

#: Stands for the speaker where a token would for somebody else.
SPEAKER = -1
_DEEPEST = 6
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_OWNER = frozenset({"poss", "amod", "compound", "nmod"})
_OBJECT = ("dobj", "dative", "nsubjpass")
_DEFAULT_PREPOSITIONS = frozenset({"against", "at", "for", "on", "to", "towards", "with"})


class Participants:
    """One document's entities, by the tokens that name them."""

    def __init__(
        self, tree: Tree, words: JudgingWords, mentions: Sequence[Mention], entities: Sequence[Entity]
    ) -> None:
        self._tree = tree
        self._words = words
        owner = {m: e.id for e in entities for m in e.mentions}
        self.entity_at: dict[int, str] = {}
        self.mention_heads: dict[int, Mention] = {}
        starts = tree.analysis.start
        for mention in sorted((m for m in mentions if m.id in owner), key=lambda m: -len(m.evidence.span)):
            span = mention.evidence.span
            head = self._head(range(bisect_left(starts, span.start), bisect_left(starts, span.end)))
            if head is not None and head not in self.entity_at:
                self.entity_at[head] = owner[mention.id]
                self.mention_heads[head] = mention

    def _head(self, tokens: range) -> int | None:
        """The token of a mention that the others depend on; the last one without a head among them."""
        heads = self._tree.analysis.head
        tops = [t for t in tokens if heads[t] not in tokens or heads[t] == t]
        return tops[0] if tops else None

    def owners(self, node: int, depth: int = 0) -> Iterator[int]:
        """The tokens whose entities a phrase stands for: its own, else those that it belongs to or comes from."""
        tree, deps = self._tree, self._tree.analysis.dep
        if depth > _DEEPEST:
            return
        if node in self.entity_at:
            yield node
        elif tree.analysis.text[node].lower() in _RELATIVE:
            antecedent = self._antecedent(node)
            if antecedent is not None:
                yield from self.owners(antecedent, depth + 1)
        elif tree.analysis.pos[node] in ("VERB", "AUX"):
            yield from self._subject_owners(node, depth)
        else:
            yield from self._belonging(node, depth)
        for child in tree.children[node]:
            if deps[child] == "conj" and child > node and tree.analysis.pos[child] != "VERB":
                yield from self.owners(child, depth + 1)

    def _belonging(self, node: int, depth: int) -> Iterator[int]:
        """What a noun that names nobody belongs to."""
        tree, deps = self._tree, self._tree.analysis.dep
        for child in tree.children[node]:
            if deps[child] in _OWNER and child in self.entity_at:
                yield child
            elif deps[child] == "poss" or (deps[child] == "appos" and child > node):
                yield from self.owners(child, depth + 1)
            elif deps[child] == "acl" and tree.child(child, "agent") is not None:
                yield from self._subject_owners(child, depth)
        yield from self._by_preposition(node, depth)

    def _subject_owners(self, verb: int, depth: int) -> Iterator[int]:
        for doer in self.doers(verb):
            if doer not in (SPEAKER, verb):
                yield from self.owners(doer, depth + 1)

    def _by_preposition(self, node: int, depth: int) -> Iterator[int]:
        """Owners of what "of", "by" or "from" joins to a noun, unless that is what the noun is done to."""
        tree, deps = self._tree, self._tree.analysis.dep
        word = self._words.at(node)
        targets = word.of.prep if word is not None else ()
        near = list(tree.children[node])
        # The tree hangs "by" of "the offer by Oman" or "the siege of Aden by Oman" on words before and after too.
        near += [b for c in tree.children[node] for o in tree.children[c] for b in tree.children[o]]
        if deps[node] in ("dobj", "nsubjpass"):
            near += [c for c in tree.children[tree.analysis.head[node]] if c > node]
        for preposition in near:
            text = tree.analysis.text[preposition].lower()
            own = tree.analysis.head[preposition] == node
            if text == "by" or (own and text in ("of", "from") and text not in targets):
                obj = tree.child(preposition, "pobj")
                if obj is not None:
                    yield from self.owners(obj, depth + 1)

    def _antecedent(self, relative: int) -> int | None:
        verb = self._tree.analysis.head[relative]
        if self._tree.analysis.dep[relative] == "poss":
            verb = self._tree.analysis.head[verb]
        return self._tree.analysis.head[verb] if self._tree.analysis.dep[verb] == "relcl" else None

    def doers(self, token: int, cue: frozenset[int] = frozenset(), depth: int = 0) -> tuple[int, ...]:
        """The tokens for those who do what a verb, noun or adjective tells; `SPEAKER` for the speaker."""
        if token in cue:
            return (SPEAKER,)
        if depth > _DEEPEST:
            return ()
        if self._tree.analysis.pos[token] in ("VERB", "AUX"):
            return self._verb_doers(token, cue, depth)
        return self._noun_doers(token, cue, depth)

    def _verb_doers(self, verb: int, cue: frozenset[int], depth: int) -> tuple[int, ...]:
        tree, word = self._tree, self._words.at(verb)
        subject, agent = tree.child(verb, "nsubj", "csubj"), tree.child(verb, "agent")
        if word is not None and word.of.pos == "adjective":
            subject = tree.child(verb, *SUBJECTS)
        elif agent is not None:
            subject = tree.child(agent, "pobj")
        elif tree.child(verb, "auxpass", "nsubjpass") is not None:
            return ()
        return (subject,) if subject is not None else self._governing_doers(verb, cue, depth)

    def _governing_doers(self, verb: int, cue: frozenset[int], depth: int) -> tuple[int, ...]:
        """The doers of a verb without a subject, from what it depends on."""
        head, dep = self._tree.analysis.head[verb], self._tree.analysis.dep[verb]
        if head == verb:
            return (SPEAKER,)
        if dep == "relcl" or (dep == "acl" and self._tree.analysis.tag[verb] == "VBG"):
            return (head,)
        if dep == "acl":
            return self._noun_doers(head, cue, depth + 1)
        return self._controller(verb, self._tree.analysis.head[head] if dep == "pcomp" else head, cue, depth)

    def _controller(self, verb: int, head: int, cue: frozenset[int], depth: int) -> tuple[int, ...]:
        """The doer of a verb without a subject: the object of the verb it depends on, else that verb's own doer."""
        governs = self._tree.analysis.dep[verb] in ("xcomp", "ccomp", "pcomp", "advcl")
        if governs and self._tree.analysis.dep[verb] != "advcl":
            obj = self._tree.child(head, "dobj", "dative")
            if obj is not None and obj < verb and any(True for _ in self.owners(obj)):
                return (obj,)
        return self.doers(head, cue, depth + 1)

    def _noun_doers(self, noun: int, cue: frozenset[int], depth: int) -> tuple[int, ...]:
        """For a noun: who it belongs to; of an object, who does the verb; for an adjective, who has the quality."""
        word = self._words.at(noun)
        dep, head = self._tree.analysis.dep[noun], self._tree.analysis.head[noun]
        own = tuple(o for o in self.owners(noun) if o != noun) if word is None or word.of.owner == "agent" else ()
        if own and self._tree.analysis.tag[own[0]] == "PRP$" and dep in ("dobj", "pobj"):
            # Mostly that of the clause: "called on them to end *their* raids".
            return self.doers(head, cue, depth + 1) or own
        if own:
            return own
        if dep in ("dobj", "acomp", "attr", "conj", "oprd"):
            return self.doers(head, cue, depth + 1)
        return (SPEAKER,) if head in cue else ()

    def targets(self, word: Judging) -> Iterator[int]:
        """The nodes that what a word tells is done to: its objects, and those of its prepositions."""
        tree, analysis = self._tree, self._tree.analysis
        head, last = word.tokens[0], word.tokens[-1]
        verbal = analysis.pos[head] in ("VERB", "AUX")
        if analysis.pos[last] in ("ADP", "SCONJ", "PART") and len(word.tokens) > 1:
            yield from self._objects_of(last)
            return
        if word.of.agent == 0 and word.of.complement is None:
            yield from (c for c in tree.children[head] if analysis.dep[c] == "ccomp" and c > head)
        if verbal and word.of.pos == "verb":
            yield from self._direct(word)
            if len(word.tokens) == 1 and not word.of.prep:
                return
        if word.of.owner == "target":
            yield from (o for o in self.owners(head) if o != head)
        allowed = frozenset(word.of.prep) or _DEFAULT_PREPOSITIONS
        for preposition in self._beside(word):
            if analysis.text[preposition].lower() in allowed:
                yield from self._objects_of(preposition)

    def _direct(self, word: Judging) -> Iterator[int]:
        """The objects of a verb; of a participle after a noun, the noun."""
        analysis, head = self._tree.analysis, word.tokens[0]
        yield from (c for c in self._tree.children[head] if analysis.dep[c] in _OBJECT and c not in word.tokens)
        if analysis.dep[head] == "acl" and analysis.tag[head] == "VBN":
            yield analysis.head[head]

    def _beside(self, word: Judging) -> Iterator[int]:
        """Prepositions of a word's tokens; for a noun that is an object also those after it of its verb."""
        tree, deps, head = self._tree, self._tree.analysis.dep, word.tokens[0]
        for token in word.tokens:
            yield from (c for c in tree.children[token] if deps[c] in ("prep", "dative"))
            for clause in tree.children[token]:
                if deps[clause] == "acl":
                    yield from (c for c in tree.children[clause] if deps[c] in ("prep", "dative"))
        if deps[head] in ("dobj", "pobj"):
            verb = tree.analysis.head[head]
            verb = tree.analysis.head[verb] if deps[head] == "pobj" else verb
            yield from (c for c in tree.children[verb] if deps[c] in ("prep", "dative") and c > head)

    def _objects_of(self, preposition: int) -> Iterator[int]:
        for child in self._tree.children[preposition]:
            if self._tree.analysis.dep[child] in ("pobj", "dobj"):
                yield child

    def bearers(self, word: Judging) -> tuple[tuple[int, ...], bool]:
        """The nodes that have a quality, and whether it is attributed in passing ("the brutal attack")."""
        tree, analysis, token = self._tree, self._tree.analysis, word.tokens[0]
        own = tree.child(token, *SUBJECTS)
        if own is not None:  # "called him a liar" is read as a clause without a verb
            return (own,), False
        head, dep = analysis.head[token], analysis.dep[token]
        if dep == "conj":
            head, dep = analysis.head[head], analysis.dep[head]
        if dep in ("amod", "compound", "appos", "nmod"):
            return (head,), True
        if dep in ("acomp", "attr", "ccomp", "xcomp", "oprd"):
            subject = tree.child(head, "dobj", "nsubjpass") if dep in ("oprd", "xcomp", "ccomp") else None
            subject = subject if subject is not None else tree.child(head, *SUBJECTS)
            return (subject,) if subject is not None else self.doers(head), False
        if dep == "pobj" and analysis.text[head].lower() in ("as", "like"):
            verb = analysis.head[head]
            described = tree.child(verb, "dobj", "nsubjpass", *SUBJECTS)
            return ((described,) if described is not None else ()), False
        return (), False
