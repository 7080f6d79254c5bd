"""Rows of two cells that say more of the row above them: `Kommentar | …`, `Källa | Kolada`. They are no measures."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import prose, published, table, text

from pipeline.records import Extraction

TITLE = text("Plan för hamnen 2032", "title")
GOAL = text("Mål 1: Hamnen är trygg", "h2")
HEAD = ["Indikator", "Utfall 2030", "Mål 2031", "Mål 2032"]
WIDTHS = [120, 110, 90, 90]
MEASURES = [["Olyckor vid kaj", "12", "8", "7"], ["Trygga besökare", "71", "75", "76"]]
REMARKS = {
    "Kommentar": "Den nya kajen byggdes under året.",
    "Kommentar:": "12 olyckor anmäldes, fler än väntat efter stormen i mars.",
    "Analys": "Fler vågar anmäla än förr.",
    "Beskrivning": "Anmälda olyckor per år.",
    "Bedömning": "Uppfyllt",
    "Källa": "Kolada",
    "Åtgärd": "Sätta upp fler räcken vid kajen.",
}


def below_each(label: str, said: str) -> list[list[str]]:
    remark = [label, said, "", ""]
    return [HEAD, MEASURES[0], remark, MEASURES[1], remark]


def values(found: Extraction) -> list[str | None]:
    return [value.raw for value in found.values]


@pytest.mark.parametrize("label", REMARKS)
@pytest.mark.parametrize("rules", ["grid", "rows"])
def test_a_label_with_a_text_beside_it_is_no_measure(rules: str, label: str, tmp_path: Path) -> None:
    found = published(
        tmp_path, TITLE, *prose(3), GOAL, table(below_each(label, REMARKS[label]), WIDTHS, rules), *prose(3)
    )
    assert [i.name for i in found.indicators] == [row[0] for row in MEASURES]
    assert values(found) == [cell for row in MEASURES for cell in row[1:]]
    assert {i.source for i in found.indicators} == {"Kolada" if label == "Källa" else None}
    assert {i.assessment for i in found.indicators} == {"Uppfyllt" if label == "Bedömning" else None}
    assert not found.actions
    assert [goal.title for goal in found.goals] == ["Hamnen är trygg"]


@pytest.mark.parametrize("label", REMARKS)
def test_nor_is_it_one_where_its_text_reaches_over_all_columns(label: str, tmp_path: Path) -> None:
    spans = [((1, 2), (3, 2)), ((1, 4), (3, 4))]
    rows = table(below_each(label, REMARKS[label]), WIDTHS, spans=spans)
    found = published(tmp_path, TITLE, *prose(3), GOAL, rows, *prose(3))
    assert [i.name for i in found.indicators] == [row[0] for row in MEASURES]
    assert values(found) == [cell for row in MEASURES for cell in row[1:]]


def test_beside_a_goal_over_several_rows_it_tells_of_the_measure(tmp_path: Path) -> None:
    rows = [["Mål", *HEAD[:3]], ["Mål 1: Hamnen är säker", *MEASURES[0][:3]], ["", "Källa", "Kolada", ""]]
    rows += [["", *MEASURES[1][:3]], ["", "Källa", "Enkät till besökare", ""]]
    found = published(tmp_path, TITLE, *prose(3), table(rows, [120, 110, 100, 80], spans=[((0, 1), (0, 4))]), *prose(3))
    assert [(i.name, i.source) for i in found.indicators] == [
        ("Olyckor vid kaj", "Kolada"),
        ("Trygga besökare", "Enkät till besökare"),
    ]


@pytest.mark.parametrize("label", REMARKS)
def test_a_table_of_two_cells_after_a_table_of_measures_is_no_measure(label: str, tmp_path: Path) -> None:
    first = table([HEAD[::2], ["Olyckor vid kaj", "8"], ["Trygga besökare", "75"]], [120, 300])
    after = table([[label, REMARKS[label]]], [120, 300], head=0)
    found = published(tmp_path, TITLE, *prose(3), GOAL, first, after, *prose(3))
    assert [i.name for i in found.indicators] == ["Olyckor vid kaj", "Trygga besökare"]
    assert not found.actions


def test_at_the_foot_of_several_measures_a_source_may_be_that_of_all(tmp_path: Path) -> None:
    rows = [HEAD, *MEASURES, ["Källa", "Kolada", "", ""]]
    found = published(tmp_path, TITLE, *prose(3), GOAL, table(rows, WIDTHS), *prose(3))
    assert [(i.name, i.source) for i in found.indicators] == [(row[0], None) for row in MEASURES]
    assert ["Källa" in p.message for p in found.problems if p.code == "row-left-out"] == [True]


def test_what_a_column_says_comes_before_a_remark(tmp_path: Path) -> None:
    rows = [["Indikator", "Mål 2031", "Källa"], ["Olyckor vid kaj", "8", "Egen mätning"], ["Källa", "Kolada", ""]]
    found = published(tmp_path, TITLE, *prose(3), GOAL, table(rows, WIDTHS[:3]), *prose(3))
    assert [(i.name, i.source) for i in found.indicators] == [("Olyckor vid kaj", "Egen mätning")]


@pytest.mark.parametrize("name", ["Åtgärder", "Analyser av vatten", "Bedömningar", "Kommentarer på webben"])
def test_a_measure_whose_name_is_such_a_word_keeps_its_values(name: str, tmp_path: Path) -> None:
    rows = [HEAD, MEASURES[0], [name, "3", "", ""], [name, "5 st", "6 st", ""]]
    found = published(tmp_path, TITLE, *prose(3), GOAL, table(rows, WIDTHS), *prose(3))
    assert [i.name for i in found.indicators] == ["Olyckor vid kaj", name, name]
    assert values(found)[3:] == ["3", "5 st", "6 st"]


@pytest.mark.parametrize("label", REMARKS)
def test_a_label_under_an_action_is_no_action(label: str, tmp_path: Path) -> None:
    rows = [
        ["Aktivitet", "Ansvarig", "Klart", "Status"],
        ["Måla fyren", "Hamnchef", "2031", "Pågår"],
        [label, REMARKS[label], "", ""],
        ["Laga kajen", "Hamnchef", "2031", "Klar"],
    ]
    found = published(tmp_path, TITLE, *prose(3), GOAL, table(rows, WIDTHS, spans=[((1, 2), (3, 2))]), *prose(3))
    assert [(a.action, a.status) for a in found.actions] == [("Måla fyren", "Pågår"), ("Laga kajen", "Klar")]


def test_a_label_alone_on_its_line_is_no_action(tmp_path: Path) -> None:
    found = published(tmp_path, TITLE, *prose(3), GOAL, "Åtgärd", *prose(3))
    assert not found.actions


@pytest.mark.parametrize("name", ["Uppföljning", "Analys", "Åtgärder"])
@pytest.mark.parametrize("columns", [2, 3])
def test_an_action_whose_name_is_such_a_word_is_kept_to_review(columns: int, name: str, tmp_path: Path) -> None:
    rows = [["Aktivitet", "Ansvarig", "Klart"], ["Måla fyren", "Hamnchef", ""], [name, "Kvalitetschef", ""]]
    rows = [row[:columns] for row in [*rows, ["Laga kajen", "Driftchef", ""]]]
    found = published(tmp_path, TITLE, *prose(3), GOAL, table(rows, [200, 120, 80][:columns]), *prose(3))
    assert [(a.action, a.responsible, a.needs_review) for a in found.actions] == [
        ("Måla fyren", ("Hamnchef",), False),
        (name, ("Kvalitetschef",), True),
        ("Laga kajen", ("Driftchef",), False),
    ]


def test_a_remark_in_the_only_column_beside_the_actions_stays_one(tmp_path: Path) -> None:
    rows = [["Aktivitet", "Ansvarig"], ["Måla fyren", "Hamnchef"], ["Kommentar:", "Färgen är dyr."]]
    found = published(tmp_path, TITLE, *prose(3), GOAL, table(rows, [200, 200]), *prose(3))
    assert [a.action for a in found.actions] == ["Måla fyren"]
