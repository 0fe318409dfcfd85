"""Writes docs/openapi.json, the description of the reading room's JSON; `--check` only compares. For `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from onrecord.corpus.quotations import Quotation
from onrecord.model import Record
from onrecord.review.agreement import Agreement
from onrecord.version import __version__
from onrecord.views.actors import Actor
from onrecord.views.arrivals import Arrival
from onrecord.views.copies import CopyGroup
from onrecord.views.documents import DocumentView
from onrecord.views.events import EventView
from onrecord.views.network import Network
from onrecord.views.page import Page
from onrecord.views.positions import Positions
from onrecord.views.reviews import LogRow
from onrecord.web.pages.actors import ActorPage, ActorParameters, ActorsParameters
from onrecord.web.pages.copies import CopiesParameters, Descent, Difference, DifferenceParameters
from onrecord.web.pages.documents import ListParameters, ReportParameters
from onrecord.web.pages.dyads import DyadParameters, Pair
from onrecord.web.pages.events import EventsParameters
from onrecord.web.pages.home import Home
from onrecord.web.pages.map import Map, MapParameters
from onrecord.web.pages.network import NetworkParameters
from onrecord.web.pages.positions import PositionsParameters
from onrecord.web.pages.quotations import QuotationsParameters
from onrecord.web.pages.review import (
    EntitiesParameters,
    LogParameters,
    Mentioned,
    Queue,
    QueueParameters,
)
from onrecord.web.pages.statements import Found, SearchParameters
from onrecord.web.pages.stream import StreamParameters
from onrecord.web.pages.timeline import Timeline, TimelineParameters

PATH = Path(__file__).parent.parent / "docs" / "openapi.json"
_REFERENCE = "#/components/schemas/{name}"


class Nothing(Struct, frozen=True):
    """No parameters."""


class Problem(Struct, frozen=True):
    """Why a request is not answered as asked.

    Attributes:
        error: a stable word.
        message: a sentence for people.
        remedy: what they can do; may be empty.
    """

    error: str
    message: str
    remedy: str


class Question(NamedTuple):
    """An address, what it is asked with and what it answers."""

    path: str
    summary: str
    asked: type[Struct]
    answered: Any
    listed: bool


QUESTIONS = (
    Question("/", "What the store holds, and the latest reports", Nothing, Home, listed=False),
    Question("/statements", "Statements that fit, and what they are spread over", SearchParameters, Found, listed=True),
    Question("/documents", "Reports, the latest first", ListParameters, Page[DocumentView], listed=True),
    Question("/documents/{id}", "The record of one report", ReportParameters, Record, listed=True),
    Question("/actors", "Those who speak", ActorsParameters, Page[Actor], listed=True),
    Question("/actor", "All about one actor", ActorParameters, ActorPage, listed=True),
    Question("/dyads", "Two actors, both directions", DyadParameters, Pair, listed=True),
    Question("/events", "Events that fit, the latest first", EventsParameters, Page[EventView], listed=True),
    Question("/timeline", "What an actor said, did and received, by day", TimelineParameters, Timeline, listed=True),
    Question("/positions", "What an actor said of a subject over time", PositionsParameters, Positions, listed=True),
    Question("/quotations", "Quotations in several reports", QuotationsParameters, Page[Quotation], listed=True),
    Question("/quotations/{id}", "A quotation, by a statement that is part of it", Nothing, Quotation, listed=True),
    Question("/copies", "Groups of copies, the largest first", CopiesParameters, Page[CopyGroup], listed=True),
    Question("/copies/{id}", "Where the copies of a report come from", Nothing, Descent, listed=True),
    Question("/difference", "What differs between two reports", DifferenceParameters, Difference, listed=True),
    Question("/network", "Who speaks about whom, who acts on whom", NetworkParameters, Network, listed=True),
    Question("/map", "Events and statements by place or country", MapParameters, Map, listed=True),
    Question("/stream", "The reports that were read last", StreamParameters, tuple[Arrival, ...], listed=True),
    Question("/review", "Findings that nobody looked at, the most doubtful first", QueueParameters, Queue, listed=True),
    Question("/review/findings/{id}", "What was said of one finding", Nothing, Page[LogRow], listed=True),
    Question("/review/log", "Who said what of which finding, and when", LogParameters, Page[LogRow], listed=True),
    Question("/review/entities", "The entities of a report", EntitiesParameters, tuple[Mentioned, ...], listed=False),
    Question("/review/agreement", "How far every two reviewers agree", Nothing, tuple[Agreement, ...], listed=True),
)


def description() -> bytes:
    """The document, canonical."""
    kinds = [q.answered for q in QUESTIONS] + [Problem]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=_REFERENCE)
    paths = {q.path: {"get": _operation(q, schema, schemas[-1])} for q, schema in zip(QUESTIONS, schemas, strict=False)}
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord reading room",
            "version": __version__,
            "description": "Each page as JSON, with format=json; lists also as CSV, with format=csv.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }
    return msgspec.json.format(msgspec.json.encode(document, order="deterministic"), indent=2) + b"\n"


def _operation(question: Question, schema: dict[str, Any], problem: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    if question.listed:
        content["text/csv"] = {"schema": {"type": "string"}}
    refused = {"description": "It cannot be asked so", "content": {"application/json": {"schema": problem}}}
    return {
        "summary": question.summary,
        "parameters": list(_parameters(question)),
        "responses": {"200": {"description": "The answer", "content": content}, "default": refused},
    }


def _parameters(question: Question) -> list[dict[str, Any]]:
    forms = ["html", "json", "csv"] if question.listed else ["html", "json"]
    found: list[dict[str, Any]] = [
        {"name": "format", "in": "query", "schema": {"enum": forms, "default": "html"}},
    ]
    if "{id}" in question.path:
        found.insert(0, {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}})
    _, components = msgspec.json.schema_components([question.asked], ref_template=_REFERENCE)
    for name, schema in components[question.asked.__name__].get("properties", {}).items():
        found.append({"name": name, "in": "query", "schema": schema})
    return found


def main(arguments: list[str]) -> int:
    """Writes or compares; returns the exit code."""
    made = description()
    if "--check" in arguments:
        if not PATH.is_file() or PATH.read_bytes() != made:
            print(f"{PATH.name} is out of date: run make docs", file=sys.stderr)
            return 1
        return 0
    PATH.write_bytes(made)
    print(f"wrote {PATH}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
