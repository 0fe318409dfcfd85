"""An actor's words, such as `the Turkish foreign minister`, and who or what they stand for on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.entities.actor_words import Piece, Words, read
from onrecord.entities.codes import FORMER, Codes, codes, former, role_codes
from onrecord.lexicon.offices import persons_of
from onrecord.model import Candidate

if TYPE_CHECKING:
    import datetime as dt

    from onrecord.lexicon import Lexicon
    from onrecord.lexicon.offices import Tenure

#: Roles that take the sector of the body they lead or serve: "president of the league", "CIA official".
_LENT = frozenset((
    "president", "vice president", "secretary", "official", "senior official", "chief", "director", "deputy",
    "representative", "adviser", "commissioner", "member", "general secretary", "officer", "executive", "manager",
    "managing director", "founder", "boss", "administrator", "commander", "agent", "envoy", "expert", "supporter",
))  # fmt: skip
_COURTS = frozenset(("court", "tribunal"))
_ARMED = frozenset(("REB", "PRM", "CRM", "UAF"))
_COMPANY = "MNC"
_NOWHERE = "IMG"  # CAMEO's code for armed groups of no one state
_TELLING = frozenset(("role", "organ", "organisation", "metonym"))
_STATE = "country"
_NAMED, _BY_SURNAME, _BY_OFFICE, _GUESS = 0.95, 0.7, 0.9, 0.5
_LEADS = 2  # rank of the best known ministers
_MOST = 5  # candidates that are told


def resolve_actor(text: str, *, on: dt.date | None, lexicon: Lexicon, country: str = "") -> tuple[Candidate, ...]:
    """Who or what some words stand for, the likeliest first; empty when nothing in them is known.

    What the words say decides over what the lexicon knows of a person; a country is taken from a name or nationality
    before a city, and from a city before a person. A name that nobody knows takes nothing from the rest.

    Args:
        text: the words, such as `former Iranian foreign minister Zarif`; at most a few hundred characters are read.
        on: the day for which offices are looked up; None for those who hold them now.
        lexicon: what is known.
        country: ISO code of the country that the text around is about; decides between namesakes, and is taken when
            the words tell none.
    """
    words = read(text, lexicon, hint=country)
    tenures = _people(words, lexicon, on, country)
    head = _head(words)
    if head is None:
        found = _by_person(words, _of_states(words, tenures)) or _by_country(words, lexicon)
    else:
        found = (_by_head(words, head, lexicon, tenures, on),)
    return tuple(_with_hint(c, country) for c in found[:_MOST])


# --- which words decide ---------------------------------------------------------------------------------------------


def _head(words: Words) -> Piece | None:
    """The piece that says what sort of actor it is: the last one before the first link, else the first after it."""
    for segment in words.segments():
        before = [p for p in segment if p.first < words.link(segment)]
        for pieces, at in ((before, -1), (segment, 0)):
            telling = [p for p in pieces if p.family in _TELLING]
            if telling:
                return telling[at]
            agents = [p for p in pieces if p.family == "agent" and p.code != "UNK"]
            if agents and at == -1:
                return agents[at]
    agents = [p for p in words.pieces if p.family == "agent"]
    return agents[0] if agents else None


def _lender(words: Words, head: Piece) -> Piece | None:
    """The body that a role serves: named before it, or after `of`, `for` or `at`, or as part of the role."""
    pieces = [p for p in words.pieces if p.family in {"organisation", "organ", "agent"} and p.code != "UNK"]
    before = [p for p in pieces if p.last <= head.first and words.joined(p, head)]
    after = [p for p in pieces if p.first >= head.last and words.linked(head, p)]
    inside = [p for p in words.within(head) if p.family in {"organisation", "metonym"}]
    return next(iter((*reversed(before), *after, *inside)), None)


# --- what they say --------------------------------------------------------------------------------------------------


def _by_head(words: Words, head: Piece, lexicon: Lexicon, tenures: tuple[Tenure, ...], on: dt.date | None) -> Candidate:
    body = _lender(words, head) if head.family == "role" else None
    what = _codes(head, body, lexicon)
    called = _called(words, head, lexicon)
    if called is not None:
        what = codes(lexicon.agents[called].sector, lexicon.agents[called].cameo, lexicon)
    elif head.family == "agent" and what.sectors == ("BUS",) and words.tokens[head.first][0].isupper():
        what = Codes(what.sectors, (_COMPANY,))
    entries = [head.key, *([body.key] if body else [])]
    place = _country_of(words, body or head, lexicon, own=head.family != "role" or body is not None)
    person = _fitting(tenures, place)
    if not place and person is not None:
        place = person.holder.country
        if not what.sectors and person.standing == "in":
            what = _tenure_codes(person, lexicon)
    if head.family == "role" and not what.sectors and place:
        what = codes("GOV", "", lexicon)
    is_former = words.former(head)
    if is_former:
        what = former(what)
    if person is None and head.family == "role" and body is None and not is_former and place:
        person = _in_office(head, place, lexicon, on)
    entries += [f"holder:{person.key}"] if person else []
    ref, name = _reference(head, person, words, lexicon)
    return Candidate(
        name, ref, place, what.sectors, what.cameo(place), is_former or what.sectors == (FORMER,),
        head.family == "metonym", 1.0 if place or what.sectors else _GUESS, tuple(entries),
    )  # fmt: skip


def _codes(head: Piece, body: Piece | None, lexicon: Lexicon) -> Codes:
    if head.family == "role":
        key = head.key.removeprefix("role:")
        own = lexicon.roles[key].sector
        if body is not None and (not own or key in _LENT):
            lent = _codes(body, None, lexicon)
            return lent if lent.sectors else role_codes(key, own, lexicon)
        return role_codes(key, own, lexicon)
    if head.family == "organisation":
        row = lexicon.organisations[head.key.removeprefix("org:")]
        nowhere = _NOWHERE if row.sector == "REB" and not row.country else ""
        of = codes(row.sector, nowhere, lexicon, actor=row.cameo)
        return Codes(("JUD", *of.sectors), of.roles, of.actor) if row.kind in _COURTS else of
    if head.family == "metonym":
        return codes(lexicon.metonyms[head.key.removeprefix("metonym:")].sector, "", lexicon)
    if head.family == "organ":
        return codes(lexicon.organs[head.key.removeprefix("organ:")].sector, "", lexicon)
    row_ = lexicon.agents[head.key.removeprefix("agent:")]
    return codes(row_.sector, row_.cameo, lexicon)


def _called(words: Words, head: Piece, lexicon: Lexicon) -> str | None:
    """What the words call an armed body before its name: "the militant group X"; the key of an agent."""
    before = words.tokens[: head.first]
    found = (" ".join(before[at : at + size]).lower() for size in (2, 1) for at in range(len(before) - size + 1))
    keys = [key for key in found if key in lexicon.agents and lexicon.agents[key].sector in _ARMED]
    return keys[0] if keys and head.family == "organisation" else None


def _country_of(words: Words, piece: Piece, lexicon: Lexicon, *, own: bool) -> str:
    """The country of a body or role: a body's own, one named before it, one named after it, a city's."""
    states = [p for p in words.pieces if p.family in {_STATE, "demonym"} and not p.apart]
    before = [p for p in states if p.first < piece.first]
    if own and (code := _own_country(piece, lexicon)) and not (before and _is_general(piece, words)):
        return code
    blocs = [p for p in words.pieces if p.family in {"bloc", "bloc-demonym", "region"} and not p.apart]
    bodies = [p for p in words.pieces if p.family in {"organisation", "metonym"} and p is not piece]
    served = [p for p in bodies if p.first < piece.first]
    international = piece.code == "IGO" or (piece.family == "organisation" and own)
    cities = [] if international else [p for p in words.pieces if p.family in {"capital", "part"}]
    for group in (before, served, states, cities, bodies, blocs):
        for p in group:
            if code := p.code or _own_country(p, lexicon):
                return code
    return ""


def _is_general(piece: Piece, words: Words) -> bool:
    """Whether a body's name is a word that other states' bodies bear too: "Congress", the Ministry of Justice."""
    return piece.family == "organ" or (piece.last - piece.first == 1 and not words.tokens[piece.first].isupper())


def _own_country(piece: Piece, lexicon: Lexicon) -> str:
    table, _, key = piece.key.partition(":")
    if table == "org":
        return lexicon.organisations[key].country
    if table == "metonym":
        return lexicon.metonyms[key].country
    return lexicon.organs[key].country if table == "organ" else ""


def _reference(head: Piece, person: Tenure | None, words: Words, lexicon: Lexicon) -> tuple[str | None, str]:
    if person is not None:
        return person.ref, person.holder.person
    if head.family == "organisation":
        key = head.key.removeprefix("org:")
        return head.key, lexicon.organisations[key].name
    if head.family == "metonym":
        row = lexicon.metonyms[head.key.removeprefix("metonym:")]
        return row.ref, row.name
    return None, words.text


# --- persons --------------------------------------------------------------------------------------------------------


def _people(words: Words, lexicon: Lexicon, on: dt.date | None, country: str) -> tuple[Tenure, ...]:
    """The tenures of the person named: by the whole name, else by the surname when there is no doubt."""
    for run in words.names():
        full = lexicon.offices.named(run, on=on)
        if full:
            return _of_country(full, country)
    hinted = bool(country or any(p.family in {"role", "title", _STATE, "demonym"} for p in words.pieces))
    roles = {p.key.removeprefix("role:") for p in words.pieces if p.family == "role"}
    for run in words.names():
        if len(run.split()) == 1:
            known = _of_country(lexicon.offices.surnamed(run, on=on), country)
            serving = tuple(t for t in known if t.standing == "in") or tuple(t for t in known if t.standing == "after")
            fitting = tuple(t for t in serving if t.holder.office in roles) or serving
            if not hinted:
                fitting = tuple(t for t in serving if t.rank >= _LEADS)
            if len(persons_of(fitting)) == 1 or (hinted and not roles):
                return fitting
    return ()


def _of_country(tenures: tuple[Tenure, ...], country: str) -> tuple[Tenure, ...]:
    return tuple(t for t in tenures if country and t.holder.country == country) or tenures


def _of_states(words: Words, tenures: tuple[Tenure, ...]) -> tuple[Tenure, ...]:
    """Those of the states that the words name; all when they name none: "Peru's Garcia" is nobody in Spain."""
    named = {p.code for p in words.pieces if p.family in {_STATE, "demonym"} and not p.apart}
    return tuple(t for t in tenures if not named or not t.holder.country or t.holder.country in named)


def _fitting(tenures: tuple[Tenure, ...], place: str) -> Tenure | None:
    """The first of the tenures that does not gainsay the country named in the words."""
    return next((t for t in tenures if not place or t.holder.country in {place, ""}), None)


def _in_office(head: Piece, place: str, lexicon: Lexicon, on: dt.date | None) -> Tenure | None:
    if head.plural:
        return None
    held = [t for t in lexicon.offices.held(head.key.removeprefix("role:"), place, on=on) if t.standing == "in"]
    return held[0] if len({t.ref for t in held}) == 1 else None


def _by_person(words: Words, tenures: tuple[Tenure, ...]) -> tuple[Candidate, ...]:
    """Each person that a name may mean, by the office held on the day or before."""
    best = persons_of(tenures)
    sure = _NAMED if len(best) == 1 else _BY_SURNAME
    return tuple(person_candidate(t, words.lexicon, score=sure * t.likeness) for t in best)


def person_candidate(tenure: Tenure, lexicon: Lexicon, *, score: float) -> Candidate:
    """Somebody known by an office: with its codes while in office, a former elite after it, the country alone before.

    Args:
        tenure: with its standing on the day.
        lexicon: for the codes.
        score: of the candidate.
    """
    row = tenure.holder
    what = _tenure_codes(tenure, lexicon)
    country = row.country or _body_country(row.body, lexicon)
    return Candidate(
        row.person, tenure.ref, country, what.sectors, what.cameo(country),
        former=tenure.standing == "after", score=round(score, 2), entries=(f"holder:{tenure.key}",),
    )  # fmt: skip


def _tenure_codes(tenure: Tenure, lexicon: Lexicon) -> Codes:
    row = tenure.holder
    if tenure.standing == "before":
        return Codes()
    body, role = lexicon.organisations.get(row.body), lexicon.roles.get(row.office)
    sector = role.sector if role else ""
    if body is not None and (not sector or row.office in _LENT):
        what = codes(body.sector, "", lexicon, actor=body.cameo)
    elif role is not None:
        what = role_codes(row.office, sector or "GOV", lexicon)
    else:
        what = codes("GOV", "", lexicon)
    return former(what) if tenure.standing == "after" else what


def _body_country(key: str, lexicon: Lexicon) -> str:
    return lexicon.organisations[key].country if key in lexicon.organisations else ""


# --- countries ------------------------------------------------------------------------------------------------------


def _by_country(words: Words, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """A country by its name, its people, a city of it, or its capital, which stands for the government."""
    order = (_STATE, "demonym", "bloc", "bloc-demonym", "capital", "region", "part")
    pieces = sorted((p for p in words.pieces if p.family in order and not p.apart), key=lambda p: order.index(p.family))
    if not pieces:
        return ()
    first = pieces[0]
    acts = first.family == "capital" and words.is_whole(first)
    what = codes("GOV" if acts else "", "", lexicon)
    name = lexicon.country_name(first.code)
    ref = f"country:{first.code}" if first.code in lexicon.countries else first.key
    # CAMEO counts a capital as its state; PLOVER asks which sector acts.
    return (Candidate(name, ref, first.code, what.sectors, first.code, metonym=acts, entries=(first.key,)),)


def _with_hint(candidate: Candidate, country: str) -> Candidate:
    if candidate.country or not country or (candidate.ref or "").startswith("org:"):
        return candidate
    cameo = country + candidate.cameo
    return Candidate(
        candidate.name, candidate.ref, country, candidate.sectors, cameo, candidate.former, candidate.metonym,
        candidate.score, candidate.entries,
    )  # fmt: skip
