"""Mention* → Entity*: who or what the mentions of a document have in common; and what an actor's words stand for."""

from onrecord.entities.actors import resolve_actor
from onrecord.entities.resolver import Resolver

__all__ = ["Resolver", "resolve_actor"]
