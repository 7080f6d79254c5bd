"""Pictures of pages show the sheet in the coordinates in which all boxes are given."""

import io

import builders
import pdfplumber
import pytest
from PIL import Image, ImageOps

from extractors.pictures import LONGEST_SIDE, draw_pages

WORDS = "Kvalitet och kvantitet"


def ink(picture):
    """Where the picture is dark, in points."""
    image = Image.open(io.BytesIO(picture.content)).convert("L")
    left, top, right, bottom = ImageOps.invert(image).point(lambda dark: 255 if dark > 100 else 0).getbbox()
    scale = (picture.frame.x1 - picture.frame.x0) / image.width
    x0, y0 = picture.frame.x0, picture.frame.top
    return x0 + left * scale, y0 + top * scale, x0 + right * scale, y0 + bottom * scale


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("sheet", ["[0 0 595 842]", "[50 100 645 942]", "[-20 -30 575 812]"])
def test_what_is_printed_lies_where_the_characters_are_read(sheet, turn, tmp_path):
    content = builders.pdf_bytes([[(100, 200, WORDS)]])
    shown = f"/MediaBox {sheet} /CropBox [80 120 500 800] /Rotate {turn}"
    path = tmp_path / "plan.pdf"
    path.write_bytes(content.replace(b"/MediaBox [0 0 595 842]", shown.encode()))
    with pdfplumber.open(path) as pdf:
        chars = pdf.pages[0].chars
    [picture] = draw_pages(path)
    left, top, right, bottom = ink(picture)
    assert left == pytest.approx(min(c["x0"] for c in chars), abs=3)
    assert right == pytest.approx(max(c["x1"] for c in chars), abs=3)
    assert min(c["top"] for c in chars) - 1 <= top < bottom <= max(c["bottom"] for c in chars) + 1


def test_only_the_pages_that_are_asked_for_are_drawn(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(builders.pdf_bytes([[(72, 90, f"Sida {number}")] for number in (1, 2, 3)]))
    assert [picture.number for picture in draw_pages(path)] == [1, 2, 3]
    assert [picture.number for picture in draw_pages(path, frozenset({2}))] == [2]


def test_a_poster_gets_no_larger_picture_than_a_plan(tmp_path):
    path = tmp_path / "poster.pdf"
    path.write_bytes(builders.pdf_bytes([[(72, 90, "Affisch")]], size=(2384, 3370)))
    [picture] = draw_pages(path)
    assert max(picture.width, picture.height) <= LONGEST_SIDE + 1
