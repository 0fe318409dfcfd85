"""Rules for alerts: their file, and what they tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from onrecord.errors import WatchError
from onrecord.model import PloverCode, Record, Topic
from onrecord.model.statement import Stance
from onrecord.watch.alerts import Rule, load_alerts
from onrecord.watch.matching import Matcher

import factories

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ann Lee, of Norway, accused Bob Roe of closing the harbour. Norway's navy shelled the old quay."


def record_with_findings() -> Record:
    """Ann Lee accuses Bob Roe, whom she opposes, of something; and Norway shells a quay, in the report's own voice."""
    doc = factories.document(TEXT, title="Harbour", url="https://news.example/a")
    mentions = [factories.mention(doc, words) for words in ("Ann Lee", "Bob Roe", "Norway's navy")]
    ann, bob, navy = (
        factories.entity([mentions[0]], country="NOR", sector="GOV"),
        factories.entity([mentions[1]], country="SWE"),
        factories.entity([mentions[2]], kind="organisation", country="NOR", sector="MIL"),
    )
    accusing = factories.statement(
        doc, source="Ann Lee", cue="accused", content="closing the harbour", speaker=[ann], act="accuse", about=[bob]
    )
    accusing = replace(accusing, stance=(Stance(bob.id, "oppose", -0.8, accusing.cue),))
    closing = factories.event(
        doc, trigger="closing", actor=[bob], actor_words="Bob Roe", code=PloverCode("SANCTION", "withdraw"),
        within=accusing,
    )  # fmt: skip
    shelling = factories.event(
        doc, trigger="shelled", actor=[navy], actor_words="Norway's navy", code=PloverCode("ASSAULT")
    )
    shelling = replace(shelling, quad="4")
    topics = (
        Topic("economic", "context", doc.id, 0.5, factories.PROVENANCE, (factories.evidence(doc.text, "harbour"),)),
        Topic("military", "context", shelling.id, 0.9, factories.PROVENANCE, shelling.trigger),
    )
    return Record(doc, tuple(mentions), (ann, bob, navy), (accusing,), "m", (closing, shelling), topics)


#: A rule, and what it tells of: the statement S, the event within it E, the event of the report's own voice O.
RULES: tuple[tuple[Rule, str], ...] = (
    (Rule("r", speaker=("lee",)), "S"),
    (Rule("r", speaker=("ANN  LEE",)), "S"),
    (Rule("r", speaker=("Le",)), ""),
    (Rule("r", speaker=("Bob Roe", "Ann Lee")), "S"),
    (Rule("r", speaker=(".*",)), ""),
    (Rule("r", about=("Bob Roe",)), "S"),
    (Rule("r", about=("SWE",)), "S"),
    (Rule("r", about=("Ann Lee",)), ""),
    (Rule("r", stance="oppose"), "S"),
    (Rule("r", stance="oppose", about=("Roe",)), "S"),
    (Rule("r", stance="oppose", about=("Norway",)), ""),
    (Rule("r", stance="support"), ""),
    (Rule("r", act=("accuse", "threaten")), "S"),
    (Rule("r", act=("praise",)), ""),
    (Rule("r", country=("NOR",)), "SO"),
    (Rule("r", country=("SWE",)), "E"),
    (Rule("r", sector=("MIL",)), "O"),
    (Rule("r", country=("NOR",), sector=("GOV",)), "S"),
    (Rule("r", event=("ASSAULT",)), "O"),
    (Rule("r", event=("ASSAULT", "SANCTION")), "EO"),
    (Rule("r", quad=("4",)), "O"),
    (Rule("r", event=("SANCTION",), speaker=("Ann Lee",)), "E"),
    (Rule("r", event=("ASSAULT",), speaker=("Ann Lee",)), ""),
    (Rule("r", event=("SANCTION",), act=("praise",)), ""),
    (Rule("r", topic=("military",)), "O"),
    (Rule("r", topic=("economic",)), "SEO"),
    (Rule("r", topic=("nuclear",)), ""),
    (Rule("r", words=("the harbour",)), "SEO"),
    (Rule("r", words=("Harbours",)), ""),
    (Rule("r", words=("old quay",)), "EO"),
    (Rule("r", words=("Norway\u2019s navy",)), "EO"),
    (Rule("r", words=("old quay",), act=("accuse",)), ""),
)


@pytest.mark.parametrize(("rule", "expected"), RULES)
def test_what_a_rule_tells_of(rule: Rule, expected: str) -> None:
    record = record_with_findings()
    names = {record.statements[0].id: "S", record.events[0].id: "E", record.events[1].id: "O"}
    told = list(Matcher([rule])(record))
    assert "".join(names[one.alert.id] for one in told) == expected
    assert {one.to for one in told} <= {("stdout",)}


