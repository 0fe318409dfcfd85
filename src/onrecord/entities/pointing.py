"""Nouns that point back: `the agency`, `his country`, `her ministry`, `the 56-year-old`, `the former banker`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.entities.antecedents import Antecedents
    from onrecord.entities.draft import Draft
    from onrecord.entities.roles import Roles
    from onrecord.entities.things import Things
    from onrecord.lexicon import Lexicon

#: Pronouns that tell whose somebody is.
OWNERS = frozenset(("its", "their", "his", "her"))
#: Sectors of those whom a person calls hers as a citizen ("her president"), not as a patient or a client.
_OF_STATE = frozenset(("GOV", "LEG", "MIL", "COP", "SPY"))
_FAR = 400  # mentions before a pointing noun that are looked at
_DESCRIPTION_REACH = 2  # sentences back at most


class Pointing:
    """Joins pointing nouns to what was named before.

    Args:
        antecedents: the mentions before.
        things: to find or make a country or an organ.
        roles: to draft those whom a description does not point back to.
        lexicon: the nouns that point back.
    """

    def __init__(self, antecedents: Antecedents, things: Things, roles: Roles, lexicon: Lexicon) -> None:
        self._antecedents = antecedents
        self._text = antecedents.text
        self._things = things
        self._roles = roles
        self._lexicon = lexicon
        self._countries: list[int] = []

    def back(self, number: int) -> None:
        """Join a mention that points at something before it; those with an owner wait for `owned`."""
        mention = self._text.mentions[number]
        if mention.provenance.rule == "pointing-noun":
            if mention.kind == "country":
                self._countries.append(number)
            else:
                self._body(number)
        elif mention.provenance.rule == "pointing-age":
            self._described(number)
        elif number in self._roles.descriptions and not self._described(number):
            self._antecedents.of[number] = self._roles.draft(number)

    def owned(self) -> None:
        """Join what belongs to somebody, now that every pronoun is resolved."""
        for number in self._countries:
            self._country(number)
        for number in self._things.owned:
            owner = self._owner(number)
            organ = self._things.organ_of(number, owner) if owner is not None else None
            if organ is not None:
                self._antecedents.take(number, organ, "his-organ")
        for number, draft in self._roles.of.items():
            if self._text.word(self._text.places[number].first) in OWNERS:
                self._serves(draft, self._owner(number))

    def _serves(self, draft: Draft, owner: Draft | None) -> None:
        """`its deputy ambassador`: of the state or body that "its" is, unless the text says otherwise."""
        if owner is None or draft.country is not None or (owner.kind == "person" and draft.sector not in _OF_STATE):
            return
        draft.country, offices = owner.country, draft.offices
        draft.offices = [replace(o, country=o.country or owner.country, body=o.body or owner.ref) for o in offices]

    def _body(self, number: int) -> None:
        """`the agency`: the last body named before that is one."""
        noun = (self._text.mentions[number].provenance.entry or "").removeprefix("noun:")
        kinds = set(self._lexicon.nouns[noun].kinds)
        for other in range(number - 1, max(-1, number - _FAR), -1):
            draft = self._antecedents.of.get(other)
            if draft is not None and draft.kind in {"organisation", "group", "other"} and not draft.parts and (
                draft.sort in kinds or draft.name.lower().rpartition(" ")[2] == noun
            ):  # fmt: skip
                self._antecedents.take(number, draft, "pointing-noun")
                return

    def _owner(self, number: int) -> Draft | None:
        """Whoever the pronoun or name inside a phrase stands for."""
        inside = (self._antecedents.of.get(n) for n in self._text.inside(number))
        return next((d for d in inside if d is not None), None)

    def _country(self, number: int) -> None:
        """`his country`: that of whoever "his" is; `the country`: the last one named in this or the sentence before."""
        owner = self._owner(number)
        if owner is not None and self._things.is_state(owner.country):
            self._antecedents.take(number, self._things.country(owner.country or ""), "his-country")
            return
        if self._text.word(self._text.places[number].first) != "the":
            return
        for candidate in self._antecedents.before(number, 1):
            if candidate.draft.kind == "country" and self._text.mentions[candidate.number].kind == "country":
                self._antecedents.take(number, candidate.draft, "the-country")
                return

    def _described(self, number: int) -> bool:
        """`the 56-year-old`: the most salient named person before; whether there is one."""
        best, score = None, 0.0
        for candidate in self._antecedents.before(number, _DESCRIPTION_REACH):
            draft = candidate.draft
            if draft.kind != "person" or draft.plural or self._text.mentions[candidate.number].kind == "role":
                continue
            if not self._text.places[candidate.number].subject:
                continue
            points = self._antecedents.salience(number, candidate)
            if points > score:
                best, score = draft, points
        if best is not None:
            self._antecedents.take(number, best, "description")
        return best is not None
