"""Published sets of datasets: written beside the one in use, and put in its place as a whole.

Rows come in tables, in the order in which they are published, and go out in row groups of a fixed size: the bytes of a
file depend on its rows alone, never on the portions in which they came. Every file carries the fingerprint of its set.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.datasets import ALL_DATASETS, DATASETS, FINGERPRINT, RUNS, Dataset, Rows, check_rows, schema_of, table_of
from pipeline.pointer import (
    NAME_LENGTH,
    home_of,
    read_pointer,
    set_folder,
    sync,
    write_plain_paths,
    write_pointer,
)
from pipeline.settings import KEPT_SETS

GROUP = 65_536  # rows of a row group
MOST_WAITING = 64  # tables that are made and not yet written; each keeps its memory
BUFFER = 1024 * 1024  # bytes; Python is asked once for so many
UNFINISHED = ".new-"  # begins the name of a folder that is being written
SCHEMA_KEY = b"ARROW:schema"  # where Arrow keeps a schema in a Parquet file
# Options that never depend on the machine.
OPTIONS: Mapping[str, Any] = {
    "compression": "zstd",
    "compression_level": 3,
    "version": "2.6",
    "data_page_version": "1.0",
    "use_dictionary": True,
    "write_statistics": True,
}


@dataclass(frozen=True, slots=True)
class FreshSet:
    """A set that is written, but not in use yet."""

    folder: Path
    fingerprint: str  # made from the content of all its datasets

    @property
    def name(self) -> str:
        return self.fingerprint[:NAME_LENGTH]


class SetWriter:
    """Writes all datasets of a set, portion by portion, in a thread: rows go on being made meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.thread = ThreadPoolExecutor(max_workers=1)
        self.under_way: deque[Future[None]] = deque()
        self.writers = {dataset.name: TableWriter(dataset, folder / f"{dataset.name}.parquet") for dataset in DATASETS}

    def add(self, name: str, table: pa.Table) -> None:
        """The next rows of a dataset. What went wrong with earlier ones is raised here or at the end."""
        self.under_way.append(self.thread.submit(self.writers[name].add, table))
        self._wait(MOST_WAITING)

    def _wait(self, most: int) -> None:
        """Until no more tables than these are still to be written."""
        while len(self.under_way) > most:
            self.under_way.popleft().result()

    def add_rows(self, rows: Rows) -> None:
        """The next rows of several datasets. They must have been checked."""
        for dataset in DATASETS:
            if rows.get(dataset.name):
                self.add(dataset.name, table_of(dataset, rows[dataset.name]))

    def finish(self) -> FreshSet:
        """Write what is left and the fingerprint, and have it all on the disk."""
        self._wait(0)
        digest = hashlib.sha256()
        for writer in self.writers.values():
            digest.update(writer.digest_of_content())
        fingerprint = digest.hexdigest()
        for writer in self.writers.values():
            writer.close(fingerprint)
        return FreshSet(self.folder, fingerprint)

    def give_up(self) -> None:
        self.thread.shutdown(wait=True, cancel_futures=True)
        for writer in self.writers.values():
            writer.give_up()


class TableWriter:
    """Writes one dataset, and hashes what it writes."""

    def __init__(self, dataset: Dataset, path: Path) -> None:
        self.schema = schema_of(dataset)
        self.path = path
        self.sink = HashedFile(path)
        # The schema is stored at the end, when the fingerprint in its metadata is known.
        self.stream = pa.BufferedOutputStream(pa.PythonFile(self.sink, mode="w"), BUFFER)
        self.writer = pq.ParquetWriter(self.stream, self.schema, store_schema=False, **OPTIONS)
        self.pending: list[pa.Table] = []
        self.waiting = 0

    def add(self, table: pa.Table) -> None:
        self.pending.append(table)
        self.waiting += table.num_rows
        if self.waiting >= GROUP:
            self._write(self.waiting - self.waiting % GROUP)

    def _write(self, count: int) -> None:
        rows = pa.concat_tables(self.pending).combine_chunks()
        for start in range(0, count, GROUP):
            self.writer.write_table(rows.slice(start, min(GROUP, count - start)), row_group_size=GROUP)
        self.pending, self.waiting = [rows.slice(count)], self.waiting - count

    def digest_of_content(self) -> bytes:
        """Hash of the schema and of all rows, which are written now."""
        if self.waiting:
            self._write(self.waiting)
        self.stream.flush()
        self.sink.digest.update(self.schema.serialize())
        return self.sink.digest.digest()

    def close(self, fingerprint: str) -> None:
        schema = self.schema.with_metadata({**self.schema.metadata, FINGERPRINT: fingerprint})
        stored = base64.b64encode(bytes(schema.serialize()))
        self.writer.add_key_value_metadata({**schema.metadata, SCHEMA_KEY: stored})
        self.writer.close()
        self.stream.close()
        self.sink.close()
        sync(self.path)

    def give_up(self) -> None:
        for part in (self.writer, self.stream):
            with suppress(OSError, pa.ArrowException):  # it may be for want of room that it is given up
                part.close()
        self.writer.is_open = False
        self.sink.close()


