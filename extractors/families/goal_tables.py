"""Tables of goals alone: with how well each was met, or the whole chain of them, a column for each level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.families.chain import ANY_HEADING, GOAL_NUMBER, find_goal, goal_at, goal_in_cell, open_again
from extractors.families.goals import RANK, read_goal_label
from extractors.families.legend import says_how_met
from extractors.families.marks import is_sign_alone, without_figures
from extractors.families.rows import ReadTable, TableRow
from extractors.families.state import Walk, judge
from extractors.families.vocabulary import fold, load
from pipeline.records import Place, RawCell, RawGoal, RawText, Table, Trouble

ONE_GOAL = 2  # rows of a table of one goal: the header and it


def left_out(walk: Walk, row: TableRow, read: ReadTable) -> None:
    """A row that is no record of its family is told, so that nothing read is lost."""
    text = row.label or next((c.text for c in row.cells if c.text), "")
    message = f"The row “{text[:80]}” in a table of {read.family.replace('_', ' ')} was not understood and is left out."
    walk.troubles.append(Trouble("families", "warning", "row-left-out", message, row.place.page))


def _heads_what_follows(walk: Walk, goal: RawGoal, table: Table, tables: Sequence[Table]) -> bool:
    """Whether a table of one goal heads what stands under it: the document has several with its header, and each holds
    one goal. Where measures of no such goal stand before them, each stands under its own. Seen in reports out of
    planning systems, with a frame around a goal, its measures and its activities."""
    header = _first_row(table)
    same = [other for other in tables if _first_row(other) == header]
    if len(same) == 1 or any(other.n_rows != ONE_GOAL for other in same):
        return False
    stated = {g.key for g in walk.goals if g.goal_type == goal.goal_type and g.parser == goal.parser}
    return all(row.goal in stated for row in walk.indicators if row.section == walk.heading)


def _first_row(table: Table) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == 0]


def read_goals(walk: Walk, read: ReadTable, tables: Sequence[Table]) -> None:
    """A table of goals alone, with how well each was met or what is said of it. `tables` are those of the document."""
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
    stated = [cell.text for row in read.rows if (cell := row.first("goal"))]
    lone = find_goal(walk, stated[0]) if len(stated) == 1 else None
    if lone is not None and _heads_what_follows(walk, lone, read.table, tables):
        open_again(walk, lone, ANY_HEADING)


def judge_in_row(walk: Walk, goal: str, row: TableRow) -> None:
    """Take what a row says of how well its goal was met, in words, by a colour or by a sign."""
    judged = row.first("status")
    if judged and (said := without_figures(judged.text)):
        judge(walk, goal, said)
    elif cell := next((c for c in row.cells if c.role == "status" and (c.fill or is_sign_alone(c.text))), None):
        walk.coloured[goal] = tuple(filter(None, (cell.fill, cell.text)))


def judged_goals(read: ReadTable) -> str | None:
    """The header of the column in a table of measures that judges their goals: one cell over all the rows of each goal,
    and over several for some. Null where there is none."""
    empty = (next((c for c in row.cells if c.role == "goal"), None) for row in read.rows)
    goals = _down([row.first("goal") or cell for row, cell in zip(read.rows, empty, strict=True)])
    for header in dict.fromkeys(c.header for row in read.rows for c in row.cells if c.role == "status"):
        cells = [next((c for c in row.cells if c.role == "status" and c.header == header), None) for row in read.rows]
        status = _down(cells, goals)
        if None in goals or None in status or not all(_judges(cell) for cell in cells if cell and cell.place in status):
            continue
        if len(set(goals)) == len(set(status)) == len(set(zip(goals, status, strict=True))) < len(read.rows):
            return header
    return None


def _down(cells: Sequence[RawCell | None], goals: Sequence[Place | None] = ()) -> list[Place | None]:
    """The places of the cells of a column; of an empty one on a new page that of the cell above, which the page break
    cuts: of a column beside `goals`, where these go on too."""
    out: list[Place | None] = []
    for at, cell in enumerate(cells):
        before = out[-1] if out else None
        rest = cell is not None and not cell.text and not cell.fill and before and cell.place.page > before.page
        goes_on = rest and (not goals or goals[at] == goals[at - 1])
        out.append(before if goes_on else cell.place if cell else None)
    return out


def _judges(cell: RawCell) -> bool:
    """Whether a cell says how well something was met, by name of a colour too, or shows it by a colour or a sign."""
    said = without_figures(cell.text)
    if not said:
        return cell.fill is not None or is_sign_alone(cell.text)
    return says_how_met(said) or fold(said) in load("legend")["colours"]["words"]


def parted(row: TableRow, header: str) -> tuple[TableRow, TableRow]:
    """A row as what it says of its goal, in the column with this header, and of its measure."""
    of_goal = [c for c in row.cells if c.role == "status" and c.header == header]
    rest = [c for c in row.cells if c not in of_goal]
    return replace(row, cells=tuple(of_goal)), replace(row, cells=tuple(rest))


def _references(read: ReadTable, levels: Sequence[str]) -> list[str]:
    """The columns of goals whose cells are all numbers of goals: `Mål 3`."""
    cells = [(c.header, c.text) for row in read.rows for c in row.cells if c.role == "goal" and c.text]
    worded = {header for header, text in cells if not GOAL_NUMBER.fullmatch(text.strip())}
    return [level for level in levels if level not in worded]


def _goal_numbered(walk: Walk, cell: RawCell, levels: Sequence[str]) -> str | None:
    """The one goal with the number in a cell that is above those of the other columns."""
    match = GOAL_NUMBER.fullmatch(cell.text.strip())
    labels = [label for level in levels if (label := read_goal_label(f"{level} 1")) is not None]
    rank = min((RANK[label.goal_type] for label in labels), default=RANK["goal"])
    named = [g.key for g in walk.goals if match and g.number == match[1] and _rank(g) < rank]
    return named[0] if len(named) == 1 else None


def _rank(goal: RawGoal) -> int:
    """A bare `Mål` is the council's where another column names goals of a lower rank."""
    return RANK["strategic_goal" if goal.goal_type == "goal" else goal.goal_type]


def _read_chain(walk: Walk, read: ReadTable, levels: Sequence[str]) -> None:
    """A chain of goals, a column for each level: a goal of the left stands once beside all that serve it. A column that
    only names goals by their numbers (`Nämndmål | Bidrar till`) says which each row serves, wherever it stands."""
    held: dict[str, str] = {}
    references = _references(read, levels)
    levels = [level for level in levels if level not in references] if len(references) < len(levels) else levels
    for row in read.rows:
        stated = {c.header: c for c in row.cells if c.role == "goal" and c.text}
        served = [_goal_numbered(walk, stated[level], levels) for level in references if level in stated]
        above = served[0] if len(served) == 1 else None
        for at, level in enumerate(levels):
            if level in stated:
                for lower in levels[at:]:
                    held.pop(lower, None)
                held[level] = goal_in_cell(walk, stated[level], row, above, None)
            above = held.get(level, above)
