"""The published datasets: record type -> Parquet schema, checks and files.

Columns are declared in `records.py` and `derived_records.py`, one dataclass field each; here stand the names of the
datasets, their keys and references. The same rows give the same bytes: the order of rows comes from the documents,
the writer's options are fixed, and no clock is read (`runs` aside).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import __version__, derived_records, records
from pipeline.errors import BrokenRows, Unusable
from pipeline.pointer import current_folder
from pipeline.settings import DEFAULT_OUT, SCHEMA_VERSION

if TYPE_CHECKING:  # pandas is for analysts; a run does not need it
    import pandas as pd

FINGERPRINT = "fingerprint"  # key in a file's schema metadata: the same in all files of a set, made from their content
Rows = Mapping[str, Sequence[Any]]  # dataset name -> its records, in the order in which they are written


@dataclass(frozen=True, slots=True)
class Dataset:
    """One published file: what its rows are, which column is their key, which columns point to other datasets."""

    name: str
    record: type
    key: str | None
    references: Mapping[str, str]  # column -> the dataset whose key it holds

    @property
    def summary(self) -> str:
        return " ".join((self.record.__doc__ or "").split())


_OF_DOCUMENT = {"document_id": "documents"}

DATASETS = (
    Dataset("documents", records.Document, "document_id", {}),
    Dataset("sections", records.Section, "section_id", _OF_DOCUMENT | {"parent_id": "sections"}),
    Dataset("goals", records.Goal, "goal_id", _OF_DOCUMENT | {"section_id": "sections", "parent_goal_id": "goals"}),
    Dataset("indicators", records.Indicator, "indicator_id", _OF_DOCUMENT | {"goal_id": "goals"}),
    Dataset("indicator_values", records.IndicatorValue, "value_id", _OF_DOCUMENT | {"indicator_id": "indicators"}),
    Dataset("actions", records.Action, "action_id", _OF_DOCUMENT | {"goal_id": "goals"}),
    Dataset("budget_lines", records.BudgetLine, "budget_line_id", _OF_DOCUMENT),
    Dataset("goal_alignments", records.GoalAlignment, "alignment_id", _OF_DOCUMENT | {"goal_id": "goals"}),
    Dataset("indicator_links", records.IndicatorLink, "indicator_id", _OF_DOCUMENT | {"indicator_id": "indicators"}),
    Dataset("goal_links", records.GoalLink, "goal_id", _OF_DOCUMENT | {"goal_id": "goals"}),
    Dataset("identities", records.Identity, None, {}),
    Dataset(
        "indicator_series",
        derived_records.SeriesValue,
        "series_id",
        _OF_DOCUMENT | {"value_id": "indicator_values", "range_to_value_id": "indicator_values"},
    ),
    Dataset(
        "target_followup",
        derived_records.TargetFollowup,
        "followup_id",
        _OF_DOCUMENT
        | {"target_value_id": "indicator_values", "outcome_value_id": "indicator_values"}
        | {"outcome_document_id": "documents"},
    ),
    Dataset("goal_checks", derived_records.GoalCheck, "goal_id", _OF_DOCUMENT | {"goal_id": "goals"}),
    Dataset("document_checks", derived_records.DocumentCheck, "document_id", _OF_DOCUMENT),
    Dataset("unknown_headers", records.UnknownHeader, None, _OF_DOCUMENT),
    Dataset("problems", records.Problem, None, _OF_DOCUMENT),
    Dataset("traces", records.Trace, "row_id", _OF_DOCUMENT),
)
RUNS = Dataset("runs", records.Run, "run_id", {})
ALL_DATASETS = (*DATASETS, RUNS)


# ------------------------------------------------------------------ schema

ARROW_TYPES: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "date32": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "list<string>": pa.list_(pa.string()),
    "list<float64>": pa.list_(pa.float64()),
}

SHARES = frozenset({"confidence", "score"})  # columns of numbers from 0 to 1
PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "int16": (int,),
    "int32": (int,),
    "int64": (int,),
    "float32": (float, int),
    "float64": (float, int),
    "bool": (bool,),
    "date32": (date,),
    "timestamp": (datetime,),
    "list<string>": (tuple,),
    "list<float64>": (tuple,),
}


def schema_of(dataset: Dataset) -> pa.Schema:
    """The Arrow schema, with a description for every column and the versions that it comes from."""
    columns = [
        pa.field(
            field.name,
            ARROW_TYPES[field.metadata["arrow"]],
            nullable=field.metadata["null"],
            metadata={"description": field.metadata["description"]},
        )
        for field in fields(dataset.record)
    ]
    versions = {"dataset": dataset.name, "schema_version": SCHEMA_VERSION, "pipeline_version": __version__}
    return pa.schema(columns, metadata=versions)


# ------------------------------------------------------------------ checks


def check_rows(rows: Rows, published: Mapping[str, set[str]] | None = None) -> None:
    """Raise `BrokenRows` where rows break their declaration. They may also point to the keys that are `published`.

    Arrow itself lets nulls into not-null columns and knows nothing of keys, so this stands before every publication.
    """
    elsewhere = published or {}
    keys = {dataset.name: check_keys(dataset, rows.get(dataset.name, ())) for dataset in DATASETS}
    for dataset in DATASETS:
        own = rows.get(dataset.name, ())
        check_columns(dataset, own)
        for name, target in dataset.references.items():
            here, there = keys[target], elsewhere.get(target, keys[target])
            if lost := {key for key in set(column_of(own, name)) - {None} if key not in here and key not in there}:
                row = next(row for row in own if getattr(row, name) in lost)
                raise _broken(dataset, row, name, f"points to no row of {target}")


def check_keys(dataset: Dataset, rows: Sequence[Any]) -> set[str]:
    """The dataset's keys; raise where two rows share one, or a row is not of this dataset."""
    for kind in set(map(type, rows)):
        if not issubclass(kind, dataset.record):
            raise BrokenRows(f"{dataset.name}: a row is a {kind.__name__}, not a {dataset.record.__name__}")
    if dataset.key is None:
        return set()
    ids = column_of(rows, dataset.key)
    if len(keys := set(ids)) < len(rows):
        twice = next(key for key, number in Counter(ids).items() if number > 1)
        raise _broken(dataset, rows[ids.index(twice)], dataset.key, "stands in two rows")
    return keys


