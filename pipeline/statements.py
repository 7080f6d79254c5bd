"""What documents state of a measure: values with all that is needed to compare them across documents.

A statement is one value, or the two values of a range. Statements are ordered by when their document was published,
so that the latest can be told; `find_day` says how that day is found where none is printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from normalizers.text import fold_text
from normalizers.units import money_factor, normalise_unit
from pipeline.lean import LeanValue
from pipeline.packing import cells_of, lean_rows
from pipeline.records import Document, Indicator, IndicatorLink, IndicatorValue

RELATIVE_CHANGE = "relative-change"  # flag of a value that is a change (`öka med 5 %`) and no level
MONEY = "money"  # unit group of kr, tkr, mnkr: amounts that can be compared
LOWER_ENDS, UPPER_ENDS = frozenset({">", ">="}), frozenset({"<", "<="})
NAME, CLUSTER = "name", "cluster"  # columns that the table of values has here, beside its own
EXACT = 6  # decimals to which amounts in kronor are compared, so that 0.1 mnkr is 100 tkr

# Where two documents are from the same day, what is decided for the whole overrules what only hangs on it.
TYPE_RANK = {
    "presentation": 0,
    "goal_framework": 1,
    "operational_plan_appendix": 2,
    "operational_plan": 3,
    "budget_plan": 4,
    "interim_report": 5,
    "annual_report": 6,
}

Order = tuple[date, int, str]
Preference = tuple[bool, Order, bool, str]
_MIRRORED = {code: 127 - code for code in range(128)}  # sorts ids, which are ASCII, backwards: the first comes last


class InCluster(NamedTuple):
    """What is known of an indicator's cluster."""

    cluster_id: str
    canonical_name: str
    kolada_id: str | None
    needs_review: bool  # the link to it


class Value(NamedTuple):
    """What comparing a value with others takes. `row`: its place in the table of values, which has all else."""

    row: int
    value_id: str
    indicator_id: str
    document_id: str
    year: int | None
    as_of: date | None
    value_type: str
    component: str | None
    comparator: str | None
    value: float | None
    unit: str | None
    note: str | None
    raw: str
    in_text: bool
    needs_review: bool
    flags: tuple[str, ...]


class Statement(NamedTuple):
    """One figure that a document states: `low`, and `high` where it is the upper end of a range.

    What follows from it is worked out once, as a statement is compared with many others.
    """

    low: Value
    high: Value | None
    document: Document
    link: InCluster
    name: str  # the indicator's, as this document prints it
    day: date | None  # on which the document was published; None where nothing tells

    amounts: tuple[float | None, ...]  # the numbers of its values, in what those of its unit group are compared in
    marks: frozenset[str | None]  # their comparators, but for `=`
    place: str  # the municipality; the document itself where no municipality is known
    organisation: str
    component: str
    unit_group: str | None  # values of one can be compared; None where no unit is printed
    is_change: bool
    has_number: bool
    needs_review: bool
    order: Order  # sorts the latest document last; those of which nothing tells the day come first

    @property
    def values(self) -> tuple[Value, ...]:
        return (self.low,) if self.high is None else (self.low, self.high)

    @property
    def preference(self) -> Preference:
        """Sorts the statement to use last: a number, of the latest document, from a table, and first in it."""
        return (self.has_number, self.order, not self.low.in_text, self.low.value_id.translate(_MIRRORED))


@cache
def group_of(unit: str | None) -> str | None:
    """What units can be compared with this one: all of money, else only itself."""
    if unit is None:
        return None
    return MONEY if money_factor(unit) else normalise_unit(unit).casefold()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the rows that values belong to."""

    documents: Mapping[str, Document]  # by document_id
    days: Mapping[str, date | None]  # document_id -> the day on which it was published
    clusters: Sequence[InCluster]  # by the number in the column `cluster` of the values


def cluster_of(link: IndicatorLink) -> InCluster:
    return InCluster(link.cluster_id, link.canonical_name, link.kolada_id, link.needs_review)


def gather_statements(
    documents: Sequence[Document], indicators: Sequence[Indicator], values: pa.Table, links: Sequence[IndicatorLink]
) -> list[Statement]:
    """Every value in exactly one statement, sorted by value_id. The order of the rows is no matter."""
    days = find_days(documents, lean_rows(values, LeanValue))
    known = Known({one.document_id: one for one in documents}, days, [cluster_of(link) for link in links])
    names = {indicator.indicator_id: indicator.name for indicator in indicators}
    places = {link.indicator_id: place for place, link in enumerate(links)}
    own = values.column("indicator_id").to_pylist()
    clusters = pa.array([places[row] for row in own], pa.int32())
    return make_statements(add_cluster(values, pa.array([names[row] for row in own], pa.string()), clusters), known)


def add_cluster(values: pa.Table, names: pa.Array, clusters: pa.Array) -> pa.Table:
    """The values with the name and the number of the cluster of each one's indicator."""
    return values.append_column(NAME, names).append_column(CLUSTER, clusters)


