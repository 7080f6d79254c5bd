"""Plans set in the tests as office programs set them: titles, paragraphs, lists, boxes, tables of many kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pymupdf_fonts
import reportlab
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph
from reportlab.platypus import PageBreak as PageBreak  # for the tests, as Spacer
from reportlab.platypus import Spacer as Spacer
from reportlab.platypus import Table as SetTable

from extractors import read_plan
from pipeline.normalise import normalise
from pipeline.reading import with_status
from pipeline.records import Extraction, RawDocument, SourceDocument, Table

A4 = (595.0, 842.0)
MARGIN = 57.0  # points, 2 cm
TEXT_WIDTH = A4[0] - 2 * MARGIN
HEAD_FILL = "#d9e2f3"

STYLES: dict[str, dict[str, Any]] = {
    "body": {"size": 9, "leading": 12.5, "after": 6},
    "title": {"size": 26, "leading": 31, "bold": True, "after": 6},
    "subtitle": {"size": 15, "leading": 19, "after": 10},
    "h1": {"size": 16, "leading": 20, "bold": True, "before": 12, "after": 6},
    "h2": {"size": 13, "leading": 16, "bold": True, "before": 10, "after": 4},
    "h3": {"size": 10.5, "leading": 14, "bold": True, "before": 8, "after": 3},
    "plain1": {"size": 18, "leading": 22, "before": 12, "after": 6},  # headings no bolder than the text
    "plain2": {"size": 13, "leading": 16, "before": 10, "after": 4},
    "bold": {"size": 9, "leading": 12.5, "bold": True, "after": 3},
    "italic": {"size": 9, "leading": 12.5, "italic": True, "after": 6},
    "note": {"size": 7.5, "leading": 10, "after": 2},
    "cell": {"size": 8, "leading": 10},
    "head": {"size": 8, "leading": 10, "bold": True},
}


@cache
def fonts() -> tuple[str, str, str]:
    """Regular, bold and italic of the family that comes with ReportLab; it has all the signs that plans use."""
    folder = Path(reportlab.__file__).parent / "fonts"
    names = ("Vera", "VeraBd", "VeraIt")
    for name in names:
        pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))
    return names


@cache
def sign_font() -> str:
    """A font that has circles and arrows; the tests' own has none."""
    pdfmetrics.registerFont(TTFont("signs", BytesIO(pymupdf_fonts.fontbuffers["figo"]())))
    return "signs"


@cache
def style(name: str, align: int = 0) -> ParagraphStyle:
    given = STYLES[name]
    regular, bold, italic = fonts()
    return ParagraphStyle(
        f"{name}-{align}",
        fontName=bold if given.get("bold") else italic if given.get("italic") else regular,
        fontSize=given["size"],
        leading=given["leading"],
        spaceBefore=given.get("before", 0),
        spaceAfter=given.get("after", 0),
        alignment=align,
    )


def text(words: str, name: str = "body") -> Flowable:
    """A paragraph; `<super>1</super>` and `<br/>` as in ReportLab, bold words between `**`."""
    parts = words.split("**")
    marked = "".join(f'<font name="{fonts()[1]}">{part}</font>' if i % 2 else part for i, part in enumerate(parts))
    return Paragraph(marked, style(name))


def bullet(words: str, sign: str = "•") -> Flowable:
    given = ParagraphStyle("bullet", parent=style("body"), leftIndent=14, bulletIndent=3, bulletFontName=fonts()[0])
    return Paragraph(words, given, bulletText=sign)


def callout(words: str, fill: str = "#e2efda") -> Flowable:
    """A shaded box with a frame around a paragraph (faktaruta)."""
    inner = text(words)
    return SetTable(
        [[inner]],
        [TEXT_WIDTH],
        style=[
            ("BACKGROUND", (0, 0), (-1, -1), HexColor(fill)),
            ("BOX", (0, 0), (-1, -1), 0.5, HexColor("#555555")),
        ],
        spaceAfter=8,
    )


