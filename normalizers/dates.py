"""Dates, parts of a year and plan periods as Swedish plans print them.

`find_spans` is the one reader of time expressions: everything else here, and `due`, asks it. A span without a year
takes the year that the caller gives, or stays without dates; no year is ever guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from normalizers import Unreadable
from normalizers.text import clean_text
from normalizers.vocabulary import any_of, load

KEPT_TEXTS = 64  # cells that tell when, of which one often says what others say
LONGEST_PERIOD = 12  # years; visions and climate goals reach further, plans do not
YEAR = r"(?<![\d.,/])(?:199\d|20[0-5]\d|2060)(?!\d|[.,:]\d)"  # 1990-2060: no plan, nor statistic in one, lies outside
SHORT_YEAR = r"\s?[-–’'][1-4]\d(?![\w%/]|[.,:]\d|\s?[-–]\s?\d)"  # the "-24" of "dec-24"
_JOINTS = load("months")["joints"]
AMOUNT_AFTER = rf"(?!\s?(?:%|{any_of(load('months')['amount_after']['words'])}\b))"  # "2000 kr" is no year

RANGE_SIGN = re.compile(rf"\s*(?:[-–—]|{any_of(_JOINTS['range'])}|t\.?\s?o\.?\s?m\.?)\s*", re.IGNORECASE)
SLASH = re.compile(r"\s?/\s?")
LIST_SIGN = re.compile(rf"\s*(?:,|&|,?\s+{any_of(_JOINTS['list'])}\s)\s*", re.IGNORECASE)

PARTS_OF_YEAR = {"quarter": 4, "tertial": 3, "half": 2}


@dataclass(frozen=True, slots=True)
class Span:
    """A time expression in a text: characters `start` to `end`, days `first` to `last` (null where no year is known).

    `kind` is day, month, quarter, tertial, half, season, term, week, year or turn (årsskifte).
    `year_given` is false where the year is the caller's.
    """

    start: int
    end: int
    kind: str
    first: date | None
    last: date | None
    year_given: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A span whose year may still be missing; `days` gives its first and last day in a year."""

    start: int
    end: int
    kind: str
    year: int | None
    days: Callable[[int], tuple[date, date]]


# ------------------------------------------------------------------ how times are written


@cache
def _by_word(table: str) -> Mapping[str, str]:
    """A table of the vocabulary `months` turned round: word → key."""
    return {word: key for key, words in load("months")[table].items() for word in words}


