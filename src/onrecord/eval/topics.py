"""How often the main context of a text is the one that a reader gave it, against a gold file.

A gold file has one JSON object a line: `doc_id`, `text`, `main`, the PLOVER context that the text is above all about or
`none`, and `also`, the contexts that would do as well, where reading leaves it open. `title` is read when there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.analysis import Analyzer
from onrecord.errors import EvalError
from onrecord.eval.gold import read_documents, read_gold
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.topics import TopicKey, load_topics
from onrecord.model import Failure, main_topic
from onrecord.topics import TopicFinder

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.config import Config
    from onrecord.lexicon.topics import TopicLexicon

NONE = "none"


class GoldTopics(Struct, frozen=True):
    """One line of a gold file."""

    doc_id: str
    text: str
    main: str
    also: tuple[str, ...] = ()


class TopicMiss(Struct, frozen=True):
    """A text whose main context is another than those wanted, with the words that told it."""

    doc_id: str
    wanted: tuple[str, ...]
    found: str
    words: tuple[str, ...]


class TopicsReport(Struct, frozen=True):
    """What an evaluation found.

    Attributes:
        documents: how many were scored.
        failures: documents that could not be read; they count as wrong.
        strict: how many have the gold file's main context.
        right: how many have it or one that would do as well.
        misses: the others, in the file's order.
    """

    documents: int
    failures: tuple[Failure, ...]
    strict: int
    right: int
    misses: tuple[TopicMiss, ...]

    @property
    def share(self) -> float:
        """Per cent of the documents that are right."""
        return 100 * self.right / self.documents if self.documents else 0.0


def run(path: Path, *, config: Config) -> TopicsReport:
    """Find the main context of every text of a gold file, from its words alone, and compare.

    Raises:
        EvalError: the file is not there, a line is not of the form, or names a context that is not defined.
    """
    lexicon = load_topics()
    gold = list(read_gold(path, GoldTopics))
    for number, item in enumerate(gold, 1):
        _check(item, lexicon, f"{path}:{number}")
    analyzer, finder = Analyzer(config.model), TopicFinder(lexicon, load_codebook())
    failures, misses, strict = [], [], 0
    for item, document in zip(gold, read_documents(gold, path, config), strict=True):
        if isinstance(document, Failure):
            failures.append(document)
            continue
        topics = finder(document, analyzer(document), (), ())
        main = main_topic(topics, document.id)
        found = main.name if main else NONE
        strict += found == item.main
        if found not in (item.main, *item.also):
            words = tuple(e.exact for e in main.evidence) if main else ()
            misses.append(TopicMiss(item.doc_id, (item.main, *item.also), found, words))
    right = len(gold) - len(failures) - len(misses)
    return TopicsReport(len(gold), tuple(failures), strict, right, tuple(misses))


def _check(item: GoldTopics, lexicon: TopicLexicon, where: str) -> None:
    for name in (item.main, *item.also):
        if name != NONE and TopicKey("context", name) not in lexicon.topics:
            raise EvalError(where, f"context {name!r} is not defined")
