"""Plans as an office suite exports them: running header and footer, fully ruled tables, narrow columns (ReportLab)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import reportlab
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from tools.samples.stable import MARK, font_folder

__all__ = ["KeepTogether", "PageBreak", "Paragraph", "Spacer"]

MARGIN = 57.0  # points, 2 cm
TEXT_WIDTH = A4[0] - 2 * MARGIN
GRID = colors.black
Cell: TypeAlias = str | Flowable


@dataclass(frozen=True, slots=True)
class Look:
    """How one municipality prints: font family, colour of headings and of table heads."""

    font: str
    bold: str
    italic: str
    size: float  # points, running text
    heading: str
    head_fill: str


SANS = Look("Vera", "VeraBd", "VeraIt", 8.6, "#1f3864", "#d9e2f3")
SERIF = Look("Caladea", "CaladeaBold", "CaladeaItalic", 10.5, "#7b1e28", "#eadcdc")


def load_fonts() -> None:
    """Vera comes with ReportLab, Caladea with a font package."""
    bundled = Path(reportlab.__file__).parent / "fonts"
    for face in ("Vera", "VeraBd", "VeraIt"):
        pdfmetrics.registerFont(TTFont(face, str(bundled / f"{face}.ttf")))
    with font_folder() as folder:
        for face in ("Caladea", "CaladeaBold", "CaladeaItalic"):
            pdfmetrics.registerFont(TTFont(face, str(folder / f"{face}.ttf")))
    for look in (SANS, SERIF):
        pdfmetrics.registerFontFamily(look.font, look.font, look.bold, look.italic, look.bold)


def style(look: Look, name: str) -> ParagraphStyle:
    """The paragraph styles: `body`, `h1` to `h4`, `title`, `cell`, `head`, `number`, `note`, `caption` …"""
    base = ParagraphStyle("body", fontName=look.font, fontSize=look.size, leading=look.size * 1.4, spaceAfter=6)
    changes: dict[str, dict[str, Any]] = {
        "body": {},
        "bullet": {"leftIndent": 14, "bulletIndent": 3, "spaceAfter": 2},
        "italic": {"fontName": look.italic},
        "title": {"fontName": look.bold, "fontSize": 26, "leading": 32, "textColor": look.heading},
        "subtitle": {"fontSize": 15, "leading": 20, "textColor": look.heading},
        "h1": {"fontName": look.bold, "fontSize": 16, "leading": 20, "textColor": look.heading, "spaceBefore": 10},
        "h2": {"fontName": look.bold, "fontSize": 12, "leading": 15.5, "textColor": look.heading, "spaceBefore": 8},
        "letter1": {"fontName": look.bold, "fontSize": 15, "leading": 19, "spaceAfter": 4},
        "letter2": {"fontName": look.bold, "fontSize": 11.5, "leading": 15, "spaceBefore": 8},
        "h3": {"fontName": look.bold, "fontSize": look.size + 1, "leading": 13, "spaceBefore": 7, "spaceAfter": 3},
        "h4": {"fontSize": look.size, "leading": 12, "spaceBefore": 8, "spaceAfter": 3},
        "caption": {"fontName": look.bold, "spaceBefore": 8, "spaceAfter": 3},
        "cell": {"fontSize": look.size - 1.4, "leading": (look.size - 1.4) * 1.25, "spaceAfter": 0},
        "head": {"fontName": look.bold, "fontSize": look.size - 1.4, "leading": (look.size - 1.4) * 1.25},
        "note": {"fontSize": look.size - 1.6, "leading": (look.size - 1.6) * 1.3, "spaceAfter": 2},
    }
    change = dict(changes[name])
    if name in ("head", "cell"):
        change["spaceAfter"] = 0
    if name in ("h1", "h2", "h3", "caption"):
        change["keepWithNext"] = 1
    return ParagraphStyle(name, parent=base, **change)


def text(look: Look, words: str, name: str = "body") -> Paragraph:
    bullet = "•" if name == "bullet" else None
    return Paragraph(words, style(look, name), bulletText=bullet)


def texts(look: Look, paragraphs: Sequence[str], name: str = "body") -> list[Flowable]:
    return [text(look, words, name) for words in paragraphs]


def box(look: Look, label: str, words: str) -> Table:
    """A framed and shaded paragraph, such as the level of ambition (ambitionsnivå)."""
    inside = Paragraph(f"<b>{label}</b><br/>{words}", style(look, "body"))
    frame = [
        ("BOX", (0, 0), (-1, -1), 0.8, colors.HexColor(look.heading)),
        ("BACKGROUND", (0, 0), (-1, -1), colors.HexColor(look.head_fill)),
    ]
    return Table([[inside]], colWidths=[TEXT_WIDTH], style=TableStyle(frame), spaceBefore=4, spaceAfter=8)


def grid(
    look: Look,
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    head: int = 1,
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    right_from: int | None = None,
    bold_rows: Sequence[int] = (),
    rules: str = "all",
    split_rows: bool = False,
) -> Table:
    """A table whose `head` first rows are repeated on every page. `right_from` is the first column of
    figures: right-aligned, its upper header rows centred.

    `rules` is `all` (as a word processor draws them) or `rows` (lines below rows and over the head only).
    With `split_rows` a page break may cut a row in two.
    """
    plain, strong = style(look, "cell"), style(look, "head")
    cells: list[list[Flowable]] = []
    for number, row in enumerate(rows):
        made: list[Flowable] = []
        for col, cell in enumerate(row):
            face = strong if number < head or number in bold_rows else plain
            if right_from is not None and col >= right_from:
                over_years = number < head - 1
                face = ParagraphStyle(
                    f"{face.name}-{col}", parent=face, alignment=TA_CENTER if over_years else TA_RIGHT
                )
            made.append(Paragraph(cell, face) if isinstance(cell, str) else cell)
        cells.append(made)
    lines: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, GRID)]
    if rules == "rows":
        lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, GRID), ("LINEABOVE", (0, 0), (-1, 0), 1, GRID)]
    looks = [
        *lines,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, head - 1), colors.HexColor(look.head_fill)),
        ("LEFTPADDING", (0, 0), (-1, -1), 2.5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        *(("SPAN", start, stop) for start, stop in spans),
    ]
    return Table(
        cells, colWidths=list(widths), repeatRows=head, style=TableStyle(looks), spaceAfter=6,
        hAlign="LEFT", splitInRow=int(split_rows),
    )  # fmt: skip


def contents(look: Look) -> TableOfContents:
    """A table of contents with dot leaders."""
    toc = TableOfContents(dotsMinLevel=0)
    toc.levelStyles = [
        ParagraphStyle(f"toc{level}", parent=style(look, "body"), leftIndent=14 * level, spaceAfter=2)
        for level in range(2)
    ]
    return toc


class OfficeDocument(BaseDocTemplate):  # type: ignore[misc]  # ReportLab has no types
    """A document with the same header and footer on every page and h1 and h2 in its table of contents."""

    def __init__(self, path: Path, look: Look, *, title: str, left: str, right: str, footer: str) -> None:
        super().__init__(
            str(path), pagesize=A4, title=title, author="Exempeldokument", invariant=1, pageCompression=0,
            leftMargin=MARGIN, rightMargin=MARGIN, topMargin=66, bottomMargin=62,
        )  # fmt: skip
        self.look, self.left, self.right, self.footer = look, left, right, footer
        frame = Frame(MARGIN, 62, TEXT_WIDTH, A4[1] - 128, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        self.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=self.draw_edges)])

    def draw_edges(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        """Header and footer, with the mark that this is a sample."""
        canvas.saveState()
        canvas.setFont(self.look.font, 7.5)
        canvas.drawString(MARGIN, A4[1] - 36, self.left)
        canvas.drawRightString(A4[0] - MARGIN, A4[1] - 36, self.right)
        canvas.drawString(MARGIN, 34, self.footer)
        canvas.drawString(MARGIN, 24, MARK)
        canvas.drawRightString(A4[0] - MARGIN, 34, str(canvas.getPageNumber()))
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:
        """ReportLab's hook: tells the table of contents which headings there are."""
        if isinstance(flowable, Paragraph) and flowable.style.name in ("h1", "h2"):
            level = int(flowable.style.name[1]) - 1
            self.notify("TOCEntry", (level, flowable.getPlainText(), self.page))


def tkr(amount: int) -> str:
    """An amount as printed: no-break space between thousands, U+2212 as minus sign."""
    return f"{amount:,}".replace(",", "\u00a0").replace("-", "−")
