"""The offices of somebody whom the lexicon knows, with their days."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from onrecord.lexicon.load import table_files
from onrecord.lexicon.offices import INCUMBENT
from onrecord.lexicon.schema import Holder, numbered_rows

_PERSON = "person:"


class Office(Struct, frozen=True):
    """A tenure.

    Attributes:
        office: the role, such as `foreign minister`.
        of: ISO code of the state, or key of the body.
        since: first day, month or year in office; empty where not known.
        until: the last one; empty where not known, or for one who is still in office.
        incumbent: whether the lexicon knows of no end.
    """

    office: str
    of: str
    since: str
    until: str
    incumbent: bool


def offices_of(ref: str | None) -> tuple[Office, ...]:
    """The offices that the lexicon knows of a person, the first one first; none for whoever is no person of it.

    Args:
        ref: such as `person:IRN/Ali Khamenei`.

    Raises:
        LexiconError: a table of holders breaks its schema.
    """
    state, _, name = (ref or "").removeprefix(_PERSON).partition("/")
    if not (ref or "").startswith(_PERSON) or not name:
        return ()
    found = [h for h in _by_name().get(name, ()) if state in {h.country, h.body}]
    # Of one person all rows, those in offices of bodies too, unless the name is one of two states.
    states = {h.country for h in _by_name().get(name, ()) if h.country}
    if len(states) <= 1:
        found = list(_by_name().get(name, ()))
    return tuple(
        Office(h.office, h.country or h.body, h.since, "" if h.until == INCUMBENT else h.until, h.until == INCUMBENT)
        for h in sorted(found, key=lambda h: (h.since or "9999", h.office))
    )


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Holder, ...]]:
    by_name: dict[str, tuple[Holder, ...]] = {}
    for path in table_files("holders"):
        for _, row in numbered_rows(path, Holder):
            by_name[row.person] = (*by_name.get(row.person, ()), row)
    return by_name
