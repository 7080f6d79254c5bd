"""Where the tables of one page are: rules, breaks in them and white space -> grids of cells.

Three roads, tried in this order on each cluster of rules:

* `ruled`: vertical and horizontal rules; cells that share no rule are one merged cell.
* `banded`: horizontal rules only; columns come from breaks in the rules, else from white gutters between words.
* a single closed box is no table but a callout (faktaruta).

A grid knows nothing of words' meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.geometry import centre_in, clusters, merged_intervals, nearest, overlap, touches, union
from extractors.lines import Segment, find_rows, segments_of
from pipeline.records import Box, PageLayout, Rule, Shape, Word

SNAP = 3.0  # points; ends of rules that belong together miss each other by up to this much in office exports
SAME_EXTENT = 5.0  # points; horizontal rules of one table end at the same place
COVERED = 0.6  # share of a cell's side that must be drawn for the side to count as a border
MIN_GUTTER = 3.0  # points of white between two columns; word spaces are about 2.5 at 9 to 10 points
DOUBLE_RULE = 4.0  # points between the two strokes of a double rule
WIDEST_WHITE = 40.0  # points of white height inside a table band; more stands between two tables
CELL_PADDING = 8.0  # points between a row's text and its rules
TALLEST_HEADER = 90.0  # points
MOST_LABEL_LINES = 4  # lines of a label that spans a table
NARROWEST_BAND = 150.0  # points; narrower fills are single cells and buttons
SHORTEST_RULE = 20.0  # points; shorter ones underline a word
HIDDEN_ROWS, HIDDEN_SHARE = 3, 0.5  # lines, and share of a column's lines, whose words begin at one place
ROW_STEP = 2.2  # of the font size; white between a rule or a row and the next row of the same table
FEWEST_NUMBERS = 3  # rows with numbers from which the rows above them count as headers
HEADING_SIZE = 1.5  # points over the size of a table's rows
MIN_SHAPE = 8.0  # points; smaller figures are bullets and logos
LIST_MARK = re.compile(r"^(?:[^\w\s]|\d{1,2}[.)]|[a-z]\)|o)$")  # a bullet or a number before a paragraph
NUMBER = re.compile(r"^[+−–-]?\d[\d\s.,]*(?:%|kr|tkr|mnkr|mkr)?$")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before its text is read."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


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


@dataclass(frozen=True, slots=True)
class _Edge:
    """A straight edge: `at` across, from `start` to `end` along."""

    at: float
    start: float
    end: float


def find_grids(page: PageLayout, before: Grid | None = None) -> tuple[Grid, ...]:
    """All tables on a page, from the top. `before` is the last one of the page before, which may go on here."""
    across, down = _edges(page.rules, page.shapes)
    grids: list[Grid] = []
    for rows, cols in _components(across, down):
        grid = None
        if len(cols) >= 2 and len(rows) >= 2:
            grid = _ruled([*rows, *_silent_borders(rows, cols, page)], cols)
        if grid:
            grids.append(_with_shaded_header(grid, page.shapes))
    taken = [g.box for g in grids]
    loose = _joined([*across, *_shaded_bands(page.shapes)])
    free = [e for e in loose if not any(_inside(e, box) for box in taken)]
    for ladder in sorted(_ladders(free), key=lambda es: es[0].start - es[0].end):  # the widest first
        for grid in _banded(ladder, free, page, before):
            if not any(touches(grid.box, box, -2.0) for box in taken):
                grids.append(grid)
                taken.append(grid.box)
    return tuple(sorted(grids, key=lambda g: (g.box.top, g.box.x0)))


def _inside(edge: _Edge, box: Box) -> bool:
    return box.top - SNAP <= edge.at <= box.bottom + SNAP and overlap(edge.start, edge.end, box.x0, box.x1) > SNAP


# ------------------------------------------------------------------ edges


def _edges(rules: Sequence[Rule], shapes: Sequence[Shape]) -> tuple[list[_Edge], list[_Edge]]:
    """Horizontal and vertical edges: drawn rules, and the sides of stroked or tall filled rectangles in a table."""
    across, down = [], []
    for rule in rules:
        x0, top, x1, bottom = rule.box
        if rule.horizontal:
            across.append(_Edge((top + bottom) / 2, x0, x1))
        else:
            down.append(_Edge((x0 + x1) / 2, top, bottom))
    for shape in shapes:
        x0, top, x1, bottom = shape.box
        if shape.stroke and len(shape.points) in (4, 5) and min(x1 - x0, bottom - top) > MIN_SHAPE:
            across += [_Edge(top, x0, x1), _Edge(bottom, x0, x1)]
            down += [_Edge(x0, top, bottom), _Edge(x1, top, bottom)]
    return _joined(across), _joined(down)


def _shaded_bands(shapes: Sequence[Shape]) -> list[_Edge]:
    """Upper and lower sides of wide fills, as programs without rules shade header rows and every other row.

    A row may be shaded cell by cell; fills of one height that touch are one band.
    """
    fills = [
        s.box
        for s in shapes
        if s.fill and s.fill != "#ffffff" and MIN_SHAPE < s.box.bottom - s.box.top < TALLEST_HEADER
    ]
    rows: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for box in fills:
        rows.setdefault((round(box.top), round(box.bottom)), []).append((box.x0, box.x1))
    return [
        _Edge(float(y), start, end)
        for (top, bottom), pieces in rows.items()
        for start, end in merged_intervals(pieces, SNAP)
        if end - start >= NARROWEST_BAND
        for y in (top, bottom)
    ]


def _joined(edges: Sequence[_Edge]) -> list[_Edge]:
    """Pieces of one line, drawn cell by cell or dashed, as one edge."""
    out: list[_Edge] = []
    for at in clusters((e.at for e in edges), 1.5):
        pieces = [(e.start, e.end) for e in edges if abs(e.at - at) <= 1.6]
        out += [_Edge(at, start, end) for start, end in merged_intervals(pieces, SNAP)]
    return out


def _components(across: Sequence[_Edge], down: Sequence[_Edge]) -> list[tuple[list[_Edge], list[_Edge]]]:
    """Edges that meet, as groups."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, a in enumerate(across):
        for j, d in enumerate(down, len(across)):
            if a.start - SNAP <= d.at <= a.end + SNAP and d.start - SNAP <= a.at <= d.end + SNAP:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[_Edge], list[_Edge]]] = {}
    for i, edge in enumerate([*across, *down]):
        groups.setdefault(root(i), ([], []))[0 if i < len(across) else 1].append(edge)
    return list(groups.values())


