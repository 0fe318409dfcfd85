"""A tree whose words are compared with the trigger lexicon's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.model.tree import Tree

if TYPE_CHECKING:
    from onrecord.model import Analysis

_TIMES = frozenset({"DATE", "TIME"})
#: Of an entry that asks for an infinitive ("told Qatar *to* leave"), which the tree has below the verb of that.
_TO = "to"
_EACH_OTHER = frozenset({("each", "other"), ("one", "another")})
#: Nouns that only measure what stands after their "of" ("a series of *talks*").
MEASURES = frozenset({
    "all", "batch", "day", "host", "hundred", "last", "month", "most", "much", "number", "package", "pair", "part",
    "raft", "remainder", "rest", "round", "series", "set", "slew", "some", "string", "thousand", "wave", "week", "year",
})  # fmt: skip
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
#: Ends as short verbs have them that double their last letter before an ending ("rap", "rapped").
_DOUBLING = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")
#: Tokens of a word with hyphens that are looked at, before its last.
_MAX_PARTS = 6


class WordTree(Tree):
    """A tree with the base forms of its words.

    Attributes:
        lemma: base form of each token, in lower case, as the analysis has it but for what `_mended` mends; of the last
            token of a word with hyphens that of the whole word ("test-fire").
    """

    def __init__(self, analysis: Analysis) -> None:
        super().__init__(analysis)
        self.lemma = [self._word(t) for t in range(len(analysis))]
        self._times = {t for n in analysis.names if n.label in _TIMES for t in range(n.first, n.last)}

    def _word(self, token: int) -> str:
        """The base form of a word, with what hyphens join before it."""
        texts, start = self.analysis.text, self.analysis.start
        first = token
        while (
            first > max(1, token - _MAX_PARTS)
            and texts[first - 1] in _HYPHENS
            and start[first - 2] + len(texts[first - 2]) == start[first - 1]
            and start[first - 1] + 1 == start[first]
        ):
            first -= 2
        lemma = _mended(texts[token].lower(), self.analysis.lemma[token].lower())
        return "-".join((*(t.lower() for t in texts[first:token:2]), lemma))

    def is_each_other(self, token: int) -> bool:
        """Whether a token ends "each other" or "one another"."""
        text = self.analysis.text
        return token > 0 and (text[token - 1].lower(), text[token].lower()) in _EACH_OTHER

    def words_below(self, token: int, words: tuple[str, ...], deps: frozenset[str]) -> tuple[int, ...] | None:
        """The tokens of some words in any order, each by one of the labels below `token` or another of them.

        Adjectives may have any label: the tree has many for that in "shot him dead".
        Words are compared with base and lower-case forms. None when one is missing.
        """
        found: list[int] = []
        missing = list(words)
        while missing:
            children = [c for t in (token, *found) for c in self.children[t]]
            below = [c for c in children if self.analysis.dep[c] in deps or self.analysis.pos[c] == "ADJ"]
            below += [c for m in below for c in self.measured(m)]
            if _TO in missing:
                below += [c for clause in children for c in self.children[clause] if self.analysis.tag[c] == "TO"]
            hit = next(((c, w) for c in below for w in missing if c not in found and self._is(c, w)), None)
            if hit is None:
                return None
            found.append(hit[0])
            missing.remove(hit[1])
        return tuple(found)

    def measured(self, token: int) -> list[int]:
        """What a noun of measure counts or gathers; nothing of another token."""
        if self.lemma[token] not in MEASURES:
            return []
        links = (c for c in self.children[token] if c > token and self.analysis.text[c].lower() == "of")
        return [c for link in links for c in self.children[link] if self.analysis.dep[c] == "pobj"]

    def _is(self, token: int, word: str) -> bool:
        """Whether a token is a word; a preposition before a date is none."""
        lemma, text = self.lemma[token], self.analysis.text[token].lower()
        forms = (text,) if self.analysis.dep[token] == "prep" else (lemma, lemma.rpartition("-")[2], text)
        return word in forms and not self._dated(token)  # "according to" is no accord

    def _dated(self, preposition: int) -> bool:
        """Whether it is a preposition before a date or time ("on Monday")."""
        if self.analysis.dep[preposition] != "prep":
            return False
        objects = [c for c in self.children[preposition] if self.analysis.dep[c] == "pobj"]
        return any(c in self._times for c in objects)


def _mended(text: str, lemma: str) -> str:
    """A base form with the silent "e" that the analysis takes from short verbs: "staged" is of "stage", not "stag"."""
    if text in (lemma + "ed", lemma + "ing") and _DOUBLING.fullmatch(lemma):
        return lemma + "e"
    return lemma
