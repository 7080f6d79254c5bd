"""Table rows -> raw indicators, key results, actions and budget lines, by the roles of their columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.captions import rows_of
from extractors.cells import DRAWN
from extractors.families.goals import read_goal_label
from extractors.families.legend import judges
from extractors.families.other_tables import HEADER_ABOVE, rows_of_others
from extractors.families.own_years import with_own_years
from extractors.families.parts import by_parts, unit_of_parts
from extractors.families.roles import (
    AMOUNT_ROLES,
    CAPTION_PART,
    VALUE_ROLES,
    WHOLE_YEAR,
    YEAR,
    Column,
    date_forecast,
    is_across,
    is_amount,
    read_columns,
    role_of,
    stands_over,
    year_in,
)
from extractors.families.vocabulary import alternatives, fold, load
from extractors.geometry import union
from pipeline.records import Cell, Place, RawCell, Table

_MONEY = load("tables")["money"]
MONEY_TITLE = re.compile(rf"\b{alternatives(_MONEY['words'])}\b|{alternatives(_MONEY['parts'])}", re.IGNORECASE)
UNIT_ALONE = re.compile(rf"(?:belopp\W*)?(?:i\s+|\()?{alternatives(_MONEY['words'])}\)?|belopp")
BOARD = re.compile(alternatives(load("tables")["bodies"]["parts"]), re.IGNORECASE)
MAY_GO_ON = "row-may-go-on"  # flag of a row that may be the first or the last part of one
MOSTLY = 0.5  # share of a column's cells that hold a number
MONEY = re.compile(rf"(?<!\w){alternatives(_MONEY['words'])}(?!\w)", re.IGNORECASE)
FEW_NUMBERS = 0.3  # share of a column's cells
COMPARED = re.compile(rf"(?<!\w){alternatives(load('tables')['compared']['words'])}(?!\w)", re.IGNORECASE)
FEWEST_YEARS = 3  # columns of years that fall; two may be a plan beside the year before
FEWEST_JUDGED = 2  # columns that count what was met and what was not
ROW_FAMILIES = ("indicators", "key_results", "actions", "budget", "goals")  # of tables whose rows are published
NOT_BUDGET = frozenset({"indicator", "key_result", "baseline", "target"})
JUDGEMENTS = frozenset({"status", "trend"})
TELLS_OF_GOAL = frozenset({"status", "trend", "comment", "responsible", "measured_by"})
BUDGET_ONLY = frozenset({"budget", "plan", "deviation"})


@dataclass(frozen=True, slots=True)
class TableRow:
    """One body row: its cells by role; roles may occur more than once (targets of several years)."""

    cells: tuple[RawCell, ...]
    place: Place
    bold: bool
    label: str | None = None  # the text of a row that has only one filled cell, across the table
    marks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # why its texts may not be whole

    def first(self, *roles: str) -> RawCell | None:
        return next((c for role in roles for c in self.cells if c.role == role and c.text), None)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table with its meaning: the family, the columns, and the body rows."""

    table: Table
    family: str  # indicators, key_results, actions, budget, goals, facts, unknown
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    caption: str | None
    caption_year: int | None
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbers_goals(self) -> bool:
        """Whether a column of numbers stands right before the goals and numbers them."""
        return any(a.role == "number" and b.role == "goal" for a, b in itertools.pairwise(self.columns))


def read_table(table: Table, caption: str | None, notes: Mapping[str, str], before: ReadTable | None) -> ReadTable:
    """Header roles, family and rows of a table. `before` is the table above, whose header a rest without one takes."""
    caption_year = year_in(caption) if caption else None
    columns, header_rows = read_columns(table, caption_year)
    inherits = header_rows == 0 and before is not None and len(columns) == len(before.columns)
    if inherits and before is not None:
        columns = tuple(
            replace(old, numeric=new.numeric, inferred=True) for old, new in zip(before.columns, columns, strict=True)
        )
        caption = caption or before.caption
        caption_year = caption_year or before.caption_year
    columns = _volumes(columns, caption)
    family = find_family(columns, caption)
    if family == "unknown" and caption and caption_year:
        columns = _amounts_of_caption(columns, caption, caption_year)
        family = find_family(columns, caption)
    if family == "unknown" and (by_part := by_parts(columns, caption)):
        columns, family = by_part, "indicators"
    columns = date_forecast(_as_of_caption(_name_columns(columns, family), caption))
    if family == "budget":
        columns = _amount_roles(columns, caption)
    elif family == "indicators":
        columns = _value_roles(_of_caption(columns, caption))
    elif family == "actions":
        columns = _bodies_answer(columns, table.cells)
        columns = _levels_beside_actions(columns) if has_levels(columns) else columns
    rows = _body_rows(table, header_rows, columns)
    if family in ("indicators", "key_results"):
        columns, dated = with_own_years(columns, [row.cells for row in rows])
        rows = tuple(replace(row, cells=cells) for row, cells in zip(rows, dated, strict=True))
    if family == "indicators" and (unit := unit_of_parts(columns, caption)):
        rows = tuple(replace(row, cells=(*row.cells, RawCell("unit", "", unit, None, row.place))) for row in rows)
    if inherits:
        rows = tuple(replace(row, flags=tuple(dict.fromkeys((*row.flags, HEADER_ABOVE)))) for row in rows)
    return ReadTable(
        replace(table, family=family, caption=caption), family, columns, rows, caption, caption_year, notes
    )


