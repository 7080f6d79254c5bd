"""Rows with the columns that linking needs and no others, as named tuples: a run over all plans makes millions of them.

They stand where `Goal`, `Indicator` and `IndicatorValue` stand, for whoever needs no more of them.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class LeanGoal(NamedTuple):
    goal_id: str
    document_id: str
    parent_goal_id: str | None
    goal_type: str
    title: str
    page: int
    needs_review: bool


class LeanIndicator(NamedTuple):
    indicator_id: str
    document_id: str
    goal_id: str | None
    name: str
    responsible: tuple[str, ...]
    source: str | None
    frequency: str | None
    frequency_code: str | None
    unit: str | None
    page: int
    needs_review: bool
    flags: tuple[str, ...]


class LeanValue(NamedTuple):
    indicator_id: str
    document_id: str
    year: int | None
    as_of: date | None
    value_type: str
    component: str | None
    comparator: str | None
    value: float | None
    needs_review: bool
