"""One walk through a document's blocks in reading order -> raw goals, indicators, actions and budget lines.

What a row belongs to follows from where it stands: the walk keeps the goals that are open at each place (the chain of
goals, målkedja) and the assignment that the next action table carries out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.families.cards import only_judges
from extractors.families.givers import without_remarks
from extractors.families.goals_by_place import measured_headings, named_areas
from extractors.families.headings import read_heading, wording_under
from extractors.families.marks import is_sign_alone
from extractors.families.pills import behind_headings, in_legends
from extractors.families.references import tie_to_areas
from extractors.families.rows import ReadTable
from extractors.families.state import Walk, new_key
from extractors.families.statements import read_paragraph
from extractors.families.tabled import read_block_table
from extractors.sections import Block
from pipeline.records import Heading, Trouble


def read_families(
    blocks: Sequence[Block], headings: Sequence[Heading], skip_pages: frozenset[int] = frozenset()
) -> Walk:
    """Everything of meaning in the blocks. On `skip_pages` (slides, read elsewhere) no goals are made of text."""
    walk = Walk(headings, areas=named_areas(blocks, headings), measured=measured_headings(blocks, headings))
    before: ReadTable | None = None
    blocks = behind_headings(blocks)
    walk.explaining = in_legends(blocks)
    for index, block in enumerate(blocks):
        if block.is_heading and block.paragraph:
            walk.marks = frozenset()
            if not (walk.waiting and walk.wording is block.paragraph):
                walk.heading = block.heading
            if block.place.page not in skip_pages:
                read_heading(walk, block.paragraph, block)
                if walk.waiting:
                    walk.wording = wording_under(blocks, index)
        elif block.paragraph:
            if block.place.page not in skip_pages and not is_sign_alone(block.paragraph.text):
                read_paragraph(walk, block.paragraph, block)
        elif block.table:
            described = walk.describing
            walk.waiting = walk.describing = walk.wording = walk.card = walk.labelled = None
            walk.measure = False
            walk.marks = frozenset(mark for cell in block.table.cells for mark in cell.marks)
            before = read_block_table(walk, blocks, index, before)
            if described and only_judges(block.table):
                walk.describing = described
        elif block.tile:
            walk.waiting = walk.describing = walk.wording = walk.card = walk.labelled = None
            goal = walk.open_goals[-1][2] if walk.open_goals else None
            key = new_key("i", walk.indicators)
            walk.indicators.append(replace(block.tile, key=key, goal=goal, section=walk.heading))
        elif block.action:
            walk.waiting = walk.describing = walk.wording = walk.card = walk.labelled = None
            goal = walk.open_goals[-1][2] if walk.open_goals else None
            key = new_key("a", walk.actions)
            walk.actions.append(replace(block.action, key=key, goal=goal, section=walk.heading))
    walk.actions = without_remarks(walk)
    tie_to_areas(walk)
    _tell_untied(walk)
    return walk


def _tell_untied(walk: Walk) -> None:
    """Indicators under a heading without any goal: perhaps the goal was not recognised; a person may look."""
    loose = [i for i in walk.indicators if i.goal is None and i.section is not None]
    for section in dict.fromkeys(i.section for i in loose):
        assert section is not None
        own = [i for i in loose if i.section == section]
        message = f"{len(own)} indicators under “{walk.headings[section].title[:60]}” are tied to no goal."
        walk.troubles.append(Trouble("families", "info", "indicator-without-goal", message, own[0].place.page))
