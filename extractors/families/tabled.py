"""What the tables of a document say: indicators, key results, actions, budget lines, tied to the goals above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.columns import is_figure
from extractors.families.area_columns import state_area_columns
from extractors.families.around_tables import caption_over, notes_under
from extractors.families.assignments import given_by, giver_in, read_assignment
from extractors.families.bands import read_band, reopen_by_number, state_by_number, state_in_row
from extractors.families.both_kinds import parts_of
from extractors.families.cards import Card, read_cards, read_judgement_rows
from extractors.families.chain import goal_at, reopen_goal, state_goal
from extractors.families.facts import label_of, names_unit_only
from extractors.families.goal_matrix import read_matrix, state_matrix
from extractors.families.goal_sheets import goal_is_here, state_sheet
from extractors.families.goal_strips import state_strip
from extractors.families.goal_tables import judge_in_row, judged_goals, left_out, parted, read_goals
from extractors.families.goals import MARK_BEFORE
from extractors.families.goals_beside import last_row
from extractors.families.goals_by_place import state_numbered
from extractors.families.labelled_lines import bulleted, split_level
from extractors.families.remark_rows import ends_all, may_be_row, remark_in, remarked, tells_of_one, with_remark
from extractors.families.roles import AMOUNT_ROLES, VALUE_ROLES, Column
from extractors.families.rows import MAY_GO_ON, MONEY, ReadTable, TableRow, is_amount, read_table
from extractors.families.state import Walk, describe, judge, level_of, new_key
from extractors.families.transposed import upright
from extractors.families.vocabulary import alternatives, fold, load
from extractors.sections import Block
from pipeline.records import (
    Cell,
    Paragraph,
    RawAction,
    RawBudgetLine,
    RawCell,
    RawHeader,
    RawIndicator,
    RawText,
    Table,
    Trouble,
)

DATED = VALUE_ROLES | {"amount"}  # of cells that hold a value of an indicator; an amount's kind is told by its year
LEADING_DASH = re.compile(r"^[–—-]\s+(?=varav|därav|[A-ZÅÄÖ])")  # a row under another: `– varav män`
SHORT_CORNER = 12  # characters; longer ones are titles of their tables
LARGER = 1.3  # times the size of a table's print; captions are set smaller
TERM_AND_MEANING = 2  # columns
SAMPLES = 3  # cells of a column that is not understood


def read_block_table(walk: Walk, blocks: Sequence[Block], index: int, before: ReadTable | None) -> ReadTable | None:
    block = blocks[index]
    assert block.table is not None
    if _explains_terms(walk, block):
        walk.tables.append(replace(block.table, family="terms"))
        return before
    cards = read_cards(block.table)
    told = read_judgement_rows(block.table) if goal_is_here(walk) else ()
    sheet = state_sheet(walk, block.table, lists_only=bool(cards or told))
    for card in cards if not sheet else ():
        _read_card(walk, card)
    if told and not (sheet or cards):
        _read_told(walk, told)
    if sheet or cards or told:
        walk.tables.append(replace(block.table, family="goal_cards"))
        return before
    if state_strip(walk, block.table) or state_numbered(walk, block.table):
        walk.tables.append(replace(block.table, family="goals"))
        return before
    if state_matrix(walk, read_matrix(block.table)) or state_area_columns(walk, block.table):
        walk.tables.append(replace(block.table, family="goal_matrix"))
        return before
    caption, unit = caption_over(blocks, index)
    notes = notes_under(blocks, index)
    read = read_table(upright(block.table), caption.text if caption else None, notes, before)
    place = caption.place if caption else None
    walk.tables.append(replace(read.table, caption_place=place, notes=tuple(sorted(notes.items()))))
    if read.family in ("indicators", "key_results"):
        _read_indicators(walk, read)
    elif parts := parts_of(read):
        _read_both(walk, *parts)
    elif read.family == "actions":
        _read_actions(walk, read)
    elif read.family == "budget":
        _read_budget(walk, read, unit, _is_section(caption, block.table))
    elif read.family == "goals":
        read_goals(walk, read, [b.table for b in blocks if b.table])
    for column in (c for c in read.columns if c.header and (c.role is None or _isleft_out(c, read.family))):
        if column.role is None:
            walk.unknown_headers.append(_unknown(column, read, block.table))
        if read.family == "unknown":
            continue  # told as a table
        message = f"The column “{column.header[:60]}” was not understood; its cells are not in the datasets."
        walk.troubles.append(Trouble("families", "info", "column-not-understood", message, block.place.page))
    if read.family == "unknown" and any(label_of(cell.text) for cell in block.table.cells):
        walk.tables[-1] = replace(walk.tables[-1], family="facts")
    elif read.family == "unknown" and block.table.n_rows > 1:
        message = "A table was found whose meaning is not known; it is left out of the datasets."
        walk.troubles.append(Trouble("families", "info", "table-not-understood", message, block.place.page))
    return read


def _explains_terms(walk: Walk, block: Block) -> bool:
    """Whether a table of two columns says what words mean, as a list under `Begrepp` does, and no value of any."""
    if block.table is None or block.table.n_cols != TERM_AND_MEANING or block.heading is None:
        return False
    if any(is_figure(cell.text) for cell in block.table.cells if cell.col > 0):
        return False
    return fold(walk.headings[block.heading].title) in load("goals")["list"]["terms"]


def _unknown(column: Column, read: ReadTable, table: Table) -> RawHeader:
    cells = [c.text for c in table.cells if c.col == column.col and c.row >= table.header_rows and c.text]
    samples = tuple(dict.fromkeys(cells))[:SAMPLES]
    return RawHeader(column.header, read.family, samples, table.places[0])


def _isleft_out(column: Column, family: str) -> bool:
    """Whether no row of a family takes a column's cells: nothing read may vanish without a word."""
    numbers_unused = family in ("indicators", "key_results") and column.role in (
        "budget",
        "plan",
        "deviation",
        "comparison",
    )
    undated = family in ("indicators", "key_results", "budget") and column.role == "amount" and column.year is None
    if family == "goals" and column.role in ("responsible", "measured_by", "trend", "line"):
        return True
    return column.role is None or ((numbers_unused or undated) and column.numeric > 0)


