"""What was reviewed, as training data of the attribution tagger and as a gold file of `onrecord eval attribution`.

A line for each report: `doc_id`, `annotator`, `text` and `attributions`, each with `source`, `cue` and `content` as
lists of half-open `[start, end]` code points of `text`; besides, `title`, `date`, `publisher` and `url` as the report
has them. train/README.md describes the form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from onrecord.model import Evidence
    from onrecord.review.apply import Reviewed


def is_complete(reviewed: Reviewed) -> bool:
    """Whether people looked at every statement of a report, so that what is not there is known to be wrong."""
    told = [f for f in reviewed.findings if f.root.startswith("s-")]
    return bool(told) and all(f.status != "predicted" for f in told)


def line(reviewed: Reviewed) -> bytes:
    """A report with the statements that a reviewer vouches for, as a line of JSON without a line break."""
    record = reviewed.only()
    document = record.document
    told: dict[str, Any] = {
        "doc_id": document.id,
        "annotator": "; ".join(sorted({j.by for j in record.reviews if j.of.startswith("s-")})),
        "title": document.title,
        "date": document.published.isoformat() if document.published else None,
        "publisher": document.outlet,
        "url": document.url,
        "text": document.text,
        "attributions": [
            {"source": _spans(s.source), "cue": _spans(s.cue), "content": _spans(s.content)} for s in record.statements
        ],
    }
    return msgspec.json.encode({name: value for name, value in told.items() if value is not None})


def _spans(evidence: tuple[Evidence, ...]) -> list[tuple[int, int]]:
    return [(e.span.start, e.span.end) for e in evidence]
