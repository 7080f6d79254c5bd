"""Text set like a heading that is none: a preamble, the words of a vision under its name, the label of a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.columns import is_figure
from extractors.families.framework_links import framework_served, is_framework_item
from extractors.families.goals import read_goal_label
from extractors.families.lone_labels import read_lone_label
from extractors.families.roles import role_of
from extractors.families.vocabulary import fold, load
from extractors.geometry import contains
from extractors.sections import Block, is_heading
from pipeline.records import PageLayout, Paragraph

FEWEST_BESIDE = 2  # texts beside the label of a row
LONGEST_NAME = 2  # words
FEWEST_LISTED = 3  # short names under each other, each with what it means beside it
MOST_IN_HEADING = 3  # words of a heading in larger print under a heading `Vision`; its wording has more
NAME_WORDS, LONGEST_OFFICE = (2, 3, 4), 6  # words of a person's name, and of what this person is
NAME = re.compile(r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?")
CHART_LABELS, LONGEST_LABEL = 4, 3  # first labels and figures of a chart, and words of one
SLACK = 3.0  # points by which they may stand higher or lower


def without_preambles(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of which none is a heading that stands right under another, in a print that no other heading has, and is
    a sentence in smaller print or the wording of a vision, which may be the largest on the page."""
    prints = Counter(_print(b.paragraph) for b in blocks if b.is_heading and b.paragraph)
    out = list(blocks[:1])
    for above, block in pairwise(blocks):
        over, p = above.paragraph, block.paragraph
        if above.is_heading and block.is_heading and over and p and prints[_print(p)] == 1:
            sentence = p.size < over.size and p.text.rstrip().endswith(".")
            block = replace(block, is_heading=not (sentence or _is_wording(p, over)))
        out.append(block)
    return out


def _is_wording(p: Paragraph, over: Paragraph) -> bool:
    """Whether a text is the wording of the vision that the heading over it names; or of the overarching goal, of which
    a plan has one as well, where it stands in a box of its own."""
    label = read_goal_label(over.text, heading=True)
    if label is None or label.title or label.number:
        return False
    worded = p.size < over.size or len(p.text.split()) > MOST_IN_HEADING
    boxed = p.fill is not None and over.fill is None
    return worded and (label.goal_type == "vision" or (label.goal_type == "overarching_goal" and boxed))


def with_headed_panels(
    blocks: Sequence[Block], pages: Mapping[int, PageLayout], usual: tuple[float, str]
) -> list[Block]:
    """Blocks of which a goal by its label in larger print than the text, `usual`, is a heading where a panel of colour
    is the ground of it and of the table right under it; a box that holds text alone is set apart. Seen in budgets."""
    out = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        p = block.paragraph
        if p is not None and p.fill and p.bold and p.size > usual[0] and not block.is_heading and after and after.table:
            label = read_goal_label(p.text, heading=True)
            below = after.table.places[0]
            grounds = [s.box for s in pages[p.place.page].shapes if s.fill == p.fill]
            inside = any(contains(g, p.place.box) and contains(g, below.box) for g in grounds)
            if label is not None and label.title and label.strong and below.page == p.place.page and inside:
                block = replace(block, is_heading=is_heading(replace(p, fill=None), usual))
        out.append(block)
    return out


