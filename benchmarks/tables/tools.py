"""The programs that are measured: each takes a PDF and a page, or the whole PDF, and gives tables of cells."""

from __future__ import annotations

import json
import logging
import warnings
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pdfplumber

from benchmarks.tables.relations import GridCell, GridTable, Sides

SAME_EDGE = 1.0  # points; borders of cells that are closer are one line

FindTables = Callable[[Path, int], list[GridTable]]


@dataclass(frozen=True, slots=True)
class Tool:
    """A program. `whole` means that it reads all pages at once; page is then the number of pages."""

    name: str
    find: FindTables
    package: str
    whole: bool = False

    @property
    def title(self) -> str:
        return f"{self.name} ({version(self.package)})"


# ------------------------------------------------------------------ malkedja


def find_with_command(path: Path, pages: int) -> list[GridTable]:
    """What `malkedja tables FILE --json` prints, cut at page breaks."""
    from click.testing import CliRunner

    from pipeline.cli import tables

    answer = CliRunner().invoke(tables, [str(path), "--json"], catch_exceptions=False)
    if answer.exit_code:
        raise RuntimeError(answer.stderr.strip())
    return [part for table in json.loads(answer.stdout) for part in _by_page(table)]


def _by_page(table: dict[str, Any]) -> Iterator[GridTable]:
    boxes = {place["page"]: tuple(place["bbox"]) for place in table["pages"]}
    page = itemgetter("page")
    for number, cells in groupby(sorted(table["cells"], key=page), key=page):
        parts = tuple(GridCell(c["row"], c["col"], c["text"], c["row_span"], c["col_span"]) for c in cells)
        yield GridTable(number, parts, boxes.get(number))


# ------------------------------------------------------------------ pdfplumber


def find_pdfplumber(path: Path, page: int) -> list[GridTable]:
    """`find_tables` with the settings that it has by itself."""
    with pdfplumber.open(path) as pdf:
        drawn = pdf.pages[page - 1]
        return [_from_pdfplumber(table, page) for table in drawn.find_tables()]


def _from_pdfplumber(table: Any, page: int) -> GridTable:
    texts = [text for row in table.extract() for text in row]
    boxes = [box for row in table.rows for box in row.cells]
    filled = [(box, text or "") for box, text in zip(boxes, texts, strict=True) if box]
    return GridTable(page, tuple(_on_grid(filled)), tuple(table.bbox))


def _on_grid(boxes: Sequence[tuple[Sides, str]]) -> Iterator[GridCell]:
    """Rows and columns of cells that only have boxes."""
    xs = _edges(x for box, _ in boxes for x in (box[0], box[2]))
    ys = _edges(y for box, _ in boxes for y in (box[1], box[3]))
    for (x0, top, x1, bottom), text in boxes:
        row, col = _place(top, ys), _place(x0, xs)
        yield GridCell(row, col, text, max(1, _place(bottom, ys) - row), max(1, _place(x1, xs) - col))


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SAME_EDGE:
            edges.append(value)
    return edges


def _place(value: float, edges: Sequence[float]) -> int:
    return bisect_left(edges, value - SAME_EDGE)


# ------------------------------------------------------------------ camelot


def camelot_with(flavor: str) -> FindTables:
    def find(path: Path, page: int) -> list[GridTable]:
        from camelot.io import read_pdf

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = read_pdf(str(path), pages=str(page), flavor=flavor, suppress_stdout=True)
        with pdfplumber.open(path) as pdf:
            height = float(pdf.pages[page - 1].height)
        return [_from_camelot(table, page, height) for table in found]

    return find


def _from_camelot(table: Any, page: int, height: float) -> GridTable:
    x0, y0, x1, y1 = table._bbox
    cells = tuple(
        GridCell(row, col, cell.text, *_spans(table.cells, row, col))
        for row, line in enumerate(table.cells)
        for col, cell in enumerate(line)
        if cell.text.strip()
    )
    return GridTable(page, cells, (x0, height - y1, x1, height - y0))


def _spans(cells: Sequence[Sequence[Any]], row: int, col: int) -> tuple[int, int]:
    """How far a cell reaches down and to the right: it goes on where no border is drawn."""
    last_row, last_col = row, col
    while last_col + 1 < len(cells[row]) and _goes_on(cells[row][last_col].right, cells[row][last_col + 1]):
        last_col += 1
    while last_row + 1 < len(cells) and _goes_on(cells[last_row][col].bottom, cells[last_row + 1][col]):
        last_row += 1
    return last_row - row + 1, last_col - col + 1


def _goes_on(border: bool, after: Any) -> bool:
    return not border and not after.text.strip()


# ------------------------------------------------------------------ all of them

OURS = Tool("malkedja", find_with_command, "malkedja", whole=True)
PDFPLUMBER = Tool("pdfplumber", find_pdfplumber, "pdfplumber")
CAMELOT = tuple(Tool(f"camelot {f}", camelot_with(f), "camelot-py") for f in ("lattice", "stream", "hybrid"))
TOOLS = {tool.name: tool for tool in (OURS, PDFPLUMBER, *CAMELOT)}


def be_quiet() -> None:
    """Fonts and odd objects make the libraries talk; what matters here are their tables."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
