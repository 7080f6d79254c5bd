"""Tables under headings on a fill: where they begin, and where the text below them does."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_plan
from pipeline.records import RawDocument

A4 = (595.0, 842.0)
LEFT, RIGHT = 57.0, 538.0
XS = (62.0, 300.0, 345.0, 390.0, 440.0)
COLUMNS = (LEFT, 290.0, 335.0, 380.0, 430.0, RIGHT)


class Report:
    """A page of an annual report, places counted from the top left."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "plan.pdf"
        self.canvas = Canvas(str(self.path), pagesize=A4)
        self.words(LEFT, 70, "Årsredovisning 2031", 22, bold=True)
        for i in range(4):
            self.words(LEFT, 95 + 12 * i, "Kommunen följer sina mål varje år, och resultaten visas i tabellerna nedan.")

    def words(
        self, x: float, y: float, text: str, size: float = 9, bold: bool = False, colour: str = "#000000"
    ) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, A4[1] - y, text)

    def fill(self, x0: float, top: float, x1: float, bottom: float, colour: str) -> None:
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, A4[1] - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def dot(self, x: float, y: float, colour: str, ring: bool = False) -> None:
        self.canvas.setFillColor(HexColor("#ffffff" if ring else colour))
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.circle(x, A4[1] - y, 4, stroke=int(ring), fill=1)

    def goal(self, top: float, title: str, said: str, names: tuple[str, ...], colours: tuple[str, ...] = ()) -> float:
        """A goal on a band with a word about it, its table in stripes; returns where that ends."""
        self.fill(LEFT, top, RIGHT, top + 30, "#1f6f78")
        self.words(LEFT + 10, top + 19, title, 11.5, bold=True, colour="#ffffff")
        self.fill(470, top + 8, 527, top + 22, "#ffffff")
        self.words(476, top + 18, said, 8, bold=True)
        heads = ("Indikator", "Utfall 2029", "Utfall 2030", "Mål 2031", "Måluppfyllelse")
        for x, head in zip(XS, heads, strict=True):
            self.words(x, top + 46, head, 7.5, bold=True, colour="#1f6f78")
        y = top + 55
        for x0, x1 in pairwise(COLUMNS):
            self.canvas.line(x0, A4[1] - y, x1, A4[1] - y)
        for i, name in enumerate(names):
            if i % 2:
                for x0, x1 in pairwise(COLUMNS):
                    self.fill(x0, y, x1, y + 22, "#f4f1ec")
            for x, cell in zip(XS, (name, str(70 + i), str(74 + i), "80"), strict=False):
                self.words(x, y + 14, cell)
            if colours:
                self.dot(470, y + 11, colours[i])
            y += 22
        return y

    def two_columns(self, top: float) -> None:
        left = "Resultaten har stärkts två år i rad, men det räcker inte"
        right = "Väntetiden är för lång och bygget av boendet är försenat"
        for i in range(5):
            self.words(LEFT, top + 12 * i, left)
            self.words(308, top + 12 * i, right)

    def read(self) -> RawDocument:
        self.canvas.save()
        return read_plan(self.path)


GREEN, YELLOW, RED, GREY = "#5b9a3c", "#eab22c", "#c23b3b", "#888888"


def test_text_in_two_columns_below_a_table_is_none_of_its_rows(tmp_path: Path) -> None:
    page = Report(tmp_path)
    end = page.goal(
        180, "Mål 1. Alla barn får en god start", "Uppnått", ("Trygga elever", "Lästa böcker", "Nöjda barn")
    )
    page.two_columns(end + 18)
    page.goal(end + 120, "Mål 2. Äldre känner sig trygga", "Ej uppnått", ("Nöjda äldre", "Dagar i kö", "Besök"))
    read = page.read()

    assert [i.name for i in read.indicators] == [
        "Trygga elever",
        "Lästa böcker",
        "Nöjda barn",
        "Nöjda äldre",
        "Dagar i kö",
        "Besök",
    ]
    goals = {g.key: g for g in read.goals}
    assert [goals[i.goal or ""].number for i in read.indicators] == ["1", "1", "1", "2", "2", "2"]
    assert [(g.title, g.assessment) for g in read.goals] == [
        ("Alla barn får en god start", "Uppnått"),
        ("Äldre känner sig trygga", "Ej uppnått"),
    ]


