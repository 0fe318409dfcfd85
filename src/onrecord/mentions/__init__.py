"""Analysis → Mention*: names, countries, organisations, roles, pronouns and dates."""

from onrecord.mentions.finder import Finder

__all__ = ["Finder"]
