"""What is printed comes back: numbers, cells, amounts, dates and due dates.

No parser invents a digit, or raises anything but `Unreadable`.
"""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import Unreadable
from normalizers.amounts import parse_amount, parse_values
from normalizers.dates import find_spans, find_years, parse_as_of, parse_date, parse_period
from normalizers.due import parse_due
from normalizers.frequencies import parse_frequency
from normalizers.numbers import AmbiguousNumber, read_number
from normalizers.targets import find_targets

MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
CELL_LETTERS = "0123456789 ,.–-−%<>≥≤()/:;+±~*KMkrm2st av minst högst till ca elever år \u00a0²¹\n"
SENTENCE_LETTERS = "0123456789 ,.%–-():;\nska vara minst högst till är målet inte över från"

COUNTING_WORDS = (
    "ska målet att är vara ha en ett om på till från minst högst inte ingen över under inom mellan och samt som för "
    "med öka minska nå uppgå andelen index elever 5 12,5 80 % procent kr år 2027 , : ( ) senast eller mer av tio topp"
)


def swedish(number: int, decimals: int) -> str:
    """An unsigned number of so many thousandths, hundredths …, with spaces between thousands."""
    whole, part = divmod(number, 10**decimals)
    text = f"{whole:,}".replace(",", " ")
    return f"{text},{part:0{decimals}d}" if decimals else text


def digits_of(value: float) -> str:
    """The digits that a value must have been printed with, without zeros at either end."""
    return re.sub(r"\D", "", f"{Decimal(repr(value)):f}").strip("0")


def printed_digits(text: str) -> str:
    return "".join(str(int(c)) for c in text if c.isdecimal())


@st.composite
def printed_numbers(draw: st.DrawFn) -> tuple[str, float]:
    """A number as printed and as it is; three decimals are left out, as they may be English thousands."""
    number, decimals = draw(st.integers(0, 10**8)), draw(st.integers(0, 2))
    return swedish(number, decimals), number / 10**decimals


# ------------------------------------------------------------------ numbers and cells


@given(printed_numbers())
def test_a_number_comes_back(number: tuple[str, float]) -> None:
    assert read_number(number[0]) == pytest.approx(number[1], rel=1e-12)


@given(st.text(alphabet="0123456789., ", max_size=14))
def test_any_token_is_a_number_of_its_own_digits_or_is_refused(token: str) -> None:
    try:
        value = read_number(token)
    except Unreadable:
        return
    assert digits_of(value) in printed_digits(token)


def test_more_digits_than_a_number_holds_are_refused() -> None:
    assert read_number("123 456 789 012 345") == 123456789012345
    with pytest.raises(Unreadable):
        read_number("12345678901234567")


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"))
def test_three_digits_behind_one_mark_are_never_sure(whole: int, part: int, mark: str) -> None:
    printed = f"{whole}{mark}{part:03d}"
    assert all(value.flags for value in parse_values(printed))
    if mark == ".":
        with pytest.raises(AmbiguousNumber):
            read_number(printed)


COMPARATORS = {
    "": "=",
    "minst ": ">=",
    "högst ": "<=",
    "≥ ": ">=",
    "<": "<",
    "över ": ">",
    "max ": "<=",
    "lägst ": ">=",
}
UNITS = {
    "": None,
    " %": "%",
    "%": "%",
    " dagar": "dagar",
    " tkr": "tkr",
    " kr/inv": "kr/inv",
    " procentenheter": "procentenheter",
}
DAYS = [
    "{0.day} {1} {0.year}",
    "den {0.day} {1} {0.year}",
    "{0.year}-{0.month:02d}-{0.day:02d}",
    "{0.day}/{0.month} {0.year}",
]
PARTS = ["Utfall {0} {1}", "{0} {1}", "jan–{0} {1}", "t.o.m. {0} {1}"]


