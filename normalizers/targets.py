"""Targets in running text: `Överskottet ska vara minst 2 procent`, `med 13 000 invånare 2030`, `(3,5 grön)`.

Only wording that sets a level for the own body is a target. A target that is missed costs a row; one that is made up
costs trust. So each form below is narrow, and a sentence about forecasts, the past or the law gives none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from normalizers import Unreadable
from normalizers.numbers import NUMBER, is_year, number_word, read_number
from normalizers.readings import comparator_code, words_of
from normalizers.text import clean_text
from normalizers.units import leading_unit, normalise_unit
from normalizers.vocabulary import load

LONGEST_NOUN = 3  # words of a counted noun: `nya lokala företag`
LONGEST_SUBJECT = 10  # words; a longer subject is a clause of its own
LONGEST_SUBJECT_LENGTH = 80  # characters after a number in which its modal verb stands


@dataclass(frozen=True, slots=True)
class TextTarget:
    """One target found in running text."""

    raw: str  # the shortest wording with comparator, number, unit and note
    start: int  # where `raw` begins in the text
    comparator: str
    value: float
    unit: str | None = None
    note: str | None = None
    year: int | None = None  # only where the sentence ties one to the number
    counted: str | None = None  # the counted noun: `invånare`; names an indicator where none is there
    subject: str | None = None  # what is to reach the level: `Överskottsmålet`
    is_change: bool = False  # `minska med 12 %`: a change, no level


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number in a sentence with its unit; positions are those of the text."""

    start: int
    end: int
    value: float
    unit: str | None
    counted: str | None
    upper: float | None = None  # the second number of a range


_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"»)]?\s+(?=[A-ZÅÄÖ”\"•])|\n\s*\n|[•]")
_SPACE = r"\s+"
_NUMBER = NUMBER.replace(r"(?: \d{3})", r"(?:\s\d{3})")
_YEAR_AFTER = re.compile(
    r"[\s,]+(?:(?:senast|till|år|fram|under|vid|utgången|slutet|av)\s+){0,5}((?:19|20)\d\d)\b", re.IGNORECASE
)
_YEAR_LATER = re.compile(
    r"\b(?:senast|till|år|under|utgången\s+av|slutet\s+av)\s+(?:år\s+)?(20\d\d)\b(?!\s+års)", re.IGNORECASE
)
_YEAR_BEFORE = re.compile(r"(?:^|\s)(?:senast|till|år|fram\s+till|vid\s+utgången\s+av)\s+(?:år\s+)?(20\d\d)\b",
                          re.IGNORECASE)
_EDGE = " \n\t”\"–-"
_WORD = re.compile(r"[^\W\d_][\w/-]*|\S")
_WITH_AT_END = re.compile(r"\bmed\s*$", re.IGNORECASE)
_TO_AT_END = re.compile(r"\btill\s*$", re.IGNORECASE)
_IS_AT_END = re.compile(r"\b(?:är|uppgår\s+till)\s*$", re.IGNORECASE)
_LOOSE_AT_END = re.compile(r"\b(?:i|från|inte)\s*$", re.IGNORECASE)
_AND_AT_END = re.compile(
    r"[\s,]*(?:(?:år|senast|till|under)\s+)*(?:20\d\d)?[\s,]*(?:och|samt|,)\s*(?:till\s+)?", re.IGNORECASE
)
_NUMBER_NEXT = re.compile(r"\s*[<>≤≥–−-]?\s*(?!(?:19|20)\d\d\b)\d")
_NUMBER_BEFORE = re.compile(r"(?<!\b(?:19|20)\d\d)(?<=[\d%])\s+$")
_DIGITS = re.compile(r"(?!(?:19|20)\d\d\b)(?<!\d)\d")
_FROM_LEVEL = re.compile(rf"\bfrån\s+(?:{_NUMBER})\s*%?\s+till\s*$", re.IGNORECASE)


