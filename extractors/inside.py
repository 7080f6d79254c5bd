"""What drawn cells hold: rows and columns that only white space shows.

Designers rule a header and leave the body of a table in one tall cell, or set two columns of numbers into one ruled
column. A drawn border is always a border; these functions find the ones that are not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.cells import Grid, GridCell, middles, placed_in, words_in, words_outside
from extractors.columns import count_values, has_value, white_stripes
from extractors.geometry import centre_in, union
from extractors.lines import Row, find_rows, join_words, segments_of
from extractors.row_starts import row_starts
from pipeline.records import Box, Word

FEWEST_PAIRS = 3  # lines with a value on each side of an undrawn column border
PAIR_SHARE = 0.6  # of a column's lines
SAME_BASELINE = 2.0  # points by which texts beside each other miss their common baseline


def with_undrawn_borders(grid: Grid, words: Sequence[Word]) -> Grid:
    """A ruled grid with the borders between rows and columns that its text shows and no rule does."""
    inside = words_in(words, grid.box)
    if not inside:
        return grid
    grid = _split_wide_cells(grid, inside)
    grid = _split_tall_cells(grid, inside)
    grid = _split_packed_columns(grid, inside)
    return _split_packed_rows(grid, inside)


# ------------------------------------------------------------------ rows


def _split_packed_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    """Cells side by side that hold several rows each, cut between them."""
    at = middles(words)
    for r in reversed(range(grid.n_rows)):
        level = _levelled(grid, r)
        boxes = [c.box for c in level.cells if c.row == r and c.row_span == 1]
        if len(boxes) < 2:
            continue
        level_words = placed_in(at, union(boxes))
        beside = set(map(id, words_outside(level_words, boxes)))
        band = find_rows([w for w in level_words if id(w) not in beside])
        starts = row_starts(band, grid.xs, True) if len(band) > 1 else []
        if starts:
            grid = _cut_row(level, r, [_between(band[i - 1], band[i]) for i in starts])
    return grid


def _levelled(grid: Grid, r: int) -> Grid:
    """A grid without cells over several rows in row `r`, where these are most of the row: few columns have a rule."""
    here = [c for c in grid.cells if c.row <= r < c.row + c.row_span]
    tall = [c for c in here if c.row_span > 1]
    single = [c for c in here if c.row_span == 1]
    if not single or len(tall) <= len(single):
        return grid
    edges = [*_row_edges(grid), grid.box.bottom]
    out = [c for c in grid.cells if c not in tall]
    out += [
        replace(c, row=i, row_span=1, box=c.box._replace(top=edges[i], bottom=edges[i + 1]))
        for c in tall
        for i in range(c.row, c.row + c.row_span)
    ]
    return _sorted(grid, out, grid.n_rows, grid.xs)


def _row_edges(grid: Grid) -> list[float]:
    """The upper border of each row."""
    return [min(c.box.top for c in grid.cells if c.row == r) for r in range(grid.n_rows)]


def _between(above: Sequence[Word], below: Sequence[Word]) -> float:
    return (max(w.box.bottom for w in above if not w.rise) + min(w.box.top for w in below if not w.rise)) / 2


def _cut_row(grid: Grid, r: int, ys: Sequence[float]) -> Grid:
    """A grid in which the cells of one row are cut at `ys`; cells over several rows reach over the new ones."""
    more = len(ys)
    out: list[GridCell] = []
    for cell in grid.cells:
        if cell.row > r:
            out.append(replace(cell, row=cell.row + more))
        elif cell.row == r and cell.row_span == 1:
            edges = [cell.box.top, *ys, cell.box.bottom]
            out += [
                replace(cell, row=r + i, box=Box(cell.box.x0, top, cell.box.x1, bottom))
                for i, (top, bottom) in enumerate(pairwise(edges))
            ]
        elif cell.row + cell.row_span > r:
            out.append(replace(cell, row_span=cell.row_span + more))
        else:
            out.append(cell)
    return _sorted(grid, out, grid.n_rows + more, grid.xs)


def _split_tall_cells(grid: Grid, words: Sequence[Word]) -> Grid:
    """Cells over several rows that hold one line for each row, on the row's baseline: their rules are left out."""
    out: list[GridCell] = []
    for cell in grid.cells:
        rows = [
            [c for c in grid.cells if c.row == r and c.row_span == 1] for r in range(cell.row, cell.row + cell.row_span)
        ]
        if cell.row_span < 3 or not all(rows):
            out.append(cell)
            continue
        bands = [(row[0].box.top, row[0].box.bottom) for row in rows]
        baselines = [{round(w.box.bottom, 1) for w in words for c in row if centre_in(w.box, c.box)} for row in rows]
        lines = find_rows(words_in(words, cell.box))
        held = [[ln for ln in lines if top < (ln[0].box.top + ln[0].box.bottom) / 2 < bottom] for top, bottom in bands]
        fit = all(
            len(here) == 1 and any(abs(here[0][0].box.bottom - y) <= SAME_BASELINE for y in ys)
            for here, ys in zip(held, baselines, strict=True)
        )
        if not fit:
            out.append(cell)
            continue
        out += [
            replace(cell, row=cell.row + i, row_span=1, box=Box(cell.box.x0, top, cell.box.x1, bottom))
            for i, (top, bottom) in enumerate(bands)
        ]
    return _sorted(grid, out, grid.n_rows, grid.xs)


