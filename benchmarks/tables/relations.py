"""Adjacency relations of cells: how alike are the tables that were found and those that are there?

The measure of the table competition of ICDAR 2013, defined in Göbel, Hassan, Oro, Orsi: "A methodology for evaluating
algorithms for table understanding in PDF documents" (DocEng 2012).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Sides = tuple[float, float, float, float]  # x0, top, x1, bottom in points, counted from the page's top left

# A hyphen between two letters may be the word's own or the line's end's; no program can tell for certain.
HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its first row and column, counted from 0, how many of each it covers, and its words."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table, or the part of one that is on one page."""

    page: int  # counted from 1
    cells: tuple[GridCell, ...]
    box: Sides | None = None


@dataclass(frozen=True, order=True, slots=True)
class Relation:
    """Two cells are neighbours: `second` is the next one with words right of `first`, or below it."""

    first: str
    second: str
    direction: str  # right or below


Relations = Counter[Relation]


@dataclass(frozen=True, slots=True)
class Score:
    """Relations: how many were found, how many there are, how many of those found are right."""

    found: int = 0
    gold: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.found + other.found, self.gold + other.gold, self.right + other.right)

    @property
    def precision(self) -> float:
        """Share of right ones among the found; where nothing is found, nothing wrong is."""
        return self.right / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else float(not self.found)

    @property
    def f1(self) -> float:
        both = self.found + self.gold
        return 2 * self.right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Mean:
    """Precision and recall as means over documents, and the F1 of the two means; README.md tells why this one."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document: the score, and the relations that are missing and those that are too many."""

    score: Score
    missing: Relations = field(default_factory=Counter)
    surplus: Relations = field(default_factory=Counter)


# ------------------------------------------------------------------ from cells to relations


def fold(text: str) -> str:
    """The letters and signs of a cell alone: no white space, case, line-end hyphens, kinds of dashes or ligatures."""
    text = unicodedata.normalize("NFKC", text).casefold()
    kept = (("-" if unicodedata.category(c) == "Pd" or c == "−" else c) for c in text if _is_seen(c))
    return HYPHEN_IN_WORD.sub("", "".join(kept))


def _is_seen(character: str) -> bool:
    """White space, soft hyphens and control characters are not seen in print."""
    return not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf")


def relations_of(table: GridTable) -> Relations:
    """The relations of one table. Empty cells are passed over; a cell over several rows has a neighbour in each."""
    texts = [fold(cell.text) for cell in table.cells]
    taken: dict[tuple[int, int], int] = {}
    for index, cell in enumerate(table.cells):
        if texts[index]:
            for row in range(cell.row, cell.row + cell.row_span):
                for col in range(cell.col, cell.col + cell.col_span):
                    taken.setdefault((row, col), index)
    across = _neighbours((row, col, index) for (row, col), index in taken.items())
    down = _neighbours((col, row, index) for (row, col), index in taken.items())
    return Counter(
        [Relation(texts[a], texts[b], "right") for a, b in across]
        + [Relation(texts[a], texts[b], "below") for a, b in down]
    )


def _neighbours(taken: Iterable[tuple[int, int, int]]) -> set[tuple[int, int]]:
    """Pairs of cells that follow each other on a line; `taken` has line, place on it, and cell."""
    pairs = set()
    ordered = sorted(taken)
    for (line, _, first), (next_line, _, second) in pairwise(ordered):
        if line == next_line and first != second:
            pairs.add((first, second))
    return pairs


# ------------------------------------------------------------------ found against gold


def compare(found: Sequence[GridTable], gold: Sequence[GridTable]) -> Comparison:
    """All relations of a document as one heap, page by page, whichever table they belong to."""
    return _compared(_by_page(found), _by_page(gold))


def compare_matched(found: Sequence[GridTable], gold: Sequence[GridTable]) -> Comparison:
    """Each gold table against the one found table that lies most over it; other found tables are all wrong."""
    partners = dict(_partners(found, gold))
    of_gold = [(i, relation) for i, table in enumerate(gold) for relation in relations_of(table).elements()]
    of_found = [
        (partners.get(i, -1 - i), relation)
        for i, table in enumerate(found)
        for relation in relations_of(table).elements()
    ]
    return _compared(Counter(of_found), Counter(of_gold))


def _by_page(tables: Sequence[GridTable]) -> Counter[tuple[int, Relation]]:
    return Counter((table.page, relation) for table in tables for relation in relations_of(table).elements())


def _compared(found: Counter[tuple[int, Relation]], gold: Counter[tuple[int, Relation]]) -> Comparison:
    score = Score(found.total(), gold.total(), (found & gold).total())
    return Comparison(score, _without_place(gold - found), _without_place(found - gold))


def _without_place(relations: Counter[tuple[int, Relation]]) -> Relations:
    return Counter(relation for _, relation in relations.elements())


def _partners(found: Sequence[GridTable], gold: Sequence[GridTable]) -> Iterator[tuple[int, int]]:
    """Pairs of a found and a gold table on the same page, those with the most area in common first."""
    pairs = [
        (_common_area(f.box, g.box), i, j)
        for i, f in enumerate(found)
        for j, g in enumerate(gold)
        if f.page == g.page and f.box and g.box
    ]
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for area, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if area > 0 and i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            yield i, j


def _common_area(a: Sides, b: Sides) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


# ------------------------------------------------------------------ over documents


def micro(scores: Iterable[Score]) -> Score:
    """All relations of all documents together: large tables weigh more."""
    return sum(scores, Score())


def macro(scores: Sequence[Score]) -> Mean:
    """Each document weighs the same."""
    count = max(1, len(scores))
    return Mean(sum(s.precision for s in scores) / count, sum(s.recall for s in scores) / count)
