"""Raw indicators and running text -> indicators and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from normalizers.amounts import MIXED_UNITS, ParsedValue, RowUnits, parse_by_years, parse_values, settle_units
from normalizers.dates import parse_as_of
from normalizers.frequencies import parse_frequency
from normalizers.organisations import setter_of_mark
from normalizers.readings import CHANGE, component_of
from normalizers.targets import TextTarget, find_targets
from normalizers.text import clean_text, fold_text, fold_words
from normalizers.units import is_plain_or_compound, normalise_unit, unit_in_name
from pipeline.assessed import Legend, status_of
from pipeline.checks import YEARS_FALL, check_values, marked, years_out_of_order
from pipeline.ledger import (
    INFORMATIVE,
    Ledger,
    box_of,
    by_plan_years,
    in_order,
    is_outcome_to_come,
    needs_review,
    read_responsible,
    settled_by_report,
    text_of,
)
from pipeline.records import Indicator, IndicatorValue, RawCell, RawIndicator, RawText, Trouble

VALUE_ROLES = ("baseline", "outcome", "target", "forecast")
TEXT_CONFIDENCE = 0.75  # of a target found in running text
LONGEST_ENDING = 4  # letters: `Frånvaro`, `Frånvaroerna`
SMALL_WORDS = frozenset(("i", "för", "av", "på", "per", "till", "med", "hos", "bland", "inom", "den", "det", "de"))
SHORTEST_STEM = 8  # letters that two words must share at their beginning to be about the same thing
HEADER_ABOVE = "header-from-table-above"  # flag of a row whose columns are taken to be those of another table
PARSER_CELL = "value-cell"
PARSER_TEXT = "target-in-text"


@dataclass(frozen=True, slots=True)
class _TextValue:
    """A target in running text with the place of its sentence."""

    target: TextTarget
    text: RawText


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stood over a value: its column's header, and the heading that it is under."""

    header: str | None
    section: int | None


def read_indicators(ledger: Ledger, legend: Legend) -> tuple[tuple[Indicator, ...], tuple[IndicatorValue, ...]]:
    """The document's indicators with their values, in reading order."""
    rows, stated = _with_text_targets(ledger)
    parse = cache(parse_values)  # for this document, whose cells say the same many times
    interval = cache(partial(parse_frequency, marks=legend.intervals))
    indicators: list[Indicator] = []
    values: list[IndicatorValue] = []
    seen: list[_Seen] = []
    for number, raw in enumerate(in_order(rows), 1):
        indicator_id = ledger.new_id("i", number)
        own_header = HEADER_ABOVE not in raw.flags
        told = settled_by_report(raw.cells, ledger.document, _titles(ledger, raw)) if own_header else raw.cells
        cells = [by_plan_years(c, ledger.document, "target") for c in told if c.text]
        cells = [c for c in cells if c.role in VALUE_ROLES]
        # a list for each cell, so that cells that say the same are told apart
        parsed = [list(parse_by_years(c.header, c.text) or parse(c.text, c.lines)) for c in cells]
        column = _unit_column(raw)
        sure = column is not None and is_plain_or_compound(column)  # `Enhet` may also head parts of an organisation
        units = RowUnits(tuple(map(tuple, parsed)), column) if sure else settle_units(parsed, raw.name)
        if column:
            units = RowUnits(tuple(tuple(_with_unit(v, column) for v in cell) for cell in units.cells), column)
        if sure:
            units = RowUnits(_doubted(units.cells, column, unit_in_name(raw.name)), column)
        unit = units.unit or (unit_in_name(raw.name) if raw.indicator_type == "indicator" else None)
        read = [(c, _value(ledger, indicator_id, c, v)) for c, g in zip(cells, units.cells, strict=True) for v in g]
        own = _told_apart(read)
        fallen = years_out_of_order(read)
        own = [marked(v, YEARS_FALL) if at in fallen else v for at, v in enumerate(own)]
        seen += [_Seen(cell.header, raw.section) for cell, _ in read]
        printed = list(own)
        for item in stated.get(raw.key, ()):
            level = _text_value(ledger, indicator_id, item)
            if any(_says_too(v, level) for v in printed):
                continue
            own.append(level)
            seen.append(_Seen(None, item.text.section))
        if unit is None and own and all(v.in_text for v in own):
            named = {v.unit for v in own}
            unit = named.pop() if len(named) == 1 else None
        values += check_values(raw.name, own)
        indicators.append(_indicator(ledger, indicator_id, raw, unit, legend, interval))
    values = [replace(v, value_id=ledger.new_id("v", i)) for i, v in enumerate(values, 1)]
    for row, where in zip(values, seen, strict=True):
        parser = PARSER_TEXT if row.in_text else PARSER_CELL
        ledger.trace(row.value_id, parser, row.raw, where.header, where.section)
    return tuple(indicators), tuple(values)


