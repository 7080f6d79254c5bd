"""How right linking is on names with known clusters: `python -m benchmarks.links.score FILE.json`.

The file holds `clusters` (each with `names` that mean one measure, and `kolada_id` or null) and `hard_negative_pairs`
(names that must not share a cluster). Every pair of names counts: precision is the share of linked pairs that are
right, recall the share of right pairs that are linked.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipeline.link import Measure, cluster_list

LEAST_PRECISION = 0.98
LEAST_RECALL = 0.90


@dataclass(frozen=True, slots=True)
class Score:
    """What was found on one file. Pairs are pairs of names."""

    precision: float
    recall: float
    wrong: tuple[tuple[str, str], ...]  # linked pairs that are not the same
    missed: tuple[tuple[str, str], ...]
    hard: tuple[tuple[str, str], ...]  # hard negatives that were linked
    kolada: Counter[str]  # `right`, `wrong`, `missing`, `none` (rightly without id)
    review: float  # share of names marked for review

    @property
    def is_enough(self) -> bool:
        return self.precision >= LEAST_PRECISION and self.recall >= LEAST_RECALL and not self.hard


def score_names(clusters: Sequence[dict[str, object]], hard_pairs: Sequence[Sequence[str]]) -> Score:
    """Link all names of the clusters as one list and compare."""
    truth: list[tuple[str, int, str | None]] = []
    for number, cluster in enumerate(clusters):
        names, kolada_id = cluster["names"], cluster.get("kolada_id")
        assert isinstance(names, list) and (kolada_id is None or isinstance(kolada_id, str))
        truth += [(name, number, kolada_id) for name in names]
    found = cluster_list([Measure(name, row_id=f"{place:06d}") for place, (name, *_) in enumerate(truth)])
    cluster_of = {row["name"]: row["cluster_id"] for row in found}
    wrong, missed, right = [], [], 0
    for (one, own, _), (other, others, _) in combinations(truth, 2):
        linked = cluster_of[one] == cluster_of[other]
        right += linked and own == others
        if linked and own != others:
            wrong.append((one, other))
        elif own == others and not linked:
            missed.append((one, other))
    kolada = Counter(
        ("none" if kolada_id is None else "right")
        if row["kolada_id"] == kolada_id
        else ("missing" if row["kolada_id"] is None else "wrong")
        for row, (_, _, kolada_id) in zip(found, truth, strict=True)
    )
    return Score(
        precision=right / (right + len(wrong)) if right else 0.0,
        recall=right / (right + len(missed)) if right else 0.0,
        wrong=tuple(wrong),
        missed=tuple(missed),
        hard=tuple((a, b) for a, b in hard_pairs if cluster_of[a] == cluster_of[b]),
        kolada=kolada,
        review=sum(bool(row["needs_review"]) for row in found) / len(found),
    )


def main() -> None:
    """Print the scores of each file; exit status 1 where one is under the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--details", action="store_true", help="list what is wrong and what is missed")
    arguments = parser.parse_args()
    enough = True
    for path in arguments.files:
        table = json.loads(path.read_text(encoding="utf-8"))
        score = score_names(table["clusters"], table["hard_negative_pairs"])
        enough = enough and score.is_enough
        print(
            f"{path.name}: precision {score.precision:.3f}, recall {score.recall:.3f}, "
            f"hard negatives linked {len(score.hard)} of {len(table['hard_negative_pairs'])}, "
            f"names to review {score.review:.1%}; Kolada ids {dict(sorted(score.kolada.items()))}"
        )
        if arguments.details:
            for label, pairs in (("WRONG", score.wrong), ("HARD", score.hard), ("MISSED", score.missed)):
                for one, other in pairs:
                    print(f"  {label}: {one}  |  {other}")
    sys.exit(0 if enough else 1)


if __name__ == "__main__":
    main()
