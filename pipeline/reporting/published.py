"""The rows of one document after another, from the published files, without holding all of them as objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.datasets import file_of, read_table
from pipeline.errors import Unusable

SHOWN = ("goals", "indicators", "indicator_values", "actions", "budget_lines", "goal_alignments", "sections",
         "unknown_headers", "problems")  # fmt: skip
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """One document with its rows, in the order of the document."""

    document: Row
    rows: Mapping[str, list[dict[str, Any]]]

    @property
    def id(self) -> str:
        return str(self.document["document_id"])


@dataclass(frozen=True, slots=True)
class Published:
    """The datasets of a run, opened."""

    documents: list[dict[str, Any]]
    tables: Mapping[str, pa.Table]
    spans: Mapping[str, Mapping[str, tuple[int, int]]]  # dataset -> document -> first row and number of rows
    files_without_rows: list[dict[str, Any]]  # problems of files that could not even be read, and of the whole run

    def plans(self) -> Iterator[Plan]:
        """Every document with its rows."""
        for document in self.documents:
            yield Plan(document, {name: self._rows(name, document["document_id"]) for name in SHOWN})

    def _rows(self, name: str, document_id: str) -> list[dict[str, Any]]:
        start, length = self.spans[name].get(document_id, (0, 0))
        rows: list[dict[str, Any]] = self.tables[name].slice(start, length).to_pylist()
        return rows


def open_published(out: Path) -> Published:
    """The datasets in the folder `out`. Raises `Unusable` where there are none."""
    tables = {name: _table(name, out) for name in SHOWN}
    problems = tables["problems"].filter(tables["problems"]["document_id"].is_null()).to_pylist()
    spans = {name: _spans(table) for name, table in tables.items()}
    return Published(_table("documents", out).to_pylist(), tables, spans, problems)


def _table(name: str, out: Path) -> pa.Table:
    table = read_table(name, out)
    if table is None:
        raise Unusable(f"There is no {file_of(name, out)}. Run `malkedja extract` first, or name another folder.")
    return table


def _spans(table: pa.Table) -> dict[str, tuple[int, int]]:
    """Where each document's rows stand: datasets are sorted by document."""
    spans: dict[str, tuple[int, int]] = {}
    for at, id_ in enumerate(table["document_id"].to_pylist()):
        if id_ is not None:
            start, length = spans.get(id_, (at, 0))
            spans[id_] = (start, length + 1)
    return spans