def check_columns(dataset: Dataset, rows: Sequence[Any]) -> None:
    """Raise where a value is null, or of a type, or outside the range, that its column does not allow.

    Column by column, so that what is sound is seen without a look at each value by itself.
    """
    for field in fields(dataset.record):
        may_be_null, arrow = field.metadata["null"], field.metadata["arrow"]
        cells = column_of(rows, field.name)
        if is_sound(field.name, cells, may_be_null, arrow):
            continue
        for row, cell in zip(rows, cells, strict=True):
            wrong = null_fault(cell, may_be_null) or value_fault(field.name, cell, arrow)
            if wrong:
                raise _broken(dataset, row, field.name, wrong)


def is_sound(name: str, cells: Sequence[Any], may_be_null: bool, arrow: str) -> bool:
    """Whether a whole column is as it is declared. What is wrong with a single value, `value_fault` tells."""
    kinds = set(map(type, cells))
    if not all(may_be_null if kind is NoneType else fits(kind, arrow) for kind in kinds):
        return False
    if name == "bbox":
        return all(cell is None or is_box(cell) for cell in cells)
    if not arrow.startswith("float"):
        return True
    numbers = [cell for cell in cells if cell is not None]
    within = name not in SHARES or not numbers or (min(numbers) >= 0 and max(numbers) <= 1)
    return all(map(math.isfinite, numbers)) and within


def fits(kind: type, arrow: str) -> bool:
    """Whether values of a type belong into a column; Python takes a bool for an int."""
    return issubclass(kind, PYTHON_TYPES[arrow]) and (kind is bool) == (arrow == "bool")


def column_of(rows: Sequence[Any], name: str) -> list[Any]:
    """One value of each row."""
    return list(map(attrgetter(name), rows))


def null_fault(value: Any, may_be_null: bool) -> str | None:
    return "may not be null" if value is None and not may_be_null else None


def value_fault(name: str, value: Any, arrow: str) -> str | None:
    """What is wrong with a value in the column `name`, or None."""
    if value is None:
        return None
    if not fits(type(value), arrow):
        return f"is no {arrow}"
    if arrow.startswith("float") and not math.isfinite(value):
        return "is no finite number"
    if name in SHARES and not 0 <= value <= 1:
        return "is not between 0 and 1"
    if name == "bbox" and not is_box(value):
        return "is not [x0, top, x1, bottom]"
    return None


def is_box(sides: Sequence[float]) -> bool:
    return len(sides) == 4 and all(map(math.isfinite, sides)) and sides[0] <= sides[2] and sides[1] <= sides[3]


def _broken(dataset: Dataset, row: Any, column: str, what: str) -> BrokenRows:
    key = getattr(row, dataset.key) if dataset.key else getattr(row, "document_id", None)
    return BrokenRows(f"{dataset.name}, row {key}: {column} {what}: {getattr(row, column)!r}")


# ------------------------------------------------------------------ files


def table_of(dataset: Dataset, rows: Sequence[Any]) -> pa.Table:
    """The rows as an Arrow table."""
    schema = schema_of(dataset)
    names = schema.names
    columns = [pa.array(_plain(column_of(rows, name)), type=schema.field(name).type) for name in names]
    return pa.Table.from_arrays(columns, schema=schema)


def _plain(cells: list[Any]) -> list[Any]:
    """Lists instead of tuples, of which Arrow makes a column much faster."""
    if not any(issubclass(kind, tuple) for kind in set(map(type, cells))):
        return cells
    return [list(cell) if isinstance(cell, tuple) else cell for cell in cells]


