"""Finding events: triggers, then the frame of each that fits best, without those that only say what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from onrecord.events.draft import REACHED, Draft, named, refined
from onrecord.events.endings import find_ending
from onrecord.events.protest import PROTEST, Protests
from onrecord.events.slots import Slots
from onrecord.events.triggers import find_triggers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from onrecord.events.parties import Parties, Party
    from onrecord.events.tree import WordTree
    from onrecord.events.triggers import Match
    from onrecord.lexicon.codebook import Codebook
    from onrecord.lexicon.modality import ModalityWords
    from onrecord.lexicon.triggers import TriggerLexicon
    from onrecord.model.tree import Range

#: Types whose complement is wanted, promised, refused or threatened, so that it has not happened.
OPERATORS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
#: Types whose common words ("help", "speak", "question") often have nothing to do with those named around them.
_COMMON = frozenset({"CONSULT", "SUPPORT", "AID", "COOPERATE", "ACCUSE", PROTEST})
#: Types of weak verbs that an infinitive makes plain.
_WILLING = frozenset({"THREATEN", "AGREE", "REQUEST"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "pcomp", "pobj", "prep", "acl", "advcl", "oprd"})
#: Below these labels may stand the recipient that a trigger's complement has.
_REACHED = (_COMPLEMENTS - {"advcl"}) | {"dative", "attr"}
_POSSESSORS = ("poss", "amod", "compound", "nmod")
#: Frames of a noun that a verb of receiving carries ("drew criticism from").
_CARRIED = ("prep:from>carrier", "prep:by>carrier", "prep:of>carrier", "poss>carrier")
#: A frame that every reciprocal noun has ("consultations *between* ...").
_BETWEEN = "prep:between>none"
_PERSONS = frozenset({"person", "pronoun"})
_DEPTH = 6
#: Where violence was, not whom it was done to, after a noun ("an attack in *Ghana*").
_PLACING = frozenset({"in", "at", "near"})
#: Types whose events have a venue, which is nobody's part in them ("signed a treaty in *Prague*").
_TALKING = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
_UNDER, _FROM = "under", "from"
_PLACES = frozenset({"place", "country"})
#: What stands below these is no part of the event ("hosted rebels instead of *the government*").
_OUTSIDE = frozenset({
    "according", "instead", "despite", "without", "unlike", "besides", "except", "after", "amid", "during",
})  # fmt: skip
#: Before what somebody is accused of.
_ACCUSED_OF = "of"
#: Types whose events are not done to one's own ("put *its air force* on alert").
_ABROAD = frozenset({"MOBILIZE", "SANCTION"})


class Found(NamedTuple):
    """The events of a tree, and what is only a part of them: the demands of protesters."""

    events: list[Draft]
    parts: list[Draft]


class Finder:
    """Finds the events of one tree."""

    def __init__(
        self, tree: WordTree, parties: Parties, *, triggers: TriggerLexicon, book: Codebook, words: ModalityWords
    ) -> None:
        self._tree = tree
        self._parties = parties
        self._book = book
        self._words = words
        self._slots = Slots(tree, words, parties)
        self._matches = find_triggers(tree, triggers)
        self._protests = Protests(tree, parties, self._slots, book=book, matches=self._matches)

    def drafts(self) -> Found:
        """The events, in the order of their triggers."""
        first = [d for m in self._matches if (d := self._draft(m)) is not None]
        whole = {d.match.head for d in first if named(d.actors) and named(d.recipients)}
        found = [self._ended(d, whole) for d in first]
        by_head = {d.match.head: d for d in found}
        kept = [d for d in found if not (self._is_wanted(d, by_head) or self._is_object(d, by_head))]
        kept = [d for d in kept if named(d.actors) or named(d.recipients)]
        merged = self._protests.merged(kept)
        heads = {d.match.head for d in merged}
        return Found(self._without_repeats(merged), [d for d in kept if d.match.head not in heads])

    def _ended(self, draft: Draft, whole: AbstractSet[int]) -> Draft:
        """The draft; when its words say that the event ends, with the code of that, done by whoever ends it.

        A verb that tells the whole of it is left to do so: `whole` has the heads of such.
        """
        ending = find_ending(self._tree, draft.match, self._words)
        code = draft.cameo if ending is None else self._book.shifted(draft.cameo, "ended")
        if ending is None or code == draft.cameo or ending.head in whole:
            return draft
        actors = tuple(self._parties.named(self._slots.enders(ending.head))) or draft.actors
        taken = {e for a in actors for e in a.entities}
        others = (p for p in (*draft.recipients, *draft.actors) if taken.isdisjoint(p.entities))
        tokens = tuple(sorted({*ending.tokens, *draft.match.tokens}))
        match = msgspec.structs.replace(draft.match, head=ending.head, tokens=tokens)
        return Draft(match, actors, tuple(others), f"{draft.frame} ended", code)

    def _without_repeats(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts without those whose sentence tells the same of the same actor by another trigger, and more of it.

        More is told by more words of one verb, or by naming a recipient; of those that name none the first is kept.
        """
        alike: dict[tuple[object, ...], list[Draft]] = {}
        for draft in drafts:
            alike.setdefault(self._told(draft), []).append(draft)
        return [d for d in drafts if not _is_repeat(d, alike[self._told(d)])]

    def _told(self, draft: Draft) -> tuple[object, ...]:
        return self._tree.sentence(draft.match.head).first, *self._key(draft)

    def _key(self, draft: Draft) -> tuple[str, frozenset[str]]:
        return self._book.cameo[draft.cameo].plover, frozenset(e for p in draft.actors for e in p.entities)

    def _draft(self, match: Match) -> Draft | None:
        code = refined(self._tree, match)
        if not code or self._is_frame(match):
            return None
        best: Draft | None = None
        for frame in self._frames(match):
            draft = self._framed(match, frame, code)
            if best is None or _filled(draft) > _filled(best):
                best = draft
        if best is None:
            return None
        best = self._protests.whole(best)
        strict = match.entry.weak and code == match.entry.cameo and self._book.cameo[code].plover in _COMMON
        if not (named(best.recipients) or best.is_mutual or strict):
            best = self._reaching(best)
        sure = not match.entry.weak or _is_sure(best, strict=strict) or self._is_plain(best)
        return self._between_persons(best) if sure else None

    def _between_persons(self, draft: Draft) -> Draft | None:
        """The draft with the code that its entry has between persons on both sides; None for a private matter."""
        entry, parties = draft.match.entry, (*draft.actors, *draft.recipients)
        others = not draft.actors or len(parties) == 1 or any(p.kind not in _PERSONS for p in parties)
        if entry.persons is None or draft.cameo != entry.cameo or others:
            return draft
        if entry.persons:
            return msgspec.structs.replace(draft, cameo=entry.persons, mutual=False)
        return draft if all(map(self._parties.is_public, parties)) else None

    def _is_frame(self, match: Match) -> bool:
        """Whether a noun only tells by what something else is done ("laid down arms *under an accord*")."""
        above = self._tree.analysis.head[match.head]
        under = self._tree.analysis.text[above].lower() == _UNDER
        return match.is_noun and under and self._tree.analysis.dep[match.head] == "pobj"

    def _is_plain(self, draft: Draft) -> bool:
        """Whether the words around a weak verb leave no doubt: a weapon, what is threatened, promised or protested for.

        ("*Drones* struck Kyiv", "threatened *to leave*", "ordered the army *to leave*", "marched *to demand*")
        """
        kind = self._book.cameo[draft.cameo].plover
        if kind == "ASSAULT" and draft.match.entry.pos == "verb":
            return draft.cameo != draft.match.entry.cameo and named(draft.recipients)
        head, child = draft.match.head, self._tree.child
        if kind == PROTEST:
            return self._protests.has_purpose(draft)
        willing = kind in _WILLING and child(head, "xcomp") is not None
        if kind == "REQUEST":
            willing = child(head, "ccomp") is not None or (willing and child(head, "dobj") is not None)
        return willing and draft.match.entry.pos == "verb" and any(p.entities and p.direct for p in draft.actors)

    def _frames(self, match: Match) -> tuple[str, ...]:
        """The frames of a trigger's entry; of a noun that a verb of receiving carries, those that this gives it."""
        if self._slots.heads(match, "carrier"):
            return _CARRIED
        return (*match.entry.frames, _BETWEEN) if match.entry.reciprocal and match.is_noun else match.entry.frames

    def _framed(self, match: Match, frame: str, code: str) -> Draft:
        actor_slot, _, recipient_slot = frame.partition(">")
        actors = self._parties.named(self._slots.heads(match, actor_slot))
        taken = {e for a in actors for e in a.entities}
        heads = self._slots.heads(match, recipient_slot)
        mutual = any(map(self._tree.is_each_other, heads))
        recipients = [p for p in self._parties.named([] if mutual else heads) if taken.isdisjoint(p.entities)]
        if self._book.cameo[code].plover in _ABROAD:
            home = self._parties.countries(taken)
            own = (p for p in recipients if self._parties.is_owned(p) and self._parties.countries(p.entities) == home)
            recipients = [p for p in recipients if p not in set(own)]
        mutual = bool(actors) and (mutual or match.entry.reciprocal)
        return Draft(match, tuple(actors), tuple(recipients), frame, code, mutual)

    def _reaching(self, draft: Draft) -> Draft:
        """The draft with the recipient that a complement of its trigger has ("agreed to lift the siege of *Homs*")."""
        taken = {e for a in draft.actors for e in a.entities}
        home = self._parties.countries(taken)
        within = self._objects(draft)
        for token in self._below(draft.match):
            if within and not any(token in stretch for stretch in within):
                continue
            parties = [p for p in self._parties.named([token]) if taken.isdisjoint(p.entities)]
            if any(self._can_be_reached(p, home) for p in parties):
                return Draft(draft.match, draft.actors, tuple(parties), draft.frame + REACHED, draft.cameo)
        return self._where_done(draft)

    def _where_done(self, draft: Draft) -> Draft:
        """The draft of an attack, with the place that a verb is done in, when it was done to somebody of no name.

        ("struck trucks *in Abu Dhabi*")
        """
        verb, code = draft.match.head, self._book.cameo[draft.cameo]
        if draft.match.entry.pos != "verb" or code.plover != "ASSAULT" or not (draft.recipients and draft.actors):
            return draft
        for child in self._tree.children[verb]:
            if child > verb and self._tree.analysis.text[child].lower() in _PLACING:
                objects = [c for c in self._tree.children[child] if self._tree.analysis.dep[c] == "pobj"]
                parties = [p for p in self._parties.named(objects) if self._parties.countries(p.entities)]
                if parties and parties[0].kind in _PLACES:
                    return Draft(draft.match, draft.actors, tuple(parties), draft.frame + REACHED, draft.cameo)
        return draft

    def _objects(self, draft: Draft) -> list[Range]:
        """The object of a verb that was done to somebody or something; nobody else beside it is the recipient.

        ("punished *travellers* for the quarrels of politicians"; but "welcomed *letters from Bolivia*")
        """
        if draft.match.entry.pos != "verb" or not draft.frame.endswith(">obj"):
            return []
        objects = [self._tree.subtree(head) for head in self._slots.heads(draft.match, "obj")]
        ends = {stretch.last for stretch in objects}
        links = (c for c in self._tree.children[draft.match.head] if self._tree.analysis.text[c].lower() == _FROM)
        return [*objects, *(self._tree.subtree(link) for link in links if link in ends)]

    def _can_be_reached(self, party: Party, home: frozenset[str]) -> bool:
        """Whether a party deep in a phrase may be the recipient: somebody, or a place of a state, that is not at home.

        The actors' own country and what is of it are mostly what they speak of ("*Iran's* readiness", said by Iran).
        """
        countries = self._parties.countries(party.entities)
        someone = party.kind != "pronoun" and (party.kind != "place" or bool(countries))
        return bool(party.entities) and someone and not (home and countries == home)

    def _below(self, match: Match) -> Iterator[int]:
        """Subjects, objects and objects of prepositions below a trigger, level by level."""
        analysis, children = self._tree.analysis, self._tree.children
        code = self._book.cameo[match.entry.cameo]
        violent = match.is_noun and code.plover == "ASSAULT"
        talking = code.plover in _TALKING
        level = [c for t in match.tokens for c in children[t] if c > match.tokens[0]]
        for _ in range(_DEPTH):
            deeper: list[int] = []
            for token in level:
                dep = analysis.dep[token]
                word = analysis.text[token].lower()
                before = analysis.text[token - 1].lower()  # "instead of"
                placing = word in _PLACING and (violent or (talking and analysis.head[token] in match.tokens))
                if word in _OUTSIDE or before in _OUTSIDE or placing:
                    continue
                if (
                    dep in ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "oprd")
                    and token not in match.tokens
                ):
                    yield token
                if dep in _REACHED:
                    deeper += children[token]
            level = deeper
        for token in match.tokens[1:]:  # "released *Egypt's* prisoners"
            yield from (c for c in children[token] if analysis.dep[c] in _POSSESSORS and self._parties.names(c))

    def _is_object(self, draft: Draft, by_head: dict[int, Draft]) -> bool:
        """Whether the noun is the object of a verb that tells the same between the same ("sent *aid* to")."""
        verb = by_head.get(self._tree.analysis.head[draft.match.head])
        if verb is None or not draft.match.is_noun or self._tree.analysis.dep[draft.match.head] != "dobj":
            return False
        return {e for p in (*draft.actors, *draft.recipients) for e in p.entities} <= {
            e for p in (*verb.actors, *verb.recipients) for e in p.entities
        }

    def _is_wanted(self, draft: Draft, by_head: dict[int, Draft]) -> bool:
        """Whether the event is only what another one asks for, promises, refuses, threatens with or accuses of."""
        analysis, token = self._tree.analysis, draft.match.head
        accused_of = False
        for _ in range(_DEPTH):
            dep, head = analysis.dep[token], analysis.head[token]
            accused_of = accused_of or (analysis.pos[token] == "ADP" and analysis.text[token].lower() == _ACCUSED_OF)
            if head == token or (dep not in _COMPLEMENTS and dep != "conj") or self._is_apart(token):
                return False
            above = by_head.get(head)
            if above is not None and above is not draft and dep != "conj":
                kind = self._book.cameo[above.cameo].plover
                accused = kind == "ACCUSE" and accused_of and not above.match.is_noun
                half = draft.match.is_noun and not (draft.actors and draft.recipients)
                if kind in OPERATORS or accused or half:
                    return True
            token = head
        return False

    def _is_apart(self, token: int) -> bool:
        """Whether a clause beside a verb tells of its own ("*jets bombed the port*, Iran threatened ...")."""
        analysis = self._tree.analysis
        if analysis.dep[token] == "ccomp":
            return token < analysis.head[token]
        return analysis.dep[token] == "advcl" and all(analysis.tag[c] != "TO" for c in self._tree.children[token])


