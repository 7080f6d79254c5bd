"""What was read, verbatim, as tests of what is understood need it: short ways to raw rows and documents."""

from __future__ import annotations

from typing import Any

import builders

from pipeline.normalise import normalise
from pipeline.records import (
    Box,
    Extraction,
    Place,
    RawAction,
    RawBudgetLine,
    RawCell,
    RawDocument,
    RawFact,
    RawGoal,
    RawIndicator,
    RawText,
)


def place(row: int = 0, page: int = 1) -> Place:
    """The place of the row with this number on a page."""
    return Place(page, Box(50.0, 100.0 + 20 * row, 300.0, 112.0 + 20 * row))


def cell(role: str, text: str, year: int | None = None, **more: Any) -> RawCell:
    return RawCell(role, more.pop("header", role), text, year, more.pop("place", place()), **more)


def goal(key: str, title: str, row: int = 0, **more: Any) -> RawGoal:
    return RawGoal(key, more.pop("parent", None), more.pop("goal_type", "goal"), title, place(row), **more)


def indicator(key: str, name: str, *cells: RawCell, row: int = 0, **more: Any) -> RawIndicator:
    kind = more.pop("indicator_type", "indicator")
    return RawIndicator(key, more.pop("goal", None), kind, name, place(row), cells=cells, **more)


def action(key: str, words: str, *cells: RawCell, row: int = 0, **more: Any) -> RawAction:
    return RawAction(key, more.pop("goal", None), place(row), action=words, cells=cells, **more)


def line(
    key: str, label: str, *amounts: str, row: int = 0, title: str | None = "Driftbudget, tkr", **more: Any
) -> RawBudgetLine:
    cells = tuple(cell("budget", words, 2030 + i) for i, words in enumerate(amounts))
    return RawBudgetLine(key, title, label, place(row), cells, **more)


def sentence(words: str, goal: str | None = None, indicator: str | None = None, row: int = 0) -> RawText:
    return RawText(words, place(row), goal, indicator)


def facts(**words: str) -> tuple[RawFact, ...]:
    return tuple(RawFact(name, text, place()) for name, text in words.items())


def understood(**parts: Any) -> Extraction:
    """The typed rows of a raw document with these parts."""
    return normalise(RawDocument(parts.pop("page_count", 3), **parts), builders.source_document())
