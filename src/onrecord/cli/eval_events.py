"""`onrecord eval events`: how well sentences are coded as dyads."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options


def events(  # noqa: PLR0913 - one parameter for each option
    gold: Annotated[Path, typer.Argument(help="Gold file: a JSON object a line with id, text, date and expected.")],
    *,
    actors: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The only actors that there are: JSON lines with name and code."),
    ] = None,
    agents: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Nouns for their agents: name, code, plurals, position.")
    ] = None,
    as_done: Annotated[
        bool, typer.Option("--as-done", help="Code what is announced or refused as if it were done.")
    ] = False,
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write what was found, one JSON object a line.")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List the sentences that are coded otherwise.")] = False,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    model: options.ModelOption = None,
    lexicon: options.LexiconOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Score the dyads that sentences are coded as: source, target and CAMEO code."""
    from onrecord.cli.eval_output import write_figures, write_predictions
    from onrecord.cli.safe import one_line
    from onrecord.coder import Coder, GivenAgent, GivenName
    from onrecord.eval import events as scorer
    from onrecord.eval.gold import read_gold

    coder = Coder(
        actors=read_gold(actors, GivenName) if actors else None,
        agents=read_gold(agents, GivenAgent) if agents else (),
        announcing=not as_done,
        config=options.settings(config, model=model, lexicon=lexicon),
    )
    report = scorer.run(gold, coder=coder)
    write_predictions(predictions, report.predictions)
    rows = scorer.to_rows(report)
    if output is options.ShowFormat.JSON:
        result = {"sentences": report.sentences, "exact": report.exact, "scores": rows}
        result |= {"misses": report.misses} if misses else {}
        write_figures(result)
        return
    sys.stdout.write(f"{report.sentences} sentences, {report.exact} exact\n{'':18} precision  recall     F1\n")
    for row in rows:
        sys.stdout.write(f"{row['measure']:18} {row['precision']:9.3f} {row['recall']:7.3f} {row['f1']:6.3f}\n")
    for text, missed, wrong in report.misses if misses else ():
        told = [f"{d.source} {d.event} {d.target}" for d in missed], [f"{d.source} {d.event} {d.target}" for d in wrong]
        lists = (", ".join(side) or "nothing" for side in told)
        sys.stdout.write(one_line(f"{text}: missed {next(lists)}, wrong {next(lists)}") + "\n")
