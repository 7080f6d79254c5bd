"""Labels of groups of rows (`Mål 1: …` over its indicators), and bodies of tables that only white parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import PageBreak, prose, published, table, tables, text, texts_of

TITLE = text("Verksamhetsberättelse 2031", "title")
HEAD = ["Mål och indikatorer", "Utfall 2029", "Utfall 2030", "Utfall 2031", "Mål 2031", "Status"]
ROADS = ["Mål 1: Gator och gångvägar är trygga att gå på hela vintern i alla orter", "", "", "", "", "Delvis"]
WATER = ["Mål 2: Vattnet i kranen är rent i dag och för dem som kommer efter oss", "", "", "", "", "Ej"]
ROWS = [
    HEAD,
    ROADS,
    ["Lagade hål i gatan", "54", "52", "55", "minst 58", "Delvis"],
    ["Nya cykelvägar (meter)", "0", "640", "310", "1 500", "Ej"],
    WATER,
    ["Otjänliga prov (st)", "1", "0", "0", "0", "Uppfyllt"],
    ["Läckage (%)", "19,4", "18,7", "16,2", "högst 18", "Uppfyllt"],
]
WIDTHS = [150, 60, 60, 60, 65, 65]
LABELS = [("SPAN", (0, row), (3, row)) for row in (1, 4)]


def zebra(rows: list[list[str]], **options: object):
    """Bands of shading and no rule, as reports are set."""
    shades = {(col, row): "#eef3ee" for row in range(2, len(rows), 2) for col in range(len(rows[0]))}
    return table(rows, WIDTHS, "none", right_from=1, fills=shades, **options)


def test_a_label_over_several_columns_closes_no_gutter(tmp_path: Path) -> None:
    [found] = tables(tmp_path, TITLE, *prose(3), zebra(ROWS, bold_rows=[1, 4], extra=LABELS), *prose(3))
    texts = texts_of(found)
    assert [row for row in texts if row[0] in ("Lagade hål i gatan", "Läckage (%)")] == [ROWS[2], ROWS[6]]
    assert found.header_rows == 1


def test_a_label_is_a_goal_with_its_judgement_and_the_rows_below_it_measure_it(tmp_path: Path) -> None:
    read = published(tmp_path, TITLE, *prose(3), zebra(ROWS, bold_rows=[1, 4], extra=LABELS), *prose(3))
    goals = {goal.goal_id: goal for goal in read.goals}
    assert [(goal.number, goal.assessment_code) for goal in read.goals] == [("1", "partly_met"), ("2", "not_met")]
    assert [(row.name, goals[row.goal_id].number) for row in read.indicators] == [
        ("Lagade hål i gatan", "1"),
        ("Nya cykelvägar (meter)", "1"),
        ("Otjänliga prov (st)", "2"),
        ("Läckage (%)", "2"),
    ]
    assert read.indicators[1].assessment_code == "not_met"  # `Ej` beside `Delvis` and `Uppfyllt`


def test_a_label_at_the_top_of_a_page_is_no_header_of_the_table_that_goes_on(tmp_path: Path) -> None:
    first, second = (
        zebra(ROWS[:4], bold_rows=[1], extra=LABELS[:1]),
        zebra(ROWS[4:], head=0, bold_rows=[0], fill=None, extra=[("SPAN", (0, 0), (3, 0))]),
    )
    read = published(tmp_path, TITLE, *prose(3), first, PageBreak(), second)
    assert [row.name for row in read.indicators] == [row[0] for row in ROWS if row[1] and row is not HEAD]
    assert [goal.number for goal in read.goals] == ["1", "2"]


FINANCE = [
    ["Nr", "Finansiellt mål", "Indikator", "Bokslut 2030", "Mål 2031", "Mål 2032"],
    ["1", "Resultatet räcker för att värdesäkra eget", "Resultat som andel av skatter (%)", "1,8", "≥ 2,0", "≥ 2,0"],
    ["2", "Investeringar betalas med egna medel", "Självfinansiering av investeringar (%)", "61", "55", "65"],
    ["", "", "Låneskuld per invånare (kr)", "48 300", "högst 55 000", "högst 58 000"],
    ["3", "Soliditeten stärks", "Soliditet med samtliga pensioner räknade (%)", "14", "15", "16"],
]
UNDER_HEADER = [("LINEBELOW", (0, 0), (-1, 0), 0.75, "black")]


def finance(rows: list[list[str]]):
    return table(rows, [25, 115, 110, 65, 65, 65], "none", right_from=3, fill=None, extra=UNDER_HEADER)


def test_wrapped_rows_under_one_rule_are_parted_by_their_white(tmp_path: Path) -> None:
    [found] = tables(tmp_path, TITLE, *prose(3), finance(FINANCE), *prose(3))
    assert texts_of(found) == FINANCE


def test_a_goal_stands_once_for_its_rows_and_a_number_beside_it_is_its_number(tmp_path: Path) -> None:
    read = published(tmp_path, TITLE, *prose(3), finance(FINANCE), *prose(3))
    numbers = {goal.goal_id: goal.number for goal in read.goals}
    assert [numbers[row.goal_id] for row in read.indicators] == ["1", "2", "2", "3"]


MONEY = [
    ["Belopp i mnkr", "Bokslut 2030", "Budget 2031", "Plan 2032"],
    ["Intäkter", "228,4", "221,0", "226,5"],
    ["Kostnader", "(1 016,9)", "(1 048,2)", "(1 083,7)"],
    ["SUMMA EGET KAPITAL, AVSÄTTNINGAR<br/>OCH SKULDER", "(788,5)", "(827,2)", "(857,2)"],
    ["Andel av allt", "39 %", "37 %", "35 %"],
]


def test_amounts_in_brackets_are_negative_and_a_bold_label_goes_on_below(tmp_path: Path) -> None:
    money = table(MONEY, [190, 80, 80, 80], "none", right_from=1, fill=None, bold_rows=[3], extra=UNDER_HEADER)
    read = published(tmp_path, TITLE, *prose(3), text("Resultatbudget", "bold"), money, *prose(3))
    amounts = {(row.line, row.year): row.amount_sek for row in read.budget_lines}
    assert amounts["Kostnader", 2031] == -1_048_200_000
    assert all(
        "negative-in-brackets" in row.flags and row.needs_review
        for row in read.budget_lines
        if (row.amount_sek or 0) < 0
    )
    assert amounts["SUMMA EGET KAPITAL, AVSÄTTNINGAR OCH SKULDER", 2032] == -857_200_000


@pytest.mark.parametrize("printed", ["(2031)", "−(3)", "(3"])
def test_other_brackets_are_no_amount(printed: str, tmp_path: Path) -> None:
    rows = [MONEY[0], MONEY[1], ["Kostnader", printed, "12", "13"]]
    money = table(rows, [190, 80, 80, 80], "rows", right_from=1)
    read = published(tmp_path, TITLE, *prose(3), text("Resultatbudget", "bold"), money, *prose(3))
    [odd] = [row for row in read.budget_lines if row.amount_raw == printed]
    assert odd.amount_sek is None
    assert odd.needs_review


def test_a_second_line_that_is_longer_than_the_first_belongs_to_the_only_row(tmp_path: Path) -> None:
    rows = [
        ["Nr", "Åtgärd", "Ansvarig", "Tidplan"],
        ["4.1", "Erbjuda råd<br/>till hushåll, föreningar och småföretag", "Rådgivare", "Löpande"],
    ]
    actions = table(rows, [30, 190, 100, 90], "none", fill=None, extra=UNDER_HEADER)
    [found] = tables(tmp_path, TITLE, *prose(3), actions, text("Aktiviteterna följs upp varje år.", "note"))
    assert texts_of(found)[1][1] == "Erbjuda råd till hushåll, föreningar och småföretag"
