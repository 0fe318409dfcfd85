"""Who did what to whom."""

from onrecord.events.stage import EventFinder

__all__ = ["EventFinder"]
