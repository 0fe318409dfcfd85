"""Sees that the wheel can be released: two builds are the same bytes, nothing is missing, it reads the demo offline.

    python tools/release_check.py [--no-install]

Needs hatchling in this Python, as the development install has it. The wheel is left in dist/.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
EPOCH = "1700000000"  # seconds; the time that files in the wheel have where SOURCE_DATE_EPOCH gives no other
#: Ends of the paths of what a wheel must hold beside the code.
NEEDED = (
    "analysis/weights/attribution.onnx", "analysis/weights/relations.onnx", "analysis/weights/tokenizer.json",
    "analysis/weights/card.md", "lexicon/data/SOURCES.toml", "lexicon/data/gazetteer/places.tsv", "demo/rescue.txt",
    "web/static/vendor/htmx.min.js", "licenses/LICENSE", "py.typed",
)  # fmt: skip


class ReleaseError(Exception):
    """The wheel is not fit to be released."""


def main(arguments: list[str]) -> int:
    """Builds and checks; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--no-install", action="store_true", help="leave out the installation, which needs the index")
    chosen = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            wheel = _checked(Path(folder), install=not chosen.no_install)
    except (ReleaseError, subprocess.CalledProcessError) as error:
        print(f"release check: {error}", file=sys.stderr)
        return 1
    print(f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.relative_to(ROOT)}")
    return 0


def _checked(folder: Path, *, install: bool) -> Path:
    """Builds in a folder, checks, and gives the wheel in dist/."""
    first, second = _built(folder / "first"), _built(folder / "second")
    if first.read_bytes() != second.read_bytes():
        raise ReleaseError("two builds differ")
    missing = missing_in(zipfile.ZipFile(first).namelist())
    if missing:
        raise ReleaseError(f"the wheel lacks {', '.join(missing)}")
    if install:
        _read_the_demo(first, folder)
    (ROOT / "dist").mkdir(exist_ok=True)
    return Path(shutil.copy2(first, ROOT / "dist"))


def missing_in(names: list[str]) -> list[str]:
    """Which of the files that a wheel needs are not among those it has."""
    return [needed for needed in NEEDED if not any(name.endswith(needed) for name in names)]


def _built(folder: Path) -> Path:
    environment = {"SOURCE_DATE_EPOCH": EPOCH, **os.environ}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own build
    (wheel,) = folder.glob("*.whl")
    return wheel


def _read_the_demo(wheel: Path, folder: Path) -> None:
    """Installs the wheel with the locked versions in a new environment, and reads the demo that it brings."""
    python = folder / "venv" / "bin" / "python"
    pip: list[str | Path] = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)  # noqa: S603 - our own command, as below
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements.lock"], check=True)  # noqa: S603
    subprocess.run([*pip, "--no-deps", wheel], check=True)  # noqa: S603
    where = "import onrecord, pathlib; print(pathlib.Path(onrecord.__file__).parent / 'demo')"
    demo = subprocess.run([python, "-c", where], check=True, capture_output=True, text=True, cwd=folder)  # noqa: S603
    read_and_verify([str(python.with_name("onrecord"))], demo.stdout.strip(), folder)


def read_and_verify(onrecord: Sequence[str], reports: str, folder: Path) -> None:
    """Reads reports into a store in a folder, and verifies it, with every proxy pointing nowhere.

    Raises:
        CalledProcessError: a command failed.
    """
    proxies = ("http_proxy", "https_proxy", "all_proxy")
    nowhere = {name: "http://127.0.0.1:9" for proxy in proxies for name in (proxy, proxy.upper())}
    store = str(folder / "demo.sqlite")
    for command in (["read", "--no-print", "--store", store, reports], ["verify", store]):
        subprocess.run([*onrecord, *command], check=True, cwd=folder, env={**os.environ, **nowhere})  # noqa: S603 - as above


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
