"""Numbers in the name of a measure: ages, school years, levels aimed at, and numbers that keep measures apart.

The words around them stand in `vocab/linking.toml` (`[ages]`, `[levels]`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers.measure_words import NUMBER, MeasureWords

Qualifiers = set[tuple[str, str]]  # pairs of group and value

ADULT = 18  # `över 18 år` are adults
HIGHEST_AGE = 130  # years: a larger number is no age (`2025-2026`)
# `år 2` of a school, but not `65-79 år 3-årsmedelvärde`
_GRADE = re.compile(r"(?:\båk|(?<!\d )\bår) (\d)(?:-(\d))?\b(?! ?år)")
# `åk 7-9`, `dag 1-14`, `graviditetsvecka 8-12`
_NO_AGES = re.compile(r"(?<!\d )\b(åk|år|dag|\w*vecka) (\d+)-(\d+)(?!\d| ?år)")
_DIGIT = re.compile(r"\d")
_SHARE = re.compile(r"\bandel")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AGE_RANGE = re.compile(
    r"\b(\d+) ?- ?(\d+)(?: ?åring(?:ar|arna|arnas)?s?\b|(?: ?år)?\b(?! ?(?:%|procent|m\b|meter|kw|mw|km|kr|dag)))"
)
# of what a name says at its end that it is a share: `65+ ensamboende, andel av 65+`, `andel av bef`
_SHARE_OF = re.compile(
    r"(?:%|andel|procent) av (?:alla |samtliga )?"
    r"(?:(?:bef|befolkning|invånar|kommuninvånar)[a-z]*|(?:\w+ )?(\d+(?:\+|-\d+)))(?: år)?$"
)
_NUMBERS = re.compile(r"(?<![a-zåäö\d])" + NUMBER.pattern)


def drop_levels(text: str, words: MeasureWords) -> str:
    """Drop the level that a name aims at (`ska uppgå till minst 2 %`), which changes from year to year."""
    text = words.aims.sub(" % ", text)
    # `andel elever med minst 80 % närvaro`, `elever med mer än 15 % frånvaro`: the level there is the definition
    if _SHARE.search(text):
        return text
    return words.levels.sub(lambda level: level[0] if _is_between_words(level) else " % ", text)


def take_aims(text: str, words: MeasureWords) -> tuple[str, frozenset[tuple[str, str]]]:
    """Which way a name aims, at its end (`antalet besök ska öka`): what is measured is the number."""
    for way, pattern in words.ways:
        if match := pattern.search(text):
            return text[: match.start()], frozenset({("aim", way)})
    return text, frozenset()


def _is_between_words(level: re.Match[str]) -> bool:
    before, after = level.string[: level.start()].strip(), level.string[level.end() :].strip()
    return before[-1:].isalpha() and after[:1].isalpha()


def take_ages(text: str, words: MeasureWords) -> tuple[str, Qualifiers]:
    """Ages in one form: `29 år och yngre`, `<30 år`, `0-29 år` → `-29`; `80+`, `80 år och äldre` → `80-`; `65-79`."""
    ages: Qualifiers = set()
    if not _DIGIT.search(text):
        return text, ages
    text = _NO_AGES.sub(r"\1 \2~\3", text)
    for bound, pattern in words.ages:
        if found := [int(age) for age in pattern.findall(text) if int(age) <= HIGHEST_AGE]:
            ages |= {("age", _write_age(bound, age)) for age in found}
            text = pattern.sub(lambda match: " " if int(match[1]) <= HIGHEST_AGE else match[0], text)
    ranges = [(low, high) for low, high in _AGE_RANGE.findall(text) if int(high) <= HIGHEST_AGE]
    ages |= {("age", f"-{high}" if int(low) == 0 else f"{low}-{high}") for low, high in ranges}
    text = _AGE_RANGE.sub(lambda match: " " if match.groups() in ranges else match[0], text)
    # `under 30 år (18-29)`: the range says both
    ages -= {("age", f"-{high}") for low, high in ranges if int(low)}
    return text.replace("~", "-"), ages


def _write_age(bound: str, age: int) -> str:
    """`över 65 år` means 65 or more, `över 49 år` 50 or more: groups of ages begin at even numbers, adults at 18."""
    match bound:
        case "below":
            return f"-{age - 1}"
        case "up_to":
            return f"-{age}"
        case "above":
            return f"{age if age % 5 == 0 or age == ADULT else age + 1}-"
        case "exactly":
            return str(age)
        case _:
            return f"{age}-"


def take_grades(text: str) -> tuple[str, Qualifiers]:
    """School years: `åk 9`, `åk 7-9`."""
    grades = {("grade", f"{low}-{high}" if high else low) for low, high in _GRADE.findall(text)}
    return _GRADE.sub(" ", text), grades


def take_numbers(text: str) -> tuple[str, Qualifiers]:
    """Numbers keep measures apart (`1 Gbit/s`, `två år efter`); calendar years (then written `år2024`) do not."""
    text = _YEAR.sub(lambda match: f"år{match[0]}", text)
    numbers = {("number", match.replace(",", ".")) for match in _NUMBERS.findall(text)}
    return _NUMBERS.sub(" ", text), numbers


def find_share_of(text: str) -> Iterator[tuple[str, str]]:
    """Whether a share of people of an age is one of all of that age, or of all inhabitants, where the name ends so. An
    age that it says nowhere else is the people's own: `båtägare, andel av invånare 18+`."""
    match = _SHARE_OF.search(text)
    if match and (match[1] is None or match[1] in text[: match.start()]):
        yield "share of", match[1] or "all"


def find_spans(text: str, words: MeasureWords) -> Iterator[tuple[str, str]]:
    """The units of numbers that are part of what is measured: `inom 10 dagar` and `inom 10 veckor` are two."""
    for unit, pattern in words.spans:
        yield from ((f"span: {number.replace(',', '.')}", unit) for number in pattern.findall(text))
