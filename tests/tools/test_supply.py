"""The bill of materials, and what the checks of a release say."""

from __future__ import annotations

import json
import sys
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

TOOLS = Path(__file__).parents[2] / "tools"
A, B, C = "a" * 64, "b" * 64, "c" * 64
LOCK = f"""# made by a tool
alpha==1.0 ; python_version < "3.12" \\
    --hash=sha256:{A} \\
    --hash=sha256:{B}
    # via beta
beta-lib==2.0.1 \\
    --hash=sha256:{C}
"""
PACKAGES = json.dumps(
    {
        "packages": {
            "": {"name": "web"},
            "node_modules/@scope/gamma": {
                "version": "3.0.0",
                "license": "MIT",
                "integrity": "sha512-AAEC",
                "dev": True,
            },
        }
    }
)


def tool(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bill_has_what_the_locks_pin() -> None:
    made = tool("sbom").bill(LOCK, PACKAGES, "0.1")
    alpha, beta, gamma = made["components"]
    assert [c["purl"] for c in (alpha, beta)] == ["pkg:pypi/alpha@1.0", "pkg:pypi/beta-lib@2.0.1"]
    assert [p["value"] for p in alpha["properties"]] == [A, B, 'python_version < "3.12"']
    assert [p["value"] for p in beta["properties"]] == [C]
    assert gamma["purl"] == "pkg:npm/%40scope/gamma@3.0.0"
    assert gamma["hashes"] == [{"alg": "SHA-512", "content": "000102"}]
    assert gamma["scope"] == "excluded"
    assert tool("sbom").bill(LOCK, PACKAGES, "0.1") == made
    assert tool("sbom").bill(LOCK, PACKAGES, "0.2")["serialNumber"] != made["serialNumber"]


@pytest.mark.parametrize(
    ("code", "said", "due"),
    [
        (0, "No known vulnerabilities found", 0),
        (1, "Found 1 known vulnerability in 1 package", 1),
        (1, "requests.exceptions.ConnectionError: Max retries exceeded", 0),
        (1, "Found 2 known vulnerabilities; ConnectionError", 1),
        (2, "unrecognized arguments", 1),
    ],
)
def test_an_audit_without_a_network_passes_and_one_with_a_finding_does_not(code: int, said: str, due: int) -> None:
    found, line = tool("audit").verdict(code, said)
    assert found == due
    assert line


def test_what_a_wheel_lacks() -> None:
    check = tool("release_check")
    whole = [f"onrecord/{name}" for name in check.NEEDED]
    assert check.missing_in(whole) == []
    assert check.missing_in(whole[1:]) == [check.NEEDED[0]]


def test_what_could_not_be_audited_is_not_called_sound() -> None:
    code, line = tool("audit").verdict(
        0, "No known vulnerabilities found\na could not be audited\nb could not be audited"
    )
    assert code == 0
    assert "2 packages could not be checked" in line


@pytest.mark.slow
def test_the_commands_that_a_release_is_tried_with_are_those_there_are(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("The minister, Ann Lee, said on Monday that the road would open.\n", encoding="utf-8")
    tool("release_check").read_and_verify([sys.executable, "-m", "onrecord"], str(report), tmp_path)
    assert (tmp_path / "demo.sqlite").is_file()
