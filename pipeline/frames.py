"""The published datasets as pandas frames, for notebooks: one line to load, to compare and to ask what a column means.

`pipeline.datasets` offers these as `load`, `panel` and `describe`; pandas is imported here and nowhere else.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.datasets import ALL_DATASETS, Dataset, file_of, read_table
from pipeline.errors import Unusable
from pipeline.statements import RELATIVE_CHANGE

# Columns that hold few different words; as categories they take little memory and group fast.
CATEGORIES = frozenset({
    "assessment_code", "assigned_by", "code", "comparator", "county_code", "document_type", "due_kind", "executor",
    "framework", "frequency_code", "goal_type", "indicator_type", "kind", "method", "municipality",
    "municipality_code", "outcome_type", "outcome_unit", "parser", "reason", "result", "set_by", "severity", "stage",
    "status", "target_comparator", "target_unit", "trend", "unit", "value_type",
})  # fmt: skip

NULLABLE = {pa.int16(): pd.Int16Dtype(), pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(),
            pa.bool_(): pd.BooleanDtype()}  # fmt: skip

KINDS = ("baseline", "outcome", "forecast", "target")  # value types, columns of the panel
PLACE = [
    "municipality",
    "municipality_code",
    "alone",
    "organisation",
    "measure",
    "cluster_id",
    "kolada_id",
    "component",
    "unit",
    "year",
    "as_of",
]  # what tells rows of the panel apart, and names that follow from it
PANEL = [
    "municipality",
    "municipality_code",
    "organisation",
    "measure",
    "component",
    "unit",
    "year",
    "as_of",
    *KINDS,
    "target_max",
    "target_comparator",
    "needs_review",
    "differs",
    "documents",
    "kolada_id",
    "cluster_id",
]


def load_frame(name: str, out: Path) -> pd.DataFrame:
    """The dataset `name` in the folder `out` with right dtypes. Raises `Unusable` where there is none.

    Whole numbers are nullable integers, dates `datetime64`, words from a short list categories, missing numbers NaN.
    """
    dataset = find_dataset(name)
    table = read_table(name, out)
    if table is None:
        raise Unusable(f"There is no {file_of(name, out)}. Run `malkedja extract` first, or name another folder.")
    frame: pd.DataFrame = table.to_pandas(date_as_object=False, types_mapper=NULLABLE.get)
    for column in frame.columns.intersection(sorted(CATEGORIES)):
        frame[column] = frame[column].astype("category")
    for field in fields(dataset.record):
        if field.metadata["arrow"] == "bool" and not field.metadata["null"] and field.name in frame:
            frame[field.name] = frame[field.name].astype(bool)  # never null, so it can be used as a mask as it is
    return frame


def find_dataset(name: str) -> Dataset:
    """The dataset of this name. Raises `Unusable` that lists the names there are."""
    for dataset in ALL_DATASETS:
        if dataset.name == name:
            return dataset
    names = ", ".join(dataset.name for dataset in ALL_DATASETS)
    raise Unusable(f"There is no dataset {name!r}. There are: {names}.")


# ------------------------------------------------------------------ what a column means


def describe_columns(name: str) -> pd.DataFrame:
    """The columns of a dataset: type, whether it is never null, what it refers to, meaning."""
    dataset = find_dataset(name)
    rows = [
        {
            "column": field.name,
            "type": field.metadata["arrow"],
            "required": not field.metadata["null"],
            "refers_to": "key" if field.name == dataset.key else dataset.references.get(field.name, ""),
            "meaning": field.metadata["description"],
        }
        for field in fields(dataset.record)
    ]
    return pd.DataFrame(rows).set_index("column")


def describe_datasets() -> pd.DataFrame:
    """Every dataset: key, number of columns, what one row is."""
    rows = [
        {"dataset": d.name, "key": d.key or "", "columns": len(fields(d.record)), "meaning": d.summary}
        for d in ALL_DATASETS
    ]
    return pd.DataFrame(rows).set_index("dataset")


# ------------------------------------------------------------------ municipality x measure x year


def build_panel(out: Path, part_years: bool = False) -> pd.DataFrame:
    """One row per municipality, body, measure, unit and year; see `pipeline.datasets.panel`."""
    figures = _figures(out)
    if not part_years:
        figures = figures[figures["as_of"].isna()]
    rows = [_settle(dict(zip(PLACE, place, strict=True)), own) for place, own in figures.groupby(PLACE, dropna=False)]
    table = pd.DataFrame(rows, columns=PANEL).astype({**dict.fromkeys([*KINDS, "target_max"], "float64")})
    table = table.astype({"year": "Int16", "documents": "Int16", "needs_review": bool})
    table["as_of"] = pd.to_datetime(table["as_of"])
    order = ["measure", "municipality", "organisation", "unit", "component", "year", "as_of", "cluster_id"]
    return table.sort_values(order, ignore_index=True)


def _figures(out: Path) -> pd.DataFrame:
    """Every level with a year that `indicator_series` says to use, with the municipality's code."""
    series = load_frame("indicator_series", out)
    values = load_frame("indicator_values", out)
    changes = values.loc[values["flags"].map(lambda flags: RELATIVE_CHANGE in flags), "value_id"]
    known = series["value"].notna() & series["year"].notna() & ~series["value_id"].isin(changes)
    codes = load_frame("documents", out)[["document_id", "municipality_code"]]
    table = series[known].merge(codes, on="document_id")
    # Documents that name no municipality stand each alone.
    table["alone"] = table["document_id"].where(table["municipality"].isna())
    words = ["municipality", "municipality_code", "unit", "value_type", "comparator"]
    return table.astype(dict.fromkeys(words, "str")).rename(columns={"canonical_name": "measure"})


def _settle(place: dict[str, Any], own: pd.DataFrame) -> dict[str, Any]:
    """The figures of one place, by kind. Two of one kind give none: nothing tells which of them is meant."""
    row: dict[str, Any] = {
        **place,
        "differs": ", ".join(k for k in KINDS if own["disagrees"][own["value_type"] == k].any()),
    }
    row |= {"needs_review": bool(own["needs_review"].any()), "documents": own["documents"].max()}
    for kind, stated in own.groupby("value_type"):
        if len(stated) > 1:
            row["needs_review"] = True
            continue
        [one] = stated.to_dict("records")
        row[kind] = one["value"]
        if kind == "target":
            row |= {"target_max": one["range_to"], "target_comparator": one["comparator"]}
    return row
