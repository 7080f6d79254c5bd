"""Text that nobody sees is left out and told; text over a scanned page is somebody's recognition of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import builders
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors import read_plan
from extractors.pages import open_pdf, read_page
from pipeline.records import PageLayout

WIDTH, HEIGHT = 595.0, 842.0
Draw = Callable[[Canvas], None]
SECRET = "Dolda siffran 4711"


def read(folder: Path, draw: Draw, *changes: tuple[bytes, bytes]) -> PageLayout:
    """The layout of a page with one plain line of text and what `draw` adds; `changes` are made to the file's bytes."""
    path = folder / "page.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), pageCompression=0)
    canvas.drawString(100, 700, "Synlig text")
    draw(canvas)
    canvas.save()
    content = path.read_bytes()
    for old, new in changes:
        assert old in content and len(old) == len(new)
        content = content.replace(old, new)
    path.write_bytes(content)
    with open_pdf(path) as pdf:
        return read_page(pdf.pages[0])


def words(page: PageLayout) -> str:
    return " ".join(word.text for word in page.words)


def hidden(page: PageLayout) -> list[str]:
    return [trouble.message for trouble in page.left_out if trouble.code == "hidden-text"]


def grey_picture(shade: int) -> ImageReader:
    return ImageReader(Image.new("L", (60, 80), shade))


def say(canvas: Canvas, grey: float = 0.0, x: float = 100, y: float = 500, mode: int = 0, size: float = 11) -> None:
    text = canvas.beginText(x, y)
    text.setFont("Helvetica", size)
    text.setFillGray(grey)
    text.setTextRenderMode(mode)
    text.textOut(SECRET)
    canvas.drawText(text)


def on_shade(canvas: Canvas, shade: float, text: float) -> None:
    canvas.setFillGray(shade)
    canvas.rect(90, 490, 300, 30, stroke=0, fill=1)
    say(canvas, text)


def under_bar(canvas: Canvas) -> None:
    say(canvas)
    canvas.setFillGray(0)
    canvas.rect(90, 490, 300, 30, stroke=0, fill=1)


