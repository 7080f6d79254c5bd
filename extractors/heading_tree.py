"""Headings -> their tree: how deep each one is, by its print and its number, and which blocks stand under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from operator import eq
from typing import TypeVar

from extractors.sections import HEADING_NUMBER, Block
from pipeline.records import Heading, Paragraph, RawAction, RawBudgetLine, RawGoal, RawIndicator, RawText

Row = TypeVar("Row", RawGoal, RawIndicator, RawAction, RawBudgetLine, RawText)


def find_headings(blocks: Sequence[Block], first_page: int = 1) -> tuple[list[Block], list[Heading]]:
    """Blocks with each one's heading index, and the tree. Levels follow the rank of print styles on the way down.

    On `first_page` a new document begins, whose headings stand under none of the pages before.
    """
    styles = Counter(_style(b.paragraph) for b in blocks if b.is_heading and b.paragraph)
    headings: list[Heading] = []
    stack: list[tuple[tuple[float, ...], int]] = []
    out: list[Block] = []
    for block in blocks:
        if stack and block.place.page >= first_page > headings[stack[0][1]].place.page:
            stack.clear()
        if block.is_heading and block.paragraph:
            style = _style(block.paragraph)
            number, title = split_number(block.paragraph.text)
            depth = number.count(".") + 1 if number else None
            while stack and (stack[-1][0] >= _negative(style) or _outranks(headings[stack[-1][1]], depth)):
                stack.pop()
            parent = stack[-1][1] if stack else None
            headings.append(
                Heading(len(stack) + 1, number, title, block.place, parent, f"{style[0]:g} pt ×{styles[style]}")
            )
            stack.append((_negative(style), len(headings) - 1))
            own: int | None = len(headings) - 1
        else:
            own = stack[-1][1] if stack else None
        out.append(block if block.heading == own else replace(block, heading=own))
    return out, headings


@dataclass(frozen=True, slots=True)
class MergedHeadings:
    """Two lists of headings as one in reading order, and where each one's headings went."""

    headings: tuple[Heading, ...]
    of_first: tuple[int, ...]
    of_second: tuple[int, ...]

    def first(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Rows of the first list's sections, with their sections in the merged list."""
        return _moved(rows, self.of_first)

    def second(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        return _moved(rows, self.of_second)


def _moved(rows: Sequence[Row], new: Sequence[int]) -> tuple[Row, ...]:
    if all(map(eq, new, count())):
        return tuple(rows)
    return tuple(replace(row, section=new[row.section]) if row.section is not None else row for row in rows)


def merge_headings(first: Sequence[Heading], second: Sequence[Heading]) -> MergedHeadings:
    """The headings of text pages and of slides together, in reading order."""
    both = [*first, *second]
    order = sorted(range(len(both)), key=lambda i: (both[i].place.page, both[i].place.box.top, i))
    if order == list(range(len(first))):  # as in all documents without slides
        return MergedHeadings(tuple(first), tuple(order), ())
    new = {old: at for at, old in enumerate(order)}
    of_first = tuple(new[i] for i in range(len(first)))
    of_second = tuple(new[i] for i in range(len(first), len(both)))
    headings = []
    for old in order:
        own = of_first if old < len(first) else of_second
        parent = both[old].parent
        headings.append(replace(both[old], parent=None if parent is None else own[parent]))
    return MergedHeadings(tuple(headings), of_first, of_second)


def _outranks(heading: Heading, depth: int | None) -> bool:
    """Whether a numbered heading closes `heading` because that is numbered as deep or deeper."""
    return depth is not None and heading.number is not None and heading.number.count(".") + 1 >= depth


def _style(p: Paragraph) -> tuple[float, ...]:
    """Rank of a print style: larger, bold, upright, coloured comes first."""
    return (p.size, float(p.bold), float(not p.italic), float(p.text.upper() == p.text))


def _negative(style: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(-part for part in style)


def split_number(text: str) -> tuple[str | None, str]:
    """A heading's printed number and the rest."""
    match = HEADING_NUMBER.match(text)
    if match and (("." in match.group(1)) or int(match.group(1)) <= 30):
        return match.group(1), text[match.end() :].strip()
    return None, text