# ------------------------------------------------------------------ ruled


def _ruled(rows: Sequence[_Edge], cols: Sequence[_Edge]) -> Grid | None:
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

    def drawn(edges: Sequence[_Edge], at: float, start: float, end: float) -> bool:
        covered = sum(max(0.0, overlap(e.start, e.end, start, end)) for e in edges if abs(e.at - at) <= SNAP)
        return covered >= COVERED * (end - start)

    group = {(r, c): (r, c) for r in range(n_rows) for c in range(n_cols)}

    def root(key: tuple[int, int]) -> tuple[int, int]:
        while group[key] != key:
            key = group[key]
        return key

    for r in range(n_rows):
        for c in range(n_cols):
            if c + 1 < n_cols and not drawn(cols, xs[c + 1], ys[r], ys[r + 1]):
                a, b = sorted((root((r, c)), root((r, c + 1))))
                group[b] = a
            if r + 1 < n_rows and not drawn(rows, ys[r + 1], xs[c], xs[c + 1]):
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


def _silent_borders(rows: Sequence[_Edge], cols: Sequence[_Edge], page: PageLayout) -> list[_Edge]:
    """Row borders that no rule shows: where the shading changes in every column, or all verticals begin anew."""
    left, right = min(e.start for e in rows), max(e.end for e in rows)
    top, bottom = min(e.start for e in cols), max(e.end for e in cols)
    drawn = [e.at for e in rows]
    xs = clusters([*(e.at for e in cols), left, right], SNAP)
    middles = [(a + b) / 2 for a, b in zip(xs, xs[1:], strict=False)]
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
            found.append(_Edge(y, left, right))
    return found


