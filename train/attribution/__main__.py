"""The one command: read the data, train (or go on training), choose on dev, export, write the card."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path

import torch

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

MODEL = "attribution.onnx"


def main() -> None:
    """Parse the command line and run."""
    defaults = Settings()
    parser = argparse.ArgumentParser(prog="python -m train.attribution", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint, the weights and the card")
    parser.add_argument("--minutes", type=float, default=defaults.minutes, help="time for training; it always finishes")
    parser.add_argument("--passes", type=float, default=defaults.passes, help="passes over the data, at most")
    parser.add_argument("--threads", type=int, default=defaults.threads)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = replace(
        defaults, minutes=options.minutes, passes=options.passes, threads=options.threads, seed=options.seed
    )
    trainer = train(options.data, options.out, settings)
    finish(trainer, options.data, options.out)


def train(data: Path, out: Path, settings: Settings) -> Trainer:
    """Train until done, from the checkpoint in ``out`` if there is one."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    base = base_folder()
    tokenizer = load_tokenizer(base)
    texts = [prepare(sample, tokenizer) for sample in read_training(data)]
    trainer = Trainer(Network(base), texts, settings, out)
    resumed = trainer.resume()
    LOG.info("%d texts, %d steps a pass, %s", len(texts), trainer.steps_per_pass, "resumed" if resumed else "new run")
    trainer.run()
    return trainer


def finish(trainer: Trainer, data: Path, out: Path) -> None:
    """Export the averaged weights, choose the decoder's options on dev, and write the card with the figures."""
    full = out / "full"
    full.mkdir(exist_ok=True)
    base = base_folder()
    network = Network(base, attention="eager")
    network.load_state_dict(trainer.average)
    export_float(network, full / MODEL)
    quantise(full / MODEL, out / MODEL)
    reports = read_reports(data / "dev.jsonl")
    options = Options()
    for folder in (full, out):
        load_tokenizer(base).save(str(folder / "tokenizer.json"))
        add_metadata(folder / MODEL, network, options)
    options, elsewhere = Chooser(Tagger(out, threads=trainer.settings.threads), reports).choose()
    figures = []
    for folder in (out, full):
        add_metadata(folder / MODEL, network, options)
        tagger = Tagger(folder, threads=trainer.settings.threads)
        figures.append(score(reports, tagger.tag([report.text for report in reports])))
        LOG.info("%s: %s", folder, figures[-1])
    small, before = figures
    write_card(
        out / "card.md", settings=trainer.settings, options=options, figures=(small, before),
        counts=_counts(trainer, len(reports)) | {"elsewhere": elsewhere},
    )  # fmt: skip


def _counts(trainer: Trainer, dev: int) -> dict[str, float]:
    return {
        "texts": len(trainer.texts),
        "readings": sum(len(text.readings) for text in trainer.texts),
        "dev": dev,
        "steps": trainer.step,
        "passes": trainer.step / trainer.steps_per_pass,
        "elapsed": trainer.elapsed / 60,
    }


if __name__ == "__main__":
    main()
