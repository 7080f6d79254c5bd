"""Tiles: boxes side by side with a measure, one or more figures in large print, and what year and kind these are of.

`Nöjda med skolan` / `93 %` / `Mål 2026. Utfall 2022: 90 %`, or `Utfall 2023  Mål 2025` over `41 %  44 %`. A tile whose
figure no word calls outcome, target or the like is a fact, and read as text is; its figure is no heading either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractors.blocks import join_lines
from extractors.cells import words_in
from extractors.columns import is_figure, is_value
from extractors.families.marks import MARK_REACH, RING, coloured_marks, is_arrow
from extractors.families.measure_boxes import SURE
from extractors.families.roles import PART_OF_YEAR, VALUE_ROLES, YEAR, role_of, year_in
from extractors.families.vocabulary import alternatives, load
from extractors.geometry import contains, overlap, union
from extractors.lines import find_rows, join_words, segments_of
from pipeline.records import Box, PageLayout, Paragraph, Place, RawCell, RawIndicator, Word

MOST_WORDS = 40  # of a tile; boxes with more hold texts
LARGE = 1.2  # times the size of the other print in a tile
LONGEST_NAME = 120  # characters
LETTERS = 3  # at least, in a name
SAME_EDGE = 3.0  # points between the left edges of a label and of its figure
JOINED = 2.0  # points between a box with a name and the box with its figures
YEAR_DIGITS = 4
FEWEST_PAIRS = 2  # of a label and a figure under each other
PARSER = "tile"
CONFIDENCE = 0.8

_END = re.compile(r"\s*[.;|•·]\s+|\s*,\s+(?=\D)|\s*[.;,|•·]\s*$")
_VALUED = re.compile(r"^(?P<label>[^:]{2,40}):\s*(?P<value>\S.{0,30})$")

Line = Sequence[Word]
Label = tuple[str, str]  # role and words


def find_tiles(page: PageLayout, boxes: Sequence[Box]) -> dict[Box, RawIndicator]:
    """The boxes on a page that are tiles with a measure, and what they say; `boxes` are those side by side. A box with
    the name right on one with the figures is one tile with it."""
    found: dict[Box, RawIndicator] = {}
    for box in boxes:
        words = words_in(page.words, box)
        if len(words) > MOST_WORDS:
            continue
        arrows = [w for w in words if is_arrow(w)]
        told = _read_labelled([w for w in words if not is_arrow(w)] if arrows else words, page.number)
        if told is not None:
            found[box] = _with_marks(told, arrows, box, page)
    stacks = [union([head, box]) for box in boxes for head in boxes if _is_head_of(head, box)]
    for box in (*stacks, *boxes):
        if any(contains(tile, box) or contains(box, tile) for tile in found):
            continue
        words = words_in(page.words, box)
        figures = len(words) <= MOST_WORDS and any(c.isdigit() for w in words for c in w.text)
        if figures and (told := _read_tile(words, page.number)) is not None:
            found[box] = told
    return found


def _with_marks(tile: RawIndicator, arrows: Sequence[Word], box: Box, page: PageLayout) -> RawIndicator:
    """A tile with its one arrow, and with the one small coloured figure in it as what a legend may explain."""
    cells = [RawCell("trend", "", w.text, None, Place(page.number, w.box)) for w in arrows if len(arrows) == 1]
    marks = [m for m in coloured_marks(page, {RING: ""}) if contains(box, m.box)]
    marks = [m for m in marks if not any(contains(w.box, m.box, MARK_REACH) for w in arrows)]
    if len(marks) == 1:
        cells.append(RawCell("status", "", "", None, Place(page.number, marks[0].box), fill=marks[0].colour))
    return replace(tile, cells=(*tile.cells, *cells))


def _is_head_of(head: Box, box: Box) -> bool:
    """Whether a box stands right on another, edge to edge over its whole width."""
    return all(abs(a - b) <= JOINED for a, b in ((head.bottom, box.top), (head.x0, box.x0), (head.x1, box.x1)))


@cache
def _large_figure() -> re.Pattern[str]:
    words = load("tiles")["units"]
    number = r"[<>≤≥+−–-]?\s?\d[\d\s.,]*"
    limit = rf"(?:{alternatives(words['limits'])}\s+)"
    return re.compile(
        rf"(?:{limit}?{number}\s?{alternatives(words['words'])}|{limit}{number}|[−–+-]\s?\d[\d\s.,]*|\d+[.,]\d+|\d+\s+av\s+\d+)",
        re.IGNORECASE,
    )


def is_figure_in_box(p: Paragraph) -> bool:
    """Whether a paragraph on a fill is nothing but a figure with its unit: `−14,2 mnkr`, `högst 12 %`, `2 av 5`."""
    return p.fill is not None and _large_figure().fullmatch(p.text.strip()) is not None


# ------------------------------------------------------------------ what a tile says


def _read_labelled(words: Sequence[Word], page: int) -> RawIndicator | None:
    """A tile with a name and, under it, labels each with one figure, under it or behind it on its line: `Nuläge 2030`,
    `89 %`, `Mål 2032`, `91 %`; `Utfall 2031   Målvärde 2031`, `41 %   ≥ 44 %`, `Utfall 2030   38 %`. None where any
    part is neither."""
    if sum(any(map(str.isdigit, w.text)) for w in words) < FEWEST_PAIRS:
        return None
    lines = [list(row) for row in find_rows(words)]
    first = next((i for i, line in enumerate(lines) if _role(join_words(labels_on(line)[0])) is not None), 0)
    title = join_lines(join_words(line) for line in lines[:first])
    told = _labelled_cells(lines[first:], page) if first and _is_name(title) else ()
    if len(told) < FEWEST_PAIRS:
        return None
    place = Place(page, union(w.box for w in words))
    return RawIndicator("", None, "indicator", title, place, cells=told, parser=PARSER, confidence=CONFIDENCE)


def _labelled_cells(lines: Sequence[Line], page: int) -> tuple[RawCell, ...]:
    """Labels and figures as values; none where a label has no figure of its own, or a figure no label."""
    labels: list[tuple[str, Line]] = []
    own: list[Line | None] = []  # the figure of each label
    for line in lines:
        before = len(labels)
        edges = [label[0].box.x0 for _, label in labels]
        for part in (piece for group in labels_on(line) for piece in _cut_at(group, edges)):
            text = join_words(part)
            role = _role(text)
            if role is not None:
                labels.append((role, part))
                own.append(None)
                continue
            free = [i for i in range(len(labels)) if own[i] is None]
            at = free[-1:] if free and free[-1] >= before else _over(part, [(i, labels[i][1]) for i in free])
            if len(at) != 1 or not (is_value(text) or _large_figure().fullmatch(text)):
                return ()
            own[at[0]] = part
    pairs = zip(labels, own, strict=True)
    cells = [_cell(role, join_words(label), figure, page) for (role, label), figure in pairs if figure is not None]
    return tuple(cells) if len(cells) == len(labels) and any(is_figure(cell.text) for cell in cells) else ()


def _cut_at(words: Line, edges: Sequence[float]) -> list[Line]:
    """Words in parts, of which each but the first begins at an edge: large figures may stand close together."""
    starts = [i for i, w in enumerate(words) if i and any(abs(w.box.x0 - edge) <= SAME_EDGE for edge in edges)]
    return [words[a:b] for a, b in zip([0, *starts], [*starts, len(words)], strict=True)]


def _over(figure: Line, labels: Sequence[tuple[int, Line]]) -> list[int]:
    """The numbers of the labels that stand over a figure: at its left edge, else over a part of it."""
    here = union(w.box for w in figure)
    left = [i for i, label in labels if abs(label[0].box.x0 - here.x0) <= SAME_EDGE]
    return left or [i for i, label in labels if overlap(label[0].box.x0, label[-1].box.x1, here.x0, here.x1) > 0]


def _read_tile(words: Sequence[Word], page: int) -> RawIndicator | None:
    lines = [list(row) for row in find_rows(words)]
    largest = max(w.size for w in words)
    large = [i for i, line in enumerate(lines) if all(w.size * LARGE > largest for w in line)]
    if not large or large != list(range(large[0], large[-1] + 1)) or len(large) == len(lines):
        return None
    above, figures, below = lines[: large[0]], lines[large[0] : large[-1] + 1], lines[large[-1] + 1 :]
    if any(w.size * LARGE > largest for line in (*above, *below) for w in line):
        return None
    for name, cells in (*_in_columns(above, figures, below, page), *_with_foot(above, figures, below, page)):
        title = join_lines(join_words(line) for line in name)
        if cells and _is_name(title):
            place = Place(page, union(w.box for w in words))
            return RawIndicator("", None, "indicator", title, place, cells=cells, parser=PARSER, confidence=CONFIDENCE)
    return None


def _is_name(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return letters >= LETTERS and len(text) <= LONGEST_NAME and not text.endswith(":") and _role(text) is None


Reading = tuple[Sequence[Line], tuple[RawCell, ...]]  # the lines of the name, and the values


def _in_columns(above: Sequence[Line], figures: Sequence[Line], below: Sequence[Line], page: int) -> list[Reading]:
    """One line of figures with one line of labels over or under it."""
    if len(figures) != 1:
        return []
    readings: list[Reading] = []
    if len(above) > 1 and not below:
        readings.append((above[:-1], _paired(above[-1], figures[0], page)))
    if above and len(below) == 1:
        readings.append((above, _paired(below[0], figures[0], page)))
    if not above and len(below) > 1:
        over, under = (below[1:], below[0]), (below[:-1], below[-1])
        readings += [(name, _paired(labels, figures[0], page)) for name, labels in (over, under)]
    return readings


def _paired(labels: Line, figures: Line, page: int) -> tuple[RawCell, ...]:
    """Figures with the labels over or under them; none where any is not understood."""
    groups = labels_on(labels)
    told = [_role(join_words(group)) for group in groups]
    own: list[list[Word]] = [[] for _ in groups]
    for part in segments_of(figures):
        at = max(range(len(groups)), key=lambda i: overlap(groups[i][0].box.x0, groups[i][-1].box.x1, part.x0, part.x1))
        if own[at]:
            return ()  # two figures for one label
        own[at] = list(part.words)
    cells = []
    for group, role, value in zip(groups, told, own, strict=True):
        if role is None or not value or not is_figure(join_words(value)):
            return ()
        cells.append(_cell(role, join_words(group), value, page))
    return tuple(cells)


def labels_on(line: Line) -> list[list[Word]]:
    """The labels that stand side by side on a line: each ends with its year, or with a wide gap."""
    groups: list[list[Word]] = []
    for part in segments_of(line):
        group: list[Word] = []
        groups.append(group)
        before = ""
        for word in part.words:
            if len(before) == YEAR_DIGITS and YEAR.fullmatch(before):
                group = []
                groups.append(group)
            group.append(word)
            before = word.text
    return groups


def _with_foot(above: Sequence[Line], figures: Sequence[Line], below: Sequence[Line], page: int) -> list[Reading]:
    """One figure, perhaps on two lines, with a text under it that says what it is, and perhaps more: `Mål 2026. Utfall
    2022: 90 %`. The name stands over the figure, or between the two."""
    words = [w for line in figures for w in line]
    if not is_figure(_text(words)):
        return []
    starts = [0] if above else range(1, len(below))
    readings: list[Reading] = []
    for start in starts:
        foot = [w for line in below[start:] for w in line]
        if foot and (cells := _foot_cells(foot, words, page)):
            readings.append(([*above, *below[:start]], cells))
    if len(above) > 1 and (role := _role(join_words(above[-1]))):
        stated = [_stated(line, page) for line in below]
        cells = tuple(cell for cell in stated if cell is not None)
        if len(cells) == len(below):
            readings.append((above[:-1], (_cell(role, join_words(above[-1]), words, page), *cells)))
    return readings


def _stated(line: Line, page: int) -> RawCell | None:
    """The value that a line under a figure states with its label: `Utfall 2023: 84,9`; null where it says more."""
    stated = _VALUED.match(join_words(line))
    role = _role(stated["label"]) if stated else None
    if stated is None or role is None or not is_figure(stated["value"]):
        return None
    return _raw(role, stated["label"], stated["value"], Place(page, union(w.box for w in line)))


def _foot_cells(foot: Sequence[Word], figure: Sequence[Word], page: int) -> tuple[RawCell, ...]:
    """The values that a foot states, the large figure as the one that it only labels; none where anything in it is
    not understood."""
    cells: list[RawCell] = []
    bare = []
    for part in filter(None, _END.split(_text(foot))):
        stated = _VALUED.match(part)
        role = _role(stated["label"] if stated else part)
        if role is None or (stated and not is_figure(stated["value"])):
            return ()
        if stated:
            place = Place(page, union(w.box for w in foot))
            cells.append(_raw(role, stated["label"], stated["value"], place))
        else:
            bare.append(_cell(role, part, figure, page))
    return (*bare, *cells) if len(bare) == 1 else ()


def _role(label: str) -> str | None:
    """The kind of value that a label announces; a goal in a tile is a target."""
    role, score = role_of(label)
    role = "target" if role == "goal" else role
    return role if role in VALUE_ROLES and score >= SURE and not re.search(r"\d", YEAR.sub("", label)) else None


def _cell(role: str, label: str, words: Sequence[Word], page: int) -> RawCell:
    return _raw(role, label, _text(words), Place(page, union(w.box for w in words)))


def _text(words: Sequence[Word]) -> str:
    """Words of one or more lines as one text."""
    return join_lines(join_words(row) for row in find_rows(words))


def _raw(role: str, label: str, text: str, place: Place) -> RawCell:
    dated = label if role != "forecast" and PART_OF_YEAR.search(label) else None
    return RawCell(role, label, text, year_in(label), place, as_of_text=dated)
