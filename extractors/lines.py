"""Words -> printed rows and the parts of them that stand apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from operator import attrgetter

from extractors.cells import words_but
from extractors.geometry import union
from extractors.once import Kept, once
from pipeline.light import light
from pipeline.records import Box, PageLayout, Word

KEPT_PAGES, KEPT = 256, 256  # whole pages, and other lists of words, whose rows are kept: a document has some hundred
FEWEST_KEPT = 24  # words; the rows of fewer are found faster than looked up
SEGMENT_GAP = 0.75  # of the font size; wider white separates two cells or columns, word spaces are up to 0.4
BESIDE = 0.5  # of a line's height; lines of two columns on other baselines stand nearer
SAME_SIZE = 0.6  # points by which print of one size differs
WIDEST_STEP = 3.2  # of the font size, baseline to baseline, between two lines of one table


@light(frozen=True, slots=False)
class Segment:
    """A part of a printed row without wide gaps."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].box.x0

    @once
    def x1(self) -> float:
        return max([w.box.x1 for w in self.words])

    @once
    def text(self) -> str:
        return join_words(self.words)


class Row(tuple[Word, ...]):
    """The words of a printed row, left to right. What many ask of it is worked out once."""

    @once
    def box(self) -> Box:
        return union([w.box for w in self])

    @once
    def middle(self) -> float:
        """The height of its box's middle, for which the sides are not looked at."""
        return (min([w.box[1] for w in self]) + max([w.box[3] for w in self])) / 2

    @once
    def parts(self) -> tuple[Segment, ...]:
        return tuple(_cut(self))

    @once
    def text(self) -> str:
        return " ".join([part.text for part in self.parts])


def join_words(words: Sequence[Word]) -> str:
    """The text of words on one line; words that touch (a change of font within a word) are written together."""
    if len(words) == 1:
        return words[0].text
    parts: list[str] = []
    end, last_size = 0.0, 0.0
    for word in words:
        size, (x0, _, x1, _) = word.size, word.box
        if parts and x0 - end > 0.12 * (size if size > last_size else last_size):
            parts.append(" ")
        parts.append(word.text)
        end, last_size = x1, size
    return "".join(parts)


def find_rows(words: Sequence[Word], *, again: bool = True) -> tuple[Row, ...]:
    """Words grouped into printed rows from the top, each left to right. Superscripts go with the row they stand in.

    The rows of many words are kept for a while, because several finders ask for those of one page; not where nobody
    will ask `again`.
    """
    if len(words) < FEWEST_KEPT or not again:
        return _group(words)
    return _ROWS.find(words)


def page_rows(page: PageLayout) -> tuple[Row, ...]:
    """The printed rows of a whole page. They are kept longer: whole documents are gone through more than once."""
    return _PAGES.find(page.words)


def body_words(words: Sequence[Word], furniture: frozenset[Box]) -> tuple[Word, ...]:
    """The words of a page but those in running headers and footers, which are asked for again and again."""
    return _BODIES.find(words, furniture)


def _find_body(words: tuple[Word, ...], furniture: frozenset[Box]) -> tuple[Word, ...]:
    """The words of the body. Where whole rows are left out, as nearly always, the rows of the body are known with it:
    those of the page that are left, if rows that become neighbours stand clear of each other."""
    if not furniture:
        return words
    body, rows = tuple(words_but(words, furniture)), _PAGES.find(words)
    left = [at for at, row in enumerate(rows) if row[0].box not in furniture]
    inner = tuple(rows[at] for at in left)
    others = chain.from_iterable([row for row in rows if row[0].box in furniture])
    whole = sum(map(len, inner)) == len(body) and all(w.box in furniture for w in others)
    clear = all(_are_clear(rows[a], rows[b]) for a, b in pairwise(left) if b - a > 1)
    if whole and clear and any(w.text.isalpha() and not w.rise for row in inner for w in row):  # not signs alone
        _ROWS.keep(body, inner)
        _PAGES.keep(body, inner)
    return body


def _are_clear(above: Row, below: Row) -> bool:
    """Whether no word of two rows could be taken for one of the other row."""
    step = min(w.box.bottom for w in below) - max(w.box.bottom for w in above)
    largest = max(w.size for w in (*above, *below))
    return bool(step > largest)


def _group(words: Sequence[Word]) -> tuple[Row, ...]:
    if len(words) == 1:
        return (Row(words),)
    level = [w for w in words if not w.rise and (len(w.text) != 1 or w.text.isalnum())]
    raised: list[Word] = []
    signs: list[Word] = []
    if len(level) < len(words):
        for word in words:
            if word.rise:
                raised.append(word)
            elif len(word.text) == 1 and not word.text.isalnum():
                signs.append(word)
        if len(signs) == len(words):
            level, signs = signs, []
    rows, are_in_order = _stacked(level)
    if not are_in_order:
        level.sort(key=_from_below)
        rows, _ = _stacked(level)
    if signs:
        rows = _with_signs(rows, signs)
    for word in raised:
        home = _nearest(rows, word)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    for row in rows:
        end = row[-1]
        if end.rise or len(end.text) == 1 or end.box.bottom != row[0].box.bottom:  # else it is in order already
            row.sort(key=_across)
    return tuple(map(Row, rows))


def letters_by_print(page: PageLayout) -> Mapping[tuple[float, bool], int]:
    """How many letters of a page are set in each size and weight, in the order in which these are first seen."""
    return _PRINTS.find(page.words)


