"""Tables whose header alone is shaded or ruled, over a body that only white space parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from extractors.columns import has_number, headers_again
from extractors.edges import Edge
from extractors.geometry import clusters, merged_intervals
from extractors.ladders import DOUBLE_RULE
from extractors.lines import SAME_SIZE, Row, segments_of
from extractors.row_starts import text_row_starts

HEADER_WHITE = 2.0  # points; the lines of one header overlap or nearly do
LINED_UP = 3.0  # points by which texts miss the edge or the middle of their header
ROW_STEP = 2.2  # of the font size; white between a rule or a row and the next row of the same table

Span = tuple[float, float]


def rows_under_header(drawn: Sequence[Edge], inner: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """The lines below a header that is all that the rules or the shading stand around: each of their parts begins, ends
    or is centred where a part of the header is, and reaches into no other column. None where the rules hold more."""
    header = merged_intervals(((s.x0, s.x1) for r in inner for s in segments_of(r)), HEADER_WHITE)
    if len(clusters((e.at for e in drawn), DOUBLE_RULE)) > 2 or len(header) < 2 or any(map(has_number, inner)):
        return []
    places = [[span] for span in header]  # where the texts of each column stand
    found: list[Row] = []
    last = drawn[-1].at
    for row in (r for r in rows if r.middle > drawn[-1].at + 1):
        spans = [(s.x0, s.x1) for s in row.parts]
        if min(w.box.top for w in row) - last > ROW_STEP * row[0].size:
            break
        if found and abs(row[0].size - found[0][0].size) > SAME_SIZE:
            break  # the heading of what follows
        if begins_anew(row, [*inner, *found]):
            break
        if len(spans) == len(header) and all(_reaches(header, i, spans[i]) for i in range(len(header))):
            for place, span in zip(places, spans, strict=True):
                place.append(span)
        elif not all(any(_lines_up(p, s) and _reaches(header, i, s) for i, p in enumerate(places)) for s in spans):
            break
        found.append(row)
        last = max(w.box.bottom for w in row)
    while found and len(found[-1].parts) == 1 and all(w.bold for w in found[-1]):
        found.pop()  # a label in bold print leads what follows
    return found if any(len(row.parts) > 1 for row in found) else []


def begins_anew(row: Row, before: Sequence[Row]) -> bool:
    """Whether a bold line is the header of another table below the rows of one: set as their header is."""
    return all(w.bold for w in row) and headers_again([*before, row])[-1:] == [len(before)]


def _reaches(header: Sequence[Span], i: int, text: Span) -> bool:
    """Whether a text stays between the headers before and behind one."""
    left = header[i - 1][1] if i else -math.inf
    right = header[i + 1][0] if i + 1 < len(header) else math.inf
    return left < text[0] and text[1] < right


def _lines_up(places: Sequence[Span], text: Span) -> bool:
    """Whether a text begins, ends or is centred where another of its column is."""
    offsets = [(text[0] - p[0], text[1] - p[1], (sum(text) - sum(p)) / 2) for p in places]
    return any(min(map(abs, offset)) <= LINED_UP for offset in offsets)


def bare_row_borders(band: Sequence[Row], xs: Sequence[float]) -> list[float]:
    """Heights of the borders between rows of nothing but text that no rule parts."""
    middles = [
        (max(w.box.bottom for w in above) + min(w.box.top for w in below)) / 2 for above, below in pairwise(band)
    ]
    return [middles[i - 1] for i in text_row_starts(band, xs)]


def header_border(band: Sequence[Row]) -> list[float]:
    """The height between a bold header and the first row below it, where one band of the table holds both."""
    bold = [all(w.bold for w in row) for row in band]
    count = next((i for i, b in enumerate(bold) if not b), len(band))
    if not 0 < count < len(band) or any(w.bold for row in band[count:] for w in row):
        return []
    if max(len(row.parts) for row in band[:count]) < 2 or max(len(segments_of(r)) for r in band[count:]) < 2:
        return []
    return [(max(w.box.bottom for w in band[count - 1]) + min(w.box.top for w in band[count])) / 2]


def label_borders(band: Sequence[Row]) -> list[float]:
    """The heights between a bold label of a group and the row with values below it that begins where the label does."""
    return [
        (max(w.box.bottom for w in above) + min(w.box.top for w in below)) / 2
        for above, below in pairwise(band)
        if all(w.bold for w in above)
        and not any(w.bold for w in below)
        and has_number(below)
        and abs(above[0].box.x0 - below[0].box.x0) <= LINED_UP
    ]
