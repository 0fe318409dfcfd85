"""What a user types, as an expression of SQLite's full-text search. Words are data, never syntax."""

from __future__ import annotations

import re
import unicodedata

from onrecord.errors import QueryError

#: More words than this make no question that a person asks.
MAX_WORDS = 64

_QUOTES = str.maketrans("“”„«»", '"""""')
_PART = re.compile(r'"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+)')


def match_expression(text: str) -> str:
    """An expression that finds all words of `text`, in any order.

    Words between double quotes are found as a phrase. A word that ends in `*` finds all words that begin so. Case and
    accents do not matter. Punctuation within a word counts as space, so that `U.S.` finds "U.S." and "u s".

    Returns:
        an FTS5 expression; empty when `text` is blank.

    Raises:
        QueryError: there is something, but no letter or digit in it; too many words; or half of a surrogate pair.
    """
    _check_encodable(text)
    parts = [expression for part in _PART.finditer(text.translate(_QUOTES)) if (expression := _expression(part))]
    if not parts and text.strip():
        raise QueryError(text, "has no letter or digit to search for")
    if len(parts) > MAX_WORDS:
        raise QueryError(text, f"has more than {MAX_WORDS} words")
    return " ".join(parts)


def _expression(part: re.Match[str]) -> str:
    # NUL would end the expression for SQLite. It separates words, as all control characters do.
    words = (part["word"] or part["phrase"] or "").replace("\0", " ")
    if not any(unicodedata.category(c)[0] in "LN" for c in words):
        return ""
    beginning = part["word"] is not None and words.endswith("*")
    return f'"{words}"*' if beginning else f'"{words}"'


def like_pattern(name: str) -> str:
    """A pattern for LIKE with backslash as escape: a name between blanks that has these words side by side."""
    words = " ".join(re.sub(r"([\\%_])", r"\\\1", name).split())
    return f"% {words} %" if words else ""


#: A condition that a name fits a pattern of `like_pattern`, with the name's column and the pattern's parameter.
NAMED = "(' ' || {} || ' ') LIKE :{} ESCAPE '\\'"


def country_letters(code: str) -> str:
    """A country code in capitals; empty for none.

    Raises:
        QueryError: it has not three letters.
    """
    return matching(code, "[A-Za-z]{3}", "is not a three-letter country code such as IRN").upper()


def matching(value: str, pattern: str, why: str) -> str:
    """A value that is empty or fits a pattern.

    Raises:
        QueryError: it does not, for which `why` gives the reason.
    """
    if value and not re.fullmatch(pattern, value, re.ASCII):
        raise QueryError(value, why)
    return value


def one_of(value: str, known: tuple[str, ...], noun: str) -> str:
    """A value that is empty or one of those known.

    Raises:
        QueryError: it is another.
    """
    if value and value not in known:
        raise QueryError(value, f"is no {noun}; there are {', '.join(known)}")
    return value


def _check_encodable(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise QueryError(text, "holds half of a surrogate pair, which no report does") from error
