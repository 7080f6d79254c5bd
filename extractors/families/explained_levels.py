"""Chains of levels in the text of a page: boxes that tell what `Vision`, `Övergripande mål` and the like are.

Seen in steering models (styrmodeller): `Vision` over `Vart vi vill`, then an arrow to the next box. Read as text, each
explanation would be a goal under its label.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.diagrams import Diagram
from extractors.families.goal_legends import explained_levels
from extractors.families.slide_words import read_slide_words
from extractors.geometry import centre_in
from extractors.sections import Block
from pipeline.records import Box


def without_explanations(blocks: Sequence[Block], diagrams: Sequence[Diagram]) -> list[Block]:
    """Blocks without the paragraphs in boxes that explain levels and nothing else."""
    words = read_slide_words() if diagrams else None
    places = [
        (diagram.page, diagram.boxes[i].outline)
        for diagram in diagrams
        if words is not None
        for row in explained_levels(diagram, words)
        for i in row
    ]
    return [block for block in blocks if not (places and _is_in(block, places))]


def _is_in(block: Block, places: Sequence[tuple[int, Box]]) -> bool:
    plain = block.paragraph is not None and not block.is_heading
    here = block.place
    return plain and any(page == here.page and centre_in(here.box, box) for page, box in places)
