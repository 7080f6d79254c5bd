"""Where the tables of one page are: rules, breaks in them and white space -> grids of cells.

Two roads, tried in this order on each cluster of edges (a third, without any, is in `aligned`):

* `ruled`: vertical and horizontal rules; cells that share no rule are one merged cell.
* `banded` (in `banded`): horizontal rules only; columns come from breaks in the rules, else from white gutters.

A single closed box is no table but a callout (faktaruta). A grid knows nothing of words' meaning.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.banded import banded_grids
from extractors.cells import Grid, GridCell, words_in
from extractors.columns import YEAR, is_figure, is_tabular
from extractors.edges import (
    MIN_SHAPE,
    NARROWEST_BAND,
    SNAP,
    TALLEST_HEADER,
    Edge,
    edge_groups,
    edge_inside,
    find_edges,
    joined_edges,
    painted,
    shaded_bands,
)
from extractors.geometry import clusters, nearest, overlap, touches
from extractors.inside import with_undrawn_borders
from extractors.label_columns import with_labels
from extractors.ladders import ladders_of
from extractors.lines import SAME_SIZE, Row, find_rows, page_rows
from pipeline.records import Box, PageLayout, Shape

FEWEST_HEADINGS = 2  # bands of shading with a text each; one may be a label of a table
LARGE = 1.5  # times the size of most of the print; headings of parts
WIDE = 0.6  # of a band's width; a line of running text below it
COVERED = 0.6  # share of a cell's side that must be drawn for the side to count as a border


def find_grids(page: PageLayout, before: Grid | None = None) -> tuple[Grid, ...]:
    """All tables on a page, from the top. `before` is the last one of the page before, which may go on here."""
    across, down = find_edges(page.rules, page.shapes)
    down += _band_sides(page, across, down)
    grids: list[Grid] = []
    for rows, cols in edge_groups(across, down):
        grid = None
        if len(cols) >= 2 and len(rows) >= 2:
            grid = _ruled([*rows, *_silent_borders(rows, cols, page)], cols)
        if grid:
            grids.append(with_undrawn_borders(_with_shaded_header(grid, page), page.words))
    taken = [g.box for g in grids]
    shades = _bands_of_tables(page)
    loose = joined_edges([*across, *shades])
    free = [e for e in loose if not any(edge_inside(e, box) for box in taken)]
    ladders = with_labels(ladders_of(free), page)
    free = [edge for ladder in ladders for edge in ladder]
    for ladder in sorted(ladders, key=lambda es: es[0].start - es[0].end):  # the widest first
        if _are_headings(ladder, across, shades, page):
            continue
        for grid in banded_grids(ladder, free, page, before):
            if not any(touches(grid.box, box, -2.0) for box in taken):
                grids.append(grid)
                taken.append(grid.box)
    return tuple(sorted(grids, key=lambda g: (g.box.top, g.box.x0)))


def _band_sides(page: PageLayout, across: Sequence[Edge], down: Sequence[Edge]) -> list[Edge]:
    """The left and right sides of shaded rows without borders of their own, between rows of the same columns: a row
    across a table, under its header or between its parts, as spreadsheets print merged cells.

    What such a row parts is one table only where it stands right under the first row, or has rows with figures under
    it: else a header may begin another table there. A unit or a year in it says that other figures follow.
    """
    found = []
    for band in painted(page.shapes):
        x0, top, x1, bottom = band
        if x1 - x0 < NARROWEST_BAND or not MIN_SHAPE < bottom - top < TALLEST_HEADER:
            continue
        wide = [e.at for e in across if e.start <= x0 + SNAP and x1 - SNAP <= e.end]
        if not all(any(abs(at - y) <= SNAP for at in wide) for y in (top, bottom)):
            continue
        above = [e for e in down if abs(e.end - top) <= SNAP and x0 - SNAP <= e.at <= x1 + SNAP]
        below = [e for e in down if abs(e.start - bottom) <= SNAP and x0 - SNAP <= e.at <= x1 + SNAP]
        xs, under = clusters([e.at for e in above], SNAP), clusters([e.at for e in below], SNAP)
        alike = len(xs) == len(under) > 2 and all(abs(a - b) <= SNAP for a, b in zip(xs, under, strict=True))
        if not alike or abs(xs[0] - x0) > SNAP or abs(xs[-1] - x1) > SNAP:
            continue
        start = min(e.start for e in above)
        is_second = not any(at < start - SNAP or start + SNAP < at < top - SNAP for at in wide)
        end = min((at for at in wide if at > bottom + SNAP), default=bottom)
        figures = _has_figure(page, Box(x0, bottom, x1, end))
        if (is_second or figures) and not _tells_of_figures(page, band):
            found += [Edge(x, top, bottom) for x in (xs[0], xs[-1])]
    return found


def _has_figure(page: PageLayout, box: Box) -> bool:
    """Whether a row has a number in it that is no year."""
    return any(is_figure(word.text) for word in words_in(page.words, box))


def _tells_of_figures(page: PageLayout, band: Box) -> bool:
    """Whether a row across says of what unit or year the figures under it are: `Investeringar (mnkr)`."""
    return any(word.text.startswith("(") or YEAR.fullmatch(word.text) for word in words_in(page.words, band))


def _bands_of_tables(page: PageLayout) -> list[Edge]:
    """The sides of bands of shading, but for those that run off the page's edge, behind a running header, and those
    that hold a heading alone: one text, or some under each other, in large print, or in bold print over text."""
    shades = shaded_bands(page.shapes)
    if not shades:
        return []
    sizes = Counter([w.size for w in page.words])
    rounded: Counter[float] = Counter()
    for size, count in sizes.items():
        rounded[round(size, 1)] += count
    usual = rounded.most_common(1)[0][0] if rounded else 0.0
    larger = max(sizes, default=0.0) > usual + SAME_SIZE  # where nothing is, no band holds a heading
    rows = page_rows(page) if larger else ()
    kept: list[Edge] = []
    for top, bottom in zip(shades[::2], shades[1::2], strict=True):
        inside = [r for r in rows if top.at <= r.middle <= bottom.at]
        alone = bool(inside) and all(len(row.parts) == 1 for row in inside)
        heads = alone and (max(r[0].size for r in inside) >= LARGE * usual or _heads_text(inside, rows, top))
        at_edge = top.at <= SNAP or bottom.at >= page.height - SNAP
        if not heads and not (at_edge and top.start <= SNAP and top.end >= page.width - SNAP):
            kept += [top, bottom]
    return kept


def _heads_text(inside: Sequence[Row], rows: Sequence[Row], band: Edge) -> bool:
    """Whether the text in a band is bold and larger than a line of running text that stands next below it or, under a
    judgement, one line further down: a heading on colour, after which no row of a table follows. Seen in interim
    reports of committees, over the text and the table of a goal."""
    if not all(w.bold for row in inside for w in row):
        return False
    last = inside[-1]
    for row in [r for r in rows if r.middle > last.middle][:2]:
        if row[0].size > last[0].size - SAME_SIZE or is_tabular(row, band.start, band.end):
            return False
        if not any(w.bold for w in row) and row.box.x1 - row.box.x0 >= WIDE * (band.end - band.start):
            return True
    return False


def _are_headings(ladder: Sequence[Edge], across: Sequence[Edge], shades: Sequence[Edge], page: PageLayout) -> bool:
    """Whether a ladder has no drawn rule, and its bands of shading each hold one text: headings on colour. What stands
    between two of them is no row of one table."""
    left, right = ladder[0].start, ladder[0].end
    if any(e.start < right and left < e.end and ladder[0].at <= e.at <= ladder[-1].at for e in across):
        return False
    bands = [
        (top.at, bottom.at)
        for top, bottom in zip(shades[::2], shades[1::2], strict=True)
        if any(abs(top.at - e.at) <= SNAP for e in ladder) and top.start <= left + SNAP and right - SNAP <= top.end
    ]
    rows = page_rows(page) if len(bands) >= FEWEST_HEADINGS else ()
    inside = [r for r in rows if any(top <= (r[0].box.top + r[0].box.bottom) / 2 <= bottom for top, bottom in bands)]
    return bool(inside) and not any(is_tabular(row, left, right) for row in inside)


def _ruled(rows: Sequence[Edge], cols: Sequence[Edge]) -> Grid | None:
    """A grid from crossing rules; null where it has fewer than two columns or rows are missing."""
    left, right = min(e.start for e in rows), max(e.end for e in rows)
    top, bottom = min(e.start for e in cols), max(e.end for e in cols)
    xs = clusters([*(e.at for e in cols), left, right], SNAP)
    open_top = top < min(e.at for e in rows) - SNAP
    open_bottom = bottom > max(e.at for e in rows) + SNAP
    ys = clusters([*(e.at for e in rows), top, bottom], SNAP)
    if len(xs) < 3 or len(ys) < 2:
        return None
    n_rows, n_cols = len(ys) - 1, len(xs) - 1

    upright = [[e for e in cols if abs(e.at - x) <= SNAP] for x in xs]
    level = [[e for e in rows if abs(e.at - y) <= SNAP] for y in ys]

    def drawn(edges: Sequence[Edge], start: float, end: float) -> bool:
        covered = sum([max(0.0, overlap(e.start, e.end, start, end)) for e in edges])
        return covered >= COVERED * (end - start)

    group = {(r, c): (r, c) for r in range(n_rows) for c in range(n_cols)}

    def root(key: tuple[int, int]) -> tuple[int, int]:
        while group[key] != key:
            key = group[key]
        return key

    for r in range(n_rows):
        for c in range(n_cols):
            if c + 1 < n_cols and not drawn(upright[c + 1], ys[r], ys[r + 1]):
                a, b = sorted((root((r, c)), root((r, c + 1))))
                group[b] = a
            if r + 1 < n_rows and not drawn(level[r + 1], xs[c], xs[c + 1]):
                a, b = sorted((root((r, c)), root((r + 1, c))))
                group[b] = a
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for key in group:
        members.setdefault(root(key), []).append(key)
    cells = []
    for parts in members.values():
        r0, r1 = min(r for r, _ in parts), max(r for r, _ in parts)
        c0, c1 = min(c for _, c in parts), max(c for _, c in parts)
        if len(parts) != (r1 - r0 + 1) * (c1 - c0 + 1):  # no rectangle: a rule is missing somewhere; keep cells apart
            cells += [GridCell(r, c, 1, 1, Box(xs[c], ys[r], xs[c + 1], ys[r + 1])) for r, c in parts]
        else:
            cells.append(GridCell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, Box(xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])))
    if len(cells) < 2:
        return None
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(box, n_rows, n_cols, tuple(xs), tuple(cells), "ruled", open_top, open_bottom)


def _silent_borders(rows: Sequence[Edge], cols: Sequence[Edge], page: PageLayout) -> list[Edge]:
    """Row borders that no rule shows: where the shading changes in every column, or all verticals begin anew."""
    left, right = min(e.start for e in rows), max(e.end for e in rows)
    top, bottom = min(e.start for e in cols), max(e.end for e in cols)
    drawn = [e.at for e in rows]
    xs = clusters([*(e.at for e in cols), left, right], SNAP)
    middles = [(a + b) / 2 for a, b in itertools.pairwise(xs)]
    fills = [s for s in page.shapes if s.fill and touches(s.box, Box(left, top, right, bottom), -1.0)]
    uprights = [r.box for r in page.rules if not r.horizontal and left - SNAP <= r.box.x0 <= right + SNAP]
    starts = [b.top for b in uprights if top + SNAP < b.top < bottom - SNAP]
    found = []
    for y in clusters([*(s.box.bottom for s in fills), *(s.box.top for s in fills), *starts], 1.0):
        if not top + SNAP < y < bottom - SNAP or any(abs(y - at) <= SNAP for at in drawn):
            continue
        shaded = [_fill_at(fills, x, y - 1.5) != _fill_at(fills, x, y + 1.5) for x in middles]
        anew = sum(abs(b.top - y) <= 1.0 for b in uprights) >= len(xs)
        if all(shaded) or (anew and sum(abs(b.bottom - y) <= 1.0 for b in uprights) >= len(xs)):
            found.append(Edge(y, left, right))
    return found


def _fill_at(fills: Sequence[Shape], x: float, y: float) -> str | None:
    """The colour drawn last at a point."""
    colours = [s.fill for s in fills if s.box.x0 <= x <= s.box.x1 and s.box.top <= y <= s.box.bottom]
    return colours[-1] if colours and colours[-1] != "#ffffff" else None


def _with_shaded_header(grid: Grid, page: PageLayout) -> Grid:
    """A header row that is shaded but not ruled, put on top of the rows that are."""
    shapes = page.shapes
    above = [
        s.box
        for s in shapes
        if s.fill
        and s.fill != "#ffffff"
        and abs(s.box.bottom - grid.box.top) <= SNAP
        and s.box.x0 >= grid.box.x0 - SNAP
        and s.box.x1 <= grid.box.x1 + SNAP
        and MIN_SHAPE < s.box.bottom - s.box.top < TALLEST_HEADER
    ]
    if not above or sum(b.x1 - b.x0 for b in above) < COVERED * (grid.box.x1 - grid.box.x0):
        return grid
    top = min(b.top for b in above)
    if len(above) == 1 and _heads_whole(page, above[0], grid):
        return grid
    spans = [(nearest(b.x0, grid.xs), nearest(b.x1, grid.xs)) for b in sorted(above)]
    if len(spans) == 1 and not _runs_over_borders(page, Box(grid.box.x0, top, grid.box.x1, grid.box.top), grid.xs):
        spans = [(c, c + 1) for c in range(grid.n_cols)]
    header = [GridCell(0, a, 1, b - a, Box(grid.xs[a], top, grid.xs[b], grid.box.top)) for a, b in spans if b > a]
    moved = [replace(cell, row=cell.row + 1) for cell in grid.cells]
    box = Box(grid.box.x0, top, grid.box.x1, grid.box.bottom)
    return replace(grid, box=box, n_rows=grid.n_rows + 1, cells=(*header, *moved), open_top=False)


def _heads_whole(page: PageLayout, band: Box, grid: Grid) -> bool:
    """Whether a band holds one text in larger print than the header under it, which is shaded and names every column:
    a heading on colour that touches its table. Seen over the tables of scorecards out of slide programs."""
    first = [c.box for c in grid.cells if c.row == 0]
    words = words_in(page.words, band)
    rows = find_rows(words, again=False) if words else ()
    if len(rows) != 1 or len(rows[0].parts) != 1 or len(first) != grid.n_cols:
        return False
    fills = [s.box for s in page.shapes if s.fill and s.fill != "#ffffff" and s.box != band]
    shaded = all(any(touches(box, fill, -SNAP) for fill in fills) for box in first)
    named = [words_in(page.words, box) for box in first] if shaded else []
    return bool(named) and all(named) and words[0].size > max(w.size for held in named for w in held) + SAME_SIZE


def _runs_over_borders(page: PageLayout, band: Box, xs: Sequence[float]) -> bool:
    """Whether a band holds one text, which runs over a border between the columns under it: a title over them all."""
    words = words_in(page.words, band)
    rows = find_rows(words, again=False) if words else ()
    parts = [part for row in rows for part in row.parts]
    return len(parts) == len(rows) == 1 and any(parts[0].x0 < x < parts[0].x1 for x in xs[1:-1])
