"""What is linked: one row of `indicators` or `goals` with the facts that tell it from others."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from pipeline.light import light
from pipeline.records import Document, Extraction, IndicatorValue

UNKNOWN_AGE = 9999  # a document without period counts as the youngest
NAME_INFERRED = "name-column-inferred"  # flag of an indicator whose column of names has a header of something else
CAME_OUT = frozenset({"baseline", "outcome"})  # both say what a year came out at
MEMORY = 100_000  # figures kept: there are few years, and many rows have the same number


@light(frozen=True, slots=True)
class Figure:
    """One value of a row that covers a whole year, for comparing series. `kind`: `came out`, `target` or `forecast`."""

    year: int
    kind: str
    value: float
    component: str | None = None


@light(frozen=True, slots=True)
class Measure:
    """One row to link. Only `name` is needed; everything else makes links safer."""

    name: str
    unit: str | None = None
    municipality: str | None = None
    year: int | None = None  # first year of the document's period
    organisation: str | None = None
    document: str | None = None
    row_id: str = ""
    goal_type: str | None = None  # of a goal; None for an indicator
    values: tuple[float, ...] = ()  # every number of the row, whatever year it is of
    figures: tuple[Figure, ...] = ()
    aims: str | None = None  # which way its targets point: `up` (>=), `down` (<=)
    goal: str | None = None  # the wording of the goal that it stands under
    responsible: tuple[str, ...] = ()
    source: str | None = None
    source_path: str | None = None  # of the document's file
    page: int | None = None
    name_inferred: bool = False  # whether the column of names has a header of something else

    @property
    def age(self) -> tuple[int, str, str, str]:
        """Sorts the oldest first."""
        return (UNKNOWN_AGE if self.year is None else self.year, self.document or "", self.row_id, self.name)

    @property
    def place(self) -> str:
        """Where the row stands, for a reader: `Havsbyn 2030 (document)`."""
        document = f"({self.document})" if self.document else None
        parts = [self.municipality, str(self.year) if self.year else None, document]
        return " ".join(part for part in parts if part) or "another row"


def read_indicators(extraction: Extraction) -> Iterator[Measure]:
    """The indicators of one document, as rows to link."""
    values: dict[str, list[IndicatorValue]] = defaultdict(list)
    for value in extraction.values:
        if value.value is not None:
            values[value.indicator_id].append(value)
    goals = {goal.goal_id: goal.title for goal in extraction.goals}
    document = extraction.document
    for indicator in extraction.indicators:
        own = values[indicator.indicator_id]
        yield Measure(
            name=sys.intern(indicator.name),  # many documents print it: it is kept, and looked at, once
            unit=indicator.unit,
            municipality=document.municipality,
            year=document.period_start,
            organisation=document.organisation,
            document=document.document_id,
            row_id=indicator.indicator_id,
            values=tuple(value.value for value in own if value.value is not None),
            figures=tuple(_read_figures(own)),
            aims=_read_aims(own),
            goal=goals.get(indicator.goal_id) if indicator.goal_id else None,
            responsible=indicator.responsible,
            source=indicator.source,
            source_path=document.source_path,
            page=indicator.page,
            name_inferred=NAME_INFERRED in indicator.flags,
        )


def read_goals(extraction: Extraction) -> Iterator[Measure]:
    """The goals of one document, as rows to link."""
    document: Document = extraction.document
    titles = {goal.goal_id: goal.title for goal in extraction.goals}
    for goal in extraction.goals:
        yield Measure(
            name=sys.intern(goal.title),
            municipality=document.municipality,
            year=document.period_start,
            organisation=document.organisation,
            document=document.document_id,
            row_id=goal.goal_id,
            goal_type=goal.goal_type,
            goal=titles.get(goal.parent_goal_id) if goal.parent_goal_id else None,
            source_path=document.source_path,
            page=goal.page,
        )


def _read_figures(values: list[IndicatorValue]) -> Iterator[Figure]:
    """Figures of whole years; a part of a year (`as_of`) is no figure of its year."""
    for value in values:
        if value.year is not None and value.as_of is None and value.value is not None:
            kind = "came out" if value.value_type in CAME_OUT else value.value_type
            yield _figure(value.year, kind, value.value, value.component)


_figure = lru_cache(maxsize=MEMORY)(Figure)


def _read_aims(values: list[IndicatorValue]) -> str | None:
    """The direction of the targets, None where they have no comparator or several directions."""
    up = down = False
    for value in values:
        if value.value_type == "target" and value.comparator:
            up, down = up or value.comparator[0] == ">", down or value.comparator[0] == "<"
    return None if up == down else "up" if up else "down"