def _is_sure(draft: Draft, *, strict: bool) -> bool:
    """Whether both sides name somebody; when `strict`, not by a word deep in a phrase about something else."""
    actors, recipients = (
        [p for p in side if p.entities and (p.direct or not strict)] for side in (draft.actors, draft.recipients)
    )
    return bool(actors) and (bool(recipients) or draft.is_mutual)


def _is_repeat(draft: Draft, alike: Sequence[Draft]) -> bool:
    """Whether another of some drafts that tell the same of the same actor tells more."""
    head = draft.match.head
    if any(d.match.head == head and len(d.match.tokens) > len(draft.match.tokens) for d in alike):
        return True
    if named(draft.recipients) or draft.is_mutual or not named(draft.actors):
        return False
    return any(d is not draft and (named(d.recipients) or d.match.head < head) for d in alike)


def _filled(draft: Draft) -> tuple[int, int, int, bool]:
    """How well a frame fits: sides that name somebody, then phrases that do so themselves, then any phrases.

    Of frames that fit equally well, the one that asks for no recipient fits best when there is none.
    """
    both = (draft.actors, draft.recipients)
    alone = bool(draft.actors) and draft.frame.endswith(">none")
    return sum(map(named, both)), sum(any(p.direct for p in s) for s in both), sum(map(bool, both)), alone
