"""Ladders: horizontal rules of equal extent under each other, and the runs of them that stand around one table."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence

from extractors.columns import has_number, headers_again, is_tabular
from extractors.edges import SNAP, Edge
from extractors.geometry import union
from extractors.lines import SAME_SIZE, Row, print_of
from pipeline.records import Rule

SAME_EXTENT = 5.0  # points; horizontal rules of one table end at the same place
DOUBLE_RULE = 4.0  # points between the two strokes of a double rule
WIDEST_WHITE = 40.0  # points of white height inside a table band; more stands between two tables
CELL_PADDING = 8.0  # points between a row's text and its rules
MOST_LABEL_LINES = 4  # lines of a label that spans a table
NESTED, FEWEST_NESTED = 0.8, 3  # share of a ladder's width, and number of the rules, of a table inside one band
ONE_LINE = 0.9  # of the font size; lines of different rows stand further apart
HEADER_REACH = 3.5  # of the font size; a header of two lines stands this near over its rule
LONG, FEWEST_LINES = 0.6, 2  # of a table's width, lines of running text
TEXT_WORDS = 4  # of each of two texts on a line, for it to be running text in columns
NARROWEST_COLUMN = 12.0  # points; tables in Word begin about 5 points left of the text and its borders
HEADING_SIZE = 1.5  # points over the size of a table's rows


def ladders_of(across: Sequence[Edge]) -> list[list[Edge]]:
    """Horizontal edges of equal extent under each other."""
    ladders: list[list[Edge]] = []
    for edge in sorted(across, key=lambda e: (round(e.start), e.at)):
        for ladder in ladders:
            if abs(ladder[0].start - edge.start) <= SAME_EXTENT and abs(ladder[0].end - edge.end) <= SAME_EXTENT:
                ladder.append(edge)
                break
        else:
            ladders.append([edge])
    return [sorted(ladder, key=lambda e: e.at) for ladder in ladders]


def without_headings(
    ladder: Sequence[Edge], rows: Sequence[Row], rules: Sequence[Rule]
) -> tuple[Sequence[Edge], Sequence[Row]]:
    """A ladder and the lines of a page without headings between two drawn rules of which the lower one stands over a
    table: such a heading is no row, and the rule over it closes nothing, unless a row ends right above it."""
    edges, kept = list(ladder), list(rows)
    drawn = [rule.box for rule in rules if rule.horizontal]
    for pair in itertools.pairwise(ladder):
        above, below = pair
        band = [r for r in rows if above.at - 1 <= r.middle <= below.at + 1]
        if not band or not _is_heading_band(band, rows, below.at):
            continue
        if not all(any(box.top - 1 <= e.at <= box.bottom + 1 for box in drawn) for e in pair):
            continue  # the sides of a band of shading
        before = max((r.box.bottom for r in rows if r.middle < above.at - 1), default=-math.inf)
        if above.at - before > CELL_PADDING:
            edges.remove(above)
        kept = [r for r in kept if r not in band]
    return edges, kept


def tabular_parts(
    ladder: Sequence[Edge],
    nested: Sequence[Edge],
    short: Sequence[Edge],
    rows: Sequence[Row],
    x0: float,
    x1: float,
    goes_on: bool,
) -> list[list[Edge]]:
    """Runs of rules with table rows between them; a band of running text, or a band of nothing, ends a run.

    `nested` are the rules within the extent of the ladder's: several of them between two of the ladder's are another
    table, which stands between two shaded headings. `short` are all rules there, which part the white of tall rows
    beside a merged cell.
    """
    parts: list[list[Edge]] = [[ladder[0]]]
    for above, below in itertools.pairwise(ladder):
        band = [r for r in rows if above.at - 1 <= r.middle <= below.at + 1]
        inner = [e.at for e in short if above.at + SNAP < e.at < below.at - SNAP]
        tabular = sum(is_tabular(r, x0, x1) for r in band)
        whole = len(parts[-1]) > 1 or (goes_on and above is ladder[0]) or _header_above(parts[-1][0], rows, x0, x1)
        if holds_table(nested, above.at, below.at):
            joins = False
        elif not band:
            joins = below.at - above.at <= DOUBLE_RULE
        elif _starts_anew(band, rows, parts[-1], below, whole, x0, x1):
            joins = False
        elif tabular and _widest_gap(band, above.at, below.at, inner) <= (
            WIDEST_WHITE if _is_mostly_tabular(band, x0, x1) else CELL_PADDING
        ):
            joins = True
        else:  # a label that spans the table, or a row with one filled cell
            joins = whole and (
                _fits_tightly(band, above.at, below.at) or _is_as_tall_as_rows(band, above, below, ladder, rows)
            )
        if joins:
            parts[-1].append(below)
        else:
            parts.append([below])
    return parts


def open_ends(part: Sequence[Edge], short: Sequence[Edge], rows: Sequence[Row], goes_on: bool, x1: float) -> list[Edge]:
    """Short rules beyond the first and last full one: borders between rows that share a merged cell which a page
    break cuts, so that no full rule closes them.

    They end where the table ends, text stands between them, and none runs over the place where they begin. Above the
    first rule they count only where a table goes on from the page before.
    """
    column = part[0].start + NARROWEST_COLUMN  # rules that leave no column free on the left stand around another table
    flush = sorted((e for e in short if abs(e.end - x1) <= SAME_EXTENT and e.start >= column), key=lambda e: e.at)
    found: list[Edge] = []
    last = part[-1].at
    for edge in (e for e in flush if e.at > part[-1].at + SNAP):
        if not _holds_rows(rows, last, edge.at, edge, x1):
            break
        found.append(edge)
        last = edge.at
    next_ = part[0].at
    for edge in reversed([e for e in flush if goes_on and e.at < part[0].at - SNAP]):
        if not _holds_rows(rows, edge.at, next_, edge, x1):
            break
        found.append(edge)
        next_ = edge.at
    return found


def _holds_rows(rows: Sequence[Row], top: float, bottom: float, edge: Edge, x1: float) -> bool:
    """Whether table rows fill the height between two rules, of which one reaches over some columns only."""
    band = [r for r in rows if top - 1 <= r.middle <= bottom + 1]
    parts = [s for r in band for s in r.parts]
    right = [s for s in parts if s.x0 >= edge.start - SNAP]
    return (
        any(
            is_tabular([w for s in r.parts for w in s.words if w.box.x0 >= edge.start - SNAP], edge.start, x1)
            for r in band
            if any(w.box.x0 >= edge.start - SNAP for w in r)
        )
        and not any(s.x0 < edge.start - SNAP and s.x1 > edge.start + SNAP for s in parts)
        and bool(right)
        and _widest_gap(band, top, bottom) <= WIDEST_WHITE
    )


def _is_mostly_tabular(band: Sequence[Row], x0: float, x1: float) -> bool:
    """Whether a band holds table rows: lines set apart, and lines of labels left of where the others go on."""
    parts = [row.parts for row in band]
    tabular = [is_tabular(row, x0, x1) for row in band]
    second = min(p[1].x0 for p, t in zip(parts, tabular, strict=True) if t)
    labels = sum(p[-1].x1 < second for p, t in zip(parts, tabular, strict=True) if not t)
    return sum(tabular) + labels * (sum(tabular) >= 0.33 * len(band)) >= 0.5 * len(band)


def _starts_anew(
    band: Sequence[Row],
    rows: Sequence[Row],
    part: Sequence[Edge],
    below: Edge,
    whole: bool,
    x0: float,
    x1: float,
) -> bool:
    """Whether a band parts what stands over it from the table below: it holds a heading, a caption or running text.

    `whole` tells that the rules so far stand around a table.
    """
    if _is_heading_band(band, rows, below.at):
        return True
    if not whole:  # the first rule may stand under a title: Word's own template draws one there
        return _text_before_header(band, x0, x1) or _holds_larger_line(band, x0, x1)
    before = [r for r in rows if part[0].at <= r.middle <= part[-1].at]
    if _holds_text(band, x0, x1) or _holds_text_columns(band, before) or _holds_heading(before, band, x0, x1):
        return True
    to_next = [*band, *_first_below(rows, below.at, 1)]
    if is_header_again(rows, part, below.at, x0, x1) or _heads_again(rows, part, to_next):
        return True
    return _begins_table(to_next, before, x0, x1)


def _holds_text(band: Sequence[Row], x0: float, x1: float) -> bool:
    """Whether lines of running text stand between two table rows, with the white over them that parts a text from a
    table: no rule closes the table over it."""
    tabular = [i for i, row in enumerate(band) if is_tabular(row, x0, x1)]
    if len(tabular) < 2:
        return False
    between = [band[i] for i in range(tabular[0], tabular[-1]) if i not in tabular]
    long = [row for row in between if len(row.parts) == 1 and row[-1].box.x1 - row[0].box.x0 >= LONG * (x1 - x0)]
    above = band[band.index(between[0]) - 1] if between else ()
    apart = bool(above) and min(w.box.top for w in between[0]) - max(w.box.bottom for w in above) > CELL_PADDING
    return len(long) >= FEWEST_LINES and apart


def _holds_text_columns(band: Sequence[Row], before: Sequence[Row]) -> bool:
    """Whether lines of running text in two columns stand below the rows of a table with more columns than that. In
    larger print than the rows one line is enough: the others may end a paragraph."""
    usual = [len(row.parts) for row in before]
    parts = [row.parts for row in band]
    text = [len(found) == 2 and all(len(s.words) >= TEXT_WORDS for s in found) for found in parts]
    most = max((w.size for row in before for w in row), default=0.0)
    larger = all(w.size > most + SAME_SIZE for row in band for w in row if not w.rise)
    return bool(usual) and max(usual) >= 4 and sum(text) >= (1 if larger else FEWEST_LINES)


def _first_below(rows: Sequence[Row], height: float, count: int) -> list[Row]:
    """The first lines of a page below a rule at some height."""
    return list(itertools.islice((r for r in rows if r.middle > height + 1), count))


def _is_heading_band(band: Sequence[Row], rows: Sequence[Row], bottom: float) -> bool:
    """Whether a band that ends at `bottom` is a bold heading, with a word about it at most, over the header of a table:
    in larger print and with fewer texts than one of the rows below it. The header's upper level may stand between."""
    first = min(band[0], key=lambda w: w.box.x0)
    if not first.bold:
        return False
    below = _first_below(rows, bottom, 2)
    after = below[:1] if below and len(below[0].parts) >= 3 else below
    larger = all(first.size >= row[0].size + HEADING_SIZE for row in after)
    return larger and all(len(r.parts) <= 2 for r in band) and any(len(r.parts) >= 3 for r in after)


