"""Names: persons, organisations, countries and places, from the model and from the lexicon.

Small models err on names that they have not seen, so the lexicon decides about countries and known bodies, and a
surname once seen in a full name is that person's everywhere in the report.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.lexicon.matcher import longest
from onrecord.mentions import metonyms
from onrecord.mentions.places import Toponyms
from onrecord.mentions.tokens import DETERMINERS, POSSESSIVES, Found, Tokens
from onrecord.model import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.lexicon import Lexicon, Match
    from onrecord.model import MentionKind

#: Model labels of names that the lexicon's shorter matches inside are part of ("British Columbia").
_WHOLE = frozenset(("PERSON", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "ORG"))

#: What is made of the model's names that the lexicon does not know.
_KINDS: dict[str, tuple[MentionKind, str]] = {
    "ORG": ("organisation", "model-org"),
    "GPE": ("place", "model-place"),
    "LOC": ("place", "model-place"),
    "FAC": ("place", "model-place"),
    "NORP": ("group", "model-group"),
    "EVENT": ("other", "model-event"),
    "LAW": ("other", "model-law"),
}

_PARTICLES = frozenset((
    "al", "el", "bin", "ibn", "ben", "bint", "abu", "van", "von", "der", "den", "de", "del", "della", "di",
    "da", "dos", "du", "la", "le", "ter", "ten", "y", "e", "i",
))  # fmt: skip


class Names(NamedTuple):
    """What was found, by sort; every list is in text order."""

    persons: list[Found]
    others: list[Found]


def find(tokens: Tokens, matches: Sequence[Match], lexicon: Lexicon) -> Names:
    """The names of a text.

    Args:
        tokens: the text.
        matches: all matches of the lexicon.
        lexicon: for given names and organisations' kinds.
    """
    known = [m for m in longest(m for m in matches if m.entry.family in _FAMILIES) if _agrees(tokens, m)]
    known = metonyms.seats_of_bodies(tokens, known, matches)
    spans = {(m.first, m.last): m for m in known}
    titles = _titles(matches, known)
    persons = list(_persons(tokens, spans, lexicon))
    persons += _named_like_capitals(tokens, persons, spans, lexicon)
    persons += _unmarked(tokens, persons, spans, lexicon)
    persons += _surnames(tokens, persons, spans, lexicon)
    persons = [_without_office(p, matches) for p in _without_headline_words(tokens, persons, lexicon)]
    persons = [_with_title(tokens, p, titles) for p in persons]
    persons += _after_titles(tokens, persons, titles)
    persons.sort(key=_place)
    inside = _covered(persons)
    wholes = {at: n for n in tokens.analysis.names if n.label in _WHOLE for at in range(n.first, n.last)}
    kept = [m for m in known if inside.isdisjoint(range(m.first, m.last)) and not _is_part(tokens, m, wholes)]
    others = [_known(tokens, m, lexicon) for m in kept]
    others += _unknown(tokens, kept, inside)
    others += _short_bodies(tokens, others, inside)
    persons, others = Toponyms(tokens, matches, lexicon).settled(persons, others)
    return Names(persons, sorted(others, key=_place))


def _place(found: Found) -> tuple[int, int]:
    return found.first, found.last


_FAMILIES = frozenset(("country", "demonym", "capital", "metonym", "bloc", "region", "bloc-demonym", "organisation"))
_ADJECTIVAL = frozenset(("country", "demonym", "bloc-demonym"))


def _agrees(tokens: Tokens, match: Match) -> bool:
    """Refuse a surface that is another word here: `US` in a shouted line, `It` and `Will` as common words."""
    first, last = match.first, match.last
    if last - first > 1:
        return True
    pos, word = tokens.analysis.pos[first], tokens.text[first]
    if pos in {"PRON", "AUX", "VERB", "DET", "SCONJ"} and not (word.isupper() and len(word) > 1):
        return match.entry.family in {"country", "demonym"} and pos == "VERB" and first != tokens.begins[first]
    before = tokens.word(first - 1)
    return not (before in {"new", "north", "south", "east", "west"} and tokens.text[first - 1][0].isupper())


def _covered(founds: Iterable[Found]) -> set[int]:
    return {at for f in founds for at in range(f.first, f.last)}


# --- persons --------------------------------------------------------------------------------------------------------


def _persons(tokens: Tokens, spans: dict[tuple[int, int], Match], lexicon: Lexicon) -> Iterator[Found]:
    ends = {m.first: m.last for m in spans.values()}
    inside = {at for m in spans.values() if m.entry.family == "organisation" for at in range(m.first, m.last)}
    for name in tokens.analysis.names:
        given = tokens.text[name.first] in lexicon.given_names
        end = name.last if name.label == "PERSON" or not given else _before_employer(tokens, name)
        if name.label != "PERSON" and not (given and _two_names(tokens, Name(name.first, end, name.label))):
            continue
        first, last = trim(tokens, name.first, end)
        last = _with_hyphens(tokens, last)
        while first < last and ends.get(first, last) < last and spans[first, ends[first]].entry.family == "demonym":
            first = ends[first]
        if first >= last or not _name_like(tokens, first, last):
            continue
        if inside.issuperset(range(first, last)):
            continue
        known = spans.get((first, last))
        if known is None or (given and known.entry.family in {"country", "capital"} and last - first == 1):
            yield Found(first, last, "person", "model-person" if name.label == "PERSON" else "given-name")


def _named_like_capitals(
    tokens: Tokens, persons: list[Found], spans: dict[tuple[int, int], Match], lexicon: Lexicon
) -> Iterator[Found]:
    """A given name before a surname that is also a capital, which the model took for two places."""
    taken = _covered(persons)
    for (first, last), match in spans.items():
        given = first - 1
        if match.entry.family != "capital" or last - first > 1 or given < tokens.begins[first]:
            continue
        alone = tokens.analysis.pos[given - 1] != "PROPN" if given > tokens.begins[first] else True
        known = tokens.text[given] in lexicon.given_names and (given, first) not in spans
        if known and alone and taken.isdisjoint((given, first)):
            yield Found(given, last, "person", "given-name")


def _unmarked(
    tokens: Tokens, persons: list[Found], spans: dict[tuple[int, int], Match], lexicon: Lexicon
) -> Iterator[Found]:
    """Full names that the model saw nothing in: with a given name, first or last, or a name seen alone elsewhere.

    ("Orban Viktor", "Xi Jinping".)
    """
    marked = (range(n.first, n.last) for n in tokens.analysis.names)
    taken = _covered(persons).union(*marked, *(range(first, last) for first, last in spans))
    alone = {tokens.text[p.first] for p in persons if p.last - p.first == 1}
    at = 0
    while at < len(tokens):
        end = run_of_names(tokens, at) if at not in taken and tokens.text[at][0].isupper() else at
        words = tokens.text[at:end]
        free = taken.isdisjoint(range(at, end)) and not _is_headline(tokens, Found(at, end, "person", ""))
        whole = free and looks_like_full_name(words) and tokens.word(end - 1) not in _PARTICLES
        if whole and (words[0] in alone or lexicon.given_names.keys() & {words[0], words[-1]}):
            yield Found(at, end, "person", "given-name" if words[0] not in alone else "name-alone")
        at = max(end, at + 1)


def _before_employer(tokens: Tokens, name: Name) -> int:
    """Where a body's supposed name ends as a person's: "Ann Lee" of "Ann Lee for the Food Board"."""
    links = (at for at in range(name.first + 1, name.last) if tokens.lower[at] in {"for", "from", "at"})
    return next(links, name.last)


def _two_names(tokens: Tokens, name: Name) -> bool:
    """A given name and a surname, which the model took for something else."""
    if name.label not in {"ORG", "GPE", "NORP", "FAC", "WORK_OF_ART", "PRODUCT"}:
        return False
    return looks_like_full_name(tokens.text[name.first : name.last])


def looks_like_full_name(words: Sequence[str]) -> bool:
    """Two or three capitalised words, hyphens aside, none of them a common part of bodies' names."""
    parts = [w for w in words if w != "-"]
    capitals = all(w[0].isupper() and not w.isupper() and w.replace("'", "").isalpha() for w in parts)
    return capitals and 2 <= len(parts) <= 4 and not _BODY_WORDS.intersection(w.lower() for w in parts)  # noqa: PLR2004 - words


