"""A table whose columns are areas: the area's name on top, what it is about below, and its goals in a list.

Seen in goal frameworks and strategic plans from Word, under a heading such as `Fokusområden och effektmål`: what one
column says belongs to one area. A label (`Effektmål`) leads each list, or the heading tells what the lists are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.blocks import is_bullet, join_lines
from extractors.families.chain import state_goal
from extractors.families.goal_lists import areas_and_more, is_part_of_any_plan, level_below_areas
from extractors.families.goals import NAMED_TYPES, RANK, GoalLabel, read_goal_label
from extractors.families.roles import role_of
from extractors.families.slide_words import read_slide_words, singular
from extractors.families.state import Walk, describe, level_of
from extractors.families.vocabulary import fold
from pipeline.records import Cell, Place, Table

FEWEST_COLUMNS = 2
LONGEST_NAME = 8  # words of an area
SHORTEST_GOAL = 3  # words
SURE = 0.8  # score of a header that names a column of a table of measures or actions


@dataclass(frozen=True, slots=True)
class AreaColumn:
    """One area with its text and its goals."""

    area: GoalLabel
    place: Place
    description: str
    goals: tuple[tuple[GoalLabel, Place], ...]


def read_area_columns(table: Table, heading: str) -> tuple[AreaColumn, ...]:
    """The areas of a table under a heading over areas; none where a column is no area with goals."""
    listed = areas_and_more(heading)
    if listed is None or listed.goal_type not in NAMED_TYPES or table.n_cols < FEWEST_COLUMNS:
        return ()
    cells = [c for c in table.cells if c.text]
    heads = [c for c in cells if c.row == 0 and c.col_span == 1]
    if len(heads) != table.n_cols or not all(_names_area(c.text) for c in heads):
        return ()
    below = level_below_areas(heading)
    found = []
    for head in heads:
        own = sorted((c for c in cells if c.col == head.col and c.row > 0), key=lambda c: c.row)
        column = _read_column(head, own, listed, below)
        if column is None:
            return ()
        found.append(column)
    return tuple(found)


def _names_area(text: str) -> bool:
    plain = len(text.split()) <= LONGEST_NAME and any(map(str.isalpha, text)) and not any(map(str.isdigit, text))
    return plain and role_of(text)[1] < SURE and not is_part_of_any_plan(fold(text))


def _read_column(head: Cell, cells: Sequence[Cell], listed: GoalLabel, below: GoalLabel | None) -> AreaColumn | None:
    told, goals = list[str](), list[tuple[GoalLabel, Place]]()
    for cell in cells:
        label, items = _listed(cell, below)
        if label is None:
            if goals:
                return None  # what stands behind the goals is not understood
            told.append(cell.text)
        else:
            goals += [(replace(label, title=item, strong=True), cell.place) for item in items]
    if not goals or any(len(label.title.split()) < SHORTEST_GOAL for label, _ in goals):
        return None
    area = replace(listed, term=singular(listed.term, read_slide_words()), title=head.text, strong=True)
    return AreaColumn(area, head.place, " ".join(told), tuple(goals))


def _listed(cell: Cell, below: GoalLabel | None) -> tuple[GoalLabel | None, list[str]]:
    """The level that a cell lists goals of, by a label on its first line or by the heading over the table, and its
    items: each with a bullet, or one without."""
    lines = list(cell.lines)
    label = read_goal_label(lines[0].rstrip(":")) if lines else None
    if label is not None and not label.title and RANK[label.goal_type] >= RANK["strategic_goal"] and len(lines) > 1:
        lines = lines[1:]
    elif below is not None and len(lines) > 1 and _begins(lines[0]):
        label = below
    else:
        return None, []
    items: list[list[str]] = []
    for line in lines:
        if _begins(line):
            items.append([line.split(maxsplit=1)[1]])
        elif items:
            items[-1].append(line)
        else:
            items.append([line])
    return label, [join_lines(parts) for parts in items]


def _begins(line: str) -> bool:
    """Whether a line begins with a bullet and a text behind it."""
    first, _, rest = line.partition(" ")
    return is_bullet(first) and bool(rest.strip())


def state_area_columns(walk: Walk, table: Table) -> bool:
    """State the areas of a table and the goals of each; what follows belongs to none of them. True where there are
    any."""
    columns = read_area_columns(table, walk.headings[walk.heading].title) if walk.heading is not None else ()
    if not columns:
        return False
    held = list(walk.open_goals)
    level = level_of(walk, walk.heading) + 0.5
    for column in columns:
        walk.open_goals = list(held)
        state_goal(walk, column.area, column.place, level, "matrix", walk.heading)
        if column.description and walk.describing is not None:
            describe(walk, walk.describing, column.description)
        for goal, place in column.goals:
            state_goal(walk, goal, place, level + 0.5, "matrix", walk.heading)
    walk.describing = None
    walk.open_goals = held
    return True
