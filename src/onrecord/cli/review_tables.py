"""What was reviewed and what was not, as tables for people."""

import sys
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from onrecord.cli.safe import counted, one_line
from onrecord.cli.tables import emit
from onrecord.review import Found, Reviewed
from onrecord.review.agreement import Agreement
from onrecord.review.entry import version
from onrecord.review.telling import told
from onrecord.views.page import Page
from onrecord.views.reviews import Doubtful, LogRow


def queue_table(page: Page[Doubtful]) -> None:
    """Findings to look at, with the ids by which they are accepted or rejected."""
    table = _table("doubt", "id", "finding")
    for row in page.rows:
        words = Text(one_line(f"{row.who or 'not named'} {row.what}{f' → {row.whom}' if row.whom else ''}"), "bold")
        words.append(f"\n{one_line(row.words)}", "not bold")
        report = " · ".join(str(f) for f in (row.title, row.outlet, row.published) if f)
        words.append(f"\n{one_line(report)}", "not bold dim")
        table.add_row(f"{row.doubt:.2f}", row.id, words)
    emit(table, "", f"showing {len(page.rows)} of {counted(page.total, 'finding')}")


def log_table(page: Page[LogRow]) -> None:
    """Entries of the log."""
    table = _table("when", "who", "entry")
    for row in page.rows:
        words = Text(row.action + (" (withdrawn)" if row.withdrawn else ""), "bold")
        words.append(f" {row.target}", "not bold")
        for name, line in (("", row.id), ("before: ", row.before), ("after: ", row.after), ("note: ", row.note)):
            if line and not (name == "after: " and row.after == row.before):
                words.append(f"\n{name}{one_line(line)}", "not bold dim")
        table.add_row(f"{row.at:%Y-%m-%d %H:%M:%S}", one_line(row.by), words)
    emit(table, "", f"showing {len(page.rows)} of {page.total:,} {'entry' if page.total == 1 else 'entries'}")


def agreement_table(rows: Iterable[Agreement]) -> None:
    """Every two reviewers with their agreement."""
    table = _table("reviewers", "findings", "verdict %", "kappa", "statements", "act %", "kappa", "content F1")
    for row in rows:
        table.add_row(
            one_line(f"{row.one}, {row.other}"),
            f"{row.findings:,}",
            *(_figure(row.verdict), _figure(row.verdict_kappa, ".2f")),
            f"{row.statements:,}",
            *(_figure(row.act), _figure(row.act_kappa, ".2f"), _figure(row.content)),
        )
    emit(table)


def print_reviewed(reviewed: Reviewed) -> None:
    """All findings of a report with their status."""
    table = _table("status", "id", "finding")
    for found in reviewed.findings:
        by = f"\nby {found.entry.by}" if found.entry else ""
        table.add_row(
            Text(found.status).append(one_line(by), "dim"), found.finding.id, one_line(_words(reviewed, found))
        )
    emit(table)
    if reviewed.stale:
        sys.stdout.write(f"\n{len(reviewed.stale):,} of the log for another text of this report: not applied\n")


def print_finding(reviewed: Reviewed, found: Found | None, history: Sequence[LogRow]) -> None:
    """One finding with its history."""
    if found is not None:
        emit(f"{found.finding.id} {found.status}", one_line(_words(reviewed, found)), "")
    if history:
        log_table(Page(tuple(history), len(history), len(history), 0))


def _words(reviewed: Reviewed, found: Found) -> str:
    if found.status == "rejected" and found.entry is not None:
        return told(found.entry.before)
    return told(version(reviewed.record, found.finding))


def _figure(value: float | None, form: str = ".1f") -> str:
    return "–" if value is None else format(value, form)


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, overflow="fold", no_wrap=name in {"id", "doubt", "status", "when"})
    return table