@cache
def _season_months() -> Mapping[str, tuple[int, int]]:
    vocabulary = load("months")
    tables = (vocabulary["seasons"], vocabulary["seasons_with_year"], vocabulary["terms"])
    return {word: (months[0], months[1]) for table in tables for word, months in table.items()}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The ways to write a time; where two begin at one place the earlier in the list counts."""
    words = load("months")
    month = any_of(_by_word("months"))
    year_word, month_word = any_of(_JOINTS["year"]), any_of(_JOINTS["month"])
    later = rf"(?:\s*,?\s*(?:{year_word}\s+)?(?P<year>{YEAR})|(?P<short>{SHORT_YEAR}(?!\s+{month}\b)))"
    after_slash = rf"(?:\s*[-–\s]\s*(?P<year>{YEAR})|(?P<short>{SHORT_YEAR}))"
    to_year = r"(?:\s?[-–/]\s?(?P<to>(?:19|20)?\d\d(?!\d)))"
    next_year = r"(?:\s?[/–-]\s?(?:20)?\d\d(?!\d))"
    seasons, bare_seasons = any_of(words["seasons"]), any_of(words["seasons_with_year"])
    week = any_of(words["weeks"]["words"])
    earlier = rf"(?:(?P<before>{YEAR})[\s,–-]*)?"
    patterns = [
        ("day", rf"(?P<year>{YEAR})[-‑–](?P<m>\d\d)[-‑–](?P<d>\d\d)(?!\d)"),
        ("day", r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)"),
        ("day", rf"(?<![\d/])(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?![\d/]){after_slash}?"),
        ("day", rf"(?<![\d–-])(?P<d>\d{{1,2}})(?::?[ae])?\.?\s+(?P<month>{month})\b\.?{later}?"),
        ("year-month", rf"(?<![\d-])(?P<year>{YEAR})-(?P<m>0[1-9]|1[0-2])(?![\d-])"),
        ("half-year-end", rf"\b{any_of(words['half_year_end']['words'])}\b{later}?"),
        ("year-end", rf"\b{any_of(words['year_end']['words'])}\b(?:\s*,?\s*(?P<year>{YEAR}){next_year}?)?"),
        *_patterns_of_parts(earlier, later),
        ("season", rf"\b(?P<season>{seasons})\b{later}?"),
        ("season", rf"\b(?P<season>{bare_seasons})(?:{later}|(?=\s?[/–-]\s?{bare_seasons}\b))"),
        ("term", rf"\b(?P<season>{any_of(words['terms'])})(?:{later}|\s?(?P<glued>\d\d)\b|\b)"),
        ("winter", rf"\b{any_of(words['winter']['words'])}\s+(?P<year>{YEAR}){next_year}"),
        ("month", rf"{earlier}\b(?P<month>{month})\b\.?(?:\s+{month_word})?{later}?"),
        ("week", rf"\b{week}\s?(?P<n>\d{{1,2}})(?:\s?[-–]\s?(?P<to>\d{{1,2}}))?(?!\d){later}?"),
        ("year", rf"\b(?P<whole>{any_of(words['whole_year']['words'])})\b(?:\s+(?P<year>{YEAR}))?"),
        ("year", rf"(?<![-–\w])(?P<year>{YEAR}){to_year}?(?![-–]\d|\w){AMOUNT_AFTER}"),
    ]  # fmt: skip
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in patterns)


def _patterns_of_parts(earlier: str, later: str) -> Iterator[tuple[str, str]]:
    """`kvartal 3`, `Q3`, `kvartal tre`, `tredje kvartalet`, `3 kvartalet`, and the same for tertial and halvår."""
    count = r"(?P<n>[1-4])(?:\s?[-–]\s?(?P<to>[1-4])(?!\d))?(?!\d)"
    cardinal, ordinal = any_of(_by_word("cardinals")), any_of(_by_word("ordinals"))
    for kind, part in load("months")["parts"].items():
        noun, mark = part["noun"], part["mark"]
        short = "".join(rf"|{short}\.?" for short in part["short"])
        yield kind, rf"{earlier}\b(?:{noun}(?:et)?{short})\s*(?:nr\s*)?(?:{count}|(?P<cardinal>{cardinal})\b){later}?"
        yield kind, rf"{earlier}\b(?-i:{mark})\s?{count}{later}?"
        yield kind, rf"\b(?:(?P<ordinal>{ordinal})\s+{noun}(?:et)?|(?P<ordinal_n>[1-4])\s+{noun}et)\b{later}?"


# ------------------------------------------------------------------ reading them


@lru_cache(maxsize=KEPT_TEXTS)
def find_spans(text: str, default_year: int | None = None) -> tuple[Span, ...]:
    """All time expressions of a text, left to right; ranges (`januari–augusti 2024`) are one span."""
    spans = []
    for found in _join_ranges(text, _share_years(text, _find(text))):
        year = found.year if found.year is not None else default_year
        first, last = _days_in(found, year)
        spans.append(Span(found.start, found.end, found.kind, first, last, found.year is not None))
    return tuple(spans)


def _days_in(found: _Found, year: int | None) -> tuple[date | None, date | None]:
    try:
        return found.days(year) if year is not None else (None, None)
    except ValueError:  # 29 februari, vecka 53 in a year without
        return None, None


def _find(text: str) -> list[_Found]:
    matches = [
        (match.start(), order, kind, match)
        for order, (kind, pattern) in enumerate(_patterns())
        for match in pattern.finditer(text)
    ]
    found: list[_Found] = []
    for _, _, kind, match in sorted(matches, key=lambda item: item[:2]):
        if found and match.start() < found[-1].end:
            continue
        one = _read_match(kind, match)
        if one is not None:
            found.append(one)
    return found


def _read_match(kind: str, match: re.Match[str]) -> _Found | None:
    """One match as a span, or nothing where its numbers name no time: `Q7`, `31/31`, `vecka 60`."""
    groups = match.groupdict()
    year = _year_of(groups)
    try:
        days = _days_of(kind, groups, year)
        days(year if year is not None else 2024)  # a leap year: 29 February is a day
    except ValueError:
        return None
    return _Found(match.start(), match.end(), _KIND_NAMES.get(kind, kind), year, days)


_KIND_NAMES = {"year-month": "month", "half-year-end": "turn", "year-end": "turn", "winter": "season"}


def _year_of(groups: Mapping[str, str | None]) -> int | None:
    short = groups.get("short") or groups.get("glued")
    if short:
        return 2000 + int(short[-2:])
    written = groups.get("year") or groups.get("before")
    return int(written) if written else None


def _days_of(kind: str, groups: Mapping[str, str | None], year: int | None) -> Callable[[int], tuple[date, date]]:
    """How the first and last day follow from the year. Raises ValueError where there is no such time."""
    match kind:
        case "day":
            day, month = int(groups["d"] or 0), _month_of(groups)
            return lambda y: (date(y, month, day), date(y, month, day))
        case "month" | "year-month":
            month = _month_of(groups)
            return _months(month, month)
        case "half-year-end":
            return lambda y: (date(y, 6, 30), date(y, 6, 30))
        case "year-end":
            return lambda y: (date(y, 12, 31), date(y, 12, 31))
        case "season" | "term":
            return _months(*_season_months()[(groups["season"] or "").lower()])
        case "winter":
            return lambda y: (date(y, 12, 1), _last_day(y + 1, 2))
        case "week":
            first, last = int(groups["n"] or 0), int(groups["to"] or groups["n"] or 0)
            return lambda y: (date.fromisocalendar(y, first, 1), date.fromisocalendar(y, last, 7))
        case "year":
            years = _last_year(groups.get("to"), year) - year if year is not None else 0
            if not 0 <= years <= LONGEST_PERIOD:
                raise ValueError("no range of years")
            return lambda y: (date(y, 1, 1), date(y + years, 12, 31))
        case _:
            return _part_of_year(kind, groups)


def _month_of(groups: Mapping[str, str | None]) -> int:
    name = groups.get("month")
    return int(_by_word("months")[name.lower()]) if name else int(groups["m"] or 0)


def _part_of_year(kind: str, groups: Mapping[str, str | None]) -> Callable[[int], tuple[date, date]]:
    parts = PARTS_OF_YEAR[kind]
    if word := groups.get("cardinal"):
        number = _by_word("cardinals")[word.lower()]
    elif word := groups.get("ordinal"):
        number = _by_word("ordinals")[word.lower()].replace("last", str(parts))
    else:
        number = groups.get("n") or groups.get("ordinal_n") or "0"
    first, last = int(number), int(groups.get("to") or number)
    if not first <= last <= parts:
        raise ValueError(f"a year has {parts} of {kind}")
    length = 12 // parts
    return _months(length * (first - 1) + 1, length * last)


def _months(first: int, last: int) -> Callable[[int], tuple[date, date]]:
    return lambda year: (date(year, first, 1), _last_day(year, last))


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _last_year(text: str | None, year: int) -> int:
    """The second year of `2023–2026`, `2024/25`."""
    if not text:
        return year
    return int(text) if len(text) == 4 else year - year % 100 + int(text)


def _share_years(text: str, found: list[_Found]) -> list[_Found]:
    """`juni och december 2024`, `jan–aug 2024`: a year printed once counts for what stands before it, too."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        one, after = shared[i], shared[i + 1]
        between = text[one.end : after.start]
        listed = any(sign.fullmatch(between) for sign in (RANGE_SIGN, SLASH, LIST_SIGN))
        if one.year is None and after.year is not None and after.kind != "year" and listed:
            wraps = RANGE_SIGN.fullmatch(between) and one.days(after.year)[0] > after.days(after.year)[0]
            shared[i] = replace(one, year=after.year - 1 if wraps else after.year)
    return shared


