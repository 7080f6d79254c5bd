"""Boxes of a diagram that state a measure and its values line by line: `Parkeringar`, `Nuläge 2030: 11`, `Mål: 12`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.blocks import join_lines
from extractors.diagrams import Diagram, DiagramBox
from extractors.families.roles import PART_OF_YEAR, VALUE_ROLES, role_of, year_in
from extractors.geometry import overlap
from pipeline.records import Line, Place, RawCell, RawGoal, RawIndicator

VALUE_LINE = re.compile(r"^(?P<label>[^:]{3,40}):\s*(?P<value>\S.{0,60})$")
SURE = 0.8  # score of a label's role
PARSER = "measure-box"


def read_measure_boxes(diagram: Diagram, goals: Sequence[RawGoal]) -> tuple[RawIndicator, ...]:
    """The indicators that boxes state, each under the goal whose box stands right above it."""
    found = []
    for number, box in enumerate(diagram.boxes, start=1):
        lines = [line for block in box.blocks for line in block.lines]
        cells = [_cell(line, diagram.page) for line in lines]
        first = next((i for i, cell in enumerate(cells) if cell), 0)
        if not first or not all(cells[first:]):
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


def _cell(line: Line, page: int) -> RawCell | None:
    """The value that a line states behind its label; null where it states none."""
    match = VALUE_LINE.match(line.text)
    role, score = role_of(match["label"]) if match else (None, 0.0)
    role = "target" if role == "goal" and match and year_in(match["label"]) else role  # `Mål 2031: 12`
    if match is None or role not in VALUE_ROLES or role is None or score < SURE:
        return None
    label = match["label"]
    dated = label if role != "forecast" and PART_OF_YEAR.search(label) else None
    return RawCell(role, label, match["value"], year_in(label), Place(page, line.box), as_of_text=dated)


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
