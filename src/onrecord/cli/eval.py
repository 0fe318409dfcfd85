"""`onrecord eval`: how well statements, speakers, actors, events, times and places are found, against gold files."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.eval_events import events
from onrecord.cli.eval_places import places
from onrecord.cli.eval_time import time

eval_app = typer.Typer(no_args_is_help=True, help="Measure against gold files.")


@eval_app.callback()
def _eval() -> None:
    """Measure against gold files."""


eval_app.command()(events)
eval_app.command()(time)
eval_app.command()(places)


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
    from onrecord.cli.eval_output import write_failures, write_figures
    from onrecord.eval import attribution as scorer

    chosen = options.settings(config, model=model, attribution=finder)
    with ExitStack() as stack:
        out = stack.enter_context(predictions.open("w", encoding="utf-8")) if predictions else None
        report = scorer.run(gold, config=chosen, predictions=out)
    write_failures(report.failures)
    rows = scorer.to_rows(report)
    if output is options.ShowFormat.JSON:
        result = {"documents": report.documents, "source_right": report.source_right, "scores": rows}
        write_figures(result)
        return
    sys.stdout.write(f"{report.documents} documents\n{'':10} precision  recall     F1\n")
    for row in rows:
        sys.stdout.write(f"{row['measure']:10} {row['precision']:9.1f} {row['recall']:7.1f} {row['f1']:6.1f}\n")
    sys.stdout.write(f"right source where the content was found: {report.source_right:.1f} per cent\n")


@eval_app.command()
def coref(  # noqa: PLR0913 (one parameter for each option)
    gold: Annotated[
        Path, typer.Argument(help="Gold file: a JSON object a line with doc_id, text, mentions, speakers.")
    ],
    *,
    genre: Annotated[str, typer.Option(metavar="NAME", help="Score the documents of this genre alone.")] = "",
    misses: Annotated[bool, typer.Option("--misses", help="List the subjects that were resolved wrongly.")] = False,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    model: options.ModelOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Score who the subjects of verbs of saying are resolved to."""
    from onrecord.cli.eval_output import write_failures, write_figures
    from onrecord.eval import coref as scorer

    report = scorer.run(gold, config=options.settings(config, model=model), genre=genre)
    write_failures(report.failures)
    rows = scorer.to_rows(report)
    if output is options.ShowFormat.JSON:
        result = {"documents": report.documents, "scores": rows, "misses": report.misses if misses else ()}
        write_figures(result)
        return
    sys.stdout.write(f"{report.documents} documents\n")
    for row in rows:
        sys.stdout.write(f"{row['measure']:10} {row['right']:5} right of {row['of']}\n")
    for miss in report.misses if misses else ():
        found = miss.found or "nobody"
        sys.stdout.write(f"{miss.doc_id}:{miss.start}: {miss.subject}: {miss.wanted} wanted, {found} found\n")


@eval_app.command()
def actors(  # noqa: PLR0913 - one parameter for each option
    gold: Annotated[list[Path], typer.Argument(help="Gold files: JSON objects with an actor's words, date and codes.")],
    *,
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write what was found for every row, one JSON object a line.")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List the rows that are wrong.")] = False,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    lexicon: options.LexiconOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Score the country, sector and role that actors' words are resolved to."""
    from onrecord import lexicon as lexicons
    from onrecord.cli.eval_output import write_figures, write_predictions
    from onrecord.cli.safe import one_line
    from onrecord.eval import actors as scorer

    words = lexicons.load([Path(p) for p in options.settings(config, lexicon=lexicon).lexicon])
    reports = [scorer.run(path, lexicon=words) for path in gold]
    write_predictions(predictions, (row for report in reports for row in report.predictions))
    if output is options.ShowFormat.JSON:
        told = [scorer.to_row(report, misses=misses) for report in reports]
        write_figures(told)
        return
    for report in reports:
        sys.stdout.write(f"{report.path}: {report.rows} rows\n")
        for score in report.scores:
            sys.stdout.write(f"{score.measure:28} {score.right:5} right of {score.of:5}: {score.share:.3f}\n")
        for miss in report.misses if misses else ():
            sys.stdout.write(one_line(f"{miss.id}: {miss.text}: {miss.wanted} wanted, {miss.found} found") + "\n")


@eval_app.command()
def relations(
    gold: Annotated[
        Path, typer.Argument(help="Gold file: a JSON object a line with text, source_spans, target_spans and root.")
    ],
    *,
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", "--out", metavar="OUT", help="Write what was found, one JSON object a line."),
    ] = None,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
) -> None:
    """Score the type that the encoder gives to the event between two marked parties."""
    from onrecord.cli.eval_output import write_figures
    from onrecord.eval import relations as scorer

    with ExitStack() as stack:
        out = stack.enter_context(predictions.open("w", encoding="utf-8")) if predictions else None
        report = scorer.run(gold, predictions=out)
    if output is options.ShowFormat.JSON:
        result = {"rows": report.rows, "model": report.model, "levels": scorer.to_rows(report)}
        write_figures(result)
        return
    sys.stdout.write(f"{report.rows} pairs, {report.model}\n")
    for level in report.levels:
        sys.stdout.write(f"{level.level:10} accuracy {level.accuracy:.4f}  macro-F1 {level.macro_f1:.4f}\n")
        for kind in level.classes:
            sys.stdout.write(f"  {kind.name:12} F1 {kind.f1:.3f}  {kind.right} right of {kind.gold}\n")


@eval_app.command()
def topics(
    gold: Annotated[Path, typer.Argument(help="Gold file: a JSON object a line with doc_id, text, main and also.")],
    *,
    misses: Annotated[bool, typer.Option("--misses", help="List the texts whose main context is wrong.")] = False,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    model: options.ModelOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Score the main context of texts: PLOVER's context that they are above all about."""
    from onrecord.cli.eval_output import write_failures, write_figures
    from onrecord.cli.safe import one_line
    from onrecord.eval import topics as scorer

    report = scorer.run(gold, config=options.settings(config, model=model))
    write_failures(report.failures)
    if output is options.ShowFormat.JSON:
        result = {"documents": report.documents, "right": report.right, "strict": report.strict}
        write_figures({**result, "misses": report.misses if misses else ()})
        return
    sys.stdout.write(f"{report.documents} documents\n")
    sys.stdout.write(f"right      {report.right:5}  {report.share:.1f} per cent\nfirst choice {report.strict:3}\n")
    for miss in report.misses if misses else ():
        told = f"{miss.doc_id}: {' or '.join(miss.wanted)} wanted, {miss.found} found: {', '.join(miss.words)}"
        sys.stdout.write(one_line(told) + "\n")
