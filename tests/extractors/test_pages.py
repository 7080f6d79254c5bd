"""A page of a PDF becomes words, rules and shapes; files that cannot be read say why."""

from __future__ import annotations

from pathlib import Path

import builders
import drawings
import papers
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from extractors.errors import PlanUnreadable
from extractors.pages import open_pdf, read_page
from pipeline.records import PageLayout, Word


def layout(folder: Path, draw: drawings.Draw) -> PageLayout:
    [page] = drawings.draw_pages(folder, [[draw]], drawings.A4)
    return page


def words(page: PageLayout) -> list[str]:
    return [word.text for word in page.words]


# ------------------------------------------------------------------ words


def test_words_have_place_size_weight_and_colour(tmp_path: Path) -> None:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColorRGB(1, 0, 0)
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(100, height - 200, "Mål")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica-Oblique", 9)
        canvas.drawString(140, height - 200, "och medel")

    goal, joint, means = layout(tmp_path, draw).words
    assert [word.text for word in (goal, joint, means)] == ["Mål", "och", "medel"]
    assert (goal.size, goal.bold, goal.italic, goal.colour) == (14.0, True, False, "#ff0000")
    assert (joint.size, joint.bold, joint.italic, joint.colour) == (9.0, False, True, "#000000")
    assert goal.box.x0 == pytest.approx(100, abs=1) and 180 < goal.box.top < goal.box.bottom < 206


def test_letters_set_one_by_one_are_words(tmp_path: Path) -> None:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFont("Helvetica", 10)
        at = 100.0
        for sign in "Mål för 2031":
            canvas.drawString(at, height - 200, sign)
            at += canvas.stringWidth(sign)

    assert words(layout(tmp_path, draw)) == ["Mål", "för", "2031"]


def test_print_struck_twice_is_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(100, height - 200, "Summa 11")
        canvas.drawString(100.2, height - 200, "Summa 11")

    assert words(layout(tmp_path, draw)) == ["Summa", "11"]


def test_text_that_stands_upright_in_the_margin_is_left_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.drawString(100, height - 200, "Plan")
        canvas.rotate(90)
        canvas.drawString(300, -40, "Arkivstämpel")

    assert words(layout(tmp_path, draw)) == ["Plan"]


def raised(folder: Path, base: str, mark: str, size: float, up: float) -> list[Word]:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(100, height - 200, base)
        canvas.drawString(100, height - 215, "en rad till med vanlig text")
        after = 100 + canvas.stringWidth(base)
        canvas.setFont("Helvetica", size)
        canvas.drawString(after, height - 200 + up, mark)

    return [word for word in layout(folder, draw).words if word.rise]


def test_a_small_raised_mark_is_superscript(tmp_path: Path) -> None:
    assert [word.text for word in raised(tmp_path, "Sjukfrånvaro", "1", 6, 4)] == ["1"]


@pytest.mark.parametrize(
    ("base", "mark", "size", "up"),
    [
        ("Sjukfrånvaro ", "1", 10, 0),  # a digit of the text's size
        ("H", "2", 6, -2),  # a lowered one, as in chemical formulas
        ("Andel ", "procent", 6, 4),  # words are no marks
    ],
)
def test_other_small_print_is_no_superscript(base: str, mark: str, size: float, up: float, tmp_path: Path) -> None:
    assert raised(tmp_path, base, mark, size, up) == []


# ------------------------------------------------------------------ rules and shapes


