"""Records of the datasets that are worked out from the published rows of all documents, after linking.

Declared like those in `records.py`; nothing here is read from a page, and every row names the rows that it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.records import Box, column, string

_CLUSTER = "The cluster of the same measure, as in `indicator_links`"
_CANONICAL = "The cluster's name"
_MUNICIPALITY = "Municipality of the documents; null where they name none, and then each document stands alone"
_COMPONENT = "Part of the measure, as in `indicator_values`: `elever`, `kvinnor`"
_REVIEW = "True where a person should look before using the row: `flags` tells why"
_RANGE = "Upper end of a range (`70–75`), whose lower end is the value; null where the value is no range"
_SHARE = "Share of the document's goals for which that holds, 0 to 1; null for a document without goals"


@dataclass(frozen=True, slots=True)
class SeriesValue:
    """One row per cluster, municipality, organisation, part, unit, year and value type: the value to use.

    The latest document that states a number gives the value; all others are listed as overruled. A figure for a part
    of a year has a row of its own, told by `as_of`.
    """

    series_id: str = string("Key: cluster_id and a hash of the columns that tell rows apart", null=False)
    cluster_id: str = string(_CLUSTER, null=False)
    canonical_name: str = string(_CANONICAL, null=False)
    kolada_id: str | None = string("The Kolada indicator that is the same measure, null where none is")
    municipality: str | None = string(_MUNICIPALITY)
    organisation: str | None = string("Board, committee or department of the documents; null for the whole body")
    component: str | None = string(_COMPONENT)
    year: int | None = column("int16", "The year; null where no year is printed, and then each document stands alone")
    as_of: date | None = column("date32", "Last day that the figure covers; null for whole years")
    value_type: str = string("`baseline`, `outcome`, `target` or `forecast`", null=False)
    comparator: str | None = string("Comparator of the value to use; null where there is no number")
    value: float | None = column("float64", "The value to use, in `unit`; null where no document states a number")
    range_to: float | None = column("float64", _RANGE)
    unit: str | None = string("Unit of the value to use, as in `indicator_values`")
    raw: str = string("Its cell as printed", null=False)
    value_id: str = string("The value to use", null=False)
    range_to_value_id: str | None = string("The value that holds the upper end of a range")
    document_id: str = string("The document that states it: the latest that states a number", null=False)
    page: int = column("int32", "Page in that document", null=False)
    bbox: Box = column("list<float64>", "Where on that page, as in `indicator_values`", null=False)
    documents: int = column("int32", "Number of documents that state the figure, whatever they state", null=False)
    overruled: tuple[str, ...] = column("list<string>", "value_id of every other statement of the figure", null=False)
    overruled_values: tuple[float | None, ...] = column(
        "list<float64>", "Their values in the same order, in `unit`; null where a cell holds no number", null=False
    )
    disagrees: bool = column("bool", "True where not all that is stated for this year is the same", null=False)
    needs_review: bool = column("bool", _REVIEW, null=False)
    flags: tuple[str, ...] = column("list<string>", "What is odd about the row, as kebab-case words", null=False)


@dataclass(frozen=True, slots=True)
class TargetFollowup:
    """One row per target whose year came out: an outcome or baseline for that year in the same or a later document.

    A target that no document says the outcome of has no row. `in_use` tells the target that `indicator_series` uses:
    count on those to count each once.
    """

    followup_id: str = string("Key: document_id of the target and a running number", null=False)
    cluster_id: str = string(_CLUSTER, null=False)
    canonical_name: str = string(_CANONICAL, null=False)
    municipality: str | None = string(_MUNICIPALITY)
    organisation: str | None = string("Board, committee or department of the target's document")
    component: str | None = string(_COMPONENT)
    year: int = column("int16", "The target's year", null=False)
    in_use: bool = column("bool", "True for the target that is the latest for its year", null=False)
    target_comparator: str | None = string("As in `indicator_values`; `=` where the cell holds a bare number")
    target: float | None = column("float64", "The target, in `target_unit`; null where it is words")
    target_range_to: float | None = column("float64", _RANGE)
    target_unit: str | None = string("Unit of the target")
    target_raw: str = string("The target's cell as printed", null=False)
    target_value_id: str = string("The target", null=False)
    document_id: str = string("The document that states the target", null=False)
    page: int = column("int32", "Page of the target in that document", null=False)
    bbox: Box = column("list<float64>", "Where on that page, as in `indicator_values`", null=False)
    outcome_type: str = string("`outcome`, or `baseline` where a later document starts from that year", null=False)
    outcome_comparator: str | None = string("As in `indicator_values`")
    outcome: float | None = column("float64", "What came out, in `outcome_unit`; null where it is words")
    outcome_unit: str | None = string("Unit of the outcome")
    outcome_raw: str = string("The outcome's cell as printed", null=False)
    outcome_value_id: str = string("The outcome: of the latest document that states it", null=False)
    outcome_document_id: str = string("The document that states the outcome", null=False)
    outcome_page: int = column("int32", "Page of the outcome in that document", null=False)
    direction: str | None = string("`higher` or `lower` is better; null where nothing tells")
    direction_source: str | None = string(
        "What tells: `comparator` of this target, `other_targets` of the measure, `vocabulary` (words of the name), "
        "or `movement` (from the baseline to the targets)"
    )
    result: str = string("`met`, `not_met` or `cannot_tell`", null=False)
    reason: str | None = string("Why it cannot be told, as a kebab-case word; null where it can")
    needs_review: bool = column("bool", _REVIEW, null=False)
    flags: tuple[str, ...] = column("list<string>", "What is odd about the row, as kebab-case words", null=False)


@dataclass(frozen=True, slots=True)
class GoalCheck:
    """One row per goal: whether it can be followed up, by its own indicators and those of the goals under it."""

    goal_id: str = string("The goal", null=False)
    document_id: str = string("The goal's document", null=False)
    page: int = column("int32", "Page of the goal", null=False)
    indicators: int = column("int32", "Number of its own indicators and key results", null=False)
    subgoal_indicators: int = column("int32", "Number of those of all goals under it", null=False)
    followable_indicators: int = column(
        "int32", "Of all these, those with a target with year and a measured number: a baseline or outcome", null=False
    )
    has_indicator: bool = column("bool", "An indicator or key result", null=False)
    has_baseline: bool = column(
        "bool", "A number to start from: a baseline, or the outcome of an earlier year than a target's", null=False
    )
    has_target_with_year: bool = column("bool", "A target that is a number and has a year", null=False)
    has_responsible: bool = column("bool", "Someone who answers for an indicator", null=False)
    has_source: bool = column("bool", "A source of an indicator's figures", null=False)
    has_interval: bool = column("bool", "An interval at which an indicator is measured", null=False)
    through_subgoals: tuple[str, ...] = column(
        "list<string>",
        "Those of the six that hold only through the goals under it: `indicator`, `baseline`, …",
        null=False,
    )
    followable: bool = column(
        "bool", "True where one and the same indicator has a target with year and a baseline or outcome", null=False
    )
    complete: bool = column("bool", "True where all six hold", null=False)
    needs_review: bool = column(
        "bool", "True where the goal, or all that one of the six rests on, is to review", null=False
    )


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """One row per document: how many of its goals can be followed up."""

    document_id: str = string("The document", null=False)
    goals: int = column("int32", "Number of its goals", null=False)
    followable: int = column("int32", "Number of goals that are followable, as in `goal_checks`", null=False)
    share_followable: float | None = column("float64", _SHARE)
    share_complete: float | None = column("float64", _SHARE)
    share_with_indicator: float | None = column("float64", _SHARE)
    share_with_baseline: float | None = column("float64", _SHARE)
    share_with_target_with_year: float | None = column("float64", _SHARE)
    share_with_responsible: float | None = column("float64", _SHARE)
    share_with_source: float | None = column("float64", _SHARE)
    share_with_interval: float | None = column("float64", _SHARE)
