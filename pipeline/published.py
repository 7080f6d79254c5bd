"""The datasets that a run published, read back as the records that were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from pipeline.datasets import ALL_DATASETS, file_of, read_table
from pipeline.errors import Unusable
from pipeline.records import Box, Extraction

_RECORDS = {dataset.name: dataset.record for dataset in ALL_DATASETS}


def read_rows(name: str, out: Path) -> list[Any]:
    """The records of one dataset, in their order. Raises `Unusable` where it is missing or not readable."""
    table = read_table(name, out)
    if table is None:
        raise Unusable(f"There is no {file_of(name, out)}. Run `malkedja extract` first, or name another --out.")
    record = _RECORDS[name]
    known = {field.name for field in fields(record)}
    return [record(**{column: _as_record(column, cell) for column, cell in row.items() if column in known})
            for row in table.to_pylist()]  # fmt: skip


def _as_record(column: str, cell: object) -> object:
    if isinstance(cell, list):
        return Box(*cell) if column == "bbox" else tuple(cell)
    return cell


def read_extractions(out: Path) -> list[Extraction]:
    """What each document gave, without what linking does not need (sections, actions, budget)."""
    goals, indicators, values = (_by_document(read_rows(n, out)) for n in ("goals", "indicators", "indicator_values"))
    return [
        Extraction(
            document,
            goals=tuple(goals.get(document.document_id, ())),
            indicators=tuple(indicators.get(document.document_id, ())),
            values=tuple(values.get(document.document_id, ())),
        )
        for document in read_rows("documents", out)
    ]


def _by_document(rows: Sequence[Any]) -> Mapping[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.document_id].append(row)
    return groups