def find_family(columns: Sequence[Column], caption: str | None) -> str:
    """What a table is, from the set of its columns' roles."""
    roles = {c.role for c in columns if c.role}
    dated = [c for c in columns if c.role in VALUE_ROLES | AMOUNT_ROLES | {"amount"} and c.numeric >= 0.3]
    if "key_result" in roles:
        return "key_results"
    title = f"{caption or ''} {columns[0].header if columns else ''}"
    numbers = sum(c.numeric >= 0.5 for c in columns)
    if sum(c.numeric >= MOSTLY and c.year is None and judges(c.header) for c in columns) >= FEWEST_JUDGED:
        return "unknown"  # how many goals were met, partly and not: `Målområde | Antal mål | Uppfyllda | …`
    if (
        "action" in roles
        and MONEY_TITLE.search(title)
        and numbers
        and not roles & {"due", "responsible", "expected_effect"}
    ):
        return "budget"
    if len({c.component for c in columns if c.component and c.numeric >= 0.3}) >= 2 and not roles & NOT_BUDGET:
        return "budget"
    if "action" in roles or ("assignment" in roles and roles & {"due", "responsible", "status"}):
        return "actions"
    if "indicator" in roles:
        return "indicators"
    if roles & {"baseline", "target"} and not roles & BUDGET_ONLY:
        return "indicators"
    if dated and (roles & BUDGET_ONLY or MONEY_TITLE.search(title)) and numbers >= 1:
        return "budget"
    if len(dated) >= 2 and numbers >= 2 and roles & {"line"}:
        return "budget"
    if roles == {"number", "goal"} and len(columns) == 2:
        return "goals"
    of_boards = all(BOARD.search(c.header) for c in columns if c.role == "line")  # whose goals they are
    if roles - ({"line"} if of_boards else set()) <= {"number", "goal"} and sum(c.role == "goal" for c in columns) > 1:
        return "goals"  # a chain of goals: `KF-mål | Nämndmål | Enhetsmål`
    if of_boards:
        roles -= {"line"}
    if "goal" in roles and roles & TELLS_OF_GOAL and roles <= {"goal", "number", "set_by", *TELLS_OF_GOAL}:
        return "goals"
    return "unknown"


def has_levels(columns: Sequence[Column]) -> bool:
    """Whether a column names measures, and others hold numbers that they have or shall have."""
    measured = any(c.role == "indicator" for c in columns)
    return measured and any(c.role in VALUE_ROLES and c.numeric >= MOSTLY for c in columns)


def _volumes(columns: Sequence[Column], caption: str | None) -> tuple[Column, ...]:
    """`Volym` over names: measures, or what money is for where a caption or header names money. Over numbers it is no
    name."""
    money = any(MONEY.search(text) for text in (caption or "", *(c.header for c in columns)))
    names = {c.col for c in columns if c.role == "volume" and c.col == 0 and c.numeric < FEW_NUMBERS}
    kind = "line" if money else "indicator"
    return tuple(replace(c, role=kind if c.col in names else None) if c.role == "volume" else c for c in columns)


def _amounts_of_caption(columns: Sequence[Column], caption: str, year: int) -> tuple[Column, ...]:
    """Columns of which the only one with numbers is headed by nothing but a unit of money, under a caption that names a
    year and money: `Nämndernas budget 2031, mnkr` over `Nämnd | Mnkr`. The caption says of what kind they are."""
    numbers = [c for c in columns if c.numeric >= MOSTLY]
    if len(numbers) != 1 or numbers[0].role not in (None, "line") or not MONEY_TITLE.search(caption):
        return tuple(columns)
    if not UNIT_ALONE.fullmatch(fold(numbers[0].header)) or COMPARED.search(caption):
        return tuple(columns)
    return tuple(replace(c, role="amount", year=year, inferred=True) if c is numbers[0] else c for c in columns)


