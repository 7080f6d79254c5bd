"""The review pages and a search over goals, indicators and actions on this machine, for those who use no notebook.

The search is Datasette over an SQLite file with a full-text index. It is read-only and bound to 127.0.0.1.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.datasets import Dataset
from pipeline.export import find_tables, rows_of
from pipeline.publish.about import INTERNAL
from pipeline.reporting.words import label

HOST = "127.0.0.1"  # nobody else on the network sees it
DATABASE = "malkedja"
PAGES = "granskning"  # where the review pages lie below the address
SQL_TYPES = {"int16": "INTEGER", "int32": "INTEGER", "int64": "INTEGER", "bool": "INTEGER",
             "float": "REAL", "double": "REAL"}  # fmt: skip
SEARCHED = (("goals", "goal_id", "title"), ("indicators", "indicator_id", "name"), ("actions", "action_id", "action"))


def write_database(out: Path, path: Path, address: str) -> None:
    """The datasets as an SQLite file, with the table `search` of all that can be looked for and its full-text index.

    `address`: where the pages will be served, for the links. Raises `Unusable` where there are no datasets.
    """
    tables = {dataset.name: (dataset, table) for dataset, table in find_tables(out) if dataset.name not in INTERNAL}
    connection = sqlite3.connect(path)
    try:
        for dataset, table in tables.values():
            _write_table(connection, dataset, table)
        _write_search(connection, {name: table for name, (_, table) in tables.items()}, address)
        connection.commit()
    finally:
        connection.close()


def _write_table(connection: sqlite3.Connection, dataset: Dataset, table: pa.Table) -> None:
    columns = ", ".join(
        f'"{field.name}" {SQL_TYPES.get(str(field.type), "TEXT")}'
        + (" PRIMARY KEY" if field.name == dataset.key else "")
        for field in table.schema
    )
    connection.execute(f'CREATE TABLE "{dataset.name}" ({columns})')
    marks = ", ".join("?" * table.num_columns)
    rows = (tuple(map(_as_cell, row)) for row in rows_of(table))
    connection.executemany(f'INSERT INTO "{dataset.name}" VALUES ({marks})', rows)


def _as_cell(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


def _write_search(connection: sqlite3.Connection, tables: dict[str, pa.Table], address: str) -> None:
    connection.execute(
        "CREATE TABLE search (id TEXT PRIMARY KEY, kind TEXT, municipality TEXT, organisation TEXT, year INTEGER, "
        "words TEXT, needs_review INTEGER, document TEXT, page INTEGER, look TEXT)"
    )
    connection.executemany(f"INSERT INTO search VALUES ({', '.join('?' * 10)})", _search_rows(tables, address))
    # The letters å, ä and ö are letters of their own: nothing is taken away from them.
    connection.execute(
        'CREATE VIRTUAL TABLE search_fts USING fts5(words, municipality, organisation, content="search", '
        'tokenize="unicode61 remove_diacritics 0")'
    )
    connection.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")


def _search_rows(tables: dict[str, pa.Table], address: str) -> Iterator[tuple[Any, ...]]:
    documents = {row["document_id"]: row for row in tables["documents"].to_pylist()}
    for dataset, key, words in SEARCHED:
        for row in tables[dataset].to_pylist():
            document = documents[row["document_id"]]
            id_ = row[key]
            yield (
                id_,
                label("datasets", dataset),
                document["municipality"],
                document["organisation"],
                document["period_start"],
                row[words] or row.get("assignment"),
                row["needs_review"],
                document["source_path"],
                row["page"],
                f"{address}/{PAGES}/documents/{row['document_id']}.html#{id_.rpartition('-')[2]}",
            )


def make_app(database: Path, pages: Path) -> Any:
    """The Datasette over a database and a folder of review pages."""
    from datasette.app import Datasette

    about = (
        f'<p><a href="/{DATABASE}/search">Sök bland mål, indikatorer och åtgärder</a> · '
        f'<a href="/{PAGES}/index.html">Granskningssidor</a></p>'
    )
    metadata = {
        "title": "Målkedjan",
        "description_html": about,
        "databases": {
            DATABASE: {
                "description_html": about,
                "tables": {"search": {"facets": ["kind", "municipality", "year"], "sort": "words"}},
            }
        },
    }
    return Datasette(immutables=[str(database)], metadata=metadata, static_mounts=[(PAGES, str(pages))])


def serve_app(app: Any, port: int) -> None:
    """Answer on this machine until Ctrl-C."""
    import asyncio

    import uvicorn

    async def answer() -> None:
        await app.invoke_startup()
        await uvicorn.Server(uvicorn.Config(app.app(), host=HOST, port=port, log_level="warning")).serve()

    asyncio.run(answer())
