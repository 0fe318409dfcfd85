"""The store's schema, as the steps that lead from one version to the next.

The record itself is `documents.findings`: its canonical JSON without the text, deflated. All other columns and tables
are made from it (see `rows`) so that questions need no decoding; `audit` compares them.

`statements_fts` and `documents_fts` index words as they stand, in any case and with or without accents. They do not
stem: a stemmer takes "important" for "import" and "international" for "intern", and a search of a record should find
the words that were said. `sanction*` finds all that begin so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import StoreError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

#: Marks a file as an onrecord store ("onrc").
APPLICATION_ID = 0x6F6E7263

#: How words are told apart. Not for editing: an index keeps the tokenizer it was made with.
TOKENIZER = "unicode61 remove_diacritics 2"

Step = tuple[str, ...]

_FIRST: Step = (
    """
    CREATE TABLE documents (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        key TEXT,
        location TEXT NOT NULL,
        url TEXT,
        title TEXT,
        outlet TEXT,
        published TEXT,
        language TEXT,
        model TEXT NOT NULL,
        text TEXT NOT NULL,
        findings BLOB NOT NULL,
        findings_sha256 TEXT NOT NULL,
        stored_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX documents_key ON documents (key)",
    "CREATE INDEX documents_location ON documents (location)",
    "CREATE INDEX documents_url ON documents (url)",
    "CREATE INDEX documents_published ON documents (published)",
    """
    CREATE TABLE entities (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        country TEXT,
        sector TEXT,
        ref TEXT,
        UNIQUE (document_id, position)
    ) STRICT
    """,
    """
    CREATE TABLE statements (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        act TEXT NOT NULL,
        speaker TEXT,
        country TEXT,
        sector TEXT,
        source TEXT,
        cue TEXT,
        content TEXT NOT NULL,
        said_on TEXT,
        first_day TEXT,
        last_day TEXT,
        within TEXT REFERENCES statements (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        confidence REAL NOT NULL,
        UNIQUE (document_id, position)
    ) STRICT
    """,
    "CREATE INDEX statements_latest ON statements (first_day DESC, document_id, position)",
    "CREATE INDEX statements_within ON statements (within) WHERE within IS NOT NULL",
    """
    CREATE TABLE speakers (
        row INTEGER PRIMARY KEY,
        statement_id TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        entity_id TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
        UNIQUE (statement_id, position)
    ) STRICT
    """,
    "CREATE INDEX speakers_entity ON speakers (entity_id)",
    """
    CREATE TABLE failures (
        row INTEGER PRIMARY KEY,
        location TEXT NOT NULL,
        stage TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        remedy TEXT NOT NULL,
        document_id TEXT,
        at TEXT NOT NULL,
        UNIQUE (location, stage, code, message)
    ) STRICT
    """,
    f"""
    CREATE VIRTUAL TABLE documents_fts USING fts5 (
        title, text, content = 'documents', content_rowid = 'row', tokenize = '{TOKENIZER}'
    )
    """,
    f"""
    CREATE VIRTUAL TABLE statements_fts USING fts5 (
        content, speaker, content = 'statements', content_rowid = 'row', tokenize = '{TOKENIZER}'
    )
    """,
    """
    CREATE TRIGGER documents_insert AFTER INSERT ON documents BEGIN
        INSERT INTO documents_fts (rowid, title, text) VALUES (new.row, new.title, new.text);
    END
    """,
    """
    CREATE TRIGGER documents_delete AFTER DELETE ON documents BEGIN
        INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.row, old.title, old.text);
    END
    """,
    """
    CREATE TRIGGER documents_update AFTER UPDATE OF row, title, text ON documents BEGIN
        INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.row, old.title, old.text);
        INSERT INTO documents_fts (rowid, title, text) VALUES (new.row, new.title, new.text);
    END
    """,
    """
    CREATE TRIGGER statements_insert AFTER INSERT ON statements BEGIN
        INSERT INTO statements_fts (rowid, content, speaker) VALUES (new.row, new.content, new.speaker);
    END
    """,
    """
    CREATE TRIGGER statements_delete AFTER DELETE ON statements BEGIN
        INSERT INTO statements_fts (statements_fts, rowid, content, speaker)
        VALUES ('delete', old.row, old.content, old.speaker);
    END
    """,
    """
    CREATE TRIGGER statements_update AFTER UPDATE OF row, content, speaker ON statements BEGIN
        INSERT INTO statements_fts (statements_fts, rowid, content, speaker)
        VALUES ('delete', old.row, old.content, old.speaker);
        INSERT INTO statements_fts (rowid, content, speaker) VALUES (new.row, new.content, new.speaker);
    END
    """,
)

#: Step n leads from version n to version n + 1. A step that was released is never edited.
STEPS: tuple[Step, ...] = (_FIRST,)


#: In one statement, and so of one moment: another process may be making the store.
_STATE = """
    SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema),
           (SELECT user_version FROM pragma_user_version)
"""


def check(db: sqlite3.Connection, path: str, *, newest: int = len(STEPS)) -> int:
    """The schema version of a store, after seeing that the file is one and that this version of onrecord knows it.

    Raises:
        StoreError: it is the file of another application, or of a newer onrecord.
    """
    application, tables, found = db.execute(_STATE).fetchone()
    if application != APPLICATION_ID and (application or tables):
        raise StoreError(path, "is a database of another application", remedy="give the path of an onrecord store")
    if found > newest:
        why = f"has schema version {found}; this onrecord knows versions up to {newest}"
        raise StoreError(path, why, remedy="upgrade onrecord")
    return int(found)


def migrate(db: sqlite3.Connection, path: str, *, steps: Sequence[Step] = STEPS) -> None:
    """Brings a store to the newest version, all steps in one transaction; an empty file becomes a store.

    Raises:
        StoreError: the file is not a store that these steps lead on from.
        sqlite3.Error: a step failed; the store is as it was.
    """
    if check(db, path, newest=len(steps)) == len(steps):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited for the lock.
        for number in range(check(db, path, newest=len(steps)), len(steps)):
            for statement in steps[number]:
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(steps)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
