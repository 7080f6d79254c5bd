"""Goals and indicators that running text states behind labels, and lists of indicators with their levels."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, indicators_of, prose, published, read, table, text

from extractors.families.labelled_lines import bulleted, split_level
from pipeline.records import Box, Place

TITLE = text("Parknämndens verksamhetsplan 2031", "title")
PLACE = Place(1, Box(0, 0, 1, 1))
INTRO = (TITLE, *prose(3), text("Nämndens arbete", "h1"), *prose(2))


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
    assert indicators_of(found) == [
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
    assert indicators_of(found) == [
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
    assert indicators_of(found) == [
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
    assert indicators_of(found) == [
        ("andelen svar inom två dagar", "Besökarna får svar i tid", [("target", None, "minst 95 procent")])
    ]


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
    assert [(name, goal) for name, goal, _ in indicators_of(found)] == [("Antal besök i parken", "Livskvalitet")]


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
        ("Sjukfrånvaro – högst 7 %", "Sjukfrånvaro", ["högst 7 %"]),
        ("Elbilar i bilpoolen – 100 %", "Elbilar i bilpoolen", ["100 %"]),
        ("Simkunniga i årskurs 7 – 9", "Simkunniga i årskurs 7 – 9", []),
        ("Lån per invånare – 2031", "Lån per invånare – 2031", []),
        ("Bryggor – vinteröppna", "Bryggor – vinteröppna", []),
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
    assert indicators_of(found) == [
        ("Antal olyckor", "Lekplatserna är säkra", [("target", None, "Färre än 10")]),
        ("Friska träd", "Träden mår bra", [("target", None, "95 %")]),
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
    assert indicators_of(found) == [
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
    assert [(name, goal) for name, goal, _ in indicators_of(found)] == [
        ("Besök i parken", "Den goda livsmiljön"),
        ("Barn på läger", "Den lärande parken"),
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
    assert [(name, goal) for name, goal, _ in indicators_of(found)] == [
        ("Antal barn på läger", "Fler barn kommer på läger"),
        ("Antal lekplatser", "Minst 20 nya lekplatser ska byggas"),
    ]


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


def test_the_levels_of_a_list_stand_in_text_and_those_of_a_table_in_cells(tmp_path: Path) -> None:
    rows = (("Indikator", "Utfall 2030", "Mål 2031"), ("Antal barn på läger", "790", "850"))
    found = published(
        tmp_path,
        *INTRO,
        text("Nämndens mål", "h2"),
        text("Mål 1: Besökarna är nöjda", "h2"),
        text("Indikatorer:", "bold"),
        bullet("Andel nöjda besökare: minst 90 %"),
        bullet("Andel trygga, utfall 2030: 45 %, mål 2031: 60 %"),
        text("Mål 2: Fler barn kommer på läger", "h2"),
        table(rows, (200, 90, 90)),
    )
    assert [(v.raw, v.value_type, v.year, v.in_text) for v in found.values] == [
        ("minst 90 %", "target", None, True),
        ("45 %", "outcome", 2030, False),
        ("60 %", "target", 2031, True),
        ("790", "outcome", 2030, False),
        ("850", "target", 2031, False),
    ]
    assert found.values[0].needs_review  # no word calls it a target


def test_a_level_of_a_list_that_text_states_again_is_one_value(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        *INTRO,
        text("Mål 1: Besökarna är nöjda", "h2"),
        text("Andelen nöjda besökare ska vara minst 90 procent."),
        text("Indikatorer:", "bold"),
        bullet("Andelen nöjda besökare: minst 90 %"),
    )
    assert [(v.value, v.in_text) for v in found.values] == [(90.0, True)]