def _fill_at(fills: Sequence[Shape], x: float, y: float) -> str | None:
    """The colour drawn last at a point."""
    colours = [s.fill for s in fills if s.box.x0 <= x <= s.box.x1 and s.box.top <= y <= s.box.bottom]
    return colours[-1] if colours and colours[-1] != "#ffffff" else None


def _with_shaded_header(grid: Grid, shapes: Sequence[Shape]) -> Grid:
    """A header row that is shaded but not ruled, put on top of the rows that are."""
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
    spans = [(nearest(b.x0, grid.xs), nearest(b.x1, grid.xs)) for b in sorted(above)]
    if len(spans) == 1:
        spans = [(c, c + 1) for c in range(grid.n_cols)]
    header = [GridCell(0, a, 1, b - a, Box(grid.xs[a], top, grid.xs[b], grid.box.top)) for a, b in spans if b > a]
    moved = [replace(cell, row=cell.row + 1) for cell in grid.cells]
    box = Box(grid.box.x0, top, grid.box.x1, grid.box.bottom)
    return replace(grid, box=box, n_rows=grid.n_rows + 1, cells=(*header, *moved), open_top=False)


# ------------------------------------------------------------------ banded


def _ladders(across: Sequence[_Edge]) -> list[list[_Edge]]:
    """Horizontal edges of equal extent under each other."""
    ladders: list[list[_Edge]] = []
    for edge in sorted(across, key=lambda e: (round(e.start), e.at)):
        for ladder in ladders:
            if abs(ladder[0].start - edge.start) <= SAME_EXTENT and abs(ladder[0].end - edge.end) <= SAME_EXTENT:
                ladder.append(edge)
                break
        else:
            ladders.append([edge])
    return [sorted(ladder, key=lambda e: e.at) for ladder in ladders]


def _banded(ladder: Sequence[_Edge], free: Sequence[_Edge], page: PageLayout, carried: Grid | None) -> list[Grid]:
    """Grids from rules without verticals: split where running text stands between two rules.

    Shorter rules between two of the ladder's are borders of some columns only: under a header that spans columns, or
    between rows that share a merged cell.
    """
    x0, x1 = ladder[0].start, ladder[0].end
    words = [w for w in page.words if x0 - SNAP <= (w.box.x0 + w.box.x1) / 2 <= x1 + SNAP]
    rows = find_rows(words)
    grids: list[Grid] = []
    if carried is not None and (
        carried.road != "banded" or abs(carried.box.x0 - x0) > SAME_EXTENT or abs(carried.box.x1 - x1) > SAME_EXTENT
    ):
        carried = None
    for part in _tabular_parts(ladder, rows, x0, x1, carried is not None):
        before, after = _neighbours(part, ladder, page.height)
        here = [r for r in rows if max([before, *(g.box.bottom for g in grids)]) <= _middle(r) <= after]
        short = [
            e
            for e in free
            if e not in ladder
            and part[0].at + SNAP < e.at < part[-1].at - SNAP
            and x0 - SAME_EXTENT <= e.start
            and e.end <= x1 + SAME_EXTENT
            and e.end - e.start >= SHORTEST_RULE
        ]
        goes_on = carried.xs if carried is not None and part[0] is ladder[0] else None
        grid = _banded_grid(part, short, here, _breakpoints(page, x0, x1, [*part, *short]), x0, x1, goes_on)
        if grid:
            grids.append(grid)
    return grids


