"""Pages whose text runs up or down the sheet (a landscape table on an upright page): read as if the sheet were turned.

The turned page has coordinates of its own; `turn_back` gives everything that was read on it its place on the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np

from extractors.ink import DOWN, RIGHT, UP, Glyphs
from pipeline.records import Box, PageLayout, Place, Rule, Shape

Record = TypeVar("Record")
WAYS = {"up": UP, "down": DOWN}

MOSTLY = 0.8  # of a page's characters run sideways: then the page is read turned
FEWEST = 60  # characters; a stamp in the margin of a page without text turns nothing


def find_turn(glyphs: Glyphs) -> str:
    """`up` or `down` where nearly all text of a page runs that way; else nothing."""
    if len(glyphs) < FEWEST:
        return ""
    return next((way for way in WAYS if (glyphs.ways == WAYS[way]).sum() >= MOSTLY * len(glyphs)), "")


def turned_glyphs(glyphs: Glyphs, way: str, width: float, height: float) -> Glyphs:
    """The characters that run `way`, with places on the sheet turned so that they stand upright."""
    these = glyphs.take(glyphs.ways == WAYS[way])
    boxes = np.stack(turned(Box(*these.boxes.T), way, width, height), axis=1)
    return replace(these, boxes=boxes, sizes=boxes[:, 3] - boxes[:, 1], ways=np.full(len(these), RIGHT))


def turned(box: Box, way: str, width: float, height: float) -> Box:
    """A box on a sheet of this width and height, where it lies when the sheet is turned until `way` runs right."""
    if way == "up":
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    return Box(box.top, width - box.x1, box.bottom, width - box.x0)


def turned_drawings(
    rules: Sequence[Rule], shapes: Sequence[Shape], way: str, width: float, height: float
) -> tuple[tuple[Rule, ...], tuple[Shape, ...]]:
    """Rules and shapes of a sheet that is turned."""

    def point(x: float, y: float) -> tuple[float, float]:
        return turned(Box(x, y, x, y), way, width, height)[:2]

    return (
        tuple(replace(r, box=turned(r.box, way, width, height)) for r in rules),
        tuple(
            replace(s, box=turned(s.box, way, width, height), points=tuple(point(*p) for p in s.points)) for s in shapes
        ),
    )


def turn_back(record: Record, pages: Sequence[PageLayout]) -> Record:
    """A record in which every place on a turned page is given as it lies on the sheet."""
    sheets = {page.number: page for page in pages if page.turned}
    return _turn_back(record, sheets) if sheets else record


def _turn_back(value: Any, sheets: Mapping[int, PageLayout]) -> Any:
    if isinstance(value, Place):
        return value._replace(box=_upright(value.box, sheets[value.page])) if value.page in sheets else value
    if type(value) is tuple:
        return tuple(_turn_back(part, sheets) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in fields(value)}
        new = {name: _turn_back(part, sheets) for name, part in old.items()}
        changed = {name: part for name, part in new.items() if part is not old[name] and part != old[name]}
        return replace(value, **changed) if changed else value
    return value


def _upright(box: Box, page: PageLayout) -> Box:
    """Where a box of a turned page lies on the sheet."""
    return turned_back(box, page.turned, page.width, page.height)


def turned_back(box: Box, way: str, width: float, height: float) -> Box:
    """Where a box on a turned sheet of this width and height lies on the sheet itself: the other turn."""
    return turned(box, "down" if way == "up" else "up", width, height)
