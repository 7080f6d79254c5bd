"""What goes along while one document is understood: ids, problems, traces, and small readings of raw cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from extractors.families.vocabulary import fold, load
from normalizers import Unreadable
from normalizers.organisations import split_responsible
from normalizers.text import clean_text
from pipeline.records import (
    Box,
    Document,
    Place,
    Problem,
    RawAction,
    RawBudgetLine,
    RawCell,
    RawDocument,
    RawGoal,
    RawIndicator,
    Trace,
    Trouble,
)

# Inferred as the contract says, or from what stands beside it; nothing to look at.
INFORMATIVE = frozenset({"due-year-from-plan", "due-school-term", "year-of-report"})
REPORTS = frozenset({"interim_report", "annual_report"})
BARE_YEAR = re.compile(r"(?:[Åå]r\s+)?(?:19|20)\d\d")  # a header that says nothing but of what year a column is
REVIEW_BELOW = 0.7  # confidence under which a person should look
Raw = TypeVar("Raw", RawGoal, RawIndicator, RawAction, RawBudgetLine)


@dataclass
class Ledger:
    """What goes along while one document is understood: its ids, its problems and its traces."""

    document: Document
    raw: RawDocument
    section_ids: list[str] = field(default_factory=list)
    goal_ids: dict[str, str] = field(default_factory=dict)
    known_names: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)

    def new_id(self, letter: str, number: int) -> str:
        return f"{self.document.document_id}-{letter}{number:04d}"

    def section_id(self, heading: int | None) -> str | None:
        return self.section_ids[heading] if heading is not None else None

    def goal_id(self, key: str | None) -> str | None:
        return self.goal_ids.get(key) if key else None

    def trouble(self, trouble: Trouble) -> None:
        document = self.document
        self.problems.append(
            Problem(
                document.document_id,
                document.source_path,
                trouble.stage,
                trouble.severity,
                trouble.code,
                trouble.message,
                trouble.page,
            )
        )

    def trace(self, row_id: str, parser: str, raw: str | None, header: str | None, heading: int | None) -> None:
        self.traces.append(
            Trace(row_id, self.document.document_id, self.heading_path(heading), header or None, raw, parser or "text")
        )

    def heading_path(self, heading: int | None) -> str | None:
        titles: list[str] = []
        while heading is not None:
            titles.append(self.raw.headings[heading].title)
            heading = self.raw.headings[heading].parent
        return " › ".join(reversed(titles)) or None


def in_order(rows: Iterable[Raw]) -> list[Raw]:
    """Rows by their place in the document."""
    return sorted(rows, key=lambda row: (row.place.page, row.place.box.top, row.place.box.x0))


def needs_review(confidence: float, flags: Sequence[str]) -> bool:
    """Whether a person should look before the row is used."""
    return confidence < REVIEW_BELOW or not INFORMATIVE.issuperset(flags)


def first_cell(cells: Sequence[RawCell], role: str) -> RawCell | None:
    """The first filled cell of a role."""
    return next((c for c in cells if c.role == role and c.text), None)


def text_of(cells: Sequence[RawCell], role: str) -> str | None:
    cell = first_cell(cells, role)
    return clean_text(cell.text) if cell else None


def box_of(place: Place) -> Box:
    """A place's box, rounded to hundredths of a point."""
    x0, top, x1, bottom = place.box
    return Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


def by_plan_years(cell: RawCell, document: Document, ahead: str) -> RawCell:
    """A cell under a bare year, of which nothing in its table says of what kind it is: by the years of the plan, a
    report's own year being one that it looks back on. `ahead` is what stands under the years to come."""
    if cell.role != "amount" or cell.year is None:
        return cell
    if document.period_start is None:
        return replace(cell, role="outcome", inferred=True)
    reports = document.document_type in REPORTS
    gone = cell.year <= document.period_start if reports else cell.year < document.period_start
    return replace(cell, role="outcome" if gone else ahead, inferred=True)


def settled_by_report(cells: Sequence[RawCell], document: Document, titles: Sequence[str]) -> list[RawCell]:
    """A row's cells, those under bare years as outcomes without doubt where a report of one year looks back on them and
    prints the target in a column of its own: `2029 | 2030 | 2031 | Mål 2031` in the annual report for 2031.

    A title that calls what follows targets or plans leaves the doubt (`Mål per år`), and so does a target of a later
    year, to which the bare years may be steps. An interim report's own year has not come to its end, and a year for
    which another column has an outcome stays in doubt. Seen in annual reports and year-end reports of boards, where
    only targets have a word over their year.
    """
    year = document.period_start
    if year is None or document.period_end != year or document.document_type not in REPORTS:
        return list(cells)
    last = year if document.document_type == "annual_report" else year - 1
    worded = [cell for cell in cells if not BARE_YEAR.fullmatch(cell.header)]
    if not any(cell.role == "target" and not cell.inferred and cell.year == year for cell in worded):
        return list(cells)
    planned = load("tables")["planned"]["words"]
    if any(f" {words}" in f" {fold(title)}" for title in titles for words in planned):
        return list(cells)
    told = {cell.year for cell in worded if cell.role in ("outcome", "baseline")}
    return [
        replace(cell, role="outcome", inferred=False)
        if (cell.role == "amount" or (cell.role == "outcome" and cell.inferred))
        and BARE_YEAR.fullmatch(cell.header)
        and cell.year is not None
        and cell.year <= last
        and cell.year not in told
        else cell
        for cell in cells
    ]


def is_outcome_to_come(cell: RawCell, document: Document) -> bool:
    """Whether a column under a bare year, of which a caption says that it holds outcomes, is of a year that has not
    come to its end where the plan was made."""
    if cell.role != "outcome" or cell.year is None or any(map(str.isalpha, cell.header)):
        return False
    if document.period_start is None:
        return False
    reports = document.document_type in REPORTS
    return cell.year > document.period_start if reports else cell.year >= document.period_start


def read_responsible(ledger: Ledger, cells: Sequence[RawCell]) -> tuple[str, ...]:
    """Everybody who answers for a row."""
    cell = first_cell(cells, "responsible")
    return split_responsible(cell.text, cell.lines, ledger.known_names) if cell else ()


def attempt(parse: Callable[[], str]) -> str | None:
    """What a parser reads; null where it cannot."""
    try:
        return parse()
    except Unreadable:
        return None
