"""Tell the person who waits how far the reading has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from pipeline.records import SourceDocument

Tell = Callable[[SourceDocument, str, int], None]  # file, what came of it, pages that were read


@contextmanager
def show_progress(sources: Sequence[SourceDocument]) -> Iterator[Tell]:
    """Call what this gives after each file: a bar on a terminal, one plain line per file elsewhere."""
    count = _Count(len(sources))
    if not sys.stderr.isatty():
        yield lambda source, came, pages: print(count.line(source, came, pages), file=sys.stderr, flush=True)
        return

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        # The bar grows with the bytes read: the time left is then right also where one plan is far larger than others.
        task = bar.add_task(f"0 of {len(sources)} files", total=sum(source.file_size for source in sources))

        def tell(source: SourceDocument, came: str, pages: int) -> None:
            count.add(pages)
            bar.update(task, advance=source.file_size, description=count.rate())

        yield tell


class _Count:
    """Files and pages so far. It alone holds state here, because both ways of telling share it."""

    def __init__(self, files: int) -> None:
        self.files = files
        self.done = self.pages = 0
        self.started = time.monotonic()

    def add(self, pages: int) -> None:
        self.done += 1
        self.pages += pages

    def rate(self) -> str:
        seconds = max(time.monotonic() - self.started, 0.001)
        return f"{self.done} of {self.files} files, {self.pages / seconds:.1f} pages/s"

    def line(self, source: SourceDocument, came: str, pages: int) -> str:
        self.add(pages)
        return f"{self.rate()}: {source.source_path} ({came})"
