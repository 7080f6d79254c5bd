"""Pages with gold, built here: written next."""

from __future__ import annotations

from pathlib import Path

from benchmarks.tables.icdar import Document

KINDS: tuple[str, ...] = ()


def write_pages(folder: Path) -> list[Document]:
    """Not yet."""
    return []
