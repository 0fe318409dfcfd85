from __future__ import annotations

import msgspec

from onrecord.model import Claim

from factories import document


def test_block_text() -> None:
    doc = document("Talks fail\n\nAnn said no.", title="Talks fail")
    assert [(b.kind, doc.block_text(b)) for b in doc.blocks] == [
        ("headline", "Talks fail"),
        ("paragraph", "Ann said no."),
    ]


def test_disagreements_are_the_fields_told_differently() -> None:
    claims = (
        Claim("published", "2024-05-06", "json-ld"),
        Claim("published", "2024-05-07", "url"),
        Claim("outlet", "Example Daily", "json-ld"),
        Claim("outlet", "EXAMPLE DAILY", "og:site_name"),
        Claim("title", "Talks fail", "h1"),
    )
    doc = msgspec.structs.replace(document("Ann said no."), claims=claims)
    assert doc.disagreements == {"published": claims[:2]}
    assert document("Ann said no.").disagreements == {}
