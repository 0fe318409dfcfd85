"""The reading room: a local web app over a store. `create_app` makes it; `onrecord serve` runs it."""

from onrecord.web.app import create_app
from onrecord.web.settings import Settings

__all__ = ["Settings", "create_app"]