def _any_of(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", _SPACE) for word in longest_first)


def _has(words: Sequence[str], text: str) -> bool:
    return re.search(rf"(?<!\w)(?:{_any_of(words)})(?!\w)", text, re.IGNORECASE) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The forms that stand directly before a number."""
    words = load("targets")
    before = load("comparators")["before"]
    close = [w for code in (">=", "<=") for w in before[code] if w not in ("inom", "upp till", "top", "bland de")]
    loose = [word for code in (">", "<") for word in before[code]]
    approximate = rf"(?:(?:{_any_of(load('comparators')['words']['approximate'])})\s+)?"
    modal = rf"(?<!\w)(?:{_any_of(words['modal'])})(?!\w)"
    target = rf"\w*(?:{_any_of(words['target_words'])})"
    level = rf"(?:{_any_of(words['level_verbs'])})"
    return {name: re.compile(form, re.IGNORECASE) for name, form in {
        "comparator": rf"(?<![\w-])(?:{_any_of(close)})\s*$|(?:≥|≤|>=|<=)\s*$",
        "loose": rf"(?:vara|ligga|hållas|bli|är)\s+(?P<word>{_any_of(loose)})\s*$|"
                 r"(?:ska|skall|bör)\s+(?P<verb>understiga|överstiga)\s*$|(?P<sign>[<>])\s*$",
        "modal": modal,
        "target": rf"(?<!\w){target}(?!\w)",
        "target om": rf"(?<!\w){target}\s+om\s*$",
        "modal level": rf"{modal}[^.;:\d]*?\b{level}\s+{approximate}$",
        "modal direct": rf"{modal}\s+{approximate}$",
        "target level": rf"(?<!\w){target}\s*(?:[:;]\s*|(?:att\s+)?{level}\s+|om\s+|på\s+)[”\"]?\s*{approximate}$",
        "change": rf"(?<!\w)(?:{_any_of(words['change_verbs'])})\s+med\s+{approximate}$",
        "key result": rf"\(\s*(?P<body>(?P<number>{_NUMBER})\s*(?P<note>{_any_of(words['colours'])}))\s*\)",
    }.items()}


def find_targets(text: str) -> tuple[TextTarget, ...]:
    """The targets that the text sets, in reading order; the same wording twice gives two."""
    found: list[TextTarget] = []
    for start, end in _sentences(text):
        sentence = text[start:end]
        found += _bracketed_levels(sentence, start)
        if "§" in sentence or _has(load("targets")["no_target"], sentence):
            continue
        last: TextTarget | None = None
        for quantity in _quantities(sentence):
            last = _read_target(sentence, quantity, start, last)
            if last and quantity.upper is not None:
                found += [replace(last, comparator=">="), replace(last, comparator="<=", value=quantity.upper)]
            elif last:
                found.append(last)
    return tuple(sorted(found, key=lambda target: target.start))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _bracketed_levels(sentence: str, offset: int) -> Iterator[TextTarget]:
    """`(3,5 grön)` in a key result: the level at which it counts as met."""
    for found in _patterns()["key result"].finditer(sentence):
        try:
            value = read_number(found["number"])
        except Unreadable:
            continue
        raw = clean_text(found["body"])
        yield TextTarget(raw, offset + found.start("body"), "=", value, None, found["note"].lower())


def _quantities(sentence: str) -> Iterator[_Quantity]:
    """The numbers of a sentence, in digits or words, that count or measure something."""
    end_of_range = 0
    for token in _token().finditer(sentence):
        value = _value_of(token[0], sentence[token.end() :])
        if value is None or token.start() < end_of_range:
            continue
        upper, end = _upper_end(sentence, token, value)
        end_of_range = end
        unit, counted, end = _unit_after(sentence, end)
        last_word = (counted or unit or "").casefold().split(" ")[-1]
        if (is_year(token[0]) and unit is None) or last_word in load("targets")["not_counted"]:
            continue
        if re.match(r"-|\s*:e\b", sentence[end:]):  # `3-årig`, `2:e`
            continue
        yield _Quantity(token.start(), end, value, unit, counted, upper)


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,:/§-])(?:{_NUMBER})(?![.,:/]?\d)|(?<![\w-])[^\W\d_]+(?![\w-])")


def _value_of(token: str, after: str) -> float | None:
    """The number of a token; `en` and `ett` are articles but for `en procent`."""
    if token[0].isdigit():
        try:
            return read_number(token)
        except Unreadable:
            return None
    if token.casefold() in ("en", "ett"):
        return 1.0 if re.match(r"\s*procent(?:enhet)?\b", after, re.IGNORECASE) else None
    return number_word(token)


def _upper_end(sentence: str, token: re.Match[str], value: float) -> tuple[float | None, int]:
    """The second number of a range (`2–3 %`, `mellan 2 och 3 %`) and where the numbers end."""
    joint = r"\s+och\s+" if re.search(r"\bmellan\s+$", sentence[: token.start()], re.IGNORECASE) else r"\s?[–-]\s?"
    second = re.compile(rf"\s?%?{joint}({_NUMBER})").match(sentence, token.end())
    upper = _value_of(second[1], "") if second and not is_year(second[1]) else None
    return (upper, second.end()) if second and upper is not None and upper > value else (None, token.end())


def _unit_after(sentence: str, at: int) -> tuple[str | None, str | None, int]:
    """The unit after a number, the counted noun where it is one, and where they end."""
    gap = re.match(r"\s*", sentence[at:])
    begin = at + (gap.end() if gap else 0)
    if (known := leading_unit(sentence[begin:])) and (begin > at or not sentence[begin].isalpha()):
        return known[0].rstrip(".,;:"), None, begin + known[1]
    if begin == at:
        return None, None, at
    noun_end, words = at, 0
    for word in _WORD.finditer(sentence, begin):
        plain = word[0].casefold()
        stops = plain in words_of("noun_ends") or plain in words_of("remarks") or plain in load("targets")["modal"]
        if stops or not word[0][0].islower() or words == LONGEST_NOUN or plain.endswith("as"):  # a verb: `byggas`
            break
        noun_end, words = word.end(), words + 1
    noun = clean_text(sentence[begin:noun_end]) if words else None
    return (normalise_unit(noun), noun, noun_end) if noun else (None, None, at)


def _read_target(sentence: str, quantity: _Quantity, offset: int, last: TextTarget | None) -> TextTarget | None:
    """The target that the quantity is, or None. The wording before it decides."""
    before, after = sentence[: quantity.start], sentence[quantity.end :]
    forms = _patterns()
    if _NUMBER_NEXT.match(after) or _NUMBER_BEFORE.search(before):  # a row of a table
        return None
    if quantity.upper is not None:  # a range compares by itself: `ska uppgå till 2–3 %`
        before = re.sub(r"\bmellan\s+$", "", before, flags=re.IGNORECASE)
        return _target(sentence, quantity, quantity.start, "=", offset) if forms["modal level"].search(before) or \
            forms["target level"].search(before) else None
    if comparator := forms["comparator"].search(before):
        lead = before[: comparator.start()]
        is_change = forms["modal"].search(lead) is not None and forms["change"].search(lead) is not None
        if not (is_change or _continues(lead, last, offset) or _sets_level(lead, after, quantity)):
            return None
        return _target(sentence, quantity, comparator.start(), comparator_code(comparator[0]), offset, is_change)
    if loose := forms["loose"].search(before):
        group = next(name for name in ("word", "verb", "sign") if loose[name])
        if (quantity.unit is None and group != "sign") or not _clause(before, "modal"):
            return None
        return _target(sentence, quantity, loose.start(group), comparator_code(loose[group]), offset)
    if forms["change"].search(before):
        named = forms["modal"].search(before) and _subject(before)
        return _target(sentence, quantity, quantity.start, "=", offset, is_change=True) if named else None
    if _states_level(before, after, quantity, sentence):
        return _target(sentence, quantity, quantity.start, "=", offset)
    return None


def _states_level(before: str, after: str, quantity: _Quantity, sentence: str) -> bool:
    """Whether a number without a comparator is a level: `ska uppgå till 95 %`, `med 13 000 invånare 2030`."""
    forms = _patterns()
    year = _year_behind(sentence, quantity)
    measured = quantity.unit is not None and quantity.counted is None
    if forms["target level"].search(before) or forms["modal level"].search(before):
        return measured or year is not None or quantity.value >= 10 or quantity.value % 1 > 0
    if _FROM_LEVEL.search(before) and forms["modal"].search(before):
        return True
    if quantity.counted and _WITH_AT_END.search(before):
        return year is not None
    if quantity.unit == "%":  # `År 2030 ska 80 % av …`, `80 % av fordonen ska …`
        at_start = not before.strip(_EDGE) and forms["modal"].search(after[:LONGEST_SUBJECT_LENGTH]) is not None
        return at_start or forms["modal direct"].search(before) is not None
    return False


def _clause(lead: str, form: str) -> bool:
    """Whether the form stands in the text with no number between it and the end."""
    found = list(_patterns()[form].finditer(lead))
    return bool(found) and not _DIGITS.search(lead, found[-1].end())


def _continues(lead: str, last: TextTarget | None, offset: int) -> bool:
    """Whether only `och` and a year part the number from the target before it: `minst 80 % 2024 och minst 90 %`."""
    return last is not None and _AND_AT_END.fullmatch(lead, last.start - offset + len(last.raw)) is not None


def _sets_level(lead: str, after: str, quantity: _Quantity) -> bool:
    """Whether the words before a comparator make its number a target."""
    forms = _patterns()
    if re.search(r"\bom\s*$", lead, re.IGNORECASE):
        return forms["target om"].search(lead) is not None  # `överskottsmålet om minst …`, not `bredband om minst …`
    if _LOOSE_AT_END.search(lead) or _WITH_AT_END.search(lead):
        return False
    if _clause(lead, "modal") or _clause(lead, "target") or _TO_AT_END.search(lead):
        return True
    if _IS_AT_END.search(lead):
        return _has(load("targets")["measure_words"], lead)
    modal_after = forms["modal"].search(after[:LONGEST_SUBJECT_LENGTH]) is not None
    return not lead.strip(_EDGE) and (quantity.unit == "%" or modal_after)


def _target(sentence: str, quantity: _Quantity, start: int, comparator: str, offset: int,
            is_change: bool = False) -> TextTarget:
    raw = clean_text(sentence[start : quantity.end])
    return TextTarget(raw, offset + start, comparator, quantity.value, quantity.unit, None,
                      _year_of(sentence, quantity), quantity.counted, _subject(sentence[:start]), is_change)


def _year_behind(sentence: str, quantity: _Quantity) -> int | None:
    behind = _YEAR_AFTER.match(sentence, quantity.end)
    return int(behind[1]) if behind else None


def _year_of(sentence: str, quantity: _Quantity) -> int | None:
    """The year that the sentence ties to the number: behind it, or elsewhere (`År 2030 ska …`); two years tie none."""
    if year := _year_behind(sentence, quantity):
        return year
    years = {*_YEAR_BEFORE.findall(sentence[: quantity.start]), *_YEAR_LATER.findall(sentence[quantity.end :])}
    return int(years.pop()) if len(years) == 1 else None


def _subject(before: str) -> str | None:
    """The words before the modal verb: `Överskottsmålet` of `Överskottsmålet ligger fast och ska vara`."""
    words = load("targets")
    found = re.search(rf"(?:^|[,:;]\s|\batt\s)\s*((?:(?![,:;]|\batt\s).)*?)\s+(?:{_any_of(words['modal'])})(?!\w)",
                      " ".join(before.split()), re.IGNORECASE)
    if not found:
        return None
    subject = re.sub(rf"\s+(?:{_any_of(words['subject_verbs'])})\b.*$", "", clean_text(found[1]))
    if not subject or len(subject.split()) > LONGEST_SUBJECT or re.search(r"\d", subject):
        return None
    return None if subject.casefold() in words["no_subject"] else subject
