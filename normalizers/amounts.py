"""Value cells and budget cells: printed text → numbers.

A cell is read as: words, comparator, sign, number, unit, words. What does not fit that shape is not guessed at: the
value is None and a flag says so, or the best reading carries the flag `ambiguous-number`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from normalizers import Unreadable
from normalizers.dates import parse_as_of
from normalizers.numbers import MINUS_SIGNS, NUMBER, AmbiguousNumber, is_year, number_word, read_number
from normalizers.readings import (
    AMBIGUOUS,
    UNPARSED,
    ParsedValue,
    comparator_before,
    outside,
    read_components,
    read_first_of,
    read_limits,
    read_range,
    read_single,
    words_of,
)
from normalizers.text import clean_text
from normalizers.units import is_plain_or_compound, is_unit, normalise_unit, unit_in_name
from normalizers.vocabulary import any_of, load

__all__ = [
    "AMBIGUOUS",
    "MIXED_UNITS",
    "UNPARSED",
    "ParsedValue",
    "RowUnits",
    "is_empty_mark",
    "parse_amount",
    "parse_by_years",
    "parse_values",
    "settle_units",
]

MIXED_UNITS = "mixed-units"  # a bare number in a row whose other numbers have units
SOME_YEAR = 2024  # a leap year: any day of another year is a day of this one

_NUMBER = re.compile(rf"(?<![\w.,])(?:{NUMBER})(?![.,]?\d)")
_ARROWS_AND_MARKS = re.compile(r"^[\s*•←-⇿▲▼►▶]+|[\s*†←-⇿▲▼►▶]+$")
_AMOUNT = re.compile(rf"(?P<sign>[+{MINUS_SIGNS}])?\s?(?P<number>{NUMBER})\s?%?\s?\*?")
_BRACKET = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEARS_LISTED = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?/\s?(?:19|20)\d\d){2,}(?!\d)")
_TIMES = load("values")["times"]
_LEADS_TO_YEAR = rf"(?:{any_of(_TIMES['before_year'])}\s+)"
_YEAR_AFTER = re.compile(  # right behind a number only with a word: `5 senast 2027`
    rf"(?:(?<=\D)[\s,]+{_LEADS_TO_YEAR}*|(?<=\d)[\s,]+(?!till\s){_LEADS_TO_YEAR}+)((?:19|20)\d\d)$", re.IGNORECASE
)
_YEAR_BEFORE = re.compile(r"^((?:19|20)\d\d)\s*[:=]\s*(?=\S)")
_TIME_BEFORE_YEAR = re.compile(  # no comparators there
    rf"\b{any_of(_TIMES['no_comparator'])}\s+(?:{any_of(_TIMES['year'])}\s+)?$", re.IGNORECASE
)
_NUMBER_AND_WORD = re.compile(r"\d\s*(%|[^\W\d]\S*)$")
_ONLY_NUMBER = re.compile(rf"[{MINUS_SIGNS}]?(?:{NUMBER})\s?%?(?:\s?[/;]\s?(?:{NUMBER})\s?%?)*")
_ORDINAL = re.compile(r"(\d):(?:a|e|de)\b")
_FOOTNOTE_MARK = re.compile(r"(?<=[\d%‰)\s])[¹²³⁰⁴-⁹⁾]+$|(?<=[\d%])\s[a-z\d]\)$")
_SPREADSHEET_ERROR = re.compile(r"#(?:[^\W\d_]+[/0!?]*|#+)[!?]?")  # `#DIV/0!`, `#SAKNAS!`, `####`
_FRACTION_SIGN = re.compile("[¼½¾⅐-⅞]")
_SHORT_YEAR = re.compile(
    rf"(?:19|20)\d\d|(?<![^\W_]){any_of(_TIMES['before_short_year'])}\w*[\s.’'-]*\d\d(?!\d)",
    re.IGNORECASE,
)
_LEVEL_OF_YEAR = re.compile(rf"(?:19|20)\d\d\s+{any_of(_TIMES['of_year'])}\b", re.IGNORECASE)
_THREE_DECIMALS = re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?![\d.,])")  # `1,400`: or English thousands
_GROUP_START = re.compile(r"\s*\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class RowUnits:
    """The cells of a row with their final units, and the unit of the row."""

    cells: tuple[tuple[ParsedValue, ...], ...]
    unit: str | None


def is_empty_mark(text: str) -> bool:
    """Whether the cell only says that there is no value: `–`, `..`, `i.u.`, `Se fotnot 3`."""
    folded = clean_text(text).casefold()
    bare = folded.strip("()[]. ")
    note = re.sub(r"^(se (?:fot)?not)\s*\d+$", r"\1", bare)
    return not {folded, bare, note}.isdisjoint(words_of("empty_marks")) or not folded


def parse_amount(text: str) -> float:
    """The number of a budget cell: `−12 000`, `- 7 800`, `2,2 %`; `(52,3)` is negative, as bookkeepers print it.
    Raises Unreadable, also for any other unit."""
    printed = clean_text(text)
    bracketed = re.fullmatch(rf"\(\s*({NUMBER}\s*%?)\s*\)", printed)
    if bracketed and not is_year(bracketed[1]):
        printed = f"-{bracketed[1]}"
    shape = _AMOUNT.fullmatch(printed)
    if not shape:
        raise Unreadable(f"{text!r} is no amount")
    number = read_number(shape["number"])
    return -number if shape["sign"] and shape["sign"] in MINUS_SIGNS and number else number


def parse_values(text: str, lines: Sequence[str] = ()) -> tuple[ParsedValue, ...]:
    """The values of one cell; a blank cell has none. `lines` are the cell's printed lines, where they are known.

    Empty marks and words alone give one value without a number. Thousands that stand on two lines (`450` above
    `500`) may be two values, and are flagged.
    """
    cell = _ORDINAL.sub(r"\1", clean_text(text))
    if not cell:
        return ()
    if is_empty_mark(cell) or _SPREADSHEET_ERROR.fullmatch(cell):
        return (ParsedValue(),)
    cell = _ARROWS_AND_MARKS.sub("", cell)
    if _FRACTION_SIGN.search(cell) or re.match(r"[.,]\d", cell):  # `,5`: what stood before?
        return (ParsedValue(flags=(UNPARSED,)),)
    values = tuple(map(_with_doubt_of_time, _read_cell(cell if "(" in cell else _FOOTNOTE_MARK.sub("", cell))))
    broken = any(re.search(r"\d\s*$", above) and _GROUP_START.match(below) for above, below in pairwise(lines))
    unsure = broken or _THREE_DECIMALS.search(cell) is not None
    return tuple(_flagged(value, AMBIGUOUS) for value in values) if unsure else values


def parse_by_years(header: str, text: str) -> tuple[ParsedValue, ...]:
    """The values of a cell under a header that lists years, one for each of them in their order: `Mål 2031/2032/2033`
    over `84 / 86 / 88 %`. Two years may be one school year over the values of women and men, so they tell nothing."""
    listed = _YEARS_LISTED.search(header)
    years = [int(year) for year in _YEAR.findall(listed[0])] if listed else []
    parts = text.split("/")
    if not years or len(parts) != len(years) or years != sorted(set(years)):
        return ()
    read = [parse_values(part) for part in parts]
    if any(len(values) != 1 or values[0].year or values[0].flags for values in read):
        return ()
    values = [value for (value,) in read]
    units = [value.unit for value in values]
    shared = units[-1] if not any(units[:-1]) else None  # behind the last it is that of all
    numbers = [replace(v, unit=v.unit or shared) if v.value is not None else v for v in values]
    return tuple(replace(v, year=year) for v, year in zip(numbers, years, strict=True))


def _flagged(value: ParsedValue, flag: str) -> ParsedValue:
    return value if flag in value.flags else replace(value, flags=(*value.flags, flag))


def _with_doubt_of_time(value: ParsedValue) -> ParsedValue:
    """A month beside the number (`85 per 31 aug`) says that the value may not be of the header's year."""
    beside = re.findall(r"[^\W\d_]+", f"{value.note or ''} {value.unit or ''}".casefold())
    return value if words_of("months").isdisjoint(beside) else _flagged(value, AMBIGUOUS)


