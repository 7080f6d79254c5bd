"""Columns without verticals: white stripes between words, and what a printed row says about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.geometry import clusters
from extractors.lines import Row, Segment, join_words, print_of, segments_of
from pipeline.records import Word

MIN_GUTTER = 3.0  # points of white between two columns; word spaces are about 2.5 at 9 to 10 points
HIDDEN_ROWS, HIDDEN_SHARE = 3, 0.5  # lines, and share of a column's lines, whose words begin at one place
DIGITS = re.compile(r"^[+−–-]?\d[\d.,]*%?$")
BETWEEN_NUMBERS = 0.42  # of the font size; the space between thousands is 0.22 to 0.28
RAGGED = 3.0  # points by which the beginnings of right-aligned texts differ
LONG_LABEL = 0.5  # of a table's width
FEWEST_NUMBERS = 2  # rows with numbers that show columns which headers and labels run across
MOST_HEADERS = 3  # lines at the top of a table among which its headers stand
FEWEST_HEADED, LONG_SHARE = 4, 0.25  # lines of a table, and share of them that may run into the next column
CLEAR = 1.18  # times the smallest step between lines of a table; what stands further off is no row of it
LIST_MARK = re.compile(r"^(?:[^\w\s]|\d{1,2}[.)]|[a-z]\)|o)$")  # a bullet or a number before a paragraph
NUMBER = re.compile(  # a number as a cell prints it, with a comparator before it and a unit of one short word behind
    r"^(?:[<>≤≥=~]|minst|högst|max|min|ca|under|över)?\s*[+−–-]?\d[\d\s.,]*(?:\s?(?:%|[a-zåäö/]{1,8}))?$", re.IGNORECASE
)


VALUE = re.compile(  # a value in any language: money, a number with marks around it, or a sign that stands for none
    r"^(?:[<>≤≥=~±†‡§#*(–−-]|[A-Z]{0,2}[$€£¥]|[a-z]{1,3}\.?\s)*\s?[+−–-]?\s?[$€£¥]?\s?[.,]?\d[\d\s.,:/–-]*"
    r"(?:\s?(?:%|‰|°|[a-zåäöA-Zµ/²³.]{1,6}))?[\s*†‡§)\d(a-z]{0,6}$"
)
YEAR = re.compile(r"(?:19|20)\d\d")
YEARS = re.compile(rf"{YEAR.pattern}(?:\s?[/–-]\s?(?:{YEAR.pattern}|\d\d))?")  # `2026`, `2026/27`, `2026–2027`
TIME_IN_BRACKETS = re.compile(rf"\((?:[^()\d]+\s)?{YEAR.pattern}\)")  # `(2031)`, `(aug 2031)`
KEPT_TEXTS = 10_000  # parts of lines of which is known whether they are values
NO_VALUE = re.compile(r"^(?:[–—−*.†‡…-]{1,6}|\(?[XxNn][./]?[AaSs]?\.?\)?|\.\.+|n\.?a\.?|i\.u\.)$")
OF_VALUE = re.compile(r"\d|^[–—−*.†‡…()/XxNnAaSsiu-]+$")  # a word of a value, or of a sign that stands for none


@lru_cache(maxsize=KEPT_TEXTS)
def has_value(text: str) -> bool:
    """Whether a part of a line is nothing but a value, or a sign that stands for a missing one; years count too."""
    return bool(NUMBER.match(text) or VALUE.match(text) or NO_VALUE.match(text))


def is_value(text: str) -> bool:
    """Whether a part of a line is a value or a sign for a missing one, and no year."""
    return has_value(text) and not YEARS.fullmatch(text)


def count_values(words: Iterable[Word]) -> int:
    """How many parts of lines can be values at most, whatever the lines are."""
    return sum(OF_VALUE.search(word.text) is not None for word in words)


@lru_cache(maxsize=KEPT_TEXTS)
def is_figure(text: str) -> bool:
    """Whether a part of a line is nothing but a number that is no year."""
    return bool(NUMBER.match(text) or VALUE.match(text)) and not YEAR.fullmatch(text)


def is_tabular(row: Sequence[Word], x0: float, x1: float) -> bool:
    """Whether a printed line has parts set well apart, as in a table, rather than being running text."""
    parts = segments_of(row)
    if len(parts) < 2 or (len(parts) == 2 and LIST_MARK.match(parts[0].text)):
        return False
    gaps = [b.x0 - a.x1 for a, b in pairwise(parts)]
    return max(gaps) >= 1.2 * row[0].size


def has_number(row: Sequence[Word]) -> bool:
    """Whether a part of a row, beyond the first, is nothing but a number that is no year."""
    return any(is_figure(s.text) for s in segments_of(row)[1:])


def numeric_columns(row: Sequence[Word], xs: Sequence[float]) -> set[int]:
    """Columns, beyond the first, in which a line has a number."""
    return {column_of(s, xs) for s in segments_of(row) if is_figure(s.text) and column_of(s, xs) > 0}


def column_of(segment: Segment, xs: Sequence[float]) -> int:
    middle = (segment.x0 + segment.x1) / 2
    return max(i for i in range(len(xs) - 1) if xs[i] <= middle or i == 0)


def crosses(parts: Sequence[Segment], xs: Sequence[float]) -> bool:
    """Whether any part of a row runs over a column border."""
    return any(p.x0 < x - MIN_GUTTER and p.x1 > x + MIN_GUTTER for p in parts for x in xs[1:-1])


def gutters(rows: Sequence[Row], x0: float, x1: float) -> list[float]:
    """Column borders in the middle of the vertical white stripes that (nearly) no row crosses. Headers over several
    columns and labels of groups (`Mål 1: …`) close gutters that the rows between them show."""
    numbers = [has_number(row) for row in rows]
    tries = [white_stripes(rows, x0, x1)]
    if sum(numbers) >= FEWEST_NUMBERS:
        prints = Counter(print_of(row) for row, number in zip(rows, numbers, strict=True) if number)
        usual, long = prints.most_common(1)[0][0], LONG_LABEL * (x1 - x0)
        body = rows[numbers.index(True) :]
        header = [row for row in rows[: numbers.index(True)] if is_tabular(row, x0, x1)]
        for some in (body, [row for row in body if not _is_label(row, usual, long)]):
            tries.append(white_stripes(some, x0, x1, header=header))
    found = max(tries, key=len)  # the first of equals
    return _headed(rows, found) or found


def _is_label(row: Sequence[Word], usual: tuple[float, bool, bool, str] | None, long: float) -> bool:
    """Whether a line is the label of a group, or a remark on a row: at most one text and one word about it, in a print
    that rows with numbers do not have, or a text that is `long` points or longer."""
    parts = segments_of(row)
    if len(parts) > 2 or any(has_value(s.text) for s in parts):
        return False
    return print_of(row) != usual or parts[0].x1 - parts[0].x0 >= long


def _headed(rows: Sequence[Row], found: Sequence[float]) -> list[float]:
    """The borders that the headers ask for where they stand further apart than the few long texts below them, which run
    into the next column; none where these close no gutter."""
    header = max((segments_of(row) for row in rows[:MOST_HEADERS]), key=len, default=[])
    if len(header) <= len(found) - 1 or len(rows) < FEWEST_HEADED:
        return []
    stripes = white_stripes(rows, found[0], found[-1], max(1, int(LONG_SHARE * len(rows))))
    each_has_one = all(sum(left <= (s.x0 + s.x1) / 2 < right for s in header) == 1 for left, right in pairwise(stripes))
    return stripes if len(stripes) - 1 == len(header) and each_has_one else []


def white_stripes(
    rows: Sequence[Sequence[Word]],
    x0: float,
    x1: float,
    crossing: int | None = None,
    header: Sequence[Sequence[Word]] = (),
) -> list[float]:
    """Column borders in the white that at most `crossing` of the lines cross; by default next to none. The texts of a
    `header` over them may stand closer than their columns do; its words tell where in the white a border lies."""
    parts = [s for row in rows for s in segments_of(row)]
    allowed = int(0.12 * len(rows)) if crossing is None else crossing  # rows with cells that span columns
    events = sorted([(s.x0, 1) for s in parts] + [(s.x1, -1) for s in parts])
    borders, depth, free_from = [x0], 0, None
    for x, step in events:
        before, depth = depth, depth + step
        if before > allowed >= depth:
            free_from = x
        elif before <= allowed < depth and free_from is not None:
            if x - free_from >= MIN_GUTTER:
                borders.append(_whitest([*header, *rows], free_from, x))
            free_from = None
    return [*borders, x1]


def _whitest(rows: Sequence[Sequence[Word]], start: float, end: float) -> float:
    """The place in a white stripe that the fewest words cover: headers may reach into the stripe beside numbers."""
    everything = [w.box for row in rows for w in row]
    words = [b for b in everything if b.x1 > start and b.x0 < end]
    marks = sorted({start, end, *(x for b in words for x in (b.x0, b.x1) if start < x < end)})
    flush_right = sum(abs(b.x1 - start) <= 1.5 for b in everything)
    flush_left = sum(abs(b.x0 - end) <= 1.5 for b in everything)
    wish = (start + end) / 2
    if max(flush_left, flush_right) >= 3 and flush_left != flush_right:
        wish = start + 1.0 if flush_right > flush_left else end - 1.0  # beside the edge that the lines keep
    places = [(start + end) / 2, *((a + b) / 2 for a, b in pairwise(marks) if b - a >= 1.0)]
    return min(places, key=lambda x: (sum(b.x0 < x < b.x1 for b in words), abs(x - wish)))


def with_hidden_columns(rows: Sequence[Row], xs: Sequence[float]) -> list[float]:
    """Borders of columns whose gutter is no wider than a word space: right-aligned numbers before left-aligned text.

    Many lines have a word behind a number that begins at one and the same place, and what stands before it does not:
    lines that merely begin alike (`Mål 8 …`) have no border there.
    """
    found: list[float] = []
    for left, right in pairwise(xs):
        inside = [[w for w in row if left <= (w.box.x0 + w.box.x1) / 2 <= right and not w.rise] for row in rows]
        filled = [row for row in inside if row]
        starts = [
            (b.box.x0, b.box.x0 - a.box.x1, row[0].box.x0)
            for row in filled
            for a, b in pairwise(row)
            if b.text[:1].isalpha() and (a.text[-1:].isdigit() or a.text[-1:] == "%")
        ]
        for at in clusters((x for x, _, _ in starts), 0.4):
            here = [(gap, first) for x, gap, first in starts if abs(x - at) <= 0.8]
            firsts = [first for _, first in here]
            enough = len(here) >= max(HIDDEN_ROWS, HIDDEN_SHARE * len(filled))
            if enough and max(firsts) - min(firsts) > RAGGED:
                found.append(at - min(gap for gap, _ in here) / 2)
    return sorted([*xs, *found, *_closed_gutters(rows, [*xs, *found])])


def _closed_gutters(rows: Sequence[Row], xs: Sequence[float]) -> list[float]:
    """Borders between columns of right-aligned values that stand no further apart than words or thousands do.

    Many lines have a value that ends at one and the same place, and another behind it.
    """
    found: list[float] = []
    for left, right in pairwise(sorted(xs)):
        inside = [[w for w in row if left <= (w.box.x0 + w.box.x1) / 2 <= right and not w.rise] for row in rows]
        filled = [row for row in inside if row and any(DIGITS.match(w.text) for w in row)]
        ends = [end for row in filled for end in _value_ends(row)]
        for at in clusters((end for end, _ in ends), 0.4):
            here = [start for end, start in ends if abs(end - at) <= 0.8]
            if len(here) >= max(HIDDEN_ROWS, HIDDEN_SHARE * len(filled)):
                found.append((at + min(here)) / 2)
    return found


def _value_ends(row: Sequence[Word]) -> list[tuple[float, float]]:
    """Where one value of a line ends and the next begins: `86 % | minst 90 %`, `1 250 | 930` but not `1 | 250`, nor
    `91 | (aug 2031)`, where the time is the value's."""
    found = []
    for i in range(1, len(row)):
        a, b = row[i - 1], row[i]
        thousands = a.text[-1:].isdigit() and b.text[:1].isdigit()
        if thousands and b.box.x0 - a.box.x1 < BETWEEN_NUMBERS * a.size:
            continue
        numbers = thousands and DIGITS.match(a.text) and DIGITS.match(b.text)
        before, after = ("", "") if numbers else (join_words(row[:i]), join_words(row[i:]))
        told = before.count("(") > before.count(")") or TIME_IN_BRACKETS.match(after)
        if numbers or (not told and is_figure(before) and is_figure(after)):
            found.append((a.box.x1, b.box.x0))
    return found