def _read_card(walk: Walk, card: Card) -> None:
    """The goal of a card, under the goal that it serves, with its indicators and actions."""
    held = list(walk.open_goals)
    level = level_of(walk, walk.heading) + 0.5
    for stated in (card.serves, card.goal):
        if stated:
            state_goal(walk, stated[0], stated[1].place, level, "card", walk.heading)
    walk.describing = None
    key = walk.open_goals[-1][2] if walk.open_goals else None
    if card.description and card.goal and key:
        describe(walk, key, card.description)
    for item in card.indicators:
        walk.indicators.append(
            RawIndicator(
                key=new_key("i", walk.indicators),
                goal=key,
                indicator_type="key_result" if item.kind == "key_result" else "indicator",
                name=item.name.text,
                place=item.name.place,
                cells=item.cells,
                section=walk.heading,
                parser="goal-card",
                confidence=0.85,
            )
        )
    for action in card.actions:
        walk.actions.append(
            RawAction(
                new_key("a", walk.actions),
                key,
                action.place,
                action=action.text,
                section=walk.heading,
                parser="goal-card",
            )
        )
    walk.open_goals = held


def _read_told(walk: Walk, told: Sequence[tuple[str, Cell]]) -> None:
    """What a small table tells of the goal above it: how well it was met, why, and what is done about it."""
    goal = walk.open_goals[-1][2]
    for role, cell in told:
        if role == "status":
            judge(walk, goal, cell.text)
        elif role == "comment":
            walk.texts.append(RawText(cell.text, cell.place, goal, None, walk.heading))
        else:
            key = new_key("a", walk.actions)
            walk.actions.append(
                RawAction(key, goal, cell.place, action=cell.text, section=walk.heading, parser="goal-card")
            )


def _footnotes(row: TableRow, read: ReadTable) -> tuple[str, ...]:
    marks = dict.fromkeys(m for c in row.cells for m in c.marks)
    return tuple(read.notes[m] for m in marks if m in read.notes)


