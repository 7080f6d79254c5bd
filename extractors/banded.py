"""Tables with horizontal rules, or bands of shading, and no verticals (the `banded` road).

A ladder of rules is cut where another table begins (`ladders.py`); the rows directly above and below each part belong
to it as well.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.bare_bodies import bare_row_borders, header_border, label_borders, rows_under_header
from extractors.beyond_rules import LINE_WHITE, heads_parts, rows_beyond
from extractors.cells import Grid, GridCell, words_outside
from extractors.columns import (
    MIN_GUTTER,
    crosses,
    gutters,
    is_figure,
    is_tabular,
    with_hidden_columns,
)
from extractors.edges import SNAP, TALLEST_HEADER, Edge
from extractors.geometry import clusters
from extractors.ladders import (
    DOUBLE_RULE,
    NESTED,
    SAME_EXTENT,
    holds_table,
    is_header_again,
    open_ends,
    tabular_parts,
    without_headings,
)
from extractors.levels import level_borders, parts_header, under_spanning
from extractors.lines import SAME_SIZE, Row, Segment, find_rows, join_words
from extractors.row_starts import row_starts
from pipeline.records import Box, PageLayout, Shape

FEWEST_BREAKS = 2  # rules that break at one place
SHORTEST_RULE = 20.0  # points; shorter ones underline a word
WORD_SPACE = 0.34  # of the font size; words of one text stand closer, a narrow gutter is wider
EDGE = 0.05  # share of the page's height, above which only running headers stand
PROSE_WORDS = 12  # of a cell, on the average, from which it is a paragraph
LABEL_SHARE = 0.5  # of the columns; a label of a group of rows, with a word about it, fills fewer
BOX_EDGES = 2  # of a shaded box: above and below
MARK = 2  # characters of a sign
LONGEST_LABEL = 3  # words
WIDE_SPACE = 0.5  # of the font size; word spaces of text that is not justified are narrower


def banded_grids(ladder: Sequence[Edge], free: Sequence[Edge], page: PageLayout, carried: Grid | None) -> list[Grid]:
    """Grids from rules without verticals: split where running text stands between two rules.

    Shorter rules between two of the ladder's are borders of some columns only: under a header that spans columns, or
    between rows that share a merged cell.
    """
    x0, x1 = ladder[0].start, ladder[0].end
    words = [w for w in page.words if x0 - SNAP <= (w.box.x0 + w.box.x1) / 2 <= x1 + SNAP]
    every = ladder
    ladder, rows = without_headings(every, find_rows(words), page.rules)
    grids: list[Grid] = []
    if carried is not None and (
        carried.road != "banded" or abs(carried.box.x0 - x0) > SAME_EXTENT or abs(carried.box.x1 - x1) > SAME_EXTENT
    ):
        carried = None
    nested = [e for e in free if x0 + 1 < e.start and e.end < x1 - 1 and e.end - e.start >= NESTED * (x1 - x0)]
    within = [e for e in free if e not in every and x0 - SAME_EXTENT <= e.start and e.end <= x1 + SAME_EXTENT]
    for part in tabular_parts(ladder, nested, within, rows, x0, x1, carried is not None):
        before, after = _neighbours(part, ladder, page.height)
        if len(part) == 1 and holds_table(nested, part[0].at, after):
            continue
        last = part[-1].at if is_header_again(rows, part, after, x0, x1) else after
        begins = max([before, *(g.box.bottom for g in grids)])
        here = [r for r in rows if begins <= r.middle <= last]
        here = [r for r in here if r.middle > part[0].at or r[0].box.top > EDGE * page.height]  # no running header
        here = _without_panels(here, page.shapes, part[0].at, x0, x1)
        short = [e for e in within if before < e.at < after and e.end - e.start >= SHORTEST_RULE]
        inner = [e for e in short if part[0].at + SNAP < e.at < part[-1].at - SNAP]
        over = [e for e in short if parts_header(e, next((p.at for p in part if p.at > e.at), e.at), here)]
        short = [*inner, *open_ends(part, short, here, carried is not None and part[0] is ladder[0], x1)]
        breaks = _breakpoints(page, x0, x1, [*part, *short])
        resting = here if carried is None else [r for r in here if _may_rest(r, part[0].at, carried)]
        first = carried is not None and part[0] is ladder[0]
        again = carried is not None and _begins_bold([*short, *part], here, carried.n_cols)
        goes_on = first and len(resting) == len(here) and not again
        grid = _banded_grid(part, short, over, here, breaks, x0, x1, None, goes_on)
        if carried is not None and first and (grid is None or _fits(grid, carried, here)):
            grid = _banded_grid(part, short, over, resting, breaks, x0, x1, carried.xs, True)
        if grid:
            grids.append(grid)
    return grids


def _without_panels(rows: Sequence[Row], shapes: Sequence[Shape], first: float, x0: float, x1: float) -> list[Row]:
    """Lines without the words over the first rule that stand on a panel higher than any header, which ends before the
    rule and covers a part of the table's width: years under a chart are no header. Seen in annual reports."""
    panels = [
        shape.box
        for shape in shapes
        if shape.fill not in (None, "#ffffff")
        and shape.box.bottom - shape.box.top > TALLEST_HEADER
        and shape.box.bottom < first - SNAP
        and x0 - SNAP <= shape.box.x0
        and shape.box.x1 <= x1 + SNAP
        and shape.box.x1 - shape.box.x0 < x1 - x0 - SNAP
    ]
    if not panels:
        return list(rows)
    kept: list[Row] = []
    for row in rows:
        words = row if row.middle > first else Row(words_outside(row, panels))
        kept += [words] if words else []
    return kept


