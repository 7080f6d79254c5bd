"""Small functions over boxes. Everything is in PDF points with the origin at the page's top left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.light import maker
from pipeline.records import Box

_box = maker(Box)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all `boxes`. Raises ValueError where there are none."""
    boxes = boxes if isinstance(boxes, list) else list(boxes)
    if len(boxes) == 1:
        return boxes[0]
    if not boxes:
        raise ValueError("no boxes")
    x0, top, x1, bottom = boxes[0]
    for left, upper, right, lower in boxes:  # side by side in half the time of `min` and `max` over all
        if left < x0:
            x0 = left
        if upper < top:
            top = upper
        if right > x1:
            x1 = right
        if lower > bottom:
            bottom = lower
    return _box((x0, top, x1, bottom))


def width(box: Box) -> float:
    return box.x1 - box.x0


def height(box: Box) -> float:
    return box.bottom - box.top


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """Length that two intervals share; negative where there is a gap between them."""
    return min(a1, b1) - max(a0, b0)


def centre_in(inner: Box, outer: Box, margin: float = 0.0) -> bool:
    """Whether the middle of `inner` lies in `outer`, widened by `margin` points."""
    x0, top, x1, bottom = inner
    left, upper, right, lower = outer
    return left - margin <= (x0 + x1) / 2 <= right + margin and upper - margin <= (top + bottom) / 2 <= lower + margin


def contains(outer: Box, inner: Box, margin: float = 1.0) -> bool:
    """Whether `inner` lies in `outer`, `margin` points aside."""
    return (
        outer.x0 - margin <= inner.x0
        and inner.x1 <= outer.x1 + margin
        and outer.top - margin <= inner.top
        and inner.bottom <= outer.bottom + margin
    )


def touches(a: Box, b: Box, margin: float) -> bool:
    """Whether two boxes meet when each side may be `margin` points off."""
    x0, top, x1, bottom = a
    left, upper, right, lower = b
    apart = x1 - left < -margin or right - x0 < -margin or bottom - upper < -margin or lower - top < -margin
    return not apart and min(x1 - x0, right - left, bottom - top, lower - upper) >= -margin


def clusters(values: Iterable[float], tolerance: float) -> list[float]:
    """Means of groups of `values` in which neighbours are at most `tolerance` apart, ascending."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def nearest(value: float, marks: Sequence[float]) -> int:
    """Index of the mark that is nearest to `value`."""
    return min(range(len(marks)), key=lambda i: abs(marks[i] - value))


def merged_intervals(intervals: Iterable[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Intervals joined where they overlap or are at most `gap` apart, ascending."""
    ordered = sorted(intervals)
    if not ordered:
        return []
    merged: list[tuple[float, float]] = []
    first, last = ordered[0]
    for start, end in ordered[1:]:
        if start - last > gap:
            merged.append((first, last))
            first, last = start, end
        elif end > last:
            last = end
    return [*merged, (first, last)]
