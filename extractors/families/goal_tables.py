"""Tables of goals alone: with how well each was met, or the whole chain of them, a column for each level."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.families.chain import goal_at, goal_in_cell
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
        if judged := row.first("status"):
            judge(walk, goal, judged.text)
        elif colour := next((c.fill for c in row.cells if c.role == "status" and c.fill), None):
            walk.coloured[goal] = colour
        if comment := row.first("comment"):
            walk.texts.append(RawText(comment.text, comment.place, goal, None, walk.heading))


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
