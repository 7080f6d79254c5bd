"""Lists of names that no PDF gave: CSV files of analysts, read into rows to link."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.errors import Unusable
from pipeline.linking.rows import Measure

ENCODINGS = ("utf-8-sig", "cp1252")  # what Excel writes
DELIMITERS = (",", ";", "\t")
NAMES = "name"


def read_csv(path: Path, needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with a header line, separated by comma, semicolon or tab, each with the number of its
    (last) line; cells are trimmed, empty rows left out.

    Raises `Unusable` where the file cannot be read, is empty or lacks a needed column.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path} cannot be read ({error.strerror}).") from error
    text = _decode(raw, path)
    header = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda mark: (header.count(mark), -DELIMITERS.index(mark)))
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
        table = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise Unusable(f"{path} is no CSV file that can be read: {error}.") from error
    if not table:
        raise Unusable(f"{path} is empty. Its first line must name the columns: {', '.join(needed)}.")
    columns = [cell.strip().casefold() for cell in table[0][1]]
    missing = [name for name in needed if name not in columns]
    if missing:
        raise Unusable(
            f"{path} lacks the column {', '.join(missing)}. Its first line must name the columns; "
            f"it names {', '.join(columns) or 'none'}."
        )
    rows = []
    for line, cells in table[1:]:
        if len(cells) > len(columns):
            raise Unusable(
                f"{path}, line {line}: {len(cells)} cells, but {len(columns)} columns. Quote cells with commas."
            )
        if any(cell.strip() for cell in cells):
            rows.append((line, {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}))
    return rows


def _decode(raw: bytes, path: Path) -> str:
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable(f"{path} is not text in UTF-8. Save it as CSV UTF-8.")


def read_names(path: Path) -> list[Measure]:
    """The measures of a list: column `name`; `unit`, `municipality`, `year` and `organisation` where it has them."""
    return [_measure(path, line, cells) for line, cells in read_csv(path, [NAMES])]


def _measure(path: Path, line: int, cells: Mapping[str, str]) -> Measure:
    year = cells.get("year") or None
    if year is not None and not year.isdecimal():
        raise Unusable(f"{path}, line {line}: '{year}' is no year.")
    return Measure(
        name=cells.get(NAMES, ""),
        unit=cells.get("unit") or None,
        municipality=cells.get("municipality") or None,
        year=int(year) if year else None,
        organisation=cells.get("organisation") or None,
        row_id=f"{line:09d}",  # in a list, the order is the age
    )
