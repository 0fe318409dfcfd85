"""Reads news reports on international affairs and writes a record that can be checked: who said what, in which words.

>>> import onrecord
>>> record = onrecord.read("report.html")  # doctest: +SKIP
>>> for statement in record.statements:  # doctest: +SKIP
...     print(record.speakers(statement), statement.content[0].exact)

Everything public is in `__all__`. Names are loaded when they are first used, so that importing the package costs
nothing; their types stand in `__init__.pyi`.
"""

from importlib import import_module

from onrecord.version import __version__

_HOMES = {
    "read": "onrecord.api",
    "read_text": "onrecord.api",
    "read_all": "onrecord.api",
    "open": "onrecord.api",
    "Record": "onrecord.model",
    "Failure": "onrecord.model",
    "Pipeline": "onrecord.pipeline",
    "Config": "onrecord.config",
    "OnrecordError": "onrecord.errors",
}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604 - the keys are text


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
