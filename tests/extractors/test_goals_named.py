"""Goals that are named where something else is said of them, and what belongs to a goal by its label."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, prose, published, read, table, text

from pipeline.records import RawDocument

TITLE = text("Socialnämndens verksamhetsplan 2031", "title")
WIDTHS = [150, 150, 60, 60]


def numbers(document: RawDocument, rows: tuple[object, ...]) -> list[str | None]:
    """The number of the goal that each row belongs to."""
    by_key = {goal.key: goal.number for goal in document.goals}
    return [by_key.get(getattr(row, "goal", None) or "") for row in rows]


def test_a_sentence_over_a_table_names_the_goal_that_its_actions_serve(tmp_path: Path) -> None:
    rows = [["Åtgärd", "Ansvarig", "Tidplan"], ["Öppna en fritidsgård", "Kultur", "Juni 2031"]]
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Mål", "h1"),
        text("Effektmål 1: Barn växer upp tryggt", "h2"),
        text("Effektmål 2: Vuxna har goda vanor", "h2"),
        text("Åtgärder", "h1"),
        text("Barn och unga", "h2"),
        text("Åtgärderna bidrar till effektmål 1."),
        table(rows, [150, 100, 100]),
        text("Levnadsvanor", "h2"),
        text("Åtgärderna bidrar till effektmål 2."),
        table([rows[0], ["Anlägga ett utegym", "Teknik", "Maj 2031"]], [150, 100, 100]),
    )
    assert numbers(found, found.actions) == ["1", "2"]


def test_what_a_goal_serves_does_not_take_its_rows(tmp_path: Path) -> None:
    rows = [["Åtgärd", "Ansvarig", "Tidplan"], ["Öppna en fritidsgård", "Kultur", "Juni 2031"]]
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Mål", "h1"),
        text("Mål 1: Barn växer upp tryggt", "h2"),
        text("Mål 2: Vuxna har goda vanor", "h2"),
        text("Arbetet bidrar till mål 1 genom att vuxna är förebilder."),
        table(rows, [150, 100, 100]),
    )
    assert numbers(found, found.actions) == ["2"]


def test_a_paragraph_with_a_label_is_an_assignment_of_its_goal(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Mål för året", "h1"),
        text("**Mål 1:** Äldre ska känna sig trygga i sitt hem"),
        text("Det skapas när samma personer kommer hem."),
        text("Uppdrag: Införa fast omsorgskontakt för alla. Uppdraget redovisas i september."),
        text("Aktivitet: Utbilda alla kontaktpersoner"),
    )
    assert [(a.assignment, a.action) for a in found.actions] == [
        ("Införa fast omsorgskontakt för alla", None),
        (None, "Utbilda alla kontaktpersoner"),
    ]
    assert numbers(found, found.actions) == ["1", "1"]
    assert found.goals[0].description == "Det skapas när samma personer kommer hem."


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("Uppdraget ska vara slutfört senast 30 september 2031. Ansvarig är rektorn.", ["senast 30 september 2031"]),
        ("Det ska redovisas före 2031-06-30.", ["före 2031-06-30"]),
        ("Uppdraget ska vara slutfört när lokalen är klar.", []),
    ],
)
def test_a_sentence_behind_an_assignment_states_its_deadline(said: str, due: list[str], tmp_path: Path) -> None:
    goal = (text("Mål för året", "h1"), text("**Mål 1:** Äldre ska känna sig trygga i sitt hem"))
    found = read(tmp_path, TITLE, *prose(5), *goal, text(f"Uppdrag: Införa fast omsorgskontakt för alla. {said}"))
    [action] = found.actions
    assert action.assignment == "Införa fast omsorgskontakt för alla"
    assert [cell.text for cell in action.cells if cell.role == "due"] == due


def test_bullets_under_the_councils_assignments_are_what_it_asks_for(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Uppdrag från kommunfullmäktige", "h1"),
        bullet("Utreda en ny organisation. Ansvarig: rektor."),
        bullet("Lämna förslag på nya lokaler."),
    )
    assert [(a.assigned_by, a.assignment, a.action) for a in found.actions] == [
        ("council", "Utreda en ny organisation", None),
        ("council", "Lämna förslag på nya lokaler", None),
    ]
    assert [c.text for c in found.actions[0].cells] == ["rektor"]


def test_a_band_with_the_wording_of_a_goal_holds_the_goals_below_it(tmp_path: Path) -> None:
    rows = [["Mål", "Mått", "Nuläge", "Mål 2031"], ["Ett gott liv för alla", "", "", ""]]
    rows += [["Alla klarar skolan", "Behöriga elever", "81", "90"], ["En stad i balans", "", "", ""]]
    rows += [["Ekonomin är god", "Resultat", "1", "2"]]
    spans = [((0, 1), (3, 1)), ((0, 3), (3, 3))]
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Övergripande mål", "h1"),
        text("Övergripande mål 1: Ett gott liv för alla", "h2"),
        text("Övergripande mål 2: En stad i balans", "h2"),
        text("Mål och mått", "h1"),
        table(rows, [130, 130, 60, 60], spans=spans),
    )
    titles = {g.key: g.title for g in found.goals}
    assert {g.title: titles.get(g.parent or "") for g in found.goals if g.goal_type == "goal"} == {
        "Alla klarar skolan": "Ett gott liv för alla",
        "Ekonomin är god": "En stad i balans",
    }


def test_beside_a_goal_the_measure_is_the_indicator(tmp_path: Path) -> None:
    rows = [["Mål", "Så mäter vi", "Utfall 2029", "Mål 2031"]]
    rows += [["M1 Barn har en aktiv fritid", "Barn i föreningar", "62 %", "70 %"]]
    rows += [["V2 Näringslivet växer", "Gästnätter per år", "498 000", "530 000"]]
    found = read(tmp_path, TITLE, *prose(5), table(rows, WIDTHS))

    assert [i.name for i in found.indicators] == ["Barn i föreningar", "Gästnätter per år"]
    assert [(g.number, g.title) for g in found.goals] == [
        ("M1", "Barn har en aktiv fritid"),
        ("V2", "Näringslivet växer"),
    ]
    assert numbers(found, found.indicators) == ["M1", "V2"]


def test_start_and_end_in_two_columns_are_a_period(tmp_path: Path) -> None:
    rows = [["Aktivitet", "Startdatum", "Slutdatum", "Ansvarig"]]
    rows += [["Införa e-tjänst", "2031-01-15", "2031-06-30", "Chef"], ["Se över taxan", "", "2031-12-15", "Chef"]]
    found = published(tmp_path, TITLE, *prose(5), table(rows, [150, 80, 80, 80]))

    assert [(str(a.due_from), str(a.due_to), a.due_kind, a.due_raw) for a in found.actions] == [
        ("2031-01-15", "2031-06-30", "within", "2031-01-15 – 2031-06-30"),
        ("None", "2031-12-15", "by", "2031-12-15"),
    ]


def test_women_men_and_all_are_two_parts_and_the_whole(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2029 Kvinnor", "Utfall 2029 Män", "Utfall 2029 Totalt"]]
    rows += [["Nöjda med hemtjänsten", "88 %", "93 %", "90 %"], ["Trygga i skolan", "79 %", "84 %", "81 %"]]
    found = published(tmp_path, TITLE, *prose(5), table(rows, [150, 90, 90, 90]))

    assert [(v.component, v.value, v.needs_review) for v in found.values[:3]] == [
        ("kvinnor", 88.0, False),
        ("män", 93.0, False),
        (None, 90.0, False),
    ]


@pytest.mark.parametrize(
    ("over", "goal_type", "set_by"),
    [
        ("Fullmäktiges mål", "strategic_goal", "council"),
        ("Nämndens mål", "sub_goal", "committee"),
        ("Mål och resultat", "goal", None),
    ],
)
def test_a_bare_label_is_what_a_heading_far_above_says(
    over: str, goal_type: str, set_by: str | None, tmp_path: Path
) -> None:
    part = (text("Barn och unga", "h2"), text("Mål 1. Alla elever går ut skolan med betyg", "h3"))
    found = read(tmp_path, TITLE, *prose(5), text(over, "h1"), *prose(1), *part, *prose(2))
    assert [(g.number, g.goal_type, g.set_by) for g in found.goals] == [("1", goal_type, set_by)]
