"""The rest of a table on the next page, where no rule and no white stripe of its own shows one: too few lines are left,
or they fill too few columns. The columns are those of the table that ended the page before.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.banded import band_cells
from extractors.cells import Grid
from extractors.columns import is_figure
from extractors.geometry import union
from extractors.joined import PageTable, ends_sentence, header_words
from extractors.lines import SAME_SIZE, WIDEST_STEP, Row, Segment, find_rows, segments_of
from extractors.row_starts import text_row_starts
from pipeline.records import Box, PageLayout, Word

SAME_EDGE = 3.0  # points by which the texts of one column miss its edge
RULE_SHARE = 0.6  # of a table's width that a rule between its rows covers
MOST_HEADER_LINES = 6


@dataclass(frozen=True, slots=True)
class Column:
    """Where the texts of a column stand."""

    left: float
    right: float  # of its longest line
    end: float  # where the next column begins; nothing bounds the last
    right_aligned: bool

    def holds(self, part: Segment) -> bool:
        """Whether a part of a line begins, or ends where numbers are flush right, where the column's texts do."""
        if self.left - SAME_EDGE <= part.x0 and part.x1 <= self.right + SAME_EDGE:
            return True
        flush_left = abs(part.x0 - self.left) <= SAME_EDGE and part.x1 <= self.end
        return flush_left or (self.right_aligned and abs(part.x1 - self.right) <= SAME_EDGE)


def find_carried(page: PageLayout, above: PageTable, first: PageTable, taken: Sequence[Box]) -> Grid | None:
    """The lines at the top of a page that go on with the table `above`, which ended the page before.

    `first` is the part of it that has the header. Null where nothing goes on, or where nothing tells that it does.
    """
    rows = find_rows(page.words)
    top = min((box.top for box in taken), default=page.height)
    rows = tuple(row for row in rows if row.box.bottom <= top)
    columns = _columns(above)
    header = _header_lines(rows, first)
    body = _fitting(rows[header:], columns, above)
    if not body or len(columns) < 2:
        return None
    if not header and not _goes_on(body, columns, above):
        return None
    return _grid(page, rows[:header], body, columns)


def _columns(table: PageTable) -> list[Column]:
    """The columns of a table by the texts of its body rows, where these have any, else by its header."""
    found: list[Column] = []
    xs = table.grid.xs
    for col in range(table.grid.n_cols):
        every = [c for row in table.rows for c in row if c.col == col and c.col_span == 1 and c.text]
        texts = [c for c in every if c.row >= table.header_rows] or every
        boxes = [c.place.box for c in texts]
        if not boxes:
            found.append(Column(xs[col], xs[col + 1], xs[col + 1], False))
            continue
        left, right = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
        flush_left = sum(abs(b.x0 - left) <= SAME_EDGE for b in boxes)
        flush_right = sum(abs(b.x1 - right) <= SAME_EDGE for b in boxes)
        figures = all(is_figure(c.text) for c in texts)  # as long as each other, they may keep to either edge
        found.append(Column(left, right, xs[col + 1], flush_right > flush_left - int(figures)))
    return [replace(c, end=max(c.right, after.left - 1)) for c, after in pairwise(found)] + [
        replace(found[-1], end=math.inf)
    ]


def _header_lines(rows: Sequence[Sequence[Word]], first: PageTable) -> int:
    """How many lines at the top repeat the header, none where they do not."""
    wanted = header_words(first)
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows[:MOST_HEADER_LINES], start=1):
        seen.update(w.text for w in row)
        if seen == wanted:
            return number
        if seen - wanted:
            break
    return 0


def _fitting(rows: Sequence[Row], columns: Sequence[Column], above: PageTable) -> list[Row]:
    """The first lines whose every part stands in a column, in the print of the table's rows."""
    sizes = Counter(c.print_style[0] for row in above.rows[above.header_rows :] for c in row if c.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    body: list[Row] = []
    for row in rows:
        if body and row.box.bottom - body[-1].box.bottom > WIDEST_STEP * row[0].size:
            break
        if abs(row[0].size - usual) > SAME_SIZE or not all(any(c.holds(s) for c in columns) for s in segments_of(row)):
            break
        body.append(row)
    return body


def _goes_on(body: Sequence[Sequence[Word]], columns: Sequence[Column], above: PageTable) -> bool:
    """Whether lines without a header over them are of the table: they fill several columns, or one that is not the
    first, or go on in the middle of a sentence."""
    filled = {next(i for i, c in enumerate(columns) if c.holds(s)) for row in body for s in segments_of(row)}
    if filled != {0}:
        return True
    cell = next((c for c in above.rows[-1] if c.col == 0 and c.text), None)
    return cell is not None and body[0][0].text[:1].islower() and not ends_sentence(cell.text)


def _grid(page: PageLayout, header: Sequence[Row], body: Sequence[Row], columns: Sequence[Column]) -> Grid:
    lines = [*header, *body]
    box = union(row.box for row in lines)
    xs = _borders(body, columns, box)
    starts = [len(header)] if header else []
    starts += [len(header) + i for i in text_row_starts(body, xs)]
    drawn = [
        r.box.top
        for r in page.rules
        if r.horizontal and box.top < r.box.top < box.bottom and r.box.x1 - r.box.x0 >= RULE_SHARE * (box.x1 - box.x0)
    ]
    borders = [(lines[i - 1].box.bottom + lines[i].box.top) / 2 for i in starts]
    ys = [box.top - 1, *sorted(drawn or borders), box.bottom + 1]
    cells = band_cells(ys, xs, lines)
    whole = Box(xs[0], ys[0], xs[-1], ys[-1])
    return Grid(whole, len(ys) - 1, len(xs) - 1, tuple(xs), tuple(cells), "aligned", True, True, carried=True)


def _borders(body: Sequence[Sequence[Word]], columns: Sequence[Column], box: Box) -> list[float]:
    """Borders in the white between the columns, which the lines on both pages leave."""
    reach = [(c.left, c.right) for c in columns]
    for part in (s for row in body for s in segments_of(row)):
        col = next(i for i, c in enumerate(columns) if c.holds(part))
        reach[col] = (min(reach[col][0], part.x0), max(reach[col][1], part.x1))
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(reach)]
    return [min(box.x0, reach[0][0]) - 1, *inner, max(box.x1, reach[-1][1]) + 1]
