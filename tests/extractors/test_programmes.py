"""Programmes and action plans: rows across tables of actions, areas that are counted, boxes beside text, figures in
brackets, strategies set as slides."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawings import A4, box, draw_pages
from drawings import text as line
from papers import bullet, prose, published, read, table, text
from reportlab.platypus import Flowable

from extractors import read_plan
from extractors.families.brackets import told_in_brackets
from pipeline.records import RawDocument

TITLE = text("Havsbyns kustprogram 2031–2034", "title")
BODY = "Havsbyn arbetar för en levande kust tillsammans med alla som bor där och följer hur det går varje år. "
WIDTHS = [150, 100, 80, 100]
HEAD = ["Aktivitet", "Ansvarig", "Tidplan", "Resultat"]
SLIDE = (960.0, 540.0)


def titles(raw: RawDocument) -> dict[str, str]:
    return {goal.key: goal.title for goal in raw.goals}


def ties(raw: RawDocument) -> dict[str, str | None]:
    """The goal that each action serves."""
    return {a.action or "": titles(raw).get(a.goal or "") for a in raw.actions}


# ------------------------------------------------------------------ rows across a table of actions


def actions_under(goal: str, *rows: list[str], foot: str = "") -> list[list[str]]:
    return [[goal, "", "", ""], HEAD, *rows, *([[foot, "", "", ""]] if foot else [])]


def banded(rows: list[list[str]], across: list[int], bold: list[int]) -> object:
    return table(rows, WIDTHS, head=1, spans=[((0, n), (3, n)) for n in across], bold_rows=bold)


MEASURE = ["Mäta vattnet", "Hamnkontoret", "Maj 2031", "Fler prov"]
PLANT = ["Plantera ålgräs", "Hamnkontoret", "Maj 2032", "Fler ängar"]


def test_a_goal_over_the_header_and_measures_at_the_foot_are_no_actions(tmp_path: Path) -> None:
    foot = "Indikatorer<br/>• Antal prov i viken<br/>• Andel friska ängar"
    rows = actions_under("Mål: Viken är ren", MEASURE, PLANT, foot=foot)
    found = read(tmp_path, TITLE, *prose(5), text("Område 1", "h1"), banded(rows, [0, 4], [1]))
    assert ties(found) == {"Mäta vattnet": "Viken är ren", "Plantera ålgräs": "Viken är ren"}
    assert [goal.term for goal in found.goals] == ["Mål"]
    told = [(i.name, titles(found).get(i.goal or "")) for i in found.indicators]
    assert told == [("Antal prov i viken", "Viken är ren"), ("Andel friska ängar", "Viken är ren")]


def test_several_goals_in_one_table_have_the_actions_below_them(tmp_path: Path) -> None:
    rows = [HEAD, ["Mål: Viken är ren", "", "", ""], MEASURE, ["Mål: Ängarna växer", "", "", ""], PLANT]
    found = read(tmp_path, TITLE, *prose(5), text("Åtgärder", "h1"), banded(rows, [1, 3], [1, 3]))
    assert ties(found) == {"Mäta vattnet": "Viken är ren", "Plantera ålgräs": "Ängarna växer"}


def test_a_bold_row_across_that_says_nothing_of_these_heads_the_rows_below_and_is_told(tmp_path: Path) -> None:
    rows = [HEAD, ["Norra viken", "", "", ""], MEASURE, PLANT]
    found = read(tmp_path, TITLE, *prose(5), text("Åtgärder", "h1"), banded(rows, [1], [1]))
    assert list(ties(found)) == ["Mäta vattnet", "Plantera ålgräs"]
    assert any(t.code == "row-left-out" and "Norra viken" in t.message for t in found.troubles)


def test_a_plain_action_over_all_columns_stays_one(tmp_path: Path) -> None:
    rows = [HEAD, MEASURE, ["Rensa stranden varje vår", "", "", ""]]
    found = read(tmp_path, TITLE, *prose(5), text("Åtgärder", "h1"), banded(rows, [2], []))
    assert list(ties(found)) == ["Mäta vattnet", "Rensa stranden varje vår"]


# ------------------------------------------------------------------ areas without a label


AREAS = [part for name in ("En ren vik", "Levande ängar", "Nära till havet") for part in (text(name, "h2"), *prose(1))]


def test_headings_that_the_one_above_counts_are_areas(tmp_path: Path) -> None:
    rows = [["Inriktning", "Åtgärd", "Ansvarig", "Klart"], ["Levande ängar", *PLANT[:3]], ["En ren vik", *MEASURE[:3]]]
    story = [text("Tre inriktningar", "h1"), *AREAS, text("Handlingsplan", "h1"), table(rows, [110] * 4)]
    found = read(tmp_path, TITLE, *prose(5), *story)
    assert [(g.goal_type, g.title) for g in found.goals] == [
        ("goal_area", "En ren vik"),
        ("goal_area", "Levande ängar"),
        ("goal_area", "Nära till havet"),
    ]
    assert ties(found) == {"Plantera ålgräs": "Levande ängar", "Mäta vattnet": "En ren vik"}


@pytest.mark.parametrize("heading", ["Fyra inriktningar", "Tre bilagor", "Inriktningar"])
def test_headings_that_are_not_counted_so_are_no_areas(tmp_path: Path, heading: str) -> None:
    found = read(tmp_path, TITLE, *prose(5), text(heading, "h1"), *AREAS)
    assert not found.goals


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Två inriktningar", ("Båtbygge", "Segling")),  # courses
        ("Två prioriterade områden", ("Varför just dessa?", "En ren vik")),
        ("Två fokusområden", ("Hur vi arbetar", "En ren vik")),
    ],
)
def test_courses_and_questions_are_no_areas(heading: str, names: tuple[str, ...], tmp_path: Path) -> None:
    below = [part for name in names for part in (text(name, "h2"), *prose(1))]
    assert not read(tmp_path, TITLE, *prose(5), text(heading, "h1"), *below).goals


def test_bodies_that_answer_are_no_goals_by_their_name(tmp_path: Path) -> None:
    rows = [["Åtgärd", "Ansvarig", "Klart"], ["Mäta vattnet", "Levande ängar", "Maj 2031"]]
    story = [text("Tre inriktningar", "h1"), *AREAS, text("Handlingsplan", "h1"), table(rows, [150] * 3)]
    assert ties(read(tmp_path, TITLE, *prose(5), *story)) == {"Mäta vattnet": None}


def test_a_vision_under_a_heading_that_says_what_it_is_for(tmp_path: Path) -> None:
    wording = "Alla i Havsbyn kan bada i rent vatten året om."
    found = read(tmp_path, TITLE, *prose(5), text("Vision för kusten", "h1"), text(wording, "italic"), *prose(1))
    assert [(g.goal_type, g.title) for g in found.goals] == [("vision", wording)]


def test_a_text_about_a_vision_states_none(tmp_path: Path) -> None:
    assert not read(tmp_path, TITLE, *prose(5), text("Vision för kusten", "h1"), *prose(3)).goals


@pytest.mark.parametrize(
    ("words", "goals"),
    [
        ("Havsbyns vatten är fritt från skräp senast 2034.", 1),
        ("Vattnet är fritt från skräp. Arbetet har pågått länge.", 0),  # a text about it
        ("De övergripande målen anger riktningen för kusten.", 0),
        ("Så här har vi kommit fram till det:", 0),
    ],
)
def test_a_label_in_bold_heads_its_box(tmp_path: Path, words: str, goals: int) -> None:
    page = [line(57, 60, "Läget vid kusten", 18, True), line(57, 100, BODY * 3, 10, width=480)]
    page += [box(57, 200, 538, 290, fill="#e2efda", stroke=None, round_corners=False)]
    page += [line(66, 210, "Övergripande mål", 10, True), line(66, 224, words, 11)]
    draw_pages(
        tmp_path, [[line(57, 100, "Kustprogram 2031", 26, True), line(57, 160, BODY * 4, 10, width=480)], page], A4
    )
    stated = [(g.goal_type, g.title) for g in read_plan(tmp_path / "drawn.pdf").goals]
    assert stated == [("overarching_goal", words)] * goals


@pytest.mark.parametrize("over", [True, False])
def test_bullets_of_what_shall_be_reached_are_goals_of_an_area(tmp_path: Path, over: bool) -> None:
    area = text("Utvecklingsområde 2: Havet" if over else "Havet", "h1")
    aims = [text("Det här vill vi uppnå", "h2"), bullet("Fler barn kan simma"), bullet("Viken lockar fåglar")]
    acts = [text("Aktiviteter", "h2"), bullet("Öppna simskolan")]
    found = read(tmp_path, TITLE, *prose(5), area, *prose(1), *aims, *acts)
    names = [titles(found).get(g.parent or "") and g.title for g in found.goals][1:]
    assert names == (["Fler barn kan simma", "Viken lockar fåglar"] if over else [])
    assert ties(found) == {"Öppna simskolan": "Havet" if over else None}


@pytest.mark.parametrize(
    "lines",
    [
        (text("Gästerna har svarat så här:"), bullet("För få bryggor i viken"), bullet("Badet är kallt")),
        (text("Nuläge", "bold"), bullet("För få bryggor i viken"), bullet("Badet är kallt")),
    ],
)
def test_another_list_under_what_shall_be_reached_holds_no_goals(tmp_path: Path, lines: tuple[Flowable, ...]) -> None:
    area = text("Utvecklingsområde 2: Havet", "h1")
    found = read(tmp_path, TITLE, *prose(5), area, text("Hit vill vi", "h2"), *lines)
    assert [g.title for g in found.goals] == ["Havet"]


def test_bullets_that_are_not_worded_as_goals_are_to_be_reviewed(tmp_path: Path) -> None:
    aims = [text("Hit vill vi", "h2"), bullet("Belysning i hamnen"), bullet("Viken ska vara ren")]
    found = read(tmp_path, TITLE, *prose(5), text("Utvecklingsområde 2: Havet", "h1"), *aims)
    assert {g.title: g.confidence < 0.7 for g in found.goals[1:]} == {
        "Belysning i hamnen": True,
        "Viken ska vara ren": False,
    }


def test_rules_and_ways_to_work_are_no_indicators(tmp_path: Path) -> None:
    lines = [bullet("Miljöbalken"), bullet("Hamnchefen får en rapport i maj"), bullet("Andel nöjda gäster")]
    found = read(tmp_path, TITLE, *prose(5), text("Mål 1: Viken är ren", "h1"), text("Vi följer", "h2"), *lines)
    assert [i.name for i in found.indicators] == ["Andel nöjda gäster"]


@pytest.mark.parametrize("over", ["Uppföljning av uppdrag", "Så arbetar vi med uppdrag från kommunfullmäktige"])
def test_remarks_on_assignments_are_none(tmp_path: Path, over: str) -> None:
    lines = [bullet("Redovisning sker i delårsrapporten"), bullet("Hamnchefen får en rapport i maj")]
    assert not read(tmp_path, TITLE, *prose(5), text(over, "h1"), *prose(1), *lines).actions


# ------------------------------------------------------------------ figures in brackets

TOLD = "Värdet inom parentes är utfallet 2029."
LISTED = [
    text("Indikatorer", "bold"),
    bullet("Andel friska ängar. Målvärde 2034: minst 85 procent (79 procent)"),
    bullet("Antal badplatser. Målvärde 2034: 7 (4)"),
]


def levels(raw: RawDocument) -> list[list[tuple[str, int | None, str]]]:
    return [[(c.role, c.year, c.text) for c in i.cells] for i in raw.indicators]


def test_figures_in_brackets_are_what_the_text_says(tmp_path: Path) -> None:
    found = read(tmp_path, TITLE, *prose(5), text("Mål 1: Havet mår bra", "h1"), text(TOLD), *LISTED)
    assert levels(found) == [
        [("target", 2034, "minst 85 procent"), ("outcome", 2029, "79 procent")],
        [("target", 2034, "7"), ("outcome", 2029, "4")],
    ]


def test_figures_in_brackets_that_nothing_explains_are_kept_as_printed(tmp_path: Path) -> None:
    found = read(tmp_path, TITLE, *prose(5), text("Mål 1: Havet mår bra", "h1"), *LISTED)
    assert levels(found) == [[("target", 2034, "minst 85 procent (79 procent)")], [("target", 2034, "7 (4)")]]


SENTENCES = (
    "Andel friska ängar ska uppgå till minst 85 % (2029: 79 %)",
    "Antal badplatser ska öka till minst 7 senast 2034 (2029: 4)",
)


@pytest.mark.parametrize("bulleted", [True, False])
def test_figures_in_brackets_behind_sentences_are_what_the_text_says(tmp_path: Path, bulleted: bool) -> None:
    lines = [bullet(line) for line in SENTENCES] if bulleted else [text(". ".join(SENTENCES) + ".")]
    story = [text("Mål 1: Havet mår bra", "h1"), text(TOLD), text("Mått", "bold"), *lines, *prose(3)]
    found = published(tmp_path, TITLE, *prose(5), *story)
    assert [i.name for i in found.indicators] == ["Andel friska ängar", "Antal badplatser"]
    values = [(v.value_type, v.year, v.comparator, v.value) for v in found.values]
    assert sorted(values, key=str) == [
        ("outcome", 2029, "=", 4),
        ("outcome", 2029, "=", 79),
        ("target", 2034, ">=", 7),
        ("target", None, ">=", 85),
    ]


def test_a_year_in_brackets_that_nothing_explains_is_no_outcome(tmp_path: Path) -> None:
    story = [text("Mål 1: Havet mår bra", "h1"), text("Mått", "bold"), *map(bullet, SENTENCES), *prose(3)]
    found = published(tmp_path, TITLE, *prose(5), *story)
    assert [(v.value_type, v.year, v.value) for v in found.values] == [("target", None, 85), ("target", 2034, 7)]


def test_sentences_about_bodies_under_a_label_of_measures_are_text(tmp_path: Path) -> None:
    line = text("Parknämnden ska besöka minst 5 ängar. Alla ska svara inom 3 dagar.")
    found = read(tmp_path, TITLE, *prose(5), text("Mål 1: Havet mår bra", "h1"), text("Mått", "bold"), line)
    assert [i.name for i in found.indicators] == []


def test_actions_in_a_list_are_no_text_about_the_goal(tmp_path: Path) -> None:
    story = [text("Nämndens mål", "h1"), text("Nämnden har antagit två nämndmål för perioden.")]
    for number, goal in enumerate(("Havet mår bra", "Viken är ren"), start=1):
        story += [text(f"{number}. {goal}", "h2"), text("Havet är varmt."), text("Mått:"), bullet("Andel ängar")]
        story += [text("Aktiviteter:"), bullet(f"Bygga {number} bryggor"), bullet("Rusta bad")]
    found = read(tmp_path, TITLE, *prose(5), *story)
    assert [a.action for a in found.actions] == ["Bygga 1 bryggor", "Rusta bad", "Bygga 2 bryggor", "Rusta bad"]
    assert [g.description for g in found.goals] == ["Havet är varmt.", "Havet är varmt."]


@pytest.mark.parametrize(
    ("sentence", "role", "year"),
    [
        ("Värdet inom parentes är utfallet 2029.", "outcome", 2029),
        ("Siffrorna nedan är mål. Utfall 2030 anges inom parentes.", "outcome", 2030),
        ("Inom parentes anges nuläget.", "baseline", None),
        ("Värdet anges inom parentes.", None, None),
        ("Inom parentes anges utfall 2029 och 2030.", None, None),
        ("Siffror inom parentes avser föregående år.", None, None),
    ],
)
def test_what_a_sentence_says_of_brackets(sentence: str, role: str | None, year: int | None) -> None:
    told = told_in_brackets(sentence)
    assert (told.role if told else None, told.year if told else None) == (role, year)


# ------------------------------------------------------------------ boxes beside text


def brochure(folder: Path, *in_box: tuple[str, bool]) -> RawDocument:
    """A page with text and a coloured box beside it, in which these lines stand in bold or not."""
    page = [line(57, 60, "Målområde 1: Havet", 20, True), line(57, 100, BODY * 2, 10, width=480)]
    page += [line(57, 190 + 14 * n, words, 10) for n, words in enumerate(["Vi bygger bryggor vid varje vik"] * 12)]
    page.append(box(360, 180, 540, 370, fill="#bfdde6", stroke=None, round_corners=False))
    page += [line(372, 190 + 14 * n, words, 10, bold) for n, (words, bold) in enumerate(in_box)]
    first = [line(57, 100, "Kustprogram 2031", 26, True), line(57, 160, BODY * 4, 10, width=480)]
    draw_pages(folder, [first, page], A4)
    return read_plan(folder / "drawn.pdf")


FILLED = [
    ("Så följer vi upp", True),
    ("Besök på badet,", True),
    ("antal per dag", True),
    ("Utgångsläge 2029: 40", False),
    ("Mål 2034: minst 55", False),
    ("Andel rena stränder", True),
    ("Utgångsläge 2029: –", False),
    ("Mål 2034: 90 %", False),
]


def test_measures_in_a_box_beside_text(tmp_path: Path) -> None:
    found = brochure(tmp_path, *FILLED)
    assert [i.name for i in found.indicators] == ["Besök på badet, antal per dag", "Andel rena stränder"]
    assert levels(found) == [
        [("baseline", 2029, "40"), ("target", 2034, "minst 55")],
        [("baseline", 2029, "–"), ("target", 2034, "90 %")],
    ]


def test_a_box_that_holds_more_than_measures_is_read_as_text(tmp_path: Path) -> None:
    found = brochure(tmp_path, *FILLED, ("Läs mer om havet", False))
    assert not [i for i in found.indicators if i.parser == "stacked-block"]


def test_a_lead_paragraph_and_the_publisher_are_no_headings(tmp_path: Path) -> None:
    lead = "Havet är vår närmaste granne och vårt arv. Alla ska kunna bada, fiska och segla i rent vatten nära oss."
    front = [TITLE, text("Havsbyns kommun", "h2"), *prose(3), text("Vikarna", "h1"), text(lead, "h2"), *prose(3)]
    found = read(tmp_path, *front, text("Stränderna", "h2"), *prose(1))
    assert [h.title for h in found.headings] == ["Vikarna", "Stränderna"]


# ------------------------------------------------------------------ strategies set as slides


def deck(folder: Path, label: str, *goals: str) -> RawDocument:
    """Slides: a title page, two with text, and one of an area with a box and a list."""
    plain = [[line(50, 60, f"Del {n}", 28, True), line(50, 120, BODY, 17, width=800)] for n in (1, 2)]
    area = [line(50, 60, "Fokusområde 1: Havet", 28, True), box(50, 180, 460, 400, fill="#e3f1ee", stroke=None)]
    area.append(line(67, 200, label, 16, True))
    area += [line(67, 226 + 50 * n, goal, 16, width=380) for n, goal in enumerate(goals)]
    area += [line(500, 200, "Aktiviteter", 16, True)]
    area += [line(500, 226 + 26 * n, f"• {words}", 16) for n, words in enumerate(["Bygga bryggor", "Rensa stranden"])]
    area.append(line(500, 280, "Ansvarig: Hamnkontoret", 12))
    draw_pages(folder, [[line(78, 200, "Kuststrategi 2031", 46, True)], *plain, area], SLIDE)
    return read_plan(folder / "drawn.pdf")


def test_a_box_on_a_slide_states_the_goals_of_its_area(tmp_path: Path) -> None:
    found = deck(
        tmp_path, "Mål", "Det finns rent vatten i alla vikar.", "Antalet badplatser ska vara minst 12 år 2034."
    )
    told = [(g.goal_type, g.title, titles(found).get(g.parent or "")) for g in found.goals]
    assert told == [
        ("focus_area", "Havet", None),
        ("goal", "Det finns rent vatten i alla vikar.", "Havet"),
        ("goal", "Antalet badplatser ska vara minst 12 år 2034.", "Havet"),
    ]
    assert [[c.text for c in a.cells if c.role == "responsible"] for a in found.actions] == [["Hamnkontoret"]] * 2


@pytest.mark.parametrize(
    ("label", "words"),
    [("Mål", "Det vi vill nå med arbetet är beskrivet här."), ("Så gick det till", "Vi har frågat alla.")],
)
def test_a_box_that_explains_or_has_no_label_states_none(tmp_path: Path, label: str, words: str) -> None:
    assert [goal.title for goal in deck(tmp_path, label, words).goals] == ["Havet"]
