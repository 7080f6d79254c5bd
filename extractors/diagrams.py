"""Boxes placed on a page -> a diagram: text in boxes, boxes in boxes, connectors, rows. Knows no words.

Everything follows from what is drawn: outlines that hold text, lines that run between them, arrow heads at their ends.
A table is no diagram: outlines that share their edges, or whose edges are ruled, are cells and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors import lines
from extractors.blocks import TextBlock, find_blocks
from extractors.cells import words_in, words_outside
from extractors.connectors import JOINT, Connection, find_connections, is_open
from extractors.geometry import contains, height, overlap, union, width
from extractors.lines import KEPT_PAGES
from extractors.once import Kept
from pipeline.records import Box, PageLayout, Place, Rule, Shape, Word

SMALLEST_BOX = 14.0  # points; an outline lower than this holds no line of text
SHADOW = 4.0  # points; fill, stroke and shadow of one figure are drawn this near to each other
SAME_EDGE = 2.0  # points; cells touch, boxes in the plans seen stand 3 points and more apart
FEWEST_BOXES = 3
MOST_PARTS = 3  # rules between parts of one box; the frame around a table holds more
CARD_WIDTH = 0.1  # of the page width, at least
CARD_HEIGHT = 36.0  # points; lower ones are cells of a table or bands behind a heading, unless they hold two lines
LOW_CARD = 20.0  # points; lower ones hold no two lines
SHARE_LANDSCAPE = 0.5  # of the page's words that stand in boxes
SHARE_CONNECTED = 0.25  # where lines join boxes: no text page has that, and explanations may stand below
SHARE_UPRIGHT = 0.7


@dataclass(frozen=True, slots=True)
class DiagramBox:
    """An outline that holds text of its own. `container` is the index of the box around it."""

    outline: Box
    place: Place
    blocks: tuple[TextBlock, ...]
    fill: str | None
    pointed: bool  # a block arrow or chevron
    container: int | None = None

    @property
    def text(self) -> str:
        return " ".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Diagram:
    """The boxes of a page in reading order, what joins them, and the text outside them."""

    page: int
    boxes: tuple[DiagramBox, ...]
    connections: tuple[Connection, ...]
    loose: tuple[TextBlock, ...]
    rows: tuple[tuple[int, ...], ...]
    part: int = 0  # which drawing of the page it is, where a page has several among its text


# ------------------------------------------------------------------ boxes


def find_diagram(page: PageLayout, words: Sequence[Word] | None = None) -> Diagram | None:
    """The diagram on a page, or None where its boxes are too few, form a table, or hold only a part of the text.

    `words` are the page's words without those that the caller knows to be no part of it (presenter notes).
    """
    shown = page.words if words is None else tuple(words)
    if has_ruled_table(page):
        return None
    boxes, sure = _free_boxes(page, shown)
    if len(boxes) < FEWEST_BOXES or not sure:
        return None
    inside = [box.outline for box in boxes]
    loose = find_blocks(words_outside(shown, inside), page.number)
    held = len(shown) - sum(len(line.words) for block in loose for line in block.lines)
    connections = find_connections(page, inside)
    if not _is_about_boxes(page, boxes, len(connections), held / len(shown)):
        return None
    return Diagram(page.number, boxes, connections, loose, find_rows([b.outline for b in boxes]))


def may_hold_diagram(page: PageLayout) -> bool:
    """Whether a page has as many outlines as the least diagram has boxes."""
    return len(find_outlines(page)) >= FEWEST_BOXES


def find_free_boxes(page: PageLayout) -> tuple[DiagramBox, ...]:
    """The boxes on a page that hold text and are no cells, in reading order."""
    return _free_boxes(page, page.words)[0]


def _free_boxes(page: PageLayout, words: Sequence[Word]) -> tuple[tuple[DiagramBox, ...], bool]:
    """The boxes that hold text and are no cells, and whether most outlines that hold text are such."""
    if not may_hold_diagram(page):
        return (), False
    outlines = find_outlines(page)
    holding = [outlines[i] for i in sorted(_held(outlines, words))]
    free = [shape for shape in holding if not _is_cell(shape, holding, page.rules)]
    sure = len(free) >= 0.6 * len(holding)
    return (_boxes(free, _held(free, words), page.number) if len(free) >= FEWEST_BOXES else ()), sure


def _is_about_boxes(page: PageLayout, boxes: Sequence[DiagramBox], connections: int, share: float) -> bool:
    """Whether boxes carry the page: a share of its words, in words rather than figures; stricter on upright pages."""
    landscape = page.width > page.height
    lettered = sum(any(c.isalpha() for c in box.text) for box in boxes)
    least = SHARE_UPRIGHT if not landscape else SHARE_CONNECTED if connections >= 2 else SHARE_LANDSCAPE
    words = sum(len(block.text.split()) for box in boxes for block in box.blocks)
    return (
        share >= least
        and words >= 1.5 * len(boxes)
        and lettered >= 0.8 * len(boxes)
        and (landscape or len(boxes) > FEWEST_BOXES)
    )


def boxes_side_by_side(page: PageLayout) -> list[Box]:
    """The outlines on a page that stand apart beside others, as cards do: no cells, none within another one. The last
    one of a series may stand alone in its row, as wide and as high as others in its column."""
    outlines = find_outlines(page)
    free = [shape.box for shape in outlines if not _is_cell(shape, outlines, page.rules)]
    outer = [box for box in free if not any(other is not box and contains(other, box) for other in free)]
    beside = [box for box in outer if any(_stand_apart(box, other) for other in outer)]
    return [box for box in outer if box in beside or any(_is_of_series(box, other) for other in beside)]


def _is_of_series(box: Box, other: Box) -> bool:
    """Whether a box stands over or under another one of its size, side by side with it."""
    sides = (box.x0 - other.x0, box.x1 - other.x1, height(box) - height(other))
    return all(abs(side) <= SAME_EDGE for side in sides)


def find_cards(boxes: Sequence[Box], page: PageLayout) -> list[Box]:
    """The cards among boxes side by side, as slides and reports set short texts: in a row under one upper edge, wide
    enough for a text."""
    boxes = [b for b in boxes if width(b) >= CARD_WIDTH * page.width and _is_high(b, page.words)]
    return [b for b in boxes if any(abs(b.top - o.top) <= SAME_EDGE and _stand_apart(b, o) for o in boxes)]


def _is_high(box: Box, words: Sequence[Word]) -> bool:
    """Whether a box is as high as cards are, with a label over a text at least."""
    if height(box) > CARD_HEIGHT:
        return True
    return height(box) >= LOW_CARD and len(lines.find_rows(words_in(words, box), again=False)) > 1


def _stand_apart(a: Box, b: Box) -> bool:
    beside = overlap(a.top, a.bottom, b.top, b.bottom) >= 0.5 * min(height(a), height(b))
    return beside and max(a.x0, b.x0) - min(a.x1, b.x1) > SAME_EDGE


def find_outlines(page: PageLayout) -> tuple[Shape, ...]:
    """Visible closed figures that may hold text; page backgrounds and full-width bands are none.

    What was found is kept for a while, because many readers ask for it.
    """
    return _OUTLINES.find(page.shapes, page.width, page.height)


def _find_outlines(shapes: Sequence[Shape], page_width: float, page_height: float) -> tuple[Shape, ...]:
    found: list[Shape] = []
    for shape in shapes:
        if not _is_outline(shape, page_width, page_height):
            continue
        twin = next((i for i, other in enumerate(found) if _same_figure(shape.box, other.box)), None)
        if twin is None:
            found.append(shape)
        else:
            other = found[twin]
            found[twin] = Shape(other.box, shape.fill or other.fill, shape.stroke or other.stroke, other.points)
    return tuple(shape for shape in found if shape.stroke is not None or shape.fill not in (None, "#ffffff"))


_OUTLINES: Kept[Shape, tuple[Shape, ...]] = Kept(KEPT_PAGES, _find_outlines)


def _is_outline(shape: Shape, page_width: float, page_height: float) -> bool:
    wide, high = width(shape.box), height(shape.box)
    across = shape.box.x0 <= SHADOW and shape.box.x1 >= page_width - SHADOW
    drawn = shape.fill is not None or (shape.stroke is not None and not is_open(shape))
    return drawn and min(wide, high) >= SMALLEST_BOX and not across and high < 0.9 * page_height


def _same_figure(a: Box, b: Box) -> bool:
    x0, top, x1, bottom = a
    left, upper, right, lower = b
    same = abs(x0 - left) <= SHADOW and abs(top - upper) <= SHADOW
    return same and abs(x1 - right) <= SHADOW and abs(bottom - lower) <= SHADOW


def _held(shapes: Sequence[Shape], words: Iterable[Word]) -> dict[int, list[Word]]:
    """Words by the smallest outline around them."""
    held: dict[int, list[Word]] = {}
    boxes = sorted((width(shape.box) * height(shape.box), i, *shape.box) for i, shape in enumerate(shapes))
    for word in words if boxes else ():
        left, upper, right, lower = word.box
        x, y = (left + right) / 2, (upper + lower) / 2
        for _, i, x0, top, x1, bottom in boxes:  # the smallest first
            if top <= y <= bottom and x0 <= x <= x1:
                held.setdefault(i, []).append(word)
                break
    return held


def has_ruled_table(page: PageLayout) -> bool:
    """Four or more horizontal rules of one length above each other: the lines of a table."""
    lengths: dict[tuple[int, int], int] = {}
    outlines = [shape.box for shape in find_outlines(page)] if len(page.rules) >= 4 else []
    for rule in page.rules:
        if rule.horizontal and width(rule.box) > 3 * SMALLEST_BOX and not _is_of_boxes(rule, page.rules, outlines):
            key = (round(rule.box.x0 / 3), round(rule.box.x1 / 3))
            lengths[key] = lengths.get(key, 0) + 1
    return any(count >= 4 for count in lengths.values())


def _is_of_boxes(rule: Rule, rules: Sequence[Rule], outlines: Sequence[Box]) -> bool:
    """Whether a rule runs from the middle of a box's side, as connectors do, or parts what stands within one box."""
    here = rule.box
    for box in outlines:
        if box.top + JOINT < here.top < box.bottom - JOINT:
            if abs(here.x0 - box.x1) <= JOINT or abs(here.x1 - box.x0) <= JOINT:
                return True
            if _is_within(here, box):
                parting = {round(other.box.top) for other in rules if other.horizontal and _is_within(other.box, box)}
                return len(parting) <= MOST_PARTS
    return False


