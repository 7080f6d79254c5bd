"""What stops a run before it begins: folders that cannot do. Better now than after an hour of reading."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.discover import Found
from pipeline.errors import Unusable
from pipeline.pointer import home_of


def check_folders(raw: Path, out: Path) -> None:
    """Raise `Unusable` where plans or datasets cannot lie where they are said to."""
    if not raw.exists():
        raise Unusable(f"The folder {raw} does not exist. Name the folder that holds the plans (PDF files).")
    if not raw.is_dir():
        raise Unusable(f"{raw} is a file, not a folder. Name the folder that it lies in.")
    inner, outer = out.resolve(), raw.resolve()
    if inner == outer or inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise Unusable(f"The plans ({raw}) and the datasets ({out}) may not lie in one another. Choose another --out.")
    check_writable(out)


def check_writable(out: Path) -> None:
    """Raise `Unusable` where no file can be made in `out`; the folder is made if it is missing."""
    if out.exists() and not out.is_dir():
        raise Unusable(f"{out} is a file, so no datasets can be written into it. Choose another --out.")
    probe = home_of(out) / f".probe-{os.getpid()}"  # a run that waits for another may look at the same time
    try:
        home_of(out).mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Unusable(
            f"Nothing can be written to {out} ({error.strerror or error}). "
            "Choose another --out, or give yourself write access to it."
        ) from error


def nothing_to_read(raw: Path, found: Found) -> str:
    """Why a folder gives nothing."""
    if found.waiting:
        return f"Every plan in {raw} is still being written. Run again in a while, or with a smaller --settle."
    if found.problems:
        return f"No plan in {raw} can be read. {found.problems[0].message}"
    return f"There is no PDF file in {raw}. Put the plans there (folders in it are read too), then run again."
