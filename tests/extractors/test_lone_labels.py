"""Labels in a line of their own beside a heading, and matrices of goals."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import PageBreak, bullet, prose, read, table, text

TITLE = text("Parknämndens delårsrapport 2031", "title")
MEASURES = table(
    [["Indikator", "Utfall 2030", "Målvärde 2031"], ["Besök i parken", "120", "130"]], [200, 100, 100], right_from=1
)


def test_a_small_label_under_a_heading_makes_it_a_goal(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(3),
        text("Uppföljning", "h1"),
        text("2.1 Besökare trivs och vill komma tillbaka", "h2"),
        text("Nämndmål", "note"),
        *prose(2),
        MEASURES,
        text("2.2 Parken är öppen för alla året om", "h2"),
        text("Nämndmål", "note"),
        *prose(2),
        text("2.3 Ekonomi", "h2"),
        text("Nämndmål", "note"),  # a heading of one word is a part of the plan, not a goal
        *prose(2),
    )
    assert [(goal.title, goal.goal_type) for goal in found.goals][:2] == [
        ("Besökare trivs och vill komma tillbaka", "sub_goal"),
        ("Parken är öppen för alla året om", "sub_goal"),
    ]
    assert "Ekonomi" not in [goal.title for goal in found.goals]
    assert [indicator.goal for indicator in found.indicators] == [found.goals[0].key]


def test_a_small_label_over_a_heading_is_its_label(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(3),
        text("Målområde", "note"),
        text("Levande parker", "title"),
        *prose(2),
        text("Läget i parkerna", "h1"),  # no label over this one
        *prose(2),
    )
    assert [(goal.title, goal.goal_type) for goal in found.goals] == [("Levande parker", "goal_area")]


@pytest.mark.parametrize("more", ["", " Till varje mål hör nämndens egna mål."])
def test_a_sentence_says_what_the_headings_of_its_level_are(more: str, tmp_path: Path) -> None:
    parts = [
        text("3 Mål och nyckeltal", "title"),
        text("3.1 Parken är öppen för alla året om", "h1"),
        text(f"Rubrikerna på denna nivå är kommunfullmäktiges mål.{more}"),
        text("3.1.1 Nämndens mål: Lekplatserna är trygga", "h2"),
        *prose(2),
        text("3.2 Kommunen är en hållbar plats att bo på", "h1"),
        text("3.2.1 Nämndens mål: Gräset klipps utan bensin", "h2"),
        *prose(2),
        text("4 Internbudget för nämndens verksamhet", "title"),
        text("4.1 Parken och badet får mindre pengar", "h1"),
        *prose(2),
    ]
    found = read(tmp_path, TITLE, *prose(3), PageBreak(), *parts)
    titles = {goal.key: goal.title for goal in found.goals}
    assert [(goal.title, goal.goal_type, titles.get(goal.parent or "")) for goal in found.goals] == [
        ("Parken är öppen för alla året om", "strategic_goal", None),
        ("Lekplatserna är trygga", "sub_goal", "Parken är öppen för alla året om"),
        ("Kommunen är en hållbar plats att bo på", "strategic_goal", None),
        ("Gräset klipps utan bensin", "sub_goal", "Kommunen är en hållbar plats att bo på"),
    ]
    assert found.goals[0].description == (more.strip() or None)


def test_how_well_a_goal_was_met_in_small_bold_print_is_no_heading(tmp_path: Path) -> None:
    judged = "**Bedömning: Delvis uppfyllt**"
    found = read(tmp_path, TITLE, *prose(3), text("Mål 1: Parken är öppen", "h2"), text(judged, "note"), *prose(2))
    assert [heading.title for heading in found.headings][-1] == "Mål 1: Parken är öppen"
    assert [goal.assessment for goal in found.goals] == ["Delvis uppfyllt"]


def test_a_matrix_of_goals(tmp_path: Path) -> None:
    matrix = table(
        [
            ["Perspektiv", "Ägarmål 1<br/>Parken är till för alla", "Ägarmål 2<br/>Parken är hållbar"],
            ["Besökare", "1.1 Besökare hittar lätt dit", "2.1 Besökare tar bussen hit"],
            ["Personal", "1.2 Personalen möter alla lika", "2.2 Personalen sparar på vatten"],
        ],
        [90, 190, 190],
    )
    found = read(tmp_path, TITLE, *prose(3), text("Målmatris", "h1"), matrix, *prose(2))
    titles = {goal.key: goal.title for goal in found.goals}
    assert [(goal.number, goal.title, titles.get(goal.parent or "")) for goal in found.goals] == [
        ("1", "Parken är till för alla", None),
        ("1.1", "Besökare hittar lätt dit", "Parken är till för alla"),
        ("1.2", "Personalen möter alla lika", "Parken är till för alla"),
        ("2", "Parken är hållbar", None),
        ("2.1", "Besökare tar bussen hit", "Parken är hållbar"),
        ("2.2", "Personalen sparar på vatten", "Parken är hållbar"),
    ]


def test_a_column_of_numbers_ties_its_rows_to_the_goals_of_a_matrix(tmp_path: Path) -> None:
    goals = [["Perspektiv", "Ägarmål 1 Kommunen har bostäder", "Ägarmål 2 Bolaget är en god värd"]]
    goals += [["Hyresgäst", "1.1 Fler äldre bor kvar", "2.1 Gårdarna är väl skötta"]]
    measures = [["Bolagsmål", "Nyckeltal", "Utfall 2030", "Mål 2031"], ["1.1", "Färdigställda lägenheter", "12", "24"]]
    measures += [["2.1", "Serviceindex", "80", "82"]]
    actions = [["Bolagsmål", "Aktivitet", "Ansvarig"], ["2.1", "Rusta upp gårdarna", "Fastighetschef"]]
    tables = (table(goals, [90, 180, 180]), table(measures, [70, 180, 90, 90]), table(actions, [70, 220, 120]))
    found = read(tmp_path, TITLE, *prose(3), text("Mål", "h1"), *tables)

    numbers = {goal.key: goal.number for goal in found.goals}
    assert [(i.name, numbers[i.goal or ""]) for i in found.indicators] == [
        ("Färdigställda lägenheter", "1.1"),
        ("Serviceindex", "2.1"),
    ]
    assert [(a.action, numbers[a.goal or ""]) for a in found.actions] == [("Rusta upp gårdarna", "2.1")]


def test_a_table_under_goals_is_no_matrix(tmp_path: Path) -> None:
    rows = [["Perspektiv", "Mål 1 Öppet för alla", "Mål 2 Hållbart"], ["Besökare", "fler besök", "färre bilar"]]
    found = read(tmp_path, TITLE, *prose(3), text("Översikt", "h1"), table(rows, [90, 190, 190]), *prose(2))
    assert "matrix" not in {goal.parser.removeprefix("goal-") for goal in found.goals}


@pytest.mark.parametrize("style", ["bold", "body"])
def test_a_bare_label_right_over_bullets_opens_a_list_of_goals(style: str, tmp_path: Path) -> None:
    """Seen in plans of libraries from Word: the goals say how it is, not that something shall be."""
    parts = [
        text("Fokusområde: Ett öppet rum", "h2"),
        *prose(3),
        text("Mål", style),
        bullet("Biblioteken är öppna när invånarna har tid"),
        bullet("Fler känner till filialen vid hamnen"),
        text("Åtgärder", "bold"),
        bullet("Bygga om entrén så att den blir tillgänglig"),
    ]
    found = read(tmp_path, text("Biblioteksplan 2031", "title"), *prose(6), *parts, *prose(3))
    area = found.goals[0].key
    assert [(goal.title, goal.parent) for goal in found.goals[1:]] == [
        ("Biblioteken är öppna när invånarna har tid", area),
        ("Fler känner till filialen vid hamnen", area),
    ]
    assert [action.action for action in found.actions] == ["Bygga om entrén så att den blir tillgänglig"]


@pytest.mark.parametrize(
    ("lead", "goals"),
    [
        ("Besöken blir färre. Under året arbetar vi därför med:", 2),
        ("Vårt arbete följs upp i:", 2),
        ("För dem som bor vid hamnen:", 3),  # goals of a group
    ],
)
def test_how_goals_are_reached_is_no_goal_of_their_list(lead: str, goals: int, tmp_path: Path) -> None:
    parts = [
        text("Bibliotek", "h2"),
        *prose(3),
        text("Mål"),
        bullet("Biblioteken är öppna när invånarna har tid"),
        bullet("Fler känner till filialen vid hamnen"),
        text(lead),
        bullet("läsning på kajen om sommaren"),
    ]
    found = read(tmp_path, text("Biblioteksplan 2031", "title"), *prose(6), *parts, *prose(3))
    assert len(found.goals) == goals
