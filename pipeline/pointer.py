"""Where the datasets lie: `OUT/.malkedja/sets/` has the published sets, `current` beside it points to the one in use.

The pointer is a symbolic link, or where the system or the drive has none, a file with the set's name. Either is
replaced in one step, so a reader sees all of the old set or all of the new one. The plain paths `OUT/<dataset>.parquet`
are links through the pointer; without symbolic links they are files that are replaced one after another, and then the
fingerprint in their metadata tells whether they belong together.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

HOME = ".malkedja"
SETS, CURRENT = "sets", "current"
NAME_LENGTH = 16  # hex digits of a set's fingerprint that name its folder


def home_of(out: Path) -> Path:
    """The folder for all that is no dataset."""
    return out / HOME


def set_folder(out: Path, name: str) -> Path:
    return home_of(out) / SETS / name


def read_pointer(out: Path) -> str | None:
    """The name of the set in use; None where there is none."""
    pointer = home_of(out) / CURRENT
    if _is_copy(pointer):
        return None
    try:
        return Path(os.readlink(pointer)).name if pointer.is_symlink() else pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


def _is_copy(pointer: Path) -> bool:
    """Whether the folder was copied by a program that follows links: the pointer is then a folder, and the datasets at
    the plain paths are whole files."""
    return pointer.is_dir() and not pointer.is_symlink()


def current_folder(out: Path) -> Path:
    """The folder to read datasets from: that of the set in use, or `out` where an earlier version wrote them."""
    name = read_pointer(out)
    return out if name is None else set_folder(out, name)


def write_pointer(out: Path, name: str) -> None:
    """Put the set `name` into use, in one step."""
    pointer = home_of(out) / CURRENT
    fresh = pointer.with_name(f".{CURRENT}.new")
    fresh.unlink(missing_ok=True)
    if can_link(out):
        os.symlink(Path(SETS, name), fresh, target_is_directory=True)
    else:
        fresh.write_text(name, encoding="ascii")
        sync(fresh)
    if _is_copy(pointer):
        shutil.rmtree(pointer)
    os.replace(fresh, pointer)
    sync(pointer.parent)


def write_plain_paths(out: Path, names: Iterable[str]) -> list[str]:
    """Make `OUT/<dataset>.parquet` lead to the set in use; the names that could not be replaced (open elsewhere)."""
    links = can_link(out)
    stuck = []
    for name in names:
        file = f"{name}.parquet"
        target, plain, fresh = Path(HOME, CURRENT, file), out / file, home_of(out) / f".{file}.new"
        if links and plain.is_symlink() and Path(os.readlink(plain)) == target:
            continue
        fresh.unlink(missing_ok=True)
        if links:
            os.symlink(target, fresh)
        else:
            copy(current_folder(out) / file, fresh)
        try:
            os.replace(fresh, plain)
        except PermissionError:  # Windows: a program has the file open
            fresh.unlink()
            stuck.append(name)
    return stuck


def copy(file: Path, to: Path) -> None:
    """The same file under another name; a copy where the drive has no hard links."""
    try:
        os.link(file, to)
    except OSError:
        shutil.copyfile(file, to)
        sync(to)


def can_link(out: Path) -> bool:
    """Whether symbolic links can be made: not on every network drive, and on Windows only with a right to."""
    probe = home_of(out) / ".link-probe"
    with suppress(FileNotFoundError):
        probe.unlink()
    try:
        os.symlink(SETS, probe)
    except (OSError, NotImplementedError):
        return False
    probe.unlink()
    return True


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before what comes next: a power cut takes neither back."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot, and writes names in order
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    except OSError:  # some network drives refuse it for folders
        if not path.is_dir():
            raise
    finally:
        os.close(descriptor)
