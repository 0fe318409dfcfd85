"""What rules for alerts tell of in a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Entity, Event, Record, Statement
    from onrecord.watch.alerts import Rule

_SPACE = re.compile(r"\s+")


class Alert(Struct, frozen=True):
    """A finding that a rule tells of.

    Attributes:
        rule: name of the rule.
        kind: `statement` or `event`.
        id: of the finding.
        document_id: of its report.
        who: speakers, or actors.
        what: act, or PLOVER type and mode.
        whom: whom it is about, or recipients.
        words: what is said, or the words that tell the event.
        title: of the report.
        outlet: who published it.
        url: its address.
        published: its day, ISO 8601.
    """

    rule: str
    kind: str
    id: str
    document_id: str
    who: str
    what: str
    whom: str
    words: str
    title: str
    outlet: str
    url: str
    published: str


class Told(NamedTuple):
    """An alert with where it goes."""

    alert: Alert
    to: tuple[str, ...]


class Matcher:
    """Finds what rules tell of in records.

    Args:
        rules: from `load_alerts`.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(
            _Compiled(rule, _pattern(rule.speaker), _pattern(rule.about), _pattern(rule.words)) for rule in rules
        )

    def __call__(self, record: Record) -> Iterator[Told]:
        """The alerts of a record, rule by rule, each in text order."""
        view = _View(record)
        for compiled in self._rules:
            rule = compiled.rule
            told = {s.id for s in record.statements if _says(compiled, s, view)}
            if not rule.of_events:
                for one in record.statements:
                    if one.id in told and _holds(compiled, view.about_statement(one)):
                        yield Told(view.of_statement(rule, one), rule.to)
            if rule.of_events or not rule.of_statements:
                for event in record.events:
                    if _happens(rule, event, told) and _holds(compiled, view.about_event(event)):
                        yield Told(view.of_event(rule, event), rule.to)


class _Compiled(NamedTuple):
    """A rule with its words ready to be looked for; None for no condition."""

    rule: Rule
    speaker: re.Pattern[str] | None
    about: re.Pattern[str] | None
    words: re.Pattern[str] | None


class _About(NamedTuple):
    """What conditions on both statements and events are compared with."""

    entities: tuple[Entity, ...]
    topics: set[str]
    text: str


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the words and phrases, whole and in any case; None for none."""
    alternatives = [re.escape(_flat(word)) for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE) if alternatives else None


def _flat(text: str) -> str:
    """The text with single spaces and straight apostrophes, for comparing."""
    return _one_line(text).replace("\u2019", "'")


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _found(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is None or pattern.search(_flat(text)) is not None


def _says(compiled: _Compiled, one: Statement, view: _View) -> bool:
    """Whether a statement is as the rule's conditions on statements have it."""
    rule, about = compiled.rule, compiled.about
    if rule.act and one.act not in rule.act:
        return False
    if not _found(compiled.speaker, " | ".join((*view.record.speakers(one), *(e.exact for e in one.source)))):
        return False
    aims = [entity for entity in view.entities(one.about) if _found(about, f"{entity.name} | {entity.country or ''}")]
    if rule.about and not aims:
        return False
    if rule.stance is None:
        return True
    allowed = {entity.id for entity in aims}
    return any(s.stance == rule.stance and s.entity in allowed for s in one.stance)


def _happens(rule: Rule, event: Event, told: set[str]) -> bool:
    """Whether an event is as the rule's conditions on events have it; `told` are the statements that are as it has."""
    if rule.event and event.plover.type not in rule.event:
        return False
    if rule.quad and event.quad not in rule.quad:
        return False
    return not rule.of_statements or event.within in told


def _holds(compiled: _Compiled, about: _About) -> bool:
    """Whether the conditions hold that statements and events have in common."""
    rule = compiled.rule
    if rule.country and not any(entity.country in rule.country for entity in about.entities):
        return False
    if rule.sector and not any({entity.sector, *entity.sectors} & set(rule.sector) for entity in about.entities):
        return False
    if rule.topic and not about.topics & set(rule.topic):
        return False
    return _found(compiled.words, about.text)


class _View:
    """A record with what rules ask of it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._entities = {entity.id: entity for entity in record.entities}

    def entities(self, ids: Iterable[str]) -> tuple[Entity, ...]:
        return tuple(self._entities[i] for i in ids if i in self._entities)

    def about_statement(self, one: Statement) -> _About:
        return _About(self.entities(one.speaker), self._topics(one.id), " ".join(e.exact for e in one.content))

    def about_event(self, event: Event) -> _About:
        return _About(self.entities((*event.actor, *event.recipient)), self._topics(event.id), self._around(event))

    def _topics(self, of: str) -> set[str]:
        """Topics of a finding, and of its report."""
        return {t.name for t in self.record.topics if t.of in {of, self.record.document.id}}

    def _around(self, event: Event) -> str:
        """The paragraph in which an event is told."""
        document, at = self.record.document, event.trigger[0].span.start
        for block in document.blocks:
            if block.span.start <= at < block.span.end:
                return document.block_text(block)
        return " ".join(e.exact for e in event.trigger)

    def of_statement(self, rule: Rule, one: Statement) -> Alert:
        about = "; ".join(entity.name for entity in self.entities(one.about))
        who = "; ".join(self.record.speakers(one))
        act = f"did not {one.act}" if one.negated else one.act
        return self._alert(rule, "statement", one.id, (who, act, about, " \u2026 ".join(e.exact for e in one.content)))

    def of_event(self, rule: Rule, event: Event) -> Alert:
        actors, recipients = self.record.parties(event)
        kind = " ".join(filter(None, (event.plover.type, event.plover.mode)))
        what = kind if event.modality == "asserted" else f"{kind} ({event.modality})"
        return self._alert(
            rule, "event", event.id, (actors, what, recipients, " ".join(e.exact for e in event.trigger))
        )

    def _alert(self, rule: Rule, kind: str, of: str, told: tuple[str, str, str, str]) -> Alert:
        document = self.record.document
        who, what, whom, words = map(_one_line, told)
        return Alert(
            rule=rule.name, kind=kind, id=of, document_id=document.id, who=who, what=what, whom=whom, words=words,
            title=document.title or "", outlet=document.outlet or "", url=document.url or "",
            published=document.published.isoformat() if document.published else "",
        )  # fmt: skip
