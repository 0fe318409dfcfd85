"""Export to ONNX, in eight bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from train.attribution.export import OPSET, quantise
from train.attribution.network import base_folder, load_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from train.relations.network import Network


MODEL = "relations.onnx"


class Exported(nn.Module):
    """The network for one sentence without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor, marks: Tensor) -> Tensor:
        """Scores of the roots."""
        return self.network(input_ids, marks)


def export(network: Network, folder: Path) -> None:
    """Write the network in eight bits, and the tokenizer beside it, as `RelationTagger` reads them."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    full = folder / "full.onnx"
    torch.onnx.export(
        Exported(network),
        (torch.randint(1000, 20000, (1, 32)), torch.tensor([[0, 1, 5]])),
        str(full),
        input_names=["input_ids", "marks"],
        output_names=["scores"],
        dynamic_axes={"input_ids": {0: "batch", 1: "length"}, "marks": {0: "batch"}, "scores": {0: "batch"}},
        opset_version=OPSET,
        dynamo=False,
    )
    quantise(full, folder / MODEL)
    full.unlink()
    load_tokenizer(base_folder()).save(str(folder / "tokenizer.json"))
