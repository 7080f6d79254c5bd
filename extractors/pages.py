"""PDF file -> PageLayout: words with fonts, drawn rules and shapes. Only this and `structure` know a PDF library."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFNoOutlines, PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.utils.exceptions import PdfminerException

from extractors.calls import Matrix, placed
from extractors.errors import PlanUnreadable
from extractors.ink import RIGHT, Drawing, Glyphs, Ink
from extractors.lines import join_words
from extractors.pdfium import Sheet, Undecided, draw, open_document, read_ink
from extractors.plumbed import Descents, has_layers, read_descents, read_plumbed
from extractors.seen import Seen, find_seen, paper_share
from extractors.turned import find_turn, turned_drawings, turned_glyphs
from extractors.words import find_words, readable
from pipeline.records import Box, OutlineEntry, PageLayout, Rule, Shape, Trouble

RULE_THICKNESS = 2.5  # points; filled rectangles up to here are drawn lines (office programs draw 0.5 to 1.5)
DOT_GAP, FEWEST_DOTS = 4.0, 12  # points between the dots of a dotted rule, and how many make one
FEW_WORDS = 10  # a scan may have a page number or a stamp as text
SAMPLE_WORDS = 8  # of text that is left out, told in the problem
KINDS = ("line", "rect", "curve")  # in this order drawings are kept

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings about fonts say nothing that a user can act on


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page of an open PDF, as both libraries have it."""

    plumbed: Any  # pdfplumber's: boxes and rotation; its content is only read where pdfium does not do
    drawn: Any | None = None  # the document, open in pdfium
    layered: bool = False  # the document has layers: pdfium does not tell which text is in those that are off
    descents: dict[int, Descents] = field(default_factory=dict)  # of the document's fonts, as far as they are known

    @property
    def page_number(self) -> int:
        return int(self.plumbed.page_number)


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """A PDF that is open. `plumbed` is pdfplumber's, for the parts of a file that are not print."""

    path: Path
    plumbed: Any
    pages: tuple[OpenPage, ...]


@contextmanager
def open_pdf(path: Path) -> Iterator[OpenPdf]:
    """Open a PDF for `read_page`. Raises PlanUnreadable with a message for people."""
    if path.stat().st_size == 0:
        raise PlanUnreadable("empty-file", "The file is empty (0 bytes); copy it again from its source.")
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise PlanUnreadable("not-a-pdf", "The file has a .pdf name but does not hold a PDF.")
    try:
        pdf = pdfplumber.open(path)
        pages = pdf.pages
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise PlanUnreadable("encrypted", "The PDF is locked with a password; save a copy without one.") from error
        raise PlanUnreadable("damaged", "The PDF is damaged or cut short; copy it again from its source.") from error
    except Exception as error:  # a damaged file may raise anything in the PDF library
        raise PlanUnreadable("damaged", "The PDF is damaged or cut short; copy it again from its source.") from error
    with closing(pdf), _open_drawn(path, pdf) as drawn:
        if not pages:
            raise PlanUnreadable("no-pages", "The PDF has no pages, or they are damaged; copy it again.")
        layered = has_layers(pdf)
        descents: dict[int, Descents] = {}
        yield OpenPdf(path, pdf, tuple(OpenPage(page, drawn, layered, descents) for page in pages))


@contextmanager
def _open_drawn(path: Path, pdf: Any) -> Iterator[Any | None]:
    """The file, open in pdfium; nothing where pdfium sees other pages in it."""
    try:
        drawn = open_document(path)
    except Exception:  # damaged in a way that the other library forgives
        yield None
        return
    with closing(drawn):
        yield drawn if len(drawn) == len(pdf.pages) else None


def read_page(page: OpenPage) -> PageLayout:
    """Words, rules and shapes of one open page; the page's memory is given back."""
    try:
        with _open_for_drawing(page) as drawn:
            ink = _read_ink(page, drawn)
            rules, shapes = _find_drawings(ink.drawings)
            seen = find_seen(ink, shapes, partial(draw, drawn))
            layout = _layout(ink, seen, rules, shapes)
            picture = paper_share(ink, partial(draw, drawn)) if len(layout.words) <= FEW_WORDS else 0.0
            return replace(layout, picture=picture, recognised=seen.recognised)
    finally:
        page.plumbed.close()