def _neighbours(part: Sequence[_Edge], ladder: Sequence[_Edge], page_height: float) -> tuple[float, float]:
    """Heights of the last rule above a run of rules and of the first below it."""
    above = max((e.at for e in ladder if e.at < part[0].at), default=0.0)
    below = min((e.at for e in ladder if e.at > part[-1].at), default=page_height)
    return above, below


def _breakpoints(page: PageLayout, x0: float, x1: float, part: Sequence[_Edge]) -> list[float]:
    """Places where horizontal rules or fills are broken cell by cell: the columns that the program drew."""
    counts: Counter[int] = Counter()
    at = [e.at for e in part]
    pieces = [r.box for r in page.rules if r.horizontal] + [s.box for s in page.shapes if s.fill]
    for box in pieces:
        if any(box.top - SNAP <= y <= box.bottom + SNAP for y in at) and box.x0 >= x0 - SNAP and box.x1 <= x1 + SNAP:
            counts.update({round(box.x0), round(box.x1)})
    found = [float(x) for x, n in counts.items() if n >= 3 and x0 + SNAP < x < x1 - SNAP]
    return clusters(found, 2.0)


def is_tabular(row: Sequence[Word], x0: float, x1: float) -> bool:
    """Whether a printed line has parts set well apart, as in a table, rather than being running text."""
    parts = segments_of(row)
    if len(parts) < 2 or (len(parts) == 2 and LIST_MARK.match(parts[0].text)):
        return False
    gaps = [b.x0 - a.x1 for a, b in zip(parts, parts[1:], strict=False)]
    return max(gaps) >= 1.2 * row[0].size


def _tabular_parts(
    ladder: Sequence[_Edge], rows: Sequence[Sequence[Word]], x0: float, x1: float, goes_on: bool
) -> list[list[_Edge]]:
    """Runs of rules with table rows between them; a band of running text, or a band of nothing, ends a run."""
    parts: list[list[_Edge]] = [[ladder[0]]]
    for above, below in zip(ladder, ladder[1:], strict=False):
        band = [r for r in rows if above.at - 1 <= _middle(r) <= below.at + 1]
        tabular = sum(is_tabular(r, x0, x1) for r in band)
        whole = len(parts[-1]) > 1 or (goes_on and above is ladder[0]) or _header_above(parts[-1][0], rows, x0, x1)
        if not band:
            joins = below.at - above.at <= DOUBLE_RULE
        elif whole and _holds_heading(band, x0, x1):
            joins = False
        elif whole and _begins_table(band, [r for r in rows if parts[-1][0].at <= _middle(r) <= above.at], x0, x1):
            joins = False
        elif tabular and _widest_gap(band, above.at, below.at) <= (
            WIDEST_WHITE if tabular >= 0.5 * len(band) else CELL_PADDING
        ):
            joins = True
        else:  # a label that spans the table, or a row with one filled cell
            joins = whole and _fits_tightly(band, above.at, below.at)
        if joins:
            parts[-1].append(below)
        else:
            parts.append([below])
    return parts


def _header_above(edge: _Edge, rows: Sequence[Sequence[Word]], x0: float, x1: float) -> bool:
    """Whether the printed line right above a rule is tabular: the header of the table that the rule begins."""
    above = [r for r in rows if _middle(r) < edge.at]
    return bool(above) and is_tabular(above[-1], x0, x1) and edge.at - _middle(above[-1]) < 2.2 * above[-1][0].size


def _holds_heading(band: Sequence[Sequence[Word]], x0: float, x1: float) -> bool:
    """Whether a band holds a heading after a row of the table: larger print, or bold print after plain."""
    for above, row in zip(band, band[1:], strict=False):
        if is_tabular(row, x0, x1):
            continue
        usual = Counter(round(w.size, 1) for r in band if r is not row for w in r).most_common(1)[0][0]
        if row[0].size >= usual + HEADING_SIZE:
            return True
        bold_after_plain = all(w.bold for w in row) and not any(w.bold for w in above)
        if bold_after_plain and any(is_tabular(r, x0, x1) for r in band[: band.index(row)]):
            return True
    return False


