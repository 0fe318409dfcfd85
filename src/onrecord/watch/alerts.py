"""Rules for alerts, from a TOML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from onrecord.config import parse_toml
from onrecord.errors import FetchError, WatchError
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.topics import topic_names
from onrecord.model import Act, Quad
from onrecord.model.statement import StanceTowards
from onrecord.watch.addresses import host_of, web_url

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STDOUT = "stdout"

_MOST_BYTES = 1_000_000
_MOST_RULES = 1_000
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})

Word = Annotated[str, Meta(pattern=r"\S", max_length=200)]
Words = Annotated[tuple[Word, ...], Meta(max_length=500)]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z")]
Sector = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z")]


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be told of: all conditions that are given must hold, each of them by one of its values.

    With conditions on statements alone (`speaker`, `about`, `stance`, `act`) statements are looked at; with conditions
    on events alone (`event`, `quad`) events; with both, events that are told in such a statement; with neither, both.

    Attributes:
        name: what the alert is called.
        speaker: words of a speaker's name, or of the source.
        country: of a speaker; of an actor or recipient.
        sector: the same.
        about: names or country codes of entities that a statement is about.
        stance: of the speaker towards one of `about`, or towards anybody without it.
        act: what kind of saying.
        event: PLOVER types.
        quad: quad classes.
        topic: contexts and areas of the statement or event, or of the report.
        words: words and phrases of the statement; of the paragraph in which an event is told.
        to: where the alert goes: `stdout`, the path of a file, or the address of a webhook.
    """

    name: Word
    speaker: Words = ()
    country: tuple[Country, ...] = ()
    sector: tuple[Sector, ...] = ()
    about: Words = ()
    stance: StanceTowards | None = None
    act: tuple[Act, ...] = ()
    event: Words = ()
    quad: tuple[Quad, ...] = ()
    topic: Words = ()
    words: Words = ()
    to: Annotated[tuple[Word, ...], Meta(min_length=1, max_length=20)] = (STDOUT,)

    @property
    def of_statements(self) -> bool:
        """Whether it says something about a statement."""
        return bool(self.speaker or self.about or self.stance or self.act)

    @property
    def of_events(self) -> bool:
        """Whether it says something about an event."""
        return bool(self.event or self.quad)


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    rule: Annotated[tuple[Rule, ...], Meta(min_length=1, max_length=_MOST_RULES)]


def load_alerts(path: Path) -> tuple[Rule, ...]:
    """The rules of a file.

    Raises:
        WatchError: it cannot be read or breaks its schema; says which rule and which key.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise WatchError(str(path), f"larger than {_MOST_BYTES:,} bytes")
        found = msgspec.convert(parse_toml(path.read_text(encoding="utf-8")), _File)
    except OSError as error:
        raise WatchError(str(path), f"cannot be read: {error.strerror or error}") from error
    except msgspec.ValidationError as error:
        raise WatchError(str(path), str(error)) from error
    except ValueError as error:
        raise WatchError(str(path), f"not TOML: {error}") from error
    _check(path, found.rule)
    return found.rule


def _check(path: Path, rules: Iterable[Rule]) -> None:
    """What a schema of types cannot tell.

    Raises:
        WatchError: a rule without a condition, a name given twice, an unknown type or topic, or a target that is none.
    """
    known = {"event": frozenset(load_codebook().types), "topic": topic_names()}
    names: set[str] = set()
    for number, rule in enumerate(rules):
        where = f"$.rule[{number}]"
        if rule.name in names:
            raise WatchError(str(path), f"another rule is called {rule.name!r} - at `{where}.name`")
        names.add(rule.name)
        conditions = [name for name in Rule.__struct_fields__ if name not in {"name", "to"} and getattr(rule, name)]
        if not conditions:
            raise WatchError(str(path), f"a rule without a condition - at `{where}`")
        for key, allowed in known.items():
            for value in getattr(rule, key):
                if value not in allowed:
                    why = f"{value!r} is unknown; there are {', '.join(sorted(allowed))}"
                    raise WatchError(str(path), f"{why} - at `{where}.{key}`")
        for target in rule.to:
            _check_target(path, target, f"{where}.to")


def _check_target(path: Path, target: str, where: str) -> None:
    if "://" not in target:
        if target.endswith("/") or "\0" in target:
            raise WatchError(str(path), f"{target!r} is no file - at `{where}`")
        return
    try:
        url = web_url(target)
    except FetchError as error:
        raise WatchError(str(path), f"{error.why} - at `{where}`") from error
    if not url.startswith("https:") and host_of(url) not in _LOOPBACK:
        raise WatchError(str(path), f"{target!r}: only https, or http to this machine - at `{where}`")
