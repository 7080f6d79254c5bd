"""Steering models (styrmodeller) and decks about areas: chains that explain levels, maps in their colours, goals in
lists on the slide of an area, tables that tie areas to frameworks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4_WIDE, SLIDE, Draw, box, draw_pages, line, text
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_plan
from extractors.families.roles import role_of
from extractors.families.slide_words import read_slide_words
from extractors.families.tabled_links import framework_of_column
from pipeline.records import RawDocument, RawGoal

GREEN, PALE, BLUE = "#2f6b4f", "#cfe3c4", "#7aa0c4"
SHORT = "Varje nivå svarar på hur den före ska nås."
PROSE = "Kommunen har arbetat om sin styrning efter en översyn som tog två år. " * 5


def read(folder: Path, *pages: Sequence[Draw], size: tuple[float, float] = A4_WIDE) -> RawDocument:
    draw_pages(folder, pages, size)
    return read_plan(folder / "drawn.pdf")


def parents(goals: Sequence[RawGoal]) -> dict[str, str | None]:
    titles = {goal.key: goal.title for goal in goals}
    return {goal.title: titles[goal.parent] if goal.parent else None for goal in goals}


def bordered(x0: float, top: float, x1: float, bottom: float, words: str) -> Draw:
    """A white box whose four sides are drawn one by one, as browsers draw dashed borders."""

    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.rect(x0, height - bottom, x1 - x0, bottom - top, fill=1, stroke=0)
        canvas.setStrokeColor(HexColor("#777777"))
        for xa, ya, xb, yb in (
            (x0, top, x1, top),
            (x1, top, x1, bottom),
            (x0, bottom, x1, bottom),
            (x0, top, x0, bottom),
        ):
            canvas.line(xa, height - ya, xb, height - yb)
        text(x0 + 8, top + 6, words, 10, False, x1 - x0 - 16)(canvas, height)

    return draw


# ------------------------------------------------------------------ chains that explain

LEVELS = (
    ("Vision", "Vart vi vill på lång sikt", GREEN),
    ("Övergripande mål", "Det vi når i stort", PALE),
    ("Fullmäktiges mål", "Vad vi prioriterar", BLUE),
    ("Nämndmål", "Så bidrar en nämnd", "#e2c36b"),
)


def chain(levels: Sequence[tuple[str, str, str]] = LEVELS) -> list[Draw]:
    drawn: list[Draw] = [text(50, 40, "Så hänger målen ihop", 19, True), text(50, 75, SHORT, 10)]
    for n, (level, told, fill) in enumerate(levels):
        x = 50 + 190 * n
        drawn += [box(x, 160, x + 150, 230, fill=fill, stroke=None), text(x + 8, 175, level, 10, True)]
        drawn.append(text(x + 8, 190, told, 9))
        drawn += [line((x - 40, 195), (x - 3, 195), arrow=True)] if n else []
    return [*drawn, text(50, 300, "Så följer vi upp", 19, True), text(50, 335, SHORT, 10)]


def goal_map(vision: str = GREEN) -> list[Draw]:
    """A vision over two overarching goals, which say so, and under each two boxes that do not."""
    drawn = [box(50, 40, 790, 90, "Vision: Havsbyn – där ön möter världen", fill=vision, stroke=None)]
    for n, name in enumerate(("Havsbyn är lätt att leva i", "Havsbyn håller i längden")):
        x = 60 + 380 * n
        drawn.append(box(x, 130, x + 340, 200, f"Övergripande mål: {name}", fill=PALE, stroke=None))
        drawn.append(line((x + 170, 90), (x + 170, 127), arrow=True))
        for m in (0, 1):
            drawn.append(box(x, 230 + 90 * m, x + 340, 300 + 90 * m, SERVING[2 * n + m], fill=BLUE, stroke=None))
    return drawn


SERVING = (
    "Alla barn på ön klarar sin skolgång",
    "Det finns lägenheter för unga",
    "Ekonomin är i balans varje år",
    "Färjorna är fria från olja",
)
COVER = [text(50, 60, "Styrmodell för Havsbyn", 26, True), text(50, 130, PROSE * 4, 10, width=740)]


def test_a_chain_of_levels_with_explanations_states_no_goals(tmp_path: Path) -> None:
    found = read(tmp_path, COVER, COVER[1:], chain())
    assert found.goals == ()
    assert [h.title for h in found.headings if h.place.page == 3] == ["Så hänger målen ihop", "Så följer vi upp"]


def test_a_page_with_several_headings_among_maps_is_read_as_text(tmp_path: Path) -> None:
    found = read(tmp_path, COVER, chain(), goal_map())
    assert [h.title for h in found.headings if h.place.page == 2] == ["Så hänger målen ihop", "Så följer vi upp"]
    assert {g.place.page for g in found.goals} == {3}


def test_a_map_in_the_colours_of_the_chain_has_its_levels(tmp_path: Path) -> None:
    goals = read(tmp_path, COVER, COVER[1:], COVER[1:], chain(), goal_map()).goals
    served = {g.title: g for g in goals if g.goal_type == "strategic_goal"}
    assert set(served) == set(SERVING)
    assert {parents(goals)[title] for title in SERVING[:2]} == {"Havsbyn är lätt att leva i"}
    assert {parents(goals)[title] for title in SERVING[2:]} == {"Havsbyn håller i längden"}
    assert {(g.set_by, g.term, g.confidence) for g in served.values()} == {("council", "Fullmäktiges mål", 0.85)}


@pytest.mark.parametrize("vision", [PALE, BLUE])
def test_a_map_that_uses_the_colours_otherwise_has_not(vision: str, tmp_path: Path) -> None:
    goals = read(tmp_path, COVER, COVER[1:], COVER[1:], chain(), goal_map(vision)).goals
    assert not {g.title for g in goals if g.goal_type == "strategic_goal"}


def test_boxes_of_a_colour_without_a_chain_that_explains_it_are_no_goals(tmp_path: Path) -> None:
    goals = read(tmp_path, COVER, COVER[1:], COVER[1:], goal_map()).goals
    assert not {g.title for g in goals if g.goal_type == "strategic_goal"}


# ------------------------------------------------------------------ what measures lead to


def test_actions_drawn_from_a_measure_serve_its_goal(tmp_path: Path) -> None:
    page: list[Draw] = [text(50, 30, "Exempel från två nämnder", 19, True)]
    for x, head in ((70, "Fullmäktiges mål"), (270, "Nämndmål"), (470, "Indikatorer"), (660, "Aktiviteter")):
        page.append(text(x, 80, head, 9, True))
    for n, (goal, sub, measures, actions) in enumerate(
        (
            ("Alla barn klarar skolan", "BUN – Alla ska läsa", ("Andel läsare", "Antal böcker"), ("Läsfest", "Boklån")),
            ("Äldre är trygga", "SON – Alla ska få hjälp", ("Andel nöjda", "Antal besök"), ("Kaffe", "Besöksrunda")),
        )
    ):
        top = 120 + 200 * n
        page += [box(50, top + 40, 220, top + 100, goal), box(250, top + 40, 420, top + 100, sub)]
        page += [line((220, top + 70), (247, top + 70), arrow=True)]
        for m in (0, 1):
            y = top + 75 * m
            page += [box(460, y, 620, y + 50, measures[m]), line((420, top + 70), (460, y + 25))]
            page += [bordered(650, y, 800, y + 50, actions[m]), line((620, y + 25), (647, y + 25), arrow=True)]
    found = read(tmp_path, COVER, COVER[1:], page)
    titles = {g.key: g.title for g in found.goals}
    assert {(row.name, titles[row.goal or ""]) for row in found.indicators} == {
        ("Andel läsare", "Alla ska läsa"),
        ("Antal böcker", "Alla ska läsa"),
        ("Andel nöjda", "Alla ska få hjälp"),
        ("Antal besök", "Alla ska få hjälp"),
    }
    assert {(row.action, titles[row.goal or ""]) for row in found.actions} == {
        ("Läsfest", "Alla ska läsa"),
        ("Boklån", "Alla ska läsa"),
        ("Kaffe", "Alla ska få hjälp"),
        ("Besöksrunda", "Alla ska få hjälp"),
    }


def test_lines_along_the_sides_of_a_lone_box_are_its_border(tmp_path: Path) -> None:
    [page] = draw_pages(tmp_path, [[bordered(50, 50, 200, 100, "Läsfest")]])
    assert page.rules == () and [shape.stroke is not None for shape in page.shapes] == [True]


def test_lines_along_the_sides_of_cells_stay_rules(tmp_path: Path) -> None:
    cells = [bordered(50 + 150 * n, 50, 200 + 150 * n, 100, "Läsfest") for n in (0, 1, 2)]
    [page] = draw_pages(tmp_path, [cells])
    assert len(page.rules) == 12 and all(shape.stroke is None for shape in page.shapes)


# ------------------------------------------------------------------ decks about areas

AREAS = ("Levande öar", "Unga som lyckas", "Arbete åt alla")
TOLD = "På öarna kan man bo och arbeta hela året, och båtarna går ofta."


def area(name: str, head: str, items: Sequence[str]) -> list[Draw]:
    listed = [text(60, 270 + 40 * n, f"• {item}", 18) for n, item in enumerate(items)]
    return [text(60, 30, name, 30, True), text(60, 110, TOLD, 18), text(60, 230, head, 18, True), *listed]


def deck(head: str, items: Sequence[str], vision: str = "Havsbyn – nära till allt") -> list[list[Draw]]:
    return [
        [text(60, 180, "Strategi för Havsbyn", 40, True)],
        [text(60, 30, "Vision", 30, True), box(60, 120, 800, 180, vision, size=24)],
        [text(60, 30, "Våra tre fokusområden", 30, True)]
        + [box(60 + 290 * n, 120, 320 + 290 * n, 260, name, size=18) for n, name in enumerate(AREAS)],
        *(area(name, head, [f"{item} {name.split()[0].lower()}" for item in items]) for name in AREAS),
    ]


ITEMS = ("Det finns bostäder för", "Ingen står utanför bland")


def test_a_list_of_goals_on_the_slide_of_an_area_serves_it(tmp_path: Path) -> None:
    goals = read(tmp_path, *deck("Strategiska mål", ITEMS), size=SLIDE).goals
    served = {g.title: g for g in goals if g.goal_type == "strategic_goal"}
    assert len(served) == 6 and parents(goals)["Det finns bostäder för levande"] == "Levande öar"
    assert {g.term for g in served.values()} == {"Strategiska mål"}


def test_a_list_of_bare_goals_does_not_tell_their_level(tmp_path: Path) -> None:
    goals = read(tmp_path, *deck("Mål", ITEMS), size=SLIDE).goals
    assert {g.goal_type for g in goals if g.parent is not None} == {"goal"}


@pytest.mark.parametrize(
    ("head", "items"),
    [("Strategiska mål", ("Bredband för",)), ("Strategiska mål", ("Vad betyder målen för oss?",)), ("Nuläge", ITEMS)],
)
def test_other_lists_on_the_slide_of_an_area_are_no_goals(head: str, items: Sequence[str], tmp_path: Path) -> None:
    listed = [f"{item}" for item in items]
    slides = deck(head, listed)
    slides[3:] = [area(name, head, listed) for name in AREAS]
    goals = read(tmp_path, *slides, size=SLIDE).goals
    assert not [g for g in goals if g.parent is not None]


def test_the_one_box_of_the_slide_of_the_vision_is_the_vision(tmp_path: Path) -> None:
    goals = read(tmp_path, *deck("Strategiska mål", ITEMS), size=SLIDE).goals
    assert [(g.title, g.term, g.place.page) for g in goals if g.goal_type == "vision"] == [
        ("Havsbyn – nära till allt", "Vision", 2)
    ]


@pytest.mark.parametrize("words", ["Vad betyder visionen för oss?", "Hur vi arbetar med visionen", "Vi är många här:"])
def test_a_box_that_asks_or_leads_on_is_no_vision(words: str, tmp_path: Path) -> None:
    goals = read(tmp_path, *deck("Strategiska mål", ITEMS, words), size=SLIDE).goals
    assert not [g for g in goals if g.goal_type == "vision"]


@pytest.mark.parametrize(
    "words",
    ["Antagen av kommunfullmäktige i juni", "Arbetet med en ny vision pågår", "Diskutera två och två i fem minuter"],
)
def test_a_box_that_tells_of_the_vision_is_none(words: str, tmp_path: Path) -> None:
    goals = read(tmp_path, *deck("Strategiska mål", ITEMS, words), size=SLIDE).goals
    assert not [g for g in goals if g.goal_type == "vision"]


def test_a_box_beside_words_as_large_is_no_vision(tmp_path: Path) -> None:
    slides = deck("Strategiska mål", ITEMS, "Hamnen i Havsbyn en morgon")
    slides[1].append(text(60, 300, "Havsbyn – nära till allt", 24))
    assert not [g for g in read(tmp_path, *slides, size=SLIDE).goals if g.goal_type == "vision"]


def test_two_lists_under_one_label_on_a_slide_are_both_read(tmp_path: Path) -> None:
    slides = deck("Nämndmål", ITEMS[:1])
    for slide, name in zip(slides[3:], AREAS, strict=True):
        slide += [text(500, 230, "Nämndmål", 18, True), text(500, 270, f"• Ingen står utanför i {name.lower()}", 18)]
    goals = read(tmp_path, *slides, size=SLIDE).goals
    assert len([g for g in goals if g.goal_type == "sub_goal"]) == 6
    assert len({g.key for g in goals}) == len(goals)


def test_a_chain_of_goals_that_say_how_it_is_states_them(tmp_path: Path) -> None:
    stated = ("Det goda livet vid havet", "Det finns plats för alla", "Fler i arbete", "Trygga elever överallt")
    levels = [(level, words, fill) for (level, _, fill), words in zip(LEVELS, stated, strict=True)]
    assert [g.title for g in read(tmp_path, COVER, COVER[1:], chain(levels)).goals] == list(stated)


@pytest.mark.parametrize(
    ("header", "framework", "kind"),
    [
        ("Agenda 2030, mål", "Agenda 2030", "mål"),
        ("RUS Jämtland Härjedalen, prioritering", "RUS", "prioritering"),
        ("RUS Gävleborg (målområden)", "RUS", "målområde"),
        ("Agenda 2030: delmål", "Agenda 2030", "delmål"),
        ("Agenda 2030, ansvarig", None, None),
        ("Mål 2030", None, None),
        ("Utfall 2030, mål", None, None),
    ],
)
def test_the_kind_behind_the_framework_in_the_header_of_a_column(
    header: str, framework: str | None, kind: str | None
) -> None:
    found, told = framework_of_column(header, read_slide_words())
    assert (found.name if found else None, told) == (framework, kind)
    assert found is None or role_of(header) == (None, 0.0)


# ------------------------------------------------------------------ areas over lists

LISTED = {
    "Trygg barndom": ("Alla barn ska kunna simma", "Alla unga ska ha en fritid nära hemmet"),
    "Levande skärgård": ("Öarna ska ha båtar året om", "Vattnet i vikarna ska vara rent"),
    "Öppet hus": ("Alla ska få svar inom en dag", "Kommunen ska vara en god arbetsgivare"),
}


def areas_over_lists(title: str, names: Sequence[str] = tuple(LISTED)) -> list[Draw]:
    drawn: list[Draw] = [text(40, 30, title, 28, True)]
    for n, (name, goals) in enumerate(zip(names, LISTED.values(), strict=True)):
        x = 40 + 300 * n
        drawn.append(box(x, 110, x + 280, 160, head=name, fill="#dfe8d5", stroke=None, round_corners=False))
        drawn.append(box(x, 166, x + 280, 400, fill="#f3f3f0", stroke=None, round_corners=False))
        drawn += [text(x + 8, 180 + 44 * i, f"•  {goal}", 15, width=265) for i, goal in enumerate(goals)]
    return drawn


def test_each_bullet_under_an_area_is_a_goal_of_that(tmp_path: Path) -> None:
    story = [[text(40, 200, "Budget 2032", 40, True)], areas_over_lists("Fullmäktiges målområden och mål")]
    goals = read(tmp_path, *story, size=SLIDE).goals
    assert parents(goals) == {**dict.fromkeys(LISTED), **{g: area for area, own in LISTED.items() for g in own}}
    assert {(g.goal_type, g.set_by) for g in goals} == {("goal_area", "council"), ("strategic_goal", "council")}
    assert not any(g.flags for g in goals)


def test_lists_under_a_title_that_names_no_areas_give_none(tmp_path: Path) -> None:
    names = ("Steg ett", "Steg två", "Steg tre")
    story = [[text(40, 200, "Budget 2032", 40, True)], areas_over_lists("Så arbetar vi", names)]
    assert not any(g.goal_type == "goal_area" for g in read(tmp_path, *story, size=SLIDE).goals)
