"""The statements that positions are made of, out of the store, and the copies among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from onrecord.store.rows import from_columns
from onrecord.views.official import OFFICIAL_SECTORS
from onrecord.views.positions_rows import Position, Said, Target, Voice, order
from onrecord.views.positions_voices import Speaker, Voices
from onrecord.views.words import NAMED, like_pattern, match_expression

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from onrecord.store import Reader
    from onrecord.views.dyads import Side


class Question(NamedTuple):
    """Who, and of what and when; `views.positions` says what each means."""

    actor: Side
    on: Side | None = None
    topic: str = ""
    words: str = ""
    official: bool = False
    since: dt.date | None = None
    until: dt.date | None = None


def said(reader: Reader, question: Question) -> list[Said]:
    """The statements that fit a question, those of copies too, in order.

    Raises:
        QueryError: the words cannot be searched for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    rows: dict[str, Sequence[Any]] = {}
    for row in reader.select(_sql(question), _values(question)):
        rows.setdefault(row[0], row)  # of several speakers asked for the first
    speakers = {id_: Speaker(*row[-len(Speaker._fields) :]) for id_, row in rows.items()}
    voices = Voices(question.actor, speakers.values())
    targets = _targets(reader, question, list(rows))
    return sorted((_said(row, voices.of(speakers[id_]), targets[id_]) for id_, row in rows.items()), key=order)


def collapsed(found: Sequence[Said]) -> tuple[list[Said], int]:
    """The statements without those that a report has as a copy of another, and how many these are.

    Reports of one group of copies have the same statement when its voice, act and words are the same; the earliest
    stays, and says how many copies there are.
    """
    documents: dict[str, set[str]] = defaultdict(set)
    for each in found:
        documents[each.group].add(each.position.document_id)
    together: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    seen: Counter[tuple[object, ...]] = Counter()
    for each in found:
        key: tuple[object, ...] = (each.position.statement_id,)
        if len(documents[each.group]) > 1:
            key = (each.group, each.voice.key, each.position.act, each.forms)
            own = (*key, each.position.document_id)
            key = (*key, seen[own])  # what one report says twice is no copy
            seen[own] += 1
        together[key].append(each)
    kept = [
        replace(first, position=replace(first.position, copies=len(copies))) for first, *copies in together.values()
    ]
    return kept, len(found) - len(kept)


def _said(row: Sequence[Any], voice: Voice, targets: tuple[Target, ...]) -> Said:
    fields = dict(zip(_COLUMNS, row, strict=False))
    strongest = max(targets, key=lambda t: abs(t.score), default=None)
    position = from_columns(
        {
            **fields,
            "voice": voice.name,
            "negated": bool(fields["negated"]),
            "towards": strongest.name if strongest else None,
            "stance": strongest.stance if strongest else None,
            "score": strongest.score if strongest else None,
            "copies": 0,
        },
        Position,
        row=str(row[0]),
    )
    return Said(position, voice, str(row[len(_COLUMNS)]), targets)


def _targets(reader: Reader, question: Question, ids: Sequence[str]) -> dict[str, tuple[Target, ...]]:
    """Whom each statement is about, of those asked for when some were."""
    on = question.on
    where = _ONE[on.level].format(e="e", value="on") if on else "true"
    values = {"ids": msgspec.json.encode(ids).decode(), **({"on": _value(on)} if on else {})}
    rows = reader.select(_TARGETS.format(where=where), values)
    subjects = Voices(on, (Speaker(*row[3:]) for row in rows))
    found: dict[str, list[Target]] = defaultdict(list)
    for id_, stance, score, *of in rows:
        speaker = Speaker(*of)
        found[id_].append(Target(subjects.of(speaker), speaker.name, stance, score))
    return defaultdict(tuple, {id_: tuple(targets) for id_, targets in found.items()})


def _sql(question: Question) -> str:
    who = _ONE[question.actor.level].format(e="n", value="actor")
    official = _OFFICIAL if question.official else "true"
    conditions = [condition for name, condition in _CONDITIONS.items() if getattr(question, name)]
    if question.on:
        conditions.append(_ABOUT.format(_ONE[question.on.level].format(e="e", value="on")))
    office = _OFFICE.format(official=official) if question.actor.level == "actor" else ""
    return _SAID.format(who=who, official=official, office=office, where=" AND ".join(conditions) or "true")