def file_of(dataset_name: str, out: Path) -> Path:
    """The plain path of a dataset, for readers."""
    return out / f"{dataset_name}.parquet"


def read_table(name: str, out: Path) -> pa.Table | None:
    """A dataset of the set in use; None where there is none. Raises `Unusable` where it is damaged."""
    folder = current_folder(out)
    table = read_file(name, folder)
    if table is not None and folder != out:
        check_fingerprint(table.schema, folder.name, file_of(name, folder))
    return table


def read_file(name: str, folder: Path) -> pa.Table | None:
    """A dataset in a folder."""
    path = file_of(name, folder)
    if not path.is_file():
        return None
    try:
        return pq.read_table(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise Unusable(
            f"{path} is no readable Parquet file. Move it away (or restore it), then run again; "
            "it is left untouched because it may hold the record of earlier runs."
        ) from error


def check_fingerprint(schema: pa.Schema, set_name: str, path: Path) -> None:
    """Raise `Unusable` where a file is not of the set that it lies in."""
    found = (schema.metadata or {}).get(FINGERPRINT.encode(), b"").decode()
    if not found.startswith(set_name) or not set_name:
        raise Unusable(
            f"{path} does not belong to the other datasets (fingerprint {found[:16] or 'missing'}, not {set_name}). "
            "Was it copied there from elsewhere? Run `malkedja extract` again."
        )


def append_run(runs: pa.Table | None, run: records.Run) -> pa.Table:
    """The earlier runs and this one. Earlier rows are kept as they are; columns that they lack are null."""
    new = table_of(RUNS, [run])
    if runs is None:
        return new
    for field in new.schema:
        if field.name not in runs.schema.names and field.nullable:
            runs = runs.append_column(field, pa.nulls(runs.num_rows, field.type))
    if set(runs.schema.names) != set(new.schema.names):
        raise Unusable("runs.parquet has other columns than this version writes. Move it away, then run again.")
    return pa.concat_tables([runs.select(new.schema.names).cast(new.schema), new]).combine_chunks()


# ------------------------------------------------------------------ for notebooks


def load(name: str, out: Path | str = DEFAULT_OUT) -> pd.DataFrame:
    """A published dataset as a pandas frame: `load("indicator_values")`.

    Whole numbers are nullable integers, dates `datetime64`, words from a short list categories; missing numbers are
    NaN. Raises `Unusable` where there is no such dataset, or none in the folder `out`.
    """
    from pipeline.frames import load_frame

    return load_frame(name, Path(out))


def panel(out: Path | str = DEFAULT_OUT, *, part_years: bool = False) -> pd.DataFrame:
    """Municipality × measure × year: one row for each, with `baseline`, `outcome`, `forecast` and `target` in `unit`.

    A measure is a cluster of `indicator_links`; bodies, components and units of one measure have rows of their own.
    The figures are those that `indicator_series` says to use: the latest document's. `differs` names the figures that
    another document states otherwise; a range gives `target` and `target_max`. Figures without a number or a year and
    changes (`öka med 5 %`) are left out, figures for a part of a year too unless `part_years`.
    """
    from pipeline.frames import build_panel

    return build_panel(Path(out), part_years)


def describe(name: str | None = None) -> pd.DataFrame:
    """The columns of a dataset with type and meaning; without a name, the datasets."""
    from pipeline.frames import describe_columns, describe_datasets

    return describe_datasets() if name is None else describe_columns(name)


# ------------------------------------------------------------------ data dictionary


def data_dictionary() -> str:
    """The datasets and their columns as Markdown, from the declarations that also make the schemas."""
    return "\n".join(_dictionary_lines()) + "\n"


def _dictionary_lines() -> Iterable[str]:
    yield "# Data dictionary"
    yield ""
    yield "Made by `malkedja dictionary` from the declarations in `pipeline/records.py` and"
    yield "`pipeline/derived_records.py`; do not edit by hand."
    yield f"Schema version {SCHEMA_VERSION}. One Parquet file per dataset; a column marked `required` is never null."
    for dataset in ALL_DATASETS:
        yield from ("", f"## {dataset.name}", dataset.summary, "")
        yield from ("| column | type | required | meaning |", "|---|---|---|---|")
        for field in fields(dataset.record):
            meta = field.metadata
            marks = ["key"] if field.name == dataset.key else []
            marks += [f"→ {dataset.references[field.name]}"] if field.name in dataset.references else []
            meaning = f"{meta['description']} ({', '.join(marks)})" if marks else meta["description"]
            needed = "" if meta["null"] else "required"
            yield f"| {field.name} | {_escaped(meta['arrow'])} | {needed} | {meaning} |"


def _escaped(text: str) -> str:
    return text.replace("<", "\\<").replace(">", "\\>")
