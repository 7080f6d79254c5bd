"""The lines of `corrections/values.csv`: what may be corrected, and what a person wrote about which row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from normalizers import Unreadable
from normalizers.numbers import MINUS_SIGNS, read_number
from normalizers.text import clean_text
from pipeline.errors import Unusable
from pipeline.linking.lists import read_csv
from pipeline.records import Action, BudgetLine, Document, Goal, Indicator, IndicatorValue

VALUES_FILE = "values.csv"  # in the folder of corrections
DECISIONS = ("correct", "confirm")
ANCHORS = (
    "value_type",
    "year",
    "component",
    "comparator",
)  # what the machine read for the row, to tell it from its neighbours
COLUMNS = ("decision", "dataset", "document", "page", "name", "raw", *ANCHORS, "column", "value", "reason")
RECORDS: Mapping[str, type] = {
    "indicator_values": IndicatorValue,
    "indicators": Indicator,
    "goals": Goal,
    "actions": Action,
    "budget_lines": BudgetLine,
    "documents": Document,
}
LISTED = tuple(RECORDS)

# What says where a row is, what is printed there and how sure the machine was, is not for people to change; ties
# between rows are drawn by the plan.
KEPT = frozenset({
    "page", "bbox", "raw", "amount_raw", "due_raw", "in_text", "confidence", "needs_review", "flags", "sha256",
    "source_path", "file_size", "page_count", "municipality_code", "county_code", "footnotes",
})  # fmt: skip
CODED = frozenset({
    "assessment_code", "comparator", "document_type", "due_kind", "frequency_code", "goal_type", "indicator_type",
    "set_by", "trend", "value_type",
})  # fmt: skip
STATUS_OF_DOCUMENT = "status"  # how reading went, unlike the status of an action, which is printed
FORMULA_GUARD = re.compile(r"^'(?=[=+\-@])")  # the mark that keeps a spreadsheet from calculating a cell


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file. `anchors`: what the machine read for the row, as far as the line says so."""

    line: int
    decision: str
    dataset: str
    document: str  # path below the folder of plans, file name, or document id
    page: int | None
    name: str | None
    raw: str | None
    anchors: Mapping[str, Any] = field(default_factory=dict)
    column: str | None = None
    value: Any = None
    reason: str | None = None

    @property
    def row(self) -> str:
        """The row that it is about, for people."""
        page = f", page {self.page}" if self.page else ""
        cell = f", printed '{self.raw}'" if self.raw else ""
        return f"'{self.name}' ({self.document}{page}{cell})" if self.name else f"{self.document}{page}{cell}"

    def __str__(self) -> str:
        return f"{VALUES_FILE} line {self.line}" + (f" ({self.reason})" if self.reason else "")


def correctable(dataset: str) -> dict[str, str]:
    """The columns of a dataset that people may correct, each with its Arrow type."""
    found = {}
    for one in fields(RECORDS[dataset]):
        tie = one.name.endswith("_id")
        if not tie and one.name not in KEPT and not (dataset == "documents" and one.name == STATUS_OF_DOCUMENT):
            found[one.name] = one.metadata["arrow"]
    return found


def codes_of(dataset: str, column: str) -> tuple[str, ...]:
    """The words that a column may hold, as its description lists them; nothing where it holds free text."""
    if column not in CODED:
        return ()
    [declared] = [one for one in fields(RECORDS[dataset]) if one.name == column]
    return tuple(dict.fromkeys(re.findall(r"`([a-z_]+|[<>]?=|[<>])`", declared.metadata["description"])))


# ------------------------------------------------------------------ the file


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of the file, none where there is no file. Raises `Unusable` with the lines that cannot be read:
    a run without them would publish what people know to be wrong."""
    if not path.exists():
        return ()
    found, faults = [], []
    for line, cells in read_csv(path, ["decision", "dataset", "document"]):
        if not cells.get("decision"):
            continue
        try:
            found.append(_parse(line, {name: FORMULA_GUARD.sub("", cell) for name, cell in cells.items()}))
        except ValueError as error:
            faults.append(f"line {line}: {error}")
    if faults:
        raise Unusable(f"{path} cannot be used. " + "; ".join(faults) + ". Correct or delete these lines.")
    return tuple(found)


def _parse(line: int, cells: Mapping[str, str]) -> Correction:
    decision, dataset = cells["decision"].casefold(), cells["dataset"].casefold()
    if decision not in DECISIONS:
        raise ValueError(f"the decision '{cells['decision']}' is none of {', '.join(DECISIONS)}")
    if dataset not in RECORDS:
        raise ValueError(f"the dataset '{cells['dataset']}' is none of {', '.join(LISTED)}")
    if not cells["document"]:
        raise ValueError("document is empty; write the path or the name of the file")
    if dataset != "documents" and not (cells.get("name") or cells.get("raw")):
        raise ValueError("name and raw are empty, so no row is named")
    page = cells.get("page", "")
    if page and not page.isdecimal():
        raise ValueError(f"page '{page}' is no number")
    anchors = {name: parse_cell(dataset, name, cells[name]) for name in ANCHORS if cells.get(name)}
    column, value = None, None
    if decision == "correct":
        column = cells.get("column", "").casefold()
        if column not in correctable(dataset):
            raise ValueError(
                f"column '{column}' cannot be corrected; of {dataset} {', '.join(correctable(dataset))} can"
            )
        value = parse_cell(dataset, column, cells.get("value", ""))
    return Correction(
        line,
        decision,
        dataset,
        cells["document"],
        int(page) if page else None,
        cells.get("name") or None,
        cells.get("raw") or None,
        anchors,
        column,
        value,
        cells.get("reason") or None,
    )


# ------------------------------------------------------------------ a cell becomes a value


def parse_cell(dataset: str, column: str, text: str) -> Any:
    """What a person wrote, as the column's type; empty is null. Raises ValueError that says what is wrong."""
    declared = next((one for one in fields(RECORDS[dataset]) if one.name == column), None)
    if declared is None:
        raise ValueError(f"{dataset} has no column {column}")
    arrow, text = declared.metadata["arrow"], clean_text(text)
    if arrow == "list<string>":
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if not text:
        if not declared.metadata["null"]:
            raise ValueError(f"{column} may not be empty")
        return None
    try:
        value = PARSERS[arrow](text)
    except (ValueError, Unreadable) as error:
        raise ValueError(f"{column} '{text}' is no {KINDS[arrow]}") from error
    codes = codes_of(dataset, column)
    if codes and value not in codes:
        raise ValueError(f"{column} '{text}' is none of {', '.join(codes)}")
    return value


def _number(text: str) -> float:
    """A number as Sweden or as computers write it, with its sign."""
    sign = -1.0 if text[0] in MINUS_SIGNS else 1.0
    return sign * read_number(text.lstrip(MINUS_SIGNS).strip())


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,5}", text):
        raise ValueError
    return int(text)


def _truth(text: str) -> bool:
    if text.casefold() not in ("true", "false"):
        raise ValueError
    return text.casefold() == "true"


PARSERS: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "int16": _whole,
    "float64": _number,
    "date32": date.fromisoformat,
    "bool": _truth,
}
KINDS = {
    "int16": "whole number",
    "float64": "number (write 1234,5)",
    "date32": "date (write 2025-08-31)",
    "bool": "true or false",
}
