"""What of a page's text can be seen: characters that nobody sees are told from those that are printed.

Text that lies under or over the picture of a scanned page was put there by a program that recognised it; it is kept,
and the page says so. Whether text has the colour of its ground is looked up in the drawn page itself, because PDF
libraries do not tell everything that a ground can be made of (gradients, patterns, pictures).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractors.colours import read_colour
from extractors.geometry import centre_in
from pipeline.records import Box, Shape

Char = dict[str, Any]

COVERS = 0.6  # of the page; scans have white margins cut away, pictures in a text are smaller
STEPS = 20  # points along each side of the page at which it is looked whether a picture lies there
SMALLEST = 1.0  # points; print of this size and below can be read by nobody
SAME_COLOUR = 16  # of 255 in each of red, green and blue; less is not seen on paper
HALF = 0.5
MOSTLY = 0.9  # of a page's or a line's characters
DRAWN_AT = 72  # dots per inch: one dot is one point

GLANCE = 36  # dots per inch at which a picture is looked at: lines of print are grey then, the paper keeps its tone
ONE_TONE = 24  # of 255; paper is never quite even
PAPER_SHARE = 0.5  # of a scan has the tone of the paper; a photograph has many tones
INK_SHARE = 0.0005  # of a scan has another tone, for one short line of print; a coloured ground has none


@dataclass(frozen=True, slots=True)
class Seen:
    """The characters of a page, sorted by whether they are seen."""

    chars: list[Char]
    hidden: list[Char]
    recognised: bool = False  # the text is somebody's recognition of a scanned page


def find_seen(page: Any, shapes: Sequence[Shape], switched_off: Sequence[Char], chars_under_image: int) -> Seen:
    """Sort the characters of an open page. `switched_off` are those in layers that are off."""
    frame = visible_box(page)
    chars = [c for c in page.chars if c["text"].strip()]
    hidden = [c for c in switched_off if c["text"].strip()]
    inside = [c for c in chars if centre_in(_box(c), frame) and max(c["width"], c["height"]) > SMALLEST]
    hidden += _without(chars, inside)
    unpainted = [c for c in inside if not c.get("fill", True) and not c.get("stroke", False)]
    scanned = bool(inside) and image_share(page, frame) >= COVERS
    under = scanned and chars_under_image >= MOSTLY * len(page.chars)
    painted = _without(inside, unpainted)
    faint = [] if under else _faint(page, frame, painted, shapes)
    seen = _without(painted, faint)
    if scanned and (under or len(unpainted) >= HALF * len(inside)):
        return Seen(_without(inside, faint), hidden + faint, True)
    if unpainted and not seen and _any_ink(page, frame, unpainted):  # a scan that was traced to drawn outlines
        return Seen(unpainted, hidden + faint, True)
    return Seen(seen, hidden + unpainted + faint)


def visible_box(page: Any) -> Box:
    """The part of the page that is shown and printed (crop box), in the coordinates of the page's characters."""
    obj = page.page_obj
    x0, y0, x1, y1 = obj.mediabox
    crop = [max(obj.cropbox[0], x0), max(obj.cropbox[1], y0), min(obj.cropbox[2], x1), min(obj.cropbox[3], y1)]
    if crop[0] >= crop[2] or crop[1] >= crop[3]:
        crop = [x0, y0, x1, y1]
    corners = [_as_shown(x - x0, y - y0, x1 - x0, y1 - y0, obj.rotate % 360) for x, y in (crop[:2], crop[2:])]
    (xa, ya), (xb, yb) = corners
    left, top = page.mediabox[:2]
    high = float(page.height) + top
    return Box(min(xa, xb) + left, high - max(ya, yb), max(xa, xb) + left, high - min(ya, yb))


def _as_shown(x: float, y: float, wide: float, high: float, turn: int) -> tuple[float, float]:
    """A point of a sheet, counted from its lower left corner, on the sheet turned clockwise by so many degrees."""
    return {90: (y, wide - x), 180: (wide - x, high - y), 270: (high - y, x)}.get(turn, (x, y))


def image_share(page: Any, frame: Box) -> float:
    """The share of what is shown of a page that pictures cover, counted at points of a grid."""
    pictures = [_box(image) for image in page.images]
    wide, high = frame.x1 - frame.x0, frame.bottom - frame.top
    if not pictures:
        return 0.0
    spots = [
        (frame.x0 + wide * (i + 0.5) / STEPS, frame.top + high * (j + 0.5) / STEPS)
        for i in range(STEPS)
        for j in range(STEPS)
    ]
    return sum(any(p.x0 <= x <= p.x1 and p.top <= y <= p.bottom for p in pictures) for x, y in spots) / len(spots)


