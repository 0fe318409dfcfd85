"""How well actors' words are resolved, against gold files of such words with country, sector or role.

A gold file has one JSON object a line, in one of two forms. Both have `id` and `date`.

- `text`, `country` and `sector` in PLOVER's codes: an empty one must stay empty, one that is null is not scored. Also
  read are `context` and `known_country`, words for the country that the report is about, and `runs_in_suite`, `xfail`
  and `skip`, which leave a row out. The date may be `today`, which is the day on which those rows were written.
- `surface`, `country` (ISO code or null) and `roles`: all codes that count as right, none when it has to be empty. With
  `code`, CAMEO's actor string, country and role are read from that of the actor found.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.entities.actors import resolve_actor
from onrecord.eval.gold import read_gold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onrecord.lexicon import Lexicon
    from onrecord.model import Candidate

#: What `today` means in gold files in PLOVER's codes: the year of their making.
TODAY = dt.date(2022, 12, 1)

_CODE = 3  # letters of a CAMEO code


class GoldCodes(Struct, frozen=True):
    """A row in PLOVER's codes."""

    id: str
    text: str
    date: str | None = None
    context: str | None = None
    known_country: str | None = None
    country: str | None = None
    sector: str | None = None
    no_actor: bool = False
    runs_in_suite: bool = True
    xfail: bool = False
    skip: bool = False


class GoldRoles(Struct, frozen=True):
    """A row with the roles that count as right."""

    id: str
    surface: str
    date: str
    roles: tuple[str, ...]
    country: str | None = None
    code: str | None = None
    category: str = ""


class Prediction(Struct, frozen=True):
    """What was found for a row; `role` for rows with roles, `sector` and `sectors` for those in PLOVER's codes."""

    id: str
    country: str | None = None
    role: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()


class Score(Struct, frozen=True):
    """How many rows of a file are right in one respect."""

    measure: str
    right: int
    of: int

    @property
    def share(self) -> float:
        """Share of the rows that are right; 0 when there is none."""
        return self.right / self.of if self.of else 0.0


class ActorsMiss(Struct, frozen=True):
    """A row that is wrong: its words, and country and codes wanted and found."""

    id: str
    text: str
    wanted: str
    found: str


class ActorsReport(Struct, frozen=True):
    """What an evaluation of one file found; predictions and misses in the file's order."""

    path: str
    rows: int
    scores: tuple[Score, ...]
    predictions: tuple[Prediction, ...]
    misses: tuple[ActorsMiss, ...]


def run(path: Path, *, lexicon: Lexicon) -> ActorsReport:
    """Resolve a gold file's words and score them.

    Raises:
        EvalError: the file cannot be read, or a line is of neither form.
    """
    rows = list(read_gold(path, _Form))
    if rows and rows[0].surface is not None:
        return _score_roles(path, list(read_gold(path, GoldRoles)), lexicon)
    return _score_codes(path, list(read_gold(path, GoldCodes)), lexicon)


def to_row(report: ActorsReport, *, misses: bool) -> dict[str, object]:
    """The scores as one row for output, with what was wrong if asked for."""
    scores = [{"measure": s.measure, "right": s.right, "of": s.of, "share": round(s.share, 4)} for s in report.scores]
    return {"file": report.path, "rows": report.rows, "scores": scores, "misses": report.misses if misses else ()}


class _Form(Struct, frozen=True):
    """Which form a line has."""

    surface: str | None = None


# --- roles ----------------------------------------------------------------------------------------------------------


def role_of(candidate: Candidate, lexicon: Lexicon, *, cameo: bool) -> tuple[str | None, str | None]:
    """Country, if it is a state, and first role code of an actor.

    Args:
        candidate: the actor.
        lexicon: which codes are states'.
        cameo: read the country from the CAMEO string alone, in which capitals have no role and firms no country.
    """
    codes = [candidate.cameo[at : at + _CODE] for at in range(0, len(candidate.cameo), _CODE)]
    role = next((c for c in codes if c not in lexicon.countries and c not in lexicon.blocs), None)
    if cameo:
        return (codes[0] if codes and codes[0] in lexicon.countries else None), role
    country = candidate.country if candidate.country in lexicon.countries else None
    sector = candidate.sectors[0] if candidate.sectors else None
    return country, role or sector


