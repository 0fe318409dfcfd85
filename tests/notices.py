"""Invented notices of the kinds that appear again and again with other figures, and copies of them."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

MARKET = (
    "Shares on the {city} exchange {verb} on {weekday}, with the benchmark {index} index closing {move} percent {way} "
    "at {level} points. Turnover came to {turnover} million, compared with {turnover2} million in the session before.\n"
    "{company} was the most actively traded stock and ended the day at {price}. Of the {total} companies whose shares "
    "changed hands, {up} gained, {down} lost ground and the rest were unchanged.\n"
    "Analysts at {bank} said that investors were waiting for the decision of the central bank on interest rates. "
    "The exchange opens again at nine in the morning."
)
WEATHER = (
    "The forecast for {city} on {weekday}: the temperature will reach {high} degrees in the afternoon and fall to "
    "{low} degrees at night. Winds from the {wind} will blow at {speed} kilometres an hour, with gusts up to {gust}.\n"
    "The chance of rain is {rain} percent. Humidity will be about {humid} percent, the sun sets at {hour}.{minute}.\n"
    "The weather service asks people who travel in the hills near {town} to take care, as roads may be slippery."
)
RATES = (
    "The central bank of {country} has set the official exchange rates for {weekday}, {day} {month}. One dollar costs "
    "{usd}, one euro {eur} and one pound {gbp}. The rate of the yen is {jpy} for a hundred.\n"
    "Commercial banks in {city} sold the dollar at {usd2} and bought it at {usd3}. The rates apply to all transactions "
    "from midnight and are used for customs and for the accounts of state bodies."
)
TRUCE = (
    "Observers counted {viol} violations of the ceasefire on {weekday}, the mission said in its daily report. On the "
    "previous day they had counted {viol2}. Most of them, {most}, happened in an area north of {town}.\n"
    "The mission saw {tanks} tanks and {guns} howitzers in places where the agreement does not allow them. Its "
    "unmanned aircraft flew {flights} times. Monitors were not able to enter {town2} because of mines on the road.\n"
    "The observers repeat that both sides must withdraw heavy weapons and open all crossing points to civilians."
)
SHIPPING = (
    "A total of {ships} vessels carrying {tons} tonnes of grain left the ports of {city} and {town} on {weekday}, the "
    "joint coordination centre said. Inspectors cleared {cleared} outbound and {inbound} inbound ships.\n"
    "The largest, the {ship}, is bound for {port} with {load} tonnes of maize. {waiting} vessels are waiting for "
    "inspection. Since the start of the initiative {all} million tonnes have been exported."
)
CASES = (
    "The health ministry of {country} reported {cases} new infections and {dead} deaths in the past day on {weekday}. "
    "The number of people in hospital stands at {beds}, of whom {care} are in intensive care.\n"
    "The region of {town} has the highest rate, with {rate} cases for each hundred thousand inhabitants, followed by "
    "{town2} with {rate2}. So far {vacc} percent of the population have been vaccinated.\n"
    "The ministry asks everybody to keep their distance and to wear a mask in closed rooms."
)
FIXTURE = (
    "{club} beat {club2} {goals}-{goals2} on {weekday} in front of {crowd} spectators in {city}. {player} scored in "
    "the {min} minute and {player2} added a second in the {min2} minute.\n"
    "The win takes {club} to {points} points from {games} matches. {club2} stay on {points2} points and travel to "
    "{town} for their next game. The referee showed {cards} yellow cards."
)
CALL = (
    "President {person} spoke by telephone on {weekday} with {person2}, the leader of {country}, his office said.\n"
    "The two leaders discussed bilateral relations and the situation in {country2}. They agreed that trade between "
    "their countries, which reached {trade} million last year, has to grow further.\n"
    "{person2} accepted an invitation to visit {city} in {month}. The call took place at the initiative of the other "
    "side, and the leaders agreed to continue their contacts at various levels."
)
NOTICE = (
    "The ministry of foreign affairs of {country} summoned the ambassador of {country2} on {weekday} over the incident "
    "near {town}. The ambassador, {person}, was handed a note of protest.\n"
    "The ministry said that such steps do not help good relations between neighbours and that it expects an "
    "explanation by {month} {day}. It was the {nth} time this year that an envoy had been called in."
)
FORMS = (MARKET, WEATHER, RATES, TRUCE, SHIPPING, CASES, FIXTURE, CALL, NOTICE)

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "March", "April", "June", "August", "October")
_PLACES = ("Lorvik", "Tarnby", "Quessa", "Marnholt", "Ostrava Bay", "Beldin", "Karsk", "Vellmora", "Druna", "Halvet")
_NAMES = ("Ilan Moret", "Sava Brinn", "Oda Kleist", "Rufus Tamm", "Pavo Lindt", "Mira Soldan", "Edo Varga", "Nils Abo")


class Report(NamedTuple):
    """A text, where and when it appeared."""

    text: str
    outlet: str
    day: dt.date


class Pair(NamedTuple):
    """Two reports, what they have to do with each other, and whether they are copies."""

    one: Report
    other: Report
    what: str
    copies: bool


def filled(form: str, chance: random.Random, day: dt.date) -> str:
    """A form with figures, names and places of one day."""
    return form.format_map(_Slots(chance, day))


class _Slots(dict[str, str]):
    """Makes a value for whatever slot a form asks for, and keeps it."""

    def __init__(self, chance: random.Random, day: dt.date) -> None:
        super().__init__(weekday=_DAYS[day.weekday()], day=str(day.day), month=chance.choice(_MONTHS))
        self._chance = chance

    def __missing__(self, slot: str) -> str:
        kind = slot.rstrip("0123456789")
        if kind in {"city", "town", "country", "port", "ship"}:
            value = self._chance.choice(_PLACES)
        elif kind in {"person", "player", "company", "bank", "club", "index"}:
            value = self._chance.choice(_NAMES)
        elif kind in _CHOICES:
            value = self._chance.choice(_CHOICES[kind])
        elif kind in {"move", "usd", "eur", "gbp", "jpy", "price", "all"}:
            value = f"{self._chance.uniform(0.1, 99):.2f}"
        else:
            value = f"{self._chance.randrange(2, 4000):,}"
        self[slot] = value
        return value


_CHOICES = {"verb": ("rose", "fell"), "way": ("higher", "lower"), "wind": ("north", "south", "east", "west")}


def series(number: int, seed: int) -> list[Pair]:
    """Pairs of one form filled in twice: the next day or week, or the same day for another place."""
    chance = random.Random(seed)  # noqa: S311 (invented figures, not secrets)
    pairs = []
    for n in range(number):
        form, day = FORMS[n % len(FORMS)], dt.date(2023, 3, 1) + dt.timedelta(days=chance.randrange(200))
        later = day + dt.timedelta(days=chance.choice((0, 0, 1, 1, 1, 2, 7)))
        outlet = chance.choice(("Lorvik Post", "Tarnby Times"))
        pairs.append(
            Pair(
                Report(filled(form, chance, day), "Lorvik Post", day),
                Report(filled(form, chance, later), outlet, later),
                f"form {FORMS.index(form)}, {(later - day).days} days",
                copies=False,
            )
        )
    return pairs


def copied(number: int, seed: int) -> list[Pair]:
    """Pairs of a notice and what another outlet made of it the same day or the next."""
    chance = random.Random(seed)  # noqa: S311 (invented figures, not secrets)
    pairs = []
    for n in range(number):
        day = dt.date(2023, 3, 1) + dt.timedelta(days=chance.randrange(200))
        text, name = filled(FORMS[n % len(FORMS)], chance, day), chance.choice(list(EDITS))
        other = EDITS[name](text, chance)
        later = day + dt.timedelta(days=chance.choice((0, 0, 1)))
        pairs.append(Pair(Report(text, "Lorvik Post", day), Report(other, "Tarnby Times", later), name, copies=True))
    return pairs


def _framed(text: str, chance: random.Random) -> str:
    return f"{chance.choice(_PLACES).upper()} (Reuters) - {text}\nFollow our channel for more news of the day."


def _without_end(text: str, _: random.Random) -> str:
    return text.rpartition("\n")[0]


def _between_other_words(text: str, chance: random.Random) -> str:
    other = filled(chance.choice((OWN_WORDS, OTHER_WORDS)), chance, dt.date(2023, 1, 2))
    return f"{other}\n{text}" if chance.random() < 0.5 else f"{text}\n{other}"


def _reworded(text: str, _: random.Random) -> str:
    for old, new in (("said", "stated"), ("of the", "of"), ("previous", "last"), ("came to", "was"), ("and", "&")):
        text = text.replace(f" {old} ", f" {new} ")
    return text


def _one_figure_corrected(text: str, chance: random.Random) -> str:
    figures = [word for word in text.split() if word[0].isdecimal()]
    return text.replace(chance.choice(figures), str(chance.randrange(5000, 6000)), 1) if figures else text


def _paragraphs_turned(text: str, _: random.Random) -> str:
    first, *rest = text.split("\n")
    return "\n".join([*rest, first])


OWN_WORDS = (
    "Residents of {town} told this newspaper that they had grown used to such news and no longer expected anything to "
    "change before winter. A shopkeeper, {person}, said her customers talk of little else."
)
OTHER_WORDS = (
    "The figures come as {city} prepares for local elections in {month}, in which {person} hopes to win a second term "
    "after promising better roads and {num} new homes."
)
EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "framed": _framed,
    "without end": _without_end,
    "between other words": _between_other_words,
    "reworded": _reworded,
    "one figure corrected": _one_figure_corrected,
    "paragraphs turned": _paragraphs_turned,
}
