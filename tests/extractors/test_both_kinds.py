"""Rows that hold a measure with its levels and an action beside it: scorecards, goal chains out of spreadsheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawings import SLIDE, Draw, box, draw_pages, text
from papers import published, read, table, texts_of
from papers import text as paragraph

from extractors import read_plan
from pipeline.records import Extraction

TITLE = paragraph("Styrkort 2031 – Hamnnämnden", "title")
HEAD = ["Mål", "Mått", "Utfall 2029", "Mål 2031", "Aktivitet", "Ansvarig", "Klart"]
WIDTHS = [90, 95, 50, 45, 95, 55, 50]


def goals_of(found: Extraction, rows: str) -> list[tuple[str, str | None]]:
    titles = {goal.goal_id: goal.title for goal in found.goals}
    named = [(getattr(r, "name", None) or getattr(r, "action", ""), r.goal_id) for r in getattr(found, rows)]
    return [(name, titles.get(goal or "")) for name, goal in named]


def test_a_row_is_a_measure_with_its_levels_and_an_action(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["Hamnen är öppen", "Gästande båtar", "410", "minst 450", "Märk ut leden", "Hamnchef", "maj 2031"],
        ["Vattnet är rent", "Badprov utan anmärkning (%)", "88", "95", "", "", ""],
    ]
    found = published(tmp_path, TITLE, table(rows, WIDTHS))
    assert goals_of(found, "indicators") == [
        ("Gästande båtar", "Hamnen är öppen"),
        ("Badprov utan anmärkning (%)", "Vattnet är rent"),
    ]
    values = [(v.value_type, v.year, v.comparator, v.value, v.unit) for v in found.values]
    assert values == [
        ("outcome", 2029, "=", 410.0, None),
        ("target", 2031, ">=", 450.0, None),
        ("outcome", 2029, "=", 88.0, "%"),
        ("target", 2031, "=", 95.0, "%"),
    ]
    (action,) = found.actions
    assert (action.action, action.responsible, action.due_raw) == ("Märk ut leden", ("Hamnchef",), "maj 2031")
    assert goals_of(found, "actions") == [("Märk ut leden", "Hamnen är öppen")]
    assert [i.responsible for i in found.indicators] == [(), ()]  # it answers for the action beside it
    assert not [p for p in found.problems if p.code == "row-left-out"]


def test_merged_cells_are_one_measure_or_one_action(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["Hamnen är öppen", "Gästande båtar", "410", "450", "Märk ut leden", "Hamnchef", "maj 2031"],
        ["", "Platser vid bryggan", "60", "80", "", "", ""],
        ["Vattnet är rent", "Rena prov", "8", "9", "Ta prov", "Badvakt", "juni 2031"],
        ["", "", "", "", "Muddra viken", "Hamnchef", "hösten 2031"],
    ]
    spans = [((0, 1), (0, 2)), ((4, 1), (4, 2)), ((5, 1), (5, 2)), ((6, 1), (6, 2))]
    spans += [((col, 3), (col, 4)) for col in range(4)]
    found = published(tmp_path, TITLE, table(rows, WIDTHS, spans=spans))
    assert [i.name for i in found.indicators] == ["Gästande båtar", "Platser vid bryggan", "Rena prov"]
    assert [a.action for a in found.actions] == ["Märk ut leden", "Ta prov", "Muddra viken"]
    assert [goal for _, goal in goals_of(found, "actions")] == ["Hamnen är öppen", "Vattnet är rent", "Vattnet är rent"]
    assert len(found.values) == 6


def test_who_stands_between_answers_for_the_measure(tmp_path: Path) -> None:
    head = ["Mått", "Ansvarig", "Utfall 2029", "Mål 2031", "Aktivitet", "Klart"]
    rows = [head, ["Gästande båtar", "Hamnchef", "410", "450", "Märk ut leden", "maj 2031"]]
    found = published(tmp_path, TITLE, table(rows, [95, 70, 60, 60, 100, 60]))
    assert [i.responsible for i in found.indicators] == [("Hamnchef",)]
    assert [a.responsible for a in found.actions] == [()]


@pytest.mark.parametrize("said, owner", [("Pågår", "action"), ("Delvis uppfyllt", "measure")])
def test_where_the_action_leads_what_stands_last_is_of_the_work(said: str, owner: str, tmp_path: Path) -> None:
    head = ["Aktivitet", "Mått", "Utfall 2029", "Mål 2031", "Status", "Ansvarig"]
    rows = [head, ["Märk ut leden", "Gästande båtar", "410", "450", said, "Hamnchef"]]
    found = published(tmp_path, TITLE, table(rows, [100, 95, 60, 60, 80, 70]))
    (action,), (measure,) = found.actions, found.indicators
    assert (action.responsible, measure.responsible) == (("Hamnchef",), ())
    expected = (said, None) if owner == "action" else (None, said)
    assert (action.status, measure.assessment) == expected


def test_a_budget_behind_an_action_is_no_level_of_the_measure(tmp_path: Path) -> None:
    head = ["Mål", "Mått", "Mål 2031", "Aktivitet", "Budget 2031"]
    rows = [head, ["Hamnen är öppen", "Gästande båtar", "450", "Märk ut leden", "300"]]
    found = published(tmp_path, TITLE, table(rows, [100, 95, 60, 100, 70]))
    assert [(v.value_type, v.value) for v in found.values] == [("target", 450.0)]


def test_a_measure_without_levels_beside_actions_is_no_row_of_its_own(tmp_path: Path) -> None:
    head = ["Aktivitet", "Indikator", "Ansvarig", "Klart"]
    rows = [head, ["Märk ut leden", "Leden är märkt", "Hamnchef", "maj 2031"]]
    found = published(tmp_path, TITLE, table(rows, [130, 130, 90, 90]))
    assert not found.indicators
    assert [a.action for a in found.actions] == ["Märk ut leden"]


def test_a_row_across_that_nothing_knows_is_told_once(tmp_path: Path) -> None:
    row = ["Hamnen är öppen", "Gästande båtar", "410", "450", "Märk ut leden", "Hamnchef", "maj 2031"]
    rows = [HEAD, ["Kajer och bryggor", *[""] * 6], row]
    found = read(tmp_path, TITLE, table(rows, WIDTHS, spans=[((0, 1), (6, 1))], bold_rows=[1]))
    assert [t.code for t in found.troubles].count("row-left-out") == 1
    assert (len(found.indicators), len(found.actions)) == (1, 1)


# ------------------------------------------------------------------ headings on colour that touch their tables


def scorecard(left: float, heading: str, names: tuple[str, ...], size: float) -> list[Draw]:
    """A heading on colour, and touching it a ruled table whose header is shaded."""
    xs = [left, left + 130, left + 250, left + 310, left + 370]
    drawn = [box(left, 60, xs[-1], 84, fill="#bfd7ea", stroke=None), text(left + 6, 66, heading, size, True)]
    rows = [names, ("Hamnen är öppen", "Gästande båtar", "410", "450")]
    for r, row in enumerate(rows):
        top = 85 + 24 * r
        for x0, x1, words in zip(xs, xs[1:], row, strict=False):
            fill = "#e7e6e6" if r == 0 else "#f7f7f7"
            drawn += [box(x0, top, x1, top + 24, fill=fill, stroke="#ffffff", round_corners=False)]
            drawn += [text(x0 + 4, top + 7, words, 8, r == 0)] if words else []
    return drawn


@pytest.mark.parametrize("size, names, titled", [(14, "all", True), (8, "all", False), (14, "some", False)])
def test_a_heading_on_colour_that_touches_its_table_names_no_column(
    size: float, names: str, titled: bool, tmp_path: Path
) -> None:
    """In the print of the table it may be the upper level of its header, as over columns that have no name."""
    head = ("Mål", "Mått" if names == "all" else "", "Utfall 2029", "Mål 2031")
    draw_pages(tmp_path, [scorecard(30, "Medborgare", head, size)], SLIDE)
    (found,) = read_plan(tmp_path / "drawn.pdf").tables
    assert (texts_of(found)[0] == list(head)) is titled


def actions_in(folder: Path, cell: str, status: str = "Pågår") -> list[tuple[str | None, str | None, str | None]]:
    """Action, deadline and status of each row of a table with one cell of actions."""
    rows = [["Mål", "Aktivitet", "När", "Status"], ["Hamnen är öppen", cell, "maj 2031", status]]
    found = published(folder, TITLE, table(rows, [100, 200, 60, 90]))
    return [(a.action, a.due_raw, a.status) for a in found.actions]


def test_a_row_with_several_bullets_is_one_action(tmp_path: Path) -> None:
    (told,) = actions_in(tmp_path, "• Märk ut leden till hamnen<br/>• Måla bryggan")
    assert told == ("• Märk ut leden till hamnen • Måla bryggan", "maj 2031", "Pågår")


def test_dashes_within_lines_part_no_actions(tmp_path: Path) -> None:
    cell = "– Måla bryggan – den norra – och laga den"
    assert [action for action, *_ in actions_in(tmp_path, cell)] == [cell]


@pytest.mark.parametrize(("printed", "status"), [("! Försenad", "Försenad"), ("(ny) Pågår", "(ny) Pågår")])
def test_a_sign_before_a_status_is_no_part_of_it(printed: str, status: str, tmp_path: Path) -> None:
    assert [told for *_, told in actions_in(tmp_path, "Måla bryggan", printed)] == [status]
