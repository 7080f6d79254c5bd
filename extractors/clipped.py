"""Text that a page's clipping cuts away above or below all that is drawn on it.

A merged cell that a page break cuts is printed whole on both pages, and cut off at the margin of the second. Seen in
goal chains out of spreadsheets.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors import calls
from extractors.calls import PLAIN, Address, Item, Matrix, read_each, ready
from extractors.ink import Drawing

THIN, TALL = 2.5, 12.0  # points; rules between cells
MARGIN = 1.0  # points by which print may reach over its clipping


def find_clipped(texts: Sequence[Item], drawings: Sequence[Drawing], matrix: Matrix) -> frozenset[int]:
    """Which pieces of text lie wholly above or below the area that they are clipped to. Only those over or under all
    that is drawn on a page of ruled cells are looked at: what a cell of a table cuts off is of its text still."""
    uprights = (d.box for d in drawings if d.box.x1 - d.box.x0 < THIN)
    if matrix[1] or not texts or not any(box.bottom - box.top > TALL for box in uprights):
        return frozenset()  # of a page that is turned, top and bottom lie elsewhere
    top, bottom = min(d.box.top for d in drawings), max(d.box.bottom for d in drawings)
    own = read_each(calls.matrix_of, len(texts), np.float32, 6, [item.address for item in texts])
    y, scale, level = own[:, 5], np.abs(own[:, 3]), own[:, 1] == 0
    down = matrix[3] * y + matrix[5]
    outside = np.flatnonzero(level & ((down < top) | (down > bottom))).tolist()
    free = [i for i in outside if texts[i].form is PLAIN]
    return frozenset(i for i in free if _is_beyond(texts[i].address, float(y[i]), float(scale[i])))


def _is_beyond(text: Address, baseline: float, scale: float) -> bool:
    """Whether a line of text stands above its clipping, or below it by more than letters are high; `scale` is that of
    the font's size."""
    path = ready(calls.clip_path(text))
    heights: list[float] = []
    for i in range(calls.count_clips(path)):
        count = calls.count_clip_segments(path, i)
        segments = [ready(calls.get_clip_segment(path, i, j)) for j in range(max(count, 0))]
        ys = read_each(calls.segment_point, len(segments), np.float32, 2, segments, apart=True)[:, 1]
        if not len(ys):
            continue
        if baseline > float(ys.max()) + MARGIN:
            return True
        heights.append(float(ys.min()))
    if not heights or baseline >= max(heights):
        return False
    size = float(read_each(calls.font_size, 1, np.float32, 1, [text])[0, 0])
    return baseline + scale * size < max(heights) - MARGIN
