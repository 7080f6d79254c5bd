"""Colours that judge: legends drawn as small coloured figures beside their meanings, and the figures that use them.

Reports print `● Målet nås  ● Målet nås delvis  ● Målet nås inte` on one line, in lines one below another, or as a small
table of coloured cells. A colour counts only where such a legend explains it, and in one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.cells import middles, placed_in
from extractors.families.vocabulary import alternatives, fold, load
from extractors.geometry import centre_in, contains, height, width
from extractors.lines import find_rows, join_words
from pipeline.records import Box, PageLayout, Shape, Word

LONGEST_SIGN = 2  # characters: a sign, and the one that tells whether it is drawn in colour
MARK_REACH = 1.5  # points that a mark may reach over the border of its cell
SMALLEST_MARK = 3.5  # points; smaller figures are dots of rules and borders
LARGEST_MARK = 24.0  # points; circles and squares in cells are set at 6 to 14
WIDEST_SWATCH = 60.0  # points; legends set as small tables have cells of 15 to 50
STRETCH = 6.0  # a swatch is at most so many times as wide as high
MOST_FIGURES = 400  # small figures on a page; maps and drawings have thousands, reports a few dozen
GREY = 0.12  # saturation; paler figures are paper or grey, as in the vocabulary of assessments
PAPER = 0.90  # value; lighter greys are shading
BLACK = 0.30  # value; darker figures are ink
REACH = 30.0  # points from a swatch to its meaning: the padding of two cells
WIDE_GAP = 2.0  # of the font size; wider white ends a meaning
LINE_GAP = 0.6  # of the font size; white between the lines of one meaning
ROW_STEP = 36.0  # points from one line of a legend to the next: a cell with two lines of text
SURELY = 3  # colours on one line, that only a legend has
ALIGNED = 4.0  # points by which figures one below another may be off
LONGEST_MEANING = 100  # characters
LONGEST_BESIDE_MARK = 12  # characters of other text in a cell that a mark may judge: `74 %`
SAME_COLOUR = 4  # of 255; one colour rounded by two programs


@dataclass(frozen=True, slots=True)
class Mark:
    """A small figure. `colour` is null where it is grey or an arrow: it only ends the meaning before it."""

    box: Box
    colour: str | None

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """A coloured figure with the text right of it."""

    mark: Mark
    text: str
    text_x0: float
    size: float
    bottom: float  # of the text's last line


@dataclass(frozen=True, slots=True)
class _Row:
    """Figures side by side with their texts; `lead` is what stands left of the first."""

    entries: tuple[_Entry, ...]
    lead: tuple[Word, ...]
    x0: float
    middle: float
    clean: bool  # no other text on the line, and a text for each coloured figure


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
    near = {meaning for other, meaning in legend.items() if _distance(colour, other) <= SAME_COLOUR}
    return near.pop() if len(near) == 1 else None


def _distance(a: str, b: str) -> int:
    return max(abs(int(a[at : at + 2], 16) - int(b[at : at + 2], 16)) for at in (1, 3, 5))


@cache
def _signs(kind: str) -> frozenset[str]:
    return frozenset(load("legend")["signs"][kind])


def is_figure(word: Word) -> bool:
    """Whether a word is only a sign such as ● or ■, also in a font that has signs in the places of letters."""
    text = word.text
    if len(text) > LONGEST_SIGN:
        return False
    if text.removesuffix("\ufe0f") in _signs("figures"):
        return True
    return text in _signs("letters") and word.font.casefold().startswith(tuple(_signs("letter_fonts")))


def is_arrow(word: Word) -> bool:
    """Whether a word is only an arrow or a triangle."""
    return len(word.text) <= LONGEST_SIGN and word.text.removesuffix("\ufe0f") in _signs("arrows")


def without_figures(text: str) -> str:
    """A text without the signs that are only coloured figures: `● Målet nås` → `Målet nås`."""
    parts = (part for part in text.split() if part.removesuffix("\ufe0f") not in _signs("figures"))
    return " ".join(part.lstrip("".join(_signs("figures"))) for part in parts)


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
    short = [w for w in words if len(w.text) <= LONGEST_SIGN]
    if not drawn and not any(is_figure(w) or is_arrow(w) for w in short):
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


# ------------------------------------------------------------------ legends


def find_legends(pages: Sequence[PageLayout]) -> dict[str, str]:
    """Colour -> printed meaning, from the drawn legends of a document.

    Empty where no group of figures is surely a legend. A colour that is explained in two ways is left out.
    """
    found: dict[str, dict[str, str]] = {}
    for page in pages:
        for group in _groups(_rows(page)):
            entries = [entry for row in group for entry in row.entries]
            if _is_legend(entries):
                for entry in [*entries, *_unjudged(page, entries)]:
                    meaning = _without_colour_name(entry.text)
                    found.setdefault(entry.mark.colour or "", {}).setdefault(fold(meaning), meaning)
    return {colour: next(iter(meanings.values())) for colour, meanings in found.items() if len(meanings) == 1}


def marks_of(page: PageLayout, greys: bool = False) -> list[Mark]:
    """The small figures of a page with no text in them, and the signs that stand for such.

    With `greys` a grey counts as a colour, as where a legend explains it.
    """

    def colour_of(colour: str | None) -> str | None:
        return colour if is_coloured(colour) or (greys and is_grey(colour)) else None

    small = [
        s
        for s in page.shapes
        if s.fill
        and SMALLEST_MARK <= height(s.box) <= LARGEST_MARK
        and SMALLEST_MARK <= width(s.box) <= WIDEST_SWATCH
        and width(s.box) <= STRETCH * height(s.box)
    ]
    if len(small) > MOST_FIGURES:
        small = []
    short = [w for w in page.words if len(w.text) <= LONGEST_SIGN]
    figures = [w for w in short if is_figure(w)]
    arrows = [Mark(w.box, None) for w in short if is_arrow(w)]
    texts = middles([w for w in page.words if not is_figure(w) and not is_arrow(w)]) if small else []
    drawn = [
        Mark(s.box, colour_of(s.fill) if s.fill != "#ffffff" else None)  # a ring ends the text before it
        for s in small
        if (s.fill != "#ffffff" or s.stroke) and not placed_in(texts, s.box)
    ]
    signs = [Mark(w.box, colour_of(w.colour)) for w in figures]
    return _topmost([*drawn, *signs, *arrows])


def coloured_marks(page: PageLayout, legend: Mapping[str, str]) -> list[Mark]:
    """The small figures on a page that a legend may explain."""
    greys = any(map(is_grey, legend))
    return [mark for mark in marks_of(page, greys) if mark.colour]


def _unjudged(page: PageLayout, entries: Sequence[_Entry]) -> list[_Entry]:
    """The grey figure of a legend that says what is not judged: `● Ej bedömt`, among those of its `entries`."""
    known = {entry.mark.box for entry in entries}
    words = load("legend")["unjudged"]["words"]
    for group in _groups(_rows(page, greys=True)):
        own = [entry for row in group for entry in row.entries]
        more = [e for e in own if is_grey(e.mark.colour) and fold(_without_colour_name(e.text)) in words]
        if more and known & {entry.mark.box for entry in own}:
            return more
    return []


def _rows(page: PageLayout, greys: bool = False) -> list[_Row]:
    """The lines of a page that have coloured figures, from the top."""
    marks = sorted(marks_of(page, greys), key=lambda m: (m.middle, m.box.x0))
    if len({m.colour for m in marks if m.colour}) < 2:
        return []
    lines: list[list[Mark]] = []
    for mark in marks:
        if lines and mark.middle - lines[-1][0].middle <= 0.3 * max(height(mark.box), height(lines[-1][0].box)):
            lines[-1].append(mark)
        else:
            lines.append([mark])
    texts = [w for w in page.words if not is_figure(w) and not is_arrow(w)]
    below = find_rows(texts)
    return [_row(sorted(line, key=lambda m: m.box.x0), texts, below, page.width) for line in lines]


def _row(marks: Sequence[Mark], texts: Sequence[Word], printed: Sequence[Sequence[Word]], page_width: float) -> _Row:
    beside = [w for w in texts if any(on_line(w, m) for m in marks)]
    lead = tuple(w for w in beside if (w.box.x0 + w.box.x1) / 2 < marks[0].box.x0)
    clean = True
    entries = []
    for i, mark in enumerate(marks):
        end = marks[i + 1].box.x0 if i + 1 < len(marks) else page_width
        own = [w for w in beside if mark.box.x1 - 1 <= w.box.x0 < end]
        parts = [_run(row) for row in find_rows(own)]
        if mark.colour is None:
            continue  # what it means is not asked for, and need not end neatly
        if not own or sum(map(len, parts)) < len(own) or min(w.box.x0 for w in own) - mark.box.x1 > REACH:
            clean = False
            continue
        words = [w for part in parts for w in part]
        size, x0 = words[0].size, min(w.box.x0 for w in words)
        text, bottom = " ".join(join_words(part) for part in parts), max(w.box.bottom for w in words)
        for more in _lines_below(printed, bottom, size):
            part = _run([w for w in more if mark.box.x1 - 1 <= w.box.x0 < end])
            if not part or abs(part[0].box.x0 - x0) > ALIGNED or not part[0].text[:1].islower():
                break
            text, bottom = f"{text} {join_words(part)}", max(w.box.bottom for w in part)
        entries.append(_Entry(mark, text, x0, size, bottom))
    row = _Row(tuple(entries), lead, marks[0].box.x0, marks[0].middle, clean)
    return _with_wrapped(row, printed)


def on_line(word: Word, mark: Mark) -> bool:
    middle = (word.box.top + word.box.bottom) / 2
    return abs(middle - mark.middle) <= 0.5 * max(height(word.box), height(mark.box))


def _run(row: Sequence[Word]) -> list[Word]:
    """The first words of a line up to a wide gap."""
    out: list[Word] = []
    for word in row:
        if out and word.box.x0 - out[-1].box.x1 > WIDE_GAP * word.size:
            break
        out.append(word)
    return out


def _lines_below(printed: Sequence[Sequence[Word]], bottom: float, size: float) -> Iterator[Sequence[Word]]:
    """The printed lines that follow each other closely under a text."""
    for row in printed:
        top = min(w.box.top for w in row)
        if top > bottom - 0.5 * size:
            if top - bottom > LINE_GAP * size:
                return
            yield row
            bottom = max(w.box.bottom for w in row)


def _with_wrapped(row: _Row, printed: Sequence[Sequence[Word]]) -> _Row:
    """A line whose last meaning goes on at the left edge of the next line: `● Målet nås delvis ● Målet` `nås inte`."""
    if not row.entries:
        return row
    last = row.entries[-1]
    for below in _lines_below(printed, last.bottom, last.size):
        first = below[0]
        if first.box.x0 <= row.x0 + ALIGNED and first.text[:1].islower():
            text = f"{last.text} {join_words(_run(below))}"
            return replace(row, entries=(*row.entries[:-1], replace(last, text=text)))
        return row
    return row


def _groups(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Lines of figures that may be one legend: near each other, of one size, one below another where each has one."""
    groups: list[list[_Row]] = []
    before: _Row | None = None
    for row in rows:
        if row.entries:
            if before is not None and groups and _go_together(before, row):
                groups[-1].append(row)
            else:
                groups.append([row])
            before = row
    return [group for group in groups if all(_only_legend(row, i == 0) for i, row in enumerate(group))]


