"""What of a page's text can be seen: characters that nobody sees are told from those that are printed.

Text that lies under or over the picture of a scanned page was put there by a program that recognised it; it is kept,
and the page says so. Whether text has the colour of its ground is looked up in the drawn page itself, because PDF
libraries do not tell everything that a ground can be made of (gradients, patterns, pictures).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from extractors.ink import NO_GLYPHS, Flags, Floats, Glyphs, Ink
from pipeline.records import Box, Shape

COVERS = 0.6  # of the page; scans have white margins cut away, pictures in a text are smaller
STEPS = 20  # points along each side of the page at which it is looked whether a picture lies there
SMALLEST = 1.0  # points; print of this size and below can be read by nobody
SAME_COLOUR = 16  # of 255 in each of red, green and blue; less is not seen on paper
HALF = 0.5
MOSTLY = 0.9  # of a page's or a line's characters
DRAWN_AT = 72  # dots per inch: one dot is one point
AROUND = 20.0  # points above and below what is looked at; what is drawn in part may end otherwise at its very edge

GLANCE = 36  # dots per inch at which a picture is looked at: lines of print are grey then, the paper keeps its tone
ONE_TONE = 24  # of 255; paper is never quite even
PAPER_SHARE = 0.5  # of a scan has the tone of the paper; a photograph has many tones
INK_SHARE = 0.0005  # of a scan has another tone, for one short line of print; a coloured ground has none

Draw = Callable[..., Any]  # the page, or a band of it, as a picture, with so many dots per inch


@dataclass(frozen=True, slots=True)
class Seen:
    """The characters of a page, sorted by whether they are seen."""

    glyphs: Glyphs
    hidden: tuple[Glyphs, ...]
    recognised: bool = False  # the text is somebody's recognition of a scanned page


def find_seen(ink: Ink, shapes: Sequence[Shape], draw: Draw) -> Seen:
    """Sort the characters of a page. `draw` draws it, where the colours do not tell what is seen."""
    glyphs, boxes = ink.glyphs, ink.glyphs.boxes
    large = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) > SMALLEST
    inside = _is_in(_centres(glyphs), ink.frame) & large
    painted = inside & glyphs.of_pens([pen.painted for pen in glyphs.pen], np.bool_)
    unpainted = inside & ~painted
    hidden = (ink.switched_off, _taken(glyphs, ~inside))
    scanned = bool(inside.any()) and image_share(ink) >= COVERS
    under = scanned and ink.under_picture >= MOSTLY
    faint = np.zeros(len(glyphs), dtype=np.bool_) if under else _faint(ink, painted, shapes, draw)
    if scanned and (under or unpainted.sum() >= HALF * inside.sum()):
        return _sorted(glyphs, inside & ~faint, (*hidden, _taken(glyphs, faint)), True)
    seen = painted & ~faint
    if unpainted.any() and not seen.any() and _any_ink(ink, unpainted, draw):  # a scan traced to drawn outlines
        return _sorted(glyphs, unpainted, (*hidden, _taken(glyphs, faint)), True)
    return _sorted(glyphs, seen, (*hidden, _taken(glyphs, unpainted), _taken(glyphs, faint)))


def _sorted(glyphs: Glyphs, seen: Flags, hidden: tuple[Glyphs, ...], recognised: bool = False) -> Seen:
    return Seen(_taken(glyphs, seen), tuple(part for part in hidden if len(part)), recognised)


def _taken(glyphs: Glyphs, which: Flags) -> Glyphs:
    """Some of the characters; mostly it is all or none."""
    if which.all():
        return glyphs
    return glyphs.take(which) if which.any() else NO_GLYPHS


def _centres(glyphs: Glyphs) -> tuple[Floats, Floats]:
    """The middles of characters, across and down."""
    x0, top, x1, bottom = glyphs.boxes.T
    return (x0 + x1) / 2, (top + bottom) / 2


def _is_in(centres: tuple[Floats, Floats], box: Box) -> Flags:
    x, y = centres
    return (box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom)


def image_share(ink: Ink) -> float:
    """The share of what is shown of a page that pictures cover, counted at points of a grid."""
    frame, pictures = ink.frame, ink.pictures
    wide, high = frame.x1 - frame.x0, frame.bottom - frame.top
    if not pictures:
        return 0.0
    spots = np.arange(STEPS) + 0.5
    across, down = frame.x0 + wide * spots / STEPS, frame.top + high * spots / STEPS
    covered = np.zeros((STEPS, STEPS), dtype=np.bool_)
    for p in pictures:
        covered |= ((p.x0 <= across) & (across <= p.x1))[:, None] & ((p.top <= down) & (down <= p.bottom))
    return float(covered.mean())


def paper_share(ink: Ink, draw: Draw) -> float:
    """The share of a page that images of print on paper cover; photographs do not count."""
    covered = 0.0
    for box in ink.pictures:
        wide, high = min(box.x1, ink.width) - max(box.x0, 0.0), min(box.bottom, ink.height) - max(box.top, 0.0)
        covered += max(wide, 0.0) * max(high, 0.0)
    if covered == 0.0:
        return 0.0
    drawn = _draw(draw, GLANCE)
    if drawn is None:
        return 0.0
    tones = drawn.convert("L").histogram()
    paper = max(range(256), key=lambda tone: tones[tone])
    like_paper = sum(tones[max(paper - ONE_TONE, 0) : paper + ONE_TONE + 1]) / sum(tones)
    return min(covered / (ink.width * ink.height), 1.0) if PAPER_SHARE <= like_paper <= 1 - INK_SHARE else 0.0


# ------------------------------------------------------------------ text in the colour of its ground


def _faint(ink: Ink, painted: Flags, shapes: Sequence[Shape], draw: Draw) -> Flags:
    """Characters that leave no trace on the drawn page. Only those that may are looked up there."""
    glyphs = ink.glyphs
    faint = np.zeros(len(glyphs), dtype=np.bool_)
    doubtful = {
        colour: which
        for colour in {pen.colour for pen in glyphs.pen if pen.colour}
        if (which := _maybe_faint(glyphs, colour, painted, shapes)).any()
    }
    if not doubtful:
        return faint
    heights = glyphs.boxes[np.logical_or.reduce(list(doubtful.values()))][:, [1, 3]] - ink.frame.top
    drawn = _draw(draw, DRAWN_AT, (float(heights.min()) - AROUND, float(heights.max()) + AROUND))
    if drawn is None:
        return faint
    lines = np.round(glyphs.boxes[:, 3])
    for which in doubtful.values():
        for line in np.unique(lines[which]):
            here = np.flatnonzero(which & (lines == line))
            plain = sum(_is_plain(drawn, ink.frame, Box(*glyphs.boxes[i].tolist())) for i in here.tolist())
            faint[here] = plain >= MOSTLY * len(here)
    return faint


def _maybe_faint(glyphs: Glyphs, colour: str, painted: Flags, shapes: Sequence[Shape]) -> Flags:
    """Characters with the colour of a figure that they stand on, or of paper where they stand on none."""
    fills = {fill: _alike(colour, fill) for fill in {s.fill for s in shapes} if fill}
    alike = [s for s in shapes if s.fill and fills[s.fill]]
    pale = _alike(colour, "#ffffff")
    if not alike and not pale:
        return np.zeros(len(glyphs), dtype=np.bool_)
    these: Flags = painted & glyphs.of_pens([pen.colour == colour for pen in glyphs.pen], np.bool_)
    if not these.any():
        return these
    if pale:
        grounds = [s for s in shapes if s.fill and s not in alike]
        return these & (_on(glyphs, alike) | ~_on(glyphs, grounds))
    return these & _on(glyphs, alike)


def _on(glyphs: Glyphs, shapes: Sequence[Shape]) -> Flags:
    found = np.zeros(len(glyphs), dtype=np.bool_)
    centres = _centres(glyphs)
    for box in {shape.box for shape in shapes}:
        found |= _is_in(centres, box)
    return found


def _alike(a: str, b: str) -> bool:
    return all(abs(int(a[i : i + 2], 16) - int(b[i : i + 2], 16)) <= SAME_COLOUR for i in (1, 3, 5))


def _is_plain(drawn: Any, frame: Box, box: Box) -> bool:
    """Whether nothing is seen where a character stands."""
    scale = drawn.size[0] / (frame.x1 - frame.x0)
    spot = (
        max(int((box.x0 - frame.x0) * scale), 0),
        max(int((box.top - frame.top) * scale), 0),
        min(int((box.x1 - frame.x0) * scale) + 1, drawn.size[0]),
        min(int((box.bottom - frame.top) * scale) + 1, drawn.size[1]),
    )
    if spot[0] >= spot[2] or spot[1] >= spot[3]:
        return True
    return all(high - low <= SAME_COLOUR for low, high in drawn.crop(spot).getextrema())


def _any_ink(ink: Ink, these: Flags, draw: Draw) -> bool:
    """Whether most of these characters lie over something drawn."""
    drawn = _draw(draw, DRAWN_AT)
    boxes = [Box(*box) for box in ink.glyphs.boxes[these].tolist()]
    return drawn is not None and sum(not _is_plain(drawn, ink.frame, box) for box in boxes) >= HALF * len(boxes)


def _draw(draw: Draw, *how: Any) -> Any | None:
    """The page as a picture; nothing where it cannot be drawn, and text then counts as seen."""
    try:
        return draw(*how)
    except Exception:  # damaged pictures, no memory for a huge sheet
        return None
