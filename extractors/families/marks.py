"""Marks: small figures, drawn or set as signs, that judge where a legend explains their colour; empty rings too.

What they mean is told by `legend`; here is which figures on a page or in a cell are such marks, and their colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.cells import middles, placed_in
from extractors.families.vocabulary import load
from extractors.geometry import centre_in, contains, height, width
from pipeline.records import Box, PageLayout, Shape, Word

TRIANGLE = "▲"  # an arrow, but a figure where a legend explains it beside others: ● ▲ ◆
RING = "ring"  # stands for a colour: a figure that is only an outline, in grey or black
LONGEST_SIGN = 2  # characters: a sign, and the one that tells whether it is drawn in colour
MARK_REACH = 1.5  # points that a mark may reach over the border of its cell
SMALLEST_MARK = 3.5  # points; smaller figures are dots of rules and borders
LARGEST_MARK = 24.0  # points; circles and squares in cells are set at 6 to 14
WIDEST_SWATCH = 60.0  # points; legends set as small tables have cells of 15 to 50
STRETCH = 6.0  # a swatch is at most so many times as wide as high
ROUND = 1.2  # times as wide as high, or as high as wide; longer outlines are cells
MOST_FIGURES = 400  # small figures on a page; maps and drawings have thousands, reports a few dozen
GREY = 0.12  # saturation; paler figures are paper or grey, as in the vocabulary of assessments
PAPER = 0.90  # value; lighter greys are shading
BLACK = 0.30  # value; darker figures are ink
LONGEST_BESIDE_MARK = 12  # characters of other text in a cell that a mark may judge: `74 %`
OPEN_LINES = (2, 3)  # points of a stroke or of the head of an arrow, which surround nothing
SAME_COLOUR = 4  # of 255; one colour rounded by two programs


@dataclass(frozen=True, slots=True)
class Mark:
    """A small figure. `colour` is null where it is grey, a ring or an arrow: it only ends the meaning before it."""

    box: Box
    colour: str | None

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


# ------------------------------------------------------------------ colours and signs


def is_grey(colour: str | None) -> bool:
    """Whether `#rrggbb` is grey: neither a colour nor the white of paper nor the black of ink."""
    if not colour or len(colour) != 7 or is_coloured(colour):
        return False
    return BLACK <= max(int(colour[at : at + 2], 16) for at in (1, 3, 5)) / 255 <= PAPER


def is_coloured(colour: str | None) -> bool:
    """Whether `#rrggbb` is neither white nor grey nor black."""
    if not colour or len(colour) != 7:
        return False
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    value = max(parts)
    return value >= BLACK and (value - min(parts)) / value >= GREY


def meaning_of(colour: str | None, legend: Mapping[str, str]) -> str | None:
    """What a legend says of a colour; null where it does not explain it."""
    if not colour:
        return None
    if colour in legend:
        return legend[colour]
    if not colour.startswith("#"):
        return None
    near = {m for other, m in legend.items() if other.startswith("#") and _distance(colour, other) <= SAME_COLOUR}
    return near.pop() if len(near) == 1 else None


def _distance(a: str, b: str) -> int:
    return max(abs(int(a[at : at + 2], 16) - int(b[at : at + 2], 16)) for at in (1, 3, 5))


@cache
def _signs(kind: str) -> frozenset[str]:
    return frozenset(load("legend")["signs"][kind])


@cache
def _figures() -> frozenset[str]:
    return _signs("figures") | _signs("rings") | _signs("parts")


@cache
def _may_be_signs() -> frozenset[str]:
    """All texts that may be a figure or an arrow: letters too, which are one in some fonts. Nearly no word is."""
    drawn = _figures() | _signs("arrows")
    return drawn | _signs("letters") | {sign + "\ufe0f" for sign in drawn}


def signs_among(words: Sequence[Word]) -> list[Word]:
    """The words that are only a figure or an arrow."""
    may = _may_be_signs()
    return [w for w in words if w.text in may and (is_figure(w) or is_arrow(w))]


def is_figure(word: Word) -> bool:
    """Whether a word is only a sign such as ● or ■, also in a font that has signs in the places of letters."""
    text = word.text
    if len(text) > LONGEST_SIGN:
        return False
    if text.removesuffix("\ufe0f") in _figures():
        return True
    return text in _signs("letters") and word.font.casefold().startswith(tuple(_signs("letter_fonts")))


def colour_of(word: Word) -> str | None:
    """The colour of a sign; that of an empty ring is none of its own."""
    return RING if word.text.removesuffix("\ufe0f") in _signs("rings") and not is_coloured(word.colour) else word.colour


def is_sign_alone(text: str) -> bool:
    """Whether a text is nothing but the sign of a figure: a mark, and no words."""
    return len(text) <= LONGEST_SIGN and text.removesuffix("\ufe0f") in _figures()


def glyph_of(word: Word) -> str | None:
    """The sign that a word is, where it may tell by its shape: ●, ◐ or ○."""
    text = word.text.removesuffix("\ufe0f")
    return text if len(text) == 1 and text in _figures() else None


def is_ring(shape: Shape) -> bool:
    """Whether a figure is only the outline of a circle or the like."""
    wide, high = width(shape.box), height(shape.box)
    return (
        shape.fill in (None, "#ffffff")
        and shape.stroke is not None
        and len(shape.points) not in OPEN_LINES
        and min(wide, high) >= SMALLEST_MARK
        and max(wide, high) <= min(LARGEST_MARK, ROUND * min(wide, high))
    )


def ring_of(shape: Shape) -> str | None:
    """What an outline stands for: an empty ring, or one in a colour, which is another mark than a figure filled with
    that; null for other figures."""
    if not is_ring(shape):
        return None
    return f"{RING}:{shape.stroke}" if is_coloured(shape.stroke) else RING


def is_coloured_ring(colour: str | None) -> bool:
    return colour is not None and colour.startswith(f"{RING}:")


def is_arrow(word: Word) -> bool:
    """Whether a word is only an arrow or a triangle."""
    return len(word.text) <= LONGEST_SIGN and word.text.removesuffix("\ufe0f") in _signs("arrows")


def without_figures(text: str) -> str:
    """A text without the signs that are only coloured figures: `● Målet nås` → `Målet nås`."""
    parts = (part for part in text.split() if part.removesuffix("\ufe0f") not in _figures())
    return " ".join(part.lstrip("".join(_figures())) for part in parts)


# ------------------------------------------------------------------ marks in cells


def is_mark_in(shape: Shape, box: Box) -> bool:
    """Whether a figure is a small mark in a cell, not the cell's own fill."""
    wide, high = width(shape.box), height(shape.box)
    return (
        min(wide, high) >= SMALLEST_MARK
        and max(wide, high) <= LARGEST_MARK
        and contains(box, shape.box, MARK_REACH)
        and (wide < 0.8 * width(box) or (high < 0.6 * height(box) and wide < 1.5 * high))
    )


