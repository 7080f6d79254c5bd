"""Tables of indicators in which each row says of what year its baseline is: `Basår | Värde basår`, `2029 | 38`.

Seen in climate and energy plans, whose measures begin in different years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.families.roles import YEAR, Column
from extractors.families.vocabulary import fold
from pipeline.records import RawCell


def with_base_years(columns: Sequence[Column], rows: Sequence[Sequence[RawCell]]) -> list[tuple[RawCell, ...]]:
    """The cells of a table's rows without the years of the baselines, which date these; all as they are where no column
    holds such years. Where several columns of baselines might be meant, none is dated."""
    years = _base_year_column(columns, [cell for row in rows for cell in row])
    if years is None:
        return [tuple(row) for row in rows]
    others = [c for c in columns if c.role == "baseline" and c.col != years.col and c.year is None]
    return [_with_base_year(row, years, others[0] if len(others) == 1 else None) for row in rows]


def _base_year_column(columns: Sequence[Column], cells: Sequence[RawCell]) -> Column | None:
    """The column of baselines that holds nothing but years, and that its header calls so: `Basår` over other numbers
    holds the values of that year, and `Nuläge` over 1950 and 2012 numbers of members."""
    for column in columns:
        if column.role != "baseline" or column.year is not None or not fold(column.header).endswith("år"):
            continue
        texts = [cell.text for cell in cells if _is_of(cell, column) and _tells(cell)]
        if texts and all(YEAR.fullmatch(text) for text in texts):
            return column
    return None


def _tells(cell: RawCell) -> bool:
    """Whether a cell holds more than a dash."""
    return any(map(str.isalnum, cell.text))


def _is_of(cell: RawCell, column: Column) -> bool:
    return cell.role == "baseline" and cell.header == column.header


def _with_base_year(cells: Sequence[RawCell], years: Column, dated: Column | None) -> tuple[RawCell, ...]:
    """The cells of a row without the year of its baseline, which dates the cell of the column `dated`."""
    own = next((c for c in cells if _is_of(c, years)), None)
    year = int(own.text) if own is not None and _tells(own) else None
    rest = (c for c in cells if c is not own)
    return tuple(replace(c, year=year) if dated is not None and _is_of(c, dated) else c for c in rest)
