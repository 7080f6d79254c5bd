"""One PDF file -> RawDocument: all that is printed in it, sorted by meaning, nothing interpreted. Read this first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from extractors.bookmarks import read_outline
from extractors.captions import without_frame
from extractors.cells import Grid, words_outside
from extractors.contents import contents_entries, without_contents
from extractors.diagrams import boxes_side_by_side, find_cards
from extractors.families.boxed_visions import with_boxed_visions, without_set_apart
from extractors.families.council_levels import with_council_levels
from extractors.families.drawn_parents import with_drawn_parents
from extractors.families.explained_levels import without_explanations
from extractors.families.facts import Front, find_front, is_caption, is_contents, read_facts, settle_facts
from extractors.families.goal_marks import judge_goals
from extractors.families.goals_above import with_goals_above
from extractors.families.goals_told import with_told_owner
from extractors.families.inner_headers import apart
from extractors.families.legend import find_legends, heads_legend
from extractors.families.pills import with_judgements_beside
from extractors.families.region_maps import add_regions, read_regions
from extractors.families.roles import names_roles
from extractors.families.row_marks import judge_rows
from extractors.families.rows import ROW_FAMILIES, read_table
from extractors.families.sign_legends import find_sign_legend
from extractors.families.slide_records import links_in_tables, with_tiles, without_stated
from extractors.families.slide_subjects import links_of_text_slides
from extractors.families.slides import are_slides, read_slides
from extractors.families.stacked import Stack, find_stacks, is_label_grid
from extractors.families.tiles import find_tiles, is_figure_in_box
from extractors.families.walk import read_families
from extractors.furniture import find_furniture, read_edges
from extractors.geometry import centre_in, touches
from extractors.grids import find_grids
from extractors.heading_tree import MergedHeadings, find_headings, merge_headings
from extractors.judge import looks_tabular
from extractors.lines import body_words, find_rows, page_rows
from extractors.lost_rows import tell_lost_rows
from extractors.order import left_panels
from extractors.outline import tagged_outline, with_contents, with_outline, without_run_ins
from extractors.pages import open_pdf, read_page
from extractors.preambles import (
    with_headed_panels,
    without_framework_labels,
    without_labels,
    without_preambles,
    without_row_labels,
    without_small_print,
)
from extractors.scans import read_scans
from extractors.sections import Block, TextLine, body_style, is_heading, read_lines, read_paragraphs, words_of_text
from extractors.side_boxes import in_order
from extractors.side_labels import with_side_labels, with_side_numbers
from extractors.sideways import tell_unread
from extractors.structure import Element, read_structure
from extractors.tables import known_words, read_tables
from extractors.tagged import tagged_grids
from extractors.text_columns import TextColumns, find_text_columns
from extractors.title_pages import without_title
from extractors.turned import turn_back
from pipeline.records import (
    Box,
    Heading,
    OutlineEntry,
    PageLayout,
    Paragraph,
    RawDocument,
    RawIndicator,
    ReadOptions,
    Table,
    Trouble,
)

TOP_LEVEL = 1  # of headings
HEADED_PAGES = 2  # pages whose running headers are read for facts about the document
T = TypeVar("T")
READ_ALL = ReadOptions()
NO_TEXT = Trouble("pages", "error", "no-text-layer", "The PDF has no text and no scanned pages: nothing can be read.")


def read_plan(path: Path, options: ReadOptions = READ_ALL) -> RawDocument:
    """Everything in one plan, verbatim.

    Raises PlanUnreadable where the file cannot be opened at all; what goes wrong with parts of it is in `troubles`.
    """
    printed = read_print(path, options)
    pages, count, troubles = printed.pages, printed.page_count, printed.troubles
    if not any(page.words for page in pages):
        told = any(trouble.severity == "error" for trouble in troubles)
        return RawDocument(count, troubles=troubles if told else (*troubles, NO_TEXT))
    tagged, doubts = tagged_grids(pages, printed.tree)
    outline = printed.outline or tagged_outline(pages, printed.tree)
    regions = read_regions(pages)
    blocks, headings, front, lines, running = read_blocks(regions.outside(pages), tagged, outline)
    tiled = frozenset(b.place.page for b in blocks if b.tile)
    slides = with_tiles(read_slides(pages, [b.table for b in blocks if b.table], tiled), blocks)
    if slides.pages:
        blocks, headings = _find_tree(_without_text(blocks, slides.pages), front.first_page, outline)
    drawings = [*regions.diagrams, *(slide.diagram for slide in slides.shown if slide.diagram is not None)]
    walk = read_families(without_explanations(blocks, drawings), headings)
    add_regions(walk, regions)
    troubles = tell_unread(troubles, pages, walk.tables)
    slides = without_stated(slides, walk)
    merged = merge_headings(headings, slides.headings)
    legend = find_legends(pages) or find_sign_legend(pages)
    stated = with_goals_above((*merged.first(walk.goals), *merged.second(slides.goals)), merged.headings)
    full_text = "\n".join(_page_text(page) for page in pages)
    owned = with_council_levels(with_drawn_parents(stated, drawings), full_text)
    texts = _heading_texts(blocks, merged)
    linked = (*walk.alignments, *slides.alignments)
    linked = (*linked, *links_of_text_slides(slides, [*walk.goals, *slides.goals], linked))
    links = links_in_tables(walk.tables, [*walk.goals, *slides.goals], linked, full_text)
    read = RawDocument(
        page_count=count,
        facts=settle_facts(read_facts(blocks, [*lines, *running], front)),
        headings=merged.headings,
        heading_texts=texts,
        goals=judge_goals(with_told_owner(owned, full_text, merged.headings, texts), pages, legend, walk.coloured),
        indicators=judge_rows((*merged.first(walk.indicators), *merged.second(slides.indicators)), pages, legend),
        actions=(*merged.first(walk.actions), *merged.second(slides.actions)),
        budget_lines=merged.first(walk.budget_lines),
        alignments=(*linked, *links),
        texts=merged.first(walk.texts),
        tables=tuple(walk.tables),
        unknown_headers=tuple(walk.unknown_headers),
        troubles=(*troubles, *doubts, *tell_lost_rows(lines, slides.pages), *walk.troubles, *slides.troubles),
        front_text=_front_text(pages, front.first_page, walk.tables, merged.headings),
        full_text=full_text,
        legend=tuple(legend.items()),
        is_slides=are_slides(pages, slides.pages),
        recognised_pages=frozenset(page.number for page in pages if page.recognised),
    )
    return turn_back(read, pages)


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """What a PDF file holds before anything is made of it."""

    pages: tuple[PageLayout, ...]
    page_count: int  # of the whole file
    troubles: tuple[Trouble, ...]  # what went wrong with single pages
    tree: tuple[Element, ...]  # structure tags; empty where the file has none
    outline: tuple[OutlineEntry, ...]  # bookmarks


def read_print(path: Path, options: ReadOptions = READ_ALL) -> PrintedFile:
    """The layouts of a file's pages, its structure tags and its outline."""
    with open_pdf(path) as pdf:
        count = len(pdf.pages)
        layouts, unreadable = _read_pages(pdf.pages[: options.limit_pages])
        tree, no_tree = _read_aid(read_structure, pdf, "structure-damaged", "structure tags")
        outline, no_outline = _read_aid(read_outline, pdf, "outline-damaged", "outline (bookmarks)")
    pages, unread = read_scans(path, layouts, options.ocr, read_numbered)
    return PrintedFile(pages, count, (*unreadable, *no_tree, *no_outline, *unread), tree, outline)


