"""The entities of a record while reviews are applied to it: found again, made, merged and split."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from msgspec.structs import replace

from onrecord.model import (
    Entity,
    Evidence,
    Mention,
    MentionKind,
    Provenance,
    Span,
    entity_id,
    mention_id,
)
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Record
    from onrecord.review.entry import Entry, Who

#: Kinds of mentions to try, in order, until the entity that begins with one has an id of its own.
_KINDS: tuple[MentionKind, ...] = ("other", *(kind for kind in get_args(MentionKind) if kind != "other"))


def by_review(entry: Entry) -> Provenance:
    """The provenance of what an entry of the log made."""
    return Provenance(stage="review", rule=entry.action, version=__version__, entry=entry.id)


class Cast:
    """Mentions and entities of one record, and what became of the ids that entities had."""

    def __init__(self, record: Record) -> None:
        self._document = record.document
        self._mentions = {m.id: m for m in record.mentions}
        self._entities = {e.id: e for e in record.entities}
        self._renamed: dict[str, str] = {}
        self._moved: list[tuple[str, str, tuple[Span, ...]]] = []
        self._corrected: list[tuple[Who, str]] = []

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, in text order."""
        return tuple(sorted(self._mentions.values(), key=lambda m: m.evidence.span.start))

    def entities(self) -> tuple[Entity, ...]:
        """All entities, in order of their first mention."""
        renamed = (replace(e, parts=tuple(dict.fromkeys(map(self.now, e.parts)))) for e in self._entities.values())
        return tuple(sorted(renamed, key=lambda e: self._start(e.mentions[0])))

    def now(self, entity: str) -> str:
        """The id that an entity has now."""
        seen = {entity}
        while (newer := self._renamed.get(entity)) is not None and newer not in seen:
            seen.add(newer)
            entity = newer
        return entity

    def meant(self, ids: Iterable[str], words: Sequence[Evidence]) -> tuple[str, ...]:
        """The entities that a finding refers to, after merges and splits.

        Args:
            ids: those it referred to.
            words: the finding's words for them; who was split off is meant where its mention stands in them.
        """
        told = [self.now(i) for i in ids]
        for old, new, spans in self._moved:
            if any(w.span.overlaps(s) for w in words for s in spans):
                told = [new if each == old else each for each in told]
        return tuple(dict.fromkeys(told))

    def find(self, who: Who) -> Entity | None:
        """The entity that the log means, if this reading has it."""
        own = self._entities.get(self.now(who.id))
        if own is not None and (own.ref, own.kind, own.name) == (who.ref, who.kind, who.name):
            return own
        for entity in self._entities.values():
            known = entity.ref is not None and entity.ref == who.ref
            if known or (who.ref is None and (entity.kind, entity.name) == (who.kind, who.name)):
                return entity
        for earlier, id_ in self._corrected:
            if _is_same(earlier, who):
                return self._entities.get(self.now(id_))
        if not who.mentioned:
            return None
        spans = {e.span for e in who.words}
        for entity in self._entities.values():
            told = any(self._mentions[m].evidence.span in spans for m in entity.mentions if m in self._mentions)
            if told and entity.kind == who.kind and None in {entity.ref, who.ref}:
                return entity
        return None

    def find_or_make(self, who: Who, entry: Entry) -> str:
        """The id of the entity that the log means; it is made where this reading has none."""
        found = self.find(who)
        return found.id if found is not None else self._make(who, entry).id

    def correct(self, entry: Entry) -> None:
        """Gives an entity the name, kind and codes that a reviewer gave it."""
        if not (entry.before and entry.before.entities and entry.after and entry.after.entities):
            return
        before, told = entry.before.entities[0], entry.after.entities[0]
        old = self.find(before) or self.find(told)  # it may be corrected already
        if old is None or not self._is_still(old, before):
            return
        codes = (told.country, told.sectors)
        new = replace(
            old, id=entity_id(self._document.id, told.kind, old.mentions[0]), kind=told.kind, name=told.name,
            country=told.country, sector=next(iter(told.sectors), None), sectors=told.sectors, ref=told.ref,
            cameo=old.cameo if codes == (old.country, old.sectors) else None,
            place=old.place if (told.name, told.country) == (old.name, old.country) else None,
            candidates=(), provenance=by_review(entry),
        )  # fmt: skip
        if new.id != old.id and new.id in self._entities:  # another one of that kind begins with the same mention
            return
        self._replace([old], new)
        self._corrected.append((before, new.id))

    def merge(self, entry: Entry) -> None:
        """Makes one entity of several; those that this reading does not tell apart are one already."""
        told = entry.before.entities if entry.before else ()
        found = list({e.id: e for who in told if (e := self.find(who)) is not None}.values())
        if len(found) < 2:  # noqa: PLR2004 (nothing to merge)
            return
        mentions = sorted({m for e in found for m in e.mentions}, key=lambda m: (self._start(m), m))
        first = found[0]
        one = replace(
            first, id=entity_id(self._document.id, first.kind, mentions[0]), mentions=tuple(mentions),
            provenance=by_review(entry), parts=tuple(p for p in first.parts if p not in {e.id for e in found}),
        )  # fmt: skip
        self._replace(found, one)

    def split(self, entry: Entry) -> None:
        """Makes an entity of its own from some mentions of another."""
        if not (entry.before and entry.before.entities and entry.after and entry.after.entities):
            return
        old, new = self.find(entry.before.entities[0]), entry.after.entities[0]
        spans = {e.span for e in new.words}
        moved = [m for m in old.mentions if self._mentions[m].evidence.span in spans] if old else []
        rest = [m for m in old.mentions if m not in moved] if old else []
        if old is None or not moved or not rest:
            return
        kept = replace(old, id=entity_id(self._document.id, old.kind, rest[0]), mentions=tuple(rest))
        self._replace([old], kept)
        made = Entity(
            id=entity_id(self._document.id, new.kind, moved[0]), document_id=self._document.id, kind=new.kind,
            name=new.name, mentions=tuple(moved), provenance=by_review(entry), country=new.country, ref=new.ref,
            sector=next(iter(new.sectors), None), sectors=new.sectors,
        )  # fmt: skip
        # What had the id of the first mention is the one split off now, for those alone who mean its words.
        self._entities[made.id] = made
        self._moved.append((kept.id, made.id, tuple(self._mentions[m].evidence.span for m in moved)))

    def _is_still(self, entity: Entity, who: Who) -> bool:
        """Whether an entity is somebody in the log, and not one that others were merged with."""
        merged = (entity.provenance.stage, entity.provenance.rule) == ("review", "merge")
        spans = {e.span for e in who.words}
        return not merged or all(self._mentions[m].evidence.span in spans for m in entity.mentions)

    def _replace(self, old: Sequence[Entity], new: Entity) -> None:
        for entity in old:
            del self._entities[entity.id]
            if entity.id != new.id:
                self._renamed[entity.id] = new.id
        self._renamed.pop(new.id, None)
        self._entities[new.id] = new

    def _make(self, who: Who, entry: Entry) -> Entity:
        words = who.words[0]
        for kind in _KINDS:
            mention = Mention(
                mention_id(self._document.id, kind, words), self._document.id, kind, words, by_review(entry)
            )
            id_ = entity_id(self._document.id, who.kind, mention.id)
            if id_ not in self._entities:
                break
        self._mentions.setdefault(mention.id, mention)
        made = Entity(
            id=id_, document_id=self._document.id, kind=who.kind, name=who.name, mentions=(mention.id,),
            provenance=by_review(entry), country=who.country, sector=next(iter(who.sectors), None), ref=who.ref,
            sectors=who.sectors,
        )  # fmt: skip
        self._renamed.pop(id_, None)
        self._entities[id_] = made
        return made

    def _start(self, mention: str) -> int:
        return self._mentions[mention].evidence.span.start


def _is_same(one: Who, other: Who) -> bool:
    """Whether somebody in the log is one who was called otherwise later, as the log told it before that."""
    if one.kind != other.kind or (one.ref != other.ref and None not in {one.ref, other.ref}):
        return False
    if other.mentioned:
        return bool({e.span for e in one.words} & {e.span for e in other.words})
    return (one.ref, one.name) == (other.ref, other.name)
