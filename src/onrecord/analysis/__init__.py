"""Document → Analysis: tokens, sentences, tree and names."""

from onrecord.analysis.spacy import Analyzer, installed_models
from onrecord.analysis.tags import TagStage, load_relations, load_tagger

__all__ = ["Analyzer", "TagStage", "installed_models", "load_relations", "load_tagger"]
