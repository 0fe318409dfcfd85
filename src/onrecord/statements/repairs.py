"""Repairs of the encoder's attributions, one at a time, where grammar leaves no doubt.

They hold whatever the weights are: a repair changes what contradicts marks, sentence ends or the cue lexicon.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Span
from onrecord.statements.draft import merge, trimmed, without
from onrecord.statements.framed import EDGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Attribution
    from onrecord.model.overlaps import Overlaps
    from onrecord.model.tree import Tree

_RELATIVE = frozenset({"which", "who", "whom"})
_CHAINED = re.compile(r"(?P<who>[^,.;:]{2,80}?)\s(?P<as>as saying)\b")
_JOINED = re.compile(r"\b(?:and|but)(?: also| then)? $")
_JOINED_WITHIN = 12  # code points
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_SENTENCE_END = re.compile(r"[.?!\u2026][\u201d\u2019\"')]*\s+[\w\"'\u201c\u2018]")
_OWNER = ("'s", "\u2019s")
_MARKS = "\"'\u201c\u2018\u00ab"
_FEW = 3  # words
_AUXILIARY = frozenset({"aux", "auxpass", "neg"})


def tidied(tag: Attribution, text: str) -> Attribution | None:
    """An attribution without commas at the edges of its parts, and with neighbouring pieces of content as one.

    A relative pronoun that stands alone as a piece of content belongs to a neighbour; it is left out.
    """
    source, cue, content = (
        tuple(t for s in part if (t := trimmed(s, text, edges)) is not None)
        for part, edges in ((tag.source, EDGES), (tag.cue, ",; "), (tag.content, EDGES))
    )
    said = tuple(c for c in content if text[c.start : c.end].lower() not in _RELATIVE)
    content = said or content
    if not content:
        return None
    return msgspec.structs.replace(tag, source=source, cue=cue, content=merge(content, text))


def without_fragments(tag: Attribution, text: str) -> Attribution:
    """An attribution with a quotation, without a word or two of the clause before that do not reach its source."""
    words = [s.start for s in (*tag.source, *tag.cue, *tag.content)]
    kept = []
    for piece in tag.content:
        after = min((at for at in words if at >= piece.end), default=piece.end)
        stray = any(c.isalnum() for c in text[piece.end : after]) and len(text[piece.start : piece.end].split()) <= _FEW
        if not stray or text[piece.start] in _MARKS:
            kept.append(piece)
    quoted = any(text[piece.start] in _MARKS for piece in kept)
    return msgspec.structs.replace(tag, content=tuple(kept)) if quoted else tag


def without_bare(tag: Attribution, quotes: Overlaps[Span], text: str) -> Iterator[Attribution]:
    """An attribution without source split where a quotation stands before its cue (`"...," adding that ...`).

    The quotation is a statement of its own, whose speaker is implied as well. A source in another paragraph than the
    cue is one that the encoder found there because this one has none.
    """
    before = tuple(c for c in tag.content if tag.cue and c.end <= tag.cue[0].start)
    after = tuple(c for c in tag.content if c not in before)
    named = any("\n" not in text[min(s.end, c.start) : max(s.start, c.end)] for s in tag.source for c in tag.cue[:1])
    if named or not before or not after or not all(any(q.contains(c) for q in quotes.at(c)) for c in before):
        yield tag
        return
    yield msgspec.structs.replace(tag, source=(), cue=(), content=before)
    yield msgspec.structs.replace(tag, source=(), content=after)


def without_aside(tag: Attribution, asides: Overlaps[tuple[int, Attribution]], text: str) -> Iterator[Attribution]:
    """An attribution up to what the speaker said besides at its end (", adding that ..."), and that on its own."""
    inside = dict(numbered for c in tag.content for numbered in asides.at(c))
    for number in sorted(inside):
        aside = inside[number]
        cue = aside.cue[0]
        if tag.content[0].start < cue.start:
            before = tuple(Span(c.start, min(c.end, cue.start)) for c in tag.content if c.start < cue.start)
            content = tuple(t for c in before if (t := trimmed(c, text, EDGES)) is not None)
            if content and cue not in tag.cue:
                yield msgspec.structs.replace(tag, content=content)
                yield msgspec.structs.replace(aside, source=tag.source)
                return
    yield tag


def unchained(tag: Attribution, text: str) -> Attribution:
    """Of "the paper quoted a witness as saying that ..." the witness's statement: an outlet only passes it on."""
    for piece in tag.content:
        match = _CHAINED.match(text, piece.start, piece.end)
        if match is None or not tag.cue or not 0 <= piece.start - tag.cue[-1].end <= 1:
            continue
        rest = trimmed(Span(match.end(), piece.end), text, EDGES) if match.end() < piece.end else None
        content = (*(c for c in tag.content if c != piece), *((rest,) if rest else ()))
        if content:
            who, link = Span(*match.span("who")), Span(*match.span("as"))
            return msgspec.structs.replace(tag, source=(who,), cue=(*tag.cue, link), content=tuple(sorted(content)))
    return tag


def _parted(piece: Span, cue: Span, text: str) -> bool:
    start, end = (piece.end - 1, cue.start) if piece.end <= cue.start else (cue.end, piece.start + 1)
    return "\n" in text[start:end] or _SENTENCE_END.search(text, start, end) is not None


def without_phrases(tag: Attribution, phrases: Overlaps[Attribution], text: str) -> Attribution:
    """An attribution without the words of another sentence that a phrase gives to somebody ("in her view, ...")."""
    cue = tag.cue[0] if tag.cue else None
    others = [p for c in tag.content for p in phrases.at(c) if p.source and cue and _parted(p.content[-1], cue, text)]
    if not others:
        return tag
    holes = [Span(p.start, p.content[-1].end) for p in others]
    pieces = (trimmed(p, text, EDGES + ".") for c in tag.content for p in without(c, holes))
    kept = tuple(p for p in pieces if p is not None)
    return msgspec.structs.replace(tag, content=kept) if kept else tag