_BODY_WORDS = frozenset((
    "agency", "association", "bank", "board", "bureau", "center", "centre", "church", "city", "college",
    "commission", "committee", "company", "conference", "congress", "corporation", "council", "court",
    "department", "fund", "group", "house", "hospital", "institute", "international", "league", "media",
    "ministry", "national", "news", "office", "organization", "organisation", "park", "party", "police",
    "press", "road", "school", "service", "society", "street", "times", "tower", "university", "union",
    "united",
))  # fmt: skip


def _with_hyphens(tokens: Tokens, last: int) -> int:
    """The end of a name that the model cut at a hyphen: "Ban Ki-moon"."""
    a = tokens.analysis
    while tokens.word(last) == "-" and last + 1 < len(tokens) and tokens.text[last + 1].isalpha():
        if a.end[last - 1] != a.start[last] or a.end[last] != a.start[last + 1]:
            break
        last += 2
    return last


def trim(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The span without articles before and 's or punctuation after it."""
    while first < last and (tokens.lower[first] in DETERMINERS or not tokens.text[first][0].isalnum()):
        first += 1
    while last > first and (tokens.lower[last - 1] in POSSESSIVES or not tokens.text[last - 1][-1].isalnum()):
        if tokens.text[last - 1].endswith(".") and len(tokens.text[last - 1]) > 1:
            break
        last -= 1
    return first, last


def _name_like(tokens: Tokens, first: int, last: int) -> bool:
    words = tokens.text[first:last]
    if not (words[0][0].isupper() or tokens.lower[first] in _PARTICLES) or not words[-1][0].isupper():
        return False
    return not any(w.isdigit() or w in {":", "@", "#"} for w in words)


def _surnames(
    tokens: Tokens, persons: list[Found], spans: dict[tuple[int, int], Match], lexicon: Lexicon
) -> Iterator[Found]:
    """Single words that are a person's surname elsewhere in the text and that the model missed, shouted ones too."""
    taken, pos = _covered(persons), tokens.analysis.pos
    full = {tokens.text[p.last - 1] for p in persons if p.last - p.first > 1}
    times = Counter(tokens.text[p.last - 1] for p in persons)
    family_first = (p for p in persons if p.last - p.first > 1 and tokens.text[p.first] not in lexicon.given_names)
    times.update({tokens.text[p.first] for p in family_first if tokens.text[p.last - 1] in lexicon.given_names})
    shouted = {name.upper(): name for name in times}
    taken = taken.union(*(range(first, last) for first, last in spans if last - first > 1))
    for at, word in enumerate(tokens.text):
        name = word if word in times else shouted.get(word, "")
        if len(name) < _SHORTEST_SURNAME or at in taken or not _alone(tokens, at):
            continue
        tagged = pos[at] in {"PROPN", "NOUN", "ADJ", "X"} or times[name] > 1
        if tagged and (name in full or (at, at + 1) not in spans):
            yield Found(at, at + 1, "person", "surname")


_SHORTEST_SURNAME = 2  # letters; an initial is none
_SHORTEST = 3  # letters of a word by which a longer name is meant


def _alone(tokens: Tokens, at: int) -> bool:
    """Not the beginning of a longer capitalised name such as `Clinton Foundation`."""
    after = at + 1
    return not (after < tokens.ends[at] and tokens.text[after][0].isupper() and tokens.analysis.pos[after] == "PROPN")


def _without_headline_words(tokens: Tokens, persons: list[Found], lexicon: Lexicon) -> Iterator[Found]:
    """`Trump Face` → `Trump`: in headlines written with capitals the model takes other words into a name."""
    full = [p for p in persons if p.last - p.first > 1]
    times = Counter(tokens.text[p.first : p.last] for p in full)
    surnames = Counter(tokens.text[p.last - 1] for p in full)
    for p in persons:
        words = tokens.text[p.first : p.last]
        if len(words) != 2 or times[words] > 1 or words[0] in lexicon.given_names or not _is_headline(tokens, p):  # noqa: PLR2004
            yield p
        elif surnames[words[1]] > 1:
            yield p._replace(first=p.first + 1)
        elif surnames[words[0]]:
            yield p._replace(last=p.first + 1)
        else:
            yield p


def _is_headline(tokens: Tokens, found: Found) -> bool:
    """Whether nearly all long words of its sentence have a capital."""
    words = [w for w in tokens.text[tokens.begins[found.first] : tokens.ends[found.first]] if len(w) > 3]  # noqa: PLR2004
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.8 * len(words)  # noqa: PLR2004 - a few words prove nothing


def _titles(matches: Sequence[Match], known: Sequence[Match]) -> dict[int, int]:
    """Titles as end → beginning, outside roles ("Secretary-General"), bodies and countries ("DR Congo")."""
    bodies = {at for m in known if m.entry.family in {"organisation", "country"} for at in range(m.first, m.last)}
    longer = {at for m in matches if m.entry.family == "role" for at in range(m.first, m.last) if m.last - m.first > 1}
    return {
        m.last: m.first
        for m in longest(m for m in matches if m.entry.family == "title")
        if (bodies | longer).isdisjoint(range(m.first, m.last))
    }


def _without_office(person: Found, matches: Sequence[Match]) -> Found:
    """`Spokesperson Ann Lee` → `Ann Lee`: an office that the model took into the name."""
    ends = [m.last for m in matches if m.entry.family == "role" and m.first == person.first and m.last < person.last]
    return person._replace(first=max(ends)) if ends else person


def _with_title(tokens: Tokens, person: Found, titles: dict[int, int]) -> Found:
    first = titles.get(person.first)
    return person if first is None or first < tokens.begins[person.first] else person._replace(first=first)


def _after_titles(tokens: Tokens, persons: list[Found], titles: dict[int, int]) -> Iterator[Found]:
    """`Mr. Smith` where the model saw no person."""
    taken = _covered(persons)
    for last, first in titles.items():
        if last < tokens.ends[first] and taken.isdisjoint((first, last)):
            end = run_of_names(tokens, last)
            if end > last and tokens.lower[last] not in _BODY_WORDS:
                yield Found(first, end, "person", "title")


def run_of_names(tokens: Tokens, first: int) -> int:
    """One past the capitalised proper nouns that begin at `first`, hyphens and particles between them included."""
    end, limit = first, min(first + 6, tokens.ends[first])
    for at in range(first, limit):
        if tokens.analysis.pos[at] == "PROPN" and tokens.text[at][0].isupper():
            end = at + 1
        elif not (tokens.text[at] == "-" or tokens.lower[at] in _PARTICLES):
            break
    return _with_hyphens(tokens, end) if end > first else first


# --- what the lexicon and the model know ------------------------------------------------------------------------------


def _is_part(tokens: Tokens, match: Match, wholes: dict[int, Name]) -> bool:
    """Whether the match is a mere part of the model's longer name: `Bank of America`, `British Columbia`."""
    family, whole = match.entry.family, wholes.get(match.first)
    if whole is None or family in {"metonym", "organisation"}:
        return False
    first, last = trim(tokens, whole.first, whole.last)
    begin = max(first, match.first)
    if not (whole.first <= match.first and match.last <= last) or last - first == match.last - begin:
        return False
    before, after = tokens.word(match.first - 1), tokens.word(match.last)
    if after in {"'s", "'", "-"} or before == "-" or (family == "country" and "," in {before, after}):
        return False  # the last: one of a list that the model took for one name
    return not (family in _ADJECTIVAL and match.first == first) if whole.label == "ORG" else after != ","


def _known(tokens: Tokens, match: Match, lexicon: Lexicon) -> Found:
    first, last, (family, key, code, *_) = match.first, match.last, match.entry
    if family in {"demonym", "bloc-demonym"}:
        return Found(first, last, "demonym", family, code, entry=key)
    if not _modifies(tokens, first, last):
        first = tokens.with_the(first)
    if family == "country":
        return Found(first, last, "country", family, code, entry=key)
    if family in {"capital", "metonym"}:
        return _seat(tokens, match, first)
    kind: MentionKind = "group"
    if family == "region":
        kind = "group" if metonyms.acts(tokens, match.first, last) else "place"
    elif family == "organisation":
        kind = lexicon.organisations[key.removeprefix("org:")].entity
    return Found(first, last, kind, family, entry=key)


def _seat(tokens: Tokens, match: Match, first: int) -> Found:
    """A capital or a building: who governs from it, or a place."""
    last, entry = match.last, match.entry
    if entry.family == "capital":
        if metonyms.acts(tokens, match.first, last):
            return Found(first, last, "country", "capital-acts", entry.code, metonym=True, entry=entry.key)
        return Found(first, last, "place", "capital-place", entry=entry.key)
    if tokens.word(first - 1) in {"in", "at", "inside", "outside", "near", "around", "visit"}:
        return Found(first, last, "place", "seat-place", entry=entry.key)
    return Found(first, last, "organisation", "seat-acts", metonym=True, entry=entry.key)


def _modifies(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the name stands before a noun that its article belongs to: "the US government"."""
    at = tokens.head_of(first, last)
    return tokens.analysis.dep[at] in {"compound", "amod", "nmod"} and tokens.analysis.head[at] >= last


def _short_bodies(tokens: Tokens, others: list[Found], persons: set[int]) -> Iterator[Found]:
    """`Peabody`, which the model missed, where `Peabody Energy` is a body of the same text."""
    taken = _covered(others) | persons
    long = [o for o in others if o.rule == "model-org" and o.last - o.first > 1 and tokens.lower[o.first] != "the"]
    first_words = {tokens.text[o.first] for o in long if len(tokens.text[o.first]) > _SHORTEST}
    for at, word in enumerate(tokens.text):
        if word in first_words and at not in taken and tokens.analysis.pos[at] == "PROPN" and _alone(tokens, at):
            yield Found(at, at + 1, "organisation", "short-name")


def _unknown(tokens: Tokens, kept: Sequence[Match], persons: set[int]) -> Iterator[Found]:
    """The model's names that neither are persons nor in the lexicon."""
    strong = {at for m in kept for at in range(m.first, m.last) if m.entry.family not in _ADJECTIVAL}
    weak = {at for m in kept for at in range(m.first, m.last)} - strong
    for name in tokens.analysis.names:
        if name.label not in _KINDS:
            continue
        first, last = trim(tokens, name.first, name.last)
        span = set(range(first, last))
        if not span or not tokens.text[first][0].isupper() or span & strong or span & persons:
            continue
        rest = {at for at in span - weak if tokens.text[at] != ","}
        if span & weak and len(rest) <= 1 and (name.label != "ORG" or not rest):
            continue  # nothing but known countries, and perhaps a hyphen between them
        kind, rule = _KINDS[name.label]
        start = first if _modifies(tokens, first, last) or kind == "group" else tokens.with_the(first)
        yield Found(start, last, kind, rule)
