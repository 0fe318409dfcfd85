"""Roles: who holds the office that a phrase names, and what the office says of its holder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.entities.draft import Draft, Office, closest

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from onrecord.entities.persons import Persons
    from onrecord.entities.text import Place, Text
    from onrecord.entities.things import Things
    from onrecord.lexicon import Lexicon
    from onrecord.model import EntityKind

_BE = frozenset(("be", "become", "remain"))
_INDEFINITE = frozenset((
    "a", "an", "another", "one", "some", "any", "every", "each", "no", "two", "three", "four", "five",
    "several", "many", "few", "other",
))  # fmt: skip
_FORMER = frozenset(("former", "ex", "ex-", "retired", "onetime", "ousted", "late", "then"))

#: Links after which a body or a state is the one spoken to, not the one that is served.
_ADDRESSED = frozenset(("to", "for", "in", "at", "with"))

#: Sectors of bodies that pass to those who serve them, over the role's own ("UN official").
_PASSED_ON = frozenset(("IGO", "NGO", "JRN", "SPY", "REB", "PRM", "PTY", "MIL", "COP"))
_SUBJECTS, _OBJECTS = frozenset(("nsubj", "nsubjpass")), frozenset(("pobj", "dobj"))
_UNNAMED = "unnamed-role"
_LONGEST_OF = 7  # tokens
_BEYOND = frozenset(("pcomp", "relcl", "acl", "appos", "punct", "cc", "conj", "ROOT"))
_MOST = 100  # holders that are looked at for a role without a name; no report has so many

#: Sectors whose roles are about a country rather than of it when its name stands before them ("a Korea scholar").
_ABOUT = frozenset(("EDU", "JRN"))
#: Sectors whose people are a state's officials.
_STATE = frozenset(("GOV", "MIL", "SPY", "COP"))
_GENERIC = frozenset(
    ("official", "minister", "diplomat", "chief", "representative", "envoy", "commissioner", "adviser", "deputy")
)


class Roles:
    """Joins role mentions to persons, or drafts the unnamed.

    Args:
        text: the mentions.
        lexicon: the roles.
        things: bodies and countries named with the roles.
        persons: who may hold them.
        headlines: numbers of the sentences that stand in headlines, which tell of somebody before he is introduced.
    """

    def __init__(
        self, text: Text, lexicon: Lexicon, things: Things, persons: Persons, *, headlines: AbstractSet[int]
    ) -> None:
        self._headlines = headlines
        self._text = text
        self._lexicon = lexicon
        self._things = things
        self._persons = persons
        self._holders: list[Draft] = []
        self.of: dict[int, Draft] = {}
        self.unnamed: list[Draft] = []
        self.descriptions: dict[int, Office] = {}

    def collect(self) -> None:
        """Introductions first, wherever they stand; then the other role mentions in text order."""
        numbers = [n for n, m in enumerate(self._text.mentions) if m.kind == "role" and m.provenance.entry]
        offices = {n: self._office(n) for n in numbers}
        for number in numbers:
            holder = self._introduced(number)
            if holder is not None:
                self._introduce(number, holder, self._completed(number, offices))
        for number in numbers:
            if number not in self.of:
                self._refer(number, offices[number])
        for number, mention in enumerate(self._text.mentions):
            if mention.provenance.rule == "introducing-noun":
                self._introduce_by_noun(number)

    # --- what the phrase says -------------------------------------------------------------------------------------

    def _key(self, number: int) -> str:
        return (self._text.mentions[number].provenance.entry or "").removeprefix("role:")

    def _is_plural(self, number: int) -> bool:
        return self._text.mentions[number].provenance.rule == "roles"

    def _office(self, number: int) -> Office:
        key = self._key(number)
        country = body = sector = None
        about = self._lexicon.roles[key].sector in _ABOUT
        for inner, addressed in self._served(number):
            mention, draft = self._text.mentions[inner], self._things.of.get(inner)
            if mention.provenance.rule == "model-org" and mention.evidence.exact.lower() in key:
                continue  # "Interior" of an interior minister
            if mention.kind == "demonym" or (mention.kind in {"country", "place"} and not about):
                country = country or (draft.country if draft and not addressed else None)
            elif draft is not None and body is None and mention.kind not in {"country", "place"}:
                body, country = draft, country or draft.country
                sector = draft.sector if not addressed or not self._lexicon.roles[key].sector else None
        own = self._text.mentions[number].value
        if own is None or (sector in _PASSED_ON and key in _GENERIC):
            own = sector or own or ("GOV" if country else None)
        place = self._text.places[number]
        if _FORMER.intersection(self._text.lower[place.first : place.last]):
            own = "ELI"
        return Office(key, country, own, body.ref or body.name if body else None)

    def _served(self, number: int) -> list[tuple[int, bool]]:
        """Countries and bodies named in or just after the phrase, and whether a link sets them apart."""
        place, text = self._text.places[number], self._text
        link = next((at for at in range(place.head + 1, place.last) if text.word(at) in _ADDRESSED), place.last)
        found = [(inner, text.places[inner].first > link) for inner in text.inside(number)]
        if text.word(place.last) in {"of", "for"}:
            for at in (place.last + 1, place.last + 2):
                found += [(n, False) for n in text.starting.get(at, ()) if text.mentions[n].kind != "pronoun"][:1]
        return found

    # --- who is introduced ----------------------------------------------------------------------------------------

    def _introduced(self, number: int) -> Draft | None:
        """The person whom the phrase introduces: beside it, or by a copula."""
        if self._is_plural(number):
            return None
        text, place = self._text, self._text.places[number]
        after = place.last + (text.word(place.last) in {",", "-"})
        person = self._person_at(after)
        if person is not None:
            return person if self._is_beside(place, after) else None
        for gap, words in ((1, (",",)), (3, (",", "who", "*"))):
            before = self._person_ending(place.first - gap)
            if before is not None and self._matches(place.first - gap, words):
                return before
        before = self._person_ending(place.first - 1)
        if before is not None and text.analysis.lemma[place.first - 1] in _BE:
            return before
        return self._apposed(number)

    def _is_beside(self, place: Place, after: int) -> bool:
        """Whether a name after the phrase goes with it, not with its governor: "the father of the victim, X"."""
        analysis = self._text.analysis
        name = next(n for n in self._text.starting[after] if n in self._persons.of)
        head = self._text.places[name].head
        if analysis.dep[head] in _SUBJECTS and after > place.last:
            return analysis.dep[place.head] not in _OBJECTS  # "remarks by the minister, Lee said"
        if analysis.dep[place.head] != "pobj" or analysis.dep[head] != "appos":
            return True
        above = analysis.head[head]
        return above == place.head or above >= place.first

    def _matches(self, at: int, words: tuple[str, ...]) -> bool:
        lemmas = self._text.analysis.lemma
        return all(lemmas[at + i] in _BE if w == "*" else self._text.word(at + i) == w for i, w in enumerate(words))

    def _person_at(self, first: int) -> Draft | None:
        numbers = self._text.starting.get(first, ())
        return next((self._persons.of[n] for n in numbers if n in self._persons.of), None)

    def _person_ending(self, last: int) -> Draft | None:
        for first in range(last - 1, max(last - 6, -1), -1):
            for number in self._text.starting.get(first, ()):
                if number in self._persons.of and self._text.places[number].last == last:
                    return self._persons.of[number]
        return None

    def _apposed(self, number: int) -> Draft | None:
        """By the tree: "a spokesman for the company, Ann Lee"."""
        analysis, place = self._text.analysis, self._text.places[number]
        for other in range(number + 1, min(number + 6, len(self._text.mentions))):
            if other in self._persons.of:
                head = self._text.places[other].head
                if analysis.dep[head] == "appos" and analysis.head[head] == place.head:
                    return self._persons.of[other]
        return None

    def _completed(self, number: int, offices: dict[int, Office]) -> Office:
        """The office of an introduction; `the envoy, Ann Lee` is the one told of before, with whom it serves."""
        office = offices[number]
        if office.country or office.body or self._text.word(self._text.places[number].first) != "the":
            return office
        before = (offices[n] for n in reversed(offices) if n < number and not self._is_plural(n))
        told = next((o for o in before if o.role == office.role), office)
        return told if told.country or told.body else office

    def _introduce(self, number: int, holder: Draft, office: Office) -> None:
        holder.offices.append(office)
        holder.country = holder.country or office.country
        if len(holder.offices) == 1 or holder.sector is None:
            holder.sector = office.sector or holder.sector
        if holder.role is None:
            holder.role = self._text.mentions[number].evidence
        gender = self._lexicon.roles[office.role].gender
        if gender != "any" and not holder.gender:
            holder.gender = gender
        if len(holder.offices) == 1:
            self._holders.append(holder)
        self._take(number, holder, "introduction")

    def _introduce_by_noun(self, number: int) -> None:
        """A common noun beside a name that tells no office: "her rival, Ann Lee"."""
        holder = self._introduced(number)
        if holder is not None:
            holder.role = holder.role or self._text.mentions[number].evidence
            self._take(number, holder, "introduction")

    # --- who is meant later ---------------------------------------------------------------------------------------

    def _refer(self, number: int, office: Office) -> None:
        first = self._text.word(self._text.places[number].first)
        plural = self._is_plural(number)
        indefinite = first in _INDEFINITE or first.isdigit()
        if not indefinite:
            known = self.unnamed[-_MOST:] if plural else [*self._holders[:_MOST], *self.unnamed[-_MOST:]]
            fitting = [d for d in known if d.plural == plural and self._holds(d, office, number)]
            if fitting:
                draft = closest(fitting, number)
                if draft.rules.get(draft.members[0]) == _UNNAMED and self._only_in_headlines(draft):
                    draft.name = self._called(number)  # headlines are short
                self._take(number, draft, "role")
                return
        if plural and first == "the" and (band := self._band(number, office)) is not None:
            self._take(number, band, "role")
            return
        if not plural and first == "the" and self._is_description(number):
            self.descriptions[number] = office
        else:
            self._draft(number, office)

    def _only_in_headlines(self, draft: Draft) -> bool:
        return all(self._text.places[n].sentence in self._headlines for n in draft.members)

    def _band(self, number: int, office: Office) -> Draft | None:
        """`the rebels`: the armed or political group named last before, if it is of their sector."""
        if office.country or office.sector is None:
            return None
        groups = [
            d for d in self._things.drafts.values() if d.kind == "group" and d.sector == office.sector and d.members
        ]
        before = [d for d in groups if d.last_before(number) >= 0]
        return closest(before, number) if before else None

    def _is_description(self, number: int) -> bool:
        """`the former banker`, which tells more of somebody just named rather than of somebody new."""
        place = self._text.places[number]
        return bool(_FORMER.intersection(self._text.lower[place.first : place.last]))

    def draft(self, number: int) -> Draft:
        """Draft somebody unnamed whom a description means."""
        return self._draft(number, self.descriptions[number])

    def _draft(self, number: int, office: Office) -> Draft:
        plural = self._is_plural(number)
        kind: EntityKind = "group" if plural else "person"
        draft = Draft(kind, self._called(number), office.country, office.sector, plural=plural)
        draft.offices.append(office)
        gender = self._lexicon.roles[office.role].gender
        draft.gender = gender if gender != "any" else ""
        self.unnamed.append(draft)
        self._take(number, draft, _UNNAMED)
        return draft

    def _called(self, number: int) -> str:
        """What somebody unnamed is called: the role, with "of" whom: "leaders *of twenty economies*"."""
        place, of = self._text.places[number], self._text.places[number].last
        if self._text.word(of) != "of":
            return self._text.mentions[number].evidence.exact
        last = of + 1
        while last < min(of + _LONGEST_OF, len(self._text.lower)) and self._hangs_on(last, of):
            last += 1
        return self._text.written(place.first, last if last > of + 1 else of)

    def _hangs_on(self, token: int, above: int) -> bool:
        """Whether a token belongs to the noun phrase after a preposition, without clauses and names beside it."""
        analysis = self._text.analysis
        for _ in range(_LONGEST_OF):
            if token == above:
                return True
            if analysis.dep[token] in _BEYOND:
                return False
            token = analysis.head[token]
        return False

    def _take(self, number: int, draft: Draft, rule: str) -> None:
        draft.add(number, rule)
        self.of[number] = draft

    def _holds(self, draft: Draft, office: Office, number: int) -> bool:
        """Whether somebody drafted may be the one whom a later (or, for the same role, earlier) phrase means."""
        later = draft.members[0] < number or self._text.places[number].sentence in self._headlines
        for held in draft.offices:
            if office.country and held.country != office.country:
                continue
            if office.body and held.body and office.body != held.body:
                continue
            if office.role == held.role:
                return True
            if later and office.role == "official" and office.country and draft.sector in _STATE:
                return True
            general, special = self._general(held.role), self._general(office.role)
            if (later and office.role in general) or (held.role in special and office.country):
                return True
            if "spokesperson" in general & special or (held.role == "spokesperson" and "spokesperson" in special):
                return True
            if office.role == "spokesperson" and "spokesperson" in general:
                return True
        return False

    def _general(self, role: str) -> frozenset[str]:
        """The roles that may stand for one later: those of its row, and those that end its own words."""
        words = role.split()
        ends = (" ".join(words[at:]) for at in range(1, len(words)))
        return frozenset((*self._lexicon.roles[role].general, *(e for e in ends if e in self._lexicon.roles)))
