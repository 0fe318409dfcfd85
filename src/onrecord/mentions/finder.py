"""The stage: all mentions of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.lexicon.time_words import load_time_words
from onrecord.mentions import names, phrases
from onrecord.mentions.dates import DateFinder
from onrecord.mentions.places import Toponyms
from onrecord.mentions.tokens import Found, Tokens
from onrecord.model import Evidence, Mention, Provenance, mention_id
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.lexicon import Lexicon
    from onrecord.model import Analysis, Document

STAGE = "mentions"

_PRONOUNS = frozenset((
    "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them",
    "their", "theirs", "themselves",
))  # fmt: skip
_FIRST_PERSON = frozenset((
    "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves",
))  # fmt: skip


class Finder:
    """Finds names, roles, pronouns and dates.

    Args:
        lexicon: what is known.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._dates = DateFinder(load_time_words())

    def __call__(self, document: Document, analysis: Analysis) -> tuple[Mention, ...]:
        """The mentions of a document, in text order; those that begin together, longest first.

        Mentions may lie inside each other, but two of one kind never overlap.
        """
        tokens = Tokens.of(analysis)
        found = phrases.overlapping(self._find(document, tokens))
        return tuple(self._mention(document, analysis, f) for f in found)

    def _find(self, document: Document, tokens: Tokens) -> Iterator[Found]:
        matches = tuple(self._lexicon.matcher.find(tokens.text, tokens.lower))
        persons, others = names.find(tokens, matches, self._lexicon)
        persons += phrases.named_by_roles(tokens, matches, persons, others)
        named = {at for p in persons for at in range(p.first, p.last)}
        others = [o for o in others if named.isdisjoint(range(o.first, o.last))]
        organs = phrases.organs(tokens, matches, others, persons)
        others = [*phrases.without_phrases(others, organs), *organs]
        roles = phrases.roles(tokens, matches, others, persons)
        others = [*phrases.without_phrases(others, roles), *roles, *phrases.introductions(tokens, persons, roles)]
        others += phrases.nouns(tokens, matches, others)
        others += phrases.ages(tokens)
        days = list(self._dates(tokens, document.published))
        others += Toponyms(tokens, matches, self._lexicon).missed((*persons, *others, *days))
        yield from persons
        yield from others
        yield from _pronouns(tokens)
        yield from days

    def _mention(self, document: Document, analysis: Analysis, found: Found) -> Mention:
        span = (analysis.start[found.first], analysis.end[found.last - 1])
        evidence = Evidence.of(document.text, *span)
        return Mention(
            id=mention_id(document.id, found.kind, evidence),
            document_id=document.id,
            kind=found.kind,
            evidence=evidence,
            provenance=Provenance(STAGE, found.rule, __version__, self._lexicon.hash, found.entry),
            value=found.value,
            metonym=found.metonym,
        )


def _pronouns(tokens: Tokens) -> Iterator[Found]:
    for at, word in enumerate(tokens.lower):
        if word in _PRONOUNS or (word in _FIRST_PERSON and _is_first_person(tokens, at)):
            yield Found(at, at + 1, "pronoun", "pronoun")


def _is_first_person(tokens: Tokens, at: int) -> bool:
    """Not the `US`, a `mine`, or the `I` of a numeral."""
    shouted = len(tokens.text[at]) > 1 and tokens.text[at].isupper()
    return tokens.analysis.pos[at] in {"PRON", "DET"} and not shouted
