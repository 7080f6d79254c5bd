"""A matrix of goals (målmatris): a goal at the head of each column, and those that serve it, numbered, in the cells.

The rows are perspectives (`Hyresgäst`, `Ekonomi`). Seen in plans of companies and boards, on landscape pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.families.chain import state_goal
from extractors.families.goals import GoalLabel, read_goal_label
from extractors.families.state import Walk, level_of
from pipeline.records import Place, Table

FEWEST_COLUMNS = 2
LEAST_SHARE = 0.7  # of the cells that hold a numbered goal
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?P<title>[A-ZÅÄÖ]\S*(?:\s+\S+){2,})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """The goal at the head of a column, and the goals below it."""

    head: tuple[GoalLabel, Place]
    goals: tuple[tuple[GoalLabel, Place], ...]


def read_matrix(table: Table) -> tuple[MatrixColumn, ...]:
    """The columns of a matrix of goals; none where the table is another."""
    heads = {
        cell.col: (label, cell.place)
        for cell in table.cells
        if cell.row == 0 and (label := read_goal_label(cell.text)) and label.title and label.number
    }
    if len(heads) < FEWEST_COLUMNS or table.header_rows > 1:
        return ()
    body = [cell for cell in table.cells if cell.row > 0 and cell.col in heads and cell.text]
    found = [(cell, match) for cell in body if (match := _NUMBERED.fullmatch(cell.text))]
    if not found or len(found) < LEAST_SHARE * len(body):
        return ()
    return tuple(
        MatrixColumn(
            head,
            tuple(
                (GoalLabel("goal", "Mål", match["number"], None, None, match["title"], True), cell.place)
                for cell, match in found
                if cell.col == col
            ),
        )
        for col, head in sorted(heads.items())
    )


def state_matrix(walk: Walk, columns: Sequence[MatrixColumn]) -> bool:
    """State the goals of a matrix, each under the head of its column; what follows belongs to none of them. True where
    there are any."""
    held = list(walk.open_goals)
    level = level_of(walk, walk.heading) + 0.5
    for column in columns:
        label, place = column.head
        state_goal(walk, label, place, level, "matrix", walk.heading)
        for goal, where in column.goals:
            state_goal(walk, goal, where, level + 0.5, "matrix", walk.heading)
    if columns:
        walk.describing = None
    walk.open_goals = held
    return bool(columns)
