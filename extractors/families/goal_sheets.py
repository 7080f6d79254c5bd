"""Tables of labels and texts that tell of the goal in the heading over them: `Delmål | 1.1 …, 1.2 …`, `Ansvar | …`,
`Uppföljning | Indikator: …. Målvärde 2031: …`.

Seen in Word strategies and programmes of municipalities, one such table under the heading of each goal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.blocks import join_lines
from extractors.captions import rows_of
from extractors.families.chain import NUMBERED_ITEM, state_goal
from extractors.families.goals import NAMED_TYPES, RANK, GoalLabel, read_goal_label
from extractors.families.labelled_lines import bulleted, indicators_in, split_level
from extractors.families.roles import VALUE_ROLES, role_of, year_in
from extractors.families.state import Walk, describe, judge, new_key
from extractors.families.vocabulary import fold
from pipeline.records import Cell, RawAction, RawCell, RawGoal, RawIndicator, RawText, Table, Trouble

PARSER = "goal-sheet"
FEWEST_ROWS = 2
MOST_ROWS = 15
LONGEST_LABEL = 40  # characters
SURE = 0.9  # score of a label's role
FITS = 0.5  # score from which a label beside sure ones is understood
LABELLED = 0.7  # share of the labels that are sure
LOWER = frozenset({"sub_goal", "operational_goal"})  # goals that a goal in a heading may have under it
NAMES = ("indicator", "key_result")
SHARED = ("responsible", "due", "start", "frequency", "source")  # rows about all that the table lists
OF_ACTIONS = frozenset({"responsible", "due", "start"})
OF_INDICATORS = frozenset({"responsible", "frequency", "source"})
TELLS = VALUE_ROLES | {"measured_by", "unit", "trend"}  # rows about the one indicator of a table
UNSURE = 0.6  # of a text that may be several


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a sheet: its label, its text, and what they state."""

    label: str
    value: Cell
    role: str | None
    goals: tuple[GoalLabel, ...]
    told: tuple[tuple[str, str, tuple[RawCell, ...]], ...]  # indicators in sentences

    @property
    def is_shared(self) -> bool:
        return self.role in SHARED and not self.told

    @property
    def is_list(self) -> bool:
        listed = len(self.goals) > 1 or (self.role in NAMES and len(_items(self.value)) > 1)
        return listed or bool(self.told)


def state_sheet(walk: Walk, table: Table, *, lists_only: bool) -> bool:
    """Take a table of labels and texts into the goal that the heading above it states; true where it was one.

    `lists_only`: only one with several goals or indicators in a cell, which a card of one goal has not.
    """
    labelled = _labelled_rows(table) if walk.open_goals else []
    goal = next((g for g in walk.goals if labelled and g.key == walk.open_goals[-1][2]), None)
    if goal is None or not goal_is_here(walk):
        return False
    rows = [_read_row(label.text.rstrip(" :"), value, goal) for label, value in labelled]
    if any(_goal(row.label) and not row.goals for row in rows):
        return False  # another goal than one under that of the heading, or a text that is none
    says = any(row.goals or row.role in ("action", *NAMES) for row in rows)
    if not any(row.is_list for row in rows) and (lists_only or not says):
        return False
    keys = [_state_lower(walk, label, row, goal) for row in rows for label in row.goals]
    tied = keys[0] if len(keys) == 1 else goal.key  # to the one goal under it, as on a card
    indicators, actions = len(walk.indicators), len(walk.actions)
    shared = [_cell(row) for row in rows if row.is_shared]
    for row in rows:
        if not (row.goals or row.is_shared):
            _take(walk, row, goal, tied, indicators)
    for at in range(indicators, len(walk.indicators)):
        indicator = walk.indicators[at]
        walk.indicators[at] = replace(indicator, cells=_more(indicator.cells, shared, OF_INDICATORS))
    for at in range(actions, len(walk.actions)):
        action = walk.actions[at]
        walk.actions[at] = replace(action, cells=_more(action.cells, shared, OF_ACTIONS))
    if len(walk.indicators) == indicators and len(walk.actions) == actions:
        for row in rows:
            if row.is_shared:
                _leave_out(walk, row)
    walk.describing = None
    return True


