"""Targets in running text: `Överskottet ska vara minst 2 procent`, `med 13 000 invånare 2030`, `(3,5 grön)`.

Only wording that sets a level for the own body is a target. A target that is missed costs a row; one that is made up
costs trust. So each form (`[forms]` in `vocab/targets.toml`) is narrow, and a sentence about forecasts, the past or the
law gives none. A change without a number (`fördubblas`) has nothing to publish.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from normalizers import Unreadable
from normalizers.numbers import read_number
from normalizers.quantities import PRINTED_NUMBER, dated_levels, read_quantities, year_behind, year_of
from normalizers.readings import comparator_code
from normalizers.subjects import find_measure, find_subject, is_decided
from normalizers.text import clean_text
from normalizers.units import money_factor, normalise_unit
from normalizers.vocabulary import any_of, load
from normalizers.wording import Wording, read_wording

LONGEST_SUBJECT_LENGTH = 80  # characters after a number in which its modal verb stands
FEWEST = 10  # a smaller bare number without a year is as often a number of something
_OPPOSITE = {">": "<=", "<": ">="}
_NEXT_TO = frozenset(["–", "-", "−", "<", ">", "≤", "≥"])


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
    counted: str | None = None  # the counted noun: `invånare`
    subject: str | None = None  # what is to reach the level: `Överskottsmålet`
    measure: str | None = None  # of the two, the one that names an indicator where none is there
    is_change: bool = False  # `minska med 12 %`: a change, no level


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number as a target: the piece where its wording begins, and how it compares."""

    begin: int
    code: str
    end: int  # in the sentence, with what stands behind the number: `75 eller högre`
    note: str | None = None
    is_change: bool = False


_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"»)]?\s+(?=[A-ZÅÄÖ”\"•])|\n\s*\n|[•]")


def _has(words: Sequence[str], text: str) -> bool:
    return re.search(rf"(?<!\w)(?:{any_of(words)})(?!\w)", text, re.IGNORECASE) is not None


def find_targets(text: str, *, states_result: bool = False) -> tuple[TextTarget, ...]:
    """The targets that the text sets, in reading order; the same wording twice gives two.

    `states_result` says that the text is itself a result to reach (a nyckelresultat, its "Så mäter vi"): there a
    comparator sets a level without `ska`, as in `Felanmälningar besvaras inom högst 2 dagar`.
    """
    found: list[TextTarget] = []
    for start, end in _sentences(text):
        sentence = re.sub(r"\s", " ", text[start:end])  # of the same length, for the positions
        bracketed = tuple(_bracketed_levels(sentence, start))
        found += bracketed
        if _sets_none(sentence, states_result):
            continue
        quantities = tuple(read_quantities(sentence, articles=states_result))
        if not quantities:
            continue
        wording = read_wording(sentence, quantities)
        listed = tuple(_listed_levels(sentence, wording, start)) if _is_set(wording) or states_result else ()
        found += listed
        held = [*bracketed, *listed]
        last: int | None = None
        for at, quantity in wording.numbers():
            if any(0 <= start + quantity.start - level.start < len(level.raw) for level in held):
                continue
            reading = _read_target(wording, at, last)
            if reading is None and states_result:
                reading = _read_result(wording, at, last is None)
            if reading is not None:
                found += _published(sentence, wording, at, reading, start)
                last = at
    return tuple(sorted(found, key=lambda target: target.start))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _sets_none(sentence: str, states_result: bool) -> bool:
    """Whether a sentence tells of forecasts, the past, the law or others, or sets a condition."""
    words = load("targets")["sentences"]
    told = re.sub(r"\bsom\s+\w+\b", " ", sentence)  # `anmälningar som bedöms samma dag`
    if not re.search(r"\d|\w", sentence) or "§" in sentence or _has(words["no_target"], told):
        return True
    return not states_result and _has(words["others"], sentence)


def _is_set(wording: Wording) -> bool:
    return not {"MODAL", "GOAL"}.isdisjoint(wording.labels(0, len(wording.pieces)))


@cache
def _key_result() -> re.Pattern[str]:
    before = load("comparators")["before"]
    sure = any_of([*before[">="], *before["<="]])
    colours = any_of(load("targets")["results"]["colours"])
    return re.compile(
        rf"\(\s*(?P<body>(?:(?P<word>{sure})\s*)?(?P<number>{PRINTED_NUMBER})\s*(?P<unit>%|procent)?[\s,]*"
        rf"(?P<note>{colours}))\s*\)",
        re.IGNORECASE,
    )


