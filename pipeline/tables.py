"""Datasets that are made column by column: a million rows, none of which is ever a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.datasets import DATASETS, SHARES, Dataset, schema_of
from pipeline.errors import BrokenRows

BY_NAME: Mapping[str, Dataset] = {dataset.name: dataset for dataset in DATASETS}
Columns = Mapping[str, Any]  # name -> an Arrow array, or the cells


def make_table(dataset: Dataset, columns: Columns) -> pa.Table:
    """The table of a dataset that has these columns."""
    schema = schema_of(dataset)
    arrays = (columns[name] for name in schema.names)
    kinds = (field.type for field in schema)
    return pa.Table.from_arrays(
        [one if isinstance(one, pa.Array) else pa.array(one, kind) for one, kind in zip(arrays, kinds, strict=True)],
        schema=schema,
    )


def column_of(table: pa.Table, name: str) -> pa.Array:
    """A column in one piece."""
    return table.column(name).combine_chunks()


def take_lists(cells: pa.Array, lists: Sequence[Sequence[int]]) -> pa.ListArray:
    """A list for each list of places: what stands in the cells at those places."""
    ends = [0]
    for one in lists:
        ends.append(ends[-1] + len(one))
    places = pa.array([place for one in lists for place in one], pa.int32())
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), cells.take(places))


def check_table(dataset: Dataset, table: pa.Table, published: Mapping[str, pa.Array]) -> None:
    """Raise `BrokenRows` where rows break their declaration: as `check_rows`, but for what an Arrow column ensures.

    `published`: the keys that the rows may point to; every reference must have its own.
    """
    if dataset.key and pc.count_distinct(column_of(table, dataset.key)).as_py() < table.num_rows:
        counts = pc.value_counts(column_of(table, dataset.key))
        twice = next(row["values"].as_py() for row in counts if row["counts"].as_py() > 1)
        raise BrokenRows(f"{dataset.name}, row {twice}: {dataset.key} stands in two rows")
    for field in fields(dataset.record):
        cells = column_of(table, field.name)
        for what, wrong in _find_wrong(dataset, field.name, field.metadata["null"], cells, published):
            if pc.any(wrong).as_py():
                place = pc.index(wrong.fill_null(False), True).as_py()
                key = table.column(dataset.key or table.column_names[0])[place]
                raise BrokenRows(f"{dataset.name}, row {key}: {field.name} {what}: {cells[place].as_py()!r}")


def _find_wrong(
    dataset: Dataset, name: str, may_be_null: bool, cells: pa.Array, published: Mapping[str, pa.Array]
) -> Iterator[tuple[str, pa.Array]]:
    """What may be wrong with a column, and of each cell whether it is."""
    if not may_be_null and cells.null_count:
        yield "may not be null", cells.is_null()
    if pa.types.is_floating(cells.type):
        yield "is no finite number", pc.invert(pc.is_finite(cells))
        if name in SHARES:
            yield "is not between 0 and 1", pc.or_(pc.less(cells, 0), pc.greater(cells, 1))
    if name in dataset.references:
        target = dataset.references[name]
        known = pc.is_in(cells, value_set=published[target])
        yield f"points to no row of {target}", pc.and_(pc.is_valid(cells), pc.invert(known))
