"""Remarks under rows, tables close under each other, headers without a first name, labels in lists of actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import bullet, prose, published, table, tables, text, texts_of

TITLE = text("Årsrapport 2031", "title")
HEAD = ["Indikator", "Utfall 2030", "Utfall 2031", "Målvärde 2031"]
WIDTHS = [200, 80, 80, 90]
REMARK = "Kommentar: Två avdelningar har slagits samman under hösten, och det syns ännu i alla siffror för året."


def noted(rows: list[list[str]], remarks: dict[int, str], at: int = 0):
    """Light rules under rows; a remark runs over the columns from the one `at`, in the band of its row."""
    body, spans, lines = [], [], [("LINEBELOW", (0, 0), (-1, 0), 0.5, "black")]
    for number, row in enumerate(rows):
        body.append(row)
        if number in remarks:
            body.append([*[""] * at, remarks[number], *[""] * (len(row) - 1 - at)])
            spans.append(((at, len(body) - 1), (len(row) - 1, len(body) - 1)))
        lines.append(("LINEBELOW", (0, len(body) - 1), (-1, len(body) - 1), 0.5, "black"))
    return table(body, [*[30] * at, *WIDTHS], "none", right_from=1 + at, fill=None, spans=spans, extra=lines)


def test_a_remark_across_the_columns_is_no_part_of_the_name_above_it(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["Barn per årsarbetare", "4,9", "4,8", "högst 5,0"],
        ["Anmälda kränkningar", "97", "112", "färre än 90"],
    ]
    read = published(tmp_path, TITLE, *prose(3), noted(rows, {1: REMARK, 2: REMARK}), *prose(3))
    assert [row.name for row in read.indicators] == ["Barn per årsarbetare", "Anmälda kränkningar"]
    assert [value.value for value in read.values] == [4.9, 4.8, 5.0, 97, 112, 90]


def test_another_header_in_the_same_print_begins_another_table(tmp_path: Path) -> None:
    first = noted(
        [HEAD, ["Barn per årsarbetare", "4,9", "4,8", "högst 5,0"], ["Kränkningar", "97", "112", "90"]], {2: REMARK}
    )
    below = [["Aktivitet", "Status"], ["Vandra tillsammans med elevråden", "Avslutad"], ["Ta fram en plan", "Pågående"]]
    second = table(below, [340, 110], "between", fill=None)
    found = tables(tmp_path, TITLE, text("Nämnden följer sina mål."), first, second, *prose(3))
    assert [table.family for table in found] == ["indicators", "actions"]
    assert texts_of(found[1]) == below


MONEY = [
    ["", "Bokslut 2030", "Budget 2031", "Budget 2032", "Plan 2033", "Plan 2034"],
    ["Intäkter", "142 300", "139 800", "141 600", "143 900", "146 200"],
    ["Kostnader", "695 190", "702 220", "725 540", "752 355", "782 150"],
]


def test_a_header_that_names_no_labels_is_the_header_however_close_its_texts_stand(tmp_path: Path) -> None:
    money = table(MONEY, [180, 58, 58, 58, 58, 58], "between", right_from=1, fill=None)
    [found] = tables(tmp_path, TITLE, *prose(3), text("Resultatbudget (tkr)", "bold"), money, *prose(3))
    assert texts_of(found) == MONEY
    assert found.header_rows == 1


def test_columns_taken_from_the_table_above_are_to_review_and_the_own_caption_stays(tmp_path: Path) -> None:
    first = table(MONEY, [180, 58, 58, 58, 58, 58], "between", right_from=1, fill=None)
    bare = [[name, *MONEY[1][1:]] for name in ("Räntor", "Lån", "Hyror")]
    rest = table(bare, [180, 58, 58, 58, 58, 58], "between", right_from=1, head=0, fill=None)
    story = [
        text("Resultatbudget (tkr)", "bold"),
        first,
        *prose(3),
        text("Finansbudget (tkr)", "bold"),
        rest,
        *prose(3),
    ]
    read = published(tmp_path, TITLE, *prose(3), *story)
    own = [row for row in read.budget_lines if row.line in ("Räntor", "Lån", "Hyror")]
    assert len(own) == 15
    assert {row.table_title for row in own} == {"Finansbudget (tkr)"}
    assert all(row.needs_review and "header-from-table-above" in row.flags for row in own)


@pytest.mark.parametrize(
    ("printed", "action", "responsible", "due"),
    [
        (
            "Se över linjerna. Ansvarig: trafikchefen. Klart: maj 2031.",
            "Se över linjerna",
            ("trafikchefen",),
            "maj 2031",
        ),
        ("Starta ett nätverk (Ansvarig: HR-chefen)", "Starta ett nätverk", ("HR-chefen",), None),
        ("Utse en ansvarig: någon som leder", "Utse en ansvarig: någon som leder", (), None),
    ],
)
def test_labels_at_the_end_of_an_action_in_a_list_are_taken_out(
    printed: str, action: str, responsible: tuple[str, ...], due: str | None, tmp_path: Path
) -> None:
    read = published(
        tmp_path, TITLE, text("Mål 1: Fler reser hållbart", "h2"), text("Aktiviteter", "h3"), bullet(printed)
    )
    [row] = read.actions
    assert (row.action, row.responsible, row.due_raw) == (action, responsible, due)


def test_a_short_remark_in_italics_is_no_part_of_the_name_above_it_and_no_name(tmp_path: Path) -> None:
    remark = '<font name="VeraIt">Avser hela året.</font>'
    rows = [
        HEAD,
        ["Personalomsättning bland tillsvidareanställda", "9,8", "12,1", "högst 11"],
        ["Anmälda kränkningar", "97", "112", "färre än 90"],
    ]
    read = published(tmp_path, TITLE, *prose(3), noted(rows, {1: remark}), *prose(3))
    assert [row.name for row in read.indicators] == [rows[1][0], rows[2][0]]
    assert [value.value for value in read.values] == [9.8, 12.1, 11, 97, 112, 90]
    assert ["Avser hela året." in p.message for p in read.problems if p.code == "row-left-out"] == [True]


def test_a_plain_line_over_a_bold_header_is_no_part_of_it(tmp_path: Path) -> None:
    rows = [
        ["Bedömning för året: uppnås", "", "", ""],
        HEAD,
        ["Anmälda kränkningar", "97", "112", "90"],
        ["Nöjda elever", "80", "82", "85"],
    ]
    lines = [("LINEBELOW", (0, i), (-1, i), 0.5, "black") for i in (1, 2, 3)]
    rows = [*rows[:1], [f"<b>{cell}</b>" for cell in HEAD], *rows[2:]]
    [found] = tables(tmp_path, TITLE, *prose(2), table(rows, WIDTHS, "none", head=0, extra=lines), *prose(3))
    assert texts_of(found)[0] == HEAD


MARKED = '<font name="VeraIt">Kommentar:</font> '


@pytest.mark.parametrize(
    "remark", ["Badet öppnade igen.", "Badet i Norrhamn öppnade igen sex veckor efter det som planen sade."]
)
def test_a_remark_behind_a_label_in_italics_is_no_part_of_the_name_above_it(tmp_path: Path, remark: str) -> None:
    rows = [
        HEAD,
        ["Besök i badet, antal", "9 800", "12 100", "11 000"],
        ["Besök i hallen, antal", "970", "1 120", "900"],
    ]
    read = published(tmp_path, TITLE, *prose(3), noted(rows, {1: MARKED + remark, 2: MARKED + remark}), *prose(3))
    assert [row.name for row in read.indicators] == [rows[1][0], rows[2][0]]
    assert [value.value for value in read.values] == [9800, 12100, 11000, 970, 1120, 900]


def test_a_remark_under_an_action_is_no_action(tmp_path: Path) -> None:
    rows = [
        ["Uppdrag", "Ansvarig", "Slutdatum", "Status"],
        ["Se över taxorna", "Hamnchefen", "2031-06-30", "Avslutad"],
        ["Rusta bryggorna", "Badchefen", "2031-12-31", "Pågående"],
    ]
    remarks = {1: MARKED + "Klart i maj.", 2: MARKED + "Arbetet väntar på besked om marken."}
    told = text("Nämnden beslutade i planen om två uppdrag till förvaltningen.")
    read = published(tmp_path, TITLE, *prose(3), told, noted(rows, remarks), *prose(3))
    assert [(row.action or row.assignment, row.responsible) for row in read.actions] == [
        ("Se över taxorna", ("Hamnchefen",)),
        ("Rusta bryggorna", ("Badchefen",)),
    ]
    assert {row.assigned_by for row in read.actions} == {"committee"}


def test_a_label_in_italics_under_a_name_that_is_so_too_goes_on_with_it(tmp_path: Path) -> None:
    slanted = '<font name="VeraIt">Besök i badet:</font>'
    rows = [HEAD, [f"{slanted} antal", "9 800", "12 100", "11 000"], [f"{slanted} per dag", "97", "112", "90"]]
    [found] = tables(tmp_path, TITLE, *prose(3), noted(rows, {}), *prose(3))
    assert [row[0] for row in texts_of(found)] == ["Indikator", "Besök i badet: antal", "Besök i badet: per dag"]


@pytest.mark.parametrize("signs", [("●", "●"), ("1", "2")])
def test_a_remark_begins_under_the_name_behind_a_column_of_marks(tmp_path: Path, signs: tuple[str, str]) -> None:
    rows = [
        ["", *HEAD],
        [signs[0], "Besök i badet", "98", "121", "110"],
        [signs[1], "Besök i hallen", "97", "112", "90"],
    ]
    read = published(tmp_path, TITLE, *prose(3), noted(rows, {1: REMARK, 2: REMARK}, at=1), *prose(3))
    assert [row.name for row in read.indicators] == ["Besök i badet", "Besök i hallen"]
    assert [value.value for value in read.values] == [98, 121, 110, 97, 112, 90]
