"""Legends drawn as coloured figures, the figures in cells and beside goals that use them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from drawings import A4, Draw, box, draw_pages, text
from papers import sign_font
from PIL import Image, ImageDraw
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from extractors.families.goal_marks import judge_goals
from extractors.families.legend import find_legends
from extractors.families.marks import RING, mark_colour, meaning_of, without_figures
from pipeline.normalise import normalise
from pipeline.records import Box, PageLayout, Place, RawGoal, Shape, SourceDocument, Word

GREEN, YELLOW, RED, BLUE, GREY = "#3aa655", "#f2c230", "#d43b3b", "#2e75b6", "#a6a6a6"
MEANINGS = [(GREEN, "Målet nås"), (YELLOW, "Målet nås delvis"), (RED, "Målet nås inte")]
LEGEND = dict(MEANINGS)

Figure = Callable[[float, float, str], Draw]
PICTURE = 40  # dots of each side of a mark that is pasted as a picture


def circle(x: float, top: float, fill: str, size: float = 9) -> Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor(fill))
        canvas.circle(x + size / 2, height - top - size / 2, size / 2, stroke=0, fill=1)

    return draw


def square(x: float, top: float, fill: str) -> Draw:
    return box(x, top, x + 9, top + 9, fill=fill, stroke=None, round_corners=False)


def framed(x: float, top: float, fill: str) -> Draw:
    """A square with a border that is a figure of its own under it."""

    def draw(canvas: Canvas, height: float) -> None:
        box(x - 1, top - 1, x + 10, top + 10, fill="#1d4d2b", stroke=None, round_corners=False)(canvas, height)
        square(x, top, fill)(canvas, height)

    return draw


def swatch(x: float, top: float, fill: str) -> Draw:
    return box(x, top, x + 26, top + 11, fill=fill, stroke="#000000", round_corners=False)


def sign(x: float, top: float, fill: str, char: str = "●") -> Draw:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor(fill))
        canvas.setFont(sign_font(), 10)
        canvas.drawString(x, height - top - 9, char)

    return draw


def dingbat(x: float, top: float, fill: str) -> Draw:
    """A circle in a font of signs, where it is the letter l."""

    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor(fill))
        canvas.setFont("ZapfDingbats", 10)
        canvas.drawString(x, height - top - 9, "●")

    return draw


def words(x: float, top: float, printed: str) -> Draw:
    return text(x, top - 2, printed, 10)


def picture(x: float, top: float, fill: str) -> Draw:
    """A circle pasted as a picture that one can see through around it."""
    image = Image.new("RGBA", (PICTURE, PICTURE), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((0, 0, PICTURE - 1, PICTURE - 1), fill=fill)

    def draw(canvas: Canvas, height: float) -> None:
        canvas.drawImage(ImageReader(image), x, height - top - 10, 10, 10, mask="auto")

    return draw


def on_line(figure: Figure, entries: Sequence[tuple[str, str]], x: float = 60, top: float = 100) -> list[Draw]:
    parts = []
    for i, (colour, meaning) in enumerate(entries):
        parts += [figure(x + 150 * i, top, colour), words(x + 150 * i + 30, top, meaning)]
    return parts


def stacked(
    figure: Figure, entries: Sequence[tuple[str, str]], x: float = 60, top: float = 100, step: float = 18
) -> list[Draw]:
    parts = []
    for i, (colour, meaning) in enumerate(entries):
        parts += [figure(x, top + step * i, colour), words(x + 32, top + step * i, meaning)]
    return parts


def found(folder: Path, *pages: Sequence[Draw]) -> dict[str, str]:
    return find_legends(draw_pages(folder, pages, A4))


# ------------------------------------------------------------------ legends


@pytest.mark.parametrize("figure", [circle, square, framed, swatch, sign, dingbat, picture])
@pytest.mark.parametrize("layout", [on_line, stacked])
def test_a_legend_is_read_however_it_is_drawn(
    layout: Callable[..., list[Draw]], figure: Figure, tmp_path: Path
) -> None:
    assert found(tmp_path, [text(60, 40, "Uppföljning", 16), *layout(figure, MEANINGS)]) == LEGEND


def test_arrows_and_grey_figures_end_the_meaning_before_them(tmp_path: Path) -> None:
    last = [circle(430, 100, GREY), words(442, 100, "Andra mått")]
    arrows = [sign(495, 100, "#000000", "↗"), words(507, 100, "Ökar")]
    page = [*on_line(circle, MEANINGS[:2]), circle(340, 100, RED), words(352, 100, "Målet nås inte"), *last, *arrows]
    assert found(tmp_path, page) == LEGEND


@pytest.mark.parametrize("colour", ["", "Grå: "])
@pytest.mark.parametrize("layout", [on_line, stacked])
def test_a_grey_figure_says_what_is_not_judged(layout: Callable[..., list[Draw]], colour: str, tmp_path: Path) -> None:
    entries = [MEANINGS[0], (GREY, "Ej bedömt"), MEANINGS[2]]
    printed = [(fill, f"{colour}{said}" if fill == GREY else said) for fill, said in entries]
    assert found(tmp_path, layout(circle, printed)) == dict(entries)


def test_another_label_behind_the_last_meaning_ends_it(tmp_path: Path) -> None:
    entries = [MEANINGS[0], MEANINGS[2], (GREY, "Ej bedömt")]
    printed = on_line(circle, [*entries[:2], (GREY, "Ej bedömt Pil: sedan förra året")])
    assert found(tmp_path, printed) == dict(entries)


def test_grey_marks_of_rows_and_goals_are_read_where_a_legend_explains_grey(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    rows = [("Sjukfrånvaro", GREEN), ("Nöjda brukare", RED), ("Kostnad per elev", GREY)]
    parts = [text(40, 20, "Delårsrapport augusti 2031", 24, True)]
    parts += [*on_line(circle, [*MEANINGS, (GREY, "Ej bedömt")], x=60)]
    for col, head in ((75, "Indikator"), (260, "Utfall 2030"), (360, "Mål 2031")):
        parts.append(text(col, 200, head, 9, True))
    for at, (name, colour) in enumerate(rows):
        parts += [circle(60, 220 + 20 * at, colour, 8), text(75, 218 + 20 * at, name, 9)]
        parts += [text(260, 218 + 20 * at, str(70 + at), 9), text(360, 218 + 20 * at, str(80 + at), 9)]
    for part in parts:
        part(canvas, A4[1])
    canvas.save()
    source = SourceDocument(path, path.name, "ab" * 32, 1, "ab" * 8)
    rows_read = normalise(read_plan(path), source).indicators

    assert [(i.name, i.assessment, i.assessment_code) for i in rows_read] == [
        ("Sjukfrånvaro", "Målet nås", "met"),
        ("Nöjda brukare", "Målet nås inte", "not_met"),
        ("Kostnad per elev", "Ej bedömt", "not_assessed"),
    ]


def test_pieces_of_a_picture_and_photographs_are_no_marks(tmp_path: Path) -> None:
    tiles = [picture(60 + 10 * i, 100, GREEN) for i in range(4)]
    photograph = ImageReader(Image.effect_noise((PICTURE, PICTURE), 80).convert("RGB"))
    parts = [*tiles, words(60, 200, "Parken"), lambda canvas, _: canvas.drawImage(photograph, 200, 400, 12, 12)]
    [page] = draw_pages(tmp_path, [parts], A4)
    assert page.shapes == ()


def ring(x: float, top: float, outline: str = "#888888") -> Draw:
    """An empty circle: white, with its outline as a figure of its own."""

    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.circle(x + 4.5, height - top - 4.5, 4, stroke=0, fill=1)
        canvas.setStrokeColor(HexColor(outline))
        canvas.circle(x + 4.5, height - top - 4.5, 4, stroke=1, fill=0)

    return draw


def diamond(x: float, top: float, fill: str) -> Draw:
    def draw(canvas: Canvas, height: float) -> None:
        path = canvas.beginPath()
        path.moveTo(x - 0.7, height - top - 4.5)
        for dx, dy in ((4.5, 0.7), (9.7, -4.5), (4.5, -9.7)):
            path.lineTo(x + dx, height - top + dy)
        path.close()
        canvas.setFillColor(HexColor(fill))
        canvas.drawPath(path, stroke=0, fill=1)

    return draw


def test_figures_of_many_shapes_make_one_legend_and_an_empty_ring_is_one_of_them(tmp_path: Path) -> None:
    shapes = [circle(60, 100, GREEN), diamond(210, 100, YELLOW), square(360, 100, RED), ring(480, 100)]
    meanings = [text(90, 98, "Nås", 10), text(240, 98, "Nås delvis", 10), text(390, 98, "Nås inte", 10)]
    page = [words(20, 100, "Nu:"), *shapes, *meanings, words(500, 100, "Ej mätt")]
    below = words(20, 112, "Trenden mäts jämfört med samma period")
    explained = {GREEN: "Nås", YELLOW: "Nås delvis", RED: "Nås inte", RING: "Ej mätt"}
    assert found(tmp_path, [*page, below]) == explained
    assert meaning_of(RING, explained) == "Ej mätt"
    assert meaning_of(RING, LEGEND) is None


def test_the_border_of_a_coloured_figure_is_no_ring(tmp_path: Path) -> None:
    def outlined(x: float, top: float, fill: str) -> Draw:
        def draw(canvas: Canvas, height: float) -> None:
            circle(x, top, fill)(canvas, height)
            canvas.setStrokeColor(HexColor("#444444"))
            canvas.circle(x + 4.5, height - top - 4.5, 4.5, stroke=1, fill=0)

        return draw

    assert found(tmp_path, on_line(outlined, MEANINGS)) == LEGEND


@pytest.mark.parametrize("lead", ["Förklaring:", "Teckenförklaring", "Så läser du färgerna:"])
def test_words_may_lead_to_a_legend(lead: str, tmp_path: Path) -> None:
    assert found(tmp_path, [words(40, 100, lead), *on_line(circle, MEANINGS[1:], x=170)]) == dict(MEANINGS[1:])


@pytest.mark.parametrize("layout", [on_line, stacked])
def test_a_meaning_on_two_lines_is_read_whole(layout: Callable[..., list[Draw]], tmp_path: Path) -> None:
    page = layout(circle, [(GREEN, "Målet nås"), (RED, "Målet bedöms")])
    below = words(240, 112, "inte kunna nås") if layout is on_line else words(92, 130, "inte kunna nås")
    assert found(tmp_path, [*page, below]) == {GREEN: "Målet nås", RED: "Målet bedöms inte kunna nås"}


def test_a_last_meaning_may_go_on_at_the_left_edge(tmp_path: Path) -> None:
    page = [*on_line(circle, [(GREEN, "Målet nås"), (RED, "Målet")]), words(60, 112, "nås inte")]
    assert found(tmp_path, page)[RED] == "Målet nås inte"


def test_a_paragraph_under_a_legend_is_no_part_of_it(tmp_path: Path) -> None:
    page = [*stacked(swatch, MEANINGS), words(60, 152, "Pilen visar riktningen sedan i fjol.")]
    assert found(tmp_path, page) == LEGEND


@pytest.mark.parametrize("printed", ["Grön – {}", "Grönt: {}", "= {}"])
def test_the_name_of_the_colour_is_no_part_of_the_meaning(printed: str, tmp_path: Path) -> None:
    page = stacked(square, [(GREEN, printed.format("målet nås")), (RED, "Målet nås inte")])
    assert found(tmp_path, page)[GREEN] == "målet nås"


@pytest.mark.parametrize(
    ("why", "page"),
    [
        ("one colour is no legend", stacked(circle, [(GREEN, "Målet nås"), (GREEN, "Målet nås inte")])),
        ("a lone figure is no legend", stacked(circle, MEANINGS[:1])),
        ("years of a diagram judge nothing", on_line(square, [(BLUE, "Utfall 2029"), (RED, "Budget 2030")])),
        (
            "groups of a diagram judge nothing",
            on_line(square, [(BLUE, "Andel elever som når alla mål"), (RED, "Andel elever nära skolan")]),
        ),
        ("names of a diagram judge nothing", stacked(square, [(BLUE, "Skola"), (GREEN, "Kultur"), (RED, "Vård")])),
        ("two colours with one meaning", stacked(circle, [(GREEN, "Målet nås"), (RED, "Målet nås")])),
        ("three colours with two meanings", stacked(circle, [*MEANINGS[:2], (RED, "Målet nås")])),
        (
            "text far from its figure",
            [circle(60, 100, GREEN), words(140, 100, "Målet nås"), circle(60, 118, RED), words(140, 118, "Delvis nås")],
        ),
        ("figures far apart", stacked(circle, MEANINGS[:2], step=120)),
        ("figures of two sizes", [*stacked(circle, MEANINGS[:1]), *stacked(swatch, MEANINGS[1:2], top=118)]),
        ("figures without text", [circle(60, 100, GREEN), circle(60, 118, YELLOW), circle(60, 136, RED)]),
        (
            "a column of a data table",
            [*stacked(circle, MEANINGS, x=240), *(words(60, 100 + 18 * i, f"Mått {i}") for i in range(3))],
        ),
        (
            "a first column with values after the text",
            [*stacked(circle, MEANINGS), *(words(320, 100 + 18 * i, "84 %") for i in range(3))],
        ),
        (
            "boxes with text in them",
            [
                *(box(60, top, 115, top + 18, "Ruta", fill=fill, size=9) for top, fill in ((100, GREEN), (122, RED))),
                *(words(125, top + 5, meaning) for top, meaning in ((100, "Målet nås"), (122, "Målet nås inte"))),
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_surely_a_legend_explains_nothing(why: str, page: list[Draw], tmp_path: Path) -> None:
    assert found(tmp_path, page) == {}, why


def test_meanings_may_tell_how_far_a_level_is(tmp_path: Path) -> None:
    meanings = [(GREEN, "Når målvärdet"), (YELLOW, "Nära målvärdet"), (RED, "Når inte målvärdet")]
    assert found(tmp_path, on_line(circle, meanings)) == dict(meanings)


def test_a_colour_explained_in_two_ways_is_left_out(tmp_path: Path) -> None:
    other = [(GREEN, "Uppdraget är klart"), (RED, "Målet nås inte")]
    assert found(tmp_path, stacked(circle, MEANINGS), stacked(circle, other)) == dict(MEANINGS[1:])


def test_a_legend_repeated_on_each_page_is_one(tmp_path: Path) -> None:
    assert found(tmp_path, stacked(circle, MEANINGS), stacked(circle, MEANINGS)) == LEGEND


def test_a_colour_is_looked_up_within_the_rounding_of_two_programs() -> None:
    assert meaning_of("#3ba756", LEGEND) == "Målet nås"
    assert meaning_of("#92d050", LEGEND) is None  # another green
    assert meaning_of(None, LEGEND) is None


@pytest.mark.parametrize(
    ("printed", "words_alone"), [("●", ""), ("● Målet nås", "Målet nås"), ("●Klart", "Klart"), ("● ↗", "↗"), ("-", "-")]
)
def test_figures_are_no_words(printed: str, words_alone: str) -> None:
    assert without_figures(printed) == words_alone


def test_many_small_empty_cells_hide_no_legend(tmp_path: Path) -> None:
    def outlined(x0: float, top: float) -> Draw:
        return lambda canvas, height: canvas.rect(x0, height - top - 10, 10, 10, stroke=1, fill=0)

    cells = [outlined(40 + 12 * (n % 40), 200 + 12 * (n // 40)) for n in range(440)]
    assert found(tmp_path, [*on_line(circle, MEANINGS), *cells]) == LEGEND


# ------------------------------------------------------------------ marks in cells

CELL = Box(100, 100, 160, 130)


def shape(fill: str | None, x0: float = 104, top: float = 108, size: float = 10) -> Shape:
    return Shape(Box(x0, top, x0 + size, top + size), fill, None)


def word(printed: str, colour: str = "#000000", x0: float = 120) -> Word:
    return Word(printed, Box(x0, 108, x0 + 6 * len(printed), 119), 10, "Vera", False, False, colour)


@pytest.mark.parametrize(
    ("why", "printed", "shapes", "colour"),
    [
        ("a circle", [], [shape(GREEN)], GREEN),
        ("a circle beside an arrow", [word("↗")], [shape(GREEN)], GREEN),
        ("a circle beside a figure", [word("74"), word("%", x0=140)], [shape(RED)], RED),
        ("a coloured sign", [word("■", YELLOW)], [], YELLOW),
        ("a coloured arrow", [word("▲", GREEN)], [], GREEN),
        ("a circle over its border", [], [shape("#1d4d2b", 103, 107, 12), shape(GREEN)], GREEN),
        ("two circles", [], [shape(GREEN), shape(RED, 130)], None),
        ("a circle and a sign", [word("●", RED, 140)], [shape(GREEN)], None),
        ("a grey circle", [], [shape(GREY)], None),
        ("a white circle", [], [shape("#ffffff")], None),
        ("a stroked circle", [], [shape(None)], None),
        ("a black sign", [word("●")], [], None),
        ("coloured text", [word("Nås", GREEN)], [], None),
        ("a circle in another cell", [], [shape(GREEN, 200)], None),
        ("one shaded line in a cell", [], [Shape(Box(101, 102, 159, 114), GREEN, None)], None),
        ("the cell's own fill", [], [Shape(CELL, GREEN, None)], None),
        ("a bullet before a text", [word("Fler"), word("besökare", x0=160), word("än", x0=140)], [shape(GREEN)], GREEN),
        ("a bullet before a long text", [word("Folkbibliotekens", x0=100)], [shape(GREEN)], None),
    ],
    ids=lambda value: value if isinstance(value, str) and not value.startswith("#") else "",
)
def test_the_one_small_mark_in_a_cell(why: str, printed: list[Word], shapes: list[Shape], colour: str | None) -> None:
    assert mark_colour(printed, shapes, CELL) == colour, why


# ------------------------------------------------------------------ goals


def goal(key: str, top: float, assessment: str | None = None) -> RawGoal:
    place = Place(1, Box(60, top, 260, top + 14))
    return RawGoal(key, None, "goal", "Fler besöker biblioteket", place, assessment=assessment, parser="goal-heading")


def judged(folder: Path, goals: Sequence[RawGoal], page: Sequence[Draw]) -> list[str | None]:
    pages: list[PageLayout] = draw_pages(folder, [page], A4)
    return [g.assessment for g in judge_goals(goals, pages, LEGEND)]


def test_a_mark_beside_a_goal_judges_it(tmp_path: Path) -> None:
    goals = [goal("g1", 200), goal("g2", 260), goal("g3", 320)]
    page = [*(words(60, g.place.box.top + 2, g.title) for g in goals), circle(500, 203, GREEN), circle(46, 263, RED)]
    assert judged(tmp_path, goals, page) == ["Målet nås", "Målet nås inte", None]


@pytest.mark.parametrize("figure", [circle, square, sign])
def test_a_mark_after_a_label_judges_the_goal_above(figure: Figure, tmp_path: Path) -> None:
    goals = [goal("g1", 200), goal("g2", 260)]
    page = [words(60, 230, "Nämndens bedömning:"), figure(170, 230, YELLOW)]
    page += [words(60, 290, "Nästa steg:"), figure(130, 290, RED)]
    assert judged(tmp_path, goals, page) == ["Målet nås delvis", None]


@pytest.mark.parametrize(
    ("why", "page", "assessment"),
    [
        ("its own words stay", [circle(300, 203, RED)], "Uppfyllt"),
        ("a colour without a meaning", [circle(300, 203, BLUE)], None),
        ("two marks", [circle(300, 203, RED), circle(320, 203, GREEN)], None),
        ("words between", [words(290, 202, "Ansvarig nämnd"), circle(500, 203, RED)], None),
        ("text after the mark", [words(60, 230, "Status:"), circle(105, 230, RED), words(120, 230, "se nedan")], None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_goal_is_judged_only_by_a_mark_that_is_surely_its_own(
    why: str, page: list[Draw], assessment: str | None, tmp_path: Path
) -> None:
    assert judged(tmp_path, [goal("g1", 200, assessment)], page) == [assessment], why


def test_ornaments_of_one_colour_before_goals_judge_nothing(tmp_path: Path) -> None:
    goals = [goal("g1", 200), goal("g2", 260)]
    assert judged(tmp_path, goals, [square(46, 203, GREEN), square(46, 263, GREEN)]) == [None, None]
