from __future__ import annotations

import pytest

from onrecord.statements.signed import signed_quotations

from factories import document


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("“We stay.” — Orla Venn", [("Orla Venn", "—", "“We stay.”")]),
        ('"We stay. We work." -- Orla Venn, teacher.', [("Orla Venn, teacher", "--", '"We stay. We work."')]),
        (
            "“We stay.” ― Orla Venn\n“We go.” ― Tamas Brok",
            [("Orla Venn", "―", "“We stay.”"), ("Tamas Brok", "―", "“We go.”")],
        ),
        ("“We stay” — that was all she said", []),
        ("“We stay” — It was raining. Nobody came.", []),
        ("He said: “We stay.” — Orla Venn", []),
        ("“We stay.” Orla Venn", []),
    ],
)
def test_signed(text: str, want: list[tuple[str, str, str]]) -> None:
    found = signed_quotations(document(text))
    words = [(d.source[0], d.cue[0], d.content[0]) for d in found]
    assert [tuple(text[s.start : s.end] for s in spans) for spans in words] == want
