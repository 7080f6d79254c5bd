"""Boxes of a diagram that state a measure and its values line by line: `Parkeringar`, `Nuläge 2030: 11`, `Mål: 12`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.blocks import join_lines
from extractors.diagrams import Diagram, DiagramBox
from extractors.families.roles import PART_OF_YEAR, VALUE_ROLES, role_of, year_in
from extractors.geometry import overlap, union
from pipeline.records import Box, Line, Place, RawCell, RawGoal, RawIndicator

VALUE_LINE = re.compile(r"^(?P<label>[^:]{3,40}):\s*(?P<value>\S.{0,60})$")
SURE = 0.8  # score of a label's role
PARSER = "measure-box"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that a box states, with its values."""

    name: str
    place: Place
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class ValueHead:
    """A label outside the boxes over a column of figures in them: `Mål 2026`."""

    role: str
    label: str
    year: int
    box: Box


def read_measure_boxes(
    diagram: Diagram, goals: Sequence[RawGoal], read: frozenset[int] = frozenset()
) -> tuple[RawIndicator, ...]:
    """The indicators that boxes state, each under the goal whose box stands right above it. `read` are the indices of
    boxes whose measures are known already."""
    found = []
    for number, box in enumerate(diagram.boxes, start=1):
        lines = [line for block in box.blocks for line in block.lines]
        cells = [_cell(line, diagram.page) for line in lines]
        first = next((i for i, cell in enumerate(cells) if cell), 0)
        if not first or not all(cells[first:]) or number - 1 in read:
            continue
        name = join_lines(line.text for line in lines[:first])
        key = f"measure-{diagram.page}-{number}"
        values = tuple(cell for cell in cells if cell)
        found.append(
            RawIndicator(
                key, _goal_over(box, goals), "indicator", name, box.place, cells=values, parser=PARSER, confidence=0.8
            )
        )
    return tuple(found)


def find_value_heads(diagram: Diagram) -> tuple[ValueHead, ...]:
    """The labels over columns of figures: those outside the boxes that name a kind of value and its year."""
    heads = []
    for block in diagram.loose:
        role, year = _role_of_value(block.text), year_in(block.text)
        if role is not None and year is not None:
            heads.append(ValueHead(role, block.text, year, block.place.box))
    return tuple(heads)


def read_measures(box: DiagramBox, heads: Sequence[ValueHead]) -> tuple[Measure, ...]:
    """The measures in a box of indicators: names with labelled values beside or under them, or figures under heads.

    None at all where any line is neither: nothing may be read by halves.
    """
    lines = sorted((line for block in box.blocks for line in block.lines), key=lambda line: line.box.top)
    page = box.place.page
    values = [(line, cell) for line in lines if (cell := _cell(line, page) or _under_head(line, heads, page))]
    valued = {id(line) for line, _ in values}
    names = [line for line in lines if id(line) not in valued]
    if not values or any(_is_figure(line.text) for line in names):
        return ()
    groups = _one_measure_each(values)
    if len(groups) > 1 and max(line.box.x1 for line in names) > min(line.box.x0 for line, _ in values):
        return ()
    own: list[list[Line]] = [[] for _ in groups]
    for line in names:
        own[min(range(len(groups)), key=lambda n: _apart(line, groups[n]))].append(line)
    if not all(own):
        return ()
    return tuple(
        Measure(
            join_lines(line.text for line in told),
            Place(page, union([*(line.box for line in told), *(line.box for line, _ in group)])),
            tuple(cell for _, cell in group),
        )
        for told, group in zip(own, groups, strict=True)
    )


def _one_measure_each(values: Sequence[tuple[Line, RawCell]]) -> list[list[tuple[Line, RawCell]]]:
    """Values measure by measure: where a kind of value for a year comes again, the next measure begins."""
    groups: list[list[tuple[Line, RawCell]]] = []
    for line, cell in values:
        known = {(c.role, c.year) for _, c in groups[-1]} if groups else set()
        if not groups or (cell.role, cell.year) in known:
            groups.append([])
        groups[-1].append((line, cell))
    return groups


def _apart(line: Line, group: Sequence[tuple[Line, RawCell]]) -> float:
    """How far a line stands above or below the values of a measure, by the middles of both."""
    middle = (group[0][0].box.top + group[-1][0].box.bottom) / 2
    return abs((line.box.top + line.box.bottom) / 2 - middle)


def _is_figure(text: str) -> bool:
    return any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)


def _under_head(line: Line, heads: Sequence[ValueHead], page: int) -> RawCell | None:
    """A figure in a box as the value that the head over its column names; null where no one head does."""
    if not _is_figure(line.text):
        return None
    over = [
        h for h in heads if h.box.bottom <= line.box.top and overlap(h.box.x0, h.box.x1, line.box.x0, line.box.x1) > 0
    ]
    if len(over) != 1:
        return None
    return RawCell(over[0].role, over[0].label, line.text, over[0].year, Place(page, line.box))


def _cell(line: Line, page: int) -> RawCell | None:
    """The value that a line states behind its label; null where it states none."""
    match = VALUE_LINE.match(line.text)
    role = _role_of_value(match["label"]) if match else None
    if match is None or role is None:
        return None
    label = match["label"]
    dated = label if role != "forecast" and PART_OF_YEAR.search(label) else None
    return RawCell(role, label, match["value"], year_in(label), Place(page, line.box), as_of_text=dated)


def states_value(text: str) -> bool:
    """Whether a text is a labelled value and no name: `Utfall 2022: 81,2`."""
    match = VALUE_LINE.match(text[:100])
    return match is not None and _role_of_value(match["label"]) is not None


def _role_of_value(label: str) -> str | None:
    """The kind of value that a label names: `Mål 2031` is a target."""
    role, score = role_of(label)
    role = "target" if role == "goal" and year_in(label) else role
    return role if role in VALUE_ROLES and score >= SURE else None


def _goal_over(box: DiagramBox, goals: Sequence[RawGoal]) -> str | None:
    """The goal in the nearest box above one, over the same width."""
    here = box.outline
    over = [
        g
        for g in goals
        if g.place.page == box.place.page
        and g.place.box.bottom <= here.top + 2
        and overlap(g.place.box.x0, g.place.box.x1, here.x0, here.x1) > 0
    ]
    return max(over, key=lambda g: g.place.box.bottom).key if over else None
