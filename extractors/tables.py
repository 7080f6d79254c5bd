"""Pages -> tables of cells: grids read, captions and footnotes found, tables joined over page breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from extractors.aligned import cuts_prose, find_aligned, prose_chains
from extractors.banded import band_cells
from extractors.carried import ends_sentence, find_carried
from extractors.cells import Grid, GridCell, middles, placed_in, words_in, words_outside
from extractors.columns import is_tabular
from extractors.diagrams import boxes_side_by_side
from extractors.families.legend import MARK_REACH, grey_mark, is_mark_in, mark_colour
from extractors.flow import bare, read_flow
from extractors.geometry import centre_in, touches, union
from extractors.joined import PageTable, header_words, join_parts, same_layout
from extractors.lines import find_rows, page_rows, segments_of
from extractors.spaced import find_spaced
from extractors.text_columns import find_text_columns
from pipeline.records import Box, Cell, PageLayout, Place, Shape, Table, Word

V = TypeVar("V")
SAME_START = 3.0  # points by which the lines of one cell begin apart
LINE_WHITE = 0.8  # of the font size; white between two lines of one text
APART = 1.2  # of the font size; white between two texts of one line
PADDING = 4.0  # points between a text and the border of its cell, about


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
    by_number = {page.number: page for page in pages}
    for page in pages:
        here = [t for t in (_read_grid(page, grid, known) for grid in grids[page.number]) if t]
        boxes = [table.grid.box for table in here]
        body = replace(page, words=tuple(w for w in page.words if w.box not in furniture[page.number]))
        before = found[-1] if found else None

        def counts(table: PageTable, before: PageTable | None = before) -> bool:
            return means_something(join_parts([table])) or (before is not None and same_layout(before, table))

        if found and not any(_goes_on(found[-1], table, by_number, furniture) for table in here):
            whole = [table.grid.box for table in here if not table.rest]
            if rest := _read_carried(page, found, whole, by_number, furniture, known):
                here = [rest, *(t for t in here if not touches(t.grid.box, rest.grid.box, -1.0))]
                boxes = [table.grid.box for table in here]
        if not here and (begun := _read_begun(page, found, by_number, furniture, known, means_something)):
            found.append(begun[0])
            here.append(begun[1])
            boxes.append(begun[1].grid.box)
        here += _read_unruled(body, boxes, known, counts)
        found += sorted(here, key=lambda t: (t.grid.box.top, t.grid.box.x0))
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
    return tuple(join_parts([*group[:-1], _marked_cut(group[-1], by_number, furniture)]) for group in groups)


def _read_carried(
    page: PageLayout,
    found: Sequence[PageTable],
    taken: Sequence[Box],
    pages: Mapping[int, PageLayout],
    furniture: Mapping[int, frozenset[Box]],
    known: Collection[str],
) -> PageTable | None:
    """The rest of an unruled table that ended the page before, in its columns; null where there is none."""
    above = found[-1]
    unruled = above.grid.road in ("aligned", "banded")
    if above.page != page.number - 1 or not unruled or _text_after(above, pages, furniture):
        return None
    body = replace(page, words=tuple(w for w in page.words if w.box not in furniture[page.number]))
    first = next((t for t in reversed(found) if t.header_rows and same_layout(t, above)), above)
    grid = find_carried(body, above, first, taken)
    return _read_grid(body, grid, known) if grid else None


def _read_begun(
    page: PageLayout,
    found: Sequence[PageTable],
    pages: Mapping[int, PageLayout],
    furniture: Mapping[int, frozenset[Box]],
    known: Collection[str],
    means_something: Callable[[Table], bool],
) -> tuple[PageTable, PageTable] | None:
    """The header of an unruled table that stands alone at the foot of the page before, and its rows on this page."""
    before = pages.get(page.number - 1)
    if before is None or any(t.page == before.number and not _text_over(t, before, furniture) for t in found[-1:]):
        return None
    rows = find_rows([w for w in before.words if w.box not in furniture[before.number]])
    if not rows or len(parts := segments_of(rows[-1])) < 2 or not is_tabular(rows[-1], 0.0, 0.0):
        return None
    xs = [parts[0].x0 - 1, *((a.x1 + b.x0) / 2 for a, b in pairwise(parts)), parts[-1].x1 + 1]
    top, bottom = min(w.box.top for w in rows[-1]) - 1, max(w.box.bottom for w in rows[-1]) + 1
    cells = tuple(band_cells([top, bottom], xs, [rows[-1]]))
    grid = Grid(Box(xs[0], top, xs[-1], bottom), 1, len(parts), tuple(xs), cells, "aligned", True, True)
    header = _read_grid(before, grid, known)
    body = replace(page, words=tuple(w for w in page.words if w.box not in furniture[page.number]))
    rest = find_carried(body, header, header, ()) if header else None
    below = _read_grid(body, rest, known) if rest else None
    if header is None or below is None:
        return None
    header = replace(header, header_rows=1)
    return (header, below) if means_something(join_parts([header, below])) else None


def _text_over(table: PageTable, page: PageLayout, furniture: Mapping[int, frozenset[Box]]) -> bool:
    """Whether text stands below a table on its page, so that the page does not end with it."""
    return _text_after(table, {page.number: page}, furniture)


def _text_after(table: PageTable, pages: Mapping[int, PageLayout], furniture: Mapping[int, frozenset[Box]]) -> bool:
    """Whether anything but running footers stands below a table on its page."""
    return any(
        w.box.top > table.grid.box.bottom and w.box not in furniture[table.page] for w in pages[table.page].words
    )


def _marked_cut(
    table: PageTable, pages: Mapping[int, PageLayout], furniture: Mapping[int, frozenset[Box]]
) -> PageTable:
    """A table whose last row is marked where it may go on: nothing follows on its page, and the next page begins in
    the middle of a sentence, or with print that may be the rest of a cell which is full to its last line."""
    if len(table.rows) <= table.header_rows:
        return table
    if table.grid.road in ("aligned", "banded") and _runs_on_below(table, pages[table.page], furniture):
        return _with_cut(table)
    if table.page + 1 not in pages or _text_after(table, pages, furniture):
        return table
    rows = find_rows([w for w in pages[table.page + 1].words if w.box not in furniture[table.page + 1]])
    if not rows:
        return table
    first, last = rows[0][0], table.rows[-1]
    [line, *_] = rows[0].parts
    starts = sorted(c.place.box.x0 for c in last if c.text)
    full = [c for c in last if c.text and abs(c.place.box.x0 - first.box.x0) <= SAME_START]
    full = [c for c in full if line.x1 < min((x for x in starts if x > c.place.box.x0), default=line.x1 + 1)]
    goes_on = first.text[:1].islower() or any(
        not ends_sentence(c.text) and c.room < first.box.x1 - first.box.x0 and c.print_style == _print_style([first])
        for c in full
        if len(c.lines) > 1 and not c.bold
    )
    return _with_cut(table) if goes_on else table


def _with_cut(table: PageTable) -> PageTable:
    return replace(table, rows=(*table.rows[:-1], tuple(replace(c, cut=True) for c in table.rows[-1])))


def _runs_on_below(table: PageTable, page: PageLayout, furniture: Mapping[int, frozenset[Box]]) -> bool:
    """Whether right below a table a line goes on in the middle of a sentence, where a cell of the last row begins."""
    box = table.grid.box
    below = [w for w in page.words if w.box.top > box.bottom - 1 and w.box not in furniture[page.number]]
    rows = find_rows([w for w in below if w.box.top - box.bottom < LINE_WHITE * w.size])
    starts = [c.place.box.x0 for c in table.rows[-1] if c.text]
    return bool(rows) and any(
        s.text[:1].islower() and any(abs(s.x0 - x) <= SAME_START for x in starts) for s in segments_of(rows[0])
    )


def _read_unruled(
    page: PageLayout, taken: Sequence[Box], known: Collection[str], counts: Callable[[PageTable], bool]
) -> list[PageTable]:
    """Tables that white space alone shows: column by column where the text is set in columns, and box by box where it
    stands in boxes side by side."""
    free = words_outside(page.words, taken)
    parts: dict[tuple[float, int | None], list[Word]] = {}
    columns = find_text_columns(free, taken, page.width)
    for word in page.words if columns else ():
        places = ((c.top, c.column_of(word.box)) for c in columns)
        parts.setdefault(next((p for p in places if p[1] is not None), (0.0, None)), []).append(word)
    sides = [_holding(page, words) for words in parts.values()] or [page]
    found = [table for side in sides for table in _read_aligned(side, taken, known, counts)]
    boxes = boxes_side_by_side(page) if found else []
    if not any(sum(touches(t.grid.box, box, -SAME_START) for box in boxes) > 1 for t in found):
        return found
    held = [[w for w in page.words if centre_in(w.box, box)] for box in boxes]
    outside = [w for w in page.words if not any(centre_in(w.box, box) for box in boxes)]
    return [t for words in (*held, outside) for t in _read_aligned(_holding(page, words), taken, known, counts)]


def _holding(page: PageLayout, words: Sequence[Word]) -> PageLayout:
    return replace(page, words=tuple(words))


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
    drawn = grid.road in ("ruled", "tagged")  # the borders tell how much fits; those in white lie anywhere in it
    ends = {} if drawn else _column_ends(grid, inside)
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
                crowded=not drawn and grid_cell.col_span == 1 and _is_crowded(words),
                room=ends.get(grid_cell.col, grid_cell.box.x1 - PADDING) - _last_line_end(words) if words else 0.0,
                first_width=_first_width(words) if words else 0.0,
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


def _column_ends(grid: Grid, words: Sequence[Word]) -> dict[int, float]:
    """Where the longest line of each column ends."""
    ends: dict[int, float] = {}
    for word in words:
        middle = (word.box.x0 + word.box.x1) / 2
        col = next((c for c in range(grid.n_cols - 1, -1, -1) if grid.xs[c] <= middle), 0)
        ends[col] = max(ends.get(col, 0.0), word.box.x1)
    return ends


def _is_crowded(words: Sequence[Word]) -> bool:
    """Whether two texts stand clearly apart on one line."""
    return any(
        abs(a.box.bottom - b.box.bottom) < 1.0 and b.box.x0 - a.box.x1 > APART * b.size for a, b in pairwise(words)
    )


def _last_line_end(words: Sequence[Word]) -> float:
    low = max(w.box.bottom for w in words)
    return max(w.box.x1 for w in words if low - w.box.bottom < 0.3 * w.size)


def _first_width(words: Sequence[Word]) -> float:
    first = min(words, key=lambda w: (round(w.box.bottom), w.box.x0))
    return first.box.x1 - first.box.x0 + 0.25 * first.size


def _cell_colour(box: Box, words: Sequence[Word], fills: Sequence[Shape]) -> str | None:
    """The colour that a cell shows: that of its one small mark, else the fill behind it."""
    fills = [s for s in fills if touches(s.box, box, MARK_REACH)] if fills else []
    under = [s for s in fills if not is_mark_in(s, box)]
    return mark_colour(words, fills, box) or _fill_under(box, under) or grey_mark(words, fills, box)


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
        if not apart or lonely or _is_group_label(row, rows[count - 1] if count else None):
            break
        count += 1
    return min(max(count, _rows_in_one_print(rows)), 3)


def _is_group_label(row: Sequence[Cell], header: Sequence[Cell] | None) -> bool:
    """Whether a row is the label of the rows below it, with a word about it (`Mål 1: … | Delvis`): a text over several
    columns, the first among them, that leaves most of the others empty. `header`: the row above, which names the first
    column too."""
    filled = [c for c in row if c.text]
    if not filled or filled[0].col != 0 or filled[0].col_span == 1 or 2 * len(filled) > row[-1].col + row[-1].col_span:
        return False
    return len(filled) > 1 if header is None else any(c.text and c.col == 0 and c.col_span == 1 for c in header)


def _is_bold(row: Sequence[Cell]) -> bool:
    filled = [c for c in row if c.text]
    return bool(filled) and all(c.bold for c in filled)


def _rows_in_one_print(rows: Sequence[Sequence[Cell]]) -> int:
    """How many first rows, but for a title over all columns, share a print that no row below has."""
    if _is_group_label(rows[0], None):
        return 0
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
    if below.grid.carried:
        return below.page == above.page + 1 and above.grid.n_cols == below.grid.n_cols
    if below.page != above.page + 1 or not (same_layout(above, below) or _has_same_columns(above, below)):
        return False
    second, top = pages[below.page], below.grid.box.top
    before = [w for w in second.words if w.box.bottom < top and w.box not in furniture[below.page]]
    return not before and not _text_after(above, pages, furniture)


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
