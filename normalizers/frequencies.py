"""How often an indicator is measured (mätintervall) → code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from normalizers.text import clean_text
from normalizers.vocabulary import any_of, load

# from short to long: of two intervals in one cell the shorter gives the code
CODES = ("monthly", "quarterly", "tertial", "interim_report", "semiannual", "annual", "biennial", "other")


# `D = delårsbokslut, Å = årsbokslut`; with its first letter before what stands before that, it is found fast
_EXPLAINED = re.compile(r"(?P<mark>[A-ZÅÄÖ](?<![\w=].)[A-ZÅÄÖ]{0,2}\d?)\s?=\s?(?P<meaning>[^\W\d][^,;.:=()\n]{2,40})")
_BETWEEN_MARKS = re.compile(r"\s*(?:[,;/+&]|\boch\b|\bsamt\b|\s)\s*")


def parse_frequency(text: str, marks: Mapping[str, str] | None = None) -> str | None:
    """The code for an interval as printed: `Kvartalsvis` → `quarterly`; null for an empty cell, else `other`. `marks`
    are letters that the document explains, with their codes."""
    if not re.search(r"\w", text):
        return None
    codes = find_intervals(text)
    if not codes and marks:
        printed = _BETWEEN_MARKS.split(clean_text(text).strip(" .,;"))
        explained = {marks.get(mark) for mark in printed}
        codes = tuple(code for code in CODES if code in explained) if None not in explained else ()
    return codes[0] if codes else "other"


def find_marks(text: str) -> dict[str, str]:
    """The letters for intervals that a text explains, with their codes: `D = delårsbokslut, Å = årsbokslut`. A letter
    that is explained in several ways is left out."""
    told: dict[str, set[str | None]] = {}
    for match in _EXPLAINED.finditer(text) if "=" in text else ():
        codes = find_intervals(match["meaning"])
        told.setdefault(match["mark"], set()).add(codes[0] if codes else None)
    return {mark: code for mark, codes in told.items() if len(codes) == 1 and (code := next(iter(codes))) is not None}


def find_intervals(text: str) -> tuple[str, ...]:
    """The codes of all intervals that a text names, the shortest first."""
    rest = clean_text(text).casefold()
    codes = {_code_of_times(match) for match in times_pattern().finditer(rest)}
    rest = times_pattern().sub(" ", rest)
    codes |= {str(match.lastgroup).rstrip("0123456789") for match in _intervals().finditer(rest)}
    return tuple(code for code in CODES if code in codes)


@cache
def times_pattern() -> re.Pattern[str]:
    """`två gånger per år`, `2 ggr/år`, `1 gång i månaden`, `1/år`."""
    words = load("frequencies")
    count = rf"(?<![\w,])(?P<n>\d{{1,2}}|{any_of(words['numbers'])})(?:\s*[-–]\s*\d+)?"
    times = rf"\s*{any_of(words['times']['words'])}\.?"
    joint = rf"\s*(?:/|{any_of(words['times']['joints'])}\b)\s*"
    per = rf"\s+{any_of(words['times']['per'])}\s+"
    unit = rf"(?P<unit>{any_of(words['periods'])})\b"
    return re.compile(rf"{count}(?:{times}{joint}|\s*/\s*|{per}){unit}", re.IGNORECASE)


def _code_of_times(match: re.Match[str]) -> str:
    numbers = load("frequencies")["numbers"]
    number = int(match["n"]) if match["n"].isdigit() else int(numbers[match["n"].casefold()])
    times = number * int(load("frequencies")["periods"][match["unit"].casefold()])
    return next((code for code in CODES if times in load("frequencies")[code]["times_per_year"]), "other")


@cache
def _intervals() -> re.Pattern[str]:
    """All words of the vocabulary in one pattern, the longest first; the group that matched names the code."""
    words = sorted(
        ((word, code) for code in CODES for word in load("frequencies")[code]["words"]),
        key=lambda pair: (-len(pair[0]), pair),
    )
    return re.compile("|".join(f"(?P<{code}{n}>{_word_pattern(word)})" for n, (word, code) in enumerate(words)))


def _word_pattern(word: str) -> str:
    body = re.escape(word.rstrip("*")).replace(r"\ ", r"\s+")
    begins = "" if word.startswith("/") else r"\b"
    return f"{begins}{body}" + (r"\w*" if word.endswith("*") else r"\b")
