"""`onrecord network`: who speaks about whom, and who acts on whom."""

import datetime as dt
import enum
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list, say_uncompared

if TYPE_CHECKING:
    from onrecord.views.network import Edge, Network


class NetworkFormat(enum.StrEnum):
    """How a network is written to standard output."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    GRAPHML = "graphml"


class Part(enum.StrEnum):
    """The lists that a network consists of."""

    EDGES = "edges"
    NODES = "nodes"


class _Arrow(NamedTuple):
    """An edge as it is drawn: between names."""

    source: str
    target: str
    weight: float
    kind: str


def network(  # noqa: PLR0913 - one parameter for each option
    *,
    unit: Annotated[str, typer.Option(metavar="country|actor", help="What the nodes are.")] = "country",
    kind: Annotated[str, typer.Option(metavar="speaks_about|acts_on", help="Only these edges.")] = "",
    since: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="First day.")] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="Last day.")] = None,
    min_weight: Annotated[int, typer.Option(min=1, metavar="N", help="Fewer statements or events make no edge.")] = 1,
    copies: options.CopiesOption = "collapse",
    part: Annotated[
        Part, typer.Option("--list", metavar="edges|nodes", help="What CSV and JSONL have as rows.")
    ] = Part.EDGES,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw it: .svg, .png or .pdf; needs onrecord[plot].")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many edges to give.")] = 50,
    output: Annotated[
        NetworkFormat,
        typer.Option("--format", "-f", metavar="table|json|jsonl|csv|graphml", help="How to write the network."),
    ] = NetworkFormat.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Tell who speaks about whom and who acts on whom: countries, or actors, and the ties between them.

    Ties are as heavy as the statements or events that they stand for; those that are negated, planned or supposed do
    not count. What was left out is told on stderr. Exit code 4 when there is no tie.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.views import network as views

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        found = views.network(
            reader, unit=unit, kind=kind, since=options.day(since), until=options.day(until),
            min_weight=min_weight, copies=copies, limit=limit,
        )  # fmt: skip
    _write(found, part, output)
    sys.stdout.flush()
    _say_left_out(found)
    if plot is not None and found.edges:
        from onrecord.plots import network as draw

        draw(_arrows(found), plot)
    end_of_list(len(found.edges))


def _write(found: "Network", part: Part, output: NetworkFormat) -> None:
    import msgspec

    from onrecord.cli.safe import safe_json
    from onrecord.cli.writers import write_rows
    from onrecord.views.network import Edge, Node

    if output is NetworkFormat.GRAPHML:
        _graphml(found)
    elif output is NetworkFormat.JSON:
        sys.stdout.write(safe_json(msgspec.json.encode(found)) + "\n")
    elif output is not NetworkFormat.TABLE:
        rows, kind = (found.nodes, Node) if part is Part.NODES else (found.edges, Edge)
        write_rows(rows, options.Format(output), columns=kind.__struct_fields__)
    elif found.edges:
        _table(found)


def _graphml(found: "Network") -> None:
    from onrecord.export.graphml import write_graph

    numbers = {node.id: f"n{number}" for number, node in enumerate(found.nodes)}
    write_graph(
        ((numbers[n.id], {key: getattr(n, key) for key in _NODE_KEYS}) for n in found.nodes),
        ((numbers[e.source], numbers[e.target], {key: getattr(e, key) for key in _EDGE_KEYS}) for e in found.edges),
        sys.stdout.buffer,
        keys=[
            *((key, "node", kind) for key, kind in _NODE_KEYS.items()),
            *((key, "edge", kind) for key, kind in _EDGE_KEYS.items()),
        ],
    )


_NODE_KEYS = {
    **dict.fromkeys(("id", "name", "ref", "country", "sector"), "string"),
    **dict.fromkeys(("statements", "spoken_of", "events", "received"), "int"),
}
_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
_EDGE_KEYS = {
    "kind": "string",
    "weight": "int",
    "score": "double",
    **dict.fromkeys(("support", "oppose", *_QUADS), "int"),
}


def _names(found: "Network") -> dict[str, str]:
    """What each node is called; by its id when another one has the same name."""
    often = Counter(node.name for node in found.nodes)
    return {node.id: node.name if often[node.name] == 1 else node.id for node in found.nodes}


def _arrows(found: "Network") -> list[_Arrow]:
    names = _names(found)
    return [_Arrow(names[e.source], names[e.target], e.weight, e.kind) for e in found.edges]


def _table(found: "Network") -> None:
    from rich.table import Table

    from onrecord.cli.safe import counted, one_line
    from onrecord.cli.tables import emit

    names = _names(found)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for name in ("from", "to"):
        table.add_column(name, ratio=3, overflow="fold")
    table.add_column("tie", no_wrap=True)
    for name in ("weight", "score"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("of which", ratio=4, overflow="fold")
    for edge in found.edges:
        ends = (one_line(names[end]) for end in (edge.source, edge.target))
        table.add_row(
            *ends, edge.kind.replace("_", " "), f"{edge.weight:,}", f"{round(edge.score, 2) + 0.0:+.2f}", _parts(edge)
        )
    emit(table, "", f"showing {len(found.edges):,} of {counted(found.edge_total, 'tie')}")


def _parts(edge: "Edge") -> str:
    parts = ("support", "oppose") if edge.kind == "speaks_about" else _QUADS
    return ", ".join(f"{name.replace('_', ' ')} {n:,}" for name in parts if (n := getattr(edge, name)))


def _say_left_out(found: "Network") -> None:
    from onrecord.cli.safe import counted

    facts = (
        (found.beyond, "tie", " beyond the limit"),
        (found.lighter, "lighter tie", ""),
        (found.own, "finding", " within one node"),
        (found.unplaced, "finding", " of which a country is not known"),
        (found.copies, "finding", " of copies"),
    )
    told = ", ".join(f"{counted(number, noun)}{where}" for number, noun, where in facts if number)
    if told:
        sys.stderr.write(f"left out: {told}\n")
    say_uncompared(found.uncompared)
