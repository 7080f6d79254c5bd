"""Rows of a table that only say more of the row above them: `Kommentar: …` in one cell, `Analys | …` in two, `Källa: …`
across.

Seen in tables of measures out of Stratsys and Word.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.families.labelled_lines import REMARKS, SURE, is_comment, read_remark
from extractors.families.legend import judges
from extractors.families.roles import NUMERIC, role_of
from extractors.families.rows import ReadTable, TableRow
from pipeline.records import RawCell, RawIndicator

LABELS = REMARKS | {"comment", "status", "action"}  # roles of what stands in the first of two cells
NO_TASKS = frozenset({"responsible", "source"})  # roles whose labels name no task
LONGEST_VALUE = 40  # characters of a cell that begins with a number; longer ones are sentences


def remark_in(row: TableRow) -> RawCell | None:
    """The remark that is all a row holds, with the role of its label: `Kommentar: Badet öppnade igen.`, `Källa |
    Kolada`."""
    filled = [cell for cell in row.cells if cell.text]
    if len(filled) == 1 and is_comment(filled[0].text):
        return replace(filled[0], role="comment", header="", year=None)
    if len(filled) > 2 and filled[0].role == "goal":
        filled = filled[1:]  # over all the rows of its measures
    if len(filled) != 2 or (NUMERIC.match(filled[1].text) and len(filled[1].text) <= LONGEST_VALUE):
        return None
    label, said = filled
    role, score = role_of(label.text.rstrip(" :"))
    if role not in LABELS or score < SURE:
        return None
    return RawCell(role, label.text, said.text, None, said.place, said.marks, lines=said.lines)


def may_be_row(read: ReadTable, row: TableRow, remark: RawCell) -> bool:
    """Whether a row that reads as a remark may be one like the others: other rows fill the same columns and no more,
    and its label is also the name of a task: `Uppföljning | Kvalitetschef`."""
    if remark.role in NO_TASKS or row.cells[0].text.rstrip().endswith(":"):
        return False
    own = _filled(row)
    return any(_filled(other) == own and remark_in(other) is None for other in read.rows)


def _filled(row: TableRow) -> list[tuple[str, str]]:
    return [(cell.role, cell.header) for cell in row.cells if cell.text]


def remarked(indicator: RawIndicator, remark: RawCell) -> RawIndicator:
    """An indicator with a remark on it. A judgement counts where it is one, and what a column says comes first."""
    told = any(cell.role == remark.role and cell.text for cell in indicator.cells)
    counts = remark.role in REMARKS or (remark.role == "status" and judges(remark.text))
    cell = remark if counts and not told else replace(remark, role="comment", header="")
    return replace(indicator, cells=(*indicator.cells, cell))


def ends_all(read: ReadTable, row: TableRow) -> bool:
    """Whether a remark stands once, at the foot of a table of several rows: it may be about all of them."""
    told = [other for other in read.rows if remark_in(other)]
    return row is read.rows[-1] and len(told) == 1 and len(read.rows) > 2


def tells_of_one(read: ReadTable, row: TableRow) -> bool:
    """Whether a row across says more of the row above it: `Källa: Kolada`. So it is where each such row stands right
    under one that has a name; over the rows it heads them, and at the foot of several it may be about all of them."""
    if read_remark(row.label or "") is None:
        return False
    told = [bool(other.label and read_remark(other.label)) for other in read.rows]
    under = all(at > 0 and not told[at - 1] for at, is_told in enumerate(told) if is_told)
    at_foot = sum(told) == 1 and told[-1] and len(read.rows) > 2
    heads = sum(told) > 1 and not told[-1] and told[1:2] == [False]
    return under and not at_foot and not heads


def with_remark(indicator: RawIndicator, row: TableRow) -> RawIndicator:
    """An indicator with what a row across says of it."""
    role, text = read_remark(row.label or "") or ("", "")
    return replace(indicator, cells=(*indicator.cells, RawCell(role, "", text, None, row.place)))
