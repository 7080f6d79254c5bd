"""Counts of what a set holds, taken while it is written: the summary needs no second look at millions of rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.datasets import DATASETS, read_table
from pipeline.errors import Unusable

MOST_ERRORS = 20  # that are told one by one; all of them are in problems.parquet


@dataclass
class Tally:
    """Counts per dataset. It grows while tables are written; nothing else changes it."""

    rows: Counter[str] = field(default_factory=Counter)
    review: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    problems: Counter[tuple[str, str]] = field(default_factory=Counter)  # by (severity, code)
    errors: list[tuple[str, int | None, str]] = field(default_factory=list)  # path, page, message of the first
    unread: int = 0  # files of which nothing could be read, not even to name them

    def add(self, name: str, table: pa.Table) -> None:
        """Count the rows of a portion of a dataset."""
        self.rows[name] += table.num_rows
        if "needs_review" in table.column_names:
            self.review[name] += pc.sum(table.column("needs_review")).as_py() or 0
        if name == "documents":
            self.statuses.update(table.column("status").to_pylist())
        if name == "problems":
            self._add_problems(table)

    def _add_problems(self, table: pa.Table) -> None:
        severities, codes = table.column("severity").to_pylist(), table.column("code").to_pylist()
        self.problems.update(zip(severities, codes, strict=True))
        errors = table.filter(pc.equal(table.column("severity"), "error"))
        without_document = pc.and_(pc.is_null(errors.column("document_id")), pc.is_valid(errors.column("source_path")))
        self.unread += pc.sum(without_document).as_py() or 0
        for row in errors.slice(0, max(MOST_ERRORS - len(self.errors), 0)).to_pylist():
            self.errors.append((row["source_path"] or "", row["page"], row["message"]))

    @property
    def failed(self) -> int:
        """Files of which nothing could be read."""
        return self.unread + self.statuses["failed"]

    @property
    def incomplete(self) -> bool:
        """Whether anything in the folder could not be read whole."""
        return self.unread > 0 or any(number for status, number in self.statuses.items() if status != "ok")


def count_set(out: Path) -> Tally:
    """Count the set in use."""
    tally = Tally()
    for dataset in DATASETS:
        table = read_table(dataset.name, out)
        if table is None:
            raise Unusable(
                f"The datasets in {out} are not complete: {dataset.name} is missing. Delete {out}, run again."
            )
        tally.add(dataset.name, table)
    return tally