class HashedFile:
    """A file that hashes what is written into it."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")
        self.digest = hashlib.sha256()

    def write(self, data: Any) -> int:
        self.digest.update(data)
        return self.file.write(data)

    def tell(self) -> int:
        return self.file.tell()

    def flush(self) -> None:
        self.file.flush()

    def close(self) -> None:
        self.file.close()

    @property
    def closed(self) -> bool:
        return self.file.closed


@contextmanager
def new_set(out: Path) -> Iterator[Path]:
    """A folder to write the next set into. It is thrown away unless it is published; so is what a killed run left."""
    sets = home_of(out) / "sets"
    sets.mkdir(exist_ok=True)  # but not what it lies in: a drive that is lost leaves an empty folder behind
    for leftover in sets.glob(f"{UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = sets / f"{UNFINISHED}{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def writing(folder: Path) -> Iterator[SetWriter]:
    """A writer of all datasets of a set."""
    writer = SetWriter(folder)
    try:
        yield writer
    finally:
        writer.give_up()


def publish(out: Path, fresh: FreshSet, runs: pa.Table) -> list[str]:
    """Put a written set into use; the datasets whose plain path could not be replaced because a program has it open.

    The set's folder has its name only when all of it is on the disk, and the pointer is moved after that.
    """
    final = set_folder(out, fresh.name)
    if final.exists() and not is_whole(final, fresh.fingerprint):  # somebody changed files in it
        os.rename(final, final.with_name(f"{UNFINISHED}{fresh.name}"))
    if final.exists():  # an earlier night had the same content
        write_runs(runs, final, fresh.fingerprint)
    else:
        write_runs(runs, fresh.folder, fresh.fingerprint)
        sync(fresh.folder)
        os.rename(fresh.folder, final)
        sync(final.parent)
    os.utime(final)
    write_pointer(out, fresh.name)
    return write_plain_paths(out, [dataset.name for dataset in ALL_DATASETS])


def add_run(out: Path, runs: pa.Table, fingerprint: str) -> list[str]:
    """Note a run that changed nothing: the set in use gets a new `runs` and stays as it is otherwise."""
    write_runs(runs, set_folder(out, fingerprint[:NAME_LENGTH]), fingerprint)
    return write_plain_paths(out, [dataset.name for dataset in ALL_DATASETS])


def write_runs(runs: pa.Table, folder: Path, fingerprint: str) -> None:
    """Replace `runs` of a set in one step."""
    path = folder / f"{RUNS.name}.parquet"
    fresh = folder / f".{RUNS.name}.new"
    schema = runs.schema.with_metadata({**schema_of(RUNS).metadata, FINGERPRINT: fingerprint})
    pq.write_table(runs.cast(schema), fresh, row_group_size=GROUP, **OPTIONS)
    sync(fresh)
    os.replace(fresh, path)
    sync(folder)


def drop_old_sets(out: Path, kept: int = KEPT_SETS) -> None:
    """Remove all sets but the one in use and the newest others. What a reader holds open goes another night."""
    current = read_pointer(out)
    sets = [folder for folder in (home_of(out) / "sets").iterdir() if folder.name != current]
    sets.sort(key=lambda folder: (folder.stat().st_mtime, folder.name))
    for folder in sets[: max(len(sets) - max(kept, 2) + 1, 0)]:
        shutil.rmtree(folder, ignore_errors=True)


def write_datasets(rows: Rows, runs: pa.Table, out: Path) -> FreshSet:
    """Check rows that are all at hand, and publish them as a set."""
    check_rows(rows)
    home_of(out).mkdir(parents=True, exist_ok=True)
    with new_set(out) as folder:
        with writing(folder) as writer:
            writer.add_rows(rows)
            fresh = writer.finish()
        publish(out, fresh, runs)
    return fresh


def fingerprint_in_use(out: Path) -> str | None:
    """The fingerprint of the set in use; None where there is none, or where it is not whole."""
    name = read_pointer(out)
    if name is None:
        return None
    folder = set_folder(out, name)
    fingerprint = _read_fingerprint(folder / f"{RUNS.name}.parquet")
    whole = fingerprint is not None and fingerprint.startswith(name) and is_whole(folder, fingerprint)
    return fingerprint if whole else None


def is_whole(folder: Path, fingerprint: str) -> bool:
    """Whether all files of a set are there, and are its own."""
    return all(_read_fingerprint(folder / f"{dataset.name}.parquet") == fingerprint for dataset in ALL_DATASETS)


def _read_fingerprint(path: Path) -> str | None:
    try:
        metadata = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowInvalid):
        return None
    found = metadata.get(FINGERPRINT.encode())
    return None if found is None else found.decode()
