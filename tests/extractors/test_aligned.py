"""Tables without a single rule: columns told by white space, and only where the header names what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import Spacer, prose, read, table, tables, text, texts_of

TITLE = text("Uppföljning 2031", "title")
HEAD = ["Nyckeltal", "Utfall 2030", "Mål 2031"]
BODY = [
    ["Antal lån per invånare", "4,2", "5,0"],
    ["Nöjda besökare (%)", "71", "80"],
    ["Sjukfrånvaro (%)", "6,9", "6,0"],
]


def unruled(rows: list[list[str]], widths: tuple[float, ...] = (190, 90, 90), **options: object) -> object:
    return table(rows, widths, "none", fill=None, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("bold_head", [True, False], ids=["bold header", "plain header"])
@pytest.mark.parametrize("right_from", [None, 1], ids=["left", "right"])
def test_an_unruled_table_is_read_by_its_columns(right_from: int | None, bold_head: bool, tmp_path: Path) -> None:
    [found] = tables(
        tmp_path, TITLE, *prose(9), unruled([HEAD, *BODY], right_from=right_from, bold_head=bold_head), *prose(3)
    )
    assert texts_of(found) == [HEAD, *BODY]
    assert (found.road, found.family) == ("aligned", "indicators")


def test_wrapped_cells_go_with_their_row(tmp_path: Path) -> None:
    long = "Andel besökare på biblioteket som är mycket nöjda med öppettiderna (%)"
    rows = [
        HEAD,
        [long, "71", "80"],
        ["Antal lån per invånare", "4,2", "5,0"],
        [long.replace("biblio", "apo"), "6", "7"],
    ]
    [found] = tables(tmp_path, TITLE, *prose(9), unruled(rows, (150, 90, 90)), *prose(3))
    assert texts_of(found) == rows


def test_a_budget_without_rules(tmp_path: Path) -> None:
    rows = [
        ["Belopp i tkr", "Utfall 2029", "Budget 2030", "Plan 2031"],
        ["Intäkter", "1 250", "1 300", "1 350"],
        ["Kostnader", "−12 450", "−13 000", "−13 350"],
        ["Netto", "−11 200", "−11 700", "−12 000"],
    ]
    found = read(
        tmp_path, TITLE, *prose(9), text("Driftbudget, tkr", "bold"), unruled(rows, (150, 80, 80, 80), right_from=1)
    )
    assert [(line.line, [cell.text for cell in line.cells]) for line in found.budget_lines] == [
        (row[0], row[1:]) for row in rows[1:]
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Barn", "Skola", "Fritid"],
            ["Ungdom", "Gymnasium", "Simhall"],
            ["Äldre", "Omsorg", "Dans"],
            ["Alla", "Bibliotek", "Kök"],
        ],
        [
            ["Anna Berg", "ordförande", "070-111 22 33"],
            ["Bo Ek", "ledamot", "070-222 33 44"],
            ["Siv Å", "ersättare", "070-333 44 55"],
        ],
        [["Inledning", "3"], ["Mål och budget", "5"], ["Uppföljning", "9"], ["Bilagor", "12"]],
    ],
    ids=["words in columns", "list of persons", "list of contents"],
)
def test_columns_whose_header_says_nothing_are_no_table(rows: list[list[str]], tmp_path: Path) -> None:
    found = read(tmp_path, TITLE, *prose(9), unruled(rows, (150, 120, 120)[: len(rows[0])], head=0), *prose(3))
    assert found.tables == ()
    assert not found.indicators and not found.budget_lines and not found.actions


def test_text_in_two_columns_stays_text(tmp_path: Path) -> None:
    words = "Kommunen planerar sitt arbete för flera år i taget och följer upp målen tillsammans med sina invånare."
    found = read(tmp_path, TITLE, Spacer(1, 20), unruled([[words * 3, words * 3]], (215, 215), head=0), *prose(3))
    assert found.tables == ()
    assert "tillsammans" in found.full_text
