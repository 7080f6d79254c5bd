"""What documents state of a measure: values with all that is needed to compare them across documents.

A statement is one value, or the two values of a range. Statements are ordered by when their document was published,
so that the latest can be told; `find_day` says how that day is found where none is printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from normalizers.text import fold_text
from normalizers.units import money_factor, normalise_unit
from pipeline.records import Document, Indicator, IndicatorLink, IndicatorValue

RELATIVE_CHANGE = "relative-change"  # flag of a value that is a change (`öka med 5 %`) and no level
MONEY = "money"  # unit group of kr, tkr, mnkr: amounts that can be compared
LOWER_ENDS, UPPER_ENDS = frozenset({">", ">="}), frozenset({"<", "<="})
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


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure that a document states: `low`, and `high` where it is the upper end of a range.

    What follows from it is worked out once, as a statement is compared with many others.
    """

    low: IndicatorValue
    high: IndicatorValue | None
    document: Document
    link: InCluster
    name: str  # the indicator's, as this document prints it
    day: date | None  # on which the document was published; None where nothing tells

    place: str = field(init=False)  # the municipality; the document itself where no municipality is known
    organisation: str = field(init=False)
    component: str = field(init=False)
    unit_group: str | None = field(init=False)  # values of one can be compared; None where no unit is printed
    is_change: bool = field(init=False)
    has_number: bool = field(init=False)
    needs_review: bool = field(init=False)
    order: Order = field(init=False)  # sorts the latest document last; those of which nothing tells the day come first

    def __post_init__(self) -> None:
        low, high, document = self.low, self.high, self.document
        of_rows = self.link.needs_review or low.needs_review or (high is not None and high.needs_review)
        follows = {
            "place": document.municipality or document.document_id,
            "organisation": fold_text(document.organisation or ""),
            "component": fold_text(low.component or ""),
            "unit_group": group_of(low.unit),
            "is_change": RELATIVE_CHANGE in low.flags,
            "has_number": low.value is not None,
            "needs_review": of_rows,
            "order": (self.day or date.min, TYPE_RANK.get(document.document_type or "", 0), document.document_id),
        }
        for name, found in follows.items():
            object.__setattr__(self, name, found)

    @property
    def values(self) -> tuple[IndicatorValue, ...]:
        return (self.low,) if self.high is None else (self.low, self.high)

    @property
    def preference(self) -> Preference:
        """Sorts the statement to use last: a number, of the latest document, from a table, and first in it."""
        return (self.has_number, self.order, not self.low.in_text, self.low.value_id.translate(_MIRRORED))


def group_of(unit: str | None) -> str | None:
    """What units can be compared with this one: all of money, else only itself."""
    if unit is None:
        return None
    return MONEY if money_factor(unit) else normalise_unit(unit).casefold()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the rows that values belong to."""

    documents: Mapping[str, Document]  # by document_id
    names: Mapping[str, str]  # indicator_id -> the indicator's name
    links: Mapping[str, InCluster]  # by indicator_id
    days: Mapping[str, date | None]  # document_id -> the day on which it was published


def gather_statements(
    documents: Sequence[Document],
    indicators: Sequence[Indicator],
    values: Sequence[IndicatorValue],
    links: Sequence[IndicatorLink],
) -> list[Statement]:
    """Every value in exactly one statement, sorted by value_id. The order of the rows is no matter."""
    known = Known(
        {document.document_id: document for document in documents},
        {indicator.indicator_id: indicator.name for indicator in indicators},
        {link.indicator_id: cluster_of(link) for link in links},
        find_days(documents, values),
    )
    return make_statements(values, known)


def cluster_of(link: IndicatorLink) -> InCluster:
    return InCluster(link.cluster_id, link.canonical_name, link.kolada_id, link.needs_review)


def make_statements(values: Sequence[IndicatorValue], known: Known) -> list[Statement]:
    """Every value in exactly one statement, sorted by value_id."""
    return [
        Statement(
            low,
            high,
            known.documents[low.document_id],
            known.links[low.indicator_id],
            known.names[low.indicator_id],
            known.days[low.document_id],
        )
        for low, high in _pair_ranges(values)
    ]


def _pair_ranges(values: Iterable[IndicatorValue]) -> Iterable[tuple[IndicatorValue, IndicatorValue | None]]:
    """The two ends of a range, printed in one cell, are one; every other value stands alone."""
    cells: dict[tuple[object, ...], list[IndicatorValue]] = defaultdict(list)
    for value in sorted(values, key=lambda value: value.value_id):
        cell = (value.indicator_id, value.page, value.bbox, value.raw)
        cells[*cell, value.value_type, value.year, value.as_of, value.component, value.unit].append(value)
    pairs: list[tuple[IndicatorValue, IndicatorValue | None]] = []
    for found in cells.values():
        if len(found) == 2 and _is_range(*found):
            low, high = sorted(found, key=lambda value: value.value or 0.0)
            pairs.append((low, high))
        else:
            pairs.extend((value, None) for value in found)
    return sorted(pairs, key=lambda pair: pair[0].value_id)


def _is_range(one: IndicatorValue, other: IndicatorValue) -> bool:
    if one.value is None or other.value is None:
        return False
    low, high = sorted((one, other), key=lambda value: value.value or 0.0)
    return low.value != high.value and low.comparator in LOWER_ENDS and high.comparator in UPPER_ENDS


def amount_of(value: IndicatorValue) -> float | None:
    """The number in what values of its unit group are compared in: kronor for money, else as printed."""
    factor = money_factor(value.unit)
    if value.value is None or factor is None:
        return value.value
    return round(value.value * factor, EXACT)


# ------------------------------------------------------------------ when a document was published


def find_days(documents: Sequence[Document], values: Sequence[IndicatorValue]) -> Mapping[str, date | None]:
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
