"""Grids of cells before their text is read, and words and borders in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.geometry import centre_in, nearest
from pipeline.records import Box, Word


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before its text is read."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box
    words: tuple[Word, ...] | None = None  # its words, where they are known from tags and not from the box


@dataclass(frozen=True, slots=True)
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
    size: float = 0.0  # of most of its print, where no verticals are drawn
    open_columns: frozenset[int] = frozenset()  # columns whose last cell no rule closes: it may go on over the page


def words_in(words: Sequence[Word], box: Box) -> list[Word]:
    """Words whose middle lies in a box."""
    return [w for w in words if centre_in(w.box, box)]


def aligned_columns(a: Sequence[float], b: Sequence[float], tolerance: float = 6.0) -> bool:
    """Whether two grids have the same columns at the same places."""
    return len(a) == len(b) and all(abs(x - b[nearest(x, b)]) <= tolerance for x in a)
