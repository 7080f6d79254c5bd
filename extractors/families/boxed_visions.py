"""Visions and overarching goals set apart under their label, which head no section: large in a shaded box (`VISION
2030` over `Här vill vi leva`), or in a line that is moved in from the edge.

Seen in annual reports and budgets from InDesign and the web, on the page before the goals, and in Word programmes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.families.goals import is_worded_as_goal, read_goal_label
from extractors.families.lone_labels import LONGEST_LABEL, label_over
from extractors.sections import Block

MOVED_IN = 10.0  # points from the edge of the heading above
PADDED = 5.0  # points, at least, by which a box moves its text in from there
NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")  # of a section
REACH = 4  # blocks between a label and the wording, where text in columns stands beside the box


def with_boxed_visions(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the wording of a vision or an overarching goal in a box as text right behind its label there, and not
    as a heading."""
    out = list(blocks)
    for at, block in enumerate(blocks):
        p = block.paragraph
        if p is None or p.fill is None or block.is_heading or len(p.text) > LONGEST_LABEL:
            continue
        label = read_goal_label(p.text)
        if label is None or label.goal_type not in ("vision", "overarching_goal") or label.title or label.number:
            continue
        for later in range(at + 1, min(at + 1 + REACH, len(out))):
            other = out[later].paragraph
            if (
                other is not None
                and out[later].is_heading
                and other.fill == p.fill
                and label_over(label, p.place, other) is not None
            ):
                out.insert(at + 1, replace(out.pop(later), is_heading=False))
                break
    return out


def without_set_apart(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which the wording of a vision or an overarching goal is text, and no heading: smaller than the heading
    that is its label, moved in or centred under it, and with text below. A box moves it in by little; there no other
    heading has its print."""
    prints = Counter((b.paragraph.size, b.paragraph.bold) for b in blocks if b.is_heading and b.paragraph)
    out = list(blocks)
    for at, (over, block, below) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False), 1):
        label, p = over.paragraph, block.paragraph
        if label is None or p is None or not over.is_heading or not block.is_heading or below.is_heading:
            continue
        least = PADDED if p.fill is not None and prints[p.size, p.bold] == 1 else MOVED_IN
        moved = p.place.box.x0 - label.place.box.x0 >= least and p.size < label.size
        if moved and p.place.page == label.place.page and is_worded_as_goal(p.text) and _is_lone(label.text):
            out[at] = replace(block, is_heading=False)
    return out


def _is_lone(text: str) -> bool:
    """Whether a heading is the label of what a plan has one of."""
    label = read_goal_label(NUMBER.sub("", text))
    return label is not None and not label.title and label.goal_type in ("vision", "overarching_goal")
