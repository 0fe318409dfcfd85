from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.web.app import ROUTES

if TYPE_CHECKING:
    from types import ModuleType

TOOL = Path(__file__).parents[2] / "tools" / "openapi.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("openapi_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # msgspec looks its annotations up there
    spec.loader.exec_module(module)
    return module


def test_every_page_with_data_is_described() -> None:
    described = json.loads(load().description())["paths"]
    pages = {route.path for route in ROUTES if "GET" in (route.methods or ())}
    assert set(described) == pages - {"/read", "/review/new", "/statements/{id}"}
    named = [p["name"] for p in described["/statements"]["get"]["parameters"]]
    assert {"format", "words", "speaker", "outlet", "since"} <= set(named)
