"""Slides and goal maps of steering models: what explains, what is joined, what tables beside them tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import papers
import pytest
from drawings import A4_WIDE, SLIDE, Draw, box, chevron, draw_pages, line, text

from extractors.diagrams import find_diagram, has_ruled_table
from extractors.document import read_plan
from extractors.families.framework_links import framework_with_county, split_items
from extractors.families.roles import role_of
from extractors.families.slide_pages import read_slide
from extractors.families.slide_records import SlideReading, links_in_tables, without_stated
from extractors.families.slide_subjects import find_subjects, links_of_text_slides
from extractors.families.slide_words import read_slide_words
from extractors.families.slides import read_slides
from extractors.families.state import Walk
from extractors.furniture import find_furniture, read_edges
from pipeline.records import Box, Cell, Place, RawGoal, Table

WORDS = read_slide_words()


def read(folder: Path, *pages: Sequence[Draw], size: tuple[float, float] = SLIDE) -> SlideReading:
    return read_slides(draw_pages(folder, pages, size))


def parents(reading: SlideReading) -> dict[str, str | None]:
    titles = {goal.key: goal.title for goal in reading.goals}
    return {goal.title: titles[goal.parent] if goal.parent else None for goal in reading.goals}


def types(reading: SlideReading) -> dict[str, str]:
    return {goal.title: goal.goal_type for goal in reading.goals}


# ------------------------------------------------------------------ steering models


def arrows(*explained: tuple[str, str]) -> list[Draw]:
    """A row of block arrows, each with a level and what it is."""
    row: list[Draw] = []
    for i, (level, told) in enumerate(explained):
        x = 20 + 232 * i
        row += [chevron(x, 60, x + 220, 130, level), text(x + 8, 95, told, 10, width=150)]
    return row


MODEL = arrows(
    ("Vision", "Vart vi är på väg"),
    ("Kommunmål", "Beslutas av fullmäktige"),
    ("Nämndmål", "Nämndens bidrag till kommunmålet"),
    ("Aktiviteter", "Det verksamheten gör"),
)
EXAMPLE = [
    text(20, 160, "Ett exempel:", 15, True),
    box(250, 200, 450, 270, "Barn och unga i Havsbyn lyckas i skolan"),
    box(490, 200, 690, 270, "BUN – Alla elever kan läsa efter årskurs 1"),
    box(730, 180, 930, 225, "Läsa högt varje dag"),
    box(730, 245, 930, 290, "Öppna skolbiblioteket på kvällar"),
    line((450, 235), (484, 235), arrow=True),
    line((690, 225), (724, 205), arrow=True),
    line((690, 245), (724, 265), arrow=True),
    text(330, 350, "Nämndens indikatorer", 13, True),
    box(490, 330, 690, 380, "Lästestet i årskurs 1"),
    line((590, 270), (590, 324), arrow=True),
]
HEAD = text(20, 15, "Så hänger styrningen ihop", 26, True)


def test_a_row_of_arrows_that_explains_the_levels_holds_no_goals(tmp_path: Path) -> None:
    reading = read(tmp_path, [HEAD, *MODEL])
    assert (reading.goals, reading.actions, reading.indicators) == ((), (), ())


def test_an_example_under_explained_levels_is_a_chain(tmp_path: Path) -> None:
    reading = read(tmp_path, [HEAD, *MODEL, *EXAMPLE])
    assert parents(reading) == {
        "Barn och unga i Havsbyn lyckas i skolan": None,
        "Alla elever kan läsa efter årskurs 1": "Barn och unga i Havsbyn lyckas i skolan",
    }
    own = next(goal for goal in reading.goals if goal.scope == "BUN")
    assert (own.goal_type, own.set_by) == ("sub_goal", "committee")
    assert [(a.action, a.goal) for a in reading.actions] == [
        ("Läsa högt varje dag", own.key),
        ("Öppna skolbiblioteket på kvällar", own.key),
    ]
    assert [(i.name, i.goal) for i in reading.indicators] == [("Lästestet i årskurs 1", own.key)]


GOALS = (
    ("Trygg vardag", ("Barn och unga i Havsbyn lyckas i skolan", "Äldre lever ett självständigt liv")),
    ("Växande by", ("Företagen växer i hela kommunen", "Det finns bostäder för alla åldrar")),
)


def goal_map() -> list[Draw]:
    drawn = [
        box(20, 10, 940, 70, "I Havsbyn är det nära till allt som betyder något.", head="Vår vision"),
        box(80, 85, 880, 125, "Havsbyn – plats för fler", fill="#dddddd", size=18),
    ]
    for i, (area, goals) in enumerate(GOALS):
        x = 20 + 470 * i
        drawn.append(box(x, 145, x + 440, 210, "Vi bryr oss om detta varje dag.", head=area, fill="#deebf7"))
        drawn += [box(x + 10, 220 + 60 * n, x + 430, 270 + 60 * n, goal) for n, goal in enumerate(goals)]
    return drawn


@pytest.mark.parametrize("with_example", [True, False])
def test_vision_and_overarching_goal_over_areas_with_goals(tmp_path: Path, with_example: bool) -> None:
    story = [text(40, 40, "Nedan är vår vision, ett övergripande mål och kommunmålen.", 20)]
    pages = [story, *([[HEAD, *MODEL, *EXAMPLE]] if with_example else []), goal_map()]
    reading = read(tmp_path, *pages)
    found = types(reading)
    assert found["I Havsbyn är det nära till allt som betyder något."] == "vision"
    assert found["Havsbyn – plats för fler"] == "overarching_goal"
    for area, goals in GOALS:
        assert found[area] == "goal_area" and parents(reading)[area] == "Havsbyn – plats för fler"
        assert {(found[goal], parents(reading)[goal]) for goal in goals} == {("strategic_goal", area)}
    row = next(goal for goal in reading.goals if goal.title == "Företagen växer i hela kommunen")
    assert row.flags == (() if with_example else ("level-inferred",))
    assert row.set_by == ("council" if with_example else None) and (with_example or row.confidence <= 0.6)
    example = next(goal for goal in reading.goals if goal.title.startswith("Barn och unga"))
    assert example.place.page == len(pages)  # the map says more of it than the example


def test_values_of_an_organisation_are_no_goals(tmp_path: Path) -> None:
    drawn = [box(20 + 310 * i, 100, 310 + 310 * i, 200, f"Vi är {w} och vi har tid för varandra") for i, w in WISHES]
    reading = read(tmp_path, [text(40, 20, "Vår värdegrund och våra mål", 30, True), *drawn])
    assert reading.goals == ()


WISHES = tuple(enumerate(("öppna", "modiga", "snälla")))


# ------------------------------------------------------------------ trees and measures

TREE = [
    text(40, 10, "Från vision till mål", 17, True),
    box(40, 230, 190, 300, "Havsbyn ger plats", head="VISION 2041"),
    *[box(250, y, 400, y + 60, name, head="Målområde") for y, name in ((100, "Livet"), (380, "Kraften"))],
    *[
        line((190, 265), (220, 265)),
        line((220, 265), (220, 130)),
        line((220, 130), (250, 130)),
        line((190, 265), (220, 265)),
        line((220, 265), (220, 410)),
        line((220, 410), (250, 410)),
    ],
]


def test_a_tree_drawn_sideways_leads_from_left_to_right(tmp_path: Path) -> None:
    assert parents(read(tmp_path, TREE)) == {
        "Havsbyn ger plats": None,
        "Livet": "Havsbyn ger plats",
        "Kraften": "Havsbyn ger plats",
    }


def chain_with_measures() -> list[Draw]:
    heads = (("Fullmäktiges mål", 40, 280), ("Nämndmål", 340, 580), ("Indikatorer", 640, 940))
    drawn: list[Draw] = [text(40, 10, "Från mål till indikatorer", 24, True)]
    drawn += [box(x0, 50, x1, 80, head=w, fill="#1b3a57", size=10) for w, x0, x1 in heads]
    for i, name in enumerate(("skolan", "vården", "vägarna", "parkerna")):
        y = 100 + 100 * i
        drawn += [
            box(40, y, 280, y + 80, f"A{i + 1} Alla är nöjda med {name}"),
            box(340, y, 580, y + 80, f"KS – Fler möts av {name} varje år", fill="#deebf7"),
            box(640, y, 940, y + 80, fill="#fff8e1", round_corners=False),
            text(650, y + 12, f"Nöjda med {name}, andel", 10),
            text(830, y + 5, "Utfall 2031: 69,8\nMål 2033: ≥ 75", 10),
            text(650, y + 52, f"Besökare i {name}", 10),
            text(830, y + 45, "Utfall 2031: 12\nMål 2033: 15", 10),
            line((650, y + 40), (930, y + 40)),
            line((280, y + 40), (334, y + 40), arrow=True),
            line((580, y + 40), (634, y + 40), arrow=True),
        ]
    return drawn


def test_measures_beside_their_values_in_a_box_under_their_goal(tmp_path: Path) -> None:
    reading = read(tmp_path, chain_with_measures())
    titles = {goal.key: goal.title for goal in reading.goals}
    assert [goal.number for goal in reading.goals if goal.goal_type == "strategic_goal"] == ["A1", "A2", "A3", "A4"]
    assert parents(reading)["Fler möts av vården varje år"] == "Alla är nöjda med vården"
    told = [(i.name, titles[i.goal or ""], [(c.role, c.year, c.text) for c in i.cells]) for i in reading.indicators]
    assert told[:2] == [
        (
            "Nöjda med skolan, andel",
            "Fler möts av skolan varje år",
            [("outcome", 2031, "69,8"), ("target", 2033, "≥ 75")],
        ),
        ("Besökare i skolan", "Fler möts av skolan varje år", [("outcome", 2031, "12"), ("target", 2033, "15")]),
    ]
    assert len(told) == 8


def test_figures_in_boxes_under_labels_of_their_columns(tmp_path: Path) -> None:
    drawn: list[Draw] = [text(40, 20, "Målområde Det goda vattnet", 17, True)]
    drawn += [text(x, 80, w, 9.5, True) for x, w in ((40, "Övergripande mål"), (220, "Nämndmål"), (420, "Mått"))]
    drawn += [text(x, 80, w, 9, True) for x, w in ((660, "Utfall 2031"), (730, "Mål 2032"), (790, "Mål 2033"))]
    for i, what in enumerate(("sjöarna", "åarna")):
        y = 120 + 120 * i
        drawn += [
            box(40, y, 190, y + 60, f"Fler badar i {what}", fill="#0b6e6e", size=10),
            box(220, y, 390, y + 60, fill="#f3f3f3"),
            text(230, y + 8, "Miljönämnden", 7),
            text(230, y + 22, f"Provtagning sker i {what}", 9.5, True, width=150),
            box(415, y, 840, y + 60, f"Prover i {what}", size=9, round_corners=False),
            *[text(x, y + 6, figure, 9) for x, figure in ((670, "6"), (740, "8"), (800, "≥ 9"))],
            line((190, y + 30), (220, y + 30)),
            line((390, y + 30), (415, y + 30)),
        ]
    reading = read(tmp_path, drawn, drawn[:-14], size=A4_WIDE)
    assert parents(reading)["Provtagning sker i åarna"] == "Fler badar i åarna"
    assert parents(reading)["Fler badar i åarna"] == "Det goda vattnet"
    assert types(reading)["Fler badar i åarna"] == "strategic_goal"  # not over the area that it stands on the slide of
    assert {g.set_by for g in reading.goals if g.goal_type == "sub_goal"} == {"committee"}
    assert [(i.name, [(c.role, c.year, c.text) for c in i.cells]) for i in reading.indicators][-1] == (
        "Prover i åarna",
        [("outcome", 2031, "6"), ("target", 2032, "8"), ("target", 2033, "≥ 9")],
    )


def test_connectors_and_rules_in_boxes_are_no_table(tmp_path: Path) -> None:
    [page] = draw_pages(tmp_path, [chain_with_measures()])
    assert not has_ruled_table(page) and find_diagram(page) is not None
    [ruled] = draw_pages(tmp_path, [[line((40, 100 + 30 * i), (900, 100 + 30 * i)) for i in range(6)]])
    assert has_ruled_table(ruled)


# ------------------------------------------------------------------ links to frameworks

SLIDES = {"Levande byar": "Det finns affär och skola i varje by.", "Friskt vatten": "Alla sjöar går att bada i."}


def test_links_that_name_their_framework_beside_the_titles_of_slides(tmp_path: Path) -> None:
    links = (
        "RUS Gävleborg, målområde: ”Bra samhällen”\nAgenda 2030, mål: ”9 Industri”, ”11 Städer”",
        "RUS Gävleborg, prioriteringar: ”Rena vatten”\nAgenda 2030, mål: ”6 Rent vatten”",
    )
    overview: list[Draw] = [text(20, 10, "Hur allt hänger ihop", 28, True)]
    for i, (name, told) in enumerate(zip(SLIDES, links, strict=True)):
        overview.append(box(20, 60 + 100 * i, 200, 150 + 100 * i, head=name, fill="#a9d18e"))
        overview.append(box(210, 60 + 100 * i, 940, 150 + 100 * i, told))
    own = [[text(5, 20, name, 28, True), text(90, 150, told, 18)] for name, told in SLIDES.items()]
    reading = read(tmp_path, [text(60, 200, "Förslag till två fokusområden", 36, True)], *own, overview)
    titles = {goal.key: goal.title for goal in reading.goals}
    assert list(titles.values()) == list(SLIDES)
    assert [(titles[a.goal], a.framework, a.kind, a.text) for a in reading.alignments] == [
        ("Levande byar", "RUS Gävleborg", "målområde", "Bra samhällen"),
        ("Levande byar", "Agenda 2030", "mål", "9 Industri"),
        ("Levande byar", "Agenda 2030", "mål", "11 Städer"),
        ("Friskt vatten", "RUS Gävleborg", "prioritering", "Rena vatten"),
        ("Friskt vatten", "Agenda 2030", "mål", "6 Rent vatten"),
    ]


PLACE = Place(2, Box(40.0, 100.0, 900.0, 260.0))


def table_of(*rows: Sequence[str]) -> Table:
    cells = [Cell(r, c, 1, 1, words, PLACE) for r, row in enumerate(rows) for c, words in enumerate(row)]
    return Table(tuple(cells), len(rows), len(rows[0]), 1, (PLACE,))


def test_links_in_a_table_of_any_document() -> None:
    goals = [RawGoal("g1", None, "strategic_goal", "En frisk by", PLACE)]
    table = table_of(
        ("Inriktningsmål", "Agenda 2030", "Prioriteringar i RUS Jämtland Härjedalen"),
        ("1. En frisk by", "3. God hälsa 10. Minskad ojämlikhet", "– Ta vara på vattnet – Bygg tåg"),
        ("2. En annan", "4. Utbildning", "–"),
    )
    assert [(a.goal, a.framework, a.kind, a.text) for a in links_in_tables([table], goals, (), "")] == [
        ("g1", "Agenda 2030", "mål", "3. God hälsa"),
        ("g1", "Agenda 2030", "mål", "10. Minskad ojämlikhet"),
        ("g1", "RUS Jämtland Härjedalen", "prioritering", "Ta vara på vattnet"),
        ("g1", "RUS Jämtland Härjedalen", "prioritering", "Bygg tåg"),
    ]
    known = links_in_tables([table], goals, (), "")
    assert links_in_tables([table], goals, known, "") == []
    assert role_of("Målområde i RUS")[0] is None and role_of("Målområde")[0] == "goal"
    assert split_items("Industri, innovationer och infrastruktur") == ("Industri, innovationer och infrastruktur",)


# ------------------------------------------------------------------ slides and the tables of a document


def test_a_goal_that_a_map_shows_before_a_table_names_it_stays_the_maps() -> None:
    shown = RawGoal("map", "area", "strategic_goal", "Vattnet är rent", Place(3, PLACE.box), set_by="council")
    area = RawGoal("area", None, "goal_area", "Natur", Place(3, PLACE.box))
    named = RawGoal(
        "g1", None, "strategic_goal", "Vattnet är rent", Place(4, PLACE.box), number="2", parser="goal-cell"
    )
    walk = Walk([], goals=[named])
    reading = without_stated(SlideReading(goals=(area, shown)), walk)
    [_, kept] = reading.goals
    assert walk.goals == []
    assert (kept.key, kept.parent, kept.number, kept.place.page, kept.set_by) == ("g1", "area", "2", 3, "council")


def test_a_column_of_bodies_tells_whose_the_goals_below_the_councils_are(tmp_path: Path) -> None:
    rows = [
        ["Kommunmål", "Nämnd", "Nämndmål", "Indikator"],
        ["Vattnet är rent", "Miljönämnden", "Prover tas varje månad", "Antal prover"],
        ["Byn växer", "Kommunstyrelsen", "Planer tas fram i tid", "Antal planer"],
    ]
    story = papers.read(tmp_path, papers.text("Exempel", "h1"), papers.table(rows, [130, 100, 130, 110]))
    assert {goal.title: goal.set_by for goal in story.goals} == {
        "Vattnet är rent": "council",
        "Prover tas varje månad": "committee",
        "Byn växer": "council",
        "Planer tas fram i tid": "executive_board",
    }
    chain = papers.read(tmp_path, papers.table([row[:3] for row in rows], [150, 120, 150]))
    assert [goal.set_by for goal in chain.goals] == ["council", "committee", "council", "executive_board"]


# ------------------------------------------------------------------ pages of A4 on their side


def wide_deck(folder: Path, *draws: Draw) -> tuple[list[str], list[str]]:
    """Titles of goals and headings in a map on A4 on its side, after a page with a goal tree."""
    areas = [box(60 + 260 * n, 200, 290 + 260 * n, 250, f"Målområde: {name}") for n, name in enumerate(NAMES)]
    joined = [line((420, 150), (170 + 260 * n, 200)) for n in range(3)]
    tree = [
        text(60, 30, "Målkedja", 26, True),
        box(200, 100, 640, 150, "Vision: Alla trivs i Havsbyn"),
        *areas,
        *joined,
    ]
    draw_pages(folder, [tree, [text(60, 30, "Så styr vi", 26, True), *draws]], A4_WIDE)
    found = read_plan(folder / "drawn.pdf")
    return [goal.title for goal in found.goals], [heading.title for heading in found.headings]


NAMES = ("Trygghet", "Hälsa", "Miljö")
PARAGRAPH = "Varje nämnd gör fullmäktiges mål till sina egna och följer upp dem i augusti och i årsredovisningen."


def test_paragraphs_in_cards_on_a_wide_page_are_read_as_text(tmp_path: Path) -> None:
    heads = ("Fullmäktige", "Nämnderna", "Förvaltningarna")
    cards = [box(60 + 260 * n, 90, 290 + 260 * n, 230, PARAGRAPH, head=head) for n, head in enumerate(heads)]
    goals, headings = wide_deck(tmp_path, *cards)
    assert goals == ["Alla trivs i Havsbyn", *NAMES]
    assert [title for title in headings if title in ("Så styr vi", *heads)] == ["Så styr vi", *heads]


def test_short_names_with_what_they_mean_beside_them_are_no_headings(tmp_path: Path) -> None:
    cards = [box(60 + 260 * n, 90, 290 + 260 * n, 230, PARAGRAPH, head=f"Del {n}") for n in range(3)]
    names = {"KS": "Kommunstyrelsen", "PN": "Parknämnden", "HN": "Hamnnämnden"}
    listed = [text(60, 260, "Förkortningar", 16, True)]
    for n, (short, whole) in enumerate(names.items()):
        listed += [text(60, 300 + 25 * n, short, 12, True), text(130, 300 + 25 * n, whole, 12)]
    headings = wide_deck(tmp_path, *cards, *listed)[1]
    assert "Förkortningar" in headings and not set(names) & set(headings)


# ------------------------------------------------------------------ what a slide about one goal shows


def links(reading: SlideReading) -> list[tuple[str, str, str | None, str]]:
    titles = {goal.key: goal.title for goal in reading.goals}
    return [(titles[link.goal], link.framework, link.kind, link.text) for link in reading.alignments]


MAP = (
    text(40, 20, "Vision och inriktningsmål", 30, True),
    box(40, 120, 440, 220, "Alla barn ska lyckas i skolan", head="Inriktningsmål 1"),
    box(480, 120, 880, 220, "Havsbyn ska växa klimatsmart", head="Inriktningsmål 2"),
    box(40, 260, 880, 330, "Vi växer vid vattnet", head="Vision 2035"),
)


def test_a_slide_titled_with_a_goals_number_links_that_goal(tmp_path: Path) -> None:
    said = (
        "Agenda 2030: mål 4 God utbildning för alla, mål 10 Minskad ojämlikhet\nRUS Halland: ”Halland ska hålla ihop”"
    )
    slide = [text(40, 20, "Inriktningsmål 1", 30, True), text(40, 400, said, 14)]
    assert links(read(tmp_path, MAP, slide, MAP)) == [
        ("Alla barn ska lyckas i skolan", "Agenda 2030", "mål", "4 God utbildning för alla"),
        ("Alla barn ska lyckas i skolan", "Agenda 2030", "mål", "10 Minskad ojämlikhet"),
        ("Alla barn ska lyckas i skolan", "RUS Halland", None, "Halland ska hålla ihop"),
    ]


def test_boxes_beside_a_frameworks_name_are_links_of_the_slides_goal(tmp_path: Path) -> None:
    names = ("3 God hälsa", "4 God utbildning", "10 Minskad ojämlikhet")
    tags = [box(160 + 220 * n, 90, 370 + 220 * n, 114, name, fill="#4c9f38", size=10) for n, name in enumerate(names)]
    chain = [
        text(40, 140, "Övergripande mål", 12, True),
        text(480, 140, "Nämndmål", 12, True),
        box(40, 200, 400, 260, "Alla barn ska lyckas i skolan"),
        box(480, 200, 880, 260, "Nämnden ska ge alla stöd i tid"),
        line((400, 230), (480, 230)),
    ]
    slide = [text(40, 20, "Målområde Det goda livet", 26, True), text(40, 95, "Agenda 2030:", 10), *tags, *chain]
    assert links(read(tmp_path, slide, slide)) == [("Det goda livet", "Agenda 2030", "mål", name) for name in names]


def test_links_in_cells_that_name_the_frameworks(tmp_path: Path) -> None:
    goals = [RawGoal("g1", None, "strategic_goal", "En frisk by", PLACE)]
    lines = (
        "Agenda 2030:",
        "3 God hälsa",
        "8 Anständiga arbetsvillkor och",
        "tillväxt",
        "RUS Halland:",
        "Ta vara på vattnet och alla som",
        "bor vid det",
        "Bygg tåg",
    )
    table = table_of(("Mål", "Koppling"), ("1.1 En frisk by", "x"))
    cells = [replace(c, text=" ".join(lines), lines=lines) if c.text == "x" else c for c in table.cells]
    assert [
        (a.framework, a.kind, a.text) for a in links_in_tables([replace(table, cells=tuple(cells))], goals, (), "")
    ] == [
        ("Agenda 2030", "mål", "3 God hälsa"),
        ("Agenda 2030", "mål", "8 Anständiga arbetsvillkor och tillväxt"),
        ("RUS Halland", None, "Ta vara på vattnet och alla som bor vid det"),
        ("RUS Halland", None, "Bygg tåg"),
    ]
    words = [
        replace(c, text="Se bilaga", lines=("Se bilaga", "Agenda 2030:")) if c.text == "x" else c for c in table.cells
    ]
    assert links_in_tables([replace(table, cells=tuple(words))], goals, (), "") == []


@pytest.mark.parametrize("name", ["Växtplats Blekinge", "Gröna Kronoberg 2025"])
def test_a_regions_strategy_by_its_own_name(name: str) -> None:
    found = framework_with_county(name, WORDS)
    assert found is not None and found.name == name


# ------------------------------------------------------------------ slides that are read as text is


TILES = ((3, "God hälsa"), (8, "Anständiga arbetsvillkor"))


def panel(name: str, goals: Sequence[str]) -> list[Draw]:
    """A slide with an area at its left, its goals as bullets at its right, and tiles of outside goals below."""
    draws = [text(30, 30, "Fokusområde", 14), text(30, 58, name, 30, True, 280)]
    draws += [text(330, 24, "Prioriterade mål", 20, True)]
    draws += [text(335, 58 + 32 * n, f"• {goal}", 16) for n, goal in enumerate(goals)]
    draws += [text(330, 200 + 28 * n, "Vi följer upp arbetet varje vår och redovisar det.", 16) for n in range(3)]
    draws.append(text(330, 380, "Globala målen i Agenda 2030", 14, True))
    for n, (number, goal) in enumerate(TILES):
        x = 330 + 200 * n
        draws += [box(x, 405, x + 40, 445, fill="#4c9f38", stroke=None, round_corners=False)]
        draws += [text(x + 14, 413, str(number), 18, True), text(x + 46, 418, goal, 10, width=130)]
    return draws


AREAS = {"Trygg by": ["Alla känner sig trygga här", "Fler mår bra"], "Grön by": ["Havet är rent", "Fler åker buss"]}


def test_a_heading_over_bullets_that_every_panel_repeats_is_no_running_header(tmp_path: Path) -> None:
    pages = draw_pages(tmp_path, [panel(name, goals) for name, goals in AREAS.items()], SLIDE)
    furniture = find_furniture(read_edges(pages), {})
    assert not [w.text for page in pages for w in page.words if w.box in furniture[page.number] and w.text == "mål"]


def test_tiles_with_numbers_under_a_frameworks_name(tmp_path: Path) -> None:
    slides = [
        s for p in draw_pages(tmp_path, [panel("Trygg by", ["Fler mår bra"])], SLIDE) if (s := read_slide(p, WORDS))
    ]
    goals = [
        RawGoal("a", None, "focus_area", "Trygg by", PLACE),
        RawGoal("b", "a", "strategic_goal", "Fler mår bra", PLACE),
    ]
    found = links_of_text_slides(SlideReading(shown=tuple(slides)), goals, ())
    assert [(link.goal, link.framework, link.kind, link.text) for link in found] == [
        ("a", "Agenda 2030", "mål", "God hälsa"),
        ("a", "Agenda 2030", "mål", "Anständiga arbetsvillkor"),
    ]
    assert links_of_text_slides(SlideReading(shown=tuple(slides)), goals, found) == ()
    assert links_of_text_slides(SlideReading(shown=tuple(slides), pages=frozenset({1})), goals, ()) == ()


def test_a_slide_that_shows_several_areas_is_about_none(tmp_path: Path) -> None:
    slide = read_slide(
        draw_pages(tmp_path, [[*panel("Trygg by", []), text(30, 120, "Grön by", 30, True)]], SLIDE)[0], WORDS
    )
    goals = [RawGoal(name, None, "focus_area", name, PLACE) for name in AREAS]
    assert slide is not None and find_subjects([slide], goals, WORDS) == {}