def without_framework_labels(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of which none is a heading that names an outside framework over a list of its goals: `Bidrar till Agenda
    2030` over `4 God utbildning`. It labels a list beside a goal."""
    out = []
    for at, block in enumerate(blocks):
        p = block.paragraph
        if block.is_heading and p is not None and framework_served(p.text) is not None:
            under = next((b.paragraph for b in blocks[at + 1 : at + 2] if not b.is_heading), None)
            block = replace(block, is_heading=under is None or not is_framework_item(under.text))
        out.append(block)
    return out


def without_small_print(blocks: Sequence[Block], usual: float) -> list[Block]:
    """Blocks of which none is a heading that is the name under a text, over the office of who signs it, or that stands
    in smaller print than the text, `usual`, over the labels and figures of a chart or as the label of a remark."""
    out = []
    for at, block in enumerate(blocks):
        small = block.is_heading and (_heads_chart(blocks, at, usual) or _labels_remark(block, usual))
        if block.is_heading and (small or _is_signature(block, blocks[at + 1 : at + 2])):
            block = replace(block, is_heading=False)
        out.append(block)
    return out


def _labels_remark(block: Block, usual: float) -> bool:
    """Whether a line in small print is `Kommentar` and no more, as in the frame around a goal."""
    p = block.paragraph
    return p is not None and p.size < usual and role_of(p.text.rstrip(" :")) == ("comment", 1.0)


def _is_signature(block: Block, below: Sequence[Block]) -> bool:
    """Whether a line is a person's name right over an office in plain print: `Kommunstyrelsens ordförande`."""
    p, office = block.paragraph, below[0].paragraph if below else None
    if p is None or office is None or office.bold or p.place.page != office.place.page:
        return False
    near = -0.5 * p.size <= office.place.box.top - p.place.box.bottom <= p.size and office.size <= p.size
    if not near or len(office.text.split()) > LONGEST_OFFICE:
        return False
    words = p.text.split()
    name = len(words) in NAME_WORDS and all(NAME.fullmatch(word) for word in words)
    return name and fold(office.text).endswith(tuple(load("facts")["signs"]["words"]))


def _heads_chart(blocks: Sequence[Block], at: int, usual: float) -> bool:
    p = blocks[at].paragraph
    if p is None or p.size >= usual:
        return False
    below = [b.paragraph for b in blocks[at + 1 : at + 1 + CHART_LABELS]]
    labels = [q.text for q in below if q is not None and q.size <= p.size and len(q.text.split()) <= LONGEST_LABEL]
    return len(labels) == CHART_LABELS and 2 * sum(map(is_figure, labels)) >= CHART_LABELS


def without_labels(blocks: Sequence[Block], usual: float) -> list[Block]:
    """Blocks of which none is a heading that is a goal's label and nothing else, no larger than the text, printed
    again and again over the goals: `Inriktningsmål`, each time over one wording. Where other headings have its print,
    it is a heading as they are."""
    others = {_print(b.paragraph) for b in blocks if b.is_heading and b.paragraph and not _is_small_label(b, usual)}
    places: dict[str, list[int]] = {}
    for at, block in enumerate(blocks):
        if block.paragraph and _is_small_label(block, usual) and _print(block.paragraph) not in others:
            places.setdefault(fold(block.paragraph.text), []).append(at)
    labels = {
        at for found in places.values() if len(found) > 1 and all(_over_one(blocks, i) for i in found) for at in found
    }
    return [replace(b, is_heading=False) if i in labels else b for i, b in enumerate(blocks)]


def _over_one(blocks: Sequence[Block], at: int) -> bool:
    """Whether one wording follows, and then no more text."""
    wording = blocks[at + 1].paragraph if at + 1 < len(blocks) and not blocks[at + 1].is_heading else None
    after = blocks[at + 2] if at + 2 < len(blocks) else None
    ends = after is None or after.paragraph is None or after.is_heading
    return wording is not None and not wording.bullet and ends


def _is_small_label(block: Block, usual: float) -> bool:
    p = block.paragraph
    return block.is_heading and p is not None and p.size <= usual and read_lone_label(p) is not None


def without_row_labels(blocks: Sequence[Block], usual: float) -> list[Block]:
    """Blocks of which none is a heading in the size of the text, `usual`, or below with several texts beside it: it
    labels their row, as that of a legend. Nor are those under each other, each with a text in its own size beside it:
    they are a list of short names and what these mean."""
    texts: dict[int, list[Paragraph]] = {}
    for block in blocks:
        if block.paragraph and not block.is_heading:
            texts.setdefault(block.place.page, []).append(block.paragraph)
    short = {id(b) for b in blocks if b.is_heading and _is_explained(b, texts.get(b.place.page, ()))}
    listed = Counter(_column(b) for b in blocks if id(b) in short)
    labels = {id(b) for b in blocks if b.is_heading and _labels_row(b, texts.get(b.place.page, ()), usual)}
    labels |= {id(b) for b in blocks if id(b) in short and listed[_column(b)] >= FEWEST_LISTED}
    return [replace(b, is_heading=False) if id(b) in labels else b for b in blocks]


def _column(block: Block) -> tuple[int, int]:
    return block.place.page, round(block.place.box.x0 / SLACK)


def _is_explained(block: Block, texts: Sequence[Paragraph]) -> bool:
    """Whether a heading of a word or two has one line of text in its own size at its right."""
    p, box = block.paragraph, block.place.box
    if p is None or len(p.text.split()) > LONGEST_NAME:
        return False
    beside = (t.place.box for t in texts if t.size == p.size and t.place.box.x0 > box.x1)
    return any(abs(t.top - box.top) <= SLACK and abs(t.bottom - box.bottom) <= SLACK for t in beside)


def _labels_row(block: Block, texts: Sequence[Paragraph], usual: float) -> bool:
    p, box = block.paragraph, block.place.box
    if p is None or p.size > usual:
        return False
    boxes = (t.place.box for t in texts)
    beside = [t for t in boxes if t.x0 > box.x1 and box.top - SLACK <= t.top and t.bottom <= box.bottom + SLACK]
    return len(beside) >= FEWEST_BESIDE


def _print(p: Paragraph) -> tuple[float, bool, str]:
    return p.size, p.bold, p.colour
