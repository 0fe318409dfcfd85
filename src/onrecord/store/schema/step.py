"""What a step of the schema is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

#: SQL statements, and functions for what SQL cannot do.
Step = tuple[str | Callable[[sqlite3.Connection], None], ...]
