"""A folder of PDFs with tables in the competition's own format: `x.pdf` beside `x-str.xml`.

Where a document can be read in two ways, there are `xa-str.xml` and `xb-str.xml` for one PDF; the better one counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from benchmarks.tables.relations import GridCell, GridTable, Sides

GOLD_NAME = re.compile(r"(?P<document>.*?\d)(?P<reading>[a-z]?)-str", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF and what is printed in it; `readings` has more than one where people disagree."""

    path: Path
    readings: tuple[tuple[GridTable, ...], ...]
    kind: str = ""

    @property
    def name(self) -> str:
        return self.path.stem


def read_folder(folder: Path) -> list[Document]:
    """Every PDF in the folder and below it that has gold beside it."""
    return [
        Document(pdf, tuple(read_gold(gold, _heights(pdf)) for gold in _gold_files(pdf)))
        for pdf in sorted(folder.rglob("*.pdf"))
        if _gold_files(pdf)
    ]


def _gold_files(pdf: Path) -> list[Path]:
    stem = _document(f"{pdf.stem}-str")
    return sorted(path for path in pdf.parent.glob(f"{stem}*-str.xml") if _document(path.stem) == stem)


def _document(stem: str) -> str:
    found = GOLD_NAME.fullmatch(stem)
    return found["document"] if found else stem.removesuffix("-str")


def read_gold(path: Path, heights: Sequence[float]) -> tuple[GridTable, ...]:
    """The tables in one file of gold; the parts of a table that are on one page are one table."""
    tables: list[GridTable] = []
    for table in ElementTree.parse(path).getroot().iter("table"):
        regions = table.findall("region")
        for page in sorted({int(region.get("page", "1")) for region in regions}):
            cells = [
                (_cell(cell, region), _sides(cell, heights[page - 1]))
                for region in regions
                if int(region.get("page", "1")) == page
                for cell in region.findall("cell")
            ]
            boxes = [box for _, box in cells if box]
            tables.append(GridTable(page, tuple(cell for cell, _ in cells), _around(boxes)))
    return tuple(tables)


def _cell(cell: ElementTree.Element, region: ElementTree.Element) -> GridCell:
    row, col = int(cell.get("start-row", "0")), int(cell.get("start-col", "0"))
    return GridCell(
        row + int(region.get("row-increment", "0")),
        col + int(region.get("col-increment", "0")),
        cell.findtext("content") or "",
        max(1, int(cell.get("end-row", row)) - row + 1),
        max(1, int(cell.get("end-col", col)) - col + 1),
    )


def _sides(cell: ElementTree.Element, height: float) -> Sides | None:
    box = cell.find("bounding-box")
    if box is None:
        return None
    try:
        x0, x1, y0, y1 = (float(box.get(name, "")) for name in ("x1", "x2", "y1", "y2"))
    except ValueError:  # the data set has misprints; the cells around give the table's box
        return None
    return (min(x0, x1), height - max(y0, y1), max(x0, x1), height - min(y0, y1))


def _around(boxes: Sequence[Sides]) -> Sides | None:
    if not boxes:
        return None
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _heights(pdf: Path) -> list[float]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_height() for page in document]
    finally:
        document.close()