def _read_cell(cell: str) -> tuple[ParsedValue, ...]:
    if not re.search(r"\d", cell):
        return _read_number_words(cell)
    if _is_date(cell) or _is_level_of_year(cell):
        return (ParsedValue(),)
    core, notes, context = _take_brackets(cell)
    if not re.search(r"\d", core):
        return _read_bracketed(cell)
    if context.year is None:
        core, context = _take_year(core, context)
    return tuple(_in_context(value, notes, context) for value in _read_core(core))


def _in_context(value: ParsedValue, notes: Sequence[str], context: ParsedValue) -> ParsedValue:
    """The value with what the cell's brackets say."""
    if value.value is None:
        return value
    note = "; ".join(filter(None, (value.note, *notes))) or None
    return replace(
        value,
        unit=value.unit or context.unit,
        note=note,
        year=context.year,
        as_of_text=context.as_of_text,
        flags=(*value.flags, *context.flags),
    )


def _read_number_words(cell: str) -> tuple[ParsedValue, ...]:
    """Words alone are no value (`Minska`), but numbers in words count: `minst fyra`, `Noll`; `tre av fyra` says so."""
    words = cell.split()
    for at, word in enumerate(words):
        number = number_word(word.strip(".,"))
        comparator = comparator_before().search(" ".join(words[:at]))
        if number is not None and comparator and comparator.start() == 0:
            return _read_core(" ".join([*words[:at], f"{number:g}", *words[at + 1 :]]))
    first = number_word(words[0].strip(".,")) if words else None
    if first is None:
        return (ParsedValue(),)
    values = _read_core(" ".join([f"{first:g}", *words[1:]]))
    return values if len(words) == 1 else tuple(_flagged(value, AMBIGUOUS) for value in values)


