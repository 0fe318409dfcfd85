"""Who did what to whom.

`onrecord.events.code` codes sentences as dyads; see `onrecord.coder`.
"""

from importlib import import_module

from onrecord.events.stage import EventFinder

__all__ = ["EventFinder", "code"]


def __getattr__(name: str) -> object:
    # A stage knows nothing of the pipeline, which the coder needs: the name is looked up when it is used.
    if name == "code":
        return import_module("onrecord.coder").code
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