def _titles(ledger: Ledger, raw: RawIndicator) -> list[str]:
    """The caption of a row's table and the heading over it."""
    heading = ledger.raw.headings[raw.section].title if raw.section is not None else None
    return [title for title in (raw.caption, heading) if title]


def _unit_column(raw: RawIndicator) -> str | None:
    """The unit that a column of its own prints for the whole row."""
    text = next((c.text for c in raw.cells if c.role == "unit" and c.text), None)
    return normalise_unit(text) if text else None


def _doubted(
    cells: Sequence[Sequence[ParsedValue]], column: str | None, named: str | None
) -> tuple[tuple[ParsedValue, ...], ...]:
    """Values of a row with a unit column, in doubt where a cell or the name prints another unit."""

    def settled(value: ParsedValue) -> ParsedValue:
        units = {unit for unit in (value.unit, column, named) if unit is not None}
        doubt = value.value is not None and len(units) > 1 and MIXED_UNITS not in value.flags
        return replace(value, flags=(*value.flags, MIXED_UNITS)) if doubt else value

    return tuple(tuple(map(settled, cell)) for cell in cells)


def _with_unit(value: ParsedValue, unit: str) -> ParsedValue:
    """A value in the row's unit, where its cell prints none."""
    flags = tuple(f for f in value.flags if f != MIXED_UNITS)
    return replace(value, unit=unit, flags=flags) if value.value is not None and value.unit is None else value


def _indicator(
    ledger: Ledger,
    indicator_id: str,
    raw: RawIndicator,
    unit: str | None,
    legend: Legend,
    interval: Callable[[str], str | None],
) -> Indicator:
    flags = list(raw.flags)
    frequency = text_of(raw.cells, "frequency")
    assessment, code, trend = status_of(raw.cells, legend)
    ledger.trace(indicator_id, raw.parser, raw.name, None, raw.section)
    return Indicator(
        indicator_id=indicator_id,
        document_id=ledger.document.document_id,
        goal_id=ledger.goal_id(raw.goal),
        indicator_type=raw.indicator_type,
        set_by=_set_by(raw.set_by),
        name=clean_text(raw.name),
        measured_by=text_of(raw.cells, "measured_by"),
        responsible=read_responsible(ledger, raw.cells),
        source=text_of(raw.cells, "source"),
        frequency=frequency,
        frequency_code=interval(frequency) if frequency else None,
        unit=unit,
        footnotes=tuple(clean_text(note) for note in raw.footnotes),
        assessment=assessment,
        assessment_code=code,
        trend=trend,
        page=raw.place.page,
        bbox=box_of(raw.place),
        confidence=raw.confidence,
        needs_review=needs_review(raw.confidence, flags),
        flags=tuple(flags),
    )


def _set_by(mark: str | None) -> str | None:
    if mark in ("council", "executive_board", "committee", "department"):
        return mark
    return setter_of_mark(mark) if mark else None


# ------------------------------------------------------------------ values


