"""`I` and `we` in somebody's own words: the speaker, or the state or body in whose name an official speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.entities.antecedents import Antecedents
    from onrecord.entities.draft import Draft
    from onrecord.entities.plurals import Plurals
    from onrecord.entities.things import Things

_ONE = frozenset((
    "i", "me", "my", "mine", "myself",
))  # fmt: skip
_SEVERAL = frozenset((
    "we", "us", "our", "ours", "ourselves",
))  # fmt: skip
FIRST_PERSON = _ONE | _SEVERAL

#: Sectors whose people say "we" for their state.
_STATE = frozenset(("GOV", "MIL", "SPY"))


class FirstPerson:
    """Joins first-person pronouns to whoever speaks there.

    Args:
        antecedents: the mentions, and who speaks where.
        plurals: to make one of several speakers.
        things: to find or make a country or a body.
    """

    def __init__(self, antecedents: Antecedents, plurals: Plurals, things: Things) -> None:
        self._antecedents = antecedents
        self._plurals = plurals
        self._things = things

    def resolve(self, number: int) -> None:
        """Join one pronoun; outside anybody's own words it stays open."""
        text, sayings = self._antecedents.text, self._antecedents.sayings
        at = text.places[number].first
        speakers = self._antecedents.drafts(sayings.voice(at))
        if text.word(at) in _ONE:
            if len(speakers) == 1 and speakers[0].kind == "person":
                self._antecedents.take(number, speakers[0], "first-person")
        elif len(speakers) > 1:
            self._antecedents.take(number, self._plurals.together(speakers), "we-speakers")
        elif speakers:
            self._we(number, speakers[0])

    def _we(self, number: int, speaker: Draft) -> None:
        """An official's `we` is the state, that of somebody who serves a body the body; others speak for themselves."""
        body = next((b for o in speaker.offices if (b := self._things.find(o.body)) is not None), None)
        if speaker.kind not in {"person", "group"} or not speaker.offices:
            self._antecedents.take(number, speaker, "we-speaker")
        elif speaker.sector in _STATE and self._things.is_state(speaker.country):
            self._antecedents.take(number, self._things.country(speaker.country or ""), "we-country")
        elif body is not None:
            self._antecedents.take(number, body, "we-body")
        else:
            self._antecedents.take(number, speaker, "we-speaker")