def goal_is_here(walk: Walk) -> bool:
    """Whether the open goal was stated under the heading that the walk stands at."""
    return bool(walk.open_goals) and any(
        g.key == walk.open_goals[-1][2] and g.section == walk.heading for g in walk.goals
    )


def _read_row(label: str, value: Cell, above: RawGoal) -> _Row:
    role, score = role_of(label)
    role = role if score >= FITS else None
    if role == "goal" and year_in(label) is not None:
        role = "target"  # `Mål 2031`
    return _Row(label, value, role, tuple(_lower_goals(label, value, above)), indicators_in(value.text, value.place))


def _take(walk: Walk, row: _Row, goal: RawGoal, tied: str, first: int) -> None:
    """What a row says of the goal of the heading, of the one goal under it, or of the indicators from `first` on."""
    own = walk.indicators[first:]
    if row.told:
        for kind, name, cells in row.told:
            _add_indicator(walk, tied, kind, name, row.value, cells)
    elif row.role in NAMES:
        for item in _items(row.value):
            name, cells = split_level(item, row.value.place)
            _add_indicator(walk, tied, row.role or "", name, row.value, cells)
    elif row.role == "action":
        _add_actions(walk, tied, row.value)
    elif row.role in TELLS and len(own) == 1:
        walk.indicators[first] = replace(own[0], cells=(*own[0].cells, _cell(row)))
    elif row.role in VALUE_ROLES and own and len(levels := bulleted(row.value.text)) == len(own):
        at_each = [replace(_cell(row), text=level, lines=()) for level in levels]
        walk.indicators[first:] = [replace(i, cells=(*i.cells, c)) for i, c in zip(own, at_each, strict=True)]
    elif row.role == "comment":
        describe(walk, goal.key, row.value.text)
    elif row.role == "status":
        judge(walk, goal.key, row.value.text)
    else:
        _leave_out(walk, row)


def _leave_out(walk: Walk, row: _Row) -> None:
    message = f"The row “{row.label}” in a table about a goal was not understood and is left out."
    walk.troubles.append(Trouble("families", "warning", "row-left-out", message, row.value.place.page))


def _cell(row: _Row) -> RawCell:
    value = row.value
    year = year_in(row.label)
    return RawCell(row.role or "", row.label, value.text, year, value.place, value.marks, lines=value.lines)


def _labelled_rows(table: Table) -> list[tuple[Cell, Cell]]:
    """The rows of a table as label and text, where most labels are known and each stands once; else none."""
    if table.n_cols != 2 or not FEWEST_ROWS <= table.n_rows <= MOST_ROWS:
        return []
    rows = [(row[0], row[1]) for row in rows_of(table) if len(row) == 2]
    if len(rows) != table.n_rows or not all(
        0 < len(label.text) <= LONGEST_LABEL and value.text for label, value in rows
    ):
        return []
    sure = sum(_is_label(label.text) for label, _ in rows)
    distinct = len({fold(label.text) for label, _ in rows}) == len(rows)
    headed = _is_label(rows[0][1].text)  # `Mål | Indikator` is the header of two columns
    return rows if sure >= LABELLED * len(rows) and distinct and not headed else []


