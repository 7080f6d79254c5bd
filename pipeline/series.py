"""Every measure through the years: which value to use where documents state the same figure more than once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from normalizers.units import money_factor
from pipeline.statements import Statement, Value, amount_of
from pipeline.tables import BY_NAME, column_of, make_table, take_lists

DOCUMENTS_DISAGREE = "documents-disagree"
SAME_DOCUMENT = "document-disagrees-with-itself"
BASELINE_OUTCOME = "baseline-and-outcome-disagree"
ORDER_UNKNOWN = "order-unknown"  # which document is the later cannot be told
OTHER_UNITS = "other-units"  # the figure is stated in another unit too, in a row of its own
UNIT_NOT_PRINTED = "unit-not-printed"  # some documents print the unit and some do not
UNIT_CONVERTED = "unit-converted"  # an overruled amount of money was printed in another unit
EARLY = "stated-before-year-end"  # the document is older than the end of the year that came out

_ONLY_EARLY = (EARLY,)
_DISAGREEING = frozenset({DOCUMENTS_DISAGREE, SAME_DOCUMENT, BASELINE_OUTCOME})
_IN_DOUBT = frozenset({SAME_DOCUMENT, ORDER_UNKNOWN})
_ORDER = ("cluster_id", "municipality", "organisation", "component", "value_type", "year", "as_of")
_OF_VALUE = (
    *("component", "year", "as_of", "value_type", "comparator", "value", "unit", "raw"),
    *("value_id", "document_id", "page", "bbox"),
)  # columns that are those of the value to use


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


class Choice(NamedTuple):
    """The statement to use for a figure in one unit, and those that it overrules, from the first to the last."""

    figure: Figure
    unit_group: str
    used: Statement
    others: Sequence[Statement]
    flags: tuple[str, ...]


def build_series(statements: Sequence[Statement], values: pa.Table) -> pa.Table:
    """The dataset of the statements that these values make: one row per figure, sorted by cluster, municipality,
    organisation, part, unit, value type and year."""
    return series_of(choose_values(statements), values)


def choose_values(statements: Sequence[Statement]) -> list[Choice]:
    """One choice per figure and unit. Every statement is in exactly one: used or overruled."""
    figures: dict[Figure, list[Statement]] = defaultdict(list)
    for statement in statements:
        figures[figure_of(statement)].append(statement)
    choices: list[Choice] = []
    for figure, stated in figures.items():
        if len(stated) == 1:  # as nearly all are
            used = stated[0]
            choices.append(Choice(figure, _unit_key(used), used, (), _ONLY_EARLY if is_early(used) else ()))
        else:
            choices += _choose(figure, stated)
    return _mark_baselines(choices)


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


def _choose(figure: Figure, stated: Sequence[Statement]) -> Iterable[Choice]:
    """One choice for each unit that the figure is stated in."""
    groups = split_units(stated)
    for unit_group, statements in groups.items():
        *others, used = sorted(statements, key=lambda statement: statement.preference)
        flags = _find_flags(used, others)
        if len(groups) > 1 and figure.year is not None:
            flags.append(OTHER_UNITS)
        yield Choice(figure, unit_group, used, others, tuple(flags))


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
    return f"change {statement.unit_group or ''}" if statement.is_change else statement.unit_group or ""


# ------------------------------------------------------------------ the rows


def series_of(choices: Sequence[Choice], values: pa.Table) -> pa.Table:
    """The dataset, sorted. What the value to use has is taken from its row, so that no cell is touched."""
    used = [choice.used for choice in choices]
    overruled = [_list_overruled(choice) if choice.others else () for choice in choices]
    rows = values.take(pa.array([statement.low.row for statement in used], pa.int64()))
    ends = values.select(("value", "value_id")).take(
        pa.array([statement.high.row if statement.high else None for statement in used], pa.int64())
    )
    columns = {name: column_of(rows, name) for name in _OF_VALUE} | {
        "series_id": [f"{choice.figure.cluster_id}-{_hash(choice)}" for choice in choices],
        "cluster_id": [choice.figure.cluster_id for choice in choices],
        "canonical_name": [statement.link.canonical_name for statement in used],
        "kolada_id": [statement.link.kolada_id for statement in used],
        "municipality": [statement.document.municipality for statement in used],
        "organisation": [statement.document.organisation for statement in used],
        "range_to": column_of(ends, "value"),
        "range_to_value_id": column_of(ends, "value_id"),
        "documents": [_count_documents(choice) for choice in choices],
        "overruled": take_lists(column_of(values, "value_id"), [[part.row for part in parts] for parts in overruled]),
        "overruled_values": [
            [_in_unit(part, statement.low.unit) for part in parts] if parts else ()
            for statement, parts in zip(used, overruled, strict=True)
        ],
        "disagrees": [not _DISAGREEING.isdisjoint(choice.flags) for choice in choices],
        "needs_review": [_needs_review(choice) for choice in choices],
        "flags": [list(choice.flags) if choice.flags else () for choice in choices],
    }
    return _sorted(make_table(BY_NAME["indicator_series"], columns))


def _sorted(table: pa.Table) -> pa.Table:
    """What is null comes first, but for `as_of`: the whole year comes after its parts."""
    first = {"municipality": "", "organisation": "", "component": "", "year": -1, "as_of": date.max}
    columns = {
        name: column_of(table, name).fill_null(first[name]) if name in first else column_of(table, name)
        for name in (*_ORDER, "series_id")
    }
    return table.take(pc.sort_indices(pa.table(columns), sort_keys=[(name, "ascending") for name in columns]))


def _list_overruled(choice: Choice) -> Sequence[Value]:
    return sorted((part for other in choice.others for part in other.values), key=lambda value: value.value_id)


def _count_documents(choice: Choice) -> int:
    if not choice.others:
        return 1
    return len({statement.low.document_id for statement in (choice.used, *choice.others)})


def _needs_review(choice: Choice) -> bool:
    """A value to review, one of several that the program must choose among, or one of a year that is not over."""
    if choice.used.needs_review or not _IN_DOUBT.isdisjoint(choice.flags):
        return True
    return EARLY in choice.flags and choice.used.document.document_type == "interim_report"


def _hash(choice: Choice) -> str:
    _, place, organisation, component, year, document_id, as_of, value_type = choice.figure
    stated = f"{'' if year is None else year}\x1f{document_id}\x1f{'' if as_of is None else as_of}\x1f{value_type}"
    key = f"{place}\x1f{organisation}\x1f{component}\x1f{stated}\x1f{choice.unit_group}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _in_unit(value: Value, unit: str | None) -> float | None:
    """The number in the row's unit; only money is converted."""
    if value.unit == unit:
        return value.value
    amount, factor = amount_of(value), money_factor(unit)
    if amount is None or factor is None or money_factor(value.unit) is None:
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
    if one.amounts != other.amounts:
        return False
    return not one.marks or not other.marks or one.marks == other.marks


