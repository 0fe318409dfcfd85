"""Noun phrases around a word of the lexicon: state organs, roles, and nouns that point back.

The bounds come from the words beside the noun rather than from the tree alone, which small models often get wrong in
phrases full of names ("Russian Foreign Minister Sergei Lavrov").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.lexicon.matcher import longest
from onrecord.mentions.names import looks_like_full_name, run_of_names
from onrecord.mentions.tokens import DETERMINERS, POSSESSIVES, Found, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from onrecord.lexicon import Match
    from onrecord.model import MentionKind

_NOMINAL = frozenset(("NOUN", "PROPN"))
_MODIFIER_POS = frozenset(("ADJ", "NOUN", "PROPN", "NUM"))
_MODIFIER_DEPS = frozenset(
    ("compound", "amod", "nmod", "nummod", "poss", "advmod", "npadvmod", "quantmod", "det", "conj", "dep")
)
_LINKS = frozenset((
    "of", "for", "at", "to", "with", "in",
))  # fmt: skip
_LONGEST_OWNER = 6
_LONGEST = 10  # tokens before the noun; a longer run is a parser's error

#: Words that no role phrase has before its noun: they begin a clause, a quotation or a date.
_STOPS = frozenset((
    "says", "say", "said", "told", "while", "when", "as", "per", "amid", "after", "before", "via", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow",
))  # fmt: skip


def organs(tokens: Tokens, matches: Sequence[Match], names: Sequence[Found], persons: Sequence[Found]) -> list[Found]:
    """State organs with what says whose: "the Iranian government", "Iran's army", "the Ministry of Health of Iran"."""
    taken = {at for p in persons for at in range(p.first, p.last)}
    known = {at for n in names if n.kind == "organisation" and n.entry for at in range(n.first, n.last)}
    before_roles = {m.first for m in matches if m.entry.family == "role"}
    starts = {_skip_article(tokens, n): n for n in names if n.kind == "country"}
    found = []
    for m in longest(m for m in matches if m.entry.family == "organ"):
        if taken.intersection(range(m.first, m.last)) or known.intersection(range(m.first, m.last)):
            continue
        if tokens.analysis.pos[m.last - 1] not in _NOMINAL:
            continue
        if m.entry.key in _ADJECTIVES and _modifies(tokens, m) and m.last not in before_roles:
            continue
        first, last = left_edge(tokens, m.first, frozenset()), m.last
        if tokens.word(last) == "of" and (owner := _begins_after(tokens, last, starts)) is not None:
            last = owner.last
        found.append(Found(first, last, "organisation", "organ", None, entry=m.entry.key))
    return _without_bare(tokens, _disjoint(found))


def _without_bare(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Drop common words that neither article, owner nor capital makes a body ("opposition to", "military action")."""
    a = tokens.analysis
    kept = []
    for f in found:
        at = tokens.head_of(f.first, f.last)
        modifier = a.dep[at] in {"compound", "amod", "nmod"} and a.head[at] >= f.last
        bare = f.last - f.first == 1 and tokens.text[f.first][0].islower()
        if not (bare and (modifier or f.entry in _COMMON)) and tokens.lower[f.first] not in _NO_BODY:
            kept.append(f)
    return kept


#: Openings after which the word is no particular body: "a government".
_NO_BODY = frozenset((
    "a", "an", "no", "any", "your", "every", "each",
))  # fmt: skip


def without_phrases(names: Sequence[Found], phrases: Sequence[Found]) -> list[Found]:
    """The names without those of the model's guesses that are phrases already, whole or cut short by them."""
    heads = {p.last - 1: p for p in phrases}
    kept = []
    for name in names:
        guess = name.entry is None and name.rule.startswith("model-")
        if not (guess and any(heads[at].first < name.last for at in range(name.first, name.last) if at in heads)):
            kept.append(name)
    return kept


def _modifies(tokens: Tokens, match: Match) -> bool:
    """Whether the word stands before another noun: "military action"."""
    at = match.last - 1
    return tokens.analysis.dep[at] in {"compound", "amod", "nmod"} and tokens.analysis.head[at] > at


#: Organs whose word is as often an adjective.
_ADJECTIVES = frozenset(("organ:military", "organ:opposition", "organ:administration", "organ:leadership"))

_COMMON = frozenset(
    f"organ:{noun}"
    for noun in (
        "opposition", "leadership", "administration", "government", "regime", "cabinet", "parliament", "senate",
        "military", "army", "ministry", "embassy", "delegation", "judiciary", "legislature",
    )
)  # fmt: skip


