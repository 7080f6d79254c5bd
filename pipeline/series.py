"""Every measure through the years: which value to use where documents state the same figure more than once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from normalizers.units import money_factor
from pipeline.derived_records import SeriesValue
from pipeline.records import IndicatorValue
from pipeline.statements import Statement, amount_of

DOCUMENTS_DISAGREE = "documents-disagree"
SAME_DOCUMENT = "document-disagrees-with-itself"
BASELINE_OUTCOME = "baseline-and-outcome-disagree"
ORDER_UNKNOWN = "order-unknown"  # which document is the later cannot be told
OTHER_UNITS = "other-units"  # the figure is stated in another unit too, in a row of its own
UNIT_NOT_PRINTED = "unit-not-printed"  # some documents print the unit and some do not
UNIT_CONVERTED = "unit-converted"  # an overruled amount of money was printed in another unit
EARLY = "stated-before-year-end"  # the document is older than the end of the year that came out


class Figure(NamedTuple):
    """What tells rows apart, all but the unit."""

    cluster_id: str
    place: str
    organisation: str
    component: str
    year: int | None
    document_id: str  # only where the year is not known, as two such figures may be of different years
    as_of: date | None
    value_type: str


def build_series(statements: Sequence[Statement]) -> list[SeriesValue]:
    """One row per figure, sorted by cluster, municipality, organisation, part, unit, value type and year.

    Every statement is in exactly one row: used or overruled.
    """
    figures: dict[Figure, list[Statement]] = defaultdict(list)
    for statement in statements:
        figures[figure_of(statement)].append(statement)
    rows = [row for figure, stated in figures.items() for row in _rows_of(figure, stated)]
    return sorted(_mark_baselines(rows), key=_sort_key)


def figure_of(statement: Statement) -> Figure:
    value = statement.low
    return Figure(
        statement.link.cluster_id,
        statement.place,
        statement.organisation,
        statement.component,
        value.year,
        "" if value.year is not None else value.document_id,
        value.as_of,
        value.value_type,
    )


# ------------------------------------------------------------------ units


def _rows_of(figure: Figure, stated: Sequence[Statement]) -> Iterable[SeriesValue]:
    """One row for each unit that the figure is stated in."""
    if len(stated) == 1:  # as nearly all are
        yield _row(figure, _unit_key(stated[0]), stated)
        return
    groups = split_units(stated)
    for unit_group, statements in groups.items():
        row = _row(figure, unit_group, sorted(statements, key=lambda statement: statement.preference))
        yield _flagged(row, OTHER_UNITS) if len(groups) > 1 and figure.year is not None else row


def split_units(stated: Sequence[Statement]) -> dict[str, list[Statement]]:
    """Statements by unit; those without go to the only unit that the others print, else they stand apart.

    A change (`öka med 5 %`) is no level, and stands apart too.
    """
    named = {statement.unit_group for statement in stated if statement.unit_group and not statement.is_change}
    only = named.pop() or "" if len(named) == 1 else ""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in stated:
        bare = statement.unit_group is None and not statement.is_change
        groups[only if bare else _unit_key(statement)].append(statement)
    return groups


def _unit_key(statement: Statement) -> str:
    return f"{'change ' if statement.is_change else ''}{statement.unit_group or ''}"


# ------------------------------------------------------------------ one row


def _row(figure: Figure, unit_group: str, stated: Sequence[Statement]) -> SeriesValue:
    """The row of statements that are sorted with the one to use last."""
    used, others = stated[-1], stated[:-1]
    value, document = used.low, used.document
    overruled = sorted((part for other in others for part in other.values), key=lambda part: part.value_id)
    flags = _find_flags(used, others)
    own = {SAME_DOCUMENT, ORDER_UNKNOWN} & set(flags)
    early = EARLY in flags and document.document_type == "interim_report"
    return SeriesValue(
        series_id=f"{figure.cluster_id}-{_hash(figure, unit_group)}",
        cluster_id=figure.cluster_id,
        canonical_name=used.link.canonical_name,
        kolada_id=used.link.kolada_id,
        municipality=document.municipality,
        organisation=document.organisation,
        component=value.component,
        year=value.year,
        as_of=value.as_of,
        value_type=value.value_type,
        comparator=value.comparator,
        value=value.value,
        range_to=used.high.value if used.high else None,
        unit=value.unit,
        raw=value.raw,
        value_id=value.value_id,
        range_to_value_id=used.high.value_id if used.high else None,
        document_id=value.document_id,
        page=value.page,
        bbox=value.bbox,
        documents=len({statement.low.document_id for statement in stated}),
        overruled=tuple(part.value_id for part in overruled),
        overruled_values=tuple(_in_unit(part, value.unit) for part in overruled),
        disagrees=bool({DOCUMENTS_DISAGREE, SAME_DOCUMENT} & set(flags)),
        needs_review=used.needs_review or bool(own) or early,
        flags=tuple(flags),
    )


def _hash(figure: Figure, unit_group: str) -> str:
    key = "\x1f".join("" if part is None else str(part) for part in (*figure[1:], unit_group))
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _in_unit(value: IndicatorValue, unit: str | None) -> float | None:
    """The number in the row's unit; only money is converted."""
    amount, factor = amount_of(value), money_factor(unit)
    if value.unit == unit or amount is None or factor is None or money_factor(value.unit) is None:
        return value.value
    return amount / factor