def is_early(statement: Statement) -> bool:
    """Whether what came out in a whole year is stated by a document that is older than the year's end."""
    value, day = statement.low, statement.day
    if value.value_type not in ("baseline", "outcome") or value.as_of is not None or not statement.has_number:
        return False
    return value.year is not None and day is not None and day < date(value.year, 12, 31)


# ------------------------------------------------------------------ baseline beside outcome


def _mark_baselines(choices: Sequence[Choice]) -> list[Choice]:
    """The choices, marked where a year's baseline and outcome differ: both say what came out that year."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, (figure, _, used, _, _) in enumerate(choices):
        value = used.low
        if value.value_type in ("baseline", "outcome") and value.value is not None and value.year is not None:
            unit = money_factor(value.unit) is not None or value.unit
            organisation = used.document.organisation
            key = (figure.cluster_id, used.place, organisation, value.component, value.year, value.as_of, unit)
            groups[key].append(number)
    marked = list(choices)
    for group in groups.values():
        if len(group) > 1 and _differ([choices[number].used.low for number in group]):
            for number in group:
                marked[number] = choices[number]._replace(flags=(*choices[number].flags, BASELINE_OUTCOME))
    return marked


def _differ(values: Sequence[Value]) -> bool:
    return len({round((value.value or 0.0) * (money_factor(value.unit) or 1.0), 6) for value in values}) > 1
