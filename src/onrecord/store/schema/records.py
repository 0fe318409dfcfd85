"""The first version: documents, entities, statements, failures, and what they are searched by.

`statements_fts` and `documents_fts` index words as they stand, in any case and with or without accents. They do not
stem: a stemmer takes "important" for "import" and "international" for "intern", and a search of a record should find
the words that were said. `sanction*` finds all that begin so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

#: How words are told apart. Not for editing: an index keeps the tokenizer it was made with.
TOKENIZER = "unicode61 remove_diacritics 2"

RECORDS: Step = (
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
