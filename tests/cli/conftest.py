"""Runs of the command line, in this process but for what only a process of its own can show."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

import onrecord
from onrecord import store as stores
from onrecord.analysis import spacy as analysis
from onrecord.cli.app import app
from onrecord.model import Claim, Date, PloverCode, Topic

import factories

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = Path(onrecord.__file__).parent / "demo"


class Outcome(NamedTuple):
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs `onrecord` with arguments."""

    def __call__(self, *arguments: str | Path, stdin: bytes | None = None) -> Outcome: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command line in an empty folder, with a data folder of its own and 100 columns."""
    for name in [n for n in os.environ if n.startswith("ONRECORD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str | Path, stdin: bytes | None = None) -> Outcome:
        result = CliRunner().invoke(
            app, [str(a) for a in arguments], input=stdin, prog_name="onrecord", catch_exceptions=False
        )
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return invoke


@pytest.fixture(scope="session", autouse=True)
def _one_model() -> Iterator[None]:
    """Loads the language model once, not once for each run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "_load", functools.cache(analysis._load))  # noqa: SLF001 - there is no other handle
        yield


@pytest.fixture(scope="session")
def demo() -> Path:
    """The folder of the demo's reports."""
    return DEMO


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store made by hand: three reports, one of them in two versions and with parts that disagree."""
    path = tmp_path_factory.mktemp("shelf") / "shelf.sqlite"
    with stores.open(path, mode="write") as store:
        for record in _records():
            store.write(record)
    return path


@pytest.fixture(scope="session")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one report, which tells an event and what it is about."""
    path = tmp_path_factory.mktemp("visits") / "visits.sqlite"
    with stores.open(path, mode="write") as store:
        store.write(_visit())
    return path


def _visit() -> onrecord.Record:
    """A record with one event, which somebody reports."""
    told = factories.record(
        "{S:Ann Lee} {C:said} {T:Dee Fox will visit Oslo}.", title="Visit", location="visit.txt", country="NOR"
    )
    ann, doc = told.entities[0], told.document
    dee = factories.mention(doc, "Dee Fox")
    guest = factories.entity([dee], country="FIN", sector="GOV")
    visit = factories.event(
        doc, trigger="visit", actor=[guest], actor_words="Dee Fox", recipient=[ann], recipient_words="Oslo",
        modality="future", within=told.statements[0], code=PloverCode("CONSULT", "visit"),
    )  # fmt: skip
    diplomatic = Topic("diplomatic", "context", doc.id, 0.7, factories.PROVENANCE, visit.trigger)
    topics = (
        diplomatic,
        *(replace(diplomatic, of=of, evidence=(), inherited=True) for of in (told.statements[0].id, visit.id)),
    )
    return replace(told, mentions=(*told.mentions, dee), entities=(ann, guest), events=(visit,), topics=topics)


def _records() -> Iterator[onrecord.Record]:
    yield factories.record(
        "Road talks fail\n"
        "{S1:Ann Lee} {C1:said} {T1:the talks about the road had failed}, {C2:adding} that {T2:she left}.",
        title="Road talks fail",
        location="road.txt",
        country="NOR",
        sector="GOV",
        said_on=Date("2024-05-05", "publication"),
    )
    yield factories.record(
        '"{T1:The road will be built}," {S1:Bob Roe} {C1:said}.', location="roe.txt", url="https://example.org/roe"
    )
    yield factories.record("{S1:Cara} {C1:denied} {T1:the road}.", location="cara.txt", key="cara")
    changed = factories.record("{S1:Cara} {C1:denied} {T1:any road}.", location="cara.txt", key="cara")
    claims = (Claim("outlet", "Example Daily", "json-ld"), Claim("outlet", "Other Weekly", "page"))
    yield replace(changed, document=replace(changed.document, claims=claims))