def test_thin_rectangles_are_rules_and_wide_ones_shapes(tmp_path: Path) -> None:
    def draw(canvas: Canvas, height: float) -> None:
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(100, height - 200, 300, 0.7, stroke=0, fill=1)
        canvas.line(100, height - 300, 100, height - 220)
        canvas.setFillColorRGB(0, 0.5, 0)
        canvas.rect(120, height - 300, 60, 40, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(100, height - 400, 300, 0.7, stroke=0, fill=1)  # white on white

    page = layout(tmp_path, draw)
    assert sorted(rule.horizontal for rule in page.rules) == [False, True]
    [shape] = page.shapes
    assert shape.fill == "#008000" and shape.box == pytest.approx((120, 260, 180, 300), abs=0.5)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [((0.2,), "#333333"), ((1.0, 0.0, 0.0), "#ff0000"), ((0.0, 1.0, 1.0, 0.0), "#ff0000"), ((0, 0, 0, 1.0), "#000000")],
)
def test_colours_of_every_kind(colour: tuple[float, ...], expected: str, tmp_path: Path) -> None:
    def draw(canvas: Canvas, height: float) -> None:
        if len(colour) == 4:
            canvas.setFillColorCMYK(*colour)
        elif len(colour) == 3:
            canvas.setFillColorRGB(*colour)
        else:
            canvas.setFillGray(*colour)
        canvas.rect(100, height - 300, 80, 40, stroke=0, fill=1)

    [shape] = layout(tmp_path, draw).shapes
    assert shape.fill is not None
    parts = [[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (shape.fill, expected)]
    near = 40 if len(colour) == 4 else 0  # printer's inks are shown as the library that draws pages shows them
    assert all(abs(a - b) <= near for a, b in zip(*parts, strict=True))


# ------------------------------------------------------------------ files that cannot be read

UNREADABLE = {
    "empty.pdf": "empty-file",
    "encrypted.pdf": "encrypted",
    "not-a-pdf.pdf": "not-a-pdf",
    "truncated.pdf": "damaged",
    "without-pages.pdf": "no-pages",
}


@pytest.mark.parametrize(("name", "code"), UNREADABLE.items())
def test_an_unreadable_file_says_what_is_wrong(name: str, code: str, tmp_path: Path) -> None:
    folder = builders.write_folder(tmp_path, {name: builders.DAMAGED_PDFS[name]})
    with pytest.raises(PlanUnreadable) as error:
        read_plan(folder / name)
    assert error.value.code == code
    assert error.value.message.endswith(".")


def locked(folder: Path, password: str) -> Path:
    path = folder / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption(password, "owner", canPrint=1))
    canvas.drawString(100, 700, "Verksamhetsplan 2031")
    canvas.save()
    return path


def test_a_file_locked_with_a_password(tmp_path: Path) -> None:
    with pytest.raises(PlanUnreadable) as error:
        read_plan(locked(tmp_path, "hemlig"))
    assert error.value.code == "encrypted"


def test_a_file_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    assert read_plan(locked(tmp_path, "")).full_text == "Verksamhetsplan 2031"


def test_a_file_cut_in_the_middle_is_told_or_read(tmp_path: Path) -> None:
    """Wherever a download stopped, the reader tells it or reads what is there; it raises nothing else."""
    whole = papers.write_plan(tmp_path / "plan.pdf", *papers.prose(30)).read_bytes()
    codes = set()
    for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        path = tmp_path / "cut.pdf"
        path.write_bytes(whole[: int(share * len(whole))])
        try:
            read = read_plan(path)
            codes.add("read" if not read.troubles else read.troubles[0].code)
        except PlanUnreadable as error:
            codes.add(error.code)
    assert codes <= {"damaged", "no-pages", "read", "no-text-layer", "page-unreadable"}
    assert "read" not in codes or len(codes) > 1


def test_pages_that_are_pictures(tmp_path: Path) -> None:
    folder = builders.write_folder(tmp_path, {"scan.pdf": builders.DAMAGED_PDFS["without-text.pdf"]})
    read = read_plan(folder / "scan.pdf")
    assert read.page_count == 1
    assert [(trouble.code, trouble.severity) for trouble in read.troubles] == [("no-text-layer", "error")]


def test_a_page_that_cannot_be_read_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = papers.write_plan(tmp_path / "plan.pdf", "Första sidan.", papers.PageBreak(), "Andra sidan.")

    def stumble(page: object) -> PageLayout:
        if page.page_number == 1:  # type: ignore[attr-defined]
            raise ValueError("a font that nobody knows")
        return read_page(page)

    monkeypatch.setattr("extractors.document.read_page", stumble)
    read = read_plan(path)
    assert [(trouble.code, trouble.page) for trouble in read.troubles] == [("page-unreadable", 1)]
    assert read.full_text == "Andra sidan."


def test_the_file_is_closed_when_reading_ends(tmp_path: Path) -> None:
    path = papers.write_plan(tmp_path / "plan.pdf", "En sida.")
    with open_pdf(path) as pdf:
        stream = pdf.plumbed.stream
    assert stream.closed


@pytest.mark.parametrize("lines, apart", [(2, True), (1, False)])
def test_texts_of_two_cells_that_touch_are_two_words(lines: int, apart: bool, tmp_path: Path) -> None:
    """The text of the left cell reaches over the rule, and that of the right one begins there, as its other line
    does. With no such line it is one long word that is too wide for its cell."""
    path = tmp_path / "cells.pdf"
    canvas = Canvas(str(path), pagesize=(400, 200))
    canvas.setFont("Helvetica", 10)
    canvas.line(100, 50, 100, 150)
    canvas.drawRightString(101.5, 120, "leva")
    canvas.drawString(100.5, 120, "fria")
    if lines > 1:
        canvas.drawString(100.5, 105, "och trygga")
    canvas.save()
    with open_pdf(path) as pdf:
        texts = [word.text for word in read_page(pdf.pages[0]).words]
    assert texts[: 2 if apart else 1] == (["leva", "fria"] if apart else ["levafria"])
