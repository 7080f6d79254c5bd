"""Figures whose border is drawn side by side: a filled rectangle, and a line of its own along each of its four sides.

Browsers and their kin draw dashed and uneven borders so. The box is then one outlined figure, as when its border is
drawn in one go; cells, which share their sides with others, stay ruled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.geometry import height, touches, width
from pipeline.records import Box, Rule, Shape

NEAR = 2.0  # points between a side and the line along it, and between figures that share a side
SMALLEST = 14.0  # points; lower figures hold no line of text
MOST_DRAWN = 300  # rules and figures on a page; pages with more are tables through and through
STROKE = "#000000"


def with_borders(rules: Sequence[Rule], shapes: Sequence[Shape]) -> tuple[tuple[Rule, ...], tuple[Shape, ...]]:
    """Rules and shapes, the lines along all four sides of a lone filled rectangle as its stroke."""
    if len(rules) < 4 or len(rules) + len(shapes) > MOST_DRAWN:
        return tuple(rules), tuple(shapes)
    down = [rule for rule in rules if not rule.horizontal and height(rule.box) >= SMALLEST]
    across = [rule for rule in rules if rule.horizontal and width(rule.box) >= SMALLEST] if down else []
    sides: dict[int, list[Rule]] = {}
    for i, shape in enumerate(shapes if across else ()):
        if shape.fill is None or shape.stroke is not None or len(shape.points) not in (4, 5):
            continue
        own = _sides(shape.box, down, across)
        if own:
            sides[i] = own
    lone = {i: own for i, own in sides.items() if not _meets_another(i, sides, shapes)}
    used = {id(rule) for own in lone.values() for rule in own}
    framed = (replace(shape, stroke=STROKE) if i in lone else shape for i, shape in enumerate(shapes))
    return tuple(rule for rule in rules if id(rule) not in used), tuple(framed)


def _sides(box: Box, down: Sequence[Rule], across: Sequence[Rule]) -> list[Rule]:
    """The one line along each side of a box, from corner to corner; none where a side has none or several."""
    found: list[Rule] = []
    for at, lines in ((box.x0, down), (box.x1, down)):
        fits = [r for r in lines if abs(r.box.x0 - at) <= NEAR and _spans(r.box.top, r.box.bottom, box.top, box.bottom)]
        if len(fits) != 1:
            return []
        found += fits
    for at, lines in ((box.top, across), (box.bottom, across)):
        fits = [r for r in lines if abs(r.box.top - at) <= NEAR and _spans(r.box.x0, r.box.x1, box.x0, box.x1)]
        if len(fits) != 1:
            return []
        found += fits
    return found


def _spans(start: float, end: float, first: float, last: float) -> bool:
    return abs(start - first) <= NEAR and abs(end - last) <= NEAR


def _meets_another(i: int, framed: dict[int, list[Rule]], shapes: Sequence[Shape]) -> bool:
    """Whether a framed figure touches another one, as cells do."""
    return any(touches(shapes[i].box, shapes[j].box, NEAR) for j in framed if j != i)