@given(printed_numbers(), st.sampled_from(sorted(COMPARATORS)), st.sampled_from(sorted(UNITS)))
def test_a_cell_comes_back_with_comparator_and_unit(number: tuple[str, float], before: str, after: str) -> None:
    [value] = parse_values(f"{before}{number[0]}{after}")
    assert value.value == pytest.approx(number[1], rel=1e-12)
    assert (value.comparator, value.unit) == (COMPARATORS[before], UNITS[after])


@given(
    st.integers(0, 500), st.integers(1, 500), st.sampled_from(["–", "-", " – ", " till "]), st.sampled_from(["", " %"])
)
def test_a_range_comes_back_as_two(low: int, more: int, joint: str, unit: str) -> None:
    first, second = parse_values(f"{low}{joint}{low + more}{unit}")
    assert (first.comparator, first.value, second.comparator, second.value) == (">=", low, "<=", low + more)


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_part_of_a_whole_comes_back_with_the_whole_as_its_note(part: int, rest: int) -> None:
    [value] = parse_values(f"{part} av {part + rest}")
    assert (value.value, value.note) == (part, f"av {part + rest}")


@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from([("K", "kvinnor"), ("Flickor", "flickor")]))
def test_labelled_parts_come_back(one: int, other: int, label: tuple[str, str]) -> None:
    first, second = parse_values(f"{label[0]}: {one} M: {other}")
    assert (first.component, first.value, second.component, second.value) == (label[1], one, "män", other)


@given(st.text(alphabet=CELL_LETTERS, max_size=30))
def test_no_cell_gives_digits_that_are_not_printed(cell: str) -> None:
    for value in parse_values(cell):
        if value.value is not None:
            assert digits_of(value.value) in printed_digits(cell)
        if value.year is not None:
            assert str(value.year) in cell


@given(st.text(max_size=20))
def test_no_text_breaks_a_cell(cell: str) -> None:
    for value in parse_values(cell):
        assert value.value is None or re.search(r"\w", cell)


# ------------------------------------------------------------------ amounts


@given(printed_numbers(), st.sampled_from(["", "-", "−", "–", "- "]), st.sampled_from(["", " %", "*"]))
def test_an_amount_comes_back(number: tuple[str, float], minus: str, after: str) -> None:
    assert parse_amount(minus + number[0] + after) == pytest.approx(-number[1] if minus else number[1], rel=1e-12)


@given(st.text(alphabet="0123456789 ,.–-−%()*tkr\u00a0", max_size=16))
def test_an_amount_has_the_printed_digits_and_sign_or_is_refused(cell: str) -> None:
    try:
        amount = parse_amount(cell)
    except Unreadable:
        return
    assert digits_of(amount) == printed_digits(cell).strip("0")
    negative = re.search("[−–-]", cell) is not None or cell.lstrip(" \u00a0").startswith("(")
    assert (amount < 0) == (amount != 0 and negative)


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_is_refused(text: str) -> None:
    try:
        assert isinstance(parse_amount(text), float)
    except Unreadable:
        assert text is not None


# ------------------------------------------------------------------ dates

plan_days = st.dates(date(1991, 1, 1), date(2059, 12, 31))


@given(plan_days, st.sampled_from(DAYS))
def test_a_day_comes_back(day: date, form: str) -> None:
    assert parse_date(form.format(day, MONTHS[day.month - 1])) == day


@given(st.integers(1, 12), st.integers(2000, 2050), st.sampled_from(PARTS))
def test_the_part_of_a_year_that_a_header_names_ends_with_its_month(month: int, year: int, form: str) -> None:
    found = parse_as_of(form.format(MONTHS[month - 1], year))
    if (form.startswith("jan") and month == 12) or found is None:  # the whole year
        assert form.startswith("jan") and month == 12
        return
    assert found == (date(year, month, monthrange(year, month)[1]), year)