def paper_share(page: Any) -> float:
    """The share of a page that images of print on paper cover; photographs do not count."""
    width, height = float(page.width), float(page.height)
    covered = 0.0
    for image in page.images:
        box = _box(image)
        wide, high = min(box.x1, width) - max(box.x0, 0.0), min(box.bottom, height) - max(box.top, 0.0)
        covered += max(wide, 0.0) * max(high, 0.0)
    if covered == 0.0:
        return 0.0
    tones = page.to_image(resolution=GLANCE).original.convert("L").histogram()
    paper = max(range(256), key=lambda tone: tones[tone])
    like_paper = sum(tones[max(paper - ONE_TONE, 0) : paper + ONE_TONE + 1]) / sum(tones)
    return min(covered / (width * height), 1.0) if PAPER_SHARE <= like_paper <= 1 - INK_SHARE else 0.0


# ------------------------------------------------------------------ text in the colour of its ground


def _faint(page: Any, frame: Box, chars: Sequence[Char], shapes: Sequence[Shape]) -> list[Char]:
    """Characters that leave no trace on the drawn page. Only those that may are looked up there."""
    by_colour: dict[Any, list[Char]] = {}
    for char in chars:
        by_colour.setdefault(char["non_stroking_color"], []).append(char)
    groups = [(read_colour(colour), group) for colour, group in by_colour.items()]
    doubtful = [c for colour, group in groups if colour for c in _maybe_faint(colour, group, shapes)]
    drawn = _draw(page) if doubtful else None
    if drawn is None:
        return []
    lines: dict[tuple[Any, int], list[Char]] = {}
    for char in doubtful:
        lines.setdefault((char["non_stroking_color"], round(char["bottom"])), []).append(char)
    return [
        c
        for line in lines.values()
        if sum(_is_plain(drawn, frame, c) for c in line) >= MOSTLY * len(line)
        for c in line
    ]


def _maybe_faint(colour: str, chars: Sequence[Char], shapes: Sequence[Shape]) -> list[Char]:
    """Characters with the colour of a figure that they stand on, or of paper where they stand on none."""
    alike = [s for s in shapes if s.fill and _alike(colour, s.fill)]
    pale = _alike(colour, "#ffffff")
    if pale:
        grounds = [s for s in shapes if s.fill and s not in alike]
        return [c for c in chars if _on(c, alike) or not _on(c, grounds)]
    return [c for c in chars if _on(c, alike)] if alike else []


def _on(char: Char, shapes: Sequence[Shape]) -> bool:
    box = _box(char)
    return any(centre_in(box, s.box) for s in shapes)


def _alike(a: str, b: str) -> bool:
    return all(abs(int(a[i : i + 2], 16) - int(b[i : i + 2], 16)) <= SAME_COLOUR for i in (1, 3, 5))


def _is_plain(drawn: Any, frame: Box, char: Char) -> bool:
    """Whether nothing is seen where a character stands."""
    scale = drawn.size[0] / (frame.x1 - frame.x0)
    box = _box(char)
    spot = (
        max(int((box.x0 - frame.x0) * scale), 0),
        max(int((box.top - frame.top) * scale), 0),
        min(int((box.x1 - frame.x0) * scale) + 1, drawn.size[0]),
        min(int((box.bottom - frame.top) * scale) + 1, drawn.size[1]),
    )
    if spot[0] >= spot[2] or spot[1] >= spot[3]:
        return True
    return all(high - low <= SAME_COLOUR for low, high in drawn.crop(spot).getextrema())


def _any_ink(page: Any, frame: Box, chars: Sequence[Char]) -> bool:
    """Whether most of these characters lie over something drawn."""
    drawn = _draw(page)
    return drawn is not None and sum(not _is_plain(drawn, frame, c) for c in chars) >= HALF * len(chars)


def _draw(page: Any) -> Any | None:
    """The page as a picture; nothing where it cannot be drawn, and text then counts as seen."""
    try:
        return page.to_image(resolution=DRAWN_AT).original.convert("RGB")
    except Exception:  # the library that draws is another one than the one that reads
        return None


def _box(drawn: Char) -> Box:
    return Box(float(drawn["x0"]), float(drawn["top"]), float(drawn["x1"]), float(drawn["bottom"]))


def _without(chars: Sequence[Char], others: Sequence[Char]) -> list[Char]:
    gone = {id(c) for c in others}
    return [c for c in chars if id(c) not in gone]