def headers_again(rows: Sequence[Row]) -> list[int]:
    """Indices of lines where another table begins: in the print of the first line, after lines in another print, with
    several parts of which none is a value, and telling of headers otherwise as well. Totals and labels of groups are
    set like headers too."""
    first = print_of(rows[0]) if rows else None
    found: list[int] = []
    other = False  # a row in other print has been
    for i, row in enumerate(rows):
        alike = print_of(row) == first
        if other and alike and _heads_table(rows, i):
            found.append(i)
            other = False  # a header of two lines begins one table
        other = other or not alike
    return found if first is not None else []


def _heads_table(rows: Sequence[Row], at: int) -> bool:
    row = rows[at]
    if len(row.parts) < 2 or any(is_value(part.text) for part in row.parts):
        return False
    return _names_years(row) or _says_again(row, rows[0]) or _is_set_apart(rows, at)


def _names_years(row: Row) -> bool:
    """Whether a line names the years of columns: several, or a kind of value with each. One year is the time of what
    the row says: `Skola | Barnnämnden | 2032`."""
    years = [part.text for part in row.parts[1:] if YEAR.search(part.text)]
    return len(years) > 1 or (len(years) == len(row.parts) - 1 and not YEARS.fullmatch(years[0]))


def _says_again(row: Row, header: Row) -> bool:
    """Whether a line says half of what the header of the table above it says."""
    own = {part.text for part in row.parts}
    return 2 * len(own & {part.text for part in header.parts}) >= len(own)


