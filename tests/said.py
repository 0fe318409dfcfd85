"""Reports of one statement each, for tests of what is made of many."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.model import Record, Stance

from factories import document, entity, mention, statement

if TYPE_CHECKING:
    from onrecord.model import Act, Date, EntityKind, Statement
    from onrecord.model.statement import SourceKind

DAY = dt.date(2024, 5, 6)


def report(  # noqa: PLR0913 (what statements can differ in)
    words: str,
    *,
    by: str = "Ann Lee",
    kind: EntityKind = "person",
    country: str | None = None,
    sector: str | None = None,
    ref: str | None = None,
    source: str = "",
    about: str = "Bolt Union",
    about_country: str | None = None,
    score: float = 0.0,
    act: Act = "say",
    negated: bool = False,
    anonymous: SourceKind | None = None,
    day: dt.date | None = DAY,
    days: int = 0,
    said_on: Date | None = None,
    outlet: str | None = "Lorvik Post",
) -> Record:
    """A record with one statement of `by` about `about`, published `days` after `day`.

    Args:
        words: what is said.
        by: name of the speaker; empty for a source of which nothing is known.
        source: words of the source, when they are not the name; the name stands beside them.
        score: of the stance.
    """
    published = day + dt.timedelta(days=days) if day else None
    told = f"{source or by}, {by} that is, spoke of {about}: {words}."
    slug = re.sub(r"\W+", "-", f"{outlet} {published} {told}")
    doc = document(told, outlet=outlet, published=published, url=f"https://example.org/{slug}")
    target = mention(doc, about, nth=0)
    of = entity([target], kind="organisation", country=about_country)
    speaker = mention(doc, by, nth=1 if not source else 0) if by else None
    who = entity([speaker], kind=kind, country=country, sector=sector, ref=ref) if speaker else None
    made = statement(
        doc,
        content=words,
        source=source or by or (),
        speaker=[who] if who else (),
        act=act,
        about=[of],
        said_on=said_on,
    )
    made = replace(made, stance=(_stance(made, of.id, score),), negated=negated, anonymous=anonymous)
    entities = (who, of) if who else (of,)
    return Record(doc, tuple(m for m in (speaker, target) if m), entities, (made,), "test-model 1")


def _stance(made: Statement, of: str, score: float) -> Stance:
    if not score:
        return Stance(of, "neutral", 0.0)
    return Stance(of, "support" if score > 0 else "oppose", score, made.content)
