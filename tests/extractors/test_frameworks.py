"""Goal frameworks (vision och målkarta, styrmodell, affärsplan): goals whose parts stand apart on the page, or whose
tree is drawn on one page and worded on others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, A4_WIDE, SLIDE, Draw, box, draw_pages, line, text
from papers import bullet, callout, prose, published, read, table
from papers import text as paragraph
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from extractors.connectors import find_connections
from extractors.diagrams import find_diagram
from extractors.families.council_levels import with_council_levels
from extractors.families.drawn_parents import with_drawn_parents
from extractors.families.goal_lists import level_below_areas
from extractors.side_boxes import find_side_boxes
from pipeline.records import Box, Place, RawDocument, RawGoal

SENTENCE = "I Sjöby planerar vi för flera år i taget tillsammans med alla som bor och arbetar här. "
PLACE = Place(1, Box(0, 0, 10, 10))


def plan(folder: Path, *pages: Sequence[Draw], size: tuple[float, float] = A4) -> RawDocument:
    draw_pages(folder, pages, size)
    return read_plan(folder / "drawn.pdf")


def parents(found: RawDocument) -> dict[str, str | None]:
    titles = {goal.key: goal.title for goal in found.goals}
    return {goal.title: titles.get(goal.parent or "") for goal in found.goals}


# ------------------------------------------------------------------ boxes beside the goals that they belong to

COVER = [text(60, 200, "Vision och mål för Sjöby", 28, True)]


def goal_beside_box(top: float, goal: str, measures: str, box_top: float | None = None) -> list[Draw]:
    at = top if box_top is None else box_top
    return [
        text(60, top + 6, goal, 12, True, 250),
        text(60, top + 40, SENTENCE, 9, width=250),
        box(340, at, 540, at + 80, fill="#eeeeee", stroke=None, round_corners=False),
        text(350, at + 6, "Så mäter vi", 9, True),
        text(350, at + 20, measures, 9, width=180),
    ]


def framework(*rows: Sequence[Draw]) -> list[Draw]:
    page = [
        text(60, 60, "Målområden och inriktningsmål", 22, True),
        text(60, 110, "Målområde 1: Trygga dagar", 15, True),
        text(60, 140, SENTENCE * 3, 9, width=480),
    ]
    return [*page, *(draw for row in rows for draw in row), text(60, 560, SENTENCE * 9, 9, width=480)]


NURSE = goal_beside_box(200, "1.1 Äldre bestämmer över sin vardag", "• Nöjda med måltiderna: minst 84 %")
PUPIL = goal_beside_box(310, "1.2 Unga klarar sina studier", "• Behöriga i årskurs 9")
WALKS = goal_beside_box(420, "1.3 Gator och torg är upplysta", "• Trasiga lampor: högst 12 st")


def test_a_box_beside_a_goal_holds_the_measures_of_that_goal(tmp_path: Path) -> None:
    found = plan(tmp_path, COVER, framework(NURSE, PUPIL, WALKS))
    goals = {goal.key: goal for goal in found.goals}
    assert {row.name: goals[row.goal or ""].number for row in found.indicators} == {
        "Nöjda med måltiderna": "1.1",
        "Behöriga i årskurs 9": "1.2",
        "Trasiga lampor": "1.3",
    }


def test_the_heading_over_areas_names_the_level_below_them(tmp_path: Path) -> None:
    found = plan(tmp_path, COVER, framework(NURSE, PUPIL, WALKS))
    assert [(g.goal_type, g.number, g.term) for g in found.goals] == [
        ("goal_area", "1", "Målområde"),
        ("strategic_goal", "1.1", "Inriktningsmål"),
        ("strategic_goal", "1.2", "Inriktningsmål"),
        ("strategic_goal", "1.3", "Inriktningsmål"),
    ]
    assert set(parents(found).values()) == {None, "Trygga dagar"}


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Fokusområden och effektmål", "sub_goal"),
        ("Målområden med mål", "goal"),
        ("Målområden och uppföljning", None),
        ("Målområden 2031–2034", None),
        ("Inriktningsmål och budget", None),
    ],
)
def test_levels_in_a_heading_over_areas(title: str, level: str | None) -> None:
    found = level_below_areas(title)
    assert (found.goal_type if found else None) == level


def test_boxes_beside_text_that_goes_on_past_them_part_nothing(tmp_path: Path) -> None:
    facts = [box(340, top, 540, top + 60, "Visste du att Sjöby har en ångbåt?", fill="#eeeeee") for top in (230, 330)]
    [page] = draw_pages(tmp_path, [[text(60, 200, SENTENCE * 9, 9, width=250), *facts]], A4)
    inside = [Box(348, top + 6, 530, top + 20) for top in (230, 330)]
    assert find_side_boxes(page, [Box(60, 200, 310, 420), *inside]) == ()


# ------------------------------------------------------------------ a table with an area in each column

AREAS = ("Livet i byn", "Rena vatten")
TOLD = ("Här ska det vara lätt att bo och att träffas.", "Sjön är vår och vi tar hand om den.")


def model(folder: Path, heading: str, cells: tuple[str, str]) -> RawDocument:
    story = [paragraph("Inledning", "h1"), *prose(9), paragraph(heading, "h1"), *prose(6)]
    columns = table([list(AREAS), list(TOLD), list(cells)], [220, 220])
    follows = [paragraph("Uppföljning", "h1"), *prose(6)]
    return read(folder, paragraph("Styrmodell för Sjöby", "title"), *story, columns, *follows)


LISTED = ("Effektmål<br/>• Fler familjer flyttar hit<br/>• Barnen får plats i förskolan", "Effektmål<br/>• Sjön är ren")


def test_columns_of_areas_with_their_goals(tmp_path: Path) -> None:
    found = model(tmp_path, "Fokusområden och effektmål", LISTED)
    assert parents(found) == {
        "Livet i byn": None,
        "Fler familjer flyttar hit": "Livet i byn",
        "Barnen får plats i förskolan": "Livet i byn",
        "Rena vatten": None,
        "Sjön är ren": "Rena vatten",
    }
    assert {(g.goal_type, g.term) for g in found.goals} == {("focus_area", "Fokusområde"), ("sub_goal", "Effektmål")}
    assert [g.description for g in found.goals if g.goal_type == "focus_area"] == list(TOLD)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Organisation och ansvar", LISTED),  # no heading over areas
        ("Fokusområden och effektmål", ("Se bilaga", "Se bilaga")),  # no goals in the columns
        ("Fokusområden och effektmål", (LISTED[0], "Tas fram under året")),  # not in all
    ],
)
def test_other_tables_are_no_columns_of_areas(heading: str, cells: tuple[str, str], tmp_path: Path) -> None:
    found = model(tmp_path, heading, cells)
    assert not any(goal.parser == "goal-matrix" for goal in found.goals)


# ------------------------------------------------------------------ drawings


def bent(*points: tuple[float, float], closed: bool = False) -> Draw:
    """A line bent several times, in one path as office programs write connectors."""

    def draw(canvas: Canvas, height: float) -> None:
        path = canvas.beginPath()
        path.moveTo(points[0][0], height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, height - y)
        canvas.setStrokeColor(HexColor("#404040"))
        canvas.drawPath(path, fill=0, stroke=1)

    return draw


def test_a_line_bent_twice_joins_two_boxes(tmp_path: Path) -> None:
    boxes = [box(380, 60, 580, 110, "Sjöby växer"), box(60, 200, 260, 250, "Arbete")]
    [page] = draw_pages(tmp_path, [[*boxes, bent((480, 110), (480, 155), (160, 155), (160, 200))]])
    outlines = [Box(380, 60, 580, 110), Box(60, 200, 260, 250)]
    assert [(c.source, c.target) for c in find_connections(page, outlines)] == [(0, 1)]


def test_three_sides_of_a_rectangle_join_nothing(tmp_path: Path) -> None:
    boxes = [box(380, 60, 580, 110, "Sjöby växer"), box(60, 60, 260, 110, "Arbete")]
    [page] = draw_pages(tmp_path, [[*boxes, bent((160, 112), (160, 200), (480, 200), (480, 112))]])
    assert find_connections(page, [Box(380, 60, 580, 110), Box(60, 60, 260, 110)]) == ()


def named(key: str, goal_type: str, title: str, **more: str | None) -> RawGoal:
    return RawGoal(key, None, goal_type, title, PLACE, **more)


TOLD_GOALS = (
    named("v", "vision", "Sjöby är en by för alla. Här möts gammalt och nytt."),
    named("a", "goal_area", "Trygga dagar"),
    named("b", "goal_area", "Rena vatten"),
    named("c", "strategic_goal", "Äldre bestämmer över sin vardag"),
)
MAP = [
    box(250, 60, 590, 110, "Sjöby är en by för alla"),
    box(60, 200, 360, 250, "Trygga dagar"),
    box(480, 200, 780, 250, "Rena vatten"),
    box(60, 330, 360, 380, "Äldre bestämmer över sin vardag"),
]
LINES = [line((420, 110), (210, 200)), line((420, 110), (630, 200)), line((210, 250), (210, 330))]


def drawn(folder: Path, *draws: Draw) -> dict[str, str | None]:
    [page] = draw_pages(folder, [draws], A4_WIDE)
    diagram = find_diagram(page)
    assert diagram is not None
    return {goal.key: goal.parent for goal in with_drawn_parents(TOLD_GOALS, [diagram])}


def test_a_drawing_tells_whom_goals_of_the_text_serve(tmp_path: Path) -> None:
    assert drawn(tmp_path, *MAP, *LINES) == {"v": None, "a": "v", "b": "v", "c": "a"}


def test_a_goal_drawn_to_two_others_serves_none_for_sure(tmp_path: Path) -> None:
    assert drawn(tmp_path, *MAP, *LINES, line((480, 240), (340, 330)))["c"] is None


def test_a_drawing_without_lines_tells_nothing(tmp_path: Path) -> None:
    assert set(drawn(tmp_path, *MAP).values()) == {None}


CHAIN = ("Vision", "Kommunfullmäktige"), ("Fokusområde", "Kommunfullmäktige"), ("Nämndmål", "Nämnd")
SAID = "Sjöby – byn vid vattnet", "Rena vatten", "TN – Båtarna i hamnen går på el"


def chain(labels: Sequence[tuple[str, str]] = CHAIN) -> list[Draw]:
    """A column of levels with the bodies that decide, beside a chain of goals; arrows run down within each."""
    page = [text(50, 40, "Styrmodell för Sjöby", 24, True), text(50, 90, SENTENCE * 4, 10, width=490)]
    for n, ((level, body), goal) in enumerate(zip(labels, SAID, strict=True)):
        top = 180 + 90 * n
        page.append(box(50, top, 160, top + 60, body, head=level, fill="#cfe3d4", size=9))
        page.append(box(190, top, 400, top + 60, goal, size=10))
        page += [line((x, top + 60), (x, top + 87), arrow=True) for x in (105, 295)] if n < 2 else []
    page.append(box(430, 360, 550, 420, "Andel eldrivna båtar", head="Indikator", size=9))
    return [*page, line((400, 390), (430, 390)), text(50, 560, SENTENCE * 9, 10, width=490)]


def test_a_column_of_levels_names_those_of_the_chain_beside_it(tmp_path: Path) -> None:
    found = plan(tmp_path, chain())
    assert [(g.title, g.goal_type, g.scope, g.set_by) for g in found.goals] == [
        (SAID[0], "vision", None, "council"),
        (SAID[1], "focus_area", None, "council"),
        ("Båtarna i hamnen går på el", "sub_goal", "TN", "committee"),
    ]
    assert parents(found)["Båtarna i hamnen går på el"] == SAID[1]
    [measure] = found.indicators
    assert (measure.name, measure.goal) == ("Andel eldrivna båtar", found.goals[2].key)


def test_bodies_under_levels_are_no_goals(tmp_path: Path) -> None:
    titles = {goal.title for goal in plan(tmp_path, chain()).goals}
    assert titles.isdisjoint({"Kommunfullmäktige", "Nämnd"})


# ------------------------------------------------------------------ whose the levels are


@pytest.mark.parametrize(
    ("text_", "setters"),
    [
        ("Kommunfullmäktige har antagit en vision som sträcker sig till 2040:", ("council", None)),
        ("Fullmäktige beslutar om vision, fokusområden och budget.", ("council", "council")),
        ("Visionen är antagen av kommunfullmäktige.", ("council", None)),
        ("Kommunfullmäktige har antagit nämndens vision.", (None, None)),
        ("Fullmäktige beslutar om budgeten. Visionen visar vägen.", (None, None)),
        ("Nämnden har antagit en vision.", (None, None)),
        ("Kommunfullmäktige antog taxan i maj och nämnden har därefter valt fyra fokusområden.", (None, None)),
        ("Fullmäktige beslutade om ramen, därför ser nämnden över sina fokusområden och sin vision.", (None, None)),
        ("Kommunfullmäktige antog i mars en budget med fyra fokusområden för inköp.", (None, None)),
    ],
)
def test_levels_that_the_council_sets(text_: str, setters: tuple[str | None, ...]) -> None:
    goals = named("v", "vision", "En by för alla"), named("a", "focus_area", "Rena vatten")
    assert tuple(goal.set_by for goal in with_council_levels(goals, text_)) == setters


@pytest.mark.parametrize(
    ("said", "set_by"),
    [
        ("Bilagan följer upp kommunfullmäktiges effektmål i planen.", "council"),
        ("Kommunfullmäktiges effektmål bryts ned i nämndernas effektmål.", None),  # both have such goals
        ("Utifrån kommunfullmäktiges effektmål har nämnden formulerat egna effektmål för året.", None),
        ("Kommunfullmäktiges effektmål följs upp i maj. Nämnden beslutar om effektmål för året.", None),
        ("Nämnden bereder planen och antar ramen. Där står kommunfullmäktiges effektmål.", "council"),
        ("Fullmäktiges mål bryts ned i effektmål.", None),
    ],
)
def test_whose_goals_of_a_word_are(said: str, set_by: str | None) -> None:
    found = with_council_levels([named("a", "sub_goal", "Sjön är ren", term="Effektmål")], said)
    assert found[0].set_by == set_by


@pytest.mark.parametrize(
    ("said", "set_by"),
    [
        ("Fullmäktige har i Budget 2032 fastställt två finansiella mål och tre verksamhetsmål.", "council"),
        ("Fullmäktige har fastställt budgeten. Nämnden följer upp tre verksamhetsmål.", None),
        ("Fullmäktige har i samråd med nämnden som antagit tre verksamhetsmål gjort en plan.", None),
        ("Fullmäktige har antagit tre verksamhetsmål, som blir nämndernas verksamhetsmål.", None),
        ("Fullmäktige fastställer inga verksamhetsmål, de tas fram av skolorna.", None),
        ("Fullmäktige fastställer verksamhetsmål för byn. Hamnnämnden har antagit egna verksamhetsmål.", None),
        ("Fullmäktige fastställer verksamhetsmål för byn. Varje nämnd beslutar om tre verksamhetsmål.", None),
        ("Styrelsen bereder budgeten i maj och fullmäktige fastställer verksamhetsmål för byn.", "council"),
    ],
)
def test_operational_goals_that_the_council_has_decided_on(said: str, set_by: str | None) -> None:
    (found,) = with_council_levels([named("a", "operational_goal", "Sjön är ren", term="Verksamhetsmål")], said)
    assert (found.goal_type, found.set_by) == ("operational_goal", set_by)


def test_a_sentence_says_which_goals_are_the_councils() -> None:
    goals = [
        named("a", "sub_goal", "Sjön är ren", term="Effektmål"),
        named("b", "sub_goal", "Fler båtar", term="Delmål"),
    ]
    found = with_council_levels(goals, "Effektmålen är fullmäktiges mål och följs upp varje år.")
    assert [(g.goal_type, g.set_by) for g in found] == [("strategic_goal", "council"), ("sub_goal", None)]


# ------------------------------------------------------------------ decks


def deck(*slides: Sequence[Draw]) -> list[list[Draw]]:
    first = [text(60, 180, "Sjöbys mål", 40, True), text(60, 260, "Dialog om mål och medel", 20)]
    return [first, *map(list, slides)]


def tree(title: str, goals: Sequence[str]) -> list[Draw]:
    page = [text(40, 20, title, 28, True), box(250, 80, 710, 125, "Vision: Sjöby – byn vid vattnet", fill="#f4cccc")]
    for n, area in enumerate(AREAS):
        x = 60 + 440 * n
        page.append(box(x, 170, x + 400, 220, f"Målområde: {area}", fill="#cfe3d4", size=14))
        page.append(line((480, 125), (x + 200, 170)))
        page += [box(x + 20, 250 + 80 * m, x + 380, 310 + 80 * m, goals[2 * n + m]) for m in (0, 1)]
    return page


GOALS = ("Barnen lyckas i skolan", "Alla har någonstans att bo", "Sjön mår bra igen", "Båtarna går på el och vind")


def test_goals_under_labelled_areas_are_inferred_and_flagged(tmp_path: Path) -> None:
    found = plan(tmp_path, *deck(tree("Kommunfullmäktiges målkarta", GOALS)), size=SLIDE)
    assert [parents(found)[goal] for goal in GOALS] == [AREAS[0]] * 2 + [AREAS[1]] * 2
    assert all(g.flags == ("level-inferred",) and g.confidence <= 0.6 for g in found.goals if g.title in GOALS)
    assert {goal.set_by for goal in found.goals} == {"council"}


def test_what_is_not_worded_as_goals_under_areas_is_none(tmp_path: Path) -> None:
    places = ("Skolan på Storgatan", "Hus och hem i byn", "Sjön och stranden intill", "Båtar vid bryggan")
    found = plan(tmp_path, *deck(tree("Målkarta", places)), size=SLIDE)
    assert {goal.title for goal in found.goals}.isdisjoint(places)
    assert {goal.set_by for goal in found.goals} == {None}


def agenda(title: str) -> list[Draw]:
    links = (
        "Mål 4: God utbildning för alla",
        "Mål 6: Rent vatten och sanitet\nMål 14: Hav och marina resurser",
    )
    page = [text(40, 20, title, 28, True)]
    for n, (area, link) in enumerate(zip(AREAS, links, strict=True)):
        top = 120 + 120 * n
        page += [box(40, top, 300, top + 70, area, size=16), box(380, top, 900, top + 70, link, size=16)]
    third = (box(40, 360, 300, 430, "Mer om målen", size=16), box(380, 360, 900, 430, "Mål 5: Jämställdhet", size=16))
    return [*page, *third]


def test_a_frameworks_goals_beside_areas_are_links(tmp_path: Path) -> None:
    slides = deck(tree("Kommunfullmäktiges målkarta", GOALS), agenda("Kopplingen till Agenda 2030"))
    found = plan(tmp_path, *slides, size=SLIDE)
    titles = {goal.key: goal.title for goal in found.goals}
    assert [(titles[link.goal], link.framework, link.kind, link.text) for link in found.alignments] == [
        (AREAS[0], "Agenda 2030", "mål", "God utbildning för alla"),
        (AREAS[1], "Agenda 2030", "mål", "Rent vatten och sanitet"),
        (AREAS[1], "Agenda 2030", "mål", "Hav och marina resurser"),
    ]
    assert not any("utbildning" in goal.title for goal in found.goals)


def test_numbered_goals_under_another_title_are_no_links(tmp_path: Path) -> None:
    found = plan(tmp_path, *deck(tree("Kommunfullmäktiges målkarta", GOALS), agenda("Så hänger det ihop")), size=SLIDE)
    assert found.alignments == ()


HOLD_A_NAME = ("Jämställdhet ska råda i byn", "God utbildning för alla ska ges nära hemmet", "God hälsa ska nå alla")


@pytest.mark.parametrize(
    "own", [tuple(GOALS[:3]), HOLD_A_NAME], ids=["other words", "words with a goal's name in them"]
)
def test_goals_of_the_body_itself_under_a_frameworks_name_are_kept(own: tuple[str, ...], tmp_path: Path) -> None:
    page = [text(40, 20, "Målens koppling till Agenda 2030", 28, True)]
    page += [box(40 + 300 * n, 140, 300 + 300 * n, 240, f"Mål {n + 1}: {goal}") for n, goal in enumerate(own)]
    found = plan(tmp_path, *deck(page), size=SLIDE)
    assert {goal.title for goal in found.goals} >= set(own)
    assert found.alignments == ()


def cards(*bands: str) -> list[Draw]:
    page = [text(40, 20, "Så mäter vi", 28, True)]
    for n, band in enumerate(bands):
        x = 40 + 440 * n
        page.append(box(x, 100, x + 400, 150, band, fill="#7a3e75", round_corners=False, stroke=None, size=14))
        page.append(box(x, 150, x + 400, 400, fill="#f3eef3", round_corners=False, stroke=None))
        parts = ("Nöjda gäster" if n else "Trygga elever", 14), ("Nuläge 2030", 12), ("81 %", 26), ("Mål 2032", 12)
        for m, (words, size) in enumerate((*parts, ("minst 85 %", 22))):
            page.append(text(x + 60, 170 + 42 * m, words, size))
    return page


def test_a_card_of_labels_and_figures_by_turns_under_the_band_of_its_goal(tmp_path: Path) -> None:
    slides = deck(tree("Kommunfullmäktiges målkarta", GOALS), cards(GOALS[0], "Våra gäster"))
    found = plan(tmp_path, *slides, size=SLIDE)
    titles = {goal.key: goal.title for goal in found.goals}
    stated = [
        (row.name, titles.get(row.goal or ""), [(c.role, c.year, c.text) for c in row.cells])
        for row in found.indicators
    ]
    cells = [("baseline", 2030, "81 %"), ("target", 2032, "minst 85 %")]
    assert stated == [("Trygga elever", GOALS[0], cells), ("Nöjda gäster", None, cells)]


# ------------------------------------------------------------------ plans of companies, covers, tables over pages


def test_directives_of_the_owner_are_goals_that_others_answer_to(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        paragraph("Affärsplan 2031", "title"),
        *prose(9),
        paragraph("Ägardirektiv", "h1"),
        *prose(3),
        callout("**D1** Bolaget ska hålla hamnen öppen hela året"),
        callout("**D2** Bolaget ska ge ägaren en rimlig avkastning"),
        paragraph("Mål och mått", "h1"),
        paragraph("**Verksamhetsmål K1: Båtarna kommer i tid**"),
        paragraph("Svarar mot ägardirektiv D1"),
        *prose(6),
    )
    assert [(g.goal_type, g.number, g.set_by) for g in found.goals] == [
        ("strategic_goal", "D1", "council"),
        ("strategic_goal", "D2", "council"),
        ("operational_goal", "K1", None),
    ]
    assert parents(found)["Båtarna kommer i tid"] == "Bolaget ska hålla hamnen öppen hela året"


def test_text_about_directives_states_none(tmp_path: Path) -> None:
    story = [paragraph("Ägardirektiv", "h1"), paragraph("Bolaget ska följa de direktiv som gäller."), *prose(6)]
    told = [bullet("Bolaget ska följa lagen"), paragraph("A4 Format används för alla handlingar")]
    assert read(tmp_path, paragraph("Affärsplan 2031", "title"), *prose(9), *story, *told).goals == ()


def test_a_name_over_the_title_of_a_cover_is_no_heading(tmp_path: Path) -> None:
    cover = [text(60, 80, "SJÖBY HAMN", 16, True), text(60, 240, "Affärsplan 2031–2033", 30)]
    inner = [
        draw
        for n, title in enumerate(("Om bolaget", "Mål", "Uppföljning"))
        for draw in (text(60, 60 + 200 * n, title, 16, True), text(60, 90 + 200 * n, SENTENCE * 9, 10, width=480))
    ]
    found = plan(tmp_path, cover, inner)
    assert [(h.title, h.level) for h in found.headings] == [("Om bolaget", 1), ("Mål", 1), ("Uppföljning", 1)]


def test_a_goal_of_a_table_printed_again_as_a_heading_is_one(tmp_path: Path) -> None:
    rows = [["Kommunfullmäktiges mål", "Indikator", "Utfall 2030", "Målvärde 2031"]]
    rows += [["Alla ska kunna åka kollektivt", "Resor med buss", "12", "15"]]
    found = read(
        tmp_path,
        paragraph("Bilaga med mål", "title"),
        *prose(6),
        paragraph("Verksamhetsmål", "h1"),
        table(rows, [150, 120, 80, 80]),
        paragraph("Alla ska kunna åka kollektivt", "h2"),
        table([rows[0][1:], ["Resor med båt", "2", "3"]], [120, 80, 80]),
        *prose(6),
    )
    [goal] = found.goals
    assert goal.goal_type == "strategic_goal"
    assert {row.goal for row in found.indicators} == {goal.key}


def test_goals_of_a_committee_in_the_plan_of_a_department(tmp_path: Path) -> None:
    rows = [["Nämndmål", "Indikator", "Mål 2031"], ["Hamnen är trygg på natten", "Anmälda brott", "4"]]
    story = [paragraph("Verksamhetsplan 2031 Hamnförvaltningen", "title"), *prose(9), table(rows, [150, 150, 80])]
    [goal] = published(tmp_path, *story).goals
    assert (goal.goal_type, goal.set_by) == ("sub_goal", "committee")