def _is_label(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and (role_of(text)[1] >= SURE or _goal(text) is not None)


def _goal(label: str) -> GoalLabel | None:
    """The level of goals that a label names; one with a year is of values: `Delmål 2031`."""
    found = read_goal_label(f"{label.rstrip(' :')} 1") if year_in(label) is None else None
    return found if found is not None and not found.title else None


def _lower_goals(label: str, value: Cell, above: RawGoal) -> list[GoalLabel]:
    """The goals that a row states under the goal of the heading."""
    stated = _goal(label)
    of_area = stated is not None and stated.goal_type == "goal" and above.goal_type in NAMED_TYPES
    if stated is None or not (stated.goal_type in LOWER or of_area):
        return []
    if above.goal_type != "goal" and RANK[above.goal_type] >= RANK[stated.goal_type]:
        return []
    goals = []
    for item in _items(value):
        match = NUMBERED_ITEM.match(item)
        title = item[match.end() :] if match else item
        if not title[:1].isalpha():
            return []  # `10 procent till 2031` is a level
        goals.append(replace(stated, term=label, number=match[1] if match else None, title=title))
    return goals


def _items(value: Cell) -> list[str]:
    """What a cell lists: behind bullets, or behind numbers at the beginnings of its lines; else its whole text."""
    items = bulleted(value.text)
    if items:
        return items
    groups: list[list[str]] = []
    number = None
    for line in value.lines or (value.text,):
        match = NUMBERED_ITEM.match(line)
        if match and (number is None or match[1] == _next(number)):
            number = match[1]
            groups.append([line])
        elif not groups:
            return [value.text]
        else:
            groups[-1].append(line)
    return [join_lines(group) for group in groups]


def _next(number: str) -> str:
    """The number behind one in a list: `1.3` behind `1.2`, `C` behind `B`."""
    head, dot, last = number.rpartition(".")
    if last.isdigit():
        return f"{head}{dot}{int(last) + 1}"
    letter, rest = last[:1], last[1:]
    return f"{letter}{int(rest) + 1}" if rest.isdigit() else chr(ord(letter) + 1)


def _may_be_several(value: Cell) -> bool:
    """Whether a text without bullets or numbers may be a list all the same: a line in it begins with a capital."""
    return len(_items(value)) == 1 and any(line[:1].isupper() for line in value.lines[1:])


def _state_lower(walk: Walk, label: GoalLabel, row: _Row, above: RawGoal) -> str:
    """A goal stated under that of the heading, which stays the open one."""
    held, before = list(walk.open_goals), len(walk.goals)
    state_goal(walk, label, row.value.place, 98.0, "sheet", walk.heading)
    key = walk.open_goals[-1][2]
    walk.open_goals = held
    if len(walk.goals) > before:
        new = walk.goals[-1]
        sure = UNSURE if _may_be_several(row.value) else new.confidence
        walk.goals[-1] = replace(new, parent=above.key, confidence=sure)
    return key


def _add_indicator(walk: Walk, goal: str, kind: str, name: str, value: Cell, cells: Sequence[RawCell]) -> None:
    walk.indicators.append(
        RawIndicator(
            new_key("i", walk.indicators),
            goal,
            kind,
            name.rstrip(" ."),
            value.place,
            cells=tuple(cells),
            section=walk.heading,
            parser=PARSER,
            confidence=0.85 if cells or not _may_be_several(value) else UNSURE,
        )
    )
    if kind == "key_result":
        walk.texts.append(RawText(name, value.place, goal, walk.indicators[-1].key, walk.heading))


def _add_actions(walk: Walk, goal: str, value: Cell) -> None:
    for item in _items(value):
        match = NUMBERED_ITEM.match(item)
        walk.actions.append(
            RawAction(
                new_key("a", walk.actions),
                goal,
                value.place,
                action=item[match.end() :] if match else item,
                section=walk.heading,
                parser=PARSER,
                confidence=UNSURE if _may_be_several(value) else 0.85,
            )
        )


def _more(known: Sequence[RawCell], shared: Sequence[RawCell], roles: frozenset[str]) -> tuple[RawCell, ...]:
    """The cells of an indicator or an action, and what rows of their own say of all that the table lists."""
    own = {cell.role for cell in known}
    return (*known, *(cell for cell in shared if cell.role in roles and cell.role not in own))
