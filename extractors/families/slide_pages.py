"""One page of a presentation taken apart: title, paragraphs, lists, boxes, and the presenter notes printed under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractors.blocks import TextBlock, find_blocks, find_lines, join_lines
from extractors.cells import words_in, words_outside
from extractors.diagrams import Diagram, find_diagram, find_outlines, has_ruled_table, may_hold_diagram
from extractors.families.slide_words import SlideWords, fold
from extractors.geometry import union
from pipeline.records import Box, PageLayout, Place, Word

SLIDE_RATIOS = ((1.31, 1.36), (1.55, 2.0))  # 4:3 and 16:10 to 16:9; A4 on its side is 1.41
LARGE_TEXT = 16.0  # points; the median on slides printed on A4, running text is 9 to 12
DENSE_WORDS = 150  # on a page of small text: a written page in a slide's format
DENSE_SIZE = 14.0  # points
LARGER_TITLE = 1.15  # of the next largest text
FEWEST_BODY_WORDS = 6  # that make a description of what stands under a title
RUNNING_TEXT = 12  # words of a paragraph in a box
LIST_INDENT = 40.0  # points from a list's heading to its bullets
LONGEST_HEADING = 12  # words
FOOT = 0.85  # share of the page's height; below stand running footers


@dataclass(frozen=True, slots=True)
class Slide:
    """One page taken apart: title, other text outside boxes, diagram, presenter notes."""

    page: int
    title: TextBlock | None
    body: tuple[TextBlock, ...]
    diagram: Diagram | None
    notes: str
    text: str  # all of it, without the notes
    dense: bool
    written: bool = False  # a page of A4 with running text in its boxes, which nothing joins, or with several headings
    tabled: bool = False  # it shows a table; what stands in the cells is not in `body`
    loose: tuple[TextBlock, ...] = ()  # all text outside boxes, also on a page with a table
    boxed: tuple[tuple[TextBlock, ...], ...] = ()  # what stands in each box, where the boxes are no diagram
    numbers: tuple[Box, ...] = ()  # boxes that hold a number and nothing else


def has_slide_format(page: PageLayout) -> bool:
    """Whether a page has a slide's proportions, or few and large words on its side."""
    if has_slide_ratio(page):
        return True
    sizes = [word.size for word in page.words]
    return page.width > page.height and len(sizes) < DENSE_WORDS and bool(sizes) and median(sizes) >= LARGE_TEXT


def is_deck(shown: Sequence[tuple[PageLayout, Slide]], rows: set[int], pages: int) -> bool:
    """Whether slides carry a file: more than half of its pages, leaving out tables between them that have a slide's
    proportions. `rows` are the pages with tables of indicators, actions or money."""
    plain = [s for _, s in shown if not (s.dense or s.tabled or s.page in rows)]
    tables = [s for p, s in shown if (s.tabled or s.page in rows) and has_slide_ratio(p)]
    between = len(tables) if len(plain) > len(tables) else 0
    return 2 * len(plain) > pages - between


def has_slide_ratio(page: PageLayout) -> bool:
    return any(low <= page.width / page.height <= high for low, high in SLIDE_RATIOS)


def read_slide(page: PageLayout, words: SlideWords) -> Slide | None:
    """A page with its presenter notes, title, boxes and other text taken apart.

    Null where it has neither a slide's format nor a diagram.
    """
    is_shaped = has_slide_format(page)
    if not is_shaped and not may_hold_diagram(page):  # as most written pages
        return None
    shown, notes = _without_notes(page, words)
    diagram = find_diagram(page, shown)
    if diagram is None and not is_shaped:
        return None
    framed = [shape.box for shape in find_outlines(page)] if diagram is None else []
    loose = find_blocks(words_outside(shown, framed), page.number) if diagram is None else diagram.loose
    title, body = _split_title([block for block in loose if block.place.box.top < FOOT * page.height])
    sizes = [word.size for word in shown]
    dense = diagram is None and len(shown) >= DENSE_WORDS and median(sizes) <= DENSE_SIZE
    text = "\n".join(line.text for line in find_lines(shown, page.number))
    tabled = has_ruled_table(page)
    parted = title is None and _has_headings(body)
    written = diagram is not None and not is_shaped and (parted or _is_running_text(diagram))
    numbers = tuple(box for box in framed if _holds_number(words_in(shown, box)))
    body = () if tabled else body
    boxes = [] if tabled or dense else [find_blocks(words_in(shown, box), page.number) for box in framed]
    boxed = tuple(tuple(blocks) for blocks in boxes if blocks)
    return Slide(page.number, title, body, diagram, notes, text, dense, written, tabled, tuple(loose), boxed, numbers)


def _holds_number(words: Sequence[Word]) -> bool:
    return len(words) == 1 and words[0].text.isdigit() and len(words[0].text) <= 2


