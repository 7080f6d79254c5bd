"""Headers that no bold print sets apart, tables that stand right under each other, marks left of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import papers
import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_plan
from pipeline.records import RawDocument

A4 = (595.0, 842.0)
XS = (80.0, 290.0, 360.0, 430.0, 500.0)
RIGHT = 545.0
GREY, BLACK = "#808080", "#000000"
BODY = (
    ("Trygghet i skolan", "84", "86", "88"),
    ("Elever i musikskola", "18", "20", "22"),
    ("Lån per år", "5", "6", "7"),
)
WANTED = {
    (name, year, role, value)
    for name, *values in BODY
    for (year, role), value in zip(((2029, "outcome"), (2030, "target"), (2031, "target")), values, strict=True)
}


class Page:
    """A page of words and rules set one by one, places counted from the top left."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "plan.pdf"
        self.canvas = Canvas(str(self.path), pagesize=A4)
        self.words(60, 80, "Verksamhetsplan 2031", 20, font="Helvetica-Bold")
        for i in range(8):
            self.words(
                60, 110 + 13 * i, "Kommunen planerar sitt arbete för flera år i taget och följer upp det varje år."
            )

    def words(
        self, x: float, y: float, text: str, size: float = 9, colour: str = BLACK, font: str = "Helvetica"
    ) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, A4[1] - y, text)

    def row(self, y: float, cells: Sequence[str], colour: str = BLACK, font: str = "Helvetica") -> None:
        for x, cell in zip(XS, cells, strict=False):
            self.words(x, y, cell, colour=colour, font=font)

    def rule(self, y: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(XS[0] - 5, A4[1] - y, RIGHT, A4[1] - y)

    def dot(self, x: float, y: float, colour: str) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.circle(x, A4[1] - y, 4, stroke=0, fill=1)

    def read(self) -> RawDocument:
        self.canvas.save()
        return read_plan(self.path)


def values(read: RawDocument) -> set[tuple[str, int | None, str, str]]:
    return {
        (row.name, cell.year, cell.role, cell.text)
        for row in read.indicators
        for cell in row.cells
        if cell.role in ("outcome", "target")
    }


def draw_body(page: Page, top: float) -> float:
    for row in BODY:
        page.row(top + 14, row)
        page.rule(top + 20)
        top += 20
    return top


@pytest.mark.parametrize("title", ["", "Nämndens indikatorer"], ids=["", "title-in-the-table"])
@pytest.mark.parametrize("grid", [False, True], ids=["rules", "grid"])
@pytest.mark.parametrize("font", ["Helvetica", "Helvetica-Oblique"])
def test_a_grey_header_of_two_lines_names_its_columns(font: str, grid: bool, title: str, tmp_path: Path) -> None:
    page = Page(tmp_path)
    for x in (XS[0] - 5, *(x - 5 for x in XS[1:4]), RIGHT) if grid else ():
        over_title = title and XS[0] - 5 < x < RIGHT
        page.canvas.line(x, A4[1] - (251 if over_title else 230), x, A4[1] - 340)
    page.rule(230)
    if title:
        page.words(XS[0], 245, title, font="Helvetica-Bold")
        page.rule(251)
    page.row(264, ("Indikator", "Utfall", "Målvärde", "Målvärde"), GREY, font)
    page.row(275, ("", "2029", "2030", "2031"), GREY, font)
    page.rule(280)
    draw_body(page, 280)

    assert values(page.read()) == WANTED


def test_headers_at_half_the_height_of_two_levels_belong_to_both(tmp_path: Path) -> None:
    page = Page(tmp_path)
    bold = "Helvetica-Bold"
    page.rule(240)
    page.row(252, ("", "Utfall", "Målvärde"), font=bold)
    page.row(259, ("Indikator",), font=bold)
    page.row(266, ("", "2029", "2030", "2031"), font=bold)
    page.rule(272)
    draw_body(page, 272)
    read = page.read()

    assert values(read) == WANTED
    assert not any(cell.inferred for row in read.indicators for cell in row.cells)


@pytest.mark.parametrize("frequency", [False, True])
def test_headers_of_two_lines_beside_years_stand_at_half_the_height_of_their_two_levels(
    frequency: bool, tmp_path: Path
) -> None:
    page = Page(tmp_path)
    bold = "Helvetica-Bold"
    page.rule(240)
    page.words(388, 252, "Målvärde", font=bold)
    page.row(257, ("", "Utfall", "", "", "Mät-" if frequency else ""), font=bold)
    page.row(268, ("Indikator", "(2029)", "2030", "2031", "frekvens" if frequency else ""), font=bold)
    page.rule(273)
    draw_body(page, 273)
    read = page.read()

    assert values(read) == WANTED
    assert not any(cell.inferred for row in read.indicators for cell in row.cells)


def test_a_narrow_cell_over_the_years_in_a_shaded_header_heads_all_of_them(tmp_path: Path) -> None:
    page = Page(tmp_path)
    bold = "Helvetica-Bold"
    borders = [x - 5 for x in XS]
    page.canvas.setFillColor(HexColor("#dddddd"))
    cells = [(borders[0], 240, borders[1], 272), (borders[1], 240, borders[2], 272), (borders[4], 240, RIGHT, 272)]
    cells += [
        (borders[2], 240, borders[4], 256),
        (borders[2], 256, borders[3], 272),
        (borders[3], 256, borders[4], 272),
    ]
    for x0, top, x1, bottom in cells:
        page.canvas.rect(x0, A4[1] - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
    page.words(388, 251, "Målvärde", font=bold)
    for y, heads in ((257, ("", "Utfall")), (268, ("Indikator", "2029", "2030", "2031", "Källa"))):
        page.row(y, heads, font=bold)
    draw_body(page, 272)
    read = page.read()

    assert values(read) == WANTED
    assert not any(cell.inferred for row in read.indicators for cell in row.cells)


def test_a_table_right_under_another_begins_where_the_headers_print_comes_again(tmp_path: Path) -> None:
    page = Page(tmp_path)
    page.row(254, ("Indikator", "Utfall 2029", "Mål 2030", "Mål 2031"), GREY)
    page.rule(260)
    bottom = draw_body(page, 260)
    page.row(bottom + 34, ("Aktivitet", "Ansvarig", "Slutdatum"), GREY)
    page.rule(bottom + 40)
    page.row(bottom + 54, ("Rita en ny väg", "Gatuchef", "juni 2031"))
    page.rule(bottom + 60)
    page.row(bottom + 74, ("Anlägga en park", "Parkchef", "maj 2031"))
    page.rule(bottom + 80)
    read = page.read()

    assert values(read) == WANTED
    assert [action.action for action in read.actions] == ["Rita en ny väg", "Anlägga en park"]


@pytest.mark.parametrize("colours", [("#e2001a", "#3fa535", "#ffcc00"), ("#3fa535", "#3fa535", "#3fa535")])
def test_dots_left_of_the_rows_judge_their_indicators(colours: tuple[str, str, str], tmp_path: Path) -> None:
    page = Page(tmp_path)
    for x, colour, meaning in (
        (70, "#3fa535", "Uppfyllt"),
        (170, "#ffcc00", "Delvis uppfyllt"),
        (300, "#e2001a", "Ej uppfyllt"),
        (410, "#bbbbbb", "Ej bedömt"),
    ):
        page.dot(x, 227, colour)
        page.words(x + 8, 230, meaning)
    page.row(264, ("Indikator", "Utfall 2029", "Mål 2030", "Mål 2031"), font="Helvetica-Bold")
    page.rule(270)
    draw_body(page, 270)
    for i, colour in enumerate(colours):
        page.dot(66, 281 + 20 * i, colour)
    read = page.read()

    fills = [next((c.fill for c in row.cells if c.role == "status"), None) for row in read.indicators]
    assert fills == (list(colours) if len(set(colours)) > 1 else [None] * 3)  # of one colour they may be ornaments


def test_goals_in_boxes_side_by_side_keep_their_wording(tmp_path: Path) -> None:
    page = Page(tmp_path)
    for x, label, wording in ((60, "Mål 1", "Fler elever ska nå målen"), (310, "Mål 2", "Barn ska få stöd i tid")):
        page.canvas.setFillColor(HexColor("#deebf7"))
        page.canvas.rect(x, A4[1] - 330, 230, 80, stroke=0, fill=1)
        page.words(x + 10, 275, label, 12, font="Helvetica-Bold")
        page.words(x + 10, 300, wording, 9)
    read = page.read()

    assert [(goal.number, goal.title) for goal in read.goals] == [
        ("1", "Fler elever ska nå målen"),
        ("2", "Barn ska få stöd i tid"),
    ]


def test_dotted_numbers_under_a_bare_goal_header_refer_to_goals(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2029", "Målvärde 2031", "Mål"], ["Trygghet (%)", "84", "86", "1.1"]]
    rows.append(["Frånvaro (%)", "6", "5", "1.2"])
    story = [papers.text("Mål 1.1: Alla ska vara trygga", "h2"), papers.text("Mål 1.2: Alla ska må bra", "h2")]
    indicators = papers.table(rows, [160, 80, 80, 60])
    read = papers.read(tmp_path, papers.text("Verksamhetsplan 2031", "title"), *papers.prose(6), *story, indicators)

    numbers = {goal.key: goal.number for goal in read.goals}
    assert [numbers[row.goal or ""] for row in read.indicators] == ["1.1", "1.2"]
    assert all(len([c for c in row.cells if c.role == "target"]) == 1 for row in read.indicators)