def _begins_table(
    band: Sequence[Sequence[Word]], before: Sequence[Sequence[Word]], x0: float, x1: float
) -> bool:
    """Whether a band holds the heading or caption and the bold header of another table.

    `before` are the rows of the table so far; where they are bold too, print tells nothing.
    """
    bodies = [r for r in before if is_tabular(r, x0, x1) and not all(w.bold for w in r)]
    if before and not bodies:
        return False
    for i, row in enumerate(band[:-1]):
        if is_tabular(row, x0, x1) or not (all(w.bold for w in row) or not before or i == 0 and len(band) > 2):
            continue
        after = next((r for r in band[i + 1 :] if is_tabular(r, x0, x1)), None)
        if after is not None and all(w.bold for w in after):
            return True
    return False


def _fits_tightly(band: Sequence[Sequence[Word]], top: float, bottom: float) -> bool:
    """Whether text fills the height between two rules, as in a table row; text between two tables has more air."""
    box = union(w.box for row in band for w in row)
    return (
        box.top - top <= CELL_PADDING
        and bottom - box.bottom <= CELL_PADDING
        and _widest_gap(band, top, bottom) <= CELL_PADDING
        and len(band) <= MOST_LABEL_LINES
    )


def _widest_gap(band: Sequence[Sequence[Word]], top: float, bottom: float) -> float:
    """Largest white height between the lines of a band."""
    edges = [top, *(y for row in band for y in (min(w.box.top for w in row), max(w.box.bottom for w in row))), bottom]
    return max((edges[i + 1] - edges[i] for i in range(0, len(edges) - 1, 2)), default=bottom - top)


def _middle(row: Sequence[Word]) -> float:
    box = union(w.box for w in row)
    return (box.top + box.bottom) / 2


def _banded_grid(
    part: Sequence[_Edge],
    short: Sequence[_Edge],
    rows: Sequence[Sequence[Word]],
    breaks: Sequence[float],
    x0: float,
    x1: float,
    carried: Sequence[float] | None,
) -> Grid | None:
    """`carried` are the columns of a table that goes on here from the page before, for a row that fills only one."""
    inner = [r for r in rows if part[0].at - 1 <= _middle(r) <= part[-1].at + 1]
    above, below = _rows_beyond(part, rows, [x0, *breaks, x1] if breaks else gutters(inner, x0, x1))
    table_rows = [*above, *inner, *below]
    if not inner and sum(is_tabular(r, x0, x1) for r in (*above, *below)) < 2:
        return None  # a rule under a running header or over a footnote
    if not any(is_tabular(r, x0, x1) for r in table_rows):
        if carried is None or len(part) < 2:
            return None
        breaks = breaks or list(carried[1:-1])
    xs = with_hidden_columns(table_rows, [x0, *breaks, x1] if breaks else gutters(table_rows, x0, x1))
    if len(xs) < 3:
        return None
    ys = _band_rows([*part, *short], above, inner, below, xs)
    if len(ys) < 2:
        return None
    cells = _merged_down(band_cells(ys, xs, table_rows), ys, part, short)
    box = Box(x0, ys[0], x1, ys[-1])
    grid = Grid(box, len(ys) - 1, len(xs) - 1, tuple(xs), tuple(cells), "banded", bool(above), bool(below))
    return _bottom_up(grid) if len(cells) > 1 else None


def _bottom_up(grid: Grid) -> Grid:
    return replace(grid, cells=tuple(sorted(grid.cells, key=lambda c: (c.row, c.col))))


