"""Tables that Word sets with tabs, under each other and under other tables: rules are borders of paragraphs, if any."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawings import A4, Draw, draw_pages, line, text
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from pipeline.records import RawDocument

LEFT, RIGHT = 71.0, 524.0  # of the text; tables in Word begin a cell's padding further left
STOPS = (298.0, 411.0, 524.0)
HEAD = ["Verksamhet", "Bokslut 2030", "Budget 2031", "Budget 2032"]
ROWS = [["Hamn", "9 412", "9 870", "10 115"], ["Färjor", "18 655", "27 940", "39 200"], ["Fyrar", "744", "800", "980"]]
SUM = ["Summa", "28 811", "38 610", "50 295"]
PROJECTS = ["Projekt", "2032", "2033", "2034"]
INVESTED = [["Ny brygga", "2 500", "0", "0"], ["Bojar", "300", "300", "300"]]
INVESTED_SUM = ["Summa", "2 800", "300", "300"]


def tabbed(
    top: float, cells: Sequence[str], bold: bool = False, stops: Sequence[float] = STOPS, size: float = 10
) -> Draw:
    """A line with its first text at the margin and the others ending at tab stops."""

    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        canvas.drawString(LEFT, height - top - size, cells[0])
        for x, words in zip(stops, cells[1:], strict=False):
            canvas.drawRightString(x, height - top - size, words)

    return draw


def lines(top: float, header: Sequence[str], rows: Sequence[Sequence[str]], last: Sequence[str]) -> list[Draw]:
    found = [tabbed(top, header, True)]
    found += [tabbed(top + 15 * (i + 1), row) for i, row in enumerate(rows)]
    return [*found, tabbed(top + 15 * (len(rows) + 1), last, True)]


def rule(top: float, x0: float = LEFT, x1: float = RIGHT) -> Draw:
    return line((x0, top), (x1, top))


def read(folder: Path, *draws: Draw) -> RawDocument:
    prose = "Nämnden följer upp sin ekonomi varje månad och lämnar rapport om den till fullmäktige."
    said = [text(LEFT, 640 + 13 * i, prose, 10) for i in range(12)]
    draw_pages(folder, [[text(LEFT, 14, "Internbudget 2032", 22, True), *draws, *said]], A4)
    return read_plan(folder / "drawn.pdf")


def budgets(raw: RawDocument) -> list[tuple[str, list[str]]]:
    return [(found.line, [cell.text for cell in found.cells]) for found in raw.budget_lines]


def kinds(raw: RawDocument) -> list[tuple[str, int | None]]:
    return [(cell.role, cell.year) for cell in raw.budget_lines[0].cells]


def test_rules_of_a_tabbed_budget_close_no_rows_of_a_wider_table_above_it(tmp_path: Path) -> None:
    columns = (LEFT, 298.0, 423.0)
    given = (("Uppdrag", "Ansvarig", "Redovisas"), ("Utreda en ny kaj", "Hamnchef", "Maj 2032"))
    given = (*given, ("Pröva eldrift av färjor", "Hamnchef", "Juni 2032"))
    table: list[Draw] = [rule(100 + 18 * i, LEFT - 5.4, RIGHT - 2) for i in range(4)]
    for i, row in enumerate(given):
        table += [text(x, 103 + 18 * i, words, 10, i == 0) for x, words in zip(columns, row, strict=True)]
    raw = read(
        tmp_path,
        text(LEFT, 70, "Uppdrag från kommunfullmäktige", 16, True),
        *table,
        text(LEFT, 176, "Ekonomi", 16, True),
        text(LEFT, 200, "Ramen har räknats upp med två procent för löner och priser.", 10),
        text(LEFT, 218, "Driftbudget per verksamhet (tkr)", 10, True),
        *lines(236, HEAD, ROWS, SUM),
        rule(249),
        rule(296),
    )
    assert [action.assignment for action in raw.actions] == [given[1][0], given[2][0]]
    assert budgets(raw) == [(row[0], row[1:]) for row in (*ROWS, SUM)]
    assert kinds(raw) == [("outcome", 2030), ("budget", 2031), ("budget", 2032)]
    assert "Ekonomi" in [heading.title for heading in raw.headings]


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("rules", ["none", "first", "second", "both", "sum"])
def test_budgets_under_each_other_keep_their_own_years(tmp_path: Path, rules: str, heading: bool) -> None:
    """Also where only a bold caption stands between them."""
    at = 190.0 if heading else 165.0
    drawn: list[Draw] = [text(LEFT, at - 24, "Investeringar", 14, True)] if heading else []
    drawn += [rule(83), rule(130)] if rules in ("first", "both") else []
    drawn += [rule(at + y) for y in (-1, 13, 43.5, 59)] if rules in ("second", "both") else []
    drawn += [rule(130), rule(143), rule(at + 13)] if rules == "sum" else []
    raw = read(
        tmp_path,
        text(LEFT, 54, "Driftbudget (tkr)", 10, True),
        *lines(70, HEAD, ROWS, SUM),
        text(LEFT, at - 15, "Investeringsbudget (tkr)", 9 if heading else 10, True),
        *lines(at, PROJECTS, INVESTED, INVESTED_SUM),
        *drawn,
    )
    assert budgets(raw) == [(row[0], row[1:]) for row in (*ROWS, SUM, *INVESTED, INVESTED_SUM)]
    assert kinds(raw) == [("outcome", 2030), ("budget", 2031), ("budget", 2032)]
    assert [(cell.role, cell.year) for cell in raw.budget_lines[-1].cells] == [
        ("budget", y) for y in (2032, 2033, 2034)
    ]
    assert ("Investeringar" in [found.title for found in raw.headings]) is heading


def test_a_bold_label_of_a_group_begins_no_table(tmp_path: Path) -> None:
    raw = read(
        tmp_path,
        text(LEFT, 54, "Driftbudget (tkr)", 10, True),
        *lines(70, HEAD, ROWS, SUM),
        text(LEFT, 145, "Räntor", 10, True),
        tabbed(160, ["Lån", "120", "130", "140"]),
        tabbed(175, ["Resultat", "28 931", "38 740", "50 435"], True),
    )
    assert budgets(raw)[-2:] == [("Lån", ["120", "130", "140"]), ("Resultat", ["28 931", "38 740", "50 435"])]
    assert len({found.table_title for found in raw.budget_lines}) == 1


def test_headers_that_stand_no_further_apart_than_words_keep_to_their_numbers(tmp_path: Path) -> None:
    stops = (297.7, 374.2, 447.9, 524.4)
    rows = (
        ("Hamn", "1,2", "0,8", "1,2", "0,0"),
        ("Färjor", "6,4", "3,9", "6,1", "0,3"),
        ("Fyrar", "2,0", "1,4", "2,0", "0,0"),
    )
    raw = read(
        tmp_path,
        text(LEFT, 54, "Driftredovisning 2032, mnkr", 10, True),
        tabbed(70, ["", "Budget 2032", "Utfall aug 2032", "Prognos 2032", "Avvikelse"], True, stops),
        *(tabbed(85 + 15 * i, row, False, stops) for i, row in enumerate(rows)),
        tabbed(130, ["Summa", "9,6", "6,1", "9,3", "0,3"], True, stops),
        rule(129),
    )
    assert [(cell.role, cell.text) for cell in raw.budget_lines[0].cells] == [
        ("budget", "1,2"),
        ("outcome", "0,8"),
        ("forecast", "1,2"),
    ]


def test_a_header_over_its_values_alone_heads_the_rows_above_a_sum_between_rules(tmp_path: Path) -> None:
    stops = (326.0, 394.0, 462.0)
    raw = read(
        tmp_path,
        text(LEFT, 54, "Resultatbudget, mnkr", 10, True),
        tabbed(72, ["", "Utfall 2030", "Budget 2031", "Budget 2032"], True, stops),
        tabbed(87, ["Intäkter", "12,4", "12,9", "13,1"], False, stops),
        tabbed(102, ["Personalkostnader", "-20,1", "-20,8", "-21,5"], False, stops),
        tabbed(117, ["Nettokostnad", "-7,7", "-7,9", "-8,4"], True, stops),
        rule(117),
        rule(131),
    )
    assert [row for row, _ in budgets(raw)] == ["Intäkter", "Personalkostnader", "Nettokostnad"]
    assert kinds(raw) == [("outcome", 2030), ("budget", 2031), ("budget", 2032)]


def test_the_rule_under_a_title_begins_no_table_with_the_text_below_it(tmp_path: Path) -> None:
    raw = read(
        tmp_path,
        rule(44),
        text(LEFT, 60, "Hamnnämnden", 10),
        text(LEFT, 90, "Mål", 15, True),
        text(LEFT, 112, "Hamnen ska vara öppen för alla som vill lägga till där.", 10),
        text(LEFT, 140, "Driftbudget", 15, True),
        text(LEFT, 163, "Driftbudget per verksamhet (tkr)", 10, True),
        *lines(180, HEAD, ROWS, SUM),
        rule(240),
        rule(254),
    )
    assert [heading.title for heading in raw.headings][:2] == ["Mål", "Driftbudget"]
    assert budgets(raw) == [(row[0], row[1:]) for row in (*ROWS, SUM)]


def test_rows_with_amounts_are_no_header_whatever_print_the_sums_below_them_have(tmp_path: Path) -> None:
    sums = [["Resultat", "120", "130", "140"], ["Balanskrav", "0", "0", "0"]]
    larger = [tabbed(100 + 17 * i, row, True, size=11) for i, row in enumerate((SUM, *sums))]
    raw = read(tmp_path, tabbed(55, HEAD, True), tabbed(70, ROWS[0]), tabbed(85, ROWS[1]), *larger)
    assert [line for line, _ in budgets(raw)] == ["Hamn", "Färjor", "Summa", "Resultat", "Balanskrav"]


def test_a_header_said_again_right_under_a_sum_begins_another_table(tmp_path: Path) -> None:
    other = ["Avgifter", *HEAD[1:]]
    fees = [["Vatten", "510", "540", "560"], ["Avfall", "322", "330", "341"]]
    draws = [
        *lines(90, HEAD, ROWS, SUM),
        rule(104),
        rule(149),
        *lines(167, other, fees, ["Resultat", "832", "870", "901"]),
        rule(181),
        rule(211),
    ]
    found = budgets(read(tmp_path, *draws))
    assert [name for name, _ in found] == ["Hamn", "Färjor", "Fyrar", "Summa", "Vatten", "Avfall", "Resultat"]
    assert found[3][1] == SUM[1:]
    assert found[4][1] == ["510", "540", "560"]
