"""Goals on cards: boxes side by side, each with one goal or one part of what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_plan
from pipeline.records import RawDocument

WIDE = (842.0, 595.0)


class Sheet:
    """Landscape pages of texts and boxes, places counted from the top left."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "plan.pdf"
        self.canvas = Canvas(str(self.path), pagesize=WIDE)
        self.text(40, 60, "Verksamhetsplan 2031", 26, bold=True)
        for i in range(5):
            self.text(40, 90 + 13 * i, "Varje nämnd har ett blad med sina mål, och bladet visar vad som ska göras.")

    def text(self, x: float, y: float, text: str, size: float = 10, bold: bool = False) -> None:
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, WIDE[1] - y, text)

    def card(self, x: float, y: float, width: float, height: float, lines: Sequence[tuple[str, float, bool]]) -> None:
        self.canvas.setStrokeColor(HexColor("#808080"))
        self.canvas.roundRect(x, WIDE[1] - y - height, width, height, 4)
        for text, size, bold in lines:
            y += size + 8
            self.text(x + 10, y, text, size, bold)

    def read(self) -> RawDocument:
        self.canvas.save()
        return read_plan(self.path)


def council_goals(sheet: Sheet, signs: Sequence[str]) -> None:
    sheet.text(40, 190, "Kommunfullmäktiges mål", 16, bold=True)
    wordings = ("Havsbyn växer med omsorg", "Alla barn når sin potential", "Vi hushållar med resurser")
    for i, (sign, wording) in enumerate(zip(signs, wordings, strict=True)):
        lines = [(sign, 20.0, True), (wording, 12.0, True), ("Det gäller hela kommunen.", 10.0, False)]
        sheet.card(40 + 260 * i, 210, 240, 90, lines)


def test_a_letter_over_a_wording_in_a_list_of_goals_is_its_number(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    council_goals(sheet, "ABC")
    read = sheet.read()

    assert [(g.number, g.title, g.goal_type, g.set_by) for g in read.goals] == [
        ("A", "Havsbyn växer med omsorg", "strategic_goal", "council"),
        ("B", "Alla barn når sin potential", "strategic_goal", "council"),
        ("C", "Vi hushållar med resurser", "strategic_goal", "council"),
    ]
    assert {g.description for g in read.goals} == {"Det gäller hela kommunen."}
    assert not {h.title for h in read.headings} & {"A", "B", "C"}


def test_cards_in_a_row_belong_to_the_goal_at_its_left(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    council_goals(sheet, "ABC")
    sheet.canvas.showPage()
    sheet.text(40, 50, "Utbildningsnämnden", 20, bold=True)
    for i, (number, wording, above, name) in enumerate(
        (
            ("1", "Alla elever klarar skolan", "B", "Behöriga elever"),
            ("2", "Lokalerna används väl", "C", "Lediga salar"),
        )
    ):
        y = 80 + 170 * i
        goal = [(f"Mål {number}", 9.0, True), (wording, 12.0, True), (f"Bidrar till KF-mål {above}", 9.0, False)]
        sheet.card(40, y, 190, 140, goal)
        sheet.card(240, y, 300, 140, [("Indikatorer", 9.0, True)])
        for n, cells in enumerate((("", "Utfall 2029", "Mål 2031"), (name, "81", "90"), (f"{name} år 2", "71", "78"))):
            for x, cell in zip((250, 400, 470), cells, strict=True):
                sheet.text(x, y + 40 + 18 * n, cell, 9)
        sheet.card(550, y, 250, 140, [("Aktiviteter", 9.0, True), (f"• Se över {name.lower()}", 10.0, False)])
    read = sheet.read()

    goals = {g.key: g for g in read.goals}
    tied = {i.name: goals[i.goal or ""].title for i in read.indicators}
    assert tied == {
        "Behöriga elever": "Alla elever klarar skolan",
        "Behöriga elever år 2": "Alla elever klarar skolan",
        "Lediga salar": "Lokalerna används väl",
        "Lediga salar år 2": "Lokalerna används väl",
    }
    assert {a.action: goals[a.goal or ""].number for a in read.actions} == {
        "Se över behöriga elever": "1",
        "Se över lediga salar": "2",
    }
    parents = {g.title: goals[g.parent].number for g in read.goals if g.parent}
    assert parents == {"Alla elever klarar skolan": "B", "Lokalerna används väl": "C"}


def test_headings_of_cards_in_a_row_are_the_overarching_goals(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path)
    sheet.text(40, 190, "Övergripande mål", 18, bold=True)
    sheet.text(40, 215, "Kommunfullmäktige har beslutat om övergripande mål som gäller för alla nämnder.")
    for i, wording in enumerate(("En hållbar kommun", "Ett gott liv för alla", "En stad i balans")):
        sheet.card(
            40 + 260 * i, 240, 240, 90, [(wording, 13.0, True), ("Invånarna ska kunna lita på det.", 10.0, False)]
        )
    read = sheet.read()

    assert [(g.title, g.goal_type) for g in read.goals] == [
        ("En hållbar kommun", "overarching_goal"),
        ("Ett gott liv för alla", "overarching_goal"),
        ("En stad i balans", "overarching_goal"),
    ]
    assert all("goal-without-label" in g.flags and g.confidence < 0.7 for g in read.goals)
