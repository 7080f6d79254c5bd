"""Diagrams that stand between the paragraphs of an ordinary upright page: where each is, its boxes and what joins them.

A region is what connectors and containment hold together, set apart from the running text. The labels that stand right
over its boxes or between them are part of it; a caption over or under it is not. Knows no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.blocks import TextBlock, find_blocks
from extractors.cells import words_outside
from extractors.connectors import Connection, find_connections
from extractors.diagrams import (
    FEWEST_BOXES,
    Diagram,
    DiagramBox,
    find_diagram,
    find_free_boxes,
    find_outlines,
    find_rows,
)
from extractors.geometry import centre_in, height, overlap, touches, union, width
from pipeline.records import Box, PageLayout

FEWEST_LINES = 2  # connectors; one arrow between two boxes is an ornament
MOST_DRAWN = 300  # rules and figures on a page; pages with more are tables through and through
LABEL_GAP = 24.0  # points between a label and the boxes under it
LONGEST_LABEL = 6  # words
CAPTION_GAP = 40.0  # points between a diagram and the line that says what it shows
SAME_SIDE = 4.0  # points by which the boxes of one column may begin and end apart
RUNNING_TEXT = 12  # words of a block; a longer one between boxes is text that the boxes only stand beside


@dataclass(frozen=True, slots=True)
class Region:
    """A diagram within a page. `near` are the lines of text right over and under it: one may be its caption."""

    box: Box
    diagram: Diagram
    near: tuple[TextBlock, ...]


def find_regions(page: PageLayout) -> tuple[Region, ...]:
    """The diagrams among the text of an upright page; none where the whole page is one."""
    if page.width >= page.height or not page.shapes or len(page.rules) + len(page.shapes) > MOST_DRAWN:
        return ()
    if len(find_outlines(page)) < FEWEST_BOXES:
        return ()
    boxes = find_free_boxes(page)
    if len(boxes) < FEWEST_BOXES:
        return ()
    connections = find_connections(page, [box.outline for box in boxes])
    groups = _groups(boxes, connections)
    if not groups or find_diagram(page) is not None:
        return ()
    loose = find_blocks(words_outside(page.words, [box.outline for box in boxes]), page.number)
    regions = [_region(page, boxes, connections, group, loose, n) for n, group in enumerate(groups, start=1)]
    found = [region for region in regions if region is not None]
    return tuple(r for r in found if not any(o is not r and touches(r.box, o.box, -1.0) for o in found))


def without_region(page: PageLayout, around: Box, read: Sequence[Box]) -> PageLayout:
    """A page without a drawing `around` which there is: its lines and figures, and the words in the boxes `read`."""
    rules = tuple(rule for rule in page.rules if not centre_in(rule.box, around))
    shapes = tuple(shape for shape in page.shapes if not centre_in(shape.box, around))
    return replace(page, words=tuple(words_outside(page.words, read)), rules=rules, shapes=shapes)


def _groups(boxes: Sequence[DiagramBox], connections: Sequence[Connection]) -> list[list[int]]:
    """Boxes that lines and containment hold together, from the top; those that too few lines join are left out."""
    pairs = [(c.source, c.target) for c in connections]
    held = [(i, box.container) for i, box in enumerate(boxes) if box.container is not None]
    groups = [{i} for i in range(len(boxes))]
    for a, b in (*pairs, *held):
        one, other = (next(group for group in groups if i in group) for i in (a, b))
        if one is not other:
            one |= other
            groups.remove(other)
    lines = [sum(a in group for a, _ in pairs) for group in groups]
    kept = [sorted(g) for g, n in zip(groups, lines, strict=True) if len(g) >= FEWEST_BOXES and n >= FEWEST_LINES]
    return sorted(_with_captions(kept, boxes))


def _with_captions(groups: Sequence[list[int]], boxes: Sequence[DiagramBox]) -> list[list[int]]:
    """Groups, a column of boxes that lines join among themselves as part of the group beside it, where each of its
    boxes stands left of a row of that group: it names the levels of a chain."""
    whole = [list(group) for group in groups]
    for column in groups:
        beside = [g for g in whole if column != g and _names_rows_of(column, g, boxes)]
        if len(beside) == 1 and column in whole:
            whole.remove(column)
            beside[0][:] = sorted([*beside[0], *column])
    return whole


def _names_rows_of(column: Sequence[int], group: Sequence[int], boxes: Sequence[DiagramBox]) -> bool:
    places = [boxes[i].outline for i in column]
    others = [boxes[i].outline for i in group]
    return (
        all(abs(p.x0 - places[0].x0) <= SAME_SIDE and abs(p.x1 - places[0].x1) <= SAME_SIDE for p in places)
        and max(p.x1 for p in places) <= min(o.x0 for o in others)
        and all(any(overlap(p.top, p.bottom, o.top, o.bottom) >= 0.6 * height(p) for o in others) for p in places)
    )


def _region(
    page: PageLayout,
    boxes: Sequence[DiagramBox],
    connections: Sequence[Connection],
    group: Sequence[int],
    loose: Sequence[TextBlock],
    part: int,
) -> Region | None:
    """One group of boxes as a diagram of its own; null where running text stands among its boxes."""
    new = {old: at for at, old in enumerate(group)}
    own = [boxes[i] for i in group]
    own = [box if box.container is None else replace(box, container=new[box.container]) for box in own]
    inner = union([box.outline for box in own])
    among = [block for block in loose if touches(block.place.box, inner, -1.0)]
    if any(len(block.text.split()) > RUNNING_TEXT for block in among):
        return None
    labels = [b for b in loose if b in among or _is_label(b, own)]
    around = union([inner, *(label.place.box for label in labels)])
    near = [b for b in loose if b not in labels and _is_near(b.place.box, around)]
    joined = tuple(Connection(new[c.source], new[c.target], c.directed) for c in connections if c.source in new)
    rows = find_rows([box.outline for box in own])
    return Region(around, Diagram(page.number, tuple(own), joined, tuple(labels), rows, part), tuple(near))


def _is_label(block: TextBlock, boxes: Sequence[DiagramBox]) -> bool:
    """Whether a short line stands right over one box, no wider than the room over it and in print no larger than that
    in boxes: a heading over the whole diagram is larger, the last line of a paragraph is part of a block of several."""
    if len(block.lines) > 2 or len(block.text.split()) > LONGEST_LABEL or block.bullet:
        return False
    if block.size > max(b.size for box in boxes for b in box.blocks):
        return False
    here = block.place.box
    return any(
        0 <= box.outline.top - here.bottom + 2.0 <= LABEL_GAP
        and overlap(here.x0, here.x1, box.outline.x0, box.outline.x1) >= 0.5 * min(width(here), width(box.outline))
        and abs(here.x0 + here.x1 - box.outline.x0 - box.outline.x1) <= width(box.outline)
        for box in boxes
    )


def _is_near(line: Box, around: Box) -> bool:
    gap = max(line.top - around.bottom, around.top - line.bottom)
    return gap <= CAPTION_GAP and overlap(line.x0, line.x1, around.x0, around.x1) > 0