def roles(tokens: Tokens, matches: Iterable[Match], names: Sequence[Found], persons: Sequence[Found]) -> list[Found]:
    """Role phrases: "the spokesperson of the Iranian Foreign Ministry", "a senior US official"."""
    taken = {at for p in persons for at in range(p.first, p.last)}
    starts: dict[int, Found] = {}
    for n in names:
        if n.kind in {"organisation", "country", "group", "place"}:
            at = _skip_article(tokens, n)
            starts[at] = max(n, starts.get(at, n), key=lambda f: f.last)
            starts[n.first] = max(n, starts.get(n.first, n), key=lambda f: f.last)
    begins = {p.first for p in persons}
    found = []
    for m in longest(m for m in matches if m.entry.family == "role"):
        if taken.intersection(range(m.first, m.last)) or not _is_role(tokens, m, begins):
            continue
        first, last = left_edge(tokens, m.first, taken), m.last
        if _is_abstract(tokens, m, first, begins):
            continue
        if tokens.word(last) in _LINKS and (body := _begins_after(tokens, last, starts)) is not None:
            last = body.last
        value = m.entry.code or None
        found.append(Found(first, last, "role", "roles" if m.entry.plural else "role", value, entry=m.entry.key))
    return _disjoint(found)


def _is_role(tokens: Tokens, match: Match, persons: set[int]) -> bool:
    """A noun that heads its phrase or stands before a person's name."""
    a, at = tokens.analysis, match.last - 1
    if a.pos[at] not in _NOMINAL:
        return False
    if _modifies(tokens, match):
        return match.last in persons or tokens.word(match.last) in {",", "and", "-"}
    return True


def _is_abstract(tokens: Tokens, match: Match, first: int, persons: set[int]) -> bool:
    """`justice for all`: a single small-letter noun in the singular without article is no one's role."""
    if match.entry.plural or match.last - first > 1 or tokens.text[first][0].isupper():
        return False
    return match.last not in persons and tokens.word(first - 1) not in {",", "as", "-", "and", "for"} | _NAMED


_NAMED = frozenset((
    "elected", "appointed", "named", "became", "become", "becomes", "becoming", "remain", "remains",
))  # fmt: skip


def introductions(tokens: Tokens, persons: Sequence[Found], roles: Sequence[Found]) -> list[Found]:
    """Common nouns beside a name that are no role of the lexicon: "his rival, Ann Lee", "coauthor Ann Lee"."""
    taken = {at for f in (*persons, *roles) for at in range(f.first, f.last)}
    found = []
    for person in persons:
        beside = (n for n in _introducing(tokens, person) if n not in taken)
        found += [Found(left_edge(tokens, n, taken), n + 1, "role", "introducing-noun") for n in beside]
    return _disjoint(found)


def _introducing(tokens: Tokens, person: Found) -> Iterator[int]:
    """Nouns directly before a name, or set off from it by a comma as the tree says."""
    a, head = tokens.analysis, tokens.head_of(person.first, person.last)
    before, after = person.first - 1, person.last
    if before >= tokens.begins[person.first] and a.pos[before] == "NOUN" and a.dep[before] in {"compound", "nmod"}:
        yield before
    elif (
        tokens.word(before) == ","
        and a.dep[head] == "appos"
        and a.pos[a.head[head]] == "NOUN"
        and a.head[head] < before
    ):
        yield a.head[head]
    if tokens.word(after) == ",":
        edge = range(after + 1, min(after + _LONGEST, tokens.ends[person.first]))
        yield from (n for n in edge if a.dep[n] == "appos" and a.head[n] == head and a.pos[n] == "NOUN")


def nouns(tokens: Tokens, matches: Iterable[Match], others: Sequence[Found]) -> list[Found]:
    """Common nouns that point back: "the agency", "his country", "the bloc", "the two countries"."""
    taken = {at for o in others if o.kind in {"organisation", "role", "group"} for at in range(o.first, o.last)}
    found = []
    for m in longest(m for m in matches if m.entry.family == "noun"):
        first, a = m.first - 1, tokens.analysis
        if m.first in taken or a.pos[m.last - 1] not in _NOMINAL | {"NUM"} or _modifies(tokens, m):
            continue
        before = tokens.word(first) if first >= tokens.begins[m.first] else ""
        if m.entry.code == _PAIR:
            if before == "the" or tokens.word(m.first) == "both":
                start = first if before == "the" else m.first
                found.append(Found(start, m.last, "group", "pointing-pair", None, entry=m.entry.key))
            continue
        country = m.entry.code == "country"
        if before == "the" or (country and before in _OWNERS):
            kind: MentionKind = "country" if country else "organisation"
            found.append(Found(first, m.last, kind, "pointing-noun", None, entry=m.entry.key))
    return found


_PAIR = "pair"  # the first kind of nouns that stand for two at once
_OWNERS = frozenset(("his", "her", "their", "my", "our", "its"))


def ages(tokens: Tokens) -> list[Found]:
    """Persons by their age alone: "the 56-year-old"."""
    a, found = tokens.analysis, []
    for at, word in enumerate(tokens.lower):
        if word != "old":
            continue
        first = at
        while first > tokens.begins[at] and a.end[first - 1] == a.start[first]:
            first -= 1
        alone = a.pos[at + 1] not in _MODIFIER_POS if at + 1 < tokens.ends[at] else True
        if alone and tokens.word(first - 1) == "the" and _AGE.fullmatch("".join(tokens.lower[first : at + 1])):
            found.append(Found(first - 1, at + 1, "role", "pointing-age"))
    return found


_AGE = re.compile(r"\d{1,3}-years?-old")


