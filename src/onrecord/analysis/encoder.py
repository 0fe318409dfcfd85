"""What the models beside this file share: the weights' folder, the tokenizer and the way to run an encoder."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as runtime_state
from tokenizers import Tokenizer

from onrecord.analysis.decoding import CLASSIFIER, CLOSING_MARK, OPENING_MARK, PADDING, SEPARATOR, STRAIGHT_MARK
from onrecord.errors import ModelMissingError

WEIGHTS = Path(__file__).parent / "weights"
_LISTED = re.compile(r"^\| `(?P<name>[^`]+)` \| \d+ \| `(?P<sha256>[0-9a-f]{64})` \|$", re.MULTILINE)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_UNREADABLE = (
    runtime_state.InvalidArgument,
    runtime_state.InvalidGraph,
    runtime_state.InvalidProtobuf,
    runtime_state.Fail,
    runtime_state.RuntimeException,
)


class Encoder(NamedTuple):
    """An encoder that can be run.

    Attributes:
        path: where its weights lie.
        model_id: its name with the beginning of the weights' SHA-256.
        tokenizer: cuts text into its pieces.
        session: runs it.
    """

    path: Path
    model_id: str
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession


def load_encoder(folder: Path, name: str, threads: int) -> Encoder:
    """The encoder `NAME.onnx` of a folder, with the `tokenizer.json` beside it.

    Raises:
        ModelMissingError: a file is missing, cannot be read as what it should be, or is not the one that a card in the
            folder names.
    """
    path = folder / f"{name}.onnx"
    weights = read_file(path)
    check_listed(path, weights)
    model_id = f"{name}-{hashlib.sha256(weights).hexdigest()[:12]}"
    return Encoder(path, model_id, load_tokenizer(folder / "tokenizer.json"), load_session(path, weights, threads))


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which the tokenizer does not take, replaced one for one."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def check_listed(path: Path, content: bytes) -> None:
    """Compares a file's content with the SHA-256 that a card (`*card.md`) beside it names; a file of no card is let be.

    Raises:
        ModelMissingError: they differ.
    """
    digest = hashlib.sha256(content).hexdigest()
    for card in sorted(path.parent.glob("*card.md")):
        for listed in _LISTED.finditer(read_file(card).decode("utf-8", "replace")):
            if listed["name"] == path.name and listed["sha256"] != digest:
                raise ModelMissingError(str(path), f"its SHA-256 is not the one that {card.name} names")


def read_file(path: Path) -> bytes:
    """The content of a file.

    Raises:
        ModelMissingError: it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelMissingError(str(path), error.strerror or "cannot be read") from error


def load_tokenizer(path: Path) -> Tokenizer:
    """The encoder's tokenizer, without truncation and padding.

    Raises:
        ModelMissingError: the file cannot be read, or is not the tokenizer of this encoder.
    """
    definition = read_file(path)
    check_listed(path, definition)
    try:
        vocabulary = json.loads(definition)["model"]["vocab"]
        known = [vocabulary[name] for name in ("[PAD]", "[CLS]", "[SEP]", '"', "“", "”")]
    except (KeyError, TypeError, ValueError) as error:
        raise ModelMissingError(str(path), "not a tokenizer") from error
    if known != [PADDING, CLASSIFIER, SEPARATOR, STRAIGHT_MARK, OPENING_MARK, CLOSING_MARK]:
        raise ModelMissingError(str(path), "not the tokenizer of this encoder")
    tokenizer = Tokenizer.from_str(definition.decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_session(path: Path, weights: bytes, threads: int) -> onnxruntime.InferenceSession:
    """A session for weights read from `path`, whose threads do not spin while they wait.

    Raises:
        ModelMissingError: they are not an ONNX model that this onnxruntime can read.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except _UNREADABLE as error:
        raise ModelMissingError(str(path), "not an ONNX model that this onnxruntime can read") from error