def _name_columns(columns: Sequence[Column], family: str) -> tuple[Column, ...]:
    """The column that names the row, where its header does not: the first of text that has no other role."""
    wanted = {"indicators": "indicator", "budget": "line", "key_results": "key_result"}.get(family)
    if wanted is None:
        return tuple(columns)
    named = [c for c in columns if c.role == wanted]
    if wanted == "line" and len(named) > 1:  # `Projekt | Nämnd | …`: the body is not what the money is for
        texts = [c for c in named if c.numeric < MOSTLY]
        named = [c for c in texts if not BOARD.search(c.header)][-1:] or texts[-1:] or named[-1:]
        columns = [replace(c, role=None) if c.role == wanted and c.col != named[0].col else c for c in columns]
        return tuple(columns)
    if len(named) > 1:  # a header over margin and name: the margin column was settled by its marks
        keep = named[-1].col
        return tuple(replace(c, role=None) if c.role == wanted and c.col != keep else c for c in columns)
    if named:
        return tuple(columns)
    free = next((c for c in columns if c.role in (None, "line", "action") and c.numeric < 0.3), None)
    if free is None and family == "indicators" and any(c.role == "goal" for c in columns):
        how = next((c for c in columns if c.role == "measured_by" and c.numeric < 0.3), None)
        if how is not None:  # `Mål | Så mäter vi | …`: nothing but the measure says how a goal is measured
            return tuple(replace(c, role=wanted) if c is how else c for c in columns)
    if free is None and columns and columns[0].numeric < 0.5:
        free = columns[0]
    return tuple(replace(c, role=wanted, inferred=bool(c.header)) if c is free else c for c in columns)


def _body_rows(table: Table, header_rows: int, columns: Sequence[Column]) -> tuple[TableRow, ...]:
    by_col = {c.col: c for c in columns}
    every = rows_of(table)
    over = [row for row in every[:header_rows] if stands_over(row) and not _is_header(row, by_col)]
    rows = over + every[header_rows:]
    crowded = ("columns-run-together",) if any(c.crowded for row in every[:header_rows] for c in row) else ()
    spanning: list[tuple[Cell, int]] = []  # merged cells that reach into later rows, with their last row
    out: list[TableRow] = []
    again = False  # the row above said the header, or a level of it, again
    others = rows_of_others(every[:header_rows], rows, by_col, table.road)
    for row in rows:
        index = row[0].row if row else 0
        inherited = [cell for cell, last in spanning if cell.row < index <= last]
        spanning += [(cell, cell.row + cell.row_span - 1) for cell in row if cell.row_span > 1]
        filled = [c for c in row if c.text]
        if not filled and not inherited:
            continue
        if again and (anew := _with_years(filled, by_col)):
            by_col |= anew
            continue
        if again := _repeats_header(filled, inherited, by_col):
            others = frozenset()  # they have their header
            continue
        only = filled[0] if len(filled) == 1 and not inherited else None
        label = only.text if only is not None and _is_label(only, row, every) else None
        apart = len(filled) > 1 and not inherited and (filled[0].col_span > 1 or stands_over(row))
        if apart and _judge_only(filled[1:], by_col):
            label = filled[0].text  # `Mål 1: … | Delvis uppfyllt`
        cells = tuple(
            RawCell(
                role=by_col[cell.col].role or "unknown",
                header=by_col[cell.col].header,
                text=cell.text,
                year=by_col[cell.col].year,
                place=cell.place,
                marks=cell.marks,
                as_of_text=by_col[cell.col].as_of_text,
                fill=cell.fill,
                lines=cell.lines,
                inferred=by_col[cell.col].inferred or index in others,
                component=by_col[cell.col].component,
                year_inferred=by_col[cell.col].year_inferred,
            )
            for cell in sorted([*row, *inherited], key=lambda c: c.col)
            if cell.col in by_col
        )
        printed = filled or row
        page = printed[0].place.page
        box = union(c.place.box for c in printed if c.place.page == page)
        bold = bool(filled) and filled[0].bold
        marks = tuple(m for c in row for m in c.marks)
        flags = tuple(dict.fromkeys((*crowded, *_doubts(row, by_col, table.road))))
        flags = (*flags, HEADER_ABOVE) if index in others else flags
        if table.road not in DRAWN and only is not None and only.text[:1].islower():
            flags = (*flags, MAY_GO_ON)  # perhaps the rest of the row above
            out[-1:] = [replace(above, flags=(*above.flags, MAY_GO_ON)) for above in out[-1:]]
        out.append(TableRow(cells, Place(page, box), bold, label, marks, flags))
    return tuple(out)


