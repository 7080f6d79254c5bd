"""Pages that lie turned: by the file (/Rotate), or because their text runs up or down the sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from papers import prose, text, write_plan
from reportlab.pdfgen.canvas import Canvas

from extractors import find_tables, read_plan
from extractors.geometry import centre_in
from extractors.pages import open_pdf, read_page
from extractors.turned import turned
from pipeline.records import Box, PageLayout, Place

SHEET = (595.0, 842.0)
ROWS = (
    ("Indikator", "Nuvärde 2029", "Målvärde 2031", "Ansvarig"),
    ("Andel nöjda besökare (%)", "71", "80", "Kultur"),
    ("Antal lån per invånare", "4,2", "5,0", "Bibliotek"),
    ("Sjukfrånvaro (%)", "6,9", "6,0", "HR"),
)
LEFT, TOP, STEP, COLUMN = 60.0, 120.0, 24.0, 170.0  # points on the landscape sheet


def draw_table(canvas: Canvas, high: float) -> None:
    """A ruled table on a landscape sheet of this height."""
    canvas.setFont("Helvetica", 10)
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            x, top = LEFT + COLUMN * j, TOP + STEP * i
            canvas.rect(x, high - top - STEP, COLUMN, STEP)
            canvas.drawString(x + 5, high - top - 16, cell)


def sheet(folder: Path, way: str, footer: str = "") -> Path:
    """A portrait sheet on which a landscape table is set running up or down."""
    path = folder / f"{way}.pdf"
    canvas = Canvas(str(path), pagesize=SHEET)
    if footer:
        canvas.drawString(250, 30, footer)
    if way == "up":
        canvas.translate(SHEET[0], 0)
        canvas.rotate(90)
    else:
        canvas.translate(0, SHEET[1])
        canvas.rotate(-90)
    draw_table(canvas, SHEET[0])
    canvas.save()
    return path


def layout(path: Path) -> PageLayout:
    with open_pdf(path) as pdf:
        return read_page(pdf.pages[0])


def rotated(folder: Path, turn: int) -> Path:
    """A sheet that the file turns; its text is set so that it is upright when shown, on a landscape page."""
    path = folder / f"{turn}.pdf"
    wide, high = SHEET[1], SHEET[0]
    canvas = Canvas(str(path), pagesize=(wide, high))  # as shown: ReportLab writes the sheet's own sides
    canvas.setPageRotation(turn)
    x, y = {0: (0, 0), 90: (high, 0), 180: (wide, high), 270: (0, wide)}[turn]
    canvas.translate(x, y)
    canvas.rotate(turn)
    draw_table(canvas, high)
    canvas.save()
    return path


def expected_box(row: int, col: int) -> Box:
    """Where a cell lies on the landscape sheet."""
    x, top = LEFT + COLUMN * col, TOP + STEP * row
    return Box(x, top, x + COLUMN, top + STEP)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_the_file_turns_are_read_as_shown(turn: int, tmp_path: Path) -> None:
    path = rotated(tmp_path, turn)
    page = layout(path)
    assert (page.width, page.height) == (SHEET[1], SHEET[0])
    [word] = [w for w in page.words if w.text == "4,2"]
    box = expected_box(2, 1)
    assert box.x0 < word.box.x0 < word.box.x1 < box.x1 and box.top < word.box.top < word.box.bottom < box.bottom
    assert (page.turned, page.left_out) == ("", ())
    assert [c.text for t in find_tables(path) for c in t.cells] == [cell for row in ROWS for cell in row]


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_table_set_sideways_is_read_with_its_place_on_the_sheet(way: str, tmp_path: Path) -> None:
    path = sheet(tmp_path, way)
    [table] = find_tables(path)
    assert [cell.text for cell in table.cells] == [cell for row in ROWS for cell in row]

    cell = next(c for c in table.cells if c.text == "4,2")
    place = on_sheet(expected_box(2, 1), way)
    box = cell.place.box
    assert place.x0 - 1 <= box.x0 <= box.x1 <= place.x1 + 1
    assert place.top - 1 <= box.top <= box.bottom <= place.bottom + 1


def on_sheet(box: Box, way: str) -> Box:
    """Where a box of the landscape table lies on the portrait sheet."""
    wide, high = SHEET
    if way == "up":
        return Box(box.top, high - box.x1, box.bottom, high - box.x0)
    return Box(wide - box.bottom, box.x0, wide - box.top, box.x1)


@pytest.mark.parametrize("way", ["up", "down"])
def test_every_row_of_a_plan_has_its_place_on_the_sheet(way: str, tmp_path: Path) -> None:
    plan = read_plan(sheet(tmp_path, way))
    assert [row.name for row in plan.indicators] == [row[0] for row in ROWS[1:]]
    with open_pdf(tmp_path / f"{way}.pdf") as pdf:
        chars = [c for c in pdf.pages[0].plumbed.chars if c["text"].strip()]
    for row, said in zip(plan.indicators, ROWS[1:], strict=True):
        assert text_in(chars, row.place) == sorted("".join(said).replace(" ", ""))
        for cell in row.cells:
            assert text_in(chars, cell.place) == sorted(cell.text.replace(" ", ""))


def text_in(chars: list[dict[str, Any]], place: Place) -> list[str]:
    """The characters whose middle lies at a place, as the PDF library sees the sheet."""
    return sorted(c["text"] for c in chars if centre_in(Box(c["x0"], c["top"], c["x1"], c["bottom"]), place.box))


def test_text_that_runs_otherwise_than_most_is_told(tmp_path: Path) -> None:
    page = layout(sheet(tmp_path, "up", footer="Sidfot 7"))
    assert page.turned == "up" and "Sidfot" not in [w.text for w in page.words]
    assert [(t.code, t.page) for t in page.left_out] == [("sideways-text", 1)]
    assert page.left_out[0].message.startswith("7 characters on page 1")


def test_a_stamp_in_the_margin_turns_no_page(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.pdf", text("Mål 1: Alla läser", "h1"), *prose(3))
    assert layout(path).turned == ""
    canvas = Canvas(str(tmp_path / "stamp.pdf"), pagesize=SHEET)
    canvas.rotate(90)
    canvas.drawString(300, -40, "Arkivstämpel 2031")
    canvas.save()
    page = layout(tmp_path / "stamp.pdf")
    assert (page.turned, page.words) == ("", ())
    assert [t.code for t in page.left_out] == ["sideways-text"]


@pytest.mark.parametrize("way", ["up", "down"])
def test_turning_there_and_back(way: str) -> None:
    box, back = Box(10, 20, 35, 90), {"up": "down", "down": "up"}[way]
    assert turned(turned(box, way, *SHEET), back, SHEET[1], SHEET[0]) == box
