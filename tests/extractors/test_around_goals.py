"""What stands around goals and tables: judgements, frameworks, units, titles of parts, headings over areas."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import prose, published, read, table, text

from extractors.families.facts import names_unit_only
from extractors.families.framework_links import split_items
from extractors.families.goals import split_judgement
from extractors.flow import read_flow
from pipeline.records import Box, Word

TITLE = text("Parknämndens verksamhetsplan 2031", "title")
INTRO = (TITLE, *prose(3), text("Nämndens arbete", "h1"), *prose(2))
MEASURES = table([["Indikator", "Utfall 2029", "Mål 2031"], ["Besök i parken", "120", "130"]], [200, 100, 100])


@pytest.mark.parametrize(
    ("paragraph", "said", "rest"),
    [
        ("Bedömning: Ej uppfyllt Skadorna har ökat.", "Ej uppfyllt", "Skadorna har ökat."),
        ("Nämndens bedömning: Delvis uppfyllt Två planer saknas.", "Delvis uppfyllt", "Två planer saknas."),
        ("Bedömning: arbetet går framåt", None, "Bedömning: arbetet går framåt"),
        ("Året har varit gott.", None, "Året har varit gott."),
    ],
)
def test_a_judgement_before_a_text(paragraph: str, said: str | None, rest: str) -> None:
    assert split_judgement(paragraph) == (said, rest)


def test_a_goal_is_judged_by_the_first_words_of_the_text_under_it(tmp_path: Path) -> None:
    found = read(tmp_path, *INTRO, text("Mål 1: Parken är ren", "h2"), text("Bedömning: Ej uppfyllt Skräpet har ökat."))
    assert [goal.assessment for goal in found.goals] == ["Ej uppfyllt"]


def test_a_framework_named_under_the_table_of_a_goal(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        text("Mål 1: Parken är till för alla", "h2"),
        *prose(1),
        MEASURES,
        text("Agenda 2030: Mål 4 God utbildning för alla, Mål 10 Minskad ojämlikhet"),
    )
    assert [(link.framework, link.text) for link in found.alignments] == [
        ("Agenda 2030", "God utbildning för alla"),
        ("Agenda 2030", "Minskad ojämlikhet"),
    ]
    assert split_items("8, 12") == ("8", "12")


@pytest.mark.parametrize(
    ("line", "is_unit"),
    [
        ("Belopp i tkr", True),
        ("Nettokostnader. Belopp i tkr.", True),
        ("Nettokostnaden ökar. Den är nu hög.", False),
        ("Driftbudget, tkr", False),
    ],
)
def test_a_line_that_only_names_the_unit(line: str, is_unit: bool) -> None:
    assert names_unit_only(line) is is_unit


def test_a_line_about_the_unit_stands_between_a_table_and_its_title(tmp_path: Path) -> None:
    money = table([["Nämnd", "Budget 2031", "Plan 2032"], ["Parknämnden", "3 500", "3 600"]], [200, 100, 100])
    lines = published(
        tmp_path, TITLE, *prose(3), text("Driftramar 2031–2032", "h2"), text("Nettokostnader. Belopp i tkr."), money
    ).budget_lines
    assert {(line.table_title, line.unit) for line in lines} == {("Driftramar 2031–2032", "tkr")}


def test_what_money_is_for_and_not_the_board_that_spends_it(tmp_path: Path) -> None:
    money = table(
        [["Projekt", "Nämnd", "Budget 2031", "Plan 2032"], ["Ny lekplats", "Parknämnden", "900", "0"]],
        [140, 120, 90, 90],
    )
    lines = published(tmp_path, TITLE, *prose(3), text("Investeringsbudget (tkr)", "h2"), money).budget_lines
    assert {line.line for line in lines} == {"Ny lekplats"}


def test_a_title_in_bold_in_the_band_of_the_row_under_it_is_no_part_of_its_name(tmp_path: Path) -> None:
    money = table(
        [
            ["Investeringar (tkr)", "Budget 2031", "Plan 2032"],
            [
                "**Parknämnden**<br/>Ny lekplats".replace("**Parknämnden**", '<font name="VeraBd">Parknämnden</font>'),
                "<br/>900",
                "<br/>700",
            ],
            ["Nya bänkar", "100", "50"],
        ],
        [200, 100, 100],
        "rows",
    )
    lines = published(tmp_path, TITLE, *prose(3), text("Investeringsbudget", "h2"), money).budget_lines
    assert [line.line for line in lines] == ["Ny lekplats", "Ny lekplats", "Nya bänkar", "Nya bänkar"]


def test_assignments_named_by_their_giver_in_the_header(tmp_path: Path) -> None:
    tasks = table(
        [
            ["Uppdrag från kommunfullmäktige", "Status", "Klart senast", "Kommentar"],
            ["Ta fram en plan för lindar", "Pågående", "2031-06-30", "Remiss till maj."],
        ],
        [160, 80, 90, 120],
    )
    actions = published(tmp_path, *INTRO, tasks).actions
    assert [(a.assignment, a.assigned_by, a.due_raw, a.status) for a in actions] == [
        ("Ta fram en plan för lindar", "council", "2031-06-30", "Pågående")
    ]


def test_a_heading_over_areas_that_says_more(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(3),
        text("Fokusområden och mål", "h1"),
        *prose(1),
        text("Ett tryggt liv", "h2"),
        text("**Fullmäktigemål:** Parken ska vara trygg"),
        text("En levande plats", "h2"),
        text("**Fullmäktigemål:** Träden ska leva länge"),
    )
    titles = {goal.key: goal.title for goal in found.goals}
    assert [(goal.title, goal.goal_type, titles.get(goal.parent or "")) for goal in found.goals] == [
        ("Ett tryggt liv", "focus_area", None),
        ("Parken ska vara trygg", "strategic_goal", "Ett tryggt liv"),
        ("En levande plats", "focus_area", None),
        ("Träden ska leva länge", "strategic_goal", "En levande plats"),
    ]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("Elever med exa-", "men inom tre år"), "Elever med examen inom tre år"),
        (("Barn-", "och ungdom"), "Barn- och ungdom"),
    ],
)
def test_a_word_cut_before_what_is_a_word_too(lines: tuple[str, str], joined: str) -> None:
    words = [
        Word(word, Box(10 + 40 * x, 10 + 12 * y, 45 + 40 * x, 20 + 12 * y), 10, "Vera", False, False, "#000000")
        for y, line in enumerate(lines)
        for x, word in enumerate(line.split())
    ]
    assert read_flow(words).text == joined


def test_the_month_in_a_narrow_header_is_a_word_of_its_own(tmp_path: Path) -> None:
    measures = table(
        [["Indikator", "Utfall<br/>aug<br/>2031", "Mål 2031"], ["Besök i parken", "98", "130"]], [200, 34, 60]
    )
    values = published(tmp_path, *INTRO, measures).values
    assert [(v.value_type, str(v.as_of)) for v in values] == [("outcome", "2031-08-31"), ("target", "None")]


def test_a_vision_in_larger_print_than_its_heading(tmp_path: Path) -> None:
    found = read(
        tmp_path, TITLE, *prose(3), text("Vår vision", "h2"), text("En park där alla möts året om", "title"), *prose(2)
    )
    assert [(goal.title, goal.goal_type) for goal in found.goals] == [("En park där alla möts året om", "vision")]


def test_a_bold_name_that_goes_on_in_plain_print_is_one_name(tmp_path: Path) -> None:
    bold = '<font name="VeraBd">Andel nöjda besökare</font><br/>andel av alla som svarat, %'
    measures = table([["Indikator", "Utfall 2029", "Mål 2031"], [bold, "<br/>78", "<br/>80"]], [200, 80, 80])
    found = read(tmp_path, *INTRO, measures)
    assert [i.name for i in found.indicators] == ["Andel nöjda besökare andel av alla som svarat, %"]


def test_amounts_name_no_line(tmp_path: Path) -> None:
    money = table([["Nämnd", "Budget 2031", "Anslag 2032"], ["Parknämnden", "12 400", "12 900"]], [200, 100, 100])
    lines = published(tmp_path, TITLE, *prose(3), text("Budget (tkr)", "h2"), money).budget_lines
    assert {line.line for line in lines} == {"Parknämnden"}


def test_the_last_name_of_a_line_counts_where_no_body_is_named(tmp_path: Path) -> None:
    money = table(
        [
            ["Verksamhet", "Projekt", "Budget 2031", "Plan 2032"],
            ["Gata", "Storgatan", "10", "20"],
            ["Gata", "Lillgatan", "30", "40"],
        ],
        [100, 120, 80, 80],
    )
    lines = published(tmp_path, TITLE, *prose(3), text("Investeringar (tkr)", "h2"), money).budget_lines
    assert {line.line for line in lines} == {"Storgatan", "Lillgatan"}


def test_a_small_table_under_another_heading_judges_no_goal(tmp_path: Path) -> None:
    told = table([["Status", "Pågår"], ["Kommentar", "Marken är köpt."]], [120, 200], head=0)
    found = read(
        tmp_path,
        *INTRO,
        text("Mål 1: Parken är ren", "h2"),
        *prose(1),
        text("Ny lekplats vid sjön", "h3"),
        *prose(1),
        told,
    )
    assert [goal.assessment for goal in found.goals] == [None]


def test_a_goal_under_a_heading_of_another_body_is_not_the_councils(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(3),
        text("Kommunfullmäktiges mål", "h1"),
        *prose(1),
        text("Parknämndens egna ambitioner i arbetet", "h2"),
        *prose(1),
        text("**Mål:** Parken ska städas varje dag"),
    )
    goal = next(goal for goal in found.goals if goal.title == "Parken ska städas varje dag")
    assert goal.set_by != "council"
