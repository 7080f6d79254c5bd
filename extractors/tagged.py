"""The tags road to a table: Table, TR, TH and TD of a tagged PDF -> grids of cells, where the print agrees with them.

Tags are the producer's word, and producers err: merged cells without spans, frames around running text, half of a page
left out. A table is taken from its tags only where its words stand on the page as rows and columns do; all others are
left to the roads that go by the print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.cells import Grid, GridCell, words_in
from extractors.geometry import overlap, touches, union
from extractors.structure import Element
from pipeline.light import light
from pipeline.records import Box, PageLayout, Trouble, Word

OWN_SHARE = 0.9  # of the words in a table's box that must belong to its cells
TAGGED_SHARE = 0.8  # of a page's words that must be tagged; half-tagged pages are read by their print
OVERLAP_PLAY = 2.0  # points that the text of neighbouring rows or columns may overlap
EDGE_REACH = 20.0  # points from the text to the drawn edge of its table
PADDING = 5.5  # points between a cell's border and its text; office programs set 5.4

FLUSH = 1.0  # points
MOST_HEADER_ROWS = 3

Key = tuple[int, int]


@light(frozen=True, slots=True)
class _Slot:
    """A cell of a tagged table at its place in the whole table."""

    row: int
    col: int
    row_span: int
    col_span: int
    header: bool
    words: Mapping[int, tuple[Word, ...]]  # by page


def tagged_grids(
    pages: Sequence[PageLayout], tree: Sequence[Element]
) -> tuple[dict[int, tuple[Grid, ...]], list[Trouble]]:
    """The grids of tables whose tags can be trusted, by page; and what was not trusted."""
    found: dict[int, list[Grid]] = {page.number: [] for page in pages}
    troubles: list[Trouble] = []
    by_number = {page.number: page for page in pages}
    tables = list(_tables(tree))
    with_tables = {number for element in _all_elements(tables) for number, _ in element.content}
    claimed = Counter([key for element in _all_elements(tree) for key in element.content]) if with_tables else {}
    words: dict[Key, list[Word]] = {}
    whole = set()
    for page in (page for page in pages if page.number in with_tables):
        marked = _marked_words(page, claimed)
        words |= marked
        own = len([w for w in page.words if not w.artifact])
        if sum(len(found) for found in marked.values()) >= TAGGED_SHARE * own:
            whole.add(page.number)
    for table in tables:
        slots = _slots(table, words)
        if len({s.row for s in slots if s.words}) < 2 or len({s.col for s in slots if s.words}) < 2:
            continue  # a frame, or a list of one column: no table that anybody tagged wrongly
        on = sorted({number for s in slots for number in s.words})
        grids = _grids(slots, on, by_number) if whole.issuperset(on) else None
        if grids is None:
            message = "The file's tags for a table do not agree with what is printed; it was read by its print."
            troubles.append(Trouble("tables", "info", "tags-not-trusted", message, on[0]))
            continue
        for number, grid in grids.items():
            found[number].append(grid)
    return {number: tuple(sorted(g, key=lambda x: (x.box.top, x.box.x0))) for number, g in found.items()}, troubles


def _marked_words(page: PageLayout, claimed: Mapping[Key, int]) -> dict[Key, list[Word]]:
    """Words of a page by the marked content that exactly one element claims.

    Programs that scale or stamp pages put the whole of one into a form and leave its tree as it was.
    """
    in_form = all(w.mcid is None or w.mcid < 0 for w in page.words)
    words: dict[Key, list[Word]] = {}
    for word in page.words:
        if word.mcid is None or word.artifact:
            continue
        key = (page.number, word.mcid)
        if in_form and key not in claimed:
            key = (page.number, -word.mcid - 1)
        if claimed.get(key) == 1:
            words.setdefault(key, []).append(word)
    return words


def _all_elements(tree: Sequence[Element]) -> Iterator[Element]:
    """Elements and all that they hold, in the order of the file."""
    waiting = list(reversed(tree))
    while waiting:
        element = waiting.pop()
        yield element
        if element.children:
            waiting += reversed(element.children)


def _tables(tree: Sequence[Element]) -> Iterator[Element]:
    """Tables that hold no tables; what holds one is a frame for the layout."""
    for element in tree:
        inner = list(_tables(element.children)) if element.children else []
        yield from inner
        if element.kind == "Table" and not inner:
            yield element


def _rows(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.kind == "TR":
            yield child
        elif child.kind != "Caption":
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row.children:
        if child.kind in ("TH", "TD"):
            yield child
        else:
            yield from _cells(child)


def _slots(table: Element, words: Mapping[Key, Sequence[Word]]) -> list[_Slot]:
    """Cells at their rows and columns, pushed aside by the cells that reach down from the rows above."""
    taken: set[tuple[int, int]] = set()
    slots = []
    for r, row in enumerate(_rows(table)):
        c = 0
        for cell in _cells(row):
            while (r, c) in taken:
                c += 1
            taken.update((r + i, c + j) for i in range(cell.row_span) for j in range(cell.col_span))
            header = cell.kind == "TH" and cell.scope != "Row"
            slots.append(_Slot(r, c, cell.row_span, cell.col_span, header, _words_of(cell, words)))
    return slots


def _words_of(cell: Element, words: Mapping[Key, Sequence[Word]]) -> dict[int, tuple[Word, ...]]:
    found: dict[int, list[Word]] = {}
    for element in _all_elements([cell]):
        for key in element.content:
            if own := words.get(key):
                found.setdefault(key[0], []).extend(own)
    return {number: tuple(own) for number, own in found.items()}


# ------------------------------------------------------------------ one table on its pages


def _grids(slots: Sequence[_Slot], on: Sequence[int], pages: Mapping[int, PageLayout]) -> dict[int, Grid] | None:
    """A table's grid on each of its pages; null where the print does not agree with the tags."""
    n_rows = max(s.row + s.row_span for s in slots)
    n_cols = max(s.col + s.col_span for s in slots)
    slots = _with_empty_cells(slots, n_rows, n_cols)
    held = [(s.row + i, s.col + j) for s in slots for i in range(s.row_span) for j in range(s.col_span)]
    if len(held) != n_rows * n_cols or len(set(held)) != len(held) or list(on) != list(range(on[0], on[-1] + 1)):
        return None
    header_rows = _header_rows(slots, n_rows)
    grids: dict[int, Grid] = {}
    shown: set[int] = set()
    for number in on:
        rows = _rows_on(slots, number, n_rows)
        if not rows:
            return None
        body = [r for r in rows if r >= header_rows]
        cut = bool(body) and body[0] in shown
        if set(body[1:] if cut else body) & shown:
            return None
        shown.update(body)
        grid = _grid(slots, rows, n_cols, pages[number], header_rows, number != on[0], cut)
        if grid is None:
            return None
        grids[number] = _with_repeated_header(grid, grids[on[0]], pages[number]) if grids else grid
    return grids


