"""PDF file -> PageLayout: words with fonts, drawn rules and shapes. Few modules beside this one know a PDF library."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from extractors.errors import PlanUnreadable
from extractors.frames import with_borders
from extractors.ink import RIGHT, Drawing, Glyphs, Ink
from extractors.leaves import Descents, Leaf, read_descents, read_leaves
from extractors.lines import join_words
from extractors.objects import Objects
from extractors.pdfium import Undecided, draw, read_ink
from extractors.picture_marks import find_picture_marks
from extractors.plumbed import SlowFile, find_leaf, read_plumbed
from extractors.reopened import Reopened
from extractors.seen import Seen, find_seen, paper_share
from extractors.sideways import find_sideways, sideways_text
from extractors.turned import find_turn, turned_drawings, turned_glyphs
from extractors.words import find_words, readable
from pipeline.records import Box, PageLayout, Rule, Shape, Trouble

RULE_THICKNESS = 2.5  # points; filled rectangles up to here are drawn lines (office programs draw 0.5 to 1.5)
DOT_GAP, FEWEST_DOTS = 4.0, 12  # points between the dots of a dotted rule, and how many make one
SMALLEST_BULLET, MOST_BULLETS = 1.2, 200  # points across a dot before a list item, and how many a page has
FEW_WORDS = 10  # a scan may have a page number or a stamp as text
SAMPLE_WORDS = 8  # of text that is left out, told in the problem
KINDS = ("line", "rect", "curve")  # in this order drawings are kept

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings about fonts say nothing that a user can act on


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """A PDF that is open: its objects, and how both libraries have it."""

    path: Path
    slow: SlowFile
    objects: Objects
    leaves: tuple[Leaf, ...]
    drawn: Any | None  # in pdfium; nothing where that sees other pages in the file
    descents: dict[int, Descents] = field(default_factory=dict)  # of its fonts, as far as they are known

    @property
    def pages(self) -> tuple[OpenPage, ...]:
        return tuple(OpenPage(self, leaf, self.drawn) for leaf in self.leaves)

    @property
    def plumbed(self) -> Any:
        """The file as pdfplumber has it."""
        return self.slow.pdf


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page of an open PDF."""

    pdf: OpenPdf
    leaf: Leaf
    drawn: Any | None  # the document, open in pdfium

    @property
    def page_number(self) -> int:
        return self.leaf.sheet.number

    @property
    def plumbed(self) -> Any:
        """The page as pdfplumber has it."""
        return self.pdf.plumbed.pages[self.page_number - 1]


@contextmanager
def open_pdf(path: Path) -> Iterator[OpenPdf]:
    """Open a PDF for `read_page`. Raises PlanUnreadable with a message for people."""
    data = path.read_bytes()
    if not data:
        raise PlanUnreadable("empty-file", "The file is empty (0 bytes); copy it again from its source.")
    if b"%PDF-" not in data[:1024]:
        raise PlanUnreadable("not-a-pdf", "The file has a .pdf name but does not hold a PDF.")
    with closing(SlowFile(path)) as slow, _open_drawn(path) as drawn:
        objects, leaves = _read_leaves(data, slow, drawn)
        if not leaves:
            raise PlanUnreadable("no-pages", "The PDF has no pages, or they are damaged; copy it again.")
        yield OpenPdf(path, slow, objects, leaves, drawn if drawn is not None and len(drawn) == len(leaves) else None)


def _read_leaves(data: bytes, slow: SlowFile, drawn: Any | None) -> tuple[Objects, tuple[Leaf, ...]]:
    """The objects and pages of a file, by pdfplumber where the file is damaged or written in an odd way."""
    try:
        objects = Objects(data, slow.document)
        leaves = read_leaves(objects)
        if drawn is not None and 0 < len(leaves) == len(drawn):
            return objects, leaves
    except Exception:  # pdfplumber has more patience, and else tells what is wrong
        pass
    try:
        pages = slow.pdf.pages
        return Objects(data, slow.document, knows=True), tuple(map(find_leaf, pages))
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise PlanUnreadable("encrypted", "The PDF is locked with a password; save a copy without one.") from error
        raise PlanUnreadable("damaged", "The PDF is damaged or cut short; copy it again from its source.") from error
    except Exception as error:  # a damaged file may raise anything in the PDF library
        raise PlanUnreadable("damaged", "The PDF is damaged or cut short; copy it again from its source.") from error


@contextmanager
def _open_drawn(path: Path) -> Iterator[Any | None]:
    """The file, open in pdfium."""
    try:
        drawn = Reopened(path)
    except Exception:  # damaged in a way that the other library forgives
        yield None
        return
    with closing(drawn):
        yield drawn


