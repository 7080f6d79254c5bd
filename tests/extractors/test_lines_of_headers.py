"""Headers of two lines over the first rule of a table, with the label of the first column at half their height."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawings import A4, Draw, draw_pages, text
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan

YEARS = ("2031", "2032", "2034")


def rule(top: float, end: float) -> Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setLineWidth(0.5)
        canvas.line(60, height - top, end, height - top)

    return draw


def headers(folder: Path, step: float, upper: list[tuple[float, str]]) -> list[list[str]]:
    """The headers of the columns of a table whose columns are `step` wide."""
    at = [200 + step * i for i in range(3)]
    end = at[-1] + step
    page = [text(x, 100, words, 8, bold=True) for x, words in upper]
    page += [text(60, 104.6, "Mått", 8, bold=True)]
    page += [text(x, 109.2, year, 8, bold=True) for x, year in zip(at, YEARS, strict=True)]
    page += [rule(120, end)]
    for i, row in enumerate((("Gästande båtar", "87", "89", "91"), ("Rena badprov", "78", "80", "84"))):
        top = 124 + 16 * i
        page += [text(60, top, row[0], 8), *(text(x, top, v, 8) for x, v in zip(at, row[1:], strict=True))]
        page += [rule(top + 13, end)]
    draw_pages(folder, [page], A4)
    (found,) = read_plan(folder / "drawn.pdf").tables
    rows = [[c.text for c in found.cells if c.row == row] for row in range(found.header_rows)]
    return rows


@pytest.mark.parametrize("step", [60, 27])
def test_the_upper_line_of_a_header_is_of_its_columns(step: float, tmp_path: Path) -> None:
    upper = [(200 + step * i, word) for i, word in enumerate(("Utfall", "Utfall", "Mål"))]
    said = [text for row in headers(tmp_path, step, upper) for text in row]
    assert " ".join(said).count("Utfall") == 2 and not any("Utfall Utfall" in text for text in said)
    assert any(text.startswith("Mål") and text != "Mått" for text in said)


def test_a_line_that_leaves_open_what_it_is_over_is_no_header(tmp_path: Path) -> None:
    found = headers(tmp_path, 27, [(212, "Utfall"), (239, "Mål")])
    assert found == [["Mått", *YEARS]]
