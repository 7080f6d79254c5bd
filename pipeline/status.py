"""`malkedja status`: what a run would do, without doing it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path

from pipeline.discover import Found, Seen, discover, published_path
from pipeline.errors import Unusable
from pipeline.lock import hold_lock
from pipeline.pointer import home_of
from pipeline.reading import read_plan_file
from pipeline.recipe import describe_recipe
from pipeline.records import ReadOptions
from pipeline.staging import open_staging

Ahead = Mapping[str, list[str]]  # what would be done -> files, by their path below the folder
TITLES = {
    "new": "to be read: new",
    "changed": "to be read: changed",
    "again": "to be read again: the program, its vocabularies or the options have changed",
    "renamed": "not read again: content known under another name",
    "unchanged": "unchanged",
    "failed": "failed before and unchanged: only read with --retry-failed",
    "removed": "removed since the last run",
    "waiting": "still being written: left to the next run",
    "left_out": "cannot be read",
}
NAMED = 10  # files that are named of each kind
UNTOLD = frozenset({"unchanged"})  # kinds whose files are only counted


def look_ahead(raw: Path, out: Path, options: ReadOptions, settle: float = 0.0) -> Ahead:
    """What `extract` would do now. Raises `Unusable`, or `Locked` while a run is on its way."""
    if not raw.is_dir():
        raise Unusable(f"There is no folder {raw}. Name the folder that holds the plans (PDF files).")
    memory = home_of(out) / "staged.sqlite"
    with hold_lock(out) if memory.is_file() else nullcontext():
        if not memory.is_file():
            return sort_files(raw, discover(raw, settle=settle), {}, {})
        with open_staging(memory) as staging:
            known = staging.read_files()
            statuses = staging.read_statuses(describe_recipe(read_plan_file, options))
    return sort_files(raw, discover(raw, known, settle), known, statuses)


def sort_files(raw: Path, found: Found, known: Mapping[bytes, Seen], statuses: Mapping[str, str]) -> Ahead:
    """Every file once, under what would be done with it."""
    ahead: dict[str, list[str]] = {kind: [] for kind in TITLES}
    for key, seen in found.seen.items():
        ahead[_kind_of(seen, known.get(key), statuses)].append(_name(key))
    waiting = {one.source_path for one in found.waiting}
    ahead["waiting"] += sorted(waiting)
    ahead["left_out"] += [one.source_path or "" for one in found.problems if one.document_id is None]
    present = {*found.files}
    ahead["removed"] += [_name(key) for key in known if _name(key) not in present]
    return {kind: sorted(files) for kind, files in ahead.items()}


def _kind_of(seen: Seen, before: Seen | None, statuses: Mapping[str, str]) -> str:
    status = statuses.get(seen.sha256)
    if status is None:
        return "new" if before is None else "again" if before.sha256 == seen.sha256 else "changed"
    if status == "failed":
        return "failed"
    return "unchanged" if before is not None and before.sha256 == seen.sha256 else "renamed"


def _name(key: bytes) -> str:
    return published_path(Path(os.fsdecode(key)))


def as_text(ahead: Ahead) -> str:
    """For a screen."""
    return "\n".join(_lines(ahead))


def _lines(ahead: Ahead) -> Iterator[str]:
    for kind, title in TITLES.items():
        files = ahead[kind]
        if not files:
            continue
        yield f"{len(files):>6}  {title}"
        if kind in UNTOLD:
            continue
        yield from (f"          {file}" for file in files[:NAMED])
        if len(files) > NAMED:
            yield f"          … and {len(files) - NAMED} more"
    if not any(ahead.values()):
        yield "There is no PDF file in the folder, and there was none."
    elif not any(ahead[kind] for kind in ("new", "changed", "again", "renamed", "removed")):
        yield "A run would change nothing."
