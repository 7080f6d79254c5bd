"""Whether an outcome meets a target: met, not met, or cannot be told. Never a guess.

Target and outcome are sets of numbers: `minst 90` is all from 90 on, `70–75` what lies between, a bare `72` all from 72
in the direction that is better. An outcome that lies wholly in the target's set meets it, one wholly outside does not.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

from normalizers.directions import is_rank
from normalizers.text import fold_text
from normalizers.vocabulary import load
from pipeline.statements import Statement, Value

MET, NOT_MET, CANNOT_TELL = "met", "not_met", "cannot_tell"

TARGET_WORDS = "target-without-number"
OUTCOME_WORDS = "outcome-without-number"
ANOTHER_PART = "another-part"  # the target is for all, the outcome for `kvinnor`
UNITS_DIFFER = "units-differ"
CHANGE = "relative-change"  # a change (`öka med 5 %`), whose start is not known
ANOTHER_WHOLE = "another-whole"  # `2 av 8` beside `3 av 9`
APPROXIMATE = "approximate"  # `ca 70`
RANK_OR_INDEX = "rank-or-index"  # `Topp 10`, and nothing says that the outcome is a place
NO_DIRECTION = "no-direction"
INEXACT = "outcome-inexact"  # `> 80` beside `minst 90`
OUTSIDE_RANGE = "outside-range"  # on the side that may be better


class Verdict(NamedTuple):
    """`reason` is null where it can be told."""

    result: str
    reason: str | None = None


class Span(NamedTuple):
    """Numbers from `low` to `high`; the ends belong to it where they are closed."""

    low: float
    high: float
    low_closed: bool = True
    high_closed: bool = True


def judge(target: Statement, outcome: Statement, direction: str | None) -> Verdict:
    """Whether the outcome meets the target, where `higher` or `lower` (or not known) is better."""
    obstacle = find_obstacle(target, outcome)
    if obstacle:
        return Verdict(CANNOT_TELL, obstacle)
    asked, came = span_of(target), span_of(outcome)
    if asked == came and asked.low == asked.high:
        return Verdict(MET)
    if target.high is None and target.low.comparator == "=":
        if direction is None:
            return Verdict(CANNOT_TELL, NO_DIRECTION)
        if is_approximate(target.low):
            return Verdict(CANNOT_TELL, APPROXIMATE)
        asked = Span(asked.low, math.inf) if direction == "higher" else Span(-math.inf, asked.high)
    if lies_in(came, asked):
        return Verdict(MET)
    if not lies_apart(came, asked):
        return Verdict(CANNOT_TELL, INEXACT)
    if target.high is not None and direction != ("higher" if came.high <= asked.low else "lower"):
        return Verdict(CANNOT_TELL, OUTSIDE_RANGE)
    return Verdict(NOT_MET)


def find_obstacle(target: Statement, outcome: Statement) -> str | None:
    """Why target and outcome cannot be compared, None where they can."""
    if not target.has_number:
        return TARGET_WORDS
    if not outcome.has_number:
        return OUTCOME_WORDS
    if target.is_change or outcome.is_change:
        return CHANGE
    if target.component != outcome.component:
        return ANOTHER_PART
    if target.unit_group and outcome.unit_group and target.unit_group != outcome.unit_group:
        return UNITS_DIFFER
    if whole_of(target.low) != whole_of(outcome.low):
        return ANOTHER_WHOLE
    if is_place(target.low) and not (is_place(outcome.low) or is_rank(target.name) or is_rank(outcome.name)):
        return RANK_OR_INDEX
    if is_approximate(outcome.low):
        return APPROXIMATE
    return None


# ------------------------------------------------------------------ spans


def span_of(statement: Statement) -> Span:
    """The numbers that a statement with a number allows; a bare number is itself alone."""
    if statement.high is None:
        return _span_of(statement.low.comparator, statement.amounts[0] or 0.0)
    span = Span(-math.inf, math.inf)
    for value, amount in zip(statement.values, statement.amounts, strict=True):
        end = _span_of(value.comparator, amount or 0.0)
        if value.comparator in (">", ">="):
            span = span._replace(low=end.low, low_closed=end.low_closed)
        elif value.comparator in ("<", "<="):
            span = span._replace(high=end.high, high_closed=end.high_closed)
        else:
            span = end
    return span


def _span_of(comparator: str | None, amount: float) -> Span:
    if comparator in (">", ">="):
        return Span(amount, math.inf, low_closed=comparator == ">=")
    if comparator in ("<", "<="):
        return Span(-math.inf, amount, high_closed=comparator == "<=")
    return Span(amount, amount)


def lies_in(inner: Span, outer: Span) -> bool:
    """Whether all of the one lies in the other."""
    low = inner.low > outer.low or (inner.low == outer.low and (outer.low_closed or not inner.low_closed))
    high = inner.high < outer.high or (inner.high == outer.high and (outer.high_closed or not inner.high_closed))
    return low and high


def lies_apart(one: Span, other: Span) -> bool:
    """Whether the two have no number in common."""
    return _is_below(one, other) or _is_below(other, one)


def _is_below(one: Span, other: Span) -> bool:
    return one.high < other.low or (one.high == other.low and not (one.high_closed and other.low_closed))


# ------------------------------------------------------------------ notes


def whole_of(value: Value) -> str | None:
    """`av 8` of `2 av 8`: what a bare count is out of."""
    if value.note is None or value.unit is not None:
        return None
    note = value.note.casefold().split()
    return fold_text(" ".join(note)) if note[:1] == ["av"] else None


def is_place(value: Value) -> bool:
    """Whether the cell itself says that the number is a place in a list: `Topp 10`, `plats 74`."""
    if value.note is None:
        return False
    return not _places().isdisjoint(word.strip("-.") for word in value.note.casefold().split())


@cache
def _places() -> frozenset[str]:
    wordings = (*load("comparators")["words"]["kept_as_note"], *load("directions")["places"])
    return frozenset(word.strip("-.") for wording in wordings for word in wording.split())


def is_approximate(value: Value) -> bool:
    if value.note is None:
        return False
    return not set(value.note.casefold().split()).isdisjoint(load("comparators")["words"]["approximate"])