def on_gradient(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(90, 480, 300, 50)
    canvas.clipPath(path, stroke=0)
    from reportlab.lib.colors import black, navy

    canvas.linearGradient(90, 480, 390, 530, (navy, black))
    canvas.restoreState()
    say(canvas, 1.0)


def on_picture(canvas: Canvas, shade: int) -> None:
    canvas.drawImage(grey_picture(shade), 80, 450, 400, 100)
    say(canvas, 1.0)


HIDDEN: dict[str, Draw] = {
    "invisible": lambda canvas: say(canvas, mode=3),
    "white on paper": lambda canvas: say(canvas, 1.0),
    "nearly white on paper": lambda canvas: say(canvas, 0.98),
    "grey on the same grey": lambda canvas: on_shade(canvas, 0.6, 0.6),
    "blackened": under_bar,
    "white on a white picture": lambda canvas: on_picture(canvas, 255),
    "beside the page": lambda canvas: say(canvas, x=700),
    "below the page": lambda canvas: say(canvas, y=-40),
    "too small for an eye": lambda canvas: say(canvas, size=0.5),
}
VISIBLE: dict[str, Draw] = {
    "plain": say,
    "white on a dark bar": lambda canvas: on_shade(canvas, 0.2, 1.0),
    "white on a gradient": on_gradient,
    "white on a dark picture": lambda canvas: on_picture(canvas, 40),
    "pale grey on paper": lambda canvas: say(canvas, 0.8),
    "outlined letters": lambda canvas: say(canvas, 1.0, mode=1),
    "filled and outlined": lambda canvas: say(canvas, mode=2),
}


@pytest.mark.parametrize("draw", HIDDEN.values(), ids=HIDDEN)
def test_text_that_nobody_sees_is_left_out_and_told(draw: Draw, tmp_path: Path) -> None:
    page = read(tmp_path, draw)
    assert words(page) == "Synlig text"
    [message] = hidden(page)
    assert message.startswith("3 words") and SECRET in message and "page 1" in message
    assert not page.recognised


@pytest.mark.parametrize("draw", VISIBLE.values(), ids=VISIBLE)
def test_text_that_is_seen_stays(draw: Draw, tmp_path: Path) -> None:
    page = read(tmp_path, draw)
    assert words(page) == f"Synlig text {SECRET}"
    assert page.left_out == () and not page.recognised


def test_hidden_text_is_a_problem_of_the_document(tmp_path: Path) -> None:
    read(tmp_path, lambda canvas: say(canvas, 1.0))
    plan = read_plan(tmp_path / "page.pdf")
    assert plan.full_text == "Synlig text"
    assert [(t.code, t.severity, t.page) for t in plan.troubles] == [("hidden-text", "warning", 1)]


# ------------------------------------------------------------------ clipping


def clipped(canvas: Canvas, y: float, low: float, high: float) -> None:
    """A ruled cell from 400 to 640 points, and text that is clipped to what lies between `low` and `high`."""
    canvas.rect(90, 400, 300, 240)
    canvas.line(350, 400, 350, 640)
    canvas.saveState()
    area = canvas.beginPath()
    area.rect(80, low, 400, high - low)
    canvas.clipPath(area, stroke=0)
    say(canvas, y=y)
    canvas.restoreState()


@pytest.mark.parametrize(
    ("y", "low", "high", "seen"),
    [
        (760, 50, 720, False),  # a merged cell is printed whole on the next page, and begins above it
        (100, 150, 720, False),
        (760, 50, 790, True),
        (100, 50, 720, True),
        (760, 50, 763, True),  # cut through
        (100, 107, 720, True),
        (450, 500, 630, True),  # below the height of its cell, whose text it is
    ],
)
def test_text_that_is_clipped_away_outside_all_that_is_drawn(
    y: float, low: float, high: float, seen: bool, tmp_path: Path
) -> None:
    page = read(tmp_path, lambda canvas: clipped(canvas, y, low, high))
    assert (SECRET in words(page)) is seen is not bool(hidden(page))


# ------------------------------------------------------------------ layers


def layered(off: bool, form: bool = False, policy: str | None = None) -> bytes:
    """A PDF with a line of text in a layer (optional content group), in the page itself or in a form."""
    say_it = b"BT /F1 11 Tf 100 500 Td (%b) Tj ET" % SECRET.encode()
    shown = b"BT /F1 11 Tf 100 700 Td (Synlig text) Tj ET\n"
    drawing = shown + (b"/X1 Do" if form else b"/OC /L1 BDC %b EMC" % say_it)
    named = b"<< /Type /OCMD /OCGs [6 0 R] /P /%b >>" % policy.encode() if policy else b"6 0 R"
    font = b"/Font << /F1 3 0 R >>"
    state = b"/OFF [6 0 R]" if off else b"/OFF []"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << %b >> >> >>" % state,
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << %b "
        b"/XObject << /X1 7 0 R >> /Properties << /L1 %b >> >> >>" % (font, named),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawing), drawing),
        b"<< /Type /OCG /Name (Utkast) >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /OC %b /Resources << %b >> /Length %d >>\n"
        b"stream\n%b\nendstream" % (named, font, len(say_it), say_it),
    ]
    return builders._pdf_file(objects, False)


@pytest.mark.parametrize(
    ("off", "form", "policy", "left_out"),
    [
        (True, False, None, True),
        (True, True, None, True),
        (False, False, None, False),
        (False, True, None, False),
        (True, False, "AnyOn", True),
        (True, False, "AllOff", False),
        (False, False, "AllOff", True),
    ],
)
def test_layers_that_are_off(off: bool, form: bool, policy: str | None, left_out: bool, tmp_path: Path) -> None:
    path = tmp_path / "layers.pdf"
    path.write_bytes(layered(off, form, policy))
    with open_pdf(path) as pdf:
        page = read_page(pdf.pages[0])
    assert (SECRET not in words(page)) == left_out == bool(hidden(page))
    assert "Synlig text" in words(page)


