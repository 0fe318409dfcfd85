"""Training sentences from the templates beside this file, which were written for it.

A template tells one event: `[a|b]` is a choice, `<pool>` a phrase of `phrases.tsv` or a country's name (`<country>`),
adjective (`<adj>`) or capital (`<capital>`), `{A:...}` marks the actor and `{R:...}` the recipient.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.analysis.relations import ROOTS
from train.relations.marked import MARK, pair_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.lexicon.schema import Country
    from train.relations.corpus import Pair

FOLDER = Path(__file__).parent
CHOICE = re.compile(r"\[([^][]*)\]")
POOL = re.compile(r"<([a-z]+)>")
BEGINNING = re.compile(r"^(\{[AR]:)?([a-z])")
SPACES = re.compile(r" {2,}")

Template = tuple[str, str]
Pools = dict[str, list[str]]


def read_templates() -> list[Template]:
    """Root and template of each line of `sentences.tsv`."""
    templates = [_fields(line) for line in (FOLDER / "sentences.tsv").read_text(encoding="utf-8").splitlines()]
    unknown = {root for root, _ in templates} - set(ROOTS)
    assert not unknown, unknown
    return templates


def read_pools(countries: Mapping[str, Country]) -> Pools:
    """The phrases of each pool; a phrase that stands twice is drawn twice as often."""
    pools: Pools = defaultdict(list)
    for line in (FOLDER / "phrases.tsv").read_text(encoding="utf-8").splitlines():
        pool, phrase = _fields(line)
        pools[pool].append(phrase)
    for country in countries.values():
        if country.demonyms and country.capitals:
            pools["country"].append(country.name)
            pools["adj"].append(country.demonyms[0])
            pools["capital"].append(country.capitals[0])
    return pools


def write(templates: Sequence[Template], pools: Pools, *, copies: int, seed: int) -> list[Pair]:
    """Pairs of each template, `copies` times with other choices."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [_pair(_filled(template, pools, chance), root) for root, template in templates for _ in range(copies)]


def _fields(line: str) -> Template:
    first, _, second = line.partition("\t")
    return first, second


def _filled(text: str, pools: Pools, chance: random.Random) -> str:
    """The template with all its choices made, of nested ones the inner ones first."""
    while CHOICE.search(text) or POOL.search(text) or "|" in text:
        text = CHOICE.sub(lambda m: chance.choice(m[1].split("|")), text)
        text = MARK.sub(lambda m: f"{{{m[1]}:{chance.choice(m[2].split('|'))}}}", text)
        text = POOL.sub(lambda m: chance.choice(pools[m[1]]), text)
    return SPACES.sub(" ", text)


def _pair(marked: str, root: str) -> Pair:
    """The pair of a filled template, with a capital letter at its beginning and no comma within a mark."""
    marked = MARK.sub(lambda m: f"{{{m[1]}:{m[2].removesuffix(',')}}}" + ("," if m[2].endswith(",") else ""), marked)
    return pair_of(BEGINNING.sub(lambda m: (m[1] or "") + m[2].upper(), marked), root)
