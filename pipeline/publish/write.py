"""A folder that is ready for a municipality's open-data page."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.datasets import ALL_DATASETS, file_of, read_table
from pipeline.errors import Unusable
from pipeline.export import CsvStyle, find_tables, write_csv
from pipeline.publish.about import INTERNAL, Publication
from pipeline.publish.datapackage import write_package
from pipeline.publish.dcat import write_description

STYLE = CsvStyle(json_lists=True)  # as Frictionless reads arrays


def publish_datasets(out: Path, to: Path, publication: Publication) -> int:
    """Write the datasets in `out` as open data into the folder `to`; how many they are.

    Raises `Unusable` where there are no datasets or the folder cannot be written to.
    """
    names = [one.name for one in ALL_DATASETS if one.name not in INTERNAL and file_of(one.name, out).is_file()]
    tables = find_tables(out, names) if names else find_tables(out)
    made = _made(out)
    try:
        to.mkdir(parents=True, exist_ok=True)
        for dataset, table in tables:
            write_csv(table, to / f"{dataset.name}.csv", STYLE)
            shutil.copyfile(file_of(dataset.name, out), to / f"{dataset.name}.parquet")
        write_package(tables, to, publication, made)
        write_description(tables, to, publication, made and made[:10])
    except OSError as error:
        raise Unusable(f"The files cannot be written to {to} ({error.strerror or error}).") from error
    return len(tables)


def _made(out: Path) -> str | None:
    """When the last run wrote the datasets."""
    runs = read_table("runs", out)
    if runs is None or not runs.num_rows:
        return None
    return f"{max(runs['finished_at'].to_pylist()):%Y-%m-%dT%H:%M:%SZ}"
