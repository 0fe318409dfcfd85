"""The words of a text, ready to be compared with those of another."""

from __future__ import annotations

import re
import zlib
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

#: Words of a text that are compared; what a longer one holds beyond them is passed over.
MAX_WORDS = 20_000

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_BEGINS_SENTENCE = frozenset(".!?:;\n\"'“”‘’«»([—–")  # what can stand before the first word of a sentence
_LOOK_BACK = 6  # characters before a word that tell whether it begins a sentence
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 64 bits without a pattern (the golden ratio), to tell the places of words apart
_KEPT = 1 << 16  # words whose forms are kept; a language has few that are frequent


class Wording:
    """A text's words, in order, without case and punctuation; numbers without thousands separators.

    Attributes:
        text: the text.
        words: its words, at most `MAX_WORDS`.
        lines: for each line that holds words, how many words the text has up to its end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        written: list[str] = []
        lines: list[int] = []
        for line in text.split("\n"):
            found = _WORD.findall(line)
            if found:
                written += found
                lines.append(min(len(written), MAX_WORDS))
            if len(written) >= MAX_WORDS:
                break
        self.lines = tuple(lines)
        self._written = written[:MAX_WORDS]
        self.words = tuple(map(_plain, self._written))

    @cached_property
    def _mixed(self) -> npt.NDArray[np.uint64]:
        codes = np.fromiter(map(_code, self.words), dtype=np.uint64, count=len(self.words))
        return ((codes[:-2] * _MIX ^ codes[1:-1]) * _MIX ^ codes[2:]) * _MIX  # modulo 2**64, as arrays of numbers do

    @cached_property
    def shingles(self) -> Sequence[int]:
        """For each three words in a row, a number that stands for them (64 bits, the same on every machine)."""
        shingles: list[int] = self._mixed.tolist()
        return shingles

    def cuts(self, one_of: int) -> Sequence[int]:
        """The numbers after those shingles that end a stretch of text by themselves: about one of so many."""
        # The upper bits: those that the mixing of a shingle's words reaches best.
        places: list[int] = (np.flatnonzero((self._mixed >> np.uint64(40)) % np.uint64(one_of) == 0) + 1).tolist()
        return places

    @cached_property
    def shingle_bytes(self) -> Sequence[bytes]:
        """The shingles as bytes, the highest first."""
        shingles: list[bytes] = self._mixed.astype(">u8").view("V8").tolist()
        return shingles

    @cached_property
    def distinct(self) -> frozenset[int]:
        """The shingles, each once."""
        return frozenset(self.shingles)

    @cached_property
    def places(self) -> Mapping[int, int]:
        """For each shingle the number of the word at which it first stands."""
        return dict(zip(reversed(self.shingles), range(len(self.shingles) - 1, -1, -1), strict=True))

    @cached_property
    def facts(self) -> Mapping[int, str]:
        """The words that say which, who and how much: numbers, and names, that is words with a capital within a
        sentence. By the number of the word.
        """  # noqa: D205 (the sentence is longer than a line)
        words = self.words
        places = enumerate(zip(self._written, _WORD.finditer(self.text), strict=False))
        return {n: words[n] for n, (word, match) in places if not word[0].islower() and self._is_fact(match)}

    def _is_fact(self, match: re.Match[str]) -> bool:
        first, start = match[0][0], match.start()
        if first.isdecimal():
            return True
        before = self.text[max(0, start - _LOOK_BACK) : start].rstrip(" ")
        return first.isupper() and before != "" and before[-1] not in _BEGINS_SENTENCE


@lru_cache(maxsize=_KEPT)
def _plain(word: str) -> str:
    return word.replace(",", "") if word[0].isdecimal() else word.casefold()


@lru_cache(maxsize=_KEPT)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))
