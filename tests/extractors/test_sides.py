"""Tables whose columns are not years under one header: kinds of money beside each other, and tables on their side."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from papers import prose, table, text

from pipeline.records import Extraction

TITLE = text("Verksamhetsplan 2031", "title")
KINDS_UNDER_YEARS = [
    ["Verksamhet", "Budget 2031", "", "", "Plan 2032", "", ""],
    ["", "Intäkter", "Kostnader", "Netto", "Intäkter", "Kostnader", "Netto"],
    ["Skola", "120", "−1 400", "−1 280", "125", "−1 450", "−1 325"],
    ["Kultur", "30", "−400", "−370", "31", "−410", "−379"],
]
YEARS_UNDER_KINDS = [
    ["Verksamhet", "Intäkter", "", "Kostnader", "", "Netto", ""],
    ["", "2031", "2032", "2031", "2032", "2031", "2032"],
    ["Skola", "120", "125", "−1 400", "−1 450", "−1 280", "−1 325"],
    ["Kultur", "30", "31", "−400", "−410", "−370", "−379"],
]
THREE = [((1, 0), (3, 0)), ((4, 0), (6, 0))]
TWO = [((1, 0), (2, 0)), ((3, 0), (4, 0)), ((5, 0), (6, 0))]
WIDTHS = [100] + [62] * 6


def amounts(read: Extraction) -> set[tuple[str, int | None, str | None, float | None]]:
    return {(b.line, b.year, b.component, b.amount_sek) for b in read.budget_lines}


@pytest.mark.parametrize("rules", ["grid", "rows"])
@pytest.mark.parametrize(
    ("rows", "spans"), [(KINDS_UNDER_YEARS, THREE), (YEARS_UNDER_KINDS, TWO)], ids=["kinds-below", "years-below"]
)
def test_income_cost_and_net_of_a_year_are_kept_apart(
    rows: list[list[str]], spans: list[tuple[tuple[int, int], tuple[int, int]]], rules: str, tmp_path: Path
) -> None:
    budget = table(rows, WIDTHS, rules, head=2, spans=spans)
    read = papers.published(tmp_path, TITLE, *prose(6), text("Driftbudget, tkr", "bold"), budget)

    assert len(read.budget_lines) == 12
    assert ("Skola", 2031, "Intäkter", 120000.0) in amounts(read)
    assert ("Skola", 2031, "Netto", -1280000.0) in amounts(read)
    assert ("Kultur", 2032, "Kostnader", -410000.0) in amounts(read)
    assert not any(line.needs_review for line in read.budget_lines if line.year == 2031)


def test_kinds_of_money_take_the_year_of_the_caption(tmp_path: Path) -> None:
    rows = [["Verksamhet", "Intäkter", "Kostnader", "Netto"], ["Skola", "120", "−1 400", "−1 280"]]
    budget = table(rows, [120, 80, 80, 80])
    read = papers.published(tmp_path, TITLE, *prose(6), text("Driftbudget 2031, tkr", "bold"), budget)

    assert amounts(read) == {
        ("Skola", 2031, "Intäkter", 120000.0),
        ("Skola", 2031, "Kostnader", -1400000.0),
        ("Skola", 2031, "Netto", -1280000.0),
    }


NAMES = ["Antal lån", "Andel nöjda (%)", "Sjukfrånvaro (%)"]


@pytest.mark.parametrize(
    ("corner", "below", "kinds"),
    [
        ("", ["Utfall 2029", "Utfall 2030", "Mål 2031"], ["outcome", "outcome", "target"]),
        ("År", ["Utfall 2029", "Utfall 2030", "Mål 2031"], ["outcome", "outcome", "target"]),
        ("Målvärde", ["2029", "2030", "2031"], ["target", "target", "target"]),
    ],
)
def test_indicators_along_the_header_are_read(corner: str, below: list[str], kinds: list[str], tmp_path: Path) -> None:
    numbers = [["15", "71", "6,9"], ["16", "75", "6,5"], ["17", "80", "6,0"]]
    rows = [[corner, *NAMES], *([label, *values] for label, values in zip(below, numbers, strict=True))]
    read = papers.published(tmp_path, TITLE, *prose(6), table(rows, [100, 100, 100, 100]))

    names = {row.indicator_id: row.name for row in read.indicators}
    assert [row.name for row in read.indicators] == NAMES
    wanted = [
        (name, 2029 + i, kinds[i], float(numbers[i][k].replace(",", ".")))
        for k, name in enumerate(NAMES)
        for i in range(3)
    ]
    assert [(names[v.indicator_id], v.year, v.value_type, v.value) for v in read.values] == wanted


def test_years_that_nothing_says_what_they_are_of_stay_unread(tmp_path: Path) -> None:
    rows = [["År", *NAMES], ["2029", "15", "71", "6,9"], ["2030", "16", "75", "6,5"]]
    read = papers.published(tmp_path, TITLE, *prose(6), table(rows, [100, 100, 100, 100]))

    assert read.values == ()
    assert "table-not-understood" in {problem.code for problem in read.problems}
