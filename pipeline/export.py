"""The datasets as an Excel workbook or as CSV files, for those who do not open Parquet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.datasets import ALL_DATASETS, Dataset, read_table
from pipeline.errors import Unusable

# Text that a spreadsheet takes for a formula. A number with its unit (`-12,4 mnkr`), a lone dash or `=` is none.
FORMULA = re.compile(r"[=+\-@\t\r]")
HARMLESS = re.compile(r"[=+\-@]|[-+]\s*(\d[\d\s.,]*\s*%?(\s*[^\W\d]+[.]?)*)?")
GUARD = "'"  # in front of it, so that it stays text
LISTED = "; "  # between the parts of a list
BATCH = 10_000  # rows read at a time


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """How a CSV file is written. `mark`: the bytes by which Excel knows UTF-8; `json_lists`: lists as JSON arrays."""

    separator: str = ","
    decimal: str = "."
    mark: bool = False
    json_lists: bool = False


PLAIN_CSV = CsvStyle()
SWEDISH_EXCEL = CsvStyle(";", ",", mark=True)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows per dataset, and how many texts were too long for an Excel cell and were cut."""

    rows: Mapping[str, int]
    cut: int = 0


def find_tables(out: Path, names: Sequence[str] = ()) -> list[tuple[Dataset, pa.Table]]:
    """The datasets in the folder `out`, all that are there or those named. Raises `Unusable` where there are none."""
    known = {dataset.name: dataset for dataset in ALL_DATASETS}
    for name in names:
        if name not in known:
            raise Unusable(f"There is no dataset '{name}'. There are: {', '.join(known)}.")
    wanted = [known[name] for name in names] or list(ALL_DATASETS)
    found = [(dataset, table) for dataset in wanted if (table := read_table(dataset.name, out)) is not None]
    if len(found) < len(names) or not found:
        raise Unusable(f"There are no such datasets in {out}. Run `malkedja extract` first, or name another folder.")
    return found


