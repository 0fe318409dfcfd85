"""Entries for the log on entities: that several are one, that one is several, or that one is to be called otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import ReviewError
from onrecord.model import EntityKind
from onrecord.review.changes import checked, entity_of, signed_entry
from onrecord.review.entry import Version, Who, who

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.review.apply import Reviewed
    from onrecord.review.changes import Signed
    from onrecord.review.entry import Entry

#: Longest name and longest reference of an entity, in code points.
MAX_NAME, MAX_REF = 200, 200


class EntityEdit(Struct, frozen=True):
    """What a reviewer can say of an entity.

    Attributes:
        name: what it is called.
        kind: person, organisation and so on.
        country: its code; None for none.
        sectors: PLOVER sector codes, the most telling first.
        ref: key by which it is the same in every report, such as `person:NOR/Ann Lee`; None for none.
    """

    name: str
    kind: EntityKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    ref: str | None = None


def correct_entity(reviewed: Reviewed, id_: str, edit: EntityEdit, signed: Signed) -> Entry:
    """The entry that an entity is called, coded or known otherwise.

    Raises:
        ReviewError: the record has no such entity, it is so already, or what is asked for cannot be taken down.
    """
    before = who(reviewed.record, entity_of(reviewed.record, id_))
    name = edit.name.strip()
    if not 0 < len(name) <= MAX_NAME or not name.isprintable():
        raise ReviewError("name", f"a name has 1 to {MAX_NAME} visible characters")
    for code in (*edit.sectors, *((edit.country,) if edit.country else ())):
        if not re.fullmatch("[A-Z]{3}", code, re.ASCII):
            raise ReviewError(code[:80], "is no code of three capitals, as of a country or a sector")
    if edit.ref and (len(edit.ref) > MAX_REF or not re.fullmatch(r"[a-z]+:\S(.*\S)?", edit.ref)):
        raise ReviewError(edit.ref[:80], "is no reference such as person:NOR/Ann Lee")
    after = replace(
        before, name=name, kind=edit.kind, country=edit.country or None, sectors=edit.sectors, ref=edit.ref or None
    )
    if after == before:
        raise ReviewError(id_, "is so already")
    return checked(
        reviewed,
        signed_entry(
            reviewed, signed, action="correct", kind="entity", target=id_,
            before=Version(entities=(before,)), after=Version(entities=(after,)),
        ),
    )  # fmt: skip


def merge(reviewed: Reviewed, ids: Sequence[str], signed: Signed) -> Entry:
    """The entry that several entities are one; the first one's name and codes hold.

    Raises:
        ReviewError: the record has not two of them, or name or note cannot be taken down.
    """
    record = reviewed.record
    entities = [entity_of(record, i) for i in dict.fromkeys(ids)]
    if len(entities) < 2:  # noqa: PLR2004 (of one nothing is merged)
        raise ReviewError(" ".join(ids)[:200], "names not two entities to merge")
    told = tuple(who(record, e) for e in entities)
    words = tuple(sorted({e for each in told for e in each.words}, key=lambda e: e.span))
    return checked(
        reviewed,
        signed_entry(
            reviewed, signed, action="merge", kind="entity", target=entities[0].id,
            before=Version(entities=told), after=Version(entities=(replace(told[0], words=words),)),
        ),
    )  # fmt: skip


def split(reviewed: Reviewed, id_: str, mentions: Sequence[str], name: str, signed: Signed) -> Entry:
    """The entry that some mentions of an entity are of another one.

    Args:
        reviewed: the report.
        id_: the entity.
        mentions: ids of the mentions that are moved.
        name: of the new entity; the words of its first mention when blank.
        signed: by whom.

    Raises:
        ReviewError: the entity has not these mentions and others, or name or note cannot be taken down.
    """
    record = reviewed.record
    entity = entity_of(record, id_)
    moved = [m for m in record.mentions if m.id in set(mentions) and m.id in entity.mentions]
    if not moved or len(moved) == len(entity.mentions) or len(moved) != len(set(mentions)):
        raise ReviewError(id_, "is split by moving some of its mentions, and not all")
    words = tuple(m.evidence for m in moved)
    new = Who(id="", kind=entity.kind, name=name.strip() or words[0].exact, words=words)
    return checked(
        reviewed,
        signed_entry(
            reviewed, signed, action="split", kind="entity", target=id_,
            before=Version(entities=(who(record, entity),)), after=Version(entities=(new,)),
        ),
    )  # fmt: skip
