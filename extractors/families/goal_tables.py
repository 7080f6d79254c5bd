"""Tables of goals alone: with how well each was met, or the whole chain of them, a column for each level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.families.chain import goal_at, goal_in_cell
from extractors.families.marks import without_figures
from extractors.families.rows import ReadTable, TableRow
from extractors.families.state import Walk, judge
from pipeline.records import RawText, Trouble


def left_out(walk: Walk, row: TableRow, read: ReadTable) -> None:
    """A row that is no record of its family is told, so that nothing read is lost."""
    text = row.label or next((c.text for c in row.cells if c.text), "")
    message = f"The row “{text[:80]}” in a table of {read.family.replace('_', ' ')} was not understood and is left out."
    walk.troubles.append(Trouble("families", "warning", "row-left-out", message, row.place.page))


def read_goals(walk: Walk, read: ReadTable) -> None:
    """A table of goals alone, with how well each was met or what is said of it."""
    levels = [c.header for c in read.columns if c.role == "goal"]
    if len(levels) > 1:
        _read_chain(walk, read, levels)
        return
    for row in read.rows:
        goal = goal_at(walk, row, read) if row.first("goal") else None
        if goal is None:
            left_out(walk, row, read)
            continue
        judge_in_row(walk, goal, row)
        if comment := row.first("comment"):
            walk.texts.append(RawText(comment.text, comment.place, goal, None, walk.heading))


def judge_in_row(walk: Walk, goal: str, row: TableRow) -> None:
    """Take what a row says of how well its goal was met, in words or by a colour."""
    judged = row.first("status")
    if judged and (said := without_figures(judged.text)):
        judge(walk, goal, said)
    elif colour := next((c.fill for c in row.cells if c.role == "status" and c.fill), None):
        walk.coloured[goal] = colour


def judges_goals(read: ReadTable) -> bool:
    """Whether the judgements in a table of measures are of their goals: one cell over all the rows of each goal, and
    over several for some."""
    status = [next((c.place for c in row.cells if c.role == "status"), None) for row in read.rows]
    goals = [cell.place if (cell := row.first("goal")) else None for row in read.rows]
    pairs = set(zip(goals, status, strict=True))
    if None in goals or None in status:
        return False
    return len(set(goals)) == len(set(status)) == len(pairs) < len(read.rows)


def without_status(row: TableRow) -> TableRow:
    return replace(row, cells=tuple(c for c in row.cells if c.role != "status"))


def _read_chain(walk: Walk, read: ReadTable, levels: Sequence[str]) -> None:
    """A chain of goals, a column for each level: a goal of the left stands once beside all that serve it."""
    held: dict[str, str] = {}
    for row in read.rows:
        stated = {c.header: c for c in row.cells if c.role == "goal" and c.text}
        above: str | None = None
        for at, level in enumerate(levels):
            if level in stated:
                for lower in levels[at:]:
                    held.pop(lower, None)
                held[level] = goal_in_cell(walk, stated[level], row, above, None)
            above = held.get(level, above)
