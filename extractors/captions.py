"""What stands around a table's rows: its title, notes and footnotes; and its cells row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from extractors.flow import SUPERSCRIPTS
from pipeline.records import Cell, Table

FOOTNOTE = re.compile(r"^(\d{1,2}|\*{1,5}|[a-e])(\))?\s*(.*)$")
FEWEST_FRAMED = 3  # rows of a table whose first may be its title
LONG_NOTE = 60  # characters; labels of groups of rows are shorter


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
        row.sort(key=attrgetter("col"))
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
