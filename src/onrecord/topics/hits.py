"""Where words of the topic lexicon stand in a document."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from onrecord.lexicon.topics import split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.lexicon.topics import Tell, TopicEntry, TopicKey
    from onrecord.model import Analysis

#: Tokens on either side within which a weak word needs a strong word of the same topic, or another weak one.
NEAR, BESIDE = 40, 12
_SHORTEST_PLURAL = 4


class Hit(NamedTuple):
    """An entry at tokens `[first, last)`, with what it tells there."""

    first: int
    last: int
    entry: TopicEntry
    tells: tuple[Tell, ...]


def find_hits(analysis: Analysis, index: Mapping[str, tuple[TopicEntry, ...]]) -> tuple[Hit, ...]:
    """The entries in a text, in order and not overlapping: at each token the longest one.

    Entries that tell nothing hide what their words would tell and are left out, as are weak words that stand alone.
    """
    words = _Words(analysis)
    found: list[Hit] = []
    at = 0
    while at < len(words):
        entry = words.entry_at(at, index)
        if entry is None:
            at += 1
            continue
        last = at + len(entry.words)
        if entry.tells:
            found.append(Hit(words.token[at], words.token[last - 1] + 1, entry, entry.tells))
        at = last
    return _supported(found)


class _Words:
    """The words of a text without hyphens between them, each in the forms in which an entry may have it."""

    def __init__(self, analysis: Analysis) -> None:
        self.token: list[int] = []
        self.text: list[str] = []
        self.lemma: list[str] = []
        for token, text in enumerate(analysis.text):
            parts = split_words(text)
            self.token += [token] * len(parts)
            self.text += parts
            lemma = analysis.lemma[token].lower()
            whole = len(parts) == 1 and lemma != text.lower()
            self.lemma += [lemma] if whole else [_singular(part.lower()) for part in parts]
        self.lower = [text.lower() for text in self.text]

    def __len__(self) -> int:
        return len(self.token)

    def entry_at(self, at: int, index: Mapping[str, tuple[TopicEntry, ...]]) -> TopicEntry | None:
        """The longest entry that begins at a word; of equally long ones that of the form in the text."""
        low, lemma = self.lower[at], self.lemma[at]
        entries = index.get(low, ())
        if lemma != low:
            entries = (*entries, *index.get(lemma, ()))
        best = None
        for entry in entries:
            if (best is None or len(entry.words) > len(best.words)) and self._stands(entry, at):
                best = entry
        return best

    def _stands(self, entry: TopicEntry, at: int) -> bool:
        last = at + len(entry.words)
        if last > len(self.token):
            return False
        if entry.exact:
            return tuple(self.text[at:last]) == entry.words
        return all(word in (self.lower[i], self.lemma[i]) for i, word in enumerate(entry.words, at))


def _singular(word: str) -> str:
    """The singular of a word that the language model may have left in the plural, as it does with names."""
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def _supported(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits without the topics of weak words that no other word of the topic supports."""
    strong: dict[TopicKey, list[int]] = {}
    weak: dict[TopicKey, list[tuple[int, TopicEntry]]] = {}
    for hit in hits:
        for tell in hit.tells:
            if tell.strong:
                strong.setdefault(tell.topic, []).append(hit.first)
            else:
                weak.setdefault(tell.topic, []).append((hit.first, hit.entry))
    kept = []
    for hit in hits:
        tells = tuple(
            t
            for t in hit.tells
            if t.strong or _is_near(hit, strong.get(t.topic, ())) or _has_company(hit, weak[t.topic])
        )
        if tells:
            kept.append(hit._replace(tells=tells))
    return tuple(kept)


def _is_near(hit: Hit, places: Sequence[int]) -> bool:
    """Whether one of some tokens, in order, is near a hit."""
    at = bisect_left(places, hit.first - NEAR)
    return at < len(places) and places[at] < hit.last + NEAR


def _has_company(hit: Hit, others: Sequence[tuple[int, TopicEntry]]) -> bool:
    """Whether another entry, of some in order of their tokens, stands beside a hit."""
    first = bisect_left(others, hit.first - BESIDE, key=lambda other: other[0])
    last = bisect_left(others, hit.last + BESIDE, key=lambda other: other[0])
    return any(entry is not hit.entry for _, entry in others[first:last])
