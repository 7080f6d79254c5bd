"""Tables whose rows hold a measure with its levels and, beside it, what is done: each row is read as both.

Seen in goal chains out of spreadsheets and scorecards of boards: `Mål | Mått | Utfall 2030 | Mål 2031 | Aktivitet`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.families.roles import VALUE_ROLES
from extractors.families.rows import ReadTable, TableRow, has_levels
from extractors.families.vocabulary import fold, load
from extractors.geometry import union
from pipeline.records import Place, RawCell

NAMES = ("indicator", "action")
OF_BOTH = frozenset({"goal", "number", "set_by"})
OF_MEASURE = frozenset({"unit", "source", "measured_by", "part", "amount", "trend"})
OF_ACTION = frozenset({"due", "expected_effect", "assignment"})


def parts_of(read: ReadTable) -> tuple[ReadTable, ReadTable] | None:
    """A table of actions as (its measures, its actions), where its rows hold both; else none."""
    if read.family != "actions" or not has_levels(read.columns):
        return None
    levels = frozenset(c.header for c in read.columns if c.role in VALUE_ROLES and c.numeric > 0)
    measures = replace(read, family="indicators", rows=_rows_of("indicator", read.rows, levels))
    return measures, replace(read, rows=_rows_of("action", read.rows, levels))


def _rows_of(kind: str, rows: Sequence[TableRow], levels: frozenset[str]) -> tuple[TableRow, ...]:
    """What rows say of one kind. A merged name that reaches over several rows is one record, unless the others give
    it levels of their own; a row that only names the other kind says nothing of this one."""
    out: list[TableRow] = []
    seen: set[tuple[str, Place]] = set()
    for row in rows:
        name = row.first(kind)
        if name is None and row.first(*NAMES) is not None:
            continue
        cells = _cells_of(kind, row, levels)
        new = [c for c in cells if (c.role, c.place) not in seen]
        told = [c for c in new if c.text and (c is name or c.role in VALUE_ROLES)]
        seen |= {(c.role, c.place) for c in cells}
        if told or name is None:
            boxes = [c.place.box for c in new if c.text and c.place.page == row.place.page]
            place = Place(row.place.page, union(boxes)) if boxes and name is not None else row.place
            out.append(replace(row, cells=cells, place=place))
    return tuple(out)


def _cells_of(kind: str, row: TableRow, levels: frozenset[str]) -> tuple[RawCell, ...]:
    """The cells that tell of one kind: what may be of either tells of the nearest name left of it, or of both. Where an
    action leads, it tells of that, unless a cell of its role did so before: `Aktivitet | Mått | Mål | Ansvarig`."""
    out, nearest = [], None
    first = next((c for c in row.cells if c.role in NAMES), None)
    led = first is not None and first.role == "action" and bool(first.text)
    told: set[str] = set()  # roles that the action has
    for cell in row.cells:
        nearest = cell.role if cell.role in NAMES else nearest
        if cell.role in OF_BOTH:
            owner = None
        elif cell.role in OF_MEASURE or (cell.role in VALUE_ROLES and cell.header in levels):
            owner = "indicator"
        elif cell.role in OF_ACTION or (led and cell.role not in told and _may_be_of_action(cell)):
            owner = "action"
        else:
            owner = nearest
        if owner == "action":
            told.add(cell.role)
        if owner in (None, kind):
            out.append(cell)
    return tuple(out)


def _may_be_of_action(cell: RawCell) -> bool:
    """Whether a cell behind an action and a measure may be about the work: no name, and of marks no colour and no
    `Delvis uppfyllt`."""
    judging = load("goals")["judgement"]
    return cell.role not in NAMES and not (
        cell.role == "status" and set(fold(cell.text).split()) <= {*judging["ends"], *judging["with"]}
    )
