"""Printed lines that look like rows of a table and stand in none that was found: nothing read may be lost untold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from extractors.columns import is_figure
from extractors.lines import find_rows, join_words, segments_of
from extractors.sections import TextLine
from pipeline.records import Trouble, Word

FEWEST_VALUES = 2  # beside a label; one number stands in many lines of text
LONGEST_SHOWN = 80  # characters


def tell_lost_rows(lines: Sequence[TextLine], skip_pages: Collection[int] = ()) -> Iterator[Trouble]:
    """One problem for each page with a line of a label and several values among the lines of text."""
    words: dict[int, list[Word]] = defaultdict(list)
    for line in lines:
        if line.page not in skip_pages:
            words[line.page] += line.words
    for page, here in sorted(words.items()):
        lost = [row for row in find_rows(here) if _is_table_row(row)]
        if lost:
            shown = join_words(lost[0])[:LONGEST_SHOWN]
            message = f"{len(lost)} printed lines with values stand in no table that was found: “{shown}”."
            yield Trouble("tables", "warning", "rows-in-no-table", message, page)


def _is_table_row(row: Sequence[Word]) -> bool:
    parts = segments_of(row)
    values = sum(is_figure(part.text) for part in parts[1:])
    return values >= FEWEST_VALUES and any(c.isalpha() for c in parts[0].text)