def _read_indicators(walk: Walk, read: ReadTable) -> None:
    kind = "key_result" if read.family == "key_results" else "indicator"
    parent: int | None = None  # the indicator whose parts the next rows may give
    of_goals = judged_goals(read)
    before = len(walk.indicators)
    for row in read.rows:
        if remark := remark_in(row):
            if parent is not None and (remark.role == "comment" or not ends_all(read, row)):
                walk.indicators[parent] = remarked(walk.indicators[parent], remark)
            else:
                left_out(walk, row, read)
            continue
        name = row.first("key_result" if kind == "key_result" else "indicator")
        valued = any(c.role in VALUE_ROLES and c.text for c in row.cells)
        part = sub_row(name.text) if name else None
        of = row.first("part")
        again = of is not None and name is not None and parent is not None and walk.indicators[parent].name == name.text
        if (part or again) and parent is not None:
            told = part or (of.text if of else "")
            walk.indicators[parent] = _with_part(walk.indicators[parent], row, told)
            continue
        heads_parts = name is not None and not part and _names_part(read.rows, row)
        if row.label and parent is not None and tells_of_one(read, row):
            walk.indicators[parent] = with_remark(walk.indicators[parent], row)
            continue
        if name is None or (row.label and not valued and len(read.columns) > 2 and not heads_parts):
            parent = None
            stated = state_in_row(walk, row)
            stated = stated or bool(row.label and reopen_goal(walk, row.label)) or reopen_by_number(walk, row)
            stated = stated or state_by_number(walk, row, read)
            if not stated and (row.label or name):
                left_out(walk, row, read)
            continue
        mark = row.first("set_by")
        key = new_key("i", walk.indicators)
        goal = goal_at(walk, row, read)
        if of_goals is not None and goal:
            judgement, row = parted(row, of_goals)
            judge_in_row(walk, goal, judgement)
        items = bulleted(name.text)
        if items and not any(c.role in DATED and c.text for c in row.cells):
            _listed_in_cell(walk, items, row, read, goal, kind)
            parent = None
            continue
        listed = _take_listed(walk, name.text, goal)
        key = listed.key if listed else key
        walk.indicators.append(
            RawIndicator(
                key=key,
                goal=goal,
                indicator_type=kind,
                name=LEADING_DASH.sub("", MARK_BEFORE.sub("", name.text)),
                place=row.place,
                set_by=mark.text if mark else None,
                cells=(*_cells_beside(row, of.text if of else None), *(listed.cells if listed else ())),
                footnotes=_footnotes(row, read),
                caption=read.caption,
                section=walk.heading,
                parser=f"table-{read.family}",
                flags=(
                    *(["name-column-inferred"] if name.inferred else []),
                    *(["part-of-unclear"] if part else []),
                    *row.flags,
                ),
                confidence=read.table.confidence,
            )
        )
        parent = len(walk.indicators) - 1
        if kind == "key_result":
            own = any(c.role == "target" and c.text for c in row.cells)  # a level in its name is no further target
            for cell in (None if own else name, row.first("measured_by")):
                if cell:
                    walk.texts.append(RawText(cell.text, cell.place, goal, key, walk.heading))
    walk.last_row = last_row(walk, read, before)


def _take_listed(walk: Walk, name: str, goal: str | None) -> RawIndicator | None:
    """The indicator that a list under the same goal named before, and that the row of a table now tells more about."""
    for at, old in enumerate(walk.indicators):
        here = old.section == walk.heading or (goal is not None and not any(c.role in DATED for c in old.cells))
        if old.parser == "list" and old.goal == goal and here and fold(old.name) == fold(name):
            return walk.indicators.pop(at)
    return None


def _cells_beside(row: TableRow, part: str | None = None) -> tuple[RawCell, ...]:
    """What a row says of its indicator, or of the part of it that the row names."""
    cells = (c for c in row.cells if c.role not in ("indicator", "key_result", "goal", "set_by", "number", "part"))
    return tuple(replace(c, component=part) if part and c.role in DATED else c for c in cells)


def _with_part(indicator: RawIndicator, row: TableRow, part: str) -> RawIndicator:
    """An indicator with the values of a row about a part of it. A merged cell over the rows of all parts is of none."""
    told = [c for c in row.cells if c.role in DATED]
    shared = {(c.place, c.role) for c in told} & {(c.place, c.role) for c in indicator.cells}
    held = [replace(c, component=None) if (c.place, c.role) in shared else c for c in indicator.cells]
    own = [replace(c, component=part) for c in told if (c.place, c.role) not in shared]
    return replace(indicator, cells=(*held, *own), flags=tuple(dict.fromkeys((*indicator.flags, *row.flags))))


def _listed_in_cell(
    walk: Walk, items: Sequence[str], row: TableRow, read: ReadTable, goal: str | None, kind: str
) -> None:
    """Several indicators in one cell, a bullet before each, perhaps with a level behind: `• Nöjda brukare ≥ 90 %`."""
    for item in items:
        name, levels = split_level(item, row.place)
        walk.indicators.append(
            RawIndicator(
                key=new_key("i", walk.indicators),
                goal=goal,
                indicator_type=kind,
                name=name,
                place=row.place,
                cells=(*_cells_beside(row), *levels),
                footnotes=_footnotes(row, read),
                caption=read.caption,
                set_by=mark.text if (mark := row.first("set_by")) else None,
                section=walk.heading,
                parser="list-in-cell",
                flags=row.flags,
                confidence=min(read.table.confidence, 0.8),
            )
        )


def sub_row(name: str) -> str | None:
    """The part that a row under an indicator is about, as printed: `– Kvinnor`, `varav män`; null where it is none."""
    words = load("tables")["sub_rows"]
    text = name.strip(" –-•:()")
    for lead in words["lead"]:
        if fold(text).startswith(lead + " "):
            text = text[len(lead) :].strip()
    return text if fold(text) in words["words"] else None


