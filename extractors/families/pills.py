"""Judgements in small coloured boxes beside the headings of goals: `Staden är trygg        (Målet är uppfyllt)`.

Seen in annual reports from InDesign and the web, where the box stands at the right end of the heading's line and is
printed before or after it in the file.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.families.legend import judges
from extractors.families.marks import is_coloured
from extractors.geometry import overlap
from extractors.sections import Block
from pipeline.records import Box, Paragraph

MOST_WORDS = 6  # of a judgement in a box
REACH = 4  # blocks between a box and the heading that is read after it


def is_pill(p: Paragraph) -> bool:
    """Whether a paragraph is nothing but a judgement in a coloured box."""
    short = len(p.text.split()) <= MOST_WORDS and not any(map(str.isdigit, p.text))
    return short and is_coloured(p.fill) and not p.bullet and judges(p.text)


def is_beside(pill: Paragraph, page: int, heading: Box) -> bool:
    """Whether a box stands right of a heading, on one of its lines."""
    box = pill.place.box
    return pill.place.page == page and box.x0 >= heading.x1 and overlap(box.top, box.bottom, *heading[1::2]) > 0


def behind_headings(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in their order, but each box that judges right behind the heading it stands beside, also where it is read
    before that."""
    out = list(blocks)
    for block in blocks:
        if block.is_heading or block.paragraph is None or not is_pill(block.paragraph):
            continue
        at = next(i for i, other in enumerate(out) if other is block)
        for later in range(at + 1, min(at + 1 + REACH, len(out))):
            if out[later].is_heading and is_beside(block.paragraph, out[later].place.page, out[later].place.box):
                out.insert(later, out.pop(at))
                break
    return out
