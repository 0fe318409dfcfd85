"""What ships in the wheel of the scripts of others."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from onrecord.web.templating import VENDOR

ROOT = Path(__file__).parents[2]
ASSETS = runpy.run_path(str(ROOT / "tools" / "web_assets.py"))
LOCKED = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]


def test_every_served_package_is_pinned_by_hash_and_of_a_version_that_is_asked_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))
    for name in (*ASSETS["SERVED"], *ASSETS["TESTING"]):
        assert LOCKED[f"node_modules/{name}"]["integrity"].startswith("sha512-")
    for name, version in (asked["dependencies"] | asked["devDependencies"]).items():
        assert LOCKED[f"node_modules/{name}"]["version"] == version


@pytest.mark.skipif(not (VENDOR / "htmx.min.js").is_file(), reason="not fetched: make web-assets does it")
def test_the_wheel_has_each_file_with_its_licence() -> None:
    shipped = {Path(file.distribution_path).as_posix() for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    folder = "onrecord/web/static/vendor"
    for name, files in ASSETS["SERVED"].items():
        assert f"{folder}/{name}.txt" in shipped
        assert LOCKED[f"node_modules/{name}"]["license"] in (VENDOR / f"{name}.txt").read_text("utf-8")
        for file in files:
            assert f"{folder}/{Path(file).name}" in shipped
    stamps = {f"{name}.txt" for name in ASSETS["SERVED"]}
    known = {Path(file).name for files in ASSETS["SERVED"].values() for file in files} | stamps
    assert {file.name for file in VENDOR.iterdir()} <= known