@contextmanager
def _open_for_drawing(page: OpenPage) -> Iterator[Any | None]:
    """The page, open in pdfium."""
    if page.drawn is None:
        yield None
        return
    with closing(page.drawn[page.page_number - 1]) as drawn:
        yield drawn


def _read_ink(page: OpenPage, drawn: Any | None) -> Ink:
    """What is printed on a page, by pdfium, or by pdfplumber where pdfium does not do."""
    if drawn is not None and not page.layered:
        try:
            told = read_descents(page.plumbed, page.descents)
            return read_ink(drawn, find_sheet(page.plumbed), partial(_descent, told))
        except Undecided:
            pass
    return read_plumbed(page.plumbed, find_sheet(page.plumbed).frame)


def _descent(told: Descents, font: str, measured: float) -> float:
    """A font's descent as the file tells it, else as pdfium measured it; both in thousandths.

    Where fonts share a name, pdfium has the right one, but measures those whose descent the file gives as zero.
    """
    named = [descent for name, descent in told if name == font.split("+")[-1]]
    if len(named) < 2:
        return named[0] if named else measured
    same = [descent for descent in named if abs(descent - measured) < 1.0]
    return same[0] if same else 0.0 if 0.0 in named else measured


def find_sheet(page: Any) -> Sheet:
    """Where a page's own coordinates lie, and what of it is shown (crop box)."""
    obj = page.page_obj
    x0, y0, x1, y1 = (float(side) for side in obj.mediabox)
    width, height = float(page.width), float(page.height)
    turns: dict[int, Matrix] = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}
    a, b, c, d, e, f = turns.get(obj.rotate % 360, (1, 0, 0, 1, -x0, -y0))
    left, top = (float(side) for side in page.mediabox[:2])
    matrix = (a, -b, c, -d, e + left, height - f + top)
    crop = [max(obj.cropbox[0], x0), max(obj.cropbox[1], y0), min(obj.cropbox[2], x1), min(obj.cropbox[3], y1)]
    if crop[0] >= crop[2] or crop[1] >= crop[3]:
        crop = [x0, y0, x1, y1]
    corners = [placed(matrix, x, y) for x, y in (crop[:2], crop[2:])]
    (xa, ya), (xb, yb) = corners
    frame = Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
    return Sheet(page.page_number, width, height, frame, matrix)


def _layout(ink: Ink, seen: Seen, rules: tuple[Rule, ...], shapes: tuple[Shape, ...]) -> PageLayout:
    """The page as it is read: turned where nearly all its text runs sideways; text left out is told."""
    number, width, height, glyphs = ink.number, ink.width, ink.height, seen.glyphs
    left_out = _hidden_text(seen.hidden, number)
    way = find_turn(glyphs)
    if way:
        upright = turned_glyphs(glyphs, way, width, height)
        left_out += _sideways_text(len(glyphs) - len(upright), number)
        rules, shapes = turned_drawings(rules, shapes, way, width, height)
        words = find_words(readable(upright))
        return PageLayout(number, height, width, words, rules, shapes, turned=way, left_out=left_out)
    left_out += _sideways_text(int((glyphs.ways != RIGHT).sum()), number)
    return PageLayout(number, width, height, find_words(readable(glyphs)), rules, shapes, left_out=left_out)


def _hidden_text(hidden: Sequence[Glyphs], number: int) -> tuple[Trouble, ...]:
    """What is told of text on a page that nobody sees."""
    words = [word for glyphs in hidden for word in find_words(readable(glyphs))]
    if not words:
        return ()
    text = join_words(words[:SAMPLE_WORDS]) + (" …" if len(words) > SAMPLE_WORDS else "")
    count = "One word" if len(words) == 1 else f"{len(words)} words"
    message = f"{count} that cannot be seen on page {number} (hidden, in the ground's colour or outside): “{text}”."
    return (Trouble("pages", "warning", "hidden-text", f"{message} Left out.", number),)


