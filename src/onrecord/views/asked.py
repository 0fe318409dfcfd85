"""What events and occurrences are asked for, as the values of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from onrecord.model import Modality, Quad
from onrecord.views.words import country_letters, like_pattern, matching, one_of

if TYPE_CHECKING:
    import datetime as dt


def asked_of_events(  # noqa: PLR0913 (one keyword for each thing to search by)
    *,
    actor: str,
    recipient: str,
    actor_country: str,
    recipient_country: str,
    type: str,  # noqa: A002 (PLOVER's word)
    quad: str,
    modality: str,
    since: dt.date | None,
    until: dt.date | None,
) -> dict[str, str]:
    """The values of all that is given; the keywords are those of `find_events`.

    Raises:
        QueryError: something given cannot be searched for.
    """
    given = {
        "actor": like_pattern(actor),
        "recipient": like_pattern(recipient),
        "actor_country": country_letters(actor_country),
        "recipient_country": country_letters(recipient_country),
        "type": matching(type, "[A-Za-z]+", "is no PLOVER type such as CONSULT").upper(),
        "quad": one_of(quad, get_args(Quad), "quad class"),
        "modality": one_of(modality, get_args(Modality), "modality"),
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
    }
    return {name: value for name, value in given.items() if value}
