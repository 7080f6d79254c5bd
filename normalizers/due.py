"""When an action is due (tidpunkt) → an interval of days, its kind, and the body that decides then.

The rules are those of the data contract, "Due": the first date counts; `före`, `innan`, `senast` make a deadline,
a bare month, quarter or season is a period; a quarter or month without a year takes the plan's first year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from normalizers import Unreadable
from normalizers.dates import Span, find_spans
from normalizers.frequencies import times_pattern
from normalizers.organisations import find_decision_body
from normalizers.text import clean_text
from normalizers.vocabulary import any_of, load

FAR_MARKER = 40  # characters; "senast" may stand this far before its date: "senast vid styrelsens möte i juni 2025"


@dataclass(frozen=True, slots=True)
class Due:
    """What a due cell says. `kind` is by, within, ongoing, recurring or unspecified; `flags` tell what was inferred."""

    raw: str
    due_from: date | None
    due_to: date | None
    kind: str
    decision_body: str | None
    flags: tuple[str, ...] = ()


def parse_due(text: str, *, first_year: int | None, deadline_header: bool = False) -> Due:
    """A due cell, in a plan whose first year is `first_year`, under a header that may say `senast`.

    Raises where the cell has no letter or digit.
    """
    raw = clean_text(text)
    if not re.search(r"\w", raw):
        raise Unreadable(f"nothing printed in {text!r}")
    body = find_decision_body(raw)
    span = _first_span(raw, first_year)
    kind = _kind_without_date(raw, span)
    if kind is not None or span is None:
        return Due(raw, None, None, kind or "unspecified", body)
    marker = _marker_before(raw, span) or ("by" if deadline_header else "")
    due_from, due_to, kind = _interval(span, marker)
    return Due(raw, due_from, due_to, kind, body, tuple(_flags(span, marker)))


def _flags(span: Span, marker: str) -> Iterable[str]:
    if not span.year_given:
        yield "due-year-from-plan" if span.first else "due-year-missing"
    if span.kind == "day" and span.first == span.last and not marker:
        yield "due-day-as-deadline"
    if span.kind == "term":
        yield "due-school-term"


# ------------------------------------------------------------------ which date counts


def _first_span(text: str, first_year: int | None) -> Span | None:
    """The first time expression that says when; not the year of a document ("budget 2025"), nor Christmas ("jul")."""
    for span in find_spans(text, first_year):
        printed = text[span.start : span.end]
        if span.kind == "year" and printed[0].isdigit() and not _bare_year_counts(text, span):
            continue
        if re.match(r"jul\b(?!\.)", printed, re.IGNORECASE) and (len(printed) == 3 or _marker_before(text, span)):
            continue
        return span
    return None


def _bare_year_counts(text: str, span: Span) -> bool:
    """Whether a year alone is a time: nothing, a fitting word, a body or a verb in -s stands before it."""
    before = text[: span.start].rstrip()
    body = find_decision_body(before)
    if not before or before[-1] in ".:;(,–-" or (body is not None and before.endswith(body)):
        return True
    return (
        _ending(_words("before_bare_year")).search(before) is not None
        or re.search(r"\b\w{3,}[adelrt]s$", before) is not None
    )


@cache
def _words(table: str) -> str:
    return any_of(load("due")[table]["words"])


@cache
def _ending(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){words}$", re.IGNORECASE)


# ------------------------------------------------------------------ what kind of time it is


def _kind_without_date(text: str, span: Span | None) -> str | None:
    """`ongoing` or `recurring` where the cell begins so, or says so and names no date; else null."""
    if _begins_ongoing().match(text):
        return "ongoing"
    recurring = [match for pattern in (_recurring(), times_pattern()) if (match := pattern.search(text))]
    if recurring and (span is None or min(match.start() for match in recurring) < span.start):
        return "recurring"
    if span is not None:
        return "recurring" if not span.year_given and _yearly_after().match(text, span.end) else None
    return "ongoing" if _ongoing().search(text) else None


@cache
def _begins_ongoing() -> re.Pattern[str]:
    leads = rf"(?:{_words('ongoing_leads')}\s+){{0,2}}"
    return re.compile(rf"\W*{leads}{_words('ongoing')}\b", re.IGNORECASE)


@cache
def _ongoing() -> re.Pattern[str]:
    return re.compile(rf"\b{_words('ongoing')}\b", re.IGNORECASE)


@cache
def _recurring() -> re.Pattern[str]:
    return re.compile(rf"\b{_words('recurring')}\b", re.IGNORECASE)


@cache
def _yearly_after() -> re.Pattern[str]:
    """`Juni varje år`, `maj (årligen)`."""
    return re.compile(rf"[\s,(]*{_words('yearly_after')}\b", re.IGNORECASE)


# ------------------------------------------------------------------ deadlines and open intervals


def _marker_before(text: str, span: Span) -> str:
    """What stands before (or right after) a date and bounds it: `before`, `by`, `to`, `from`, `after`, `end`."""
    before = text[: span.start].rstrip(" (:")
    ends = False
    while match := _ending(_words("fillers")).search(before):
        ends = ends or _ending(_words("ends")).search(before) is not None
        before = before[: match.start()].rstrip(" (:")
    found = next((name for name in ("to", "before", "by", "from", "after") if _ending(_words(name)).search(before)), "")
    if found in ("before", "by", "to") and ends:
        return "by"
    if found:
        return found
    clause = re.split(r"[.;,]\s", text[: span.start])[-1][-FAR_MARKER:]
    far = _words("by_far")
    after = re.match(rf"\s*\(?\s*{far}\b(?!\s+\w)", text[span.end :], re.IGNORECASE)
    if re.search(rf"\b{far}\b", clause, re.IGNORECASE) or after:
        return "by"
    closes = re.search(rf"\b{_words('ends_of_any')}", text[: span.start], re.IGNORECASE) is not None
    return "end" if ends and (span.kind == "year" or closes) else ""


def _interval(span: Span, marker: str) -> tuple[date | None, date | None, str]:
    """First and last day and kind of a time after such a word; a turn of the year and a single day are deadlines."""
    if span.first is None or span.last is None:
        return None, None, "by" if marker in ("before", "by", "to", "end") else "within"
    day = timedelta(days=1)
    if marker == "after":
        return span.last + day, None, "within"
    if marker == "from":
        return span.first, None, "within"
    if span.kind == "turn" or marker in ("by", "end"):
        return None, span.last, "by"
    if marker == "before" or (marker == "to" and span.kind in ("season", "term")):
        return None, span.first - day, "by"
    if marker == "to" or (span.kind == "day" and span.first == span.last):
        return None, span.last, "by"
    return span.first, span.last, "within"
