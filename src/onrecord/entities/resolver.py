"""The stage: one entity for everything that a document's mentions have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.entities.persons import Persons
from onrecord.entities.pronouns import Pronouns
from onrecord.entities.roles import Roles
from onrecord.entities.text import Text
from onrecord.entities.things import Things, without_article
from onrecord.lexicon import split
from onrecord.model import Entity, Provenance, entity_id
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.entities.draft import Draft
    from onrecord.lexicon import Lexicon
    from onrecord.model import Analysis, Document, Mention

STAGE = "entities"


class Resolver:
    """Joins mentions to entities and gives them country and sector.

    What the text says of somebody (an introduction) decides; the lexicon knows countries and bodies.

    Args:
        lexicon: what is known.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._titles = {split(t.surface): t for t in lexicon.titles.values()}

    def __call__(self, document: Document, analysis: Analysis, mentions: tuple[Mention, ...]) -> tuple[Entity, ...]:
        """The entities of a document, in order of their first mention. A mention belongs to at most one."""
        text = Text.of(analysis, mentions)
        things = Things(text, self._lexicon)
        things.collect()
        persons = Persons(text, self._lexicon, self._titles)
        persons.collect()
        roles = Roles(text, self._lexicon, things, persons)
        roles.collect()
        of = {**things.of, **persons.of, **roles.of}
        Pronouns(text, of, things, self._lexicon).collect()
        drafts = {id(d): d for d in of.values()}
        return tuple(self._entity(document, mentions, d) for d in sorted(drafts.values(), key=lambda d: d.members[0]))

    def _entity(self, document: Document, mentions: tuple[Mention, ...], draft: Draft) -> Entity:
        members = draft.members
        rules = "+".join(dict.fromkeys(draft.rules[n] for n in members))
        ref = draft.ref
        return Entity(
            id=entity_id(document.id, draft.kind, mentions[members[0]].id),
            document_id=document.id,
            kind=draft.kind,
            name=draft.name if draft.ref or draft.kind == "person" else without_article(draft.name),
            mentions=tuple(mentions[n].id for n in members),
            provenance=Provenance(STAGE, rules, __version__, self._lexicon.hash, ref),
            country=draft.country,
            sector=draft.sector,
            ref=ref,
            role=draft.role,
        )