def make_statements(values: pa.Table, known: Known) -> list[Statement]:
    """Every value in exactly one statement, sorted by value_id. The table has what `add_cluster` adds."""
    rows = lean_rows(values.append_column("row", pa.array(np.arange(values.num_rows))), Value)
    names = cells_of(values, NAME)
    links = [known.clusters[number] for number in cells_of(values, CLUSTER)]
    sources = {id_: _source_of(known.documents[id_], known.days[id_]) for id_ in {row.document_id for row in rows}}
    parts: dict[str | None, str] = {part: fold_text(part or "") for part in {row.component for row in rows}}
    statements = []
    for low, high in _pair_ranges(rows, _find_cells(values)):
        document, day, place, organisation, order = sources[low.document_id]
        link = links[low.row]
        statements.append(
            Statement(
                low,
                high,
                document,
                link,
                names[low.row],
                day,
                (amount_of(low),) if high is None else (amount_of(low), amount_of(high)),
                _marks_of(low.comparator, None if high is None else high.comparator),
                place,
                organisation,
                parts[low.component],
                group_of(low.unit),
                RELATIVE_CHANGE in low.flags,
                low.value is not None,
                link.needs_review or low.needs_review or (high is not None and high.needs_review),
                order,
            )
        )
    return statements


@cache
def _marks_of(low: str | None, high: str | None) -> frozenset[str | None]:
    """`high` is None for a statement of one value: the upper end of a range always has a comparator."""
    return frozenset({low} if high is None else {low, high}) - {"="}


def _source_of(document: Document, day: date | None) -> tuple[Document, date | None, str, str, Order]:
    """What all statements of a document have in common."""
    place = document.municipality or document.document_id
    order = (day or date.min, TYPE_RANK.get(document.document_type or "", 0), document.document_id)
    return (document, day, place, fold_text(document.organisation or ""), order)


def _find_cells(values: pa.Table) -> dict[int, tuple[object, ...]]:
    """Row -> where it is printed, of all values that may be one end of a range: those of indicators with both ends."""
    comparators, rows = values.column("comparator"), values.column("indicator_id")
    lower, upper = (
        rows.filter(pc.is_in(comparators, value_set=pa.array(sorted(ends)))) for ends in (LOWER_ENDS, UPPER_ENDS)
    )
    both = pc.unique(lower.filter(pc.is_in(lower, value_set=upper)))
    some = np.flatnonzero(pc.is_in(rows, value_set=both))
    own = values.select(("page", "bbox")).take(pa.array(some))
    return dict(zip(some.tolist(), zip(cells_of(own, "page"), cells_of(own, "bbox"), strict=True), strict=True))


def _pair_ranges(
    values: Iterable[Value], cells: Mapping[int, tuple[object, ...]]
) -> Iterable[tuple[Value, Value | None]]:
    """The two ends of a range, printed in one cell, are one; every other value stands alone."""
    pairs: list[tuple[Value, Value | None]] = []
    groups: dict[tuple[object, ...], list[Value]] = defaultdict(list)
    for value in values:
        if value.row in cells:
            cell = (value.indicator_id, *cells[value.row], value.raw)
            groups[*cell, value.value_type, value.year, value.as_of, value.component, value.unit].append(value)
        else:
            pairs.append((value, None))
    for found in groups.values():
        if len(found) == 2 and _is_range(*found):
            low, high = sorted(found, key=lambda value: value.value or 0.0)
            pairs.append((low, high))
        else:
            pairs.extend((value, None) for value in found)
    return sorted(pairs, key=lambda pair: pair[0].value_id)


def _is_range(one: Value, other: Value) -> bool:
    if one.value is None or other.value is None:
        return False
    low, high = sorted((one, other), key=lambda value: value.value or 0.0)
    return low.value != high.value and low.comparator in LOWER_ENDS and high.comparator in UPPER_ENDS


def amount_of(value: Value) -> float | None:
    """The number in what values of its unit group are compared in: kronor for money, else as printed."""
    factor = money_factor(value.unit)
    if value.value is None or factor is None:
        return value.value
    return round(value.value * factor, EXACT)


# ------------------------------------------------------------------ when a document was published


def find_days(documents: Sequence[Document], values: Iterable[LeanValue | IndicatorValue]) -> Mapping[str, date | None]:
    """The day of each document, by document_id."""
    as_of: dict[str, date] = {}
    for value in values:
        if value.as_of is not None:
            as_of[value.document_id] = max(value.as_of, as_of.get(value.document_id, value.as_of))
    return {document.document_id: find_day(document, as_of.get(document.document_id)) for document in documents}


def find_day(document: Document, last_as_of: date | None = None) -> date | None:
    """The day on which a document was published, for telling the later of two.

    That of its adoption, where it is printed and fits the period: a plan may print when an older one was adopted.
    Else an annual report is taken to be from the 1st of April after its last year, an interim report from the last
    day that its figures cover (the 1st of October where none tells), and a plan from the day before its first year.
    None for a document that tells neither day nor period.
    """
    adopted, start, end = document.adopted_on, document.period_start, document.period_end
    if start is None or end is None:
        return adopted
    if adopted is not None and start - 1 <= adopted.year <= end + 1:
        return adopted
    if document.document_type == "annual_report":
        return date(end + 1, 4, 1)
    if document.document_type == "interim_report":
        return last_as_of or date(end, 10, 1)
    return date(start - 1, 12, 31)
