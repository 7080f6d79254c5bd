"""Unruled tables whose rows stand clearly apart, with cells at half the height of their row and wrapped ones."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from papers import prose, table, text

TITLE = text("Verksamhetsplan 2031", "title")
MIDDLE = [
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ("TOPPADDING", (0, 0), (-1, -1), 7),
]
ACTIONS = [
    ["Aktivitet", "Ansvarig", "Klart senast"],
    ["Utreda en ny konstgräsplan i Norrbo", "Fritidschef", "2031-06-30"],
    ["Se över taxan för parkering i centrum", "Gatuchef", "2031-10-31"],
    ["Ta fram underhållsplan", "Teknisk chef", "2031-12-31"],
]
INDICATORS = [
    ["Indikator", "Utfall 2029", "Mål 2031", "Källa"],
    ["Andel bokad tid i sporthallarna (%)", "61", "70", "Bokningssystem"],
    ["Antal besök", "88 400", "95 000", "Kassa"],
]


@pytest.mark.parametrize("wrapped", [True, False], ids=["dates-wrapped", "dates-whole"])
def test_dates_that_wrap_stay_in_their_row(wrapped: bool, tmp_path: Path) -> None:
    rows = [[cell.replace("2031-", "2031-<br/>") if wrapped else cell for cell in row] for row in ACTIONS]
    actions = table(rows, [120, 90, 70], "none", fill=None, extra=MIDDLE)
    [found] = papers.tables(tmp_path, TITLE, *prose(6), actions, *prose(3))

    assert papers.texts_of(found) == ACTIONS
    assert found.road == "aligned"


def test_cells_at_half_the_height_of_their_row_belong_to_it(tmp_path: Path) -> None:
    indicators = table(INDICATORS, [90, 50, 50, 80], "none", fill=None, extra=MIDDLE)
    [found] = papers.tables(tmp_path, TITLE, *prose(6), indicators, *prose(3))

    assert papers.texts_of(found) == INDICATORS
