"""PDF file -> pictures of its pages, for people to look at. Nothing is read from them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from extractors.errors import PlanUnreadable
from pipeline.records import Box

POINTS_PER_INCH = 72.0
RESOLUTION = 110.0  # dots per inch: eight point print is easy to read
LONGEST_SIDE = 1600  # dots; posters and slides get a lower resolution
COLOURS = 24  # of a page of print: sharp letters in few bytes
PALETTE_LIMIT = 160_000  # bytes; a page that takes more holds photographs, which WebP stores better
WEBP_QUALITY = 50


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as people see it. `frame`: the part of the page that it shows, in the coordinates of all boxes."""

    number: int  # 1-based
    frame: Box
    width: int  # dots
    height: int
    kind: str  # `png` or `webp`
    content: bytes


def draw_pages(path: Path, numbers: frozenset[int] | None = None) -> Iterator[PagePicture]:
    """The pages of a PDF, all or some, one after another. Pages that cannot be drawn are left out.

    Raises `PlanUnreadable` where the file cannot be opened, `OSError` where it cannot be read.
    """
    try:
        pdf = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError as error:
        raise PlanUnreadable("not-drawn", "The pages of the PDF cannot be drawn.") from error
    try:
        for index in range(len(pdf)):
            if numbers is not None and index + 1 not in numbers:
                continue
            try:
                page = pdf[index]
            except pypdfium2.PdfiumError:
                continue
            try:
                yield _draw(page, index + 1)
            except (pypdfium2.PdfiumError, ValueError, MemoryError):
                continue
            finally:
                page.close()
    finally:
        pdf.close()


def _draw(page: Any, number: int) -> PagePicture:
    """The whole sheet (MediaBox): boxes are given in its coordinates, also where a file shows less of it (CropBox)."""
    media = page.get_mediabox()
    page.set_cropbox(*media)
    frame = _frame(media, page.get_rotation())
    longest = max(frame.x1 - frame.x0, frame.bottom - frame.top)
    scale = min(RESOLUTION / POINTS_PER_INCH, LONGEST_SIDE / longest)
    image = page.render(scale=scale).to_pil().convert("RGB")
    kind, content = _stored(image)
    return PagePicture(number, frame, image.width, image.height, kind, content)


def _frame(media: tuple[float, float, float, float], rotation: int) -> Box:
    """The sheet as pdfplumber sees it: turned by the page's rotation, with its origin at the top left."""
    left, low, right, high = media
    if rotation in (90, 270):
        left, low, right, high = low, left, high, right
    return Box(left, -low, right, high - 2 * low)


def _stored(image: Image.Image) -> tuple[str, bytes]:
    drawn = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(drawn, "PNG")
    if drawn.tell() <= PALETTE_LIMIT:
        return "png", drawn.getvalue()
    drawn = io.BytesIO()
    image.save(drawn, "WEBP", quality=WEBP_QUALITY, method=2)
    return "webp", drawn.getvalue()