def _join_ranges(text: str, found: list[_Found]) -> Iterator[_Found]:
    """`januari–augusti 2024`, `maj/juni`: two spans with nothing but a range sign between are one."""
    i = 0
    while i < len(found):
        one = found[i]
        if i + 1 < len(found) and _is_range(text, one, found[i + 1]):
            one = _joined(one, found[i + 1])
            i += 1
        yield one
        i += 1


def _is_range(text: str, one: _Found, after: _Found) -> bool:
    between = text[one.end : after.start]
    same = one.kind == after.kind and SLASH.fullmatch(between) is not None
    if not (same or RANGE_SIGN.fullmatch(between)) or (one.year is None) != (after.year is None):
        return False
    first, last = one.year or 2024, after.year or 2024
    return one.days(first)[0] <= after.days(last)[1]


def _joined(one: _Found, after: _Found) -> _Found:
    years = (after.year or 0) - (one.year or 0)
    return _Found(one.start, after.end, one.kind, one.year, lambda y: (one.days(y)[0], after.days(y + years)[1]))


# ------------------------------------------------------------------ dates, years and periods


def find_dates(text: str) -> tuple[date, ...]:
    """All full dates (day, month and year) of a text, in its order."""
    return tuple(span.first for span in find_spans(text) if span.kind == "day" and span.first is not None)