def test_an_alert_says_who_what_whom_and_where() -> None:
    statement, event = (
        one.alert for one in Matcher([Rule("r", act=("accuse",)), Rule("e", quad=("4",))])(record_with_findings())
    )
    assert (statement.rule, statement.kind, statement.who, statement.what) == ("r", "statement", "Ann Lee", "accuse")
    assert (statement.whom, statement.words) == ("Bob Roe", "closing the harbour")
    assert (statement.outlet, statement.published) == ("Example Daily", "2024-05-06")
    assert statement.url == "https://news.example/a"
    assert (event.kind, event.who, event.what, event.words) == ("event", "Norway's navy", "ASSAULT", "shelled")


WHOLE = """
[[rule]]
name = "harbour"
speaker = ["Lee"]
country = ["NOR"]
sector = ["GOV"]
about = ["Roe"]
stance = "oppose"
act = ["accuse"]
topic = ["military"]
words = ["harbour"]
to = ["stdout", "alerts.jsonl", "https://hooks.example/x", "http://127.0.0.1:9/x", "http://[::1]:9/"]

[[rule]]
name = "fighting"
event = ["ASSAULT"]
quad = ["4"]
"""


def test_a_file_of_rules(tmp_path: Path) -> None:
    path = tmp_path / "alerts.toml"
    path.write_text(WHOLE, encoding="utf-8")
    first, second = load_alerts(path)
    assert (first.name, first.stance, first.act, len(first.to)) == ("harbour", "oppose", ("accuse",), 5)
    assert (second.event, second.quad, second.to) == (("ASSAULT",), ("4",), ("stdout",))


BAD = (
    ("", "rule"),
    ("rule = 1", "$.rule"),
    ("[[rule]]\nspeaker = ['x']", "name"),
    ("[[rule]]\nname = 'a'", "a rule without a condition - at `$.rule[0]`"),
    ("[[rule]]\nname = 'a'\nspeeker = ['x']", "speeker"),
    ("[[rule]]\nname = 'a'\nspeaker = 'x'", "$.rule[0].speaker"),
    ("[[rule]]\nname = 'a'\nspeaker = ['']", "$.rule[0].speaker[0]"),
    ("[[rule]]\nname = 'a'\nspeaker = [' ']", "$.rule[0].speaker[0]"),
    ("[[rule]]\nname = 'a'\nact = ['shout']", "$.rule[0].act[0]"),
    ("[[rule]]\nname = 'a'\nquad = ['5']", "$.rule[0].quad[0]"),
    ("[[rule]]\nname = 'a'\nstance = 'against'", "$.rule[0].stance"),
    ("[[rule]]\nname = 'a'\ncountry = ['Norway']", "$.rule[0].country[0]"),
    ("[[rule]]\nname = 'a'\nevent = ['SHELL']", "'SHELL' is unknown; there are ACCUSE"),
    ("[[rule]]\nname = 'a'\ntopic = ['football']", "$.rule[0].topic"),
    ("[[rule]]\nname = 'a'\nquad = ['4']\n[[rule]]\nname = 'a'\nquad = ['3']", "$.rule[1].name"),
    ("[[rule]]\nname = 'a'\nquad = ['4']\nto = []", "$.rule[0].to"),
    ("[[rule]]\nname = 'a'\nquad = ['4']\nto = ['http://hooks.example/']", "only https"),
    ("[[rule]]\nname = 'a'\nquad = ['4']\nto = ['http://127.0.0.1.example/']", "only https"),
    ("[[rule]]\nname = 'a'\nquad = ['4']\nto = ['ftp://hooks.example/']", "$.rule[0].to"),
    ("[[rule]]\nname = 'a'\nquad = ['4']\nto = ['https://me:x@hooks.example/']", "$.rule[0].to"),
    ("[[rule]]\nname = 'a'\nquad = ['4']\nto = ['folder/']", "is no file"),
    ("[[rule", "not TOML"),
    ("a = " + "[" * 5_000, "not TOML"),
    ("#" * 2_000_000, "larger than"),
)


@pytest.mark.parametrize(("text", "why"), BAD)
def test_a_bad_file_is_refused_with_the_key(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WatchError) as caught:
        load_alerts(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert why in str(caught.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9")
    for name in ("none.toml", "latin.toml", "."):
        with pytest.raises(WatchError):
            load_alerts(tmp_path / name)
