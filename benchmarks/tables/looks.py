"""How tables look on the page, and where their cells go: sizes and places, nothing drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.tables.relations import GridCell, Sides

LEADING = 1.25  # times the size of the type
LEFT, UP = "<", "^"  # in rows: this cell belongs to the one at its left, or above it

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is drawn.

    `rules`: grid, double (two lines round each side), dashed, inner (a grid without its frame), cut (a grid whose lines
    do not meet), frame (a frame, column rules and one under the header), rows, columns, book (above, below, under the
    header and under its groups), header (under the header only), none.
    `shade`: none, zebra, lines (every other row, painted line by line as Word does), tiles (every cell, with white
    between). `align` has a letter for each column: l, r or c. Without `widths`, columns are as wide as what is in them.
    """

    rules: str = "none"
    shade: str = "none"
    align: str = "l"  # the last letter holds for the columns that follow
    widths: tuple[float, ...] = ()
    head: int = 1
    pad_x: float = 6.0
    pad_y: float = 3.0
    size: float = 9.0
    bold_head: bool = True
    middle: bool = False  # cells over several rows have their words in the middle


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell to be set: where it is in the table, and its lines."""

    cell: GridCell
    lines: tuple[str, ...]
    font: str
    align: str


def read_cells(rows: Sequence[Row]) -> Iterator[GridCell]:
    """The cells of rows in which LEFT and UP stand for the parts of merged ones."""
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words in (LEFT, UP):
                continue
            right, down = c + 1, r + 1
            while right < len(row) and row[right] == LEFT:
                right += 1
            while down < len(rows) and rows[down][c] == UP:
                down += 1
            yield GridCell(r, c, words, down - r, right - c)


def row_heights(spots: Sequence[Spot], count: int, look: Look) -> list[float]:
    """Heights of rows: the tallest cell of each; a cell over several rows stretches the last of them."""
    heights = [LEADING * look.size + 2 * look.pad_y] * count
    for spot in sorted(spots, key=lambda spot: spot.cell.row_span):
        needed = LEADING * look.size * len(spot.lines) + 2 * look.pad_y
        last = spot.cell.row + spot.cell.row_span
        heights[last - 1] += max(0.0, needed - sum(heights[spot.cell.row : last]))
    return heights


def last_fitting(spots: Sequence[Spot], heights: Sequence[float], start: int, room: float) -> int:
    """The row before which the page ends; no merged cell is cut."""
    stop = start
    while stop < len(heights) and sum(heights[start : stop + 1]) <= room:
        stop += 1
    while stop < len(heights) and any(s.cell.row < stop < s.cell.row + s.cell.row_span for s in spots):
        stop -= 1
    return max(stop, start + 1)


def spot_sides(spot: Spot, row: int, xs: Sequence[float], tops: Sequence[float]) -> Sides:
    """The box of a cell, between the borders of columns and rows."""
    cell = spot.cell
    return xs[cell.col], tops[row], xs[cell.col + cell.col_span], tops[row + cell.row_span]
