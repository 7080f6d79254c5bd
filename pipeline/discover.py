"""Find the plans in a folder: every PDF once, in an order that does not depend on the machine."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Problem, SourceDocument

ID_LENGTH = 16  # hex digits of the SHA-256: enough that no two plans ever share an id


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, and what was left out and why."""

    sources: tuple[SourceDocument, ...]
    problems: tuple[Problem, ...]
    files: tuple[str, ...]  # every file that is a plan by its name, also copies and unreadable ones


def discover(raw: Path) -> Found:
    """The PDFs below `raw`, sorted by path. The same bytes under two names are one document with the first path."""
    sources: dict[str, SourceDocument] = {}
    problems: list[Problem] = []
    files: list[str] = []
    for source_path, path in find_pdfs(raw):
        files.append(source_path)
        if path.is_symlink() and not _inside(raw, path):
            problems.append(_left_out(source_path, "link-outside", "points to no file inside the input folder"))
            continue
        try:
            source = identify(path, source_path)
        except OSError as error:
            why = f"cannot be opened ({error.strerror or 'error while reading'}); check its access rights"
            problems.append(_left_out(source_path, "file-unreadable", why))
            continue
        first = sources.setdefault(source.document_id, source)
        if first is not source:
            problems.append(_same_file(source, first))
    return Found(tuple(sources.values()), tuple(problems), tuple(files))


def find_pdfs(raw: Path) -> list[tuple[str, Path]]:
    """(path below the folder in NFC with `/`, path on this machine), sorted by the first."""
    pairs = ((unicodedata.normalize("NFC", path.relative_to(raw).as_posix()), path) for path in _walk(raw))
    return sorted(pairs, key=lambda pair: (pair[0], str(pair[1])))


def identify(path: Path, source_path: str) -> SourceDocument:
    """Name a file by its bytes."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    sha256 = digest.hexdigest()
    return SourceDocument(path, source_path, sha256, size, sha256[:ID_LENGTH])


def _walk(raw: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(raw, followlinks=False):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        for name in names:
            if name.lower().endswith(".pdf") and not _is_hidden(name):
                yield Path(folder) / name


def _is_hidden(name: str) -> bool:
    """Hidden files (`.`), backups (`~`) and lock files of office programs (`~$plan.pdf`); macOS archive leftovers."""
    return name.startswith((".", "~")) or name == "__MACOSX"


def _inside(raw: Path, link: Path) -> bool:
    return link.is_file() and link.resolve().is_relative_to(raw.resolve())


def _left_out(source_path: str, code: str, why: str) -> Problem:
    message = f"The file {source_path} was not read: it {why}."
    return Problem(None, source_path, "discover", "error", code, message, None)


def _same_file(copy: SourceDocument, first: SourceDocument) -> Problem:
    message = f"{copy.source_path} has the same content as {first.source_path} and is counted once, under that name."
    return Problem(copy.document_id, copy.source_path, "discover", "info", "same-file", message, None)
