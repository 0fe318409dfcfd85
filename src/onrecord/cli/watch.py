"""`onrecord watch`: feeds polled politely into the store, with alerts."""

import enum
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit, end_of_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.cli.reading import Reading
    from onrecord.config import Config
    from onrecord.watch.assembly import Settings
    from onrecord.watch.matching import Alert
    from onrecord.watch.watcher import Tally


_INTERVAL = 900.0  # seconds
_LONGEST_CONTACT = 200  # characters


class AlertFormat(enum.StrEnum):
    """How alerts are written to standard output."""

    TABLE = "table"
    JSONL = "jsonl"


IntervalOption = Annotated[
    float | None,
    typer.Option(min=60, metavar="SECONDS", help="Between two polls of a feed; 900, with --once as often as asked."),
]
DelayOption = Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Between two requests to the same host.")]
ArchiveOption = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="For the pages as WARC files; beside the store without it.")
]
AlertsOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Rules for what is to be told of (alerts.toml).")
]
TestAlertsOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Read the reports named instead of feeds; print their alerts.")
]
AlertFormatOption = Annotated[
    AlertFormat, typer.Option("--format", "-f", metavar="table|jsonl", help="How alerts are printed.")
]
ContactOption = Annotated[
    str, typer.Option(metavar="TEXT", help="Your address or page, told to the servers that are asked.")
]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private networks and unusual ports too.")
]
OnceOption = Annotated[bool, typer.Option("--once", help="Poll every feed once, fetch what is new, and end; for cron.")]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Poll the feeds and print what would be fetched; keep nothing.")
]


