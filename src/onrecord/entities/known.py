"""What the lexicon adds to an entity: codes, and office holders whom the text does not introduce."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.entities.actors import person_candidate, resolve_actor
from onrecord.entities.codes import FORMER, Codes, codes, role_codes
from onrecord.lexicon.offices import persons_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from onrecord.entities.draft import Draft
    from onrecord.lexicon import Lexicon
    from onrecord.lexicon.offices import Tenure
    from onrecord.model import Candidate

RULE = "office-table"

_NAMED, _BY_SURNAME, _BY_OFFICE = 0.95, 0.7, 0.9
_LIKE = 0.9  # how well a name must agree that the text gives no other hint for
_LEADS = 2  # rank of the best known ministers
_MOST = 5  # candidates that are told


class Known(NamedTuple):
    """What is known of a draft.

    Attributes:
        country: code; None when unknown.
        sectors: PLOVER sector codes.
        cameo: actor string; None when unknown.
        former: a former holder of an office.
        ref: key that is the same in every document.
        entry: the lexicon row that decided.
        by_table: whether the table of office holders told anything.
        candidates: who it may be, when the text does not say.
    """

    country: str | None
    sectors: tuple[str, ...]
    cameo: str | None
    former: bool
    ref: str | None
    entry: str | None
    by_table: bool = False
    candidates: tuple[Candidate, ...] = ()


def known(draft: Draft, *, named: bool, on: dt.date | None, lexicon: Lexicon) -> Known:
    """The codes of a draft, with those that a person's office gives where the text tells nothing of it.

    Args:
        draft: with what the text says.
        named: it has a name, not only a role.
        on: day of publication; without one nobody is taken to be in office, so that only countries are looked up.
        lexicon: what is known.
    """
    said = _said(draft, lexicon)
    if draft.kind != "person" or draft.plural:
        return said
    if not named:
        return said._replace(candidates=_holders(draft, on, lexicon))
    tenures = _tenures(draft, on, lexicon)
    if not tenures or _is_another(draft, tenures[0], lexicon):
        return said
    persons = persons_of(tenures)
    if len(persons) > 1:
        told = [person_candidate(t, lexicon, score=_BY_SURNAME * t.likeness) for t in persons]
        return said._replace(candidates=tuple(told[:_MOST]))
    return _with_tenure(said, tenures[0], on, lexicon)


def _said(draft: Draft, lexicon: Lexicon) -> Known:
    """By the text alone, and by the row of a body or country."""
    sector, country = draft.sector or "", draft.country or ""
    row = lexicon.organisations.get((draft.ref or "").removeprefix("org:"))
    if row is not None and draft.kind != "person":
        what = codes(sector, "", lexicon, actor=row.cameo)
    elif sector == FORMER:
        what = Codes((FORMER,), (FORMER,))
    elif draft.offices and sector:
        what = role_codes(draft.offices[0].role, sector, lexicon)
    else:
        what = codes(sector, "", lexicon)
    return Known(draft.country, what.sectors, what.cameo(country) or None, sector == FORMER, draft.ref, draft.ref)


def _with_tenure(said: Known, tenure: Tenure, on: dt.date | None, lexicon: Lexicon) -> Known:
    """The text first; country, sector and codes of the office where it says nothing."""
    found = person_candidate(tenure, lexicon, score=_NAMED * tenure.likeness)
    entry, country = found.entries[0], said.country or found.country or None
    if said.sectors or on is None:
        cameo = said.cameo if said.country else (country or "") + (said.cameo or "")
        return said._replace(country=country, cameo=cameo or None, ref=found.ref, entry=entry, by_table=True)
    return Known(country, found.sectors, found.cameo or country, found.former, found.ref, entry, by_table=True)


def _tenures(draft: Draft, on: dt.date | None, lexicon: Lexicon) -> tuple[Tenure, ...]:
    """The rows that may be about a named person: all of them agree with what the text says."""
    offices = {o.role for o in draft.offices}
    full = lexicon.offices.named(draft.name, on=on)
    if full:
        hinted = draft.country is not None or bool(offices)
        likely = [t for t in full if t.likeness >= _LIKE or (hinted and _agrees(t, draft))]
        return _best(t for t in likely if _agrees(t, draft))
    if len(draft.name.split()) > 1:
        return ()
    serving = [t for t in lexicon.offices.surnamed(draft.name, on=on) if t.standing == "in" and _agrees(t, draft)]
    if draft.country is not None or offices:
        return tuple(serving)
    leading = tuple(t for t in serving if t.rank >= _LEADS)
    return leading if draft.sector is None and len(persons_of(leading)) == 1 else ()


def _best(tenures: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """Those whose name agrees best; of these the ones in office, if there are some."""
    found = list(tenures)
    best = [t for t in found if t.likeness == found[0].likeness]
    serving = tuple(t for t in best if t.standing == "in")
    return serving or tuple(best)


def _agrees(tenure: Tenure, draft: Draft) -> bool:
    """Whether the text says nothing else of the person's country and, for somebody in office, of the office."""
    holder = tenure.holder
    if draft.country is not None and holder.country:
        return draft.country == holder.country
    return (
        not draft.offices
        or any(o.role == holder.office or o.country == holder.country for o in draft.offices)
        or (draft.country is None and draft.sector in {None, "GOV", FORMER})
    )


def _is_another(draft: Draft, tenure: Tenure, lexicon: Lexicon) -> bool:
    """Whether words that tell no office give somebody another country: "Australian swimmer Ann Lee"."""
    if draft.role is None or draft.offices or not tenure.holder.country:
        return False
    told = resolve_actor(draft.role.exact, on=None, lexicon=lexicon)
    return any(c.country not in {"", tenure.holder.country} for c in told)


def _holders(draft: Draft, on: dt.date | None, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Who held on that day the office that an unnamed somebody is said to hold: "the French president"."""
    if on is None or draft.sector == FORMER:
        return ()
    places = {(o.role, o.country or "") for o in draft.offices} | {
        (o.role, (o.body or "").removeprefix("org:")) for o in draft.offices
    }
    held = [t for role, of in sorted(places) if of for t in lexicon.offices.held(role, of, on=on)]
    serving = [t for t in held if t.standing == "in"]
    return tuple(person_candidate(t, lexicon, score=_BY_OFFICE / len(serving)) for t in persons_of(serving)[:_MOST])
