"""Asks whether anything that requirements.lock pins has a known weakness, with pip-audit; for `make audit`.

    python tools/audit.py PIP-AUDIT

Exit code 1 where it has. Where the advisories cannot be reached, that is said, and the exit code is 0.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
SECONDS = 600
#: What pip-audit says when it reaches nobody; it has no exit code of its own for that.
OFFLINE = (
    "ConnectionError",
    "Could not connect",
    "Max retries exceeded",
    "NameResolutionError",
    "ServiceError",
    "timed out",
)


def verdict(code: int, said: str) -> tuple[int, str]:
    """The exit code and the line to print for what pip-audit answered and said."""
    skipped = said.count("could not be audited")  # pip-audit counts what its source does not know as sound
    if code == 0 and skipped:
        return 0, f"audit: {skipped} packages could not be checked; no known weakness in any others"
    if code == 0:
        return 0, "audit: no known weakness in what requirements.lock pins"
    if "known vulnerabilit" not in said and any(word in said for word in OFFLINE):
        return 0, "audit: the advisories cannot be reached; nothing was checked"
    return 1, said.strip()


def main(arguments: list[str]) -> int:
    """Runs the program that is named; returns the exit code."""
    command = [*arguments, "--requirement", str(LOCK), "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)  # noqa: S603 - as named
        code, line = verdict(done.returncode, done.stdout + done.stderr)
    except subprocess.TimeoutExpired:
        code, line = verdict(1, "timed out")
    print(line, file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["pip-audit"]))