def _go_together(above: _Row, below: _Row) -> bool:
    if below.middle - above.middle > ROW_STEP or not _same_size(above.entries[0].mark, below.entries[0].mark):
        return False
    alone = len(above.entries) == len(below.entries) == 1
    return not alone or abs(above.x0 - below.x0) <= ALIGNED


def _same_size(a: Mark, b: Mark) -> bool:
    """Whether two figures are drawn alike; signs and curves differ a little by rounding."""
    sides = ((width(a.box), width(b.box)), (height(a.box), height(b.box)))
    return all(abs(x - y) <= max(2.0, 0.25 * max(x, y)) for x, y in sides)


def _only_legend(row: _Row, first: bool) -> bool:
    """Whether nothing else stands on the line, as in a row of a data table."""
    if not row.clean:
        return False
    if not row.lead:
        return True
    lead = join_words(row.lead)
    if not first:
        return lead[:1].islower() and len(row.entries) > 0 and row.lead[0].box.x0 < row.x0
    if len({entry.mark.colour for entry in row.entries}) >= SURELY and not any(c.isdigit() for c in lead):
        return True  # a row of a data table has one or two
    return lead.rstrip().endswith(":") or fold(lead) in load("legend")["leads"]["words"]


def _is_legend(entries: Sequence[_Entry]) -> bool:
    """At least two colours, each with a meaning of its own that judges, all figures alike."""
    meanings: dict[str, set[str]] = {}
    for entry in entries:
        meanings.setdefault(entry.mark.colour or "", set()).add(fold(_without_colour_name(entry.text)))
    distinct = {text for texts in meanings.values() for text in texts}
    if len(meanings) < 2 or len(distinct) < len(meanings) or any(len(texts) > 1 for texts in meanings.values()):
        return False
    if not all(_same_size(entries[0].mark, entry.mark) for entry in entries):
        return False
    if any(not re.search(r"\w{2}", text) or len(text) > LONGEST_MEANING for text in distinct):
        return False
    judging = sum(bool(_judging().search(text)) for text in distinct)
    return judging >= 2 and judging >= len(distinct) - 1


@cache
def _judging() -> re.Pattern[str]:
    words = load("legend")["judging"]["words"]
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in words) + r")(?!\w)")


def _without_colour_name(text: str) -> str:
    """`Grön – målet nås` and `= målet nås` → `målet nås`."""
    named = rf"^\s*(?:{alternatives(load('legend')['colours']['words'])})?\s*[=:–—-]\s*"
    return re.sub(named, "", text, flags=re.IGNORECASE).strip().rstrip(" ,;|.") or text


def grey_mark(words: Sequence[Word], shapes: Sequence[Shape], box: Box) -> str | None:
    """The grey of the one small mark in a cell, which a legend may explain; null where there is none or several."""
    drawn = [s.fill for s in shapes if is_mark_in(s, box) and is_grey(s.fill)]
    signs = [w.colour for w in words if is_figure(w) and is_grey(w.colour) and centre_in(w.box, box)]
    greys = [*drawn, *signs]
    return greys[0] if len(greys) == 1 else None
