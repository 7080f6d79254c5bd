"""Sets pages with text and tables, and remembers the cells that it printed: the pages and their gold in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from benchmarks.tables.looks import (
    LEADING,
    LEFT,
    UP,
    Look,
    Row,
    Spot,
    last_fitting,
    read_cells,
    row_heights,
    spot_sides,
)
from benchmarks.tables.relations import GridCell, GridTable, Sides

A4 = (595.0, 842.0)  # points
MARGIN = 57.0  # points, 2 cm
LIGHT, MIDDLE = "#e8eef4", "#c5d3e0"


class Paper:
    """A PDF and a pen that goes down the page. Places count from the top left of the page as it is seen."""

    def __init__(self, path: Path, size: tuple[float, float] = A4, rotated: bool = False, face: str = "Helvetica"):
        self.path, self.rotated, self.face = path, rotated, face
        self.width, self.height = (size[1], size[0]) if rotated else size
        # ReportLab itself turns the sheet under a page that has /Rotate: this is the size as it is seen.
        self.canvas = Canvas(str(path), pagesize=(self.width, self.height), invariant=1)
        self.printed: list[GridTable] = []  # every part of a table on its page
        self.joined: list[GridTable] = []  # the same without header rows that a next page repeats
        self.page = 0
        self._new_page()

    # -------------------------------------------------------------- the page

    def _new_page(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page += 1
        if self.rotated:  # drawn on its side, and turned by the reader
            self.canvas.setPageRotation(90)
            self.canvas.transform(0, 1, -1, 0, self.height, 0)
        self._write(MARGIN, self.height - 30, f"{self.page}", self.face, 8)
        self.y = self._top = self._lowest = MARGIN
        self._shares: tuple[float, ...] = (1.0,)
        self._column = 0

    def columns(self, *shares: float) -> None:
        """From here on text and tables run in columns with these shares of the width."""
        self._shares, self._column, self._top, self._lowest = shares, 0, self.y, self.y

    def next_column(self) -> None:
        self._lowest = max(self._lowest, self.y)
        self._column, self.y = self._column + 1, self._top

    def full(self) -> None:
        """Back to the whole width, below all columns."""
        self.y = max(self._lowest, self.y)
        self._shares, self._column = (1.0,), 0

    @property
    def x(self) -> float:
        return MARGIN + sum(self._shares[: self._column]) * (self.width - 2 * MARGIN)

    @property
    def measure(self) -> float:
        """Width of the column, less the white beside it."""
        gap = 18.0 if len(self._shares) > 1 else 0.0
        return self._shares[self._column] * (self.width - 2 * MARGIN) - gap

    def save(self) -> tuple[tuple[GridTable, ...], ...]:
        """Writes the file; gives the ways in which its tables may be read."""
        self.canvas.save()
        readings = (tuple(self.printed), tuple(self.joined))
        return readings if readings[0] != readings[1] else readings[:1]

    def _room(self, height: float) -> None:
        """Goes to the next column or page where there is no room left for this much."""
        if self.y + height <= self.height - MARGIN:
            return
        if self._column + 1 < len(self._shares):
            self.next_column()
        else:
            shares = self._shares
            self._new_page()
            self._shares = shares

    def _write(self, x: float, baseline: float, words: str, font: str, size: float, align: str = "l") -> None:
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont(font, size)
        draw = {"l": self.canvas.drawString, "r": self.canvas.drawRightString, "c": self.canvas.drawCentredString}
        draw[align](x, self.height - baseline, words)

    # -------------------------------------------------------------- text

    def bold(self) -> str:
        return "Times-Bold" if self.face.startswith("Times") else f"{self.face}-Bold"

    def title(self, words: str) -> None:
        self._lines(words, self.bold(), 18, after=10)

    def heading(self, words: str) -> None:
        self.y += 4
        self._lines(words, self.bold(), 12, after=4)

    def text(self, words: str, size: float = 9.5) -> None:
        self._lines(words, self.face, size, after=6)

    def item(self, words: str, sign: str = "•", indent: float = 14) -> None:
        """A point of a list, its lines hanging beside the sign."""
        self._room(LEADING * 9.5)
        self._write(self.x, self.y + 9.5, sign, self.face, 9.5)
        self._lines(words, self.face, 9.5, after=2, indent=indent)

    def _lines(self, words: str, font: str, size: float, after: float, indent: float = 0) -> None:
        lines = [line for part in words.split("\n") for line in simpleSplit(part, font, size, self.measure - indent)]
        for line in lines:
            self._room(LEADING * size)
            self._write(self.x + indent, self.y + size, line, font, size)
            self.y += LEADING * size
        self.y += after

    def at(self, x: float, top: float, words: str, size: float = 9.5, align: str = "l", bold: bool = False) -> None:
        """Words anywhere on the page."""
        self._write(x, top + size, words, self.bold() if bold else self.face, size, align)

    def line(self, x0: float, top: float, x1: float, bottom: float, width: float = 0.6) -> None:
        self.canvas.setStrokeColor(HexColor("#000000"))
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def fill(self, x0: float, top: float, x1: float, bottom: float, colour: str = LIGHT) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    # -------------------------------------------------------------- tables

    def table(self, rows: Sequence[Row], look: Look, repeat_header: bool = True, after: float = 10) -> None:
        """Sets a table here; where the page ends it goes on, with its header again or without."""
        widths = look.widths or tuple(self._fitting(rows, look))
        spots = [self._spot(cell, widths, look) for cell in read_cells(rows)]
        heights = row_heights(spots, len(rows), look)
        start = 0
        while start < len(rows):
            again = look.head if start and repeat_header else 0
            room = self.height - MARGIN - self.y - sum(heights[:again])
            stop = last_fitting(spots, heights, start, room)
            chosen = [*range(again), *range(start, stop)]
            self._part(spots, chosen, heights, widths, look, start == 0, again)
            start = stop
            if start < len(rows):
                self._new_page()
        self.y += after

    def _fitting(self, rows: Sequence[Row], look: Look) -> Iterator[float]:
        for col in range(max(map(len, rows))):
            texts = [
                (row[col], self._font(number, look))
                for number, row in enumerate(rows)
                if row[col] not in (LEFT, UP) and row[col + 1 : col + 2] != [LEFT]
            ]
            yield max(stringWidth(words, font, look.size) for words, font in texts) + 2 * look.pad_x

    def _font(self, row: int, look: Look) -> str:
        return self.bold() if row < look.head and look.bold_head else self.face

    def _spot(self, cell: GridCell, widths: Sequence[float], look: Look) -> Spot:
        font = self._font(cell.row, look)
        width = sum(widths[cell.col : cell.col + cell.col_span]) - 2 * look.pad_x + 0.1
        align = "c" if cell.col_span > 1 else look.align[min(cell.col, len(look.align) - 1)]
        return Spot(cell, tuple(simpleSplit(cell.text, font, look.size, width)), font, align)

    def _part(
        self,
        spots: Sequence[Spot],
        rows: Sequence[int],
        heights: Sequence[float],
        widths: Sequence[float],
        look: Look,
        first: bool,
        again: int,
    ) -> None:
        """The rows of a table that are on one page."""
        xs = [self.x]
        for width in widths:
            xs.append(xs[-1] + width)
        tops = [self.y]
        for row in rows:
            tops.append(tops[-1] + heights[row])
        here = [(spot, rows.index(spot.cell.row)) for spot in spots if spot.cell.row in rows]
        head = look.head if first else again
        for spot, row in here:
            self._shade(spot, row, xs, tops, look, head)
        self.canvas.setDash([3, 2] if look.rules == "dashed" else [])
        for spot, row in here:
            self._rule(spot, row, xs, tops, look, head)
            self._words(spot, row, xs, tops, look)
        self.canvas.setDash([])
        self._outer(xs, tops, look, head)
        box = (xs[0], tops[0], xs[-1], tops[-1])
        cells = tuple(GridCell(row, s.cell.col, s.cell.text, s.cell.row_span, s.cell.col_span) for s, row in here)
        self.printed.append(GridTable(self.page, cells, box))
        self.joined.append(GridTable(self.page, tuple(cell for cell in cells if cell.row >= again), box))
        self.y = tops[-1]

    def _shade(self, spot: Spot, row: int, xs: Sequence[float], tops: Sequence[float], look: Look, head: int) -> None:
        x0, top, x1, bottom = spot_sides(spot, row, xs, tops)
        colour = MIDDLE if row < head else LIGHT
        if look.shade == "tiles":
            self.fill(x0 + 1, top + 1, x1 - 1, bottom - 1, colour)
        elif look.shade == "zebra" and (row < head or (row - head) % 2):
            self.fill(x0, top, x1, bottom, colour)
        elif look.shade == "lines" and (row < head or (row - head) % 2):
            step = LEADING * look.size
            edges = [top, *(top + look.pad_y + step * i for i in range(1, round((bottom - top) / step))), bottom]
            for above, below in pairwise(edges):
                self.fill(x0, above, x1, below, colour)

    def _rule(self, spot: Spot, row: int, xs: Sequence[float], tops: Sequence[float], look: Look, head: int) -> None:
        x0, top, x1, bottom = spot_sides(spot, row, xs, tops)
        upper, lower, left, right = (
            (x0, top, x1, top),
            (x0, bottom, x1, bottom),
            (x0, top, x0, bottom),
            (x1, top, x1, bottom),
        )
        if look.rules in ("grid", "dashed"):
            self._lines_of((upper, lower, left, right))
        elif look.rules == "double":
            self._lines_of((upper, lower, left, right))
            self._lines_of([(a + 1.5, b + 1.5, c + 1.5, d + 1.5) for a, b, c, d in (upper, lower, left, right)])
        elif look.rules == "cut":
            self._lines_of(((x0 + 2, top, x1 - 2, top), (x0 + 2, bottom, x1 - 2, bottom)))
            self._lines_of(((x0, top + 2, x0, bottom - 2), (x1, top + 2, x1, bottom - 2)))
        if look.rules in ("inner", "rows") and bottom < tops[-1]:
            self._lines_of([lower])
        if look.rules in ("inner", "columns", "frame") and x1 < xs[-1]:
            self._lines_of([right])
        if look.rules == "book" and spot.cell.col_span > 1 and row + spot.cell.row_span < head:
            self.line(x0 + look.pad_x, bottom, x1 - look.pad_x, bottom, 0.4)

    def _lines_of(self, lines: Sequence[Sides]) -> None:
        for x0, top, x1, bottom in lines:
            self.line(x0, top, x1, bottom, 0.5)

    def _outer(self, xs: Sequence[float], tops: Sequence[float], look: Look, head: int) -> None:
        if look.rules in ("rows", "book", "frame"):
            self.line(xs[0], tops[0], xs[-1], tops[0], 0.9)
            self.line(xs[0], tops[-1], xs[-1], tops[-1], 0.9)
        if look.rules == "frame":
            self.line(xs[0], tops[0], xs[0], tops[-1], 0.9)
            self.line(xs[-1], tops[0], xs[-1], tops[-1], 0.9)
        if look.rules in ("book", "header", "frame") and head:
            self.line(xs[0], tops[head], xs[-1], tops[head], 0.6)

    def _words(self, spot: Spot, row: int, xs: Sequence[float], tops: Sequence[float], look: Look) -> None:
        x0, top, x1, bottom = spot_sides(spot, row, xs, tops)
        x = {"l": x0 + look.pad_x, "r": x1 - look.pad_x, "c": (x0 + x1) / 2}[spot.align]
        step = LEADING * look.size
        y = top + look.pad_y
        if look.middle and spot.cell.row_span > 1:
            y = (top + bottom - step * len(spot.lines)) / 2
        for number, words in enumerate(spot.lines):
            self._write(x, y + look.size + step * number, words, spot.font, look.size, spot.align)
