from __future__ import annotations

from typing import Any

import msgspec
import pytest

from onrecord.model import Record, Topic
from onrecord.verify import faults

from factories import PROVENANCE, document, evidence

DOC = document("Troops left the town.")
TOPIC = Topic("military", "context", DOC.id, 0.5, PROVENANCE, (evidence(DOC.text, "Troops"),))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"kind": "theme"}, "is of no known kind: 'theme'"),
        ({"of": "s-0"}, "is not in the record"),
        ({"score": 1.5}, "is not between 0 and 1"),
        ({"evidence": ()}, "rests on 0 words"),
        ({"inherited": True, "evidence": ()}, "is not in the record"),
        ({"evidence": (msgspec.structs.replace(TOPIC.evidence[0], exact="Tanks!"),)}, "reads 'Troops'"),
    ],
    ids=["sound", "kind", "of", "score", "no words", "inherited by the document", "other words"],
)
def test_topics_hold(changes: dict[str, Any], why: str | None) -> None:
    found = [str(f) for f in faults(Record(DOC, topics=(msgspec.structs.replace(TOPIC, **changes),)))]
    assert len(found) == (why is not None)
    assert all(why in fault for fault in found if why)
