"""Rows of a table that stand beyond its rules: a header over the first, rows below the last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.bare_bodies import ROW_STEP, begins_anew
from extractors.columns import MIN_GUTTER, NUMBER, column_of, crosses, has_number, is_tabular
from extractors.edges import Edge
from extractors.ladders import TEXT_WORDS
from extractors.levels import MOST_WORDS
from extractors.lines import SAME_SIZE, Row, Segment

LONG = 0.6  # of the table's width
FLUSH = 3.0  # points by which the ends of a header and its values differ
LINE_WHITE = 0.8  # of the font size; white between two lines of one text


def rows_beyond(
    part: Sequence[Edge], rows: Sequence[Row], xs: Sequence[float], goes_on: bool
) -> tuple[list[Row], list[Row]]:
    """Table rows directly above the first rule (a header, or rows from the page before) and below the last."""
    up: list[Row] = []
    pending: list[Row] = []
    last = part[0].at
    headed = not goes_on and _is_header(next((r for r in rows if r.middle > part[0].at), None), xs)
    for row in reversed([r for r in rows if r.middle < part[0].at - 1]):
        if last - max(w.box.bottom for w in row) > ROW_STEP * row[0].size:
            break
        if up and (_labels_text(row, up[-1]) or _stands_before_header(row, up[-1], xs)):
            break
        if _is_text_in_columns(row, xs) or (not up and _runs_across(row, xs)):
            break
        if headed and (has_number(row) or not all(w.bold for w in row)):
            break  # of the table above, or a legend: what goes before a header has no figures, and is in its print
        pending.append(row)
        if is_tabular(row, xs[0], xs[-1]) or (_heads_values(row, up[-1]) if up else _names_columns(row, xs)):
            up += pending
            pending = []
        elif (
            up
            and _stands_at_half(row, up[-1])
            and _is_split(next((r for r in reversed(rows) if r.middle < row.middle), None), up)
        ):
            continue
        elif (up and not _is_upper_header(row, up[-1], xs)) or len(pending) > 2:
            pending.pop()
            break
        last = row.middle
    if up:
        up += pending
    elif goes_on:
        up = _rest_of_row(rows, part[0].at, xs)
    down: list[Row] = []
    waiting: list[Row] = []
    inner = [r for r in rows if part[0].at - 1 <= r.middle <= part[-1].at + 1]
    body = Counter(round(w.size, 1) for r in inner for w in r).most_common(1)
    last = part[-1].at
    below = [r for r in rows if r.middle > part[-1].at + 1]
    for i, row in enumerate(below):
        if min(w.box.top for w in row) - last > ROW_STEP * row[0].size:
            break
        if body and abs(row[0].size - body[0][0]) > SAME_SIZE:
            break  # footnotes and headings are set in another size
        if begins_anew(row, [*up[::-1], *inner, *down]):
            waiting = []  # the header of another table, with its caption
            break
        if is_tabular(row, xs[0], xs[-1]) and _is_row_below(row, xs):
            down += [*waiting, row]
            waiting = []
        elif not is_tabular(row, xs[0], xs[-1]) and _may_wrap(row, [*up, *inner, *down, *waiting], xs):
            waiting.append(row)  # a line of a wrapped cell, if a row stands around it
        elif down and _leads_rows(row, below[i + 1 : i + 2], down, xs):
            waiting.append(row)
        else:
            break
        last = row.middle
    return up[::-1], [*down, *waiting] if down else []


def _is_header(row: Row | None, xs: Sequence[float]) -> bool:
    """Whether a line is bold, in columns, and without a number that is no year."""
    if row is None or not all(w.bold for w in row):
        return False
    return is_tabular(row, xs[0], xs[-1]) and not has_number(row)


def _may_wrap(row: Row, before: Sequence[Row], xs: Sequence[float]) -> bool:
    """Whether a line with one part may go on with the row before it: a label in bold print leads what follows, unless
    that row is bold as well (`SUMMA EGET KAPITAL / OCH SKULDER`)."""
    parts = row.parts
    if crosses(parts, xs) and (len(parts) > 1 or not _ends_before_next(parts[0], before, xs)):
        return False
    if not all(w.bold for w in row):
        return True
    near = bool(before) and row[0].box.top - max(w.box.bottom for w in before[-1]) <= LINE_WHITE * row[0].size
    return near and all(w.bold for w in before[-1])


def _leads_rows(row: Row, below: Sequence[Row], before: Sequence[Row], xs: Sequence[float]) -> bool:
    """Whether a bold line leads a group of rows of the same table, `Mål 2: Vården är trygg`: right under it stands a
    row with values that fills the columns which a row above it fills."""
    if len(row.parts) > 1 or not all(w.bold for w in row) or not below or all(w.bold for w in below[0]):
        return False
    after = below[0]
    near = after.box.top - row.box.bottom <= ROW_STEP * row[0].size
    flush = abs(after.box.x0 - row.box.x0) < 2 * row[0].size and not crosses(after.parts, xs)
    columns = {column_of(part, xs) for part in after.parts}
    return near and flush and has_number(after) and any({column_of(p, xs) for p in r.parts} == columns for r in before)


def _ends_before_next(part: Segment, rows: Sequence[Row], xs: Sequence[float]) -> bool:
    """Whether a text ends before any text of the next column begins: few rows leave it open where in the white between
    them the border lies."""
    border = next((x for x in xs[1:-1] if part.x0 < x - MIN_GUTTER), xs[-1])
    return all(s.x0 > part.x1 + MIN_GUTTER for row in rows for s in row.parts if s.x0 >= border)


def _rest_of_row(rows: Sequence[Row], edge: float, xs: Sequence[float]) -> list[Row]:
    """Lines right above the first rule of a table that goes on from the page before: the rest of a row cut there."""
    found: list[Row] = []
    last = edge
    for row in reversed([r for r in rows if r.middle < edge - 1]):
        if last - max(w.box.bottom for w in row) > ROW_STEP * row[0].size or crosses(row.parts, xs):
            break
        found.append(row)
        last = row.middle
    return found


def _names_columns(row: Row, xs: Sequence[float]) -> bool:
    """Whether a bold line stands right over the columns beyond the first, a text over each: a header that names no
    labels may stand closer than the parts of a row do."""
    parts = row.parts
    own = {column_of(part, xs) for part in parts}
    return all(w.bold for w in row) and 2 < len(parts) == len(own) == len(xs) - 2 and not crosses(parts, xs)


def _heads_values(row: Row, below: Row) -> bool:
    """Whether each text of a bold line ends or begins where a value of the plain line below it does, and none stands
    over its label: such a header may stand closer, too, and over borders that few rows show."""
    over, under = row.parts, below.parts[1:]
    if not 1 < len(over) == len(under) or any(w.bold for w in below) or not all(w.bold for w in row):
        return False
    flush = (abs(a.x1 - b.x1) < FLUSH or abs(a.x0 - b.x0) < FLUSH for a, b in zip(over, under, strict=True))
    return has_number(below) and not has_number(row) and all(flush)


def _is_upper_header(row: Row, header: Row, xs: Sequence[float]) -> bool:
    """Whether a line over a header is the beginning of one of its wrapped cells, or a short header over several: alike
    in print, not in the first column, where captions stand."""
    alike = abs(row[0].size - header[0].size) <= 0.3 and row[0].bold == header[0].bold
    parts = row.parts
    short = all(w.bold for w in row) and all(len(s.words) <= MOST_WORDS for s in parts)
    return alike and row[0].box.x0 > xs[1] and (short or not crosses(parts, xs))


def _stands_at_half(row: Row, header: Row) -> bool:
    """Whether a bold line begins above a line of a bold header and reaches down into it, left of it: the label of the
    first column, at half the height of headers of two lines."""
    bold = all(w.bold for w in (*row, *header))
    return bold and row.box.bottom > header.box.top + 1 and row.box.x1 < header.box.x0


def _is_split(row: Row | None, header: Sequence[Row]) -> bool:
    """Whether the upper line of a header tells what belongs to which column of the line below it."""
    return row is not None and (len(row.parts) == len(header[-1].parts) or heads_parts(row, header))


def heads_parts(row: Row, rows: Sequence[Row]) -> bool:
    """Whether each word of a bold line begins where a part of a bold line right below does: `Utfall Utfall Mål` over
    `2031`, `2032` and `2033` in columns so narrow that the words stand as close as in a text."""
    if len(row.parts) != 1 or len(row) < 2 or not all(w.bold for w in row):
        return False
    under = [r for r in rows if r.middle > row.middle and r.box.top - row.box.bottom <= LINE_WHITE * row[0].size]
    begins = [w.box.x0 for w in row]
    return any(len(r.parts) == len(begins) and all(w.bold for w in r) and _begin_at(r.parts, begins) for r in under)


def _begin_at(parts: Sequence[Segment], begins: Sequence[float]) -> bool:
    return all(abs(part.x0 - x) <= 1.0 for part, x in zip(parts, begins, strict=True))


def _runs_across(row: Row, xs: Sequence[float]) -> bool:
    """Whether a line right over the first rule runs over most of the table and across its columns: a heading or text
    over the table, above which no header of it stands."""
    parts = row.parts
    wide = row[-1].box.x1 - row[0].box.x0 >= LONG * (xs[-1] - xs[0])
    return len(parts) == 1 and wide and len(xs) > 2 and crosses(parts, xs)


def _labels_text(row: Row, header: Row) -> bool:
    """Whether a line over a header is a label and what it says, in another print, with a mark between them:
    `Bedömning: ● Uppnås`."""
    parts = row.parts
    return len(parts) == 2 and parts[0].text.endswith(":") and row[0].bold != header[0].bold


def _stands_before_header(row: Row, header: Row, xs: Sequence[float]) -> bool:
    """Whether a line over a bold header is plain print that stands over the first column alone: a word about the table,
    and no part of its header."""
    plain = not any(w.bold for w in row) and all(w.bold for w in header)
    return plain and row[-1].box.x1 < xs[1] and len(header.parts) > 2


def _is_text_in_columns(row: Row, xs: Sequence[float]) -> bool:
    """Whether a line is running text in two columns, of which the left one runs over the first column of a table with
    more than that. Seen in budgets, right over the caption of a table."""
    parts = row.parts
    text = len(parts) == 2 and all(len(part.words) >= TEXT_WORDS for part in parts)
    return text and len(xs) > 4 and parts[0].x0 < xs[1] - MIN_GUTTER and parts[0].x1 > xs[1] + MIN_GUTTER


def _is_row_below(row: Row, xs: Sequence[float]) -> bool:
    """Whether a tabular line under the last rule is a row of the table."""
    parts = row.parts
    return len(parts) >= 3 or bool(NUMBER.match(parts[-1].text)) or not crosses(parts, xs)
