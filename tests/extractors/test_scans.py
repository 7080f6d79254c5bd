"""Scanned pages: which they are, what is told where they cannot be read, and how rows from them are marked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import builders
import papers
import pdfplumber
import pytest
import raws
from click.testing import CliRunner
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from extractors.document import read_print
from extractors.scans import find_program, find_scans, with_percent_signs, without_noise
from pipeline.cli import app
from pipeline.datasets import read_table
from pipeline.normalise import normalise
from pipeline.records import Box, PageLayout, RawDocument, ReadOptions, Word

needs_ocr = pytest.mark.skipif(find_program() is None, reason="OCRmyPDF and Tesseract with Swedish are not installed")
Page = Image.Image | str  # a picture over the whole page, or words of text


def photograph(folder: Path, *story: papers.Flowable | str) -> Image.Image:
    """How the first page of a plan looks to a scanner."""
    with pdfplumber.open(papers.write_plan(folder / "paper.pdf", *story)) as pdf:
        return pdf.pages[0].to_image(resolution=200).original.convert("L")


def write_pages(path: Path, *pages: Page, stamp: str = "", title: str = "") -> Path:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in pages:
        if isinstance(page, str):
            canvas.drawString(72, 600, page)
        else:
            canvas.drawImage(ImageReader(page), 0, 0, *A4)
            canvas.drawString(72, 20, stamp)
            canvas.drawString(72, 500, title)
        canvas.showPage()
    canvas.save()
    return path


def scans_in(path: Path) -> tuple[int, ...]:
    return find_scans(read_print(path, ReadOptions(ocr="off")).pages)


def troubles(read: RawDocument) -> list[tuple[str, str, int | None]]:
    return [(trouble.code, trouble.severity, trouble.page) for trouble in read.troubles]


@pytest.fixture
def printed(tmp_path: Path) -> Image.Image:
    return photograph(tmp_path, papers.text("Verksamhetsplan 2031", "title"), *papers.prose(9))


# ------------------------------------------------------------------ which pages are scans


def test_a_page_that_is_a_picture_of_print_is_a_scan(printed: Image.Image, tmp_path: Path) -> None:
    assert scans_in(write_pages(tmp_path / "a.pdf", "Text på sidan", printed)) == (2,)


def test_a_page_number_on_a_scan_changes_nothing(printed: Image.Image, tmp_path: Path) -> None:
    assert scans_in(write_pages(tmp_path / "a.pdf", printed, stamp="Sida 1")) == (1,)


def test_a_slide_with_a_picture_behind_its_title_is_no_scan(printed: Image.Image, tmp_path: Path) -> None:
    assert scans_in(write_pages(tmp_path / "a.pdf", printed, title="Vart är vi på väg")) == ()


def test_photographs_and_coloured_grounds_are_no_scans(tmp_path: Path) -> None:
    sky = Image.linear_gradient("L").resize((600, 800))
    assert scans_in(write_pages(tmp_path / "a.pdf", sky, Image.new("L", (600, 800), 180))) == ()


# ------------------------------------------------------------------ scans that are not read


def test_without_the_programs_the_two_packages_are_named(
    printed: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    read = read_plan(write_pages(tmp_path / "a.pdf", "Text på sidan", printed))
    assert troubles(read) == [("ocr-missing", "error", 2)]
    assert "`ocrmypdf`" in read.troubles[0].message and "`tesseract-ocr-swe`" in read.troubles[0].message
    assert read.full_text.split() == ["Text", "på", "sidan"]


def test_a_document_of_scans_that_are_not_read_is_partial(printed: Image.Image, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    write_pages(tmp_path / "raw" / "a.pdf", printed)
    arguments = ["extract", str(tmp_path / "raw"), "--out", str(tmp_path / "out"), "--workers", "1", "--ocr", "off"]
    assert CliRunner().invoke(app, arguments).exit_code == 1
    assert read_table("documents", tmp_path / "out")["status"].to_pylist() == ["partial"]
    assert read_table("problems", tmp_path / "out")["code"].to_pylist() == ["scan-not-read"]


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "pass"])
def test_a_page_that_recognition_fails_on_is_told(
    code: str, printed: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.scans.find_program", lambda: (sys.executable, "-c", code))
    read = read_plan(write_pages(tmp_path / "a.pdf", "Text på sidan", printed))
    assert [(trouble[0], trouble[2]) for trouble in troubles(read)] == [("ocr-failed", 2)]


def test_recognition_that_never_ends_is_stopped(
    printed: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = (sys.executable, "-c", "import threading; threading.Event().wait()")
    monkeypatch.setattr("extractors.scans.find_program", lambda: endless)
    monkeypatch.setattr("extractors.scans.SECONDS_PER_PAGE", 0.2)
    read = read_plan(write_pages(tmp_path / "a.pdf", printed))
    assert troubles(read) == [("ocr-failed", "error", 1)]


# ------------------------------------------------------------------ scans that are read


@needs_ocr
def test_a_scan_is_read_and_pages_of_text_stay_as_they_are(printed: Image.Image, tmp_path: Path) -> None:
    path = write_pages(tmp_path / "a.pdf", "Text på sidan", printed, stamp="Sida 2")
    text, scan = read_print(path).pages
    assert (text.recognised, scan.recognised) == (False, True)
    assert text == read_print(path, ReadOptions(ocr="off")).pages[0]
    [word] = [word for word in scan.words if word.text == "Verksamhetsplan"]
    with pdfplumber.open(tmp_path / "paper.pdf") as pdf:
        original = pdf.pages[0].extract_words()[0]
    assert word.box.x0 == pytest.approx(original["x0"], abs=4)
    assert word.box.x1 == pytest.approx(original["x1"], abs=8)
    assert word.box.bottom == pytest.approx(original["bottom"], abs=8)


@needs_ocr
def test_a_file_that_was_recognised_before_is_no_surer(printed: Image.Image, tmp_path: Path) -> None:
    program = find_program()
    assert program is not None
    path, seen = write_pages(tmp_path / "a.pdf", printed), tmp_path / "seen.pdf"
    subprocess.run([*program, "-l", "swe", "--output-type", "pdf", path, seen], check=True, capture_output=True)
    assert read_plan(seen, ReadOptions(ocr="off")).recognised_pages == {1}


@needs_ocr
def test_force_recognises_pages_of_text_too(tmp_path: Path) -> None:
    path = papers.write_plan(tmp_path / "a.pdf", *papers.prose(6))
    [page] = read_print(path, ReadOptions(ocr="force")).pages
    assert page.recognised and "Kommunen" in {word.text for word in page.words}


@needs_ocr
def test_figures_of_a_scan_are_all_to_review(tmp_path: Path) -> None:
    rows = [["Indikator", "Mål 2031"], ["Andel nöjda besökare", "85"], ["Antal nya bostäder", "120"]]
    title, heading = papers.text("Verksamhetsplan 2031", "title"), papers.text("Mål och indikatorer", "h1")
    image = photograph(tmp_path, title, heading, *papers.prose(6), papers.table(rows, [250, 110], "none", fill=None))
    path = write_pages(tmp_path / "a.pdf", image)
    found = normalise(read_plan(path), builders.source_document())
    assert {value.value for value in found.values} == {85.0, 120.0}
    assert all(value.needs_review and "ocr" in value.flags and value.confidence <= 0.6 for value in found.values)


def test_only_rows_of_recognised_pages_are_marked() -> None:
    lines = (raws.line("a", "Nämnden", "1 000"), raws.line("b", "Styrelsen", "2 000", row=1))
    cells = tuple(replace(cell, place=raws.place(1, page=2)) for cell in lines[1].cells)
    found = raws.understood(budget_lines=(lines[0], replace(lines[1], cells=cells)), recognised_pages=frozenset({2}))
    assert [(row.page, row.needs_review, "ocr" in row.flags) for row in found.budget_lines] == [
        (1, False, False),
        (2, True, True),
    ]
    assert found.budget_lines[1].confidence == pytest.approx(0.6 * found.budget_lines[0].confidence)


# ------------------------------------------------------------------ words as recognised


def word(text: str, x0: float, x1: float, size: float = 10.0, bottom: float = 112.0) -> Word:
    return Word(text, Box(x0, bottom - size, x1, bottom), size, "GlyphLessFont", False, False, "#000000")


def evened(*words: Word) -> Sequence[Word]:
    return without_noise(PageLayout(1, 595.0, 842.0, words, (), ())).words


def test_words_of_one_line_have_one_size_and_baseline() -> None:
    words = evened(word("Andel", 72, 97), word("nöjda", 100, 125, 10.8, 112.6), word("85", 200, 210, 9.4, 111.5))
    assert len({(w.size, w.box.top, w.box.bottom) for w in words}) == 1


def test_specks_at_the_ends_of_a_line_are_dropped_and_dashes_kept() -> None:
    line = (word("|", 60, 62), word("Andel", 72, 97), word("|", 99, 101), word("–", 200, 205), word("_", 300, 305))
    assert [w.text for w in evened(*line)] == ["Andel", "–"]


def test_words_that_end_a_letter_early_are_made_whole() -> None:
    early = evened(word("Andel", 72, 92), word("nöjda", 99, 119), word("elever", 126, 150))
    assert [w.box.x1 for w in early] == [96, 123, 154]
    whole = evened(word("Andel", 72, 97), word("nöjda", 100, 125), word("elever", 128, 158))
    assert [w.box.x1 for w in whole] == [97, 125, 158]


def test_percent_signs_come_from_the_second_look() -> None:
    first = (
        word("6,5", 72, 85),
        word("HW", 88, 97),
        word("759", 200, 220),
        word("(96)", 300, 320),
        word("3", 400, 405),
    )
    second = (word("65%", 72, 97), word("75%", 200, 220), word("(%)", 300, 320), word("3", 400, 405))
    assert [w.text for w in with_percent_signs(first, second)] == ["6,5", "%", "75%", "(%)", "3"]
