"""Numbers in a sentence: what they count or measure, and the year that the sentence ties to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from normalizers import Unreadable
from normalizers.numbers import NUMBER, is_year, number_word, read_number
from normalizers.readings import comparator_before, comparator_code, words_of
from normalizers.text import clean_text
from normalizers.units import is_unit, leading_unit, normalise_unit
from normalizers.vocabulary import any_of, load

ARTICLES = ("en", "ett")
LONGEST_NOUN = 3  # words of a counted noun: `nya lokala företag`
PRINTED_NUMBER = NUMBER.replace(r"(?: \d{3})", r"(?:\s\d{3})")  # thousands may stand on two lines

_WORD = re.compile(r"[^\W\d_][\w/-]*|\S")
_PLAIN_YEAR = r"(?<![\d–/-])(?:19|20)\d\d(?!\d)(?!\s?[–/-]\s?\d)(?!\s+års)"  # no `2025–2027`, no `2019 års nivå`
_YEAR = re.compile(_PLAIN_YEAR)
_YEAR_AND_DASH = re.compile(r"(?<![\d–/-])((?:19|20)\d\d)(?:\s+[–-]|\s?:)\s+(?=\d)")
_NEXT_NUMBER = re.compile(r"\s?:\s?[^\d().,:;]{0,20}\d")  # behind a year that labels it: `90 % (2030: 86 %)`
_YEAR_END = re.compile(r"[\s”\"»).!?]*(?:,|$)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence with its unit; positions are those of the sentence."""

    start: int
    end: int
    value: float
    unit: str | None
    counted: str | None  # the counted noun, where the unit is one
    note: str | None = None  # `av tio`
    upper: float | None = None  # the second number of a range


def read_quantities(sentence: str, articles: bool = False) -> Iterator[Quantity]:
    """The numbers, in digits or words, that count or measure something. Years and ages do not.

    With `articles`, `en` and `ett` behind a comparator count as well: `minst en ny kurs`.
    """
    end_of_last = 0
    for token in _token().finditer(sentence):
        value = _value_of(token[0], sentence[token.end() :], sentence[: token.start()] if articles else "")
        if value is None or token.start() < end_of_last or _names(sentence[: token.start()]):
            continue
        upper, end = _upper_end(sentence, token, value)
        end_of_last = end
        unit, counted, end = _unit_after(sentence, end)
        last_word = (counted or unit or "").casefold().split(" ")[-1]
        if (is_year(token[0]) and unit is None) or last_word in load("targets")["counted"]["none"]:
            continue
        if re.match(r"-|\s*:e\b", sentence[end:]):  # `3-årig`, `2:e`
            continue
        whole = _out_of(sentence, end, value) if unit is None and upper is None else None
        if whole:
            note, end = clean_text(whole[0]), whole.end()
            end_of_last = end
            yield Quantity(token.start(), end, value, None, None, note)
        else:
            yield Quantity(token.start(), end, value, unit, counted, None, upper)


def _names(before: str) -> bool:
    """Whether the word before a number makes it a name: `årskurs 9`."""
    words = before.rsplit(maxsplit=1)
    return bool(words) and before[-1].isspace() and words[-1].casefold() in words_of("numbered")


