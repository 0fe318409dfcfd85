"""What statements are about, and whether their speakers are for or against it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from onrecord.lexicon.stance import StanceClass
from onrecord.model import Evidence, Stance
from onrecord.statements import context
from onrecord.statements.about import About
from onrecord.statements.context import Context
from onrecord.statements.judging import Judging, JudgingWords
from onrecord.statements.participants import SPEAKER, Participants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.lexicon.cues import Cue
    from onrecord.lexicon.stance import StanceKind, StanceLexicon
    from onrecord.model import Act, Document, Entity, Mention, Span, StanceTowards, Statement
    from onrecord.model.tree import Tree
    from onrecord.statements.context import Light
    from onrecord.statements.draft import CueMatch

#: Scores nearer to 0 than this are neutral.
NEUTRAL_BELOW = 0.25
_THIRD_PARTY = 0.8  # what others do to somebody tells less of the speaker than what the speaker does
_DENIES_OWN = 0.4  # who denies helping somebody is not against them
_STILL_GOING_ON = 0.7  # "must stop X" tells that X goes on
_WANTS: frozenset[Act] = frozenset(("demand", "propose", "ask", "hope"))
_POLARITY = {"positive": 0.7, "negative": -0.7}
#: Sectors (PLOVER) whose members speak for their country.
_SPEAKS_FOR_COUNTRY = frozenset({"GOV", "MIL", "COP", "SPY"})


class StanceFinder:
    """Finds what statements are about and their stance. Built once; holds the stance lexicon."""

    def __init__(self, lexicon: StanceLexicon) -> None:
        self._lexicon = lexicon

    def __call__(  # noqa: PLR0913 - what earlier stages found in the document
        self,
        document: Document,
        tree: Tree,
        cues: Sequence[CueMatch | None],
        statements: Sequence[Statement],
        *,
        mentions: Sequence[Mention],
        entities: Sequence[Entity],
    ) -> tuple[Statement, ...]:
        """The statements with `about` and `stance`; `cues` are the lexicon entries of their cues."""
        pass_ = _Pass(document, tree, self._lexicon, mentions, entities)
        inside = _tokens_inside(tree, statements)
        return tuple(
            pass_.judged(statement, cue, inside[statement.id]) for statement, cue in zip(statements, cues, strict=True)
        )


class _Pass:
    """One document."""

    def __init__(
        self,
        document: Document,
        tree: Tree,
        lexicon: StanceLexicon,
        mentions: Sequence[Mention],
        entities: Sequence[Entity],
    ) -> None:
        self._text = document.text
        self._tree = tree
        self._words = JudgingWords(tree, lexicon)
        self._people = Participants(tree, self._words, mentions, entities)
        self._context = Context(tree, self._words, self._people)
        self._about = About(tree, self._words, self._people)
        self._entities = {e.id: e for e in entities}

    def judged(self, statement: Statement, cue: CueMatch | None, tokens: frozenset[int]) -> Statement:
        cue_tokens = frozenset(t for e in statement.cue for t in _tokens(self._tree, e.span))
        frame = context.Statement(
            tokens=tokens | cue_tokens,
            cue=cue_tokens,
            direct=statement.kind == "direct",
            is_speaker=self._speaker_test(statement),
        )
        scores: dict[str, float] = {}
        evidence: dict[str, set[int]] = {}
        for word in self._judging(frame, cue):
            for entity, value, told_by in self._values(word, frame):
                scores[entity] = scores.get(entity, 0.0) + value
                evidence.setdefault(entity, set()).update(told_by)
        content = [t for e in statement.content for t in _tokens(self._tree, e.span)]
        about = self._about(content, cue_tokens, scores, set(statement.speaker))
        stance = tuple(self._stance(e, scores.get(e, 0.0), evidence.get(e, ())) for e in about)
        return msgspec.structs.replace(statement, about=about, stance=stance)

    def _judging(self, frame: context.Statement, cue: CueMatch | None) -> Iterator[Judging]:
        """The judging words of a statement; a cue that is none of the lexicon's judges by its act and polarity."""
        for token in sorted(frame.tokens):
            word = self._words.at(token)
            if word is not None:
                yield word
        if cue is not None and cue.head in frame.cue and self._words.at(cue.head) is None:
            own = _class_of(cue.entry)
            if own is not None:
                self._words.add(cue.tokens, own)
                yield Judging(cue.tokens, own)

    def _values(self, word: Judging, frame: context.Statement) -> Iterator[tuple[str, float, tuple[int, ...]]]:
        """Entities with what a word tells of the speaker's stance towards them, and the tokens that tell it."""
        if word.of.kind == "trait" or (word.of.agent and self._is_predicate(word.tokens[0])):
            yield from self._of_trait(word, frame)
        if word.of.kind == "trait":
            return
        if word.of.kind in ("act", "fail", "claim") or word.of.agent:
            yield from self._of_act(word, frame)

    def _is_predicate(self, token: int) -> bool:
        """Whether a noun is said to be somebody: "is a threat", "called it an insult", "described as a threat"."""
        analysis = self._tree.analysis
        if analysis.pos[token] != "NOUN" or self._tree.child(token, "poss", "case") is not None:
            return False
        described = analysis.dep[token] == "pobj" and analysis.text[analysis.head[token]].lower() == "as"
        return described or analysis.dep[token] in ("attr", "oprd")

    def _of_trait(self, word: Judging, frame: context.Statement) -> Iterator[tuple[str, float, tuple[int, ...]]]:
        nodes, in_passing = self._people.bearers(word)
        found = [n for node in nodes for n in self._owned(node, frame)]
        if not found:
            return
        if in_passing:
            modified = self._words.modified(word.tokens[0])
            factor, tokens = modified.factor, modified.tokens
        else:
            light = self._context.of(word, frame)
            factor, tokens = (0.0 if light.foreign else light.factor), light.tokens
        for node in found:
            yield self._people.entity_at[node], word.of.agent * factor, (*word.tokens, *tokens)

    def _of_act(self, word: Judging, frame: context.Statement) -> Iterator[tuple[str, float, tuple[int, ...]]]:
        light = self._context.of(word, frame)
        own = self._context.by_speaker(word, frame)
        tokens = (*word.tokens, *light.tokens)
        if word.of.kind in ("act", "claim") and word.of.target:
            factor = light.factor * (1.0 if own else _THIRD_PARTY) * (_DENIES_OWN if own and light.denied else 1.0)
            if (own and not light.foreign) or light.mode != "told":
                for target in self._people.targets(word):
                    for node in self._owned(target, frame):
                        yield self._people.entity_at[node], word.of.target * factor, tokens
        value = _agent_value(word, light)
        if value and not own:
            for doer in self._people.doers(word.tokens[0], frame.cue):
                for node in self._owned(doer, frame):
                    yield self._people.entity_at[node], value, tokens

    def _owned(self, node: int, frame: context.Statement) -> Iterator[int]:
        """The tokens of entities a node stands for, other than the speaker."""
        if node != SPEAKER:
            yield from (o for o in self._people.owners(node) if not frame.is_speaker(o))

    def _speaker_test(self, statement: Statement) -> _SpeakerTest:
        speakers = [self._entities[i] for i in statement.speaker]
        source = frozenset(t for e in statement.source for t in _tokens(self._tree, e.span))
        return _SpeakerTest(self._people.entity_at, self._entities, speakers, source)

    def _stance(self, entity: str, score: float, tokens: Iterable[int]) -> Stance:
        score = round(max(-1.0, min(1.0, score)), 2)
        kind: StanceTowards = "neutral" if abs(score) < NEUTRAL_BELOW else "support" if score > 0 else "oppose"
        return Stance(entity, kind, score, tuple(self._evidence(tokens)) if score else ())

    def _evidence(self, tokens: Iterable[int]) -> Iterator[Evidence]:
        """Evidence for each run of neighbouring tokens."""
        for _, group in groupby(enumerate(sorted(tokens)), key=lambda pair: pair[1] - pair[0]):
            run = [token for _, token in group]
            span = self._tree.analysis.span(run[0], run[-1] + 1)
            yield Evidence.of(self._text, span.start, span.end)


