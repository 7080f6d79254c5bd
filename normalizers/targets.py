"""Targets in running text: `Överskottet ska vara minst 2 procent`, `med 13 000 invånare 2030`, `(3,5 grön)`.

Only wording that sets a level for the own body is a target. A target that is missed costs a row; one that is made up
costs trust. So each form below is narrow, and a sentence about forecasts, the past or the law gives none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from normalizers import Unreadable
from normalizers.numbers import read_number
from normalizers.quantities import PRINTED_NUMBER, Quantity, any_of, dated_levels, read_quantities, year_behind, year_of
from normalizers.readings import comparator_after, comparator_code, words_of
from normalizers.text import clean_text
from normalizers.units import normalise_unit
from normalizers.vocabulary import load

LONGEST_SUBJECT = 10  # words; a longer subject is a clause of its own
LONGEST_SUBJECT_LENGTH = 80  # characters after a number in which its modal verb stands

# A bare `under` or `inom` is a period as often as a limit, `upp till` an age.
_UNSURE_LIMITS = ("inom", "upp till", "topp", "top", "topp-", "top-", "bland de")
_OPPOSITE = {">": "<=", "<": ">="}


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
class _Comparator:
    """A comparator before a number."""

    start: int
    code: str
    lead: str  # what stands before it
    word: str


_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"»)]?\s+(?=[A-ZÅÄÖ”\"•])|\n\s*\n|[•]")
_EDGE = ' \n\t”"–-'
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
_FROM_LEVEL = re.compile(rf"\bfrån\s+(?:{PRINTED_NUMBER})\s*%?\s+till\s*$", re.IGNORECASE)
_CLAUSE_EDGE = re.compile(r"[,:;(–]|\s-\s")
_OWN_CLAUSE = re.compile(r"(?:[,:;(–]|\s-|\b(?:och|samt))\s*$", re.IGNORECASE)
_WHICH = re.compile(r"\bsom\b(?P<between>.*)$", re.IGNORECASE)


def _has(words: Sequence[str], text: str) -> bool:
    return re.search(rf"(?<!\w)(?:{any_of(words)})(?!\w)", text, re.IGNORECASE) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The forms that stand directly before a number."""
    words = load("targets")
    before = load("comparators")["before"]
    sure = [word for code in (">=", "<=") for word in before[code] if word not in _UNSURE_LIMITS]
    ranked = load("comparators")["words"]["kept_as_note"]
    loose = any_of([word for code in (">", "<") for word in before[code] if word not in (">", "<")])
    approximate = rf"(?:(?:{any_of(load('comparators')['words']['approximate'])})\s+)?"
    modal = rf"(?<!\w)(?:{any_of(words['modal'])})(?!\w)"
    target = rf"\w*(?:{any_of(words['target_words'])})"
    level = rf"(?:{any_of(words['level_verbs'])})"
    states = rf"(?<!\w)(?:{any_of(words['states'])})"
    change = rf"(?<!\w)(?:{any_of(words['change_verbs'])})"
    none_of = rf"(?<!\w)(?:{any_of(words['none_of'])})(?!\w)[^.;:,\d]*?"
    negated = rf"(?<!\w)(?:{any_of(words['not'])})(?!\s+(?:bara|endast|enbart)\b)(?:\s+\w+){{0,3}}?"
    return {
        name: re.compile(form, re.IGNORECASE)
        for name, form in {
            "comparator": rf"(?<![\w-])(?:{any_of(sure)})\s*$|(?:≥|≤|>=|<=)\s*$",
            "loose": rf"(?:vara|ligga|hållas|bli|är)\s+(?P<word>{loose})\s*$|"
            rf"{modal}[^.;:,\d]*\s(?P<verb>understiga|överstiga)\s*$|(?P<sign>[<>])\s*$|"
            rf"(?:vara|ligga|nå|placera\s+sig)\s+(?P<rank>{any_of(ranked)})\s*$",
            "loose stated": rf"(?:{states}\s+|^[^\w]*|[,:;(–]\s*)(?P<word>{loose})\s*$|"
            r"(?P<verb>understiger|överstiger)\s*$|(?P<sign>[<>])\s*$",
            "unsure": rf"(?<!\w)(?P<word>inom|{any_of(ranked)})\s*$",
            "none of": rf"(?P<whole>{none_of}\s(?P<word>{loose}))\s*$",
            "negated": rf"(?P<whole>{negated}\s+(?P<word>{loose}))\s*$",
            "some negation": rf"(?<!\w)(?:{any_of([*words['not'], *words['none_of']])})(?!\w)[^.;:,\d]*$",
            "modal": modal,
            "target": rf"(?<!\w){target}(?!\w)",
            "target om": rf"(?<!\w){target}\s+om\s*$",
            "modal level": rf"{modal}[^.;:\d]*?\b{level}\s+{approximate}$",
            "modal have": rf"{modal}[^.;:\d]*?\bha\s+{approximate}$",
            "modal direct": rf"{modal}\s+{approximate}$",
            "target level": rf"(?<!\w){target}(?:\s+20\d\d(?=\s*:))?\s*"
            rf"(?:[:;]\s*|(?:att\s+)?{level}\s+|om\s+|på\s+)[”\"]?\s*{approximate}$",
            "change": rf"{change}\s+med\s+{approximate}$",
            "change stated": rf"{change}(?:\s+(?:med|på))?\s+{approximate}$",
            "states": rf"{states}\s*$",
            "index": rf"\w*(?:{any_of(words['measure_words'])})(?!\w)",
            "modal between": rf"{modal}[^.;:\d]*?\bligga\s+$",
            "target bare": rf"(?<!\w)(?:{any_of(words['target_before_number'])})\s+$",
            "share": rf"^[^\w]*(?:{any_of(words['share_words'])})(?!\w)",
            "no level": rf"(?<!\w)(?:{any_of(words['no_level_before'])})\s*$",
            "relative": rf"\s+(?:{any_of(words['relative'])})(?!\w)",
            "key result": rf"\(\s*(?P<body>(?:(?P<word>{any_of(sure)})\s*)?(?P<number>{PRINTED_NUMBER})\s*"
            rf"(?P<unit>%|procent)?[\s,]*(?P<note>{any_of(words['colours'])}))\s*\)",
        }.items()
    }