def _with_empty_cells(slots: Sequence[_Slot], n_rows: int, n_cols: int) -> Sequence[_Slot]:
    """Slots with empty ones for the cells that some rows lack: browsers that print to PDF tag no cell without text.

    In which columns the others stand is told by the full rows, of which the first must be one. Slots stay as they are
    where it is not told, and where any cell reaches over several rows or columns, but for labels across the table.
    """
    rows: list[list[_Slot]] = [[] for _ in range(n_rows)]
    for slot in slots:
        rows[slot.row].append(slot)
    full = [row for row in rows if len(row) == n_cols]
    across = [row[0].row for row in rows if len(row) == 1 and row[0].col_span == n_cols > 1]
    spans = any(s.row_span > 1 or (s.col_span > 1 and s.row not in across) for s in slots)
    if full[:1] != rows[:1] or len(full) + len(across) == n_rows or spans:
        return slots
    columns = [_across(w for row in full for words in row[c].words.values() for w in words) for c in range(n_cols)]
    out: list[_Slot] = []
    for r, row in enumerate(rows):
        if len(row) == n_cols or r in across:
            out += row
            continue
        own = [_column_under(s, columns) for s in row]
        if None in own or len(set(own)) < len(own):
            return slots
        at = dict(zip(own, row, strict=True))
        if [c for c in range(n_cols) if c in at] != own:
            return slots  # cells in another order than the columns
        out += [replace(at[c], col=c) if c in at else _Slot(r, c, 1, 1, False, {}) for c in range(n_cols)]
    return out


