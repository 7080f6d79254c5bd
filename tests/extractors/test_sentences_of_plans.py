"""Goals and assignments that sentences of running text state, and what they say of when and who."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, callout, prose, published, read, table, text

from extractors.families.framework_links import lone_framework
from extractors.families.goals import apart, leads_to_indicators, plain_label
from extractors.families.sentences import with_own_deadline
from pipeline.records import Box, Place, RawAction

TITLE = text("Havsbyns strategiska plan 2031", "title")
HERE = Place(1, Box(0, 0, 10, 10))


def test_a_sentence_that_names_whose_goal_it_states(tmp_path: Path) -> None:
    words = (
        "Byn växer och det märks. Kommunfullmäktiges mål är att alla ska kunna bo kvar i byn. "
        "Sjukfrånvaron ska vara högst 5 procent år 2031. Målet är att trivas."
    )
    found = published(tmp_path, TITLE, *prose(5), text("Strategiskt område 1: Livet i byn", "h1"), text(words))
    assert [(goal.title, goal.set_by) for goal in found.goals] == [
        ("Livet i byn", "council"),
        ("alla ska kunna bo kvar i byn", "council"),
    ]
    assert found.goals[1].parent_goal_id == found.goals[0].goal_id
    assert [(i.name, v.value) for i, v in zip(found.indicators, found.values, strict=True)] == [("Sjukfrånvaron", 5.0)]


def test_sentences_that_give_someone_an_assignment(tmp_path: Path) -> None:
    words = (
        "Väntetiden ska vara högst 45 dagar år 2031. Parknämnden får i uppdrag att senast den 30 juni 2031 redovisa en "
        "plan för ängarna. Kommunfullmäktige ger styrelsen i uppdrag att se över taxorna."
    )
    found = published(tmp_path, TITLE, *prose(5), text("Omsorg och parker", "h1"), text(words))
    assert [(tuple(a.responsible), a.due_raw, a.assigned_by) for a in found.actions] == [
        (("Parknämnden",), "senast den 30 juni 2031", None),
        (("styrelsen",), None, "council"),
    ]
    assert found.actions[0].due_to is not None and found.actions[0].due_to.isoformat() == "2031-06-30"
    assert [v.value for v in found.values] == [45.0]  # the rest of the paragraph stays text


@pytest.mark.parametrize(
    "words",
    [
        "Trygghetsgruppen är en avdelning som har i uppdrag att leda arbetet.",
        "Kommunstyrelsen ger kommundirektören i uppdrag att pröva arbetssättet.",
        "Utvalda får i uppdrag. Att välja är svårt.",
    ],
)
def test_standing_tasks_and_what_others_give_are_no_assignments(tmp_path: Path, words: str) -> None:
    assert not read(tmp_path, TITLE, *prose(5), text("Arbetet", "h1"), text(words)).actions


def test_numbered_assignments_with_a_bracket_of_who_and_when(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Inriktningsmål 1: Byn växer", "h1"),
        text("Uppdrag", "h2"),
        text("**Uppdrag 1** Ta fram ett program för torget. (kommunstyrelsen; senast juni 2031)"),
        text("**Uppdrag 2** Utveckla stödet till byalag. (parknämnden, kulturnämnden)"),
    )
    assert [(a.assignment, [(c.role, c.text) for c in a.cells]) for a in found.actions] == [
        ("Ta fram ett program för torget.", [("responsible", "kommunstyrelsen"), ("due", "senast juni 2031")]),
        ("Utveckla stödet till byalag.", [("responsible", "parknämnden, kulturnämnden")]),
    ]
    assert {a.goal for a in found.actions} == {found.goals[0].key}


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("redovisa en plan, senast den 31 mars 2031", "senast den 31 mars 2031"),
        ("införa garantin i alla skolor under hösten 2031", "under hösten 2031"),
        ("förbereda boendet före årsskiftet 2031/32", "före årsskiftet 2031/32"),
        ("redovisa en ordning till fullmäktige i april 2031", "i april 2031"),
        ("lämna ett förslag vid utgången av 2031", None),  # not one of the words that set a time
        ("minska kostnaderna jämfört med 2031", None),
        ("redovisa i mars 2031 och i oktober 2031", None),  # two times: it is open which
        ("arbeta för målen till 2035", None),
    ],
)
def test_the_time_inside_an_assignment(words: str, due: str | None) -> None:
    action = with_own_deadline(RawAction("a1", None, HERE, assignment=words))
    assert [cell.text for cell in action.cells] == ([due] if due else [])
    assert action.assignment == words


def test_labels_with_a_colon_over_headings_with_numbers(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        TITLE,
        *prose(5),
        text("Inledning", "h1"),
        *prose(1),
        text("Fullmäktiges mål", "h1"),
        text("**KF:s mål för verksamhetsområdet:**"),
        text("1.1. Barn får stöd i tid", "h2"),
        *prose(1),
        text("**Nämndmål:**"),
        text("1.1.1. Utredningar görs utan dröjsmål", "h3"),
        *prose(1),
    )
    assert [(g.goal_type, g.number, g.title) for g in found.goals] == [
        ("strategic_goal", "1.1", "Barn får stöd i tid"),
        ("sub_goal", "1.1.1", "Utredningar görs utan dröjsmål"),
    ]
    assert found.goals[1].parent_goal_id == found.goals[0].goal_id


def test_numbered_labels_in_plain_print() -> None:
    label = plain_label("Delmål 2.1 Nattvandring ska finnas hela året.")
    assert label is not None and (label.number, label.title) == ("2.1", "Nattvandring ska finnas hela året.")
    assert plain_label("Delmål 2.1 har nåtts under året.") is None
    assert apart("Delmål 3.1 Frågor ska ställas. Delmål 3.2 Stöd ska ges.") == [
        "Delmål 3.1 Frågor ska ställas.",
        "Delmål 3.2 Stöd ska ges.",
    ]


def test_a_line_that_leads_to_a_list_is_no_goal(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Övergripande mål", "h1"),
        text("Kommunfullmäktige har antagit följande övergripande mål:"),
        text("1. Kommunen ska ha god service."),
        text("2. Barn ska få en bra start i livet."),
    )
    assert [(g.goal_type, g.number) for g in found.goals] == [("overarching_goal", "1"), ("overarching_goal", "2")]


def test_bullets_under_a_sentence_about_the_following_indicators(tmp_path: Path) -> None:
    assert leads_to_indicators("Följande indikatorer redovisas i mars.")
    assert not leads_to_indicators("Följande arbete pågår med indikatorer.")
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Mål 1: Alla är trygga", "h1"),
        text("Följande indikatorer redovisas för nämnden i mars."),
        bullet("Andel elever som är trygga – mål 2031: minst 92 %"),
    )
    [indicator] = found.indicators
    assert (indicator.name, [(c.year, c.text) for c in indicator.cells]) == (
        "Andel elever som är trygga",
        [(2031, "minst 92 %")],
    )


def test_a_framework_over_its_goals_in_a_box(tmp_path: Path) -> None:
    assert lone_framework("Agenda 2030") == ("Agenda 2030", "mål")
    box = callout("<font size=7>**Agenda 2030**<br/>Mål 4 God utbildning för alla</font>")
    found = read(tmp_path, TITLE, *prose(5), text("Målområde 1: Lärande", "h1"), *prose(1), box, *prose(1))
    assert [goal.title for goal in found.goals] == ["Lärande"]
    assert [(link.framework, link.text) for link in found.alignments] == [("Agenda 2030", "God utbildning för alla")]


def test_an_indicator_in_a_list_and_in_a_table_under_one_goal_is_one(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2029", "Mål 2031"], ["Besök i parken", "120", "130"]]
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Mål 1: Parken är öppen för alla", "h1"),
        text("Indikatorer", "h2"),
        bullet("Besök i parken"),
        bullet("Nöjda besökare"),
        text("Utfall", "h2"),
        table(rows, [200, 90, 90]),
    )
    assert sorted((i.name, len(i.cells)) for i in found.indicators) == [("Besök i parken", 2), ("Nöjda besökare", 0)]


def test_goals_beside_the_bodies_whose_they_are(tmp_path: Path) -> None:
    rows = [["Nämnd", "Nämndens mål", "Status"], ["Skolnämnden", "Alla når gymnasiet", "Uppfyllt"]]
    found = read(tmp_path, TITLE, *prose(5), text("Mål 1: Barn lyckas", "h1"), table(rows, [100, 200, 80]))
    assert [(g.title, g.assessment) for g in found.goals[1:]] == [("Alla når gymnasiet", "Uppfyllt")]


def test_a_year_under_a_span_of_years(tmp_path: Path) -> None:
    rows = [["Mått", "Utfall", "", "Målvärden 2031–2032", ""], ["", "2028", "2029", "2031", "2032"]]
    rows += [["Besök i parken", "110", "120", "130", "140"]]
    spans = [((1, 0), (2, 0)), ((3, 0), (4, 0))]
    found = published(
        tmp_path, TITLE, *prose(5), text("Mål", "h1"), table(rows, [150, 60, 60, 60, 60], head=2, spans=spans)
    )
    assert [(v.year, v.value_type) for v in found.values] == [
        (2028, "outcome"),
        (2029, "outcome"),
        (2031, "target"),
        (2032, "target"),
    ]
