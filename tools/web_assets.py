"""Fetches the third-party files of the reading room, as package-lock.json pins them; for `make web-assets`.

Each package's archive is read from the npm registry (`NPM_CONFIG_REGISTRY` names another), compared with the lock's
SHA-512, and of it only the files named here are written, each with its package's licence beside it. Nothing is run.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import os
import sys
import tarfile
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "package-lock.json"
VENDOR = ROOT / "src" / "onrecord" / "web" / "static" / "vendor"
BROWSER_TESTS = ROOT / "build" / "browser"
REGISTRY = "https://registry.npmjs.org"
MOST_BYTES = 64_000_000
LICENSE = "LICENSE"

#: Of each package the files that are wanted: those that pages load, and those of the browser tests.
SERVED = {
    "cytoscape": ("dist/cytoscape.min.js",),
    "d3-array": ("dist/d3-array.min.js",),
    "d3-geo": ("dist/d3-geo.min.js",),
    "htmx.org": ("dist/htmx.min.js",),
    "internmap": (),  # stands within d3-array's file; its licence belongs beside it
    "topojson-client": ("dist/topojson-client.min.js",),
    "world-atlas": ("countries-110m.json",),
}
TESTING = {"axe-core": ("axe.min.js",)}


class AssetError(Exception):
    """A file cannot be fetched, or is not the one that was pinned."""


def main(arguments: list[str]) -> int:
    """Fetches what is missing; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tests", action="store_true", help="also what the browser tests need")
    parser.add_argument("--optional", action="store_true", help="say what is missing and end well without a network")
    chosen = parser.parse_args(arguments)
    wanted = [(name, files, VENDOR) for name, files in SERVED.items()]
    wanted += [(name, files, BROWSER_TESTS) for name, files in TESTING.items() if chosen.tests]
    locked = json.loads(LOCK.read_text("utf-8"))["packages"]
    try:
        for name, files, folder in wanted:
            _bring(name, files, folder, locked[f"node_modules/{name}"])
    except AssetError as error:
        print(f"web assets: {error}; pages work without scripts", file=sys.stderr)
        return 0 if chosen.optional else 1
    return 0


def _bring(name: str, files: tuple[str, ...], folder: Path, locked: dict[str, str]) -> None:
    """Writes a package's files unless those of this version are there."""
    stamp = folder / f"{name}.txt"
    licence = f"{name} {locked['version']}, {locked['license']}\n"
    targets = [folder / Path(file).name for file in files]
    if all(t.is_file() for t in targets) and stamp.is_file() and stamp.read_text("utf-8").startswith(licence):
        return
    members = _members(_archive(name, locked), (*files, LICENSE))
    folder.mkdir(parents=True, exist_ok=True)
    for file, target in zip(files, targets, strict=True):
        target.write_bytes(members[file])
    stamp.write_text(licence + "\n" + members[LICENSE].decode("utf-8"), "utf-8")
    print(f"{name} {locked['version']} -> {folder.relative_to(ROOT)}")


def _archive(name: str, locked: dict[str, str]) -> bytes:
    registry = os.environ.get("NPM_CONFIG_REGISTRY", REGISTRY).rstrip("/")
    url = f"{registry}/{name}/-/{name}-{locked['version']}.tgz"
    if not url.startswith("https://"):
        raise AssetError(f"{registry} is not an https address")
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 (https, as just seen)
            data: bytes = answer.read(MOST_BYTES)
    except (urllib.error.URLError, OSError) as error:
        raise AssetError(f"{url}: {error}") from error
    algorithm, _, digest = locked["integrity"].partition("-")
    if algorithm != "sha512" or base64.b64encode(hashlib.sha512(data).digest()).decode() != digest:
        raise AssetError(f"{url}: not the archive that package-lock.json pins")
    return data


def _members(archive: bytes, names: tuple[str, ...]) -> dict[str, bytes]:
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        for name in names:
            member = tar.extractfile(f"package/{name}")
            if member is None:
                raise AssetError(f"the archive holds no {name}")
            found[name] = member.read()
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
