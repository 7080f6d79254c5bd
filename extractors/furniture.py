"""Running headers and footers: found by repetition at the same place, whatever their wording."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.geometry import centre_in, union
from extractors.lines import find_rows, join_words
from pipeline.records import Box, PageLayout, Word

EDGE_TOP, EDGE_BOTTOM = 0.08, 0.9  # shares of the page height beyond which only running headers and footers stand
FURNITURE_TOP, FURNITURE_BOTTOM = 0.14, 0.84  # shares of the page height in which running headers and footers stand
FURNITURE_SHARE = 0.3  # of the pages: what is repeated on fewer is text
SAME_PLACE = 4.0  # points
PAGE_NUMBER = re.compile(r"^(sida|sid\.?|s\.)?\s*\d{1,4}\s*([(/]|av)?\s*\d{0,4}\s*\)?$", re.IGNORECASE)


def find_page_numbers(pages: Sequence[PageLayout]) -> dict[int, frozenset[Box]]:
    """Boxes of the words in lines at the edges of the pages that say the same and count up with the pages.

    A table may end right above such a line, which then looks like its last row.
    """
    rows: dict[str, list[tuple[int, int, list[Word]]]] = {}
    for page in pages:
        for row in find_rows(page.words):
            middle = (row[0].box.top + row[0].box.bottom) / 2 / page.height
            *_, last = re.findall(r"\d+", row[-1].text) or [""]
            if not EDGE_TOP < middle < EDGE_BOTTOM and last:
                rows.setdefault(re.sub(r"\d+", "#", join_words(row)), []).append((page.number, int(last), row))
    found: dict[int, set[Box]] = {page.number: set() for page in pages}
    for alike in rows.values():
        for number, printed, row in alike:
            if any(n != number and printed - p == number - n for n, p, _ in alike):
                found[number].update(w.box for w in row)
    return {number: frozenset(boxes) for number, boxes in found.items()}


def find_furniture(pages: Sequence[PageLayout], tables: Mapping[int, Sequence[Box]]) -> dict[int, frozenset[Box]]:
    """Boxes of the words in running headers and footers, by page."""
    rows: list[tuple[int, str, float, list[Word]]] = []
    for page in pages:
        for row in find_rows(page.words):
            box = union(w.box for w in row)
            middle = (box.top + box.bottom) / 2 / page.height
            if FURNITURE_TOP < middle < FURNITURE_BOTTOM:
                continue
            if any(centre_in(box, table) for table in tables.get(page.number, ())):
                continue
            rows.append((page.number, re.sub(r"\d+", "#", join_words(row)), box.top, row))
    needed = max(2, FURNITURE_SHARE * len(pages))
    places: dict[str, list[float]] = {}
    for _, text, top, _ in rows:
        places.setdefault(text, []).append(top)
    out = {number: set(boxes) for number, boxes in find_page_numbers(pages).items()}
    height = {page.number: page.height for page in pages}
    for number, text, top, row in rows:
        repeated = sum(abs(top - other) <= SAME_PLACE for other in places[text]) >= needed
        at_edge = top < EDGE_TOP * height[number] or top > EDGE_BOTTOM * height[number]
        if (repeated and len(pages) > 1) or (at_edge and PAGE_NUMBER.match(join_words(row).strip("–- "))):
            out[number].update(w.box for w in row)
    return {number: frozenset(boxes) for number, boxes in out.items()}
