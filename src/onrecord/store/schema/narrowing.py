"""The full-text index of statements knows more than words, so that common words are narrowed down within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.store.schema.records import TOKENIZER

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

_COLUMNS = "content, speaker, about, country, act"
_OLD = ", ".join(f"old.{column}" for column in _COLUMNS.split(", "))
_NEW = _OLD.replace("old.", "new.")
_DELETE = f"INSERT INTO statements_fts (statements_fts, rowid, {_COLUMNS}) VALUES ('delete', old.row, {_OLD})"  # noqa: S608 (our own names)

NARROWING: Step = (
    "DROP TRIGGER statements_delete",
    "DROP TRIGGER statements_update",
    "DROP TABLE statements_fts",
    f"""
    CREATE VIRTUAL TABLE statements_fts USING fts5 (
        {_COLUMNS}, content = 'statements', content_rowid = 'row', tokenize = '{TOKENIZER}'
    )
    """,
    "INSERT INTO statements_fts (statements_fts) VALUES ('rebuild')",
    f"CREATE TRIGGER statements_delete AFTER DELETE ON statements BEGIN {_DELETE}; END",
    f"""
    CREATE TRIGGER statements_update AFTER UPDATE OF row, {_COLUMNS} ON statements BEGIN
        {_DELETE};
        INSERT INTO statements_fts (rowid, {_COLUMNS}) VALUES (new.row, {_NEW});
    END
    """,  # noqa: S608 (our own names)
    # The latest statements of an act, without sorting all of them.
    "DROP INDEX statements_act",
    "CREATE INDEX statements_act ON statements (act, first_day DESC)",
    # Those of some days that are dated to more than one.
    "CREATE INDEX statements_spans ON statements (first_day, last_day) WHERE last_day > first_day",
    # Those of which there are few.
    "CREATE INDEX statements_anonymous ON statements (first_day DESC) WHERE anonymous IS NOT NULL",
    "CREATE INDEX statements_negated ON statements (first_day DESC) WHERE negated = 1",
    # The reports of an outlet, without looking into them.
    "DROP INDEX documents_outlet",
    "CREATE INDEX documents_outlet ON documents (outlet, id)",
)
