"""No reader lets anything through but what it read and a clear refusal."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.fuzz_targets import by_mutation, inputs
from fuzz.mutations import PIECES
from fuzz.targets import SEEDS, TARGETS, run, samples

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 60
#: Samples are short of their target's form where most mutations should be refused.
_EXAMPLES = settings.default.max_examples // 4 if settings.default else 25


@pytest.mark.parametrize("name", TARGETS)
def test_a_sample_is_taken_and_what_once_broke_a_target_does_not(name: str, tmp_path: Path) -> None:
    outcome = Counter(run(name, data, tmp_path) for data in samples(name))
    assert outcome["taken"]


def test_every_folder_of_seeds_belongs_to_a_target() -> None:
    assert {folder.name for folder in SEEDS.iterdir()} <= TARGETS.keys()


@pytest.mark.parametrize("name", TARGETS)
def test_mutated_samples(name: str, tmp_path: Path) -> None:
    outcome = Counter(run(name, data, tmp_path) for data in islice(inputs(name, seed=20), COUNT))
    assert outcome["refused"]


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.data())
@settings(max_examples=_EXAMPLES)
def test_samples_that_hypothesis_changed(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changed = data.draw(st.sampled_from(samples(name)))
    for _ in range(data.draw(st.integers(1, 3))):
        at, to = sorted((data.draw(st.integers(0, len(changed))), data.draw(st.integers(0, len(changed)))))
        changed = changed[:at] + data.draw(st.sampled_from(PIECES) | st.binary(max_size=20)) + changed[to:]
    run(name, changed, tmp_path_factory.getbasetemp())


def test_a_seed_gives_the_same_inputs_again() -> None:
    first, again, other = (list(islice(inputs("documents.html", seed=n), 20)) for n in (3, 3, 4))
    assert first == again
    assert first != other


def test_an_input_that_breaks_a_target_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setitem(TARGETS, "records.gold", TARGETS["records.gold"]._replace(read=broken))
    told = by_mutation("records.gold", minutes=0.001, seed=0, scratch=tmp_path, found=tmp_path)
    kept = list(tmp_path.glob("*.txt"))
    assert kept
    assert "broken" in told
    assert all("ZeroDivisionError" in path.read_text("utf-8") for path in kept)
