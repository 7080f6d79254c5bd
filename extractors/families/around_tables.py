"""What stands around a table: its caption and unit above it, its footnotes below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.captions import split_note
from extractors.families.facts import is_caption, names_unit_only
from extractors.geometry import overlap
from extractors.sections import Block
from pipeline.records import Paragraph

CAPTION_GAP = 40.0  # points between a caption and its table
MOST_BEFORE = 30  # blocks; those of other columns may be read between a caption and its table
LONGEST_CAPTION = 140  # characters


def caption_over(blocks: Sequence[Block], index: int) -> tuple[Paragraph | None, str | None]:
    """The short text right above a table, and a line in between that only names the unit: `Belopp i tkr`.

    What stands beside the table, or over another that does, is passed over. At the top of a page the caption may have
    stayed at the foot of the page before.
    """
    table = blocks[index]
    unit: str | None = None
    bottom = table.place.box.top
    before = blocks[max(0, index - MOST_BEFORE) : index]
    over = [b for b in before if b.place.page == table.place.page and _stands_over(b, table)]
    if not over and before and not any(b.place.page == table.place.page for b in before):
        p = before[-1].paragraph
        left_behind = p is not None and p.place.page == table.place.page - 1
        return (p if left_behind and p is not None and _reads_as_caption(p) else None), None
    for block in sorted(over, key=lambda b: b.place.box.bottom, reverse=True):
        p = block.paragraph
        if p is None or bottom - p.place.box.bottom > CAPTION_GAP:
            return None, unit
        names_unit = unit is None and names_unit_only(p.text)
        if len(p.text) > LONGEST_CAPTION or (p.text.rstrip().endswith(".") and not names_unit):
            return None, unit
        if names_unit:
            unit, bottom = p.text, p.place.box.top
            continue
        return p, unit
    return None, unit


def _reads_as_caption(p: Paragraph) -> bool:
    """Whether a text at the foot of a page may be the caption of the table on the next."""
    short = len(p.text) <= LONGEST_CAPTION and not p.text.rstrip().endswith(".")
    return short and (is_caption(p.text) or (p.bold and not p.bullet))


def _stands_over(block: Block, table: Block) -> bool:
    """Whether a block stands over a table, and not beside it."""
    a, b = block.place.box, table.place.box
    return overlap(a.x0, a.x1, b.x0, b.x1) > 0 and a.top <= b.top


def notes_under(blocks: Sequence[Block], index: int) -> dict[str, str]:
    """Footnotes of a table: paragraphs under it that begin with a mark, up to the next heading or table, and for
    marks that have none there, the notes at the foot of its pages, else those that end the document."""
    notes: dict[str, str] = {}
    table = blocks[index].table
    assert table is not None
    last_page = max(place.page for place in table.places)
    for block in blocks[index + 1 :]:
        if block.paragraph is None or block.is_heading or block.place.page > last_page + 1:
            break
        notes = _notes_in(block.paragraph) | notes
    missing = {mark for cell in table.cells for mark in cell.marks} - notes.keys()
    if not missing:
        return notes
    pages = sorted({place.page for place in table.places})
    at_foot = [_notes_at_foot([b for b in blocks if b.place.page == page]) for page in pages]
    for found in (*at_foot, _notes_at_end(blocks[index + 1 :]), _notes_on_page(blocks, index)):
        notes = {mark: note for mark, note in found.items() if mark in missing} | notes
    return notes


def _notes_at_end(after: Sequence[Block]) -> dict[str, str]:
    """The footnotes that end a document, those of all its tables. None where one of their marks is explained before,
    so that the marks begin anew, or where the last table has all of them, so that they may be its own."""
    notes = _notes_at_foot(after)
    last = next((i for i in range(len(after) - 1, -1, -1) if not _is_note(after[i])), -1)
    between = after[: last + 1]
    again = any(_notes_in(b.paragraph).keys() & notes for b in between if b.paragraph and not b.is_heading)
    table = next((b.table for b in reversed(between) if b.table), None)
    own = table is not None and notes.keys() <= {mark for cell in table.cells for mark in cell.marks}
    return {} if again or own else notes


def _notes_on_page(blocks: Sequence[Block], index: int) -> dict[str, str]:
    """The footnotes under a later table of the page, of marks that the page explains once and no later table on it
    carries: the tables of a page share them."""
    page = blocks[index].place.page
    here = [b for b in blocks[index + 1 :] if b.place.page == page]
    found = [_notes_in(b.paragraph) for b in here if b.paragraph and not b.is_heading]
    marks = [mark for notes in found for mark in notes]
    theirs = {mark for b in here if b.table for cell in b.table.cells for mark in cell.marks}
    return {m: note for notes in found for m, note in notes.items() if marks.count(m) == 1 and m not in theirs}


def _is_note(block: Block) -> bool:
    return block.paragraph is not None and not block.is_heading and bool(_notes_in(block.paragraph))


def _notes_in(p: Paragraph) -> dict[str, str]:
    """The footnotes that a paragraph holds, by their marks; the first of each mark counts."""
    found: dict[str, str] = {}
    for line in re.split(r"\s+(?=(?:\*{1,5}|\d{1,2})\)\s)", p.text):
        note = split_note(line)
        if note:
            found.setdefault(*note)
    return found


def _notes_at_foot(blocks: Sequence[Block]) -> dict[str, str]:
    """The footnotes that end a page, below everything else."""
    notes: dict[str, str] = {}
    for block in reversed(blocks):
        found = _notes_in(block.paragraph) if block.paragraph and not block.is_heading else {}
        if not found:
            break
        notes |= found
    return notes
