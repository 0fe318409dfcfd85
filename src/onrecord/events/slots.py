"""Where the parties of an event stand: from a slot of the trigger lexicon to the tokens that head its phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.events.parties import Parties
    from onrecord.events.tree import WordTree
    from onrecord.events.triggers import Match
    from onrecord.lexicon.modality import ModalityWords

_POSSESSORS = ("poss", "amod", "compound", "nmod")
_SUBJECTS = ("nsubj", "csubj")
#: What the tree makes of names that are the subject or the object of a verb, at times.
_MISTAKEN = frozenset({"compound", "nmod", "npadvmod"})
#: Prepositions before what the object of a verb has done, or is kept from.
_BLAMING = frozenset({"for", "of", "from"})
_TIMES = frozenset({"DATE", "TIME"})
_RELATIVE = frozenset({"that", "which", "who"})
_WITH = "with"
#: Labels of a participle whose own subject is that of the verb that it stands beside.
_BESIDE_A_VERB = frozenset({"advcl", "acomp", "oprd"})
_CLIMB = 6
#: CAMEO roots of asking and demanding, whose recipient is the subject of "that ..." ("demanded that *Iran* leave").
_ASKING = frozenset({"02", "10"})


class Slots:
    """Looks up slots in one tree.

    Args:
        tree: of the document.
        words: light verbs among them.
        parties: tells which modifiers name somebody.
    """

    def __init__(self, tree: WordTree, words: ModalityWords, parties: Parties) -> None:
        self._tree = tree
        self._words = words
        self._parties = parties
        dates = [n for n in tree.analysis.names if n.label in _TIMES]
        self._times = {t for n in dates for t in range(n.first, n.last)}

    def heads(self, match: Match, slot: str) -> list[int]:
        """The tokens that head the phrases in a slot of a match; coordinated ones follow from them."""
        name, _, word = slot.partition(":")
        if name == "prep":
            return self._after_preposition(match, word)
        if name == "none":
            return []
        finder = {
            "subj": self._subject, "obj": self._object, "iobj": self._indirect, "poss": self._possessor,
            "host": self._host, "carrier": self._carrier,
        }[name]  # fmt: skip
        return [t for t in finder(match) if t not in match.tokens]

    def _subject(self, match: Match) -> list[int]:
        """Who does what a verb tells: its subject, the agent of a passive, or the subject of what governs it.

        Of a thing that somebody sent or made, it is who did so ("drones launched by *the rebels* struck").
        """
        doers = [maker if (maker := self._maker(t)) is not None else t for t in self.doer(match.head)]
        return doers or [owner for t in match.tokens[1:] for owner in self._owners(t)]  # "EU sanctions were extended"

    def _maker(self, thing: int) -> int | None:
        """Who did what the participle after a noun tells, if the noun names nobody itself."""
        tree, analysis = self._tree, self._tree.analysis
        if analysis.pos[thing] != "NOUN" or self._parties.names(thing):
            return None
        made = (c for c in tree.children[thing] if c > thing and analysis.dep[c] == "acl" and analysis.tag[c] == "VBN")
        links = [c for participle in made for c in tree.children[participle] if self._is_origin(c)]
        return next((tree.child(link, "pobj") for link in links), None)

    def _is_origin(self, link: int) -> bool:
        """Whether a word leads to who did what a participle tells, or to where it came from ("fired *from* Gaza")."""
        analysis = self._tree.analysis
        return analysis.dep[link] == "agent" or analysis.text[link].lower() == "from"

    def wanted(self, verb: int) -> list[int]:
        """The tokens that head whom a purpose is to make do something ("to force *the premier* to resign")."""
        tree, analysis = self._tree, self._tree.analysis
        purposes = [c for c in tree.children[verb] if analysis.dep[c] in ("advcl", "xcomp") and self._is_infinitive(c)]
        clauses = [
            c for p in purposes for c in (p, *tree.children[p]) if c == p or analysis.dep[c] in ("ccomp", "xcomp")
        ]
        found = (tree.child(c, "dobj" if c in purposes else "nsubj") for c in clauses)
        return [t for t in found if t is not None]

    def enders(self, word: int) -> list[int]:
        """The tokens that head who ends something, by the verb or the noun that says so."""
        return self._owner_of(word) if self._tree.analysis.pos[word] == "NOUN" else self.doer(word)

    def doer(self, verb: int) -> list[int]:
        """The tokens that head the doer of a verb."""
        tree, analysis, token = self._tree, self._tree.analysis, verb
        for step in range(_CLIMB):
            if self.is_passive(token):
                agent = tree.child(token, "agent")
                own = None if agent is None else tree.child(agent, "pobj")
                if own is None and step:
                    own = tree.child(token, "nsubjpass")
                return [] if own is None else [own]
            own = self._own_subject(token)
            if own is not None:
                return [own]
            dep, head = analysis.dep[token], analysis.head[token]
            if head == token:
                return []
            if (
                dep in ("relcl", "acl")
                and analysis.tag[token] != "VBN"
                and analysis.pos[head] in ("NOUN", "PROPN", "PRON")
            ):
                return [head] if not self._is_infinitive(token) else self._owner_of(head)
            controlled = self._controller(token)
            if controlled is not None:
                return [controlled]
            if dep == "pcomp" or analysis.pos[head] == "ADP":
                head = analysis.head[head]
            token = head
        return []

    def _own_subject(self, verb: int) -> int | None:
        """The subject of a verb; else a name before it that the tree takes for a modifier ("*Turkey* trades with").

        Of two before it, the first is a dateline.
        """
        tree, analysis = self._tree, self._tree.analysis
        subjects = [c for c in tree.children[verb] if analysis.dep[c] in _SUBJECTS]
        if subjects or analysis.pos[verb] != "VERB":
            return max((c for c in subjects if c < verb), default=subjects[0] if subjects else None)
        before = (c for c in tree.children[verb] if c < verb and analysis.dep[c] in _MISTAKEN)
        return next((c for c in before if analysis.pos[c] == "PROPN" and self._parties.names(c)), None)

    def _controller(self, verb: int) -> int | None:
        """The object of the verb above, when it is who does this one ("urged *X* to leave", "accused *X* of lying")."""
        tree, analysis = self._tree, self._tree.analysis
        dep, head = analysis.dep[verb], analysis.head[verb]
        if dep in ("xcomp", "ccomp"):
            controlled = tree.child(head, "dobj")
            return None if controlled is None or controlled > verb else controlled
        if dep == "pcomp" and analysis.text[head].lower() in _BLAMING:
            return tree.child(analysis.head[head], "dobj", "nsubjpass")
        return None

    def _owner_of(self, noun: int) -> list[int]:
        """Whose decision, plan or promise it is: the possessor of the noun, else the doer of its verb."""
        own = [c for c in self._tree.children[noun] if c < noun and self._tree.analysis.dep[c] in _POSSESSORS]
        own = [c for c in own if self._tree.analysis.dep[c] == "poss" or self._parties.names(c)]
        verb = self._tree.analysis.head[noun]
        return own or (self.doer(verb) if verb != noun else [])

    def _is_infinitive(self, verb: int) -> bool:
        return any(self._tree.analysis.tag[c] == "TO" for c in self._tree.children[verb])

    def is_passive(self, verb: int) -> bool:
        """Whether a verb is in the passive voice, also as a participle after its noun ("rebels armed by ...")."""
        tree, analysis = self._tree, self._tree.analysis
        if tree.child(verb, "auxpass", "nsubjpass", "agent") is not None:
            return True
        return analysis.tag[verb] == "VBN" and analysis.dep[verb] == "acl"

    def _object(self, match: Match) -> list[int]:
        tree, analysis, verb = self._tree, self._tree.analysis, match.head
        if self.is_passive(verb):
            subject = tree.child(verb, "nsubjpass", "nsubj")
            if subject is not None:
                return [subject]
            if analysis.dep[verb] in ("acl", "relcl"):
                return [analysis.head[verb]]
            if analysis.dep[verb] in _BESIDE_A_VERB:  # "*accused* by Chad, Niger denied it", "stands *accused* by Chad"
                return self._subjects_of(analysis.head[verb])
            if analysis.dep[verb] == "conj":
                first = tree.child(analysis.head[verb], "nsubjpass")
                return [] if first is None else [first]
        own = [c for c in tree.children[verb] if analysis.dep[c] in ("dobj", "oprd", "attr") and c not in match.tokens]
        return own[:1] or self._of_complement(match) or self._mistaken_object(verb)

    def _subjects_of(self, verb: int) -> list[int]:
        """The subject of a verb, in whatever voice."""
        subject = self._tree.child(verb, "nsubj", "nsubjpass")
        return [] if subject is None else [subject]

    def _mistaken_object(self, verb: int) -> list[int]:
        """A name after a verb that the tree takes for an adverb ("assailed *Washington*")."""
        deps, children = self._tree.analysis.dep, self._tree.children[verb]
        if any(deps[c] == "xcomp" and self._is_infinitive(c) for c in children):
            return []
        return [c for c in children if c > verb and deps[c] == "npadvmod" and self._parties.names(c)][:1]

    def _of_complement(self, match: Match) -> list[int]:
        """The subject of a complement ("urged [Iran to leave]"), which the tree gives to the complement."""
        tree, analysis = self._tree, self._tree.analysis
        for child in tree.children[match.head]:
            if child > match.head and analysis.dep[child] in ("ccomp", "xcomp"):
                if self._is_finite(child) and match.entry.cameo[:2] not in _ASKING:
                    continue
                subject = tree.child(child, "nsubjpass")
                subject = self._own_subject(child) if subject is None else subject
                if subject is not None and subject > match.head:
                    return [subject]
        for token in match.tokens:
            dative = tree.child(token, "dative")
            if dative is not None and analysis.pos[dative] != "ADP":
                return [dative]
        return []

    def _is_finite(self, verb: int) -> bool:
        """Whether a complement begins with "that" and so only tells what was said of its subject."""
        analysis = self._tree.analysis
        return any(analysis.dep[c] == "mark" and analysis.text[c].lower() == "that" for c in self._tree.children[verb])

    def _indirect(self, match: Match) -> list[int]:
        tree, analysis = self._tree, self._tree.analysis
        if self.is_passive(match.head):
            subject = tree.child(match.head, "nsubjpass")
            return [] if subject is None or tree.child(match.head, "dobj") is None else [subject]
        found = [c for c in tree.children[match.head] if analysis.dep[c] == "dative" and analysis.pos[c] != "ADP"]
        if found:
            return found
        objects = [c for c in tree.children[match.head] if analysis.dep[c] == "dobj" and c not in match.tokens]
        return objects if len(match.tokens) > 1 else []

    def _after_preposition(self, match: Match, word: str) -> list[int]:
        """Objects of a preposition of the trigger, of its other words, or of its object."""
        tree, analysis = self._tree, self._tree.analysis
        governors = list(match.tokens)
        governors += [
            c for t in match.tokens for c in tree.children[t] if analysis.dep[c] in ("dobj", "prep", "prt", "attr")
        ]
        if match.is_noun and tree.lemma[analysis.head[match.head]] in self._words.light | self._words.receiving:
            governors.append(analysis.head[match.head])
        if match.is_noun:
            governors += self._around(match.head)
        found = []
        for governor in dict.fromkeys(governors):
            for child in tree.children[governor]:
                is_it = analysis.text[child].lower() == word and analysis.dep[child] in (
                    "prep",
                    "agent",
                    "dative",
                    "prt",
                )
                if is_it and child not in match.tokens:
                    found += self._governed(child)
            if analysis.text[governor].lower() == word and governor in match.tokens[1:]:
                found += self._governed(governor)
        return list(dict.fromkeys(found))

    def _around(self, noun: int) -> list[int]:
        """What the tree may give a noun's prepositions to: a light verb beside it that is said of it, or its measure.

        ("the talks that Kenya will *open* with Somalia", "two *months* of talks with Somalia")
        """
        tree, analysis = self._tree, self._tree.analysis
        clauses = [c for c in tree.children[noun] if analysis.dep[c] == "relcl" and tree.lemma[c] in self._words.light]
        above = analysis.head[analysis.head[noun]]
        return [*clauses, above] if noun in tree.measured(above) else clauses

    def _governed(self, preposition: int) -> list[int]:
        """Objects of a preposition, without dates ("on Monday") and whose word it is ("according to")."""
        tree, analysis = self._tree, self._tree.analysis
        if analysis.text[analysis.head[preposition]].lower() == "according":
            return []
        found = [c for c in tree.children[preposition] if analysis.dep[c] in ("pobj", "pcomp")]
        return [c for c in found if c not in self._times]

    def _owners(self, noun: int) -> list[int]:
        """Whose a noun among a verb's words is, when it is the subject of the passive."""
        analysis = self._tree.analysis
        if analysis.dep[noun] != "nsubjpass":
            return []
        own = (c for c in self._tree.children[noun] if c < noun and analysis.dep[c] in _POSSESSORS)
        return [c for c in own if self._parties.names(c)]

    def _possessor(self, match: Match) -> list[int]:
        """Whose the event of a noun is: possessors and adjectives before it, else the doer of its light verb."""
        tree, analysis, noun = self._tree, self._tree.analysis, match.head
        own = [c for c in tree.children[noun] if c < noun and analysis.dep[c] in _POSSESSORS and c not in match.tokens]
        own = [c for c in own if analysis.dep[c] == "poss" or self._parties.names(c)]
        possessor = [c for c in own if analysis.dep[c] == "poss"]
        if own:
            return possessor or own
        verb = analysis.head[noun]
        clause = tree.child(noun, "relcl")
        if clause is not None and tree.lemma[clause] in self._words.light and tree.child(clause, "nsubj") is not None:
            subject = self.doer(clause)
            return [] if analysis.text[subject[0]].lower() in _RELATIVE else subject
        if analysis.dep[noun] in ("dobj", "nsubjpass") and tree.lemma[verb] in self._words.light:
            return self.doer(verb)
        if analysis.dep[noun] == "pobj":
            above = analysis.head[verb]
            if tree.lemma[above] in self._words.light or (
                match.entry.reciprocal and self._is_with_somebody(noun, above)
            ):
                return self.doer(above)
        return []

    def _is_with_somebody(self, noun: int, verb: int) -> bool:
        """Whether a noun beside a verb names whom its doer had it with ("said *after talks with* Turkey")."""
        texts = self._tree.analysis.text
        beside = (c for t in (noun, *self._around(noun)) for c in self._tree.children[t])
        return self._tree.analysis.pos[verb] == "VERB" and any(texts[c].lower() == _WITH for c in beside)

    def _carrier(self, match: Match) -> list[int]:
        """To whom the event of a noun was done, when the verb that carries it says so ("*Iran* faced sanctions")."""
        analysis, verb = self._tree.analysis, self._tree.analysis.head[match.head]
        carried = match.is_noun and analysis.dep[match.head] == "dobj"
        return self.doer(verb) if carried and self._tree.lemma[verb] in self._words.receiving else []

    def _host(self, match: Match) -> list[int]:
        """The noun that an adjective describes: beside it, or the subject of its copula."""
        tree, analysis, word = self._tree, self._tree.analysis, match.head
        head, dep = analysis.head[word], analysis.dep[word]
        own = tree.child(word, "nsubj", "nsubjpass")
        if own is not None:
            return [own]
        if dep == "amod":
            return [head]
        return self.doer(head) if dep in ("acomp", "oprd", "conj", "attr") else []
