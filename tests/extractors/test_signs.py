"""Fonts of signs that give letters: arrows, ticks and smileys are marks, and no text or numbers."""

from pathlib import Path

import pytest
import reportlab
from builders import pdf_bytes
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.pages import open_pdf, read_page
from pipeline.discover import identify
from pipeline.packing import pack
from pipeline.reading import read_plan_file
from pipeline.records import ReadOptions


def printed(folder: Path, letters: str, font: str) -> list[str]:
    """The words of a page that sets the letters in a font of this name."""
    named = TTFont(f"named-{font}", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
    named.face.name = font.encode()
    pdfmetrics.registerFont(named)
    path = folder / "signs.pdf"
    canvas = Canvas(str(path))
    canvas.setFont(f"named-{font}", 12)
    canvas.drawString(60, 700, letters)
    canvas.save()
    with open_pdf(path) as pdf:
        return [word.text for word in read_page(pdf.pages[0]).words]


@pytest.mark.parametrize(
    ("letter", "sign"),
    [("J", "☺"), ("L", "☹"), ("l", "●"), ("ü", "✓"), ("û", "✗"), ("à", "→"), ("é", "↑"), ("ê", "↓"), ("4", "•")],
)
def test_letters_of_wingdings_are_signs(letter: str, sign: str, tmp_path: Path) -> None:
    assert printed(tmp_path, letter, "Wingdings") == [sign]


def test_webdings(tmp_path: Path) -> None:
    assert printed(tmp_path, "a", "Webdings") == ["✓"]


@pytest.mark.parametrize(("printed_as", "read_as"), [("³ 85", ["≥", "85"]), ("a", ["a"])])
def test_symbol_keeps_its_digits(printed_as: str, read_as: list[str], tmp_path: Path) -> None:
    assert printed(tmp_path, printed_as, "SymbolMT") == read_as


def test_other_fonts_keep_their_letters(tmp_path: Path) -> None:
    assert printed(tmp_path, "JLK4", "Verdana") == ["JLK4"]


@pytest.mark.parametrize(
    ("stands_for", "read_as"),
    [("\U0001f610", ["\U0001f610", "Delvis"]), ("\U0001f642\U0001f641", ["\U0001f642\U0001f641", "Delvis"])],
)
def test_letters_that_are_given_in_halves_are_whole(stands_for: str, read_as: list[str], tmp_path: Path) -> None:
    path = tmp_path / "faces.pdf"
    path.write_bytes(pdf_bytes([[(72.0, 90.0, "q Delvis")]], letters={"q": stands_for}))
    with open_pdf(path) as pdf:
        assert [word.text for word in read_page(pdf.pages[0]).words] == read_as
    assert pack(read_plan_file(identify(path, path.name), ReadOptions(ocr="off")))  # what is published has no halves