def _is_running_text(diagram: Diagram) -> bool:
    """Whether boxes that no line joins hold paragraphs more than names: cards, which are read as text is."""
    lengths = [len(block.text.split()) for box in diagram.boxes for block in box.blocks]
    return not diagram.connections and 2 * sum(n for n in lengths if n >= RUNNING_TEXT) > sum(lengths)


def _has_headings(body: Sequence[TextBlock]) -> bool:
    """Whether two or more bold lines of one size stand over smaller text: the parts of a page, and no title."""
    largest = max((block.size for block in body), default=0.0)
    heads = [b for b in body if b.bold and b.size >= largest - 0.5 and len(b.text.split()) <= LONGEST_HEADING]
    return len(heads) > 1 and any(largest >= LARGER_TITLE * block.size for block in body)


def _without_notes(page: PageLayout, words: SlideWords) -> tuple[tuple[Word, ...], str]:
    """The slide's own words, and the presenter notes (presentationsanteckningar) that a program printed at its foot."""
    heads = {start.split()[0] for start in words.notes}
    shortest = min(map(len, heads))
    middle = page.height / 2
    if heads.isdisjoint(map(fold, {w.text for w in page.words if w.box[1] > middle and len(w.text) >= shortest})):
        return page.words, ""
    lines = find_lines(page.words, page.number)
    lower = [line for line in lines if line.box.top > middle]
    start = next((line for line in lower if fold(line.text) in words.notes), None)
    if start is None:
        return page.words, ""
    size = start.words[0].size
    noted = {id(w) for line in lines if line.box.top >= start.box.top - 1.0 for w in line.words if w.size <= size + 1.0}
    notes = " ".join(w.text for line in lines for w in line.words if id(w) in noted)
    return tuple(w for w in page.words if id(w) not in noted), notes


def _split_title(blocks: Sequence[TextBlock]) -> tuple[TextBlock | None, tuple[TextBlock, ...]]:
    """The title (the largest text, on top or alone) and the rest."""
    if not blocks:
        return None, ()
    largest = max(block.size for block in blocks)
    first = next(i for i, block in enumerate(blocks) if block.size >= largest - 0.5)
    parts = [blocks[first]]
    for block in blocks[first + 1 :]:  # a second line that begins with a dash reads as a bullet
        near = block.place.box.top - parts[-1].place.box.bottom <= 0.6 * block.size
        if not (block.size == parts[0].size and block.bold == parts[0].bold and near):
            break
        parts.append(block)
    rest = tuple(block for block in blocks if block not in parts)
    others = [block.size for block in rest]
    bold_on_top = first == 0 and parts[0].bold and not any(block.bold and block.size == largest for block in rest)
    if first > 1 or not (not others or largest >= LARGER_TITLE * max(others) or bold_on_top):
        return None, tuple(blocks)
    lines = tuple(line for part in parts for line in part.lines)
    place = Place(lines[0].page, union(line.box for line in lines))
    text = join_lines(line.text for line in lines)
    return TextBlock(text, lines, place, parts[0].size, parts[0].bold), rest


def find_description(slide: Slide) -> tuple[str | None, list[TextBlock]]:
    """The paragraphs right under a slide's title: those in the style of the first that is no bullet."""
    paragraphs = [block for block in slide.body if not block.bullet]
    start = next((i for i, b in enumerate(paragraphs) if len(b.text.split()) >= FEWEST_BODY_WORDS), None)
    if start is None:
        return None, []
    blocks: list[TextBlock] = []
    for block in paragraphs[start:]:
        if (block.size, block.bold) != (paragraphs[start].size, paragraphs[start].bold):
            break
        blocks.append(block)
    return " ".join(block.text for block in blocks), blocks


def find_lists(blocks: Sequence[TextBlock]) -> list[tuple[TextBlock, list[TextBlock]]]:
    """Short lines with the bullets under them in the same column."""
    lists = []
    for heading in (block for block in blocks if not block.bullet and len(block.text.split()) <= LONGEST_HEADING):
        x0, bottom = heading.place.box.x0, heading.place.box.bottom
        column = [b for b in blocks if b is not heading and b.place.box.top >= bottom - 2.0]
        column = [b for b in column if -2.0 <= b.place.box.x0 - x0 <= LIST_INDENT]
        end = next((i for i, block in enumerate(column) if not block.bullet), len(column))
        if end:
            lists.append((heading, column[:end]))
    return lists


def line_under(blocks: Sequence[TextBlock], heading: TextBlock, items: Sequence[TextBlock]) -> TextBlock | None:
    """The line right under a list that begins where the list's heading does, and so is about all of it."""
    last = items[-1].place.box
    below = [b for b in blocks if b.place.box.top >= last.bottom - 2.0 and not b.bullet]
    below = [b for b in below if abs(b.place.box.x0 - heading.place.box.x0) <= 2.0]
    first = min(below, key=lambda b: b.place.box.top, default=None)
    near = first is not None and first.place.box.top - last.bottom <= 2.0 * items[-1].size
    return first if near else None
