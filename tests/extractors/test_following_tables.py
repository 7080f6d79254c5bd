"""Where one table ends and another begins: bold lines that lead groups of rows, and headers under other tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from papers import prose, published, read, table, text
from reportlab.platypus import Flowable

from pipeline.records import RawDocument

TITLE = text("Plan för hamnen 2032", "title")
WIDTHS = [190, 80, 80, 80]
TIGHT = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
UNDER_HEAD = ("LINEBELOW", (0, 0), (-1, 0), 0.8, "black")
SHADED = "#d9e2f3"
LOOKS = {
    "rule": (None, [UNDER_HEAD]),
    "tight": (None, [UNDER_HEAD, *TIGHT]),
    "shade": (SHADED, []),
    "none": (None, []),
}

HEAD = ["Mål och mått", "Utfall 2030", "Mål 2032", "Bedömning"]
MEASURES = ["Indikator", *HEAD[1:]]
GROUPS = [
    ["Mål 1: Hamnen är trygg", "", "", "Delvis uppfyllt"],
    ["Olyckor vid kaj", "12", "8", "Nej"],
    ["Trygga besökare, %", "71", "75", "Ja"],
    ["Mål 2: Färjorna går i tid", "", "", "Uppfyllt"],
    ["Turer i tid, %", "91", "93", "Ja"],
    ["Inställda turer", "40", "30", "Ja"],
    ["Mål 3: Fyrarna är hela", "", "", "Uppfyllt"],
    ["Släckta nätter", "3", "0", "Ja"],
    ["Målade fyrar", "5", "6", "Nej"],
]
BOLD = [i + 1 for i, row in enumerate(GROUPS) if not row[1]]

BUDGET = [
    ["Verksamhet", "Utfall 2030", "Budget 2031", "Plan 2032"],
    ["Hamn", "110", "120", "130"],
    ["Fyrar", "50", "55", "60"],
    ["Summa", "160", "175", "190"],
]
PROJECTS = [
    ["Projekt, tkr", "2031", "2032", "2033"],
    ["Ny brygga", "1 000", "2 000", "0"],
    ["Bojar", "300", "300", "300"],
    ["Summa", "1 300", "2 300", "300"],
]
TASKS = [
    ["Aktivitet", "Ansvarig", "Klart", "Status"],
    ["Måla fyren", "Hamnchef", "Maj 2032", "Pågår"],
    ["Byta bojar", "Hamnchef", "2032", "Klart"],
    ["Laga kajen", "Driftchef", "2032", "Pågår"],
]


def drawn(rows: Sequence[Sequence[str]], look: str, bold: Sequence[int] = (), **options: Any) -> Flowable:
    fill, extra = LOOKS[look]
    return table(rows, WIDTHS, "none", fill=fill, bold_rows=bold, extra=extra, **options)


def measures(raw: RawDocument) -> list[tuple[str, str | None, list[str]]]:
    titles = {goal.key: goal.title for goal in raw.goals}
    return [(i.name, titles.get(i.goal or ""), [c.text for c in i.cells if c.year]) for i in raw.indicators]


def budgets(raw: RawDocument) -> list[tuple[str, list[tuple[int | None, str]]]]:
    return [(line.line, [(cell.year, cell.text) for cell in line.cells]) for line in raw.budget_lines]


@pytest.mark.parametrize("look", LOOKS)
def test_goals_in_bold_with_their_judgements_lead_the_measures_below_them(look: str, tmp_path: Path) -> None:
    raw = read(tmp_path, TITLE, *prose(6), drawn([HEAD, *GROUPS], look, BOLD), *prose(3))
    goals = [row[0].split(": ")[1] for row in GROUPS if not row[1]]
    expected = [(row[0], goals[i // 3], row[1:3]) for i, row in enumerate(GROUPS) if row[1]]
    assert measures(raw) == expected


@pytest.mark.parametrize("look", LOOKS)
def test_goals_across_the_columns_lead_the_measures_below_them(look: str, tmp_path: Path) -> None:
    rows = [[row[0], "", "", ""] if not row[1] else row for row in GROUPS[:6]]
    spans = [((0, i), (-1, i)) for i in BOLD[:2]]
    raw = read(
        tmp_path, TITLE, *prose(6), drawn([MEASURES, *rows], look, BOLD[:2], spans=spans, right_from=1), *prose(3)
    )
    assert [name for name, _, _ in measures(raw)] == [row[0] for row in rows if row[1]]
    assert len({goal for _, goal, _ in measures(raw)}) == 2


@pytest.mark.parametrize("last", ["–", "Se not 2"])
@pytest.mark.parametrize("look", LOOKS)
def test_a_sum_without_figures_begins_no_table(look: str, last: str, tmp_path: Path) -> None:
    rows = [*BUDGET[:3], ["Summa hamn", last, last, last], ["Färjor", "80", "90", "95"], ["Summa", "240", "265", "285"]]
    raw = read(tmp_path, TITLE, *prose(6), drawn(rows, look, [3, 5]), *prose(3))
    assert [name for name, _ in budgets(raw)] == ["Hamn", "Fyrar", "Summa hamn", "Färjor", "Summa"]


@pytest.mark.parametrize("look", LOOKS)
def test_a_bold_task_with_its_year_begins_no_table(look: str, tmp_path: Path) -> None:
    rows = [row[:3] for row in TASKS]
    rows = [*rows[:3], ["Färjelägen", "Driftchef", "2033"], *rows[3:], ["Bygga ramp", "Driftchef", "Hösten 2032"]]
    raw = read(tmp_path, TITLE, *prose(6), drawn(rows, look, [3]), *prose(3))
    assert [action.action for action in raw.actions] == [row[0] for row in rows[1:]]


@pytest.mark.parametrize("between", [[], ["Investeringarna i hamnen framgår av tabellen här under."]])
@pytest.mark.parametrize("look", LOOKS)
def test_budgets_under_each_other_have_the_years_of_their_own_headers(
    look: str, between: list[str], tmp_path: Path
) -> None:
    tables = drawn(BUDGET, look, [3], right_from=1), *between, drawn(PROJECTS, look, [3], right_from=1)
    raw = read(tmp_path, TITLE, *prose(6), *tables, *prose(3))
    years = {
        row[0]: years for rows, years in ((BUDGET, (2030, 2031, 2032)), (PROJECTS, (2031, 2032, 2033))) for row in rows
    }
    rows = [*BUDGET[1:3], *PROJECTS[1:3]]
    found = [(name, cells) for name, cells in budgets(raw) if name != "Summa"]
    assert found == [(row[0], list(zip(years[row[0]], row[1:], strict=True))) for row in rows]


@pytest.mark.parametrize("look", LOOKS)
def test_tasks_under_measures_are_a_table_of_their_own(look: str, tmp_path: Path) -> None:
    rows = [["Mått", "Utfall 2030", "Utfall 2031", "Mål 2032"], *BUDGET[1:3], ["Bojar", "30", "31", "35"]]
    tables = drawn(rows, look, right_from=1), drawn(TASKS, look)
    raw = read(tmp_path, TITLE, *prose(6), *tables, *prose(3))
    assert [(name, values) for name, _, values in measures(raw)] == [(row[0], row[1:]) for row in rows[1:]]
    assert [action.action for action in raw.actions] == [row[0] for row in TASKS[1:]]


@pytest.mark.parametrize("zebra", [0, 2, 3], ids=["plain", "even", "odd"])
@pytest.mark.parametrize("count", [2, 3])
def test_tasks_in_fewer_columns_right_under_measures_are_a_table_of_their_own(
    count: int, zebra: int, tmp_path: Path
) -> None:
    """Rules under the headers alone, every other row shaded, as business plans set measures and tasks of a goal."""
    rows = [
        ["Mått", "Utfall 2030", "Utfall 2031", "Mål 2032", "Mål 2033"],
        *([name, "30", "31", "35", "36"] for name in ("Båtar", "Bojar", "Bryggor")[:count]),
    ]
    looks = [
        [UNDER_HEAD, *(("BACKGROUND", (0, i), (-1, i), SHADED) for i in range(first, len(part), 2) if zebra)]
        for part, first in ((rows, zebra), (TASKS, 2))
    ]
    above = table(rows, [200, 65, 65, 65, 65], "none", fill=None, extra=looks[0], right_from=1)
    below = table([row[:3] for row in TASKS], [245, 130, 85], "none", fill=None, extra=looks[1])
    raw = read(tmp_path, TITLE, *prose(6), text("Mål 1: Hamnen är trygg", "h2"), above, below, *prose(3))
    assert [(name, values) for name, _, values in measures(raw)] == [(row[0], row[1:]) for row in rows[1:]]
    assert [action.action for action in raw.actions] == [row[0] for row in TASKS[1:]]


@pytest.mark.parametrize("right_from", [None, 1])
def test_a_bold_row_in_some_columns_of_the_header_begins_no_table(right_from: int | None, tmp_path: Path) -> None:
    rows = [
        *BUDGET[:3],
        ["Summa hamn", "Se not 1", "", "Se not 2"],
        ["Färjor", "80", "90", "95"],
        ["Bojar", "9", "8", "7"],
    ]
    airy = [UNDER_HEAD, ("TOPPADDING", (0, 3), (-1, 3), 8)]
    budget = table(rows, WIDTHS, "none", fill=None, bold_rows=[3], extra=airy, right_from=right_from)
    raw = read(tmp_path, TITLE, *prose(6), budget, *prose(3))
    assert [name for name, _ in budgets(raw)] == ["Hamn", "Fyrar", "Summa hamn", "Färjor", "Bojar"]


def test_rows_with_the_words_of_the_first_row_are_no_header(tmp_path: Path) -> None:
    """Rules between groups of rows, as in tables of measures."""
    rows = [["Mått", "Utfall 2030", "Mål 2031", "Mål 2032"], *([name, "71 %", "75 %", "78 %"] for name in "ABCDEFGHI")]
    rules = [("LINEBELOW", (0, i), (-1, i), 0.8, "black") for i in (0, 3, 6, 9)]
    raw = read(tmp_path, TITLE, *prose(6), table(rows, WIDTHS, "none", fill=None, extra=rules), *prose(3))
    assert len(raw.tables) == 1
    assert [name for name, _, _ in measures(raw)] == list("ABCDEFGHI")


@pytest.mark.parametrize(
    ("top", "said", "goals"),
    [
        ("Mål 1: Hamnen är trygg", "Kajerna är upplysta och bevakade hela året, och alla vet vart de ska ringa.", 1),
        ("Mål 1: Hamnen är trygg", "Delvis uppfyllt", 1),
        ("Fokusområde: Trygghet", "Mål: Hamnen är trygg", 2),
    ],
)
def test_a_goal_and_what_is_said_of_it_stand_over_the_header_of_its_measures(
    top: str, said: str, goals: int, tmp_path: Path
) -> None:
    """In one ruled table, as boards' plans set a card for each goal."""
    rows = [[top, "", ""], [said, "", ""], MEASURES[:3], *(row[:3] for row in GROUPS[1:3])]
    card = table(rows, [220, 90, 90], spans=[((0, 0), (-1, 0)), ((0, 1), (-1, 1))], bold_rows=[2])
    raw = read(tmp_path, TITLE, *prose(6), card, *prose(3))
    assert [goal.title for goal in raw.goals][-1] == "Hamnen är trygg"
    assert len(raw.goals) == goals
    assert [goal for _, goal, _ in measures(raw)] == ["Hamnen är trygg"] * 2


