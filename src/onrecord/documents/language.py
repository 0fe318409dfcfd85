"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE = 2_000  # code points that are looked at
_ENOUGH_LETTERS = 80  # below this, names and figures decide too much
_CLEAR = 0.7  # share of belief that another language needs
_ENGLISH = ("en", "pcm", "sco")  # the last two are what the model sees in English headlines
_ENGLISH_LEFT = 0.1  # with more belief than this left for English, a text passes


def identify(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None when the text is too short or mixed to tell."""
    sample = text[:_SAMPLE]
    letters = sum(c.isalpha() for c in sample)
    if not letters:
        return None
    belief: dict[str, float] = dict(_identifier().rank(sample))
    english = sum(belief.get(name, 0.0) for name in _ENGLISH)
    best = max(belief, key=belief.__getitem__)
    if best in _ENGLISH or english >= belief[best]:
        return "en"
    clear = letters >= _ENOUGH_LETTERS and belief[best] >= _CLEAR and english <= _ENGLISH_LEFT
    return best if clear else None


@cache
def _identifier() -> LanguageIdentifier:
    """The model, loaded once: it takes most of a second."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
