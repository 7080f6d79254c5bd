"""Arrows that are drawn and not set as signs: a stroke with an open head, a filled triangle, or a head and shaft drawn
around, alone in a cell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from extractors.families.marks import LARGEST_MARK, MARK_REACH, SMALLEST_MARK
from extractors.geometry import contains, height, width
from pipeline.records import Box, Rule, Shape

HEAD = 3  # points of an open head, and corners of a triangle
OUTLINE = 7  # corners of a head with its shaft
BROAD = 1.3  # times as wide as its shaft is a head at least
LIKE_LEGS = 0.25  # share by which the legs of a head may differ; those of a tick differ more
AT_TIP = 1.5  # points between the tip of a head and the end of its shaft
LEVEL = 0.6  # points by which the side of a triangle may lean
WAYS = ("→", "↗", "↑", "↖", "←", "↙", "↓", "↘")  # by eighths of a turn
TOLD = ("→", "↗", "↑", "↓", "↘")  # an arrow back tells no direction of a value

Point = tuple[float, float]


def drawn_arrows(shapes: Iterable[Shape], rules: Sequence[Rule]) -> tuple[tuple[Box, str], ...]:
    """The small arrows among the figures of a page, each with the sign that it is drawn as."""
    small = [s for s in shapes if s.points and max(width(s.box), height(s.box)) <= LARGEST_MARK]
    large = [s for s in small if max(width(s.box), height(s.box)) >= SMALLEST_MARK]
    heads = [s for s in large if len(_corners(s)) == HEAD or (s.fill and len(_corners(s)) == OUTLINE)]
    if not heads:
        return ()
    shafts = [s.points[:2] for s in small if len(s.points) == 2]
    shafts += [_line(r.box) for r in rules if max(width(r.box), height(r.box)) <= LARGEST_MARK]
    found = []
    for head in heads:
        corners = _corners(head)
        if len(corners) == OUTLINE:
            sign = _of_outline(corners)
        else:
            sign = _of_triangle(corners) if head.fill else _of_head(head.points, shafts)
        if sign in TOLD:
            found.append((head.box, sign))
    return tuple(found)


def arrow_in(arrows: Sequence[tuple[Box, str]], box: Box) -> str | None:
    """The sign of the one arrow that is drawn in a cell; null where there is none or several."""
    here = [sign for place, sign in arrows if contains(box, place, MARK_REACH)]
    return here[0] if len(here) == 1 else None


def _corners(shape: Shape) -> tuple[Point, ...]:
    points = shape.points
    return points[:-1] if len(points) > HEAD and points[0] == points[-1] else points


def _line(box: Box) -> tuple[Point, Point]:
    """The line that a thin rule is."""
    if width(box) >= height(box):
        middle = (box.top + box.bottom) / 2
        return (box.x0, middle), (box.x1, middle)
    middle = (box.x0 + box.x1) / 2
    return (middle, box.top), (middle, box.bottom)


def _of_head(points: Sequence[Point], shafts: Sequence[Sequence[Point]]) -> str | None:
    """The way of an open head that a shaft ends in; null for a tick and what else is drawn with two strokes."""
    if len(points) != HEAD:
        return None
    first, tip, last = points
    legs = math.dist(first, tip), math.dist(tip, last)
    if abs(legs[0] - legs[1]) > LIKE_LEGS * max(legs):
        return None
    if not any(min(math.dist(tip, end) for end in shaft) <= AT_TIP for shaft in shafts):
        return None
    return _way((first[0] + last[0]) / 2, (first[1] + last[1]) / 2, tip)


def _of_triangle(points: Sequence[Point]) -> str | None:
    """The way of a triangle with one side along an axis and its tip over the middle of that side."""
    for at in range(HEAD):
        tip, (ax, ay), (bx, by) = points[at], points[at - 1], points[at - 2]
        middle = (ax + bx) / 2, (ay + by) / 2
        flat = abs(ay - by) <= LEVEL and abs(tip[0] - middle[0]) <= LEVEL
        upright = abs(ax - bx) <= LEVEL and abs(tip[1] - middle[1]) <= LEVEL
        if flat or upright:
            return _way(*middle, tip)
    return None


def _of_outline(points: Sequence[Point]) -> str | None:
    """The way of an arrow drawn around: both halves alike on the sides of its tip, the head broader than the shaft."""
    for at, tip in enumerate(points):
        left, right = [[points[(at + way * step) % OUTLINE] for step in (1, 2, 3)] for way in (1, -1)]
        barbs, necks, ends = zip(left, right, strict=True)
        alike = all(
            abs(math.dist(tip, a) - math.dist(tip, b)) <= LEVEL and math.dist(a, b) > 0 for a, b in (barbs, necks, ends)
        )
        if (
            alike
            and math.dist(*barbs) >= BROAD * max(math.dist(*necks), math.dist(*ends))
            and math.dist(tip, ends[0]) > math.dist(tip, necks[0])
        ):
            return _way((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2, tip)
    return None


def _way(x: float, y: float, tip: Point) -> str:
    turn = math.atan2(y - tip[1], tip[0] - x) / math.tau  # heights count from the top
    return WAYS[round(turn * len(WAYS)) % len(WAYS)]
