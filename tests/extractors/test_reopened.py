"""A file of many pages is opened anew in between: every page is read, and each as in one go."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import drawings
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors import reopened


def number(at: int, canvas: Canvas, height: float) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(100, height - 200, f"Sida {at}")


def test_all_pages_are_read_while_the_file_is_opened_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []

    def note(path: Path) -> Any:
        opened.append(open_document(path))
        return opened[-1]

    open_document = reopened.open_document
    monkeypatch.setattr(reopened, "open_document", note)
    monkeypatch.setattr(reopened, "PORTION", 2)
    pages = drawings.draw_pages(tmp_path, [[partial(number, at)] for at in range(1, 6)], drawings.A4)
    assert [[word.text for word in page.words] for page in pages] == [["Sida", str(at)] for at in range(1, 6)]
    assert len(opened) == 3
