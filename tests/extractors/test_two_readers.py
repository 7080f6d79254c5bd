"""The fast reader (pdfium) and the slow one (pdfplumber) see the same words at the same places, and the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.lines import page_rows
from extractors.pages import open_pdf, read_page
from pipeline.records import PageLayout, Word
from tools.soak.plans import make_plan

RAW = Path(__file__).parents[2] / "data" / "raw"
SAMPLES = sorted(RAW.glob("*.pdf"))
NEAR = 1.0  # points
# pdfium rounds the width of a letter to a thousandth of the font size; that adds up over the dots of a list of contents
LEADERS, NEAR_LEADERS = 20, 1.5  # dots in a row, and points


def read_twice(path: Path) -> Iterator[tuple[PageLayout, PageLayout]]:
    """Each page as the fast reader has it, and as the slow one has it."""
    with open_pdf(path) as pdf:
        fast = [read_page(page) for page in pdf.pages]
    with open_pdf(path) as pdf:
        slow = [read_page(replace(page, drawn=None)) for page in pdf.pages]
    return zip(fast, slow, strict=True)


def far_off(fast: PageLayout, slow: PageLayout) -> list[tuple[Word, Word]]:
    """Words that the two have at different places. pdfplumber knows no width of a bullet in a font of the viewer's."""
    behind_dots = {id(word) for row in page_rows(fast) if sum(w.text == "." for w in row) >= LEADERS for word in row}
    found = []
    for one, other in zip(fast.words, slow.words, strict=True):
        sides = 4 if other.box.x1 > other.box.x0 else 2
        apart = max(abs(a - b) for a, b in zip(one.box[:sides], other.box[:sides], strict=True))
        if apart > (NEAR_LEADERS if id(one) in behind_dots else NEAR):
            found.append((one, other))
    return found


def check_alike(path: Path) -> int:
    """How many words were compared."""
    count = 0
    for fast, slow in read_twice(path):
        assert [w.text for w in fast.words] == [w.text for w in slow.words]
        assert [(w.font, w.bold, w.colour, w.rise, w.mcid) for w in fast.words] == [
            (w.font, w.bold, w.colour, w.rise, w.mcid) for w in slow.words
        ]
        assert far_off(fast, slow) == []
        ours, theirs = (sorted(rule.box for rule in page.rules) for page in (fast, slow))
        assert [b for box in ours for b in box] == pytest.approx([b for box in theirs for b in box], abs=NEAR)
        count += len(fast.words)
    return count


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_both_readers_agree_on_a_sample(path: Path) -> None:
    assert check_alike(path) > 50


@pytest.mark.parametrize("number", range(4))
def test_both_readers_agree_on_a_generated_plan(number: int, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(make_plan(number).content)
    assert check_alike(path) > 10
