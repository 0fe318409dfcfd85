"""Document → Analysis: tokens, sentences, tree and names."""

from onrecord.analysis.spacy import Analyzer, installed_models

__all__ = ["Analyzer", "installed_models"]
