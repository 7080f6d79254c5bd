"""A file of many pages in pdfium, which keeps all that it has parsed until the file is closed: it is opened anew in
between, so that memory does not grow with the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractors.pdfium import open_document

PORTION = 50  # pages that are opened before the file is opened anew; most plans have fewer


class Reopened:
    """An open document that gives its pages one by one. Whoever takes a page closes it before the next one."""

    def __init__(self, path: Path) -> None:
        """Raises pdfium.PdfiumError where the file cannot be opened."""
        self.path, self.document, self.given = path, open_document(path), 0

    def __len__(self) -> int:
        return len(self.document)

    def __getitem__(self, at: int) -> Any:
        if self.given == PORTION:
            self.document.close()
            self.document, self.given = open_document(self.path), 0
        self.given += 1
        return self.document[at]

    def close(self) -> None:
        self.document.close()