def _may_rest(row: Row, first: float, carried: Grid) -> bool:
    """Whether a line may be of a table that goes on from the page before: below its first rule, or in its print."""
    return row.middle > first or abs(row[0].size - carried.size) <= SAME_SIZE


def _begins_bold(drawn: Sequence[Edge], rows: Sequence[Row], columns: int) -> bool:
    """Whether the first row below the first rule is bold, as a header that is repeated is; the label of a group of rows
    fills few columns."""
    first = next((r for r in rows if r.middle > min(e.at for e in drawn)), None)
    return first is not None and all(w.bold for w in first) and len(first.parts) >= LABEL_SHARE * columns


def _fits(grid: Grid, carried: Grid, rows: Sequence[Row]) -> bool:
    """Whether rows that show too little white to tell all columns fit into those of the table on the page before."""
    own = [r.parts for r in rows if grid.box.top <= r.middle <= grid.box.bottom]
    return grid.n_cols < carried.n_cols and not any(crosses(parts, carried.xs) for parts in own)


def _neighbours(part: Sequence[Edge], ladder: Sequence[Edge], page_height: float) -> tuple[float, float]:
    """Heights of the last rule above a run of rules and of the first below it."""
    above = max((e.at for e in ladder if e.at < part[0].at), default=0.0)
    below = min((e.at for e in ladder if e.at > part[-1].at), default=page_height)
    return above, below


def _breakpoints(page: PageLayout, x0: float, x1: float, part: Sequence[Edge]) -> list[float]:
    """Places where horizontal rules or fills are broken cell by cell: the columns that the program drew.

    A break has a piece on each side; where rules merely begin, a merged cell ends, which counts beside a break.
    """
    counts: Counter[int] = Counter()
    any_broken = False
    pieces = [r.box for r in page.rules if r.horizontal] + [s.box for s in page.shapes if s.fill]
    for edge in part:
        here = [
            b for b in pieces if b.top - SNAP <= edge.at <= b.bottom + SNAP and x0 - SNAP <= b.x0 and b.x1 <= x1 + SNAP
        ]
        begins = [b.x0 for b in here]
        broken = {round(b.x1) for b in here if any(abs(b.x1 - x) <= SNAP for x in begins)}
        counts.update(broken)
        any_broken = any_broken or bool(broken)
        if edge.start > x0 + SNAP:
            counts.update({round(edge.start)})
    if not any_broken:
        return []
    found = [float(x) for x, n in counts.items() if n >= FEWEST_BREAKS and x0 + SNAP < x < x1 - SNAP]
    return clusters(found, 2.0)


