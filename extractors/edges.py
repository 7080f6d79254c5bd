"""Straight edges on a page: drawn rules, sides of figures, bands of shading."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.geometry import clusters, merged_intervals, overlap
from pipeline.light import light
from pipeline.records import Box, Rule, Shape

SNAP = 3.0  # points; ends of rules that belong together miss each other by up to this much in office exports
MIN_SHAPE = 8.0  # points; smaller figures are bullets and logos
NO_SEAM = 0.3  # points; fills this near each other show no line between them
TALLEST_HEADER = 90.0  # points
NARROWEST_BAND = 150.0  # points; narrower fills are single cells and buttons

Rows = dict[tuple[int, int], list[tuple[float, float]]]  # where fills begin and end, by their upper and lower sides


@light(frozen=True, slots=True)
class Edge:
    """A straight edge: `at` across, from `start` to `end` along."""

    at: float
    start: float
    end: float


def find_edges(rules: Sequence[Rule], shapes: Sequence[Shape]) -> tuple[list[Edge], list[Edge]]:
    """Horizontal and vertical edges: drawn rules, and the sides of stroked or tall filled rectangles in a table."""
    across, down = [], []
    for rule in rules:
        x0, top, x1, bottom = rule.box
        if rule.horizontal:
            across.append(Edge((top + bottom) / 2, x0, x1))
        else:
            down.append(Edge((x0 + x1) / 2, top, bottom))
    for shape in shapes:
        x0, top, x1, bottom = shape.box
        if shape.stroke and len(shape.points) in (4, 5) and min(x1 - x0, bottom - top) > MIN_SHAPE:
            across += [Edge(top, x0, x1), Edge(bottom, x0, x1)]
            down += [Edge(x0, top, bottom), Edge(x1, top, bottom)]
    return joined_edges(across), joined_edges(down)


def shaded_bands(shapes: Sequence[Shape]) -> list[Edge]:
    """Upper and lower sides of wide fills, as programs without rules shade header rows and every other row.

    A row may be shaded cell by cell; fills of one height that touch are one band. A cell may be shaded line by line
    (Word does so); fills of one colour and width that touch show no border between them. A header of two rows may hold
    cells as high as both: beside them, the two rows are one band, and the upper one is a band however narrow it is.
    """
    fills = [b for b in painted(shapes) if MIN_SHAPE < b.bottom - b.top < TALLEST_HEADER]
    rows: Rows = {}
    for box in fills:
        rows.setdefault((round(box.top), round(box.bottom)), []).append((box.x0, box.x1))
    bands: list[tuple[int, int, float, float]] = []
    for (top, bottom), pieces in list(rows.items()):
        levels = _two_rows_beside(rows, top, bottom)
        pieces += [(start, end) for _, start, end in levels]
        wide = [(start, end) for start, end in merged_intervals(pieces, SNAP) if end - start >= NARROWEST_BAND]
        bands += [(top, bottom, start, end) for start, end in wide]
        bands += [(top, middle, start, end) for middle, start, end in levels if wide and end - start < NARROWEST_BAND]
    return [Edge(float(y), start, end) for top, bottom, start, end in bands for y in (top, bottom)]


def _two_rows_beside(rows: Rows, top: int, bottom: int) -> list[tuple[int, float, float]]:
    """Where fills stand in two rows from the upper to the lower side of taller cells that touch them: the height
    between the two, and from where to where they reach."""
    whole = merged_intervals(rows[top, bottom], SNAP)
    return [
        (middle, start, end)
        for (upper, middle), pieces in rows.items()
        if upper == top and middle < bottom and (middle, bottom) in rows
        for start, end in merged_intervals(pieces, SNAP)
        if any(abs(start - a) <= SNAP and abs(end - b) <= SNAP for a, b in merged_intervals(rows[middle, bottom], SNAP))
        and any(abs(start - b) <= SNAP or abs(end - a) <= SNAP for a, b in whole)
    ]


def painted(shapes: Sequence[Shape]) -> list[Box]:
    """Filled figures, those of one colour and extent that touch from above to below as one."""
    columns: dict[tuple[str, int, int], list[Box]] = {}
    for shape in shapes:
        if shape.fill and shape.fill != "#ffffff":
            columns.setdefault((shape.fill, round(shape.box.x0), round(shape.box.x1)), []).append(shape.box)
    out: list[Box] = []
    for boxes in columns.values():
        run: list[Box] = []
        for box in sorted(boxes, key=lambda b: (b.top, b.bottom)):
            if run and box.top - run[-1].bottom <= NO_SEAM:
                run[-1] = run[-1]._replace(bottom=max(run[-1].bottom, box.bottom))
            else:
                run.append(box)
        out += run
    return out


def joined_edges(edges: Sequence[Edge]) -> list[Edge]:
    """Pieces of one line, drawn cell by cell or dashed, as one edge."""
    out: list[Edge] = []
    for at in clusters((e.at for e in edges), 1.5):
        pieces = [(e.start, e.end) for e in edges if abs(e.at - at) <= 1.6]
        out += [Edge(at, start, end) for start, end in merged_intervals(pieces, SNAP)]
    return out


def edge_groups(across: Sequence[Edge], down: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Edges that meet, as groups."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, a in enumerate(across):
        for j, d in enumerate(down, len(across)):
            if a.start - SNAP <= d.at <= a.end + SNAP and d.start - SNAP <= a.at <= d.end + SNAP:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate([*across, *down]):
        groups.setdefault(root(i), ([], []))[0 if i < len(across) else 1].append(edge)
    return list(groups.values())


def edge_inside(edge: Edge, box: Box) -> bool:
    return box.top - SNAP <= edge.at <= box.bottom + SNAP and overlap(edge.start, edge.end, box.x0, box.x1) > SNAP
