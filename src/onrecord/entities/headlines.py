"""Whom a headline quotes: somebody called by an office, whose words the report gives again with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from onrecord.entities.draft import Draft
    from onrecord.entities.sayings import Saying, Sayings
    from onrecord.entities.text import Text

_FEWEST = 4  # words that are no chance
_MOST = 200  # statements that are looked at
RULE = "same-words"


def join_quoted(text: Text, of: dict[int, Draft], sayings: Sayings, headlines: AbstractSet[int]) -> None:
    """Join the unnamed speaker of a headline to the person who says the same words in the report.

    Args:
        text: the mentions.
        of: mention index → draft; changed where somebody is joined.
        sayings: who speaks where.
        headlines: numbers of the sentences that stand in headlines.
    """
    said = [s for s in sayings.all if not s.nested][:_MOST]
    sentences = {at: n for n, s in enumerate(text.analysis.sentences) for at in range(s.first, s.last)}
    above = [s for s in said if sentences.get(s.first) in headlines and len(s.sources) == 1]
    below = [s for s in said if sentences.get(s.first) not in headlines and len(s.sources) == 1]
    for saying in above:
        draft = of.get(saying.sources[0])
        words = _words(text, saying)
        if draft is None or draft.kind != "person" or words.count(" ") <= _FEWEST or _is_named(text, draft):
            continue
        speakers = (of.get(s.sources[0]) for s in below if words in _words(text, s) and _is_direct(sayings, s))
        person = next((d for d in speakers if d is not None and d is not draft and d.kind == "person"), None)
        if person is not None:
            _join(of, draft, person)


def _words(text: Text, saying: Saying) -> str:
    """What is said, in lower case, without marks, with a blank around each word."""
    words = (text.word(at) for tokens in saying.contents for at in tokens)
    return " " + " ".join(w for w in words if any(c.isalnum() for c in w)) + " "


def _is_direct(sayings: Sayings, saying: Saying) -> bool:
    return all(sayings.direct(tokens[0]) for tokens in saying.contents if tokens)


def _is_named(text: Text, draft: Draft) -> bool:
    return any(text.mentions[n].kind == "person" for n in draft.members)


def _join(of: dict[int, Draft], draft: Draft, person: Draft) -> None:
    for number in draft.members:
        person.add(number, RULE)
        of[number] = person
    person.country, person.sector = person.country or draft.country, person.sector or draft.sector
    person.role = person.role or draft.role
    person.offices += draft.offices
