"""What stands on a title page or right at the title heads no section: the title, its repeats, its subtitle, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.families.facts import Front, heads_results, names_municipality
from extractors.families.sentences import is_body
from extractors.families.vocabulary import fold, load
from extractors.sections import Block
from pipeline.records import Paragraph

MOST_ON_TITLE_PAGE = 600  # characters
LABELLED_COLUMNS = 2  # of a table that says who decided the plan and when; wider ones belong to its text
FEWEST_CHAPTERS = 3  # headings in one print, of which the first may look like the document's title
LONGEST_ON_TITLE_PAGE = 150  # characters; a page with longer paragraphs is no title page


def without_title(blocks: list[Block], front: Front) -> list[Block]:
    """The document's own title, its repeats, its subtitle and all else on a title page head nothing."""
    if not front.title:
        return blocks
    styles = Counter((b.paragraph.size, b.paragraph.bold) for b in blocks if b.is_heading and b.paragraph)
    page = [b.paragraph for b in blocks if b.paragraph and b.place.page == front.first_page]
    tables = [b.table for b in blocks if b.table is not None and b.place.page == front.first_page]
    title_page = (
        not any(len(p.text) > LONGEST_ON_TITLE_PAGE for p in page)
        and sum(len(p.text) for p in page) <= MOST_ON_TITLE_PAGE
        and not any(t.n_cols > LABELLED_COLUMNS for t in tables)
    )
    own = " ".join(p.text for p in front.title)
    first = front.title[0]
    of_chapter = not title_page and styles[first.size, first.bold] >= FEWEST_CHAPTERS and _names_no_document(own)
    out = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        p = block.paragraph
        if p is not None and block.is_heading and p.text == own:
            again = (p in front.title or _repeats_title(p, blocks, front)) and not of_chapter
            block = replace(block, is_heading=not again)
        elif p is not None and block.is_heading and block.place.page == front.first_page:
            once = styles[p.size, p.bold] == 1
            alone = once or names_municipality(p.text)
            over = title_page and p.place.box.bottom <= front.title[0].place.box.top  # a name or a logo on a cover
            holds_none = title_page or _is_larger_heading(after, p)
            body = p is front.subtitle and holds_none and is_body(p.text)  # also where it is set as headings are
            letterhead = p.place.box.bottom <= front.title[0].place.box.top and names_municipality(p.text)
            of_title = p in front.title or p is front.over or over or letterhead or body
            below = title_page or (_subtitle(p, front.title) and not heads_results(p.text))
            if of_title or (alone and below):
                block = replace(block, is_heading=False)
        out.append(block)
    return out


def _names_no_document(title: str) -> bool:
    """Whether a title says neither what kind of document it is of nor of what year: `Måluppfyllelse`. In the print of
    the headings of chapters it is one of these: the file is an extract of a document."""
    return not any(map(str.isdigit, title)) and not any(word in fold(title) for word in load("facts")["title"]["words"])


def _is_larger_heading(block: Block | None, p: Paragraph) -> bool:
    """Whether a heading in larger print than a paragraph stands there, so that the paragraph heads nothing."""
    return block is not None and block.is_heading and block.paragraph is not None and block.paragraph.size > p.size


def _repeats_title(p: Paragraph, blocks: Sequence[Block], front: Front) -> bool:
    """Whether a heading worded as the title is the title printed again: in a print that no other heading has, on the
    first page, over all other headings, larger than these or alone on its page. A chapter may have that name as well:
    `Mål och budget`."""
    headings = [b.paragraph for b in blocks if b.is_heading and b.paragraph]
    others = [h for h in headings if h.text != p.text and h not in front.title and h is not front.subtitle]
    if any((h.size, h.bold) == (p.size, p.bold) for h in others):
        return False
    before = [h for h in headings[: headings.index(p)] if h in others]
    alone = sum(b.place.page == p.place.page for b in blocks) == 1
    return p.place.page == front.first_page or alone or not before or all(h.size < p.size for h in others)


def _subtitle(p: Paragraph, title: Sequence[Paragraph]) -> bool:
    """Whether a paragraph stands right at the title, in smaller print."""
    near = min(abs(p.place.box.top - title[-1].place.box.bottom), abs(title[0].place.box.top - p.place.box.bottom))
    return p.size < title[0].size and near < 1.6 * title[0].size and not p.text[:1].isdigit()
