"""Entries of the log in words, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from onrecord.model import Event, Statement
    from onrecord.review.entry import Entry, Version

_GAP = " … "


class Change(Struct, frozen=True):
    """What an entry changes in one field of a finding; empty where there was or is nothing."""

    field: str
    before: str
    after: str


def told(version: Version | None) -> str:
    """A finding in one line: "Ann Lee said: the road was closed"; empty without one."""
    if version is None:
        return ""
    fields = fields_of(version)
    if version.statement is not None:
        not_said = "did not " if version.statement.negated else ""
        return f"{fields['speaker'] or fields['source'] or 'not named'} {not_said}{fields['act']}: {fields['content']}"
    if version.event is not None:
        who = fields["actor"] or fields["actor words"] or "not named"
        whom = fields["recipient"] or fields["recipient words"]
        return f"{who} {fields['code']}{f' → {whom}' if whom else ''}: {fields['trigger']}"
    return _entities(version)


def changes(entry: Entry) -> tuple[Change, ...]:
    """What an entry changes, field by field; of what is rejected or added, all that it said."""
    fields = _of_entity if is_corrected_entity(entry) else fields_of
    before, after = (fields(v) if v is not None else {} for v in (entry.before, entry.after))
    names = dict.fromkeys((*before, *after))
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])


def is_corrected_entity(entry: Entry) -> bool:
    """Whether an entry gives one entity another name or other codes."""
    return entry.kind == "entity" and entry.action == "correct"


def lines(entry: Entry) -> tuple[str, str]:
    """What an entry is about before and after, in one line each."""
    if is_corrected_entity(entry):
        before, after = (
            ", ".join(filter(None, _of_entity(v).values())) if v else "" for v in (entry.before, entry.after)
        )
        return before, after
    return told(entry.before), told(entry.after)


def fields_of(version: Version) -> dict[str, str]:
    """What a reviewer can see and change of a finding, by the names of the fields."""
    names = {who.id: who.name for who in version.entities}
    if version.statement is not None:
        return _statement(version.statement, names)
    if version.event is not None:
        return _event(version.event, names)
    return {"entities": _entities(version)} if version.entities else {}


def _of_entity(version: Version) -> dict[str, str]:
    who = version.entities[0]
    return {
        "name": who.name,
        "kind": who.kind,
        "country": who.country or "",
        "sectors": " ".join(who.sectors),
        "reference": who.ref or "",
    }


def _entities(version: Version) -> str:
    return "; ".join(f"{w.name} ({_GAP.join(dict.fromkeys(e.exact for e in w.words))})" for w in version.entities)


def _statement(statement: Statement, names: dict[str, str]) -> dict[str, str]:
    return {
        "speaker": _names(statement.speaker, names),
        "act": statement.act,
        "negated": "yes" if statement.negated else "",
        "kind": statement.kind,
        "source": _GAP.join(e.exact for e in statement.source),
        "cue": _GAP.join(e.exact for e in statement.cue),
        "content": _GAP.join(e.exact for e in statement.content),
    }


def _event(event: Event, names: dict[str, str]) -> dict[str, str]:
    code = event.plover
    return {
        "actor": _names(event.actor, names),
        "recipient": _names(event.recipient, names),
        "code": f"{code.type}{f' {code.mode}' if code.mode else ''}",
        "contexts": ", ".join(code.contexts),
        "cameo": event.cameo or "",
        "modality": event.modality,
        "trigger": _GAP.join(e.exact for e in event.trigger),
        "actor words": _GAP.join(e.exact for e in event.actor_words),
        "recipient words": _GAP.join(e.exact for e in event.recipient_words),
    }


def _names(ids: tuple[str, ...], names: dict[str, str]) -> str:
    return "; ".join(names.get(i, i) for i in ids)