def _score_roles(path: Path, gold: Sequence[GoldRoles], lexicon: Lexicon) -> ActorsReport:
    counts: Counter[tuple[str, str]] = Counter()
    predictions, misses = [], []
    for row in gold:
        found = resolve_actor(row.surface, on=_day(row.date), lexicon=lexicon)
        country, role = role_of(found[0], lexicon, cameo=row.code is not None) if found else (None, None)
        predictions.append(Prediction(row.id, country=country, role=role))
        where = country == row.country
        what = role in row.roles if row.roles else not role
        for group in dict.fromkeys(("", row.category)):
            counts.update({(group, "rows"): 1, (group, "country"): where, (group, "role"): what})
            counts[group, "joint"] += where and what
        if not (where and what):
            wanted = f"{row.country or '-'} {'/'.join(row.roles) or '-'}"
            misses.append(ActorsMiss(row.id, row.surface, wanted, f"{country or '-'} {role or '-'}"))
    groups = dict.fromkeys(group for group, _ in counts)
    scores = [
        Score(f"{group} {measure}".strip(), counts[group, measure], counts[group, "rows"])
        for group in groups
        for measure in ("country", "role", "joint")
    ]
    return ActorsReport(str(path), len(gold), tuple(scores), tuple(predictions), tuple(misses))


# --- PLOVER's codes -------------------------------------------------------------------------------------------------


def _score_codes(path: Path, gold: Sequence[GoldCodes], lexicon: Lexicon) -> ActorsReport:
    predictions = {row.id: _predict(row, lexicon) for row in gold}
    scored = [row for row in gold if row.runs_in_suite and not row.xfail and not row.skip]
    pairs = [(row, predictions[row.id]) for row in scored]
    where = [(r, r.country == (p.country or "")) for r, p in pairs if r.country is not None]
    what = [(r, r.sector == (p.sector or "")) for r, p in pairs if r.sector is not None]
    sectors = {r.id: right for r, right in what}
    both = [right and sectors[r.id] for r, right in where if r.id in sectors]
    none = [not p.country and not p.sector for r, p in pairs if r.no_actor]
    scores = (
        _score("country", [right for _, right in where]),
        _score("sector", [right for _, right in what]),
        _score("both", both),
        _score("no actor", none),
    )
    wrong = {r.id for r, right in (*where, *what) if not right}
    misses = tuple(
        ActorsMiss(r.id, r.text, f"{r.country or '-'} {r.sector or '-'}", f"{p.country or '-'} {p.sector or '-'}")
        for r, p in pairs
        if r.id in wrong
    )
    return ActorsReport(str(path), len(scored), scores, tuple(predictions.values()), misses)


def _score(measure: str, right: Sequence[bool]) -> Score:
    return Score(measure, sum(right), len(right))


def _predict(row: GoldCodes, lexicon: Lexicon) -> Prediction:
    hint = next(_countries((row.context, row.known_country), lexicon), "")
    found = resolve_actor(row.text, on=_day(row.date), lexicon=lexicon, country=hint)
    if not found:
        return Prediction(row.id, country="", sector="")
    first = found[0]
    sector = first.sectors[0] if first.sectors else ""
    return Prediction(row.id, country=first.country, sector=sector, sectors=first.sectors)


def _countries(words: Sequence[str | None], lexicon: Lexicon) -> Iterator[str]:
    for text in words:
        for found in resolve_actor(text, on=None, lexicon=lexicon)[:1] if text else ():
            if found.country:
                yield found.country


def _day(written: str | None) -> dt.date | None:
    if not written:
        return None
    if written.lower() == "today":
        return TODAY
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return dt.datetime.strptime(written, "%d %B %Y").replace(tzinfo=dt.UTC).date()
