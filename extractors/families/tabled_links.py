"""Links from goals to outside frameworks in tables: columns headed by a framework, or cells that name it themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from extractors.blocks import join_lines
from extractors.families.framework_links import (
    framework_of_heading,
    framework_with_county,
    kind_of,
    kind_of_item,
    published_name,
    split_items,
)
from extractors.families.slide_words import Framework, SlideWords, fold, read_slide_words
from pipeline.records import Cell, RawAlignment, Table

_FRAMEWORK_FIRST = re.compile(r"^(?P<name>[^,:()]{3,60}?)(?:\s*[,:]|\s+[(–—-])\s*(?P<kind>[^\W\d][\w -]*)\)?$")
_LABEL_LINE = re.compile(r"^([^:]{2,40}):\s*(.*)$")


def read_tabled_links(
    table: Table, goals: Mapping[str, str], around: Sequence[str], words: SlideWords
) -> tuple[RawAlignment, ...]:
    """Links in a table; `goals` are keys by folded title, found in other cells of the row."""
    links: list[RawAlignment] = []
    for head in (cell for cell in table.cells if cell.row < table.header_rows):
        framework, kind = framework_of_column(head.text, words)
        for cell in (cell for cell in table.cells if cell.row >= table.header_rows and cell.col == head.col):
            if framework is None and not _begins_with_framework(cell, words):
                continue
            goal = _goal_of_row(cell, table, goals)
            if goal is None:
                continue
            if framework is None:
                links += _links_of_labels(cell, goal, around, words)
                continue
            name = published_name(framework, [head.text, *around], words)
            links += [
                RawAlignment(goal, name, kind or _kind_in_cell(item, framework), item, cell.place)
                for item in _items(cell.text, cell.lines)
            ]
    return tuple(links)


def _goal_of_row(cell: Cell, table: Table, goals: Mapping[str, str]) -> str | None:
    """The one goal that the other cells in a cell's row name."""
    served = {goals[t] for c in table.cells if _beside(c, cell) and (t := _without_number(c.text)) in goals}
    return served.pop() if len(served) == 1 else None


# ------------------------------------------------------------------ cells that name the frameworks themselves


def _begins_with_framework(cell: Cell, words: SlideWords) -> bool:
    match = _LABEL_LINE.match(cell.lines[0]) if cell.lines else None
    return match is not None and framework_with_county(match[1].strip(), words) is not None


def _links_of_labels(cell: Cell, goal: str, around: Sequence[str], words: SlideWords) -> list[RawAlignment]:
    """Links in a cell of lines under labels: `Agenda 2030:`, `4 God utbildning för alla`; none where it begins with
    anything but the label of a framework."""
    parts: list[tuple[Framework, str, list[str]]] = []
    for line in cell.lines:
        match = _LABEL_LINE.match(line)
        framework = framework_with_county(match[1].strip(), words) if match else None
        if match and framework is not None:
            parts.append((framework, match[1], [match[2]] if match[2] else []))
        elif not parts:
            return []
        else:
            parts[-1][2].append(line)
    return [
        RawAlignment(
            goal, published_name(framework, [label, *around], words), kind_of("", item, framework), item, cell.place
        )
        for framework, label, lines in parts
        for item in _items(join_lines(lines), lines)
    ]


def _items(text: str, lines: Sequence[str]) -> tuple[str, ...]:
    """The items that a text lists: by its signs and numbers, else those that begin on lines of their own."""
    items = split_items(text)
    if len(items) <= 1:
        items = tuple(item for own in _paragraphs(lines or [text]) for item in split_items(own))
    return tuple(item for item in items if any(c.isalnum() for c in item))


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines as paragraphs: one begins with a capital where its first word had found room on the line before."""
    groups = [[line] for line in lines[:1]]
    widest = max(map(len, lines), default=0)
    for before, line in pairwise(lines):
        if line[:1].isupper() and len(before) + 1 + len(line.split()[0]) <= widest:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [join_lines(group) for group in groups]


# ------------------------------------------------------------------ columns


def framework_of_column(text: str, words: SlideWords) -> tuple[Framework | None, str | None]:
    """The framework that a column's header names, and the kind of what stands under it: `Prioriteringar i RUS`,
    `Agenda 2030, mål`."""
    folded = text.casefold()
    if not any(start in folded for start in _starts()):  # as in nearly all headers
        return None, None
    frameworks = framework_of_heading(text, words) or ()
    if len(frameworks) == 1:
        return frameworks[0], None
    if (behind := _FRAMEWORK_FIRST.match(text)) is not None:  # `RUS Jämtland, prioritering`
        label, name = behind["kind"], behind["name"]
    else:
        label, _, name = text.partition(" i ")
    framework = framework_with_county(name.strip(" :"), words) if name else None
    if framework is not None and (kind := framework.kinds.get(fold(label)) or framework.numbered.get(fold(label))):
        return framework, kind
    return None, None


@cache
def _starts() -> frozenset[str]:
    """The first words of the names of frameworks."""
    return frozenset(word.split()[0] for framework in read_slide_words().frameworks for word in framework.words)


def _beside(other: Cell, cell: Cell) -> bool:
    """Whether two cells of different columns share a row."""
    shared = other.row < cell.row + cell.row_span and cell.row < other.row + other.row_span
    return other.col != cell.col and shared


def _without_number(text: str) -> str:
    return fold(re.sub(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+", "", text))


def _kind_in_cell(item: str, framework: Framework) -> str | None:
    return kind_of_item(item, framework) or (framework.bare_kind if item[:1].isdigit() else None)
