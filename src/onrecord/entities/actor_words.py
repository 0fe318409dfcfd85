"""The pieces of an actor's words: countries, roles, bodies, places and names, and what links them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.lexicon import split
from onrecord.lexicon.matcher import Match, longest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.lexicon import Family, Lexicon

_MOST_CHARS = 400

#: Which table decides when several have the same words.
_ORDER: tuple[Family, ...] = (
    "metonym", "country", "demonym", "capital", "bloc", "bloc-demonym", "organisation", "organ", "role", "agent",
    "region", "part", "title",
)  # fmt: skip
_LINKS = frozenset((
    "of", "for", "in", "at", "to", "from", "with", "on", "against", "by", "across", "under", "near", "who", "named",
))  # fmt: skip
_SERVED = frozenset(("of", "for", "at"))
#: After a hyphen: the state or body before it is not the actor's own ("Iran-backed").
_APART = frozenset((
    "backed", "led", "aligned", "allied", "linked", "funded", "sponsored", "trained", "supported", "leaning",
    "friendly", "armed", "controlled", "occupied",
))  # fmt: skip
_SIDES = frozenset(("pro", "anti"))
_FORMER = frozenset(("former", "ex", "ex-", "retired", "late", "onetime", "ousted", "deposed", "erstwhile"))
_PARTICLES = frozenset((
    "al", "el", "ul", "bin", "ibn", "ben", "bint", "ould", "de", "da", "do", "dos", "du", "la", "le", "von", "van",
    "der", "den", "y", "e",
))  # fmt: skip
_PLACES = frozenset(("country", "demonym", "capital", "part"))
_INNER = _PARTICLES | {"-"}
_FILLERS = re.compile(r"[\"“”„«»]")
#: Written without the apostrophe, or with it in the wrong place: "Peoples Army".
_POSSESSIVE = re.compile(r"\b(People|Women|Men|Children)(?:s'|s)(?!\w)")
#: "Congo, Republic of the".
_INVERTED = re.compile(r"^(\w[\w ]*), ((?:\w+ )*Republic of(?: the)?)$")
_LONGEST_NAME = 6


class Piece(NamedTuple):
    """Tokens `[first, last)` that the lexicon knows.

    Attributes:
        apart: a country or body that the actor is for, against or backed by, not its own.
    """

    first: int
    last: int
    family: Family
    key: str
    code: str
    plural: bool
    apart: bool


class Words(NamedTuple):
    """An actor's words.

    Attributes:
        text: as given, without quotation marks.
        tokens: as the lexicon cuts them.
        pieces: what it knows, in text order, none within another.
    """

    text: str
    tokens: tuple[str, ...]
    pieces: tuple[Piece, ...]
    lexicon: Lexicon

    def word(self, at: int) -> str:
        """A token in lower case; empty outside."""
        return self.tokens[at].lower() if 0 <= at < len(self.tokens) else ""

    def within(self, piece: Piece) -> list[Piece]:
        """What the first word of a piece means by itself: the body of a "UN envoy"."""
        first = self.tokens[piece.first : piece.first + 1]
        found = self.lexicon.matcher.find(first, [t.lower() for t in first])
        return [_piece(m, []) for m in found if piece.last - piece.first > 1]

    def segments(self) -> Iterator[list[Piece]]:
        """The pieces between commas."""
        commas = [n for n, t in enumerate(self.tokens) if t == ","]
        for start, end in zip((0, *commas), (*commas, len(self.tokens)), strict=True):
            yield [p for p in self.pieces if start <= p.first < end]

    def link(self, segment: list[Piece]) -> int:
        """Where the first preposition outside of any piece stands after the first piece; the end without one."""
        if not segment:
            return 0
        covered = {at for p in self.pieces for at in range(p.first, p.last)}
        at = range(segment[0].first, len(self.tokens))
        return next((n for n in at if n not in covered and self.word(n) in _LINKS), len(self.tokens))

    def joined(self, before: Piece, after: Piece) -> bool:
        """Whether no preposition or comma stands between two pieces."""
        return not any(self.word(n) in _LINKS or self.tokens[n] == "," for n in range(before.last, after.first))

    def linked(self, head: Piece, piece: Piece) -> bool:
        """Whether the first link after the head is one of service, and the piece comes before the next."""
        links = [self.word(n) for n in range(head.last, piece.first) if self.word(n) in _LINKS]
        return bool(links) and links[0] in _SERVED and not links[1:]

    def former(self, head: Piece) -> bool:
        """Whether the role is called a former one."""
        return any(self.word(n) in _FORMER for n in range(max(0, head.first - 4), head.first + 1))

    def is_whole(self, piece: Piece) -> bool:
        """Whether nothing but an article stands beside a piece."""
        rest = [t for n, t in enumerate(self.tokens) if not piece.first <= n < piece.last]
        return all(t.lower() in {"the", "'s", "."} for t in rest)

    def names(self) -> Iterator[str]:
        """Runs of capitalised words that may name a person, longest first; with titles, and without them."""
        for kept in (_NAME_LIKE | {"title"}, _NAME_LIKE):
            runs = self._runs({n for p in self.pieces if p.family not in kept for n in range(p.first, p.last)})
            for run in sorted(runs, key=len, reverse=True):
                if run and len(run) <= _LONGEST_NAME + run.count("-") * 2:
                    yield " ".join(run).replace(" - ", "-")

    def _runs(self, barred: set[int]) -> list[list[str]]:
        runs: list[list[str]] = [[]]
        for n, word in enumerate(self.tokens):
            inner = bool(runs[-1]) and word.lower() in _INNER
            if n not in barred and (word[0].isupper() or inner) and word.lower() not in {"the", "a"}:
                runs[-1].append(word)
            elif runs[-1]:
                runs.append([])
        return runs


#: Pieces that may be part of a person's name as well.
_NAME_LIKE = frozenset(("part", "agent", "capital", "region"))


def read(text: str, lexicon: Lexicon, *, hint: str = "") -> Words:
    """Cut an actor's words and look them up.

    Args:
        text: the words; no more than 400 characters are read.
        lexicon: what is known.
        hint: country that decides between bodies of the same name.
    """
    plain = " ".join(_FILLERS.sub("", text[:_MOST_CHARS]).split())
    plain = _INVERTED.sub(r"\2 \1", _POSSESSIVE.sub(r"\1's", plain))
    found = _cut(plain, lexicon, hint)
    return found if found.pieces or plain.istitle() or " " not in plain else _cut(plain.title(), lexicon, hint)


def _cut(plain: str, lexicon: Lexicon, hint: str) -> Words:
    tokens = split(plain)
    lower = [t.lower() for t in tokens]
    matches = list(lexicon.matcher.find(tokens, lower))
    persons = [(m.first, m.last) for m in matches if m.entry.family == "person" and m.last - m.first > 1]
    matches = [m for m in matches if m.entry.family in _ORDER and not any(_within(m, p) for p in persons)]
    matches.sort(key=lambda m: (_ORDER.index(m.entry.family), not _is_of(m, hint, lexicon)))
    pieces = [p for m in longest(matches) if not _is_given_name(p := _piece(m, lower), tokens, lexicon)]
    places = {n for p in pieces if p.family in _PLACES for n in range(p.first, p.last)}
    return Words(plain, tokens, tuple(p for p in pieces if not _is_surname(p, tokens, lexicon, places)), lexicon)


def _within(match: Match, span: tuple[int, int]) -> bool:
    """Whether a match is a part of a person's name, and no more."""
    inside = span[0] <= match.first and match.last <= span[1]
    return inside and (match.last - match.first < span[1] - span[0]) and match.entry.family not in {"title", "role"}


