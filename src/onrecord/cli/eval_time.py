"""`onrecord eval time`: how well times are found and read, against a gold file."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options


def time(  # noqa: PLR0913 (one parameter for each option)
    gold: Annotated[Path, typer.Argument(help="Gold file: a JSON object a line with doc_id, text, dct and timex.")],
    *,
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write what was found, one JSON object a line.")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List the times that were missed or misread.")] = False,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    model: options.ModelOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Score the times found and their TIMEX3 values: precision, recall and F1 in per cent."""
    from onrecord.cli.eval_output import write_failures, write_figures
    from onrecord.cli.safe import one_line
    from onrecord.eval import time as scorer

    with ExitStack() as stack:
        out = stack.enter_context(predictions.open("w", encoding="utf-8")) if predictions else None
        report = scorer.run(gold, config=options.settings(config, model=model), predictions=out)
    write_failures(report.failures)
    rows = scorer.to_rows(report)
    found = round(100 * report.value_of_found, 1)
    if output is options.ShowFormat.JSON:
        result = {"documents": report.documents, "gold": report.gold, "predicted": report.predicted, "scores": rows}
        result |= {"value_of_found": found, "misses": report.misses if misses else ()}
        write_figures(result)
        return
    sys.stdout.write(f"{report.documents} documents, {report.gold} times, {report.predicted} found\n")
    sys.stdout.write(f"{'':10} precision  recall     F1\n")
    for row in rows:
        sys.stdout.write(f"{row['measure']:10} {row['precision']:9.1f} {row['recall']:7.1f} {row['f1']:6.1f}\n")
    sys.stdout.write(f"right value where the time was found: {found:.1f} per cent\n")
    for miss in report.misses if misses else ():
        read = "not found" if miss.found is None else f"{miss.found or 'no value'} read"
        sys.stdout.write(one_line(f"{miss.doc_id}:{miss.start}: {miss.words}: {miss.wanted} wanted, {read}") + "\n")