# ------------------------------------------------------------------ scanned pages that somebody has recognised


def scan(folder: Path, mode: int, under: bool = False, share: float = 1.0) -> PageLayout:
    """A page that is a picture, with text under or over it."""
    path = folder / "scan.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    if under:
        say(canvas, mode=mode)
    canvas.drawImage(grey_picture(250), 0, 0, WIDTH, share * HEIGHT)
    if not under:
        say(canvas, mode=mode)
    canvas.save()
    with open_pdf(path) as pdf:
        return read_page(pdf.pages[0])


@pytest.mark.parametrize(("mode", "under"), [(3, False), (3, True), (0, True)])
def test_text_behind_a_scanned_page_is_kept_as_recognised(mode: int, under: bool, tmp_path: Path) -> None:
    page = scan(tmp_path, mode, under)
    assert words(page) == SECRET
    assert page.recognised and page.left_out == ()
    assert read_plan(tmp_path / "scan.pdf").recognised_pages == {1}


def test_text_printed_on_a_picture_is_not_recognised(tmp_path: Path) -> None:
    page = scan(tmp_path, mode=0)
    assert words(page) == SECRET and not page.recognised


def test_invisible_text_beside_a_small_picture_is_hidden(tmp_path: Path) -> None:
    page = scan(tmp_path, mode=3, share=0.2)
    assert words(page) == "" and len(hidden(page)) == 1 and not page.recognised


# ------------------------------------------------------------------ crop boxes


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_text_outside_the_crop_box_is_hidden_however_the_page_is_turned(turn: int, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    shown = (HEIGHT, WIDTH) if turn % 180 else (WIDTH, HEIGHT)  # ReportLab writes the sheet's own sides
    canvas = Canvas(str(path), pagesize=shown, cropBox=(50, 0, WIDTH, 600))
    canvas.setPageRotation(turn)
    for x, y, line in ((300, 300, "Synlig text"), (300, 720, SECRET)):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        canvas.drawString(0, 0, line)
        canvas.restoreState()
    canvas.save()
    with open_pdf(path) as pdf:
        page = read_page(pdf.pages[0])
    assert words(page) == "Synlig text"
    assert len(hidden(page)) == 1 and SECRET in hidden(page)[0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_ground_is_looked_up_at_the_right_spot_of_a_cropped_and_turned_page(turn: int, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    shown = (HEIGHT, WIDTH) if turn % 180 else (WIDTH, HEIGHT)
    canvas = Canvas(str(path), pagesize=shown, cropBox=(100, 150, 580, 800))
    canvas.setPageRotation(turn)
    canvas.drawImage(grey_picture(40), 200, 250, 140, 140)
    canvas.setFillGray(1)
    for x, y, line in ((270, 320, "Synlig"), (400, 600, "Dold")):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        canvas.drawCentredString(0, 0, line)
        canvas.restoreState()
    canvas.save()
    with open_pdf(path) as pdf:
        page = read_page(pdf.pages[0])
    assert words(page) == "Synlig"
    assert len(hidden(page)) == 1 and "Dold" in hidden(page)[0]


@pytest.mark.parametrize(
    "draw", [say, lambda canvas: on_shade(canvas, 0.2, 1.0), lambda canvas: on_picture(canvas, 40)]
)
def test_a_page_whose_corner_is_not_at_zero(draw: Draw, tmp_path: Path) -> None:
    moved = (b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 9 9 604 851 ]")
    page = read(tmp_path, draw, moved)
    assert words(page) == f"Synlig text {SECRET}" and page.left_out == ()
    page = read(tmp_path, lambda canvas: say(canvas, 1.0), moved)
    assert words(page) == "Synlig text" and len(hidden(page)) == 1
