"""Times of day: `10:30 a.m.`, `1500 GMT`, `noon Friday`, with time zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.mentions.timex import TimeText, Timex

if TYPE_CHECKING:
    import re

    from onrecord.mentions.vocabulary import Vocabulary

_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
_LAST_HOUR, _LAST_MINUTE = 24, 59


def clock(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """Hours and minutes with what marks them as a time of day."""
    at, last, groups = text.at(m.start()), text.end(m.end()), m.groupdict()
    zone, half = groups.get("zone"), groups.get("half")
    hour, minute = int(m["h"]), int(groups.get("min") or 0)
    told = half or zone or groups.get("told") or text.word(at - 1) in known.lexicon.beside.before_clock
    if not told or hour > _LAST_HOUR or minute > _LAST_MINUTE:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _on_day(text, at, last, f"{hour:02}:{minute:02}" + known.lexicon.zones.get(zone or "", ""))


def named(text: TimeText, m: re.Match[str], _: Vocabulary) -> Timex | None:
    """`noon`, `midnight`."""
    at = text.at(m.start())
    if text.tokens.analysis.pos[at] == "PROPN" or not (text.is_shut(at + 1) or text.word(at + 1) == "hour"):
        following = text.reader(text, at + 1)
        if following is None:
            return None
    return _on_day(text, at, text.end(m.end()), _NAMED[m["word"]])


def _on_day(text: TimeText, at: int, last: int, time: str) -> Timex:
    """The time on the day that follows (`10 a.m. Friday`), else on its sentence's last day, else of publication."""
    bracketed = last < len(text.tokens) and text.word(last) in {"(", ")"}
    skip = (_after_brackets(text, last) if bracketed else last) or last
    skip += text.word(skip) in {"on", ","}
    following = text.reader(text, skip) if skip < len(text.tokens) else None
    if following is not None and following.rule in {"weekday", "day-word", "month-day", "full-date"}:
        day = (following.value or "XXXX-XX-XX").split("T")[0]
        return Timex(at, last if bracketed else following.last, f"{day}T{time}", "clock")
    same = [t for t in text.found if text.tokens.sentence[t.first] == text.tokens.sentence[at]]
    said = next((t.value for t in reversed(same) if t.value and t.rule in _DAYS), None)
    day = said or (text.published.isoformat() if text.published else "XXXX-XX-XX")
    return Timex(at, last, f"{day.split('T')[0]}T{time}", "clock")


def _after_brackets(text: TimeText, at: int) -> int | None:
    """One past the bracket that closes at or soon after a token: `10 a.m. (0200 GMT) on Friday`."""
    return next((i + 1 for i in range(at, min(at + 5, len(text.tokens))) if text.word(i) == ")"), None)


_DAYS = frozenset(("weekday", "day-word", "month-day", "full-date", "iso-date", "clock"))
