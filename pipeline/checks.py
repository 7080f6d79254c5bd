"""Sense of an indicator's values beside each other. What disagrees is never changed: it gets a flag, to review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from statistics import median

from normalizers.vocabulary import any_of, load
from pipeline.records import IndicatorValue, RawCell

OUT_OF_RANGE = "out-of-range"
FAR = "far-from-other-values"
YEARS_FALL = "years-fall"  # and rise
DOUBTFUL = 0.5  # confidence of a value that does not fit
# A lost decimal comma makes a value ten times too large; `78,5` beside `8` is as far. Real values seldom move so much.
FAR_RATIO = 8.0
SMALL = 20.0  # counts below this often grow tenfold: 1 → 10 e-services


@cache
def _share() -> re.Pattern[str]:
    words = load("totals")["share"]
    return re.compile(rf"^\W*{any_of(words['begins'])}\b(?!.*{any_of(words['not_with'])})", re.IGNORECASE)


def check_values(name: str, values: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """The values with a flag on shares outside 0 to 100 % and on values far from the indicator's others."""
    far = _far(values)
    out = []
    for at, value in enumerate(values):
        number = value.value
        if number is not None and value.unit == "%" and _share().search(name) and not 0 <= number <= 100:
            value = marked(value, OUT_OF_RANGE)
        out.append(marked(value, FAR) if at in far else value)
    return out


def marked(value: IndicatorValue, flag: str) -> IndicatorValue:
    """The value with a flag that makes it one to review."""
    confidence = min(value.confidence, DOUBTFUL)
    return replace(value, confidence=confidence, needs_review=True, flags=(*value.flags, flag))


def years_out_of_order(read: Sequence[tuple[RawCell, IndicatorValue]]) -> frozenset[int]:
    """Places of the values whose columns' years go up and down from left to right.

    Tables may look back (2024, 2023, 2022); one whose years go both ways has a header over the wrong column. The parts
    of an indicator have rows of their own."""
    rows: dict[tuple[str, str | None], list[int]] = {}
    for at, (cell, _) in enumerate(read):
        if cell.year is not None:
            rows.setdefault((cell.role, cell.component), []).append(at)
    found: set[int] = set()
    for places in rows.values():
        years = [read[at][0].year or 0 for at in places]
        rises = all(a <= b for a, b in pairwise(years))
        falls = all(a >= b for a, b in pairwise(years))
        if not (rises or falls):
            found.update(places)
    return frozenset(found)


def _far(values: Sequence[IndicatorValue]) -> set[int]:
    """Places of the values of another order of magnitude than the others of their unit and part."""
    groups: dict[tuple[str | None, str | None], list[int]] = {}
    for at, value in enumerate(values):
        if value.value is not None and value.value > 0:
            groups.setdefault((value.unit, value.component), []).append(at)
    found: set[int] = set()
    for places in groups.values():
        numbers = [values[at].value or 0.0 for at in places]
        if len(set(numbers)) < 2:
            continue
        for at, number in zip(places, numbers, strict=True):
            usual = median(numbers) if len(numbers) > 2 else sum(numbers) - number
            if max(number, usual) >= SMALL and max(number, usual) >= FAR_RATIO * min(number, usual):
                found.add(at)
    return found
