"""Export to ONNX, with the weights of the matrix products in eight bits."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from train.attribution.network import ARC

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.analysis.decoding import Options
    from train.attribution.network import Network

OPSET = 17


class Exported(nn.Module):
    """The part of the network that runs in ONNX: the encoder and the heads' outputs, for a window without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor) -> Tensor:
        """Scores of every piece: tags, then query and key of each kind of arc."""
        return self.network.outputs(input_ids, None)


def export_float(network: Network, path: Path) -> None:
    """Write the network as ONNX in full precision."""
    network.eval()
    shape = {0: "batch", 1: "length"}
    torch.onnx.export(
        Exported(network),
        (torch.randint(1000, 20000, (1, 64)),),
        str(path),
        input_names=["input_ids"],
        output_names=["outputs"],
        dynamic_axes={"input_ids": shape, "outputs": shape},
        opset_version=OPSET,
        dynamo=False,
    )


def add_metadata(path: Path, network: Network, options: Options) -> None:
    """Store in the file what the decoder needs besides the graph."""
    model = onnx.load(str(path))
    distance = [[round(value, 5) for value in row] for row in network.distance.weight.detach().T.tolist()]
    properties = {
        "onrecord.arc_size": str(ARC),
        "onrecord.distance": json.dumps(distance),
        "onrecord.decoder": json.dumps(asdict(options)),
    }
    onnx.helper.set_model_props(model, properties)
    onnx.save(model, str(path))


def quantise(path: Path, small: Path) -> None:
    """Write a copy of an ONNX file with eight-bit weights; activations are quantised as they come.

    The weights use seven of the eight bits: processors without dot-product instructions would overflow otherwise.
    """
    prepared = path.with_suffix(".prepared.onnx")
    quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    prepared.unlink()
