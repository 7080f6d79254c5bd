"""Documents with gold through programs: one comparison per document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.tables.icdar import Document
from benchmarks.tables.relations import Comparison, GridTable, Score, compare, macro, micro
from benchmarks.tables.tools import Tool
from benchmarks.tables.workers import read_all

Compare = Callable[[Sequence[GridTable], Sequence[GridTable]], Comparison]


@dataclass(frozen=True, slots=True)
class Measured:
    """One program over all documents; `comparisons` are in the order of the documents."""

    tool: Tool
    documents: tuple[Document, ...]
    comparisons: tuple[Comparison, ...]
    faults: tuple[str, ...]
    seconds: float

    def scores(self, kind: str | None = None) -> list[Score]:
        """Of the documents of one kind, or of all."""
        both = zip(self.documents, self.comparisons, strict=True)
        return [c.score for document, c in both if kind is None or document.kind == kind]


def measure(tool: Tool, documents: Sequence[Document], processes: int = 2, by: Compare = compare) -> Measured:
    """Reads every document; where gold has two readings of one, the better counts."""
    readings = read_all(tool, [document.path for document in documents], processes)
    comparisons = [
        max((by(reading.tables, gold) for gold in document.readings), key=lambda c: c.score.f1)
        for document, reading in zip(documents, readings, strict=True)
    ]
    faults = tuple(fault for reading in readings for fault in reading.faults)
    seconds = sum(reading.seconds for reading in readings)
    return Measured(tool, tuple(documents), tuple(comparisons), faults, seconds)


HEAD = ("", "precision", "recall", "F1", "micro precision", "micro recall", "micro F1", "failed pages", "seconds")


def summary_row(measured: Measured, kind: str | None = None) -> tuple[str, ...]:
    """A line of a table with the columns of HEAD."""
    scores = measured.scores(kind)
    mean, total = macro(scores), micro(scores)
    figures = (mean.precision, mean.recall, mean.f1, total.precision, total.recall, total.f1)
    return (measured.tool.title, *(f"{f:.3f}" for f in figures), str(len(measured.faults)), f"{measured.seconds:.0f}")


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns made even so that it reads well as plain text too."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        _line([cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))])
        for row in rows
    ]
    rule = _line(["-" * w if i == 0 else "-" * (w - 1) + ":" for i, w in enumerate(widths)])
    return "\n".join([lines[0], rule, *lines[1:]])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