def _is_header(row: Sequence[Cell], by_col: Mapping[int, Column]) -> bool:
    """Whether a row across is the header itself, `Mål`; over a header may stand a goal: `Mål 1: Alla är trygga`."""
    label = read_goal_label(row[0].text) if is_across(row) else None
    return label is not None and not label.title and by_col[row[0].col].header == row[0].text


def _is_label(only: Cell, row: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the only text of a row is a label or a remark: over several columns, bold, or in italics in a table that
    does not set all its names so."""
    if only.col_span > 1 or only.bold or len(row) == 1:
        return True
    names = [row[0] for row in rows if sum(bool(c.text) for c in row) > 1 and row[0].text]
    return only.print_style[1] and not all(c.print_style[1] for c in names)


def _repeats_header(filled: Sequence[Cell], inherited: Sequence[Cell], columns: Mapping[int, Column]) -> bool:
    """Whether a row says over again what its columns are called, or one level of it, as tables do under each of several
    goals and behind page breaks. Merged cells that reach into it may be of that header, or a goal beside it."""
    said = [_says_header(cell, columns) for cell in filled]
    said += [level for cell in inherited if (level := _says_header(cell, columns))]
    return len(said) > 1 and "" not in said and "whole" in said


def _with_years(filled: Sequence[Cell], columns: Mapping[int, Column]) -> dict[int, Column]:
    """The columns that the lower level of a header said again gives other years, and none where a cell is no year."""
    years = {cell.col: cell.text for cell in filled if YEAR.fullmatch(cell.text)}
    if len(filled) < 2 or len(years) < len(filled) or any(c not in columns or not columns[c].year for c in years):
        return {}
    heads = {c: columns[c].header.replace(str(columns[c].year), year) for c, year in years.items()}
    return {c: replace(columns[c], header=heads[c], year=int(year)) for c, year in years.items()}


def _says_header(cell: Cell, columns: Mapping[int, Column]) -> str:
    """`whole` or `level` where a cell is what the columns under it are called, or how all that begins or ends."""
    text = fold(cell.text)
    heads = [fold(columns[c].header) if c in columns else "" for c in range(cell.col, cell.col + cell.col_span)]
    if all(text == head for head in heads):
        return "whole"
    level = all(f" {head} ".startswith(f" {text} ") or f" {head} ".endswith(f" {text} ") for head in heads)
    return "level" if level else ""


def _judge_only(cells: Sequence[Cell], columns: Mapping[int, Column]) -> bool:
    """Whether cells only say how well something was met, and where it is going."""
    return all(cell.col in columns and columns[cell.col].role in JUDGEMENTS for cell in cells)


def _doubts(row: Sequence[Cell], by_col: Mapping[int, Column], road: str) -> tuple[str, ...]:
    """Why the texts of a row may not be whole, or not stand in their columns."""
    doubts = [MAY_GO_ON] if any(c.cut for c in row) else []
    doubts += ["columns-run-together"] if len(row) > 1 and any(c.crowded for c in row) else []
    values = {c.col for c in by_col.values() if c.role in VALUE_ROLES | AMOUNT_ROLES and c.numeric >= MOSTLY}
    filled = [c for c in row if c.text]
    if road not in DRAWN and len(filled) > 1:
        over = [c for c in filled if c.col_span > 1 and c.col not in values]
        if any(values & set(range(c.col, c.col + c.col_span)) for c in over):
            doubts.append("cells-run-together")
    return tuple(doubts)


def _bodies_answer(columns: Sequence[Column], cells: Sequence[Cell]) -> tuple[Column, ...]:
    """In a table of actions that names no one else, a column of boards or departments says who answers for each.
    Names of bodies begin with a capital, units in a column `Enhet` do not: `st`, `meter`."""
    if any(c.role == "responsible" for c in columns):
        return tuple(columns)
    units = {cell.col for cell in cells if cell.text[:1].islower()}
    bodies = [_heads_bodies(c) and not c.numeric and c.col not in units for c in columns]
    return tuple(replace(c, role="responsible") if answers else c for c, answers in zip(columns, bodies, strict=True))


def _heads_bodies(column: Column) -> bool:
    """Whether a header names a kind of body: `Nämnd`, `Avdelning`; an `Enhet` that no number is measured in, too."""
    if column.role == "line":
        return BOARD.search(column.header) is not None
    return column.role in (None, "unit") and fold(column.header) in load("tables")["departments"]["words"]


def _as_of_caption(columns: Sequence[Column], caption: str | None) -> tuple[Column, ...]:
    """Outcomes whose header names no time cover the part of a year that the caption names: `Utfall jan–aug 2024`."""
    if not CAPTION_PART.search(caption or ""):
        return tuple(columns)
    return tuple(replace(c, as_of_text=caption) if c.role == "outcome" and not _names_time(c) else c for c in columns)


def _names_time(column: Column) -> bool:
    words = column.header
    return bool(column.as_of_text or YEAR.search(words) or WHOLE_YEAR.search(words))


def _of_caption(columns: Sequence[Column], caption: str | None) -> tuple[Column, ...]:
    """Columns that print only a year, as the caption says what they hold: `Personalnyckeltal, utfall`."""
    parts = [part.strip(" ).") for part in re.split(r"[,:;(–]", caption or "")]
    kinds = {role_of(part)[0] for part in re.split(r"[\s,:;(–]+", caption or "")} & {*VALUE_ROLES, "budget", "plan"}
    told = [part for part in parts if role_of(part) in {(kind, 1.0) for kind in VALUE_ROLES}]
    if len(told) != 1 or kinds != {role_of(told[0])[0]} or YEAR.search(caption or ""):
        return tuple(columns)
    role = role_of(told[0])[0]
    return tuple(replace(c, role=role) if c.role == "amount" and not _says_more_than_year(c) else c for c in columns)


def _value_roles(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns that print only a year, in a table of indicators: outcomes where a later column holds targets or the
    years fall from left to right, targets behind a baseline without a year or behind targets, over which a header that
    spans both may stand. What is left is told by the years of the plan: behind outcomes may stand what is to come."""
    looks_back = _years_fall(columns)
    targets: list[int] = [c.year for c in columns if c.role in ("target", "forecast") and c.year is not None]
    out: list[Column] = []
    for column in columns:
        if column.role in ("budget", "plan") and column.year is not None:
            column = replace(column, role="target", inferred=True)  # what is planned for: `Antal lån | Budget 2031`
        elif column.role == "amount" and column.year is not None:
            before = out[-1] if out else column
            if (
                not _says_more_than_year(column)
                and before.role in VALUE_ROLES - {"outcome"}
                and before.year is not None
                and before.year < (column.year or 0)
            ):
                column = replace(column, role=before.role, inferred=True)
            elif before.role == "baseline" and before.year is None:
                column = replace(column, role="target", inferred=True)
            elif looks_back or (targets and (column.year or 9999) < min(targets)):
                column = replace(column, role="outcome", inferred=True)
        out.append(column)
    return tuple(out)


def _levels_beside_actions(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The same in a table of measures and actions: behind an action, `Budget 2031` is what that may cost."""
    out, nearest = [], None
    for column, told in zip(columns, _value_roles(columns), strict=True):
        nearest = column.role if column.role in ("indicator", "action") else nearest
        out.append(column if nearest == "action" else told)
    return tuple(out)


def _says_more_than_year(column: Column) -> bool:
    """Whether a header has words of its own, so that it is no year of the column before it: `Nivå i ramen 2031`."""
    return re.search(r"[^\W\d_]{3}", column.header.replace("år", "").replace("År", "")) is not None


def _years_fall(columns: Sequence[Column]) -> bool:
    """Whether columns that print only a year go back in time from left to right, as no plan's do."""
    years = [c.year or 0 for c in columns if c.role == "amount"]
    return len(years) >= FEWEST_YEARS and all(a > b > 0 for a, b in itertools.pairwise(years))


def _amount_roles(columns: Sequence[Column], caption: str | None) -> tuple[Column, ...]:
    """Amount columns with their value type; the title decides where a header prints only a year.

    Without a word in the title, years that fall from left to right look back (flerårsöversikt): outcomes.
    """
    title = fold(f"{caption or ''} {columns[0].header if columns else ''}")
    by_title = next((kind for kind, words in load("tables")["kinds"].items() if any(w in title for w in words)), None)
    looks_back = _years_fall(columns)
    kind = by_title or ("outcome" if looks_back else "amount")
    inferred = by_title is None and looks_back
    return tuple(replace(c, role=kind, inferred=inferred) if c.role == "amount" else c for c in columns)


__all__ = ["VALUE_ROLES", "ReadTable", "TableRow", "find_family", "is_amount", "read_table"]
