"""Value cells and budget cells, as Swedish plans print them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import Unreadable
from normalizers.amounts import (
    AMBIGUOUS,
    MIXED_UNITS,
    UNPARSED,
    ParsedValue,
    is_empty_mark,
    parse_amount,
    parse_values,
    settle_units,
)
from normalizers.readings import CHANGE


@pytest.mark.parametrize(
    ("cell", "comparator", "value", "unit", "note"),
    [
        # plain numbers
        ("82,4", "=", 82.4, None, None),
        ("8\u00a0940", "=", 8940, None, None),
        ("1\u2009234\u2009567", "=", 1234567, None, None),
        ("23\u202f834", "=", 23834, None, None),
        ("7.5", "=", 7.5, None, None),
        ("1.234.567", "=", 1234567, None, None),
        ("12.345,6", "=", 12345.6, None, None),
        ("3500000", "=", 3500000, None, None),
        ("0", "=", 0, None, None),
        # signs
        ("−6,4 mnkr", "=", -6.4, "mnkr", None),
        ("-7,8 mkr", "=", -7.8, "mnkr", None),
        ("–5", "=", -5, None, None),
        ("+3,2", "=", 3.2, None, None),
        ("±0", "=", 0, None, None),
        ("minus 5 mnkr", "=", -5, "mnkr", None),
        # comparators
        ("minst 88", ">=", 88, None, None),
        ("Minst 80 %", ">=", 80, "%", None),
        ("högst 42 000", "<=", 42000, None, None),
        ("≥ 2,0", ">=", 2, None, None),
        ("≤ 7,0 %", "<=", 7, "%", None),
        ("<10", "<", 10, None, None),
        (">0", ">", 0, None, None),
        ("under 5 %", "<", 5, "%", None),
        ("max 3", "<=", 3, None, None),
        ("max. 3,5 dagar", "<=", 3.5, "dagar", None),
        ("ej under 80", ">=", 80, None, None),
        ("mer än 10", ">", 10, None, None),
        ("inom 14 dagar", "<=", 14, "dagar", None),
        ("75 eller högre", ">=", 75, None, None),
        ("minst −2 %", ">=", -2, "%", None),
        ("Topp 10", "<=", 10, None, "Topp"),
        ("topp 75", "<=", 75, None, "topp"),
        ("Topp-75", "<=", 75, None, "Topp"),
        ("minst fyra", ">=", 4, None, None),
        ("Minst fyra lag", ">=", 4, "lag", None),
        # units and counted nouns
        ("100kr", "=", 100, "kr", None),
        ("45,2 kr/inv", "=", 45.2, "kr/inv", None),
        ("18 mån/plan", "=", 18, "mån/plan", None),
        ("130 kWh/ kvm", "=", 130, "kWh/kvm", None),
        ("130 kWh per kvm", "=", 130, "kWh per kvm", None),
        ("30 st /år", "=", 30, "st /år", None),
        ("49 mån", "=", 49, "månader", None),
        ("2 kurser", "=", 2, "kurser", None),
        ("60 nya företag i kommunen + grannkommunen", "=", 60, "nya företag", "i kommunen + grannkommunen"),
        ("12 ton koldioxid per år", "=", 12, "ton koldioxid", "per år"),
        ("12 ton CO2", "=", 12, "ton CO2", None),
        ("12 miljoner kronor", "=", 12, "mnkr", None),
        ("0,5 %-enheter", "=", 0.5, "procentenheter", None),
        ("50 kr per invånare", "=", 50, "kr", "per invånare"),
        ("SEK 45", "=", 45, "SEK", None),
        ("45 (%)", "=", 45, "%", None),
        # remarks
        ("82 (nollmätning)", "=", 82, None, "nollmätning"),
        ("0 kr (alla grupper)", "=", 0, "kr", "alla grupper"),
        ("25% av alla beslut", "=", 25, "%", "av alla beslut"),
        ("ca 45", "=", 45, None, "ca"),
        ("NKI 75", "=", 75, None, "NKI"),
        ("plats 45", "=", 45, None, "plats"),
        ("1:a plats", "=", 1, None, "plats"),
        ("3,5 grön", "=", 3.5, None, "grön"),
        ("2 av 8", "=", 2, None, "av 8"),
        ("3,8/5", "=", 3.8, None, "/5"),
        ("78 ↗", "=", 78, None, None),
        ("45 %*", "=", 45, "%", None),
        ("12 per 1 000 invånare", "=", 12, None, "per 1 000 invånare"),
    ],
)
def test_one_number(cell: str, comparator: str, value: float, unit: str | None, note: str | None) -> None:
    assert parse_values(cell) == (ParsedValue(comparator, value, unit, None, note),)


@pytest.mark.parametrize(
    "cell",
    [
        "-",
        "–",
        "—",
        "−",
        "..",
        "…",
        "i.u.",
        "Se fotnot",
        "Se fotnot 3",
        "Uppgift saknas",
        "(–)",
        "Minska",
        "Ja",
        "Nej/Ja",
        "Bättre än förra året",
        "Minst bibehållen nivå",
        "Mäts i höst",
        "Hösten 2023",
        "Klart 2024",
        "31 dec 2024",
        "Under 2024",
        "Högre än 2022",
        "Kvartal 3 2024",
        "Minska jämfört med 2022",
    ],
)
def test_cells_without_a_number_are_null_and_no_problem(cell: str) -> None:
    assert parse_values(cell) == (ParsedValue(),)


def test_a_blank_cell_has_no_values() -> None:
    assert parse_values(" \u00a0\n") == ()


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        ("1.234", AMBIGUOUS),
        ("1,234.5", AMBIGUOUS),
        ("45/52", UNPARSED),
        ("45;50", UNPARSED),
        ("5 eller 6", UNPARSED),
        ("2022 120", UNPARSED),
        ("75+", UNPARSED),
        ("± 2", UNPARSED),
        ("3 tim 20 min", UNPARSED),
        ("08:30", UNPARSED),
        ("2023-12-31", UNPARSED),
        ("2023-2024", UNPARSED),
        ("70 -75", UNPARSED),
        ("H5", UNPARSED),
        ("kvartal 4", UNPARSED),
        ("åk 9", UNPARSED),
        ("0176-710", UNPARSED),
        ("1,2,3", UNPARSED),
        ("(2019)", UNPARSED),
        ("K/M 45/52", UNPARSED),
        ("bättre än 45", UNPARSED),
        ("plats 45 eller bättre", UNPARSED),
        ("77 → 80", UNPARSED),
        ("95 % 95 %", UNPARSED),
        ("2,0 mål 2024", UNPARSED),
    ],
)
def test_what_cannot_be_read_surely_is_null_and_flagged(cell: str, flag: str) -> None:
    assert parse_values(cell) == (ParsedValue(flags=(flag,)),)


@pytest.mark.parametrize(
    ("cell", "value", "flag"),
    [
        ("- 7,8", -7.8, AMBIGUOUS),
        ("2023", 2023, AMBIGUOUS),
        ("Ja (100 %)", 100, AMBIGUOUS),
        ("10 st varav 3 nya", 10, AMBIGUOUS),
        ("45 % jämfört med 40 %", 45, AMBIGUOUS),
        ("Öka med 5 %", 5, CHANGE),
        ("80 (enkät 2019)", 80, AMBIGUOUS),
        ("vi tror att det blir 5", 5, AMBIGUOUS),
        ("minst 2020", 2020, AMBIGUOUS),
        ("45 (43)", 45, AMBIGUOUS),
        ("52 % (K 49, M 55)", 52, AMBIGUOUS),
        ("52 % (kvinnor 49 %)", 52, AMBIGUOUS),
        ("3/5", 3, AMBIGUOUS),
        ("70 % av budget 2024", 70, AMBIGUOUS),
    ],
)
def test_a_best_reading_is_flagged(cell: str, value: float, flag: str) -> None:
    (parsed,) = parse_values(cell)
    assert (parsed.value, parsed.flags) == (value, (flag,))


@pytest.mark.parametrize(
    ("cell", "low", "high", "unit"),
    [
        ("70–75", 70, 75, None),
        ("80-85 %", 80, 85, "%"),
        ("70 % – 75 %", 70, 75, "%"),
        ("mellan 3 och 5 dagar", 3, 5, "dagar"),
        ("70 till 75", 70, 75, None),
        ("10 000-12 000 kr", 10000, 12000, "kr"),
        ("−5–5", -5, 5, None),
    ],
)
def test_a_range_gives_two_limits(cell: str, low: float, high: float, unit: str | None) -> None:
    assert parse_values(cell) == (ParsedValue(">=", low, unit), ParsedValue("<=", high, unit))


def test_two_limits_with_comparators() -> None:
    assert parse_values("≥ 2 och < 4 %") == (ParsedValue(">=", 2, "%"), ParsedValue("<", 4, "%"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1 200 elever 310 medarb.", [("elever", 1200, None), ("medarbetare", 310, None)]),
        ("K 45 M 52", [("kvinnor", 45, None), ("män", 52, None)]),
        ("K: 45 %, M: 52 %", [("kvinnor", 45, "%"), ("män", 52, "%")]),
        ("kvinnor 45 % män 52 %", [("kvinnor", 45, "%"), ("män", 52, "%")]),
        ("45 % kvinnor och 52 % män", [("kvinnor", 45, "%"), ("män", 52, "%")]),
        ("45 (K) 52 (M)", [("kvinnor", 45, None), ("män", 52, None)]),
        ("Totalt 50 K 45 M 55", [(None, 50, None), ("kvinnor", 45, None), ("män", 55, None)]),
        ("Skola: 75, Vård: 80", [("Skola", 75, None), ("Vård", 80, None)]),
    ],
)
def test_several_values_in_a_cell(cell: str, expected: list[tuple[str, float, str | None]]) -> None:
    assert [(v.component, v.value, v.unit) for v in parse_values(cell)] == expected


def test_each_component_has_its_own_comparator() -> None:
    assert [v.comparator for v in parse_values("minst 45 K, högst 50 M")] == [">=", "<="]


@pytest.mark.parametrize(
    ("cell", "year", "as_of"),
    [
        ("1,35 (2019)", 2019, None),
        ("3 (aug 2021)", 2021, "aug 2021"),
        ("45 % 2019", 2019, None),
        ("2022: 45", 2022, None),
        ("5 (per 31 aug 2021)", 2021, "per 31 aug 2021"),
        ("120 elever år 2030", 2030, None),
        ("90 % senast 2026", 2026, None),
        ("14 st 2021", 2021, None),
        ("minst 24 hektar vid utgången av 2026", 2026, None),
        ("42 000 under 2026", 2026, None),
        ("5 senast 2027", 2027, None),
    ],
)
def test_a_year_in_the_cell(cell: str, year: int, as_of: str | None) -> None:
    (parsed,) = parse_values(cell)
    assert (parsed.year, parsed.as_of_text, parsed.flags, parsed.note) == (year, as_of, (), None)


@pytest.mark.parametrize("lines", [("450", "500"), ("1 600", "930")])
def test_thousands_over_two_lines_are_flagged(lines: tuple[str, ...]) -> None:
    (parsed,) = parse_values(" ".join(lines), lines)
    assert AMBIGUOUS in parsed.flags


def test_words_over_two_lines_are_not() -> None:
    assert parse_values("högst 9 000", ("högst", "9 000")) == (ParsedValue("<=", 9000),)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("100 428", 100428),
        ("−12\u00a0000", -12000),
        ("-121 238", -121238),
        ("- 7 800", -7800),
        ("–895", -895),
        ("+500", 500),
        ("0", 0),
        ("2,2 %", 2.2),
        ("-0,2%", -0.2),
        ("5\u00a0120", 5120),
        ("1 234 567,5", 1234567.5),
    ],
)
def test_parse_amount(cell: str, amount: float) -> None:
    assert parse_amount(cell) == amount


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "–",
        "12 mnkr",
        "ca 500",
        "1.234",
        "12 34",
        "100 200 30",
        "tolv",
        "2023-24",
        "(500",
        "(2031)",
    ],
)
def test_parse_amount_refuses(cell: str) -> None:
    with pytest.raises(Unreadable):
        parse_amount(cell)


def test_is_empty_mark_knows_numbers_and_words() -> None:
    assert is_empty_mark("") and is_empty_mark(" – ") and is_empty_mark("Ej mätt")
    assert not is_empty_mark("0") and not is_empty_mark("-5") and not is_empty_mark("Minska")


def _units(name: str, *cells: str) -> tuple[list[str | None], str | None]:
    row = settle_units([parse_values(cell) for cell in cells], name)
    return [value.unit for cell in row.cells for value in cell], row.unit


@pytest.mark.parametrize(
    ("name", "cells", "units", "unit"),
    [
        ("Skuld (kr)", ["8 940", "högst 9 000"], ["kr", "kr"], "kr"),
        ("Andel gröna lån i kr av alla lån", ["0", "13 %", "16 %"], ["%", "%", "%"], "%"),
        ("Sjukfrånvaro (%)", ["–", "7,1"], [None, "%"], "%"),
        ("Klimatpåverkan (ton)", ["-", "-"], [None, None], "ton"),
        ("Tid för beslut", ["49 månader", "18 mån/plan"], ["månader", "mån/plan"], None),
        ("Handläggningstid, dagar", ["3 %", "14"], ["%", "%"], "%"),
        ("Antal träffar", ["3", "4"], [None, None], None),
        ("Personal (%)", ["K 45 M 52"], ["%", "%"], "%"),
    ],
)
def test_settle_units(name: str, cells: list[str], units: list[str | None], unit: str | None) -> None:
    assert _units(name, *cells) == (units, unit)


def test_bare_numbers_beside_one_with_a_unit_are_flagged() -> None:
    row = settle_units([parse_values(cell) for cell in ("75 företag", "75", "80")], "Lokala inköp")
    assert [value.unit for cell in row.cells for value in cell] == ["företag", None, None]
    assert [value.flags for cell in row.cells for value in cell] == [(), (MIXED_UNITS,), (MIXED_UNITS,)]


def _swedish(number: int, decimals: int, space: str) -> str:
    whole, _, fraction = f"{number / 10**decimals:,.{decimals}f}".partition(".")
    return whole.replace(",", space) + ("," + fraction if decimals else "")


@given(
    st.integers(0, 10**9),
    st.integers(0, 3),
    st.sampled_from([" ", "\u00a0", "\u2009", "\u202f"]),
    st.sampled_from(["", "-", "−", "–"]),
    st.sampled_from([" %", "%", ""]),
)
def test_every_printed_number_comes_back(number: int, decimals: int, space: str, minus: str, unit: str) -> None:
    printed = minus + _swedish(number, decimals, space) + unit
    expected = round(number / 10**decimals, decimals) * (-1 if minus else 1)
    assert parse_amount(printed) == pytest.approx(expected, rel=1e-12)
    (parsed,) = parse_values(printed)
    assert parsed.value == pytest.approx(expected, rel=1e-12)
    assert parsed.unit == ("%" if unit else None)


@given(st.text(alphabet="0123456789 ,.–-−%<>≥()/:+KMkr av minst högst till elever\u00a0"))
def test_no_cell_breaks_the_parser_and_no_digit_vanishes(cell: str) -> None:
    values = parse_values(cell)
    for value in values:
        assert (value.value is None) == (value.comparator is None)
        assert value.value is not None or value.unit is None
    if re.search(r"\d", cell) and all(value.value is None for value in values):
        dated = re.search(r"(19|20)\d\d$", cell.strip()) and not re.search(r"\d", cell.strip()[:-4])
        assert dated or is_empty_mark(cell) or any(value.flags for value in values)
