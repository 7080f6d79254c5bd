"""Structures of tables that plans have, each on a page set here: levels of headers, units, marks, rules of every kind,
landscape pages. What is published of them is compared cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import papers
import pytest
from papers import published, table, text
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from pipeline.records import Extraction

TITLE = text("Verksamhetsplan 2031", "title")
Values = dict[str, list[tuple[str, int | None, float | None, str | None]]]  # type, year, value and unit by indicator


def values_of(read: Extraction) -> Values:
    return {
        i.name: [(v.value_type, v.year, v.value, v.unit) for v in read.values if v.indicator_id == i.indicator_id]
        for i in read.indicators
    }


@pytest.mark.parametrize("rules", ["grid", "rows"])
def test_headers_in_three_levels(rules: str, tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Hela kommunen", "", "", ""],
        ["", "Utfall", "", "Målvärde", ""],
        ["", "2029", "2030", "2031", "2032"],
        ["Sjukfrånvaro (%)", "7,4", "7,1", "6,5", "6,0"],
        ["Medarbetarindex", "77", "78", "79", "80"],
    ]
    spans = [((1, 0), (4, 0)), ((1, 1), (2, 1)), ((3, 1), (4, 1)), ((0, 0), (0, 2))]
    read = published(tmp_path, TITLE, *papers.prose(3), table(rows, [150, 70, 70, 70, 70], rules, head=3, spans=spans))

    assert values_of(read) == {
        "Sjukfrånvaro (%)": [
            ("outcome", 2029, 7.4, "%"),
            ("outcome", 2030, 7.1, "%"),
            ("target", 2031, 6.5, "%"),
            ("target", 2032, 6.0, "%"),
        ],
        "Medarbetarindex": [
            ("outcome", 2029, 77.0, None),
            ("outcome", 2030, 78.0, None),
            ("target", 2031, 79.0, None),
            ("target", 2032, 80.0, None),
        ],
    }


def test_units_in_a_column_of_their_own(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Enhet", "Utfall 2030", "Mål 2031"],
        ["Matsvinn per portion", "gram", "17", "15"],
        ["Nöjda elever", "%", "74", "80"],
        ["Kostnad per elev", "tkr", "1 350", "1 400"],
    ]
    read = published(tmp_path, TITLE, table(rows, [170, 60, 90, 90]))

    assert values_of(read) == {
        "Matsvinn per portion": [("outcome", 2030, 17.0, "gram"), ("target", 2031, 15.0, "gram")],
        "Nöjda elever": [("outcome", 2030, 74.0, "%"), ("target", 2031, 80.0, "%")],
        "Kostnad per elev": [("outcome", 2030, 1350.0, "tkr"), ("target", 2031, 1400.0, "tkr")],
    }


def test_footnote_marks_are_told_from_the_digits_beside_them(tmp_path: Path) -> None:
    rows = [
        ["Indikator", "Utfall 2030<super>1</super>", "Mål 2031"],
        ["Inköpt kött per skola", "1 400 kg<super>2</super>", "-1 400 kg<super>2</super>"],
        ["Insatser av räddningstjänst<super>3</super>", "12", "10"],
        ["Yta per elev", "12 m<super>2</super>", "14 m<super>2</super>"],
    ]
    notes = [
        text(f"{n}) {words}", "note") for n, words in enumerate(("Helår.", "Vägt i köket.", "Inom tio minuter."), 1)
    ]
    read = published(tmp_path, TITLE, table(rows, [190, 110, 110]), *notes)

    assert values_of(read) == {
        "Inköpt kött per skola": [("outcome", 2030, 1400.0, "kg"), ("target", 2031, -1400.0, "kg")],
        "Insatser av räddningstjänst": [("outcome", 2030, 12.0, None), ("target", 2031, 10.0, None)],
        "Yta per elev": [("outcome", 2030, 12.0, "m²"), ("target", 2031, 14.0, "m²")],
    }
    assert {i.name: i.footnotes for i in read.indicators} == {
        "Inköpt kött per skola": ("Vägt i köket.",),
        "Insatser av räddningstjänst": ("Inom tio minuter.",),
        "Yta per elev": (),
    }


ROWS = (
    ("Indikator", "Utfall 2030", "Mål 2031"),
    ("Andel elever som är behöriga till gymnasieskolan efter årskurs nio", "84 %", "86 %"),
    ("Sjukfrånvaro", "7,1 %", "6,5 %"),
    ("Medarbetarindex", "78", "80"),
    ("Antal nya bostäder", "120", "140"),
)


def line(name: str, first: tuple[int, int], last: tuple[int, int], *more: Any) -> tuple[Any, ...]:
    return (name, first, last, 0.5, "black", *more)


EVERY, LAST = (0, 0), (-1, -1)
LOOKS: dict[str, list[tuple[Any, ...]]] = {
    "dashed": [line("GRID", EVERY, LAST, None, (2, 2))],
    "dotted-rows": [line("LINEBELOW", EVERY, LAST, None, (1, 2)), line("LINEABOVE", EVERY, (-1, 0), None, (1, 2))],
    "double": [line("LINEBELOW", EVERY, LAST, None, None, None, 2, 1.5), line("LINEABOVE", EVERY, (-1, 0))],
    "frame-and-header": [line("BOX", EVERY, LAST), line("LINEBELOW", EVERY, (-1, 0))],
    "verticals-only": [line("LINEAFTER", EVERY, (-2, -1)), line("BOX", EVERY, LAST)],
    "zebra": [("BACKGROUND", (0, at), (-1, at), "#eeeeee") for at in (2, 4)],
    "zebra-by-cell": [("BACKGROUND", (c, at), (c, at), "#eeeeee") for at in (1, 3) for c in (0, 1, 2)],
}


@pytest.mark.parametrize("fill", [papers.HEAD_FILL, None], ids=["shaded", "plain"])
@pytest.mark.parametrize("look", LOOKS)
def test_the_same_rows_are_read_whatever_is_drawn_around_them(look: str, fill: str | None, tmp_path: Path) -> None:
    set_table = table(ROWS, (200, 100, 100), "none", fill=fill, extra=LOOKS[look])
    read = published(tmp_path, TITLE, *papers.prose(3), set_table, *papers.prose(3))

    found = {i.name: [v.raw for v in read.values if v.indicator_id == i.indicator_id] for i in read.indicators}
    assert found == {row[0]: list(row[1:]) for row in ROWS[1:]}
    assert not any(i.needs_review for i in read.indicators)


def test_a_landscape_table_over_four_pages(tmp_path: Path) -> None:
    """Rules under each row, a header on each page, a goal over several rows, and a sum on the last page."""
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595))
    xs = (40, 330, 440, 550, 660)
    head = ("Driftbudget, tkr", "Utfall 2029", "Budget 2030", "Budget 2031", "Plan 2032")
    lines = [(f"Verksamhet {n}", f"{n} 100", f"{n} 200", f"{n} 300", f"{n} 400") for n in range(1, 45)]
    amounts = [sum(100 * c + 1000 * n for n in range(1, 45)) for c in range(1, 5)]
    lines.append(("Summa", *(f"{a:,}".replace(",", " ") for a in amounts)))

    def draw(top: float, cells: Sequence[str], bold: bool) -> None:
        for x, cell in zip(xs, cells, strict=True):
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 9)
            (canvas.drawString if x == 40 else canvas.drawRightString)(x + (0 if x == 40 else 80), 595 - top, cell)
        canvas.line(40, 595 - top - 6, 740, 595 - top - 6)

    for start in range(0, len(lines), 12):
        if start == 0:
            canvas.setFont("Helvetica-Bold", 20)
            canvas.drawString(40, 545, "Mål och budget 2031")
        draw(100, head, True)
        for at, cells in enumerate(lines[start : start + 12]):
            draw(122 + 30 * at, cells, cells[0] == "Summa")
        canvas.showPage()
    canvas.save()
    read = read_plan(path)

    assert [(b.line, *(c.text for c in b.cells)) for b in read.budget_lines] == lines
    assert [place.page for place in read.tables[0].places] == [1, 2, 3, 4]
    assert [(c.role, c.year) for c in read.budget_lines[-1].cells] == [
        ("outcome", 2029),
        ("budget", 2030),
        ("budget", 2031),
        ("plan", 2032),
    ]
