"""One PDF in, what is printed in it out. Start with `document.read_plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.records import RawDocument, Table


def read_plan(path: Path, limit_pages: int | None = None) -> RawDocument:
    """See `extractors.document.read_plan`; imported on first use, so that starting the program stays fast."""
    from extractors.document import read_plan as read

    return read(path, limit_pages)


def find_tables(path: Path, limit_pages: int | None = None) -> tuple[Table, ...]:
    """See `extractors.document.find_tables`."""
    from extractors.document import find_tables as find

    return find(path, limit_pages)
