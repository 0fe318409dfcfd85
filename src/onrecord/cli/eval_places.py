"""`onrecord eval places`: how well places are found and told apart, against a gold file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options


def places(  # noqa: PLR0913 (one parameter for each option)
    gold: Annotated[Path, typer.Argument(help="Gold file: a JSON object a line with doc_id, text and places.")],
    *,
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write the places found, one JSON object a line.")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List what was not found or placed wrongly.")] = False,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    lexicon: options.LexiconOption = None,
    model: options.ModelOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Score where the places that a text names are."""
    from onrecord.cli.eval_output import write_failures, write_figures, write_predictions
    from onrecord.cli.safe import one_line
    from onrecord.eval import places as scorer

    report = scorer.run(gold, config=options.settings(config, lexicon=lexicon, model=model, attribution="rules"))
    write_failures(report.failures)
    write_predictions(predictions, report.predictions)
    rows = scorer.to_rows(report)
    if output is options.ShowFormat.JSON:
        told = {"documents": report.documents, "scores": rows, "misses": report.misses if misses else ()}
        write_figures(told)
        return
    sys.stdout.write(f"{report.documents} documents, {report.toponyms} toponyms\n")
    for row in rows:
        sys.stdout.write(f"{row['measure']:17} {row['value']}\n")
    for miss in report.misses if misses else ():
        where = f"{miss.doc_id}:{miss.start}: {miss.words}"
        sys.stdout.write(one_line(f"{where}: {miss.wanted} wanted, {miss.found} found") + "\n")
