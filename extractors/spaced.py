"""Unruled tables whose rows stand clearly apart: each row is a band of lines between white, whatever their baselines.

Cells set at half the height of their row put the lines of one row on different baselines, and wrapped cells on several;
the white between two rows is what shows them. Like all of the `aligned` road, a find is only a candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.banded import band_cells
from extractors.cells import Grid
from extractors.columns import has_value, headers_again
from extractors.geometry import merged_intervals, union
from extractors.lines import Row, find_rows, join_words
from pipeline.records import Box, Word

ROW_WHITE = 0.7  # of the font size; lines of one text stand closer
WIDEST_WHITE = 3.0  # of the font size, between two rows of one table
WORD_SPACE = 0.36  # of the font size; what stands further apart over a whole column belongs to two
FEWEST_COLUMNS, FEWEST_ROWS = 3, 2

Band = list[Row]  # the printed lines of one row


def find_spaced(words: Sequence[Word], taken: Sequence[Box]) -> list[Grid]:
    """Candidates for tables of bands among the words outside the tables that were found already."""
    found = []
    for run in _runs(_bands(find_rows(words))):
        grid = _grid(run)
        if grid is not None:
            found.append(grid)
    return found


def _bands(rows: Sequence[Row]) -> list[Band]:
    bands: list[Band] = []
    bottom = 0.0
    for row in rows:
        if bands and row.box.top - bottom <= ROW_WHITE * row[0].size:
            bands[-1].append(row)
        else:
            bands.append([row])
            bottom = 0.0
        bottom = max(bottom, row.box.bottom)
    return bands


def _runs(bands: Sequence[Band]) -> list[list[Band]]:
    """Bands of columns in one size that follow each other."""
    runs: list[list[Band]] = [[]]
    for band in bands:
        size = band[0][0].size
        tabular = len(_columns([band])) >= FEWEST_COLUMNS
        if runs[-1]:
            above = runs[-1][-1]
            white = min(row.box.top for row in band) - max(row.box.bottom for row in above)
            if not tabular or white > WIDEST_WHITE * size or abs(above[0][0].size - size) > 0.6:
                runs.append([])
        if tabular:
            runs[-1].append(band)
    runs = [run[a:b] for run in runs for a, b in pairwise([0, *headers_again([band[0] for band in run]), len(run)])]
    return [run for run in runs if len(run) >= FEWEST_ROWS and any(len(band) > 1 for band in run)]


def _columns(bands: Sequence[Band]) -> list[tuple[float, float]]:
    """Where the words of all bands stand, left to right."""
    words = [w for band in bands for row in band for w in row]
    return merged_intervals([(w.box.x0, w.box.x1) for w in words], WORD_SPACE * words[0].size)


def _grid(run: Sequence[Band]) -> Grid | None:
    columns = _columns(run)
    if len(columns) < FEWEST_COLUMNS:
        return None
    boxes = [union(row.box for row in band) for band in run]
    if any(_holds_rows(band, columns) for band in run):
        return None
    xs = [columns[0][0] - 1, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1] + 1]
    ys = [boxes[0].top - 1, *((a.bottom + b.top) / 2 for a, b in pairwise(boxes)), boxes[-1].bottom + 1]
    cells = band_cells(ys, xs, [row for band in run for row in band])
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    return Grid(box, len(run), len(columns), tuple(xs), tuple(cells), "aligned", True, True)


def _holds_rows(band: Band, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a band holds several rows: every column of values has two under each other, which are no wrapped date.

    A number that wraps at its thousands does so in one column, beside others that do not.
    """
    counts = []
    for left, right in columns:
        lines = [join_words([w for w in row if left <= w.box.x0 <= right]) for row in band]
        counts.append(sum(has_value(line) and not line.endswith(("-", "–", "/")) for line in lines if line))
    valued = [count for count in counts if count]
    return bool(valued) and min(valued) > 1
