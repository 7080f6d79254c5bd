"""Rows across a table of actions that are none of its actions: the goal over them, the measures at their foot.

`Mål: Alla känner sig trygga` over `Aktivitet | Ansvarig | Tidplan`, and below them `Indikatorer  • Andel trygga  • …`.
Seen in action plans and programmes, one table for each area or goal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extractors.families.chain import NUMBERED_ITEM, callout_level, open_again, reopen_goal, state_goal
from extractors.families.facts import is_caption
from extractors.families.goal_tables import left_out
from extractors.families.goals import GoalLabel, list_label, opens_no_goal, read_goal_label
from extractors.families.labelled_lines import BULLET, split_level
from extractors.families.rows import ReadTable, TableRow
from extractors.families.sentences import is_body
from extractors.families.state import Walk, headings_over, new_key
from extractors.families.vocabulary import fold, load
from pipeline.records import RawGoal, RawIndicator

FEWEST_COLUMNS = 3  # of a table across which a row may reach; one text over two columns may be an action


def state_in_row(walk: Walk, row: TableRow) -> bool:
    """Make the label of a row the goal of the rows below it; true where it was one."""
    label = read_goal_label(row.label) if row.label else None
    if label is None or not label.strong or not label.title or opens_no_goal(label.title):
        return False  # `Mål: se bilaga 2`
    judged = row.first("status")
    level = max(1.0, callout_level(walk, label))  # any heading ends what stands under none
    state_goal(walk, label, row.place, level, "row", walk.heading, judged.text if judged else None)
    return True


def reopen_by_number(walk: Walk, row: TableRow) -> bool:
    """Take the number of a goal across a table, `Mål 1`, as that goal over the rows below it, where the text before has
    stated just one goal of that label and number. In a chapter of a body of its own, it is a goal of that. Seen in
    business plans of companies, in a table of key figures."""
    label = read_goal_label(row.label) if row.label else None
    if label is None or label.title or not label.number:
        return False
    goals = [g for g in walk.goals if g.number == label.number and fold(g.term or "") == fold(label.term)]
    if len(goals) != 1 or _is_elsewhere(walk, goals[0]):
        return False
    open_again(walk, goals[0])
    return True


def _is_elsewhere(walk: Walk, goal: RawGoal) -> bool:
    """Whether a heading that is the name of a body, or of whose goals these are, parts a goal from what stands here."""
    apart = set(headings_over(walk, walk.heading)) - set(headings_over(walk, goal.section))
    titles = [walk.headings[at].title for at in apart]
    return any(is_body(title) or ((label := list_label(title)) is not None and label.set_by) for title in titles)


def state_by_number(walk: Walk, row: TableRow, read: ReadTable) -> bool:
    """Make a row across, `2. Ett gott liv`, the area of the goals below it where all of these go on from its number:
    `2.1 …`, `2.2 …`. No word calls it so, and it is to be reviewed. Seen in appendices that spreadsheets print."""
    match = NUMBERED_ITEM.match(row.label or "")
    title = (row.label or "")[match.end() :] if match else ""
    below = list(takewhile(lambda other: not other.label, read.rows[read.rows.index(row) + 1 :])) if title else []
    goals = [cell.text for other in below if (cell := other.first("goal")) is not None]
    if match is None or not goals or not all(re.match(rf"{match[1]}\.\d", goal) for goal in goals):
        return False
    before = len(walk.goals)
    label = GoalLabel("goal_area", "", match[1], None, None, title, True)
    state_goal(walk, label, row.place, max(1.0, callout_level(walk, label)), "row", walk.heading)
    if len(walk.goals) > before:
        walk.goals[-1] = replace(walk.goals[-1], flags=("goal-without-label",), confidence=0.6)
    return True


def read_band(walk: Walk, row: TableRow, read: ReadTable) -> bool:
    """Read a row across a table of actions that is no action; true where it was such a row. What a bold one says that
    is none of these only heads the rows below it."""
    if row.label and is_caption(row.label):  # of another table below
        left_out(walk, row, read)
        return True
    if not row.label or not _is_across(row, read):
        return False
    if state_in_row(walk, row) or reopen_goal(walk, row.label) or reopen_by_number(walk, row):
        return True
    label = read_goal_label(row.label)
    if label is not None and label.strong and opens_no_goal(label.title):  # `Mål: se bilaga 2` is no action either
        left_out(walk, row, read)
        return True
    items = _measures_in(row.label)
    for item in items:
        name, levels = split_level(item, row.place)
        walk.indicators.append(
            RawIndicator(
                key=new_key("i", walk.indicators),
                goal=walk.open_goals[-1][2] if walk.open_goals else None,
                indicator_type="indicator",
                name=name,
                place=row.place,
                cells=levels,
                section=walk.heading,
                parser="list-in-cell",
                flags=row.flags,
                confidence=min(read.table.confidence, 0.8),
            )
        )
    if not items and row.bold and any(not other.bold for other in read.rows):
        left_out(walk, row, read)
        return True
    return bool(items)


def _is_across(row: TableRow, read: ReadTable) -> bool:
    """Whether the one text of a row reaches over all columns of a table of several."""
    return len(read.columns) >= FEWEST_COLUMNS and len(row.cells) == 1


def _measures_in(text: str) -> Sequence[str]:
    """What a list behind a label of measures holds, a bullet before each: `Indikatorer • Andel trygga • Antal bad`."""
    words = load("goals")["indicator_list"]["words"]
    label, *items = BULLET.split(text)
    if fold(label.rstrip(" :")) in words:
        return [item.strip() for item in items if item.strip()]
    return []
