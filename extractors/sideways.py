"""Text that runs up or down on a page which otherwise runs upright: read where it is the header of a column, as narrow
columns of scorecards have it. All other sideways text is left out and told.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.cells import Grid, words_in
from extractors.columns import is_figure
from extractors.flow import HYPHENS, read_flow
from extractors.geometry import centre_in, union
from extractors.header_rows import count_header_rows, print_style
from extractors.ink import Glyphs
from extractors.turned import WAYS, turned, turned_back, turned_glyphs
from extractors.words import find_words, readable
from pipeline.records import Box, Cell, PageLayout, Place, Table, Trouble, Word

CODE = "sideways-text"


def find_sideways(glyphs: Glyphs, width: float, height: float) -> tuple[tuple[str, tuple[Word, ...]], ...]:
    """The words of a page that run up, and those that run down, as they stand on the sheet turned that way."""
    found = ((way, turned_glyphs(glyphs, way, width, height)) for way in WAYS)
    return tuple((way, find_words(readable(these))) for way, these in found if len(these))


def sideways_text(count: int, number: int) -> tuple[Trouble, ...]:
    """What is told of text that runs another way than the rest of its page."""
    if not count:
        return ()
    message = f"{count} characters on page {number} run in another direction than the rest of it and were left out."
    return (Trouble("pages", "warning", CODE, message, number),)


def with_sideways_headers(page: PageLayout, grid: Grid, cells: Sequence[Cell], known: Collection[str]) -> list[Cell]:
    """The cells of a grid with the sideways text of its header; that of other cells, the names of groups of rows beside
    them, stays out."""
    if not page.sideways:
        return list(cells)
    read = [_turned_cell(page, cell, at.box, known) for cell, at in zip(cells, grid.cells, strict=True)]
    rows = [[c for c in read if c.row == r] for r in range(grid.n_rows)]
    rows = [row for row in rows if any(c.text for c in row)]
    count = count_header_rows(rows)
    first = min(count, len(rows)) or int(bool(rows) and not any(is_figure(c.text) for c in rows[0]))
    end = rows[first][0].row if first < len(rows) else grid.n_rows
    return [
        new if new is not old and _heads_column(new, end, cells, read) else old
        for old, new in zip(cells, read, strict=True)
    ]


def _heads_column(cell: Cell, end: int, cells: Sequence[Cell], read: Sequence[Cell]) -> bool:
    """Whether a cell of a header that ends before the row `end` names what stands below it. Over names of groups alone,
    which run sideways too and stay out, it names nothing that is read."""
    below = [
        (old, new)
        for old, new in zip(cells, read, strict=True)
        if old.row >= end and cell.col <= old.col < cell.col + cell.col_span
    ]
    turned_only = any(new.text for _, new in below) and not any(old.text for old, _ in below)
    return cell.row + cell.row_span <= end and not turned_only


def _turned_cell(page: PageLayout, cell: Cell, box: Box, known: Collection[str]) -> Cell:
    """A cell without upright text with the sideways text that stands in its box."""
    if cell.text:
        return cell
    for way, words in page.sideways:
        own = words_in(words, turned(box, way, page.width, page.height))
        if not own:
            continue
        flow = read_flow(own, turned(box, way, page.width, page.height), known)
        place = turned_back(union(w.box for w in own), way, page.height, page.width)
        return replace(
            cell,
            text=flow.text,
            printed=flow.text,
            lines=flow.lines,
            marks=flow.marks,
            place=Place(page.number, place),
            bold=sum(w.bold for w in own) > 0.5 * len(own),
            print_style=print_style(own),
        )
    return cell


def tell_unread(
    troubles: Sequence[Trouble], pages: Sequence[PageLayout], tables: Sequence[Table]
) -> tuple[Trouble, ...]:
    """What is told of left out text, less the sideways words that were read as headers of tables."""
    read = {page.number: _letters_read(page, tables) for page in pages if page.sideways}
    told: list[Trouble] = []
    for trouble in troubles:
        count = read.get(trouble.page or 0, 0)
        if trouble.code != CODE or not count:
            told.append(trouble)
            continue
        told += sideways_text(int(trouble.message.split()[0]) - count, trouble.page or 0)
    return tuple(told)


def _letters_read(page: PageLayout, tables: Sequence[Table]) -> int:
    """How many characters that run sideways on a page stand in tables, in words of their headers. Those that a table
    repeats on each of its pages count on each."""
    count = 0
    for way, words in page.sideways:
        for word in words:
            box = turned_back(word.box, way, page.height, page.width)
            count += len(word.text) * any(
                place.page == page.number and centre_in(box, place.box) and _in_header(word.text, table)
                for table in tables
                for place in table.places
            )
    return count


def _in_header(text: str, table: Table) -> bool:
    return any(text.strip(HYPHENS) in c.text for c in table.cells if c.row < max(1, table.header_rows))