def parse_date(text: str) -> date:
    """The first full date of a text: `14 december 2022`, `2022-12-14, § 118`. A date without a year raises."""
    dates = find_dates(clean_text(text))
    if not dates:
        raise Unreadable(f"no full date in {text!r}")
    return dates[0]


_LONE_YEAR = re.compile(rf"(?<![\w-])({YEAR})(?![A-Za-zÅÄÖåäö]|[-–](?!(?:19|20)\d\d(?!\d))\d{{3,}}){AMOUNT_AFTER}")
_LATER_YEAR = re.compile(r"(?<=\d{4}[-–/])((?:199\d|20[0-5]\d|2060))(?!\w)")  # the 2026 of "2024–2026"


def find_years(text: str) -> tuple[int, ...]:
    """All years 1990-2060 that stand as numbers of their own, in the text's order; `KS 2020-2154` has none."""
    places = {match.start(): int(match[1]) for pattern in (_LONE_YEAR, _LATER_YEAR) for match in pattern.finditer(text)}
    return tuple(places[start] for start in sorted(places))


_REGISTERED = re.compile(r"[/:-]\d{3,}(?!\d)")  # what is behind the year of a diary number


def parse_period(text: str) -> tuple[int, int]:
    """First and last plan year of a title: `Mål och budget 2024 med plan för 2025 och 2026` is 2024 to 2026.

    Full dates, years of visions (`Agenda 2030`, `reviderad 2024`) and of registers (`KS 2025/118`) do not count.
    """
    cleaned = clean_text(text)
    outside = re.compile(rf"\b{any_of(load('months')['not_plan_years']['words'])}\s*:?\s*$", re.IGNORECASE)
    years: list[int] = []
    for span in find_spans(cleaned):
        counts = span.kind != "day" and span.year_given and not outside.search(cleaned[: span.start])
        counts = counts and not _REGISTERED.match(cleaned, span.end)
        if counts and span.first and span.last:
            years += [span.first.year, span.last.year]
    if not years or max(years) - min(years) > LONGEST_PERIOD:
        raise Unreadable(f"no plan period in {text!r}")
    return min(years), max(years)


_COMPACT_MONTH = re.compile(r"(?<![\w-])(20[0-5]\d)(0[1-9]|1[0-2])(?![\w-])")  # `Utfall 202408`


def parse_as_of(text: str, year: int | None = None) -> tuple[date, int] | None:
    """The last day that a figure covers, and its year, where a header names a part of a year: `Utfall aug 2024`.

    `year` is the caption's, for headers without one. Null for whole years, and where the part is not certain: seasons,
    `delår 2` (some close it in June, some in August), two different parts.
    """
    cleaned = _COMPACT_MONTH.sub(r"\1-\2", clean_text(text))
    ends = {
        span.last
        for span in find_spans(cleaned, year)
        if span.last is not None and span.kind in ("day", "month", "quarter", "tertial", "half")
        if span.kind != "day" or span.last + timedelta(days=1) == _first_of_next(span.last)
        if not (span.kind != "day" and span.first and (span.first.month, span.last.month) == (1, 12))
    }
    if len(ends) != 1:
        return None
    last = ends.pop()
    return last, last.year


def _first_of_next(day: date) -> date:
    return _last_day(day.year, day.month) + timedelta(days=1)
