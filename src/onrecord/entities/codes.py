"""PLOVER and CAMEO codes of an actor: from its country, and from the roles and bodies that say what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.lexicon import Lexicon

FORMER = "ELI"

#: Sectors whose people become a former elite when they leave office.
_LEAVE = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "PTY", "COP", "IGO", "OPP", ""))
#: Actors that CAMEO names before their country: `NGOUSA`.
_NO_STATE = frozenset(("IGO", "NGO", "NGM", "MNC"))
_CODE = 3  # letters of a CAMEO code


class Codes(NamedTuple):
    """What an actor does.

    Attributes:
        sectors: PLOVER sector codes, the most telling first.
        roles: CAMEO role codes, in the order of the actor string.
        actor: a whole CAMEO actor string that the lexicon has for it, such as `IGOUNOIAE`.
    """

    sectors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    actor: str = ""

    def cameo(self, country: str) -> str:
        """The CAMEO actor string; empty when nothing is known."""
        if self.actor:
            return self.actor + "".join(r for r in self.roles if r not in self.actor)
        kind = next((c for c in (*self.roles[:1], *self.sectors[:1]) if c in _NO_STATE), "")
        return kind + country + "".join(r for r in self.roles if r != kind)


def codes(sector: str, cameo: str, lexicon: Lexicon, *, actor: str = "") -> Codes:
    """The codes of a row.

    Args:
        sector: its PLOVER sector; empty for none.
        cameo: its CAMEO role codes in one string, where it has its own.
        lexicon: for the sectors' CAMEO codes.
        actor: its whole CAMEO actor string, where it has one.
    """
    row = lexicon.sectors.get(sector)
    if not cameo and row is not None:
        cameo = row.cameo
    roles = tuple(cameo[at : at + _CODE] for at in range(0, len(cameo), _CODE))
    plover = {s.cameo: s.code for s in lexicon.sectors.values() if s.cameo}
    others = (plover[r] for r in roles[1:] if r in plover)
    return Codes(tuple(dict.fromkeys((sector, *others))) if sector else (), roles, actor)


def role_codes(key: str, sector: str, lexicon: Lexicon) -> Codes:
    """The codes of somebody in a role; `sector` is that of the body served when it decides over the role's own."""
    role = lexicon.roles[key]
    return codes(sector, role.cameo if sector == role.sector else "", lexicon)


def former(of: Codes) -> Codes:
    """The codes of somebody who had such an office and left it."""
    if (of.sectors[0] if of.sectors else "") not in _LEAVE:
        return of
    return Codes((FORMER,), (FORMER,))