def find_targets(text: str, *, states_result: bool = False) -> tuple[TextTarget, ...]:
    """The targets that the text sets, in reading order; the same wording twice gives two.

    `states_result` says that the text is itself a result to reach (a nyckelresultat, its "Så mäter vi"): there a
    comparator sets a level without `ska`, as in `Felanmälningar besvaras inom högst 2 dagar`.
    """
    found: list[TextTarget] = []
    for start, end in _sentences(text):
        sentence = re.sub(r"\s", " ", text[start:end])  # of the same length, for the positions
        found += _bracketed_levels(sentence, start)
        words = load("targets")
        if "§" in sentence or _has(words["no_target"], sentence):
            continue
        if not states_result and _has(words["others"], sentence):
            continue
        if states_result or _has([*words["modal"], *words["target_words"]], sentence):
            found += [
                replace(_target(sentence, level, level.start, "=", start), year=year)
                for year, level in dated_levels(sentence)
            ]
        last: TextTarget | None = None
        for quantity in read_quantities(sentence, articles=states_result):
            if any(0 <= start + quantity.start - level.start < len(level.raw) for level in found):
                continue
            target = _read_target(sentence, quantity, start, last)
            if target is None and states_result:
                target = _read_stated(sentence, quantity, start, last)
            if target and quantity.upper is not None:
                found += [replace(target, comparator=">="), replace(target, comparator="<=", value=quantity.upper)]
            elif target:
                found.append(target)
            last = target or last
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
        code = comparator_code(found["word"]) if found["word"] else "="
        unit = normalise_unit(found["unit"]) if found["unit"] else None
        yield TextTarget(
            clean_text(found["body"]), offset + found.start("body"), code, value, unit, found["note"].lower()
        )


# ------------------------------------------------------------------ sentences that say what is to be