def _across(words: Iterable[Word]) -> tuple[float, float] | None:
    boxes = [w.box for w in words]
    return (min(b.x0 for b in boxes), max(b.x1 for b in boxes)) if boxes else None


def _column_under(slot: _Slot, columns: Sequence[tuple[float, float] | None]) -> int | None:
    """The one column in whose width a cell's words stand; null where there is none, or where it may be another."""
    own = _across(w for words in slot.words.values() for w in words)
    if own is None:
        return None
    found = [c for c, span in enumerate(columns) if span and overlap(*own, *span) > 0]
    return found[0] if len(found) == 1 else None


def _with_repeated_header(grid: Grid, first: Grid, page: PageLayout) -> Grid:
    """A grid whose box takes in the header that the program printed again above it, as no part of the text."""
    for rows in range(MOST_HEADER_ROWS, 0, -1):
        header = [w for c in first.cells if c.row + c.row_span <= rows for w in c.words or ()]
        if not header:
            continue
        box = union(w.box for w in header)
        first_row = min((w.box.top for c in grid.cells for w in c.words or ()), default=grid.box.top)
        top = first_row - 1.5 * (box.bottom - box.top) - 2 * PADDING
        above = words_in(page.words, Box(grid.box.x0, top, grid.box.x1, first_row))
        for start in sorted({w.box.top for w in above}, reverse=True):
            near = [w for w in above if w.box.top >= start]
            if Counter(w.text for w in near) == Counter(w.text for w in header):
                return replace(grid, box=grid.box._replace(top=min(grid.box.top, start)))
    return grid


def _header_rows(slots: Sequence[_Slot], n_rows: int) -> int:
    """How many first rows have header cells alone; none where the whole table is tagged so."""
    others = [s.row for s in slots if not s.header and s.words]
    count = min(others, default=n_rows)
    return count if count < n_rows else 0


def _rows_on(slots: Sequence[_Slot], number: int, n_rows: int) -> list[int]:
    """The rows that stand on a page: those with text there, and empty ones right behind them."""
    first: dict[int, int] = {}
    for s in slots:
        if s.words:
            first[s.row] = min(first.get(s.row, 10**9), *s.words)
    here = {s.row for s in slots if number in s.words}
    last = 0
    for r in range(n_rows):
        last = first.get(r, last)
        if r not in first and last == number:
            here.add(r)
    return sorted(here)


def _grid(
    slots: Sequence[_Slot],
    rows: Sequence[int],
    n_cols: int,
    page: PageLayout,
    header_rows: int,
    continues: bool,
    cut: bool,
) -> Grid | None:
    at = {r: i for i, r in enumerate(rows)}
    here = [s for s in slots if any(r in at for r in range(s.row, s.row + s.row_span))]
    printed = {id(s): s.words.get(page.number, ()) for s in here}
    own = [w for s in here for w in printed[id(s)]]
    box = union([w.box for w in own])
    inside = words_in(page.words, box)
    ours_too = {id(w) for w in own}
    if len([w for w in inside if id(w) in ours_too]) < OWN_SHARE * len(inside):
        return None
    in_cols: list[list[Sequence[Word]]] = [[] for _ in range(n_cols)]
    in_rows: list[list[Sequence[Word]]] = [[] for _ in rows]
    for s in here:
        if s.col_span == 1:
            in_cols[s.col].append(printed[id(s)])
        if s.row_span == 1:
            in_rows[at[s.row]].append(printed[id(s)])
    cols, lines = list(map(_extent, in_cols)), list(map(_extent, in_rows))
    outer = _drawn_around(box, page)
    xs = _borders([(b.x0, b.x1) if b else None for b in cols], outer.x0, outer.x1, _rules_down(page, box))
    ys = _borders([(b.top, b.bottom) if b else None for b in lines], outer.top, outer.bottom, _rules_across(page, box))
    if xs is None or ys is None:
        return None
    for c, column in enumerate(cols):
        ends = [max(w.box.x1 for w in words) for words in in_cols[c] if words]
        if column and len(ends) > 2 and max(ends) - min(ends) <= FLUSH:
            xs[c + 1] = min(xs[c + 1], column.x1 + PADDING)  # text set to the right keeps to its border
    cells = []
    for s in here:
        ours = [at[r] for r in range(s.row, s.row + s.row_span) if r in at]
        place = Box(xs[s.col], ys[ours[0]], xs[s.col + s.col_span], ys[ours[-1] + 1])
        cells.append(GridCell(ours[0], s.col, len(ours), s.col_span, place, tuple(printed[id(s)])))
    if any(not _fits(w.box, c.box) for c in cells for w in c.words or ()):
        return None
    cells.sort(key=lambda c: (c.row, c.col))
    heads = sum(r < header_rows for r in rows)
    return Grid(
        Box(xs[0], ys[0], xs[-1], ys[-1]),
        len(rows),
        n_cols,
        tuple(xs),
        tuple(cells),
        "tagged",
        header_rows=heads or None,
        continues=continues,
        cut=cut,
    )


