"""One pass over a document's tokens for all surfaces of the lexicon."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Family = Literal[
    "country",
    "demonym",
    "capital",
    "metonym",
    "bloc",
    "region",
    "bloc-demonym",
    "organisation",
    "role",
    "organ",
    "title",
    "noun",
    "agent",
    "part",
    "person",
]


class Case(IntEnum):
    """How far the case of the letters has to agree."""

    ANY = 0
    CAPITAL = 1
    EXACT = 2


class Entry(NamedTuple):
    """What a surface stands for.

    Attributes:
        family: which kind of thing, and table.
        key: names the entry for provenance and look-up: `country:IRN`, `org:IAEA`, `role:foreign minister`.
        code: ISO or bloc code of countries, demonyms and capitals; sector of roles and titles; else empty.
        case: how the surface has to be written.
        surface: the tokens as the lexicon writes them.
        plural: the surface names several people.
    """

    family: Family
    key: str
    code: str
    case: Case
    surface: tuple[str, ...]
    plural: bool = False


class Match(NamedTuple):
    """Tokens `[first, last)` are a surface of `entry`."""

    first: int
    last: int
    entry: Entry


_END = ""

#: Abbreviations that keep their full stop; after other small letters it is a token of its own.
_DOTTED = frozenset((
    "Adm", "Co", "Dr", "Gen", "Gov", "Inc", "Jr", "Ltd", "Messrs", "Mr", "Mrs", "Ms", "Prof", "Rep", "Rev",
    "Sen", "St",
))  # fmt: skip

#: Where the analyser cuts a word: apostrophe-s, hyphens and slashes before letters, brackets, a last apostrophe.
_CUT = re.compile(r"'s\b|'$|(?<=[^\W_])[-–—/](?=[^\W\d_])|[()\[\],;:]|(?<=\d)\+(?=\d)")


def split(surface: str) -> tuple[str, ...]:
    """The tokens of a surface as the analyser would cut it."""
    tokens: list[str] = []
    for word in surface.replace("’", "'").split():
        if word.endswith(".") and word[-2:-1].islower() and word[:-1] not in _DOTTED:
            tokens += [word[:-1], "."]
            continue
        at = 0
        for cut in _CUT.finditer(word):
            tokens += [word[at : cut.start()], cut.group()]
            at = cut.end()
        tokens.append(word[at:])
    return tuple(t for t in tokens if t)


class Matcher:
    """A trie over lower-cased tokens.

    Args:
        entries: what to look for; several may share a surface.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._root: dict[str, object] = {}
        for entry in entries:
            node = self._root
            for token in entry.surface:
                node = node.setdefault(token.lower(), {})  # type: ignore[assignment]
            node.setdefault(_END, []).append(entry)  # type: ignore[attr-defined]

    def find(self, text: Sequence[str], lower: Sequence[str]) -> Iterator[Match]:
        """Every surface in a text, shorter ones inside longer ones too, in order of their first token.

        Args:
            text: the tokens, with straight apostrophes.
            lower: the same in lower case.
        """
        size, root = len(lower), self._root
        for first in range(size):
            node = root.get(lower[first])
            at = first + 1
            while node is not None:
                entries = node.get(_END)  # type: ignore[attr-defined]
                if entries:
                    for entry in entries:
                        if not entry.case or _case_agrees(entry, text, first):
                            yield Match(first, at, entry)
                if at >= size:
                    break
                node = node.get(lower[at])  # type: ignore[attr-defined]
                at += 1


def _case_agrees(entry: Entry, text: Sequence[str], first: int) -> bool:
    """Whether every capital of the surface is one in the text; for `EXACT`, whether all tokens are the same."""
    for offset, token in enumerate(entry.surface):
        word = text[first + offset]
        if word != token and (entry.case is Case.EXACT or (token[0].isupper() and not word[0].isupper())):
            return False
    return True


def longest(matches: Iterable[Match]) -> list[Match]:
    """The matches without those that overlap a longer one; of two equally long, the first stays. In text order."""
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.first - m.last, m.first)):
        tokens = range(match.first, match.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(match)
    return sorted(kept)