def _read_target(sentence: str, quantity: Quantity, offset: int, last: TextTarget | None) -> TextTarget | None:
    """The target that the quantity is, or None. The wording before it decides."""
    before, after = sentence[: quantity.start], sentence[quantity.end :]
    forms = _patterns()
    if _is_no_level(before, after):
        return None
    if quantity.upper is not None:  # a range compares by itself: `ska uppgå till 2–3 %`
        before = re.sub(r"\bmellan\s+$", "", before, flags=re.IGNORECASE)
        return (
            _target(sentence, quantity, quantity.start, "=", offset)
            if any(forms[name].search(before) for name in ("modal level", "target level", "modal between"))
            else None
        )
    if sure := forms["comparator"].search(before):
        lead = before[: sure.start()]
        is_change = forms["modal"].search(lead) is not None and forms["change"].search(lead) is not None
        if not (is_change or _continues(lead, last, offset) or _sets_level(lead, after, quantity)):
            return None
        return _target(sentence, quantity, sure.start(), comparator_code(sure[0]), offset, is_change)
    if turned := _turned_round(before):
        is_rule = quantity.unit is not None and forms["modal"].search(before) is not None
        return _target(sentence, quantity, turned.start, turned.code, offset) if is_rule else None
    if loose := forms["loose"].search(before):
        group = next(name for name in ("word", "verb", "sign", "rank") if loose[name])
        unsure = quantity.unit is None and group not in ("sign", "rank") and not forms["index"].search(before)
        if unsure or not _clause(before, "modal") or forms["some negation"].search(before):
            return None
        return _target(sentence, quantity, loose.start(group), comparator_code(loose[group]), offset)
    if forms["change"].search(before):
        named = forms["modal"].search(before) and _subject(before)
        return _target(sentence, quantity, quantity.start, "=", offset, is_change=True) if named else None
    if _states_level(before, after, quantity, sentence):
        return _target(sentence, quantity, quantity.start, "=", offset)
    return None


def _is_no_level(before: str, after: str) -> bool:
    """Whether the number stands in a row of a table, or is a difference: `minst 5 procent högre än riket`."""
    if _NUMBER_NEXT.match(after) or _NUMBER_BEFORE.search(before):
        return True
    return _patterns()["relative"].match(after) is not None


def _turned_round(before: str) -> _Comparator | None:
    """`Ingen grupp ska ha fler än` and `får inte ta mer än`: the comparator that is meant, from the negation on."""
    for form in ("none of", "negated"):
        found = _patterns()[form].search(before)
        verb = re.search(r"(?P<verb>[^\W\d_]+)\s+$", before[: found.start()]) if found else None
        if not found or (form == "negated" and (not verb or _WHICH.search(before[: found.start()]))):
            continue
        code = comparator_code(found["word"])
        return _Comparator(found.start("whole"), _OPPOSITE[code], before[: found.start()], found["whole"])
    return None


def _states_level(before: str, after: str, quantity: Quantity, sentence: str) -> bool:
    """Whether a number without a comparator is a level: `ska uppgå till 95 %`, `med 13 000 invånare 2030`."""
    forms = _patterns()
    year = year_behind(sentence, quantity)
    measured = quantity.unit is not None and quantity.counted is None
    if forms["target level"].search(before) or forms["modal level"].search(before):
        return measured or year is not None or quantity.value >= 10 or quantity.value % 1 > 0
    if forms["target bare"].search(before):  # `Andel fossila bränslen: mål 0 %`
        return measured
    if _FROM_LEVEL.search(before) and forms["modal"].search(before):
        return True
    if quantity.counted and (_WITH_AT_END.search(before) or forms["modal have"].search(before)):
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


def _sets_level(lead: str, after: str, quantity: Quantity) -> bool:
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


# ------------------------------------------------------------------ wordings that are a result to reach


def _read_stated(sentence: str, quantity: Quantity, offset: int, last: TextTarget | None) -> TextTarget | None:
    """The level that a result states with a comparator, or None. A number without one may be anything."""
    before, after = sentence[: quantity.start], sentence[quantity.end :]
    if _is_no_level(before, after) or quantity.upper is not None:
        return None
    comparator, end = _stated_comparator(before), quantity.end
    if comparator is None and (behind := comparator_after().match(after.lstrip())):  # `75 eller högre`
        end += len(after) - len(after.lstrip()) + behind.end()
        code = next(c for c, words in load("comparators")["after"].items() if behind[0].casefold() in words)
        comparator = _Comparator(quantity.start, code, before, "")
    if comparator is None:
        return None
    if _patterns()["change stated"].search(comparator.lead):
        return _target(sentence, quantity, comparator.start, comparator.code, offset, is_change=True)
    is_first = last is None or _OWN_CLAUSE.search(comparator.lead) is not None
    if not is_first or _says_what_is_measured(sentence, quantity, comparator):
        return None
    kept = comparator.word if comparator.word.casefold() in load("comparators")["words"]["kept_as_note"] else None
    note = " ".join(filter(None, (kept and kept.strip("-"), quantity.note))) or None
    return _target(sentence, replace(quantity, end=end, note=note), comparator.start, comparator.code, offset)