@given(st.text(alphabet="0123456789-–/. janufebmrsktvåöTQhlå", max_size=24))
def test_no_date_has_a_year_that_is_not_printed(text: str) -> None:
    for span in find_spans(text):
        if span.first is not None:
            assert str(span.first.year)[-2:] in text
    for year in find_years(text):
        assert str(year) in text
    try:
        first, last = parse_period(text)
    except Unreadable:
        return
    assert first <= last


# ------------------------------------------------------------------ due


@given(st.integers(1, 12), st.integers(2010, 2050))
def test_a_month_comes_back_as_a_period_and_behind_senast_as_a_deadline(month: int, year: int) -> None:
    name, last = MONTHS[month - 1], date(year, month, monthrange(year, month)[1])
    due = parse_due(f"{name.capitalize()} {year}", first_year=year)
    assert (due.due_from, due.due_to, due.kind) == (date(year, month, 1), last, "within")
    by = parse_due(f"Senast {name} {year}", first_year=year)
    assert (by.due_from, by.due_to, by.kind) == (None, last, "by")


@given(st.integers(1, 4), st.integers(2010, 2050), st.sampled_from(["Kvartal {0} {1}", "Q{0} {1}", "kv {0} {1}"]))
def test_a_quarter_comes_back(quarter: int, year: int, form: str) -> None:
    due = parse_due(form.format(quarter, year), first_year=year)
    end = date(year, 3 * quarter, monthrange(year, 3 * quarter)[1])
    assert (due.due_from, due.due_to, due.kind) == (date(year, 3 * quarter - 2, 1), end, "within")


@given(plan_days)
def test_a_single_day_is_a_deadline(day: date) -> None:
    due = parse_due(f"{day.day} {MONTHS[day.month - 1]} {day.year}", first_year=day.year)
    assert (due.due_from, due.due_to, due.kind) == (None, day, "by")


@given(st.text(alphabet="0123456789 -–/.,()klart senast juni kvartal löpande året", max_size=30))
def test_no_due_has_a_year_that_is_not_printed(text: str) -> None:
    try:
        due = parse_due(text, first_year=None)
    except Unreadable:
        return
    for day in (due.due_from, due.due_to):
        neighbours = () if day is None else (day.year - 1, day.year, day.year + 1)  # `efter 2024` begins in 2025
        assert day is None or any(str(year)[-2:] in text for year in neighbours)


# ------------------------------------------------------------------ intervals and targets


@given(st.integers(1, 30), st.sampled_from(["{} ggr/år", "{} gånger per år", "{}/år", "{} ggr om året"]))
def test_times_a_year_come_back(times: int, form: str) -> None:
    known = {1: "annual", 2: "semiannual", 3: "tertial", 4: "quarterly", 10: "monthly", 11: "monthly", 12: "monthly"}
    assert parse_frequency(form.format(times)) == known.get(times, "other")


@given(st.text(alphabet=SENTENCE_LETTERS, max_size=60), st.booleans())
def test_no_text_gives_targets_of_digits_that_are_not_printed(text: str, states_result: bool) -> None:
    for target in find_targets(text, states_result=states_result):
        assert digits_of(target.value) in printed_digits(target.raw) or not re.search(r"\d", target.raw)
        assert target.year is None or str(target.year) in text


@given(st.lists(st.sampled_from(COUNTING_WORDS.split()), max_size=14), st.booleans())
def test_no_order_of_the_words_that_count_breaks_the_reader(words: list[str], states_result: bool) -> None:
    text = " ".join(words)
    for target in find_targets(text, states_result=states_result):
        assert target.raw in text and (target.measure is None or target.measure in text)


@given(printed_numbers(), st.sampled_from(["minst", "högst", "lägst"]))
def test_a_target_comes_back(number: tuple[str, float], comparator: str) -> None:
    [target] = find_targets(f"Andelen ska vara {comparator} {number[0]} procent.")
    assert target.value == pytest.approx(number[1], rel=1e-12)
    assert target.raw == f"{comparator} {number[0]} procent"
