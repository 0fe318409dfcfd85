"""Sentences coded as dyads: a source, a target and a CAMEO code, as event coders have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.coder.coding import CodedEvent, Coder
from onrecord.coder.names import GivenAgent, GivenName

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from onrecord.config import Config

__all__ = ["CodedEvent", "Coder", "GivenAgent", "GivenName", "code"]


def code(  # noqa: PLR0913 (one keyword for each thing to be known)
    text: str,
    *,
    actors: Mapping[str, str] | None = None,
    agents: Mapping[str, str] | None = None,
    published: dt.date | None = None,
    announcing: bool = True,
    config: Config | None = None,
) -> tuple[CodedEvent, ...]:
    """The dyads of a text; for many texts make one `Coder`, which loads the language model once.

    >>> code("Gondor accused Mordor's army.", actors={"Gondor": "GON", "Mordor": "MOR"}, agents={"army": "MIL"})
    ... # doctest: +SKIP
    (CodedEvent(source='GON', target='MORMIL', event='112', ...),)

    Args:
        text: a sentence, or several.
        actors: codes of the only actors that there are, by name; without them, those of the lexicon.
        agents: codes of nouns for their agents, in the singular.
        published: the day that relative dates are counted from.
        announcing: as for `Coder`.
        config: the settings.

    Raises:
        DocumentError: the text is empty or too long.
        StageError: a stage failed on it.
        ModelMissingError: the language model is not installed.
    """
    coder = Coder(
        actors=None if actors is None else [GivenName(name, given) for name, given in actors.items()],
        agents=[GivenAgent(name, given) for name, given in (agents or {}).items()],
        announcing=announcing,
        config=config,
    )
    return coder.code(text, published=published)
