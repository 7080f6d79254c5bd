"""The goal that a whole slide is about, and the links to outside frameworks that the slide shows for it.

`Inriktningsmål 2` as a title, or the goal's own words; below it `Agenda 2030: mål 4 …`, or small boxes beside the name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.blocks import TextBlock
from extractors.families.framework_links import (
    framework_of_heading,
    kind_of,
    named_frameworks,
    published_name,
    read_labelled_links,
)
from extractors.families.slide_pages import Slide
from extractors.families.slide_records import Found, SlideReading
from extractors.families.slide_words import SlideWords, fold, read_area, read_label, read_slide_words
from extractors.geometry import height
from pipeline.records import Box, RawAlignment, RawGoal

SMALL = 4.0  # times the height of the name that stands beside a small box


def find_subjects(slides: Sequence[Slide], goals: Sequence[RawGoal], words: SlideWords) -> dict[int, str]:
    """The key of the one goal that a slide is about, by page."""
    found: dict[int, str] = {}
    for slide in slides:
        goal = _titled(slide, goals, words) or _worded(slide, goals)
        if goal is not None:
            found[slide.page] = goal.key
    return found


def _titled(slide: Slide, goals: Sequence[RawGoal], words: SlideWords) -> RawGoal | None:
    """The goal that a title names by its level, and its name or its number: `Inriktningsmål 2`."""
    label = read_label(slide.title.text, words) or read_area(slide.title.text, words) if slide.title else None
    if label is None:
        return None
    same = [goal for goal in goals if goal.goal_type == label.level]
    if label.rest:
        meant = [goal for goal in same if fold(goal.title) == fold(label.rest)]
    else:
        meant = [goal for goal in same if label.number is not None and goal.number == label.number]
    return meant[0] if len(meant) == 1 else None


def _worded(slide: Slide, goals: Sequence[RawGoal]) -> RawGoal | None:
    """The one goal whose words a slide shows outside its boxes, or that all others there serve."""
    shown = {fold(block.text) for block in slide.loose}
    meant = [goal for goal in goals if fold(goal.title) in shown]
    meant = [goal for goal in meant if goal.parent not in {other.key for other in meant}]
    return meant[0] if len(meant) == 1 else None


def with_links_on_slides(
    found: Found, slides: Sequence[Slide], subjects: Mapping[int, str], words: SlideWords
) -> Found:
    """Adds what slides link their goal to: lines that name a framework, boxes beside its name."""
    told = {(link.goal, link.framework, link.text) for link in found.alignments}
    links: list[RawAlignment] = []
    for slide in (slide for slide in slides if slide.page in subjects):
        named = named_frameworks(slide.text, words)
        around = [slide.text, *(other.text for other in slides)]
        for block in slide.body:
            read = read_labelled_links(block.lines, subjects[slide.page], named, around, words)
            links += read or _links_in_boxes(block, slide, subjects[slide.page], around, words)
        for block in slide.loose if slide.numbers else ():
            links += _links_of_tiles(block, slide, subjects[slide.page], around, words)
    new = {(link.goal, link.framework, link.text): link for link in links}
    return replace(found, alignments=(*found.alignments, *(link for key, link in new.items() if key not in told)))


def links_of_text_slides(
    reading: SlideReading, goals: Sequence[RawGoal], known: Sequence[RawAlignment]
) -> tuple[RawAlignment, ...]:
    """The links on slides that were read as text is, beside those that are `known`; `goals` are all of the document."""
    words = read_slide_words()
    slides = [slide for slide in reading.shown if slide.page not in reading.pages]
    subjects = find_subjects(slides, goals, words)
    return with_links_on_slides(Found(alignments=tuple(known)), slides, subjects, words).alignments[len(known) :]


def _links_in_boxes(
    name: TextBlock, slide: Slide, goal: str, around: Sequence[str], words: SlideWords
) -> list[RawAlignment]:
    """Links in small boxes on the line of a framework's name, at its right: `Agenda 2030:` `3 God hälsa`."""
    frameworks = framework_of_heading(name.text, words) or ()
    if len(frameworks) != 1 or slide.diagram is None:
        return []
    here = name.place.box
    beside = [
        box
        for box in slide.diagram.boxes
        if box.outline.x0 >= here.x1
        and box.outline.top <= (here.top + here.bottom) / 2 <= box.outline.bottom
        and height(box.outline) <= SMALL * height(here)
    ]
    framework = published_name(frameworks[0], around, words)
    return [RawAlignment(goal, framework, kind_of("", box.text, frameworks[0]), box.text, box.place) for box in beside]


def _links_of_tiles(
    name: TextBlock, slide: Slide, goal: str, around: Sequence[str], words: SlideWords
) -> list[RawAlignment]:
    """Links of tiles with the number of an outside goal, in a row under a framework's name: each with the goal's words
    right beside it."""
    frameworks = framework_of_heading(name.text, words) or ()
    if len(frameworks) != 1:
        return []
    here = name.place.box
    row = [box for box in slide.numbers if 0 <= box.top - here.bottom <= SMALL * height(here)]
    framework = published_name(frameworks[0], around, words)
    told = [block for box in row if (block := _beside(box, row, slide.loose)) is not None]
    return [
        RawAlignment(goal, framework, kind_of("", block.text, frameworks[0]), block.text, block.place)
        for block in (told if len(told) == len(row) else ())
    ]


def _beside(tile: Box, row: Sequence[Box], blocks: Sequence[TextBlock]) -> TextBlock | None:
    """The one text at the right of a tile, before the next one."""
    end = min((other.x0 for other in row if other.x0 > tile.x0), default=float("inf"))
    found = [
        block
        for block in blocks
        if tile.x1 - 2.0 <= block.place.box.x0 < end
        and tile.top <= (block.place.box.top + block.place.box.bottom) / 2 <= tile.bottom
    ]
    return found[0] if len(found) == 1 else None
