"""The application: routes, and the order of what a request passes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import OnrecordError
from onrecord.web.clusters import Clusters
from onrecord.web.guard import Guard
from onrecord.web.pages.actors import actor_page, actors_page
from onrecord.web.pages.copies import copies_page, copy_page, difference_page
from onrecord.web.pages.documents import document_page, documents_page, statement_page
from onrecord.web.pages.dyads import dyad_page
from onrecord.web.pages.events import events_page
from onrecord.web.pages.home import home_page
from onrecord.web.pages.map import map_page
from onrecord.web.pages.network import network_page
from onrecord.web.pages.paste import demo_action, paste_action, paste_page
from onrecord.web.pages.positions import positions_page
from onrecord.web.pages.quotations import quotation_page, quotations_page
from onrecord.web.pages.review import (
    agreement_page,
    entities_page,
    finding_page,
    log_page,
    new_page,
    queue_page,
)
from onrecord.web.pages.review_actions import (
    edit_action,
    entities_action,
    judge_action,
    name_action,
    withdraw_action,
)
from onrecord.web.pages.statements import statements_page
from onrecord.web.pages.stream import stream_page
from onrecord.web.pages.timeline import timeline_page
from onrecord.web.refusals import Refusal, on_fault, on_http_error, on_known_error, on_refusal
from onrecord.web.templating import STATIC

if TYPE_CHECKING:
    from onrecord.web.settings import Settings

ROUTES = (
    Route("/", home_page),
    Route("/statements", statements_page),
    Route("/statements/{id}", statement_page),
    Route("/documents", documents_page),
    Route("/documents/{id}", document_page),
    Route("/actors", actors_page),
    Route("/actor", actor_page),
    Route("/dyads", dyad_page),
    Route("/events", events_page),
    Route("/timeline", timeline_page),
    Route("/positions", positions_page),
    Route("/quotations", quotations_page),
    Route("/quotations/{id}", quotation_page),
    Route("/copies", copies_page),
    Route("/copies/{id}", copy_page),
    Route("/difference", difference_page),
    Route("/network", network_page),
    Route("/map", map_page),
    Route("/stream", stream_page),
    Route("/read", paste_page),
    Route("/read", paste_action, methods=["POST"]),
    Route("/demo", demo_action, methods=["POST"]),
    Route("/review", queue_page),
    Route("/review/new", new_page),
    Route("/review/entities", entities_page),
    Route("/review/log", log_page),
    Route("/review/agreement", agreement_page),
    Route("/review/findings/{id}", finding_page),
    Route("/review/name", name_action, methods=["POST"]),
    Route("/review/judge", judge_action, methods=["POST"]),
    Route("/review/edit", edit_action, methods=["POST"]),
    Route("/review/entities", entities_action, methods=["POST"]),
    Route("/review/withdraw", withdraw_action, methods=["POST"]),
)


def create_app(settings: Settings) -> Starlette:
    """The reading room as an ASGI application.

    Args:
        settings: how it runs; the store need not be there yet.
    """
    app = Starlette(
        routes=[*ROUTES, Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[Middleware(Guard, settings=settings), Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={
            Refusal: on_refusal,
            OnrecordError: on_known_error,
            HTTPException: on_http_error,
            Exception: on_fault,
        },
    )
    app.state.settings = settings
    app.state.clusters = Clusters(settings.store)
    app.state.reading = threading.Lock()  # the language model reads one report at a time
    return app
