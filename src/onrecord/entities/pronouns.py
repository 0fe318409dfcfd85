"""Pronouns and nouns that point back, by fixed scores over the mentions before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.entities.antecedents import Antecedents
from onrecord.entities.first_person import FIRST_PERSON, FirstPerson
from onrecord.entities.plurals import Plurals
from onrecord.entities.pointing import Pointing

if TYPE_CHECKING:
    from onrecord.entities.draft import Draft, Gender
    from onrecord.entities.roles import Roles
    from onrecord.entities.sayings import Sayings
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
_REACH = {"person": 4, "thing": 1}  # sentences back at most
_BODIES = frozenset(("country", "organisation", "group"))


class Pronouns:
    """Joins pronouns and pointing nouns to what they stand for.

    Args:
        text: the mentions.
        of: mention index → draft; pronouns are added as they are resolved.
        things: to find or make a country.
        roles: to draft those whom a description does not point back to.
        lexicon: the nouns that point back.
        sayings: who speaks where.
    """

    def __init__(  # noqa: PLR0913 - what the rules look at, one by one
        self, text: Text, of: dict[int, Draft], things: Things, roles: Roles, lexicon: Lexicon, *, sayings: Sayings
    ) -> None:
        self._text = text
        self._sayings = sayings
        self._antecedents = Antecedents(text, of, sayings)
        self._plurals = Plurals(self._antecedents, lexicon)
        self._first_person = FirstPerson(self._antecedents, self._plurals, things)
        self._pointing = Pointing(self._antecedents, things, roles, lexicon)

    def collect(self) -> None:
        """In text order: each pronoun sees how those before it were resolved; then what needs a speaker."""
        first_person = []
        for number, mention in enumerate(self._text.mentions):
            if mention.kind == "pronoun":
                if self._word(number) in FIRST_PERSON:
                    first_person.append(number)
                else:
                    self._pronoun(number)
            elif mention.provenance.rule == "pointing-pair":
                self._plurals.pair(number)
            else:
                self._pointing.back(number)
        for number in first_person:
            self._first_person.resolve(number)

    def owned(self) -> None:
        """What needs an owner ("his country"), once the countries of persons are known."""
        self._pointing.owned()

    def _word(self, number: int) -> str:
        return self._text.word(self._text.places[number].first)

    def _pronoun(self, number: int) -> None:
        word = self._word(number)
        if word in _MALE or word in _FEMALE:
            self._person(number, "m" if word in _MALE else "f")
        elif word in _THING:
            self._thing(number, word)
        else:
            self._plurals.pronoun(number)

    def _person(self, number: int, gender: Gender) -> None:
        best, score = None, 0.0
        for candidate in self._antecedents.before(number, _REACH["person"]):
            draft = candidate.draft
            if draft.kind != "person" or draft.plural or draft.gender not in ("", gender):
                continue
            points = self._antecedents.salience(number, candidate) + 2.0 * bool(draft.gender)
            if points > score:
                best, score = draft, points
        if best is not None:
            best.gender = gender
            self._antecedents.take(number, best, "pronoun-person")

    def _thing(self, number: int, word: str) -> None:
        here, analysis = self._text.places[number], self._text.analysis
        if word == "it" and self._is_empty_it(here):
            return
        before = self._antecedents.speakers_before(number)
        if len(before) == 1 and before[0].kind in _BODIES and not before[0].plural:
            self._antecedents.take(number, before[0], "pronoun-thing")
            return
        best, score = None, 0.0
        for candidate in self._antecedents.before(number, _REACH["thing"]):
            there = self._text.places[candidate.number]
            if candidate.draft.kind not in _BODIES or candidate.draft.plural:
                continue
            if there.joined or self._text.mentions[candidate.number].kind == "demonym":
                continue
            if word == "it" and self._other_subject(there, here):
                continue
            near = there.sentence == here.sentence
            if not (there.subject or (word == "its" and near and analysis.dep[there.head] in {"dobj", "pobj", "poss"})):
                continue
            points = self._antecedents.salience(number, candidate)
            if points > score:
                best, score = candidate.draft, points
        if best is not None:
            self._antecedents.take(number, best, "pronoun-thing")

    def _other_subject(self, there: Place, here: Place) -> bool:
        """Whether a common noun is the subject of a clause between the two, quoted ones apart from unquoted."""
        analysis, quoted = self._text.analysis, self._text.quoted
        return any(
            analysis.dep[at] in {"nsubj", "nsubjpass"} and analysis.pos[at] == "NOUN" and quoted[at] == here.quoted
            for at in range(there.last, here.first)
        )

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
