"""How well a goal was met, in words beside a label: in a coloured cell or at a tab stop."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawings import A4, Draw, box, draw_pages, text

from extractors import read_plan
from pipeline.normalise import normalise
from pipeline.records import SourceDocument

LEFT = 62.0
WHY = "Färjan går varje dag och bryggorna har rustats under våren."


def judged(folder: Path, *below: Draw, why: str = WHY) -> tuple[str | None, str | None, str | None]:
    """What is read of a goal with these figures on the line under its heading, and why after them."""
    prose = "Nämnden följer upp sina mål två gånger om året och lämnar rapport om dem till fullmäktige."
    goal = text(LEFT, 170, "Nämndmål 1: Hamnen är öppen för alla", 13, True)
    said = [text(LEFT, 90 + 13 * i, prose, 10) for i in range(4)]
    top = text(LEFT, 40, "Delårsrapport 2032", 22, True)
    after = [
        text(LEFT, 225, why, 10),
        text(LEFT, 250, "Ekonomi", 13, True),
        *(text(LEFT, 275 + 13 * i, prose, 10) for i in range(6)),
    ]
    draw_pages(folder, [[top, *said, goal, *below, *after]], A4)
    source = SourceDocument(Path("a.pdf"), "a.pdf", "ab" * 32, 1, "ab" * 8)
    [found] = normalise(read_plan(folder / "drawn.pdf"), source).goals
    return found.assessment, found.assessment_code, found.description


def filled(words: str, x: float = 200.0, fill: str = "#fbe49b") -> list[Draw]:
    cell = box(x - 6, 195, x + 100, 211, fill=fill, stroke=fill, round_corners=False)
    return [cell, text(x, 198, words, 10)]


@pytest.mark.parametrize("label", ["Måluppfyllelse:", "Samlad bedömning:"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Delvis uppfyllt", "partly_met"),
        ("Uppnås", "met"),
        ("Ej uppfyllt", "not_met"),
        ("Kan inte bedömas", "not_assessed"),
    ],
)
def test_a_judgement_stands_beside_its_label(tmp_path: Path, label: str, words: str, code: str) -> None:
    assert judged(tmp_path, text(LEFT, 198, label, 10, True), *filled(words)) == (words, code, WHY)


def test_a_tab_before_the_judgement_is_enough(tmp_path: Path) -> None:
    found = judged(tmp_path, text(LEFT, 198, "Måluppfyllelse:", 10, True), text(230, 198, "Delvis uppfyllt", 10))
    assert found == ("Delvis uppfyllt", "partly_met", WHY)


def test_a_sentence_about_the_goal_does_not_stand_against_the_judgement(tmp_path: Path) -> None:
    why = "Ombyggnaden är försenad. Målet bedöms inte kunna uppfyllas under året."
    found = judged(tmp_path, text(LEFT, 198, "Måluppfyllelse:", 10, True), *filled("Ej uppfyllt"), why=why)
    assert found[:2] == ("Ej uppfyllt", "not_met")


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Riskbedömning:", ("Delvis uppfyllt",)),
        ("Bedömning:", ("Uppfyllt", "Ej uppfyllt")),
        ("Bedömning:", ("Hamnen",)),
    ],
    ids=["of a risk", "a scale", "no judgement"],
)
def test_what_else_stands_beside_a_label_judges_nothing(tmp_path: Path, label: str, words: tuple[str, ...]) -> None:
    values = [draw for i, one in enumerate(words) for draw in filled(one, 200 + 140 * i)]
    assert judged(tmp_path, text(LEFT, 198, label, 10, True), *values)[0] is None


def test_a_scale_below_one_another_beside_its_label_judges_nothing(tmp_path: Path) -> None:
    scale = [text(230, 198 + 13 * n, words, 10) for n, words in enumerate(("Uppfyllt", "Delvis uppfyllt"))]
    assert judged(tmp_path, text(LEFT, 198, "Måluppfyllelse:", 10, True), *scale)[0] is None


MEANINGS = {"#3c9a4b": "Uppfyllt", "#f2b90f": "Delvis uppfyllt", "#d0342c": "Ej uppfyllt"}


def swatch(x: float, top: float, size: float, fill: str) -> Draw:
    return box(x, top, x + size, top + size, fill=fill, stroke=fill, round_corners=False)


@pytest.mark.parametrize(
    ("label", "codes"), [("Nämndmål", ["partly_met", "met"]), ("Foto: Hamnkontoret", [None, None])]
)
def test_a_mark_as_high_as_a_goal_and_the_label_over_it_judges_it(
    tmp_path: Path, label: str, codes: list[str | None]
) -> None:
    prose = "Nämnden följer upp sina mål två gånger om året och lämnar rapport om dem till fullmäktige."
    page = [text(LEFT, 40, "Delårsrapport 2032", 22, True), *(text(LEFT, 80 + 13 * i, prose, 10) for i in range(4))]
    for i, (fill, meaning) in enumerate(MEANINGS.items()):
        page += [swatch(LEFT + 120 * i, 150, 9, fill), text(LEFT + 14 + 120 * i, 149, meaning, 9)]
    page.append(text(LEFT, 180, "Nämndens mål", 15, True))
    for top, fill, goal in ((215, "#f2b90f", "Hamnen är öppen för alla"), (315, "#3c9a4b", "Viken är ren")):
        page += [swatch(LEFT, top + 2, 14, fill), text(LEFT + 22, top, label, 8)]
        page += [text(LEFT + 22, top + 13, f"Mål: {goal}" if label != "Nämndmål" else goal, 10, True)]
        page += [text(LEFT, top + 40 + 13 * i, prose, 10) for i in range(3)]
    draw_pages(tmp_path, [page], A4)
    source = SourceDocument(Path("a.pdf"), "a.pdf", "ab" * 32, 1, "ab" * 8)
    found = normalise(read_plan(tmp_path / "drawn.pdf"), source).goals
    assert [goal.assessment_code for goal in found] == codes
