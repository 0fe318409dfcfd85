"""What a single line of a report says about it: byline, outlet, dateline."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.documents import dates, patterns

_LONGEST_BYLINE = 150
_LONGEST_CREDIT = 600
_LONGEST_DATELINE = 120
_MOST_WORDS_WITHOUT_BY = 10
_BY = re.compile(r"^(?:by|written by|story by|text by|report by)\s*:?\s+(?P<names>\S.*)$", re.IGNORECASE)
_REPORTING = re.compile(
    r"^\(?\s*(?:additional )?(?:reporting|report|writing|compiled) by (?P<names>[^;.]{2,150})(?:[;.].{0,300})?\)?$",
    re.IGNORECASE,
)
_EDITING = re.compile(r"^\(?\s*(?:edited|editing|compiled|writing|translated) by [^.]{2,150}[.)]*$", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s+[\u2013—]\s+|\s*[|•·]\s*|;\s+")
_PLACE_OR_OUTLET = re.compile(r"\s+(?:in|at)\s+(?=[A-Z])|\s+for\s+(?:the\s+)?(?=[A-Z])")
_CAPITALISED = re.compile(r"^\W*[A-Z][\w.'\u2019-]*\W*$")
_PARTICLE = re.compile(
    r"^(?:and|&|with|of|the|in|for|at|de|da|di|du|van|von|der|den|bin|ibn|(?:el|al)(?:-[A-Z]\S*)?|[a-z]['\u2019][A-Z]\S*)$"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_DAY_OR_MONTH = re.compile(rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_MONTH}")
_PLACE = r"[A-Z][\w.'\u2019]*(?:-[\w.'\u2019]+){0,3}"
_DATELINE = re.compile(
    rf"""(?P<place>{_PLACE}(?:[ /]{_PLACE}){{0,4}}  # a city
      (?:,\ (?!{_MONTH})[A-Z][\w.'\u2019]*(?:\ [A-Z][\w.'\u2019]*){{0,2}})?)  # and its state or country
    (?:,\s+(?P<date>{_MONTH}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}\.?(?:,?\s+\d{{4}})?)\b[.,]?)?
    (?:,?\s*(?:\((?P<agency>[^()\n]{{2,40}})\)|/(?P<slashed>[\w ]{{2,20}})/|,\s+(?P<bare>[A-Z]{{2,8}}))[.,]?)?
    (?:\s+(?:--?|[\u2013—―])\s+|\s*(?:--|[—―])\s*)(?=["'“\u2018«(\[]?[A-Z0-9])""",
    re.VERBOSE,
)
_SLASHED = re.compile(
    rf"(?P<place>[A-Z][A-Z .'\u2019-]+), (?P<date>{_MONTH}\.? \d{{1,2}}(?:, \d{{4}})?)\.? "
    r"/(?P<agency>\w{2,20})/\.? (?=\S)"
)
_UPPER_PLACE = 4  # letters in capitals that make a place of it when neither a date nor an agency follows


class Byline(NamedTuple):
    """A line that says who wrote the report.

    Attributes:
        names: the authors; may be empty.
        outlet: for whom; may be empty.
        day: the date, when the line gives that too.
    """

    names: str
    outlet: str
    day: dates.Moment | None = None


class Dateline(NamedTuple):
    """Place, date and agency before the first sentence; `end` is one past its dash."""

    end: int
    agency: str
    day: dates.Moment | None


def byline(line: str) -> Byline | None:
    """The byline that a line consists of; None when it is anything else."""
    if len(line) > _LONGEST_BYLINE:
        return None
    by = _BY.match(line)
    pieces = [piece for piece in _SEPARATORS.split(by["names"] if by else line) if piece.strip()]
    if not pieces or (by is None and (len(pieces) == 1 or len(line.split()) > _MOST_WORDS_WITHOUT_BY)):
        return None
    moments = [dates.parse(piece) for piece in pieces]
    named = [piece.strip(" ,.") for piece, moment in zip(pieces, moments, strict=True) if moment is None]
    day = next((moment for moment in moments if moment), None)
    if not named or not all(_is_name(piece) for piece in named):
        return None
    names, outlet = _split_outlet(named)
    return Byline(names, outlet, day) if by or outlet else None


def credit(line: str) -> Byline | None:
    """The names in a closing line such as `Reporting by A; Editing by B`."""
    if len(line) > _LONGEST_CREDIT:
        return None
    match = _REPORTING.match(line)
    if match and _is_name(match["names"]):
        return Byline(match["names"].strip(), "")
    return Byline("", "") if _EDITING.match(line) else None


def dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph begins with, such as `MOSCOW, Feb 24 (Reuters) -`."""
    start = paragraph[:_LONGEST_DATELINE]
    match = _DATELINE.match(start) or _SLASHED.match(start)
    if match is None:
        return None
    groups = match.groupdict()
    agency = groups.get("agency") or groups.get("slashed") or groups.get("bare") or ""
    letters = [c for c in match["place"].partition(",")[0] if c.isalpha()]
    is_upper = all(c.isupper() for c in letters)
    if not (match["date"] or patterns.is_outlet(agency) or (is_upper and (agency or len(letters) >= _UPPER_PLACE))):
        return None
    day = dates.parse(match["date"].rstrip(".,")) if match["date"] else None
    return Dateline(len(match[0].rstrip()), agency.strip(), day)


def _is_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    if len(words) == 1 and _DAY_OR_MONTH.fullmatch(words[0]):
        return False
    return any(w[0].isupper() for w in words) and all(_CAPITALISED.match(w) or _PARTICLE.match(w) for w in words)


def _split_outlet(pieces: list[str]) -> tuple[str, str]:
    """The names, and the outlet if a piece is one or what follows a comma, `for` or `at` in it."""
    names: list[str] = []
    outlets: list[str] = []
    for piece in pieces:
        if patterns.is_outlet(piece) and "," not in piece and " for " not in piece:
            outlets.append(piece)
            continue
        person, comma, last = piece.rpartition(", ")
        if not comma or not patterns.is_outlet(last):
            person, last = piece, ""
        person, *rest = _PLACE_OR_OUTLET.split(person, maxsplit=1)
        outlets.extend(name for name in (last, *rest) if name and patterns.is_outlet(name))
        if person not in patterns.outlets().nobody:
            names.append(person)
    return ", ".join(names), next(iter(outlets), "")