def _read_aid(
    read: Callable[[Any], tuple[T, ...]], pdf: Any, code: str, what: str
) -> tuple[tuple[T, ...], list[Trouble]]:
    """What a file says of itself beside its print, and what to tell where that is damaged."""
    try:
        return read(pdf), []
    except Exception as error:  # a damaged file may raise anything in the PDF library
        message = f"The file's {what} cannot be read ({type(error).__name__}); it was read by its print alone."
        return (), [Trouble("pages", "info", code, message)]


def _read_pages(pages: Sequence[Any]) -> tuple[list[PageLayout], list[Trouble]]:
    """The layouts of open pages, and which could not be read."""
    layouts: list[PageLayout] = []
    troubles: list[Trouble] = []
    for page in pages:
        try:
            layouts.append(read_page(page))
            troubles += layouts[-1].left_out
        except Exception as error:  # one damaged page must not cost the others
            message = f"Page {page.page_number} could not be read ({type(error).__name__}); the other pages were."
            troubles.append(Trouble("pages", "error", "page-unreadable", message, page.page_number))
    return layouts, troubles


def read_numbered(path: Path, numbers: Sequence[int]) -> list[PageLayout]:
    """The layouts of some pages of a file; those that cannot be read are left out."""
    with open_pdf(path) as pdf:
        return _read_pages([page for page in pdf.pages if page.page_number in numbers])[0]


