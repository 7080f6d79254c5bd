"""Running headers and footers: found by place, repetition and counting, whatever their wording.

A row at the edge of a page is furniture where it counts the pages, where other pages repeat it at the same place,
where it is one of a series of rows of one style (chapter names that change), or where the file calls it an artifact.
The head of a table that goes on is repeated too, but it heads the columns below it: it stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from extractors.flow import BULLET
from extractors.geometry import centre_in, overlap
from extractors.lines import Row, letters_by_print, page_rows, segments_of
from pipeline.light import light
from pipeline.records import Box, PageLayout

EDGE_TOP, EDGE_BOTTOM = 0.08, 0.9  # shares of the page height beyond which only running headers and footers stand
FURNITURE_TOP, FURNITURE_BOTTOM = 0.14, 0.84  # shares of the page height in which running headers and footers stand
FURNITURE_SHARE = 0.3  # of the pages: what is repeated on fewer is text, unless it stands apart at the very edge
SAME_PLACE = 4.0  # points
OTHER_SHEET = 12.0  # points by which the margins of upright and lying pages may differ
APART = 1.0  # of the font size; the white between a running header and the text, lines of text stand closer
NEIGHBOURS = 2  # pages; left and right pages may have headers of their own
FEWEST_LETTERS = 4  # of a row that only a neighbouring page repeats; less is a sign or a value
FEWEST_IN_SERIES, SERIES_SHARE = 3, 0.5  # pages, and share of the pages, on which a series of rows stands
KNOWN_SHARE = 0.6  # of the rows of a series that another page repeats or a heading in larger print says
LARGER = 1.1  # times the size of the text: print of headings
LIST_INDENT = 12.0  # points from the left end of a heading to the bullets under it
CLOSE_BELOW = 1.5  # of the font size; a table's first row stands this near below its head
ARTIFACT_SHARE = 0.5  # of a page's words; where more are artifacts, the page was never tagged
PAGE_NUMBER = re.compile(  # `3`, `Sida 3 (24)`, `3/24`, `sid 3 av 24`, `– 3 –`
    r"^[\[(–—-]?\s*(?:(?:sidan?|sid\.?|s\.|page)\s*)?(\d{1,4})\s*(?:(?:[(/|]|av|of)\s*\d{1,4}\s*\)?)?\s*[\])–—-]?$",
    re.IGNORECASE,
)
LABEL = re.compile(r"^(?!sid|s\.|page)[^\d]+\d+(\.\d+)*[.:]?$", re.IGNORECASE)  # `Mål 3`: a heading that counts


@light(frozen=True, slots=True)
class _Row:
    """A printed row at the top or bottom of a page."""

    page: int
    words: Row
    box: Box
    text: str
    key: str  # the text with `#` for what may differ between pages
    at_edge: bool  # so near the edge that text seldom stands there
    apart: bool  # white parts it from the text of the page
    larger: bool  # than the text
    like_heading: bool  # larger or bolder than it
    heads_columns: bool
    margin: float  # points to the nearer edge of the page
    sheet: float  # height of the page
    close: bool  # the next row stands as near as lines of one text or head do
    over_heading: bool  # it counts, and the next row is a heading in larger print: `Mål 3` over the goal
    between: str | None  # the heading in larger print right above a row that is about it, or stands between two


@dataclass(frozen=True, slots=True)
class Edges:
    """The rows at the top and bottom of a document's pages, and the numbers of the pages among them."""

    pages: Sequence[PageLayout]
    rows: Sequence[_Row]
    numbers: Mapping[int, frozenset[Box]]  # page -> boxes of the words in rows that count up with the pages


def read_edges(pages: Sequence[PageLayout]) -> Edges:
    """What stands at the edges. A table may end right above a page number, which then looks like its last row."""
    rows = _with_labels_of_headings(_edge_rows(pages))
    return Edges(pages, rows, _boxes(pages, (*_counting(rows), *_numbered(rows, len(pages)))))


def find_furniture(edges: Edges, tables: Mapping[int, Sequence[Box]]) -> dict[int, frozenset[Box]]:
    """Boxes of the words in running headers and footers, by page. Rows inside `tables` are none."""
    pages = edges.pages
    rows = [r for r in edges.rows if not any(centre_in(r.box, table) for table in tables.get(r.page, ()))]
    kept = _table_heads(rows) | _labels_of_headings(rows)
    free = [row for row in rows if row.key not in kept]
    found = [
        *_not_of_text(_repeated(free, len(pages)), pages),
        *(row for row in free if row.at_edge and PAGE_NUMBER.match(row.text)),
        *_series(free, pages),
        *_artifacts(free, pages),
    ]
    return {number: edges.numbers[number] | boxes for number, boxes in _boxes(pages, found).items()}


