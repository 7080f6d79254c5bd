"""Odd cells of real plans: read as a careful reader would, or marked; never a wrong number without a mark."""

import pytest

from normalizers.amounts import AMBIGUOUS, UNPARSED, ParsedValue, parse_values
from normalizers.readings import CHANGE


@pytest.mark.parametrize(
    ("cell", "comparator", "value", "unit", "note"),
    [
        ("1,35 (2019)", "=", 1.35, None, None),
        ("2 av 8", "=", 2, None, "av 8"),
        ("Topp 50", "<=", 50, None, "Topp"),
        ("1 350 tkr", "=", 1350, "tkr", None),
        ("82 (nollmätning)", "=", 82, None, "nollmätning"),
        ("30 st /år", "=", 30, "st /år", None),
        ("0 (samtliga yrkesgrupper)", "=", 0, None, "samtliga yrkesgrupper"),
        ("min 85", ">=", 85, None, None),
        ("30 min", "=", 30, "min", None),
        ("≧ 85", ">=", 85, None, None),
        ("⩽ 3 %", "<=", 3, "%", None),
        ("‹ 85", "<", 85, None, None),
        ("> = 85", ">=", 85, None, None),
        ("85 som lägst", ">=", 85, None, None),
        ("5 % som mest", "<=", 5, "%", None),
        ("85¹", "=", 85, None, None),
        ("85¹⁾", "=", 85, None, None),
        ("5 W/m2", "=", 5, "W/m2", None),
        ("12 g CO2e/kWh", "=", 12, "g CO2e/kWh", None),
        ("85 se fotnot", "=", 85, None, "se fotnot"),
        ("85 %²", "=", 85, "%", None),
        ("25 m²", "=", 25, "m²", None),
        ("85 1)", "=", 85, None, None),
        ("85 a)", "=", 85, None, None),
        ("85 kWh/m2", "=", 85, "kWh/m2", None),
        ("2 %-enh", "=", 2, "procentenheter", None),
        ("350 KSEK", "=", 350, "KSEK", None),
        ("20 °C", "=", 20, "°C", None),
        ("12 samtliga", "=", 12, None, "samtliga"),
        ("Noll", "=", 0, None, None),
        ("79 (riket 78)", "=", 79, None, "riket 78"),
        ("3,9 av 5", "=", 3.9, None, "av 5"),
        ("3 h", "=", 3, "h", None),
        ("100 % av enheterna", "=", 100, "%", "av enheterna"),
        ("45:e plats", "=", 45, None, "plats"),
    ],
)
def test_a_cell_that_is_understood(
    cell: str, comparator: str, value: float, unit: str | None, note: str | None
) -> None:
    [found] = parse_values(cell)
    assert (found.comparator, found.value, found.unit, found.note, found.flags) == (comparator, value, unit, note, ())


@pytest.mark.parametrize(
    "cell",
    [
        "‹ året innan",
        "Bättre än föregående år",
        "Ja/Nej",
        "Öka",
        "–",
        "Se fotnot",
        "#DIV/0!",
        "#SAKNAS!",
        "#####",
        "> 2023 års nivå",
        "lägre än 2023",
        "31 dec",
        "minst i nivå med riket",
        "grön",
        "↑",
        "i.u.",
        "N/A",
    ],
)
def test_a_cell_without_a_value(cell: str) -> None:
    assert parse_values(cell) == (ParsedValue(),)


@pytest.mark.parametrize(
    "cell",
    [
        "17 g/port (2021",
        "85/82",
        "2024-12-31",
        "12.000",
        "1,234,567",
        "2022: 83, 2023: 85",
        "83 (2022) 85 (2023)",
        "1:12",
        "½",
        "1 ½",
        "var 3:e år",
        "redovisas vid delår 2",
        "från 82 till 85",
        "82 → 85",
        "2 x 3",
        "85-procentig",
        "12 nystartade företag/1000 inv",
        "85 %-andel",
        "åk 9: 85 %",
        "16:30",
        "5 % högre än 2023",
        "85 % 82 %",
    ],
)
def test_digits_that_are_not_understood_are_marked(cell: str) -> None:
    for found in parse_values(cell):
        assert found.value is None and {UNPARSED, AMBIGUOUS}.intersection(found.flags)


@pytest.mark.parametrize(
    "cell",
    [
        "-1 400 kg2",
        "85 % (82 %)",
        "85 (K 87, M 83)",
        "84 (85/82)",
        "17 av 20 (85 %)",
        "(3)",
        "85 (ht 23)",
        "85 (ht-23)",
        "85 (2022/23)",
        "85 (2022/2023)",
        "— 5,2",
        "5 200-",
        "85 ?",
        "riket +5",
        "85 a",
        "1 på 10",
        "tre av fyra",
        "85 jämfört med 82",
        "85 per 31 aug",
        "aug: 85",
        "85 (sep 23)",
        "1.5M",
    ],
)
def test_the_best_reading_of_several_is_marked(cell: str) -> None:
    assert all(found.value is not None and found.flags for found in parse_values(cell))


@pytest.mark.parametrize("cell", ["5 procentenheter högre", "5 % ökning", "3 fler", "Minska med 5 %", "minskning 5 %"])
def test_a_change_is_no_level(cell: str) -> None:
    [found] = parse_values(cell)
    assert CHANGE in found.flags


@pytest.mark.parametrize("part", ["T1", "Q3", "jan-aug", "aug"])
def test_a_part_of_the_year_in_the_cell_goes_with_the_headers_year(part: str) -> None:
    [found] = parse_values(f"85 ({part})")
    assert (found.value, found.year, found.as_of_text, found.flags) == (85, None, part, ())


def test_a_word_of_time_alone_stays_a_note() -> None:
    [found] = parse_values("85 (helår)")
    assert (found.as_of_text, found.note) == (None, "helår")
