"""Pages -> tables of cells: grids read, captions and footnotes found, tables joined over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from extractors.aligned import cuts_prose, find_aligned, prose_chains
from extractors.banded import band_cells
from extractors.cells import Grid, aligned_columns, words_in
from extractors.families.legend import is_mark_in, mark_colour
from extractors.flow import SUPERSCRIPTS, bare, read_flow
from extractors.geometry import centre_in, union
from extractors.lines import find_rows, segments_of
from pipeline.records import Box, Cell, PageLayout, Place, Shape, Table, Word

FOOTNOTE = re.compile(r"^(\d{1,2}|\*{1,5}|[a-e])(\))?\s*(.*)$")
ROAD_CONFIDENCE = {"tagged": 0.97, "ruled": 0.95, "banded": 0.85, "aligned": 0.75}
MOST_UNDER = 16  # columns under spanning headers; the ways to share more out are too many to try
ALIKE = 0.6  # share of a header row's cells that must be the same for it to be the header repeated
CLEAR_COST = 2.0  # points by which the best way to share columns out must beat the next
FEWEST_FRAMED = 3  # rows of a table whose first may be its title
LONG_NOTE = 60  # characters; labels of groups of rows are shorter
GUTTER_PLAY = 40.0  # points; a column border found by white space lies anywhere in its gutter


@dataclass(frozen=True, slots=True)
class PageTable:
    """One table on one page, before joining."""

    page: int
    grid: Grid
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    rest: bool  # too little to be a table; only the rest of one from the page before


def read_tables(
    pages: Sequence[PageLayout],
    grids: Mapping[int, Sequence[Grid]],
    furniture: Mapping[int, frozenset[Box]],
    means_something: Callable[[Table], bool],
    keep_marks: bool = False,
) -> tuple[Table, ...]:
    """All tables of a document in reading order.

    `grids` are the ruled and banded ones by page, `furniture` the boxes of running headers and footers. A table
    without any rules counts only where `means_something` says so, or where it goes on with one that counts.
    """
    known = known_words(pages)
    found: list[PageTable] = []
    for page in pages:
        here = [t for t in (_read_grid(page, grid, known) for grid in grids[page.number]) if t]
        boxes = [table.grid.box for table in here]
        body = replace(page, words=tuple(w for w in page.words if w.box not in furniture[page.number]))
        before = found[-1] if found else None

        def counts(table: PageTable, before: PageTable | None = before) -> bool:
            return means_something(_join([table])) or (before is not None and _same_layout(before, table))

        here += _read_unruled(body, boxes, known, counts)
        found += sorted(here, key=lambda t: (t.grid.box.top, t.grid.box.x0))
    by_number = {page.number: page for page in pages}
    groups: list[list[PageTable]] = []
    for table in found:
        if groups and (recut := _recut(groups[-1], table, by_number, known)) is not None:
            groups[-1], table = recut
        if groups and _goes_on(groups[-1][-1], table, by_number, furniture):
            groups[-1].append(table)
        elif not table.rest:
            groups.append([table])
    return tuple(_join(group) for group in groups)


def _read_unruled(
    page: PageLayout, taken: Sequence[Box], known: Collection[str], counts: Callable[[PageTable], bool]
) -> list[PageTable]:
    """Tables that white space alone shows: on the whole page, then in what is left beside columns of running text."""
    chains = prose_chains(page.words)
    prose = {id(word) for chain in chains for word in chain}
    beside = replace(page, words=tuple(w for w in page.words if id(w) not in prose))
    found: list[PageTable] = []
    for part in (page, beside) if prose else (page,):
        grids = find_aligned(part, [*taken, *(table.grid.box for table in found)])
        whole = [grid for grid in grids if part is beside or not cuts_prose(grid.box, chains)]
        found += [t for grid in whole if (t := _read_grid(part, grid, known)) and counts(t)]
    return found


def known_words(pages: Sequence[PageLayout]) -> frozenset[str]:
    """Words of the document that are surely whole, in lower case: those that stand between others on their line.

    The first word of a line may be the rest of one that a narrow column cut, the last one its beginning.
    """
    known: set[str] = set()
    for page in pages:
        for row in find_rows(page.words):
            for segment in segments_of(row):
                known.update(bare(w.text) for w in segment.words[1:-1])
                known.update(
                    part for w in segment.words for part in w.text.casefold().split("/")[:-1] if part.isalpha()
                )
    return frozenset(known)


# ------------------------------------------------------------------ one page


def _read_grid(page: PageLayout, grid: Grid, known: Collection[str]) -> PageTable | None:
    """The cells of a grid with their text; null where there is nothing like a table in it."""
    inside = words_in(page.words, grid.box)
    inside += [w for w in page.words if w.rise and w not in inside and centre_in(w.box, grid.box, 3.0)]
    fills = [s for s in page.shapes if s.fill and s.fill != "#ffffff"]
    cells = []
    for grid_cell in grid.cells:
        own = grid_cell.words
        words = [w for w in inside if centre_in(w.box, grid_cell.box)] if own is None else list(own)
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
            )
        )
    filled = [c for c in cells if c.text]
    if not filled:
        return None
    rest = len(filled) < 2 or len({c.col for c in filled}) < 2 or (grid.n_rows == 1 and grid.road != "ruled")
    rows = tuple(tuple(c for c in cells if c.row == r) for r in range(grid.n_rows))
    rows = tuple(row for row in rows if any(c.text for c in row) or any(c.row_span > 1 for c in row))
    rows = tuple(tuple(replace(c, row=i) for c in row) for i, row in enumerate(rows))
    headers = max(count_header_rows(rows), grid.header_rows or 0)
    return PageTable(page.number, grid, rows, headers, rest)


def _cell_colour(box: Box, words: Sequence[Word], fills: Sequence[Shape]) -> str | None:
    """The colour that a cell shows: that of its one small mark, else the fill behind it."""
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


def _without_empty_columns(cells: Sequence[Cell], n_cols: int) -> list[Cell]:
    """Sliver columns that no cell has text in (cell padding drawn as cells) are taken out."""
    used = {c.col for c in cells if c.text and c.col_span == 1}
    spanned = {c.col for c in cells if c.text}
    empty = [c for c in range(n_cols) if c not in used and c not in spanned]
    if not empty:
        return list(cells)
    shift = {c: sum(e < c for e in empty) for c in range(n_cols + 1)}
    out = []
    for cell in cells:
        if cell.col in empty and not cell.text and cell.col_span == 1:
            continue
        inner = sum(cell.col <= e < cell.col + cell.col_span for e in empty)
        span = max(1, cell.col_span - inner)
        out.append(replace(cell, col=cell.col - shift[cell.col], col_span=span))
    return out


def count_header_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many first rows are set apart as a header: bold, or on a fill that the rows below do not have."""
    if len(rows) < 2:
        return 0

    def style(row: Sequence[Cell]) -> tuple[bool, str | None]:
        filled = [c for c in row if c.text]
        bold = bool(filled) and all(c.bold for c in filled)
        fills = Counter(c.fill for c in filled)
        return bold, fills.most_common(1)[0][0] if fills else None

    styles = [style(row) for row in rows]
    body = Counter(styles[len(rows) // 2 :] if len(rows) > 3 else styles[1:]).most_common(1)[0][0]
    count = 0
    body_fills = {s[1] for s in styles[len(rows) // 2 :]} if len(rows) > 3 else {s[1] for s in styles[1:]}
    for row, (bold, fill) in zip(rows, styles, strict=True):
        apart = (bold and not body[0]) or (fill is not None and fill not in body_fills)
        lonely = sum(bool(c.text) for c in row) == 1 and count > 0  # a group label under the header
        if not apart or lonely:
            break
        count += 1
    return min(count, 3)


# ------------------------------------------------------------------ over page breaks


def _goes_on(
    above: PageTable, below: PageTable, pages: Mapping[int, PageLayout], furniture: Mapping[int, frozenset[Box]]
) -> bool:
    """Whether a table goes on from one page to the next: same columns, nothing but furniture in between."""
    if below.grid.continues:  # the tags say so
        return above.grid.road == "tagged" and below.page == above.page + 1 and above.grid.n_cols == below.grid.n_cols
    if below.page != above.page + 1 or not _same_layout(above, below):
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
    same_words = _header_words(above) == _header_words(below) != Counter()
    apart = below.page == above.page + 1 and {a.road, b.road} <= {"banded"} and a.n_cols != b.n_cols
    if not (apart and same_words and abs(a.box.x0 - b.box.x0) <= 6.0 and abs(a.box.x1 - b.box.x1) <= 6.0):
        return None
    if a.n_cols < b.n_cols:
        again = _read_grid(pages[above.page], _with_columns(a, b.xs, pages[above.page]), known)
        return ([*group[:-1], again], below) if again and len(group) == 1 else None
    again = _read_grid(pages[below.page], _with_columns(b, a.xs, pages[below.page]), known)
    return (list(group), again) if again else None


def _header_words(table: PageTable) -> Counter[str]:
    """The words of the header rows, in any order."""
    return Counter(w for row in table.rows[: table.header_rows] for c in row for w in c.text.split())


def _with_columns(grid: Grid, xs: Sequence[float], page: PageLayout) -> Grid:
    """A grid without verticals, with other columns."""
    ys = sorted({y for c in grid.cells for y in (c.box.top, c.box.bottom)})
    cells = band_cells(ys, xs, find_rows(words_in(page.words, grid.box)))
    return replace(grid, n_rows=len(ys) - 1, n_cols=len(xs) - 1, xs=tuple(xs), cells=tuple(cells))


def _same_layout(above: PageTable, below: PageTable) -> bool:
    """Whether two tables have the same columns; borders found by white space may lie anywhere in their gutter."""
    if above.grid.road == below.grid.road == "ruled":
        return aligned_columns(above.grid.xs, below.grid.xs)
    inner, other = above.grid.xs[1:-1], below.grid.xs[1:-1]  # the outer ones lie where the longest words end
    return len(inner) > 0 and aligned_columns(inner, other, GUTTER_PLAY)


def _same_header(a: PageTable, b: PageTable) -> int:
    """How many first rows of `b` repeat the header of `a`."""
    count = 0
    for row_a, row_b in zip(a.rows, b.rows, strict=False):
        texts_a, texts_b = ([re.sub(r"\W", "", c.text).casefold() for c in row] for row in (row_a, row_b))
        alike = sum(x == y for x, y in zip(texts_a, texts_b, strict=False))
        is_header = count < a.header_rows and count < b.header_rows and alike >= ALIKE * len(texts_a)
        if not any(texts_a) or not (texts_a == texts_b or is_header):
            break
        count += 1
    return count


def _join(group: Sequence[PageTable]) -> Table:
    """The pages of one table as one, repeated headers dropped, rows that a page break cut put together."""
    first = group[0]
    rows: list[tuple[Cell, ...]] = list(first.rows)
    header_rows = first.header_rows
    for part in group[1:]:
        repeated = _same_header(first, part)
        header_rows = max(header_rows, repeated)
        body = list(part.rows[repeated:])
        cut = part.grid.cut if part.grid.continues else bool(body) and _cut_row(rows[-1], body[0])
        if body and len(rows) > header_rows and cut:
            rows[-1] = _joined_row(rows[-1], body.pop(0))
        rows += body
    if first.grid.road not in ("tagged", "ruled"):
        rows = spread_headers(rows, header_rows)
    whole = [replace(cell, row=i) for i, row in enumerate(rows) for cell in row]
    cells = tuple(_without_empty_columns(whole, first.grid.n_cols))
    road = first.grid.road
    return Table(
        cells=cells,
        n_rows=len(rows),
        n_cols=max((c.col + c.col_span for c in cells), default=0),
        header_rows=header_rows,
        places=tuple(Place(part.page, part.grid.box) for part in group),
        road=road,
        confidence=ROAD_CONFIDENCE[road],
    )


def spread_headers(rows: Sequence[tuple[Cell, ...]], header_rows: int) -> list[tuple[Cell, ...]]:
    """Header cells that stand over several columns, where no rule shows how far they reach.

    The columns that have only a lower header are shared out among the upper headers of their run so that each upper
    text stands at the middle, or at the left edge, of its share.
    """
    out = list(rows)
    for r in range(header_rows - 1):
        lower = [c for c in out[r + 1] if c.text and c.col_span == 1]
        upper = [
            c for c in out[r] if c.text and c.row_span == 1 and any(c.col <= x.col < c.col + c.col_span for x in lower)
        ]
        taken = {col for c in out[r] if c not in upper and c.text for col in range(c.col, c.col + c.col_span)}
        lower = [c for c in lower if c.col not in taken]
        anchors = sorted({min(range(len(lower)), key=lambda i: abs(_centre(lower[i]) - _centre(c))) for c in upper})
        if not upper or len(anchors) != len(upper) or len(upper) == len(lower) or len(lower) > MOST_UNDER:
            continue
        if any(b.col - a.col != 1 for a, b in pairwise(lower)):
            continue
        shares = _best_shares(upper, lower, anchors)
        if not shares:
            continue
        covered = {c.col for c in lower} | {col for c in upper for col in range(c.col, c.col + c.col_span)}
        row = [c for c in out[r] if c.col not in covered]
        row += [
            replace(c, col=lower[start].col, col_span=end - start)
            for c, (start, end) in zip(upper, shares, strict=True)
        ]
        out[r] = tuple(sorted(row, key=lambda c: c.col))
    return out


def _centre(cell: Cell) -> float:
    return (cell.place.box.x0 + cell.place.box.x1) / 2


def _best_shares(upper: Sequence[Cell], lower: Sequence[Cell], anchors: Sequence[int]) -> list[tuple[int, int]]:
    """For each upper header the part of the run that it stands over, as indices from and to; none where two ways
    are about as good."""
    bounds = [range(a + 1, b + 1) for a, b in pairwise(anchors)]
    ways = []
    for cuts in product(*bounds):
        edges = [0, *cuts, len(lower)]
        shares = list(pairwise(edges))
        cost = 0.0
        for cell, (start, end) in zip(upper, shares, strict=True):
            box, under = cell.place.box, union(c.place.box for c in lower[start:end])
            middle = abs((box.x0 + box.x1) / 2 - (under.x0 + under.x1) / 2)
            cost += min(middle, abs(box.x0 - under.x0), abs(under.x1 - box.x1))
        ways.append((cost, shares))
    ways.sort()
    return [] if len(ways) > 1 and ways[1][0] - ways[0][0] < CLEAR_COST else ways[0][1]


def _cut_row(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    first = [c for c in below if c.text]
    if not first or len(above) != len(below):
        return False
    above_text = {c.col: c.text for c in above}
    new = [c for c in first if not above_text.get(c.col)]
    if new:
        return False  # it fills a column that the row before left blank
    if len(first) < sum(bool(t) for t in above_text.values()) and not below[0].text:
        return True
    return all(_goes_on_mid_sentence(above_text[c.col], c.text) for c in first)


def _goes_on_mid_sentence(before: str, after: str) -> bool:
    return bool(after[:1].islower() or after[:1] in "(/-–" or (before[-1:] in ",-–/("))


def _joined_row(above: Sequence[Cell], below: Sequence[Cell]) -> tuple[Cell, ...]:
    rest = {c.col: c for c in below}
    out = []
    for cell in above:
        more = rest.get(cell.col)
        if more is None or not more.text:
            out.append(cell)
        elif not cell.text:
            out.append(replace(more, row=cell.row))
        else:
            hyphen = cell.text[-1] == "-" and more.text[:1].islower()
            text = cell.text[:-1] + more.text if hyphen else f"{cell.text} {more.text}"
            printed = f"{cell.printed} {more.printed}" if cell.marks or more.marks else text
            marks, lines = cell.marks + more.marks, cell.lines + more.lines
            out.append(replace(cell, text=text, printed=printed, lines=lines, marks=marks))
    return tuple(out)


# ------------------------------------------------------------------ captions and footnotes


def without_frame(table: Table) -> Table:
    """A table without a title in its first row and a source or note in its last: one cell over all columns."""
    rows = rows_of(table)
    caption, caption_place = table.caption, table.caption_place
    notes = list(table.notes)
    first, last = 0, len(rows)
    if last >= FEWEST_FRAMED and table.n_cols > 1 and _spans(rows[0], table) and not _spans(rows[1], table):
        caption, caption_place, first = rows[0][0].text, rows[0][0].place, 1
    while last - first > 2 and table.n_cols > 1 and _spans(rows[last - 1], table) and _is_note(rows[last - 1][0].text):
        last -= 1
        notes.append(("", rows[last][0].text))
    cells = tuple(replace(c, row=c.row - first) for row in rows[first:last] for c in row)
    return replace(
        table,
        cells=cells,
        n_rows=last - first,
        header_rows=max(0, table.header_rows - first),
        caption=caption,
        caption_place=caption_place,
        notes=tuple(notes),
    )


def _spans(row: Sequence[Cell], table: Table) -> bool:
    """Whether one cell fills a whole row."""
    return len(row) == 1 and row[0].col_span == table.n_cols and row[0].row_span == 1 and bool(row[0].text)


def _is_note(text: str) -> bool:
    """Whether a text is a remark under a table: long, or a word and a colon, or a footnote mark before it."""
    return len(text) >= LONG_NOTE or bool(re.match(r"^(?:\w+:\s|[*†‡]|\d\)\s)", text))


def rows_of(table: Table) -> list[list[Cell]]:
    """The cells of a table row by row, each from left to right."""
    rows: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    for row in rows:
        row.sort(key=lambda c: c.col)
    return rows


def split_note(line: str) -> tuple[str, str] | None:
    """A footnote line as (mark, text); null where the line is none."""
    match = FOOTNOTE.match(line.translate(SUPERSCRIPTS) if line[:1] in "¹²³⁴⁵⁶⁷⁸⁹" else line)
    if not match or not match.group(3):
        return None
    mark, bracket, text = match.groups()
    if mark.isalpha() and not bracket:
        return None
    return mark, text