def _boxes(pages: Sequence[PageLayout], rows: Iterable[_Row]) -> dict[int, frozenset[Box]]:
    found: dict[int, set[Box]] = {page.number: set() for page in pages}
    for row in rows:
        found[row.page].update(word.box for word in row.words)
    return {number: frozenset(boxes) for number, boxes in found.items()}


# ------------------------------------------------------------------ rows at the edges


def _edge_rows(pages: Sequence[PageLayout]) -> list[_Row]:
    """The printed rows at the top and bottom of all pages."""
    usual = _usual_print(pages)
    out = []
    for page in pages:
        printed = page_rows(page)
        for i, row in enumerate(printed):
            if not FURNITURE_TOP < row.middle / page.height < FURNITURE_BOTTOM:
                out.append(_row(page, printed, i, usual))
    return out


def _row(page: PageLayout, printed: Sequence[Row], i: int, usual: tuple[float, bool]) -> _Row:
    words = printed[i]
    box = words.box
    on_top = words.middle < page.height / 2
    inwards = (row.box for row in (printed[i:] if on_top else printed[i::-1]))
    text = words.text
    size, bold = usual
    larger = words[0].size > LARGER * size
    like_heading = larger or (words[0].bold and not bold)
    counts = on_top and LABEL.match(text) is not None
    label = counts and like_heading
    return _Row(
        page.number,
        words,
        box,
        text,
        text if label else re.sub(r"\d+", "#", text),
        box.top < EDGE_TOP * page.height or box.top > EDGE_BOTTOM * page.height,
        _stands_apart(inwards, page.height, APART * words[0].size),
        larger,
        like_heading,
        (on_top and _heads_columns(printed[i:])) or _heads_list(printed[i:]),
        box.top if on_top else page.height - box.bottom,
        page.height,
        i + 1 < len(printed) and printed[i + 1].box.top - box.bottom < APART * words[0].size,
        counts and i + 1 < len(printed) and _is_heading_under(printed[i + 1], words, LARGER * size),
        printed[i - 1].text if on_top and _is_of_heading(page, printed, i, size) else None,
    )


def _is_of_heading(page: PageLayout, printed: Sequence[Row], i: int, usual: float) -> bool:
    """Whether a row in the size of the text or below stands under a heading in larger print and right over another, or
    begins in a small coloured box close under one: `Delvis uppfyllt` under a goal, in annual reports."""
    words = printed[i]
    if not 0 < i < len(printed) - 1 or not printed[i - 1][0].size > LARGER * usual >= words[0].size:
        return False
    if _is_heading_under(printed[i + 1], words, LARGER * usual):
        return True
    part, above = words.parts[0], printed[i - 1]
    if words.box.top - above.box.bottom > CLOSE_BELOW * above[0].size or part.x0 - above.box.x0 > LIST_INDENT:
        return False
    room = 2 * words[0].size
    return any(
        shape.fill not in (None, "#ffffff")
        and part.x0 - room <= shape.box.x0 <= part.x0
        and part.x1 <= shape.box.x1 <= part.x1 + room
        and shape.box.top <= words.middle <= shape.box.bottom <= shape.box.top + 2 * room
        for shape in page.shapes
    )


def _is_heading_under(below: Row, row: Row, least: float) -> bool:
    """Whether a row is a heading right under another one, in larger print than that and than the text."""
    near = below.box.top - row.box.bottom <= CLOSE_BELOW * below[0].size
    return (
        near
        and below[0].size > max(least, LARGER * row[0].size)
        and abs(below[0].box.x0 - row[0].box.x0) <= LIST_INDENT
    )