def _value(ledger: Ledger, indicator_id: str, cell: RawCell, parsed: ParsedValue) -> IndicatorValue:
    inferred = cell.inferred or is_outcome_to_come(cell, ledger.document)
    flags = [*parsed.flags, *(["value-type-inferred"] if inferred else [])]
    as_of = _as_of(cell, parsed)
    year = parsed.year or (as_of[1] if as_of else cell.year)
    if parsed.value is not None and year is None:
        flags.append("year-not-found")
    elif cell.year_inferred and year == cell.year:
        flags.append("year-of-report")
    if parsed.value is not None and as_of is None and (parsed.as_of_text or cell.as_of_text) and not parsed.year:
        flags.append("part-of-year-unclear")
    confidence = 0.95 if INFORMATIVE.issuperset(flags) else 0.5
    if year is None:
        confidence = min(confidence, 0.65)
    return IndicatorValue(
        value_id="",
        indicator_id=indicator_id,
        document_id=ledger.document.document_id,
        year=year,
        as_of=as_of[0] if as_of else None,
        value_type=cell.role,
        component=parsed.component or component_of(cell.component or ""),
        comparator=parsed.comparator,
        value=parsed.value,
        unit=parsed.unit,
        note=parsed.note,
        raw=clean_text(cell.text),
        in_text=cell.in_text,
        page=cell.place.page,
        bbox=box_of(cell.place),
        confidence=confidence,
        needs_review=needs_review(confidence, flags),
        flags=tuple(flags),
    )


def _told_apart(read: Sequence[tuple[RawCell, IndicatorValue]]) -> list[IndicatorValue]:
    """Values of one kind and year in several cells get the part that their headers name: `Utfall 2024: K, M, Totalt`.

    Where the headers name none, nothing tells which of them is the indicator's value; each says so.
    """

    def twins(values: Sequence[IndicatorValue]) -> list[bool]:
        keys = [(v.value_type, v.year, v.as_of, v.component) for v in values]
        cells: dict[tuple[object, ...], set[int]] = {}
        for key, (cell, _) in zip(keys, read, strict=True):
            cells.setdefault(key, set()).add(id(cell))
        return [len(cells[key]) > 1 for key in keys]

    values = [v for _, v in read]
    named = [
        replace(v, component=component_of(cell.header)) if twin and v.component is None else v
        for (cell, v), twin in zip(read, twins(values), strict=True)
    ]
    return [
        replace(v, confidence=0.5, needs_review=True, flags=(*v.flags, "same-kind-and-year")) if twin else v
        for v, twin in zip(named, twins(named), strict=True)
    ]


def _as_of(cell: RawCell, parsed: ParsedValue) -> tuple[date, int] | None:
    text = parsed.as_of_text or cell.as_of_text
    if not text:
        return None
    return parse_as_of(f"{text} {parsed.year or cell.year or ''}", parsed.year or cell.year)


def _text_value(ledger: Ledger, indicator_id: str, item: _TextValue) -> IndicatorValue:
    target = item.target
    flags = ("found-in-text", CHANGE) if target.is_change else ("found-in-text",)
    return IndicatorValue(
        value_id="",
        indicator_id=indicator_id,
        document_id=ledger.document.document_id,
        year=target.year,
        as_of=None,
        value_type="target",
        component=None,
        comparator=target.comparator,
        value=target.value,
        unit=target.unit,
        note=target.note,
        raw=target.raw,
        in_text=True,
        page=item.text.place.page,
        bbox=box_of(item.text.place),
        confidence=TEXT_CONFIDENCE,
        needs_review=needs_review(TEXT_CONFIDENCE, flags),
        flags=flags,
    )


def _says_too(printed: IndicatorValue, level: IndicatorValue) -> bool:
    """Whether a cell or a line of a list holds the target that running text states again, perhaps without its year or
    its unit."""
    alike = (printed.value, printed.comparator, printed.component) == (level.value, level.comparator, None)
    dated = level.year in (None, printed.year) and printed.as_of is None
    units = {printed.unit, level.unit} - {None}
    return alike and dated and len(units) < 2 and printed.value_type == "target"


# ------------------------------------------------------------------ targets in running text