RULES: dict[str, list[tuple[Any, ...]]] = {
    "grid": [("GRID", (0, 0), (-1, -1), 0.5, "black")],
    "rows": [("LINEABOVE", (0, 0), (-1, 0), 0.5, "black"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")],
    "between": [("LINEBELOW", (0, 0), (-1, -2), 0.5, "black")],
    "budget": [
        ("LINEABOVE", (0, 0), (-1, 0), 0.75, "black"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.75, "black"),
        ("LINEABOVE", (0, -1), (-1, -1), 0.75, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 0.75, "black"),
    ],
    "none": [],
}


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    rules: str = "grid",
    *,
    head: int = 1,
    fill: str | None = HEAD_FILL,
    right_from: int | None = None,
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    bold_rows: Sequence[int] = (),
    fills: dict[tuple[int, int], str] | None = None,
    extra: Sequence[tuple[Any, ...]] = (),
    repeat: bool = True,
    split_rows: bool = False,
    bold_head: bool = True,
) -> Flowable:
    """A table; columns and rows in `spans`, `fills` and `extra` count from 0, column first."""
    cells = []
    for number, row in enumerate(rows):
        bold = (number < head and bold_head) or number in bold_rows
        cells.append(
            [
                Paragraph(
                    words, style("head" if bold else "cell", 2 if right_from is not None and col >= right_from else 0)
                )
                for col, words in enumerate(row)
            ]
        )
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        *RULES[rules],
        *extra,
        *(("SPAN", *span) for span in spans),
    ]
    if fill and head:
        commands.append(("BACKGROUND", (0, 0), (-1, head - 1), HexColor(fill)))
    commands += [("BACKGROUND", at, at, HexColor(colour)) for at, colour in (fills or {}).items()]
    return SetTable(
        cells,
        list(widths),
        style=commands,
        repeatRows=head if repeat else 0,
        splitInRow=int(split_rows),
        hAlign="LEFT",
        spaceBefore=4,
        spaceAfter=8,
    )


Edge = Callable[[Canvas, int], None]


def write_plan(
    path: Path,
    *story: Flowable | str,
    header: str = "",
    footer: str = "",
    footer_at: float = 30,
    height: float = A4[1],
) -> Path:
    """A PDF with these parts one after another; `#` in header and footer is the page's number."""

    def edges(canvas: Canvas, document: Any) -> None:
        canvas.setFont(fonts()[0], 8)
        if header:
            canvas.drawString(MARGIN, height - 35, header.replace("#", str(document.page)))
        if footer:
            canvas.drawString(MARGIN, footer_at, footer.replace("#", str(document.page)))

    frame = Frame(MARGIN, MARGIN, TEXT_WIDTH, height - 2 * MARGIN, 0, 0, 0, 0)
    document = BaseDocTemplate(str(path), pagesize=(A4[0], height), invariant=1)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=edges)])
    document.build([text(part) if isinstance(part, str) else part for part in story])
    return path


def read(folder: Path, *story: Flowable | str, **options: Any) -> RawDocument:
    """What is read in a plan with these parts."""
    return read_plan(write_plan(folder / "plan.pdf", *story, **options))


def tables(folder: Path, *story: Flowable | str, **options: Any) -> tuple[Table, ...]:
    return read(folder, *story, **options).tables


def published(folder: Path, *story: Flowable | str, **options: Any) -> Extraction:
    """The typed rows of a plan with these parts."""
    path = write_plan(folder / "plan.pdf", *story, **options)
    source = SourceDocument(path, path.name, "ab" * 32, path.stat().st_size, "ab" * 8)
    return with_status(normalise(read_plan(path), source))


def texts_of(found: Table) -> list[list[str]]:
    """The words of a table's cells, row by row; a merged cell stands where it starts."""
    out = [[""] * found.n_cols for _ in range(found.n_rows)]
    for cell in found.cells:
        out[cell.row][cell.col] = cell.text
    return out


def indicators_of(found: RawDocument) -> list[tuple[str, str | None, list[tuple[str, int | None, str]]]]:
    """The indicators of a document: name, title of the goal, and role, year and text of each cell with text."""
    titles = {goal.key: goal.title for goal in found.goals}
    return [
        (i.name, titles.get(i.goal or ""), [(c.role, c.year, c.text) for c in i.cells if c.text])
        for i in found.indicators
    ]


def prose(sentences: int) -> list[Flowable]:
    """Running text, so that a page has a body style."""
    words = "Kommunen planerar sitt arbete för flera år i taget och följer upp det tillsammans med invånarna. "
    return [text(words * 3) for _ in range(max(1, sentences // 3))]
