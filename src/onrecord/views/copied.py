"""Statements and events that a report has as a copy of another, for counts that take each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.store import Reader

Copies = Literal["collapse", "count"]

#: What makes two findings of copies the same: the report has it, by the same people, in the same words.
_SAME = {"statements": "f.speaker, f.act, f.content", "events": "f.type, f.actor, f.recipient, f.trigger"}


#: A condition on findings `f` that leaves out those named by `repeated` as the parameter `repeated`.
NOT_REPEATED = "f.row NOT IN (SELECT value FROM json_each(:repeated))"


def repeated(
    reader: Reader,
    table: Literal["statements", "events"],
    *,
    where: str,
    values: Mapping[str, object],
    within: str = "",
) -> tuple[str, int]:
    """The rows of findings that repeat one of a copy which is earlier, or else first by id.

    Args:
        reader: the store.
        table: which findings.
        where: a condition on the findings `f` and their documents `d`; only those that fit are compared.
        values: of its parameters.
        within: a further column of `f` or `d` that must be the same; copies of another value count.

    Returns:
        the numbers of these rows as a JSON array, and how many they are.

    Raises:
        StoreError: the store cannot be read.
    """
    same = _SAME[table] + (f", {within}" if within else "")
    rows = [row for (row,) in reader.select(_REPEATED.format(table=table, where=where, same=same), values)]
    return msgspec.json.encode(rows).decode(), len(rows)


# What one report has twice is no copy: both rows have the same first report.
_REPEATED = """
    SELECT row FROM (
        SELECT f.row AS row, f.document_id AS own, first_value(f.document_id) OVER (
            PARTITION BY c.group_id, {same} ORDER BY d.published NULLS LAST, f.document_id
        ) AS first
        FROM copies c JOIN documents d ON d.id = c.document_id CROSS JOIN {table} f ON f.document_id = c.document_id
        WHERE c.group_id IN (SELECT group_id FROM copies GROUP BY group_id HAVING count(*) > 1) AND {where}
    ) WHERE own <> first
"""
