"""A record's statements as a data frame of pandas or polars."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from onrecord.errors import ExtraMissingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model.record import Record
    from onrecord.model.statement import Statement

#: The columns: those of a statement wherever it is shown as a flat row.
COLUMNS = (
    "id", "document_id", "title", "outlet", "url", "published", "speaker", "country", "sector",
    "kind", "act", "source", "cue", "content", "said_on", "within", "confidence",
    "commitment", "polarity", "negated", "tense", "anonymous", "venue", "about", "stance", "review",
)  # fmt: skip

_MANNER = ("commitment", "polarity", "negated", "tense", "anonymous")


def data_frame(library: str, record: Record) -> Any:  # noqa: ANN401 - the frame of a library that may not be there
    """The statements as rows of a `DataFrame` of `pandas` or `polars`, with the columns `COLUMNS`.

    Raises:
        ExtraMissingError: the library is not installed.
    """
    try:
        module = importlib.import_module(library)
    except ImportError as error:
        raise ExtraMissingError(library, "analysis") from error
    reviews = {j.of: j.status for j in record.reviews}
    rows = [
        _row(record, statement) | {"review": reviews.get(statement.id, "predicted")} for statement in record.statements
    ]
    return module.DataFrame({name: [row[name] for row in rows] for name in COLUMNS})


def _row(record: Record, statement: Statement) -> dict[str, object]:
    speakers = [record.entity(i) for i in statement.speaker]
    own = {
        name: getattr(statement, name)
        for name in ("id", "document_id", "kind", "act", "within", "confidence", *_MANNER)
    }
    report = {name: getattr(record.document, name) for name in ("title", "outlet", "url", "published")}
    return (
        own
        | report
        | {
            "speaker": _joined(record.speakers(statement)),
            "country": _joined(e.country for e in speakers),
            "sector": _joined(e.sector for e in speakers),
            "source": _joined(e.exact for e in statement.source),
            "cue": _joined((e.exact for e in statement.cue), between=" … "),
            "content": _joined((e.exact for e in statement.content), between=" … "),
            "said_on": statement.said_on.value if statement.said_on else None,
            "venue": statement.venue.exact if statement.venue else None,
            "about": _joined(record.entity(i).name for i in statement.about),
            "stance": _joined(
                f"{s.stance} {record.entity(s.entity).name}" for s in statement.stance if s.stance != "neutral"
            ),
        }
    )


def _joined(values: Iterable[str | None], *, between: str = "; ") -> str | None:
    return between.join(dict.fromkeys(v for v in values if v)) or None