def _with_text_targets(ledger: Ledger) -> tuple[list[RawIndicator], dict[str, list[_TextValue]]]:
    """Indicators, with those that running text alone names, and the targets that running text states for each."""
    rows = list(ledger.raw.indicators)
    stated: dict[str, list[_TextValue]] = {}
    seen: set[tuple[str, float, str | None, int | None, str]] = set()
    texts = [*ledger.raw.texts, *(RawText(g.title, g.place, g.key, None, g.section) for g in ledger.raw.goals)]
    # numbers inside an action set no target; an action in a sentence was taken out of its text
    acted = {action.place for action in ledger.raw.actions if action.parser != "sentence"}
    find = cache(find_targets)  # a goal's title is often a text of the walk too
    for text in (text for text in texts if text.place not in acted):
        for target in find(text.text, states_result=bool(text.indicator)):
            key = text.indicator or _measured(rows, text, target, _chain(ledger, text.goal))
            if key is None:
                if target.measure is None:
                    _tell_unnamed(ledger, target, text)
                    continue
                new = RawIndicator(
                    key=f"t{len(rows) + 1}",
                    goal=text.goal,
                    indicator_type="indicator",
                    name=target.measure,
                    place=text.place,
                    section=text.section,
                    parser=PARSER_TEXT,
                    flags=("named-in-text",),
                    confidence=TEXT_CONFIDENCE,
                )
                rows.append(new)
                key = new.key
            identity = (key, target.value, target.unit, target.year, target.comparator)
            if identity not in seen:
                seen.add(identity)
                stated.setdefault(key, []).append(_TextValue(target, text))
    return rows, stated


def _tell_unnamed(ledger: Ledger, target: TextTarget, text: RawText) -> None:
    """A target that names no measure, under no indicator, is no row; nothing read may vanish without a word."""
    sentence = clean_text(text.text[target.start :])
    message = f"The target “{sentence[:80]}” in running text names no measure, so it is in no dataset."
    ledger.trouble(Trouble("normalise", "info", "target-without-measure", message, text.place.page))


def _chain(ledger: Ledger, goal: str | None) -> frozenset[str | None]:
    """A goal and those that it serves."""
    parents = {g.key: g.parent for g in ledger.raw.goals}
    chain: list[str | None] = [None]
    while goal is not None and goal not in chain:
        chain.append(goal)
        goal = parents.get(goal)
    return frozenset(chain)


def _measured(
    rows: Sequence[RawIndicator], text: RawText, target: TextTarget, goals: frozenset[str | None]
) -> str | None:
    """The indicator that a sentence speaks of: one that is named like what the target counts or is about."""
    words = [w for w in (target.counted, target.subject) if w]
    near = [row for row in rows if text.goal is None or row.goal in goals]
    printed = [row for row in near if row.parser != PARSER_TEXT]  # what a sentence names is that alone
    said = fold_text(re.split(r"[.!?]\s", text.text[: target.start])[-1])
    quoted = [row.key for row in printed if len(row.name) >= SHORTEST_STEM and fold_text(row.name) in said]
    if not words and len(quoted) == 1:  # the sentence names it word by word
        return quoted[0]
    for likeness, among in ((_same_name, near), (_same_words, printed), (_name_within, printed), (_same_stem, printed)):
        found = [row.key for row in among if any(likeness(word, row.name) for word in words)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _same_name(words: str, name: str) -> bool:
    return fold_text(words) == fold_text(name)


def _same_words(words: str, name: str) -> bool:
    """Whether two wordings say the same but for endings and prepositions: `meritvärdet i årskurs 9`."""
    said, named = ([w for w in fold_words(text) if w not in SMALL_WORDS] for text in (words, name))
    return len(said) == len(named) > 1 and all(map(_same_but_ending, said, named))


def _same_but_ending(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) > LONGEST_ENDING >= len(long) - len(short) and long.startswith(short))


def _name_within(words: str, name: str) -> bool:
    """Whether a name says all that the words do: `Sjukfrånvaron` and `Sjukfrånvaro, totalt`. Words that say more
    (`Sjukfrånvaron bland lärare`) are about another measure, but for an ending."""
    said, folded = fold_text(words), fold_text(name)
    if len(said) < SHORTEST_STEM:
        return False
    ends = len(folded) >= SHORTEST_STEM and folded in said and len(said) - len(folded) <= LONGEST_ENDING
    return said in folded or ends


def _same_stem(words: str, name: str) -> bool:
    """Whether a word of the name begins as the one word does: `Överskottsmålet` and `Överskottet ska uppgå till …`."""
    if len(words.split()) > 1:
        return False
    stem = fold_text(words)[:SHORTEST_STEM]
    return any(stem == fold_text(part)[:SHORTEST_STEM] for part in name.split() if len(part) > SHORTEST_STEM)