def _sideways_text(count: int, number: int) -> tuple[Trouble, ...]:
    """What is told of text that runs another way than the rest of its page."""
    if not count:
        return ()
    message = f"{count} characters on page {number} run in another direction than the rest of it and were left out."
    return (Trouble("pages", "warning", "sideways-text", message, number),)


# ------------------------------------------------------------------ outline


def read_outline(opened: OpenPdf) -> tuple[OutlineEntry, ...]:
    """The outline (bookmarks) of an open PDF; empty where it has none. A broken destination gives no page.

    Raises anything where the outline is damaged.
    """
    pdf = opened.plumbed
    try:
        printed = list(pdf.doc.get_outlines())
    except PDFNoOutlines:
        return ()
    numbers = {page.page_obj.pageid: page.page_number for page in pdf.pages}
    entries = []
    for level, title, target, action, _ in printed:
        page, top = _target(pdf, target, action, numbers)
        text = " ".join(str(title).replace("\x00", "").split())
        if text:
            entries.append(OutlineEntry(level, text, page, top))
    return tuple(entries)


def _target(pdf: Any, target: Any, action: Any, numbers: dict[int, int]) -> tuple[int | None, float | None]:
    """Page, and distance from its top in points, that a destination names, by itself or by name."""
    try:
        if target is None:
            target = resolve1(resolve1(action)["D"])
        target = resolve1(target)
        if isinstance(target, (bytes, str, PSLiteral)):
            name = target.name if isinstance(target, PSLiteral) else target
            target = resolve1(pdf.doc.get_dest(name))
        if isinstance(target, dict):
            target = resolve1(target["D"])
        number = numbers.get(target[0].objid)
        up = resolve1(target[3]) if len(target) > 3 and getattr(target[1], "name", "") == "XYZ" else None
        high = float(pdf.pages[number - 1].height) if number else 0.0
        return number, high - float(up) if number and isinstance(up, (int, float)) else None
    except Exception:  # a destination that leads nowhere
        return None, None


# ------------------------------------------------------------------ drawings


def _find_drawings(drawings: Sequence[Drawing]) -> tuple[tuple[Rule, ...], tuple[Shape, ...]]:
    """Drawn lines as rules where they run along an axis, everything else as shapes."""
    rules: list[Rule] = []
    shapes: list[Shape] = []
    dots: list[Box] = []
    for drawn in sorted(drawings, key=lambda drawn: KINDS.index(drawn.kind)):
        box, fill, stroke = drawn.box, drawn.fill, drawn.stroke
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if stroke is None and fill is None:
            continue
        thin = min(wide, high)
        if drawn.kind == "line" and thin > 1.0:
            shapes.append(Shape(box, None, stroke, drawn.points[:1] + drawn.points[-1:]))
        elif thin <= RULE_THICKNESS and max(wide, high) > RULE_THICKNESS:
            if fill != "#ffffff" or stroke is not None:
                rules.append(Rule(box, max(thin, drawn.line_width) if stroke else thin))
        elif max(wide, high) > RULE_THICKNESS:
            shapes.append(Shape(box, fill, stroke, drawn.points))
        else:
            dots.append(box)
    return (*rules, *_dotted_rules(dots)), tuple(shapes)


def _dotted_rules(dots: Sequence[Box]) -> list[Rule]:
    """Rules that are drawn dot by dot: many small pieces of one height, close beside each other."""
    lines: dict[tuple[int, int], list[Box]] = {}
    for dot in dots:
        lines.setdefault((round(2 * dot.top), round(2 * dot.bottom)), []).append(dot)
    rules = []
    for pieces in lines.values():
        pieces.sort()
        run = [pieces[0]]
        for dot in [*pieces[1:], Box(1e9, 0.0, 1e9, 0.0)]:
            if dot.x0 - run[-1].x1 <= DOT_GAP:
                run.append(dot)
                continue
            if len(run) >= FEWEST_DOTS:
                box = Box(run[0].x0, run[0].top, run[-1].x1, run[0].bottom)
                rules.append(Rule(box, run[0].bottom - run[0].top))
            run = [dot]
    return rules
