"""Text set like a heading that is none: the preamble under a heading, and the words of a vision under its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.families.goals import read_goal_label
from extractors.sections import Block
from pipeline.records import Paragraph


def without_preambles(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of which none is a heading that stands right under a larger one, in a print that no other heading has,
    and is a sentence or the wording of a vision."""
    prints = Counter(_print(b.paragraph) for b in blocks if b.is_heading and b.paragraph)
    out = list(blocks[:1])
    for above, block in pairwise(blocks):
        over, p = above.paragraph, block.paragraph
        if above.is_heading and block.is_heading and over and p and prints[_print(p)] == 1 and p.size < over.size:
            block = replace(block, is_heading=not (p.text.rstrip().endswith(".") or _names_vision(over.text)))
        out.append(block)
    return out


def _print(p: Paragraph) -> tuple[float, bool, str]:
    return p.size, p.bold, p.colour


def _names_vision(text: str) -> bool:
    label = read_goal_label(text, heading=True)
    return label is not None and label.goal_type == "vision" and not label.title
