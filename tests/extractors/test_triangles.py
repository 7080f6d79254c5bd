"""Triangles: figures where a legend explains them beside others, arrows elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
import pytest
from drawings import A4, Draw, draw_pages, text
from papers import TEXT_WIDTH, prose, published, style, table
from papers import text as paragraph
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus import Table as SetTable

from extractors.families.legend import find_legends
from extractors.families.marks import TRIANGLE

GREEN, YELLOW, RED = "#3aa655", "#f2c230", "#d43b3b"
MET, PARTLY, MISSED = "Målet är nått", "Målet är delvis nått", "Målet är inte nått"
HEAD = ["Indikator", "Utfall 2031", "Mål 2031"]
REPORT = paragraph("Delårsrapport 2031 – Hamnnämnden", "title")


@cache
def sign_font() -> str:
    """A font that has circles and triangles; the tests' own has none."""
    pdfmetrics.registerFont(TTFont("triangles", BytesIO(pymupdf_fonts.fontbuffers["figo"]())))
    return "triangles"


def sign(x: float, top: float, fill: str, char: str) -> Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor(fill))
        canvas.setFont(sign_font(), 10)
        canvas.drawString(x, height - top - 9, char)

    return draw


def legend(folder: Path, *entries: tuple[str, str, str], more: Sequence[Draw] = ()) -> dict[str, str]:
    """The legend of a page that explains signs on one line."""
    line: list[Draw] = []
    for i, (char, colour, meaning) in enumerate(entries):
        line += [sign(60 + 160 * i, 100, colour, char), text(75 + 160 * i, 98, meaning, 10)]
    return find_legends(draw_pages(folder, [[*line, *more]], A4))


def coloured(char: str, colour: str) -> str:
    return f'<font name="{sign_font()}" color="{colour}">{char}</font>'


def shaded(*lines: str) -> Flowable:
    """A shaded box with a goal and, under it, how well it was met."""
    inner = [Paragraph(lines[0], style("h3")), *(Paragraph(f"<b>{line}</b>", style("body")) for line in lines[1:])]
    return SetTable([[inner]], [TEXT_WIDTH], style=[("BACKGROUND", (0, 0), (-1, -1), HexColor("#eef4f8"))])


def test_a_triangle_beside_other_figures_is_one(tmp_path: Path) -> None:
    found = legend(tmp_path, ("●", GREEN, MET), ("▲", YELLOW, PARTLY), ("■", RED, MISSED))
    assert found == {GREEN: MET, YELLOW: PARTLY, RED: MISSED, TRIANGLE: PARTLY}


def test_triangles_that_point_down_too_are_arrows(tmp_path: Path) -> None:
    more = [sign(60, 140, GREEN, "▼")]
    found = legend(tmp_path, ("●", GREEN, MET), ("▲", YELLOW, PARTLY), ("■", RED, MISSED), more=more)
    assert found == {GREEN: MET, RED: MISSED}


def test_a_black_triangle_is_an_arrow(tmp_path: Path) -> None:
    found = legend(tmp_path, ("●", GREEN, MET), ("■", RED, MISSED), ("▲", "#000000", "Värdet ökar"))
    assert found == {GREEN: MET, RED: MISSED}


def test_a_meaning_goes_on_up_to_the_next_figure(tmp_path: Path) -> None:
    wrapped = [text(60, 114, "inte nått", 10), sign(110, 116, "#f2c230", "●"), text(125, 114, PARTLY, 10)]
    found = legend(tmp_path, ("●", GREEN, MET), ("■", RED, "Målet är"), more=wrapped)
    assert found == {GREEN: MET, RED: MISSED, YELLOW: PARTLY}


def test_a_figure_before_a_name_judges_the_row_and_is_no_part_of_the_name(tmp_path: Path) -> None:
    signs = [("●", GREEN, MET), ("▲", YELLOW, PARTLY), ("■", RED, MISSED)]
    explained = paragraph(" ".join(f"{coloured(char, colour)} {meaning}" for char, colour, meaning in signs))
    names = ("Gästande båtar", "Rena badprov", "Lagade bryggor")
    rows = [[f"{coloured(*figure[:2])} {name}", "410", "450"] for figure, name in zip(signs, names, strict=True)]
    found = published(tmp_path, REPORT, *prose(3), explained, *prose(3), table([HEAD, *rows], [220, 80, 80]))
    assert [(i.name, i.assessment_code) for i in found.indicators] == [
        ("Gästande båtar", "met"),
        ("Rena badprov", "partly_met"),
        ("Lagade bryggor", "not_met"),
    ]


@pytest.mark.parametrize("char", ["▲", "●"])
def test_the_box_of_a_goal_says_under_it_how_well_it_was_met(char: str, tmp_path: Path) -> None:
    box = shaded("Nämndmål: Hamnen är öppen för alla", f"{coloured(char, YELLOW)} Delvis uppfyllt")
    found = published(tmp_path, REPORT, *prose(3), box, *prose(3))
    assert [(g.title, g.assessment) for g in found.goals] == [("Hamnen är öppen för alla", "Delvis uppfyllt")]


def test_other_words_in_the_box_of_a_goal_are_no_judgement(tmp_path: Path) -> None:
    box = shaded("Nämndmål: Hamnen är öppen för alla", f"{coloured('▲', YELLOW)} Delvis ombyggd")
    found = published(tmp_path, REPORT, *prose(3), box, *prose(3))
    assert [(g.title, g.assessment) for g in found.goals] == [("Hamnen är öppen för alla", None)]