def _rows_beyond(
    part: Sequence[_Edge], rows: Sequence[Sequence[Word]], xs: Sequence[float]
) -> tuple[list[Sequence[Word]], list[Sequence[Word]]]:
    """Table rows directly above the first rule (a header, or rows from the page before) and below the last."""
    up: list[Sequence[Word]] = []
    pending: list[Sequence[Word]] = []
    last = part[0].at
    for row in reversed([r for r in rows if _middle(r) < part[0].at - 1]):
        if last - max(w.box.bottom for w in row) > ROW_STEP * row[0].size:
            break
        pending.append(row)
        if is_tabular(row, xs[0], xs[-1]):
            up += pending
            pending = []
        elif (up and not _is_upper_header(row, up[-1], xs)) or len(pending) > 2:
            pending.pop()
            break
        last = _middle(row)
    if up:
        up += pending
    down: list[Sequence[Word]] = []
    waiting: list[Sequence[Word]] = []
    inner = [r for r in rows if part[0].at - 1 <= _middle(r) <= part[-1].at + 1]
    body = Counter(round(w.size, 1) for r in inner for w in r).most_common(1)
    last = part[-1].at
    for row in (r for r in rows if _middle(r) > part[-1].at + 1):
        if min(w.box.top for w in row) - last > ROW_STEP * row[0].size:
            break
        if body and abs(row[0].size - body[0][0]) > 0.6:
            break  # footnotes and headings are set in another size
        if is_tabular(row, xs[0], xs[-1]) and _is_row_below(row, xs):
            down += [*waiting, row]
            waiting = []
        elif not is_tabular(row, xs[0], xs[-1]) and not all(w.bold for w in row) and not _crosses(segments_of(row), xs):
            waiting.append(row)  # a line of a wrapped cell, if a row stands around it
        else:
            break
        last = _middle(row)
    return up[::-1], [*down, *waiting] if down else []


def _is_upper_header(row: Sequence[Word], header: Sequence[Word], xs: Sequence[float]) -> bool:
    """Whether a line over a header is the beginning of one of its wrapped cells: alike in print, not in the first
    column, where captions stand."""
    alike = abs(row[0].size - header[0].size) <= 0.3 and row[0].bold == header[0].bold
    return alike and row[0].box.x0 > xs[1] and not _crosses(segments_of(row), xs)


def _is_row_below(row: Sequence[Word], xs: Sequence[float]) -> bool:
    """Whether a tabular line under the last rule is a row of the table."""
    parts = segments_of(row)
    return len(parts) >= 3 or bool(NUMBER.match(parts[-1].text)) or not _crosses(parts, xs)


def _crosses(parts: Sequence[Segment], xs: Sequence[float]) -> bool:
    """Whether any part of a row runs over a column border."""
    return any(p.x0 < x - MIN_GUTTER and p.x1 > x + MIN_GUTTER for p in parts for x in xs[1:-1])


def gutters(rows: Sequence[Sequence[Word]], x0: float, x1: float) -> list[float]:
    """Column borders in the middle of the vertical white stripes that (nearly) no row crosses."""
    first = next((i for i, row in enumerate(rows) if has_number(row)), 0)
    whole = _white_stripes(rows, x0, x1)
    if first and sum(has_number(row) for row in rows) >= FEWEST_NUMBERS:
        body = _white_stripes(rows[first:], x0, x1)  # without headers over several columns, which close the gutters
        return body if len(body) > len(whole) else whole
    return whole


def _white_stripes(rows: Sequence[Sequence[Word]], x0: float, x1: float) -> list[float]:
    parts = [s for row in rows for s in segments_of(row)]
    allowed = max(0, int(0.12 * len(rows)))  # rows with cells that span columns may cross a gutter
    events = sorted([(s.x0, 1) for s in parts] + [(s.x1, -1) for s in parts])
    borders, depth, free_from = [x0], 0, None
    for x, step in events:
        before, depth = depth, depth + step
        if before > allowed >= depth:
            free_from = x
        elif before <= allowed < depth and free_from is not None:
            if x - free_from >= MIN_GUTTER:
                borders.append(_whitest(rows, free_from, x))
            free_from = None
    return [*borders, x1]


