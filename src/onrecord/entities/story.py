"""Where a report is at home, and who acts in its sentences: what tells whose "the foreign ministry" is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from onrecord.entities.draft import Draft
    from onrecord.entities.places import Places
    from onrecord.entities.sayings import Sayings
    from onrecord.entities.text import Text
    from onrecord.lexicon import Lexicon

#: What each way to name a country counts for.
_WEIGHTS = {"country": 1.0, "demonym": 0.6, "place": 0.7, "organisation": 0.3}
_HEADLINE, _FIRST, _SCENE = 3.0, 2.0, 3.0  # times as much in headlines, in the first sentence, and there after "in"
_MAIN = 0.4  # share of all that is named by which a report without a dateline is about a country
_NEAR = 50  # states that act in one sentence
_CITY = re.compile(r"[^,(\d/\u2013\u2014]*")
_COURTS = frozenset(("court", "tribunal"))


class Story:
    """What a whole report tells of the countries in it.

    Args:
        text: the mentions.
        of: mention index → draft.
        places: where the places of the text are.
        lexicon: states, and seats of bodies.
        sayings: who speaks where.
        headlines: numbers of the sentences that stand in headlines.
        dateline: the words of the dateline; empty without one.

    Attributes:
        home: the state whose government "the government" is when nothing nearer tells; None when the report tells none.
        ground: the state in which things happen; as `home`, but for reports from a seat of international bodies.
        dated: whether the dateline tells `home`.
        has_world_court: whether an international court is named, whose judges may be meant.
    """

    def __init__(  # noqa: PLR0913 - what the rules look at, one by one
        self,
        text: Text,
        of: Mapping[int, Draft],
        places: Places,
        lexicon: Lexicon,
        *,
        sayings: Sayings,
        headlines: AbstractSet[int],
        dateline: str = "",
    ) -> None:
        self._text = text
        self._of = of
        self._places = places
        self._lexicon = lexicon
        self._sayings = sayings
        self._headlines = headlines
        counts = self._counts()
        main = max(counts, key=lambda code: counts[code], default=None)
        clear = main is not None and counts[main] >= _MAIN * counts.total() and self._is_scene(main)
        city = (_CITY.match(dateline) or [""])[0].strip()
        where = places.country_named(city) if city else None
        self.dated = where is not None and (city.title() not in lexicon.seats or where == main)
        self.home = where if self.dated else (main if clear else None)
        self.ground = self.home or where
        self.has_world_court = any(d.sort in _COURTS and d.sector == "IGO" for d in of.values())
        self._agents = self._find_agents()

    def code(self, number: int) -> str | None:
        """The state that a mention of a country, people or place tells."""
        draft, mention = self._of.get(number), self._text.mentions[number]
        if draft is None or mention.kind not in {"country", "demonym", "place"}:
            return None
        code = self._places.country_told(draft) if draft.kind == "place" else draft.country
        return code if code in self._lexicon.countries else None

    def _counts(self) -> Counter[str]:
        """How much the report speaks of each country."""
        counts: Counter[str] = Counter()
        body = next((n for n in range(len(self._text.analysis.sentences)) if n not in self._headlines), 0)
        for number, mention in enumerate(self._text.mentions):
            code = self._named(number)
            if code is not None:
                counts[code] += self._times(number, body) * _WEIGHTS[mention.kind]  # type: ignore[assignment]
        return counts

    def _is_scene(self, code: str) -> bool:
        """Whether a country is more than one that somebody speaks of once: a headline's, named twice, or the scene.

        One place alone does not make it: many share their names.
        """
        numbers = [n for n in range(len(self._text.mentions)) if self._named(n) == code]
        named = [n for n in numbers if self._text.mentions[n].kind != "place"]
        places = {id(self._of[n]) for n in numbers if n not in named}
        sentences = {self._text.places[n].sentence for n in named}
        again = len(sentences) > 1 or not sentences.isdisjoint(self._headlines)
        return again or any(self._link(n) == "in" for n in named) or len(places) + bool(named) > 1

    def _named(self, number: int) -> str | None:
        """The country that a mention counts for: a place only where it is known, a body's only where it has a name."""
        draft, mention = self._of.get(number), self._text.mentions[number]
        if draft is None or mention.kind not in _WEIGHTS:
            return None
        if mention.kind == "place":
            return self.code(number) if self._places.of(draft) else None
        known = mention.kind == "organisation" and (mention.provenance.entry or "").startswith("org:")
        code = draft.country if known else self.code(number)
        return code if code in self._lexicon.countries else None

    def _times(self, number: int, first: int) -> float:
        """How many times a mention counts, by where it stands; `first` is the first sentence under the headline."""
        place, link = self._text.places[number], self._link(number)
        if place.sentence in self._headlines:
            return 1.0 if link not in ("", "in") else _HEADLINE
        return (_SCENE if link == "in" else _FIRST) if place.sentence == first else 1.0

    def _link(self, number: int) -> str:
        """The preposition before a mention; empty without one."""
        analysis, head = self._text.analysis, self._text.places[number].head
        return self._text.word(analysis.head[head]) if analysis.dep[head] == "pobj" else ""

    def _find_agents(self) -> dict[int, list[tuple[int, str]]]:
        """For each sentence the subjects that are states or their capitals: token and country, in text order."""
        agents: dict[int, list[tuple[int, str]]] = {}
        for number, mention in enumerate(self._text.mentions):
            place = self._text.places[number]
            if mention.kind != "country" or not place.subject or place.joined:
                continue
            code = self.code(number)
            if code is not None:
                agents.setdefault(place.sentence, []).append((place.head, code))
        return agents

    def side(self, number: int) -> str | None:
        """Whose side a mention is told of: that of the state which acts before it, here or in the sentence before.

        Within what somebody says it is that of a state which acts in the same words, else the speaker's.
        """
        place = self._text.places[number]
        voice = self._sayings.voice(place.first)
        here = self._agents_near(number)[0]
        if voice is not None:
            told = [c for t, c in here if _within(t, voice.contents)]
            code = told[-1] if told else self._speakers(voice.sources)
            if code is not None:
                return code
        free = [c for t, c in here if self._sayings.voice(t) is None]
        return free[-1] if free else self._side_before(place.sentence) or self._own_words(number)

    def _own_words(self, number: int) -> str | None:
        """The government that acts in what a mention says: "the minister said that *Ankara* would not pay"."""
        voiced = [c for near in self._agents_near(number) for t, c in near if self._is_own(number, t)]
        return voiced[0] if len(set(voiced)) == 1 else None

    def says(self, number: int, other: int) -> bool:
        """Whether a mention stands in what another one says."""
        voice = self._sayings.voice(self._text.places[other].first)
        return voice is not None and number in voice.sources

    def _is_own(self, number: int, token: int) -> bool:
        voice = self._sayings.voice(token)
        seats = (n for n in self._text.starting.get(token, ()) if self._text.mentions[n].metonym)
        acts = self._text.analysis.dep[token] == "nsubj"
        return acts and voice is not None and number in voice.sources and any(True for _ in seats)

    def _agents_near(self, number: int) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        """The states that act in a mention's sentence before it and after it, as many as sentences of reports have."""
        place = self._text.places[number]
        agents = self._agents.get(place.sentence, [])
        at = bisect_left(agents, (place.first, ""))
        return agents[max(0, at - _NEAR) : at], agents[at : at + _NEAR]

    def _side_before(self, sentence: int) -> str | None:
        """The state that acts last in the sentence before, if it stands in the same paragraph."""
        sentences = self._text.analysis.sentences
        if not sentence or sentences[sentence - 1].block != sentences[sentence].block:
            return None
        before = [c for t, c in self._agents.get(sentence - 1, ()) if self._sayings.voice(t) is None]
        return before[-1] if before else None

    def _speakers(self, sources: Sequence[int]) -> str | None:
        codes = {d.country for n in sources if (d := self._of.get(n)) is not None}
        code = codes.pop() if len(codes) == 1 else None
        return code if code in self._lexicon.countries else None


def _within(token: int, ranges: Sequence[range]) -> bool:
    return any(token in tokens for tokens in ranges)
