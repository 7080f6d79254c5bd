"""Whether words that stand in columns are a table, from what the cells hold; what the words mean is not looked at.

Running text in columns and the labels of a chart stand in columns too. Text fills its lines and holds few values; the
labels of an axis rise in even steps; labels strewn over a chart leave most cells blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.columns import has_value
from pipeline.records import Cell, Table

FEWEST_VALUES = 0.3  # share of the cells beyond the first column that hold a value
MOST_WORDS = 4.0  # words of a cell, on the average; running text cut into columns has more in each line
MOST_BLANK = 0.6  # share of the cells
FEWEST_TICKS = 4  # values on an axis
FEWEST_ROWS = 3
PROSE_WORDS = 4  # words of a line of running text in a column, at least


def looks_tabular(table: Table) -> bool:
    """Whether a table found by white space alone holds what tables hold."""
    filled = [c for c in table.cells if c.text]
    beyond = [c for c in filled if c.col > 0]
    if table.n_rows < FEWEST_ROWS or not beyond or len(filled) < (1 - MOST_BLANK) * table.n_rows * table.n_cols:
        return False
    if _is_chart(table) or any(_is_text(table, col) for col in range(table.n_cols)):
        return False
    values = sum(has_value(c.text) for c in beyond)
    words = sum(len(c.text.split()) / max(1, len(c.lines)) for c in beyond) / len(beyond)
    return values >= FEWEST_VALUES * len(beyond) or (words <= MOST_WORDS and not _runs_on(beyond))


def _is_text(table: Table, col: int) -> bool:
    """Whether a column holds lines of running text, which stands beside the table."""
    cells = [c for c in table.cells if c.col == col and c.text and c.row > 0]
    long = [c for c in cells if len(c.text.split()) >= PROSE_WORDS]
    return len(long) >= FEWEST_ROWS and len(long) >= 0.6 * len(cells) and _runs_on(cells)


def _is_chart(table: Table) -> bool:
    """Whether every column of values rises or falls in even steps, as the labels of an axis do."""
    ticks = [_numbers([c for c in table.cells if c.col == col]) for col in range(table.n_cols)]
    columns = [numbers for numbers in ticks if len(numbers) >= FEWEST_TICKS]
    return bool(columns) and all(_is_even(numbers) for numbers in columns)


def _numbers(cells: Sequence[Cell]) -> list[float]:
    found = []
    for cell in cells:
        text = re.sub(r"[\s ,%$€£]", "", cell.text.split()[0] if cell.text else "").replace("−", "-").replace("–", "-")
        if re.fullmatch(r"-?\d+(?:\.\d+)?", text):
            found.append(float(text))
    return found


def _is_even(numbers: Sequence[float]) -> bool:
    steps = [b - a for a, b in pairwise(numbers)]
    return steps[0] != 0 and all(abs(step - steps[0]) <= 0.02 * abs(steps[0]) for step in steps)


def _runs_on(cells: Sequence[Cell]) -> bool:
    """Whether most cells go on from the one above in the middle of a sentence."""
    columns: dict[int, list[Cell]] = {}
    for cell in cells:
        columns.setdefault(cell.col, []).append(cell)
    pairs = [(a.text, b.text) for column in columns.values() for a, b in pairwise(column)]
    on = sum(b[:1].islower() and a[-1:] not in ".:;!?" for a, b in pairs)
    return on > 0.3 * max(1, len(pairs))
