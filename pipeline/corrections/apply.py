"""Corrections meet the rows of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from normalizers import Unreadable
from normalizers.amounts import parse_amount
from normalizers.measures import fold_name
from normalizers.municipalities import municipality_named
from normalizers.text import clean_text
from normalizers.units import money_factor
from pipeline.corrections.lines import VALUES_FILE, Correction
from pipeline.records import BudgetLine, Extraction, Problem, Trace

CORRECTED, CONFIRMED = "corrected", "confirmed"  # flags
NEAR_WORDING = 90.0  # per cent: a name read a little differently than before
NAMES = {"indicators": ("name",), "goals": ("title",), "actions": ("action", "assignment"), "budget_lines": ("line",)}
RAWS = {"indicator_values": "raw", "budget_lines": "amount_raw", "actions": "due_raw"}
PARTS = {"indicator_values": "values"}  # where an extraction keeps the rows of a dataset, if not under its name
KEYS = {
    "indicator_values": "value_id",
    "indicators": "indicator_id",
    "goals": "goal_id",
    "actions": "action_id",
    "budget_lines": "budget_line_id",
    "documents": "document_id",
}
Tied = list[tuple[Correction, Any]]  # corrections, each with the row that it is about


def apply_corrections(
    corrections: Sequence[Correction], extractions: Sequence[Extraction]
) -> tuple[tuple[Extraction, ...], tuple[Problem, ...]]:
    """The rows as people know them to be, and a problem for each correction that did nothing.

    All corrections are tied to what the machine read before one is applied, so their order in the file does not count.
    """
    if not corrections:
        return tuple(extractions), ()
    tied: dict[int, Tied] = defaultdict(list)
    problems: list[Problem] = []
    for correction in corrections:
        places = [n for n, one in enumerate(extractions) if _is_in(correction, one)]
        found = [(n, row) for n in places for row in find_rows(correction, extractions[n])]
        if len(found) == 1:
            tied[found[0][0]].append((correction, found[0][1]))
        else:
            problems.append(_unmatched(correction, [row for _, row in found], bool(places)))
    corrected = list(extractions)
    for n, own in tied.items():
        kept, contradictions = _without_contradictions(own)
        problems += contradictions
        problems += _not_needed(kept, extractions[n])
        corrected[n] = _corrected(extractions[n], kept)
    return tuple(corrected), tuple(sorted(problems, key=lambda problem: problem.message))


# ------------------------------------------------------------------ which row is meant


def _is_in(correction: Correction, extraction: Extraction) -> bool:
    return is_named(correction, extraction.document.source_path, extraction.document.document_id)


def is_named(correction: Correction, source_path: str, document_id: str) -> bool:
    """Whether a correction is about this document: by its path, its file name or its id."""
    return correction.document in (source_path, source_path.rpartition("/")[2], document_id)


def find_rows(correction: Correction, extraction: Extraction) -> list[Any]:
    """The rows of a document that a correction names.

    Printed cell, year, kind and component must agree, but for the column that is corrected: there the new value will do
    as well, for a program that has learnt to read it. A name that is read a little differently than before is found
    where it is the only one; the page chooses among several rows.
    """
    if correction.dataset == "documents":
        return [extraction.document]
    names = {indicator.indicator_id: indicator.name for indicator in extraction.indicators}
    rows = [row for row in rows_of(extraction, correction.dataset) if _agrees(correction, row)]
    if correction.name:
        wanted = fold_name(correction.name)
        named = [(row, fold_name(name_of(correction.dataset, row, names))) for row in rows]
        exact = [row for row, name in named if name == wanted]
        near = [(row, name) for row, name in named if fuzz.ratio(name, wanted) >= NEAR_WORDING]
        rows = exact or ([row for row, _ in near] if len({name for _, name in near}) == 1 else [])
    return [row for row in rows if row.page == correction.page] or rows


def _agrees(correction: Correction, row: Any) -> bool:
    raw = RAWS.get(correction.dataset)
    if correction.raw and raw and _folded(getattr(row, raw)) != _folded(correction.raw):
        return False
    for name, wanted in correction.anchors.items():
        allowed = (wanted, correction.value) if name == correction.column else (wanted,)
        if getattr(row, name, None) not in allowed:
            return False
    return True


def _folded(text: str | None) -> str:
    return clean_text(text or "").casefold()


def rows_of(extraction: Extraction, dataset: str) -> Sequence[Any]:
    rows: Sequence[Any] = getattr(extraction, PARTS.get(dataset, dataset))
    return rows


def name_of(dataset: str, row: Any, indicators: Mapping[str, str]) -> str:
    """The wording by which people know a row."""
    if dataset == "indicator_values":
        return indicators.get(row.indicator_id, "")
    return next((text for column in NAMES.get(dataset, ()) if (text := getattr(row, column))), "")


# ------------------------------------------------------------------ what does nothing is told


def _unmatched(correction: Correction, rows: Sequence[Any], has_document: bool) -> Problem:
    if not has_document:
        why = f"finds no document {correction.document}"
    elif not rows:
        why = f"finds no row for {correction.row}"
    else:
        pages = ", ".join(sorted({str(getattr(row, "page", "?")) for row in rows}, key=len))
        why = f"names {len(rows)} rows: {correction.row} (pages {pages}); say page, printed cell, year and kind as well"
    return _problem(correction, "warning", "correction-not-applied", why)


def _without_contradictions(tied: Tied) -> tuple[Tied, list[Problem]]:
    """Two lines that give one column of one row different values cancel each other."""
    said: dict[tuple[str, str | None], dict[Any, int]] = defaultdict(dict)
    for correction, row in tied:
        if correction.column:
            key = (_key(correction.dataset, row), correction.column)
            said[key].setdefault(correction.value, correction.line)
    kept: Tied = []
    problems = []
    for correction, row in tied:
        values = said.get((_key(correction.dataset, row), correction.column), {})
        others = [line for value, line in values.items() if value != correction.value]
        if correction.column and others:
            why = f"contradicts line {others[0]} about {correction.row}"
            problems.append(_problem(correction, "warning", "correction-not-applied", why))
        else:
            kept.append((correction, row))
    return kept, problems


def _not_needed(tied: Tied, extraction: Extraction) -> Iterator[Problem]:
    for correction, row in tied:
        if correction.column and getattr(row, correction.column) == correction.value:
            why = f"is no longer needed: {correction.column} of {correction.row} is read as that"
            yield replace(
                _problem(correction, "info", "correction-not-needed", why),
                document_id=extraction.document.document_id,
                source_path=extraction.document.source_path,
                page=getattr(row, "page", None),
            )


def _problem(correction: Correction, severity: str, code: str, why: str) -> Problem:
    return Problem(
        document_id=None,
        source_path=None,
        stage="corrections",
        severity=severity,
        code=code,
        message=f"corrections/{VALUES_FILE} line {correction.line} ({correction.decision}) {why}.",
        page=None,
    )


# ------------------------------------------------------------------ rows change


def _corrected(extraction: Extraction, tied: Tied) -> Extraction:
    by_row: dict[str, list[Correction]] = defaultdict(list)
    for correction, row in tied:
        by_row[_key(correction.dataset, row)].append(correction)
    parts: dict[str, Any] = {}
    for dataset in {correction.dataset for correction, _ in tied} - {"documents"}:
        rows = [_with(row, by_row.get(_key(dataset, row), ())) for row in rows_of(extraction, dataset)]
        parts[PARTS.get(dataset, dataset)] = tuple(rows)
    document = _with(extraction.document, by_row.get(extraction.document.document_id, ()))
    traces = tuple(_traced(trace, by_row.get(trace.row_id, ())) for trace in extraction.traces)
    return replace(extraction, document=document, traces=traces, **parts)


def _key(dataset: str, row: Any) -> str:
    return str(getattr(row, KEYS[dataset]))


def _with(row: Any, corrections: Iterable[Correction]) -> Any:
    """A row with what people said of it: they have seen the page, so it needs no review."""
    corrections = tuple(corrections)
    if not corrections:
        return row
    new = {one.column: one.value for one in corrections if one.column}
    changed = {name: value for name, value in new.items() if value != getattr(row, name)}
    flag = CORRECTED if changed else CONFIRMED
    flags = tuple(dict.fromkeys((*row.flags, flag)))
    return replace(row, **_follow(row, changed), confidence=1.0, needs_review=False, flags=flags)


def _follow(row: Any, changed: Mapping[str, Any]) -> dict[str, Any]:
    """What is corrected, and what follows from it where that is not corrected itself."""
    follows: dict[str, Any] = {}
    if "value" in changed and changed["value"] is None:
        follows = {"comparator": None, "unit": None}  # a cell without a number has neither
    elif "value" in changed and row.comparator is None:
        follows = {"comparator": "="}
    if "unit" in changed and isinstance(row, BudgetLine):
        follows = {"amount_sek": _in_kronor(row.amount_raw, changed["unit"])}
    if "municipality" in changed:
        named = municipality_named(changed["municipality"] or "")
        follows = {"municipality_code": named and named.code, "county_code": named and named.county_code}
    return {**follows, **changed}


def _in_kronor(raw: str, unit: str | None) -> float | None:
    """The printed amount in another unit than the machine took it for; null where that is not money."""
    factor = money_factor(unit)
    try:
        return None if factor is None else parse_amount(raw) * factor
    except Unreadable:
        return None


def _traced(trace: Trace, corrections: Iterable[Correction]) -> Trace:
    """What `explain` tells: who read the row, and what people said of it."""
    said = [f"{one.column} set by {one}" if one.column else f"confirmed by {one}" for one in corrections]
    return replace(trace, parser="; ".join((trace.parser, *said))) if said else trace
