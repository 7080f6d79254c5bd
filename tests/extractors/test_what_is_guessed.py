"""What other plans would make wrong: what is not sure is marked, or not published at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, prose, published, read, table, text

from extractors.families.goals import plain_label
from extractors.families.labelled_lines import split_level
from extractors.families.sentences import with_own_deadline
from normalizers import Unreadable
from normalizers.assessments import parse_assessment
from normalizers.units import share_in_line
from pipeline.records import Box, Place, RawAction

TITLE = text("Verksamhetsplan 2031", "title")
HERE = Place(1, Box(0, 0, 10, 10))


def test_what_money_is_for_is_no_measure(tmp_path: Path) -> None:
    rows = [["Prestation", "Bokslut 2029", "Budget 2031"], ["Förskola", "10 000", "11 000"], ["Skola", "900", "950"]]
    money = text("Nettokostnader 2031, tkr", "bold")
    found = published(tmp_path, TITLE, *prose(5), money, table(rows, [150, 80, 80], right_from=1))
    assert not found.indicators
    assert [(line.line, line.value_type, line.unit) for line in found.budget_lines[:2]] == [
        ("Förskola", "outcome", "tkr"),
        ("Förskola", "budget", "tkr"),
    ]


def test_a_column_of_volumes_is_no_name(tmp_path: Path) -> None:
    rows = [["Verksamhet", "Volym", "Budget 2031", "Budget 2032"], ["Förskola", "120", "100", "110"]]
    rows += [["Skola", "90", "80", "85"]]
    money = text("Driftbudget, tkr", "bold")
    found = published(tmp_path, TITLE, *prose(5), money, table(rows, [120, 60, 80, 80], right_from=1))
    assert {line.line for line in found.budget_lines} == {"Förskola", "Skola"} and not found.indicators


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Soliditet, mål 45 %", (True, False)),
        ("Löneökning 3 %", (False, False)),
        ("Effektivisering en procent", (False, False)),
        ("Nettokostnadsandel, %", (True, True)),
        ("Köp av verksamhet", (False, True)),
    ],
)
def test_a_number_before_the_sign_leaves_open_what_a_line_is(line: str, told: tuple[bool, bool]) -> None:
    assert share_in_line(line) == told


def test_lines_that_may_be_shares_or_money_are_to_review(tmp_path: Path) -> None:
    rows = [["Resultatbudget, mnkr", "Budget 2031"], ["Årets resultat", "12"], ["Besparing två procent", "-10"]]
    found = published(tmp_path, TITLE, *prose(5), table(rows, [220, 80], right_from=1))
    assert [(line.unit, line.needs_review) for line in found.budget_lines] == [("mnkr", False), ("mnkr", True)]


@pytest.mark.parametrize("caption", ["Avvikelse mot budget 2031, mnkr", "Förändring jämfört med budget 2031, mnkr"])
def test_a_caption_that_compares_gives_no_budget(tmp_path: Path, caption: str) -> None:
    rows = [["Nämnd", "Mnkr"], ["Skolnämnden", "-1,0"], ["Parknämnden", "0,5"]]
    found = published(tmp_path, TITLE, *prose(5), text(caption, "bold"), table(rows, [200, 80], right_from=1))
    assert not found.budget_lines


@pytest.mark.parametrize(
    "words",
    [
        "följa upp den plan som antogs i mars 2031",
        "utvärdera de insatser som gjordes under 2030",
        "redovisa hur fossila bränslen ska fasas ut senast 2035",
        "införa arbetssätt för att klara målet om nollutsläpp senast 2045",
        "redovisa statistik till och med 2030",
    ],
)
def test_times_of_something_else_are_no_deadlines(words: str) -> None:
    assert not with_own_deadline(RawAction("a1", None, HERE, action=words)).cells


def test_a_time_inside_a_sentence_is_to_review(tmp_path: Path) -> None:
    heading = text("Aktiviteter", "h1")
    found = published(tmp_path, TITLE, *prose(5), heading, bullet("Se över taxorna, senast den 31 mars 2031"))
    assert [(action.due_kind, action.needs_review) for action in found.actions] == [("by", True)]


def test_what_can_be_reached_but_will_not_is_not_partly_met() -> None:
    with pytest.raises(Unreadable):
        parse_assessment("Kan nås om fler åtgärder vidtas, men bedöms inte nås")
    assert parse_assessment("Kan nås om fler åtgärder vidtas") == "partly_met"


def test_rows_that_head_the_rows_below_tell_nothing_of_those_above(tmp_path: Path) -> None:
    rows = [["Indikator", "Utfall 2029", "Mål 2031"], ["Ansvarig: Socialnämnden", "", ""], ["Nöjda", "81", "85"]]
    rows += [["Trygga", "70", "75"], ["Ansvarig: Skolnämnden", "", ""], ["Friska", "60", "65"]]
    across = table(rows, [200, 90, 90], spans=[((0, 1), (2, 1)), ((0, 4), (2, 4))])
    found = read(tmp_path, TITLE, *prose(5), text("Mål", "h1"), across)
    assert not [c for i in found.indicators for c in i.cells if c.role == "responsible"]


@pytest.mark.parametrize(
    "words",
    [
        "Länsstyrelsen får i uppdrag att kartlägga vattnen.",
        "Tekniska nämnden har fått i uppdrag att bygga en bro. Det slutfördes 2030.",
        "Den som utses till samordnare får i uppdrag att leda arbetet.",
        "Uppdrag 3 Slutfördes under året.",
    ],
)
def test_tasks_of_others_and_of_the_past_are_no_assignments(tmp_path: Path, words: str) -> None:
    assert not read(tmp_path, TITLE, *prose(5), text("Arbetet", "h1"), text(words)).actions


def test_a_bracket_that_names_no_body_stays_in_the_assignment(tmp_path: Path) -> None:
    found = read(
        tmp_path, TITLE, *prose(5), text("Uppdrag", "h1"), text("Uppdrag 4 Bygga en skola för alla. (500 tkr)")
    )
    assert [(a.assignment, a.cells) for a in found.actions] == [("Bygga en skola för alla. (500 tkr)", ())]


@pytest.mark.parametrize(
    "words", ["Kommunens mål är att inte följa detta.", "Nämndens mål är att se som ett komplement till lagen."]
)
def test_sentences_that_do_not_say_what_shall_be_state_no_goal(tmp_path: Path, words: str) -> None:
    assert not read(tmp_path, TITLE, *prose(5), text("Arbetet", "h1"), text(words)).goals


def test_goals_of_the_world_are_numbered_too() -> None:
    assert plain_label("Delmål 16.2 Avskaffa våld mot barn.") is None
    assert plain_label("Delmål 3.2 Bedöms uppnås under året.") is None


def test_what_a_goal_hangs_on_is_to_review(tmp_path: Path) -> None:
    rows = [["Framgångsfaktor", "Indikator", "Mål 2031"], ["Nära ledarskap", "Index", "80"]]
    found = published(tmp_path, TITLE, *prose(5), text("Mål 1: Alla trivs", "h1"), table(rows, [150, 150, 80]))
    assert [(goal.title, goal.needs_review) for goal in found.goals[1:]] == [("Nära ledarskap", True)]


@pytest.mark.parametrize(
    ("title", "under"),
    [("Om planen", "Målområdet omfattar hela kommunen."), ("Trygghet", "Målområdet lyftes fram av revisionen.")],
)
def test_sentences_that_do_not_tell_what_an_area_is_about(tmp_path: Path, title: str, under: str) -> None:
    assert not read(tmp_path, TITLE, *prose(5), text(title, "h1"), text(under), *prose(1)).goals


@pytest.mark.parametrize("name", ["Antal anmälningar (nivå 3)", "Resultat på nationella prov - nivå 6"])
def test_a_level_in_a_name_is_no_target(name: str) -> None:
    assert split_level(name, HERE) == (name, ())


def test_the_next_text_ends_the_indicators_that_a_sentence_announced(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        TITLE,
        *prose(5),
        text("Mål 1: Alla är trygga", "h1"),
        text("Arbetet följs med följande nyckeltal."),
        bullet("Andelen nöjda besökare"),
        text("Så här går vi vidare under året."),
        bullet("Vi bygger en skola i byn"),
    )
    assert [i.name for i in found.indicators] == ["Andelen nöjda besökare"]


def test_assignments_under_the_bodies_that_carry_them_out(tmp_path: Path) -> None:
    found = published(
        tmp_path,
        TITLE,
        *prose(5),
        text("Uppdrag till nämnderna", "h1"),
        *prose(1),
        text("Parknämnden", "h2"),
        bullet("Ta fram en plan för ängarna (senast juni 2031)"),
        bullet("Samordna skötseln (löpande)"),
    )
    assert [(a.assignment, tuple(a.responsible), a.due_kind, a.assigned_by) for a in found.actions] == [
        ("Ta fram en plan för ängarna", ("Parknämnden",), "by", "council"),
        ("Samordna skötseln", ("Parknämnden",), "ongoing", "council"),
    ]


def test_lines_over_a_header_name_no_columns(tmp_path: Path) -> None:
    rows = [["Måluppföljning 2031", "", ""], ["Mål", "Indikator", "Utfall 2031"], ["Alla trivs", "Nöjda", "81"]]
    spans = [((0, 0), (1, 0))]
    found = read(tmp_path, TITLE, *prose(5), table(rows, [150, 150, 80], spans=spans, head=2))
    assert [(i.name, [c.year for c in i.cells]) for i in found.indicators] == [("Nöjda", [2031])]
