"""Pages -> tables of cells: grids read, captions and footnotes found, tables joined over page breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from extractors.aligned import cuts_prose, find_aligned, prose_chains
from extractors.banded import band_cells
from extractors.cells import Grid, GridCell, middles, placed_in, words_in, words_outside
from extractors.families.legend import MARK_REACH, is_mark_in, mark_colour
from extractors.flow import bare, read_flow
from extractors.geometry import centre_in, touches, union
from extractors.joined import PageTable, header_words, join_parts, same_layout
from extractors.lines import find_rows, page_rows
from extractors.spaced import find_spaced
from extractors.text_columns import find_text_columns
from pipeline.records import Box, Cell, PageLayout, Place, Shape, Table, Word

V = TypeVar("V")


def read_tables(
    pages: Sequence[PageLayout],
    grids: Mapping[int, Sequence[Grid]],
    furniture: Mapping[int, frozenset[Box]],
    known: Collection[str],
    means_something: Callable[[Table], bool],
) -> tuple[Table, ...]:
    """All tables of a document in reading order.

    `grids` are the ruled and banded ones by page, `furniture` the boxes of running headers and footers, `known` the
    whole words of the document. A table
    without any rules counts only where `means_something` says so, or where it goes on with one that counts.
    """
    found: list[PageTable] = []
    for page in pages:
        here = [t for t in (_read_grid(page, grid, known) for grid in grids[page.number]) if t]
        boxes = [table.grid.box for table in here]
        body = replace(page, words=tuple(w for w in page.words if w.box not in furniture[page.number]))
        before = found[-1] if found else None

        def counts(table: PageTable, before: PageTable | None = before) -> bool:
            return means_something(join_parts([table])) or (before is not None and same_layout(before, table))

        here += _read_unruled(body, boxes, known, counts)
        found += sorted(here, key=lambda t: (t.grid.box.top, t.grid.box.x0))
    by_number = {page.number: page for page in pages}
    groups: list[list[PageTable]] = []
    lone: PageTable | None = (
        None  # one row, no table by itself: the header at the foot of a page, if one goes on with it
    )
    for table in found:
        lone = _with_columns_of(table, lone, by_number, known) if lone is not None else None
        if lone is not None and _goes_on(lone, table, by_number, furniture):
            groups.append([lone])
        if groups and (recut := _recut(groups[-1], table, by_number, known)) is not None:
            groups[-1], table = recut
        if groups and _goes_on(groups[-1][-1], table, by_number, furniture):
            groups[-1].append(table)
            lone = None
        elif table.rest:
            lone = table
        else:
            groups.append([table])
            lone = None
    return tuple(join_parts(group) for group in groups)


def _read_unruled(
    page: PageLayout, taken: Sequence[Box], known: Collection[str], counts: Callable[[PageTable], bool]
) -> list[PageTable]:
    """Tables that white space alone shows: column by column where the text is set in columns."""
    free = words_outside(page.words, taken)
    parts: dict[tuple[float, int | None], list[Word]] = {}
    columns = find_text_columns(free, taken, page.width)
    if not columns:
        return _read_aligned(page, taken, known, counts)
    for word in page.words:
        places = ((c.top, c.column_of(word.box)) for c in columns)
        parts.setdefault(next((p for p in places if p[1] is not None), (0.0, None)), []).append(word)
    return [
        table
        for words in parts.values()
        for table in _read_aligned(replace(page, words=tuple(words)), taken, known, counts)
    ]


def _read_aligned(
    page: PageLayout, taken: Sequence[Box], known: Collection[str], counts: Callable[[PageTable], bool]
) -> list[PageTable]:
    """Tables that white space alone shows: on a whole page, then in what is left beside columns of running text."""
    chains = prose_chains(page.words)
    prose = {id(word) for chain in chains for word in chain}
    beside = replace(page, words=tuple(w for w in page.words if id(w) not in prose))
    found: list[PageTable] = []
    for part in (page, beside) if prose else (page,):
        for find in (find_spaced, find_aligned):
            grids = find(part, [*taken, *(table.grid.box for table in found)])
            whole = [grid for grid in grids if part is beside or not cuts_prose(grid, chains)]
            found += [t for grid in whole if (t := _read_grid(part, grid, known)) and counts(t)]
    return found


def known_words(pages: Sequence[PageLayout]) -> frozenset[str]:
    """Words of the document that are surely whole, in lower case: those that stand between others on their line.

    The first word of a line may be the rest of one that a narrow column cut, the last one its beginning.
    """
    parts = [segment.words for page in pages for row in page_rows(page) for segment in row.parts]
    inner = {w.text for words in parts for w in words[1:-1]}
    slashed = {w.text.casefold() for words in parts for w in words if "/" in w.text}
    before_slash = {part for text in slashed for part in text.split("/")[:-1] if part.isalpha()}
    return frozenset(map(bare, inner)) | before_slash


# ------------------------------------------------------------------ one page


def _read_grid(page: PageLayout, grid: Grid, known: Collection[str]) -> PageTable | None:
    """The cells of a grid with their text; null where there is nothing like a table in it."""
    inside = words_in(page.words, grid.box)
    inside += [w for w in page.words if w.rise and w not in inside and centre_in(w.box, grid.box, 3.0)]
    at = middles(inside)
    whole = union([cell.box for cell in grid.cells])
    fills = [s for s in page.shapes if s.fill and s.fill != "#ffffff" and touches(s.box, whole, MARK_REACH)]
    cells = []
    for grid_cell in grid.cells:
        own = grid_cell.words
        words = placed_in(at, grid_cell.box) if own is None else list(own)
        flow = read_flow(words, grid_cell.box, known)
        cells.append(
            Cell(
                row=grid_cell.row,
                col=grid_cell.col,
                row_span=grid_cell.row_span,
                col_span=grid_cell.col_span,
                text=flow.text,
                printed=read_flow(words, grid_cell.box, known, keep_marks=True).text if flow.marks else flow.text,
                place=Place(page.number, union(w.box for w in words) if words else grid_cell.box),
                marks=flow.marks,
                lines=flow.lines,
                bold=bool(words) and sum(w.bold for w in words) > 0.5 * len(words),
                fill=_cell_colour(grid_cell.box, words, fills),
                print_style=_print_style(words),
            )
        )
    filled = [c for c in cells if c.text]
    if not filled:
        return None
    few = len(filled) < 2 or len({c.col for c in filled}) < 2 or (grid.n_rows == 1 and grid.road != "ruled")
    rest = few and grid.road != "tagged"  # its tags say that a header alone at the foot of a page begins a table
    of_row: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    for cell in cells:
        of_row[cell.row].append(cell)
    rows = tuple(map(tuple, of_row))
    rows = tuple(row for row in rows if any(c.text for c in row) or any(c.row_span > 1 for c in row))
    rows = tuple(tuple(c if c.row == i else replace(c, row=i) for c in row) for i, row in enumerate(rows))
    headers = max(count_header_rows(rows), grid.header_rows or 0)
    return PageTable(page.number, grid, rows, headers, rest)


def _cell_colour(box: Box, words: Sequence[Word], fills: Sequence[Shape]) -> str | None:
    """The colour that a cell shows: that of its one small mark, else the fill behind it."""
    fills = [s for s in fills if touches(s.box, box, MARK_REACH)] if fills else []
    return mark_colour(words, fills, box) or _fill_under(box, [s for s in fills if not is_mark_in(s, box)])


def _fill_under(box: Box, fills: Sequence[Shape]) -> str | None:
    """The colour behind a cell: that of the last drawn figure around its middle."""
    middle = Box((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
    colours = [
        s.fill
        for s in fills
        if centre_in(middle, s.box) and s.box.bottom - s.box.top < 2.5 * (box.bottom - box.top) + 30
    ]
    return colours[-1] if colours else None


def _print_style(words: Sequence[Word]) -> tuple[float, bool, str]:
    """Size (to half a point), slant and colour of most of the letters."""
    letters: dict[tuple[float, bool, str], int] = {}
    for word in words:
        style = round(2 * word.size) / 2, word.italic, word.colour
        letters[style] = letters.get(style, 0) + len(word.text)
    return max(letters, key=lambda style: letters[style]) if letters else (0.0, False, "#000000")


def count_header_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many first rows are set apart as a header: bold, on a fill or in a print that the rows below do not have."""
    if len(rows) < 2:
        return 0
    body = rows[len(rows) // 2 :] if len(rows) > 3 else rows[1:]
    body_is_bold = 2 * sum(_is_bold(row) for row in body) > len(body)
    fills = {_usual(c.fill for c in row if c.text) for row in body}
    count = 0
    for row in rows:
        fill = _usual(c.fill for c in row if c.text)
        apart = (_is_bold(row) and not body_is_bold) or (fill is not None and fill not in fills)
        lonely = sum(bool(c.text) for c in row) == 1 and count > 0  # a group label under the header
        if not apart or lonely:
            break
        count += 1
    return min(max(count, _rows_in_one_print(rows)), 3)


def _is_bold(row: Sequence[Cell]) -> bool:
    filled = [c for c in row if c.text]
    return bool(filled) and all(c.bold for c in filled)


def _rows_in_one_print(rows: Sequence[Sequence[Cell]]) -> int:
    """How many first rows, but for a title over all columns, share a print that no row below has."""
    title = int(len(rows) > 2 and len([c for c in rows[0] if c.text]) == 1)
    prints = [{c.print_style for c in row if c.text} for row in rows]
    if len(prints[title]) != 1:
        return 0
    end = next((i for i in range(title, len(rows)) if prints[i] != prints[title]), len(rows))
    below = [_usual(c.print_style for c in row if c.text) for row in rows[end:]]
    return end if len(below) >= 2 and not any(style in prints[title] for style in below) else 0


def _usual(values: Iterable[V]) -> V | None:
    """The value that there is most of; null where there are none."""
    counts = Counter(values).most_common(1)
    return counts[0][0] if counts else None


# ------------------------------------------------------------------ over page breaks


def _goes_on(
    above: PageTable, below: PageTable, pages: Mapping[int, PageLayout], furniture: Mapping[int, frozenset[Box]]
) -> bool:
    """Whether a table goes on from one page to the next: same columns, nothing but furniture in between."""
    if below.grid.continues:  # the tags say so
        return above.grid.road == "tagged" and below.page == above.page + 1 and above.grid.n_cols == below.grid.n_cols
    if below.page != above.page + 1 or not (same_layout(above, below) or _has_same_columns(above, below)):
        return False
    first, second = pages[above.page], pages[below.page]
    after = [w for w in first.words if w.box.top > above.grid.box.bottom and w.box not in furniture[above.page]]
    before = [w for w in second.words if w.box.bottom < below.grid.box.top and w.box not in furniture[below.page]]
    return not before and not after


def _recut(
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
    if a.n_cols < b.n_cols:
        again = _read_grid(pages[above.page], _with_columns(a, b.xs, pages[above.page]), known)
        return ([*group[:-1], again], below) if again and len(group) == 1 else None
    again = _read_grid(pages[below.page], _with_columns(b, a.xs, pages[below.page]), known)
    return (list(group), again) if again else None


def _with_columns_of(
    below: PageTable, lone: PageTable, pages: Mapping[int, PageLayout], known: Collection[str]
) -> PageTable | None:
    """One row at the foot of a page, in the columns of the table below: its few words leave them open."""
    a, b = lone.grid, below.grid
    if a.road == "ruled" or a.n_cols != b.n_cols or max(abs(a.box.x0 - b.box.x0), abs(a.box.x1 - b.box.x1)) > 6.0:
        return lone
    return _read_grid(pages[lone.page], _with_columns(a, b.xs, pages[lone.page]), known)


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