def test_a_legend_with_words_before_it_and_a_ring_in_it_is_read(tmp_path: Path) -> None:
    page = Report(tmp_path)
    page.words(LEFT, 160, "Så läser du tabellerna", 8.6, bold=True)
    marks = ((GREEN, "Uppnått"), (YELLOW, "Delvis uppnått"), (RED, "Ej uppnått"), (GREY, "Ej mätt"))
    for i, (colour, meaning) in enumerate(marks):
        page.dot(175 + 75 * i, 157, colour, ring=colour == GREY)
        page.words(182 + 75 * i, 160, meaning, 8.6)
    names = ("Trygga elever", "Lästa böcker", "Nöjda barn")
    page.goal(200, "Mål 1. Alla barn får en god start", "Uppnått", names, (GREEN, YELLOW, RED))
    read = page.read()

    legend = dict(read.legend)
    status = {i.name: next(c.fill for c in i.cells if c.role == "status") for i in read.indicators}
    assert {name: legend[fill or ""] for name, fill in status.items()} == {
        "Trygga elever": "Uppnått",
        "Lästa böcker": "Delvis uppnått",
        "Nöjda barn": "Ej uppnått",
    }


def test_a_bold_row_of_sums_on_a_fill_is_no_header(tmp_path: Path) -> None:
    page = Report(tmp_path)
    page.words(LEFT, 160, "Investeringar per nämnd och projekt", 9.5, bold=True)
    rows = [
        ("mnkr", "Bokslut 2029", "Budget 2030", "Budget 2031", "Plan 2032"),
        ("Kommunstyrelsen", "-1,4", "3,0", "1,0", "5,0"),
    ]
    rows += [("Nätverk", "2,4", "3,0", "3,5", "3,0"), ("Markreserv", "", "2,0", "2,0", "2,0")]
    rows += [("Socialnämnden", "1,2", "1,8", "10,6", "33,0"), ("Larm", "1,2", "1,8", "2,6", "2,0")]
    y = 175.0
    for row in rows:
        sums = row[0].endswith(("styrelsen", "nämnden"))
        if sums:
            page.fill(LEFT, y, RIGHT, y + 16, "#f8e9e7")
        for x, cell in zip((62.0, 250.0, 320.0, 390.0, 460.0), row, strict=True):
            page.words(x, y + 12, cell, bold=sums or row is rows[0])
        y += 16
        page.canvas.line(LEFT, A4[1] - y, RIGHT, A4[1] - y)
    read = page.read()

    assert [line.line for line in read.budget_lines] == [row[0] for row in rows[1:]]
    assert {line.table_title for line in read.budget_lines} == {"Investeringar per nämnd och projekt"}


def test_headings_side_by_side_under_a_band_over_the_page_are_no_row_of_a_table(tmp_path: Path) -> None:
    report = Report(tmp_path)
    for page in range(3):
        report.canvas.showPage()
        report.fill(0, 0, A4[0], 30, "#17415b")
        report.words(30, 18, "Bolaget AB", 8, bold=True, colour="#ffffff")
        report.words(440, 18, "Verksamhetsplan 2031", 8, bold=True, colour="#ffffff")
        for x, heading in ((LEFT, "Uppdrag"), (308, "Omvärld")):
            report.words(x, 62, f"{heading} {'ABC'[page]}", 17, bold=True)
        report.two_columns(80)
    read = report.read()

    assert {(h.title, h.place.page) for h in read.headings} == {
        (f"{heading} {letter}", page) for page, letter in enumerate("ABC", 2) for heading in ("Uppdrag", "Omvärld")
    }
    assert read.tables == ()


def test_the_bold_label_of_a_row_is_no_heading(tmp_path: Path) -> None:
    report = Report(tmp_path)
    report.words(LEFT, 170, "Läget", 14, bold=True)
    report.words(LEFT, 200, "Så läses bedömningen", 9, bold=True)
    for x, meaning in ((200, "Uppfyllt"), (280, "Delvis uppfyllt"), (380, "Ej uppfyllt")):
        report.words(x, 200, meaning)
    report.words(LEFT, 230, "Bakgrund", 9, bold=True)  # with nothing beside it
    report.two_columns(245)
    assert [heading.title for heading in report.read().headings] == ["Läget", "Bakgrund"]


# ------------------------------------------------------------------ goals on bands over text

LEGEND = ((GREEN, "Uppnås"), (YELLOW, "Uppnås delvis"), (RED, "Uppnås inte"))
ROWS = (("Simkunniga barn", "80,2", "88"), ("Badande barn", "69", "72"))


