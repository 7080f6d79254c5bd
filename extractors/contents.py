"""The list of contents: titles with page numbers behind them, before them or in a column. Its lines are no headings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.families.facts import is_contents
from extractors.geometry import clusters, overlap
from extractors.lines import join_words
from extractors.sections import Block, TextLine
from pipeline.records import Box, OutlineEntry

FEWEST_LINES = 3
PAGE = re.compile(r"\d{1,3}")
NUMBERED = (re.compile(r"\S.*?\s(\d{1,3})$", re.DOTALL), re.compile(r"(\d{1,3})\s+\S", re.DOTALL))  # behind, before
ENTRY = re.compile(r"(?P<title>\S.*?\w[)”]?)[\s.…·_]+\d{1,3}")
INDENT = 3.0  # points


def contents_entries(blocks: Sequence[Block], lines: Sequence[TextLine]) -> tuple[OutlineEntry, ...]:
    """The titles of a list of contents, each on the level of its indent; empty where there is none, or several."""
    over = [b.place for b in blocks if b.paragraph and is_contents(b.paragraph.text)]
    if len(over) != 1:
        return ()
    page, box = over[0].page, over[0].box
    below = [line for line in lines if line.page == page and line.box.top >= box.bottom - INDENT]
    found = [(line, match["title"]) for line in below if (match := ENTRY.fullmatch(join_words(line.words)))]
    indents = clusters((line.box.x0 for line, _ in found), INDENT)
    if len(found) < FEWEST_LINES or abs(indents[0] - box.x0) > INDENT:
        return ()
    levels = (min(range(len(indents)), key=lambda i: abs(indents[i] - line.box.x0)) + 1 for line, _ in found)
    return tuple(OutlineEntry(level, title, None) for level, (_, title) in zip(levels, found, strict=True))


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of which none is a heading that is a line of a list of contents, right under its heading."""
    out = list(blocks)
    for at, block in enumerate(blocks):
        if block.paragraph and is_contents(block.paragraph.text):
            after = blocks[at + 1 :]
            count = max(_count_in_columns(after), *(_count_lines(after, numbered) for numbered in NUMBERED))
            out[at + 1 : at + 1 + count] = [replace(b, is_heading=False) for b in out[at + 1 : at + 1 + count]]
    return out


def _count_in_columns(blocks: Sequence[Block]) -> int:
    """How many first blocks of a page are titles and, in a column of its own, page numbers that never fall; none where
    there are few numbers, and no title that stands beside none of them."""
    pages: list[int] = []
    numbers: list[Box] = []
    titles: list[Box] = []
    count = 0
    for i, block in enumerate(itertools.takewhile(lambda b: b.place.page == blocks[0].place.page, blocks)):
        if block.paragraph is None:
            break
        words = block.paragraph.text.split()
        if not all(PAGE.fullmatch(word) for word in words):
            titles.append(block.place.box)
            continue
        found = [*pages, *map(int, words)]
        numbers.append(block.place.box)
        beside = all(any(overlap(t.top, t.bottom, n.top, n.bottom) > 0 for n in numbers) for t in titles)
        if found != sorted(found) or not beside:
            break
        pages, count = found, i + 1
    return count if len(pages) >= FEWEST_LINES else 0


def _count_lines(blocks: Sequence[Block], numbered: re.Pattern[str]) -> int:
    """How many first blocks are titles with page numbers that never fall; none where there are few."""
    pages: list[int] = []
    for block in blocks:
        match = numbered.match(block.paragraph.text) if block.paragraph else None
        if match is None or (pages and int(match[1]) < pages[-1]):
            break
        pages.append(int(match[1]))
    return len(pages) if len(pages) >= FEWEST_LINES else 0
