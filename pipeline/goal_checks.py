"""Whether goals can be followed up: what their indicators have, and how many of a document's goals have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.derived_records import DocumentCheck, GoalCheck
from pipeline.records import Document, Goal, Indicator, IndicatorValue

CHECKS = ("indicator", "baseline", "target_with_year", "responsible", "source", "interval")
MEASURED = ("baseline", "outcome")
MEMORY = 100_000  # indicators kept: most have the same columns of the same years as many others

Stated = tuple[str, int | None, bool, bool]  # of a number: its value type, year, whether of a whole year, to review


@dataclass(frozen=True, slots=True)
class Checked:
    """What one indicator has of `CHECKS`, and what of that rests on rows that need no review."""

    has: frozenset[str]
    surely: frozenset[str]
    followable: bool  # a target with year, and a measured number to hold against it


def check_goals(
    goals: Sequence[Goal], indicators: Sequence[Indicator], values: Sequence[IndicatorValue]
) -> list[GoalCheck]:
    """One row per goal, sorted by document and place in it."""
    own: dict[str, list[Checked]] = defaultdict(list)
    below: dict[str, list[Checked]] = defaultdict(list)
    parent_of = {goal.goal_id: goal.parent_goal_id for goal in goals}
    for goal_id, checked in _check_indicators(indicators, values):
        own[goal_id].append(checked)
        for ancestor in ancestors(goal_id, parent_of):
            below[ancestor].append(checked)
    rows = [_row(goal, own[goal.goal_id], below[goal.goal_id]) for goal in goals]
    return sorted(rows, key=lambda row: row.goal_id)


def ancestors(goal_id: str, parent_of: Mapping[str, str | None]) -> Iterator[str]:
    """The goals that a goal serves, the nearest first."""
    seen = {goal_id}
    parent = parent_of.get(goal_id)
    while parent is not None and parent not in seen:
        yield parent
        seen.add(parent)
        parent = parent_of.get(parent)


def _check_indicators(
    indicators: Sequence[Indicator], values: Sequence[IndicatorValue]
) -> Iterable[tuple[str, Checked]]:
    """The goal of each indicator that has one, and what the indicator has."""
    values_of: dict[str, list[IndicatorValue]] = defaultdict(list)
    for value in values:
        values_of[value.indicator_id].append(value)
    for indicator in indicators:
        if indicator.goal_id is not None:
            yield indicator.goal_id, check_indicator(indicator, values_of[indicator.indicator_id])


def check_indicator(indicator: Indicator, values: Sequence[IndicatorValue]) -> Checked:
    """What an indicator has of `CHECKS`. A value counts where it is a number; a target, where it has a year too."""
    stated = [(v.value_type, v.year, v.as_of is None, v.needs_review) for v in values if v.value is not None]
    return _check(tuple(_facts(indicator)), indicator.needs_review, tuple(stated))


@lru_cache(maxsize=MEMORY)
def _check(facts: tuple[str, ...], needs_review: bool, stated: tuple[Stated, ...]) -> Checked:
    last = max((year for kind, year, _, _ in stated if kind == "target" and year is not None), default=None)
    found = [(check, one) for one in stated if (check := _check_of(one, last))]
    has = {*facts, *(check for check, _ in found)}
    sure = {*facts, *(check for check, (*_, to_review) in found if not to_review)}
    measured = any(kind in MEASURED for kind, *_ in stated)
    return Checked(frozenset(has), frozenset() if needs_review else frozenset(sure), measured and last is not None)


def _facts(indicator: Indicator) -> Iterator[str]:
    yield "indicator"
    if indicator.responsible:
        yield "responsible"
    if indicator.source is not None:
        yield "source"
    if indicator.frequency is not None or indicator.frequency_code is not None:
        yield "interval"


def _check_of(stated: Stated, last_target: int | None) -> str | None:
    """The check that a number meets. The outcome of a whole year before the last target is a number to start from."""
    kind, year, whole_year, _ = stated
    if kind == "target":
        return None if year is None else "target_with_year"
    if kind == "outcome" and whole_year:
        return "baseline" if last_target is None or (year is not None and year < last_target) else None
    return "baseline" if kind == "baseline" else None


def _row(goal: Goal, own: Sequence[Checked], below: Sequence[Checked]) -> GoalCheck:
    every = [*own, *below]
    has: set[str] = set().union(*(checked.has for checked in every))
    surely: set[str] = set().union(*(checked.surely for checked in every))
    of_own: set[str] = set().union(*(checked.has for checked in own))
    followable = [checked for checked in every if checked.followable]
    return GoalCheck(
        goal_id=goal.goal_id,
        document_id=goal.document_id,
        page=goal.page,
        indicators=len(own),
        subgoal_indicators=len(below),
        followable_indicators=len(followable),
        has_indicator="indicator" in has,
        has_baseline="baseline" in has,
        has_target_with_year="target_with_year" in has,
        has_responsible="responsible" in has,
        has_source="source" in has,
        has_interval="interval" in has,
        through_subgoals=tuple(check for check in CHECKS if check in has - of_own),
        followable=bool(followable),
        complete=has == set(CHECKS),
        needs_review=goal.needs_review or surely != has,
    )


def check_documents(documents: Sequence[Document], checks: Sequence[GoalCheck]) -> list[DocumentCheck]:
    """One row per document, sorted by document_id."""
    checks_of: dict[str, list[GoalCheck]] = defaultdict(list)
    for check in checks:
        checks_of[check.document_id].append(check)
    ids = sorted(document.document_id for document in documents)
    return [_document_row(document_id, checks_of[document_id]) for document_id in ids]


def _document_row(document_id: str, checks: Sequence[GoalCheck]) -> DocumentCheck:
    def share(column: str) -> float | None:
        return sum(getattr(check, column) for check in checks) / len(checks) if checks else None

    return DocumentCheck(
        document_id=document_id,
        goals=len(checks),
        followable=sum(check.followable for check in checks),
        share_followable=share("followable"),
        share_complete=share("complete"),
        share_with_indicator=share("has_indicator"),
        share_with_baseline=share("has_baseline"),
        share_with_target_with_year=share("has_target_with_year"),
        share_with_responsible=share("has_responsible"),
        share_with_source=share("has_source"),
        share_with_interval=share("has_interval"),
    )
