"""One PDF in, what is printed in it out. Start with `document.read_plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.records import ReadOptions

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.records import RawDocument, Table


def read_plan(path: Path, options: ReadOptions | None = None) -> RawDocument:
    """See `extractors.document.read_plan`; imported on first use, so that starting the program stays fast."""
    from extractors.document import read_plan as read

    return read(path, options or ReadOptions())


def find_tables(path: Path, options: ReadOptions | None = None) -> tuple[Table, ...]:
    """See `extractors.document.find_tables`."""
    from extractors.document import find_tables as find

    return find(path, options or ReadOptions())
