"""How right `kolada match` is on titles that Kolada has changed: `python -m benchmarks.kolada.score RENAMED CATALOGUE`.

RENAMED has the columns `kolada_id` and `earlier_title`: each earlier title should find its id among all of the
CATALOGUE. The titles are told in two halves, parted by a hash of the id, so that what is learnt on one half shows on
the other.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from normalizers.nearest import Answer
from pipeline.kolada import match_list, read_catalogue
from pipeline.linking.lists import read_csv
from pipeline.linking.rows import Measure

LEAST_FIRST = 0.95
LEAST_ACCEPTED = 0.99


@dataclass(frozen=True, slots=True)
class Score:
    """`first`: share of titles whose measure is told, sure or not. `accepted`: how many without review."""

    titles: int
    first: float
    accepted: int
    right: float  # share of those accepted that are right

    @property
    def is_enough(self) -> bool:
        return self.first >= LEAST_FIRST and self.right >= LEAST_ACCEPTED

    def __str__(self) -> str:
        return (
            f"{self.titles} titles: right at rank one {self.first:.3f}; "
            f"accepted without review {self.accepted}, of these right {self.right:.4f}"
        )


def score_answers(truth: Sequence[str], answers: Sequence[Answer]) -> Score:
    """Compare answers with the ids that are right."""
    right = [
        answer.measure is not None and answer.measure.kolada_id == kolada_id
        for kolada_id, answer in zip(truth, answers, strict=True)
    ]
    sure = [
        good
        for good, answer in zip(right, answers, strict=True)
        if answer.measure is not None and not answer.needs_review
    ]
    return Score(
        titles=len(right),
        first=sum(right) / len(right) if right else 0.0,
        accepted=len(sure),
        right=sum(sure) / len(sure) if sure else 1.0,
    )


def main() -> None:
    """Print the scores; exit code 1 under the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("renamed", type=Path)
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("--details", action="store_true", help="print each title that is wrong")
    arguments = parser.parse_args()
    rows = [cells for _, cells in read_csv(arguments.renamed, ["kolada_id", "earlier_title"])]
    truth = [cells["kolada_id"] for cells in rows]
    started = time.perf_counter()
    catalogue = read_catalogue(arguments.catalogue)
    answers = match_list([Measure(cells["earlier_title"]) for cells in rows], catalogue)
    seconds = time.perf_counter() - started
    for half in (0, 1):
        chosen = [place for place, kolada_id in enumerate(truth) if _half(kolada_id) == half]
        print(f"half {half + 1}: {score_answers([truth[n] for n in chosen], [answers[n] for n in chosen])}")
    score = score_answers(truth, answers)
    print(f"all: {score}; {len(catalogue.measures)} measures, {seconds:.1f} s")
    if arguments.details:
        _print_wrong(rows, answers)
    sys.exit(0 if score.is_enough else 1)


def _half(kolada_id: str) -> int:
    return hashlib.sha256(kolada_id.encode()).digest()[-1] % 2


def _print_wrong(rows: Sequence[dict[str, str]], answers: Sequence[Answer]) -> None:
    for cells, answer in zip(rows, answers, strict=True):
        found = answer.measure
        if found is None or found.kolada_id != cells["kolada_id"]:
            mark = "for review" if answer.needs_review else "accepted" if found else "none"
            told = f"{found.kolada_id} {found.title}" if found else "-"
            print(f"{mark}: {cells['kolada_id']} {cells['earlier_title']}\n    {told}")


if __name__ == "__main__":
    main()
