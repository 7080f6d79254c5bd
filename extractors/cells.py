"""Grids of cells before their text is read, and words and borders in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractors.geometry import nearest
from pipeline.light import light
from pipeline.records import Box, Word

# The roads to a table on which every border of a cell is known; on the others (`banded`, `aligned`) white space tells.
DRAWN = frozenset({"tagged", "ruled"})


@light(frozen=True, slots=True)
class GridCell:
    """A cell before its text is read."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box
    words: tuple[Word, ...] | None = None  # its words, where they are known from tags and not from the box


@light(frozen=True, slots=True)
class Grid:
    """One table's cells on one page."""

    box: Box
    n_rows: int
    n_cols: int
    xs: tuple[float, ...]  # column borders, n_cols + 1
    cells: tuple[GridCell, ...]
    road: str
    open_top: bool = False  # no rule above the first row: it may go on from the page before
    open_bottom: bool = False
    header_rows: int | None = None  # known from tags
    continues: bool = False  # tagged as a part of the table on the page before
    cut: bool = False  # its first row below the header is the rest of one on the page before
    carried: bool = False  # found as the rest of the table that ended the page before, in its columns
    size: float = 0.0  # of most of its print, where no verticals are drawn
    open_columns: frozenset[int] = frozenset()  # columns whose last cell no rule closes: it may go on over the page


def words_in(words: Sequence[Word], box: Box) -> list[Word]:
    """Words whose middle lies in a box."""
    x0, top, x1, bottom = [2 * side for side in box]  # twice the middle is compared, which saves to halve it
    return [w for w in words if top <= (at := w.box)[1] + at[3] <= bottom and x0 <= at[0] + at[2] <= x1]


Middle = tuple[float, float, Word]  # height and place across of a word's middle


def middles(words: Sequence[Word]) -> list[Middle]:
    """Where the middles of words lie, for `placed_in`."""
    return [((top + bottom) / 2, (x0 + x1) / 2, w) for w in words for x0, top, x1, bottom in (w.box,)]


def placed_in(at: Sequence[Middle], box: Box) -> list[Word]:
    """As `words_in`, where many boxes are asked for."""
    x0, top, x1, bottom = box
    return [w for y, x, w in at if top <= y <= bottom and x0 <= x <= x1]


def words_outside(words: Sequence[Word], boxes: Sequence[Box]) -> list[Word]:
    """Words whose middle lies in none of the boxes."""
    if not boxes:
        return list(words)
    doubled = [(2 * x0, 2 * top, 2 * x1, 2 * bottom) for x0, top, x1, bottom in boxes]
    if len(doubled) == 1:
        ((x0, top, x1, bottom),) = doubled
        return [w for w in words if not (top <= (at := w.box)[1] + at[3] <= bottom and x0 <= at[0] + at[2] <= x1)]
    out = []
    for word in words:
        left, upper, right, lower = word.box
        x, y = left + right, upper + lower
        for x0, top, x1, bottom in doubled:
            if top <= y <= bottom and x0 <= x <= x1:
                break
        else:
            out.append(word)
    return out


def words_but(words: Sequence[Word], boxes: Collection[Box]) -> list[Word]:
    """Words but those that have one of these very boxes. Nearly always their heights tell already."""
    if not boxes:
        return list(words)
    tops = {box.top for box in boxes}
    return [w for w in words if w.box[1] not in tops or w.box not in boxes]


def aligned_columns(a: Sequence[float], b: Sequence[float], tolerance: float = 6.0) -> bool:
    """Whether two grids have the same columns at the same places."""
    return len(a) == len(b) and all(abs(x - b[nearest(x, b)]) <= tolerance for x in a)
