"""Where tables are on a page, on pages drawn rule by rule; what only looks like a table is none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import drawings
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractors.cells import Grid
from extractors.columns import gutters, is_tabular
from extractors.grids import find_grids
from extractors.lines import find_rows, segments_of
from pipeline.records import PageLayout

XS = (60, 240, 320, 400, 500)
YS = (100, 130, 160, 190)
WORDS = (
    ("Indikator", "2029", "2030", "Ansvarig"),
    ("Antal lån", "310", "350", "Kultur"),
    ("Besök", "120", "140", "Fritid"),
)


def page(folder: Path, *draws: drawings.Draw) -> PageLayout:
    [layout] = drawings.draw_pages(folder, [draws], drawings.A4)
    return layout


def cells(rows: Sequence[Sequence[str]] = WORDS, xs: Sequence[float] = XS, ys: Sequence[float] = YS) -> drawings.Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFont("Helvetica", 9)
        for row, top in zip(rows, ys, strict=False):
            for words, left in zip(row, xs, strict=False):
                canvas.drawString(left + 4, height - top - 18, words)

    return draw


def line(x0: float, y0: float, x1: float, y1: float, thick: float = 0.5) -> drawings.Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setLineWidth(thick)
        canvas.line(x0, height - y0, x1, height - y1)

    return draw


def filled(x0: float, top: float, x1: float, bottom: float, colour: float = 0.8) -> drawings.Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillGray(colour)
        canvas.rect(x0, height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def across(*ys: float) -> list[drawings.Draw]:
    return [line(XS[0], y, XS[-1], y) for y in ys]


def down(*xs: float) -> list[drawings.Draw]:
    return [line(x, YS[0], x, YS[-1]) for x in xs]


def shape(grid: Grid) -> tuple[int, int, str]:
    return grid.n_rows, grid.n_cols, grid.road


FULL = [*across(*YS), *down(*XS)]


# ------------------------------------------------------------------ ruled


@pytest.mark.parametrize(
    "rules",
    [
        FULL,
        [*across(*YS), *down(*XS[1:-1])],  # no outer verticals
        [*across(*YS[1:-1]), *down(*XS)],  # no rule at the top and the bottom
        [line(x, y, x + w, y) for y in YS for x, w in ((60, 180), (240, 80), (320, 80), (400, 100))] + down(*XS),
        [line(XS[0] + (i % 2) * 2, y, XS[-1] - (i % 2) * 2, y) for i, y in enumerate(YS)] + down(*XS),  # not quite met
        [filled(60, y, 500, y + 0.8, 0) for y in YS] + [filled(x, 100, x + 0.8, 190, 0) for x in XS],  # as rectangles
    ],
    ids=["full", "open sides", "open ends", "drawn by cell", "ends that miss", "thin rectangles"],
)
def test_rules_in_both_directions(rules: list[drawings.Draw], tmp_path: Path) -> None:
    [grid] = find_grids(page(tmp_path, cells(), *rules))
    assert shape(grid) == (3, 4, "ruled")
    assert [round(x) for x in grid.xs] == pytest.approx(XS, abs=3)
    assert len(grid.cells) == 12


def test_a_merged_cell_whose_texts_stand_apart_in_each_column_is_none(tmp_path: Path) -> None:
    rules = [*across(100, 130, 160, 190), *down(60, 500), *(line(x, 100, x, 130) for x in (240, 320, 400))]
    [grid] = find_grids(page(tmp_path, cells(), *rules))  # the verticals end with the header

    assert {(cell.row_span, cell.col_span) for cell in grid.cells} == {(1, 1)}


def test_stroked_rectangles_make_a_grid(tmp_path: Path) -> None:
    def draw(canvas: Canvas, height: float) -> None:
        for top, bottom in pairwise(YS):
            for left, right in pairwise(XS):
                canvas.rect(left, height - bottom, right - left, bottom - top)

    [grid] = find_grids(page(tmp_path, cells(), draw))
    assert shape(grid) == (3, 4, "ruled")


def test_cells_without_a_rule_between_them_are_merged(tmp_path: Path) -> None:
    rules = [*across(100, 130, 190), line(240, 160, 500, 160), *down(60, 240, 320, 500), line(400, 130, 400, 190)]
    words = [("Indikator", "2029", "Därefter"), *WORDS[1:]]
    [grid] = find_grids(page(tmp_path, cells(words), *rules))

    spans = {(cell.row, cell.col): (cell.row_span, cell.col_span) for cell in grid.cells}
    assert spans[0, 2] == (1, 2)  # over two columns in the header
    assert spans[1, 0] == (2, 1)  # over two rows
    assert spans[1, 3] == (1, 1)


def test_a_header_that_is_shaded_but_not_ruled(tmp_path: Path) -> None:
    rules = [*across(130, 160, 190), *(line(x, 130, x, 190) for x in XS), filled(60, 100, 500, 130)]
    [grid] = find_grids(page(tmp_path, *rules, cells()))
    assert shape(grid) == (3, 4, "ruled")


def test_two_grids_on_a_page(tmp_path: Path) -> None:
    other = [line(x, 300, x, 360) for x in XS] + [line(60, y, 500, y) for y in (300, 330, 360)]
    grids = find_grids(page(tmp_path, cells(), cells(ys=(300, 330)), *FULL, *other))
    assert [shape(grid) for grid in grids] == [(3, 4, "ruled"), (2, 4, "ruled")]


# ------------------------------------------------------------------ banded


@pytest.mark.parametrize(
    "rules",
    [across(*YS), across(130, 160, 190), across(*YS[1:-1]), across(100, 130, 190)],
    ids=["all", "no top", "between", "header and sum"],
)
def test_horizontal_rules_only(rules: list[drawings.Draw], tmp_path: Path) -> None:
    [grid] = find_grids(page(tmp_path, cells(), *rules))
    assert (grid.n_cols, grid.road) == (4, "banded")
    assert grid.n_rows == 3


def test_a_double_rule_is_one_border(tmp_path: Path) -> None:
    [grid] = find_grids(page(tmp_path, cells(), *across(100, 130, 160, 187, 190)))
    assert grid.n_rows == 3


def test_a_part_over_two_columns_joins_them(tmp_path: Path) -> None:
    rows = (("Indikator", "Värden för flera år i följd", "", "Ansvarig"), *WORDS[1:], ("Resor", "12", "14", "Teknik"))
    ys = (100, 130, 160, 190, 220)
    [grid] = find_grids(page(tmp_path, cells(rows, ys=ys), *across(*ys)))
    assert [(c.col, c.col_span) for c in grid.cells if c.row == 0] == [(0, 1), (1, 2), (3, 1)]


# ------------------------------------------------------------------ what is no table


@pytest.mark.parametrize(
    "draws",
    [
        [line(60, 100, 500, 100), drawings.text(60, 110, "Kommunen planerar för flera år.", 9)],
        [filled(60, 100, 500, 160), drawings.text(70, 110, "Fakta: Kommunen har tre bibliotek.", 9)],
        [drawings.box(60, 100, 500, 160, "Kommunen har tre bibliotek och en simhall.", round_corners=False)],
        [drawings.text(60, 100, "Ett", 9), drawings.text(200, 100, "två", 9), drawings.text(300, 100, "tre", 9)],
        [*across(100, 130, 160)],
        [line(60, y, 60 + 90, y) for y in (100, 130, 160)],
    ],
    ids=["one rule", "shaded box", "framed box", "no rules", "rules without words", "short rules"],
)
def test_what_is_no_table(draws: list[drawings.Draw], tmp_path: Path) -> None:
    assert find_grids(page(tmp_path, *draws)) == ()


def test_a_list_with_bullets_between_rules_is_no_table(tmp_path: Path) -> None:
    def bullets(canvas: Canvas, height: float) -> None:
        canvas.setFont("Helvetica", 9)
        for top in (110, 125, 140):
            canvas.drawString(62, height - top, "–")
            canvas.drawString(80, height - top, "Kommunen bygger nya bostäder nära stationen")

    assert find_grids(page(tmp_path, bullets, *across(100, 150))) == ()


# ------------------------------------------------------------------ rows and columns


def test_is_tabular_asks_for_parts_that_stand_apart(tmp_path: Path) -> None:
    layout = page(tmp_path, cells((("Antal lån", "310", "350", "Kultur"), ("Kommunen planerar för flera år",))))
    apart, running = find_rows(layout.words)
    assert [segment.text for segment in segments_of(apart)] == ["Antal lån", "310", "350", "Kultur"]
    assert is_tabular(apart, 60, 500) and not is_tabular(running, 60, 500)


def test_gutters_are_the_white_stripes_between_columns(tmp_path: Path) -> None:
    rows = find_rows(page(tmp_path, cells()).words)
    borders = gutters(rows, 60, 500)
    assert len(borders) == 5
    for border, left in zip(borders[1:-1], XS[1:-1], strict=True):
        assert left - 180 < border <= left + 4


BAND_YS = (100, 130, 150, 180, 200, 230)  # header, band, row, band, row


def parted(
    upright: Sequence[tuple[int, int]],
    xs: Sequence[Sequence[float]] | None = None,
    last: Sequence[str] = WORDS[2],
    over_last: str = "Fritid",
) -> list[drawings.Draw]:
    """A table with two rows across that have a fill and no borders; `upright` are the rows that have verticals."""
    columns = xs or [XS] * len(upright)
    words = (WORDS[0], ("", "", "", ""), WORDS[1], ("", "", "", ""), last)
    borders = [
        line(x, BAND_YS[a], x, BAND_YS[b]) for (a, b), places in zip(upright, columns, strict=True) for x in places
    ]
    titles = [drawings.text(XS[0] + 4, BAND_YS[n] + 3, title, 9) for n, title in ((1, "Barn och unga"), (3, over_last))]
    fills = [filled(XS[0], BAND_YS[n], XS[-1], BAND_YS[n + 1]) for n in (1, 3)]
    rules = [line(XS[0], y, XS[-1], y) for y in BAND_YS]
    return [*fills, *titles, cells(words, ys=BAND_YS), *rules, *borders]


def test_shaded_rows_without_borders_part_a_table_and_do_not_end_it(tmp_path: Path) -> None:
    [grid] = find_grids(page(tmp_path, *parted(((0, 1), (2, 3), (4, 5)))))
    assert (grid.n_rows, grid.n_cols) == (5, 4)
    assert [(c.row, c.col_span) for c in grid.cells if c.col_span > 1] == [(1, 4), (3, 4)]


@pytest.mark.parametrize(
    ("last", "over_last"),
    [
        (("Indikator", "Mål 2030", "Utfall 2029", "Källa"), "Fritid"),
        (WORDS[2], "Kostnader (mnkr)"),
        (WORDS[2], "År 2032"),
    ],
    ids=["another header", "another unit", "another year"],
)
def test_a_shaded_row_over_other_figures_ends_a_table(last: tuple[str, ...], over_last: str, tmp_path: Path) -> None:
    grids = find_grids(page(tmp_path, *parted(((0, 1), (2, 3), (4, 5)), None, last, over_last)))
    assert all(grid.n_rows < 5 for grid in grids)


def test_a_shaded_row_between_tables_of_other_columns_joins_nothing(tmp_path: Path) -> None:
    other = (60, 200, 350, 450, 500)
    grids = find_grids(page(tmp_path, *parted(((0, 1), (2, 3), (4, 5)), (other, XS, other))))
    assert all(grid.n_rows <= 2 for grid in grids)


@pytest.mark.parametrize(("title", "spans"), [("En kommun som är öppen för alla som bor här", [4]), ("", [1, 1, 1, 1])])
def test_one_text_on_a_fill_that_runs_over_the_columns_below_is_a_row_of_its_own(
    title: str, spans: list[int], tmp_path: Path
) -> None:
    heads = [drawings.text(x + 4, 105, head, 9) for x, head in zip(XS, WORDS[0], strict=False) if not title]
    [grid] = find_grids(
        page(
            tmp_path,
            filled(60, 100, 500, 130),
            drawings.text(180, 105, title, 9),
            *heads,
            cells(WORDS[1:], ys=YS[1:]),
            *[line(60, y, 500, y) for y in YS[1:]],
            *[line(x, 130, x, 190) for x in XS],
        )
    )
    assert [cell.col_span for cell in grid.cells if cell.row == 0] == spans


AIRY = (100, 130, 160, 190, 220, 250)


def airy(over_last: str, last: tuple[str, ...] = WORDS[2]) -> list[drawings.Draw]:
    """A table of tall rows with horizontal rules, and a line between two of them."""
    head = [drawings.text(x + 4, 110, words, 9, bold=True) for x, words in zip(XS, WORDS[0], strict=False)]
    rows = (WORDS[1], WORDS[2], (over_last,), last)
    return [filled(60, 100, 500, 130), *head, cells(rows, ys=AIRY[1:]), *across(*AIRY[1:])]


def test_a_label_as_tall_as_the_rows_of_an_airy_table_is_one_of_them(tmp_path: Path) -> None:
    [grid] = find_grids(page(tmp_path, *airy("Mål: Fler läser")))
    assert shape(grid) == (5, 4, "banded")


def test_a_line_as_tall_over_a_header_begins_another_table(tmp_path: Path) -> None:
    grids = find_grids(page(tmp_path, *airy("Fritid i siffror", ("Mått", "2030", "2031", "Källa"))))
    assert all(grid.n_rows < 5 for grid in grids)


def test_what_stands_in_plain_print_over_a_bold_header_is_no_row(tmp_path: Path) -> None:
    legend = [
        drawings.text(x, 85, words, 8) for x, words in ((64, "Status"), (180, "Når målet"), (330, "Når inte målet"))
    ]
    [grid] = find_grids(page(tmp_path, *legend, *airy("Mål: Fler läser")))
    assert grid.box.top >= 99


@pytest.mark.parametrize(("behind", "columns"), [("(2031)", 3), ("(aug 2031)", 3), ("≥ 45", 4)])
def test_the_time_in_brackets_behind_a_value_is_no_column(behind: str, columns: int, tmp_path: Path) -> None:
    ys = tuple(range(100, 250, 18))
    values = [f"{n} {behind}" for n in (7, 91, 12, 38, 64, 5, 23)]
    width = stringWidth(behind, "Helvetica", 9)
    shown = [
        drawings.text(300 - width - stringWidth(f"{value.split()[0]} ", "Helvetica", 9), y + 4, value, 9)
        for value, y in zip(values, ys[1:], strict=False)
    ]
    names = [drawings.text(64, y + 4, f"Mått {chr(65 + i)}", 9) for i, y in enumerate(ys[1:-1])]
    goals = [drawings.text(420, y + 4, "50", 9) for y in ys[1:-1]]
    head = [drawings.text(x, 104, word, 9, bold=True) for x, word in ((64, "Mått"), (260, "Utfall"), (420, "Mål"))]
    [grid] = find_grids(page(tmp_path, *head, *names, *shown, *goals, *across(*ys)))
    assert grid.n_cols == columns
