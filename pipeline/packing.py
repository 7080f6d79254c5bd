"""All rows of one file as bytes, and back: what a worker hands over, what is staged, what the datasets are made of.

A file is one record batch with one row, and each dataset is one column: the list of the file's rows of it. Batches of
many files put together give the datasets without a single row being touched in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from pipeline.datasets import DATASETS, Dataset, check_rows, column_of, schema_of
from pipeline.errors import BrokenRows
from pipeline.lean import LeanGoal, LeanIndicator, LeanValue
from pipeline.records import Box, Extraction

Row = TypeVar("Row", bound=tuple[Any, ...])

ATTRIBUTES: Mapping[str, str] = {  # dataset -> attribute of `Extraction`
    "documents": "document",
    "sections": "sections",
    "goals": "goals",
    "indicators": "indicators",
    "indicator_values": "values",
    "actions": "actions",
    "budget_lines": "budget_lines",
    "goal_alignments": "alignments",
    "unknown_headers": "unknown_headers",
    "problems": "problems",
    "traces": "traces",
}
PACKED: Mapping[str, Dataset] = {dataset.name: dataset for dataset in DATASETS if dataset.name in ATTRIBUTES}
LINKED: Mapping[str, Any] = {  # datasets that linking and all that follows from it needs, and as what
    "goals": LeanGoal,
    "indicators": LeanIndicator,
    "indicator_values": LeanValue,
}
NOTHING_LEAN: Mapping[str, Any] = {}
COMPRESSION = "zstd"


def _packed_schema() -> pa.Schema:
    columns = [
        pa.field(name, pa.list_(pa.field("item", pa.struct(list(schema_of(dataset))), nullable=False)), nullable=False)
        for name, dataset in PACKED.items()
    ]
    return pa.schema(columns)


SCHEMA = _packed_schema()
_COLUMNS = {
    column.name: ([(field.name, field) for field in column.type.value_type], column.type) for column in SCHEMA
}  # Arrow makes these anew at each question
_BEGINNING = SCHEMA.serialize().to_pybytes()  # of a stream of batches


def pack(extraction: Extraction) -> bytes:
    """The rows as bytes. Raises `BrokenRows` where they break their declaration: a fault of the program."""
    rows = rows_of(extraction)
    check_rows(rows)
    arrays = [_one_list(rows[name], fields, kind) for name, (fields, kind) in _COLUMNS.items()]
    batch = pa.RecordBatch.from_arrays(arrays, schema=SCHEMA).serialize()
    size: bytes = batch.size.to_bytes(8, "little")
    compressed: bytes = pa.compress(batch, codec=COMPRESSION, asbytes=True)
    return size + compressed


def unpack(packed: Sequence[bytes]) -> pa.Table:
    """The files, each one row; each dataset in one piece.

    All of them are taken apart by one call: what is packed are zstd frames of messages of one Arrow stream, so that
    one after another they are such a stream, where the schema stands in front.
    """
    size = len(_BEGINNING) + sum(int.from_bytes(one[:8], "little") for one in packed)
    frames = b"".join((pa.compress(_BEGINNING, codec=COMPRESSION), *(memoryview(one)[8:] for one in packed)))
    buffer = pa.decompress(frames, decompressed_size=size, codec=COMPRESSION)
    return pa.ipc.open_stream(buffer).read_all().combine_chunks()


def rows_of(extraction: Extraction) -> dict[str, Sequence[Any]]:
    """Dataset -> its rows of one file."""
    rows: dict[str, Sequence[Any]] = {name: getattr(extraction, attribute) for name, attribute in ATTRIBUTES.items()}
    return rows | {"documents": (extraction.document,)}


def column_table(batches: pa.Table, name: str) -> pa.Table:
    """The rows that several files have of one dataset, one after another."""
    dataset = PACKED[name]
    rows = pa.concat_arrays([chunk.flatten() for chunk in batches.column(name).chunks])
    return pa.Table.from_arrays(rows.flatten(), schema=schema_of(dataset))


def records_of(table: pa.Table, dataset: Dataset) -> list[Any]:
    """The rows of a table as records."""
    columns = [cells_of(table, name) for name in table.column_names]
    return [dataset.record(*cells) for cells in zip(*columns, strict=True)]


def lean_rows(table: pa.Table, kind: type[Row]) -> list[Row]:
    """The rows of a table, each a named tuple of some of its columns: many times faster than records are made."""
    make: Callable[[Iterable[Any]], Row] = kind._make  # type: ignore[attr-defined]
    names: Sequence[str] = kind._fields  # type: ignore[attr-defined]
    return list(map(make, zip(*(cells_of(table, name) for name in names), strict=True)))


def unpack_records(
    batches: pa.Table, names: Iterable[str] = tuple(ATTRIBUTES), lean: Mapping[str, Any] = NOTHING_LEAN
) -> Iterator[Extraction]:
    """The files of a table of batches as records, each with the datasets that are named; those in `lean` as such
    rows."""
    documents = records_of(column_table(batches, "documents"), PACKED["documents"])
    rows: dict[str, list[Any]] = {}
    for name in names:
        if name != "documents":
            table = column_table(batches, name)
            rows[name] = lean_rows(table, lean[name]) if name in lean else records_of(table, PACKED[name])
    lengths = {name: batches.column(name).combine_chunks().value_lengths().to_pylist() for name in rows}
    starts = dict.fromkeys(rows, 0)
    for place, document in enumerate(documents):
        own: dict[str, tuple[Any, ...]] = {}
        for name, all_rows in rows.items():
            end = starts[name] + lengths[name][place]
            own[ATTRIBUTES[name]] = tuple(all_rows[starts[name] : end])
            starts[name] = end
        yield Extraction(document, **own)


def check_packed(extraction: Extraction) -> None:
    """Raise `BrokenRows` where a file's rows name a document that is not theirs."""
    own = extraction.document.document_id
    for name, rows in rows_of(extraction).items():
        for row in rows:
            if row.document_id != own:
                raise BrokenRows(f"{name}: a row of document {row.document_id} among those of {own}")


