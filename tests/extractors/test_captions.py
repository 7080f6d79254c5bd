"""What stands around a table: its caption, its unit, its footnotes, on the same page or over a page break."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from papers import PageBreak, Spacer, prose, table, text

TITLE = text("Verksamhetsplan 2031", "title")
ECONOMY = [
    ["Verksamhet", "Utfall 2029", "Budget 2030", "Plan 2031"],
    ["Intäkter", "1 250", "1 300", "1 350"],
    ["Kostnader", "−10 400", "−10 900", "−11 200"],
]
WIDTHS = [160, 80, 80, 80]
HEAD = ["Indikator", "Utfall 2029", "Mål 2031"]


def test_a_caption_left_at_the_foot_of_the_page_before_is_the_tables(tmp_path: Path) -> None:
    caption = text("Driftbudget för nämnden, tkr", "bold")
    read = papers.published(tmp_path, TITLE, *prose(6), caption, PageBreak(), table(ECONOMY, WIDTHS), *prose(3))

    assert {line.table_title for line in read.budget_lines} == {"Driftbudget för nämnden, tkr"}
    assert {line.unit for line in read.budget_lines} == {"tkr"}


def test_running_text_at_the_foot_of_the_page_before_is_no_caption(tmp_path: Path) -> None:
    last = text("Nämnden återkommer till fullmäktige med en samlad bild av läget")
    read = papers.published(tmp_path, TITLE, *prose(6), last, PageBreak(), table(ECONOMY, WIDTHS), *prose(3))

    assert {line.table_title for line in read.budget_lines} == {None}


@pytest.mark.parametrize("unit", ["Belopp i tkr", "(tkr)", "tkr"])
def test_a_line_that_only_names_the_unit_stands_between_caption_and_table(unit: str, tmp_path: Path) -> None:
    caption = text("Driftbudget", "bold")
    read = papers.published(tmp_path, TITLE, *prose(6), caption, text(unit, "note"), table(ECONOMY, WIDTHS))

    assert {(line.table_title, line.unit) for line in read.budget_lines} == {("Driftbudget", "tkr")}


def test_the_top_left_cell_may_name_the_unit(tmp_path: Path) -> None:
    rows = [["Tkr", *ECONOMY[0][1:]], *ECONOMY[1:]]
    read = papers.published(tmp_path, TITLE, *prose(6), text("Driftbudget", "bold"), table(rows, WIDTHS))

    assert {(line.table_title, line.unit) for line in read.budget_lines} == {("Driftbudget", "tkr")}


def test_notes_at_the_foot_of_the_page_are_those_of_every_table_on_it(tmp_path: Path) -> None:
    first = [HEAD, ["Nöjda besökare<super>1</super>", "71", "80"], ["Lån", "4", "5"]]
    second = [HEAD, ["Sjukfrånvaro<super>2</super>", "6,9", "6,0"], ["Avgångar", "9", "8"]]
    read = papers.read(
        tmp_path,
        TITLE,
        *prose(6),
        text("Kultur", "h2"),
        table(first, [200, 80, 80]),
        *prose(3),
        text("Personal", "h2"),
        table(second, [200, 80, 80]),
        *prose(3),
        Spacer(1, 40),
        text("<super>1</super> Enkät bland besökare.", "note"),
        text("<super>2</super> Andel av arbetstiden.", "note"),
    )

    notes = {row.name: row.footnotes for row in read.indicators}
    assert notes["Nöjda besökare"] == ("Enkät bland besökare.",)
    assert notes["Sjukfrånvaro"] == ("Andel av arbetstiden.",)
    assert notes["Lån"] == ()


@pytest.mark.parametrize(
    ("giver", "code"),
    [
        ("KF 2030-11-20", "council"),
        ("Kommunfullmäktige", "council"),
        ("KS § 12", "executive_board"),
        ("Kulturnämnden", "committee"),
        ("Okänd", None),
    ],
)
def test_a_column_tells_who_gave_an_assignment(giver: str, code: str | None, tmp_path: Path) -> None:
    rows = [["Uppdrag", "Uppdrag från", "Kontaktperson", "Slutdatum"], ["Utreda en skola", giver, "Anna", "2031-06-30"]]
    read = papers.read(tmp_path, TITLE, *prose(6), table(rows, [150, 100, 90, 90]))

    [action] = read.actions
    assert (action.assignment, action.assigned_by) == ("Utreda en skola", code)
    assert {cell.role for cell in action.cells} == {"responsible", "due"}


def test_a_header_may_tell_who_gave_its_assignments(tmp_path: Path) -> None:
    rows = [["Uppdrag från KF", "Aktivitet", "Klart"], ["Utreda en skola", "Ta fram underlag", "juni 2031"]]
    read = papers.read(tmp_path, TITLE, *prose(6), table(rows, [150, 150, 90]))

    [action] = read.actions
    assert (action.assignment, action.assigned_by, action.action) == ("Utreda en skola", "council", "Ta fram underlag")


def test_bullets_under_special_assignments_are_what_the_council_asks_for(tmp_path: Path) -> None:
    read = papers.read(
        tmp_path,
        TITLE,
        *prose(9),
        text("Ekonomi", "h1"),
        *prose(3),
        text("Särskilda uppdrag från kommunfullmäktige", "h2"),
        papers.bullet("Utreda en ny skola i norr"),
        papers.bullet("Se över avgifter för lokaler"),
    )

    assert [(a.assignment, a.assigned_by) for a in read.actions] == [
        ("Utreda en ny skola i norr", "council"),
        ("Se över avgifter för lokaler", "council"),
    ]


@pytest.mark.parametrize(("style", "title"), [("h2", "Belopp i tkr"), ("bold", "Driftbudget")])
def test_the_heading_of_a_section_is_no_caption(style: str, title: str, tmp_path: Path) -> None:
    rows = [["Belopp i tkr", *ECONOMY[0][1:]], *ECONOMY[1:]]
    read = papers.published(tmp_path, TITLE, *prose(6), text("Driftbudget", style), table(rows, WIDTHS))

    assert {(line.table_title, line.unit) for line in read.budget_lines} == {(title, "tkr")}