def rows_of(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as plain values, without holding all of them."""
    for batch in table.to_batches(max_chunksize=BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: `=1+1` → `'=1+1`."""
    return GUARD + text if FORMULA.match(text) and not HARMLESS.fullmatch(text) else text


# ------------------------------------------------------------------ CSV


def export_csv(out: Path, to: Path, style: CsvStyle = PLAIN_CSV, names: Sequence[str] = ()) -> Exported:
    """One CSV file per dataset in the folder `to`, and `columns.csv` with what the columns mean."""
    found = find_tables(out, names)
    try:
        to.mkdir(parents=True, exist_ok=True)
        for dataset, table in found:
            write_csv(table, to / f"{dataset.name}.csv", style)
        columns = pa.Table.from_pylist([dict(zip(COLUMN_HEADS, row, strict=True)) for row in _columns(found)])
        write_csv(columns, to / "columns.csv", style)
    except OSError as error:
        raise Unusable(f"The files cannot be written to {to} ({error.strerror or error}).") from error
    return Exported({dataset.name: table.num_rows for dataset, table in found})


def write_csv(table: pa.Table, path: Path, style: CsvStyle) -> None:
    """One table as a CSV file in UTF-8; null is an empty cell."""
    as_cell = _cells(style)
    with path.open("w", encoding="utf-8-sig" if style.mark else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=style.separator, lineterminator="\r\n" if style.mark else "\n")
        writer.writerow(table.column_names)
        for row in rows_of(table):
            writer.writerow([as_cell(value) for value in row])


def _cells(style: CsvStyle) -> Callable[[Any], str]:
    def number(value: float) -> str:
        text = repr(value)
        return (text[:-2] if text.endswith(".0") else text).replace(".", style.decimal)

    def cell(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return guarded(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float):
            return number(value)
        if isinstance(value, list):
            if style.json_lists:
                return json.dumps(value, ensure_ascii=False)
            return guarded(LISTED.join(number(v) if isinstance(v, float) else v or "" for v in value))
        return value.isoformat() if isinstance(value, date) else str(value)

    return cell


# ------------------------------------------------------------------ Excel

EXCEL_ROWS = 1_048_576
EXCEL_TEXT = 32_767  # characters in a cell
CUT = " …"
COLUMN_HEADS = ("dataset", "column", "type", "required", "meaning")
WIDTHS = {"bool": 12, "date32": 12, "timestamp": 20, "string": 24, "list<string>": 24, "list<float64>": 26}
WIDE = {"name", "title", "text", "description", "message", "meaning", "raw", "action", "canonical_name", "evidence"}


def export_workbook(out: Path, to: Path, names: Sequence[str] = ()) -> Exported:
    """One sheet per dataset with typed cells, frozen head, filter and column descriptions; first a list of columns."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    found = find_tables(out, names)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(str(to), options)
    workbook.set_properties({"title": "malkedja", "created": datetime(2000, 1, 1)})  # the same rows, the same bytes
    sheets = Sheets(workbook)
    try:
        sheets.write_columns(_columns(found))
        for dataset, table in found:
            sheets.write(dataset, table)
        workbook.close()
    except (OSError, FileCreateError) as error:
        raise Unusable(f"{to} cannot be written ({error}). Close it in Excel, or name another file.") from error
    return Exported({dataset.name: table.num_rows for dataset, table in found}, sheets.cut)


class Sheets:
    """A workbook that is being written."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.head = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EFEE", "valign": "top"})
        self.date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.clock = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.cut = 0

    def write_columns(self, rows: Sequence[Sequence[str]]) -> None:
        """The first sheet: what every column means."""
        sheet = self.workbook.add_worksheet("columns")
        sheet.set_column(0, 3, 20)
        sheet.set_column(4, 4, 110, self.wrapped)
        self._start(sheet, COLUMN_HEADS, len(rows))
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)

    def write(self, dataset: Dataset, table: pa.Table) -> None:
        """A dataset as a sheet, as several where it has more rows than a sheet can hold."""
        room = EXCEL_ROWS - 1
        for part, start in enumerate(range(0, max(1, table.num_rows), room)):
            name = dataset.name if part == 0 else f"{dataset.name} {part + 1}"
            self._write_sheet(name, dataset, table.slice(start, room))

    def _write_sheet(self, name: str, dataset: Dataset, table: pa.Table) -> None:
        sheet = self.workbook.add_worksheet(name)
        meanings = {field.name: field.metadata for field in fields(dataset.record)}
        for number, column in enumerate(table.column_names):
            arrow = meanings[column]["arrow"] if column in meanings else "string"
            sheet.set_column(number, number, 48 if column in WIDE else WIDTHS.get(arrow, 11))
        self._start(sheet, table.column_names, table.num_rows)
        for number, column in enumerate(table.column_names):
            if column in meanings:
                sheet.write_comment(0, number, meanings[column]["description"], {"x_scale": 2})
        for number, row in enumerate(rows_of(table), 1):
            for column, value in enumerate(row):
                self._write_cell(sheet, number, column, value)

    def _start(self, sheet: Any, heads: Sequence[str], rows: int) -> None:
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, rows, len(heads) - 1)
        for number, head in enumerate(heads):
            sheet.write_string(0, number, head, self.head)

    def _write_cell(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value.replace(tzinfo=None), self.clock)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.date)
        else:
            text = LISTED.join("" if v is None else str(v) for v in value) if isinstance(value, list) else value
            if len(text) > EXCEL_TEXT:
                self.cut += 1
                text = text[: EXCEL_TEXT - len(CUT)] + CUT
            sheet.write_string(row, column, text)


def _columns(found: Sequence[tuple[Dataset, pa.Table]]) -> list[tuple[str, str, str, str, str]]:
    """Every column of the datasets with its meaning."""
    return [
        (
            dataset.name,
            field.name,
            field.metadata["arrow"],
            "" if field.metadata["null"] else "required",
            field.metadata["description"],
        )
        for dataset, _ in found
        for field in fields(dataset.record)
    ]
