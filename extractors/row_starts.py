"""Which printed lines of a band of cells begin rows of their own, and which go on with the line above."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractors.columns import YEARS, has_value, is_figure
from extractors.lines import Row, Segment, join_words
from extractors.once import once
from pipeline.light import light
from pipeline.records import Word

FEWEST_ROWS = 2  # lines with values from which a band may hold several rows
ROW_SHARE = 0.4  # of the lines of a band that must carry values of their own
PADDING = 8.0  # points; more white than this at a cell's edge is no padding
FEWEST_FULL, FULL_SHARE = 3, 0.8  # lines and columns, and share of the columns that each line fills, of a plain grid
FREE_SHARE = 0.5  # of the line ends after which the next word would have fitted; wrapped text has next to none
WIDE_STEP = 1.5  # times the smallest step between lines; lines further apart do not go on with each other
HALF_STEP = 0.85  # of the font size, baseline to baseline; lines of one text stand at least 1.0 apart
COUNTED = re.compile(r"\d+(?:[–-]\d+)?\s[a-zåäö]")  # a number and what it counts
CLEAR_STEP, CLEAR_SHARE = 1.18, 0.25  # times the smallest step, share of the steps; lines further apart begin rows


@light(frozen=True, slots=False)
class _Line:
    """One printed line of a band of cells: its parts by column."""

    parts: dict[int, list[Segment]]
    top: float
    bottom: float

    @once
    def values(self) -> frozenset[int]:
        """Columns, beyond the line's first part, that hold nothing but a value; a year, or a span of years, may be half
        of a header or of a deadline."""
        first = min(self.parts)
        texts = {c: found[-1].text for c, found in self.parts.items() if c != first}
        return frozenset(c for c, text in texts.items() if has_value(text) and not YEARS.fullmatch(text))


def row_starts(band: Sequence[Row], xs: Sequence[float], drawn: bool) -> list[int]:
    """Indices of the printed lines of a band that begin a row of their own, the first line left out.

    A line with a label and values begins a row. A line without values goes on with the one above where its first word
    did not fit there any more, or else leads the next. `drawn` tells that the column borders are rules, which tell
    how much fits; white gutters do not.
    """
    groups = _centred(band)
    whole = [band[group[0]] if len(group) == 1 else Row(w for i in group for w in band[i]) for group in groups]
    lines = [_line(row, xs) for row in whole]
    if len(lines) > 1 and _titles(lines[0], lines[1]):
        second = groups[1][0]
        return [second, *(second + i for i in row_starts(band[second:], xs, drawn))]
    if _each_line_is_a_row(lines):
        return [group[0] for group in groups[1:]]
    labelled = _labelled(lines, xs, drawn)
    if len(labelled) < max(FEWEST_ROWS, ROW_SHARE * len(lines)):
        return []
    steps = [b.bottom - a.bottom for a, b in pairwise(lines)]

    def goes_on(i: int) -> bool:
        near = steps[i - 1] <= WIDE_STEP * max(min(steps), lines[i].bottom - lines[i].top)
        capitals = _in_capitals(lines[i - 1]) and _in_capitals(lines[i]) and CLEAR_STEP * steps[i - 1] < max(steps)
        goes_on = _goes_on(lines[i - 1], lines[i], xs, drawn) or _ends_in_number(lines, i)
        return near and (capitals or goes_on)

    starts: list[int] = []
    leading = False  # the line above began a label that goes on here
    for i in range(len(lines)):
        if i in labelled:
            if not leading:
                starts.append(i)
            leading = False
        elif i == 0 or not goes_on(i):
            starts.append(i)
            leading = i + 1 in labelled and goes_on(i + 1)
    return [groups[i][0] for i in starts if i > 0]


def text_row_starts(band: Sequence[Row], xs: Sequence[float]) -> list[int]:
    """Indices of the printed lines that begin a row of an unruled table, the first line left out: told by values, else
    by clear white above them, else by words that begin anew."""
    if len(band) < 2:
        return []
    valued = row_starts(band, xs, False)
    if valued:
        return valued
    bottoms = [max(w.box.bottom for w in row) for row in band]
    steps = [b - a for a, b in pairwise(bottoms)]
    clear = [i + 1 for i, step in enumerate(steps) if step > CLEAR_STEP * min(steps)]
    if len(clear) >= max(1, CLEAR_SHARE * len(steps)):
        return clear
    return [i for i in range(1, len(band)) if begins_row(band, i, xs)]


def begins_row(band: Sequence[Row], at: int, xs: Sequence[float]) -> bool:
    """Whether a line that no white sets apart begins a row: it fills half of the columns, the first among them, with a
    text that does not go on with the line above."""
    parts = band[at].parts
    if parts[0].x0 >= xs[1] or len(parts) < 0.5 * (len(xs) - 1):
        return False
    word = parts[0].words[0]
    above = [w for w in band[at - 1] if w.box.x1 <= xs[1]] if at else []
    if not above or above[-1].text[-1:] in ".!?":
        return True
    if word.text[:1].islower():
        return False
    right = max(w.box.x1 for row in band for w in row if w.box.x1 <= xs[1])
    return has_room(above, word, right) or len(parts) == len(xs) - 1


def has_room(line: Sequence[Word], word: Word, right: float) -> bool:
    """Whether a word would have fitted behind a line, so that no text wraps there."""
    return line[-1].box.x1 + 0.25 * word.size + word.box.x1 - word.box.x0 <= right


def _each_line_is_a_row(lines: Sequence[_Line]) -> bool:
    """Whether all lines fill (nearly) all columns and break although more would have fitted: no text wraps there."""
    columns = {c for line in lines for c in line.parts}
    if len(lines) < FEWEST_FULL or len(columns) < FEWEST_FULL:
        return False
    if any(len(line.parts) < FULL_SHARE * len(columns) for line in lines):
        return False
    ends = {c: max(line.parts[c][-1].x1 for line in lines if c in line.parts) for c in columns}
    begins = {c: min(line.parts[c][0].x0 for line in lines if c in line.parts) for c in columns}
    for c in columns:  # a column reaches to the padding before the next one
        ends[c] = max(ends[c], min((begins[d] for d in columns if d > c), default=0.0) - 2 * PADDING)
    free = {
        c: [_fits(a.parts[c][-1], b.parts[c][0], ends[c]) for a, b in pairwise(lines) if c in a.parts and c in b.parts]
        for c in columns
    }
    every = [fits for found in free.values() for fits in found]
    return all(free[min(columns)]) or sum(every) >= FREE_SHARE * len(every)


def _fits(above: Segment, below: Segment, end: float) -> bool:
    """Whether the first word of a line would have fitted behind the line above."""
    word = below.words[0]
    return above.x1 + word.box.x1 - word.box.x0 + 0.25 * word.size < end


def _centred(band: Sequence[Row]) -> list[list[int]]:
    """The lines of a band; values that stand at half the height of a label of two lines are one line with it."""
    groups: list[list[int]] = []
    for i, row in enumerate(band):
        if groups and groups[-1][-1] == i:
            continue
        beside = [k for k in (i - 1, i + 1) if 0 <= k < len(band) and _half_line_off(band[k], row)]
        if len(beside) == 2 and all(is_figure(s.text) for s in row.parts) and groups[-1] == [i - 1]:
            groups[-1] = [i - 1, i, i + 1]
        else:
            groups.append([i])
    return groups


def _half_line_off(label: Row, values: Row) -> bool:
    """Whether a line without values stands half a line above or below a line of nothing but values, left of it."""
    step = abs(label[0].box.bottom - values[0].box.bottom)
    parts = label.parts
    return step < HALF_STEP * label[0].size and parts[-1].x1 < values[0].box.x0 and not is_figure(parts[-1].text)


def _line(row: Row, xs: Sequence[float]) -> _Line:
    parts: dict[int, list[Segment]] = {}
    for segment in row.parts:
        middle = (segment.x0 + segment.x1) / 2
        at = middle if segment.x1 - segment.x0 < 0.5 * (xs[-1] - xs[0]) else segment.x0 + 1
        col = max(bisect_right(xs, at, 0, len(xs) - 1) - 1, 0)
        parts.setdefault(col, []).append(segment)
    return _Line(parts, min([w.box.top for w in row]), max([w.box.bottom for w in row]))


def _labelled(lines: Sequence[_Line], xs: Sequence[float], drawn: bool) -> set[int]:
    """Lines that begin with a label of their own, not the rest of the one above, and have values behind it."""
    valued = [i for i, line in enumerate(lines) if line.values]
    first = min((min(line.parts) for line in lines), default=0)
    labelled = {i for i in valued if min(lines[i].parts) == first}
    if len(labelled) < 0.5 * len(valued):
        return set()
    return {
        i
        for i in labelled
        if i == 0
        or lines[i].values & lines[i - 1].values
        or not (lines[i - 1].values and _goes_on(lines[i - 1], lines[i], xs, drawn))
    }


def _in_capitals(line: _Line) -> bool:
    """Whether the first text of a line is in capitals, which do not tell whether it begins anew."""
    return line.parts[min(line.parts)][0].text.isupper()


def _goes_on(above: _Line, line: _Line, xs: Sequence[float], drawn: bool) -> bool:
    """Whether a line without values of its own, or its label, goes on with the cells of the line above."""
    col = min(line.parts)
    if col not in above.parts:
        return col > min(above.parts)  # text of later columns only
    last, part = above.parts[col][-1], line.parts[col][0]
    text = part.words[0].text
    if part.x0 < last.x0 - PADDING:
        return False
    if not drawn:
        return not (text[:1].isupper() or text[:1].isdigit() or text[:1] in "*•")
    room = xs[col + 1] - min(PADDING, max(1.0, above.parts[col][0].x0 - xs[col])) - last.x1
    first = part.words[0].box
    fits = first.x1 - first.x0 + 0.25 * part.words[0].size < room
    return (not fits and not (text[:1].isupper() or text[:1].isdigit())) or text[:1].islower()


def _ends_in_number(lines: Sequence[_Line], at: int) -> bool:
    """Whether a line is the end of a label cut before a number: `… per invånare / 7–20 år`. It stands nearer to the row
    above it than the next row does, which begins anew."""
    line, above, below = lines[at], lines[at - 1], lines[at + 1 : at + 2]
    col = min(line.parts)
    if len(line.parts) > 1 or not above.values or col != min(above.parts) or not below or not below[0].values:
        return False
    near = CLEAR_STEP * (line.bottom - above.bottom) < below[0].bottom - line.bottom
    text = join_words([w for part in line.parts[col] for w in part.words])
    after = below[0].parts[min(below[0].parts)][0].text
    return near and COUNTED.match(text) is not None and min(below[0].parts) == col and after[:1].isupper()


def _titles(above: _Line, below: _Line) -> bool:
    """Whether a line is a title in bold over the rows of a part of a table: nothing stands beside it, and the row right
    under it, in plain print, has values."""
    first = min(below.parts)
    title = [w for parts in above.parts.values() for part in parts for w in part.words]
    label = [w for part in below.parts[first] for w in part.words]
    goes_on = label[0].text[:1].islower() or label[0].text.startswith("(")
    if set(above.parts) != {first} or not below.values or goes_on:
        return False
    return all(w.bold for w in title) and not any(w.bold for w in label)
