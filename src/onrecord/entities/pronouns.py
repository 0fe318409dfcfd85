"""Pronouns and nouns that point back, by fixed scores over the mentions before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.entities.draft import Draft, Gender
    from onrecord.entities.text import Place, Text
    from onrecord.entities.things import Things
    from onrecord.lexicon import Lexicon

_MALE = frozenset((
    "he", "him", "his", "himself",
))  # fmt: skip
_FEMALE = frozenset((
    "she", "her", "hers", "herself",
))  # fmt: skip
_THING = frozenset((
    "it", "its", "itself",
))  # fmt: skip
_SAYING = frozenset((
    "say", "tell", "add", "note", "stress", "announce", "claim", "argue", "insist", "warn", "explain",
    "declare", "state", "describe", "call", "urge", "accuse", "deny", "write", "ask", "reply", "respond",
    "answer", "reiterate", "underline", "highlight", "emphasize", "emphasise", "point", "admit",
    "acknowledge", "believe", "think", "suggest", "tweet", "speak", "assert", "contend", "maintain",
    "remark", "recall", "conclude", "confirm", "vow", "pledge", "promise", "hope", "expect",
))  # fmt: skip
_REACH = {"person": 4, "thing": 1, "plural": 2}  # sentences back at most
_FAR = 400  # mentions before a pointing noun that are looked at
_MEMORY = 40  # mentions before the pronoun that are looked at


class _Candidate(NamedTuple):
    number: int
    draft: Draft


class Pronouns:
    """Joins pronouns and pointing nouns to what they stand for.

    Args:
        text: the mentions.
        of: mention index → draft; pronouns are added as they are resolved.
        things: to find or make a country.
        lexicon: the nouns that point back.
    """

    def __init__(self, text: Text, of: dict[int, Draft], things: Things, lexicon: Lexicon) -> None:
        self._text = text
        self._of = of
        self._things = things
        self._lexicon = lexicon

    def collect(self) -> None:
        """In text order: each pronoun sees how those before it were resolved."""
        pointing = []
        for number, mention in enumerate(self._text.mentions):
            if mention.kind == "pronoun":
                self._pronoun(number)
            elif mention.provenance.rule == "pointing-noun":
                if mention.kind == "country":
                    pointing.append(number)
                else:
                    self._body(number)
        for number in pointing:
            self._country(number)

    def _take(self, number: int, draft: Draft, rule: str) -> None:
        draft.add(number, rule)
        self._of[number] = draft

    # --- pronouns -------------------------------------------------------------------------------------------------

    def _pronoun(self, number: int) -> None:
        word = self._text.word(self._text.places[number].first)
        if word in _MALE or word in _FEMALE:
            self._person(number, "m" if word in _MALE else "f")
        elif word in _THING:
            self._thing(number, word)
        else:
            self._plural(number)

    def _before(self, number: int, reach: int) -> Iterator[_Candidate]:
        """Mentions with a draft before the pronoun, nearest first, up to `reach` sentences back."""
        here = self._text.places[number]
        for other in range(number - 1, max(-1, number - _MEMORY), -1):
            place = self._text.places[other]
            if here.sentence - place.sentence > reach:
                return
            draft = self._of.get(other)
            if draft is not None and place.last <= here.first:
                yield _Candidate(other, draft)

    def _person(self, number: int, gender: Gender) -> None:
        best, score = None, 0.0
        for candidate in self._before(number, _REACH["person"]):
            draft = candidate.draft
            if draft.kind != "person" or draft.plural or draft.gender not in ("", gender):
                continue
            if self._same_clause(number, candidate.number):
                continue
            points = self._salience(number, candidate.number) + 2.0 * bool(draft.gender)
            if points > score:
                best, score = candidate, points
        if best is not None:
            best.draft.gender = gender
            self._take(number, best.draft, "pronoun-person")

    def _salience(self, number: int, other: int) -> float:
        """Nearer is better, subjects and speakers are better; what is quoted hardly ever goes on outside."""
        here, there = self._text.places[number], self._text.places[other]
        points = 10.0 - 2.0 * (here.sentence - there.sentence) - 0.01 * (number - other)
        if there.subject:
            points += 3.0
            if self._governor(there) in _SAYING:
                points += 1.5
        if there.quoted and not here.quoted:
            points -= 4.0
        if here.quoted and not there.quoted and here.sentence == there.sentence:
            points -= 4.0  # the speaker of a quotation is not "he" in it
        return points

    def _governor(self, place: Place) -> str:
        analysis = self._text.analysis
        return analysis.lemma[analysis.head[place.head]]

    def _same_clause(self, number: int, other: int) -> bool:
        """A plain object pronoun is not the subject of its own verb."""
        analysis, here, there = self._text.analysis, self._text.places[number], self._text.places[other]
        if not there.subject or analysis.dep[here.head] not in {"dobj", "dative", "pobj"}:
            return False
        governor = analysis.head[here.head]
        if analysis.dep[here.head] == "pobj":
            governor = analysis.head[governor]
        return governor == analysis.head[there.head] and "sel" not in self._text.word(here.first)

    def _thing(self, number: int, word: str) -> None:
        here, analysis = self._text.places[number], self._text.analysis
        if word == "it" and self._is_empty_it(here):
            return
        best, score = None, 0.0
        for candidate in self._before(number, _REACH["thing"]):
            there = self._text.places[candidate.number]
            if candidate.draft.kind not in {"country", "organisation", "group"} or candidate.draft.plural:
                continue
            if there.joined or self._text.mentions[candidate.number].kind == "demonym":
                continue
            if self._same_clause(number, candidate.number):
                continue
            if word == "it" and self._other_subject(there, here):
                continue
            near = there.sentence == here.sentence
            if not (there.subject or (word == "its" and near and analysis.dep[there.head] in {"dobj", "pobj", "poss"})):
                continue
            points = self._salience(number, candidate.number)
            if points > score:
                best, score = candidate, points
        if best is not None:
            self._take(number, best.draft, "pronoun-thing")

    def _other_subject(self, there: Place, here: Place) -> bool:
        """Whether a common noun is the subject of a clause between the two, quoted ones apart from unquoted."""
        analysis, quoted = self._text.analysis, self._text.quoted
        return any(
            analysis.dep[at] in {"nsubj", "nsubjpass"} and analysis.pos[at] == "NOUN" and quoted[at] == here.quoted
            for at in range(there.last, here.first)
        )

    def _other_plural(self, there: Place, here: Place) -> bool:
        """Whether a plural noun stands between the two."""
        return any(self._text.analysis.tag[at] in {"NNS", "NNPS"} for at in range(there.last, here.first))

    def _is_empty_it(self, place: Place) -> bool:
        """`It is likely that`, `it seems`."""
        analysis = self._text.analysis
        verb = analysis.head[place.head]
        if analysis.lemma[verb] in {"seem", "appear", "turn", "happen", "rain", "mean"}:
            return True
        if analysis.lemma[verb] != "be":
            return False
        after = range(verb + 1, min(verb + 4, len(self._text.lower)))
        judged = next((at for at in after if analysis.pos[at] == "ADJ" or analysis.tag[at] == "VBN"), None)
        return judged is not None and any(
            w in {"that", "to", "whether", "for"} for w in self._text.lower[judged + 1 : judged + 3]
        )

    def _plural(self, number: int) -> None:
        """An unnamed plural or a group, or a body of the same sentence, if no other plural is nearer."""
        here = self._text.places[number]
        for candidate in self._before(number, _REACH["plural"]):
            there = self._text.places[candidate.number]
            if self._text.mentions[candidate.number].kind == "demonym":
                continue
            if self._other_plural(there, here):
                return
            if not there.subject or there.joined:
                continue
            body = candidate.draft.kind == "organisation" and there.sentence == here.sentence
            if candidate.draft.plural or candidate.draft.kind == "group" or body:
                self._take(number, candidate.draft, "pronoun-plural")
                return

    # --- nouns that point back ------------------------------------------------------------------------------------

    def _body(self, number: int) -> None:
        """`the agency`: the last body named before that is one."""
        noun = (self._text.mentions[number].provenance.entry or "").removeprefix("noun:")
        kinds = set(self._lexicon.nouns[noun].kinds)
        for other in range(number - 1, max(-1, number - _FAR), -1):
            draft = self._of.get(other)
            if draft is not None and draft.kind in {"organisation", "group", "other"} and (
                draft.sort in kinds or draft.name.lower().rpartition(" ")[2] == noun
            ):  # fmt: skip
                self._take(number, draft, "pointing-noun")
                return

    def _country(self, number: int) -> None:
        """`his country`: that of whoever "his" is; `the country`: the last one named in this or the sentence before."""
        here = self._text.places[number]
        for inner in self._text.inside(number):
            owner = self._of.get(inner)
            if owner is not None and owner.country and owner.country in self._lexicon.countries:
                self._take(number, self._things.country(owner.country), "his-country")
                return
        if self._text.word(here.first) != "the":
            return
        for candidate in self._before(number, 1):
            if candidate.draft.kind == "country" and self._text.mentions[candidate.number].kind == "country":
                self._take(number, candidate.draft, "the-country")
                return
