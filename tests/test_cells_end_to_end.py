"""Odd cells and part-year columns from a printed table to the published row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import papers
import pytest

from pipeline.records import IndicatorValue

CELLS = {  # printed: comparator, value, unit, note, is to review
    "1,35 (2029)": ("=", 1.35, None, None, False),
    "2 av 8": ("=", 2.0, None, "av 8", False),
    "Minst 85 %": (">=", 85.0, "%", None, False),
    "≥ 4,0": (">=", 4.0, None, None, False),
    "Topp 50": ("<=", 50.0, None, "Topp", False),
    "1 350 tkr": ("=", 1350.0, "tkr", None, False),
    "82 (nollmätning)": ("=", 82.0, None, "nollmätning", False),
    "30 st /år": ("=", 30.0, "st /år", None, False),
    "0 (samtliga yrkesgrupper)": ("=", 0.0, None, "samtliga yrkesgrupper", False),
    "3 (aug 2029)": ("=", 3.0, None, None, False),
    "18 mån/dp": ("=", 18.0, "mån/dp", None, False),
    "‹ året innan": (None, None, None, None, False),
    "Ja/Nej": (None, None, None, None, False),
    "Öka": (None, None, None, None, False),
    "–": (None, None, None, None, False),
    "min 85": (">=", 85.0, None, None, False),
    "Bättre än föregående år": (None, None, None, None, False),
    "Se fotnot": (None, None, None, None, False),
    "#DIV/0!": (None, None, None, None, False),
    "17 g/port (2029": (None, None, None, None, True),
    "från 82 till 85": (None, None, None, None, True),
    "1 ½": (None, None, None, None, True),
}


def published(folder: Path, headers: list[str], rows: list[list[str]]) -> dict[str, list[IndicatorValue]]:
    table = papers.table([headers, *rows], [200] + [110] * (len(headers) - 1))
    title = papers.text("Verksamhetsplan 2031", "title")
    found = papers.published(folder, title, papers.text("Mål och indikatorer", "h1"), table)
    return {i.name: [v for v in found.values if v.indicator_id == i.indicator_id] for i in found.indicators}


def test_odd_cells(tmp_path: Path) -> None:
    names = {f"Mätning av kulturen {chr(65 + i)}": printed for i, printed in enumerate(CELLS)}
    found = published(tmp_path, ["Indikator", "Målvärde 2031"], [[name, printed] for name, printed in names.items()])
    assert {names[name]: [_seen(v) for v in values] for name, values in found.items()} == {
        printed: [expected] for printed, expected in CELLS.items()
    }


def test_cells_with_several_values(tmp_path: Path) -> None:
    rows = [["Nöjda med lokalerna", "70–75"], ["Deltagare i utbildning", "1 600 elever 930 medarb."]]
    found = published(tmp_path, ["Indikator", "Målvärde 2031"], rows)
    assert {name: [(v.comparator, v.value, v.component) for v in values] for name, values in found.items()} == {
        "Nöjda med lokalerna": [(">=", 70.0, None), ("<=", 75.0, None)],
        "Deltagare i utbildning": [("=", 1600.0, "elever"), ("=", 930.0, "medarbetare")],
    }


def _seen(v: IndicatorValue) -> tuple[str | None, float | None, str | None, str | None, bool]:
    return v.comparator, v.value, v.unit, v.note, v.needs_review


@pytest.mark.parametrize(
    ("header", "as_of", "to_review"),
    [
        ("Utfall 2031", None, False),
        ("Utfall aug 2031", date(2031, 8, 31), False),
        ("Utfall jan–aug 2031", date(2031, 8, 31), False),
        ("Utfall (aug 2031)", date(2031, 8, 31), False),
        ("Utfall T1 2031", date(2031, 4, 30), False),
        ("Utfall 2031-08-31", date(2031, 8, 31), False),
        ("Utfall per 31 augusti 2031", date(2031, 8, 31), False),
        ("Utfall Q2 2031", date(2031, 6, 30), False),
        ("Utfall 203108", date(2031, 8, 31), False),
        ("Utfall delår 2031", None, True),
        ("Ack utfall 2031", None, True),
        ("Helårsprognos 2031", None, False),
        ("Prognos efter augusti 2031", None, False),
    ],
)
def test_part_year_columns(header: str, as_of: date | None, to_review: bool, tmp_path: Path) -> None:
    found = published(tmp_path, ["Indikator", header], [["Nöjda besökare", "81 %"], ["Nöjda elever", "74 %"]])
    assert [(v.value, v.year, v.as_of, v.needs_review) for values in found.values() for v in values] == [
        (81.0, 2031, as_of, to_review),
        (74.0, 2031, as_of, to_review),
    ]


def test_the_captions_part_of_the_year_counts_for_outcomes_without_a_time(tmp_path: Path) -> None:
    table = papers.table(
        [["Indikator", "Utfall", "Utfall helår 2030", "Mål 2031"], ["Nöjda besökare", "81 %", "79 %", "85 %"]],
        [160, 90, 110, 90],
    )
    caption = papers.text("Tabell 1. Indikatorer januari–augusti 2031", "bold")
    found = papers.published(tmp_path, papers.text("Delårsrapport 2031", "title"), caption, table)
    assert [(v.value, v.year, v.as_of) for v in found.values] == [
        (81.0, 2031, date(2031, 8, 31)),
        (79.0, 2030, None),
        (85.0, 2031, None),
    ]


def test_targets_in_running_text(tmp_path: Path) -> None:
    """Levels in paragraphs and goals become rows; actions, forecasts and the past do not."""
    found = papers.published(
        tmp_path,
        papers.text("Verksamhetsplan 2031", "title"),
        papers.text("Mål och indikatorer", "h1"),
        papers.text("Nämndmål: Alla barn ska trivas i förskolan", "h2"),
        papers.text("Nöjdheten ska öka till 85 % senast 2033. Förra året uppgick den till 79 %."),
        papers.text("Antalet barn beräknas bli högst 640 år 2034. Barngrupperna får ha högst 15 barn."),
        papers.table(
            [["Indikator", "Utfall 2030", "Mål 2031"], ["Sjukfrånvaro (%)", "6,8", "6,5"]],
            [200, 110, 110],
        ),
        papers.text("Sjukfrånvaron ska vara högst 6 procent år 2033."),
        papers.text("Åtgärder", "h2"),
        papers.bullet("Personalen ska få minst 20 timmar utbildning."),
    )
    names = {i.indicator_id: i.name for i in found.indicators}
    stated = {(names[v.indicator_id], v.comparator, v.value, v.unit, v.year) for v in found.values if v.in_text}
    assert stated == {
        ("Nöjdheten", "=", 85.0, "%", 2033),
        ("barn", "<=", 15.0, "barn", None),
        ("Sjukfrånvaro (%)", "<=", 6.0, "%", 2033),
    }
    assert all(v.needs_review for v in found.values if v.in_text)
    assert not any(v.needs_review for v in found.values if not v.in_text)
