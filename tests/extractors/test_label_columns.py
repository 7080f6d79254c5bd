"""Tables with a rule under the heads of their values alone, beside labels with nothing drawn over or under them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from papers import prose, read, table, text
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import HRFlowable

from extractors.document import read_plan

TITLE = text("Budget 2032 för Sjöviks kommun", "title")
HEAD = [["", "Utfall", "Målvärde", ""], ["Mått", "2030", "2032", "2033"]]
WIDTHS = [170, 80, 80, 80]
UNDER_YEARS = ("LINEBELOW", (1, 1), (-1, 1), 0.8, "black")
LINE = HRFlowable(width="100%", color="black")  # over the page, as many page headers have
SPANS = [((2, 0), (3, 0))]
ROWS = [
    ["Fritidsgårdarnas öppna kvällar i veckan, medelvärde", "81,3", "85", "90"],
    ["Barn som lånar böcker på biblioteket i hamnen, andel (%)", "70", "75", "80"],
    ["Båtplatser", "198", "205", "215"],
]


def measures(folder: Path, rows: Sequence[Sequence[str]]) -> list[tuple[str, list[str]]]:
    folder.mkdir(exist_ok=True)
    drawn = table([*HEAD, *rows], WIDTHS, "none", head=2, fill=None, right_from=1, spans=SPANS, extra=[UNDER_YEARS])
    found = read(folder, TITLE, *prose(4), LINE, text("Mål och mått", "h1"), "Så mäts målen.", drawn, *prose(3))
    return [(i.name, [c.text for c in i.cells if c.year is not None]) for i in found.indicators]


def test_labels_left_of_a_rule_under_the_years_are_the_names_of_the_rows(tmp_path: Path) -> None:
    assert measures(tmp_path, ROWS) == [(name, values) for name, *values in ROWS]


def test_a_label_may_be_cut_before_a_number_and_what_it_counts(tmp_path: Path) -> None:
    cut = ["Besök i hamnens föreningar av alla<br/>7–20 år", "24", "25", "27"]
    rows = [*ROWS[:1], cut, *ROWS[2:]]
    assert [name for name, _ in measures(tmp_path, rows)] == [
        ROWS[0][0],
        "Besök i hamnens föreningar av alla 7–20 år",
        "Båtplatser",
    ]


def test_a_number_before_a_name_begins_a_row(tmp_path: Path) -> None:
    rows = [ROWS[2], ["7–20 år, besök", "24", "25", "27"], ["65 år och äldre, besök", "14", "15", "17"]]
    assert measures(tmp_path, rows) == [(name, values) for name, *values in rows]


def test_text_left_of_a_table_with_labels_of_its_own_is_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), pagesize=(595.0, 842.0))
    heads, rows = ("Mått", "Utfall 2030", "Mål 2032"), [("Båtplatser", "198", "205"), ("Bryggor", "12", "14")]
    for y, font, row in (
        (580, "Helvetica-Bold", ("Hamnen", *heads)),
        *((562 - 14 * i, "Helvetica", ("Havet ligger nära för alla som bor här.", *row)) for i, row in enumerate(rows)),
    ):
        canvas.setFont(font, 9)
        for x, words in zip((60, 300, 400, 480), row, strict=True):
            canvas.drawString(x, y, words)
    canvas.line(295, 575, 545, 575)
    canvas.save()
    found = read_plan(path)
    assert [i.name for i in found.indicators] == ["Båtplatser", "Bryggor"]


def test_a_rule_under_the_upper_level_of_a_ruled_header_leaves_the_table_as_it_is(tmp_path: Path) -> None:
    whole = [("LINEABOVE", (0, 0), (-1, 0), 0.5, "black"), ("LINEBELOW", (0, 1), (-1, -1), 0.5, "black")]
    upper = ("LINEBELOW", (1, 0), (-1, 0), 0.5, "black")
    drawn = table([*HEAD, *ROWS], WIDTHS, "none", head=2, fill=None, spans=SPANS, extra=[*whole, upper])
    found = read(tmp_path, TITLE, *prose(4), text("Mål och mått", "h1"), "Så mäts målen.", drawn, *prose(3))
    assert [i.name for i in found.indicators] == [row[0] for row in ROWS]
