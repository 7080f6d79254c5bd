"""Tables of goals, indicators and assignments whose headers come again, are merged or say what their rows are."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import indicators_of, prose, published, read, table, text

from pipeline.records import Box, Place

TITLE = text("Parknämndens verksamhetsplan 2031", "title")
PLACE = Place(1, Box(0, 0, 1, 1))
INTRO = (TITLE, *prose(3), text("Nämndens arbete", "h1"), *prose(2))


def test_several_indicators_in_one_cell(tmp_path: Path) -> None:
    goals = table(
        [
            ["Mål", "Indikatorer", "Ansvarig"],
            ["Besökarna är trygga", "• Trygga besökare ≥ 90 %<br/>• Trygga barn, minst 85 %", "Parkchef"],
            ["Träden mår bra", "• Friska lindar<br/>• Friska ekar", "Trädmästare"],
        ],
        [150, 200, 100],
    )
    found = read(tmp_path, *INTRO, goals)
    assert [(name, goal) for name, goal, _ in indicators_of(found)] == [
        ("Trygga besökare", "Besökarna är trygga"),
        ("Trygga barn", "Besökarna är trygga"),
        ("Friska lindar", "Träden mår bra"),
        ("Friska ekar", "Träden mår bra"),
    ]
    assert [c.text for c in found.indicators[1].cells] == ["Parkchef", "minst 85 %"]


def test_a_header_again_under_each_goal_is_no_row(tmp_path: Path) -> None:
    header = ["Nyckeltal", "Utfall 2029", "Mål 2031"]
    measures = table(
        [
            ["Nämndmål: Parken ska vara ren", "", ""],
            header,
            ["Klagomål på skräp", "12", "8"],
            ["Nämndmål: Träden ska leva länge", "", ""],
            header,
            ["Friska träd", "90 %", "95 %"],
        ],
        [200, 100, 100],
        spans=[((0, 0), (2, 0)), ((0, 3), (2, 3))],
        head=0,
    )
    found = read(tmp_path, *INTRO, measures)
    assert [(name, goal) for name, goal, _ in indicators_of(found)] == [
        ("Klagomål på skräp", "Parken ska vara ren"),
        ("Friska träd", "Träden ska leva länge"),
    ]


def test_a_header_again_beside_a_merged_goal_is_no_row(tmp_path: Path) -> None:
    header = ["Mål", "Nyckeltal", "Utfall 2029", "Mål 2031"]
    measures = table(
        [
            header,
            ["Parken ska vara ren", "Klagomål på skräp", "12", "8"],
            ["", *header[1:]],
            ["", "Tömda korgar", "40", "45"],
        ],
        [150, 150, 80, 80],
        spans=[((0, 1), (0, 3))],
        bold_rows=[2],
    )
    found = read(tmp_path, *INTRO, measures)
    assert [(name, goal) for name, goal, _ in indicators_of(found)] == [
        ("Klagomål på skräp", "Parken ska vara ren"),
        ("Tömda korgar", "Parken ska vara ren"),
    ]


@pytest.mark.parametrize("merged", [True, False])
def test_two_levels_of_a_header_again_may_name_other_years(merged: bool, tmp_path: Path) -> None:
    upper = ["Nyckeltal", "Mål", ""]
    measures = table(
        [
            upper,
            ["", "2031", "2032"],
            ["Klagomål på skräp", "12", "8"],
            upper,
            ["", "2032", "2033"],
            ["Friska träd", "90 %", "95 %"],
        ],
        [200, 100, 100],
        spans=[((1, 0), (2, 0)), ((1, 3), (2, 3)), *([((0, 0), (0, 1)), ((0, 3), (0, 4))] if merged else [])],
        head=2,
        bold_rows=[3, 4],
    )
    found = read(tmp_path, *INTRO, measures)
    years = [(i.name, [c.year for c in i.cells if c.role == "target"]) for i in found.indicators]
    assert years == [("Klagomål på skräp", [2031, 2032]), ("Friska träd", [2032, 2033])]


def test_a_scorecard_is_about_its_measures(tmp_path: Path) -> None:
    header = ["Mål", "Framgångsfaktor", "Mått", "Utfall 2029", "Målvärde 2031"]
    card = table(
        [header, ["Besökarna ska vara nöjda", "Gott bemötande", "Andel nöjda", "87 %", "90 %"]],
        [110, 100, 100, 80, 80],
    )
    found = read(tmp_path, *INTRO, card)
    assert [(i.name, i.indicator_type) for i in found.indicators] == [("Andel nöjda", "indicator")]


def test_a_table_of_goals_alone(tmp_path: Path) -> None:
    report = table(
        [
            ["Mål", "Status", "Kommentar"],
            ["1. Fler besöker parken", "Uppnås", "Sommaren var varm."],
            ["2. Parken är öppen för alla", "Uppnås inte", ""],
        ],
        [200, 100, 150],
    )
    found = read(tmp_path, *INTRO, report)
    assert [(goal.number, goal.title, goal.assessment) for goal in found.goals] == [
        ("1", "Fler besöker parken", "Uppnås"),
        ("2", "Parken är öppen för alla", "Uppnås inte"),
    ]


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        (["Indikator", "Bas", "2031", "2032"], ["baseline", "target", "target"]),
        (["Nyckeltal", "2029", "2030", "2031"], ["outcome", "outcome", "target"]),
    ],
)
def test_years_without_a_word_are_told_by_the_plan_and_to_be_reviewed(
    tmp_path: Path, header: list[str], kinds: list[str]
) -> None:
    measures = table([header, ["Besök i parken", "120", "130", "140"]], [200, 80, 80, 80])
    values = published(tmp_path, *INTRO, measures).values
    assert [value.value_type for value in values] == kinds
    assert all(value.needs_review for value in values)


def test_a_goal_stands_once_for_its_rows_and_whether_it_was_reached_is_none(tmp_path: Path) -> None:
    report = table(
        [
            ["Mål", "Indikator", "Målvärde", "Utfall", "Målet uppnått?"],
            ["God ekonomi", "Resultat", "2 %", "2,4 %", "Ja"],
            ["", "Soliditet", "40 %", "38 %", "Nej"],
        ],
        [100, 100, 80, 80, 90],
    )
    found = read(tmp_path, *INTRO, report)
    assert [goal.title for goal in found.goals] == ["God ekonomi"]
    assert [(name, goal) for name, goal, _ in indicators_of(found)] == [
        ("Resultat", "God ekonomi"),
        ("Soliditet", "God ekonomi"),
    ]


def test_values_by_sex_in_rows_with_a_column_that_says_so(tmp_path: Path) -> None:
    measures = table(
        [
            ["Indikator", "Kön", "Utfall 2029", "Utfall 2030", "Målvärde 2031"],
            ["Trygga besökare (%)", "Kvinnor", "88", "90", "92"],
            ["", "Män", "90", "89", ""],
        ],
        [140, 70, 80, 80, 90],
        spans=[((0, 1), (0, 2)), ((4, 1), (4, 2))],
    )
    plan = published(tmp_path, *INTRO, measures)
    assert [i.name for i in plan.indicators] == ["Trygga besökare (%)"]
    assert [(v.component, v.year, v.value, v.needs_review) for v in plan.values] == [
        ("kvinnor", 2029, 88.0, False),
        ("kvinnor", 2030, 90.0, False),
        (None, 2031, 92.0, False),
        ("män", 2029, 90.0, False),
        ("män", 2030, 89.0, False),
    ]


def test_boards_answer_for_assignments_where_no_one_else_is_named(tmp_path: Path) -> None:
    tasks = table(
        [["Uppdrag", "Nämnd", "Återrapporteras"], ["Se över taxan för kiosken", "Parknämnden", "Mars 2031"]],
        [200, 120, 100],
    )
    actions = published(tmp_path, *INTRO, tasks).actions
    assert [(a.assignment, a.responsible, a.due_raw) for a in actions] == [
        ("Se över taxan för kiosken", ("Parknämnden",), "Mars 2031")
    ]


@pytest.mark.parametrize("header", ["Avdelning", "Enhet", "Förvaltning"])
def test_departments_answer_for_assignments_where_no_one_else_is_named(header: str, tmp_path: Path) -> None:
    rows = [["Uppdrag", header, "Redovisas"], ["Se över taxan för kiosken", "Park, ekonomi", "Mars 2031"]]
    actions = published(tmp_path, *INTRO, table(rows, [200, 120, 100])).actions
    assert [(a.assignment, a.responsible, a.due_raw) for a in actions] == [
        ("Se över taxan för kiosken", ("Park", "ekonomi"), "Mars 2031")
    ]
    rows = [["Uppdrag", header, "Ansvarig"], ["Se över taxan för kiosken", "Park", "Parkchef"]]
    assert published(tmp_path, *INTRO, table(rows, [200, 120, 100])).actions[0].responsible == ("Parkchef",)


def test_a_state_to_reach_beside_a_measure_is_its_target(tmp_path: Path) -> None:
    rows = [
        ["Nämndens mål", "Mått", "Nuläge 2030", "Målvärde 2031", "Önskat läge 2034"],
        ["Parken ska vara trygg", "Trygga besökare (%)", "61", "65", "minst 80"],
        ["", "Antal lampor", "120", "140", "200"],
    ]
    merged = table(rows, [110, 130, 75, 80, 85], spans=[((0, 1), (0, 2))])
    found = published(tmp_path, *INTRO, merged)
    assert [i.name for i in found.indicators] == ["Trygga besökare (%)", "Antal lampor"]
    last = [(v.year, v.value_type, v.comparator, v.value, v.unit) for v in found.values if v.year == 2034]
    assert last == [(2034, "target", ">=", 80.0, "%"), (2034, "target", "=", 200.0, None)]


def test_a_state_to_reach_in_words_stays_a_key_result(tmp_path: Path) -> None:
    rows = [["Önskat läge", "Mått", "Målvärde 2031"], ["Parken är trygg för alla", "Trygga besökare", "65 %"]]
    found = published(tmp_path, *INTRO, table(rows, [200, 140, 90]))
    assert [(i.indicator_type, i.name) for i in found.indicators] == [("key_result", "Parken är trygg för alla")]


def test_a_column_of_units_says_more_than_a_name(tmp_path: Path) -> None:
    rows = [
        ["Mått", "Enhet", "Utfall 2030", "Mål 2031"],
        ["Tid i parken, årsarbetare", "åa", "12", "14"],
        ["Andel trygga (%)", "Parkskolan", "61", "70"],
        ["Nöjda besökare, totalt (index)", "", "74", "78"],
    ]
    found = published(tmp_path, *INTRO, table(rows, [180, 70, 80, 80]))
    assert [(v.value, v.unit) for v in found.values] == [
        (12.0, "åa"),
        (14.0, "åa"),
        (61.0, "%"),
        (70.0, "%"),
        (74.0, "index"),
        (78.0, "index"),
    ]


def test_an_empty_goal_cell_behind_the_name_is_no_goal(tmp_path: Path) -> None:
    measures = table(
        [
            ["Indikator", "Nämndens mål", "Målvärde 2031"],
            ["Andel nöjda", "Parken ska vara ren", "80"],
            ["Sjukfrånvaro", "", "6"],
        ],
        [150, 150, 100],
    )
    assert [(name, goal) for name, goal, _ in indicators_of(read(tmp_path, *INTRO, measures))] == [
        ("Andel nöjda", "Parken ska vara ren"),
        ("Sjukfrånvaro", None),
    ]


def test_numbers_under_words_about_a_row_are_told(tmp_path: Path) -> None:
    measures = table([["Indikator", "Mål 2030", "Uppnått 2030"], ["Andel nöjda", "80", "78"]], [200, 80, 80])
    found = read(tmp_path, *INTRO, measures)
    assert [cell.role for cell in found.indicators[0].cells if cell.text == "78"] == ["unknown"]
    assert "column-not-understood" in [trouble.code for trouble in found.troubles]