def as_ruled(tag: Attribution, ruled: Overlaps[Attribution], text: str) -> Attribution:
    """An attribution with the words of a rule's where that one sees a whole of which the encoder saw a part.

    These are a name before the colon of a headline, of which a possessive is no whole, a phrase with a place for its
    source, and a clause that its speaker interrupts.
    """
    for rule in (r for c in tag.cue for r in ruled.at(c)):
        owned = rule.rule == "headline" and any(text.endswith(_OWNER, s.start, s.end) for s in tag.source)
        phrase = rule.rule == "frame:phrase" and len(rule.cue) > len(tag.cue) and _shares(rule.source, tag.source)
        if owned or phrase:
            return msgspec.structs.replace(rule, confidence=tag.confidence)
        if rule.cue == tag.cue and rule.source == tag.source and len(rule.content) == len(tag.content) > 1:
            pairs = list(zip(rule.content, tag.content, strict=True))
            missing = sum(len(text[r.start : r.end].split()) - len(text[t.start : t.end].split()) for r, t in pairs)
            if all(r.contains(t) for r, t in pairs) and missing <= _FEW:
                return msgspec.structs.replace(tag, content=rule.content)
    return tag


def with_words_of_lexicon(tag: Attribution, ruled: Overlaps[Attribution], text: str) -> Attribution:
    """An attribution whose cue ends where the lexicon's does: without day, occasion or hearer, with "hope"."""
    if len(tag.cue) != 1 or not tag.source:
        return tag
    cue = tag.cue[0]
    same = [r for r in ruled.at(cue) if _shares(r.source, tag.source) and _shares(r.content, tag.content)]
    ends = [r.cue[-1].end for r in same if cue.start <= r.cue[0].start and len(r.cue) == 1]
    if not ends or max(ends) == cue.end:
        return tag
    longer = Span(cue.start, max(ends))
    content = [Span(max(c.start, longer.end), c.end) for c in tag.content if c.end > longer.end]
    if longer.end > cue.end and (len(content) < len(tag.content) or "\n" in text[cue.end : longer.end]):
        return tag
    trim = [trimmed(c, text, EDGES) for c in (content if longer.end > cue.end else tag.content)]
    return msgspec.structs.replace(tag, cue=(longer,), content=tuple(c for c in trim if c is not None))


def _shares(some: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    return any(a.overlaps(b) for a in some for b in others)


def without_coordinated(tag: Attribution, ruled: Overlaps[Attribution], text: str) -> Iterator[Attribution]:
    """An attribution up to a second one of the same speaker ("said that ... and called for ..."), and that one."""
    for piece in tag.content:
        for inner in ruled.at(piece):
            cue = inner.cue[0]
            joins = _JOINED.search(text, max(piece.start, cue.start - _JOINED_WITHIN), cue.start)
            if joins is None or len(inner.cue) > 1 or not piece.contains(cue) or not _same_speaker(tag, inner, text):
                continue
            first = trimmed(Span(piece.start, joins.start()), text, EDGES) if piece.start < joins.start() else None
            second = trimmed(Span(inner.cue[-1].end, piece.end), text, EDGES) if inner.cue[-1].end < piece.end else None
            if first is None or second is None:
                continue
            before = (*(c for c in tag.content if c.end <= piece.start), first)
            yield msgspec.structs.replace(tag, content=before)
            yield msgspec.structs.replace(inner, source=tag.source, content=(second,))
            return
    yield tag


def _same_speaker(tag: Attribution, inner: Attribution, text: str) -> bool:
    if not tag.source or not tag.cue or inner.cue[0].start < tag.cue[-1].end:
        return False
    pronoun = len(inner.source) == 1 and text[inner.source[0].start : inner.source[0].end].lower() in _PRONOUNS
    return _shares(inner.source, tag.source) or pronoun


def with_auxiliaries(ruled: Attribution, tree: Tree) -> Attribution:
    """An attribution by rules with the helping verbs before its cue, which the encoder's cues hold ("had promised")."""
    analysis = tree.analysis
    first = bisect_left(analysis.start, ruled.cue[0].start)
    at = first
    while at and analysis.dep[at - 1] in _AUXILIARY and analysis.head[at - 1] == first:
        at -= 1
    if at == first:
        return ruled
    cue = (Span(analysis.start[at], ruled.cue[0].end), *ruled.cue[1:])
    return msgspec.structs.replace(ruled, cue=cue)


def with_whole_source(tag: Attribution, tree: Tree, text: str) -> Attribution:
    """An attribution whose source does not break off at a preposition or relative pronoun ("a statement by ...")."""
    if len(tag.source) != 1:
        return tag
    analysis, source = tree.analysis, tag.source[0]
    last = bisect_left(analysis.start, source.end) - 1
    breaks_off = analysis.pos[last] == "ADP" or analysis.text[last].lower() in _RELATIVE
    if last < 0 or not breaks_off or analysis.start[last] <= source.start:
        return tag
    governor = last if analysis.pos[last] == "ADP" else analysis.head[last]
    end = analysis.end[tree.subtree(governor).last - 1]
    stop = min((s.start for s in (*tag.cue, *tag.content) if s.start >= source.end), default=end)
    whole = trimmed(Span(source.start, max(min(end, stop), source.end)), text, EDGES)
    return msgspec.structs.replace(tag, source=(whole,)) if whole else tag
