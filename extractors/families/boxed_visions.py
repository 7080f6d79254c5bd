"""Visions set large in a shaded box under their label: `VISION 2030` over `Här vill vi leva`. They head no section.

Seen in annual reports and budgets from InDesign and the web, on the page before the goals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.families.goals import read_goal_label
from extractors.families.lone_labels import label_over
from extractors.sections import Block

REACH = 4  # blocks between a label and the wording, where text in columns stands beside the box


def with_boxed_visions(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the wording of a vision in a box as text right behind its label, and not as a heading."""
    out = list(blocks)
    for at, block in enumerate(blocks):
        p = block.paragraph
        if p is None or p.fill is None or block.is_heading or "vision" not in p.text[:20].casefold():
            continue
        label = read_goal_label(p.text)
        if label is None or label.goal_type != "vision" or label.title:
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