def _fits(word: Box, cell: Box) -> bool:
    """Whether a word stands in its cell, a little of it perhaps outside."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return cell.x0 <= x <= cell.x1 and cell.top - OVERLAP_PLAY <= y <= cell.bottom + OVERLAP_PLAY


def _extent(groups: Sequence[Sequence[Word]]) -> Box | None:
    boxes = [w.box for group in groups for w in group]
    return union(boxes) if boxes else None


def _borders(
    spans: Sequence[tuple[float, float] | None], start: float, end: float, drawn: Sequence[float] = ()
) -> list[float] | None:
    """Borders between rows or columns that follow each other; null where their text overlaps.

    Rows and columns without text share the white between their neighbours.
    """
    known = [(i, s) for i, s in enumerate(spans) if s]
    borders = [start, *[0.0] * (len(spans) - 1), end]
    for (i, a), (j, b) in pairwise([(-1, (start, start)), *known, (len(spans), (end, end))]):
        if b[0] < a[1] - OVERLAP_PLAY:
            return None
        inner = range(max(i + 1, 1), min(j, len(spans) - 1) + 1)
        low, high = (a[1], b[0]) if i >= 0 and j < len(spans) else (a[0], b[1]) if i < 0 else (a[1], end)
        marks = [y for y in drawn if low - OVERLAP_PLAY <= y <= high + OVERLAP_PLAY]
        for n, k in enumerate(inner):
            if len(marks) == len(inner):
                borders[k] = marks[n]
            elif len(inner) == 1:
                borders[k] = max((low + high) / 2, high - PADDING)
            else:
                borders[k] = low + (high - low) * (n + 1) / (len(inner) + 1)
    return borders if all(a <= b for a, b in pairwise(borders)) else None


def _drawn_around(box: Box, page: PageLayout) -> Box:
    """The box of a table's text, widened to the rules and fills that are drawn around it."""
    drawn = [r.box for r in page.rules] + [s.box for s in page.shapes if s.fill and s.fill != "#ffffff"]
    reach = Box(box.x0 - EDGE_REACH, box.top - EDGE_REACH, box.x1 + EDGE_REACH, box.bottom + EDGE_REACH)
    near = [
        b
        for b in drawn
        if touches(b, box, 4.0)
        and b.x0 >= reach.x0
        and b.top >= reach.top
        and b.x1 <= reach.x1
        and b.bottom <= reach.bottom
    ]
    return union([box, *near])


def _rules_across(page: PageLayout, box: Box) -> list[float]:
    """Heights of the rules that run across at least half of a table."""
    wide = (r.box for r in page.rules if r.horizontal)
    half = 0.5 * (box.x1 - box.x0)
    heights = sorted((b.top + b.bottom) / 2 for b in wide if overlap(b.x0, b.x1, box.x0, box.x1) >= half)
    return [y for i, y in enumerate(heights) if i == 0 or y - heights[i - 1] > OVERLAP_PLAY]


def _rules_down(page: PageLayout, box: Box) -> list[float]:
    """Places of the rules that run down somewhere in a table."""
    upright = (r.box for r in page.rules if not r.horizontal and touches(r.box, box, 0.0))
    places = sorted((b.x0 + b.x1) / 2 for b in upright)
    return [x for i, x in enumerate(places) if i == 0 or x - places[i - 1] > OVERLAP_PLAY]
