"""Plans as a report system prints them from a web page: horizontal rules, shading, status colours (fpdf2)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TableHeadingsDisplay
from fpdf.fonts import FontFace

from tools.samples.stable import CREATED, MARK, font_folder

FONT = "FiraGO"
Colour = tuple[int, int, int]
ACCENT: Colour = (0, 92, 83)
PALE: Colour = (226, 239, 236)
GREY: Colour = (110, 110, 110)
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
STATUS: dict[str, Colour] = {"green": (112, 173, 71), "yellow": (255, 217, 102), "red": (226, 88, 80)}
MARGIN = 54.0  # points
Align = Literal["LEFT", "RIGHT", "CENTER"]


class WebDocument(FPDF):
    """A4 pages (or slides) with a line of header and footer and the mark that this is a sample."""

    def __init__(self, title: str, left: str = "", right: str = "", *, size: tuple[float, float] | str = "A4") -> None:
        super().__init__(unit="pt", format=size)
        self.left, self.right = left, right
        self.set_compression(False)
        self.set_creation_date(CREATED)
        self.set_title(title)
        self.set_author("Exempeldokument")
        self.set_lang("sv")
        with font_folder() as folder:
            self.add_font(FONT, "", folder / "FiraGO.ttf")
            self.add_font(FONT, "B", folder / "FiraGO-Bold.ttf")
        self.set_margins(MARGIN, 62, MARGIN)
        self.set_auto_page_break(True, margin=58)
        self.set_draw_color(150, 150, 150)

    def header(self) -> None:
        """Printed by fpdf2 on every page."""
        self.set_font(FONT, "", 8)
        self.set_text_color(*GREY)
        self.set_xy(MARGIN, 26)
        self.cell(self.epw / 2, 10, self.left)
        self.cell(self.epw / 2, 10, self.right, align="R")
        self.line(MARGIN, 40, self.w - MARGIN, 40)
        self.set_xy(MARGIN, 62)

    def footer(self) -> None:
        """Printed by fpdf2 on every page."""
        self.set_font(FONT, "", 8)
        self.set_text_color(*GREY)
        self.set_xy(MARGIN, self.h - 36)
        self.cell(self.epw / 2, 10, MARK)
        self.cell(self.epw / 2, 10, f"Sida {self.page_no()}", align="R")

    def write_words(
        self,
        words: str,
        size: float = 10,
        *,
        bold: bool = False,
        colour: Colour = BLACK,
        after: float = 6,
        indent: float = 0,
    ) -> None:
        """One paragraph."""
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*colour)
        self.set_x(MARGIN + indent)
        self.multi_cell(self.epw - indent, size * 1.38, words, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(after)

    def write_heading(self, words: str, level: int, room: float = 70) -> None:
        """A heading; it takes `room` points of what follows with it to the next page."""
        size = {1: 20.0, 2: 14.5, 3: 11.5}[level]
        if self.will_page_break(size + room):
            self.add_page()
        elif self.get_y() > 70:
            self.ln({1: 12, 2: 9, 3: 6}[level])
        self.write_words(words, size, bold=True, colour=ACCENT, after=3)

    def write_list(self, items: Sequence[str], mark: str = "•") -> None:
        """Bullets; with an empty `mark` the items bring their own numbers."""
        for item in items:
            self.write_words(f"{mark} {item}".strip(), after=1, indent=14)
        self.ln(6)

    def write_table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[int],
        *,
        aligns: Sequence[Align] | None = None,
        bold_rows: Sequence[int] = (),
        fills: dict[tuple[int, int], Colour] | None = None,
        size: float = 9,
        borders: TableBordersLayout = TableBordersLayout.HORIZONTAL_LINES,
        stripes: Colour | None = None,
        head: int = 1,
    ) -> None:
        """A table whose `head` first rows are repeated on every page; `fills` colours single cells."""
        self.set_font(FONT, "", size)
        self.set_text_color(*BLACK)
        with self.table(
            col_widths=tuple(widths), text_align=tuple(aligns or ["LEFT"] * len(widths)), line_height=size * 1.3,
            padding=(3, 4, 3, 4), borders_layout=borders, num_heading_rows=head,
            headings_style=FontFace(emphasis="BOLD", color=WHITE, fill_color=ACCENT),
            repeat_headings=TableHeadingsDisplay.ON_TOP_OF_EVERY_PAGE,
            cell_fill_color=stripes, cell_fill_mode="ROWS" if stripes else "NONE", v_align="M",
        ) as table:  # fmt: skip
            for number, cells in enumerate(rows):
                row = table.row()
                for col, cell in enumerate(cells):
                    fill = (fills or {}).get((number, col))
                    bold = "BOLD" if number in bold_rows else None
                    face = FontFace(emphasis=bold, fill_color=fill) if bold or fill else None
                    row.cell(cell, style=face)
        self.ln(6)

    def save(self, path: Path) -> None:
        self.output(str(path))
