"""Goals and indicators that running text states behind labels, and lists of indicators with their levels."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, prose, published, read, table, text

from extractors.families.labelled_lines import bulleted, split_level
from pipeline.records import Box, Place, RawDocument

TITLE = text("Parknämndens verksamhetsplan 2031", "title")
PLACE = Place(1, Box(0, 0, 1, 1))
INTRO = (TITLE, *prose(3), text("Nämndens arbete", "h1"), *prose(2))


def rows(found: RawDocument) -> list[tuple[str, str | None, list[tuple[str, int | None, str]]]]:
    titles = {goal.key: goal.title for goal in found.goals}
    return [
        (i.name, titles.get(i.goal or ""), [(c.role, c.year, c.text) for c in i.cells if c.text])
        for i in found.indicators
    ]


def test_labels_in_plain_lines_state_goals_and_their_indicators(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        text("Nämndens mål: Fler barn och unga besöker parken"),
        text("Mätetal: Antal barn på parkens läger"),
        text("Målvärde 2031: 850"),
        text("Utfall 2029: 790"),
        text("Ansvarig: Parkchefen"),
        text("Nämndens mål: Parken ska vara öppen för alla"),
        text("Mätetal: Öppna timmar per vecka"),
        text("Mål 2031: Minst 70"),
        text("Parken har öppet även om vintern."),
        text("Utfall 2029: 62"),  # no longer right under the measure
    )
    assert [(goal.title, goal.goal_type) for goal in found.goals] == [
        ("Fler barn och unga besöker parken", "sub_goal"),
        ("Parken ska vara öppen för alla", "sub_goal"),
    ]
    assert rows(found) == [
        (
            "Antal barn på parkens läger",
            "Fler barn och unga besöker parken",
            [("target", 2031, "850"), ("outcome", 2029, "790"), ("responsible", None, "Parkchefen")],
        ),
        ("Öppna timmar per vecka", "Parken ska vara öppen för alla", [("target", 2031, "Minst 70")]),
    ]


def test_labels_in_one_paragraph(tmp_path: Path) -> None:
    line = "Indikator: Klagomål på skräp. Utgångsvärde: 12. Målvärde 2031: Högst 8. Källa: Ärendesystemet."
    found = read(tmp_path, *INTRO, text("Mål: Parken ska vara ren", "h2"), text(line))
    assert rows(found) == [
        (
            "Klagomål på skräp",
            "Parken ska vara ren",
            [("baseline", None, "12"), ("target", 2031, "Högst 8"), ("source", None, "Ärendesystemet")],
        )
    ]


def test_a_sentence_among_the_labels_tells_how_often(tmp_path: Path) -> None:
    told = "Mätetal: Öppna kiosker Målvärde 2031: minst 8 st. Mäts varje halvår. Källa: Kioskboken. Ansvarig: Parkchef"
    found = published(tmp_path, *INTRO, text("Nämndens mål: Parken ska vara öppen för alla"), text(told))
    assert [(i.name, i.frequency, i.frequency_code, i.source) for i in found.indicators] == [
        ("Öppna kiosker", "varje halvår", "semiannual", "Kioskboken")
    ]
    assert [(v.comparator, v.value, v.unit, v.note) for v in found.values] == [(">=", 8.0, "st", None)]


def test_what_explains_a_word_states_nothing(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        text("Mål: det som nämnden vill uppnå under planens år."),
        text("Indikator: Ett mått som visar om målet är nått."),
        text("Nämndens mål: se bilaga 2"),
    )
    assert not found.goals
    assert not found.indicators


def test_a_list_of_indicators_with_their_levels(tmp_path: Path) -> None:
    story = (
        *INTRO,
        text("Mål: Besökarna ska känna sig trygga", "h2"),
        text("Indikatorer:"),
        bullet("Andel trygga besökare: 92 % (2029: 89 %)"),
        bullet("Väntetid i kiosken: högst 13 minuter"),
        text("Vi vill också:"),
        bullet("laga lekplatsen"),
    )
    found = read(tmp_path, *story)
    assert rows(found) == [
        (
            "Andel trygga besökare",
            "Besökarna ska känna sig trygga",
            [("target", None, "92 %"), ("outcome", 2029, "89 %")],
        ),
        ("Väntetid i kiosken", "Besökarna ska känna sig trygga", [("target", None, "högst 13 minuter")]),
    ]
    assert all(value.needs_review for value in published(tmp_path, *story).values)


def test_a_condition_is_no_judgement(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        text("Mål 1: Besökarna får svar i tid", "h2"),
        text("Målet är uppfyllt om:"),
        bullet("andelen svar inom två dagar är minst 95 procent"),
        text("Mål 2: Träden mår bra", "h2"),
        text("Målet är uppfyllt."),
    )
    assert [goal.assessment for goal in found.goals] == [None, "uppfyllt"]
    assert rows(found) == [
        ("andelen svar inom två dagar", "Besökarna får svar i tid", [("target", None, "minst 95 procent")])
    ]


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
    assert [(name, goal) for name, goal, _ in rows(found)] == [
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
    assert [(name, goal) for name, goal, _ in rows(found)] == [
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
    assert [(name, goal) for name, goal, _ in rows(found)] == [
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


def test_areas_named_by_the_headings_under_a_heading_over_areas(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(3),
        text("Målområden", "h1"),
        text("Livskvalitet", "h2"),
        *prose(1),
        text("Så följer vi upp:"),
        bullet("Antal besök i parken"),
        bullet("Lagen om parker"),  # neither a number nor said to be one
        text("Livslångt lärande", "h2"),
        *prose(1),
        text("Ekonomi i siffror", "h1"),
        *prose(1),
    )
    assert [(goal.title, goal.goal_type) for goal in found.goals] == [
        ("Livskvalitet", "goal_area"),
        ("Livslångt lärande", "goal_area"),
    ]
    assert all("goal-without-label" in goal.flags for goal in found.goals)
    assert [(name, goal) for name, goal, _ in rows(found)] == [("Antal besök i parken", "Livskvalitet")]


def test_a_label_with_a_colon_over_its_goal_in_the_same_print(tmp_path: Path) -> None:
    found = read(
        tmp_path, *INTRO, text("Nämndmål:", "h3"), text("Barn i parken får goda möjligheter att leka", "h3"), *prose(1)
    )
    assert [(goal.title, goal.goal_type) for goal in found.goals] == [
        ("Barn i parken får goda möjligheter att leka", "sub_goal")
    ]


@pytest.mark.parametrize(
    ("line", "name", "levels"),
    [
        ("Sjukfrånvaro: högst 7 %", "Sjukfrånvaro", ["högst 7 %"]),
        ("Sjukfrånvaro ≤ 7 %", "Sjukfrånvaro", ["≤ 7 %"]),
        ("Sjukfrånvaron är högst 7 %.", "Sjukfrånvaron", ["högst 7 %"]),
        ("Sjukfrånvaro: 7 % (utfall 2029: 8 %)", "Sjukfrånvaro", ["7 %", "8 %"]),
        (
            "Andel nöjda. Utfall 2030: 6,8 procent. Målvärde 2032: minst 9 procent.",
            "Andel nöjda",
            ["6,8 procent", "minst 9 procent"],
        ),
        ("Resor m.m. (mål 2032: 65)", "Resor m.m.", ["65"]),
        ("Andel nöjda. Utfallet är oklart.", "Andel nöjda. Utfallet är oklart.", []),
        ("Sjukfrånvaro, kvinnor och män", "Sjukfrånvaro, kvinnor och män", []),
        ("Andel elever: flickor", "Andel elever: flickor", []),
        ("Nöjda, mål 2031: 70 %, 2032: 75 %", "Nöjda, mål 2031: 70 %, 2032: 75 %", []),  # nothing of it is dropped
    ],
)
def test_the_level_behind_a_name(line: str, name: str, levels: list[str]) -> None:
    found, cells = split_level(line, PLACE)
    assert (found, [cell.text for cell in cells]) == (name, levels)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("• Nöjda besökare • Friska träd", ["Nöjda besökare", "Friska träd"]),
        ("- Nöjda besökare - Friska träd", ["Nöjda besökare", "Friska träd"]),
        ("• Nöjda besökare", []),
        ("Nöjda besökare - totalt", []),
    ],
)
def test_the_items_of_a_cell(cell: str, items: list[str]) -> None:
    assert bulleted(cell) == items


def test_letters_number_goals_in_a_list_and_lines_tell_of_each(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        text("Nämndens effektmål", "h2"),
        text("A1. Lekplatserna är säkra"),
        text("Indikator: Antal olyckor. Mål: Färre än 10."),
        text("B1. Träden mår bra"),
        text("Indikator: Friska träd. Mål: 95 %."),
    )
    assert [(goal.number, goal.title) for goal in found.goals] == [
        ("A1", "Lekplatserna är säkra"),
        ("B1", "Träden mår bra"),
    ]
    assert rows(found) == [
        ("Antal olyckor", "Lekplatserna är säkra", [("target", None, "Färre än 10")]),
        ("Friska träd", "Träden mår bra", [("target", None, "95 %")]),
    ]


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
    assert [(name, goal) for name, goal, _ in rows(found)] == [
        ("Resultat", "God ekonomi"),
        ("Soliditet", "God ekonomi"),
    ]


def test_a_goal_in_plain_print_right_under_its_label(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        text("Digitalisering", "h2"),
        text("Mål", "bold"),
        text("Besökare ska kunna boka läger dygnet runt."),
        text("Aktiviteter", "bold"),
        bullet("Införa en bokning på nätet (ansvarig: IT-chef, klart: Q2 2031)"),
        text("Mått", "bold"),
        bullet("Antal bokade läger, utfall 2029: 45, mål 2031: 60"),
        text("Finansiella mål", "h2"),
        text("De finansiella målen anger vad nämnden ska hålla sig inom."),
    )
    assert [goal.title for goal in found.goals] == ["Besökare ska kunna boka läger dygnet runt."]
    assert rows(found) == [
        (
            "Antal bokade läger",
            "Besökare ska kunna boka läger dygnet runt.",
            [("outcome", 2029, "45"), ("target", 2031, "60")],
        )
    ]


def test_goals_with_headings_of_their_own_below(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(3),
        text("Våra mål", "h1"),
        text("1. Den goda livsmiljön", "h2"),
        *prose(1),
        text("Indikatorer", "h3"),
        bullet("Besök i parken"),
        text("2. Den lärande parken", "h2"),
        *prose(1),
        text("Indikatorer", "h3"),
        bullet("Barn på läger"),
    )
    assert [(name, goal) for name, goal, _ in rows(found)] == [
        ("Besök i parken", "Den goda livsmiljön"),
        ("Barn på läger", "Den lärande parken"),
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


def test_what_covers_a_part_of_a_year_says_so(tmp_path: Path) -> None:
    lines = (text("Indikatorer:"), bullet("Andel trygga, utfall delår 2030: 45 %, mål 2031: 60 %"))
    found = read(tmp_path, *INTRO, text("Mål: Besökarna ska känna sig trygga", "h2"), *lines)
    assert [cell.as_of_text for cell in found.indicators[0].cells] == ["utfall delår 2030", None]


@pytest.mark.parametrize(
    "line",
    [
        "Finansiella mål: Se avsnitt 4",
        "Delmål: Saknas",
        "Nämndens mål: Beslutas av nämnden i december",
    ],
)
def test_what_refers_to_goals_states_none(line: str, tmp_path: Path) -> None:
    assert not read(tmp_path, *INTRO, text(line)).goals


def test_another_goal_is_no_level_of_the_measure_above(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *INTRO,
        text("Mål 1: Fler barn kommer på läger", "h2"),
        text("Mätetal: Antal barn på läger"),
        text("Målvärde 2031: 850"),
        text("Mål 2: Minst 20 nya lekplatser ska byggas"),
        text("Mätetal: Antal lekplatser"),
    )
    assert [(name, goal) for name, goal, _ in rows(found)] == [
        ("Antal barn på läger", "Fler barn kommer på läger"),
        ("Antal lekplatser", "Minst 20 nya lekplatser ska byggas"),
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
    assert [(name, goal) for name, goal, _ in rows(read(tmp_path, *INTRO, measures))] == [
        ("Andel nöjda", "Parken ska vara ren"),
        ("Sjukfrånvaro", None),
    ]


def test_numbers_under_words_about_a_row_are_told(tmp_path: Path) -> None:
    measures = table([["Indikator", "Mål 2030", "Uppnått 2030"], ["Andel nöjda", "80", "78"]], [200, 80, 80])
    found = read(tmp_path, *INTRO, measures)
    assert [cell.role for cell in found.indicators[0].cells if cell.text == "78"] == ["unknown"]
    assert "column-not-understood" in [trouble.code for trouble in found.troubles]


def test_initials_are_no_number_of_a_goal(tmp_path: Path) -> None:
    found = read(tmp_path, *INTRO, text("Nämndens mål", "h2"), text("S. Lind har lett arbetet med parken i år."))
    assert not found.goals


def test_parts_of_any_plan_and_lists_of_their_own_are_no_goals(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(3),
        text("Gemensamma mål", "h1"),
        text("Nämndens grunduppdrag", "h2"),
        *prose(2),
        text("Mål för hela nämnden", "h2"),
        text("Mål 1: Parken är ren", "h3"),
        *prose(1),
    )
    assert [goal.title for goal in found.goals] == ["Parken är ren"]


def test_a_label_may_say_whose_the_indicator_is(tmp_path: Path) -> None:
    parts = [text("KF-indikator: Nöjda besökare", "note"), text("Parken är till för alla som bor i byn.")]
    measures = table([["Nyckelresultat", "Ansvarig"], ["Bänkar är lagade", "Parkchef"]], [250, 100])
    found = read(tmp_path, TITLE, *prose(3), text("Mål 1: Parken är öppen", "h2"), *parts, measures)
    assert [(i.name, i.set_by, i.goal) for i in found.indicators][:1] == [
        ("Nöjda besökare", "council", found.goals[0].key)
    ]
    assert found.goals[0].description == "Parken är till för alla som bor i byn."
