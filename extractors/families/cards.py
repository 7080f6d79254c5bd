"""Goals set as small tables of labels and values (målruta): `Nämndmål 1 | …`, `Indikator | …`, `Utfall 2023 | 86 %`.

One card holds one goal, the goal that it serves, and its indicators with their values one under the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.captions import rows_of
from extractors.families.goals import RANK, GoalLabel, names_judgement, read_goal_label
from extractors.families.legend import judges
from extractors.families.roles import VALUE_ROLES, role_of, year_in
from extractors.families.vocabulary import fold, load
from pipeline.records import Cell, RawCell, Table

FEWEST_ROWS = 4  # a table of two rows is read as a table
LABELLED = 0.7  # share of the rows whose first cell is a known label
JUDGED_ROWS = 2  # at most, of a box that only judges
SURE = 0.9  # score from which a label's role is taken


@dataclass(frozen=True, slots=True)
class CardIndicator:
    """An indicator on a card: the cell with its name, and the rows under it."""

    name: Cell
    kind: str
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says."""

    goal: tuple[GoalLabel, Cell] | None
    serves: tuple[GoalLabel, Cell] | None
    description: str | None
    indicators: tuple[CardIndicator, ...]
    actions: tuple[Cell, ...]


def read_cards(table: Table) -> tuple[Card, ...]:
    """The cards of a table; none where it is no table of labels and values.

    The label of a goal with a number begins a card.
    """
    rows = [row for row in rows_of(table) if len(row) == 2 and row[0].text]
    if table.n_cols != 2 or len(rows) < FEWEST_ROWS:
        return ()
    known = [role_of(row[0].text)[1] >= SURE or _goal_in(row) is not None for row in rows]
    measures = [row[1].text for row in rows if role_of(row[0].text)[0] in ("indicator", "key_result")]
    valued = any(role_of(row[0].text)[0] in VALUE_ROLES for row in rows)  # where nothing is valued, words are explained
    named = any(valued or fold(text).partition(" ")[0] not in load("goals")["list"]["means"] for text in measures)
    if sum(known) < LABELLED * len(rows) or not named:
        return ()
    groups: list[list[list[Cell]]] = [[]]
    for row in rows:
        goal = _goal_in(row)
        begins = goal is not None and (goal.number or not any(_goal_in(r) for r in groups[-1]))
        if begins and groups[-1]:
            groups.append([])
        groups[-1].append(row)
    return tuple(_card(group) for group in groups if group)


def _goal_in(row: Sequence[Cell]) -> GoalLabel | None:
    """The goal that a row states: its label in the first cell, its wording in the second."""
    label = read_goal_label(f"{row[0].text.rstrip(':')}: {row[1].text}") if row[1].text else None
    is_value = role_of(row[0].text)[0] in ("target", "baseline") and year_in(row[0].text) is not None
    return label if label and label.title and not is_value else None


def _card(rows: Sequence[Sequence[Cell]]) -> Card:
    stated = [(found, row[1]) for row in rows if (found := _goal_in(row))]
    stated.sort(key=lambda pair: RANK[pair[0].goal_type])
    goal = stated[-1] if stated else None
    serves = stated[0] if len(stated) > 1 else None
    description: list[str] = []
    indicators: list[CardIndicator] = []
    actions: list[Cell] = []
    shared: list[RawCell] = []
    for label, value in rows:
        role, score = role_of(label.text)
        if _goal_in((label, value)) or not value.text or score < 0.5 or role is None:
            continue
        if role in ("indicator", "key_result"):
            indicators.append(CardIndicator(value, role, ()))
        elif role == "comment" and not indicators:
            description.append(value.text)
        elif role == "action":
            actions.append(value)
        elif role == "responsible":
            shared.append(_cell(role, label, value))
        elif indicators:
            last = indicators[-1]
            indicators[-1] = replace(last, cells=(*last.cells, _cell(role, label, value)))
    indicators = [replace(i, cells=(*i.cells, *shared)) for i in indicators]
    return Card(goal, serves, " ".join(description) or None, tuple(indicators), tuple(actions))


def _cell(role: str, label: Cell, value: Cell) -> RawCell:
    year = year_in(label.text)
    role = "target" if role == "goal" and year is not None else role
    return RawCell(role, label.text, value.text, year, value.place, value.marks, None, value.fill, value.lines)


def _told_by(label: str, value: str) -> tuple[str | None, float]:
    """The role of a label; one that announces how well a goal was met is sure where a judgement stands beside it:
    `Samlad bedömning | Delvis uppnått`."""
    if names_judgement(label.rstrip(" :"), whole=True) and judges(value):
        return "status", 1.0
    return role_of(label)


def only_judges(table: Table) -> bool:
    """Whether a small table says how well the goal above it was met and no more; what explains the goal may follow."""
    told = read_judgement_rows(table) if table.n_cols == 2 and table.n_rows <= JUDGED_ROWS else ()
    return bool(told) and all(role == "status" for role, _ in told)


def read_judgement_rows(table: Table) -> tuple[tuple[str, Cell], ...]:
    """The rows of a small table that tells of the goal above it, as (role, cell): `Måluppfyllelse |
    Delvis`, `Analys | …`. None where it is another table."""
    rows = [row for row in rows_of(table) if len(row) == 2 and row[0].text]
    if table.n_cols != 2 or not rows or len(rows) != table.n_rows:
        return ()
    roles = [_told_by(label.text, value.text) for label, value in rows]
    known = all(role in ("status", "comment", "action") and score >= SURE for role, score in roles)
    if not known or all(role != "status" for role, _ in roles):
        return ()
    return tuple((role, value) for (role, _), (_, value) in zip(roles, rows, strict=True) if role and value.text)