def _banded_grid(
    part: Sequence[Edge],
    short: Sequence[Edge],
    over: Sequence[Edge],
    rows: Sequence[Row],
    breaks: Sequence[float],
    x0: float,
    x1: float,
    carried: Sequence[float] | None,
    goes_on: bool,
) -> Grid | None:
    """`carried` are the columns of a table that goes on here from the page before, for rows that fill only some. `over`
    are short rules between two levels of the header over the first rule."""
    drawn = sorted([*part, *short], key=lambda e: e.at)
    inner = [r for r in rows if drawn[0].at - 1 <= r.middle <= drawn[-1].at + 1]
    columns = [x0, *breaks, x1] if breaks else gutters(inner, x0, x1) if carried is None else carried
    if len(columns) < 3:  # only one rule, under a header: the rows around it show the columns
        columns = gutters([r for r in rows if is_tabular(r, x0, x1)], x0, x1)
    above, below = rows_beyond(drawn, rows, columns, goes_on)
    under = rows_under_header(drawn, inner, rows) if carried is None and not breaks else []
    below = under if len(under) > len(below) else below
    table_rows = [*above, *inner, *below]
    if carried is None and not breaks and len(drawn) == BOX_EDGES and not below and _are_marked_lines(inner):
        return None
    if not inner and carried is None and sum(is_tabular(r, x0, x1) for r in (*above, *below)) < 2:
        return None  # a rule under a running header or over a footnote
    if not any(is_tabular(r, x0, x1) for r in table_rows) and (carried is None or not table_rows):
        return None
    breaks = breaks or list(carried[1:-1] if carried else ())
    xs = with_hidden_columns(table_rows, [x0, *breaks, x1] if breaks else gutters(table_rows, x0, x1))
    if len(xs) < 3:
        return None
    ys = _band_rows(drawn, above, inner, below, xs, bool(under) or not inner)
    levels = [e.at for e in over if above and ys[0] < e.at < drawn[0].at]
    ys = sorted([*(y for y in ys if all(abs(y - at) > SNAP for at in levels)), *levels])
    if len(ys) < 2 or (not inner and len(ys) == 3 and sum(map(len, below)) >= PROSE_WORDS * (len(xs) - 1)):
        return None  # the second case: headings side by side, each over a paragraph
    cells = under_spanning(_merged_down(band_cells(ys, xs, table_rows), ys, part, [*short, *over]), over)
    open_columns = frozenset() if below else _open_columns(drawn[-1], part, xs)
    cells, bottom = _with_rest_below(cells, rows, ys[-1], xs, open_columns)
    box = Box(x0, ys[0], x1, bottom)
    grid = Grid(
        box,
        len(ys) - 1,
        len(xs) - 1,
        tuple(xs),
        tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        "banded",
        bool(above),
        bool(below),
        size=Counter(w.size for row in table_rows for w in row).most_common(1)[0][0],
        open_columns=open_columns,
    )
    return grid if len(cells) > 1 else None


def _are_marked_lines(rows: Sequence[Row]) -> bool:
    """Whether lines in a box are set apart by nothing but a sign at their end: `Staden är trygg     ●`."""
    ends = [s.text for row in rows for s in row.parts[1:]]
    return bool(ends) and not any(c.isalnum() for end in ends for c in end) and all(len(end) <= MARK for end in ends)


def _open_columns(last: Edge, part: Sequence[Edge], xs: Sequence[float]) -> frozenset[int]:
    """Columns that the last rule does not reach over."""
    middles = enumerate((a + b) / 2 for a, b in itertools.pairwise(xs))
    return frozenset(c for c, x in middles if last not in part and not last.start <= x <= last.end)


def _with_rest_below(
    cells: Sequence[GridCell],
    rows: Sequence[Row],
    bottom: float,
    xs: Sequence[float],
    open_columns: frozenset[int],
) -> tuple[list[GridCell], float]:
    """Cells that no rule closes, made as tall as their text, and the bottom of the table then."""
    open_to = max((xs[c + 1] for c in open_columns), default=xs[0])
    last = bottom
    for row in (r for r in rows if r.middle > bottom):
        parts = row.parts
        if parts[-1].x1 > open_to or min(w.box.top for w in row) - last > LINE_WHITE * row[0].size:
            break
        last = max(w.box.bottom for w in row) + 1
    longer = [
        replace(c, box=c.box._replace(bottom=last)) if c.col in open_columns and abs(c.box.bottom - bottom) < 0.5 else c
        for c in cells
    ]
    return longer, last


