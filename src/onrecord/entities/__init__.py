"""Mention* → Entity*: who or what the mentions of a document have in common."""

from onrecord.entities.resolver import Resolver

__all__ = ["Resolver"]
