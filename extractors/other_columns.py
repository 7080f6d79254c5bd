"""Rows whose cells stand in other columns than those above: a second table without a header of its own, which
nothing but white, a caption or a page break parts from the first.

Seen where tables of measures, money or tasks without any rules follow each other, each with columns of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import accumulate
from typing import NamedTuple

from pipeline.records import Cell

PLAY = 3.0  # points by which the texts of one column miss their edge
APART = 6.0  # points; what stands nearer to an edge may stand at it
FEWEST = 2  # rows, and columns, that tell where columns stand


class Stand(NamedTuple):
    """Where the texts of a column stand: the least and the most of their left, middle and right."""

    rows: int
    least: tuple[float, float, float]
    most: tuple[float, float, float]


Stands = dict[int, Stand]  # by column


def first_elsewhere(rows: Sequence[Sequence[Cell]], header: Sequence[Cell]) -> int | None:
    """Which row of one page is the first whose cells, and those of all rows after it, stand elsewhere than the ones
    above; null where there is none. Under a `header` that nothing above stands under, texts may begin below."""
    found = [_stands(row) for row in rows]
    above = list(accumulate(found, _together))
    below = list(accumulate(reversed(found), _together))[::-1]
    splits = (i for i in range(1, len(rows)) if _elsewhere(above[i - 1], below[i], header))
    return next((i for i in splits if 0 < len(found[i]) <= 2 * len(_new(above[i - 1], found[i]))), None)


def stand_elsewhere(above: Iterable[Sequence[Cell]], below: Iterable[Sequence[Cell]], shift: float) -> bool:
    """Whether the cells of rows stand elsewhere than those of the rows on the page before, which is set `shift`
    further to the left."""
    upper, lower = _together_all(above), _together_all(below)
    return _elsewhere(upper, lower, ()) and _elsewhere(upper, lower, (), shift)


def _together_all(rows: Iterable[Sequence[Cell]]) -> Stands:
    return reduce(_together, map(_stands, rows), Stands())


def _stands(row: Sequence[Cell]) -> Stands:
    out = {}
    for cell in row:
        if cell.col > 0 and cell.text:
            out[cell.col] = _stand(cell)
    return out


def _stand(cell: Cell) -> Stand:
    x0, _, x1, _ = cell.place.box
    edges = (x0, (x0 + x1) / 2, x1)
    return Stand(1, edges, edges)


def _together(a: Stands, b: Stands) -> Stands:
    return a | {col: _wider(a[col], stand) if col in a else stand for col, stand in b.items()}


def _wider(a: Stand, b: Stand) -> Stand:
    (l0, l1, l2), (m0, m1, m2) = a.least, a.most
    (x0, x1, x2), (y0, y1, y2) = b.least, b.most
    return Stand(a.rows + b.rows, (min(l0, x0), min(l1, x1), min(l2, x2)), (max(m0, y0), max(m1, y1), max(m2, y2)))


def _elsewhere(above: Stands, below: Stands, header: Sequence[Cell], shift: float = 0.0) -> bool:
    """Whether at least half of the columns below stand where none does above."""
    lower = {col: s for col, s in below.items() if s.rows >= FEWEST}
    if len(lower) < FEWEST or sum(s.rows >= FEWEST for s in above.values()) < FEWEST:
        return False
    new = _new(above, lower, shift)
    if 2 * len(new) < len(lower):
        return False
    known = [head for head in _heads(header) if not any(_overlap(head, old) for old in above.values())]
    return 2 * sum(not any(_overlap(s, head) for head in known) for s in new) >= len(lower)


def _new(above: Stands, below: Stands, shift: float = 0.0) -> list[Stand]:
    """The columns below that stand where none does above."""
    upper = [s for s in above.values() if s.rows >= FEWEST]
    return [s for s in below.values() if not any(_same(old, s, shift) for old in upper)]


def _heads(header: Sequence[Cell]) -> list[Stand]:
    """Where the texts of a header stand; columns of other rows may have cut them between two words."""
    out: list[tuple[int, Stand]] = []
    for cell in header:
        stand = _stand(cell)
        if out and out[-1][0] == cell.row and 0 <= stand.least[0] - out[-1][1].most[2] <= APART:
            out[-1] = (cell.row, _wider(out[-1][1], stand))
        else:
            out.append((cell.row, stand))
    return [stand for _, stand in out]


def _overlap(a: Stand, b: Stand) -> bool:
    return a.least[0] < b.most[2] and b.least[0] < a.most[2]


def _same(old: Stand, new: Stand, shift: float) -> bool:
    """Whether two columns may be one: what the upper keeps to the lower has too, or one of them keeps to nothing."""
    kept = [i for i in range(3) if old.most[i] - old.least[i] <= PLAY]
    loose = not kept or all(b - a > PLAY for a, b in zip(new.least, new.most, strict=True))
    return loose or any(
        old.least[i] - APART <= new.most[i] - shift and new.least[i] - shift <= old.most[i] + APART for i in kept
    )