def _band_rows(
    part: Sequence[Edge],
    above: Sequence[Row],
    inner: Sequence[Row],
    below: Sequence[Row],
    xs: Sequence[float],
    bare: bool,
) -> list[float]:
    """Row borders: the rules, and within a band that holds several logical rows the white between them. `bare` tells
    that the rules stand around or under the header only."""
    ys: list[float] = []
    if above:
        ys += [min(w.box.top for w in above[0]) - 1, *_splits(above, xs), *header_border(above), *label_borders(above)]
    edges = clusters((e.at for e in part), DOUBLE_RULE)
    for top, bottom in itertools.pairwise(edges):
        band = [r for r in inner if top - 1 <= r.middle <= bottom + 1]
        ys += [top, *_splits(band, xs), *(header_border(band) if top == edges[0] and not above else [])]
    ys.append(edges[-1])
    if below:
        ys += [
            *(_splits(below, xs) or (bare_row_borders(below, xs) if bare else [])),
            max(w.box.bottom for w in below[-1]) + 1,
        ]
    return clusters(ys, 0.5)


def _splits(band: Sequence[Row], xs: Sequence[float]) -> list[float]:
    """Borders between the rows that one band holds: many tables draw rules around header and sum only."""
    starts = row_starts(band, xs, False) if len(band) > 1 else []
    borders = [(max(w.box.bottom for w in band[i - 1]) + min(w.box.top for w in band[i])) / 2 for i in starts]
    return clusters([*borders, *level_borders(band), *_remark_border(band, xs)], 2.0)


def _remark_border(band: Sequence[Row], xs: Sequence[float]) -> list[float]:
    """The border over the lines at the foot of a band that run across its columns, or are set in italics below a name
    that is not, or begin with a label that is: a remark on the row above them. Columns of marks or numbers left of the
    names hold no words."""
    parts = [row.parts for row in band]
    last = max((i for i, found in enumerate(parts) if len(found) > 1), default=len(band))
    if last + 1 >= len(band):
        return []
    slanted = [all(w.italic for w in row) for row in band]
    named = min((p.x0 for found in parts for p in found if any(map(str.isalpha, p.text))), default=xs[0])
    names = next((x for x in xs[1:] if x > named), xs[-1])
    apart = (
        i
        for i in range(last + 1, len(band))
        if parts[i][0].x0 < names
        and (
            crosses(parts[i], xs)
            or (not any(slanted[:i]) and (all(slanted[i:]) or (_leads_slanted(band[i]) and not band[0][0].italic)))
        )
    )
    at = next(apart, None)
    if at is None:
        return []
    return [(max(w.box.bottom for w in band[at - 1]) + min(w.box.top for w in band[at])) / 2]


def _leads_slanted(row: Row) -> bool:
    """Whether a line begins with a label in italics, and goes on in upright print: *Kommentar:* Badet öppnade igen."""
    end = next((i for i, w in enumerate(row) if not w.italic), 0)
    return 0 < end <= LONGEST_LABEL and row[end - 1].text.endswith(":")


def band_cells(ys: Sequence[float], xs: Sequence[float], rows: Sequence[Row]) -> list[GridCell]:
    """One cell for each row and column; a part that runs over a column border joins the cells it covers."""
    cells = []
    for r, (top, bottom) in enumerate(itertools.pairwise(ys)):
        band = [row for row in rows if top <= row.middle <= bottom]
        joined: set[int] = set()  # column borders that a part of this row runs over
        for row in band:
            parts = row.parts
            if heads_parts(row, rows):
                continue
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
    sides = next(
        ((a, b) for a, b in itertools.pairwise(segment.words) if a.box.x1 <= border + 0.5 and b.box.x0 >= border - 0.5),
        None,
    )
    if sides is None:  # a long label may reach over the border of a column of right-aligned numbers
        left = [w for w in segment.words if (w.box.x0 + w.box.x1) / 2 < border]
        right = segment.words[len(left) :]
        wide = left and right and right[0].box.x0 - left[-1].box.x1 >= WIDE_SPACE * right[0].size
        if wide and all(w.bold for w in segment.words):
            return alone  # a header that reaches a little over the column below it
        return not (left and right and is_figure(join_words(right)) and not is_figure(left[-1].text))
    a, b = sides
    left = [w for w in segment.words if w.box.x1 <= border + 0.5]
    figures = any(is_figure(join_words(side)) for side in ([a], [b], left, left[-2:], segment.words[len(left) :]))
    return not figures and (alone or b.box.x0 - a.box.x1 < WORD_SPACE * a.size)


def _merged_down(
    cells: Sequence[GridCell], ys: Sequence[float], part: Sequence[Edge], short: Sequence[Edge]
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
