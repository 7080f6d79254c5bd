"""Tables whose rows say each of what years their values are."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import prose, published, table, text

TITLE = text("Hållbarhetsprogram för Sjövik 2031–2036", "title")
TREES = ("80 %", "2029", "95 %", "2034")
BINS = ("40", "2028", "45", "2033")


def told(folder: Path, headers: tuple[str, ...], *rows: tuple[str, ...]) -> list[tuple[str, int | None, float | None]]:
    """Kind, year and number of each value of a table of indicators with these headers."""
    folder.mkdir(exist_ok=True)
    names = ("Friska träd", "Tömda korgar", "Lagade bänkar")
    lines = [["Indikator", *headers], *([name, *row] for name, row in zip(names, rows, strict=False))]
    found = published(folder, TITLE, *prose(6), table(lines, [130, *[75] * len(headers)]))
    return [(v.value_type, v.year, v.value) for v in found.values]


@pytest.mark.parametrize(
    "headers",
    [
        ("Basvärde", "Basår", "Målvärde", "Målår"),
        ("Basvärde", "År", "Målvärde", "År"),
        ("Nuläge", "Mätår", "Mål", "Uppnås senast"),
        ("Nuläge", "Nuläge år", "Målvärde", "Målvärde år"),
    ],
)
def test_a_year_beside_each_value_is_its_year(headers: tuple[str, ...], tmp_path: Path) -> None:
    assert told(tmp_path, headers, TREES, BINS) == [
        ("baseline", 2029, 80.0),
        ("target", 2034, 95.0),
        ("baseline", 2028, 40.0),
        ("target", 2033, 45.0),
    ]


def test_the_year_may_stand_before_its_value(tmp_path: Path) -> None:
    rows = (("2029", "80 %", "95 %"), ("2028", "40", "45"))
    assert told(tmp_path, ("År", "Utfall", "Mål 2034"), *rows) == [
        ("outcome", 2029, 80.0),
        ("target", 2034, 95.0),
        ("outcome", 2028, 40.0),
        ("target", 2034, 45.0),
    ]


def test_a_row_without_a_year_is_not_dated(tmp_path: Path) -> None:
    rows = (TREES, ("40", "–", "45", "2033"))
    assert told(tmp_path, ("Basvärde", "Basår", "Målvärde", "Målår"), *rows)[2:] == [
        ("baseline", None, 40.0),
        ("target", 2033, 45.0),
    ]


def test_a_year_beside_two_values_dates_neither_and_is_told(tmp_path: Path) -> None:
    lines = [
        ["Indikator", "Utfall", "Mål", "År"],
        ["Friska träd", "80", "95", "2034"],
        ["Tömda korgar", "4", "5", "2033"],
    ]
    found = published(tmp_path, TITLE, *prose(6), table(lines, [130, 75, 75, 75]))
    assert {v.year for v in found.values} == {None}
    assert [u.header for u in found.unknown_headers] == ["År"]


def test_numbers_that_look_like_years_are_values(tmp_path: Path) -> None:
    members = ("2040", "2012", "2100")
    assert told(tmp_path, ("Utfall", "Utfall föregående år", "Mål 2034"), members) == [
        ("outcome", None, 2040.0),
        ("outcome", None, 2012.0),
        ("target", 2034, 2100.0),
    ]
    assert told(tmp_path / "target", ("Utfall 2030", "Målår"), ("38", "45"), ("39", "46")) == [
        ("outcome", 2030, 38.0),
        ("target", None, 45.0),
        ("outcome", 2030, 39.0),
        ("target", None, 46.0),
    ]


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (("Utfall 2030", "Målvärde", "Senast mätt"), ("71", "80", "2029")),
        (("Basår", "Målvärde"), ("2010", "80")),
        (("Målvärde", "Jämförelseår"), ("80", "2010")),
        (("Nuläge 2030", "Basår", "Målvärde"), ("71", "2010", "80")),
        (("Målvärde", "År för nuläge", "Nuläge 2030"), ("80", "2029", "71")),
        (("År", "Utfall 2030", "Målvärde"), ("2029", "71", "80")),
    ],
)
def test_years_of_what_was_before_are_not_those_of_a_target(
    headers: tuple[str, ...], row: tuple[str, ...], tmp_path: Path
) -> None:
    found = told(tmp_path, headers, row, row)
    assert {(year, number) for kind, year, number in found if kind == "target"} == {(None, 80.0)}


def test_a_year_of_measuring_dates_the_outcome_that_stands_further_off(tmp_path: Path) -> None:
    rows = (("71", "80", "2029"), ("40", "50", "2028"))
    assert told(tmp_path, ("Utfall", "Mål", "Senast mätt"), *rows) == [
        ("outcome", 2029, 71.0),
        ("target", None, 80.0),
        ("outcome", 2028, 40.0),
        ("target", None, 50.0),
    ]


LISTED = ("Målvärde 2031/2032/2033",)


def test_years_listed_in_a_header_date_the_numbers_of_each_cell_in_turn(tmp_path: Path) -> None:
    rows = (("84 / 86 / 88 %",), ("≤ 4,2 / ≤ 4,0 / –",))
    found = [(year, value) for _, year, value in told(tmp_path, LISTED, *rows)]
    assert found == [(2031, 84.0), (2032, 86.0), (2033, 88.0), (2031, 4.2), (2032, 4.0), (2033, None)]


@pytest.mark.parametrize("cell", ["84 %", "84 / 86 %", "84 / 86 / 88 / 90 %"])
def test_other_numbers_under_listed_years_are_of_none_of_them(cell: str, tmp_path: Path) -> None:
    assert {year for _, year, _ in told(tmp_path, LISTED, (cell,), (cell,))} == {None}


def test_a_school_year_dates_no_pair_of_values(tmp_path: Path) -> None:
    rows = (("84 / 86",), ("90 / 91",))
    assert {year for _, year, _ in told(tmp_path, ("Utfall 2031/2032",), *rows)} == {None}
