"""Boxes that stand one under the other beside the text that they belong to: each begins where a part of that begins.

Seen in goal frameworks and plans set by designers: a goal and its description at the left, beside it a shaded box with
the measures. Read as columns, all boxes would belong to the last goal. Knows no words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from extractors.diagrams import find_outlines
from extractors.geometry import centre_in, height, overlap, width
from extractors.order import in_columns
from extractors.text_columns import TextColumns
from pipeline.records import Box, PageLayout

T = TypeVar("T")
SAME_EDGE = 2.0  # points by which boxes of one stack may begin and end apart
LEVEL = 12.0  # points by which the first line beside a box may stand above or below its edge: the box has a margin
WIDEST = 0.6  # of the page; wider ones are bands and frames
LEAST_HEIGHT = 24.0  # points; lower ones hold no label with something under it
FEWEST = 2  # boxes in a stack


def in_order(
    page: PageLayout,
    blocks: Sequence[T],
    box_of: Callable[[T], Box],
    columns: Sequence[TextColumns],
    cards: Sequence[Box],
    tables: Sequence[Box],
) -> list[T]:
    """The blocks of a page in reading order; where boxes stand beside the text that they belong to, there are no
    columns. `columns`, `cards` and `tables` as in `in_columns`."""
    rows = find_side_boxes(page, [box_of(block) for block in blocks])
    if rows:
        columns = [c for c in columns if not any(overlap(c.top, c.bottom, row.top, row.bottom) > 0 for row in rows)]
    return in_columns(blocks, box_of, page.width, page.height, columns, [*cards, *rows], tables)


def find_side_boxes(page: PageLayout, blocks: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes beside text on a page, each after the place of the text beside it. `blocks` are the places of all
    blocks of the page; none where one of them stands in no such row."""
    if len(page.shapes) < FEWEST:
        return ()
    outer = [shape.box for shape in find_outlines(page) if _may_be_one(shape.box, page.width)]
    stacks: list[list[Box]] = []
    for box in sorted(set(outer), key=lambda b: b.top):
        stack = next((s for s in stacks if _same_sides(s[0], box)), None)
        if stack is None:
            stacks.append([box])
        else:
            stack.append(box)
    found: list[Box] = []
    for stack in stacks:
        if len(stack) >= FEWEST and all(a.bottom < b.top for a, b in pairwise(stack)):
            rows = [_row(box, blocks) for box in stack]
            if all(rows):
                found += [part for row in rows for part in row]
    return tuple(found)


def _may_be_one(box: Box, page_width: float) -> bool:
    return height(box) >= LEAST_HEIGHT and width(box) <= WIDEST * page_width


def _same_sides(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) <= SAME_EDGE and abs(a.x1 - b.x1) <= SAME_EDGE


def _row(box: Box, blocks: Sequence[Box]) -> tuple[Box, ...]:
    """The place of the text left of a box and the box; none where the text does not begin with it, or goes on."""
    level = [b for b in blocks if overlap(b.top, b.bottom, box.top, box.bottom) > 0]
    beside = [b for b in level if b.x1 <= box.x0 + SAME_EDGE]
    across = any(b.x0 < box.x0 < b.x1 - SAME_EDGE for b in level)
    if across or not beside or not any(centre_in(b, box) for b in level):
        return ()
    first = min(b.top for b in beside)
    if abs(first - box.top) > LEVEL or max(b.bottom for b in beside) > box.bottom + LEVEL:
        return ()
    top = min(first, box.top)
    return Box(0.0, top, box.x0, box.bottom + LEVEL), Box(box.x0, top, box.x1, box.bottom)
