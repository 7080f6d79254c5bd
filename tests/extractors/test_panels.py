"""Goals in tinted panels beside the tables of their measures, under an area's name on a band of colour."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import papers
from papers import published, text
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_plan
from pipeline.records import RawDocument

A4 = (595.0, 842.0)
LEFT, RIGHT, TABLE = 48.0, 547.0, 210.0
COLUMNS = (TABLE, 359.0, 394.0, 430.0, 472.0, 515.0, RIGHT)
DARK, TINT = "#7b8b1a", "#ecefd6"


class Page:
    """A page of a budget, places counted from the top left."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4)
        self.words(LEFT, 400, "Mål och budget 2032", 30, bold=True)
        self.canvas.showPage()

    def fill(self, x0: float, top: float, x1: float, bottom: float, colour: str) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, A4[1] - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def words(self, x: float, y: float, said: str, size: float, bold: bool = False, colour: str = "#000000") -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, A4[1] - y, said)

    def area(self, top: float, name: str) -> None:
        self.fill(LEFT, top, RIGHT, top + 42, DARK)
        self.words(62, top + 16, "Målområde", 9, colour="#ffffff")
        self.words(62, top + 31, name, 16, bold=True, colour="#ffffff")

    def goal(self, top: float, number: int, title: str, rows: tuple[tuple[str, ...], ...]) -> None:
        """A goal in its panel; beside it a table whose header has two shaded rows and one cell as high as both."""
        self.fill(LEFT, top, 198, top + 110, TINT)
        self.words(60, top + 18, f"Mål {number}", 9, bold=True, colour=DARK)
        self.words(60, top + 33, title, 12, bold=True, colour=DARK)
        self.words(60, top + 50, "Kontakten ska vara enkel.", 8.5)
        self.fill(TABLE, top, COLUMNS[1], top + 32, DARK)
        for x0, x1 in ((COLUMNS[1], COLUMNS[3]), (COLUMNS[3], RIGHT)):
            self.fill(x0, top, x1, top + 16, DARK)
        for x0, x1 in pairwise(COLUMNS[1:]):
            self.fill(x0, top + 16, x1, top + 32, DARK)
        self.words(380, top + 11, "Utfall", 8, bold=True, colour="#ffffff")
        self.words(470, top + 11, "Målvärde", 8, bold=True, colour="#ffffff")
        heads = ("Indikator", "2029", "2030", "2032", "2033", "2034")
        for i, row in enumerate((heads, *rows)):
            y = top + 27 + 17.5 * i
            for x, cell in zip(COLUMNS, row, strict=False):
                self.words(x + 4, y, cell, 8, bold=i == 0, colour="#ffffff" if i == 0 else "#000000")
            for x0, x1 in pairwise(COLUMNS if i else ()):
                self.canvas.line(x0, A4[1] - y - 6, x1, A4[1] - y - 6)

    def note(self, y: float, mark: str, said: str) -> None:
        self.words(LEFT, y - 3, mark, 4.5)
        self.words(LEFT + 4, y, said, 7)

    def read(self) -> RawDocument:
        self.canvas.save()
        return read_plan(self.path)


FIRST = (("Nöjda företag (%)", "74", "75", "77", "78", "79"), ("Nya företag", "11,2", "9,8", "11", "12", "13"))
SECOND = (("Fossilfria fordon (%)", "39", "52", "70", "80", "90"), ("Solel (MWh)", "1 120", "1 480", "2", "3", "4"))


def test_a_goal_in_a_panel_has_the_rows_of_the_table_beside_it(tmp_path: Path) -> None:
    page = Page(tmp_path / "plan.pdf")
    page.area(65, "Livskraftig plats")
    page.goal(116, 3, "Fler företag växer", FIRST)
    page.goal(248, 4, "Utsläppen minskar", SECOND)
    page.note(394, "3", "Värdet för 2029 är preliminärt.")
    read = page.read()

    goals = {goal.key: goal for goal in read.goals}
    assert [(goal.number, goal.title) for goal in read.goals] == [
        (None, "Livskraftig plats"),
        ("3", "Fler företag växer"),
        ("4", "Utsläppen minskar"),
    ]
    assert [(i.name, goals[i.goal or ""].number) for i in read.indicators] == [
        (row[0], number) for rows, number in ((FIRST, "3"), (SECOND, "4")) for row in rows
    ]
    assert [(c.role, c.year, c.text) for c in read.indicators[2].cells] == [
        ("outcome", 2029, "39"),
        ("outcome", 2030, "52"),
        ("target", 2032, "70"),
        ("target", 2033, "80"),
        ("target", 2034, "90"),
    ]


def test_a_footnote_is_no_goal_of_a_list(tmp_path: Path) -> None:
    note = text("<super>1</super> Mätningen görs vartannat år.", "note")
    goals = ["Alla barn lär sig läsa i skolan", "Alla äldre är trygga i sina hem"]
    story = (*papers.prose(3), text("Fullmäktiges mål", "h1"), *map(papers.bullet, goals), note)
    read = published(tmp_path, text("Plan 2031", "title"), *story)
    assert [goal.title for goal in read.goals] == goals


def test_the_lines_of_a_list_of_contents_are_no_headings(tmp_path: Path) -> None:
    lines = ("**3** Ordföranden har ordet", "**3** Vision", "**4** Fullmäktiges mål", "**7** Resultatbudget")
    contents = [text(line, "h2") for line in lines]
    vision = (text("Vision", "h1"), text("”En plats för hela livet”"))
    story = (text("Plan 2031", "title"), text("Innehåll", "h1"), *contents, papers.PageBreak(), *vision)
    read = published(tmp_path, *story, *papers.prose(4))
    assert [section.title for section in read.sections] == ["Vision"]
    assert [goal.title for goal in read.goals] == ["En plats för hela livet"]


def contents(folder: Path, numbers: tuple[str, ...]) -> list[tuple[int, str]]:
    """Pages and titles of the headings of a plan whose list of contents has numbers in a column of their own."""
    page = Page(folder / "plan.pdf")
    page.words(LEFT, 80, "Innehåll", 16)
    titles = ("1 Inledning", "2 Uppdrag", "2.1 Badet", "2.2 Hamnen", "3 Ekonomi", "3.1 Driften", "3.2 Byggen")
    for i, title in enumerate(titles):
        bold = "." not in title
        page.words(LEFT if bold else LEFT + 12, 110 + 14.5 * i, title, 9, bold)
        for number in numbers[i : i + 1]:
            page.words(530, 110 + 14.5 * i, number, 9, bold)
    page.canvas.showPage()
    page.words(LEFT, 80, "1 Inledning", 16, bold=True)
    for i in range(8):
        page.words(LEFT, 110 + 12 * i, "Planen gäller för alla nämnder och bolag under hela perioden.", 9)
    return [(heading.place.page, heading.title) for heading in page.read().headings]


def test_titles_with_page_numbers_in_a_column_of_their_own_head_nothing(tmp_path: Path) -> None:
    assert contents(tmp_path, ("3", "3", "3", "3", "4", "4", "4")) == [(3, "Inledning")]


def test_titles_beside_numbers_that_are_no_pages_are_headings(tmp_path: Path) -> None:
    found = contents(tmp_path, ("7", "3", "5", "1", "9", "2", "4"))
    assert found == [(2, "Inledning"), (2, "Uppdrag"), (2, "Ekonomi"), (3, "Inledning")]
