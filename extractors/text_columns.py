"""Columns of running text on a page, told by the white between them, however narrow it is.

The lines of two columns stand on one height, often on one baseline; what parts them is a stripe that no word crosses
over many lines, with running text on both sides. Cells of a table stand side by side too, but begin row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.geometry import clusters, union
from extractors.lines import KEPT, Row, Segment, any_side_by_side, find_rows, segments_of
from extractors.once import Kept
from pipeline.records import Box, Word

GUTTER = 0.8  # of the font size; white between columns is wider, stretched word spaces are up to 0.6
SAME_START = 2.0  # points by which the lines of one column miss each other's beginning
FEWEST_LINES = 4  # on each side of a gutter
FEWEST_BESIDE = 3  # lines that stand beside a line of the other column
NARROWEST = 0.16  # share of the page's width; text set narrower is a label or a note
WORDS = 2.5  # words in a line of running text, on the average
FULL = 0.75  # share of a column's widest line that a full line fills
FULL_SHARE, FEWEST_FULL = 0.15, 2  # of a column's lines; ends of paragraphs, headings and list items are shorter
NEW_PARAGRAPH = 1.25  # times the usual step between lines
SAME_HEIGHT = 2.0  # points
ROW_SHARE = 0.6  # of the paragraphs of one side that begin where one of the other side does: rows of a table
FEWEST_ROWS = 3
LARGER = 1.2  # times the size of the text: print of headings


@dataclass(frozen=True, slots=True)
class TextColumns:
    """A part of a page that is set in columns."""

    top: float
    bottom: float
    starts: tuple[float, ...]  # left edge of each column but the first

    def column_of(self, box: Box) -> int | None:
        """The column that a box stands in; null where it stands over several or outside."""
        if not self.top - SAME_HEIGHT <= (box.top + box.bottom) / 2 <= self.bottom + SAME_HEIGHT:
            return None
        if any(box.x0 < start - SAME_START and box.x1 > start + SAME_START for start in self.starts):
            return None
        return sum(box.x0 >= start - SAME_START for start in self.starts)


def find_text_columns(words: Sequence[Word], taken: Sequence[Box], width: float) -> tuple[TextColumns, ...]:
    """The parts of a page that are set in columns, from the top. `taken` are the boxes of tables.

    What was found is kept for a while: most pages are asked for once more when their tables are known, of which no new
    ones came to light.
    """
    return _COLUMNS.find(find_rows(words), tuple(taken), width)


def _find_columns(rows: Sequence[Row], taken: Sequence[Box], width: float) -> tuple[TextColumns, ...]:
    if not any_side_by_side(rows):
        return ()
    found: list[tuple[float, float, float]] = []  # start, top, bottom
    for start in _starts(rows):
        found += [(start, top, bottom) for top, bottom in _runs(rows, taken, start, width)]
    parts: list[list[tuple[float, float, float]]] = []
    for gutter in sorted(found, key=lambda f: (f[1], f[0])):
        if parts and gutter[1] < max(bottom for _, _, bottom in parts[-1]):
            parts[-1].append(gutter)
        else:
            parts.append([gutter])
    return tuple(
        TextColumns(min(top for _, top, _ in part), max(bottom for _, _, bottom in part), _tallest(part, width))
        for part in parts
    )


_COLUMNS: Kept[Row, tuple[TextColumns, ...]] = Kept(KEPT, _find_columns)


def _tallest(gutters: Sequence[tuple[float, float, float]], width: float) -> tuple[float, ...]:
    """Where columns begin; of places too near to each other, the one that is a gutter over the greatest height."""
    kept: list[float] = []
    for start, _, _ in sorted(gutters, key=lambda g: g[1] - g[2]):
        if all(abs(start - other) >= NARROWEST * width for other in kept):
            kept.append(start)
    return tuple(sorted(kept))


def _starts(rows: Sequence[Sequence[Word]]) -> list[float]:
    """Places where many lines go on, or begin, behind white."""
    behind = [
        b.box.x0
        for row in rows
        for a, b in pairwise(row)
        if b.box.x0 - a.box.x1 >= GUTTER * max(a.size, b.size) and not b.rise
    ]
    left = min((row[0].box.x0 for row in rows), default=0.0)
    behind += [row[0].box.x0 for row in rows if row[0].box.x0 > left + SAME_START]  # of a column on other baselines
    found = []
    for at in clusters(behind, SAME_START / 2):
        if sum(abs(x - at) <= SAME_START for x in behind) >= FEWEST_BESIDE:
            found.append(min(x for x in behind if abs(x - at) <= SAME_START))
    return found


def _runs(rows: Sequence[Row], taken: Sequence[Box], start: float, width: float) -> list[tuple[float, float]]:
    """Heights between which running text stands on both sides of a place, and nothing runs over it."""
    runs: list[list[Sequence[Word]]] = [[]]
    last = 0.0
    for i, row in enumerate(rows):
        box = row.box
        white = GUTTER * max([w.size for w in row])
        crosses = box.x1 > start - white and any(
            w.box.x0 < start - SAME_START and w.box.x1 > start - white for w in row
        )
        table = any(last <= t.top <= box.top and t.x0 < start < t.x1 for t in taken)
        if crosses or table or _heads_both(rows, i, start):
            runs.append([])
        if not crosses:
            runs[-1].append(row)
        last = box.bottom
    return [
        (min(w.box.top for w in run[0]), max(w.box.bottom for r in run for w in r))
        for run in (_trimmed(run, start) for run in runs)
        if run and _is_set_in_columns(run, start, width)
    ]


def _heads_both(rows: Sequence[Row], i: int, start: float) -> bool:
    """Whether a line is a heading over both columns, which begin anew right below it at one height."""
    row = rows[i]
    if i + 1 == len(rows) or any(w.box.x0 >= start - SAME_START for w in row):
        return False
    box, below = row.box, rows[i + 1]
    right = [w for w in below if w.box.x0 >= start - SAME_START]
    if not right or len(right) == len(below) or right[0].box.top < box.bottom:
        return False
    sizes = Counter(round(w.size, 1) for r in rows for w in r)
    above = max((w.box.bottom for r in rows[:i] for w in r if w.box.x0 >= start - SAME_START), default=box.top)
    return row[0].size > sizes.most_common(1)[0][0] + 1.5 and box.top >= above


def _trimmed(run: Sequence[Sequence[Word]], start: float) -> list[Sequence[Word]]:
    """A run from the first line with words behind the gutter on, to the end or to a heading below the last such line,
    which stands over what follows."""
    right = [i for i, row in enumerate(run) if any(w.box.x0 >= start - SAME_START for w in row)]
    if not right:
        return []
    end = len(run)
    if right[-1] + 1 < end:
        usual = Counter([round(w.size, 1) for row in run for w in row]).most_common(1)[0][0]
        end = next((i for i in range(right[-1] + 1, end) if run[i][0].size > LARGER * usual), end)
    return list(run[right[0] : end])


def _is_set_in_columns(run: Sequence[Sequence[Word]], start: float, width: float) -> bool:
    left = [[w for w in row if w.box.x0 < start - SAME_START] for row in run]
    right = [[w for w in row if w.box.x0 >= start - SAME_START] for row in run]
    sides = [[row for row in side if row] for side in (left, right)]
    beside = sum(bool(a) and bool(b) for a, b in zip(left, right, strict=True))
    if beside < FEWEST_BESIDE and not _overlap(*sides):
        return False
    near_left = _of_one_column([segments_of(row)[-1] for row in sides[0]], width)
    near_right = _of_one_column([segments_of(row)[0] for row in sides[1]], width)
    if not all(_is_prose(parts, width) for parts in (near_left, near_right)):
        return False
    return not _begin_row_by_row(near_left, near_right)


def _of_one_column(parts: Sequence[Segment], width: float) -> list[Segment]:
    """Of the parts of lines beside a gutter, those that begin where most do: others are of columns further off."""
    if not parts:
        return []
    usual = Counter(round(s.x0 / SAME_START) for s in parts).most_common(1)[0][0] * SAME_START
    return [s for s in parts if abs(s.x0 - usual) < 0.5 * NARROWEST * width]


def _overlap(left: Sequence[Sequence[Word]], right: Sequence[Sequence[Word]]) -> bool:
    """Whether two sides stand beside each other over most of the height of the lower one."""
    if not left or not right:
        return False
    a, b = (union(w.box for row in side for w in row) for side in (left, right))
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def _is_prose(parts: Sequence[Segment], width: float) -> bool:
    """Whether lines under each other are a column of running text: wide enough, and many filling it."""
    if len(parts) < FEWEST_LINES:
        return False
    column = max(s.x1 for s in parts) - min(s.x0 for s in parts)
    full = [s for s in parts if s.x1 - s.x0 >= FULL * column]
    words = sum(len(s.words) for s in full) / max(1, len(full))
    letters = sum(c.isalpha() for s in full for c in s.text) / max(1, sum(len(s.text) for s in full))
    enough = len(full) >= max(FEWEST_FULL, FULL_SHARE * len(parts))
    return column >= NARROWEST * width and enough and words >= WORDS and letters > 0.6


def _begin_row_by_row(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether the paragraphs of both sides begin beside each other, as the cells of a table do.

    Headings in larger print stand in columns of text only.
    """
    usual = Counter(round(s.words[0].size, 1) for s in (*left, *right)).most_common(1)[0][0]
    if any(s.words[0].size > LARGER * usual for s in (*left, *right)):
        return False
    a, b = (_beginnings(side) for side in (left, right))
    a, b = sorted((a, b), key=len)
    together = sum(any(abs(x - y) <= SAME_HEIGHT for y in b) for x in a)
    return together >= max(FEWEST_ROWS, ROW_SHARE * len(a))


def _beginnings(parts: Sequence[Segment]) -> list[float]:
    """Heights at which paragraphs begin: behind more white than between lines, or in other print."""
    steps = sorted(b.words[0].box.bottom - a.words[0].box.bottom for a, b in pairwise(parts))
    usual = steps[len(steps) // 4] if steps else 0.0
    found = [parts[0].words[0].box.bottom]
    for a, b in pairwise(parts):
        step = b.words[0].box.bottom - a.words[0].box.bottom
        other = a.words[0].bold != b.words[0].bold or abs(a.words[0].size - b.words[0].size) > 0.6
        if step > NEW_PARAGRAPH * usual or other:
            found.append(b.words[0].box.bottom)
    return found