def _bracketed_levels(sentence: str, offset: int) -> Iterator[TextTarget]:
    """`(3,5 grön)` in a key result: the level at which it counts as met."""
    for found in _key_result().finditer(sentence):
        try:
            value = read_number(found["number"])
        except Unreadable:
            continue
        code = comparator_code(found["word"]) if found["word"] else "="
        unit = normalise_unit(found["unit"]) if found["unit"] else None
        yield TextTarget(
            clean_text(found["body"]), offset + found.start("body"), code, value, unit, found["note"].lower()
        )


def _listed_levels(sentence: str, wording: Wording, offset: int) -> Iterator[TextTarget]:
    """`2014 – 197 kWh/m2, 2020 – 168 kWh/m2`: levels in a row, each behind its year."""
    places = {quantity.start: at for at, quantity in wording.numbers()}
    for year, quantity in dated_levels(sentence):
        if (at := places.get(quantity.start)) is not None:
            for target in _published(sentence, wording, at, _Reading(at, "=", quantity.end), offset):
                yield replace(target, year=year)


# ------------------------------------------------------------------ sentences that say what is to be


def _read_target(wording: Wording, at: int, last: int | None) -> _Reading | None:
    """The target that the number at a piece is, or None. The wording before it decides."""
    piece = wording.pieces[at]
    quantity = piece.quantity
    assert quantity is not None
    if _is_no_level(wording, at):
        return None
    if quantity.upper is not None:  # a range compares by itself: `ska uppgå till 2–3 %`
        return _Reading(at, "=", piece.end) if wording.is_form(at, "level", "range") else None
    if (limit := _comparator_at(wording, at, "LIMIT")) is not None:
        return _read_limit(wording, at, limit, last)
    if (turned := _turned_round(wording, at)) is not None:
        is_rule = quantity.unit is not None and "MODAL" in wording.labels(0, at)
        return turned if is_rule else None
    for form in ("verb", "sign", "rank", "loose"):
        if wording.is_form(at, form):
            word = wording.pieces[at - 1]
            if _is_condition(wording, at):
                return None
            unsure = form in ("verb", "loose") and quantity.unit is None and not _is_measure(wording, at)
            if unsure or wording.is_form(at, "denied"):
                return None
            note = word.text.casefold() if form == "rank" else None
            return _Reading(at - 1, comparator_code(word.text), piece.end, note)
    if (begin := wording.begin("change", at)) is not None:
        named = "MODAL" in wording.labels(0, begin)
        return _change(wording, begin, at, "=") if named else None
    return _read_level(wording, at)


def _read_level(wording: Wording, at: int) -> _Reading | None:
    """A number without a comparator where it is a level: `ska uppgå till 95 %`, `med 13 000 invånare 2030`."""
    piece = wording.pieces[at]
    quantity = piece.quantity
    assert quantity is not None
    sentence_year = _year_near(wording, at)
    measured = quantity.unit is not None and quantity.counted is None
    plain = measured or sentence_year or quantity.value >= FEWEST or quantity.value % 1 > 0 or quantity.value == 0
    of_measure = _is_measure(wording, at)
    is_level = wording.is_form(at, "level") and (plain or of_measure)
    is_level = is_level or (wording.is_form(at, "labelled") and measured)
    is_level = is_level or (quantity.counted is not None and wording.is_form(at, "count") and sentence_year)
    if quantity.unit == "%" or quantity.note:  # `År 2030 ska 80 % av …`, `Nio av tio ärenden ska …`
        is_level = is_level or wording.is_form(at, "share")
        is_level = is_level or (wording.is_form(at, "share_first") and _modal_after(wording, at))
    elif measured and money_factor(quantity.unit) is None:
        is_level = is_level or (wording.is_form(at, "share") and "YEAR" in wording.labels(0, at))
    if not is_level:
        return None
    if wording.label(at + 1) == "AFTER":  # `90 procent eller högre`
        return _behind(wording, at)
    return _Reading(at, "=", piece.end)


def _read_limit(wording: Wording, at: int, limit: int, last: int | None) -> _Reading | None:
    """A number behind `minst` or `högst` where what stands before them makes it a target."""
    piece, word = wording.pieces[at], wording.pieces[limit]
    assert piece.quantity is not None
    code = comparator_code(word.text)
    change = wording.begin("change", at)
    if change is not None and "MODAL" in wording.labels(0, change):
        return _change(wording, change, at, code)
    reading = _Reading(limit, code, piece.end)
    if last is not None and _joins(wording, last, limit):
        return reading
    if _is_condition(wording, limit):
        return None
    if wording.is_form(at, "of_what") and not wording.is_form(at, "of_goal"):
        return None
    if wording.is_form(at, "no_limit"):
        return None
    if wording.is_form(at, "limit") and (wording.label(limit - 1) != "LEVEL" or _sets(wording, limit)):
        return reading
    if wording.is_form(at, "limit_of_measure"):
        return reading
    first = wording.is_form(at, "limit_first")
    return reading if first and (piece.quantity.unit == "%" or _modal_after(wording, at)) else None