def find_tables(path: Path, options: ReadOptions = READ_ALL) -> tuple[Table, ...]:
    """Every table of a document, whatever it is about: structure alone, no word is looked up.

    Raises PlanUnreadable where the file cannot be opened at all.
    """
    printed = read_print(path, options)
    pages = printed.pages
    tagged, boxes = tagged_grids(pages, printed.tree)[0], {page.number: boxes_side_by_side(page) for page in pages}
    tables, _ = _tables_of(pages, looks_tabular, tagged, boxes, known_words(pages))
    return turn_back(tuple(_named(without_frame(table)) for table in tables), pages)


def _named(table: Table) -> Table:
    """A table with the family that its header tells, which decides nothing here."""
    return replace(table, family=read_table(table, table.caption, {}, None).family)


def _tables_of(
    pages: Sequence[PageLayout],
    means_something: Callable[[Table], bool],
    tagged: Mapping[int, tuple[Grid, ...]],
    boxes_of: Mapping[int, Sequence[Box]],
    known: frozenset[str],
) -> tuple[tuple[Table, ...], dict[int, frozenset[Box]]]:
    """The tables of all pages, `tagged` ones before others, and the boxes of words in running headers and footers.

    `boxes_of` are the boxes side by side on each page, `known` whole words of the document.
    """
    grids: dict[int, tuple[Grid, ...]] = {}
    edges = read_edges(pages)
    for page in pages:
        before = grids.get(page.number - 1, ())
        body = _without(page, edges.numbers[page.number])
        sure = tagged[page.number]
        others = find_grids(body, before[-1] if before else None)
        free = [g for g in others if not any(touches(g.box, s.box, -2.0) for s in sure)]
        grids[page.number] = tuple(sorted((*sure, *free), key=lambda g: (g.box.top, g.box.x0)))
    boxes = {number: [grid.box for grid in found] for number, found in grids.items()}
    furniture = find_furniture(edges, boxes)
    return read_tables(pages, grids, furniture, boxes_of, known, means_something), furniture


def _without(page: PageLayout, left_out: frozenset[Box]) -> PageLayout:
    """A page without the words in these boxes; the very page where there are none, whose rows are known."""
    return replace(page, words=body_words(page.words, left_out)) if left_out else page


def read_blocks(
    pages: Sequence[PageLayout], tagged: Mapping[int, tuple[Grid, ...]], outline: Sequence[OutlineEntry] = ()
) -> tuple[list[Block], list[Heading], Front, list[TextLine], list[TextLine]]:
    """Headings, paragraphs and tables of a document in reading order, the heading tree, where the plan
    begins, the printed lines of text, and those of the first pages' running headers and footers."""
    known = known_words(pages)
    boxes = {page.number: boxes_side_by_side(page) for page in pages}
    tiles = {page.number: find_tiles(page, boxes[page.number]) for page in pages}
    pages = [_outside(page, list(tiles[page.number])) if tiles[page.number] else page for page in pages]
    sure = {number: [g.box for g in grids if not is_label_grid(g)] for number, grids in tagged.items()}
    stacks = find_stacks(pages, sure)
    pages = [_outside(page, list(stacks[page.number])) if stacks[page.number] else page for page in pages]
    whole, furniture = _tables_of(pages, names_roles, tagged, boxes, known)
    tables = [part for table in whole for part in apart(table)]
    of_page: dict[int, list[Box]] = {page.number: [] for page in pages}
    for table in tables:
        for place in table.places:
            of_page[place.page].append(place.box)
    paragraphs: list[tuple[Paragraph, str | None]] = []
    printed: list[TextLine] = []
    running: list[TextLine] = []
    columns: dict[int, tuple[TextColumns, ...]] = {}
    for page in pages:
        words = words_of_text(page, furniture[page.number], of_page[page.number])
        columns[page.number] = find_text_columns(words, of_page[page.number], page.width)
        lines = read_lines(page, words, columns[page.number])
        paragraphs += read_paragraphs(lines, known)
        printed += lines
        if page.number <= HEADED_PAGES:  # a diary number may stand in the running header alone
            edges = [w for w in page.words if w.box in furniture[page.number]]
            running += read_lines(page, edges, ())
    usual = body_style([p for p, _ in paragraphs])
    blocks = [
        Block(place=p.place, paragraph=p, is_heading=is_heading(p, usual) and not is_figure_in_box(p), lead=lead)
        for p, lead in paragraphs
    ]
    blocks += [Block(place=tile.place, tile=tile) for page in pages for tile in tiles[page.number].values()]
    blocks += [_stacked(stack) for page in pages for stack in stacks[page.number].values()]
    blocks += [Block(place=table.places[0], table=table) for table in tables]
    on_page: dict[int, list[Block]] = {page.number: [] for page in pages}
    for block in blocks:
        on_page[block.place.page].append(block)
    cards = {
        page.number: [
            *find_cards(boxes[page.number], page),
            *left_panels(list(map(_box_of, on_page[page.number])), page),
        ]
        for page in pages
    }
    on_page = {n: [_not_label(block, cards[n], usual[0]) for block in found] for n, found in on_page.items()}
    blocks = [
        block
        for page in pages
        for block in in_order(
            page, on_page[page.number], _box_of, columns[page.number], cards[page.number], of_page[page.number]
        )
    ]
    blocks = [_not_caption(block, after) for block, after in zip(blocks, [*blocks[1:], None], strict=True)]
    blocks = with_headed_panels(blocks, {page.number: page for page in pages}, usual)
    blocks = with_judgements_beside(without_contents(blocks))
    blocks = without_set_apart(with_boxed_visions(with_side_numbers(with_side_labels(blocks))))
    blocks = without_small_print(blocks, usual[0])
    front = find_front(blocks)
    blocks = without_run_ins(without_title(blocks, front), outline, usual[0])
    blocks = without_row_labels(without_labels(without_framework_labels(without_preambles(blocks)), usual[0]), usual[0])
    ordered, headings = _find_tree(blocks, front.first_page, outline)
    if not outline:
        headings = with_contents(headings, ordered, contents_entries(ordered, printed))
    return ordered, headings, front, printed, running


