"""Visions and overarching goals set apart under their label, which head no section: large in a shaded box (`VISION
2030` over `Här vill vi leva`), or in a line that is moved in from the edge.

Seen in annual reports and budgets from InDesign and the web, on the page before the goals, and in Word programmes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractors.families.goals import is_worded_as_goal, read_goal_label, refers_elsewhere, vision_in
from extractors.families.lone_labels import LONGEST_LABEL, label_over
from extractors.families.vocabulary import alternatives, load
from extractors.sections import Block

MOVED_IN = 10.0  # points from the edge of the heading above
PADDED = 5.0  # points, at least, by which a box moves its text in from there
NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")  # of a section
FEWEST_WORDS = 4  # of a vision in a line of its own
TELLS = re.compile(r"\bvision(?:en)?\b(?!\s+är\s+(?:att|det|en|ett)\b)", re.IGNORECASE)  # of it, and does not state it
REACH = 4  # blocks between a label and the wording, where text in columns stands beside the box


def with_boxed_visions(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the wording of a vision or an overarching goal in a box as text right behind its label there, and not
    as a heading."""
    out = list(blocks)
    for at, block in enumerate(blocks):
        p = block.paragraph
        if p is None or p.fill is None or block.is_heading or len(p.text) > LONGEST_LABEL:
            continue
        label = read_goal_label(p.text)
        if label is None or label.goal_type not in ("vision", "overarching_goal") or label.title or label.number:
            continue
        for later in range(at + 1, min(at + 1 + REACH, len(out))):
            other = out[later].paragraph
            if (
                other is not None
                and out[later].is_heading
                and other.fill == p.fill
                and label_over(label, p.place, other) is not None
            ):
                out.insert(at + 1, replace(out.pop(later), is_heading=False))
                break
    return out


def without_set_apart(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which the wording of a vision or an overarching goal is text, and no heading: smaller than the heading
    that is its label, moved in or centred under it, and with text below. A box moves it in by little; there no other
    heading has its print. It may say its label again: `Övergripande mål: Havsbyn är klimatneutral.`"""
    prints = Counter((b.paragraph.size, b.paragraph.bold) for b in blocks if b.is_heading and b.paragraph)
    out = list(blocks)
    for at, (over, block, below) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False), 1):
        label, p = over.paragraph, block.paragraph
        if label is None or p is None or not over.is_heading or not block.is_heading or below.is_heading:
            continue
        least = PADDED if p.fill is not None and prints[p.size, p.bold] == 1 else MOVED_IN
        moved = p.place.box.x0 - label.place.box.x0 >= least and p.size < label.size
        worded = is_worded_as_goal(p.text) or _is_labelled(p.text)
        if moved and p.place.page == label.place.page and worded and _is_lone(label.text):
            out[at] = replace(block, is_heading=False)
    return _without_line_under_text(out, prints)


def _without_line_under_text(blocks: list[Block], prints: Counter[tuple[float, bool]]) -> list[Block]:
    """Blocks in which the wording of a vision in a line of its own is text, where a paragraph that tells of the vision
    stands between it and its label: moved in or centred, in a print that no heading has, with nothing under it. Seen in
    budgets from Word: `Visionen antogs 2031 och gäller alla.` over `Lerbyn – där leran lever`."""
    for at, (over, told, block) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False), 2):
        label, text, p = over.paragraph, told.paragraph, block.paragraph
        if label is None or text is None or p is None or not over.is_heading or told.is_heading or not block.is_heading:
            continue
        if not _is_lone(label.text) or not TELLS.search(text.text) or vision_in(text.text) is not None:
            continue
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        alone = after is None or (after.is_heading and after.paragraph is not None)
        moved = p.place.box.x0 - max(label.place.box.x0, text.place.box.x0) >= MOVED_IN and p.size < label.size
        own = prints[p.size, p.bold] == 1 and p.place.page == label.place.page
        worded = len(p.text.split()) >= FEWEST_WORDS and not p.text.rstrip().endswith(("?", ":"))
        if alone and moved and own and worded and not refers_elsewhere(p.text) and read_goal_label(p.text) is None:
            blocks[at] = replace(block, is_heading=False)
    return blocks


def tells_of_vision(text: str) -> bool:
    """Whether a text says when a vision was decided or what it is for, and nothing behind a colon or in quotes states
    it: `Kommunens vision antogs 2031 och är vägledande.`"""
    told = "ision" in text and _of_vision().match(text) is not None
    return told and not re.search(r"[:”“\"]", text)


@cache
def _of_vision() -> re.Pattern[str]:
    said = alternatives(load("goals")["list"]["of_vision"])
    return re.compile(rf"^(?:[\w-]+\s+){{0,2}}vision(?:en)?\s+(?:[\w-]+\s+){{0,2}}?{said}(?!\w)", re.IGNORECASE)


def _is_labelled(text: str) -> bool:
    """Whether a line is the wording of what a plan has one of, behind its label and a colon."""
    label = read_goal_label(text) if ":" in text else None
    return label is not None and bool(label.title) and label.goal_type in ("vision", "overarching_goal")


def _is_lone(text: str) -> bool:
    """Whether a heading is the label of what a plan has one of."""
    label = read_goal_label(NUMBER.sub("", text))
    return label is not None and not label.title and label.goal_type in ("vision", "overarching_goal")
