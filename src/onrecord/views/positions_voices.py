"""Who is the same in two reports: whose position a statement is, and whom it is about."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from onrecord.views.official import is_official
from onrecord.views.positions_rows import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.views.dyads import Side


class Speaker(NamedTuple):
    """Who speaks or is spoken of, as one report has it.

    Attributes:
        kind: of the entity; None for somebody found by the words of the office.
        name: of the entity.
        ref: its key, when a lexicon knows it.
        country: its country.
        sector: its sector.
    """

    kind: str | None
    name: str
    ref: str | None
    country: str | None
    sector: str | None


class Voices:
    """The voices of all speakers that were found for one who was asked for; or the subjects that were found for one.

    Those who speak for a state are its one voice when the state was asked for. Somebody found by the words of an
    office speaks for the office, of one country. A person is the same in two reports by reference, or else by name;
    part of a name ("Kanaani") is taken for the one longer name that ends so, if there is only one.

    Args:
        asked: who was asked for; None when nobody was.
        speakers: all of them, so that the answer does not depend on their order. A voice has the most frequent name of
            its speakers.
    """

    def __init__(self, asked: Side | None, speakers: Iterable[Speaker]) -> None:
        listed = list(speakers)
        self._asked = asked
        self._keys = _keys(listed)
        named: dict[str, Counter[str]] = defaultdict(Counter)
        for speaker in listed:
            named[self._key(speaker)][speaker.name] += 1
        self._names = {key: min(names, key=lambda name: (-names[name], name)) for key, names in named.items()}

    def of(self, speaker: Speaker) -> Voice:
        """Whose voice a speaker is."""
        country = speaker.country or ""
        asked = self._asked
        if asked and asked.level == "country" and (speaker.kind == "country" or is_official(speaker.sector)):
            return Voice(f"country:{country}", country)
        if asked and speaker.kind is None:
            name = f"{asked.value} ({country})" if country else asked.value
            return Voice(f"office:{country}", name)
        key = self._key(speaker)
        return Voice(key, self._names[key])

    def _key(self, speaker: Speaker) -> str:
        return speaker.ref or self._keys[speaker.name.casefold()]


def _keys(speakers: Iterable[Speaker]) -> dict[str, str]:
    """What stands for each name, in lower case: a reference, or the one fuller name, or the name itself."""
    refs: dict[str, set[str]] = defaultdict(set)
    for speaker in speakers:
        refs[speaker.name.casefold()].update({speaker.ref} if speaker.ref else ())
    ending: dict[tuple[str, ...], set[str]] = defaultdict(set)
    keys: dict[str, str] = {}
    for name in sorted(refs, key=lambda n: (-len(n.split()), n)):
        words = tuple(name.split())
        own = sorted(refs[name])
        fuller = sorted(ending[words])
        known = own or fuller
        keys[name] = known[0] if len(known) == 1 else f"name:{name}"
        for start in range(1, len(words)):
            ending[words[start:]].add(keys[name])
    return keys
