"""Status marks that stand left of a table's rows or right of them, where no column of their own is seen:
`● Sjukfrånvaro  6,9 %`, `Sjukfrånvaro  6,9 %  ↓  ●`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.families.marks import Mark, coloured_marks, is_figure, meaning_of
from pipeline.records import Box, PageLayout, Place, RawCell, RawIndicator, Word

REACH = 60.0  # points left of the row's text, or right of it
SLACK = 3.0  # points; a small figure stands a little over or under the line's middle


def judge_rows(
    indicators: Sequence[RawIndicator], pages: Sequence[PageLayout], legend: Mapping[str, str]
) -> tuple[RawIndicator, ...]:
    """Indicators with the mark left of their row as a status, else the one that ends its line, where a legend explains
    its colour.

    Marks that all have one colour may be ornaments, and rows with a status of their own keep it.
    """
    layouts = {page.number: page for page in pages}
    marks = {number: coloured_marks(page, legend) if legend else [] for number, page in layouts.items()}
    beside: dict[int, Mark] = {}
    for i, row in enumerate(indicators):
        page = row.place.page
        if page not in layouts or any(c.role == "status" and (c.text or c.fill) for c in row.cells):
            continue
        words = layouts[page].words
        found = [m for m in marks[page] if _leads(m.box, row.place.box, words)]
        found = found or [m for m in marks[page] if _ends(m.box, row.place.box, words)]
        if len(found) == 1 and meaning_of(found[0].colour, legend):
            beside[i] = found[0]
    if len({mark.colour for mark in beside.values()}) < 2:
        return tuple(indicators)
    return tuple(
        replace(row, cells=(*row.cells, _status(row.place.page, beside[i]))) if i in beside else row
        for i, row in enumerate(indicators)
    )


def _leads(mark: Box, row: Box, words: Sequence[Word]) -> bool:
    """Whether a mark stands left of a row's text, at its first line, with no words between. The next lines of a name
    may begin under the mark."""
    middle = (mark.top + mark.bottom) / 2
    if not (row.top - SLACK <= middle <= row.bottom + SLACK and mark.x1 <= row.x1):
        return False
    line = [w.box.x0 for w in words if w.box.top <= middle <= w.box.bottom and not is_figure(w) and w.box != mark]
    first = min((x0 for x0 in line if row.x0 - 1 <= x0 <= row.x1), default=row.x0)
    return 0 <= first - mark.x1 + 1 <= REACH and not any(mark.x1 - 1 <= x0 < first - 1 for x0 in line)


def _ends(mark: Box, row: Box, words: Sequence[Word]) -> bool:
    """Whether a mark stands right of a row's text and ends its line: no words between, and none behind the mark, where
    it could be the mark of what stands there."""
    middle = (mark.top + mark.bottom) / 2
    if not (row.top - SLACK <= middle <= row.bottom + SLACK and 0 <= mark.x0 - row.x1 + 1 <= REACH):
        return False
    line = [w for w in words if w.box.top <= middle <= w.box.bottom and not is_figure(w)]
    return not any(w.box.x1 > row.x1 + 1 for w in line)


def _status(page: int, mark: Mark) -> RawCell:
    return RawCell(role="status", header="", text="", year=None, place=Place(page, mark.box), fill=mark.colour)