def test_a_label_across_a_table_is_no_goal(tmp_path: Path) -> None:
    rows = [["Mål", "", ""], ["Hamnen är trygg", "", ""], MEASURES[:3], *(row[:3] for row in GROUPS[1:3])]
    card = table(rows, [220, 90, 90], spans=[((0, 0), (-1, 0)), ((0, 1), (-1, 1))], bold_rows=[2])
    raw = read(tmp_path, TITLE, *prose(6), card, *prose(3))
    assert [goal.title for goal in raw.goals] == ["Hamnen är trygg"]


def test_a_budget_without_caption_has_the_short_text_of_its_top_left_cell(tmp_path: Path) -> None:
    found = published(tmp_path, TITLE, *prose(6), table(PROJECTS, WIDTHS), *prose(3))
    assert {line.table_title for line in found.budget_lines} == {"Projekt, tkr"}


def test_when_a_body_follows_up_what_it_does_is_no_deadline(tmp_path: Path) -> None:
    rows = [
        ["Åtgärd", "Ansvarig", "Uppföljning"],
        ["Måla fyren", "Hamnchef", "Maj 2032"],
        ["Laga kajen", "Driftchef", "Juni 2032"],
    ]
    found = published(tmp_path, TITLE, *prose(6), text("Åtgärder", "h2"), table(rows, WIDTHS[:3]), *prose(3))
    assert [(action.action, action.due_raw) for action in found.actions] == [("Måla fyren", None), ("Laga kajen", None)]


def test_measures_with_their_targets_explain_no_words(tmp_path: Path) -> None:
    rows = [["Indikator", "Målvärde 2032"], ["Trygga besökare, %", "75"], ["Turer i tid, %", "93"]]
    found = published(tmp_path, TITLE, *prose(6), text("Definitioner", "h2"), table(rows, WIDTHS[:2]), *prose(3))
    assert [indicator.name for indicator in found.indicators] == ["Trygga besökare, %", "Turer i tid, %"]
