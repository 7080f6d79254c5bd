"""Rows that no table holds are told."""

from __future__ import annotations

from pathlib import Path

from drawings import A4, text
from papers import prose, published, table
from papers import text as paragraph
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan


def told(troubles: object) -> list[str]:
    return [one.code for one in troubles if one.code == "rows-in-no-table"]  # type: ignore[attr-defined]


def test_a_lone_line_with_a_label_and_values_is_told(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plan.pdf"), pagesize=A4)
    text(60, 60, "Verksamhetsplan 2031", 24, True)(canvas, A4[1])
    text(60, 120, "Nämnden planerar sitt arbete för flera år och följer upp det varje höst.", 10)(canvas, A4[1])
    for x, words in ((60, "Läckage i näten"), (260, "19,4"), (330, "18,7"), (400, "16,2")):
        text(x, 300, words, 10)(canvas, A4[1])
    canvas.save()
    [trouble] = [one for one in read_plan(tmp_path / "plan.pdf").troubles if one.code == "rows-in-no-table"]
    assert trouble.page == 1
    assert "Läckage i näten" in trouble.message


def test_rows_of_a_table_and_numbers_in_text_are_not(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2030", "Mål 2031"], ["Läckage", "19,4", "18"], ["Fel", "4", "3"]]
    story = [paragraph("Verksamhetsplan 2031", "title"), *prose(3), table(rows, [200, 80, 80]), *prose(3)]
    read = published(tmp_path, *story, paragraph("År 2030 hade nämnden 12 förskolor och 4 skolor."))
    assert told(read.problems) == []
