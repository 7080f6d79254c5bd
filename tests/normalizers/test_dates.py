from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import Unreadable
from normalizers.dates import find_dates, find_spans, find_years, parse_as_of, parse_date, parse_period

MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november"]
MONTHS.append("december")
plan_days = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-12", date(2024, 3, 12)),
        ("2024-03-12, § 47", date(2024, 3, 12)),
        ("den 5 maj 2023", date(2023, 5, 5)),
        ("1:a juni 2023", date(2023, 6, 1)),
        ("22.11.2023", date(2023, 11, 22)),
        ("31/12 2024", date(2024, 12, 31)),
        ("31/12-24", date(2024, 12, 31)),
        ("Fastställd 2022-02-01, reviderad 2023-04-05", date(2022, 2, 1)),
    ],
)
def test_a_full_date(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["", "25 oktober", "oktober 2024", "2024", "2024-02-30", "31.13.2024", "KS 2024-0311"])
def test_no_full_date(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_date(text)


@given(plan_days)
def test_every_day_is_read_however_it_is_written(day: date) -> None:
    written = [day.isoformat(), f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day.day}/{day.month} {day.year}"]
    assert [parse_date(text) for text in written] == [day] * 3


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_date(text), date)
    except Unreadable:
        assert not find_dates(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Verksamhetsplan 2025", (2025, 2025)),
        ("Verksamhetsplan 2025-2026", (2025, 2026)),
        ("Nämndsplan 2023–2026", (2023, 2026)),
        ("Läsåret 2024/25", (2024, 2025)),
        ("Budget 2025 samt plan 2026-27", (2025, 2027)),
        ("Mål och budget 2024 med plan för 2025 och 2026", (2024, 2026)),
        ("Delårsrapport januari–augusti 2024", (2024, 2024)),
        ("Verksamhetsplan 2024, antagen 2023-12-11", (2024, 2024)),
        ("Verksamhetsplan 2022, reviderad 2023", (2022, 2022)),
        ("Årsredovisning 2024 Antagen 2025-04-28 · KS 2025/218", (2024, 2024)),
        ("Verksamhetsplan 2024/2025", (2024, 2025)),
    ],
)
def test_plan_period(text: str, period: tuple[int, int]) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    "text", ["Verksamhetsplan", "Vision 2040", "Agenda 2030", "Dnr KS 2020-1554", "1995 till 2024"]
)
def test_no_plan_period(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_period(text)


@given(st.integers(1995, 2050), st.integers(0, 6))
def test_a_range_of_years_is_its_own_period(first: int, length: int) -> None:
    assert parse_period(f"Verksamhetsplan {first}–{first + length}") == (first, first + length)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Utfall aug 2024", date(2024, 8, 31)),
        ("jan–aug 2024", date(2024, 8, 31)),
        ("januari - april 2023", date(2023, 4, 30)),
        ("2024-08", date(2024, 8, 31)),
        ("Utfall aug-24", date(2024, 8, 31)),
        ("T2 2024", date(2024, 8, 31)),
        ("2024 T1", date(2024, 4, 30)),
        ("Q3 2024", date(2024, 9, 30)),
        ("kvartal 1-3 2024", date(2024, 9, 30)),
        ("första halvåret 2024", date(2024, 6, 30)),
        ("per 31 augusti 2024", date(2024, 8, 31)),
        ("feb 2024", date(2024, 2, 29)),
    ],
)
def test_part_of_a_year_in_a_header(text: str, day: date) -> None:
    assert parse_as_of(text) == (day, day.year)


@pytest.mark.parametrize(
    "text",
    [
        "Utfall 2024",
        "Prognos helår 2024",
        "jan-dec 2024",
        "delår 2 2024",
        "hösten 2024",
        "aug 2023, aug 2024",
        "aug",
        "H5",
    ],
)
def test_whole_years_and_uncertain_parts_have_no_last_day(text: str) -> None:
    assert parse_as_of(text) is None


def test_a_header_without_a_year_takes_the_captions() -> None:
    assert parse_as_of("Utfall jan-aug", 2023) == (date(2023, 8, 31), 2023)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Utfall 2022, mål 2024", (2022, 2024)),
        ("2020–2022", (2020, 2022)),
        ("Nuvärde (2018)*", (2018,)),
        ("BUN 2022-214", ()),
        ("KS2023-431", ()),
        ("12024 och 20245", ()),
        ("2000 kr per invånare", ()),
        ("1,2024", ()),
        ("1789", ()),
    ],
)
def test_years(text: str, years: tuple[int, ...]) -> None:
    assert find_years(text) == years


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("vecka 12", date(2025, 3, 17), date(2025, 3, 23)),
        ("v. 12-13", date(2025, 3, 17), date(2025, 3, 30)),
        ("oktober–mars 2026", date(2025, 10, 1), date(2026, 3, 31)),
        ("maj/juni", date(2025, 5, 1), date(2025, 6, 30)),
        ("sista tertialet", date(2025, 9, 1), date(2025, 12, 31)),
        ("Q1–Q2", date(2025, 1, 1), date(2025, 6, 30)),
        ("HT 2026", date(2026, 8, 1), date(2026, 12, 31)),
        ("vintern 2025/26", date(2025, 12, 1), date(2026, 2, 28)),
        ("1 juni – 30 september 2025", date(2025, 6, 1), date(2025, 9, 30)),
    ],
)
def test_spans(text: str, first: date, last: date) -> None:
    (span,) = find_spans(text, 2025)
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize("text", ["vår verksamhet", "Q7", "tertial 4", "regelverket K3", "vecka 60", "2 500"])
def test_what_only_looks_like_a_time(text: str) -> None:
    assert find_spans(text, 2025) == ()


@given(st.text(alphabet="0123456789-–/. janugkvrtlTQåös", max_size=30), st.integers(1990, 2060))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str, year: int) -> None:
    places = [(span.start, span.end) for span in find_spans(text, year)]
    assert places == sorted(places)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert all(text[start:end].strip() for start, end in places)