def _with_labels_of_headings(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, those told apart by their numbers that count headings: every one like it stands over a heading, and not
    all on the page of their number."""
    alike: dict[str, list[_Row]] = {}
    for row in rows:
        if "#" in row.key:
            alike.setdefault(row.key, []).append(row)
    counting = {
        key
        for key, found in alike.items()
        if all(row.over_heading for row in found) and any(not row.text.endswith(str(row.page)) for row in found)
    }
    return [replace(row, key=row.text) if row.key in counting else row for row in rows]


def _usual_print(pages: Sequence[PageLayout]) -> tuple[float, bool]:
    """Size and weight that most of the document is printed in."""
    letters: dict[tuple[float, bool], int] = {}
    for page in pages:
        for style, count in letters_by_print(page).items():
            letters[style] = letters.get(style, 0) + count
    return max(letters, key=lambda style: letters[style]) if letters else (0.0, False)


def _stands_apart(inwards: Iterable[Box], height: float, white: float) -> bool:
    """Whether white parts a row from the text: rows from it inwards, up to the first beyond the edge."""
    for outer, inner in pairwise(inwards):
        if max(inner.top - outer.bottom, outer.top - inner.bottom) >= white:
            return True
        if EDGE_TOP * height <= inner.top <= EDGE_BOTTOM * height:
            return False
    return True


def _heads_columns(printed: Sequence[Row]) -> bool:
    """Whether the parts of a row stand over the parts of the row close below it."""
    if len(printed) < 2:
        return False
    row, below = printed[:2]
    parts, under = row.parts, below.parts
    over = sum(any(overlap(p.x0, p.x1, u.x0, u.x1) > 0 for u in under) for p in parts)
    return over >= 2 and len(under) >= 2 and below.box.top - row.box.bottom <= CLOSE_BELOW * row[0].size


def _heads_list(printed: Sequence[Row]) -> bool:
    """Whether a part of a row stands right over a list: its bullets begin where the part does."""
    if len(printed) < 2:
        return False
    row, below = printed[:2]
    near = below.box.top - row.box.bottom <= CLOSE_BELOW * row[0].size
    lists = [part for part in below.parts if BULLET.match(part.words[0].text)]
    return near and any(abs(item.x0 - part.x0) <= LIST_INDENT for item in lists for part in row.parts)


def _labels_of_headings(rows: Sequence[_Row]) -> frozenset[str]:
    """Texts of rows that always stand between two headings, under another one on each page: `Övergripande mål` under
    the name of an area and over the goal. A header's second line stands under the same name of the document."""
    over: dict[str, list[str | None]] = {}
    for row in rows:
        over.setdefault(row.key, []).append(row.between)
    return frozenset(key for key, found in over.items() if None not in found and len(set(found)) == len(found))


# ------------------------------------------------------------------ what makes a row furniture


def _counting(rows: Sequence[_Row]) -> list[_Row]:
    """Rows that say the same and count up with the pages."""
    alike: dict[str, list[tuple[int, _Row]]] = {}
    for row in rows:
        *_, last = re.findall(r"\d+", row.words[-1].text) or [""]
        if row.at_edge and "#" in row.key and last:
            alike.setdefault(row.key, []).append((int(last) - row.page, row))
    return [
        row
        for found in alike.values()
        for step, row in found
        if any(step == other and row.page != o.page for other, o in found)
    ]


def _numbered(rows: Sequence[_Row], n_pages: int) -> list[_Row]:
    """Rows that begin or end with a page number, whatever else they say: `Inledning      3`."""
    found: list[tuple[int, _Row]] = []
    for row in rows:
        parts = segments_of(row.words)
        ends = {
            PAGE_NUMBER.match(part.text)
            for part in (parts[0], parts[-1])
            if row.at_edge and row.apart and not row.larger
        }
        found += [(int(end.group(1)) - row.page, row) for end in ends if end]
    pages_of: dict[int, set[int]] = {}
    for step, row in found:
        pages_of.setdefault(step, set()).add(row.page)
    return [row for step, row in found if len(pages_of[step]) >= max(FEWEST_IN_SERIES, SERIES_SHARE * n_pages)]


def _table_heads(rows: Sequence[_Row]) -> frozenset[str]:
    """Texts of rows that head the columns of a table on at least half of the pages where they stand.

    Rows of a letterhead (Postadress over a street) head columns too, but the rows below them are on every page as well.
    """
    pages_of: dict[str, set[int]] = {}
    for row in rows:
        pages_of.setdefault(row.key, set()).add(row.page)
    heads: set[tuple[int, str]] = set()
    below = None
    for row in reversed(rows):
        under = below.key if below is not None and below.page == row.page else ""
        over_values = row.heads_columns and len(pages_of.get(under, ())) < max(2, len(pages_of[row.key]) / 2)
        if over_values or (row.close and (row.page, under) in heads):
            heads.add((row.page, row.key))
        below = row
    counts = Counter(key for _, key in heads)
    return frozenset(key for key, count in counts.items() if 2 * count >= len(pages_of[key]))


def _repeated(rows: Sequence[_Row], n_pages: int) -> list[_Row]:
    """Rows that say the same at the same place on many pages, or apart at the very edge of neighbouring ones."""
    alike: dict[str, list[_Row]] = {}
    for row in rows:
        alike.setdefault(row.key, []).append(row)
    needed = max(2, FURNITURE_SHARE * n_pages)
    pages_at: dict[tuple[Any, ...], set[int]] = {}
    out = []
    for row in rows:
        place = row.key, row.box.top, row.sheet, row.at_edge, row.margin
        if place not in pages_at:  # most rows of a document have the place of another one
            pages_at[place] = {o.page for o in alike[row.key] if _at_same_place(o, row)}
        pages = pages_at[place]
        near = any(row.page + step in pages for step in range(-NEIGHBOURS, NEIGHBOURS + 1) if step)
        letters = sum(sign.isalpha() for sign in row.text)
        alone = row.at_edge and row.apart and not row.like_heading and letters >= FEWEST_LETTERS
        if len(pages) >= needed or (near and alone):
            out.append(row)
    return out


def _not_of_text(rows: Sequence[_Row], pages: Sequence[PageLayout]) -> list[_Row]:
    """Repeated rows without those that are text: a number in larger print that does not count the pages, and what is
    said in the same print within the pages, on half as many at least: `Fokusområde` over the name of one, twice on each
    page. Seen in strategies whose pages are set alike."""
    on_edge: dict[tuple[str, str, float], set[int]] = {}
    for row in rows:
        on_edge.setdefault(_said(row.words), set()).add(row.page)
    within: dict[tuple[str, str, float], set[int]] = {}
    texts = {text for text, _, _ in on_edge}
    for page in pages if rows else ():
        for printed in (row for row in page_rows(page) if row.text in texts):
            if FURNITURE_TOP < printed.middle / page.height < FURNITURE_BOTTOM:
                within.setdefault(_said(printed), set()).add(page.number)
    steps = Counter(int(row.text) - row.page for row in rows if row.text.isdigit())
    return [
        row
        for row in rows
        if not (row.larger and row.text.isdigit() and steps[int(row.text) - row.page] == 1)
        and 2 * len(within.get(_said(row.words), ())) < max(2, len(on_edge[_said(row.words)]))
    ]


def _said(row: Row) -> tuple[str, str, float]:
    """What a row says, and in what print."""
    return row.text, row[0].font, row[0].size


def _at_same_place(one: _Row, other: _Row) -> bool:
    """Whether two rows stand at the same height; on sheets of two sizes the margins may differ."""
    if one.sheet == other.sheet or not (one.at_edge and other.at_edge):
        return abs(one.box.top - other.box.top) <= SAME_PLACE
    on_top = one.box.top < one.sheet / 2, other.box.top < other.sheet / 2
    return on_top[0] == on_top[1] and abs(one.margin - other.margin) <= OTHER_SHEET


def _sizes_of_texts(pages: Sequence[PageLayout]) -> dict[str, float]:
    """The largest print in which each row of the document is said."""
    sizes: dict[str, float] = {}
    for page in pages:
        for row in page_rows(page):
            text = row.text.casefold()
            sizes[text] = max(sizes.get(text, 0.0), row[0].size)
    return sizes


def _series(rows: Sequence[_Row], pages: Sequence[PageLayout]) -> list[_Row]:
    """Rows of one style at one place of many pages, most of which are known: names of chapters.

    A row is known where another page repeats it, or where the document says it in larger print, as a heading.
    Captions and first lines of text, which may stand in one place too, are not.
    """
    styles: dict[tuple[str, float], list[_Row]] = {}
    for row in rows:
        if row.at_edge and row.apart and not row.larger:
            styles.setdefault((row.words[0].font, row.words[0].size), []).append(row)
    fewest = max(FEWEST_IN_SERIES, SERIES_SHARE * len(pages))
    found: list[tuple[list[_Row], list[_Row]]] = []  # rows at one height, and those of their style near it
    for alike in styles.values():
        at: dict[float, list[_Row]] = {}
        for row in alike if len(alike) >= fewest else ():
            at.setdefault(row.box.top, []).append(row)
        for top, level in at.items():
            series = [o for o in alike if abs(o.box.top - top) <= SAME_PLACE]
            if len({o.page for o in series}) >= fewest:
                found.append((level, series))
    printed = _sizes_of_texts(pages) if found else {}
    out = []
    for level, series in found:
        said = Counter(o.key for o in series)
        known = sum(said[o.key] > 1 or printed[o.text.casefold()] > LARGER * o.words[0].size for o in series)
        if known >= KNOWN_SHARE * len(series):
            out += level
    return out


def _artifacts(rows: Sequence[_Row], pages: Sequence[PageLayout]) -> list[_Row]:
    """Rows that a tagged file marks as no part of its text, on pages whose text it does tag.

    Office programs mark the repeated head of a table so, too; it stands close to its table.
    """
    marked = [row for row in rows if row.at_edge and row.apart and all(word.artifact for word in row.words)]
    on = {row.page for row in marked}
    words = {page.number: page.words for page in pages if page.number in on}
    tagged = {page for page, ws in words.items() if sum([w.artifact for w in ws]) <= ARTIFACT_SHARE * len(ws)}
    return [row for row in marked if row.page in tagged]
