"""Pages -> tables of cells: grids read, captions and footnotes found, tables joined over page breaks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from extractors.aligned import cuts_prose, find_aligned, prose_chains
from extractors.cells import Grid, words_in, words_outside
from extractors.filled import read_grid
from extractors.flow import bare
from extractors.geometry import touches
from extractors.joined import PageTable, join_parts, same_layout
from extractors.lines import any_side_by_side, body_words, find_rows, page_rows
from extractors.page_breaks import SAME_START, goes_on, marked_cut, read_begun, read_carried, recut, with_columns_of
from extractors.spaced import find_spaced
from extractors.text_columns import find_text_columns
from pipeline.records import Box, PageLayout, Table, Word


def read_tables(
    pages: Sequence[PageLayout],
    grids: Mapping[int, Sequence[Grid]],
    furniture: Mapping[int, frozenset[Box]],
    boxes_of: Mapping[int, Sequence[Box]],
    known: Collection[str],
    means_something: Callable[[Table], bool],
) -> tuple[Table, ...]:
    """All tables of a document in reading order.

    `grids` are the ruled and banded ones by page, `furniture` the boxes of running headers and footers, `boxes_of`
    the boxes side by side, `known` the whole words of the document. A table without any rules counts only where
    `means_something` says so, or where it goes on with one that counts.
    """
    found: list[PageTable] = []
    by_number = {page.number: page for page in pages}
    for page in pages:
        here = [t for t in (read_grid(page, grid, known) for grid in grids[page.number]) if t]
        boxes = [table.grid.box for table in here]
        body = replace(page, words=body_words(page.words, furniture[page.number]))
        before = found[-1] if found else None

        def counts(table: PageTable, before: PageTable | None = before) -> bool:
            return means_something(join_parts([table])) or (before is not None and same_layout(before, table))

        if found and not any(goes_on(found[-1], table, by_number, furniture) for table in here):
            whole = [table.grid.box for table in here if not table.rest]
            if rest := read_carried(page, found, whole, by_number, furniture, known):
                here = [rest, *(t for t in here if not touches(t.grid.box, rest.grid.box, -1.0))]
                boxes = [table.grid.box for table in here]
        if not here and (begun := read_begun(page, found, by_number, furniture, known, means_something)):
            found.append(begun[0])
            here.append(begun[1])
            boxes.append(begun[1].grid.box)
        here += _read_unruled(body, boxes, boxes_of[page.number], known, counts)
        found += sorted(here, key=lambda t: (t.grid.box.top, t.grid.box.x0))
    groups = _over_breaks(found, by_number, furniture, known)
    return tuple(join_parts([*group[:-1], marked_cut(group[-1], by_number, furniture)]) for group in groups)


def _over_breaks(
    found: Sequence[PageTable],
    by_number: Mapping[int, PageLayout],
    furniture: Mapping[int, frozenset[Box]],
    known: Collection[str],
) -> list[list[PageTable]]:
    """The tables of single pages, those together that are one table over page breaks."""
    groups: list[list[PageTable]] = []
    lone: PageTable | None = None  # one row and no table by itself: a header at the foot of a page, if one goes on
    for table in found:
        lone = with_columns_of(table, lone, by_number, known) if lone is not None else None
        if lone is not None and goes_on(lone, table, by_number, furniture):
            groups.append([lone])
        if groups and (both := recut(groups[-1], table, by_number, known)) is not None:
            groups[-1], table = both
        if groups and goes_on(groups[-1][-1], table, by_number, furniture):
            groups[-1].append(table)
            lone = None
        elif table.rest:
            lone = table
        else:
            groups.append([table])
            lone = None
    return groups


def _read_unruled(
    page: PageLayout,
    taken: Sequence[Box],
    boxes: Sequence[Box],
    known: Collection[str],
    counts: Callable[[PageTable], bool],
) -> list[PageTable]:
    """Tables that white space alone shows: column by column where the text is set in columns, and box by box where it
    stands in `boxes` side by side."""
    free = words_outside(page.words, taken)
    if not any_side_by_side(find_rows(free)):  # as on most pages of running text
        return []
    parts: dict[tuple[float, int | None], list[Word]] = {}
    columns = find_text_columns(free, taken, page.width)
    for word in page.words if columns else ():
        places = ((c.top, c.column_of(word.box)) for c in columns)
        parts.setdefault(next((p for p in places if p[1] is not None), (0.0, None)), []).append(word)
    sides = [_holding(page, words) for words in parts.values()] or [page]
    found = [table for side in sides for table in _read_aligned(side, taken, known, counts)]
    spanning = any(sum(touches(t.grid.box, box, -SAME_START) for box in boxes) > 1 for t in found)
    if not boxes or (found and not spanning):
        return found
    held, outside = [words_in(page.words, box) for box in boxes], words_outside(page.words, boxes)
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
        free = tuple(words_outside(part.words, taken))
        for find in (find_spaced, find_aligned):
            boxes = [table.grid.box for table in found]
            grids = find(tuple(words_outside(free, boxes)) if boxes else free, [*taken, *boxes])
            whole = [grid for grid in grids if part is beside or not cuts_prose(grid, chains)]
            found += [t for grid in whole if (t := read_grid(part, grid, known)) and counts(t)]
    return found


def known_words(pages: Sequence[PageLayout]) -> frozenset[str]:
    """Words of the document that are surely whole, in lower case: those that stand between others on their line.

    The first word of a line may be the rest of one that a narrow column cut, the last one its beginning.
    """
    rows = [row for page in pages for row in page_rows(page)]
    inner = {w.text for row in rows for segment in row.parts for w in segment.words[1:-1]}
    slashed = {w.text.casefold() for row in rows if "/" in row.text for w in row if "/" in w.text}
    before_slash = {part for text in slashed for part in text.split("/")[:-1] if part.isalpha()}
    return frozenset(map(bare, inner)) | before_slash
