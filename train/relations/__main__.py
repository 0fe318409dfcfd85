"""The one command: read the data, train on everything, export, cross-validate, write the card.

What is done already, a fold or a run, lies in the output folder and is not done again.
"""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from onrecord import lexicon
from onrecord.analysis.relations import ROOTS, RelationTagger
from onrecord.eval.relations import score
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.triggers import load_triggers
from train.attribution.network import base_folder, load_tokenizer
from train.relations.card import write_card
from train.relations.corpus import read_pairs
from train.relations.crossval import LOG, cross_validate, predict
from train.relations.export import export
from train.relations.generate import generate
from train.relations.network import Network
from train.relations.training import Corpus, Settings, train
from train.relations.written import read_pools, read_templates, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from onrecord.eval.relations import LevelScore
    from train.relations.corpus import Pair

DATA = "PLV_train.jsonl"


def main() -> None:
    """Parse the command line and run."""
    defaults = Settings()
    parser = argparse.ArgumentParser(prog="python -m train.relations", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help=f"folder with {DATA}")
    parser.add_argument("--out", type=Path, required=True, help="folder for folds, runs, the weights and the card")
    parser.add_argument("--threads", type=int, default=defaults.threads)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", force=True)
    settings = replace(defaults, threads=options.threads, seed=options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(settings.threads)
    base = base_folder()
    tokenizer, corpus = load_tokenizer(base), read_corpus(options.data / DATA, settings)
    export(averaged(base, tokenizer, corpus, settings, options.out), options.out)
    tagger = RelationTagger(options.out, threads=settings.threads)
    seen = scores(corpus.data, predict(tagger, corpus.data))
    LOG.info("on the training pairs: %s", [(s.level, round(s.accuracy, 4)) for s in seen])
    unseen = scores(corpus.data, cross_validate(base, tokenizer, corpus, settings, options.out))
    LOG.info("cross-validation: %s", [(u.level, round(u.accuracy, 4), round(u.macro_f1, 4)) for u in unseen])
    write_card(
        options.out / "relations_card.md", settings=settings, corpus=corpus, templates=len(read_templates()),
        unseen=unseen, seen=seen,
    )  # fmt: skip


def read_corpus(path: Path, settings: Settings) -> Corpus:
    """The annotated pairs of a file, with the generated and the written ones."""
    words, book = lexicon.load(), load_codebook()
    pools = read_pools(words.countries)
    names = [*pools["country"], *pools["org"], *pools["rebels"]]
    named = [n for n in names if "<" not in n]
    return Corpus(
        data=read_pairs(path),
        generated=generate(load_triggers(book), book, named, copies=1, seed=settings.seed),
        written=write(read_templates(), pools, copies=settings.copies, seed=settings.seed),
    )


def scores(pairs: Sequence[Pair], chances: NDArray[np.floating]) -> tuple[LevelScore, ...]:
    """The scorer's figures of the likeliest roots."""
    return score([p.root for p in pairs], [ROOTS[row.argmax()] for row in chances], load_codebook())


def averaged(base: Path, tokenizer: Tokenizer, corpus: Corpus, settings: Settings, folder: Path) -> Network:
    """The mean of the networks of all runs, which differ in the order of what they see."""
    states = []
    for run in range(settings.runs):
        path = folder / f"run{run}.pt"
        if not path.exists():
            torch.save(train(base, tokenizer, corpus, settings, run=run).state_dict(), path)
        states.append(torch.load(path, weights_only=True))
        LOG.info("run %d is done", run)
    network = Network(base, settings.layers)
    network.load_state_dict(
        {
            name: torch.stack([s[name] for s in states]).mean(0) if value.is_floating_point() else value
            for name, value in states[0].items()
        }
    )
    return network


if __name__ == "__main__":
    main()
