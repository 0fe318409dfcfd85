#!/bin/sh
# Prints the newest Python that really starts, is new enough and can make a virtual environment with SQLite's full-text
# search. A command of that name that does not run (a version manager's shim, for one) is passed over.
try='
import ensurepip, sqlite3, sys, venv
sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5 (w)")
sys.exit(sys.version_info < (3, 11))
'
for name in python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c "$try" >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done
echo "onrecord needs Python 3.11 or newer with venv (on Debian and Ubuntu: apt install python3-venv)" >&2
exit 1
