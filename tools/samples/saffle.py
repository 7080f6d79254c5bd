"""What the two plans for Säffle's executive board (kommunstyrelsen) have in common: tables of families 1, 2 and 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from tools.samples.office import SANS, grid, text, tkr

INDICATOR_WIDTHS = (20.0, 85.0, 51.0, 51.0, 51.0, 51.0, 50.0, 58.0, 64.0)  # points; narrow, so that words break
ACTION_WIDTHS = (126.0, 126.0, 112.0, 117.0)
BUDGET_LABEL = 166.0
BUDGET_COLUMN = 63.0
ROOM_UNDER_TITLE = 110.0  # points; a block title goes to the next page where less is left


@dataclass(frozen=True, slots=True)
class Columns:
    """The years of a budget table: `kinds` is the upper header row with how many years each kind covers."""

    kinds: tuple[tuple[str, int], ...]
    years: tuple[int, ...]


def block_title(words: str) -> list[Flowable]:
    """A line in capitals over a block of tables. The tables themselves may run over the page break."""
    return [CondPageBreak(ROOM_UNDER_TITLE), text(SANS, words, "h4")]


def indicator_table(heads: Sequence[str], rows: Sequence[str]) -> Flowable:
    """Family 1. Each row is written with `|` between cells; the first cell is the margin mark KF or KS."""
    cells = [list(heads), *([cell.strip() for cell in row.split("|")] for row in rows)]
    return grid(SANS, cells, INDICATOR_WIDTHS)


def assignment(
    kind: str,
    wording: str,
    interpretation: str,
    heads: Sequence[str],
    rows: Sequence[str],
    *,
    split_rows: bool = False,
) -> list[Flowable]:
    """Family 2: an assignment (uppdrag) or initiative with its interpretation and its table of actions."""
    cells = [list(heads), *([cell.strip() for cell in row.split("|")] for row in rows)]
    lead = KeepTogether([text(SANS, f"{kind}: {wording}", "h3"), text(SANS, interpretation)])
    return [lead, grid(SANS, cells, ACTION_WIDTHS, split_rows=split_rows)]


def budget_table(
    corner: str, columns: Columns, groups: Sequence[tuple[str, Sequence[tuple[str, Sequence[int]]]]], total: str
) -> Flowable:
    """Family 5: kinds and years in two header rows; every group ends with its sum, the table with the sum of all."""
    upper, spans, col = [""], [], 1
    for kind, width in columns.kinds:
        upper += [kind] + [""] * (width - 1)
        spans.append(((col, 0), (col + width - 1, 0)))
        col += width
    rows: list[list[str]] = [upper, [corner, *map(str, columns.years)]]
    bold: list[int] = []
    grand = [0] * len(columns.years)
    for subtotal, lines in groups:
        for label, amounts in lines:
            rows.append([label, *map(tkr, amounts)])
        sums = [sum(column) for column in zip(*(amounts for _, amounts in lines), strict=True)]
        grand = [before + now for before, now in zip(grand, sums, strict=True)]
        if subtotal:
            bold.append(len(rows))
            rows.append([subtotal, *map(tkr, sums)])
    bold.append(len(rows))
    rows.append([total, *map(tkr, grand)])
    widths = [BUDGET_LABEL] + [BUDGET_COLUMN] * len(columns.years)
    return grid(SANS, rows, widths, head=2, spans=spans, right_from=1, bold_rows=bold)
