"""Assignments in plans of boards: how they are carried out, when that is told, who gave them; facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from papers import prose, published, table, text
from reportlab.platypus import Flowable

from extractors.families.goals import read_judgement, vision_in
from normalizers.document_types import find_document_type
from normalizers.organisations import setter_of_mark

HEAD = ["Uppdrag", "Så genomför vi uppdraget", "Ansvarig", "Återrapportering"]
WIDTHS = [120, 170, 70, 110]
ROWS = [
    ["Se över badplatserna", "Badplatserna besiktigas av en dykare.", "Fritid", "KS senast maj 2031"],
    ["Öppna fler träffpunkter", "Två lokaler hyrs i hamnen.", "Omsorg", "December 2031"],
]


def test_how_assignments_are_carried_out_and_when_that_is_told(tmp_path: Path) -> None:
    read = published(
        tmp_path,
        text("Verksamhetsplan 2031", "title"),
        text("Uppdrag från kommunfullmäktige", "h2"),
        table([HEAD, *ROWS], WIDTHS),
    )
    assert [(a.assignment, a.action, a.due_raw) for a in read.actions] == [(r[0], r[1], r[3]) for r in ROWS]
    assert read.actions[0].due_to == date(2031, 5, 31)


def test_what_goes_on_all_the_time_is_told_beside_deadlines(tmp_path: Path) -> None:
    rows = [*ROWS, ["Städa stränderna", "Föreningar städar var sin vik.", "Fritid", "Löpande"]]
    read = published(
        tmp_path, text("Verksamhetsplan 2031", "title"), text("Uppdrag", "h2"), table([HEAD, *rows], WIDTHS)
    )
    assert [a.due_raw for a in read.actions] == [row[3] for row in rows]
    assert read.actions[-1].due_kind == "ongoing"
    (folder := tmp_path / "all").mkdir()
    rows = [[*row[:3], "Löpande"] for row in ROWS]  # nothing says that it is about deadlines
    read = published(folder, text("Verksamhetsplan 2031", "title"), text("Uppdrag", "h2"), table([HEAD, *rows], WIDTHS))
    assert [a.due_raw for a in read.actions] == [None, None]


def test_how_often_assignments_are_reported_is_no_deadline(tmp_path: Path) -> None:
    rows = [[*row[:3], often] for row, often in zip(ROWS, ("Varje tertial", "Delår maj 2031"), strict=True)]
    read = published(
        tmp_path, text("Verksamhetsplan 2031", "title"), text("Uppdrag", "h2"), table([HEAD, *rows], WIDTHS)
    )
    assert [a.due_raw for a in read.actions] == [None, None]


@pytest.mark.parametrize(
    ("mark", "setter"), [("N", "committee"), ("DSN", "committee"), ("KF", "council"), ("X", None), ("NB", None)]
)
def test_marks_of_who_sets_an_indicator(mark: str, setter: str | None) -> None:
    assert setter_of_mark(mark) == setter


def test_a_lone_n_gives_the_board_s_own_assignments(tmp_path: Path) -> None:
    rows = [["Från", *HEAD[:3]], ["KF", *ROWS[0][:3]], ["N", *ROWS[1][:3]]]
    read = published(
        tmp_path, text("Verksamhetsplan 2031", "title"), text("Uppdrag", "h2"), table(rows, [50, *WIDTHS[:3]])
    )
    assert [a.assigned_by for a in read.actions] == ["council", "committee"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Bedömning: ● Delvis uppfyllt", "Delvis uppfyllt"),
        ("Bedömning: Ej uppfyllt", "Ej uppfyllt"),
        ("Bedömning: – – –", "– – –"),
    ],
)
def test_a_mark_before_a_judgement_is_no_part_of_it(line: str, said: str) -> None:
    assert read_judgement(line) == said


def test_facts_in_a_strip_of_cells_under_the_title(tmp_path: Path) -> None:
    strip = table(
        [["Beslutad av: Parknämnden", "Datum: 2031-09-16, § 41", "Dnr: PN 2031-000123"]], [160, 160, 160], head=0
    )
    read = published(tmp_path, text("Delårsrapport 2031", "title"), text("Parknämnden", "subtitle"), strip, *prose(3))
    document = read.document
    assert (document.decided_by, document.adopted_on, document.diary_number) == (
        "Parknämnden",
        date(2031, 9, 16),
        "PN 2031-000123",
    )


def test_dates_beside_no_decision_adopt_nothing(tmp_path: Path) -> None:
    strip = table([["Ort: Havsbyn", "Datum: 2031-09-16"]], [160, 160], head=0)
    read = published(tmp_path, text("Delårsrapport 2031", "title"), text("Parknämnden", "subtitle"), strip, *prose(3))
    assert read.document.adopted_on is None


def test_whose_vision_it_is_may_stand_before_its_words() -> None:
    assert vision_in("Visionen för kommunen är ”Havsbyn – nära havet”. Den är ny.") == "Havsbyn – nära havet"
    assert vision_in("Visionen för länet är ”Ett län att längta till”.") is None
    assert vision_in("Staten har en vision för e-hälsa, ”Bäst i världen 2025”.") is None
    assert vision_in("En vision för alla som deltog i ”Framtidsdagen i hamnen” saknas.") is None


def test_slides_that_inform_of_a_plan_are_a_presentation() -> None:
    front = "Strategisk plan 2031\nInformation till nämnderna"
    assert find_document_type("Strategisk plan 2031", front, 12, True)[0] == "presentation"
    assert find_document_type("Strategisk plan 2031", front, 12, False)[0] == "budget_plan"


def _given(folder: Path, giver: list[Flowable | str], later: list[Flowable | str]) -> list[tuple[str, str | None]]:
    first, second = (table([["Uppdrag", "Ansvarig"], row[::2]], [200, 90]) for row in ROWS)
    story = (text("Verksamhetsplan 2031", "title"), text("Styrning", "h1"), *prose(3), *giver, first, *later, second)
    found = published(folder, *story, *prose(3))
    assert [a.assignment for a in found.actions] == [row[0] for row in ROWS]
    return [(a.assignment or "", a.assigned_by) for a in found.actions]


SAID: dict[str, list[Flowable | str]] = {
    "heading": [text("Uppdrag från kommunfullmäktige", "h2")],
    "sentence": [text("Uppdrag", "h2"), "Kommunfullmäktige har gett nämnden följande uppdrag."],
}


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize(
    "title", ["Nämndens egna uppdrag", "Uppdrag", "Utveckling av hamnen", "Hamnnämnden", "Mål", "Uppdrag från KS"]
)
def test_who_gave_assignments_holds_up_to_the_next_heading_of_that_level(said: str, title: str, tmp_path: Path) -> None:
    found = _given(tmp_path, SAID[said], [text(title, "h2")])
    assert found[0][1] == "council"
    assert found[1][1] in (("committee", None) if "egna" in title else (None,))


@pytest.mark.parametrize("said", SAID)
def test_and_below_it_not_over_what_a_body_does_of_its_own(said: str, tmp_path: Path) -> None:
    found = _given(tmp_path, SAID[said], [text("Förvaltningens egna åtgärder", "h3")])
    assert [by for _, by in found] == ["council", None]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("title", ["Taxor", "Hamnnämnden", "Vård i egen regi", "Barnens egna rum"])
def test_but_it_holds_below_headings_that_part_the_assignments(said: str, title: str, tmp_path: Path) -> None:
    found = _given(tmp_path, [*SAID[said], text("Strandskydd", "h3")], [text(title, "h3")])
    assert [by for _, by in found] == ["council", "council"]


def test_and_for_every_table_under_one_heading(tmp_path: Path) -> None:
    assert [by for _, by in _given(tmp_path, SAID["heading"], prose(3))] == ["council", "council"]
