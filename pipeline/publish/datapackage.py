"""The datasets as a Frictionless Data Package (version 2): `datapackage.json` beside the CSV files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import __version__
from pipeline.datasets import Dataset
from pipeline.publish.about import Publication, description_of, title_of, words

FILE = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0/"
TYPES: Mapping[str, str] = {
    "string": "string",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "float32": "number",
    "float64": "number",
    "bool": "boolean",
    "date32": "date",
    "timestamp": "datetime",
    "list<string>": "array",
    "list<float64>": "array",
}
CODES = {"municipality_code": r"\d{4}", "county_code": r"\d{2}"}  # text: a leading zero counts


def write_package(
    tables: Sequence[tuple[Dataset, pa.Table]], folder: Path, publication: Publication, created: str | None
) -> None:
    """Write `datapackage.json` for the CSV files in the folder. `created`: when the datasets were made (ISO 8601)."""
    published = frozenset(dataset.name for dataset, _ in tables)
    package: dict[str, Any] = {
        "$schema": f"{PROFILES}datapackage.json",
        "name": "malkedja",
        "title": publication.heading,
        "description": words()["package"]["description"],
        "version": __version__,
        "homepage": publication.base_url,
        "licenses": [{"name": t.name, "title": t.title, "path": t.path} for t in (publication.terms,)],
        "contributors": [{"title": publication.publisher, "roles": ["publisher"]}],
        "keywords": words()["package"]["keywords"],
        "resources": [_resource(dataset, table, folder, published) for dataset, table in tables],
    }
    if created:
        package["created"] = created
    if publication.contact:
        package["contributors"][0]["email"] = publication.contact
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def _resource(dataset: Dataset, table: pa.Table, folder: Path, published: frozenset[str]) -> dict[str, Any]:
    content = (folder / f"{dataset.name}.csv").read_bytes()
    return {
        "$schema": f"{PROFILES}dataresource.json",
        "name": dataset.name,
        "type": "table",
        "path": f"{dataset.name}.csv",
        "title": title_of(dataset.name),
        "description": description_of(dataset.name, dataset.summary),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(dataset, table, published),
    }


def _schema(dataset: Dataset, table: pa.Table, published: frozenset[str]) -> dict[str, Any]:
    declared = {field.name: field.metadata for field in fields(dataset.record)}
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}tableschema.json",
        "fields": [_field(name, declared[name]) for name in table.column_names if name in declared],
        "missingValues": [""],
    }
    if dataset.key:
        schema["primaryKey"] = [dataset.key]
    keys = [
        {
            "fields": [column],
            "reference": {"resource": "" if target == dataset.name else target, "fields": [_key(target)]},
        }
        for column, target in dataset.references.items()
        if target in published
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _key(dataset: str) -> str:
    from pipeline.datasets import ALL_DATASETS

    return next(one.key for one in ALL_DATASETS if one.name == dataset and one.key)


def _field(name: str, declared: Mapping[str, Any]) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if declared["null"] else {"required": True}
    if name in CODES:
        constraints["pattern"] = CODES[name]
    if name in ("confidence", "score"):
        constraints |= {"minimum": 0, "maximum": 1}
    field: dict[str, Any] = {"name": name, "type": TYPES[declared["arrow"]], "description": declared["description"]}
    return field | ({"constraints": constraints} if constraints else {})