def _is_date(cell: str) -> bool:
    """`Hösten 2023`, `Klart 2024`, `31 dec 2024`, `Bättre än 2022`: words, and no digits but those of a date."""
    if not re.search(r"[^\W\d]", cell) or "(" in cell:
        return False
    lead = _date_at_end().sub("", cell)
    return (
        lead != cell
        and not re.search(r"\d", lead)
        and (not comparator_before().search(lead) or bool(_TIME_BEFORE_YEAR.search(lead)))
    )


def _is_level_of_year(cell: str) -> bool:
    """`> 2023 års nivå`: a comparison with what some year was."""
    rest = _LEVEL_OF_YEAR.sub("", cell)
    return rest != cell and not re.search(r"\d", rest)


@cache
def _date_at_end() -> re.Pattern[str]:
    """A year at the end, with the day and month or the numbered period before it."""
    months = "|".join(sorted(words_of("months"), key=lambda month: (-len(month), month)))
    period = rf"(?:[qt]\d|{any_of(_TIMES['numbered'])}\s?\d{{1,2}})"
    day = rf"\d{{1,2}}\s(?:{months})\b\.?"
    year = r"(?<!\d)(?:19|20)\d\d"
    return re.compile(rf"(?:\b(?:{day}|{period})\s)?{year}$|\b{day}$", re.IGNORECASE)


def _take_brackets(cell: str) -> tuple[str, list[str], ParsedValue]:
    """The cell without its brackets, the notes in them, and the year, date or unit that they give."""
    notes: list[str] = []
    context = ParsedValue()
    for inside in map(str.strip, _BRACKET.findall(cell)):
        years = _YEAR.findall(inside)
        if inside.casefold() in load("values")["components"]:
            continue
        if is_plain_or_compound(inside):
            context = replace(context, unit=normalise_unit(inside))
        elif len(years) == 1 and inside == years[0]:
            context = replace(context, year=int(inside))
        elif len(years) == 1 and _is_part_of_year(inside):
            context = replace(context, year=int(years[0]), as_of_text=inside)
        elif (
            not years and not _is_odd_time(inside) and _is_part_of_year(inside) and parse_as_of(inside, SOME_YEAR)
        ):  # the header's year
            context = replace(context, as_of_text=inside)
        elif len(years) == 1 and not re.search(r"\d", _YEAR.sub("", inside)):  # `enkät 2019`: is it the value's year?
            context = replace(context, year=int(years[0]), flags=(AMBIGUOUS,))
            notes.append(inside)
        elif inside:
            if _ONLY_NUMBER.fullmatch(inside) or _names_parts(inside) or _is_odd_time(inside):
                # `45 (43)`: last year's value, another group's? `45 (ht 23)`, `45 (2022/23)`: of which year?
                context = replace(context, flags=(AMBIGUOUS,))
            notes.append(inside)
    labels = load("values")["components"]
    core = _BRACKET.sub(lambda b: f" {b[1]} " if b[1].strip().casefold() in labels else " ", cell)
    return clean_text(core).strip(" ,;"), notes, context


def _is_odd_time(text: str) -> bool:
    """`ht 23`, `2022/2023`: nothing but a time, but of another kind than the header's year."""
    rest = re.sub(r"[\d\s/–-]+", "", _SHORT_YEAR.sub("", text))
    return not rest and _SHORT_YEAR.search(text) is not None


