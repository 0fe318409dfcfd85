"""Writes the bill of materials: what requirements.lock and package-lock.json pin, as CycloneDX JSON; for `make sbom`.

The same locks make the same bytes: there is no time of day and no random number in it.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).parent.parent
_PINNED = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\\n]+))?", re.MULTILINE
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VERSION = re.compile(r'^__version__ = "([^"]+)"', re.MULTILINE)

Component = dict[str, object]


def bill(requirements: str, packages: str, version: str) -> dict[str, object]:
    """The bill as a document of CycloneDX 1.6.

    Args:
        requirements: what requirements.lock holds.
        packages: what package-lock.json holds.
        version: onrecord's own.
    """
    components = [*_python(requirements), *_npm(packages)]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([version, components], sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "onrecord",
                "name": "onrecord",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components,
    }


def _python(requirements: str) -> list[Component]:
    found = list(_PINNED.finditer(requirements))
    ends = [match.start() for match in found[1:]] + [len(requirements)]
    return [_distribution(match, requirements[match.end() : end]) for match, end in zip(found, ends, strict=True)]


def _distribution(match: re.Match[str], rest: str) -> Component:
    """A pinned distribution; the hashes of all its files stand as properties, as a component has one file's only."""
    reference = f"pkg:pypi/{match['name'].lower()}@{match['version']}"
    properties = [{"name": "onrecord:sha256", "value": digest} for digest in _HASH.findall(rest)]
    if match["marker"]:
        properties.append({"name": "onrecord:marker", "value": match["marker"].strip()})
    return {
        "type": "library",
        "bom-ref": reference,
        "name": match["name"],
        "version": match["version"],
        "purl": reference,
        "properties": properties,
    }


def _npm(packages: str) -> list[Component]:
    found: list[Component] = []
    for path, package in sorted(json.loads(packages)["packages"].items()):
        if not path:
            continue
        name = path.rpartition("node_modules/")[2]
        reference = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
        algorithm, _, digest = package["integrity"].partition("-")
        found.append(
            {
                "type": "library",
                "bom-ref": reference,
                "name": name,
                "version": package["version"],
                "scope": "excluded" if package.get("dev") else "required",
                "hashes": [
                    {"alg": algorithm.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}
                ],
                "licenses": [{"expression": package["license"]}],
                "purl": reference,
            }
        )
    return found


def main(arguments: list[str]) -> int:
    """Writes the bill; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "sbom.cdx.json")
    out: Path = parser.parse_args(arguments).out
    version = _VERSION.search((ROOT / "src" / "onrecord" / "version.py").read_text("utf-8"))
    if version is None:
        print("sbom: src/onrecord/version.py names no version", file=sys.stderr)
        return 1
    made = bill(
        (ROOT / "requirements.lock").read_text("utf-8"), (ROOT / "package-lock.json").read_text("utf-8"), version[1]
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    print(f"{out}: {len(list(_PINNED.finditer((ROOT / 'requirements.lock').read_text('utf-8'))))} Python packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
