"""Tiles: boxes side by side with a measure and a figure in large print, or several under their labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, A4_WIDE, SLIDE, Draw, box, draw_pages, text

from extractors import read_plan
from pipeline.records import RawDocument

Tile = Sequence[tuple[str, float, bool]]  # lines with size and whether they are bold
BODY = (
    "Biblioteken ska nå alla som bor i kommunen. Under perioden öppnas två nya filialer, och öppettiderna blir längre. "
    "Nämnden följer målet i delårsrapporten och i årsredovisningen, och redovisar det för fullmäktige varje vår."
)


def tile(x: float, top: float, lines: Tile, wide: float = 112, high: float = 96, fill: str = "#cfe3d4") -> list[Draw]:
    parts = [box(x, top, x + wide, top + high, fill=fill, stroke=None)]
    at = top + 8
    for words, size, bold in lines:
        parts.append(text(x + 10, at, words, size, bold, wide - 18))
        at += 1.25 * size
    return parts


def page(*tiles: Sequence[Draw], heading: str = "Mål 1: Alla har nära till böcker") -> list[Draw]:
    parts = [text(50, 60, heading, 14, True), text(50, 90, BODY, 10, width=480)]
    return [*parts, *(part for drawn in tiles for part in drawn), text(50, 420, BODY, 10, width=480)]


def plan(folder: Path, *pages: Sequence[Draw], size: tuple[float, float] = A4) -> RawDocument:
    title = [text(50, 100, "Mål och budget 2031", 26, True), text(50, 160, BODY, 10, width=480)]
    draw_pages(folder, [title, *pages], size)
    return read_plan(folder / "drawn.pdf")


def values(raw: RawDocument) -> dict[str, list[tuple[str, int | None, str]]]:
    return {row.name: [(c.role, c.year, c.text) for c in row.cells] for row in raw.indicators}


GREEN, RED = "#4caf50", "#e53935"
SMALL, LARGE = (9.0, False), (21.0, True)


def lines(*parts: tuple[str, tuple[float, bool]]) -> Tile:
    return [(words, *print_) for words, print_ in parts]


FOOT = (("Mål 2033. Utfall 2029:", SMALL), ("90 %", SMALL))
NEAR = lines(("Nöjda med", SMALL), ("öppettiderna", SMALL), ("93 %", LARGE), *FOOT)
LATE = lines(("Sena böcker", SMALL), ("högst 12", LARGE), ("%", LARGE), ("Mål 2033. Utfall 2029: 15 %", (7.5, False)))
FACT = lines(("Invånare", SMALL), ("75 952", LARGE), ("31 december 2029", SMALL))


@pytest.mark.parametrize("size", [A4, A4_WIDE])
def test_a_large_figure_is_what_the_foot_calls_it(size: tuple[float, float], tmp_path: Path) -> None:
    raw = plan(tmp_path, page(tile(50, 160, NEAR), tile(180, 160, LATE)), size=size)
    assert values(raw) == {
        "Nöjda med öppettiderna": [("target", 2033, "93 %"), ("outcome", 2029, "90 %")],
        "Sena böcker": [("target", 2033, "högst 12 %"), ("outcome", 2029, "15 %")],
    }
    assert [goal.title for goal in raw.goals] == ["Alla har nära till böcker"]
    assert {row.goal for row in raw.indicators} == {raw.goals[0].key}
    assert "högst 12 %" not in [heading.title for heading in raw.headings]


@pytest.mark.parametrize(
    ("why", "printed"),
    [
        ("a label under the figure", lines(("Lån per invånare", SMALL), ("5,0", LARGE), ("Mål 2033", SMALL))),
        ("a label over it", lines(("Lån per invånare", SMALL), ("Mål 2033", SMALL), ("5,0", LARGE))),
        ("the figure first", lines(("5,0", LARGE), ("Lån per invånare", SMALL), ("Mål 2033", SMALL))),
    ],
)
def test_name_figure_and_label_may_stand_in_any_order(why: str, printed: Tile, tmp_path: Path) -> None:
    raw = plan(tmp_path, page(tile(50, 160, printed), tile(180, 160, NEAR)))
    assert values(raw)["Lån per invånare"] == [("target", 2033, "5,0")], why


def columns(x: float, top: float, name: str, told: Sequence[tuple[str, str]]) -> list[Draw]:
    parts = [box(x, top, x + 240, top + 90, fill="#e5efec", stroke=None), text(x + 10, top + 8, name, 11, True)]
    for i, (label, figure) in enumerate(told):
        parts += [text(x + 10 + 62 * i, top + 26, label, 9), text(x + 10 + 62 * i, top + 40, figure, 16, True)]
    return parts


def test_figures_stand_under_their_labels(tmp_path: Path) -> None:
    told = [("Utfall 2029", "41 %"), ("Mål 2031", "44 %"), ("Mål 2033", "> 48 %")]
    raw = plan(tmp_path, page(columns(50, 160, "Resor med buss", told), columns(300, 160, "Lån (tusen)", told[:2])))
    assert values(raw) == {
        "Resor med buss": [("outcome", 2029, "41 %"), ("target", 2031, "44 %"), ("target", 2033, "> 48 %")],
        "Lån (tusen)": [("outcome", 2029, "41 %"), ("target", 2031, "44 %")],
    }


def test_tiles_on_slides_belong_to_the_goal_of_their_slide(tmp_path: Path) -> None:
    told = [("Utfall 2029", "41 %"), ("Mål 2031", "44 %")]
    slides: list[list[Draw]] = [[text(60, 200, "Mål och budget 2031", 40, True)]]
    for number, name in ((1, "Fler lånar böcker"), (2, "Fler går och cyklar")):
        tiles = [columns(60, 200, f"Andel nöjda {number}", told), columns(340, 200, f"Andel trygga {number}", told)]
        parts = [text(60, 40, f"Nämndmål {number}: {name}", 32, True), text(60, 120, "Vi gör det enkelt för alla.")]
        slides.append([*parts, *(part for drawn in tiles for part in drawn)])
    draw_pages(tmp_path, slides, SLIDE)
    raw = read_plan(tmp_path / "drawn.pdf")
    assert [goal.title for goal in raw.goals] == ["Fler lånar böcker", "Fler går och cyklar"]
    goals = {goal.key: goal.title for goal in raw.goals}
    assert {(row.name, goals.get(row.goal or "")) for row in raw.indicators} == {
        ("Andel nöjda 1", "Fler lånar böcker"),
        ("Andel trygga 1", "Fler lånar böcker"),
        ("Andel nöjda 2", "Fler går och cyklar"),
        ("Andel trygga 2", "Fler går och cyklar"),
    }


@pytest.mark.parametrize(
    ("why", "printed"),
    [
        ("a fact", FACT),
        ("a fact with a unit", lines(("Medianålder", SMALL), ("40 år", LARGE), ("riket 41 år", SMALL))),
        ("a count", lines(("2 av 5", LARGE), ("mål bedöms uppnås", SMALL), ("vid årets slut", SMALL))),
        ("a sum", lines(("−14,2 mnkr", LARGE), ("prognos för helåret", SMALL), ("jämfört med budget", SMALL))),
        (
            "an unknown foot",
            lines(("Lån", SMALL), ("5,0", LARGE), ("Mål 2033 enligt beslut", SMALL)),
        ),
        ("two labels for one figure", lines(("Lån", SMALL), ("5,0", LARGE), ("Mål 2033. Utfall 2029.", SMALL))),
        ("no name", lines(("5,0", LARGE), ("Mål 2033", SMALL))),
    ],
)
def test_what_no_word_calls_a_value_is_neither_indicator_nor_heading(why: str, printed: Tile, tmp_path: Path) -> None:
    raw = plan(tmp_path, page(tile(50, 160, printed), tile(180, 160, FACT), heading="Biblioteken i siffror"))
    assert raw.indicators == (), why
    assert [heading.title for heading in raw.headings] == ["Biblioteken i siffror"], why


def test_a_name_on_a_band_that_begins_with_a_number_stays_a_heading(tmp_path: Path) -> None:
    band = [box(50, 160, 530, 190, fill="#1b3a8c", stroke=None), text(60, 166, "2 Ekonomi", 16, True)]
    raw = plan(tmp_path, page(band, heading="1 Inledning"))
    assert [(h.number, h.title) for h in raw.headings] == [("1", "Inledning"), ("2", "Ekonomi")]


def test_a_name_in_a_box_on_that_of_the_figures(tmp_path: Path) -> None:
    def stacked(x: float, name: str, figure: str) -> list[Draw]:
        square = {"stroke": None, "round_corners": False, "size": 9.0}
        drawn = [box(x, 160, x + 120, 190, name, fill="#0b7a75", **square)]  # type: ignore[arg-type]
        drawn.append(box(x, 190, x + 120, 270, "", fill="#f5f5f5", **square))  # type: ignore[arg-type]
        parts = (("Mål 2031", 9.0), (figure, 21.0), ("Utfall 2029: 84,9", 9.0), ("Mål 2033: ≥ 92", 9.0))
        return [*drawn, *(text(x + 20, 196 + 18 * n, words, size) for n, (words, size) in enumerate(parts))]

    raw = plan(tmp_path, page(stacked(50, "Nöjda läsare, andel", "88"), stacked(190, "Sena böcker, andel", "≤ 12")))
    assert values(raw)["Nöjda läsare, andel"] == [
        ("target", 2031, "88"),
        ("outcome", 2029, "84,9"),
        ("target", 2033, "≥ 92"),
    ]
    assert [text for _, _, text in values(raw)["Sena böcker, andel"]] == ["≤ 12", "84,9", "≥ 92"]


# ------------------------------------------------------------------ tiles of web pages


def web_tile(x: float, top: float, name: str, now: str, goal: str, before: str, mark: str = GREEN) -> list[Draw]:
    """A name, two labels over figures in unlike print, and a line with a label and its figure at the right end."""
    drawn = [box(x, top, x + 160, top + 110, stroke="#cccccc"), text(x + 10, top + 10, name, 7.5, True, 130)]
    drawn.append(box(x + 145, top + 10, x + 152, top + 17, fill=mark, stroke=None, round_corners=False))
    drawn += [text(x + 10, top + 58, "Utfall 2031", 6), text(x + 80, top + 62, "Målvärde 2031", 6)]
    drawn += [text(x + 10, top + 68, now, 14, True), text(x + 80, top + 71, goal, 9)]
    return [*drawn, text(x + 10, top + 92, "Utfall 2030", 6.4), text(x + 125, top + 92, before, 6.4)]


def test_a_label_stands_over_its_figure_or_before_it(tmp_path: Path) -> None:
    near = web_tile(50, 160, "Nöjda med öppettiderna", "86,4 %", "högst 85 %", "82,1 %")
    close = web_tile(230, 160, "Kostnad per bok", "138 420 kr", "137 000 kr", "131 950 kr", RED)
    raw = plan(tmp_path, page(near, close))
    assert values(raw)["Nöjda med öppettiderna"][:3] == [
        ("outcome", 2031, "86,4 %"),
        ("target", 2031, "högst 85 %"),
        ("outcome", 2030, "82,1 %"),
    ]
    assert [text for _, _, text in values(raw)["Kostnad per bok"]][:3] == ["138 420 kr", "137 000 kr", "131 950 kr"]
    assert [[c.fill for c in row.cells if c.role == "status"] for row in raw.indicators] == [[GREEN], [RED]]


def test_a_tile_alone_in_its_row_is_of_the_series_over_it(tmp_path: Path) -> None:
    told = [("Nöjda", 50, 160), ("Sena", 230, 160), ("Nya", 50, 285)]
    raw = plan(tmp_path, page(*(web_tile(x, top, f"{name} gäster", "5 %", "4 %", "6 %") for name, x, top in told)))
    assert [row.name for row in raw.indicators] == ["Nöjda gäster", "Sena gäster", "Nya gäster"]


@pytest.mark.parametrize(("now", "goal"), [("86 % av dem", "85 %"), ("Se nedan", "85 %"), ("2031", "85 %")])
def test_a_tile_in_which_anything_is_not_understood_is_none(now: str, goal: str, tmp_path: Path) -> None:
    tiles = [web_tile(x, 160, "Nöjda gäster", now, goal, "82 %") for x in (50, 230)]
    assert plan(tmp_path, page(*tiles)).indicators == ()


def test_a_label_without_a_figure_spoils_a_tile(tmp_path: Path) -> None:
    tiles = [web_tile(x, 160, "Nöjda gäster", "86 %", "", "82 %") for x in (50, 230)]
    assert plan(tmp_path, page(*tiles)).indicators == ()


def band(top: float, goal: str, said: str) -> list[Draw]:
    """A goal on a pale band, its label over it, and at the right end a white box that judges."""
    drawn = [box(40, top, 555, top + 34, fill="#eef2f6", stroke=None), text(52, top + 6, "NÄMNDMÅL", 6)]
    drawn += [box(480, top + 9, 545, top + 25, fill="#ffffff", stroke=None), text(490, top + 11, said, 7)]
    return [*drawn, text(52, top + 14, goal, 8.4, True)]


def test_a_goal_on_a_band_has_its_judgement_at_the_right_end_and_its_tiles_below(tmp_path: Path) -> None:
    tiles = [web_tile(x, top, f"Nöjda {x + top}", "5 %", "4 %", "6 %") for x in (50, 230, 390) for top in (205, 405)]
    bands = [*band(160, "Alla har nära till böcker", "Uppnått"), *band(360, "Fler kan läsa", "Delvis uppnått")]
    raw = plan(tmp_path, [text(50, 60, "Mål", 14, True), *bands, *(part for drawn in tiles for part in drawn)])
    goals = {goal.key: (goal.title, goal.assessment) for goal in raw.goals}
    assert list(goals.values()) == [("Alla har nära till böcker", "Uppnått"), ("Fler kan läsa", "Delvis uppnått")]
    assert [goals[row.goal or ""][0] for row in raw.indicators] == 3 * ["Alla har nära till böcker"] + 3 * [
        "Fler kan läsa"
    ]