def _names_parts(text: str) -> bool:
    """`K 43, M 47`: a bracket with values of parts, beside the whole."""
    labels = load("values")["components"]
    named = any(word.casefold() in labels for word in re.findall(r"[^\W\d_]+\.?", text))
    return named and re.search(r"\d", text) is not None


def _is_part_of_year(text: str) -> bool:
    """`aug 2021`, `per 31 aug 2021`, `jan–aug 2021`."""
    words = [w.casefold().strip(".") for w in re.split(r"[\s–—/-]+", _YEAR.sub(" ", text)) if w]
    time_words = words_of("months") | words_of("periods")
    named = any(word in time_words for word in words)
    return named and all(word in time_words or re.fullmatch(r"\d{1,2}", word) for word in words)


def _read_bracketed(cell: str) -> tuple[ParsedValue, ...]:
    """`Ja (100 %)`: the number stands in the bracket alone."""
    brackets = [inside.strip() for inside in _BRACKET.findall(cell) if re.search(r"\d", inside)]
    if len(brackets) != 1 or is_year(brackets[0]):
        return (ParsedValue(flags=(UNPARSED,)),)
    words = clean_text(_BRACKET.sub(" ", cell))
    values = _read_core(brackets[0])
    return tuple(_flagged(_in_context(value, [words], ParsedValue()), AMBIGUOUS) for value in values)


def _take_year(core: str, context: ParsedValue) -> tuple[str, ParsedValue]:
    """A year printed beside the number: `45 % 2019`, `2022: 45`. Behind a bare number it is left alone."""
    if len(_YEAR.findall(core)) != 1:
        return core, context
    if before := _YEAR_BEFORE.match(core):
        return core[before.end() :], replace(context, year=int(before[1]))
    after = _YEAR_AFTER.search(core)
    rest = core[: after.start()].rstrip(" ,") if after else ""
    named = after is not None and re.search("[^\\W\\d]", after[0]) is not None  # `år 2030`
    beside = _NUMBER_AND_WORD.search(rest)  # in `70 % av budget 2024` the year is not the value's
    if after and re.search(r"\d", rest) and (named or (beside and beside[1].casefold() not in words_of("remarks"))):
        return rest, replace(context, year=int(after[1]))
    return core, context


def _read_core(core: str) -> tuple[ParsedValue, ...]:
    """The values of a text without brackets and years beside the number."""
    numbers = list(_NUMBER.finditer(core))
    words = " ".join(outside(core, numbers)).split()
    parts = [part for word in words for part in word.strip(".,;").split("/")]  # `kWh/m2`
    digits_in_words = any(re.search(r"\d", part) and not is_unit(part) for part in parts)
    if not numbers or (digits_in_words and len(numbers) > 1):
        return (ParsedValue(flags=(UNPARSED,)),)
    try:
        if len(numbers) == 1:
            value = read_single(core, numbers[0])
            return (_flagged(value, UNPARSED) if digits_in_words else value,)
        for reading in (read_range, read_first_of, read_limits, read_components):
            if values := reading(core, numbers):
                return values
    except AmbiguousNumber:
        return (ParsedValue(flags=(AMBIGUOUS,)),)
    except Unreadable:
        pass
    return (ParsedValue(flags=(UNPARSED,)),)


def settle_units(parsed: Sequence[Sequence[ParsedValue]], name: str) -> RowUnits:
    """The row's cells with final units, and the indicator's own.

    A cell's unit comes first. A unit that every other numeric cell of the row has goes to a bare number beside them;
    else a bare number has the unit that the indicator's name prints.
    """
    by_name = unit_in_name(name)
    numeric = [cell for cell in parsed if any(value.value is not None for value in cell)]
    settled = tuple(tuple(_with_unit(value, cell, numeric, by_name) for value in cell) for cell in parsed)
    units = {value.unit for cell in settled for value in cell if value.value is not None}
    return RowUnits(settled, by_name if not units else units.pop() if len(units) == 1 else None)


def _with_unit(
    value: ParsedValue, cell: Sequence[ParsedValue], numeric: Sequence[Sequence[ParsedValue]], by_name: str | None
) -> ParsedValue:
    if value.value is None or value.unit is not None:
        return value
    others = [v.unit for other in numeric if other is not cell for v in other if v.value is not None]
    if others and others[0] is not None and len(set(others)) == 1:
        return replace(value, unit=others[0])
    if by_name is None and any(others):
        return _flagged(value, MIXED_UNITS)
    return replace(value, unit=by_name)