def named_by_roles(
    tokens: Tokens, matches: Iterable[Match], persons: Sequence[Found], names: Sequence[Found]
) -> list[Found]:
    """Persons that only a role beside them gives away, where the model saw none or a body.

    `Foreign Minister Xyz Abc`; `Jean-Marc Xyz, the foreign minister of France`.
    """
    taken = {at for f in (*persons, *names) if f.entry or f.kind == "person" for at in range(f.first, f.last)}
    guesses = {n.last: n for n in names if n.entry is None}
    found = []
    for m in longest(m for m in matches if m.entry.family == "role" and not m.entry.plural):
        at = m.last
        if tokens.analysis.pos[at - 1] not in _NOMINAL:
            continue
        after = _named_after(tokens, at, taken) or _named_after(tokens, at + 1, taken, comma=True)
        if after is not None:
            found.append(after)
            continue
        comma = left_edge(tokens, m.first, taken) - 1
        guess = guesses.get(comma)
        if guess is not None and tokens.word(comma) == "," and looks_like_full_name(tokens.text[guess.first : comma]):
            found.append(Found(guess.first, comma, "person", "named-before-role"))
    return found


def _named_after(tokens: Tokens, at: int, taken: AbstractSet[int], *, comma: bool = False) -> Found | None:
    """A name at `at`; one that a comma sets off from the role has two words or more and ends at a comma too."""
    if at >= len(tokens) or at >= tokens.ends[at - 1]:
        return None
    end = run_of_names(tokens, at)
    if end == at or not taken.isdisjoint(range(at, end)) or tokens.word(at) in _NOT_NAMES:
        return None
    set_off = tokens.word(at - 1) == tokens.word(end) == "," and looks_like_full_name(tokens.text[at:end])
    return Found(at, end, "person", "named-after-role") if set_off or not comma else None


_NOT_NAMES = frozenset((
    "of", "office", "party", "department", "ministry", "committee", "council", "commission", "association",
    "society", "general", "street", "house", "court", "college", "university", "school", "institute", "act",
    "award", "prize", "day", "training", "corps",
))  # fmt: skip


def left_edge(tokens: Tokens, first: int, taken: AbstractSet[int]) -> int:
    """The first token of the noun phrase whose noun begins at `first`.

    Args:
        tokens: the text.
        first: first token of the noun (of the lexicon's words).
        taken: tokens of persons at which the phrase ends.
    """
    a = tokens.analysis
    edge, begin = first, max(tokens.begins[first], first - _LONGEST)
    at = first - 1
    while at >= begin and at not in taken:
        word = tokens.lower[at]
        if word in DETERMINERS:
            return edge if a.dep[at] == "mark" else at
        if word in POSSESSIVES:
            owner = _owner(tokens, at, begin)
            if owner is None:
                break
            edge, at = owner, owner - 1
            continue
        if word == "-" and at > begin and tokens.analysis.end[at - 1] == tokens.analysis.start[at]:
            at -= 1
            edge = at
            at -= 1
            continue
        modifier = a.pos[at] in _MODIFIER_POS or a.tag[at] in {"VBN", "VBG"} or (a.pos[at] == "ADV" and edge < first)
        if not modifier or word in _STOPS or not (a.dep[at] in _MODIFIER_DEPS and a.head[at] > at):
            break
        edge = at
        at -= 1
    return edge


def _owner(tokens: Tokens, at: int, begin: int) -> int | None:
    """Where the name before an 's begins: "Iran 's", "the United States '"."""
    first = at
    begin = max(begin, at - _LONGEST_OWNER)
    while first > begin and tokens.analysis.pos[first - 1] in {"PROPN", "NOUN", "ADJ"}:
        first -= 1
    if first == at:
        return None
    return first - 1 if first > begin and tokens.word(first - 1) in {"the", "his", "her", "its", "their"} else first


def _skip_article(tokens: Tokens, found: Found) -> int:
    return found.first + 1 if tokens.lower[found.first] == "the" and found.last - found.first > 1 else found.first


def _begins_after(tokens: Tokens, link: int, starts: dict[int, Found]) -> Found | None:
    """The name that a preposition leads to, an article or two modifiers between them allowed."""
    for at in range(link + 1, min(link + 4, tokens.ends[link])):
        if at in starts:
            return starts[at]
        if tokens.word(at) not in DETERMINERS and tokens.analysis.pos[at] != "ADJ":
            return None
    return None


def _disjoint(found: list[Found]) -> list[Found]:
    """The founds without those that overlap an earlier or longer one."""
    kept: list[Found] = []
    for f in sorted(found, key=lambda f: (f.first, -f.last)):
        if not kept or f.first >= kept[-1].last:
            kept.append(f)
    return kept


def overlapping(found: Iterable[Found]) -> Iterator[Found]:
    """The founds with those removed that overlap an earlier one of the same kind."""
    end: dict[str, int] = {}
    for f in sorted(found, key=lambda f: (f.first, -f.last)):
        if f.first >= end.get(f.kind, 0):
            end[f.kind] = f.last
            yield f