def _values(question: Question) -> dict[str, str]:
    expression = match_expression(question.words)
    given = {
        "actor": _value(question.actor),
        "source": like_pattern(_bare(question.actor.value)) if question.actor.level == "actor" else "",
        "on": _value(question.on) if question.on else "",
        "topic": question.topic,
        "words": f"content : ({expression})" if expression else "",
        "since": question.since.isoformat() if question.since else "",
        "until": question.until.isoformat() if question.until else "",
    }
    return {name: value for name, value in given.items() if value}


def _value(who: Side) -> str:
    return who.value if who.level == "country" else like_pattern(who.value)


def _bare(words: str) -> str:
    """Words as `_BARE` has them in SQL: without commas and without endings of the genitive."""
    return words.replace(",", "").replace("'s", "").replace("’s", "")


_OF_DOCUMENT = ("outlet", "title", "url", "published")
_MADE = ("voice", "towards", "stance", "score", "copies")
_OTHERWISE = {
    "statement_id": "s.id",
    "day": "s.first_day",
    "dated": "CASE WHEN s.first_day IS NULL THEN NULL WHEN s.said_on IS NULL THEN 'report' ELSE 'statement' END",
    "reported_by": "(SELECT o.speaker FROM statements o WHERE o.id = s.within)",
    **{name: f"d.{name}" for name in _OF_DOCUMENT},
}
_COLUMNS = tuple(name for name in Position.__struct_fields__ if name not in _MADE)

_OFFICIAL = f"(n.kind = 'country' OR n.sector IN ({', '.join(map(repr, OFFICIAL_SECTORS))}))"
# `CROSS JOIN` and `+` keep SQLite from turning these around: whoever is asked for is found first, with few statements.
#: One entity of those asked for: of a country, or by name, or with the reference of somebody of that name.
_ONE = {
    "country": "{e}.country = :{value}",
    "actor": f"({NAMED.format('{e}.name', '{value}')} OR {{e}}.ref IN ("  # noqa: S608 (our own names)
    f"SELECT ref FROM entities m WHERE m.ref IS NOT NULL AND {NAMED.format('m.name', '{value}')}))",
}
_BARE = "replace(replace(replace(s.source, ',', ''), '''s', ''), '’s', '')"
# Whoever is called by the words of an office, unless a person has that name and is only spoken of ("Lee's aide").
_OFFICE = f"""
    UNION ALL
    SELECT s.id, p.position, NULL, n.name, n.ref, n.country, n.sector
    FROM statements s CROSS JOIN speakers p ON p.statement_id = s.id JOIN entities n ON n.id = p.entity_id
    WHERE {NAMED.format(_BARE, "source")} AND n.sector IS NOT NULL AND {{official}} AND NOT EXISTS (
        SELECT 1 FROM entities m WHERE m.document_id = s.document_id AND m.kind = 'person'
        AND {NAMED.format("m.name", "actor")}
    )
"""  # noqa: S608 (our own names)
_ABOUT = "EXISTS (SELECT 1 FROM targets t JOIN entities e ON e.id = t.entity_id WHERE t.statement_id = s.id AND {})"
_CONDITIONS = {
    "topic": "+s.id IN (SELECT of FROM topics WHERE name = :topic)",
    "words": "+s.row IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH :words)",
    "since": "s.last_day >= :since",
    "until": "s.first_day <= :until",
}
_SAID = f"""
    WITH who AS MATERIALIZED (
        SELECT p.statement_id AS id, p.position AS place, n.kind, n.name, n.ref, n.country, n.sector
        FROM entities n CROSS JOIN speakers p ON p.entity_id = n.id WHERE {{who}} AND {{official}} {{office}}
    )
    SELECT {", ".join(_OTHERWISE.get(name, f"s.{name}") for name in _COLUMNS)},
           coalesce(c.group_id, s.document_id), who.kind, who.name, who.ref, who.country, who.sector
    FROM who CROSS JOIN statements s ON s.id = who.id JOIN documents d ON d.id = s.document_id
    LEFT JOIN copies c ON c.document_id = s.document_id
    WHERE {{where}} ORDER BY s.id, who.kind IS NULL, who.place
"""  # noqa: S608 (our own names)
_TARGETS = """
    SELECT t.statement_id, t.stance, t.score, e.kind, e.name, e.ref, e.country, e.sector
    FROM json_each(:ids) asked JOIN targets t ON t.statement_id = asked.value JOIN entities e ON e.id = t.entity_id
    WHERE {where} ORDER BY t.statement_id, t.position
"""