def mark_colour(words: Sequence[Word], shapes: Sequence[Shape], box: Box) -> str | None:
    """The colour of the one small mark in a cell; null where there is none, several, or a text that it goes with.

    A mark is a small filled figure or a sign set as text; where there is none, an arrow in a colour of its own.
    """
    drawn = [Mark(s.box, s.fill) for s in shapes if is_mark_in(s, box) and is_coloured(s.fill)]
    if not drawn and not signs_among(words):
        return None
    inside = [w for w in words if centre_in(w.box, box)]
    others = "".join(w.text for w in inside if not is_figure(w) and not is_arrow(w))
    if len(others) > LONGEST_BESIDE_MARK:
        return None
    marks = _topmost([*drawn, *(Mark(w.box, w.colour) for w in inside if is_figure(w) and is_coloured(w.colour))])
    if not marks:
        marks = [Mark(w.box, w.colour) for w in inside if is_arrow(w) and is_coloured(w.colour)]
    return marks[0].colour if len(marks) == 1 else None


def _topmost(marks: Sequence[Mark]) -> list[Mark]:
    """Marks without those that a later one lies over: a border or shadow, drawn as a figure of its own."""
    return [m for i, m in enumerate(marks) if not any(centre_in(m.box, over.box) for over in marks[i + 1 :])]