def _is_of(match: Match, hint: str, lexicon: Lexicon) -> bool:
    table, _, key = match.entry.key.partition(":")
    return bool(hint) and table == "org" and lexicon.organisations[key].country == hint


def _piece(match: Match, lower: list[str]) -> Piece:
    before = lower[match.first - 2 : match.first] if match.first > 1 else []
    after = lower[match.last : match.last + 2]
    backed = len(after) > 1 and after[0] in {"-", "–"} and after[1] in _APART
    sided = len(before) > 1 and before[0] in _SIDES and before[1] in {"-", "–"}
    e = match.entry
    return Piece(match.first, match.last, e.family, e.key, _code(match), e.plural, backed or sided)


def _code(match: Match) -> str:
    """The country of a name, nationality or place, the sector of an agent; empty for what has its own row."""
    return match.entry.code if match.entry.family not in {"organisation", "organ", "role", "title", "metonym"} else ""


def _is_given_name(piece: Piece, tokens: tuple[str, ...], lexicon: Lexicon) -> bool:
    """`Jordan Smithers`: a country or city that is somebody's given name here."""
    if piece.family not in {"country", "capital", "part"} or piece.last - piece.first > 1:
        return False
    after = tokens[piece.last] if piece.last < len(tokens) else ""
    return tokens[piece.first] in lexicon.given_names and after[:1].isupper() and after.lower() not in _LINKS


def _is_surname(piece: Piece, tokens: tuple[str, ...], lexicon: Lexicon, places: set[int]) -> bool:
    """`Ann Bishop`: a role, noun or place that is somebody's surname here."""
    if piece.family not in {"role", "agent", "part", "title"} or piece.last - piece.first > 1 or not piece.first:
        return False
    before = piece.first - 1
    return tokens[before] in lexicon.given_names and tokens[piece.first].istitle() and before not in places
