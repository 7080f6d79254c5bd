"""What a file's rows depend on besides its bytes: when any of it changes, every file is read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import astuple
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import __version__
from pipeline.reading import Read
from pipeline.records import ReadOptions
from pipeline.settings import SCHEMA_VERSION

PACKAGES = ("extractors", "normalizers", "pipeline")
LIBRARIES = ("pdfminer.six", "pdfplumber", "pypdfium2", "pyarrow", "spacy", "ocrmypdf")


def describe_recipe(read: Read, options: ReadOptions) -> str:
    """A hash of the program, its vocabularies, its libraries and how files are to be read."""
    digest = hashlib.sha256()
    for part in _parts(read, options):
        digest.update(repr(part).encode() + b"\n")
    return digest.hexdigest()[:16]


def _parts(read: Read, options: ReadOptions) -> Iterator[object]:
    from extractors.scans import find_program

    yield (__version__, SCHEMA_VERSION, read.__module__, getattr(read, "__qualname__", ""), astuple(options))
    yield options.ocr != "off" and find_program() is not None
    yield from ((library, _version(library)) for library in LIBRARIES)
    home = Path(__file__).parents[1]
    for package in PACKAGES:
        for path in sorted((home / package).rglob("*")):
            if path.suffix in (".py", ".toml"):  # a vocabulary that somebody widened reads files differently too
                yield path.relative_to(home).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
