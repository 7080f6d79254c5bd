"""The published datasets as pandas frames, for notebooks: one line to load, to compare and to ask what a column means.

`pipeline.datasets` offers these as `load`, `panel` and `describe`; pandas is imported here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.datasets import ALL_DATASETS, Dataset, file_of, read_table
from pipeline.errors import Unusable

# Columns that hold few different words; as categories they take little memory and group fast.
CATEGORIES = frozenset({
    "assessment_code", "assigned_by", "code", "comparator", "county_code", "document_type", "due_kind", "executor",
    "framework", "frequency_code", "goal_type", "indicator_type", "kind", "method", "municipality",
    "municipality_code", "parser", "set_by", "severity", "stage", "status", "trend", "unit", "value_type",
})  # fmt: skip

NULLABLE = {pa.int16(): pd.Int16Dtype(), pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(),
            pa.bool_(): pd.BooleanDtype()}  # fmt: skip

KINDS = ("baseline", "outcome", "forecast", "target")  # value types, columns of the panel
PLACE = ["municipality", "municipality_code", "organisation", "cluster_id", "component", "unit", "year", "as_of"]


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
    names = figures.groupby("cluster_id", dropna=False)[["measure", "kolada_id"]].first()
    parts = [_one_kind(figures[figures["value_type"] == kind], kind) for kind in KINDS]
    table = parts[0]
    for part in parts[1:]:
        table = table.join(part, how="outer")
    table = table.reset_index().join(names, on="cluster_id")
    table["needs_review"] = _any_true(table, "review")
    differs = [kind for kind in KINDS if f"differs_{kind}" in table]
    flags = table[[f"differs_{kind}" for kind in differs]].eq(True).to_numpy()
    table["differs"] = [", ".join(k for k, on in zip(differs, row, strict=True) if on) for row in flags]
    table["documents"] = table[[f"documents_{kind}" for kind in KINDS]].max(axis=1).astype("Int16")
    table = table.astype({**dict.fromkeys([*KINDS, "target_max"], "float64"), "year": "Int16"})
    columns = ["municipality", "municipality_code", "organisation", "measure", "component", "unit", "year", "as_of"]
    columns += ["baseline", "outcome", "forecast", "target", "target_max", "target_comparator", "needs_review"]
    columns += ["differs", "documents", "kolada_id", "cluster_id"]
    order = ["measure", "municipality", "organisation", "unit", "component", "year", "as_of"]
    return table[columns].sort_values([*order, "cluster_id"], ignore_index=True)


def _figures(out: Path) -> pd.DataFrame:
    """Every number with a year, with the measure and the body that it is about, newest document first."""
    values = load_frame("indicator_values", out)
    links = load_frame("indicator_links", out)
    documents = load_frame("documents", out)
    values = values[values["value"].notna() & values["year"].notna()].drop(columns=["flags", "bbox", "confidence"])
    about = documents[["document_id", "municipality", "municipality_code", "organisation", "period_start"]]
    measure = links[["indicator_id", "cluster_id", "canonical_name", "kolada_id", "needs_review"]]
    measure = measure.rename(columns={"canonical_name": "measure", "needs_review": "link_in_doubt"})
    table = values.merge(measure, on="indicator_id").merge(about, on="document_id")
    for column in ("municipality", "municipality_code", "unit", "comparator", "value_type"):
        table[column] = table[column].astype("str")
    table["review"] = table["needs_review"] | table["link_in_doubt"]
    return table.sort_values(["period_start", "document_id", "value_id"], ascending=[False, True, True])


def _one_kind(figures: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The figures of one value type, one row for each place; what the newest plan says counts."""
    rows = [
        {**dict(zip(PLACE, place, strict=True)), **_settle(group, kind)}
        for place, group in figures.groupby(PLACE, dropna=False, sort=False)
    ]
    names = [kind, f"review_{kind}", f"differs_{kind}", f"documents_{kind}"]
    names += ["target_max", "target_comparator"] if kind == "target" else []
    return pd.DataFrame(rows, columns=[*PLACE, *names]).set_index(PLACE)


def _settle(group: pd.DataFrame, kind: str) -> dict[str, Any]:
    """The figure of one place. A plan that states several gives none: nothing tells which of them is meant."""
    newest = group[group["document_id"] == group["document_id"].iloc[0]]
    stated = newest[["comparator", "value"]].drop_duplicates()
    limits = dict(zip(stated["comparator"], stated["value"], strict=True))
    is_range = kind == "target" and len(stated) == 2 and set(limits) == {">=", "<="}
    clear = len(stated) == 1 or is_range
    differs = group[["comparator", "value"]].drop_duplicates().shape[0] > len(stated)
    found: dict[str, Any] = {
        kind: (limits[">="] if is_range else stated["value"].iloc[0]) if clear else None,
        # a newer plan may set a new target; a figure of the past is not expected to change
        f"review_{kind}": bool(newest["review"].any()) or not clear or (differs and kind != "target"),
        f"differs_{kind}": differs,
        f"documents_{kind}": group["document_id"].nunique(),
    }
    if kind == "target":
        found["target_max"] = limits["<="] if is_range else None
        found["target_comparator"] = (">=" if is_range else stated["comparator"].iloc[0]) if clear else None
    return found


def _any_true(table: pd.DataFrame, prefix: str) -> Sequence[bool]:
    columns = [f"{prefix}_{kind}" for kind in KINDS]
    found: Sequence[bool] = table[columns].eq(True).any(axis=1).to_numpy()
    return found
