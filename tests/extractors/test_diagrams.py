"""Boxes, what joins them, and what is no diagram."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, SLIDE, Draw, box, chevron, draw_pages, line, text

from extractors.blocks import join_lines
from extractors.diagrams import Diagram, find_diagram


def drawn(folder: Path, *draws: Draw, size: tuple[float, float] = SLIDE) -> Diagram | None:
    return find_diagram(draw_pages(folder, [draws], size)[0])


def read(folder: Path, *draws: Draw) -> Diagram:
    diagram = drawn(folder, *draws)
    assert diagram is not None
    return diagram


def joined(diagram: Diagram) -> set[tuple[str, str, bool]]:
    return {(diagram.boxes[c.source].text, diagram.boxes[c.target].text, c.directed) for c in diagram.connections}


THREE = (
    box(40, 40, 340, 90, "Första rutan"),
    box(40, 200, 340, 250, "Andra rutan"),
    box(500, 200, 800, 250, "Tredje rutan"),
)


def test_boxes_have_their_own_text_in_reading_order(tmp_path: Path) -> None:
    diagram = read(tmp_path, *THREE, text(40, 400, "Utanför", 12))
    assert [b.text for b in diagram.boxes] == ["Första rutan", "Andra rutan", "Tredje rutan"]
    assert [block.text for block in diagram.loose] == ["Utanför"]
    assert diagram.rows == ((0,), (1, 2))


def test_place_is_around_the_text_not_the_outline(tmp_path: Path) -> None:
    first = read(tmp_path, *THREE).boxes[0]
    assert first.outline.x0 == pytest.approx(40, abs=1) and first.outline.x1 == pytest.approx(340, abs=1)
    assert 47 < first.place.box.x0 < first.place.box.x1 < 140


def test_heading_in_a_box_stands_apart_from_its_text(tmp_path: Path) -> None:
    cards = [box(40 + 300 * i, 40, 320 + 300 * i, 160, "Vi bryr oss om alla.", head="Trygghet") for i in range(3)]
    assert [block.text for block in read(tmp_path, *cards).boxes[0].blocks] == ["Trygghet", "Vi bryr oss om alla."]


def test_box_in_a_box(tmp_path: Path) -> None:
    diagram = read(
        tmp_path,
        box(20, 20, 900, 300, "Det yttre"),
        *[box(60, 80 + 60 * i, 400, 130 + 60 * i, "Inre ruta") for i in (0, 1)],
    )
    assert [b.text for b in diagram.boxes] == ["Det yttre", "Inre ruta", "Inre ruta"]
    assert [b.container for b in diagram.boxes] == [None, 0, 0]


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        ([line((190, 90), (190, 200))], {("Första rutan", "Andra rutan", False)}),
        ([line((190, 90), (190, 194), arrow=True)], {("Första rutan", "Andra rutan", True)}),
        ([line((190, 200), (190, 90))], {("Första rutan", "Andra rutan", False)}),
        ([line((300, 90), (600, 194), arrow=True)], {("Första rutan", "Tredje rutan", True)}),
        ([line((340, 65), (650, 65), (650, 194), arrow=True)], {("Första rutan", "Tredje rutan", True)}),
        (
            [
                line((190, 90), (190, 140)),
                line((190, 140), (650, 140)),
                line((190, 140), (190, 200)),
                line((650, 140), (650, 200)),
            ],
            {("Första rutan", "Andra rutan", False), ("Första rutan", "Tredje rutan", False)},
        ),
        ([line((40, 300), (800, 300))], set()),
        ([line((40, 94), (340, 94))], set()),
    ],
    ids=[
        "line",
        "arrow",
        "line drawn upwards",
        "diagonal arrow",
        "bent arrow",
        "tree",
        "a rule alone",
        "a rule under a box",
    ],
)
def test_connections(tmp_path: Path, drawing: Sequence[Draw], expected: set[tuple[str, str, bool]]) -> None:
    assert joined(read(tmp_path, *THREE, *drawing)) == expected


def test_chevrons_are_pointed_boxes_are_not(tmp_path: Path) -> None:
    diagram = read(tmp_path, chevron(40, 40, 340, 90, "Vision"), *THREE[1:])
    assert [b.pointed for b in diagram.boxes] == [True, False, False]


def test_a_figure_drawn_twice_is_one_box(tmp_path: Path) -> None:
    shadows = [
        box(x + 2, y + 2, x + 302, y + 52, fill="#cccccc", stroke=None) for x, y in ((40, 40), (40, 200), (500, 200))
    ]
    assert len(read(tmp_path, *shadows, *THREE).boxes) == 3


CELL = {"round_corners": False, "fill": "#deebf7", "stroke": None}
SENTENCE = "Nämnden ansvarar för skolan och för omsorgen om barn. "


@pytest.mark.parametrize(
    "draws",
    [
        [
            box(40 + 200 * c, 40 + 50 * r, 240 + 200 * c, 90 + 50 * r, "Cell med ord", **CELL)
            for r in range(4)
            for c in range(3)
        ],
        [
            *[
                box(40 + 200 * c, 40 + 60 * r, 230 + 200 * c, 90 + 60 * r, "Cell med ord")
                for r in range(4)
                for c in range(3)
            ],
            *[line((40, 36 + 60 * r), (630, 36 + 60 * r)) for r in range(5)],
        ],
        [box(40 + 200 * c, 40, 230 + 200 * c, 90, f"{c}1,5 %") for c in range(4)],
        [*THREE, text(40, 300, SENTENCE * 6, 12)],
        list(THREE[:2]),
        [text(40, 40, SENTENCE * 10, 12)],
        [],
    ],
    ids=["shaded cells", "ruled table", "figures", "mostly running text", "two boxes", "text", "empty page"],
)
def test_no_diagram(tmp_path: Path, draws: Sequence[Draw]) -> None:
    assert drawn(tmp_path, *draws) is None


def test_shaded_callouts_in_an_upright_text_are_no_diagram(tmp_path: Path) -> None:
    callouts = [box(60, 400 + 60 * i, 500, 450 + 60 * i, "En ruta med ett tips", fill="#deebf7") for i in range(4)]
    assert drawn(tmp_path, text(60, 60, SENTENCE * 8, 11, width=470), *callouts, size=A4) is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["kunskaps-", "utveckling"], "kunskapsutveckling"),
        (["kultur-", "och fritid"], "kultur- och fritid"),
        (["E-", "Sund"], "E- Sund"),
        (["trygg\u00ad", "het"], "trygghet"),
        (["ett", "två  tre"], "ett två tre"),
        ([], ""),
    ],
)
def test_lines_are_joined(lines: list[str], expected: str) -> None:
    assert join_lines(lines) == expected
