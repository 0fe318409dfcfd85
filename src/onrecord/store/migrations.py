"""The store's schema, as the steps that lead from one version to the next.

The record itself is `documents.findings`: its canonical JSON without the text, deflated. All other columns and tables
are made from it (see `rows`) so that questions need no decoding; `audit` compares them.

`statements_fts` and `documents_fts` index words as they stand, in any case and with or without accents. They do not
stem: a stemmer takes "important" for "import" and "international" for "intern", and a search of a record should find
the words that were said. `sanction*` finds all that begin so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import StoreError
from onrecord.store import findings
from onrecord.store.rows import StatementRow, TargetRow, statement_rows, target_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

#: Marks a file as an onrecord store ("onrc").
APPLICATION_ID = 0x6F6E7263

#: How words are told apart. Not for editing: an index keeps the tokenizer it was made with.
TOKENIZER = "unicode61 remove_diacritics 2"

#: SQL statements, and functions for what SQL cannot do.
Step = tuple["str | Callable[[sqlite3.Connection], None]", ...]

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

_NEW_COLUMNS = ("commitment", "polarity", "negated", "tense", "anonymous", "venue", "about", "stance")


def _fill_manner(db: sqlite3.Connection) -> None:
    """Fills the columns and the table of the second version from the stored records."""
    sets = ", ".join(f"{column} = ?" for column in _NEW_COLUMNS)
    marks = ", ".join("?" for _ in TargetRow.__struct_fields__)
    at = [StatementRow.__struct_fields__.index(column) for column in _NEW_COLUMNS]
    for row in db.execute("SELECT id, text, findings FROM documents ORDER BY row"):
        record = findings.decode(*row)
        filled = [msgspec.structs.astuple(made) for made in statement_rows(record)]
        update = f"UPDATE statements SET {sets} WHERE id = ?"  # noqa: S608 (our own names)
        db.executemany(update, [(*(values[i] for i in at), values[0]) for values in filled])
        targets = map(msgspec.structs.astuple, target_rows(record))
        db.executemany(f"INSERT INTO targets ({', '.join(TargetRow.__struct_fields__)}) VALUES ({marks})", targets)  # noqa: S608 (our own names)


_SECOND: Step = (
    "ALTER TABLE statements ADD COLUMN commitment TEXT NOT NULL DEFAULT 'neutral'",
    "ALTER TABLE statements ADD COLUMN polarity TEXT NOT NULL DEFAULT 'neutral'",
    "ALTER TABLE statements ADD COLUMN negated INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE statements ADD COLUMN tense TEXT",
    "ALTER TABLE statements ADD COLUMN anonymous TEXT",
    "ALTER TABLE statements ADD COLUMN venue TEXT",
    "ALTER TABLE statements ADD COLUMN about TEXT",
    "ALTER TABLE statements ADD COLUMN stance TEXT",
    """
    CREATE TABLE targets (
        row INTEGER PRIMARY KEY,
        statement_id TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        entity_id TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
        stance TEXT NOT NULL,
        score REAL NOT NULL,
        UNIQUE (statement_id, position)
    ) STRICT
    """,
    "CREATE INDEX targets_entity ON targets (entity_id, stance)",
    _fill_manner,
)

_THIRD: Step = (
    """
    CREATE TABLE events (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        type TEXT NOT NULL,
        mode TEXT,
        contexts TEXT,
        cameo TEXT,
        quad TEXT NOT NULL,
        score REAL NOT NULL,
        goldstein REAL,
        modality TEXT NOT NULL,
        actor TEXT,
        actor_country TEXT,
        actor_sector TEXT,
        recipient TEXT,
        recipient_country TEXT,
        recipient_sector TEXT,
        trigger TEXT NOT NULL,
        happened_on TEXT,
        first_day TEXT,
        last_day TEXT,
        place TEXT,
        counts TEXT,
        lead INTEGER NOT NULL,
        within TEXT REFERENCES statements (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        confidence REAL NOT NULL,
        UNIQUE (document_id, position)
    ) STRICT
    """,
    "CREATE INDEX events_latest ON events (first_day DESC, document_id, position)",
    "CREATE INDEX events_within ON events (within) WHERE within IS NOT NULL",
    """
    CREATE TABLE parties (
        row INTEGER PRIMARY KEY,
        event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
        side TEXT NOT NULL,
        position INTEGER NOT NULL,
        entity_id TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
        UNIQUE (event_id, side, position)
    ) STRICT
    """,
    "CREATE INDEX parties_entity ON parties (entity_id, side)",
)

_FOURTH: Step = (
    """
    CREATE TABLE copies (
        document_row INTEGER PRIMARY KEY,
        document_id TEXT NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
        group_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        body_start INTEGER NOT NULL,
        body_end INTEGER NOT NULL,
        words_sha256 TEXT NOT NULL,
        agency TEXT
    ) STRICT
    """,
    "CREATE INDEX copies_group ON copies (group_id)",
    "CREATE INDEX copies_words ON copies (words_sha256)",
    """
    CREATE TABLE copy_matches (
        row INTEGER PRIMARY KEY,
        document_id TEXT NOT NULL REFERENCES copies (document_id) ON DELETE CASCADE,
        other_id TEXT NOT NULL REFERENCES copies (document_id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        of_document REAL NOT NULL,
        of_other REAL NOT NULL,
        days INTEGER,
        differing INTEGER NOT NULL,
        UNIQUE (document_id, other_id)
    ) STRICT
    """,
    "CREATE INDEX copy_matches_other ON copy_matches (other_id)",
    """
    CREATE TABLE copy_bands (
        band INTEGER NOT NULL,
        day INTEGER NOT NULL,
        document_row INTEGER NOT NULL,
        PRIMARY KEY (band, day, document_row)
    ) STRICT, WITHOUT ROWID
    """,
)

# For the counts of a first page and the pages of actors: each is answered from an index alone.
_FIFTH: Step = (
    "CREATE INDEX statements_kind ON statements (kind)",
    "CREATE INDEX statements_act ON statements (act)",
    "CREATE INDEX statements_speaker ON statements (speaker)",
    "CREATE INDEX statements_country ON statements (country)",
    "CREATE INDEX documents_outlet ON documents (outlet)",
    "CREATE INDEX entities_name ON entities (name)",
    "CREATE INDEX entities_ref ON entities (ref) WHERE ref IS NOT NULL",
)

_SIXTH: Step = (
    """
    CREATE TABLE topics (
        row INTEGER PRIMARY KEY,
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        of TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        score REAL NOT NULL,
        inherited INTEGER NOT NULL,
        UNIQUE (document_id, position)
    ) STRICT
    """,
    "CREATE INDEX topics_name ON topics (name, of)",
)

#: Step n leads from version n to version n + 1. A step that was released is never edited.
STEPS: tuple[Step, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH)


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
                if isinstance(statement, str):
                    db.execute(statement)
                else:
                    statement(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(steps)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