def is_header_again(rows: Sequence[Row], part: Sequence[Edge], below: float, x0: float, x1: float) -> bool:
    """Whether the header of another table stands between some rules and the next one below them: in the print of
    their own header, which no row since has, with white between it and the rule above."""
    band = [r for r in rows if part[-1].at < r.middle < below]
    if not band:
        return False
    top = min(w.box.top for row in band for w in row) - part[-1].at
    bottom = below - max(w.box.bottom for row in band for w in row)
    apart = top - bottom > ONE_LINE * band[0][0].size / 2
    if not apart or not any(is_tabular(r, x0, x1) for r in band) or any(has_number(r) for r in band):
        return False
    before = [r for r in rows if part[0].at <= r.middle <= part[-1].at]
    near = [r for r in rows if 0 < part[0].at - r.middle < HEADER_REACH * r[0].size] or list(before[:1])
    over = [r for r in near if print_of(r) == print_of(near[-1])]  # without the text over a header of one line
    body = [r for r in before if r not in over]
    header, usual, here = (print_of([w for row in found for w in row]) for found in (over, body, band))
    return bool(body) and here == header != usual


def _heads_again(rows: Sequence[Row], part: Sequence[Edge], band: Sequence[Row]) -> bool:
    """Whether a bold line behind the first one of a band, or in the shading below it, begins another table, as it does
    where no rule stands."""
    reach = [r for r in rows if r.middle <= part[-1].at and part[0].at - r.middle < HEADER_REACH * r[0].size]
    table = list(itertools.dropwhile(lambda r: len(r.parts) < 2, reach))
    if not table or not any(print_of(r) == print_of(table[0]) and all(w.bold for w in r) for r in band[1:]):
        return False
    return any(i > len(table) for i in headers_again([*table, *band]))


