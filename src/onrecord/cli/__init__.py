"""The command line. `main` is what the command `onrecord` runs; each verb has its own file."""

import sys

from onrecord.version import __version__


def main() -> None:
    """Run the command line on the process's arguments."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # answered without loading the verbs
        sys.stdout.write(f"onrecord {__version__}\n")
        return
    from onrecord.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a character gets its code, not a traceback
            stream.reconfigure(errors="backslashreplace")
    app()
