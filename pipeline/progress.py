"""Tell the person who waits how far the reading has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from pipeline.records import Extraction, SourceDocument

Tell = Callable[[SourceDocument, Extraction], None]


@contextmanager
def show_progress(sources: Sequence[SourceDocument], limit_pages: int | None) -> Iterator[Tell]:
    """Call what this gives after each file: a bar on a terminal, one plain line per file elsewhere."""
    count = _Count(len(sources), limit_pages)
    if not sys.stderr.isatty():
        yield lambda source, extraction: print(count.line(source, extraction), file=sys.stderr, flush=True)
        return

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        # The bar grows with the bytes read: the time left is then right also where one plan is far larger than others.
        task = bar.add_task(f"0 of {len(sources)} files", total=sum(source.file_size for source in sources))

        def tell(source: SourceDocument, extraction: Extraction) -> None:
            count.add(extraction)
            bar.update(task, advance=source.file_size, description=count.rate())

        yield tell


def pages_read(extraction: Extraction, limit_pages: int | None) -> int:
    pages = extraction.document.page_count or 0
    return pages if limit_pages is None else min(pages, limit_pages)


class _Count:
    """Files and pages so far. It alone holds state here, because both ways of telling share it."""

    def __init__(self, files: int, limit_pages: int | None) -> None:
        self.files, self.limit_pages = files, limit_pages
        self.done = self.pages = 0
        self.started = time.monotonic()

    def add(self, extraction: Extraction) -> None:
        self.done += 1
        self.pages += pages_read(extraction, self.limit_pages)

    def rate(self) -> str:
        seconds = max(time.monotonic() - self.started, 0.001)
        return f"{self.done} of {self.files} files, {self.pages / seconds:.1f} pages/s"

    def line(self, source: SourceDocument, extraction: Extraction) -> str:
        self.add(extraction)
        return f"{self.rate()}: {source.source_path} ({extraction.document.status})"