def has_number(row: Sequence[Word]) -> bool:
    """Whether a part of a row, beyond the first, is nothing but a number that is no year."""
    return any(NUMBER.match(s.text) and not re.fullmatch(r"(19|20)\d\d", s.text) for s in segments_of(row)[1:])


def _whitest(rows: Sequence[Sequence[Word]], start: float, end: float) -> float:
    """The place in a white stripe that the fewest words cover: headers may reach into the stripe beside numbers."""
    words = [w.box for row in rows for w in row if w.box.x1 > start and w.box.x0 < end]
    marks = sorted({start, end, *(x for b in words for x in (b.x0, b.x1) if start < x < end)})
    everything = [w.box for row in rows for w in row]
    flush_right = sum(abs(b.x1 - start) <= 1.5 for b in everything)
    flush_left = sum(abs(b.x0 - end) <= 1.5 for b in everything)
    wish = (start + end) / 2
    if max(flush_left, flush_right) >= 3 and flush_left != flush_right:
        wish = start + 1.0 if flush_right > flush_left else end - 1.0  # beside the edge that the lines keep
    places = [(start + end) / 2, *((a + b) / 2 for a, b in zip(marks, marks[1:], strict=False) if b - a >= 1.0)]
    return min(places, key=lambda x: (sum(b.x0 < x < b.x1 for b in words), abs(x - wish)))


def with_hidden_columns(rows: Sequence[Sequence[Word]], xs: Sequence[float]) -> list[float]:
    """Borders of columns whose gutter is no wider than a word space: right-aligned numbers before left-aligned text.

    Many lines have a word behind a number that begins at one and the same place.
    """
    found: list[float] = []
    for left, right in zip(xs, xs[1:], strict=False):
        inside = [[w for w in row if left <= (w.box.x0 + w.box.x1) / 2 <= right and not w.rise] for row in rows]
        filled = [row for row in inside if row]
        starts = [
            (b.box.x0, b.box.x0 - a.box.x1)
            for row in filled
            for a, b in zip(row, row[1:], strict=False)
            if b.text[:1].isalpha() and (a.text[-1:].isdigit() or a.text[-1:] == "%")
        ]
        for at in clusters((x for x, _ in starts), 0.4):
            gaps = [gap for x, gap in starts if abs(x - at) <= 0.8]
            if len(gaps) >= max(HIDDEN_ROWS, HIDDEN_SHARE * len(filled)):
                found.append(at - min(gaps) / 2)
    return sorted([*xs, *found])


def _band_rows(
    part: Sequence[_Edge],
    above: Sequence[Sequence[Word]],
    inner: Sequence[Sequence[Word]],
    below: Sequence[Sequence[Word]],
    xs: Sequence[float],
) -> list[float]:
    """Row borders: the rules, and within a band that holds several logical rows the white between them."""
    ys: list[float] = []
    if above:
        ys += [min(w.box.top for w in above[0]) - 1, *_splits(above, xs)]
    edges = clusters((e.at for e in part), DOUBLE_RULE)
    for top, bottom in zip(edges, edges[1:], strict=False):
        band = [r for r in inner if top - 1 <= _middle(r) <= bottom + 1]
        ys += [top, *_splits(band, xs)]
    ys.append(edges[-1])
    if below:
        ys += [*_splits(below, xs), max(w.box.bottom for w in below[-1]) + 1]
    return clusters(ys, 0.5)


def _splits(band: Sequence[Sequence[Word]], xs: Sequence[float]) -> list[float]:
    """Borders between logical rows of one band: where several of its lines carry numbers of their own.

    A budget table draws rules around header and sum only; each line with an amount begins a row there. A line without
    one belongs to the row below it where it begins a label, else to the row above.
    """
    numeric = [numeric_columns(row, xs) for row in band]
    n = sum(bool(c) for c in numeric)
    if n < 2 or n < 0.6 * len(band):
        return []
    starts = []
    open_label = False
    for i, row in enumerate(band):
        label = row[0].text[:1]
        if numeric[i]:
            if not open_label:
                starts.append(i)
            open_label = False
        elif label.isupper() or label == "*":
            starts.append(i)
            open_label = i + 1 < len(band) and bool(numeric[i + 1]) and not band[i + 1][0].text[:1].isupper()
    return [
        (max(w.box.bottom for w in band[i - 1]) + min(w.box.top for w in band[i])) / 2 for i in starts if i > 0
    ]


