"""Tables in which another header begins another table: under the measures of a goal, in the same grid, its key results
with columns of their own.

Seen in appendices of boards' plans out of spreadsheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.captions import rows_of
from extractors.families.goals import read_goal_label
from extractors.families.roles import AMOUNT_ROLES, VALUE_ROLES, is_across, is_amount, role_of, year_in
from extractors.families.vocabulary import fold
from extractors.geometry import union
from pipeline.records import Cell, Place, Table

FEWEST_NAMED = 3  # cells of a row that names columns
SURE = 0.8  # score of a header word
NAMES = frozenset({"indicator", "key_result", "action", "assignment", "line"})  # roles of what rows are called by


def apart(table: Table) -> tuple[Table, ...]:
    """A table, or the tables that it is: each from a header of its own to the next one."""
    rows = rows_of(table)
    header = {fold(c.text) for row in rows[: max(table.header_rows, 1)] for c in row if c.text}
    starts = [i for i in range(table.header_rows, len(rows) - 1) if i and _is_header(rows[i], header)]
    if not starts or not table.header_rows:
        return (table,)
    if all(is_across(row) for row in rows[: starts[0]]) and (starts[0] == table.header_rows or _states_goal(rows[0])):
        return apart(replace(table, header_rows=starts[0] + 1))  # a goal or a title over the header, and no other table
    first = [[_clipped(c, starts[0]) for c in row] for row in rows[: starts[0]]]
    parts = [_part(table, first, table.header_rows, None)]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        carried = [(c, _header_over(rows, table.header_rows, c)) for c in table.cells if _reaches(c, start)]
        own = [*(replace(h, row=start, row_span=1) for _, h in carried if h), *rows[start]]
        body = [[_clipped(c, end) for c in row] for row in rows[start + 1 : end]]
        body[0] = [*(replace(c, row=start + 1, row_span=end - start - 1) for c, _ in carried), *body[0]]
        parts.append(_part(table, [own, *body], 1, own))
    return tuple(parts)


def _states_goal(row: Sequence[Cell]) -> bool:
    """Whether a row across is a goal, which text and its judgement may follow before the header of its measures."""
    label = read_goal_label(row[0].text)
    return label is not None and label.strong and bool(label.title)


def _reaches(cell: Cell, start: int) -> bool:
    """Whether a merged cell reaches from above into the rows of a part: the goal of all its parts."""
    return cell.row < start < cell.row + cell.row_span


def _header_over(rows: Sequence[Sequence[Cell]], header_rows: int, cell: Cell) -> Cell | None:
    above = [c for row in rows[:header_rows] for c in row if c.col <= cell.col < c.col + c.col_span and c.text]
    return above[-1] if above else None


def _clipped(cell: Cell, end: int) -> Cell:
    return replace(cell, row_span=max(1, min(cell.row_span, end - cell.row)))


def _is_header(row: Sequence[Cell], above: set[str]) -> bool:
    """Whether a row names columns, in other words than the header above it: bold, and nearly all of its texts say what
    a column holds."""
    filled = [c for c in row if c.text]
    if len(filled) > 2 and all(map(_is_dated, filled[1:])) and not above.issuperset(fold(c.text) for c in filled[1:]):
        return True  # `Investering | Budget 2031 | Plan 2032`: no row holds such things
    if len(filled) < FEWEST_NAMED or not all(c.bold for c in filled) or any(is_amount(c.text) for c in filled):
        return False
    told = [(role, score) for role, score in (role_of(c.text) for c in filled) if score >= SURE]
    named = sum(
        score >= SURE or year_in(c.text) is not None for c, (_, score) in ((c, role_of(c.text)) for c in filled)
    )
    new = any(fold(c.text) not in above for c in filled)
    return new and named >= FEWEST_NAMED and named >= SURE * len(filled) and any(role in NAMES for role, _ in told)


def _is_dated(cell: Cell) -> bool:
    """Whether a cell names a kind of value and its year, as headers do: `Budget 2031`."""
    role, score = role_of(cell.text)
    return year_in(cell.text) is not None and role in VALUE_ROLES | AMOUNT_ROLES and score >= SURE


def _part(table: Table, rows: Sequence[Sequence[Cell]], header_rows: int, header: Sequence[Cell] | None) -> Table:
    """Some rows as a table, in the columns of their own header."""
    top = rows[0][0].row if rows[0] else 0
    starts = sorted({c.col for c in header}) if header is not None else list(range(table.n_cols))
    cells = [_moved(c, starts, top) for row in rows for c in row]
    pages = sorted({c.place.page for c in cells})
    places = tuple(Place(page, union([c.place.box for c in cells if c.place.page == page])) for page in pages)
    return replace(
        table,
        cells=tuple(cells),
        n_rows=len(rows),
        n_cols=len(starts),
        header_rows=header_rows,
        places=places,
    )


def _moved(cell: Cell, starts: Sequence[int], top: int) -> Cell:
    """A cell at its place among the columns that begin at `starts`."""
    col = max((i for i, start in enumerate(starts) if start <= cell.col), default=0)
    end = sum(start < cell.col + cell.col_span for start in starts)
    return replace(cell, row=cell.row - top, col=col, col_span=max(end - col, 1))
