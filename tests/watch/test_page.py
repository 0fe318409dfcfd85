"""What docs/watch.md says of rules and codes is what there is."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.errors import FETCH_CODES
from onrecord.watch.alerts import Rule, load_alerts

PAGE = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")


def test_every_code_is_explained() -> None:
    for code, remedy in FETCH_CODES.items():
        assert f"| `{code}` | {remedy} |" in PAGE


def test_every_key_of_a_rule_is_explained() -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", PAGE.partition("## Alerts")[2], re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(Rule.__struct_fields__)


def test_the_rules_shown_are_accepted(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```\n(\[\[rule\]\].*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    path = tmp_path / "alerts.toml"
    path.write_text(shown, encoding="utf-8")
    assert len(load_alerts(path)) == 2
