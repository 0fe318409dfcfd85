"""Who speaks where: attributions by the tokens and mentions that the rules look at."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.entities.text import head_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.entities.draft import Draft
    from onrecord.entities.text import Text
    from onrecord.model import Attribution, Span

#: Which kind of mention names the speaker when several cover the source's head.
_KINDS = {"person": 0, "role": 1, "pronoun": 2, "organisation": 3, "group": 4, "country": 5, "place": 6, "demonym": 7}
_ANSWERS = frozenset(("a", "answer"))  # labels of whoever is interviewed
_FARTHEST = 2  # blocks from a statement to the next one whose speaker it implies


class Saying(NamedTuple):
    """One attribution.

    Attributes:
        sources: mentions that its source names; those of an earlier one when the source is implied.
        implied: whether the source is implied.
        first: its first token.
        nested: whether its words of saying stand in another one's content.
        turn: whether its words are a turn of a transcript, which are the speaker's own without quotation marks.
        contents: the tokens of what is said.
    """

    sources: tuple[int, ...]
    implied: bool
    first: int
    nested: bool
    turn: bool
    contents: tuple[range, ...]


class Sayings:
    """The attributions of one document, in text order.

    Args:
        text: the mentions.
        attributions: what the finder of attributions gave, in any order.
        of: mention index → draft, of the mentions that need no pronoun resolved.
    """

    def __init__(self, text: Text, attributions: Sequence[Attribution], of: Mapping[int, Draft]) -> None:
        self._text = text
        self._of = of
        self._covering: dict[int, list[int]] = {}
        for number, place in enumerate(text.places):
            for at in range(place.first, place.last):
                self._covering.setdefault(at, []).append(number)
        self._block = [s.block for s in text.analysis.sentences for _ in range(s.first, s.last)]
        ordered = sorted(attributions, key=lambda a: (a.start, a.content))
        self._answering = self._interviewed(ordered)
        self._voice = self._voices(ordered)
        self.all: list[Saying] = []
        for attribution in ordered:
            self.all.append(self._saying(attribution))
        self._starts = [s.first for s in self.all]
        self._speaking = {n: number for number, s in enumerate(self.all) if not s.implied for n in s.sources}

    def voice(self, at: int) -> Saying | None:
        """The innermost saying in whose own words the token stands: that of a quotation, not one told within it."""
        number = self._voice.get(at)
        return None if number is None else self.all[number]

    def direct(self, at: int) -> bool:
        """Whether the token stands in somebody's own words: quoted, or in a turn of a transcript."""
        voice = self.voice(at)
        return voice is not None and (self._text.quoted[at] or voice.turn)

    def speaks(self, mention: int) -> bool:
        """Whether a mention is the source of a saying."""
        return mention in self._speaking

    def names(self, mention: int) -> Iterator[int]:
        """The persons named in what a mention is the source of."""
        number = self._speaking.get(mention)
        for tokens in self.all[number].contents if number is not None else ():
            yield from (n for n in self._within(tokens) if self._text.mentions[n].kind == "person")

    def before(self, mention: int) -> Saying | None:
        """The last saying of the report's own that begins before a mention, and is not the mention's."""
        here = self._text.places[mention]
        at = bisect_left(self._starts, here.first)
        own = self._speaking.get(mention)
        for number in range(at - 1, max(-1, at - 1 - _LOOKED_AT), -1):
            saying = self.all[number]
            if number != own and not saying.nested and saying.sources:
                return saying
        return None

    def _tokens(self, span: Span) -> range:
        starts = self._text.analysis.start
        return range(bisect_left(starts, span.start), bisect_left(starts, span.end))

    def _voices(self, ordered: Sequence[Attribution]) -> dict[int, int]:
        """For each token of a content, the number of the saying whose words it is."""
        sizes = sorted(range(len(ordered)), key=lambda n: -sum(len(c) for c in ordered[n].content))
        voice: dict[int, int] = {}
        for number in sizes:
            cue = [at for span in ordered[number].cue for at in self._tokens(span)]
            if cue and self._text.quoted[cue[0]]:
                continue
            for span in ordered[number].content:
                voice.update(dict.fromkeys(self._tokens(span), number))
        return voice

    def _saying(self, attribution: Attribution) -> Saying:
        words = [at for span in (*attribution.cue, *attribution.content) for at in self._tokens(span)]
        first = min(words, default=0)
        told = [at for span in attribution.cue or attribution.source for at in self._tokens(span)]
        nested = bool(told) and (told[0] in self._voice or self._text.quoted[told[0]])
        sources = tuple(dict.fromkeys(n for span in attribution.source for n in self._named(self._tokens(span))))
        implied = not attribution.source
        if implied:
            sources = self._implied(first)
        elif not sources and attribution.rule == "turn" and self._label(attribution) in _ANSWERS:
            implied, sources = True, self._answering
        contents = tuple(self._tokens(span) for span in attribution.content)
        return Saying(sources, implied, first, nested, attribution.rule == "turn", contents)

    def _label(self, turn: Attribution) -> str:
        return " ".join(self._text.word(at) for at in self._tokens(turn.source[0]))

    def _interviewed(self, ordered: Sequence[Attribution]) -> tuple[int, ...]:
        """The person of an interview with `Q` and `A`: the one mentioned most before its first turn."""
        start = next((self._tokens(a.source[0]).start for a in ordered if a.rule == "turn" and a.source), 0)
        before = (d for n, d in self._of.items() if d.kind == "person" and self._text.places[n].last <= start)
        often = Counter(before).most_common(2)
        alone = often and (len(often) == 1 or often[0][1] > often[1][1])
        return (often[0][0].members[0],) if alone else ()

    def _implied(self, first: int) -> tuple[int, ...]:
        """The sources of the last saying that is not told within another one, if it is near."""
        for saying in self.all[: -_LOOKED_AT - 1 : -1]:
            if not saying.nested:
                near = self._block[first] - self._block[saying.first] <= _FARTHEST
                return saying.sources if near else ()
        return ()

    def _named(self, tokens: range) -> list[int]:
        """The mentions at the heads of a source: of its first noun and of those joined to it."""
        if not tokens:
            return []
        analysis = self._text.analysis
        heads = [head_of(analysis, tokens.start, tokens.stop)]
        heads += [t for t in tokens if analysis.dep[t] == "conj" and analysis.head[t] in heads]
        found = [n for head in heads if (n := self.at(head, tokens)) is not None]
        persons = [n for n in self._within(tokens) if self._text.mentions[n].kind == "person"]
        return found or (persons if len(persons) == 1 else [])

    def _within(self, tokens: range) -> list[int]:
        return [n for at in tokens for n in self._text.starting.get(at, ()) if self._text.places[n].last <= tokens.stop]

    def at(self, token: int, tokens: range) -> int | None:
        """The mention around a token that names a speaker best; those within `tokens` first."""
        covering = self._covering.get(token, [])
        places = self._text.places
        inside = [n for n in covering if tokens.start <= places[n].first and places[n].last <= tokens.stop] or covering
        kinds = self._text.mentions
        return min(
            inside,
            key=lambda n: (_KINDS.get(kinds[n].kind, 9), places[n].first - places[n].last),
            default=None,
        )


_LOOKED_AT = 50  # sayings back at most; no report tells so many within one