def grey_mark(words: Sequence[Word], shapes: Sequence[Shape], box: Box) -> str | None:
    """The grey of the one small mark in a cell, or what ring it is, which a legend may explain; null where there is
    none or several."""
    drawn = [ring_of(s) or s.fill for s in shapes if is_mark_in(s, box) and (is_grey(s.fill) or is_ring(s))]
    inside = [colour_of(w) for w in signs_among(words) if is_figure(w) and centre_in(w.box, box)]
    greys = [*drawn, *(colour for colour in inside if is_grey(colour) or colour == RING)]
    return greys[0] if len(greys) == 1 else None


# ------------------------------------------------------------------ marks on a page


def marks_of(page: PageLayout, greys: bool = False, highest: float = LARGEST_MARK) -> list[Mark]:
    """The small figures of a page with no text in them, and the signs that stand for such; up to `highest` points.

    With `greys` a grey or an empty ring counts as a colour, as where a legend explains it.
    """

    def told(colour: str | None) -> str | None:
        sure = is_coloured(colour) or is_coloured_ring(colour)
        return colour if sure or (greys and (is_grey(colour) or colour == RING)) else None

    small = [
        s
        for s in page.shapes
        if (s.fill or is_ring(s))
        and SMALLEST_MARK <= height(s.box) <= highest
        and SMALLEST_MARK <= width(s.box) <= WIDEST_SWATCH
        and width(s.box) <= STRETCH * height(s.box)
    ]
    for outlines in (True, False):  # a page of small empty cells may have coloured figures too
        if sum((s.fill is None) == outlines for s in small) > MOST_FIGURES:
            small = [s for s in small if (s.fill is None) != outlines]
    signs = signs_among(page.words)
    figures = [w for w in signs if is_figure(w)]
    arrows = [Mark(w.box, None) for w in signs if is_arrow(w)]
    taken = set(map(id, signs))
    texts = middles([w for w in page.words if id(w) not in taken]) if small else []
    filled = [s for s in small if s.fill and s.fill != "#ffffff"]
    drawn = [
        Mark(s.box, told(ring_of(s) or s.fill) if s.fill != "#ffffff" or is_ring(s) else None)
        for s in small
        if (s.fill != "#ffffff" or s.stroke)
        and not placed_in(texts, s.box)
        and not (s.fill is None and any(centre_in(other.box, s.box) for other in filled))  # the border of a figure
    ]
    return _topmost([*drawn, *(Mark(w.box, told(colour_of(w))) for w in figures), *arrows])


def coloured_marks(page: PageLayout, legend: Mapping[str, str], highest: float = LARGEST_MARK) -> list[Mark]:
    """The small figures on a page that a legend may explain; a legend of signs explains signs by their shape."""
    if legend and not any(key.startswith(("#", RING)) for key in legend):
        return [Mark(w.box, glyph) for w in page.words if (glyph := glyph_of(w)) in legend]
    greys = RING in legend or any(map(is_grey, legend))
    marks = [mark for mark in marks_of(page, greys, highest) if mark.colour]
    if TRIANGLE in legend:
        marks += [Mark(w.box, w.colour) for w in page.words if w.text == TRIANGLE and is_coloured(w.colour)]
    return [mark for mark in marks if mark.colour in legend or not is_coloured_ring(mark.colour)]


def on_line(word: Word, mark: Mark) -> bool:
    middle = (word.box.top + word.box.bottom) / 2
    return abs(middle - mark.middle) <= 0.5 * max(height(word.box), height(mark.box))
