"""What signs and colours in the tables of whole plans say by their legend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from papers import fonts, published, read, sign_font, table
from papers import text as paragraph
from reportlab.pdfbase import pdfmetrics

GREEN, YELLOW, RED, BLUE, GREY = "#3aa655", "#f2c230", "#d43b3b", "#2e75b6", "#a6a6a6"
MEANINGS = [(GREEN, "Målet nås"), (YELLOW, "Målet nås delvis"), (RED, "Målet nås inte")]


HEAD = ["Indikator", "Utfall 2029", "Mål 2029", "Status", "Trend"]
WIDTHS = [170, 70, 70, 60, 60]


def coloured(colour: str, char: str = "●") -> str:
    return f'<font name="{sign_font()}" color="{colour}">{char}</font>'


def arrow(char: str) -> str:
    return coloured("#000000", char)


ROWS = [
    HEAD,
    ["Andel nöjda besökare (%)", "82", "minst 80", coloured(GREEN), arrow("↗")],
    ["Antal lån per invånare", "4,2", "5,0", coloured(RED), arrow("↘")],
    ["Sjukfrånvaro (%)", "6,9", "högst 6,5", coloured(BLUE), arrow("→")],
    ["Öppna timmar per vecka", "40", "40", "-", "-"],
]
STORY = (paragraph("Delårsrapport 2029", "title"), "Här följer nämnden upp sina mål.", table(ROWS, WIDTHS))


def statuses(folder: Path, *story: Any) -> list[tuple[str | None, str | None, str | None]]:
    return [(i.assessment, i.assessment_code, i.trend) for i in published(folder, *story).indicators]


def test_signs_in_status_cells_are_explained_by_the_legend(tmp_path: Path) -> None:
    legend = paragraph("&nbsp;&nbsp;&nbsp;".join(f"{coloured(colour)} {meaning}" for colour, meaning in MEANINGS))
    assert read(tmp_path, *STORY, legend).legend == tuple(MEANINGS)
    assert statuses(tmp_path, *STORY, legend) == [
        ("Målet nås", "met", "up"),
        ("Målet nås inte", "not_met", "down"),
        (None, None, "unchanged"),
        (None, None, None),
    ]


def test_a_colour_that_no_legend_explains_is_null(tmp_path: Path) -> None:
    assert [row[:2] for row in statuses(tmp_path, *STORY)] == 4 * [(None, None)]


def test_filled_cells_are_explained_by_a_legend_set_as_a_table(tmp_path: Path) -> None:
    rows = [[*row[:3], "", row[4]] if i else row for i, row in enumerate(ROWS)]
    key = table([["", meaning] for _, meaning in MEANINGS], [30, 120], "none", head=0, fills={
        (0, i): colour for i, (colour, _) in enumerate(MEANINGS)
    })  # fmt: skip
    story = (*STORY[:2], key, "Varje indikator har en färg.", table(rows, WIDTHS, fills={(3, 1): RED, (3, 2): GREEN}))
    assert [row[:2] for row in statuses(tmp_path, *story)] == [
        ("Målet nås inte", "not_met"),
        ("Målet nås", "met"),
        (None, None),
        (None, None),
    ]


def test_words_beside_a_mark_are_the_assessment(tmp_path: Path) -> None:
    rows = [HEAD, ["Antal lån per invånare", "4,2", "5,0", f"{coloured(RED)} Ej nått", arrow("↘")], *ROWS[1:3]]
    assert statuses(tmp_path, *STORY[:2], table(rows, WIDTHS))[0] == ("Ej nått", "not_met", "down")


@pytest.mark.parametrize("label", ["Bedömning helår:", "Nämndens bedömning:", "Måluppfyllelse 2029:"])
def test_a_judgement_right_over_a_table_belongs_to_the_goal(label: str, tmp_path: Path) -> None:
    wide = pdfmetrics.stringWidth(label, fonts()[0], 8) + 3
    said = table([[label, "Uppnås delvis"]], [wide + 11, 120], "none", head=0)  # room for a mark between them
    said.spaceAfter = 0
    rows = [[*row[:3], "", row[4]] if i else row for i, row in enumerate(ROWS)]
    goal_table = table(rows, WIDTHS, "between", fill=None, right_from=1)
    goal_table.spaceBefore = 0
    story = (
        STORY[0],
        "Här följer nämnden upp sina mål.",
        paragraph("Mål 1: Alla lånar böcker", "h2"),
        said,
        goal_table,
    )
    found = published(tmp_path, *story)
    assert [(g.assessment, g.assessment_code) for g in found.goals] == [("Uppnås delvis", "partly_met")]
    assert [i.name for i in found.indicators] == [row[0] for row in ROWS[1:]]
    assert all(i.goal_id == found.goals[0].goal_id for i in found.indicators)


def test_a_sign_in_the_trend_column_is_explained_by_its_line(tmp_path: Path) -> None:
    rows = [HEAD, *([*row[:4], arrow(char)] for row, char in zip(ROWS[1:4], "▲■▼", strict=True))]
    key = f"Trend jämfört med i fjol: {arrow('▲')} Högre {arrow('■')} Oförändrat {arrow('▼')} Lägre"
    assert [row[2] for row in statuses(tmp_path, *STORY[:2], table(rows, WIDTHS), paragraph(key))] == [
        "up",
        "unchanged",
        "down",
    ]
    assert [row[2] for row in statuses(tmp_path, *STORY[:2], table(rows, WIDTHS))] == ["up", None, "down"]


def test_a_table_that_counts_what_was_met_has_no_indicators(tmp_path: Path) -> None:
    head = ["Målområde", "Antal mål", "Uppfyllda", "Delvis uppfyllda", "Ej uppfyllda"]
    counted = table([head, ["Böcker", "2", "0", "2", "0"], ["Musik", "3", "1", "1", "1"]], 5 * [90])
    assert statuses(tmp_path, *STORY[:2], paragraph("Sammanfattning av måluppfyllelsen", "h2"), counted) == []
