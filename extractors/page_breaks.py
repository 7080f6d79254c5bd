"""Tables over page breaks: which table goes on, with what of the next page, and in which columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.banded import band_cells
from extractors.carried import find_carried
from extractors.cells import DRAWN, Grid, GridCell, words_in
from extractors.columns import is_tabular
from extractors.filled import read_grid
from extractors.geometry import centre_in, union
from extractors.header_rows import print_style
from extractors.joined import PageTable, ends_sentence, header_words, join_parts, same_layout
from extractors.lines import body_words, find_rows, segments_of
from extractors.other_columns import stand_elsewhere
from pipeline.records import Box, PageLayout, Table

SAME_START = 3.0  # points by which the lines of one cell begin apart
LINE_WHITE = 0.8  # of the font size; white between two lines of one text


def goes_on(
    above: PageTable, below: PageTable, pages: Mapping[int, PageLayout], furniture: Mapping[int, frozenset[Box]]
) -> bool:
    """Whether a table goes on from one page to the next: same columns, nothing but furniture in between."""
    if below.grid.continues:  # the tags say so
        return above.grid.road == "tagged" and below.page == above.page + 1 and above.grid.n_cols == below.grid.n_cols
    if below.grid.carried:
        return below.page == above.page + 1 and above.grid.n_cols == below.grid.n_cols
    if below.page != above.page + 1 or not (same_layout(above, below) or _has_same_columns(above, below)):
        return False
    if below.header_rows == 0 and above.grid.road not in DRAWN and _stands_elsewhere(above, below):
        return False
    second, top = pages[below.page], below.grid.box.top
    if any(w.box.bottom < top for w in body_words(second.words, furniture[below.page])):
        return False
    return not _text_after(above, pages, furniture) or (
        _begins_blank(above, below) and _repeats_header(above, below) and _only_notes_after(above, pages, furniture)
    )


def _stands_elsewhere(above: PageTable, below: PageTable) -> bool:
    """Whether the cells of two tables stand in other columns, however near their borders in the white lie."""
    shift = below.grid.box.x0 - above.grid.box.x0
    return stand_elsewhere(above.rows[above.header_rows :], below.rows, shift)


def _begins_blank(above: PageTable, below: PageTable) -> bool:
    """Whether the first row below the header of a table leaves a cell before its first text blank which reaches over
    more rows, in a column in which the part on the page before has texts: it is the rest of the last one there."""
    row = next(iter(below.rows[below.header_rows :]), ())
    first = next((c.col for c in row if c.text), 0)
    named = {c.col for r in above.rows[above.header_rows :] for c in r if c.text}
    blank = [c for c in row if c.col < first and c.row_span > 1 and c.col in named]
    return below.header_rows > 0 and bool(blank)


def _only_notes_after(
    table: PageTable, pages: Mapping[int, PageLayout], furniture: Mapping[int, frozenset[Box]]
) -> bool:
    """Whether nothing but footnotes stands below a table on its page, in smaller print than its rows."""
    sizes = Counter(c.print_style[0] for row in table.rows[table.header_rows :] for c in row if c.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    body = body_words(pages[table.page].words, furniture[table.page])
    return all(w.size < usual for w in body if w.box.top > table.grid.box.bottom)


def read_carried(
    page: PageLayout,
    found: Sequence[PageTable],
    taken: Sequence[Box],
    pages: Mapping[int, PageLayout],
    furniture: Mapping[int, frozenset[Box]],
    known: Collection[str],
) -> PageTable | None:
    """The rest of an unruled table that ended the page before, in its columns; null where there is none."""
    above = found[-1]
    if above.page != page.number - 1 or above.grid.road in DRAWN or _text_after(above, pages, furniture):
        return None
    body = replace(page, words=body_words(page.words, furniture[page.number]))
    first = next((t for t in reversed(found) if t.header_rows and same_layout(t, above)), above)
    grid = find_carried(body, above, first, taken)
    return read_grid(body, grid, known) if grid else None


def read_begun(
    page: PageLayout,
    found: Sequence[PageTable],
    pages: Mapping[int, PageLayout],
    furniture: Mapping[int, frozenset[Box]],
    known: Collection[str],
    means_something: Callable[[Table], bool],
) -> tuple[PageTable, PageTable] | None:
    """The header of an unruled table that stands alone at the foot of the page before, and its rows on this page."""
    before = pages.get(page.number - 1)
    if before is None or any(t.page == before.number and not _text_after(t, pages, furniture) for t in found[-1:]):
        return None
    rows = find_rows(body_words(before.words, furniture[before.number]))
    if not rows or len(parts := segments_of(rows[-1])) < 2 or not is_tabular(rows[-1], 0.0, 0.0):
        return None
    xs = [parts[0].x0 - 1, *((a.x1 + b.x0) / 2 for a, b in pairwise(parts)), parts[-1].x1 + 1]
    top, bottom = min(w.box.top for w in rows[-1]) - 1, max(w.box.bottom for w in rows[-1]) + 1
    cells = tuple(band_cells([top, bottom], xs, [rows[-1]]))
    grid = Grid(Box(xs[0], top, xs[-1], bottom), 1, len(parts), tuple(xs), cells, "aligned", True, True)
    header = read_grid(before, grid, known)
    body = replace(page, words=body_words(page.words, furniture[page.number]))
    rest = find_carried(body, header, header, ()) if header else None
    below = read_grid(body, rest, known) if rest else None
    if header is None or below is None:
        return None
    header = replace(header, header_rows=1)
    return (header, below) if means_something(join_parts([header, below])) else None


def _text_after(table: PageTable, pages: Mapping[int, PageLayout], furniture: Mapping[int, frozenset[Box]]) -> bool:
    """Whether anything but running footers stands below a table on its page."""
    bottom = table.grid.box.bottom
    return any(w.box.top > bottom for w in reversed(body_words(pages[table.page].words, furniture[table.page])))


def marked_cut(table: PageTable, pages: Mapping[int, PageLayout], furniture: Mapping[int, frozenset[Box]]) -> PageTable:
    """A table whose last row is marked where it may go on: nothing follows on its page, and the next page begins in
    the middle of a sentence, or with print that may be the rest of a cell which is full to its last line."""
    if len(table.rows) <= table.header_rows:
        return table
    if table.grid.road not in DRAWN and _runs_on_below(table, pages[table.page], furniture):
        return _with_cut(table)
    if table.page + 1 not in pages or _text_after(table, pages, furniture):
        return table
    rows = find_rows(body_words(pages[table.page + 1].words, furniture[table.page + 1]))
    if not rows:
        return table
    first, last = rows[0][0], table.rows[-1]
    [line, *_] = rows[0].parts
    starts = sorted(c.place.box.x0 for c in last if c.text)
    full = [c for c in last if c.text and abs(c.place.box.x0 - first.box.x0) <= SAME_START]
    full = [c for c in full if line.x1 < min((x for x in starts if x > c.place.box.x0), default=line.x1 + 1)]
    goes_on = first.text[:1].islower() or any(
        not ends_sentence(c.text) and c.room < first.box.x1 - first.box.x0 and c.print_style == print_style([first])
        for c in full
        if len(c.lines) > 1 and not c.bold
    )
    return _with_cut(table) if goes_on else table


def _with_cut(table: PageTable) -> PageTable:
    return replace(table, rows=(*table.rows[:-1], tuple(replace(c, cut=True) for c in table.rows[-1])))


def _runs_on_below(table: PageTable, page: PageLayout, furniture: Mapping[int, frozenset[Box]]) -> bool:
    """Whether right below a table a line goes on in the middle of a sentence, where a cell of the last row begins."""
    box = table.grid.box
    below = [w for w in body_words(page.words, furniture[page.number]) if w.box.top > box.bottom - 1]
    rows = find_rows([w for w in below if w.box.top - box.bottom < LINE_WHITE * w.size])
    starts = [c.place.box.x0 for c in table.rows[-1] if c.text]
    return bool(rows) and any(
        s.text[:1].islower() and any(abs(s.x0 - x) <= SAME_START for x in starts) for s in segments_of(rows[0])
    )


def recut(
    group: Sequence[PageTable], below: PageTable, pages: Mapping[int, PageLayout], known: Collection[str]
) -> tuple[list[PageTable], PageTable] | None:
    """Two parts of a table without verticals, cut into the same columns; null where they are no parts of one.

    The part with few rows may show too little white to tell all columns; the repeated header says that it is one table.
    """
    above = group[-1]
    a, b = above.grid, below.grid
    apart = below.page == above.page + 1 and {a.road, b.road} <= {"banded"} and a.n_cols != b.n_cols
    if not (apart and _repeats_header(above, below)):
        return None
    fewer, more = (above, below) if a.n_cols < b.n_cols else (below, above)
    cut = _with_columns(fewer.grid, more.grid.xs, pages[fewer.page])
    if _spanning(cut) > _spanning(fewer.grid):
        return None  # its texts do not stand in these columns: another table under a header of the same words
    again = read_grid(pages[fewer.page], cut, known)
    if again is None:
        return None
    if fewer is below:
        return list(group), again
    return ([*group[:-1], again], below) if len(group) == 1 else None


def _spanning(grid: Grid) -> int:
    """How many cells reach over several columns."""
    return sum(cell.col_span > 1 for cell in grid.cells)


def with_columns_of(
    below: PageTable, lone: PageTable, pages: Mapping[int, PageLayout], known: Collection[str]
) -> PageTable | None:
    """One row at the foot of a page, in the columns of the table below: its few words leave them open."""
    a, b = lone.grid, below.grid
    if a.road == "ruled" or a.n_cols != b.n_cols or max(abs(a.box.x0 - b.box.x0), abs(a.box.x1 - b.box.x1)) > 6.0:
        return lone
    return read_grid(pages[lone.page], _with_columns(a, b.xs, pages[lone.page]), known)


def _has_same_columns(above: PageTable, below: PageTable) -> bool:
    """Whether two tables have the same header over as many columns, wherever in the white their borders lie."""
    return above.grid.n_cols == below.grid.n_cols and _repeats_header(above, below)


def _repeats_header(above: PageTable, below: PageTable) -> bool:
    """Whether two tables have the same header and the same outer borders."""
    a, b = above.grid, below.grid
    alike = header_words(above) == header_words(below) != Counter()
    return alike and abs(a.box.x0 - b.box.x0) <= 6.0 and abs(a.box.x1 - b.box.x1) <= 6.0


def _with_columns(grid: Grid, xs: Sequence[float], page: PageLayout) -> Grid:
    """A grid without verticals, with other columns; cells over several rows keep their rows."""
    ys = sorted({y for c in grid.cells for y in (c.box.top, c.box.bottom)})
    cells = band_cells(ys, xs, find_rows(words_in(page.words, grid.box)))
    for tall in (c for c in grid.cells if c.row_span > 1):
        held: dict[tuple[int, int], list[GridCell]] = {}
        for cell in cells:
            if centre_in(cell.box, tall.box):
                held.setdefault((cell.col, cell.col_span), []).append(cell)
        for parts in (parts for parts in held.values() if len(parts) > 1):
            whole = replace(parts[0], row_span=len(parts), box=union(c.box for c in parts))
            cells = [whole if c is parts[0] else c for c in cells if c is parts[0] or c not in parts]
    open_ = [(grid.xs[c], grid.xs[c + 1]) for c in grid.open_columns]
    middles = [(a + b) / 2 for a, b in pairwise(xs)]
    columns = frozenset(c for c, x in enumerate(middles) if any(a <= x <= b for a, b in open_))
    return replace(grid, n_rows=len(ys) - 1, n_cols=len(xs) - 1, xs=tuple(xs), cells=tuple(cells), open_columns=columns)