def _names_part(rows: Sequence[TableRow], row: TableRow) -> bool:
    """Whether the row below one gives a part of it: then it is an indicator, also where it has no value of its own."""
    at = next(i for i, other in enumerate(rows) if other is row)
    below = rows[at + 1].first("indicator", "key_result") if at + 1 < len(rows) else None
    return below is not None and sub_row(below.text) is not None


def _read_both(walk: Walk, measures: ReadTable, actions: ReadTable) -> None:
    """Rows that hold a measure and an action. What neither of them is, the second reading tells."""
    before = len(walk.troubles)
    _read_indicators(walk, measures)
    walk.troubles[before:] = [t for t in walk.troubles[before:] if t.code != "row-left-out"]
    _read_actions(walk, actions)


def _read_actions(walk: Walk, read: ReadTable) -> None:
    assignment = walk.assignment
    interpretation = " ".join(walk.interpretation) or None
    if assignment and assignment[1] is None:
        assignment = (assignment[0], walk.giver)
    before = len(walk.actions)
    for row in read.rows:
        remark = remark_in(row) if len(walk.actions) > before else None
        if remark and may_be_row(read, row, remark):
            row = replace(row, flags=(*row.flags, MAY_GO_ON))
        elif remark:
            if remark.role in ("comment", "responsible"):
                walk.actions[-1] = replace(walk.actions[-1], cells=(*walk.actions[-1].cells, remark))
            else:
                left_out(walk, row, read)
            continue
        if row.label and (labelled := read_assignment(row.label)):
            assignment, interpretation = (labelled[0], labelled[1] or walk.giver), None
            continue
        if read_band(walk, row, read):
            continue
        action, own = row.first("action"), row.first("assignment")
        if action is None and own is None:
            left_out(walk, row, read)
            continue
        mark = row.first("set_by")
        named = (given_by(mark.text) if mark else None) or (giver_in(own.header) if own else None)
        stated = (own.text, walk.giver) if own else assignment or (None, walk.giver)
        given = (stated[0], named or stated[1])
        goal = goal_at(walk, row, read)
        walk.actions.append(
            RawAction(
                key=new_key("a", walk.actions),
                goal=goal,
                place=row.place,
                assignment=given[0],
                assigned_by=given[1],
                interpretation=interpretation if given[1] != "executive_board" else None,
                action=action.text if action else None,  # also of several bullets: one row for a row
                cells=tuple(c for c in row.cells if c.role not in ("action", "assignment", "goal", "set_by")),
                section=walk.heading,
                parser="table-actions",
                flags=row.flags,
                confidence=read.table.confidence,
            )
        )


def _is_section(caption: Paragraph | None, table: Table) -> bool:
    """Whether what stands over a table is the heading of a section, in clearly larger print than the table's."""
    return caption is not None and caption.size >= LARGER * max(cell.print_style[0] for cell in table.cells)


def _read_budget(walk: Walk, read: ReadTable, unit: str | None, under_section: bool) -> None:
    """The lines of a budget. `unit` is a line above the table that only names the unit of its amounts. The heading of a
    section is no caption where the top left cell says more than what the lines are."""
    title = read.caption
    corner = next((c.header for c in read.columns if c.role == "line"), "")
    if title is None:
        title = corner if len(corner) > SHORT_CORNER or MONEY.search(corner) else None  # and not `Verksamhet`
    elif len(corner) > SHORT_CORNER or (under_section and names_unit_only(corner)):
        title = title if _is_budget_title(title) else corner
    for row in read.rows:
        line = row.first("line")
        amounts = tuple(c for c in row.cells if (c.role in AMOUNT_ROLES or _only_dated(c)) and c.text)
        if line is None or not amounts:
            continue
        walk.budget_lines.append(
            RawBudgetLine(
                key=new_key("b", walk.budget_lines),
                table_title=title,
                line=line.text,
                place=row.place,
                cells=amounts,
                is_bold=row.bold,
                unit_text=unit or next((c.header for c in read.columns if c.role == "line" and c.header), None),
                section=walk.heading,
                parser="table-budget",
                flags=row.flags,
                confidence=read.table.confidence if all(is_amount(c.text) for c in amounts) else 0.6,
            )
        )


def _only_dated(cell: RawCell) -> bool:
    """Whether nothing but a year tells what an amount is; the years of the plan must say of what kind."""
    return cell.role == "amount" and cell.year is not None


def _is_budget_title(title: str) -> bool:
    words = alternatives(load("tables")["budget_title"]["words"])
    return re.search(rf"\b{words}\b", title, re.IGNORECASE) is not None