def _is_within(rule: Box, box: Box) -> bool:
    """Whether a rule lies in a box and does not reach its sides."""
    across = box.x0 + JOINT < rule.x0 and rule.x1 < box.x1 - JOINT
    return across and box.top < rule.top < box.bottom


def _is_cell(shape: Shape, shapes: Sequence[Shape], rules: Sequence[Rule]) -> bool:
    """Whether an angular outline is a cell: it meets a neighbour edge to edge, or rules run along its edges."""
    if len(shape.points) > 8 or points_to(shape) is not None:
        return False
    x0, top, x1, bottom = shape.box
    above_or_below = 0
    for other in shapes:
        left, upper, right, lower = other.box
        beside, along = min(bottom, lower) - max(top, upper), min(x1, right) - max(x0, left)
        at_side = abs(along) <= SAME_EDGE and beside >= 0.8 * min(bottom - top, lower - upper)
        at_end = abs(beside) <= SAME_EDGE and along >= 0.8 * max(x1 - x0, right - left)
        if (at_side or at_end) and not (contains(other.box, shape.box) or contains(shape.box, other.box)):
            if at_side:
                return True
            above_or_below += 1
    return above_or_below >= 2 or _ruled_sides(shape.box, rules) >= 2


def _ruled_sides(box: Box, rules: Sequence[Rule]) -> int:
    """How many of the four sides have a rule drawn along them."""
    edges = (
        Box(box.x0, box.top, box.x1, box.top),
        Box(box.x0, box.bottom, box.x1, box.bottom),
        Box(box.x0, box.top, box.x0, box.bottom),
        Box(box.x1, box.top, box.x1, box.bottom),
    )
    return sum(any(contains(rule.box, edge, SAME_EDGE) for rule in rules) for edge in edges)


