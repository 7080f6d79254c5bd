"""A grid with its text: the cells of one table on one page, their print and which first rows are its header."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractors.cells import DRAWN, Grid, middles, placed_in, words_in
from extractors.families.arrows import arrow_in, drawn_arrows
from extractors.families.marks import MARK_REACH, grey_mark, is_mark_in, is_ring, mark_colour, signs_among
from extractors.flow import read_flow
from extractors.geometry import centre_in, contains, touches, union
from extractors.header_rows import count_header_rows, print_style
from extractors.joined import PageTable
from extractors.sideways import with_sideways_headers
from pipeline.records import Box, Cell, PageLayout, Place, Shape, Word

APART = 1.2  # of the font size; white between two texts of one line
PADDING = 4.0  # points between a text and the border of its cell, about


def read_grid(page: PageLayout, grid: Grid, known: Collection[str]) -> PageTable | None:
    """The cells of a grid with their text; null where there is nothing like a table in it."""
    inside = words_in(page.words, grid.box)
    inside += [w for w in page.words if w.rise and w not in inside and centre_in(w.box, grid.box, 3.0)]
    at = middles(inside)
    whole = union([cell.box for cell in grid.cells])
    shaded = (s for s in page.shapes if s.fill and s.fill != "#ffffff")
    fills = _on_level([s for s in shaded if touches(s.box, whole, MARK_REACH)])
    rings = [s for s in page.shapes if is_ring(s) and contains(whole, s.box, MARK_REACH)]
    arrows = drawn_arrows((s for s in page.shapes if contains(whole, s.box, MARK_REACH)), page.rules)
    drawn = grid.road in DRAWN  # the borders tell how much fits; those in white lie anywhere in it
    ends = {} if drawn else _column_ends(grid, inside)
    cells = []
    for grid_cell in grid.cells:
        own = grid_cell.words
        words = placed_in(at, grid_cell.box) if own is None else list(own)
        flow = read_flow(words, grid_cell.box, known)
        sign = arrow_in(arrows, grid_cell.box) if arrows and not words else None
        cells.append(
            Cell(
                row=grid_cell.row,
                col=grid_cell.col,
                row_span=grid_cell.row_span,
                col_span=grid_cell.col_span,
                text=sign or flow.text,
                printed=read_flow(words, grid_cell.box, known, keep_marks=True).text
                if flow.marks
                else sign or flow.text,
                place=Place(page.number, union([w.box for w in words]) if words else grid_cell.box),
                marks=flow.marks,
                lines=flow.lines,
                bold=bool(words) and sum([w.bold for w in words]) > 0.5 * len(words),
                fill=_cell_colour(grid_cell.box, words, fills(grid_cell.box.top, grid_cell.box.bottom), rings),
                print_style=print_style(words),
                crowded=not drawn and grid_cell.col_span == 1 and _is_crowded(words),
                room=ends.get(grid_cell.col, grid_cell.box.x1 - PADDING) - _last_line_end(words) if words else 0.0,
                first_width=_first_width(words) if words else 0.0,
            )
        )
    cells = with_sideways_headers(page, grid, cells, known)
    filled = [c for c in cells if c.text]
    if not filled:
        return None
    few = len(filled) < 2 or len({c.col for c in filled}) < 2 or (grid.n_rows == 1 and grid.road != "ruled")
    rest = few and grid.road != "tagged"  # its tags say that a header alone at the foot of a page begins a table
    of_row: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    for cell in cells:
        of_row[cell.row].append(cell)
    rows = tuple(map(tuple, of_row))
    rows = tuple(row for row in rows if any(c.text for c in row) or any(c.row_span > 1 for c in row))
    rows = tuple(tuple(c if c.row == i else replace(c, row=i) for c in row) for i, row in enumerate(rows))
    headers = max(count_header_rows(rows), grid.header_rows or 0)
    return PageTable(page.number, grid, rows, headers, rest)


def _column_ends(grid: Grid, words: Sequence[Word]) -> dict[int, float]:
    """Where the longest line of each column ends."""
    ends: dict[int, float] = {}
    for word in words:
        middle = (word.box.x0 + word.box.x1) / 2
        col = next((c for c in range(grid.n_cols - 1, -1, -1) if grid.xs[c] <= middle), 0)
        ends[col] = max(ends.get(col, 0.0), word.box.x1)
    return ends


def _is_crowded(words: Sequence[Word]) -> bool:
    """Whether two texts stand clearly apart on one line."""
    return any(
        abs(a.box.bottom - b.box.bottom) < 1.0 and b.box.x0 - a.box.x1 > APART * b.size for a, b in pairwise(words)
    )


def _last_line_end(words: Sequence[Word]) -> float:
    low = max([w.box.bottom for w in words])
    return max([w.box.x1 for w in words if low - w.box.bottom < 0.3 * w.size])


def _first_width(words: Sequence[Word]) -> float:
    first = words[0] if len(words) == 1 else min(words, key=lambda w: (round(w.box.bottom), w.box.x0))
    return first.box.x1 - first.box.x0 + 0.25 * first.size


def _on_level(shapes: Sequence[Shape]) -> Callable[[float, float], list[Shape]]:
    """What tells the figures that reach into a height; nearly all cells of a row have the same."""

    @cache
    def between(top: float, bottom: float) -> list[Shape]:
        return [s for s in shapes if s.box.bottom - top >= -MARK_REACH and bottom - s.box.top >= -MARK_REACH]

    return between


def _cell_colour(box: Box, words: Sequence[Word], level: Sequence[Shape], rings: Sequence[Shape]) -> str | None:
    """The colour that a cell shows: that of its one small mark, else the fill behind it, else an empty ring in it.
    `level` are the filled figures at its height."""
    x0, top, x1, bottom = box
    beside = [s for s in level if s.box[2] - x0 >= -MARK_REACH and x1 - s.box[0] >= -MARK_REACH]
    fills = [s for s in beside if touches(s.box, box, MARK_REACH)]
    marks = [s for s in fills if is_mark_in(s, box)]
    if not marks and not rings and not signs_among(words):  # as in nearly all cells
        return _fill_under(box, fills)
    under = [s for s in fills if s not in marks] if marks else fills
    if colour := mark_colour(words, marks, box) or _fill_under(box, under):
        return colour
    within = [s for s in rings if s.box.top - top >= -MARK_REACH and bottom - s.box.bottom >= -MARK_REACH]
    return grey_mark(words, [*marks, *within], box)


def _fill_under(box: Box, fills: Sequence[Shape]) -> str | None:
    """The colour behind a cell: that of the last drawn figure around its middle."""
    if not fills:
        return None
    x, y, highest = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, 2.5 * (box.bottom - box.top) + 30
    for shape in reversed(fills):
        x0, top, x1, bottom = shape.box
        if x0 <= x <= x1 and top <= y <= bottom and bottom - top < highest:
            return shape.fill
    return None
