"""Who said what: attributions with their speakers, kinds, acts, nesting and dates."""

from onrecord.statements.rules import RuleFinder
from onrecord.statements.stage import StatementFinder
from onrecord.statements.tagged import TaggedFinder

__all__ = ["RuleFinder", "StatementFinder", "TaggedFinder"]
