"""Which rows of a budget table are totals: labelled so, or sums of the rows above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from normalizers import Unreadable
from normalizers.amounts import parse_amount
from normalizers.units import share_in_line
from normalizers.vocabulary import any_of, load
from pipeline.records import RawBudgetLine

SHORTEST_SUM = 2  # rows; one row above is not summed
ROUNDING = 1.5  # units of the last digit that the table prints


@cache
def _labels() -> re.Pattern[str]:
    """Labels of totals. A word of the list that ends with `*` may go on."""
    words = load("totals")["total"]
    begins = [w for w in words["begins"] if not w.endswith("*")]
    goes_on = [w.rstrip("*") for w in words["begins"] if w.endswith("*")]
    return re.compile(
        rf"^(?:{any_of(begins)}|{any_of(goes_on)}\w*)\b|\b{any_of(words['ends'])}$|\b{any_of(words['anywhere'])}\b",
        re.IGNORECASE,
    )


@cache
def _changes() -> re.Pattern[str]:
    return re.compile(rf"^{any_of(load('totals')['no_total']['begins'])}\b", re.IGNORECASE)


def find_totals(lines: Sequence[RawBudgetLine]) -> frozenset[str]:
    """Keys of the rows that are totals. A bold row counts where it also adds up or where its label says so."""
    totals: set[str] = set()
    tables: dict[tuple[str | None, int | None], list[RawBudgetLine]] = {}
    for line in lines:
        tables.setdefault((line.table_title, line.section), []).append(line)
    for rows in tables.values():
        amounts = [_amounts(row) for row in rows]
        some_bold = any(not row.is_bold for row in rows)
        for i, row in enumerate(rows):
            if _changes().match(row.line) or any("%" in c.text for c in row.cells) or share_in_line(row.line)[0]:
                continue
            labelled = bool(_labels().search(row.line.strip(" ,.")))
            if labelled or (row.is_bold and some_bold) or _adds_up(amounts, i, rows, totals):
                totals.add(row.key)
    return frozenset(totals)


def find_misfits(
    lines: Sequence[RawBudgetLine], totals: frozenset[str]
) -> frozenset[tuple[str, int | None, str, str | None]]:
    """Row, year, role and component of each total that the rows above do not add up to, where the table's others do.

    Only a table whose columns mostly add up is known to sum these rows; where none does, the total is of other rows.
    """
    found: set[tuple[str, int | None, str, str | None]] = set()
    tables: dict[tuple[str | None, int | None], list[RawBudgetLine]] = {}
    for line in lines:
        tables.setdefault((line.table_title, line.section), []).append(line)
    for rows in tables.values():
        for at, row in enumerate(rows):
            if row.key in totals:
                found |= {(row.key, *column) for column in _misfits(rows, at, totals)}
    return frozenset(found)


def _misfits(
    rows: Sequence[RawBudgetLine], at: int, totals: frozenset[str]
) -> list[tuple[int | None, str, str | None]]:
    """The columns of a total that do not add up, fewer than those that do."""
    first = max((j + 1 for j in range(at) if rows[j].key in totals), default=0)
    parts = [_amounts(row) for row in rows[first:at]]
    if len(parts) < SHORTEST_SUM:
        return []
    play = ROUNDING * 10.0 ** -max(_decimals(row) for row in rows)
    sums = {column: sum(p.get(column, 0.0) for p in parts) for column in _amounts(rows[at])}
    wrong = [column for column, value in _amounts(rows[at]).items() if abs(sums[column] - value) > play]
    return wrong if len(wrong) < len(sums) - len(wrong) else []


def _amounts(row: RawBudgetLine) -> dict[tuple[int | None, str, str | None], float]:
    out = {}
    for cell in row.cells:
        try:
            out[cell.year, cell.role, cell.component] = parse_amount(cell.text)
        except Unreadable:
            continue
    return out


def _decimals(row: RawBudgetLine) -> int:
    """Most decimals that a row prints."""
    found = [re.search(r",(\d+)\s*%?$", cell.text.strip()) for cell in row.cells]
    return max((len(match.group(1)) for match in found if match), default=0)


def _adds_up(
    amounts: Sequence[dict[tuple[int | None, str, str | None], float]],
    at: int,
    rows: Sequence[RawBudgetLine],
    totals: set[str],
) -> bool:
    """Whether a row is the sum of the plain rows above it, in every column, back to the last total."""
    first = max((j + 1 for j in range(at) if rows[j].key in totals), default=0)
    parts = [amounts[j] for j in range(first, at)]
    if len(parts) < SHORTEST_SUM or len(amounts[at]) < 2:
        return False
    play = ROUNDING * 10.0 ** -max(_decimals(row) for row in rows)
    return all(
        abs(sum(p.get(column, 0.0) for p in parts) - value) <= play and value != 0
        for column, value in amounts[at].items()
    )
