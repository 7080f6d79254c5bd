"""Which goal the rows of a table go on with where their column of goals is empty: it stands once for all its rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extractors.families.rows import ReadTable, TableRow
from extractors.families.state import LastRow, Walk


def goals_lead(read: ReadTable) -> bool:
    """Whether goals stand left of what serves them: there an empty cell is that of the goal above."""
    goals = [c.col for c in read.columns if c.role == "goal"]
    others = [c.col for c in read.columns if c.role in ("indicator", "key_result", "action", "assignment")]
    return bool(goals) and bool(others) and max(goals) < min(others)


def row_of_same_goal(rows: Sequence[TableRow], row: TableRow) -> TableRow | None:
    """The row above that names the goal of a row whose goal column is empty: a goal stands once for all its rows."""
    at = next(i for i, other in enumerate(rows) if other is row)
    for above in reversed(rows[:at]):
        if above.label:
            return None
        if above.first("goal"):
            return above
    return None


def goal_before_break(walk: Walk, row: TableRow, read: ReadTable) -> str | None:
    """The goal of the last row on the page before, where a page break cuts its cell: the table goes on under the same
    header, in the same section, with rows whose goal column is empty."""
    last = walk.last_row
    if last is None or last.heading != walk.heading or not goals_lead(read):
        return None
    goes_on = last.headers == tuple(c.header for c in read.columns) and read.table.places[0].page == last.page + 1
    first = list(takewhile(lambda other: not other.label and other.first("goal") is None, read.rows))
    return last.goal if goes_on and any(other is row for other in first) else None


def last_row(walk: Walk, read: ReadTable, before: int) -> LastRow | None:
    """Headers, page and goal of a table's last row, where goals have a column of their own."""
    goal = walk.indicators[-1].goal if len(walk.indicators) > before else None
    if goal is None or all(c.role != "goal" for c in read.columns):
        return None
    return LastRow(tuple(c.header for c in read.columns), read.table.places[-1].page, goal, walk.heading)