def _stacked(stack: Stack) -> Block:
    if isinstance(stack, RawIndicator):
        return Block(place=stack.place, tile=stack)
    return Block(place=stack.place, action=stack)


def _not_label(block: Block, cards: Sequence[Box], usual: float) -> Block:
    """A heading in a card that is no larger than the text as what it is: the label of what stands below it."""
    p = block.paragraph
    is_label = block.is_heading and p is not None and p.size <= usual and any(centre_in(p.place.box, c) for c in cards)
    return replace(block, is_heading=False) if is_label else block


def _find_tree(
    blocks: Sequence[Block], first_page: int, outline: Sequence[OutlineEntry]
) -> tuple[list[Block], list[Heading]]:
    """The heading tree: from the print, and from the outline where the document has one."""
    ordered, headings = find_headings(blocks, first_page)
    return ordered, with_outline(headings, ordered, outline)


def _box_of(block: Block) -> Box:
    return block.place.box


def _not_caption(block: Block, after: Block | None) -> Block:
    """Captions of tables and the heading of a list of contents are no headings of sections."""
    p = block.paragraph
    if p is None or not block.is_heading:
        return block
    caption = after is not None and after.table is not None and is_caption(p.text)
    return replace(block, is_heading=False) if caption or is_contents(p.text) or heads_legend(p.text) else block


def _without_text(blocks: Sequence[Block], slides: frozenset[int]) -> list[Block]:
    """Blocks without the text of slides, which is read as slides; tables on slides stay."""
    return [b for b in blocks if b.table is not None or b.place.page not in slides]


def _heading_texts(blocks: Sequence[Block], merged: MergedHeadings) -> tuple[str, ...]:
    """Body text of each heading's own section."""
    texts: list[list[str]] = [[] for _ in merged.headings]
    for block in blocks:
        if block.paragraph and not block.is_heading and block.heading is not None:
            texts[merged.of_first[block.heading]].append(block.paragraph.text)
    return tuple("\n".join(parts) for parts in texts)


def _page_text(page: PageLayout) -> str:
    return "\n".join(row.text for row in page_rows(page))


def _outside(page: PageLayout, boxes: Sequence[Box]) -> PageLayout:
    return replace(page, words=tuple(words_outside(page.words, boxes)))


def _front_text(pages: Sequence[PageLayout], first: int, tables: Sequence[Table], headings: Sequence[Heading]) -> str:
    """The title page, and the top and bottom of the next pages, where running headers name the owner; a form feed
    parts the pages.

    Tables of goals, measures and money name those who answer for single rows, headings within a chapter its parts.
    """
    rows = [place for t in tables if t.family in ROW_FAMILIES for place in t.places]
    title_page = (page for page in pages if page.number == first)
    parts = [_page_text(_outside(page, [p.box for p in rows if p.page == first])) for page in title_page]
    for page in pages:
        if first < page.number <= first + 5:
            middle = Box(0, 0.1 * page.height, page.width, 0.9 * page.height)
            parts_of_chapters = [h.place.box for h in headings if h.place.page == page.number and h.level > TOP_LEVEL]
            in_rows = [p.box for p in rows if p.page == page.number]
            edge = words_outside(page.words, [middle, *parts_of_chapters, *in_rows])
            parts.append("\n".join(row.text for row in find_rows(edge)))
    return "\f".join(parts)
