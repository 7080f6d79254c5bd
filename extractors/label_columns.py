"""Rules that reach over the columns of values only, beside a column of labels with nothing drawn over or under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.bare_bodies import LINED_UP, ROW_STEP
from extractors.edges import SNAP, Edge
from extractors.ladders import HEADER_REACH, SAME_EXTENT
from extractors.lines import Row, page_rows
from pipeline.records import PageLayout

FEWEST_COLUMNS = 2  # of values
ONE_ROW = 40.0  # points; the highest row of a header or of a label of three lines


def with_labels(ladders: Sequence[list[Edge]], page: PageLayout) -> list[list[Edge]]:
    """Ladders whose first rule stands under a header that goes on to their left, over labels, reaching over these too.

    Seen in budgets set by browsers, with a rule under the years and none under `Mått`.
    """
    left = min([word.box.x0 for word in page.words], default=0.0)
    if all(ladder[0].start <= left + SAME_EXTENT for ladder in ladders):  # as on most pages
        return list(ladders)
    edges = [edge for ladder in ladders for edge in ladder]
    out = []
    for ladder in ladders:
        first = ladder[0]
        alone = first.start > left + SAME_EXTENT and not any(_holds(edge, first) for edge in edges)
        start = _start_of_labels(first, page_rows(page)) if alone else None
        out.append(ladder if start is None else [replace(edge, start=start) for edge in ladder])
    return out


def _holds(edge: Edge, other: Edge) -> bool:
    """Whether a rule near another reaches further to the left, and as far to the right: the whole table is drawn."""
    near = abs(edge.at - other.at) <= ONE_ROW
    return near and edge.start < other.start - SAME_EXTENT and edge.end > other.end - SAME_EXTENT


def _start_of_labels(rule: Edge, rows: Sequence[Row]) -> float | None:
    """Where the labels begin left of a rule: a bold word on the line of the bold header over it, a label under that on
    the line of the first values below it. Null where the header or the row is another."""
    above = max((r for r in rows if r.middle < rule.at), key=lambda r: r.middle, default=None)
    below = min((r for r in rows if r.middle > rule.at), key=lambda r: r.middle, default=None)
    if above is None or below is None or not all(w.bold for w in above) or any(w.bold for w in below):
        return None
    near = rule.at - above.middle < HEADER_REACH * above[0].size
    near = near and below.box.top - rule.at < ROW_STEP * below[0].size
    header, row = above.parts, below.parts
    lined_up = abs(header[0].x0 - row[0].x0) <= LINED_UP
    apart = all(p[0].x1 <= rule.start + SNAP and p[1].x0 >= rule.start - SNAP for p in (header, row) if len(p) > 1)
    values = [s for s in row[1:] if any(c.isdigit() for c in s.text)]
    whole = len(values) == len(row) - 1 == len(header) - 1 >= FEWEST_COLUMNS and row[-1].x1 <= rule.end + SNAP
    return min(header[0].x0, row[0].x0) if near and lined_up and apart and whole else None