def read_page(page: OpenPage) -> PageLayout:
    """Words, rules and shapes of one open page; the page's memory is given back."""
    with _open_for_drawing(page) as drawn:
        ink = _read_ink(page, drawn)
        rules, shapes = with_borders(*_find_drawings(ink.drawings))
        seen = find_seen(ink, shapes, partial(draw, drawn))
        layout = _layout(ink, seen, rules, (*shapes, *find_picture_marks(ink, partial(draw, drawn))))
        picture = paper_share(ink, partial(draw, drawn)) if len(layout.words) <= FEW_WORDS else 0.0
        return replace(layout, picture=picture, recognised=seen.recognised)


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
    pdf, leaf = page.pdf, page.leaf
    if drawn is not None and "OCProperties" not in pdf.objects.catalog:  # pdfium does not tell which layers are off
        try:
            told = read_descents(pdf.objects, leaf.resources, pdf.descents)
            return read_ink(drawn, leaf.sheet, partial(_descent, told))
        except Undecided:
            pass
    with closing(page.plumbed) as plumbed:
        return read_plumbed(plumbed, leaf.sheet.frame)


def _descent(told: Descents, font: str, measured: float) -> float:
    """A font's descent as the file tells it, else as pdfium measured it; both in thousandths.

    Where fonts share a name, pdfium has the right one, but measures those whose descent the file gives as zero.
    """
    named = [descent for name, descent in told if name == font.split("+")[-1]]
    if len(named) < 2:
        return named[0] if named else measured
    same = [descent for descent in named if abs(descent - measured) < 1.0]
    return same[0] if same else 0.0 if 0.0 in named else measured


def _layout(ink: Ink, seen: Seen, rules: tuple[Rule, ...], shapes: tuple[Shape, ...]) -> PageLayout:
    """The page as it is read: turned where nearly all its text runs sideways; text left out is told."""
    number, width, height, glyphs = ink.number, ink.width, ink.height, seen.glyphs
    left_out = _hidden_text(seen.hidden, number)
    way = find_turn(glyphs)
    if way:
        upright = turned_glyphs(glyphs, way, width, height)
        left_out += sideways_text(len(glyphs) - len(upright), number)
        rules, shapes = turned_drawings(rules, shapes, way, width, height)
        words = find_words(readable(upright), rules)
        return PageLayout(number, height, width, words, rules, shapes, turned=way, left_out=left_out)
    left_out += sideways_text(int((glyphs.ways != RIGHT).sum()), number)
    aside = find_sideways(glyphs, width, height) if (glyphs.ways != RIGHT).any() else ()
    words = find_words(readable(glyphs), rules)
    return PageLayout(number, width, height, words, rules, shapes, left_out=left_out, sideways=aside)


def _hidden_text(hidden: Sequence[Glyphs], number: int) -> tuple[Trouble, ...]:
    """What is told of text on a page that nobody sees."""
    words = [word for glyphs in hidden for word in find_words(readable(glyphs))]
    if not words:
        return ()
    text = join_words(words[:SAMPLE_WORDS]) + (" …" if len(words) > SAMPLE_WORDS else "")
    count = "One word" if len(words) == 1 else f"{len(words)} words"
    message = f"{count} that cannot be seen on page {number} (hidden, in the ground's colour or outside): “{text}”."
    return (Trouble("pages", "warning", "hidden-text", f"{message} Left out.", number),)


# ------------------------------------------------------------------ drawings


def _find_drawings(drawings: Sequence[Drawing]) -> tuple[tuple[Rule, ...], tuple[Shape, ...]]:
    """Drawn lines as rules where they run along an axis, everything else as shapes."""
    rules: list[Rule] = []
    shapes: list[Shape] = []
    dots: list[Drawing] = []
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
            dots.append(drawn)
    return (*rules, *_dotted_rules([drawn.box for drawn in dots])), (*shapes, *_bullets(dots))


def _bullets(dots: Sequence[Drawing]) -> list[Shape]:
    """The small round dots that browsers draw before the items of a list; maps and charts have more of them."""
    round_ = [d for d in dots if d.kind == "curve" and d.fill and min(_sides(d.box)) >= SMALLEST_BULLET]
    return [Shape(d.box, d.fill, d.stroke, d.points) for d in round_] if len(round_) <= MOST_BULLETS else []


def _sides(box: Box) -> tuple[float, float]:
    return box.x1 - box.x0, box.bottom - box.top


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