def _find_flags(used: Statement, others: Sequence[Statement]) -> list[str]:
    """What is odd, in the order in which a reader would ask."""
    flags = _compare(used, others) if others else []
    if is_early(used):
        flags.append(EARLY)
    return flags


def _compare(used: Statement, others: Sequence[Statement]) -> list[str]:
    """What is odd about statements beside each other."""
    flags: list[str] = []
    different = [other for other in others if not agree(used, other)]
    elsewhere = [other for other in different if other.low.document_id != used.low.document_id]
    if elsewhere:
        flags.append(DOCUMENTS_DISAGREE)
    if len(elsewhere) < len(different):
        flags.append(SAME_DOCUMENT)
    if any(other.day is None or used.day is None or other.day == used.day for other in elsewhere):
        flags.append(ORDER_UNKNOWN)
    with_number = [statement for statement in (used, *others) if statement.has_number]
    if len({statement.unit_group for statement in with_number}) > 1:
        flags.append(UNIT_NOT_PRINTED)
    elif len({statement.low.unit for statement in with_number}) > 1:
        flags.append(UNIT_CONVERTED)
    return flags


def agree(one: Statement, other: Statement) -> bool:
    """Whether two statements of a figure say the same; a cell without a number contradicts none.

    A bare target (`72`) and one with a comparator (`minst 72`) agree; `minst 72` and `högst 72` do not.
    """
    if not (one.has_number and other.has_number):
        return True
    ends = [[amount_of(value) for value in statement.values] for statement in (one, other)]
    marks = [{value.comparator for value in statement.values} - {"="} for statement in (one, other)]
    return ends[0] == ends[1] and (not all(marks) or marks[0] == marks[1])


def is_early(statement: Statement) -> bool:
    """Whether what came out in a whole year is stated by a document that is older than the year's end."""
    value, day = statement.low, statement.day
    if value.value_type not in ("baseline", "outcome") or value.as_of is not None or not statement.has_number:
        return False
    return value.year is not None and day is not None and day < date(value.year, 12, 31)


# ------------------------------------------------------------------ baseline beside outcome


def _mark_baselines(rows: Sequence[SeriesValue]) -> list[SeriesValue]:
    """The rows, marked where a year's baseline and outcome differ: both say what came out that year."""
    groups: dict[tuple[object, ...], list[SeriesValue]] = defaultdict(list)
    for row in rows:
        if row.value_type in ("baseline", "outcome") and row.value is not None and row.year is not None:
            money = money_factor(row.unit) is not None
            place = row.municipality or row.document_id
            groups[
                row.cluster_id, place, row.organisation, row.component, row.year, row.as_of, money or row.unit
            ].append(row)
    differing = {row.series_id for group in groups.values() if len(group) > 1 and _differ(group) for row in group}
    return [
        replace(_flagged(row, BASELINE_OUTCOME), disagrees=True) if row.series_id in differing else row for row in rows
    ]


def _differ(rows: Sequence[SeriesValue]) -> bool:
    return len({round((row.value or 0.0) * (money_factor(row.unit) or 1.0), 6) for row in rows}) > 1


def _flagged(row: SeriesValue, flag: str) -> SeriesValue:
    return replace(row, flags=(*row.flags, flag))


def _sort_key(row: SeriesValue) -> tuple[object, ...]:
    return (
        row.cluster_id,
        row.municipality or "",
        row.organisation or "",
        row.component or "",
        row.value_type,
        -1 if row.year is None else row.year,
        row.as_of or date.max,
        row.series_id,
    )
