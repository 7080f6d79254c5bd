"""Small pictures that are nothing but a coloured mark: office programs paste dots and traffic lights as pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from extractors.geometry import touches
from extractors.ink import Ink
from pipeline.records import Box, Shape

SMALLEST, LARGEST = 3.5, 24.0  # points, as of marks that are drawn
OBLONG = 1.5  # times as long as wide; longer pictures are flags and logos
DRAWN_AT = 144  # dots per inch
MIDDLE = 0.5  # of a picture's sides, where a mark has its colour
ONE_COLOUR = 0.8  # of the dots there; signs in a mark and photographs have more


def find_picture_marks(ink: Ink, draw: Callable[[float], Any]) -> tuple[Shape, ...]:
    """The small pictures of one colour on a page, as filled figures. `draw` draws the page."""
    small = [box for box in ink.pictures if _is_small(box) and not _is_tile(box, ink.pictures)]
    if not small:
        return ()
    try:
        drawn = draw(DRAWN_AT)
    except Exception:  # damaged pictures, no memory for a huge sheet
        return ()
    scale = drawn.size[0] / (ink.frame.x1 - ink.frame.x0)
    colours = ((box, _colour(drawn, ink.frame, scale, box)) for box in small)
    return tuple(Shape(box, colour, None) for box, colour in colours if colour)


def _is_small(box: Box) -> bool:
    wide, high = box.x1 - box.x0, box.bottom - box.top
    return min(wide, high) >= SMALLEST and max(wide, high) <= min(LARGEST, OBLONG * min(wide, high))


def _is_tile(box: Box, pictures: Sequence[Box]) -> bool:
    """Whether a picture is a piece of a larger one, which programs cut."""
    return any(other is not box and other != box and touches(box, other, 1.0) for other in pictures)


def _colour(drawn: Any, frame: Box, scale: float, box: Box) -> str | None:
    """The one colour of a picture's middle; null where it has several, or that of paper."""
    x, y = (box.x0 + box.x1) / 2 - frame.x0, (box.top + box.bottom) / 2 - frame.top
    wide, high = MIDDLE * (box.x1 - box.x0) / 2, MIDDLE * (box.bottom - box.top) / 2
    sides = (x - wide, y - high, x + wide, y + high)
    part = drawn.crop(tuple(round(side * scale) for side in sides))
    dots = part.width * part.height
    count, (red, green, blue) = max(part.getcolors(dots), default=(0, (0, 0, 0)))
    is_one = 0 < count >= ONE_COLOUR * dots and min(red, green, blue) < 255
    return f"#{red:02x}{green:02x}{blue:02x}" if is_one else None