class _SpeakerTest:
    """Whether the entity at a token is the speaker or, for who speaks for a country, that country."""

    def __init__(
        self,
        entity_at: dict[int, str],
        entities: dict[str, Entity],
        speakers: Sequence[Entity],
        source: frozenset[int],
    ) -> None:
        self._entity_at = entity_at
        self._source = source
        self._ids = {e.id for e in speakers}
        codes = {e.country for e in speakers if e.kind == "country" or e.sector in _SPEAKS_FOR_COUNTRY}
        self._ids |= {e.id for e in entities.values() if e.country and e.country in codes and _acts_for_country(e)}

    def __call__(self, token: int) -> bool:
        return token in self._source or self._entity_at.get(token) in self._ids


def _acts_for_country(entity: Entity) -> bool:
    return entity.kind == "country" or (entity.kind == "organisation" and entity.sector in _SPEAKS_FOR_COUNTRY)


def _agent_value(word: Judging, light: Light) -> float:
    """What a word tells of who does it, in its light."""
    value = word.of.agent * light.factor
    if light.foreign or light.mode == "judged":
        return 0.0
    if light.mode == "told":
        return value
    if light.ended and word.of.agent < 0:
        return word.of.agent * _STILL_GOING_ON
    return min(value, 0.0) if word.of.agent > 0 else 0.0


def _class_of(cue: Cue) -> StanceClass | None:
    """A class for a cue that the stance lexicon does not hold: what its act and polarity tell."""
    kind: StanceKind
    if cue.act in _WANTS:
        kind, target = "wish", 1.0
    elif cue.act == "deny":
        kind, target = "deny", -0.6
    elif cue.polarity in _POLARITY:
        kind, target = "act", _POLARITY[cue.polarity]
    else:
        return None
    name = f"cue:{cue.lemma}"
    return StanceClass(
        pos="verb", name=name, kind=kind, words=(cue.lemma,), target=target, examples=(name,), counter_examples=(name,)
    )


def _tokens(tree: Tree, span: Span) -> range:
    starts = tree.analysis.start
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _tokens_inside(tree: Tree, statements: Sequence[Statement]) -> dict[str, frozenset[int]]:
    """The tokens of each statement's content, without those of statements reported inside it."""
    inside = {s.id: {t for e in s.content for t in _tokens(tree, e.span)} for s in statements}
    for statement in statements:
        if statement.within is not None and statement.within in inside:
            inner = {t for e in (*statement.cue, *statement.content) for t in _tokens(tree, e.span)}
            inside[statement.within] -= inner
    return {id_: frozenset(tokens) for id_, tokens in inside.items()}