def _is_condition(wording: Wording, at: int) -> bool:
    """Whether a clause that `om` begins leads to a piece: `röd om värdet är minst 80 procent`."""
    words = load("targets")["sentences"]["conditions"]
    begins = [n for n in range(1, at) if wording.pieces[n].folded in words and wording.label(n - 1) != "GOAL"]
    return (
        bool(begins)
        and not {"LEVEL", "STATE"}.isdisjoint(wording.labels(begins[-1], at))
        and not ({"MODAL", "GOAL"} & wording.labels(begins[-1], at))
    )


def _sets(wording: Wording, limit: int) -> bool:
    """Whether a level verb before a comparator is one of a goal: `Målet är minst`."""
    return not {"MODAL", "GOAL"}.isdisjoint(wording.labels(0, limit))


def _change(wording: Wording, begin: int, at: int, code: str) -> _Reading:
    """`minska med minst 12 %`: what is published says that it is a change."""
    words = [piece.text for piece in wording.pieces[begin:at] if piece.label not in ("LIMIT", "ABOUT")]
    return _Reading(begin, code, wording.pieces[at].end, " ".join(words).casefold(), is_change=True)


def _comparator_at(wording: Wording, at: int, label: str) -> int | None:
    """The piece of a comparator directly before the number, or before `ca`."""
    before = at - 2 if wording.label(at - 1) == "ABOUT" else at - 1
    return before if wording.label(before) == label else None


def _is_no_level(wording: Wording, at: int) -> bool:
    """Whether the number stands in a row of a table, or is a difference: `minst 5 procent högre än riket`."""
    beside = at + 1
    while beside < len(wording.pieces) and wording.pieces[beside].text in _NEXT_TO:
        beside += 1
    follows = wording.label(beside) in ("NUMBER", "DIGITS") and wording.pieces[beside].text[0].isdigit()
    leads = wording.label(at - 1) in ("NUMBER", "DIGITS") and wording.pieces[at - 1].text[-1] in "0123456789%"
    return follows or leads or _is_beyond(wording, at + 1)


def _is_beyond(wording: Wording, at: int) -> bool:
    """Whether a piece makes the number before it a difference: `högre`, or `lägre än` with another word."""
    words = load("targets")["labels"]["BEYOND"]
    return wording.label(at) == "BEYOND" or (
        wording.label(at) == "LOOSE" and wording.pieces[at].folded.split()[0] in words
    )


def _turned_round(wording: Wording, at: int) -> _Reading | None:
    """`Ingen grupp ska ha fler än` and `får inte ta mer än 5 dagar`: the comparator that is meant, from `Ingen` on."""
    for form in ("none_of", "negated"):
        begin = wording.begin(form, at)
        if begin is None:
            continue
        lead = [piece.folded for piece in wording.pieces[:begin]]
        if form == "negated" and (not lead or not lead[-1].replace(" ", "").isalpha() or "som" in lead):
            continue
        code = comparator_code(wording.pieces[at - 1].text)
        return _Reading(begin, _OPPOSITE[code], wording.pieces[at].end)
    return None


def _is_measure(wording: Wording, at: int) -> bool:
    return "MEASURE" in wording.labels(0, at)


def _joins(wording: Wording, last: int, limit: int) -> bool:
    """Whether only `och` and a year part a comparator from the target before: `minst 80 % 2024 och minst 90 %`."""
    between = wording.pieces[last + 1 : limit]
    joining = {",", "och", "samt", "år", "senast", "till", "under"}
    joined = any(piece.folded in ("och", "samt", ",") for piece in between)
    return joined and all(piece.label == "YEAR" or piece.folded in joining for piece in between)


def _modal_after(wording: Wording, at: int) -> bool:
    end = wording.pieces[at].end + LONGEST_SUBJECT_LENGTH
    return any(piece.label == "MODAL" and piece.end <= end for piece in wording.pieces[at + 1 :])


def _year_near(wording: Wording, at: int) -> bool:
    """Whether a year stands directly behind the number, but for words such as `senast` and `år`."""
    ties = {word for phrase in load("targets")["years"]["before"] for word in phrase.split()} | {","}
    for piece in wording.pieces[at + 1 :]:
        if piece.label == "YEAR":
            return True
        if piece.folded not in ties:
            return False
    return False


# ------------------------------------------------------------------ wordings that are a result to reach


