"""The list of contents: titles with page numbers behind them or before them. Its lines are no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.families.facts import is_contents
from extractors.sections import Block

FEWEST_LINES = 3
NUMBERED = (re.compile(r"\S.*?\s(\d{1,3})$", re.DOTALL), re.compile(r"(\d{1,3})\s+\S", re.DOTALL))  # behind, before


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of which none is a heading that is a line of a list of contents, right under its heading."""
    out = list(blocks)
    for at, block in enumerate(blocks):
        if block.paragraph and is_contents(block.paragraph.text):
            count = max(_count_lines(blocks[at + 1 :], numbered) for numbered in NUMBERED)
            out[at + 1 : at + 1 + count] = [replace(b, is_heading=False) for b in out[at + 1 : at + 1 + count]]
    return out


def _count_lines(blocks: Sequence[Block], numbered: re.Pattern[str]) -> int:
    """How many first blocks are titles with page numbers that never fall; none where there are few."""
    pages: list[int] = []
    for block in blocks:
        match = numbered.match(block.paragraph.text) if block.paragraph else None
        if match is None or (pages and int(match[1]) < pages[-1]):
            break
        pages.append(int(match[1]))
    return len(pages) if len(pages) >= FEWEST_LINES else 0
