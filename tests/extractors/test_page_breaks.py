"""Tables that a page break cuts where a merged cell or a row stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_plan
from pipeline.records import RawDocument

A4 = (595.0, 842.0)
XS = (60.0, 200.0, 330.0, 390.0, 450.0, 535.0)
HEAD = ("Mål", "Indikator", "Utfall 2030", "Mål 2031", "Ansvarig")
STEP = 26.0  # points from row to row
FOOT = 770.0

Row = tuple[tuple[str, ...], int | None]  # the cells' texts; the column in which the rule under it begins, if any


def draw_rows(canvas: Canvas, rows: Sequence[Row], top: float) -> None:
    """Rows of a table from `top` down; a line break in a cell begins a new line."""
    for cells, rule_from in rows:
        bold = cells == HEAD
        for x, cell in zip(XS, cells, strict=False):
            for i, line in enumerate(cell.split("\n")):
                canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 9)
                canvas.drawString(x + 3, A4[1] - top - 11 - 10.5 * i, line)
        top += STEP
        if rule_from is not None:
            canvas.setLineWidth(0.5)
            canvas.line(XS[rule_from], A4[1] - top, XS[-1], A4[1] - top)


def read_pages(folder: Path, *pages: Sequence[Row], header: str = "") -> RawDocument:
    """A plan whose first page ends with its rows, and whose other pages begin with theirs. `header` runs over all
    pages, its parts at the columns of the table, with a rule under it."""
    path = folder / "plan.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for number, rows in enumerate(pages):
        if number == 0:
            canvas.setFont("Helvetica-Bold", 20)
            canvas.drawString(60, A4[1] - 80, "Verksamhetsplan 2031")
        if header:
            canvas.setFont("Helvetica", 8)
            for x, part in zip(XS, header.split(" | "), strict=False):
                canvas.drawString(x + 3, A4[1] - 36, part)
            canvas.line(XS[0], A4[1] - 40, XS[-1], A4[1] - 40)
        draw_rows(canvas, rows, FOOT - STEP * len(rows) if number == 0 else 60.0)
        canvas.showPage()
    canvas.save()
    return read_plan(path)


def indicators_by_goal(read: RawDocument) -> dict[str, list[tuple[str, ...]]]:
    """Names and values of the indicators of each goal."""
    titles = {goal.key: goal.title for goal in read.goals}
    out: dict[str, list[tuple[str, ...]]] = {}
    for row in read.indicators:
        values = tuple(cell.text for cell in row.cells if cell.role in ("outcome", "target"))
        out.setdefault(titles[row.goal] if row.goal else "", []).append((row.name, *values))
    return out


GOAL = "Havsbyn ska vara en trygg\nplats att växa upp på"
ROWS: tuple[Row, ...] = (
    (HEAD, 0),
    ((GOAL, "Trygghet i skolan", "84", "86", "Skola"), 1),
    (("", "Behöriga till gymnasiet", "82", "85", "Skola"), 1),
    (("", "Barn per vuxen", "5,4", "5,2", "Förskola"), 1),
    (("", "Elever i musikskolan", "18", "20", "Kultur"), 0),
    (("Fler ska vilja\narbeta här", "Sjukfrånvaro", "7,1", "6,5", "HR"), 1),
    (("", "Medarbetarindex", "78", "80", "HR"), 0),
)
READ = {
    "Havsbyn ska vara en trygg plats att växa upp på": [
        ("Trygghet i skolan", "84", "86"),
        ("Behöriga till gymnasiet", "82", "85"),
        ("Barn per vuxen", "5,4", "5,2"),
        ("Elever i musikskolan", "18", "20"),
    ],
    "Fler ska vilja arbeta här": [("Sjukfrånvaro", "7,1", "6,5"), ("Medarbetarindex", "78", "80")],
}


@pytest.mark.parametrize("repeated", [True, False], ids=["header-repeated", "header-once"])
@pytest.mark.parametrize("at", range(2, len(ROWS)))
def test_a_goal_keeps_its_rows_wherever_the_page_breaks(at: int, repeated: bool, tmp_path: Path) -> None:
    after = (*ROWS[:1], *ROWS[at:]) if repeated else ROWS[at:]
    read = read_pages(tmp_path, ROWS[:at], after)

    assert indicators_by_goal(read) == READ
    assert len(read.tables) == 1


def test_the_rest_of_a_goals_wording_on_the_next_page_belongs_to_it(tmp_path: Path) -> None:
    first, rest = GOAL.split("\n")
    before = (ROWS[0], ((first, "Trygghet i skolan", "84", "86", "Skola"), 1))
    after = (ROWS[0], ((rest, "Behöriga till gymnasiet", "82", "85", "Skola"), 1), *ROWS[3:])
    read = read_pages(tmp_path, before, after)

    assert indicators_by_goal(read) == READ


def test_a_header_alone_at_the_foot_of_a_page_heads_the_rows_on_the_next(tmp_path: Path) -> None:
    above = (("", "", "", "", ""), 0)  # a rule over the header
    read = read_pages(tmp_path, (above, ROWS[0]), ROWS[1:])

    assert indicators_by_goal(read) == READ


@pytest.mark.parametrize("at", [3, 5])
def test_a_running_header_over_the_rest_of_a_table_is_no_row_of_it(at: int, tmp_path: Path) -> None:
    header = "Havsbyns kommun | | | | Plan 2031"
    read = read_pages(tmp_path, ROWS[:at], (*ROWS[:1], *ROWS[at:]), header=header)

    assert indicators_by_goal(read) == READ


def draw_grid(canvas: Canvas, rows: Sequence[Sequence[str]], top: float, xs: Sequence[float]) -> None:
    """Rows of a ruled table, as high as their lines; the first is a bold header where it is `ACTIONS`."""
    for cells in rows:
        height = 8 + 10.5 * max(cell.count("\n") + 1 for cell in cells)
        for x0, x1, cell in zip(xs, xs[1:], cells, strict=False):
            canvas.rect(x0, A4[1] - top - height, x1 - x0, height, fill=0)
            for i, line in enumerate(cell.split("\n")):
                canvas.setFont("Helvetica-Bold" if cells == ACTIONS else "Helvetica", 9)
                canvas.drawString(x0 + 3, A4[1] - top - 12 - 10.5 * i, line)
        top += height


ACTIONS = ("Åtgärd", "Ansvarig", "Tidplan", "Uppföljning")


@pytest.mark.parametrize(
    ("rest", "actions"),
    [
        (
            "Gammelfäbodarna och stäms av",
            ["Skylta och märka upp leder, med början vid Gammelfäbodarna och stäms av", "Bygga en ramp"],
        ),
        ("Se över", ["Skylta och märka upp leder, med början vid", "Se över", "Bygga en ramp"]),  # it would have fitted
    ],
)
def test_what_would_not_have_fitted_above_is_the_rest_of_the_last_row(
    rest: str, actions: list[str], tmp_path: Path
) -> None:
    xs = (60.0, 190.0, 290.0, 380.0, 520.0)
    canvas = Canvas(str(tmp_path / "plan.pdf"), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(60, A4[1] - 80, "Handlingsplan 2031")
    rows = [ACTIONS, ("Anlägga ett utegym", "Teknik", "Juni 2031", "Besiktning")]
    rows += [("Skylta och märka upp leder,\nmed början vid", "Kultur", "2031", "Inventering")]
    draw_grid(canvas, rows, 740, xs)
    canvas.showPage()
    draw_grid(canvas, [(rest, "", "", ""), ("Bygga en ramp", "Teknik", "Maj 2031", "Besiktning")], 60, xs)
    canvas.save()
    read = read_plan(tmp_path / "plan.pdf")

    assert [a.action for a in read.actions] == ["Anlägga ett utegym", *actions]
