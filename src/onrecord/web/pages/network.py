"""Who speaks about whom and who acts on whom, drawn and as tables."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, get_args

import msgspec
from msgspec import Meta, Struct

from onrecord.views.network import Edge, EdgeKind, Network, Unit, network
from onrecord.web.answers import Words, answer, open_store, options, parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

_PAGE = 60


class NetworkParameters(Struct, frozen=True, kw_only=True):
    """Which ties; the names are those of `onrecord network`."""

    unit: Words = "country"
    kind: Words = ""
    min_weight: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    copies: Words = "collapse"
    since: dt.date | None = None
    until: dt.date | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = _PAGE


class Tie(Struct, frozen=True):
    """An edge with the names of its ends."""

    source: str
    target: str
    edge: Edge


def network_page(request: Request) -> Response:
    """The network of the store."""
    asked = parameters(request, NetworkParameters)
    with open_store(request) as reader:
        found = network(reader, **msgspec.structs.asdict(asked))
    names = {node.id: node.name for node in found.nodes}
    return answer(
        request, "network.html",
        data=found, rows=found.edges, row_type=Edge, command=_command(asked),
        title="Network", asked=msgspec.to_builtins(asked), found=found, ties=_ties(found, names),
        units=get_args(Unit), kinds=get_args(EdgeKind),
    )  # fmt: skip


def _ties(found: Network, names: Mapping[str, str]) -> tuple[Tie, ...]:
    return tuple(Tie(names[edge.source], names[edge.target], edge) for edge in found.edges)


def _command(asked: NetworkParameters) -> tuple[str, ...]:
    usual = NetworkParameters()
    given = {
        name.replace("_", "-"): value
        for name, value in msgspec.structs.asdict(asked).items()
        if value != getattr(usual, name) or name == "limit"
    }
    return ("onrecord", "network", *options(given))