def _stated_comparator(before: str) -> _Comparator | None:
    forms = _patterns()
    if sure := forms["comparator"].search(before):
        return _Comparator(sure.start(), comparator_code(sure[0]), before[: sure.start()], sure[0])
    if turned := _turned_round(before):
        return turned
    if unsure := forms["unsure"].search(before):
        return _Comparator(unsure.start(), "<=", before[: unsure.start()], unsure["word"])
    loose = forms["loose stated"].search(before)
    if loose is None or forms["some negation"].search(before):
        return None
    group = next(name for name in ("word", "verb", "sign") if loose[name])
    return _Comparator(loose.start(group), comparator_code(loose[group]), before[: loose.start(group)], loose[group])


def _says_what_is_measured(sentence: str, quantity: Quantity, comparator: _Comparator) -> bool:
    """Whether the number belongs to what is measured: `Andel elever som läser minst 5 kurser`, `besvaras inom 2 dagar`
    beside a share, `Avtal med minst tre leverantörer`."""
    forms = _patterns()
    lead, unit = comparator.lead, (quantity.unit or "").casefold()
    is_time = unit in load("targets")["time_units"]
    if forms["no level"].search(lead):
        return True
    if is_time and (re.search(r"%|\bprocent\b", sentence) or re.search(r"\bi\s*$", lead, re.IGNORECASE)):
        return True
    states = forms["states"].search(lead) is not None
    period_or_limit = comparator.word.casefold()
    if period_or_limit == "inom" and not is_time:
        return True
    if period_or_limit == "under" and unit != "%" and not states:  # `under 5 dagar`, but `är under 5 dagar`
        return True
    clause = _CLAUSE_EDGE.split(lead)[-1]
    stands_alone = not clause.strip() and lead.strip() != ""  # behind a comma, colon or bracket
    is_level = stands_alone or states
    if which := _WHICH.search(clause):
        own_verb = len(which["between"].split()) > 1 and not _TO_AT_END.search(lead)  # `som tagits fram är minst`
        return not (stands_alone or (states and own_verb))
    if forms["share"].search(sentence):
        return not is_level and (unit != "%" or re.search(r"\bpå\s*$", lead) is not None)
    return False


# ------------------------------------------------------------------ what is published of a target


def _target(
    sentence: str, quantity: Quantity, start: int, comparator: str, offset: int, is_change: bool = False
) -> TextTarget:
    raw = clean_text(sentence[start : quantity.end])
    return TextTarget(
        raw,
        offset + start,
        comparator,
        quantity.value,
        quantity.unit,
        quantity.note,
        year_of(sentence, quantity),
        quantity.counted,
        _subject(sentence[:start]),
        is_change,
    )


def _subject(before: str) -> str | None:
    """The words before the modal verb: `Överskottsmålet` of `Överskottsmålet ligger fast och ska vara`.

    A body (`Exempelby kommun`) and a population (`Av eleverna ska minst …`) are no measures.
    """
    words = load("targets")
    found = re.search(
        rf"(?:^|[,:;]\s|\batt\s)\s*((?:(?![,:;]|\batt\s).)*?)\s+(?:{any_of(words['modal'])})(?!\w)",
        " ".join(before.split()),
        re.IGNORECASE,
    )
    if not found:
        return None
    subject = re.sub(rf"\s+(?:{any_of(words['subject_verbs'])})\b.*$", "", clean_text(found[1]))
    if not subject or len(subject.split()) > LONGEST_SUBJECT or re.search(r"\d", subject):
        return None
    folded = subject.casefold()
    parts = words_of("noun_ends") - {"och", "samt"}
    is_body = folded.endswith(tuple(words["bodies"])) and parts.isdisjoint(folded.split())
    return None if is_body or folded in words["no_subject"] or folded.startswith("av ") else subject
