"""What somebody said, as rows that positions are made of, and how words are told apart in them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from onrecord.model import StanceTowards
from onrecord.store.rows import GAP

Dated = Literal["statement", "report"]

_BREAK = re.compile(rf"{re.escape(GAP)}|[.!?;:…]+(?=\W|$)")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Position(Struct, frozen=True):
    """A statement as part of what somebody holds.

    Attributes:
        statement_id: the statement's.
        document_id: its report's; of several copies the earliest.
        day: first day on which it can have been said, else the day of publication.
        last_day: the last such day; the same as `day` unless only a week, month or year is known.
        dated: whether the `statement` has a date of its own or that of the `report`; None when neither is dated.
        voice: whose position it is: a state's code for those who speak for it, else a name.
        speaker: names of the speakers, else the words of the source.
        country: country codes of the speakers.
        sector: sector codes of the speakers.
        act: what kind of saying.
        negated: the report says that this was not said.
        kind: direct, indirect or mixed.
        about: names of the entities that it is about.
        towards: whom the stance is towards: of those asked for, or else of all, the one with the strongest stance.
        stance: towards it; None when the statement is about nobody.
        score: of the stance, -1 to 1.
        content: what is said.
        reported_by: speakers of the statement that it is reported in; None when the report tells it itself.
        confidence: 0 to 1.
        copies: how many other reports have it as copies of this one.
        outlet: who published the report.
        title: headline of the report.
        url: its address.
        published: day of publication.
    """

    statement_id: str
    document_id: str
    day: dt.date | None
    last_day: dt.date | None
    dated: Dated | None
    voice: str
    speaker: str | None
    country: str | None
    sector: str | None
    act: str
    negated: bool
    kind: str
    about: str | None
    towards: str | None
    stance: StanceTowards | None
    score: float | None
    content: str
    reported_by: str | None
    confidence: float
    copies: int
    outlet: str | None
    title: str | None
    url: str | None
    published: dt.date | None


class Voice(NamedTuple):
    """Somebody who speaks or is spoken of: what makes two of them the same, and how it is called."""

    key: str
    name: str


class Target(NamedTuple):
    """Whom a statement is about: as a subject, its name in the report, and the stance towards it."""

    subject: Voice
    name: str
    stance: StanceTowards
    score: float


class Word(NamedTuple):
    """A word: its form for comparing, and where it stands in the content."""

    form: str
    start: int
    end: int


class Said(Struct, frozen=True, dict=True):
    """A statement with what is needed to compare it with others.

    Attributes:
        position: its row.
        voice: whose it is.
        group: id of the report's group of copies.
        targets: whom it is about; of those asked for when some were.
    """

    position: Position
    voice: Voice
    group: str
    targets: tuple[Target, ...]

    @cached_property
    def sentences(self) -> tuple[tuple[Word, ...], ...]:
        """The words of the content, apart where a sentence, a clause or a piece of the quotation ends."""
        return words_of(self.position.content)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms of all words."""
        return tuple(word.form for sentence in self.sentences for word in sentence)


def words_of(content: str) -> tuple[tuple[Word, ...], ...]:
    """The words of a content, apart where a sentence, a clause or a piece of a quotation ends."""
    sentences, start = [], 0
    for end, after in (*(m.span() for m in _BREAK.finditer(content)), (len(content), len(content))):
        words = tuple(Word(plain(m[0]), m.start(), m.end()) for m in _WORD.finditer(content, start, end))
        if words:
            sentences.append(words)
        start = after
    return tuple(sentences)


def plain(word: str) -> str:
    """The form of a word for comparing."""
    return word.replace("’", "'").casefold()


def order(said: Said) -> tuple[str, str, str]:
    """By day, and the same whatever was read first; what is not dated comes last."""
    row = said.position
    return (row.day.isoformat() if row.day else "9999-99", row.document_id, row.statement_id)