def watch(  # noqa: PLR0913 - one parameter for each option
    feeds: Annotated[
        list[str], typer.Argument(help="OPML files, lists with an address on each line, or addresses of feeds.")
    ],
    *,
    once: OnceOption = False,
    interval: IntervalOption = None,
    delay: DelayOption = 2.0,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="End after N pages.")] = None,
    dry_run: DryRunOption = False,
    archive: ArchiveOption = None,
    alerts: AlertsOption = None,
    test_alerts: TestAlertsOption = None,
    output: AlertFormatOption = AlertFormat.TABLE,
    contact: ContactOption = "",
    allow_private: PrivateOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary on stderr.")] = False,
    store: options.StoreOption = None,
    model: options.ModelOption = None,
    attribution: options.AttributionOption = None,
    lexicon: options.LexiconOption = None,
    any_language: options.AnyLanguageOption = False,
    max_bytes: options.MaxBytesOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Poll RSS and Atom feeds, fetch new articles into an archive, read and store them, and tell of what matters.

    Goes on until Ctrl-C, which finishes what was begun. With --once the exit code is 3 when something failed.
    """
    chosen = options.settings(
        config, store=store, model=model, attribution=attribution, lexicon=lexicon, any_language=any_language,
        max_bytes=max_bytes,
    )  # fmt: skip
    if test_alerts is not None:
        _test(test_alerts, feeds, chosen, output)
        return
    every = interval if interval is not None else 0.0 if once else _INTERVAL
    settings = _settings(every, delay, alerts, contact, allow_private=allow_private)
    if dry_run:
        raise typer.Exit(_preview(feeds, chosen, settings))
    asked = _Asked(once=once, limit=limit, archive=archive, output=output, quiet=quiet)
    raise typer.Exit(_watch(feeds, chosen, settings, asked))


class _Asked(NamedTuple):
    """How to watch; see the options of `watch`."""

    once: bool
    limit: int | None
    archive: Path | None
    output: AlertFormat
    quiet: bool


def _settings(every: float, delay: float, alerts: Path | None, contact: str, *, allow_private: bool) -> "Settings":
    """The settings of a watch.

    Raises:
        typer.BadParameter: the contact cannot stand in a header.
        WatchError: the alerts cannot be used.
    """
    from onrecord.watch.alerts import load_alerts
    from onrecord.watch.assembly import Settings
    from onrecord.watch.timing import Pace

    if not contact.isascii() or not contact.isprintable() or len(contact) > _LONGEST_CONTACT:
        raise typer.BadParameter(f"ASCII characters, {_LONGEST_CONTACT} at most", param_hint="--contact")
    rules = load_alerts(alerts) if alerts is not None else ()
    return Settings(pace=Pace(interval=every, delay=delay), allow_private=allow_private, contact=contact, rules=rules)


def _watch(feeds: "Sequence[str]", config: "Config", settings: "Settings", asked: _Asked) -> Exit:
    from onrecord import store as stores
    from onrecord.cli.interrupts import Interrupts
    from onrecord.cli.progress import Progress
    from onrecord.cli.reading import Reading
    from onrecord.cli.resuming import Resume
    from onrecord.config import store_path
    from onrecord.store.watching import Watching
    from onrecord.watch.archive import Archive
    from onrecord.watch.assembly import World, assemble
    from onrecord.watch.lists import feed_urls
    from onrecord.watch.timing import FURTHEST

    urls, path = feed_urls(feeds), store_path(config)
    with ExitStack() as stack:
        store = stack.enter_context(stores.open(path, mode="write"))
        folder = asked.archive or path.with_name(f"{path.stem}-archive")
        memory = Watching(store, furthest=FURTHEST)
        archive = stack.enter_context(Archive(folder, sizes=memory.archive_size, note=memory.note_archive))
        interrupts = stack.enter_context(Interrupts())
        reading = Reading(store, stack.enter_context(Progress(quiet=asked.quiet)), Resume(None, restart=False))
        watcher = assemble(
            urls, store, archive, config=config, settings=settings, keep=reading.keep,
            show=lambda alert, key: _show(alert, key, asked.output), tell=_tell, world=World(stop=interrupts.noted),
        )  # fmt: skip
        watcher.run(once=asked.once, limit=asked.limit)
        if not asked.quiet:
            _summarise(watcher.tally, reading, config, folder)
        if interrupts.noted():
            return Exit.INTERRUPTED
    return Exit.SOME_FAILED if watcher.tally.failed else Exit.OK


def _preview(feeds: "Sequence[str]", config: "Config", settings: "Settings") -> Exit:
    """Polls the feeds into a store that is thrown away, and prints the pages that the real one does not know."""
    import tempfile
    import time

    from onrecord import store as stores
    from onrecord.cli.interrupts import Interrupts
    from onrecord.cli.safe import one_line
    from onrecord.config import store_path
    from onrecord.store.watching import Watching
    from onrecord.watch.assembly import World, assemble
    from onrecord.watch.lists import feed_urls
    from onrecord.watch.timing import FURTHEST

    urls, path = feed_urls(feeds), store_path(config)
    with ExitStack() as stack:
        known = stack.enter_context(stores.open(path)) if path.is_file() else None
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        passing = stack.enter_context(stores.open(Path(folder) / "dry.sqlite", mode="write"))
        interrupts = stack.enter_context(Interrupts())
        watcher = assemble(
            urls, passing, None, config=config, settings=settings, keep=lambda _: None, show=lambda *_: None,
            tell=_tell, world=World(stop=interrupts.noted),
        )  # fmt: skip
        watcher.run(once=True)
        memory = None if known is None else Watching(known, furthest=FURTHEST)
        for page in Watching(passing, furthest=FURTHEST).open_pages(now=time.time(), limit=1_000_000):
            if memory is None or not memory.is_known(page.url):
                sys.stdout.write(one_line(page.url) + "\n")
    return Exit.SOME_FAILED if watcher.tally.failed else Exit.OK


def _test(rules: Path, reports: "Sequence[str]", config: "Config", output: AlertFormat) -> None:
    """Reads reports without storing them, and prints the alerts that they would give."""
    from onrecord import documents, scale
    from onrecord.cli.reading import failure_line
    from onrecord.model import Record
    from onrecord.watch.alerts import load_alerts
    from onrecord.watch.delivery import key_of
    from onrecord.watch.matching import Matcher

    matcher, found = Matcher(load_alerts(rules)), 0
    for outcome in scale.read_all(list(documents.discover(reports)), config=config, stdin=sys.stdin.buffer):
        if not isinstance(outcome, Record):
            sys.stderr.write(failure_line(outcome) + "\n")
            continue
        for told in matcher(outcome):
            found += 1
            _show(told.alert, key_of(told.alert, told.to[0]), output)
    end_of_list(found, nothing="no rule would tell of anything")


def _show(alert: "Alert", key: str, output: AlertFormat) -> None:
    """Writes an alert to standard output, at once."""
    from onrecord.cli.safe import one_line, safe_json
    from onrecord.watch.delivery import alert_json, alert_line

    line = safe_json(alert_json(alert, key)) if output is AlertFormat.JSONL else one_line(alert_line(alert))
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _tell(what: str) -> None:
    from onrecord.cli.safe import one_line

    sys.stderr.write(f"onrecord: {one_line(what)}\n")


def _summarise(tally: "Tally", reading: "Reading", config: "Config", archive: Path) -> None:
    from onrecord.cli.safe import counted, one_line

    parts = [
        f"{counted(tally.polled, 'feed')} polled",
        f"{counted(tally.new, 'new page')}",
        f"{tally.fetched:,} fetched",
    ]
    parts += [f"{tally.passed_over:,} passed over"] if tally.passed_over else []
    parts += [counted(tally.alerts, "alert")] if tally.alerts else []
    parts += [f"{tally.failed:,} failed"] if tally.failed else []
    sys.stderr.write(one_line(", ".join(parts)) + ".\n")
    reading.summarise(config)
    sys.stderr.write(f"Archive: {one_line(str(archive))}\n")
