"""Which words are source, cue and content of one act of saying: spans only, before it is known who speaks.

Not stored: statements carry the same spans, with what is known of them.
"""

from __future__ import annotations

from msgspec import Struct

from onrecord.model.span import Span


class Attribution(Struct, frozen=True, forbid_unknown_fields=True):
    """Spans of `Document.text`, each group in text order and not overlapping.

    Attributes:
        source: who, as the text says it; empty when only implied.
        cue: the words of saying; empty when the text has none.
        content: what is said; at least one span.
        rule: the rule or model that found it.
        confidence: 0 to 1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    confidence: float

    @property
    def start(self) -> int:
        """First code point of any of its words."""
        return min(s.start for s in (*self.source, *self.cue, *self.content))