# ------------------------------------------------------------------ columns


def _split_wide_cells(grid: Grid, words: Sequence[Word]) -> Grid:
    """Cells over several columns whose text stands apart in each: the verticals end with the header."""
    out: list[GridCell] = []
    for cell in grid.cells:
        inner = [grid.xs[i] for i in range(cell.col + 1, cell.col + cell.col_span)]
        parts = [s for row in find_rows(words_in(words, cell.box)) for s in segments_of(row)] if inner else []
        open_ = [x for x in inner if not any(s.x0 < x - 0.5 and s.x1 > x + 0.5 for s in parts)]
        edges = [cell.box.x0, *open_, cell.box.x1]
        filled = [any(a <= (s.x0 + s.x1) / 2 <= b for s in parts) for a, b in pairwise(edges)]
        if sum(filled) < 2:
            out.append(cell)
            continue
        col = cell.col
        for a, b in pairwise(edges):
            span = sum(a <= (grid.xs[i] + grid.xs[i + 1]) / 2 <= b for i in range(cell.col, cell.col + cell.col_span))
            out.append(replace(cell, col=col, col_span=span, box=Box(a, cell.box.top, b, cell.box.bottom)))
            col += span
    return _sorted(grid, out, grid.n_rows, grid.xs)


def _split_packed_columns(grid: Grid, words: Sequence[Word]) -> Grid:
    """Ruled columns that hold two or more columns of values, cut between them."""
    at = middles(words)
    for c in reversed(range(grid.n_cols)):
        boxes = [cell.box for cell in grid.cells if cell.col == c and cell.col_span == 1]
        left, right = min((b.x0 for b in boxes), default=0.0), max((b.x1 for b in boxes), default=0.0)
        column = [place for place in at if left <= place[1] <= right]
        held = [placed_in(column, box) for box in boxes]
        if count_values(w for own in held if len(own) > 1 for w in own) < FEWEST_PAIRS:
            continue
        lines = [row for own in held for row in find_rows(own)]
        borders = _packed_borders(lines, grid.xs[c], grid.xs[c + 1])
        if borders:
            grid = _cut_column(grid, c, borders, words)
    return grid


def _packed_borders(lines: Sequence[Row], x0: float, x1: float) -> list[float]:
    """Column borders within one ruled column: most of its lines have a value on each side."""
    parts = [segments_of(line) for line in lines]
    several = [p for p in parts if len(p) > 1 and all(has_value(s.text) for s in p[1:])]
    if len(several) < max(FEWEST_PAIRS, PAIR_SHARE * len(lines)):
        return []
    borders = white_stripes([[w for s in p for w in s.words] for p in several], x0, x1)[1:-1]
    return borders


