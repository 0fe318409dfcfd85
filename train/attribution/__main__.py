"""The one command: read the data, train (or go on training), choose on dev, export, write the card."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from onrecord.analysis.decoding import Options
from onrecord.analysis.tagger import Tagger
from train.attribution.card import write_card
from train.attribution.choose import Chooser
from train.attribution.corpus import read_reports, read_training
from train.attribution.export import add_metadata, export_float, quantise
from train.attribution.network import Network, base_folder, load_tokenizer
from train.attribution.scoring import score
from train.attribution.settings import Settings
from train.attribution.targets import prepare
from train.attribution.training import LOG, Trainer

if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL = "attribution.onnx"


def main() -> None:
    """Parse the command line and run."""
    defaults = Settings()
    parser = argparse.ArgumentParser(prog="python -m train.attribution", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint, the weights and the card")
    parser.add_argument("--minutes", type=float, default=defaults.minutes, help="time for training; it always finishes")
    parser.add_argument("--threads", type=int, default=defaults.threads)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = replace(defaults, minutes=options.minutes, threads=options.threads, seed=options.seed)
    finish(train(options.data, options.out, settings), options.data, options.out)


def train(data: Path, out: Path, settings: Settings) -> list[Trainer]:
    """All runs, each until it is done and from its checkpoint in a folder of ``out`` if there is one."""
    torch.set_num_threads(settings.threads)
    base = base_folder()
    tokenizer = load_tokenizer(base)
    texts = [prepare(sample, tokenizer) for sample in read_training(data)]
    trainers = []
    for number, run in enumerate(settings.runs, start=1):
        torch.manual_seed(settings.seed)
        folder = out / f"run{number}"
        folder.mkdir(parents=True, exist_ok=True)
        trainer = Trainer(Network(base), texts, settings, run, folder)
        resumed = "resumed" if trainer.resume() else "new"
        LOG.info("run %d, %s: %d texts, %d steps a pass", number, resumed, len(texts), trainer.steps_per_pass)
        trainer.run()
        trainers.append(trainer)
    return trainers


def averaged(trainers: Sequence[Trainer]) -> dict[str, Tensor]:
    """The mean of the runs' averaged weights."""
    first, *others = (trainer.average for trainer in trainers)
    return {
        name: torch.stack([value, *(o[name] for o in others)]).mean(0) if value.is_floating_point() else value
        for name, value in first.items()
    }


def finish(trainers: Sequence[Trainer], data: Path, out: Path) -> None:
    """Export the averaged weights, choose the decoder's options on dev, and write the card with the figures."""
    full = out / "full"
    full.mkdir(exist_ok=True)
    settings = trainers[0].settings
    base = base_folder()
    network = Network(base, attention="eager")
    network.load_state_dict(averaged(trainers))
    export_float(network, full / MODEL)
    quantise(full / MODEL, out / MODEL)
    reports = read_reports(data / "dev.jsonl")
    options = Options()
    for folder in (full, out):
        load_tokenizer(base).save(str(folder / "tokenizer.json"))
        add_metadata(folder / MODEL, network, options)
    options, elsewhere = Chooser(Tagger(out, threads=settings.threads), reports).choose()
    figures = []
    for folder in (out, full):
        add_metadata(folder / MODEL, network, options)
        tagger = Tagger(folder, threads=settings.threads)
        figures.append(score(reports, tagger.tag([report.text for report in reports])))
        LOG.info("%s: %s", folder, figures[-1])
    small, before = figures
    write_card(
        out / "card.md", settings=settings, options=options, figures=(small, before),
        counts=_counts(trainers, len(reports)) | {"elsewhere": elsewhere},
    )  # fmt: skip


def _counts(trainers: Sequence[Trainer], dev: int) -> dict[str, float | str]:
    runs = [
        f"{t.step} steps ({t.step / t.steps_per_pass:.1f} passes, {t.elapsed / 60:.0f} minutes, "
        f"{100 * t.plan.hidden_share:g} % of pieces hidden)"
        for t in trainers
    ]
    return {
        "texts": len(trainers[0].texts),
        "readings": sum(len(text.readings) for text in trainers[0].texts),
        "dev": dev,
        "runs": "; ".join(runs),
    }


if __name__ == "__main__":
    main()
