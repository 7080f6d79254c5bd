"""What slides and goal maps mean, on decks and maps of invented municipalities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, A4_WIDE, SLIDE, Draw, box, chevron, draw_pages, line, text

from extractors.families.slide_records import SlideReading
from extractors.families.slides import read_slides
from pipeline.records import RawGoal

TITLE = text(40, 20, "Vår målkedja", 30, True)
PROSE = "Nämnden ansvarar för skolan och arbetar med mål för alla barn. "


def read(folder: Path, *pages: Sequence[Draw], size: tuple[float, float] = SLIDE) -> SlideReading:
    return read_slides(draw_pages(folder, pages, size))


def goal(reading: SlideReading, title: str) -> RawGoal:
    [found] = [goal for goal in reading.goals if goal.title == title]
    return found


def parents(reading: SlideReading) -> dict[str, str | None]:
    titles = {goal.key: goal.title for goal in reading.goals}
    return {goal.title: titles[goal.parent] if goal.parent else None for goal in reading.goals}


def types(reading: SlideReading) -> dict[str, str]:
    return {goal.title: goal.goal_type for goal in reading.goals}


# ------------------------------------------------------------------ goal maps with printed levels

TREE = (
    TITLE,
    box(300, 80, 660, 140, "Vision: Havsbyn är öppen för alla"),
    box(100, 220, 400, 280, "Övergripande mål: Alla ska kunna försörja sig"),
    box(560, 220, 860, 280, "Övergripande mål: Vi ska minska utsläppen"),
    line((480, 140), (480, 180)),
    line((250, 180), (710, 180)),
    line((250, 180), (250, 220)),
    line((710, 180), (710, 220)),
    box(60, 340, 240, 400, "Delmål 1: Fler ska få jobb"),
    box(260, 340, 440, 400, "Delmål 2: Fler ska ta examen"),
    box(560, 340, 860, 400, "Delmål 3: Fordonen ska vara fossilfria"),
    line((180, 280), (150, 334), arrow=True),
    line((300, 280), (350, 334), arrow=True),
    line((710, 280), (710, 334), arrow=True),
)


def test_tree_of_labelled_boxes(tmp_path: Path) -> None:
    reading = read(tmp_path, TREE)
    assert parents(reading) == {
        "Havsbyn är öppen för alla": None,
        "Alla ska kunna försörja sig": "Havsbyn är öppen för alla",
        "Vi ska minska utsläppen": "Havsbyn är öppen för alla",
        "Fler ska få jobb": "Alla ska kunna försörja sig",
        "Fler ska ta examen": "Alla ska kunna försörja sig",
        "Fordonen ska vara fossilfria": "Vi ska minska utsläppen",
    }
    found = goal(reading, "Fler ska ta examen")
    assert (found.goal_type, found.term, found.number, found.parser) == ("sub_goal", "Delmål", "2", "diagram-box")
    assert found.place.page == 1 and 260 < found.place.box.x0 < found.place.box.x1 < 440
    assert found.flags == () and found.confidence == 1.0


def test_the_number_of_a_card_stands_in_larger_print_over_its_goal(tmp_path: Path) -> None:
    stated = ["Fler vill bo på öarna", "Alla elever ska lyckas", "Hamnen ska vara fossilfri", "Äldre ska vara trygga"]
    page = [text(40, 30, "Prioriterade mål", 28, True)]
    for i, wording in enumerate(stated):
        x, top = 40 + 440 * (i % 2), 120 + 190 * (i // 2)
        page += [
            box(x, top, x + 400, top + 160, fill="#f4efe6", stroke=None, round_corners=False),
            text(x + 15, top + 12, f"{i + 1}", 26, True),
            text(x + 15, top + 50, wording, 15, True),
            text(x + 15, top + 80, "Nämnderna arbetar tillsammans hela året.", 11),
        ]
    found = read(tmp_path, page).goals
    assert [(g.number, g.title) for g in found] == [(f"{n}", wording) for n, wording in enumerate(stated, start=1)]
    assert {g.description for g in found} == {"Nämnderna arbetar tillsammans hela året."}


def test_a_figure_over_a_text_is_no_number_of_a_goal(tmp_path: Path) -> None:
    page = [text(40, 30, "Prioriterade mål", 28, True)]
    for i, figure in enumerate(("412", "80 %")):
        x = 40 + 440 * i
        page += [
            box(x, 120, x + 400, 280, fill="#f4efe6", stroke=None, round_corners=False),
            text(x + 15, 132, figure, 26, True),
            text(x + 15, 170, "Fler vill bo på öarna", 15, True),
        ]
    assert not any(g.number for g in read(tmp_path, page).goals)


def test_chevrons_name_the_levels_of_the_columns_under_them(tmp_path: Path) -> None:
    legends = [
        chevron(30 + 230 * i, 80, 250 + 230 * i, 130, w)
        for i, w in enumerate(["Vision", "Mål", "(Del)mål", "Aktiviteter"])
    ]
    reading = read(
        tmp_path,
        [
            TITLE,
            *legends,
            box(30, 160, 240, 240, "Ett gott liv vid sjön"),
            box(260, 160, 470, 240, "Alla elever ska lyckas i skolan"),
            box(260, 260, 470, 340, "Fler ska välja att cykla till arbetet"),
            box(490, 160, 700, 240, "BUN - Fler elever ska läsa på sin fritid"),
            box(490, 260, 700, 340, "Cykelvägarna ska hänga ihop"),
            box(720, 160, 930, 240, "Bygga skolbibliotek"),
            box(720, 260, 930, 340, "Rita en cykelplan"),
        ],
    )
    assert types(reading) == {
        "Ett gott liv vid sjön": "vision",
        "Alla elever ska lyckas i skolan": "strategic_goal",
        "Fler ska välja att cykla till arbetet": "strategic_goal",
        "Fler elever ska läsa på sin fritid": "sub_goal",
        "Cykelvägarna ska hänga ihop": "sub_goal",
    }
    assert parents(reading)["Cykelvägarna ska hänga ihop"] == "Fler ska välja att cykla till arbetet"
    assert parents(reading)["Fler elever ska läsa på sin fritid"] == "Alla elever ska lyckas i skolan"
    reading_goal = goal(reading, "Fler elever ska läsa på sin fritid")
    assert (reading_goal.scope, reading_goal.set_by, reading_goal.term) == ("BUN", "committee", "(Del)mål")
    assert [(a.action, a.goal) for a in reading.actions] == [
        ("Bygga skolbibliotek", reading_goal.key),
        ("Rita en cykelplan", goal(reading, "Cykelvägarna ska hänga ihop").key),
    ]


def test_labels_at_the_left_name_the_levels_of_the_rows(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [
            TITLE,
            *[
                box(20, 100 + 80 * i, 180, 160 + 80 * i, head=w)
                for i, w in enumerate(["Vision", "Inriktningsmål", "Nämndmål"])
            ],
            box(200, 100, 920, 160, "En plats att växa på"),
            box(200, 180, 550, 240, "Vi ska ha en trygg uppväxt"),
            box(570, 180, 920, 240, "Vi ska ha ett starkt näringsliv"),
            box(200, 260, 370, 320, "Barn ska få stöd tidigt"),
            box(380, 260, 550, 320, "Alla barn ska kunna simma"),
            box(570, 260, 920, 320, "Handläggning ska gå fort"),
        ],
    )
    assert parents(reading) == {
        "En plats att växa på": None,
        "Vi ska ha en trygg uppväxt": "En plats att växa på",
        "Vi ska ha ett starkt näringsliv": "En plats att växa på",
        "Barn ska få stöd tidigt": "Vi ska ha en trygg uppväxt",
        "Alla barn ska kunna simma": "Vi ska ha en trygg uppväxt",
        "Handläggning ska gå fort": "Vi ska ha ett starkt näringsliv",
    }
    assert goal(reading, "Handläggning ska gå fort").set_by == "committee"
    assert goal(reading, "En plats att växa på").description is None


def test_indicators_by_wording_and_actions_by_colour_hang_on_the_goal_that_an_arrow_comes_from(tmp_path: Path) -> None:
    blue, green, white = "#2e75b6", "#a9d18e", "#ffffff"
    reading = read(
        tmp_path,
        [
            box(40, 30, 240, 80, head="Mål", fill=blue),
            box(300, 30, 500, 80, head="Åtgärder", fill=green),
            box(40, 200, 340, 270, "Alla barn ska må bra", fill=blue),
            box(560, 180, 860, 230, "Anställa kuratorer", fill=green),
            box(560, 280, 860, 340, "Andel elever som trivs\nAntal elever på gymmet", fill=white),
            line((340, 220), (554, 205), arrow=True),
            line((340, 250), (554, 310), arrow=True),
        ],
    )
    only = goal(reading, "Alla barn ska må bra")
    assert [(i.name, i.goal) for i in reading.indicators] == [
        ("Andel elever som trivs", only.key),
        ("Antal elever på gymmet", only.key),
    ]
    assert [(a.action, a.goal) for a in reading.actions] == [("Anställa kuratorer", only.key)]


def test_phrases_in_arrows_that_lead_on_are_no_goals(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [
            box(40, 80, 200, 130, head="Vision"),
            chevron(220, 80, 420, 130, "Det når vi genom att…"),
            box(440, 80, 600, 130, head="Mål"),
            box(440, 200, 800, 260, "Alla ska ha en bostad"),
            line((520, 130), (520, 194), arrow=True),
        ],
    )
    assert types(reading) == {"Alla ska ha en bostad": "strategic_goal"}


def test_goal_in_the_box_of_its_area(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [
            text(40, 20, "Målkarta", 30, True),
            *[
                box(20 + 310 * i, 90, 310 + 310 * i, 300, f"Målområde: {w}")
                for i, w in enumerate(["Skola", "Miljö", "Arbete"])
            ],
            *[
                box(40 + 310 * i, 160, 290 + 310 * i, 220, f"Mål: Vi ska ha bra {w}")
                for i, w in enumerate(["lärare", "luft", "jobb"])
            ],
        ],
    )
    assert parents(reading) == {
        "Skola": None,
        "Miljö": None,
        "Arbete": None,
        "Vi ska ha bra lärare": "Skola",
        "Vi ska ha bra luft": "Miljö",
        "Vi ska ha bra jobb": "Arbete",
    }


# ------------------------------------------------------------------ goal maps without labels


def unlabelled(*ends: Draw) -> list[Draw]:
    heads, things = ["Trygghet", "Klimat", "Arbete"], ["skolan", "vården", "vägarna", "parkerna"]
    return [
        *ends,
        *[box(20 + 310 * i, 90, 310 + 310 * i, 180, "Vi bryr oss om detta.", head=h) for i, h in enumerate(heads)],
        *[box(20 + 232 * i, 200, 240 + 232 * i, 265, f"Kommunen ska göra {w} bättre") for i, w in enumerate(things)],
    ]


ROOF = box(20, 20, 940, 70, "Åbyn är störst i länet med 20 000 boende 2035")
GROUND = box(20, 440, 940, 500, "En bygd där alla får plats. Här möts gammalt och nytt.")


def test_levels_without_labels_are_inferred_and_flagged(tmp_path: Path) -> None:
    reading = read(tmp_path, [text(40, 200, "Förslag till övergripande mål", 40, True)], unlabelled(ROOF))
    found = goal(reading, "Kommunen ska göra vården bättre")
    assert (found.goal_type, found.flags) == ("strategic_goal", ("level-inferred",)) and found.confidence <= 0.6
    assert types(reading)["Åbyn är störst i länet med 20 000 boende 2035"] == "overarching_goal"
    assert types(reading)["Klimat"] == "goal_area"
    # four goals under three areas: no column tells which area each serves
    assert parents(reading)["Kommunen ska göra vården bättre"] == "Åbyn är störst i länet med 20 000 boende 2035"
    assert [trouble.code for trouble in reading.troubles] == ["goal-level-inferred"]


def test_running_text_tells_roof_from_ground_and_who_decides(tmp_path: Path) -> None:
    story = "Kommunfullmäktige beslutar mål. Nedan är ny vision. Det övergripande målet: ”20 000 boende 2035” gäller."
    reading = read(tmp_path, [text(40, 40, story, 20)], unlabelled(ROOF, GROUND))
    overarching = goal(reading, "Åbyn är störst i länet med 20 000 boende 2035")
    vision = goal(reading, "En bygd där alla får plats. Här möts gammalt och nytt.")
    assert (overarching.goal_type, overarching.set_by, overarching.flags) == ("overarching_goal", "council", ())
    assert (vision.goal_type, vision.flags) == ("vision", ("level-inferred",))
    assert vision.parent is None and overarching.parent is None


def test_a_labelled_map_explains_an_unlabelled_one(tmp_path: Path) -> None:
    chain = [
        box(40, 80, 200, 130, head="Vision"),
        box(440, 80, 600, 130, head="Mål"),
        box(440, 200, 800, 260, "Kommunen ska göra vården bättre"),
        line((520, 130), (520, 194), arrow=True),
    ]
    reading = read(tmp_path, chain, unlabelled(ROOF))
    assert len([g for g in reading.goals if g.title == "Kommunen ska göra vården bättre"]) == 1
    assert goal(reading, "Kommunen ska göra skolan bättre").flags == ()


def test_goals_inside_areas_where_another_page_labels_one(tmp_path: Path) -> None:
    things = ["luften", "skolan", "jobben"]
    goal_map: list[Draw] = [box(20, 20, 940, 70, "Vision: En by i framkant")]
    for i, name in enumerate(["Miljö", "Kunskap", "Företag"]):
        goal_map.append(box(20 + 310 * i, 90, 310 + 310 * i, 330, "Vi bryr oss om detta.", head=name))
        goal_map += [box(40 + 310 * i, y, 290 + 310 * i, y + 60, f"{w} om {things[i]}") for y, w in WISHES]
    chain = [
        box(40, 80, 200, 130, head="Vision"),
        box(440, 80, 640, 130, head="Mål"),
        box(440, 200, 800, 260, "Alla ska veta mer om luften"),
        line((200, 105), (434, 105), arrow=True),
        line((540, 130), (540, 194), arrow=True),
        text(40, 330, "Fullmäktige beslutar om mål. Nämnderna väljer själva hur de når dit varje år.", 12),
    ]
    reading = read(tmp_path, goal_map, chain, size=A4_WIDE_PLUS)
    assert parents(reading)["Alla ska veta mer om luften"] == "Miljö"
    assert parents(reading)["Alla bryr sig mer om jobben"] == "Företag"
    found = goal(reading, "Alla bryr sig mer om jobben")
    assert (found.goal_type, found.set_by, found.flags) == ("strategic_goal", "council", ())


WISHES = ((170, "Alla ska veta mer"), (250, "Alla bryr sig mer"))
A4_WIDE_PLUS = (960.0, 678.0)  # the proportions of A4 on its side


# ------------------------------------------------------------------ what is none of it

ORGANISATION = (
    text(40, 20, "Organisation", 30, True),
    box(380, 80, 580, 130, "Kommunfullmäktige"),
    box(380, 180, 580, 230, "Kommunstyrelsen"),
    *[
        box(40 + 300 * i, 300, 300 + 300 * i, 350, w)
        for i, w in enumerate(["Barnnämnden", "Socialnämnden", "Miljönämnden"])
    ],
    line((480, 130), (480, 174), arrow=True),
)
STEERING_MODEL = (
    text(40, 20, "Styrmodell", 30, True),
    *[chevron(30 + 230 * i, 80, 250 + 230 * i, 130, w) for i, w in enumerate(["Vision", "Mål", "Delmål"])],
    *[
        box(30 + 230 * i, 160, 240 + 230 * i, 240, w)
        for i, w in enumerate(
            ["Beslutas av fullmäktige", "Beslutas vart fjärde år", "Beslutas av nämnderna varje höst"]
        )
    ],
)


@pytest.mark.parametrize("page", [ORGANISATION, STEERING_MODEL], ids=["organisation", "steering model"])
def test_diagrams_of_something_else_give_no_goals(tmp_path: Path, page: Sequence[Draw]) -> None:
    reading = read(tmp_path, [text(60, 200, "Våra mål och vår vision", 40, True)], page)
    assert (reading.goals, reading.indicators, reading.actions) == ((), (), ())


CALLOUTS = [
    text(60, 60, PROSE * 20, 11, width=470),
    *[box(60, 600 + 60 * i, 500, 650 + 60 * i, f"Mål: Vi ska vinna {i}", fill="#deebf7") for i in range(3)],
]
SHADED_TABLE = [
    text(60, 60, "Tabell 1: Våra mål", 14, True),
    *[
        box(
            60 + 110 * c,
            100 + 40 * r,
            170 + 110 * c,
            140 + 40 * r,
            f"Vi ska nå mål {r}",
            fill="#deebf7",
            stroke=None,
            size=9,
            round_corners=False,
        )
        for r in range(9)
        for c in range(4)
    ],
]


@pytest.mark.parametrize(
    ("pages", "size"),
    [
        ([CALLOUTS] * 2, A4),
        ([SHADED_TABLE] * 2, A4),
        ([SHADED_TABLE] * 2, A4_WIDE),
        ([[text(60, 60, PROSE * 20, 11, width=470)]], A4),
        ([[text(60, 60, PROSE * 20, 11, width=700)], [*ORGANISATION]], A4_WIDE),
        ([], A4),
    ],
    ids=["callouts", "shaded table", "shaded table on its side", "text", "organisation chart in a report", "no pages"],
)
def test_an_ordinary_document_gives_nothing(
    tmp_path: Path, pages: Sequence[Sequence[Draw]], size: tuple[float, float]
) -> None:
    reading = read_slides(draw_pages(tmp_path, pages, size)) if pages else read_slides([])
    assert reading == SlideReading()


def test_goal_map_on_a_page_of_a_report_claims_that_page_alone(tmp_path: Path) -> None:
    prose = [text(60, 60, PROSE * 30, 11, width=700)]
    shifted = [draw for draw in TREE[1:] if draw is not TREE[0]]
    reading = read(tmp_path, prose, prose, shifted, prose, size=(900.0, 636.0))
    assert reading.pages == {3} and len(reading.goals) == 6


# ------------------------------------------------------------------ measures in boxes

MEASURES = (
    text(40, 20, "Fokusområde 1: Levande kust", 30, True),
    box(40, 100, 460, 170, "Nämndens mål 1: Havet är renare än i dag"),
    box(490, 100, 910, 170, "Nämndens mål 2: Fler kan bo nära kusten"),
    box(40, 220, 460, 330, "Nuläge 2030: 11 av 12\nMål 2031: 12 av 12", head="Badplatser med bra vatten"),
    box(490, 220, 910, 330, "Nuläge 2030: 140\nMål 2031: minst 200", head="Bostäder i detaljplaner"),
)


def test_boxes_with_measures_stand_under_the_goals_above_them(tmp_path: Path) -> None:
    reading = read(tmp_path, MEASURES)
    titles = {goal.key: goal.title for goal in reading.goals}

    assert parents(reading) == {
        "Levande kust": None,
        "Havet är renare än i dag": "Levande kust",
        "Fler kan bo nära kusten": "Levande kust",
    }
    assert [
        (titles[i.goal or ""], i.name, [(c.role, c.year, c.text) for c in i.cells]) for i in reading.indicators
    ] == [
        (
            "Havet är renare än i dag",
            "Badplatser med bra vatten",
            [("baseline", 2030, "11 av 12"), ("target", 2031, "12 av 12")],
        ),
        (
            "Fler kan bo nära kusten",
            "Bostäder i detaljplaner",
            [("baseline", 2030, "140"), ("target", 2031, "minst 200")],
        ),
    ]
