"""A second table without a header of its own, in other columns than the one above: its years are not those of the
first. What goes on in the same columns stays one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from papers import HEAD_FILL, PageBreak, Spacer, prose, published, table, text
from reportlab.platypus import Flowable, Indenter

from pipeline.records import Extraction

TITLE = text("Plan för hamnen 2032", "title")
WIDTHS = [180, 75, 75, 75]
FIRST = [
    ["Indikator", "Utfall 2030", "Mål 2031", "Mål 2032"],
    ["Olyckor vid kaj", "12", "8", "7"],
    ["Trygga besökare", "71", "75", "76"],
    ["Turer i tid", "91", "93", "94"],
]
SECOND = [["Släckta nätter", "3", "2", "1"], ["Målade fyrar", "5", "6", "7"], ["Hela bojar", "51", "61", "71"]]
LOOKS = {"grid": HEAD_FILL, "rows": HEAD_FILL, "budget": None, "none": None}
OTHERS = {
    "wider": (SECOND, [120, 110, 110, 110]),
    "narrower": (SECOND, [180, 55, 55, 55]),
    "pushed": (SECOND, [200, 75, 75, 75]),
    "fewer": ([row[:3] for row in SECOND], [180, 110, 110]),
    "more": ([[*row, "9"] for row in SECOND], [180, 75, 75, 75, 75]),
}
BETWEEN: dict[str, list[Flowable]] = {
    "white": [],
    "bold line": [text("Fyrar och bojar", "bold")],
    "caption": [text("Tabell 2: Fyrar och bojar", "bold")],
    "heading": [text("Fyrar och bojar", "h3")],
}


def drawn(rows: Sequence[Sequence[str]], widths: Sequence[float], look: str, head: int = 1, right: int = 1) -> Flowable:
    fill = LOOKS[look] if head else None
    return table(rows, widths, look, head=head, fill=fill, right_from=right)


def surely(found: Extraction, rows: Sequence[Sequence[str]]) -> list[tuple[str, int | None, str | None]]:
    """The values of some rows with a year that nobody is asked to look at."""
    names = {i.indicator_id: i.name for i in found.indicators}
    told = [(names[v.indicator_id], v.year, v.raw) for v in found.values if v.year and not v.needs_review]
    return [value for value in told if value[0] in {row[0] for row in rows}]


def told(found: Extraction, rows: Sequence[Sequence[str]]) -> list[tuple[str, int | None, str | None]]:
    """The values of some rows that are under their header."""
    names = {i.indicator_id: i.name for i in found.indicators if "header-from-table-above" not in i.flags}
    wanted = {row[0] for row in rows}
    return [(names[v.indicator_id], v.year, v.raw) for v in found.values if names.get(v.indicator_id) in wanted]


def dated(rows: Sequence[Sequence[str]]) -> list[tuple[str, int | None, str | None]]:
    return [(row[0], year, cell) for row in rows for year, cell in zip((2030, 2031, 2032), row[1:], strict=False)]


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("look", LOOKS)
def test_no_value_in_other_columns_has_a_year_of_the_table_above_for_sure(
    look: str, other: str, between: str, tmp_path: Path
) -> None:
    rows, widths = OTHERS[other]
    both = drawn(FIRST, WIDTHS, look), *BETWEEN[between], drawn(rows, widths, look, head=0)
    found = published(tmp_path, TITLE, *prose(6), *both, *prose(3))
    assert surely(found, rows) == []
    assert set(surely(found, FIRST)) <= set(dated(FIRST[1:]))


@pytest.mark.parametrize("other", set(OTHERS) - {"more"})
@pytest.mark.parametrize("look", LOOKS)
def test_nor_has_one_on_the_next_page(look: str, other: str, tmp_path: Path) -> None:
    rows, widths = OTHERS[other]
    both = drawn(FIRST, WIDTHS, look), PageBreak(), drawn(rows, widths, look, head=0)
    found = published(tmp_path, TITLE, *prose(6), *both, *prose(3))
    assert surely(found, rows) == []
    assert set(surely(found, FIRST)) <= set(dated(FIRST[1:]))


@pytest.mark.parametrize("other", ["wider", "pushed", "fewer", "more"])
def test_nor_where_the_rules_of_two_tables_touch(other: str, tmp_path: Path) -> None:
    rows, widths = OTHERS[other]
    both = drawn(FIRST, WIDTHS, "grid"), drawn(rows, widths, "grid", head=0)
    for part in both:
        part.spaceBefore = part.spaceAfter = 0
    found = published(tmp_path, TITLE, *prose(6), *both, *prose(3))
    assert surely(found, rows) == []
    assert set(surely(found, FIRST)) <= set(dated(FIRST[1:]))


def test_money_in_other_columns_is_to_review(tmp_path: Path) -> None:
    first = [["Verksamhet, tkr", "Utfall 2030", "Budget 2031", "Plan 2032"], *(row for row in FIRST[1:])]
    both = drawn(first, WIDTHS, "none"), text("Fyrar", "bold"), drawn(SECOND, [120, 110, 110, 110], "none", head=0)
    found = published(tmp_path, TITLE, *prose(6), *both, *prose(3))
    below = [line for line in found.budget_lines if line.line in {row[0] for row in SECOND}]
    assert below
    assert all(line.needs_review for line in below)
    assert all("header-from-table-above" not in line.flags for line in found.budget_lines if line not in below)


TASKS = [
    ["Aktivitet", "Ansvarig", "Klart"],
    ["Måla fyren", "Hamnchef", "Maj 2032"],
    ["Byta bojar", "Driftchef", "Juni 2032"],
    ["Laga kajen", "Hamnchef", "Maj 2032"],
]
MEMBERS = [["Anna Ek", "Ordförande", "Hamnen"], ["Bo Al", "Ledamot", "Fyren"], ["Eva Sten", "Ersättare", "Kajen"]]


@pytest.mark.parametrize("between", ["bold line", "caption", "heading"])
@pytest.mark.parametrize("widths", [[120, 150, 150], [150, 70, 70]])
@pytest.mark.parametrize("look", ["grid", "rows", "none"])
def test_words_in_other_columns_are_no_tasks_for_sure(
    look: str, widths: list[float], between: str, tmp_path: Path
) -> None:
    both = drawn(TASKS, [200, 100, 100], look, right=9), drawn(MEMBERS, widths, look, head=0, right=9)
    found = published(tmp_path, TITLE, *prose(6), both[0], *BETWEEN[between], both[1], *prose(3))
    sure = [(a.action, a.responsible, a.due_raw) for a in found.actions if not a.needs_review]
    assert sure == [(name, (who,), when) for name, who, when in TASKS[1:]]


@pytest.mark.parametrize("between", ["caption", "heading"])
def test_a_caption_between_two_tables_is_no_part_of_the_row_above(between: str, tmp_path: Path) -> None:
    more = [["Dra upp jollar", "Driftchef", "Maj 2032"], ["Tvätta skyltar", "Hamnchef", "Juni 2032"]]
    both = drawn(TASKS, [200, 100, 100], "none", right=9), drawn(more, [200, 100, 100], "none", head=0, right=9)
    found = published(tmp_path, TITLE, *prose(6), both[0], *BETWEEN[between], both[1], *prose(3))
    assert [a.action for a in found.actions][:3] == [row[0] for row in TASKS[1:]]
    assert all(a.needs_review for a in found.actions[3:])


def test_a_bold_line_is_no_part_of_the_task_above(tmp_path: Path) -> None:
    more = [["Dra upp jollar", "Driftchef", "Maj 2032"], ["Tvätta skyltar", "Hamnchef", "Juni 2032"]]
    whole = table([*TASKS, ["Stranden", "", ""], *more], [200, 100, 100], "none", fill=None, bold_rows=[4])
    found = published(tmp_path, TITLE, *prose(6), whole, *prose(3))
    own = [(a.action, a.responsible) for a in found.actions if a.action != "Stranden"]
    assert own == [(name, (who,)) for name, who, _ in (*TASKS[1:], *more)]


def test_a_label_under_a_header_in_small_print_ends_no_table(tmp_path: Path) -> None:
    rows = [FIRST[0], ["Hamnen", "", "", ""], *FIRST[1:], ["Fyrarna", "", "", ""], *SECOND]
    small = [[f'<font size="6">{cell}</font>' for cell in rows[0]], *rows[1:]]
    whole = table(small, WIDTHS, "none", fill=None, right_from=1, bold_rows=[1, 5])
    found = published(tmp_path, TITLE, *prose(6), whole, *prose(3))
    assert told(found, [*FIRST, *SECOND]) == [*dated(FIRST[1:]), *dated(SECOND)]


def test_a_task_of_two_lines_stays_one(tmp_path: Path) -> None:
    rows = [*TASKS, ["Se över skyltar och belysning längs hela kajen innan sommaren", "Hamnchef", "Maj 2032"]]
    found = published(tmp_path, TITLE, *prose(6), drawn(rows, [150, 100, 100], "none", right=9), *prose(3))
    assert [a.action for a in found.actions] == [row[0] for row in rows[1:]]


UNEVEN = [
    ["Släckta nätter", "3", "1 200", "14"],
    ["Målade fyrar", "1 051", "6", "7"],
    ["Hela bojar", "9", "61", "100"],
    ["Byten av lampor", "17", "9", "8"],
]
PER_CENT = [[row[0], *(f"{cell} %" for cell in row[1:])] for row in SECOND]
DECIMAL = [
    ["Släckta nätter", "3,25", "2,5", "1"],
    ["Målade fyrar", "5", "16,1", "127"],
    ["Hela bojar", "1", "6", "7,1"],
]


@pytest.mark.parametrize("right", [1, 9])
@pytest.mark.parametrize("rows", [SECOND, UNEVEN, PER_CENT, DECIMAL])
@pytest.mark.parametrize("look", LOOKS)
def test_rows_in_the_same_columns_go_on_also_over_a_page(
    look: str, rows: list[list[str]], right: int, tmp_path: Path
) -> None:
    rows = [row for row in rows if all(row)] if right == 9 else rows
    first = drawn(FIRST, WIDTHS, look, right=right)
    more = PageBreak(), drawn(rows, WIDTHS, look, head=0, right=right)
    found = published(tmp_path, TITLE, *prose(6), first, *more, *prose(3))
    assert told(found, rows) == [value for value in dated(rows) if value[2]]


@pytest.mark.parametrize("rows", [UNEVEN, PER_CENT, DECIMAL])
@pytest.mark.parametrize("look", LOOKS)
def test_bold_lines_lead_groups_in_the_same_columns(look: str, rows: list[list[str]], tmp_path: Path) -> None:
    label = ["Fyrar och bojar", "", "", ""]
    whole = table([*FIRST, label, *rows], WIDTHS, look, fill=LOOKS[look], right_from=1, bold_rows=[4])
    found = published(tmp_path, TITLE, *prose(6), whole, *prose(3))
    assert told(found, rows) == [value for value in dated(rows) if value[2]]


@pytest.mark.parametrize("look", ["rows", "budget", "none"])
def test_a_page_set_further_in_goes_on(look: str, tmp_path: Path) -> None:
    """Margins of left and right pages differ in print."""
    first, more = drawn(FIRST, WIDTHS, look), drawn(SECOND, WIDTHS, look, head=0)
    found = published(tmp_path, TITLE, *prose(6), first, PageBreak(), Indenter(22), more, Indenter(-22), *prose(3))
    assert told(found, SECOND) == dated(SECOND)


@pytest.mark.parametrize("bold_head", [True, False])
def test_a_column_that_was_blank_so_far_may_begin(bold_head: bool, tmp_path: Path) -> None:
    first = [FIRST[0], *([*row[:2], "", ""] for row in FIRST[1:])]
    more = [[row[0], "", *row[2:]] for row in SECOND]
    whole = table([*first, *more], WIDTHS, "none", fill=None, right_from=1, bold_head=bold_head)
    found = published(tmp_path, TITLE, *prose(6), whole, Spacer(1, 9), *prose(3))
    assert told(found, more) == [value for value in dated(more) if value[2]]


def in_groups(rows: Sequence[Sequence[str]], widths: Sequence[float], labels: Sequence[int], right: int) -> Flowable:
    """A table without rules, in which the labels of groups are in larger print."""
    large = [
        [f'<font size="11">{cell}</font>' if at in labels else cell for cell in row] for at, row in enumerate(rows)
    ]
    above = [("TOPPADDING", (0, at), (-1, at), 7) for at in labels]
    return table(large, widths, "none", fill=None, right_from=right, bold_rows=labels, extra=above)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_rows_under_labels_in_larger_print_are_not_lost(count: int, tmp_path: Path) -> None:
    rows = [*FIRST, ["Fyrar", "", "", ""], *SECOND[:count]]
    found = published(tmp_path, TITLE, *prose(6), in_groups(rows, WIDTHS, [4], 1), *prose(3))
    names = {i.indicator_id: i.name for i in found.indicators}
    values = [(names[v.indicator_id], v.year, v.raw) for v in found.values]
    assert values == [*dated(FIRST[1:]), *dated(SECOND[:count])]


@pytest.mark.parametrize("count", [1, 2])
def test_nor_are_tasks(count: int, tmp_path: Path) -> None:
    more = [["Dra upp jollar", "Driftchef", "Maj 2032"], ["Tvätta skyltar", "Hamnchef", "Juni 2032"]][:count]
    rows = [*TASKS, ["Fyrar", "", ""], *more]
    found = published(tmp_path, TITLE, *prose(6), in_groups(rows, [200, 100, 100], [4], 9), *prose(3))
    own = [(a.action, a.responsible) for a in found.actions if a.action != "Fyrar"]
    assert own == [(name, (who,)) for name, who, _ in (*TASKS[1:], *more)]
    assert [a.needs_review for a in found.actions[:3]] == [False] * 3
    assert all(a.needs_review for a in found.actions[3:])


def test_where_the_first_rows_have_such_a_label_all_are_sure(tmp_path: Path) -> None:
    rows = [FIRST[0], ["Hamnen", "", "", ""], *FIRST[1:3], ["Fyrar", "", "", ""], *SECOND[:2]]
    found = published(tmp_path, TITLE, *prose(6), in_groups(rows, WIDTHS, [1, 4], 1), *prose(3))
    assert surely(found, [*FIRST, *SECOND]) == [*dated(FIRST[1:3]), *dated(SECOND[:2])]
