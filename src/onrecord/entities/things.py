"""Countries, blocs, organisations, places: what a lexicon entry or the name itself identifies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.entities.draft import Draft

if TYPE_CHECKING:
    from onrecord.entities.text import Text
    from onrecord.lexicon import Lexicon, Organ
    from onrecord.model import Mention

Key = tuple[str, str]

_OWNERS = frozenset(("his", "her", "their", "its", "my", "our"))


class Things:
    """Collects the drafts of everything but persons.

    Args:
        text: the mentions.
        lexicon: what is known.

    Attributes:
        drafts: by what identifies them.
        of: mention index → draft.
        owned: organs of whoever a pronoun stands for ("her government"), not drafted yet.
    """

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self.drafts: dict[Key, Draft] = {}
        self.of: dict[int, Draft] = {}
        self.owned: list[int] = []
        self._organs: dict[str, Draft] = {}
        self._by_first_word: dict[str, Draft] = {}

    def collect(self) -> None:
        """Draft every mention that its lexicon entry or its name identifies."""
        organs = []
        for number, mention in enumerate(self._text.mentions):
            if mention.provenance.rule == "organ":
                organs.append(number)
            elif mention.kind in {"country", "demonym", "organisation", "group", "place", "other"}:
                self._join(number, mention)
        self._abbreviations()
        for number in organs:
            if self._text.word(self._text.places[number].first) in _OWNERS:
                self.owned.append(number)
            else:
                self._organ(number)

    def country(self, code: str) -> Draft:
        """The draft of a country or bloc, made when it is not there."""
        bloc = self._lexicon.blocs.get(code)
        if bloc is not None and code not in self._lexicon.countries:
            return self._draft(("bloc", code), Draft("group", bloc.name, country=code, ref=f"bloc:{code}"))
        name = self._lexicon.country_name(code)
        return self._draft(
            ("country", code), Draft("country", name, country=code, ref=f"country:{code}", sort="country")
        )

    def _draft(self, key: Key, new: Draft) -> Draft:
        return self.drafts.setdefault(key, new)

    def _join(self, number: int, mention: Mention) -> None:
        family, _, key = (mention.provenance.entry or "").partition(":")
        if family == "noun":
            return
        if mention.kind in {"country", "demonym"} and mention.value:
            draft = self.country(mention.value)
        elif family == "org":
            draft = self._organisation(key)
        elif family == "metonym" and mention.metonym:
            draft = self._metonym(key)
        elif family == "bloc" and mention.kind == "group":
            draft = self.country(key)
        else:
            draft = self._by_name(number, mention, family, key)
        self._take(number, draft, mention.provenance.rule)

    def _take(self, number: int, draft: Draft, rule: str) -> None:
        draft.add(number, rule)
        self.of[number] = draft

    def _organisation(self, key: str) -> Draft:
        row = self._lexicon.organisations[key]
        new = Draft(
            row.entity,
            row.name,
            country=row.country or None,
            sector=row.sector or None,
            ref=f"org:{key}",
            sort=row.kind,
        )
        return self._draft(("org", key), new)

    def _metonym(self, key: str) -> Draft:
        row = self._lexicon.metonyms[key]
        body = row.ref.removeprefix("org:")
        if body in self._lexicon.organisations:
            return self._organisation(body)
        return self._draft(("org", body), Draft("organisation", row.name, row.country, row.sector, row.ref))

    def _by_name(self, number: int, mention: Mention, family: str, key: str) -> Draft:
        name = without_article(mention.evidence.exact)
        kind = mention.kind if mention.kind in {"organisation", "group", "place"} else "other"
        new = Draft(kind, name)
        if family in {"country", "bloc"}:
            new.country = key
        elif family == "metonym":
            new.country = self._lexicon.metonyms[key].country
        elif kind == "organisation":
            new.sort = name.rpartition(" ")[2].lower()
            new.country = self._country_inside(number)
        if mention.provenance.rule == "short-name" and name in self._by_first_word:
            return self._by_first_word[name]
        draft = self._draft((kind, name.casefold()), new)
        if kind == "organisation":
            self._by_first_word.setdefault(name.partition(" ")[0], draft)
        return draft

    def _country_inside(self, number: int) -> str | None:
        for inner in self._text.inside(number):
            mention = self._text.mentions[inner]
            if mention.kind in {"country", "demonym"} and mention.value:
                return mention.value
        return None

    def find(self, reference: str | None) -> Draft | None:
        """The body with this reference or name, if the text names it."""
        if reference is None:
            return None
        found = self.drafts.get(("org", reference.removeprefix("org:")))
        return found or self.drafts.get(("organisation", reference.casefold()))

    def is_state(self, code: str | None) -> bool:
        """Whether a code is that of a state or territory."""
        return code is not None and code in self._lexicon.countries

    def organ_of(self, number: int, owner: Draft) -> Draft | None:
        """An organ by the person or body that it belongs to: `her government`; "his ministry" is that of his office."""
        row = self._organ_row(number)
        if not self.is_state(owner.country):
            return None
        offices = [o.role.replace("minister", "ministry") for o in owner.offices]
        exact = next((self._lexicon.organs[o] for o in offices if o in self._lexicon.organs), None)
        if exact is not None and exact.surface.endswith(row.surface):
            row = exact
        return self._state_organ(row, owner.country, number)

    def _organ_row(self, number: int) -> Organ:
        return self._lexicon.organs[(self._text.mentions[number].provenance.entry or "").removeprefix("organ:")]

    def _organ(self, number: int) -> None:
        """A state organ: of the country named with it, else the one spoken of before, else of an unknown country."""
        mention, row = self._text.mentions[number], self._organ_row(number)
        country = self._country_inside(number)
        if country is None and self._is_named(number, row.surface):
            draft = self._by_name(number, mention, "organ", "")
            draft.sector = row.sector
            self._take(number, draft, "organ")
            return
        if country is None:
            earlier = self._organs.get(row.key) or self._organs.get(row.surface)
            if earlier is not None:
                self._take(number, earlier, "organ-before")
                return
        draft = self._state_organ(row, country, number)
        self._organs[row.key] = self._organs[row.surface.rpartition(" ")[2]] = draft
        self._take(number, draft, "organ")

    def _state_organ(self, row: Organ, country: str | None, number: int) -> Draft:
        key = f"{country or ''}/{row.key}"
        if key in self._lexicon.organisations:
            return self._organisation(key)
        name = self._text.mentions[number].evidence.exact
        if country:
            name = row.name.format(self._lexicon.within_sentence(country))
        ref = f"org:{key}" if country else None
        return self._draft(("org", key), Draft("organisation", name, country, row.sector, ref, sort=row.surface))

    def settle(self, draft: Draft, number: int, code: str) -> None:
        """Say whose an organ is that was named without its state.

        Args:
            draft: the organ's.
            number: a mention of it.
            code: the state's.
        """
        row = self._organ_row(number)
        known = self._lexicon.organisations.get(f"{code}/{row.key}")
        draft.country, draft.ref = code, f"org:{code}/{row.key}"
        draft.name = known.name if known else row.name.format(self._lexicon.within_sentence(code))

    def _is_named(self, number: int, surface: str) -> bool:
        """Whether more than the organ's own words and an article say which it is: "the Tulsa police"."""
        words = without_article(self._text.mentions[number].evidence.exact)
        return len(words) > len(surface) + 2

    def _abbreviations(self) -> None:
        """`Some Long Name (SLN)`: two names of one body; the short one then stands for it everywhere."""
        places, mentions = self._text.places, self._text.mentions
        for number, place in enumerate(places):
            long = self.of.get(number)
            if long is None or mentions[number].kind not in {"organisation", "group", "other"}:
                continue
            if self._text.word(place.last) != "(":
                continue
            for other in self._text.starting.get(place.last + 1, ()):
                short = self.of.get(other)
                if short is None or short is long or self._text.word(places[other].last) != ")" or short.ref:
                    continue
                if mentions[other].evidence.exact.isupper():
                    self._merge(short, long)

    def _merge(self, short: Draft, long: Draft) -> None:
        for number in short.rules:
            self._take(number, long, "abbreviation")


def without_article(name: str) -> str:
    """A name without "the" before it and 's after it."""
    words = name.split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words)