@cache
def _token() -> re.Pattern[str]:
    words = any_of([*ARTICLES, *load("values")["number_words"]])
    digits = rf"(?<![\w.,:/§-])(?:{PRINTED_NUMBER})(?![.,:/]?\d)"
    return re.compile(rf"{digits}|(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def _value_of(token: str, after: str, before: str = "") -> float | None:
    """The number of a token; `en` and `ett` are articles but for `en procent` and behind a comparator."""
    if token[0].isdigit():
        try:
            return read_number(token)
        except Unreadable:
            return None
    if token.casefold() in ARTICLES:
        comparator = comparator_before().search(before)
        compared = comparator is not None and comparator_code(comparator[0]) in (">=", "<=")
        return 1.0 if compared or re.match(r"\s*procent(?:enhet)?\b", after, re.IGNORECASE) else None
    return number_word(token)


def _upper_end(sentence: str, token: re.Match[str], value: float) -> tuple[float | None, int]:
    """The second number of a range (`2–3 %`, `mellan 2 och 3 %`) and where the numbers end."""
    joint = r"\s+och\s+" if re.search(r"\bmellan\s+$", sentence[: token.start()], re.IGNORECASE) else r"\s?[–-]\s?"
    second = re.compile(rf"\s?%?{joint}({PRINTED_NUMBER})").match(sentence, token.end())
    upper = _value_of(second[1], "") if second and not is_year(second[1]) else None
    return (upper, second.end()) if second and upper is not None and upper > value else (None, token.end())


def _out_of(sentence: str, at: int, value: float) -> re.Match[str] | None:
    """`av tio` behind `åtta`: what the number is a part of."""
    found = _part_of().match(sentence, at)
    whole = _value_of(found["whole"], "") if found else None
    return found if whole is not None and whole >= value else None


@cache
def _part_of() -> re.Pattern[str]:
    numbers = any_of(list(load("values")["number_words"]))
    kinds = any_of(load("targets")["counted"]["of_whole"])
    form = rf"\s+av\s+(?:{kinds}\s+)?(?P<whole>{PRINTED_NUMBER}|(?:{numbers})(?!\w))(?!\s?%)"
    return re.compile(form, re.IGNORECASE)


def _unit_after(sentence: str, at: int) -> tuple[str | None, str | None, int]:
    """The unit after a number, the counted noun where it is one, and where they end."""
    gap = re.match(r"\s*", sentence[at:])
    begin = at + (gap.end() if gap else 0)
    if (known := leading_unit(sentence[begin:])) and (begin > at or not sentence[begin].isalpha()):
        unit, end = known[0].rstrip(".,;:"), begin + known[1]
        if unit.casefold() == "år" and re.match(r"\s+(?:19|20)\d\d\b", sentence[end:]):  # `minst 72 år 2026`
            return None, None, at
        while not is_unit(sentence[begin:end]) and sentence[end - 1] in ".,;:":  # the full stop behind `kWh/kvm.`
            end -= 1
        substance = re.compile(r"\s([^\W\d_]\w*)").match(sentence, end)  # `ton koldioxid`, `kg CO2e`
        dated = re.match(r"\s+år\s+(?:19|20)\d\d\b", sentence[end:])  # `minst 88 procent år 2027`
        whole = unit.casefold() in load("units")["words"]["complete"]  # in `60 procent ha` the second is a verb
        if substance and not dated and not whole and " " not in unit and is_unit(unit) and is_unit(substance[1]):
            return f"{unit} {substance[1]}", None, substance.end()
        return unit, None, end
    if begin == at:
        return None, None, at
    noun, noun_end = _counted_noun(sentence, begin)
    return (normalise_unit(noun), noun, noun_end) if noun else (None, None, at)


def counted_noun(sentence: str, at: int) -> str | None:
    """The noun directly behind a number and its unit: `behöriga lärare` of `90 % behöriga lärare`."""
    gap = re.compile(r"\s+").match(sentence, at)
    noun = _counted_noun(sentence, gap.end())[0] if gap else None
    return None if noun is None or noun.endswith("s") else noun  # `30 procent uppnås`


def _counted_noun(sentence: str, begin: int) -> tuple[str | None, int]:
    """The counted noun with its adjectives: `nya lokala företag`. A verb behind it is no part of it."""
    end, words = begin, 0
    for word in _WORD.finditer(sentence, begin):
        plain = word[0].casefold()
        stops = (
            plain in load("targets")["counted"]["times"]
            or plain in words_of("noun_ends")
            or plain in words_of("remarks")
            or plain in load("targets")["labels"]["MODAL"]
        )
        if stops or not word[0][0].islower() or words == LONGEST_NOUN or plain.endswith("as"):  # a verb: `byggas`
            break
        end, words = word.end(), words + 1
        if not plain.endswith(tuple(load("targets")["counted"]["adjective_endings"])):
            break
    return (clean_text(sentence[begin:end]) if words else None), end


# ------------------------------------------------------------------ years


@cache
def _year_forms() -> dict[str, re.Pattern[str]]:
    words = load("targets")["years"]
    modal = any_of(load("targets")["labels"]["MODAL"])
    months = any_of(sorted(words_of("months")))
    tie = rf"(?<!\w)(?:{any_of(words['before'])})"
    return {
        name: re.compile(form, re.IGNORECASE)
        for name, form in {
            "behind": rf"[\s,]+\(?(?:(?:{any_of(words['before'])})\s+){{0,3}}(?=\d)",
            "tie": rf"{tie}\s+(?:(?:den\s+)?\d{{1,2}}\s+)?(?:(?:{months})\s+)?$",
            "since": rf"(?<!\w)(?:{any_of(words['since'])})\s+$",
            "base": rf"(?<!\w)(?:{any_of(words['base'])})\s+(?:år\s+)?$",
            "another": rf"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d|(?<!\w)(?:{any_of(words['compared'])})(?!\w)",
            "word": r"(?<![\w-])([a-zåäöé]{2,})\s+$",
            "modal": rf"\s+(?:{modal})(?!\w)",
        }.items()
    }


def dated_levels(sentence: str) -> Iterator[tuple[int, Quantity]]:
    """`2014 – 197 kWh/m2, 2020 – 168 kWh/m2`: levels in a row, each behind its year. A lone one may be anything."""
    years = list(_YEAR_AND_DASH.finditer(sentence))
    if len(years) < 2:
        return
    quantities = {q.start: q for q in read_quantities(sentence)}
    found = [(int(year[1]), q) for year in years if (q := quantities.get(year.end())) and q.unit is not None]
    if len(found) >= 2 and len({q.unit for _, q in found}) == 1:
        yield from found


def year_behind(sentence: str, quantity: Quantity) -> int | None:
    """The year directly behind a number, but for words such as `senast` and `år`."""
    gap = _year_forms()["behind"].match(sentence, quantity.end)
    year = _YEAR.match(sentence, gap.end()) if gap else None
    return int(year[0]) if year and not _NEXT_NUMBER.match(sentence, year.end()) else None


def year_of(sentence: str, quantity: Quantity) -> int | None:
    """The year that the sentence ties to the number: behind it, or elsewhere (`År 2030 ska …`); two years tie none."""
    if year := year_behind(sentence, quantity):
        return year
    years = {
        int(year[0])
        for year in _YEAR.finditer(sentence)
        if not quantity.start <= year.start() < quantity.end and _is_tied(sentence, year, quantity)
    }
    return years.pop() if len(years) == 1 else None


def _is_tied(sentence: str, year: re.Match[str], quantity: Quantity) -> bool:
    """Whether a year is the target's: not the year of a comparison, nor part of a name (`Agenda 2030`)."""
    forms = _year_forms()
    before = sentence[: year.start()]
    tie = forms["tie"].search(before)
    between = sentence[quantity.end : tie.start() if tie else year.start()]  # empty where the year stands first
    if year[0] < "2000" or forms["another"].search(between):  # `minst 80 % jämfört med 74 % 2022`
        return False
    if (label := _NEXT_NUMBER.match(sentence, year.end())) and label.end() > quantity.end:
        return False
    if forms["since"].search(before):
        return True
    if forms["base"].search(before):
        return False
    if tie:
        is_during = before[tie.start() :].casefold().startswith("under")
        return not is_during or year.start() > quantity.end or not before[: tie.start()].strip()
    if not before.strip():
        return forms["modal"].match(sentence, year.end()) is not None
    word = forms["word"].search(before)  # lower case: no name
    if year.start() < quantity.start:
        return word is not None and word[1] in load("targets")["labels"]["MODAL"]  # `ska 2030 vara minst`
    if word is not None and word[1] in load("targets")["labels"]["MODAL"]:  # `Minst 60 % … ska 2030 ske`
        return True
    at_end = _YEAR_END.match(sentence, year.end()) is not None
    return at_end and word is not None and not word[1].endswith(tuple(load("targets")["years"]["not_after"]))
