"""The parts of a table that stand on following pages, put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from extractors.cells import DRAWN, Grid, aligned_columns
from extractors.columns import has_value
from extractors.geometry import union
from extractors.levels import is_repeated
from pipeline.records import Cell, Place, Table

ROAD_CONFIDENCE = {"tagged": 0.97, "ruled": 0.95, "banded": 0.85, "aligned": 0.75}
MOST_UNDER = 16  # columns under spanning headers; the ways to share more out are too many to try
ALIKE = 0.6  # share of a header row's cells that must be the same for it to be the header repeated
CLEAR_COST = 2.0  # points by which the best way to share columns out must beat the next
FEWEST_FILLED = 3  # cells of a row, for one whose only text is alone to be its rest
GUTTER_PLAY = 40.0  # points; a column border found by white space lies anywhere in its gutter


@dataclass(frozen=True, slots=True)
class PageTable:
    """One table on one page, before joining."""

    page: int
    grid: Grid
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    rest: bool  # too little to be a table; only the rest of one from the page before


def same_layout(above: PageTable, below: PageTable) -> bool:
    """Whether two tables have the same columns; borders found by white space may lie anywhere in their gutter."""
    if above.grid.road == below.grid.road == "ruled":
        return aligned_columns(above.grid.xs, below.grid.xs)
    inner, other = above.grid.xs[1:-1], below.grid.xs[1:-1]  # the outer ones lie where the longest words end
    return len(inner) > 0 and aligned_columns(inner, other, GUTTER_PLAY)


def header_words(table: PageTable) -> Counter[str]:
    """The words of the header rows, in any order."""
    return Counter(w for row in table.rows[: table.header_rows] for c in row for w in c.text.split())


def _same_header(a: PageTable, b: PageTable) -> int:
    """How many first rows of `b` repeat the header of `a`. What stands at half the height of two levels may have been
    put into either."""
    if a.header_rows == b.header_rows > 0 and header_words(a) == header_words(b) != Counter():
        return a.header_rows
    count = 0
    for row_a, row_b in zip(a.rows, b.rows, strict=False):
        texts_a, texts_b = ([re.sub(r"\W", "", c.text).casefold() for c in row] for row in (row_a, row_b))
        alike = sum(x == y for x, y in zip(texts_a, texts_b, strict=False))
        is_header = count < a.header_rows and count < b.header_rows and alike >= ALIKE * len(texts_a)
        if not any(texts_a) or not (texts_a == texts_b or is_header):
            break
        count += 1
    return count


def join_parts(group: Sequence[PageTable]) -> Table:
    """The pages of one table as one, repeated headers dropped, rows that a page break cut put together."""
    first = group[0]
    rows: list[tuple[Cell, ...]] = list(first.rows)
    header_rows = first.header_rows
    for before, part in pairwise(group):
        repeated = _same_header(first, part)
        header_rows = max(header_rows, repeated)
        body = list(part.rows[repeated:])
        if body and len(rows) > header_rows and not part.grid.continues:
            rows, body[0] = _joined_merged(rows, body[0], before.grid.open_columns)
        cut = part.grid.cut if part.grid.continues else bool(body) and _cut_row(rows[-1], body[0])
        if body and len(rows) > header_rows and cut:
            rows[-1] = _joined_row(rows[-1], body.pop(0))
            rows = [tuple(_one_less(c, i, len(rows)) for c in row) for i, row in enumerate(rows)]
        rows += body
    if first.grid.road not in DRAWN:
        rows = spread_headers(rows, header_rows)
    whole = [cell if cell.row == i else replace(cell, row=i) for i, row in enumerate(rows) for cell in row]
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
        texts = [c.text for c in lower]
        like = [i for i, text in enumerate(texts) if is_repeated(text, texts)]
        if len(like) > len(upper):  # a label before them, or a source behind them, stands under none
            lower = lower[like[0] : like[-1] + 1]
        anchors = sorted({min(range(len(lower)), key=lambda i: abs(_centre(lower[i]) - _centre(c))) for c in upper})
        if not upper or len(anchors) != len(upper) or len(upper) == len(lower) or len(lower) > MOST_UNDER:
            continue
        if any(b.col - a.col != 1 for a, b in pairwise(lower)):
            continue
        shares = _like_shares([c.text for c in lower], anchors) or _best_shares(upper, lower, anchors)
        if not shares:
            continue
        covered = {c.col for c in lower} | {col for c in upper for col in range(c.col, c.col + c.col_span)}
        row = [c for c in out[r] if c.col not in covered]
        free = sorted({col for c in upper for col in range(c.col, c.col + c.col_span)} - {c.col for c in lower})
        row += [replace(upper[0], col=col, col_span=1, text="", printed="", lines=(), marks=()) for col in free]
        row += [
            replace(c, col=lower[start].col, col_span=end - start)
            for c, (start, end) in zip(upper, shares, strict=True)
        ]
        out[r] = tuple(sorted(row, key=lambda c: c.col))
    return out


def _centre(cell: Cell) -> float:
    return (cell.place.box.x0 + cell.place.box.x1) / 2


def _like_shares(texts: Sequence[str], anchors: Sequence[int]) -> list[tuple[int, int]]:
    """The parts of a lower header under each upper one where it says the same again under each; else none."""
    size, rest = divmod(len(texts), len(anchors))
    alike = rest == 0 and size > 1 and all(a == b for a, b in zip(texts, texts[size:], strict=False))
    shares = [(i * size, (i + 1) * size) for i in range(len(anchors))]
    apart = len(set(texts[:size])) == size and all(a <= at < b for at, (a, b) in zip(anchors, shares, strict=True))
    return shares if alike and apart else []


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


def _joined_merged(
    rows: Sequence[tuple[Cell, ...]], below: tuple[Cell, ...], open_columns: frozenset[int]
) -> tuple[list[tuple[Cell, ...]], tuple[Cell, ...]]:
    """Cells over several rows that a page break cuts, as one: the rest below is blank, or goes on with the text.

    `below` are the cells of the first row after the break, handed back without the rests; `open_columns` those whose
    last cell no rule closes before it.
    """
    out, kept = list(rows), []
    for cell in below:
        home = next((r for r in reversed(range(len(out))) if any(c.col == cell.col for c in out[r])), None)
        above = next((c for c in out[home] if c.col == cell.col), None) if home is not None else None
        if home is None or above is None or home + above.row_span < len(out) or above.col_span != cell.col_span:
            kept.append(cell)
            continue
        is_open = above.col in open_columns
        tall = is_open or above.row_span > 1 or cell.row_span > 1
        tall = tall or (not cell.text and any(c.col == cell.col and c.row_span > 1 for row in out for c in row))
        goes_on = not cell.text or is_open or (cell.row_span > 1 and _goes_on_mid_sentence(above.text, cell.text))
        if not (above.text and tall and goes_on):
            kept.append(cell)
            continue
        [joined] = _joined_row([above], [cell])
        joined = replace(joined, row_span=above.row_span + cell.row_span)
        out[home] = tuple(joined if c is above else c for c in out[home])
    return out, tuple(kept)


def _one_less(cell: Cell, row: int, n_rows: int) -> Cell:
    """A cell that reaches beyond the rows so far, whose next row was put into the last one."""
    return replace(cell, row_span=cell.row_span - 1) if row + cell.row_span > n_rows else cell


def _cut_row(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    first = [c for c in below if c.text]
    if not first or not {c.col for c in below} <= {c.col for c in above}:
        return False
    above_text = {c.col: c.text for c in above}
    new = [c for c in first if not above_text.get(c.col)]
    if new:
        return False  # it fills a column that the row before left blank
    if any(has_value(c.text) and has_value(above_text[c.col]) for c in first):
        return False  # each has a value of its own
    ends = {c.col: c for c in above}
    if len(first) > 1 and all(_begins_anew(ends[c.col], c) for c in first):
        return False
    if len(first) == 1 and sum(bool(t) for t in above_text.values()) >= FEWEST_FILLED:
        [rest], over = first, ends[first[0].col]
        alike = rest.col_span == 1 and rest.print_style == over.print_style and rest.bold == over.bold
        if alike and not ends_sentence(over.text) and rest.first_width > over.room:
            return True  # its first word would not have fitted above, and nothing else is new
    if len(first) < sum(bool(t) for t in above_text.values()) and not below[0].text:
        return True
    return all(_goes_on_mid_sentence(above_text[c.col], c.text) for c in first)


def _begins_anew(above: Cell, below: Cell) -> bool:
    """Whether a text is no rest of the cell above: it begins as texts do, and its first word would have fitted."""
    return not _goes_on_mid_sentence(above.text, below.text) and below.first_width <= above.room


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return bool(re.search(r"[.!?:]\W?$", text))


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
