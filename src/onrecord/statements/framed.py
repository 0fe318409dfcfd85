"""Indirect speech: each cue with the content that its frames find in the tree, and the source of its verb."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.model.overlaps import Overlaps
from onrecord.model.tree import Range
from onrecord.statements import frames
from onrecord.statements.draft import Draft, trimmed, without
from onrecord.statements.sources import source_beside, source_of, source_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Span
    from onrecord.model.tree import Tree
    from onrecord.statements.draft import CueMatch

#: Words that name nobody and say nothing by themselves: relative pronouns of things, and the expletive.
NO_SOURCES = frozenset({"that", "which", "what", "there", "this"})
#: The rule of participles after a comma that add to what was said before ("..., adding that ...").
ASIDE = "aside"
EDGES = ",;:\u2014\u2013- "
#: The rule of questions whose asker is not told ("Asked about the ships, he said ...").
ASKED = "asked"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "VBN"})


def framed_attributions(text: str, tree: Tree, matches: Sequence[CueMatch], quotes: Sequence[Span]) -> list[Draft]:
    """A draft for every cue whose frames find content, in the order of the cues."""
    pass_ = _FramePass(text, tree, matches, quotes)
    return [d for m in matches if (d := pass_.draft(m)) is not None]


class _FramePass:
    """One document's cues; the content of each is looked up once."""

    def __init__(self, text: str, tree: Tree, matches: Sequence[CueMatch], quotes: Sequence[Span]) -> None:
        self.text = text
        self.tree = tree
        self.quotes = quotes
        self.quoted = Overlaps((q, q) for q in quotes)
        self.found = {m.tokens: f for m in matches if (f := self._content(m)) is not None}
        self.outer = self._asides(matches)
        self.aside_heads = sorted(tokens[0] for tokens in self.outer)

    def draft(self, match: CueMatch) -> Draft | None:
        """The attribution of a cue, or None when it has no content, or neither source nor quotation."""
        found = self.found.get(match.tokens)
        if found is None:
            return None
        tokens = self._without_stop(self._without_aside(match, found[0]))
        cue = self.tree.analysis.spans({*match.tokens, *found[1]})
        source = self._source(match, cue[0])
        holes = [self.tree.span(self._parenthesis(match, tokens)), *cue, *source]
        pieces = (trimmed(piece, self.text, EDGES) for piece in without(self.tree.span(tokens), holes))
        content = tuple(p for p in pieces if p and any(self.text[c].isalnum() for c in range(p.start, p.end)))
        quoted = any(self.quoted.at(c) for c in content)
        asked = not source and match.entry.act == "ask" and self.tree.sentence(match.head).first == match.head
        if not content or not (source or quoted or asked):
            return None
        rule = ASIDE if self._is_aside(match) else ASKED if asked else f"frame:{match.entry.pos}"
        return Draft(source, cue, content, rule, match.entry)

    def _content(self, match: CueMatch) -> frames.Found | None:
        found = frames.content(self.tree, match)
        whole_clause = match.entry.pos == "phrase" and "parataxis" in match.entry.frames
        return self._rest_of_clause(match) if found is None and whole_clause else found

    def _rest_of_clause(self, match: CueMatch) -> frames.Found | None:
        """For "according to X": the clause that the phrase modifies."""
        analysis, host = self.tree.analysis, self.tree.analysis.head[match.tokens[0]]
        while analysis.pos[host] not in ("VERB", "AUX") and analysis.head[host] != host:
            host = analysis.head[host]
        return (self.tree.subtree(host), ()) if host not in match.tokens else None

    def _source(self, match: CueMatch, cue: Span) -> tuple[Span, ...]:
        if match.slot:
            return self._slot(match)
        outer = self.outer.get(match.tokens)
        head = source_of(self.tree, outer or match)
        if head is not None and head not in match.tokens:
            span = self.tree.span(source_range(self.tree, head))
            if self.text[span.start : span.end].lower() in NO_SOURCES:
                return ()
            if not any(q.contains(span) and not q.contains(cue) for q in self.quoted.at(span)):
                return (span,)
        beside = source_beside(self.tree, match, self.quotes)
        return (self.tree.span(beside),) if beside is not None else ()

    def _slot(self, match: CueMatch) -> tuple[Span, ...]:
        """The words that a phrase leaves open for its source, without a possessive ending."""
        tokens = [t for t in match.slot if self.tree.analysis.tag[t] != "POS"]
        return (self.tree.span(Range(tokens[0], tokens[-1] + 1)),) if tokens else ()

    def _asides(self, matches: Sequence[CueMatch]) -> dict[tuple[int, ...], CueMatch]:
        """Participles after a comma that tell what the speaker of an earlier cue said besides, with that cue.

        ("X said the talks had failed, adding that ...": the tree hangs *adding* on *failed*.)
        """
        tags = self.tree.analysis.tag
        outer: dict[tuple[int, ...], CueMatch] = {}
        for number, match in enumerate(matches):
            if not self._is_aside(match):
                continue
            for at in range(number - 1, -1, -1):
                earlier = matches[at]
                if self.tree.sentence_of[earlier.head] != self.tree.sentence_of[match.head]:
                    break
                found = self.found.get(earlier.tokens)
                if found is not None and tags[earlier.head] in _FINITE and match.head in found[0]:
                    outer[match.tokens] = earlier
        return outer

    def _is_aside(self, match: CueMatch) -> bool:
        start = self.tree.analysis.start[match.head]
        after_comma = "," in self.text[max(0, start - 4) : start]
        return after_comma and match.entry.aside and self.tree.analysis.tag[match.head] == "VBG"

    def _without_aside(self, match: CueMatch, tokens: Range) -> Range:
        """A content up to the first aside in it, if there is one."""
        after = bisect_left(self.aside_heads, max(match.head + 1, tokens.first + 2))
        heads = self.aside_heads[after : after + 1]
        return Range(tokens.first, heads[0]) if heads and heads[0] in tokens else tokens

    def _without_stop(self, tokens: Range) -> Range:
        """A content without the full stop of its sentence."""
        last = tokens.last
        while last - 1 > tokens.first and self.tree.analysis.text[last - 1] == ".":
            last -= 1
        return Range(tokens.first, last)

    def _parenthesis(self, match: CueMatch, tokens: Range) -> Range:
        """The cue's own clause where it stands inside the content's range; else just the cue."""
        clause = self.tree.subtree(match.tokens[0] if match.entry.pos == "phrase" else match.head)
        inside = tokens.first <= clause.first and clause.last <= tokens.last
        narrow = clause.last - clause.first < tokens.last - tokens.first
        return clause if inside and narrow else Range(match.head, match.head + 1)