def _cut_column(grid: Grid, c: int, borders: Sequence[float], words: Sequence[Word]) -> Grid:
    """A grid in which one column is cut at `borders`; cells with text across them stay whole."""
    more = len(borders)
    xs = (*grid.xs[: c + 1], *borders, *grid.xs[c + 1 :])
    out: list[GridCell] = []
    for cell in grid.cells:
        if cell.col > c:
            out.append(replace(cell, col=cell.col + more))
        elif cell.col == c and cell.col_span == 1:
            out += _cut_cell(cell, borders, words)
        elif cell.col + cell.col_span > c:
            out.append(replace(cell, col_span=cell.col_span + more))
        else:
            out.append(cell)
    cut = _sorted(grid, out, grid.n_rows, xs)
    return _with_header_levels(cut, c, more, words)


def _cut_cell(cell: GridCell, borders: Sequence[float], words: Sequence[Word]) -> list[GridCell]:
    """A cell cut at the borders, or whole where its lowest line, which stands right over the values, runs over them."""
    lowest = next(reversed(find_rows(words_in(words, cell.box))), ())
    edges = [cell.box.x0, *borders, cell.box.x1]
    held = [[w for w in lowest if a <= (w.box.x0 + w.box.x1) / 2 <= b] for a, b in pairwise(edges)]
    if sum(bool(part) for part in held) < 2 or any(_runs_over(lowest, x) for x in borders):
        return [replace(cell, col_span=len(borders) + 1)]
    return [
        replace(cell, col=cell.col + i, box=Box(a, cell.box.top, b, cell.box.bottom))
        for i, (a, b) in enumerate(pairwise(edges))
    ]


def _runs_over(row: Sequence[Word], x: float) -> bool:
    """Whether text runs over a border: a word across it, or words closer than two values stand."""
    if any(w.box.x0 < x - 0.5 and w.box.x1 > x + 0.5 for w in row):
        return True
    part = next((s for s in segments_of(row) if s.x0 < x < s.x1), None)
    if part is None:
        return False
    sides = [join_words([w for w in part.words if (w.box.x1 <= x + 0.5) == left]) for left in (True, False)]
    return not all(has_value(side) for side in sides)


def _with_header_levels(grid: Grid, c: int, more: int, words: Sequence[Word]) -> Grid:
    """Header cells that were cut although a line of theirs stands over all the new columns get a row above them."""
    first = [cell for cell in grid.cells if cell.row == 0 and c <= cell.col <= c + more]
    if len(first) != more + 1 or len({cell.row_span for cell in first}) > 1:
        return grid
    lines = find_rows(words_in(words, union(cell.box for cell in first)))
    inner = [cell.box.x1 for cell in first[:-1]]
    over = [i for i, row in enumerate(lines[:-1]) if any(s.x0 < x < s.x1 for s in segments_of(row) for x in inner)]
    if not over:
        return grid
    y = _between(lines[over[-1]], lines[over[-1] + 1])
    if first[0].row_span == 1:
        return _raise_header(grid, c, more, y)
    return _cut_header(grid, first, y)


def _raise_header(grid: Grid, c: int, more: int, y: float) -> Grid:
    """The first row as two: the cells over columns `c` to `c + more` are cut at `y` and joined above it."""
    out = [
        replace(cell, row=cell.row + 1) if cell.row > 0 else replace(cell, row_span=cell.row_span + 1)
        for cell in grid.cells
    ]
    taller = _sorted(grid, out, grid.n_rows + 1, grid.xs)
    return _cut_header(taller, [x for x in taller.cells if x.row == 0 and c <= x.col <= c + more], y)


def _cut_header(grid: Grid, first: Sequence[GridCell], y: float) -> Grid:
    """The cells of the first row cut at `y` and joined above it."""
    out = [cell for cell in grid.cells if cell not in first]
    out += [replace(cell, row=1, row_span=cell.row_span - 1, box=cell.box._replace(top=y)) for cell in first]
    box = union(cell.box for cell in first)
    out.append(GridCell(0, first[0].col, 1, sum(cell.col_span for cell in first), box._replace(bottom=y)))
    return _sorted(grid, out, grid.n_rows, grid.xs)


def _sorted(grid: Grid, cells: Sequence[GridCell], n_rows: int, xs: Sequence[float]) -> Grid:
    ordered = tuple(sorted(cells, key=lambda c: (c.row, c.col)))
    return replace(grid, cells=ordered, n_rows=n_rows, n_cols=len(xs) - 1, xs=tuple(xs))
