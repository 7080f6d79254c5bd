"""The order in which a page is read: columns of text one after the other, all else from the top down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from extractors.geometry import centre_in, overlap, union
from extractors.text_columns import TextColumns
from pipeline.records import Box, PageLayout

T = TypeVar("T")
MIDDLE = (0.35, 0.65)  # shares of the page width between which the white between two columns of text lies
COLUMN = 0.28  # share of the page width that a column of running text fills at least
GUTTER = 0.07  # share of the page width; texts further apart are boxes side by side
TALL = 0.3  # share of the page height over which both columns go on
PANEL = (0.1, 0.35)  # shares of the page width that a panel beside the text fills
SLACK = 2.0  # points
MARGIN_PLAY = 3.0  # points that a label in the margin may stand lower than the text beside it


def in_columns(
    blocks: Sequence[T],
    box_of: Callable[[T], Box],
    width: float,
    height: float,
    columns: Sequence[TextColumns] = (),
    cards: Sequence[Box] = (),
    tables: Sequence[Box] = (),
) -> list[T]:
    """The blocks of one page in reading order. `width` and `height` are the page's, in points.

    What stands left of one of the `tables` is read before it, as the goal in a panel beside its measures.

    `columns` are the parts that are surely set in columns, `cards` the shaded boxes that stand side by side. On a page
    without any, two stacks of boxes may still be columns: blocks over the whole width part the page; between them, the
    left one is read before the right one.
    """
    level = _levels([box_of(b) for b in blocks])
    ordered = sorted(blocks, key=lambda b: _down_the_page(level.get(box_of(b), box_of(b)), tables))
    if columns or cards:
        boxes = [box_of(b) for b in ordered]
        return _by_columns(ordered, box_of, [_with_tables(part, boxes) for part in columns], cards, tables)
    gutter = _find_gutter([box_of(b) for b in ordered], width, height)
    if gutter is None:
        return ordered
    out: list[T] = []
    stacks: tuple[list[T], list[T]] = ([], [])
    for block in ordered:
        box = box_of(block)
        if box.x0 < gutter - SLACK and box.x1 > gutter + SLACK:
            out += [*stacks[0], *stacks[1], block]
            stacks = ([], [])
        else:
            stacks[box.x0 >= gutter - SLACK].append(block)
    return [*out, *stacks[0], *stacks[1]]


def left_panels(boxes: Sequence[Box], page: PageLayout) -> list[Box]:
    """The tall panels of colour at the left of a page that hold a text, with all else at their height right of them:
    the area over the goals beside it. They are read first, as cards are. Seen in brochures and in budgets set lying."""
    found = []
    for box in (s.box for s in page.shapes if s.fill and s.fill != "#ffffff"):
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if high < TALL * page.height or not PANEL[0] * page.width <= wide <= PANEL[1] * page.width:
            continue
        inside = [b for b in boxes if centre_in(b, box)]
        beside = [b for b in boxes if b not in inside and overlap(b.top, b.bottom, box.top, box.bottom) > 0]
        if inside and beside and all(b.x0 >= box.x1 - SLACK for b in beside) and box not in found:
            found.append(box)
    return found


def _levels(boxes: Sequence[Box]) -> dict[Box, Box]:
    """Labels in the margin, as high as the text right of them: they stand a little lower in their own print."""
    raised: dict[Box, Box] = {}
    for box in boxes:
        beside = [b.top for b in boxes if b.x0 >= box.x1 and 0 < box.top - b.top <= MARGIN_PLAY and b.top < box.bottom]
        if beside:
            raised[box] = box._replace(top=min(beside))
    return raised


def _down_the_page(box: Box, tables: Sequence[Box]) -> tuple[float, float, float]:
    """How far down a block is read: what stands left of a table, at its height, right before it."""
    beside = [t.top for t in tables if box.x1 <= t.x0 and t.top < box.top and box.bottom <= t.bottom + SLACK]
    return min(beside, default=box.top), box.x0, box.top


def _with_tables(part: TextColumns, boxes: Sequence[Box]) -> TextColumns:
    """A part in columns as far down as blocks stand in several of them: tables may end columns of text, and so does a
    heading in the first column under which all columns begin anew."""
    across = [b.top for b in boxes if b.bottom > part.bottom and any(b.x0 < x < b.x1 for x in part.starts)]
    anew = [b.top - SLACK for b in boxes if b.top >= part.bottom and _heads_all(b, boxes, part.starts)]
    end = min([*across, *anew], default=float("inf"))
    inside = [
        (sum(b.x0 >= x - SLACK for x in part.starts), b)
        for b in boxes
        if b.top >= part.top - SLACK
        and b.bottom <= end + SLACK
        and not any(b.x0 < x - SLACK < b.x1 for x in part.starts)
    ]
    lower = {col for col, b in inside if b.bottom > part.bottom}
    beside = [
        b.bottom
        for col, b in inside
        if len(lower) > 1 or any(col != c and overlap(b.top, b.bottom, o.top, o.bottom) > 0 for c, o in inside)
    ]
    return replace(part, bottom=max([part.bottom, *beside]))


def _heads_all(box: Box, boxes: Sequence[Box], starts: Sequence[float]) -> bool:
    """Whether a block in the first column stands alone at its height, and right below it all columns begin at one."""
    if box.x1 > starts[0] - SLACK or any(b != box and overlap(b.top, b.bottom, box.top, box.bottom) > 0 for b in boxes):
        return False
    below = [b for b in boxes if b.top >= box.bottom]
    top = min((b.top for b in below), default=0.0)
    level = {sum(b.x0 >= x - SLACK for x in starts) for b in below if b.top <= top + SLACK}
    return len(level) == len(starts) + 1 and top - box.bottom <= box.bottom - box.top


def _by_columns(
    ordered: Sequence[T],
    box_of: Callable[[T], Box],
    columns: Sequence[TextColumns],
    cards: Sequence[Box],
    tables: Sequence[Box],
) -> list[T]:
    """Blocks from the top down, those of each part in columns one column after the other, those of a card together.

    Text in cards side by side is no text in columns: cards over the first line of such a part hold it, with their
    tables. Seen in budgets with two goals on a page."""

    def key(block: T) -> tuple[float, float, float, float]:
        box = box_of(block)
        card = next((card for card in cards if centre_in(box, card)), None)
        for part in columns:
            column = part.column_of(box) if card is None or card.top > part.top + SLACK else None
            if column is not None:
                return part.top, column, box.top, box.x0
        top, x0, _ = _down_the_page(box, tables)
        return (card.top, card.x0, box.top, box.x0) if card else (top, 0.0, box.top, x0)

    return sorted(ordered, key=key)


def _find_gutter(boxes: Sequence[Box], width: float, height: float) -> float | None:
    """The place of the white between two columns of text; null on a page without."""
    starts = sorted({box.x0 for box in boxes if MIDDLE[0] * width < box.x0 < (MIDDLE[1] + 0.05) * width})
    for start in starts:
        left = [b for b in boxes if b.x1 <= start - SLACK]
        right = [b for b in boxes if b.x0 >= start - SLACK]
        if not left or not right:
            continue
        a, b = union(left), union(right)
        if (
            start - a.x1 <= GUTTER * width
            and min(a.x1 - a.x0, b.x1 - b.x0) >= COLUMN * width
            and min(a.bottom, b.bottom) - max(a.top, b.top) >= TALL * height
        ):
            return (a.x1 + start) / 2
    return None
