"""What people decided about single figures: `corrections/values.csv`, applied at every run; it wins over the machine.

A line names a row by what the document prints (file, wording, and where needed page, year or the row's name), never by
an id, so it survives when the file is read again. A line that finds no row, or more than one, changes nothing and is
told in `problems`. A row that was corrected has the flag `corrected` and needs no more review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.datasets import check_columns
from pipeline.errors import BrokenRows, Unusable
from pipeline.linking.lists import read_csv
from pipeline.packing import ATTRIBUTES, PACKED
from pipeline.records import Extraction, Problem

VALUES_FILE = "values.csv"  # in the folder of corrections
COLUMNS = ("document", "dataset", "wording", "of", "page", "year", "column", "value", "reason")
CORRECTED = "corrected"
ROW, DELETE = "row", "delete"  # `column` and `value` of a line that takes a row out

# Dataset -> the column that holds its wording, and the one that `of` speaks of.
WORDING: Mapping[str, tuple[str | None, str | None]] = {
    "indicator_values": ("raw", None),  # `of` is the name of its indicator
    "indicators": ("name", None),
    "goals": ("title", None),
    "actions": ("action", "assignment"),
    "budget_lines": ("amount_raw", "line"),
    "documents": (None, None),
}
FIXED = frozenset({"sha256", "file_size", "source_path", "page_count", "status", "page", "bbox", "confidence", "flags"})
TRUTHS = {"ja": True, "yes": True, "true": True, "1": True, "nej": False, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file."""

    line: int
    document: str  # path below the folder of plans, file name, or document id
    dataset: str
    wording: str
    column: str
    value: str
    of: str = ""
    page: int | None = None
    year: int | None = None
    reason: str = ""


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The lines of the file, none where there is no file. Raises `Unusable` with the lines that cannot be read:
    a run without them would undo what people decided."""
    if not path.exists():
        return ()
    found, faults = [], []
    for line, cells in read_csv(path, ["document", "wording", "column", "value"]):
        try:
            found.append(_parse(line, cells))
        except ValueError as error:
            faults.append(f"line {line}: {error}")
    if faults:
        raise Unusable(f"{path} cannot be used. " + "; ".join(faults) + ". Correct or delete these lines.")
    return tuple(found)


def _parse(line: int, cells: Mapping[str, str]) -> Correction:
    dataset, column = cells.get("dataset") or "indicator_values", cells["column"]
    if dataset not in WORDING:
        raise ValueError(f"the dataset '{dataset}' is none of {', '.join(WORDING)}")
    if column == ROW:
        if cells.get("value", "").casefold() != DELETE or dataset in ("goals", "documents"):
            raise ValueError(f"a row of {dataset} cannot be '{cells.get('value', '')}'; only '{DELETE}' some others")
    elif column not in _correctable(dataset):
        raise ValueError(f"the column '{column}' of {dataset} cannot be corrected")
    if not cells["document"] or (dataset != "documents" and not cells["wording"]):
        raise ValueError("document or wording is empty")
    numbers = {}
    for name in ("page", "year"):
        cell = cells.get(name, "")
        if cell and not cell.isdecimal():
            raise ValueError(f"{name} '{cell}' is no number")
        numbers[name] = int(cell) if cell else None
    correction = Correction(
        line,
        cells["document"],
        dataset,
        cells["wording"],
        column,
        cells.get("value", ""),
        cells.get("of", ""),
        numbers["page"],
        numbers["year"],
        cells.get("reason", ""),
    )
    if column != ROW:
        convert(correction.value, _field(dataset, column))
    return correction


def _correctable(dataset: str) -> frozenset[str]:
    names = {one.name for one in fields(PACKED[dataset].record)}
    return frozenset(name for name in names - FIXED if not name.endswith("_id"))


def _field(dataset: str, column: str) -> Field[Any]:
    return next(one for one in fields(PACKED[dataset].record) if one.name == column)


def convert(text: str, declared: Field[Any]) -> Any:
    """A cell as a value of its column; an empty one is null. Raises `ValueError`."""
    arrow = declared.metadata["arrow"]
    if arrow == "list<string>":
        return tuple(part.strip() for part in text.split("|") if part.strip())
    if not text:
        if not declared.metadata["null"]:
            raise ValueError(f"the column '{declared.name}' cannot be empty")
        return None
    if arrow.startswith("int"):
        return int(text)
    if arrow.startswith("float"):
        return float(text.replace("\u00a0", "").replace(" ", "").replace(",", ".").replace("\u2212", "-"))
    if arrow == "bool":
        if text.casefold() not in TRUTHS:
            raise ValueError(f"'{text}' is neither yes nor no")
        return TRUTHS[text.casefold()]
    return date.fromisoformat(text) if arrow == "date32" else text


# ------------------------------------------------------------------ applied


def corrections_of(corrections: Iterable[Correction], document_id: str, source_path: str) -> list[Correction]:
    """Those that speak of a document."""
    names = (source_path, source_path.rpartition("/")[2], document_id)
    return [one for one in corrections if one.document in names]


def correct(extraction: Extraction, corrections: Sequence[Correction]) -> tuple[Extraction, list[tuple[int, str]]]:
    """The rows of one document as people decided, and the lines that did nothing, with why."""
    failed = []
    for correction in corrections:
        rows = find_rows(extraction, correction)
        if len(rows) != 1:
            failed.append((correction.line, _why_not(rows)))
            continue
        try:
            extraction = _apply(extraction, correction, rows[0])
        except BrokenRows as broken:
            failed.append((correction.line, f"gives a row that cannot be: {broken}"))
    return extraction, failed


def find_rows(extraction: Extraction, correction: Correction) -> list[Any]:
    """The rows that a correction may mean."""
    wording, named = WORDING[correction.dataset]
    names = {indicator.indicator_id: indicator.name for indicator in extraction.indicators}
    found = []
    for row in _rows(extraction, correction.dataset):
        of = names.get(row.indicator_id) if correction.dataset == "indicator_values" else named and getattr(row, named)
        fits = [
            wording is None or _same(getattr(row, wording), correction.wording),
            not correction.of or _same(of, correction.of),
            correction.page is None or getattr(row, "page", None) == correction.page,
            correction.year is None or getattr(row, "year", None) == correction.year,
        ]
        if all(fits):
            found.append(row)
    return found


def _rows(extraction: Extraction, dataset: str) -> Sequence[Any]:
    return (extraction.document,) if dataset == "documents" else getattr(extraction, ATTRIBUTES[dataset])


def _same(printed: object, wording: str) -> bool:
    return isinstance(printed, str) and " ".join(printed.casefold().split()) == " ".join(wording.casefold().split())


def _why_not(rows: Sequence[Any]) -> str:
    if not rows:
        return "finds no such row any more; look whether it is still needed"
    return f"fits {len(rows)} rows; tell them apart with page, year or of"


def _apply(extraction: Extraction, correction: Correction, row: Any) -> Extraction:
    dataset, attribute = PACKED[correction.dataset], ATTRIBUTES[correction.dataset]
    if correction.column == ROW:
        kept = tuple(one for one in _rows(extraction, correction.dataset) if one is not row)
        values = extraction.values
        if correction.dataset == "indicators":
            values = tuple(value for value in values if value.indicator_id != row.indicator_id)
        without: dict[str, Any] = {"values": values, attribute: kept}
        return replace(extraction, **without)
    value = convert(correction.value, _field(correction.dataset, correction.column))
    trust = {"confidence": 1.0, "needs_review": False, "flags": (*(f for f in row.flags if f != CORRECTED), CORRECTED)}
    changed = replace(row, **{**trust, correction.column: value})
    check_columns(dataset, changed)
    if correction.dataset == "documents":
        return replace(extraction, document=changed)
    rows = tuple(changed if one is row else one for one in _rows(extraction, correction.dataset))
    corrected: dict[str, Any] = {attribute: rows}
    return replace(extraction, **corrected)


def report_failed(failed: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    """One problem for each line that did nothing."""
    for line, why in sorted(failed):
        message = f"corrections/{VALUES_FILE} line {line} {why}."
        yield Problem(None, None, "correct", "warning", "correction-not-applied", message, None)
