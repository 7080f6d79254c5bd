"""A PDF's outline (bookmarks) as evidence of which lines are headings and on which level they stand.

An outline may be made of slide titles or file names, or name only some headings: it is believed as far as its titles
are printed as headings on the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.heading_tree import split_number
from extractors.lines import SAME_SIZE
from extractors.sections import Block
from extractors.structure import Element
from pipeline.records import Heading, OutlineEntry, PageLayout, Word

FEWEST = 3  # headings that an outline must name before it says anything of the others
BELIEVED = 0.8  # share of its entries that are printed as headings; slide titles and file names are not
HEADING_SHARE = 0.25  # of a file's text; where tags call more than this headings, they are wrong
HEADING_TAG = re.compile(r"H([1-6])")


def tagged_outline(pages: Sequence[PageLayout], tree: Sequence[Element]) -> tuple[OutlineEntry, ...]:
    """The headings that a file's structure tags name (H1 to H6), as an outline; empty where they cannot be trusted."""
    words: dict[tuple[int, int], list[Word]] = {}
    for page in pages:
        for word in page.words:
            if word.mcid is not None and not word.artifact:
                words.setdefault((page.number, word.mcid), []).append(word)
    found: list[OutlineEntry] = []
    for element, level in _heading_elements(tree):
        held = [(number, word) for number, mcid in _content(element) for word in words.get((number, mcid), ())]
        if held:
            number, first = held[0]
            title = " ".join(word.text for _, word in held)
            found.append(OutlineEntry(level, title, number, first.box.top))
    printed = sum(len(word.text) for page in pages for word in page.words)
    named = sum(len(entry.title) for entry in found)
    trusted = len(found) >= FEWEST and named <= HEADING_SHARE * printed
    return tuple(found) if trusted else ()


def _heading_elements(tree: Sequence[Element]) -> Iterator[tuple[Element, int]]:
    for element in tree:
        if match := HEADING_TAG.fullmatch(element.kind):
            yield element, int(match.group(1))
        else:
            yield from _heading_elements(element.children)


def _content(element: Element) -> Iterator[tuple[int, int]]:
    yield from element.content
    for child in element.children:
        yield from _content(child)


def _fold(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def _named(blocks: Sequence[Block], entries: Sequence[OutlineEntry]) -> dict[int, int]:
    """Index of a heading's block -> index of the entry that names it, both in reading order."""
    by_title: dict[str, list[int]] = {}
    if not entries:
        return {}
    for i, block in enumerate(blocks):
        if block.is_heading and block.paragraph:
            texts = {block.paragraph.text, split_number(block.paragraph.text)[1]}
            for title in set(map(_fold, texts)):  # a number beside it may be no part of the title
                by_title.setdefault(title, []).append(i)
    found: dict[int, int] = {}
    for e, entry in enumerate(entries):
        for i in by_title.get(_fold(entry.title), ()):
            if i not in found and entry.page in (None, blocks[i].place.page):
                found[i] = e
                break
    return found


def without_run_ins(blocks: Sequence[Block], entries: Sequence[OutlineEntry], body: float) -> list[Block]:
    """Bold lines in the body's size are no headings where an outline names all the larger ones, and none of these."""
    named = _named(blocks, entries)
    if len(named) < FEWEST or len(named) < BELIEVED * len(entries):
        return list(blocks)
    styles = {(p.size, p.colour) for i in named if (p := blocks[i].paragraph)}
    out = []
    for i, block in enumerate(blocks):
        p = block.paragraph
        run_in = p is not None and block.is_heading and i not in named and abs(p.size - body) <= SAME_SIZE
        apart = p is not None and all(abs(p.size - s) > SAME_SIZE or p.colour != c for s, c in styles)
        out.append(replace(block, is_heading=False) if run_in and apart else block)
    return out


def with_outline(
    headings: Sequence[Heading], blocks: Sequence[Block], entries: Sequence[OutlineEntry]
) -> list[Heading]:
    """Headings with the parents that an outline gives those it names; the rest keep what their print says, and stay
    over what stands under them in print.

    The outline's own top levels may be the title of the document, which is no section: depth counts from the first
    named heading above.
    """
    of_block = {i: e for i, e in _named(blocks, entries).items() if blocks[i].heading is not None}
    if len(of_block) < FEWEST or len(of_block) < BELIEVED * (len(entries) - 1):
        return list(headings)
    depth = {blocks[i].heading: entries[e].level for i, e in of_block.items()}
    out: list[Heading] = []
    for index, heading in enumerate(headings):
        parent = heading.parent
        if index in depth:
            parent = None
            printed = _above(headings, index)
            for above in range(index - 1, -1, -1):
                if depth[above] < depth[index] if above in depth else above in printed:
                    parent = above
                    break
        level = 1 if parent is None else out[parent].level + 1
        moved = (parent, level) != (heading.parent, heading.level)
        out.append(replace(heading, parent=parent, level=level) if moved else heading)
    return out


def with_contents(
    headings: Sequence[Heading], blocks: Sequence[Block], entries: Sequence[OutlineEntry]
) -> list[Heading]:
    """Headings with the parents that the list of contents gives them, where print tells no levels: a chapter is set as
    large as those that open the document, and yet follows one in larger print on the same level of the list. Seen in
    budgets with a page in colour for each area."""
    of_block = _named(blocks, entries) if len(entries) >= FEWEST else {}
    listed = {index: entries[e].level for i, e in of_block.items() if (index := blocks[i].heading) is not None}
    prints: dict[int, tuple[float, bool]] = {}
    for block in blocks:
        if block.is_heading and block.paragraph is not None and block.heading is not None:
            prints[block.heading] = block.paragraph.size, block.paragraph.bold
    on_top = [index for index in listed if headings[index].parent is None]
    for index, level in listed.items():
        above = headings[index].parent
        if above is not None and listed.get(above) == level:
            before = (i for i in on_top if i < above and prints[i] == prints[index])
            if any(all(prints[k] != prints[above] for k in range(i)) for i in before):
                return with_outline(headings, blocks, entries)
    return list(headings)


def _above(headings: Sequence[Heading], index: int) -> frozenset[int]:
    """The headings over one, as their print says."""
    found: list[int] = []
    parent = headings[index].parent
    while parent is not None:
        found.append(parent)
        parent = headings[parent].parent
    return frozenset(found)