def _read_result(wording: Wording, at: int, is_first: bool) -> _Reading | None:
    """The level that a result states with a comparator, or None. A number without one may be anything."""
    piece = wording.pieces[at]
    if _is_no_level(wording, at) or piece.quantity is None or piece.quantity.upper is not None:
        return None
    reading = _stated(wording, at)
    if reading is None:
        return None
    lead = wording.pieces[: reading.begin]
    if (begin := wording.begin("change", at)) is not None:
        return _change(wording, begin, at, reading.code)
    opens = bool(lead) and lead[-1].folded in (",", ":", ";", "(", "–", "-", "och", "samt")
    if not (is_first or opens) or _says_what_is_measured(wording, at, reading):
        return None
    return reading


def _stated(wording: Wording, at: int) -> _Reading | None:
    end, word = wording.pieces[at].end, wording.pieces[at - 1]
    limit = _comparator_at(wording, at, "LIMIT")
    if limit is not None:
        return _Reading(limit, comparator_code(wording.pieces[limit].text), end)
    if (turned := _turned_round(wording, at)) is not None:
        return turned
    if word.label in ("WITHIN", "RANK"):
        note = word.folded.strip("- ") if word.label == "RANK" else None
        return None if word.folded == "upp till" else _Reading(at - 1, "<=", end, note)
    opens = wording.label(at - 2) in ("STATE", "LEVEL", "START", "EDGE", "COLON") or (
        at >= 2 and wording.pieces[at - 2].folded == "till"
    )
    if (word.label in ("VERB", "SIGN") or (word.label == "LOOSE" and opens)) and not wording.is_form(at, "denied"):
        return _Reading(at - 1, comparator_code(word.text), end)
    return _behind(wording, at) if wording.label(at + 1) == "AFTER" else None


def _behind(wording: Wording, at: int) -> _Reading:
    """`75 eller högre`: the comparator stands behind its number."""
    after = wording.pieces[at + 1]
    words = " ".join(after.folded.split())
    code = next(code for code, listed in load("comparators")["after"].items() if words in listed)
    return _Reading(at, code, after.end)


def _says_what_is_measured(wording: Wording, at: int, reading: _Reading) -> bool:
    """Whether the number belongs to what is measured: `Andel elever som läser minst 5 kurser`, `besvaras inom 2 dagar`
    beside a share, `Avtal med minst tre leverantörer`."""
    words = load("targets")["results"]
    lead = wording.pieces[1 : reading.begin]
    quantity, word = wording.pieces[at].quantity, wording.pieces[reading.begin]
    before = lead[-1].folded if lead else ""
    unit = ((quantity and quantity.unit) or "").casefold()
    is_time = unit in load("targets")["counted"]["time_units"]
    states = bool(lead) and (lead[-1].label in ("STATE", "LEVEL") or before == "till")
    has_share = any(p.text in ("%", "procent") or (p.quantity and p.quantity.unit == "%") for p in wording.pieces)
    if before in words["no_level_before"] or (is_time and (has_share or before == "i")):
        return True
    if (word.folded == "inom" and not is_time) or (word.folded == "under" and unit != "%" and not states):
        return True  # `under 5 dagar`, but `är under 5 dagar`
    edges = [n for n, piece in enumerate(lead) if piece.label in ("EDGE", "COLON")]
    clause = lead[edges[-1] + 1 :] if edges else lead
    stands_alone = not clause and bool(lead)  # behind a comma, colon or bracket
    which = next((n for n, piece in enumerate(clause) if piece.folded == "som"), None)
    if which is not None:
        own_verb = len(clause) - which - 1 > 1 and before != "till"  # `som tagits fram är minst`
        return not (stands_alone or (states and own_verb))
    if lead and any(lead[0].folded == share for share in words["share"]):
        return not (stands_alone or states) and (unit != "%" or before == "på")
    return False


# ------------------------------------------------------------------ what is published of a target


def _published(sentence: str, wording: Wording, at: int, reading: _Reading, offset: int) -> Iterator[TextTarget]:
    """The target that a reading is; a range is two."""
    piece = wording.pieces[at]
    quantity = piece.quantity
    assert quantity is not None
    start = wording.pieces[reading.begin].start
    subject = find_subject(wording, at)
    if subject and is_decided(subject):
        return
    target = TextTarget(
        clean_text(sentence[start : reading.end]).rstrip(".,;"),
        offset + start,
        reading.code,
        quantity.value,
        quantity.unit,
        " ".join(filter(None, (reading.note, quantity.note))) or None,
        year_of(sentence, quantity) or year_behind(sentence, quantity),
        quantity.counted,
        subject,
        find_measure(wording, at, subject, sentence),
        reading.is_change,
    )
    if quantity.upper is None:
        yield target
    else:
        yield replace(target, comparator=">=")
        yield replace(target, comparator="<=", value=quantity.upper)
