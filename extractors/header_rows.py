"""Which first rows of a table are its header, told by their print alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from extractors.columns import is_figure
from pipeline.records import Cell, Word

V = TypeVar("V")
FEWEST_AMOUNTS = 2


def print_style(words: Sequence[Word]) -> tuple[float, bool, str]:
    """Size (to half a point), slant and colour of most of the letters."""
    styles = {(word.size, word.italic, word.colour): 0 for word in words}
    if len(styles) == 1:  # as in nearly all cells
        ((size, italic, colour),) = styles
        return round(2 * size) / 2, italic, colour
    for word in words:
        styles[word.size, word.italic, word.colour] += len(word.text)
    letters: dict[tuple[float, bool, str], int] = {}
    for (size, italic, colour), count in styles.items():
        style = round(2 * size) / 2, italic, colour
        letters[style] = letters.get(style, 0) + count
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
        if not apart or lonely or holds_amounts(row) or _is_group_label(row, rows[count - 1] if count else None):
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


def holds_amounts(row: Sequence[Cell]) -> bool:
    """Whether a row is one of sums, however it is set: figures that are no years stand in several of its cells."""
    return sum(is_figure(c.text) for c in row) >= FEWEST_AMOUNTS


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
    ends = (i for i in range(title, len(rows)) if prints[i] != prints[title] or holds_amounts(rows[i]))
    end = next(ends, len(rows))
    below = [_usual(c.print_style for c in row if c.text) for row in rows[end:]]
    return end if len(below) >= 2 and not any(style in prints[title] for style in below) else 0


def _usual(values: Iterable[V]) -> V | None:
    """The value that there is most of; null where there are none."""
    counts = Counter(values).most_common(1)
    return counts[0][0] if counts else None
