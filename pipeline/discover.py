"""Find the plans in a folder: every PDF once, in an order that does not depend on the machine."""

from __future__ import annotations

import hashlib
import os
import stat
import time
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Unusable
from pipeline.records import Problem, SourceDocument

ID_LENGTH = 16  # hex digits of the SHA-256: enough that no two plans ever share an id
FOLDERS_OF_SYSTEMS = frozenset(  # macOS archives, Windows' and file servers' bins and previews
    {"__macosx", "$recycle.bin", "system volume information", "#recycle", "@eadir", "lost+found"}
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was seen: while size and time stay, its content is taken to be the same."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is still being written. `before`: what it held when it was last seen whole."""

    source_path: str
    path: Path
    before: Seen | None


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, and what was left out and why."""

    sources: tuple[SourceDocument, ...]
    problems: tuple[Problem, ...]
    files: tuple[str, ...]  # every file that is a plan by its name, also copies and unreadable ones
    seen: Mapping[bytes, Seen]  # path below the folder, as the system has it
    waiting: tuple[Waiting, ...] = ()


def discover(raw: Path, known: Mapping[bytes, Seen] | None = None, settle: float = 0.0, verify: bool = False) -> Found:
    """The PDFs below `raw`, sorted by path. The same bytes under two names are one document with the first path.

    Files that are `known` and have kept size and time are not opened, unless they are to be verified. Files that
    changed less than `settle` seconds ago, or while they are read here, are waiting.
    """
    known = {} if known is None else known
    raw = with_long_names(raw)
    sources: dict[str, SourceDocument] = {}
    seen: dict[bytes, Seen] = {}
    waiting: list[Waiting] = []
    problems: list[Problem] = []
    files: list[str] = []
    unreadable: list[OSError] = []
    now = time.time() if settle else 0.0  # no clock is read where nobody asks for it
    for source_path, path in find_pdfs(raw, unreadable):
        key = key_of(path, raw)
        try:
            if path.is_symlink() and not _inside(raw, path):
                files.append(source_path)
                problems.append(_left_out(source_path, "link-outside", "points to no file inside the input folder"))
                continue
            found = look_at(path, None if verify else known.get(key), now - settle if settle else None)
        except FileNotFoundError:
            continue  # deleted since the folder was listed
        except OSError as error:
            files.append(source_path)
            why = f"cannot be opened ({error.strerror or 'error while reading'}); check its access rights"
            problems.append(_left_out(source_path, "file-unreadable", why))
            continue
        files.append(source_path)
        if found is None:
            waiting.append(Waiting(source_path, path, known.get(key)))
            continue
        seen[key] = found
        source = describe_source(path, source_path, found.sha256, found.size)
        first = sources.setdefault(source.document_id, source)
        if first is not source:
            problems.append(_same_file(source, first))
    problems += [_unreadable_folder(raw, error) for error in unreadable]
    return Found(tuple(sources.values()), tuple(problems), tuple(files), seen, tuple(waiting))


def key_of(path: Path, raw: Path) -> bytes:
    """A file's name below the folder as the system has it: two spellings of a letter are two names."""
    return os.fsencode(path.relative_to(with_long_names(raw)).as_posix())


def find_pdfs(raw: Path, unreadable: list[OSError]) -> list[tuple[str, Path]]:
    """(path below the folder in NFC with `/`, path on this machine), sorted by the first.

    Folders that cannot be listed are added to `unreadable`; raises `Unusable` where that is the input folder itself.
    """
    pairs = [(published_path(path.relative_to(raw)), path) for path in _walk(raw, unreadable)]
    if any(error.filename is not None and Path(error.filename) == raw for error in unreadable):
        raise Unusable(f"The folder {raw} cannot be read ({unreadable[0].strerror}). Is the drive connected?")
    return sorted(pairs, key=lambda pair: (pair[0], str(pair[1])))


def published_path(relative: Path) -> str:
    """A path as it is published: the same whatever system wrote the name. Bytes that are no letters become `�`."""
    text = os.fsencode(relative.as_posix()).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def look_at(path: Path, known: Seen | None, settled_before: float | None) -> Seen | None:
    """Size, time and hash of a file; None while it is still being written."""
    before = os.stat(path)
    if not stat.S_ISREG(before.st_mode):
        raise OSError(None, "it is no file but a device or a pipe")
    if known is not None and (known.size, known.mtime_ns) == (before.st_size, before.st_mtime_ns):
        return known
    # The time of the last change of any kind counts: tools that copy files often set the other one back.
    if settled_before is not None and max(before.st_mtime, before.st_ctime) > settled_before:
        return None
    source = identify(path, "")
    after = os.stat(path)
    if (before.st_size, before.st_mtime_ns, after.st_size) != (after.st_size, after.st_mtime_ns, source.file_size):
        return None
    return Seen(after.st_size, after.st_mtime_ns, source.sha256)


def has_changed(path: Path, seen: Seen) -> bool:
    """Whether a file is another one than was seen."""
    try:
        now = os.stat(path)
    except OSError:
        return True
    return (now.st_size, now.st_mtime_ns) != (seen.size, seen.mtime_ns)


def identify(path: Path, source_path: str) -> SourceDocument:
    """Name a file by its bytes."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    return describe_source(path, source_path, digest.hexdigest(), size)


def describe_source(path: Path, source_path: str, sha256: str, size: int) -> SourceDocument:
    return SourceDocument(path, source_path, sha256, size, sha256[:ID_LENGTH])


def with_long_names(folder: Path) -> Path:
    """The folder as Windows wants it named to reach paths of more than 260 letters; elsewhere as it is."""
    if os.name != "nt" or str(folder).startswith("\\\\?\\"):
        return folder
    full = str(folder.resolve())
    return Path("\\\\?\\UNC" + full[1:] if full.startswith("\\\\") else "\\\\?\\" + full)


def _walk(raw: Path, unreadable: list[OSError]) -> Iterator[Path]:
    for folder, folders, names in os.walk(raw, onerror=unreadable.append, followlinks=False):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        for name in names:
            if name.lower().endswith(".pdf") and not _is_hidden(name):
                yield Path(folder) / name


def _is_hidden(name: str) -> bool:
    """Hidden files (`.`), backups (`~`) and lock files of office programs (`~$plan.pdf`); folders of systems."""
    return name.startswith((".", "~")) or name.lower() in FOLDERS_OF_SYSTEMS


def _inside(raw: Path, link: Path) -> bool:
    return link.is_file() and link.resolve().is_relative_to(raw.resolve())


def _left_out(source_path: str, code: str, why: str) -> Problem:
    message = f"The file {source_path} was not read: it {why}."
    return Problem(None, source_path, "discover", "error", code, message, None)


def _unreadable_folder(raw: Path, error: OSError) -> Problem:
    folder = Path(error.filename or raw)
    source_path = published_path(folder.relative_to(raw))
    message = f"The folder {source_path} cannot be read ({error.strerror}); no file in it was. Check its access rights."
    return Problem(None, source_path, "discover", "error", "folder-unreadable", message, None)


def _same_file(copy: SourceDocument, first: SourceDocument) -> Problem:
    message = f"{copy.source_path} has the same content as {first.source_path} and is counted once, under that name."
    return Problem(copy.document_id, copy.source_path, "discover", "info", "same-file", message, None)
