"""What statements and events can be about, for the lists to choose from."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from msgspec import Meta

from onrecord.errors import QueryError
from onrecord.lexicon.topics import topic_names

#: A topic of the lexicon, or none.
Topic = Annotated[str, Meta(pattern="^[a-z_]{0,60}$")]


@lru_cache(maxsize=1)
def topics() -> tuple[str, ...]:
    """All contexts and areas, in alphabetical order."""
    return tuple(sorted(topic_names()))


def known_topic(name: str) -> str:
    """A topic of the lexicon, or none.

    Raises:
        QueryError: the lexicon has no such topic.
    """
    if name and name not in topics():
        raise QueryError(name, "is no topic; docs/topics.md lists them")
    return name
