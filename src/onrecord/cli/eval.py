"""`onrecord eval`: how well statements are found, against a gold file."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options

eval_app = typer.Typer(no_args_is_help=True, help="Measure against gold files.")


@eval_app.callback()
def _eval() -> None:
    """Measure against gold files."""


@eval_app.command()
def attribution(  # noqa: PLR0913 - one parameter for each option
    gold: Annotated[Path, typer.Argument(help="Gold file: a JSON object a line with doc_id, text and attributions.")],
    *,
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write what was found, one JSON object a line.")
    ] = None,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    model: options.ModelOption = None,
    finder: Annotated[
        str | None, typer.Option("--attribution", metavar="auto|model|rules", help="How statements are found.")
    ] = None,
    config: options.ConfigOption = None,
) -> None:
    """Score the statements found against annotated ones: precision, recall and F1 in per cent."""
    import msgspec

    from onrecord.cli.reading import failure_line
    from onrecord.eval import attribution as scorer

    chosen = options.settings(config, model=model, attribution=finder)
    with ExitStack() as stack:
        out = stack.enter_context(predictions.open("w", encoding="utf-8")) if predictions else None
        report = scorer.run(gold, config=chosen, predictions=out)
    for failure in report.failures:
        sys.stderr.write(failure_line(failure) + "\n")
    rows = scorer.to_rows(report)
    if output is options.ShowFormat.JSON:
        result = {"documents": report.documents, "source_right": report.source_right, "scores": rows}
        sys.stdout.write(msgspec.json.encode(result).decode() + "\n")
        return
    sys.stdout.write(f"{report.documents} documents\n{'':10} precision  recall     F1\n")
    for row in rows:
        sys.stdout.write(f"{row['measure']:10} {row['precision']:9.1f} {row['recall']:7.1f} {row['f1']:6.1f}\n")
    sys.stdout.write(f"right source where the content was found: {report.source_right:.1f} per cent\n")
