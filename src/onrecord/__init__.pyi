from onrecord.api import open, read, read_all, read_text  # noqa: A004 - reads as what it does
from onrecord.config import Config
from onrecord.errors import OnrecordError
from onrecord.model import Failure, Record
from onrecord.pipeline import Pipeline
from onrecord.version import __version__

__all__ = [
    "Config",
    "Failure",
    "OnrecordError",
    "Pipeline",
    "Record",
    "__version__",
    "open",
    "read",
    "read_all",
    "read_text",
]
