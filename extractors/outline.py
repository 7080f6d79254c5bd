"""A PDF's outline (bookmarks) as evidence of which lines are headings and on which level they stand.

An outline may be made of slide titles or file names, or name only some headings: it is believed as far as its titles
are printed as headings on the pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.sections import Block
from pipeline.records import Heading, OutlineEntry

FEWEST = 3  # headings that an outline must name before it says anything of the others
BELIEVED = 0.8  # share of its entries that are printed as headings; slide titles and file names are not
SAME_SIZE = 0.6  # points


def _fold(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def _named(blocks: Sequence[Block], entries: Sequence[OutlineEntry]) -> dict[int, int]:
    """Index of a heading's block -> index of the entry that names it, both in reading order."""
    found: dict[int, int] = {}
    titles = [_fold(entry.title) for entry in entries]
    for e, title in enumerate(titles):
        for i, block in enumerate(blocks):
            if not (block.is_heading and block.paragraph) or i in found:
                continue
            if title and _fold(block.paragraph.text) == title and entries[e].page in (None, block.place.page):
                found[i] = e
                break
    return found


def without_run_ins(blocks: Sequence[Block], entries: Sequence[OutlineEntry], body: float) -> list[Block]:
    """Bold lines in the body's size are no headings where an outline names all the larger ones, and none of these."""
    named = _named(blocks, entries)
    if len(named) < FEWEST or len(named) < BELIEVED * len(entries):
        return list(blocks)
    styles = {(p.size, p.colour) for i in named if (p := blocks[i].paragraph)}
    out = []
    for i, block in enumerate(blocks):
        p = block.paragraph
        run_in = p is not None and block.is_heading and i not in named and abs(p.size - body) <= SAME_SIZE
        apart = p is not None and all(abs(p.size - s) > SAME_SIZE or p.colour != c for s, c in styles)
        out.append(replace(block, is_heading=False) if run_in and apart else block)
    return out


def with_outline(
    headings: Sequence[Heading], blocks: Sequence[Block], entries: Sequence[OutlineEntry]
) -> list[Heading]:
    """Headings with the parents that an outline gives those it names; the rest keep what their print says.

    The outline's own top levels may be the title of the document, which is no section: depth counts from the first
    named heading above.
    """
    of_block = {i: e for i, e in _named(blocks, entries).items() if blocks[i].heading is not None}
    if len(of_block) < FEWEST or len(of_block) < BELIEVED * (len(entries) - 1):
        return list(headings)
    depth = {blocks[i].heading: entries[e].level for i, e in of_block.items()}
    out: list[Heading] = []
    for index, heading in enumerate(headings):
        parent = heading.parent
        if index in depth:
            parent = None
            for above in range(index - 1, -1, -1):
                if above in depth and depth[above] < depth[index]:
                    parent = above
                    break
        level = 1 if parent is None else out[parent].level + 1
        out.append(replace(heading, parent=parent, level=level))
    return out