def holds_table(nested: Sequence[Edge], top: float, bottom: float) -> bool:
    """Whether the rules of another table stand between two heights."""
    return sum(top + SNAP < e.at < bottom - SNAP for e in nested) >= FEWEST_NESTED


def _text_before_header(band: Sequence[Row], x0: float, x1: float) -> bool:
    """Whether plain running text stands over the bold header of a table, which then begins below the first rule."""
    *texts, header = band
    return (
        bool(texts)
        and not any(is_tabular(r, x0, x1) or all(w.bold for w in r) for r in texts)
        and is_tabular(header, x0, x1)
        and all(w.bold for w in header)
    )


def _header_above(edge: Edge, rows: Sequence[Row], x0: float, x1: float) -> bool:
    """Whether the printed line right above a rule is tabular: the header of the table that the rule begins."""
    above = [r for r in rows if r.middle < edge.at]
    return bool(above) and is_tabular(above[-1], x0, x1) and edge.at - above[-1].middle < 2.2 * above[-1][0].size


def _holds_heading(before: Sequence[Row], band: Sequence[Row], x0: float, x1: float) -> bool:
    """Whether a band holds a heading after a row of the table: larger print, or bold print after plain."""
    if all(is_tabular(r, x0, x1) for r in band):
        return False
    sizes = Counter(round(w.size, 1) for r in before if is_tabular(r, x0, x1) for w in r).most_common(1)
    if sizes and any(not is_tabular(r, x0, x1) and r[0].size >= sizes[0][0] + 2 * HEADING_SIZE for r in band):
        return True
    if _holds_larger_line(band, x0, x1):
        return True
    for above, row in itertools.pairwise(band):
        if is_tabular(row, x0, x1):
            continue
        below = row.middle - above.middle >= ONE_LINE * row[0].size  # not a label beside centred values
        bold_after_plain = below and all(w.bold for w in row) and not any(w.bold for w in above)
        leads_rows = any(has_number(r) for r in band[band.index(row) + 1 :][:2])  # a label of a group of rows
        if bold_after_plain and not leads_rows and any(is_tabular(r, x0, x1) for r in band[: band.index(row)]):
            return True
    return False


