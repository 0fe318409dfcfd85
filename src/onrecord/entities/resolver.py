"""The stage: one entity for everything that a document's mentions have in common."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.entities.headlines import join_quoted
from onrecord.entities.homes import Homes
from onrecord.entities.known import RULE as OFFICE_TABLE
from onrecord.entities.known import Known, known
from onrecord.entities.persons import Persons
from onrecord.entities.places import Places
from onrecord.entities.pronouns import Pronouns
from onrecord.entities.roles import Roles
from onrecord.entities.sayings import Sayings
from onrecord.entities.story import Story
from onrecord.entities.text import Text
from onrecord.entities.things import Things, without_article
from onrecord.lexicon import split
from onrecord.model import Entity, Provenance, entity_id
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.entities.draft import Draft
    from onrecord.lexicon import Lexicon
    from onrecord.model import Analysis, Attribution, Document, Mention

STAGE = "entities"


class Resolver:
    """Joins mentions to entities and gives them country and sector.

    What the text says of somebody (an introduction) decides; the lexicon knows countries, bodies, and who held which
    office on the day of publication.

    Args:
        lexicon: what is known.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._titles = {split(t.surface): t for t in lexicon.titles.values()}

    def __call__(
        self,
        document: Document,
        analysis: Analysis,
        mentions: tuple[Mention, ...],
        attributions: tuple[Attribution, ...] = (),
    ) -> tuple[Entity, ...]:
        """The entities of a document, in order of their first mention. A mention belongs to at most one.

        The attributions tell who speaks where, which decides about pronouns.
        """
        text = Text.of(analysis, mentions)
        things = Things(text, self._lexicon)
        things.collect()
        persons = Persons(text, self._lexicon, self._titles)
        persons.collect()
        headings = {n for n, block in enumerate(document.blocks) if block.kind in ("headline", "heading")}
        headlines = {n for n, sentence in enumerate(analysis.sentences) if sentence.block in headings}
        roles = Roles(text, self._lexicon, things, persons, headlines=headlines)
        roles.collect()
        of = {**things.of, **persons.of, **roles.of}
        sayings = Sayings(text, attributions, of)
        pronouns = Pronouns(text, of, things, roles, self._lexicon, sayings=sayings)
        pronouns.collect()
        join_quoted(text, of, sayings, headlines)
        places = Places(text, _in_order(of), self._lexicon)
        story = Story(
            text, of, places, self._lexicon, sayings=sayings, headlines=headlines, dateline=_dateline(document)
        )

        def is_known(draft: Draft) -> bool:
            return self._known(document, mentions, draft).country is not None

        homes = Homes(text, story, things, self._lexicon)
        homes.settle(_in_order(of), is_known=is_known, owned=False)
        pronouns.owned()
        drafts = _in_order(of)
        homes.settle(drafts, is_known=is_known, owned=True)
        ids = {id(d): entity_id(document.id, d.kind, mentions[d.members[0]].id) for d in drafts}
        return tuple(self._entity(document, mentions, d, ids, places) for d in drafts)

    def _known(self, document: Document, mentions: tuple[Mention, ...], draft: Draft) -> Known:
        named = any(mentions[n].kind == "person" for n in draft.members)
        return known(draft, named=named, on=document.published, lexicon=self._lexicon)

    def _entity(
        self, document: Document, mentions: tuple[Mention, ...], draft: Draft, ids: dict[int, str], places: Places
    ) -> Entity:
        members = draft.members
        rules = dict.fromkeys(draft.rules[n] for n in members)
        told = self._known(document, mentions, draft)
        if told.by_table:
            rules[OFFICE_TABLE] = None
        return Entity(
            id=ids[id(draft)],
            document_id=document.id,
            kind=draft.kind,
            name=draft.name if draft.ref or draft.kind == "person" else without_article(draft.name),
            mentions=tuple(mentions[n].id for n in members),
            provenance=Provenance(STAGE, "+".join(rules), __version__, self._lexicon.hash, told.entry),
            country=places.country_of(draft) if draft.kind == "place" else told.country,
            sector=told.sectors[0] if told.sectors else None,
            ref=told.ref,
            role=draft.role,
            parts=tuple(ids[id(p)] for p in draft.parts),
            sectors=told.sectors,
            cameo=told.cameo,
            former=told.former,
            candidates=told.candidates,
            place=places.of(draft),
        )


def _in_order(of: Mapping[int, Draft]) -> list[Draft]:
    """Every draft once, in the order of their first mentions."""
    return sorted({id(d): d for d in of.values()}.values(), key=lambda d: d.members[0])


def _dateline(document: Document) -> str:
    """The words before a report's first sentence that tell where it was filed; empty without any."""
    for block, after in pairwise(document.blocks):
        joined = "\n" not in document.text[block.span.end : after.span.start]
        if block.kind == "dateline" and after.kind == "paragraph" and joined:
            return document.block_text(block)
    return ""
