"""Slides and goal maps drawn in the tests: boxes with text, chevrons, lines and arrows, as office programs do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from extractors.pages import open_pdf, read_page
from pipeline.records import PageLayout

SLIDE = (960.0, 540.0)
A4 = (595.0, 842.0)
A4_WIDE = (842.0, 595.0)

Draw = Callable[[Canvas, float], None]  # the canvas and the page's height; all places count from the top left


def text(x: float, top: float, words: str, size: float = 20, bold: bool = False, width: float = 880) -> Draw:
    """Lines of text, broken at `width`; a line break in `words` begins a new line."""

    def draw(canvas: Canvas, height: float) -> None:
        font = "Helvetica-Bold" if bold else "Helvetica"
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont(font, size)
        lines = [line for part in words.split("\n") for line in simpleSplit(part, font, size, width)]
        for i, line in enumerate(lines):
            canvas.drawString(x, height - top - size - 1.2 * size * i, line)

    return draw


def box(
    x0: float,
    top: float,
    x1: float,
    bottom: float,
    words: str = "",
    *,
    head: str = "",
    fill: str | None = None,
    stroke: str | None = "#2e75b6",
    size: float = 12,
    round_corners: bool = True,
) -> Draw:
    """A rounded or angular box with a bold head and text in it."""

    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor(fill or "#ffffff"))
        canvas.setStrokeColor(HexColor(stroke or "#000000"))
        shown = {"fill": int(fill is not None), "stroke": int(stroke is not None)}
        if round_corners:
            canvas.roundRect(x0, height - bottom, x1 - x0, bottom - top, 8, **shown)
        else:
            canvas.rect(x0, height - bottom, x1 - x0, bottom - top, **shown)
        at = top + 6
        if head:
            text(x0 + 8, at, head, size + 4, True, x1 - x0 - 16)(canvas, height)
            at += 1.4 * (size + 4)
        if words:
            text(x0 + 8, at, words, size, False, x1 - x0 - 16)(canvas, height)

    return draw


def chevron(x0: float, top: float, x1: float, bottom: float, words: str, fill: str = "#deebf7") -> Draw:
    """A block arrow that points right."""

    def draw(canvas: Canvas, height: float) -> None:
        tip, middle = (bottom - top) / 2, height - (top + bottom) / 2
        path = canvas.beginPath()
        path.moveTo(x0, height - top)
        for x, y in ((x1 - tip, height - top), (x1, middle), (x1 - tip, height - bottom), (x0, height - bottom)):
            path.lineTo(x, y)
        path.close()
        canvas.setFillColor(HexColor(fill))
        canvas.drawPath(path, fill=1, stroke=0)
        text(x0 + 8, top + 6, words, 14, True, x1 - x0 - tip - 8)(canvas, height)

    return draw


def line(*points: tuple[float, float], arrow: bool = False) -> Draw:
    """A line through points; with `arrow` a small filled triangle at its end."""

    def draw(canvas: Canvas, height: float) -> None:
        canvas.setStrokeColor(HexColor("#555555"))
        for (xa, ya), (xb, yb) in pairwise(points):
            canvas.line(xa, height - ya, xb, height - yb)
        if arrow:
            x, y = points[-1]
            path = canvas.beginPath()
            path.moveTo(x - 3, height - y + 3)
            path.lineTo(x + 3, height - y + 3)
            path.lineTo(x, height - y - 3)
            path.close()
            canvas.setFillColor(HexColor("#555555"))
            canvas.drawPath(path, fill=1, stroke=0)

    return draw


def draw_pages(folder: Path, pages: Sequence[Sequence[Draw]], size: tuple[float, float] = SLIDE) -> list[PageLayout]:
    """The layouts of a PDF with these pages."""
    path = folder / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=size)
    for page in pages:
        for draw in page:
            draw(canvas, size[1])
        canvas.showPage()
    canvas.save()
    with open_pdf(path) as pdf:
        return [read_page(page) for page in pdf.pages]