def _is_set_apart(rows: Sequence[Row], at: int) -> bool:
    """Whether clear white stands over a line that fills as many columns as the header of the table above it, or columns
    of its own, or over the caption of one with any: `Trygg kommun | Uppfyllt` in bold over its indicators leads a group
    of rows."""
    steps = [below.box.bottom - above.box.bottom for above, below in pairwise(rows[: at + 1])]
    clear = CLEAR * max(min(steps), rows[at][0].size)
    if len(rows[at - 1].parts) == 1 and at > 1:
        return steps[-2] > clear
    return steps[-1] > clear and (len(rows[at].parts) >= len(rows[0].parts) or _has_own_columns(rows[at], rows[0]))


def _has_own_columns(row: Row, header: Row) -> bool:
    """Whether several texts behind the first of a line begin, end and have their middle where no text of a header has:
    they head other columns than it does. Seen in business plans, with the activities of a goal right under its
    measures."""
    over = [(p.x0, p.x1, (p.x0 + p.x1) / 2) for p in header.parts]
    texts = [(p.x0, p.x1, (p.x0 + p.x1) / 2) for p in row.parts[1:]]
    near = any(abs(a - b) <= RAGGED for own in texts for other in over for a, b in zip(own, other, strict=True))
    return len(texts) > 1 and not near
