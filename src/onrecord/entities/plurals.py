"""Several at once: `they`, `the two countries`, and the pairs and groups that such words stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.entities.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.entities.antecedents import Antecedents, Candidate
    from onrecord.entities.text import Place
    from onrecord.lexicon import Lexicon

_REACH = 2  # sentences back at most
_PAIR_REACH = 3
_BODIES = frozenset(("country", "organisation", "group"))
_MEMBERS = frozenset(("person", "role", "country", "demonym", "organisation", "group", "place"))


class Plurals:
    """Joins plural pronouns and nouns to a group, a body, or several entities together.

    Args:
        antecedents: the mentions before.
        lexicon: the nouns that point back.
    """

    def __init__(self, antecedents: Antecedents, lexicon: Lexicon) -> None:
        self._antecedents = antecedents
        self._text = antecedents.text
        self._lexicon = lexicon
        self._together: dict[tuple[int, ...], Draft] = {}

    def together(self, parts: Sequence[Draft]) -> Draft:
        """The draft that stands for several, made once for the same ones."""
        parts = list(dict.fromkeys(single for p in parts for single in p.parts or (p,)))
        key = tuple(sorted(id(p) for p in parts))
        if key not in self._together:
            names = [p.name for p in parts]
            draft = Draft("group", f"{', '.join(names[:-1])} and {names[-1]}", plural=True, parts=tuple(parts))
            draft.country = _shared(p.country for p in parts)
            draft.sector = _shared(p.sector for p in parts)
            self._together[key] = draft
        return self._together[key]

    # --- they -----------------------------------------------------------------------------------------------------

    def pronoun(self, number: int) -> None:
        """`they`: who spoke last, several joined by "and", a group, a body of the sentence, or somebody unnamed."""
        speakers = self._antecedents.speakers_before(number)
        if len(speakers) > 1:
            self._antecedents.take(number, self.together(speakers), "pronoun-several")
            return
        if speakers and (speakers[0].plural or speakers[0].kind in _BODIES):
            self._antecedents.take(number, speakers[0], "pronoun-plural")
            return
        somebody: Draft | None = None
        for candidate in self._antecedents.before(number, _REACH):
            if self._text.mentions[candidate.number].kind == "demonym":
                continue
            if self._is_barred(number, candidate):
                break
            found = self._plural(number, candidate)
            if found is not None:
                self._antecedents.take(number, found, "pronoun-several" if found.parts else "pronoun-plural")
                return
            somebody = somebody or self._unnamed(number, candidate)
        if somebody is not None:
            self._antecedents.take(number, somebody, "singular-they")

    def _is_barred(self, number: int, candidate: Candidate) -> bool:
        """Whether a plural noun stands between the two that may be meant; for a speaker, only a subject may."""
        there, here = self._text.places[candidate.number], self._text.places[number]
        analysis = self._text.analysis
        speaks = self._antecedents.sayings.speaks(number)
        return any(
            analysis.tag[at] in {"NNS", "NNPS"} and not (speaks and analysis.dep[at] not in {"nsubj", "nsubjpass"})
            for at in range(there.last, here.first)
        )

    def _plural(self, number: int, candidate: Candidate) -> Draft | None:
        there, here, draft = self._text.places[candidate.number], self._text.places[number], candidate.draft
        if self._antecedents.is_own_speaker(number, draft) or self._antecedents.same_clause(number, candidate.number):
            return None
        if there.joined:
            joined = self.joined(candidate.number)
            is_subject = any(self._text.places[n].subject for n in joined)
            parts = list(dict.fromkeys(self._antecedents.of[n] for n in joined))
            return self.together(parts) if is_subject and len(parts) > 1 else None
        body = draft.kind == "organisation" and there.sentence == here.sentence
        return draft if there.subject and (draft.plural or draft.kind == "group" or body) else None

    def _unnamed(self, number: int, candidate: Candidate) -> Draft | None:
        """One person of whom the report tells neither name nor gender, and who speaks: "a resident said they ..."."""
        draft, mentions = candidate.draft, self._text.mentions
        unnamed = draft.kind == "person" and not draft.gender and all(mentions[n].kind == "role" for n in draft.members)
        speaks = self._antecedents.sayings.speaks(candidate.number)
        return draft if unnamed and speaks and not self._antecedents.is_own_speaker(number, draft) else None

    def joined(self, number: int) -> list[int]:
        """The mentions with a draft that are joined to this one by "and", itself among them, in text order."""
        places, root = self._text.places, self._root(self._text.places[number])
        low, high = number, number + 1
        while low and places[low - 1].sentence == places[number].sentence:
            low -= 1
        while high < len(places) and places[high].sentence == places[number].sentence:
            high += 1
        heads: dict[int, int] = {}
        for n in range(low, high):
            known = n in self._antecedents.of and self._text.mentions[n].kind in _MEMBERS
            if known and places[n].joined and self._root(places[n]) == root:
                heads.setdefault(places[n].head, n)
        return sorted(heads.values())

    def _root(self, place: Place) -> int:
        analysis, at = self._text.analysis, place.head
        for _ in range(place.head + 1):
            if analysis.dep[at] != "conj" or analysis.head[at] >= at:
                break
            at = analysis.head[at]
        return at

    # --- the two countries ----------------------------------------------------------------------------------------

    def pair(self, number: int) -> None:
        """`the two countries`: the last two joined by "and" that are such, else the last two."""
        noun = (self._text.mentions[number].provenance.entry or "").removeprefix("noun:")
        kinds = frozenset(self._lexicon.nouns[noun].kinds)
        last: list[Draft] = []
        for candidate in self._antecedents.before(number, _PAIR_REACH):
            if not self._is_member(candidate.draft, kinds):
                continue
            if self._text.places[candidate.number].joined:
                parts = list(dict.fromkeys(self._antecedents.of[n] for n in self.joined(candidate.number)))
                if len(parts) == _TWO and all(self._is_member(p, kinds) for p in parts):
                    self._antecedents.take(number, self.together(parts), "pair-joined")
                    return
            if candidate.draft not in last:
                last.insert(0, candidate.draft)
        if len(last) >= _TWO:
            self._antecedents.take(number, self.together(last[-_TWO:]), "pair")

    def _is_member(self, draft: Draft, kinds: frozenset[str]) -> bool:
        return draft.kind in kinds and not draft.plural


_TWO = 2


def _shared(values: Iterable[str | None]) -> str | None:
    """The value that all have, if it is the same."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
