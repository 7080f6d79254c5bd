"""What earlier runs know: which file has which content, and what each content gave. Kept beside the datasets.

It is a memory, not the record: a run without it reads everything again and publishes the same. So it is dropped
where it is damaged. Only a run that holds the lock opens it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.discover import Seen
from pipeline.pointer import home_of
from pipeline.reading import PackedFile

FORMAT = 1  # a step up when the tables below change; an older file is dropped then
TABLES = """
CREATE TABLE files (path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE staged (
    sha256 TEXT NOT NULL, recipe TEXT NOT NULL, status TEXT NOT NULL, code TEXT, pages INTEGER NOT NULL,
    rows BLOB NOT NULL, fault TEXT, PRIMARY KEY (sha256, recipe)
);
CREATE TABLE published (one INTEGER PRIMARY KEY CHECK (one = 1), state TEXT NOT NULL, fingerprint TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Staging:
    """The open memory. `path` names a file as the system does (`os.fsencode`), so two spellings never meet."""

    store: sqlite3.Connection

    def read_files(self) -> dict[bytes, Seen]:
        rows = self.store.execute("SELECT path, size, mtime_ns, sha256 FROM files")
        return {path: Seen(size, mtime_ns, sha256) for path, size, mtime_ns, sha256 in rows}

    def read_statuses(self, recipe: str) -> dict[str, str]:
        """Content -> status, of all that was read by this recipe."""
        return dict(self.store.execute("SELECT sha256, status FROM staged WHERE recipe = ?", (recipe,)))

    def write_file(self, sha256: str, recipe: str, packed: PackedFile) -> None:
        """Keep what one file gave. It is on the disk when `flush` has been called."""
        values = (sha256, recipe, packed.status, packed.code, packed.pages, packed.rows, packed.fault)
        self.store.execute("INSERT OR REPLACE INTO staged VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def flush(self) -> None:
        """Have all that was written on the disk: what follows can be killed without losing it."""
        self.store.commit()

    def write_seen(self, seen: Mapping[bytes, Seen]) -> None:
        """Remember the files of the folder, and forget all others."""
        with self.store:
            self.store.execute("DELETE FROM files")
            rows = [(path, one.size, one.mtime_ns, one.sha256) for path, one in seen.items()]
            self.store.executemany("INSERT INTO files VALUES (?, ?, ?, ?)", rows)

    def read_packed(self, recipe: str, wanted: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """(content, its rows) of the contents that are wanted, which must be sorted, in that order."""
        for sha256 in wanted:
            found = self.store.execute(
                "SELECT rows FROM staged WHERE sha256 = ? AND recipe = ?", (sha256, recipe)
            ).fetchone()
            yield sha256, found[0]

    def forget_others(self, recipe: str, wanted: Iterable[str]) -> None:
        """Drop what no file of the folder has any more, and what other recipes gave."""
        with self.store:
            self.store.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (sha256 TEXT PRIMARY KEY)")
            self.store.execute("DELETE FROM wanted")
            self.store.executemany("INSERT INTO wanted VALUES (?)", [(sha256,) for sha256 in wanted])
            self.store.execute(
                "DELETE FROM staged WHERE recipe <> ? OR sha256 NOT IN (SELECT sha256 FROM wanted)", (recipe,)
            )

    def read_published(self) -> tuple[str, str] | None:
        """What the published set was made from, and its fingerprint."""
        found: tuple[str, str] | None = self.store.execute("SELECT state, fingerprint FROM published").fetchone()
        return found

    def write_published(self, state: str, fingerprint: str) -> None:
        with self.store:
            self.store.execute("INSERT OR REPLACE INTO published VALUES (1, ?, ?)", (state, fingerprint))


def memory_of(out: Path) -> Path:
    """The file that holds the memory of an output folder."""
    return home_of(out) / "staged.sqlite"


@contextmanager
def open_staging(path: Path) -> Iterator[Staging]:
    """Open the memory in the file `path`; a new one where there is none or where it is damaged."""
    store = _open_sound(path)
    try:
        yield Staging(store)
    finally:
        store.close()


def _open_sound(path: Path) -> sqlite3.Connection:
    try:
        store = _open(path)
        (found,) = store.execute("PRAGMA user_version").fetchone()
        if found == FORMAT and store.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
            return store
        store.close()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "disk" in str(error):
            raise OSError(str(error)) from error
    for leftover in (path, path.with_name(f"{path.name}-journal")):
        leftover.unlink(missing_ok=True)
    store = _open(path)
    store.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {FORMAT}; COMMIT;")
    return store


def _open(path: Path) -> sqlite3.Connection:
    """Without SQLite's own locks, which network drives get wrong: the run's lock keeps everybody else out."""
    name = path.resolve().as_uri()
    try:
        store = sqlite3.connect(f"{name}?nolock=1", uri=True)
        store.execute("PRAGMA journal_mode = TRUNCATE")
        store.execute("PRAGMA synchronous = FULL")
        store.execute("PRAGMA temp_store = MEMORY")
    except sqlite3.DatabaseError:
        with suppress(UnboundLocalError):
            store.close()
        raise
    return store