def _one_list(rows: Sequence[Any], fields: Sequence[tuple[str, pa.Field]], kind: pa.ListType) -> pa.ListArray:
    """All rows of a dataset as one list, made column by column, in half of the time that it takes row by row."""
    columns = [pa.array(column_of(rows, name), type=field.type) for name, field in fields]
    together = pa.StructArray.from_arrays(columns, fields=[field for _, field in fields])
    return pa.ListArray.from_arrays([0, len(rows)], together, type=kind)


# ------------------------------------------------------------------ columns as Python's own values


def cells_of(table: pa.Table, name: str) -> list[Any]:
    """The values of a column, lists as tuples. Equal strings are one object: the same words stand in many rows."""
    column = table.column(name).combine_chunks()
    if column.null_count == len(column):
        return [None] * len(column)
    if pa.types.is_string(column.type):
        return _strings(column)
    if pa.types.is_list(column.type):
        return _tuples(column, Box._make if name == "bbox" else tuple)
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        cells: list[Any] = column.to_pylist()
        return cells
    return _numbers(column)


def _strings(column: pa.StringArray) -> list[str | None]:
    encoded = column.dictionary_encode()
    words: list[str | None] = encoded.dictionary.to_pylist()
    places = encoded.indices.fill_null(len(words)).to_numpy().tolist()
    words.append(None)
    return [words[place] for place in places]


def _tuples(column: pa.ListArray, make: Callable[[list[Any]], Any]) -> list[Any]:
    ends = np.cumsum(column.value_lengths().fill_null(0).to_numpy()).tolist()
    inside = cells_of(pa.table({"": column.flatten()}), "")
    cells: list[Any] = [make(inside[start:end]) if end > start else () for start, end in pairwise((0, *ends))]
    for place in _null_places(column):
        cells[place] = None
    return cells


def _numbers(column: pa.Array) -> list[Any]:
    """Numbers, and true and false."""
    if not column.null_count:
        return list(column.to_numpy(zero_copy_only=False).tolist())
    cells: list[Any] = (
        column.fill_null(False if pa.types.is_boolean(column.type) else 0).to_numpy(zero_copy_only=False).tolist()
    )
    for place in _null_places(column):
        cells[place] = None
    return cells


def _null_places(column: pa.Array) -> list[int]:
    places: list[int] = np.flatnonzero(column.is_null().to_numpy(zero_copy_only=False)).tolist()
    return places
