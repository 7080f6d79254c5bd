"""What is printed on one page, as the PDF library tells it: characters in arrays, drawings and pictures.

Everything is in PDF points with the origin at the page's top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.light import light
from pipeline.records import Box

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.object_]  # one string for each character

RIGHT, UP, DOWN, ELSEWHERE = 0, 1, 2, 3  # the ways in which a line of text can run


@light(frozen=True, slots=True)
class Pen:
    """How a run of characters is set."""

    font: str
    colour: str | None  # "#rrggbb"; null for patterns
    painted: bool = True  # false for text that is there, but not drawn
    mcid: int | None = None  # the piece of marked content that it belongs to
    artifact: bool = False  # marked as no part of the text


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page, one row each in arrays of the same length."""

    texts: Texts  # a ligature is one character of several letters
    boxes: Floats  # n times x0, top, x1, bottom; as high as the font's size, from its descent
    sizes: Floats
    ways: Ints  # RIGHT, UP, DOWN or ELSEWHERE
    pens: Ints  # which of `pen` each is set with
    pen: tuple[Pen, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, which: Any) -> Glyphs:
        """The characters with these numbers, or these flags."""
        return Glyphs(
            self.texts[which], self.boxes[which], self.sizes[which], self.ways[which], self.pens[which], self.pen
        )

    def of_pens(self, values: Sequence[Any], kind: Any) -> NDArray[Any]:
        """For each character the value that its pen has."""
        return np.array(values, dtype=kind)[self.pens] if len(self) else np.empty(0, dtype=kind)


NO_GLYPHS = Glyphs(
    np.empty(0, dtype=object),
    np.empty((0, 4)),
    np.empty(0),
    np.empty(0, dtype=np.int64),
    np.empty(0, dtype=np.int64),
    (),
)


@light(frozen=True, slots=True)
class Drawing:
    """A line, rectangle or curve; `fill` and `stroke` are null where it is not painted so, or with a pattern."""

    kind: str  # `line`, `rect` or `curve`
    box: Box
    fill: str | None
    stroke: str | None
    line_width: float
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """All that is printed on a page."""

    number: int  # 1-based
    width: float
    height: float
    frame: Box  # the part of the page that is shown and printed (crop box)
    glyphs: Glyphs  # also those that nobody sees
    drawings: tuple[Drawing, ...]
    pictures: tuple[Box, ...]
    switched_off: Glyphs = NO_GLYPHS  # characters in layers that are off
    under_picture: float = 0.0  # share of the characters that were painted before a picture covered most of the page