def _count_letters(words: Sequence[Word]) -> dict[tuple[float, bool], int]:
    letters: dict[tuple[float, bool], int] = {}
    size, bold, count = 0.0, False, 0  # of words in one print, one after another
    for word in words:
        if word.size != size or word.bold != bold:
            if count:
                letters[size, bold] = letters.get((size, bold), 0) + count
            size, bold, count = word.size, word.bold, 0
        count += len(word.text)
    if count:
        letters[size, bold] = letters.get((size, bold), 0) + count
    return letters


_ROWS: Kept[Word, tuple[Row, ...]] = Kept(KEPT, _group)
_PAGES: Kept[Word, tuple[Row, ...]] = Kept(KEPT_PAGES, _ROWS.find)
_BODIES: Kept[Word, tuple[Word, ...]] = Kept(KEPT_PAGES, _find_body)
_PRINTS: Kept[Word, dict[tuple[float, bool], int]] = Kept(KEPT_PAGES, _count_letters)
_across = attrgetter("box.x0", "box.x1")  # some signs have no width, and stand before what follows
_from_below = attrgetter("box.bottom", "box.x0", "box.x1")


def _stacked(words: Sequence[Word]) -> tuple[list[list[Word]], bool]:
    """The rows of words that are given from the top, those on one height from the left; and whether they are given so,
    as a page's words nearly always are: to look at it here costs less than to sort them."""
    rows: list[list[Word]] = []
    row: list[Word] = []
    start, size = -math.inf, 0.0  # of the row's first word
    lowest = left = -math.inf
    are_in_order = True
    for word in words:
        x0, _, _, bottom = word.box
        if bottom <= lowest and (bottom < lowest or x0 <= left):
            are_in_order = False
        lowest, left = bottom, x0
        if bottom == start:  # as most are
            row.append(word)
            continue
        own = word.size
        if bottom - start <= 0.3 * (own if own < size else size):
            row.append(word)
        else:
            row = [word]
            rows.append(row)
            start, size = bottom, own
    return rows, are_in_order


def _with_signs(rows: list[list[Word]], signs: Sequence[Word]) -> list[list[Word]]:
    """The rows with each sign in the one that it stands in, or in one of its own. A row's lowest word is its last."""
    heights = [(min([w.box.top for w in row]), row[-1].box.bottom) for row in rows]
    for sign in signs:
        _, sign_top, _, sign_bottom = sign.box
        best, most = -1, 0.0
        for i, (top, bottom) in enumerate(heights):
            if sign_bottom > top and bottom > sign_top and (shared := _shared_height(sign, top, bottom)) > most:
                best, most = i, shared
        if best < 0:
            rows.append([sign])
            heights.append((sign_top, sign_bottom))
        else:
            rows[best].append(sign)
            top, bottom = heights[best]
            heights[best] = min(top, sign_top), max(bottom, sign_bottom)
    return [rows[i] for i in sorted(range(len(rows)), key=lambda i: heights[i][1])]


def _shared_height(sign: Word, top: float, bottom: float) -> float:
    """Height that a sign shares with a row's text, at most; the signs of symbol fonts have baselines of their own.

    Of two rows that it stands beside, the one whose middle is nearer counts more.
    """
    shared = min(bottom, sign.box.bottom) - max(top, sign.box.top)
    middles = abs((top + bottom) / 2 - (sign.box.top + sign.box.bottom) / 2)
    return shared - middles if shared > middles else min(shared, 0.0)


def _nearest(rows: Sequence[list[Word]], mark: Word) -> list[Word] | None:
    """The row of the word that a raised mark stands nearest to. Nearly all words are further above or below it."""
    home, least = None, math.inf
    for row in rows:
        near = [w for w in row if 2 * abs(mark.box.top - w.box.top) < least]
        distance = min([_distance(mark, w) for w in near], default=least)
        if distance < least:
            home, least = row, distance
    return home


def _distance(mark: Word, word: Word) -> float:
    """How far a raised mark stands from a word before or behind it; height counts double."""
    beside = min(abs(mark.box.x0 - word.box.x1), abs(word.box.x0 - mark.box.x1))
    return beside + 2 * abs(mark.box.top - word.box.top)


def any_side_by_side(rows: Sequence[Row]) -> bool:
    """Whether anything on a page stands beside something else, as columns and the cells of a table do: parts of one
    line, or lines near each other of which neither reaches over the other."""
    if any(len(row.parts) > 1 for row in rows):
        return True
    boxes = [row.box for row in rows]
    return any(
        (b.x0 > a.x1 or b.x1 < a.x0) and b.top - a.bottom < BESIDE * (b.bottom - b.top) for a, b in pairwise(boxes)
    )


def print_of(words: Sequence[Word]) -> tuple[float, bool, bool, str] | None:
    """Size, weight, slant and colour of a text; null where it is of several kinds."""
    found = None
    for w in words:
        if w.text.isalnum() or any(map(str.isalnum, w.text)):
            kind = round(w.size, 1), w.bold, w.italic, w.colour
            if found is not None and kind != found:
                return None
            found = kind
    return found


def segments_of(row: Sequence[Word]) -> Sequence[Segment]:
    """A printed row cut at wide gaps."""
    return row.parts if isinstance(row, Row) else _cut(row)


def _cut(row: Sequence[Word]) -> list[Segment]:
    part: list[Word] = []
    parts = [part]
    end, last_size = 0.0, 0.0
    for word in row:
        size, (x0, _, x1, _) = word.size, word.box
        if part and x0 - end > SEGMENT_GAP * (size if size > last_size else last_size):
            part = []
            parts.append(part)
        part.append(word)
        end, last_size = x1, size
    return [Segment(tuple(part)) for part in parts if part]
