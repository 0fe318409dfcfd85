"""A user's own actors in place of the lexicon's: names and nouns for agents, with their codes.

A phrase has the codes of the names and agents in it, joined as in CAMEO: "Kenya's foreign minister" with Kenya KEN and
foreign minister GOV is KENGOV, "lawmakers in Kenya and Ghana" are KENLEG and GHALEG, "protesters" alone are ---OPP.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec
from msgspec import Struct

from onrecord.lexicon.surfaces import plural_of
from onrecord.model import Entity, Evidence, Mention, Provenance, entity_id, mention_id
from onrecord.model.tree import Tree
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import Analysis, Document

#: Stands for a country that is not told.
NOBODY = "---"
_LEFT = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "appos"})
_WITHIN = frozenset({"of", "in", "from", "at", "within", "inside"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ"})
_MOST_WORDS = 12
_PROVENANCE = Provenance("mentions", "given", __version__)


class GivenName(Struct, frozen=True):
    """An actor: its name, in any case, and its code.

    A name with several codes has each in its time; one without days stands for all other times.

    Attributes:
        since: the first day on which it has the code; `from` in a file.
        until: the last day; `to` in a file.
    """

    name: str
    code: str
    since: dt.date | None = msgspec.field(default=None, name="from")
    until: dt.date | None = msgspec.field(default=None, name="to")

    def holds(self, day: dt.date | None) -> bool:
        """Whether it has the code on a day; when that is unknown, of those with days the one that holds still."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class GivenAgent(Struct, frozen=True):
    """A noun for somebody's agents, such as `ambassador`, with the code that it adds.

    Attributes:
        plurals: its plurals; the regular one is known without any.
        position: whether its code stands after that of the actor or before it.
    """

    name: str
    code: str
    plurals: tuple[str, ...] | None = None
    position: Literal["suffix", "prefix"] = "suffix"


class _Form(NamedTuple):
    """A way in which a name or agent stands in a text."""

    words: tuple[str, ...]
    code: str
    what: Literal["name", "suffix", "prefix"]
    name: GivenName | None = None

    @property
    def order(self) -> tuple[int, bool, bool, dt.date]:
        """The longest first, then names, of which those with days, the latest first."""
        since = self.name.since if self.name else None
        dated = self.name is not None and (self.name.since or self.name.until) is not None
        return -len(self.words), self.name is None, not dated, dt.date.max - ((since or dt.date.min) - dt.date.min)


class _Match(NamedTuple):
    """A name or agent in the text: tokens `[first, last)`."""

    first: int
    last: int
    code: str
    what: Literal["name", "suffix", "prefix"]


class GivenActors:
    """Finds given actors in a text.

    Args:
        names: the actors.
        agents: nouns for their agents.
    """

    def __init__(self, names: Iterable[GivenName], agents: Iterable[GivenAgent] = ()) -> None:
        self._by_first: dict[str, list[_Form]] = {}
        for agent in agents:
            plurals = agent.plurals if agent.plurals is not None else (plural_of(agent.name.lower()),)
            for form in (agent.name, *plurals):
                self._add(form, agent.code.lstrip("~"), agent.position)
        for name in names:
            self._add(name.name, name.code, "name", name)
        for forms in self._by_first.values():
            forms.sort(key=lambda form: form.order)

    def _add(
        self, name: str, code: str, what: Literal["name", "suffix", "prefix"], given: GivenName | None = None
    ) -> None:
        words = tuple(re.findall(r"[\w.&'\u2019]+|-", name.replace("_", " ").lower()))[:_MOST_WORDS]
        if words:
            self._by_first.setdefault(words[0], []).append(_Form(words, code, what, given))

    def find(self, document: Document, analysis: Analysis) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
        """Mentions of the given actors, and entities with the codes of the phrases these stand in."""
        tree, matches = Tree(analysis), {m.first: m for m in self._matches(analysis, document.published)}
        of = {token: m for m in matches.values() for token in range(m.first, m.last)}
        mentions: list[Mention] = []
        entities: list[Entity] = []
        for token in range(len(analysis)):
            codes = _codes(tree, of, token) if analysis.pos[token] in _NOMINAL or token in of else ()
            if codes and (token not in of or token == _root(tree, of[token])):
                first, last = (of[token].first, of[token].last) if token in of else (token, token + 1)
                evidence = Evidence.of(document.text, analysis.start[first], analysis.end[last - 1])
                mention = _mention(document, evidence)
                mentions.append(mention)
                entities += _entities(document, mention, codes)
        return tuple(mentions), tuple(entities)

    def _matches(self, analysis: Analysis, day: dt.date | None) -> Iterator[_Match]:
        words, at = [t.lower() for t in analysis.text], 0
        while at < len(words):
            for form in self._by_first.get(words[at], ()):
                last = at + len(form.words)
                if tuple(words[at:last]) == form.words and (form.name is None or form.name.holds(day)):
                    yield _Match(at, last, form.code, form.what)
                    at = last - 1
                    break
            at += 1