def points_to(shape: Shape) -> str | None:
    """`right`, `left`, `up` or `down` for a block arrow or chevron: one corner at the tip, a wide end opposite."""
    if not 5 <= len(shape.points) <= 12:
        return None
    corners = {(round(x), round(y)) for x, y in shape.points}
    box = shape.box
    at = {
        "left": [c for c in corners if c[0] <= box.x0 + 1.5],
        "right": [c for c in corners if c[0] >= box.x1 - 1.5],
        "up": [c for c in corners if c[1] <= box.top + 1.5],
        "down": [c for c in corners if c[1] >= box.bottom - 1.5],
    }
    tips = [side for side, found in at.items() if len(found) == 1]
    middle = {"left": 1, "right": 1, "up": 0, "down": 0}
    centre = ((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
    tips = [s for s in tips if abs(at[s][0][middle[s]] - centre[middle[s]]) <= 0.15 * max(width(box), height(box))]
    return tips[0] if len(tips) == 1 else None


def _boxes(shapes: Sequence[Shape], held: dict[int, list[Word]], page: int) -> tuple[DiagramBox, ...]:
    order = sorted(held, key=lambda i: (round(shapes[i].box.top / 10), shapes[i].box.x0))
    boxes = []
    for i in order:
        shape, blocks = shapes[i], find_blocks(held[i], page)
        place = Place(page, union(block.place.box for block in blocks))
        around = [k for k, j in enumerate(order) if j != i and contains(shapes[j].box, shape.box)]
        container = min(around, key=lambda k: width(shapes[order[k]].box) * height(shapes[order[k]].box), default=None)
        boxes.append(DiagramBox(shape.box, place, blocks, shape.fill, points_to(shape) is not None, container))
    return tuple(boxes)


def find_rows(boxes: Sequence[Box]) -> tuple[tuple[int, ...], ...]:
    """Indices of boxes side by side, row by row from the top."""
    rows: list[list[int]] = []
    for i in sorted(range(len(boxes)), key=lambda i: (boxes[i].top, boxes[i].x0)):
        for row in rows:
            first = boxes[row[0]]
            shared = overlap(boxes[i].top, boxes[i].bottom, first.top, first.bottom)
            if shared >= 0.6 * max(height(boxes[i]), height(first)):
                row.append(i)
                break
        else:
            rows.append([i])
    return tuple(tuple(sorted(row, key=lambda i: boxes[i].x0)) for row in rows)
