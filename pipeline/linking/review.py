"""The pairs most worth a person's look, ready to be filled in and used as corrections."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.measure_pairs import compare_content
from normalizers.measures import find_qualifier_difference
from pipeline.linking.candidates import find_candidates
from pipeline.linking.clusters import WEAK, Linked
from pipeline.linking.decisions import COLUMNS, Decided
from pipeline.linking.nodes import Node
from pipeline.linking.rows import Measure

SURE = 0.93  # links from here on need no look
NEAR = 0.6  # likeness from which two rows of one municipality that were not linked deserve one
EXTRA = ("linked", "score", "evidence", "unit_a", "unit_b", "year_a", "year_b", "figures_a", "figures_b")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows to look at. `linked`: what the machine did with them."""

    left: Measure
    right: Measure
    linked: bool
    score: float
    evidence: str
    rows: int  # how many rows the answer decides about

    @property
    def worth(self) -> float:
        """How much an answer is worth: doubt, times the rows that hang on it."""
        return (1 - abs(self.score - WEAK)) * math.log2(1 + self.rows)


def find_pairs(linked: Linked, items: Sequence[Measure], decided: Decided, limit: int) -> list[Pair]:
    """The pairs most worth a look, the best first: weak links, pairs left apart in doubt, near misses. A pair that
    people have decided about is not asked for again."""
    pairs = [*_alike(linked, items, decided), *_near_misses(linked, items, decided)]
    return sorted(pairs, key=lambda pair: (-pair.worth, pair.left.age, pair.right.age))[:limit]


def _alike(linked: Linked, items: Sequence[Measure], decided: Decided) -> Iterator[Pair]:
    for edge in linked.edges:
        left, right = linked.nodes[edge.left], linked.nodes[edge.right]
        together = linked.group_of[edge.left] == linked.group_of[edge.right]
        if not (together and edge.score >= SURE) and not decided.is_about(left.sides, right.sides):
            yield _pair(left, right, items, together, edge.score, edge.reason)


def _near_misses(linked: Linked, items: Sequence[Measure], decided: Decided) -> Iterator[Pair]:
    known = {(edge.left, edge.right) for edge in linked.edges}
    for one, other in find_candidates(linked.nodes, at_home=NEAR):
        left, right = linked.nodes[one], linked.nodes[other]
        apart = linked.group_of[one] != linked.group_of[other] and not left.documents & right.documents
        at_home = left.municipalities & right.municipalities
        if decided.is_about(left.sides, right.sides):
            continue
        if (one, other) in known or not (apart and at_home) or find_qualifier_difference(left.name, right.name):
            continue
        comparison = compare_content(left.name, right.name)
        if comparison.likeness >= NEAR:
            reason = "differs in " + ", ".join(comparison.differing)
            yield _pair(left, right, items, False, comparison.likeness, reason)


def _pair(left: Node, right: Node, items: Sequence[Measure], linked: bool, score: float, reason: str) -> Pair:
    rows = len(left.rows) + len(right.rows)
    return Pair(items[left.rows[0]], items[right.rows[0]], linked, round(score, 3), reason, rows)


def as_csv(pairs: Sequence[Pair]) -> str:
    """The pairs as lines of `corrections/links.csv`, with `decision` left empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*COLUMNS, *EXTRA], lineterminator="\n", restval="")
    writer.writeheader()
    for pair in pairs:
        cells: dict[str, object] = {
            "kind": "goal" if pair.left.goal_type else "indicator",
            "linked": "yes" if pair.linked else "no",
            "score": f"{pair.score:.2f}",
            "evidence": pair.evidence,
        }
        for end, row in (("a", pair.left), ("b", pair.right)):
            cells |= {
                f"name_{end}": row.name,
                f"municipality_{end}": row.municipality,
                f"document_{end}": row.source_path,
                f"page_{end}": row.page,
                f"unit_{end}": row.unit,
                f"year_{end}": row.year,
                f"figures_{end}": " | ".join(f"{f.year} {f.kind}: {f.value:g}" for f in sorted(row.figures, key=str)),
            }
        writer.writerow({name: _as_cell(cell) for name, cell in cells.items()})
    return text.getvalue()


def _as_cell(cell: object) -> str:
    """Text that a spreadsheet does not take for a formula."""
    text = "" if cell is None else str(cell)
    return "'" + text if text[:1] in "=+-@" and text else text