def _root(tree: Tree, match: _Match) -> int:
    """The token of a name that governs its others."""
    inside = range(match.first, match.last)
    return next((t for t in reversed(inside) if tree.analysis.head[t] not in inside), match.last - 1)


def _codes(tree: Tree, of: dict[int, _Match], head: int) -> tuple[str, ...]:
    """The codes of the phrase that a token heads: one for each name in it, or one for its agents alone."""
    own = of.get(head)
    found = list(dict.fromkeys(of[t] for t in _phrase(tree, of, head) if t in of))
    if own is None and all(m.first > head for m in found):
        return ()
    names = list(dict.fromkeys(m.code for m in found if m.what == "name"))
    before, after = ("".join(dict.fromkeys(m.code for m in found if m.what == what)) for what in ("prefix", "suffix"))
    if own is not None and own.what == "name":
        names = [own.code]
    elif not names and tree.analysis.dep[head] == "conj":
        shared = _shared(tree, of, head)
        names = list(dict.fromkeys(m.code for m in shared if m.what == "name"))
        after = "".join(dict.fromkeys([*(m.code for m in shared if m.what == "suffix"), after]))
    if not names and (before or after):
        return (f"{before or NOBODY}{after}",)
    return tuple(f"{before}{name}{'' if name.endswith(after) else after}" for name in names)


def _shared(tree: Tree, of: dict[int, _Match], head: int) -> list[_Match]:
    """What stands before the first of several coordinated nouns and holds for all ("*Danish* media and government")."""
    first = tree.analysis.head[head]
    before = [of[c] for c in tree.children[first] if c < first and c in of and tree.analysis.dep[c] in _LEFT]
    return before if any(m.what == "name" for m in before) else []


def _phrase(tree: Tree, of: dict[int, _Match], head: int) -> list[int]:
    """The tokens of a phrase: its head, what stands before that, and where it is from when the head is an agent."""
    analysis, tokens = tree.analysis, [head]
    for token in tokens:
        for child in tree.children[token]:
            dep = analysis.dep[child]
            before = child < head and dep in _LEFT
            beside = token != head and dep == "conj"
            from_where = dep == "prep" and analysis.text[child].lower() in _WITHIN and _is_agent(of, token)
            if before or beside or from_where or dep == "pobj":
                tokens.append(child)
    return sorted(tokens)


def _is_agent(of: dict[int, _Match], token: int) -> bool:
    return token in of and of[token].what != "name"


def _mention(document: Document, evidence: Evidence) -> Mention:
    return Mention(mention_id(document.id, "country", evidence), document.id, "country", evidence, _PROVENANCE)


def _entities(document: Document, mention: Mention, codes: Sequence[str]) -> Iterator[Entity]:
    """The entity of a mention, and its parts when it has several codes; a part has its code in place of a mention."""
    whole = entity_id(document.id, "country", mention.id)
    name = mention.evidence.exact
    if len(codes) == 1:
        yield Entity(whole, document.id, "country", name, (mention.id,), _PROVENANCE, cameo=codes[0])
        return
    parts = {code: entity_id(document.id, "country", f"{mention.id} {code}") for code in codes}
    yield Entity(whole, document.id, "country", name, (mention.id,), _PROVENANCE, parts=tuple(parts.values()))
    for code, id_ in parts.items():
        yield Entity(id_, document.id, "country", name, (), _PROVENANCE, cameo=code)
