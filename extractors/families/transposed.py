"""Tables that lie on their side: years or kinds of values down the first column, indicators along the header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.captions import rows_of
from extractors.families.roles import AMOUNT_ROLES, VALUE_ROLES, YEAR, role_of, year_in
from pipeline.records import Cell, Table

FEWEST_ROWS = 2
KINDS = VALUE_ROLES | AMOUNT_ROLES | {"goal"}  # a bare `Mål 2031` is a target


def upright(table: Table) -> Table:
    """A table with its rows as columns where it lies on its side; every other table as it is.

    What its top left cell says (`Målvärde`) is said of every year below it that says nothing more.
    """
    rows = rows_of(table)
    if table.n_cols < 2 or len(rows) - 1 < FEWEST_ROWS or any(c.row_span > 1 or c.col_span > 1 for c in table.cells):
        return table
    first = [row[0] for row in rows if row and row[0].col == 0]
    if len(first) != len(rows) or not _lies(first, rows[0][1:]):
        return table
    corner = first[0].text
    kind = corner if role_of(corner)[0] in VALUE_ROLES | AMOUNT_ROLES else ""
    cells = []
    for cell in table.cells:
        text = cell.text
        if cell.col == 0:
            text = "" if cell.row == 0 else f"{kind} {text}".strip() if _is_year(text) else text
        cells.append(replace(cell, row=cell.col, col=cell.row, text=text))
    return replace(
        table,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        n_rows=table.n_cols,
        n_cols=table.n_rows,
        header_rows=1,
    )


def _lies(first: Sequence[Cell], header: Sequence[Cell]) -> bool:
    """Whether a first column holds what a header holds, years with or without a kind of value, and the header not."""
    corner, *below = [c.text for c in first]
    kinds = [role_of(text)[0] in KINDS or role_of(corner)[0] in VALUE_ROLES for text in below]
    dated = [year_in(text) is not None for text in below]
    names = [c.text for c in header if c.text]
    plain = all(role_of(text)[0] is None and year_in(text) is None for text in names)
    return all(dated) and all(kinds) and len(names) == len(header) > 0 and plain


def _is_year(text: str) -> bool:
    return not YEAR.sub("", text).strip(" *")