def _holds_larger_line(band: Sequence[Row], x0: float, x1: float) -> bool:
    """Whether a line in larger print than most of a band stands below its first one."""
    for row in band[1:]:
        if not is_tabular(row, x0, x1):
            usual = Counter(round(w.size, 1) for r in band if r is not row for w in r).most_common(1)[0][0]
            if row[0].size >= usual + HEADING_SIZE:
                return True
    return False


def _begins_table(band: Sequence[Row], before: Sequence[Row], x0: float, x1: float) -> bool:
    """Whether a band holds the heading or caption and the bold header of another table.

    `before` are the rows of the table so far; where they are bold too, print tells nothing, unless
    they are sums.
    """
    bodies = [r for r in (*before, *band) if is_tabular(r, x0, x1) and not all(w.bold for w in r)]
    if before and not bodies and not any(has_number(r) for r in before):
        return False
    for i, row in enumerate(band[:-1]):
        if is_tabular(row, x0, x1) or not (all(w.bold for w in row) or not before or (i == 0 and len(band) > 2)):
            continue
        after = next((r for r in band[i + 1 :] if is_tabular(r, x0, x1)), None)
        if after is None or row[0].box.x0 >= after.parts[1].x0 - SAME_EXTENT:
            continue  # what leaves the first column free is the upper level of the header
        if all(w.bold for w in after) and not has_number(after):
            return True
    return False


def _fits_tightly(band: Sequence[Row], top: float, bottom: float) -> bool:
    """Whether text fills the height between two rules, as in a table row; text between two tables has more air."""
    box = union(w.box for row in band for w in row)
    return (
        box.top - top <= CELL_PADDING
        and bottom - box.bottom <= CELL_PADDING
        and _widest_gap(band, top, bottom) <= CELL_PADDING
        and len(band) <= MOST_LABEL_LINES
    )


def _is_as_tall_as_rows(
    band: Sequence[Row], above: Edge, below: Edge, ladder: Sequence[Edge], rows: Sequence[Row]
) -> bool:
    """Whether a line between two rules has no more air than most rows of one line have, and a row with a number, no
    header, follows it: a label across an airy table. Seen in web reports, with a goal over its measures."""
    x0, x1 = ladder[0].start, ladder[0].end
    after = next((r for r in _first_below(rows, below.at, 2) if is_tabular(r, x0, x1)), None)
    if len(band) != 1 or after is None or not has_number(after):
        return False
    heights: list[float] = []
    for a, b in itertools.pairwise(ladder):
        held = [r for r in rows if a.at - 1 <= r.middle <= b.at + 1]
        if len(held) == 1 and is_tabular(held[0], x0, x1) and has_number(held[0]):
            heights.append(b.at - a.at)
    return bool(heights) and below.at - above.at <= sorted(heights)[len(heights) // 2] + SNAP


def _widest_gap(band: Sequence[Row], top: float, bottom: float, inner: Sequence[float] = ()) -> float:
    """Largest white height between the lines of a band, and the rules `inner` in it."""
    lines = [(min(w.box.top for w in row), max(w.box.bottom for w in row)) for row in band]
    taken = sorted([(top, top), *lines, *((at, at) for at in inner), (bottom, bottom)])
    return max(b[0] - a[1] for a, b in itertools.pairwise(taken))