def numeric_columns(row: Sequence[Word], xs: Sequence[float]) -> set[int]:
    """Columns, beyond the first, in which a line has a number."""
    return {
        _column(s, xs)
        for s in segments_of(row)
        if NUMBER.match(s.text) and _column(s, xs) > 0 and not re.fullmatch(r"(19|20)\d\d", s.text)
    }


def _column(segment: Segment, xs: Sequence[float]) -> int:
    middle = (segment.x0 + segment.x1) / 2
    return max(i for i in range(len(xs) - 1) if xs[i] <= middle or i == 0)


def band_cells(ys: Sequence[float], xs: Sequence[float], rows: Sequence[Sequence[Word]]) -> list[GridCell]:
    """One cell for each row and column; a part that runs over a column border joins the cells it covers."""
    cells = []
    for r, (top, bottom) in enumerate(zip(ys, ys[1:], strict=False)):
        band = [row for row in rows if top <= _middle(row) <= bottom]
        joined: set[int] = set()  # column borders that a part of this row runs over
        for row in band:
            parts = segments_of(row)
            for segment in parts:
                joined.update(c for c in range(1, len(xs) - 1) if _runs_over(segment, xs[c], len(parts) == 1))
        c = 0
        while c < len(xs) - 1:
            end = c + 1
            while end in joined:
                end += 1
            cells.append(GridCell(r, c, 1, end - c, Box(xs[c], top, xs[end], bottom)))
            c = end
    return cells


def _runs_over(segment: Segment, border: float, alone: bool) -> bool:
    """Whether a part of a row runs over a column border. White between two words at the border is a narrow gutter,
    unless the part is all that the row holds: a label across the table."""
    if not (segment.x0 < border - MIN_GUTTER and segment.x1 > border + MIN_GUTTER):
        return False
    words = segment.words
    white = any(a.box.x1 <= border + 0.5 and b.box.x0 >= border - 0.5 for a, b in zip(words, words[1:], strict=False))
    return alone or not white


def _merged_down(
    cells: Sequence[GridCell], ys: Sequence[float], part: Sequence[_Edge], short: Sequence[_Edge]
) -> list[GridCell]:
    """Cells joined downwards where the border below them is a short rule that does not reach over their column."""
    out = list(cells)
    for r in range(1, len(ys) - 1):
        here = [e for e in short if abs(e.at - ys[r]) <= SNAP]
        if not here or any(abs(e.at - ys[r]) <= SNAP for e in part):
            continue
        for below in [c for c in out if c.row == r]:
            middle = (below.box.x0 + below.box.x1) / 2
            above = next((c for c in out if c.col == below.col and c.row + c.row_span == r), None)
            if any(e.start <= middle <= e.end for e in here) or above is None or above.col_span != below.col_span:
                continue
            box = Box(above.box.x0, above.box.top, above.box.x1, below.box.bottom)
            out[out.index(above)] = replace(above, row_span=above.row_span + below.row_span, box=box)
            out.remove(below)
    return out


def words_in(words: Sequence[Word], box: Box) -> list[Word]:
    """Words whose middle lies in a box."""
    return [w for w in words if centre_in(w.box, box)]


def aligned_columns(a: Sequence[float], b: Sequence[float], tolerance: float = 6.0) -> bool:
    """Whether two grids have the same columns at the same places."""
    return len(a) == len(b) and all(abs(x - b[nearest(x, b)]) <= tolerance for x in a)
