"""Plans that nobody typeset: the rows that reading them would give, of every municipality through the years.

A board prints the same measures year after year; half of them are measures that many municipalities print, the others
are its own. So the rows hang together as those of real plans do, and all that is worked out from them has work to do.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from benchmarks.links.names import FIRST, FORMS, LAST, WHAT, WHOSE
from pipeline.discover import ID_LENGTH
from pipeline.records import Box, Document, Extraction, Goal, Indicator, IndicatorValue, Trace

MUNICIPALITIES = 290
BOARDS = ("Kommunstyrelsen", "Socialnämnden", "Barn- och utbildningsnämnden", "Miljönämnden", "Kulturnämnden")
FIRST_YEAR = 2015
COMMON = 250  # measures that many municipalities print
MEASURES = 20  # of a board, every other one of them common
GOALS = 4  # of a plan
UNITS = {0: "%", 1: None, 2: "kr", 3: "%", 4: None}  # by the form of the name
BOX = Box(60.0, 90.0, 535.0, 112.0)


@dataclass(frozen=True, slots=True)
class Name:
    """A measure as it is printed. `level`: about what its values are."""

    text: str
    unit: str | None
    level: float


def make_plans(values: int, seed: int = 7) -> Iterator[tuple[bytes, Extraction]]:
    """Plans, until they hold so many values: what stands for the file, and its rows. The same each time."""
    dice = random.Random(seed)
    common = [_make_name(dice) for _ in range(COMMON)]
    boards = [
        (f"Kommun{number:03d}", board, [*dice.sample(common, MEASURES // 2), *_make_own(dice)])
        for number in range(MUNICIPALITIES)
        for board in BOARDS
    ]
    made = 0
    for year in count(FIRST_YEAR):
        for municipality, board, names in boards:
            content = f"{municipality}, {board}, {year}".encode()
            plan = _make_plan(dice, hashlib.sha256(content).hexdigest(), (municipality, board, year), names)
            yield content, plan
            made += len(plan.values)
            if made >= values:
                return


def _make_own(dice: random.Random) -> list[Name]:
    return [_make_name(dice) for _ in range(MEASURES // 2)]


def _make_name(dice: random.Random) -> Name:
    form = dice.randrange(len(FORMS))
    subject = f"{dice.choice(WHAT)} {dice.choice(FIRST)}{dice.choice(LAST)} {dice.choice(WHOSE)}".strip()
    return Name(FORMS[form].format(subject), UNITS[form], dice.uniform(20, 80))


def _make_plan(dice: random.Random, sha256: str, whose: tuple[str, str, int], names: Sequence[Name]) -> Extraction:
    municipality, board, year = whose
    id_ = sha256[:ID_LENGTH]
    goals = [_make_goal(id_, number, board) for number in range(1, GOALS + 1)]
    indicators: list[Indicator] = []
    values: list[IndicatorValue] = []
    traces: list[Trace] = []
    for place, name in enumerate(names):
        indicator = _make_indicator(id_, place + 1, goals[place % GOALS].goal_id, name)
        indicators.append(indicator)
        columns = (("outcome", year - 1), ("target", year), ("target", year + 1))
        for value_type, of_year in columns[: 2 + place % 2]:
            number = round(name.level + dice.gauss(0, 3), 1)
            value = _make_value(f"{id_}-v{len(values) + 1:04d}", indicator, (value_type, of_year), number)
            values.append(value)
            traces.append(Trace(value.value_id, id_, "Mål › Indikatorer", f"Mål {of_year}", value.raw, "amounts"))
    document = Document(
        id_, "", sha256, 200_000, 12, "ok", municipality, None, None, board, "operational_plan",
        f"Verksamhetsplan {year}", year, year, None, None, None, None, None, False, 0.9, (),
    )  # fmt: skip
    return Extraction(
        document, goals=tuple(goals), indicators=tuple(indicators), values=tuple(values), traces=tuple(traces)
    )


def _make_goal(id_: str, number: int, board: str) -> Goal:
    title = f"{board} ska göra det {('tryggt', 'enkelt', 'hållbart', 'jämlikt')[number - 1]} att bo i hela kommunen"
    return Goal(
        f"{id_}-g{number:04d}", id_, None, None, "goal_area", "Mål", str(number), title, None, None, None, None, None,
        2 + number, BOX, 0.9, False, (),
    )  # fmt: skip


def _make_indicator(id_: str, number: int, goal_id: str, name: Name) -> Indicator:
    return Indicator(
        f"{id_}-i{number:04d}", id_, goal_id, "indicator", None, name.text, None, (), "Egen uppföljning", None, None,
        name.unit, (), None, None, None, 3 + number // 5, BOX, 0.9, False, (),
    )  # fmt: skip


def _make_value(value_id: str, row: Indicator, column: tuple[str, int], number: float) -> IndicatorValue:
    value_type, year = column
    raw = f"{number} {row.unit or ''}".strip().replace(".", ",")
    return IndicatorValue(
        value_id, row.indicator_id, row.document_id, year, None, value_type, None, "=", number, row.unit, None, raw,
        False, row.page, BOX, 0.9, False, (),
    )  # fmt: skip
