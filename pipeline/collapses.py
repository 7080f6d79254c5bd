"""What a new set suddenly lacks: the sign that something broke, and not that a municipality has fewer goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.datasets import DATASETS, file_of

READ_FROM_PAGES = ("sections", "goals", "indicators", "indicator_values", "actions", "budget_lines")
LESS_IS_BETTER = frozenset({"problems", "unknown_headers"})
DATASET_LOSS = 0.1  # share of a dataset's rows
DOCUMENT_LOSS = 0.5  # share of a document's rows of one kind; plans are rewritten, but not by halves
FEWEST_LOST = 10  # rows; small documents change by halves easily


@dataclass(frozen=True, slots=True)
class Collapse:
    """Much fewer rows than before."""

    dataset: str
    source_path: str | None  # of one document; None for the dataset as a whole
    before: int
    now: int

    def __str__(self) -> str:
        if self.source_path is None:
            return f"{self.dataset} has {self.now} rows, {self.before} before"
        return f"{self.source_path} gives {self.now} {self.dataset}, {self.before} before"


def find_collapses(before: Path, now: Path) -> list[Collapse]:
    """Where the set in the folder `now` has suddenly less than the one in `before`; nothing where that has none."""
    if not file_of("documents", before).is_file():
        return []
    return [*_datasets(before, now), *_documents(before, now)]


def _datasets(before: Path, now: Path) -> Iterator[Collapse]:
    for dataset in DATASETS:
        if dataset.name in LESS_IS_BETTER or not file_of(dataset.name, before).is_file():
            continue
        had, has = (pq.read_metadata(file_of(dataset.name, folder)).num_rows for folder in (before, now))
        if had - has > DATASET_LOSS * had:
            yield Collapse(dataset.name, None, had, has)


def _documents(before: Path, now: Path) -> Iterator[Collapse]:
    had_paths, has_paths = _paths(before), _paths(now)
    for name in READ_FROM_PAGES:
        had_rows, has_rows = _count(name, before), _count(name, now)
        for path in sorted(had_paths.keys() & has_paths.keys()):
            had, has = had_rows[had_paths[path]], has_rows[has_paths[path]]
            if had - has >= FEWEST_LOST and had - has > DOCUMENT_LOSS * had:
                yield Collapse(name, path, had, has)


def _paths(folder: Path) -> dict[str, str]:
    table = pq.read_table(file_of("documents", folder), columns=["source_path", "document_id"])
    return dict(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _count(name: str, folder: Path) -> Counter[str]:
    table = pq.read_table(file_of(name, folder), columns=["document_id"])
    counts = table.column("document_id").value_counts().to_pylist()
    return Counter({row["values"]: row["counts"] for row in counts})