class Followed(Report):
    """A report with goals on bands of colour, a mark, a text and a table with a header of two lines under each."""

    def legend(self, top: float) -> None:
        for i, (colour, meaning) in enumerate(LEGEND):
            self.dot(LEFT + 10 + 90 * i, top - 3, colour)
            self.words(LEFT + 18 + 90 * i, top, meaning, 8)

    def goal_on_band(self, top: float, title: str, mark: tuple[str, str]) -> float:
        self.fill(LEFT, top, RIGHT, top + 22, "#f3edf5")
        self.words(LEFT + 6, top + 15, f"Nämndmål: {title}", 11, bold=True)
        self.dot(LEFT + 4, top + 31, mark[0])
        self.words(LEFT + 14, top + 34, mark[1], 8.5, bold=True)
        for i in range(2):
            self.words(
                LEFT,
                top + 52 + 12 * i,
                "Skolorna har arbetat med simning under hela året och vi ser att fler barn kan simma.",
                9.5,
            )
        for x, head in ((310, "Utfall"), (400, "Målvärde")):
            self.words(x, top + 84, head, 8, bold=True)
        for x, head in ((LEFT + 4, "Indikator"), (310, "2030"), (400, "2031")):
            self.words(x, top + 95, head, 8, bold=True)
        for i, row in enumerate((None, *ROWS)):
            for x, cell in zip((LEFT + 4, 310, 400), row or (), strict=False):
                self.words(x, top + 94 + 18 * i, cell, 8)
            self.canvas.line(LEFT, A4[1] - (top + 100 + 18 * i), RIGHT, A4[1] - (top + 100 + 18 * i))
        return top + 150


def test_a_table_under_a_text_below_a_goal_on_a_band_has_its_own_header(tmp_path: Path) -> None:
    page = Followed(tmp_path)
    page.legend(160)
    end = page.goal_on_band(180, "Alla barn kan simma", LEGEND[1])
    page.goal_on_band(end + 20, "Alla barn kan cykla", LEGEND[2])
    page.canvas.showPage()
    page.goal_on_band(60, "Alla barn kan läsa", LEGEND[0])
    found = page.read()

    assert [(g.title, g.assessment) for g in found.goals] == [
        ("Alla barn kan simma", "Uppnås delvis"),
        ("Alla barn kan cykla", "Uppnås inte"),
        ("Alla barn kan läsa", "Uppnås"),
    ]
    goals = {g.key: g.title for g in found.goals}
    assert [(goals[i.goal or ""], i.name) for i in found.indicators] == [
        (title, name) for title in goals.values() for name, *_ in ROWS
    ]
    assert [[(c.role, c.year, c.text) for c in i.cells] for i in found.indicators] == [
        [("outcome", 2030, before), ("target", 2031, after)] for _ in goals for _, before, after in ROWS
    ]
    assert not any("Uppnås" in heading.title for heading in found.headings)


def test_a_mark_that_means_something_else_than_the_words_beside_it_judges_nothing(tmp_path: Path) -> None:
    page = Followed(tmp_path)
    page.legend(160)
    page.goal_on_band(180, "Alla barn kan simma", (RED, "Uppnås delvis"))
    assert [g.assessment for g in page.read().goals] == [None]


def test_marked_words_over_a_goal_as_well_as_under_it_head_groups_of_goals(tmp_path: Path) -> None:
    page = Followed(tmp_path)
    page.legend(160)
    for i, (colour, meaning) in enumerate(LEGEND):
        page.dot(LEFT + 4, 197 + 36 * i, colour)
        page.words(LEFT + 14, 200 + 36 * i, meaning, 8.5, bold=True)
        page.words(LEFT, 217 + 36 * i, f"Nämndmål: Alla barn kan {('simma', 'cykla', 'läsa')[i]}", 11, bold=True)
    assert {g.assessment for g in page.read().goals} == {None}


def test_a_large_label_of_a_group_of_rows_on_a_band_stays_in_the_table(tmp_path: Path) -> None:
    page = Report(tmp_path)
    y = 180.0
    for row in (("Indikator", "Utfall 2030", "Mål 2031"), ("Skolan",), ROWS[0], ("Badet",), ROWS[1]):
        if len(row) == 1:
            page.fill(LEFT, y, RIGHT, y + 18, "#f3edf5")
        for x, cell in zip((LEFT + 4, 310, 400), row, strict=False):
            page.words(x, y + 13, cell, 9 if len(row) == 1 else 8, bold=row not in ROWS)
        y += 18
        page.canvas.line(LEFT, A4[1] - y, RIGHT, A4[1] - y)
    found = page.read()
    assert [i.name for i in found.indicators] == [name for name, *_ in ROWS]
    assert len(found.tables) == 1
