"""Reports that are copies of each other, where they come from, and what differs between two reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.corpus.agencies import load_agencies
from onrecord.corpus.changes import Change, changes
from onrecord.corpus.lineage import Lineage, Member, lineage
from onrecord.errors import NotInStoreError, QueryError
from onrecord.views.copies import CopyGroup, CopyLink, copy_groups, copy_links, uncompared
from onrecord.web.answers import Limit, Offset, Words, answer, open_store, options, parameters

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from onrecord.model import Document
    from onrecord.store import SqliteStore

_PAGE = 20
_MOST_MEMBERS = 50  # reports of a group that are compared with its original
_AROUND = 160  # code points of what is the same, before and after a change


class CopiesParameters(Struct, frozen=True, kw_only=True):
    """How many groups."""

    limit: Limit = _PAGE
    offset: Offset = 0


class DifferenceParameters(Struct, frozen=True, kw_only=True):
    """Which two reports: ids or their beginnings, paths or URLs; without the second, the version before the first."""

    one: Words = ""
    other: Words = ""


class Descent(Struct, frozen=True):
    """A group of copies, and reports of other groups that share words with the one asked for."""

    lineage: Lineage
    links: tuple[CopyLink, ...]


class Difference(Struct, frozen=True):
    """Two reports and what was cut from the first and added in the second.

    Attributes:
        before: id of the first.
        after: id of the second.
        changes: runs of text; see `onrecord.corpus.changes.Change`.
    """

    before: str
    after: str
    changes: tuple[Change, ...]


def copies_page(request: Request) -> Response:
    """The groups of copies, the largest first."""
    asked = parameters(request, CopiesParameters)
    with open_store(request) as reader:
        page = copy_groups(reader, limit=asked.limit, offset=asked.offset)
        waiting = uncompared(reader)
    given = {"limit": asked.limit if asked.limit != _PAGE else "", "offset": asked.offset or ""}
    return answer(
        request, "copies.html",
        data=page, rows=page.rows, row_type=CopyGroup, command=("onrecord", "copies", *options(given)),
        title="Copies", page=page, waiting=waiting,
    )  # fmt: skip


def copy_page(request: Request) -> Response:
    """The group of a report: which was first, and what each of the others added and cut."""
    with open_store(request) as reader:
        document = reader.resolve(request.path_params["id"])
        found = lineage(reader, document, agencies=load_agencies(), limit=_MOST_MEMBERS)
        own = {member.document_id for member in found.members}
        links = tuple(link for link in copy_links(reader, document) if link.document_id not in own)
    return answer(
        request, "copy.html",
        data=Descent(found, links), rows=found.members, row_type=Member,
        command=("onrecord", "copies", document),
        title=found.members[0].title or "Copies", found=found, links=links, asked=document,
    )  # fmt: skip


def difference_page(request: Request) -> Response:
    """What was cut from a report and added in another, in their words."""
    asked = parameters(request, DifferenceParameters)
    if not asked.one:
        raise QueryError("difference", "names no report; give one, and other unless it is the version before")
    with open_store(request) as reader:
        before, after = _pair(reader, asked)
    told = changes(before.text, after.text)
    return answer(
        request, "difference.html",
        data=Difference(before.id, after.id, told), rows=told, row_type=Change,
        command=("onrecord", "diff", before.id, after.id),
        title="Differences", before=before, after=after, changes=shortened(told),
        same=all(change.operation == "same" for change in told),
    )  # fmt: skip


def _pair(reader: SqliteStore, asked: DifferenceParameters) -> tuple[Document, Document]:
    """The two reports, the earlier version first when one is given.

    Raises:
        NotInStoreError: there is no such report, or none before it.
    """
    first = reader.record(reader.resolve(asked.one)).document
    if asked.other:
        return first, reader.record(reader.resolve(asked.other)).document
    versions = reader.versions(first.key) if first.key else ()
    place = versions.index(first.id) if first.id in versions else 0
    if not place:
        message = f"a version before {first.id}"
        raise NotInStoreError(message)
    return reader.record(versions[place - 1]).document, first


def shortened(told: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes with long runs that are the same cut to their ends."""
    return tuple(
        Change("same", f"{c.text[:_AROUND]} … {c.text[-_AROUND:]}")
        if c.operation == "same" and len(c.text) > 2 * _AROUND
        else c
        for c in told
    )
