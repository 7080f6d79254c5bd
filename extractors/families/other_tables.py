"""Rows that may be of another table than the header over them: one without a header of its own, right below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from extractors.aligned import LARGER
from extractors.cells import DRAWN
from extractors.columns import is_figure
from extractors.families.facts import is_caption
from extractors.families.roles import Column
from extractors.other_columns import first_elsewhere
from pipeline.records import Cell

HEADER_ABOVE = "header-from-table-above"  # flag of a row whose columns are taken to be those of another table
FEWEST = 2  # rows


def rows_of_others(
    header: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]], columns: Mapping[int, Column], road: str
) -> frozenset[int]:
    """The rows from which on a table is perhaps another one: its cells stand elsewhere than those above, under no
    header or half under one, or a caption or heading stands over them."""
    found = set(_under_no_header(body, columns))
    heads = [cell for row in header for cell in row if cell.text]
    if road in DRAWN:
        found |= {row[0].row for row in body if any(_half_under(cell, heads) for cell in row)}
    else:
        for _, group in groupby((row for row in body if row), lambda row: row[0].place.page):
            rows = list(group)
            starts = [at for at in (first_elsewhere(rows, heads), _under_title(rows)) if at is not None]
            found |= {row[0].row for row in rows[min(starts) :]} if starts else set()
    return frozenset(found)


def _under_no_header(body: Sequence[Sequence[Cell]], columns: Mapping[int, Column]) -> Iterator[int]:
    """The last rows, where all that have figures have one in a column that has no header and no text in the rows above,
    as where a table of more columns stands below."""
    bare = [col for col, column in columns.items() if col and not column.header]
    for col in bare:
        filled = [any(c.col == col and c.text for c in row) for row in body]
        start = filled.index(True) if any(filled) else 0
        last = [row for row in body[start:] if any(is_figure(c.text) for c in row)]
        figures = [any(c.col == col and is_figure(c.text) for c in row) for row in last]
        if start and len(last) >= FEWEST and all(figures):
            yield from (row[0].row for row in last)


def _half_under(cell: Cell, header: Sequence[Cell]) -> bool:
    """Whether a figure stands under a part of a header and beside it: its borders are not those of the header."""
    start, end = cell.col, cell.col + cell.col_span
    return is_figure(cell.text) and any(
        (start < h.col < end < h.col + h.col_span) or (h.col < start < h.col + h.col_span < end) for h in header
    )


def _under_title(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The first caption or heading between the rows of a table. Where the first row is in such print, too, it is that
    of the labels of groups."""
    sizes = sorted(c.print_style[0] for row in rows for c in row if c.text)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    alone = {at: filled[0] for at, row in enumerate(rows) if len(filled := [c for c in row if c.text]) == 1}
    large = [at for at, cell in alone.items() if cell.print_style[0] >= LARGER * usual]
    titles = [at for at, cell in alone.items() if at and (is_caption(cell.text) or (at in large and 0 not in large))]
    return titles[0] if titles else None
