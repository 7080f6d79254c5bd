"""Lines and arrows drawn between boxes -> which boxes they join. Knows no words.

A connector is one line or several that meet. It means the boxes in reach of its ends, and runs to those with an arrow
head; lines that fan out from one point at a box begin at that box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.geometry import height, touches, width
from pipeline.records import Box, PageLayout, Shape

ARROW_HEAD = 16.0  # points; largest side of the small triangle at the end of a connector
REACH = 14.0  # points from the end of a connector to the box that it means, its arrow head between them
JOINT = 3.0  # points between two segments of one bent connector

Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Connection:
    """A line between two boxes, by index. Without an arrow head it runs from the upper or left box."""

    source: int
    target: int
    directed: bool


def find_connections(page: PageLayout, outlines: Sequence[Box]) -> tuple[Connection, ...]:
    """Which boxes the drawn lines and arrows join."""
    heads = [shape.box for shape in page.shapes if shape.fill is not None and _is_head(shape.box)]
    found: list[Connection] = []
    for run in _joined(_segments(page)):
        ends: dict[int, bool] = {}
        for point in (point for segment in run for point in segment):
            box = _meant(point, run, outlines)
            if box is not None:
                ends[box] = ends.get(box, False) or any(_distance(point, head) <= JOINT for head in heads)
        found.extend(_connect(ends, outlines))
    return tuple(found)


def is_open(shape: Shape) -> bool:
    """Whether an outline is a line with two ends: unfilled, and not drawn back to where it began. A line bent twice
    has as many corners as a rectangle, on three heights or at three places across."""
    if shape.fill is not None or len(shape.points) < 2:
        return False
    (x0, y0), (x1, y1) = shape.points[0], shape.points[-1]
    across, down = ({round(p[n]) for p in shape.points} for n in (0, 1))
    rectangle = len(shape.points) == 4 and len(across) == len(down) == 2
    return abs(x0 - x1) + abs(y0 - y1) > JOINT and not rectangle


def _is_head(box: Box) -> bool:
    return max(width(box), height(box)) <= ARROW_HEAD


def _segments(page: PageLayout) -> list[Segment]:
    """Both ends of every drawn line."""
    segments: list[Segment] = []
    for rule in page.rules:
        box = rule.box
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        segments.append(((box.x0, y), (box.x1, y)) if rule.horizontal else ((x, box.top), (x, box.bottom)))
    for shape in page.shapes:
        if is_open(shape):
            segments.extend(zip(shape.points, shape.points[1:], strict=False))
    return list({_ends_of(segment): segment for segment in segments}.values())


def _ends_of(segment: Segment) -> tuple[tuple[int, int], ...]:
    """Both ends in whole points: connectors from one box to several are drawn over each other where they begin."""
    return tuple(sorted((round(x), round(y)) for x, y in segment))


def _joined(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that meet end to end or end to side, as one connector."""
    runs: list[list[Segment]] = []
    for segment in segments:
        near = [run for run in runs if any(_meet(segment, other) for other in run)]
        runs = [run for run in runs if run not in near]
        runs.append([segment, *(other for run in near for other in run)])
    return runs


def _meet(a: Segment, b: Segment) -> bool:
    if not touches(_hull(a), _hull(b), JOINT):
        return False
    straight = all(min(width(_hull(s)), height(_hull(s))) <= JOINT for s in (a, b))
    ends = any(_near(p, q) for p in a for q in b)
    return ends or (straight and any(_distance(p, _hull(t)) <= JOINT for s, t in ((a, b), (b, a)) for p in s))


def _meant(point: Point, run: Sequence[Segment], outlines: Sequence[Box]) -> int | None:
    """The box that the end of a segment means: that of an end of the whole connector, or that of a point right at a
    box from which lines fan out; null for a bend or a joint between boxes."""
    others = [s for s in run if not any(_near(point, end) for end in s)]
    if any(_from_line(point, s) <= JOINT for s in others):
        return None
    fans = sum(any(_near(point, end) for end in s) for s in run) > 1
    return _nearest(point, outlines, JOINT if fans else REACH)


def _near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) <= JOINT and abs(a[1] - b[1]) <= JOINT


def _hull(segment: Segment) -> Box:
    (x0, y0), (x1, y1) = segment
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _distance(point: Point, box: Box) -> float:
    """Points from a point to a box; 0 inside it."""
    x, y = point
    dx, dy = max(box.x0 - x, 0.0, x - box.x1), max(box.top - y, 0.0, y - box.bottom)
    return float((dx * dx + dy * dy) ** 0.5)


def _from_line(point: Point, segment: Segment) -> float:
    """Points from a point to a line between two others; the box around a slanting line holds points far from it."""
    (x0, y0), (x1, y1) = segment
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, ((point[0] - x0) * dx + (point[1] - y0) * dy) / length)) if length else 0.0
    x, y = x0 + along * dx - point[0], y0 + along * dy - point[1]
    return float((x * x + y * y) ** 0.5)


def _nearest(point: Point, outlines: Sequence[Box], reach: float) -> int | None:
    """The box that a line's end means: the nearest in reach, the innermost where boxes stand in boxes."""
    near = [(_distance(point, outline), width(outline), i) for i, outline in enumerate(outlines)]
    distance, _, index = min(near)
    return index if distance <= reach else None


def _leads(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box stands over all others, or to their left: the trunk of a tree."""
    return all(other.top >= box.bottom for other in others) or all(other.x0 >= box.x1 for other in others)


def _connect(ends: dict[int, bool], outlines: Sequence[Box]) -> list[Connection]:
    """Connections of one connector: from boxes without to boxes with an arrow head, else from the first to the rest."""
    pointed = [box for box, head in ends.items() if head]
    plain = [box for box, head in ends.items() if not head]
    if pointed and plain:
        return [Connection(source, target, True) for source in plain for target in pointed]
    order = sorted(ends, key=lambda i: (outlines[i].top, outlines[i].x0))
    order.sort(key=lambda i: not _leads(outlines[i], [outlines[j] for j in ends if j != i]))
    return [Connection(order[0], other, False) for other in order[1:]]
