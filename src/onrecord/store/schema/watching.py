"""What `onrecord watch` has to remember: feeds, their items, hosts to leave alone, and alerts to be delivered.

Times are seconds since 1970, UTC, by the clock of the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

WATCHING: Step = (
    """
    CREATE TABLE watch_feeds (
        url TEXT PRIMARY KEY,
        address TEXT NOT NULL,
        etag TEXT,
        modified TEXT,
        due REAL NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        last_status TEXT NOT NULL DEFAULT '',
        polled REAL,
        gone INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE watch_items (
        row INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        feed TEXT NOT NULL REFERENCES watch_feeds (url),
        guid_sha256 TEXT,
        state TEXT NOT NULL DEFAULT 'seen' CHECK (state IN ('seen', 'fetched', 'failed', 'given up', 'stored')),
        attempts INTEGER NOT NULL DEFAULT 0,
        due REAL NOT NULL DEFAULT 0,
        why TEXT NOT NULL DEFAULT '',
        archive TEXT,
        start INTEGER,
        size INTEGER,
        seen_at REAL NOT NULL,
        UNIQUE (feed, guid_sha256)
    ) STRICT
    """,
    "CREATE INDEX watch_items_open ON watch_items (state, due) WHERE state IN ('seen', 'fetched', 'failed')",
    "CREATE TABLE watch_hosts (host TEXT PRIMARY KEY, due REAL NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE watch_archives (name TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE watch_alerts (
        row INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        target TEXT NOT NULL,
        payload TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'given up')),
        attempts INTEGER NOT NULL DEFAULT 0,
        due REAL NOT NULL DEFAULT 0,
        why TEXT NOT NULL DEFAULT '',
        queued_at REAL NOT NULL
    ) STRICT
    """,
    "CREATE INDEX watch_alerts_waiting ON watch_alerts (due) WHERE state = 'waiting'",
)
