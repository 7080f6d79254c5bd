"""Targets in running text: `Överskottet ska vara minst 2 procent`, `med 13 000 invånare 2030`, `(3,5 grön)`.

Only wording that sets a level for the own body is a target. A target that is missed costs a row; one that is made up
costs trust. So each form (`[forms]` in `vocab/targets.toml`) is narrow, and a sentence about forecasts, the past or the
law gives none. A change without a number (`fördubblas`) has nothing to publish.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from normalizers import Unreadable
from normalizers.levels import Reading, read_result, read_target
from normalizers.numbers import read_number
from normalizers.quantities import PRINTED_NUMBER, dated_levels, read_quantities, year_behind, year_of
from normalizers.readings import comparator_code
from normalizers.subjects import find_measure, find_subject, is_decided
from normalizers.text import clean_text
from normalizers.units import normalise_unit
from normalizers.vocabulary import any_of, load
from normalizers.wording import Wording, cut_sentence, may_set, read_wording


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


_OTHER_BLANK = re.compile(r"[^\S ]")
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"»)]?\s+(?=[A-ZÅÄÖ”\"•])|\n\s*\n|[•]")


@cache
def _told(what: str) -> re.Pattern[str]:
    """Any word of a list of `[sentences]`."""
    return re.compile(rf"(?<!\w){any_of(load('targets')['sentences'][what])}(?!\w)", re.IGNORECASE)


@cache
def _which() -> re.Pattern[str]:
    """A relative word and the verb behind it."""
    return re.compile(rf"\b{any_of(load('targets')['labels']['WHICH'])}\s+\w+\b")


def find_targets(text: str, *, states_result: bool = False) -> tuple[TextTarget, ...]:
    """The targets that the text sets, in reading order; the same wording twice gives two.

    `states_result` says that the text is itself a result to reach (a nyckelresultat, its "Så mäter vi"): there a
    comparator sets a level without `ska`, as in `Felanmälningar besvaras inom högst 2 dagar`.
    """
    found: list[TextTarget] = []
    for start, end in _sentences(text):
        sentence = _OTHER_BLANK.sub(" ", text[start:end])  # of the same length, for the positions
        bracketed = tuple(_bracketed_levels(sentence, start))
        found += bracketed
        quantities = tuple(read_quantities(sentence, articles=states_result))
        if not quantities or _sets_none(sentence, states_result):
            continue
        cut = cut_sentence(sentence, quantities)
        if not states_result and not may_set(cut):
            continue
        wording = read_wording(sentence, cut)
        listed = tuple(_listed_levels(sentence, wording, start)) if _is_set(wording) or states_result else ()
        found += listed
        held = [*bracketed, *listed]
        last: int | None = None
        for at, quantity in wording.numbers():
            if any(0 <= start + quantity.start - level.start < len(level.raw) for level in held):
                continue
            reading = read_target(wording, at, last)
            if reading is None and states_result:
                reading = read_result(wording, at, last is None)
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
    if "§" in sentence or _told("no_target").search(_which().sub(" ", sentence)):  # `anmälningar som bedöms samma dag`
        return True
    return not states_result and _told("others").search(sentence) is not None


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
    for found in _key_result().finditer(sentence) if "(" in sentence else ():
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
            for target in _published(sentence, wording, at, Reading(at, "=", quantity.end), offset):
                yield replace(target, year=year)


# ------------------------------------------------------------------ what is published of a target


def _published(sentence: str, wording: Wording, at: int, reading: Reading, offset: int) -> Iterator[TextTarget]:
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
