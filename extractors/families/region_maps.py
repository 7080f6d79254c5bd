"""Goal trees and goal chains drawn between the paragraphs of an ordinary page -> goals, indicators, actions.

Only what levels are printed for is read: by labels in boxes or over them, or by the figure's caption, where it lists as
many levels as the tree has rows (`Figur 2. Vision, målområden och mål`). All else on the page stays text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

from extractors.blocks import TextBlock
from extractors.diagrams import Diagram
from extractors.families.facts import is_caption
from extractors.families.goal_levels import RANK, Background, Level, read_background
from extractors.families.goal_maps import GoalMap, read_goal_map
from extractors.families.slide_records import Found, SlideReading, merge, without_stated
from extractors.families.slide_words import SlideWords, fold, read_slide_words, singular
from extractors.families.state import Walk
from extractors.regions import Region, find_regions, without_region
from pipeline.records import Box, Heading, PageLayout, Place, RawAction, RawGoal, RawIndicator

R = TypeVar("R", RawGoal, RawIndicator, RawAction)
FEWEST_GOALS = 2
BY_CAPTION = 0.85  # confidence in a level that the caption gives to a row of boxes
_NUMBER = re.compile(r"^\w+\s*\d+[.:]?\s*")
_BETWEEN = re.compile(r"\s*,\s*|\s+(?:och|samt)\s+")


@dataclass(frozen=True, slots=True)
class RegionReading:
    """What the drawings of a document say, and the places on each page that are thereby read."""

    found: Found = field(default_factory=Found)
    regions: Mapping[int, tuple[tuple[Box, tuple[Box, ...]], ...]] = field(default_factory=dict)
    diagrams: tuple[Diagram, ...] = ()  # all drawings among text, also those whose levels are not printed

    def outside(self, pages: Sequence[PageLayout]) -> list[PageLayout]:
        """The pages without what was read in drawings."""
        out = []
        for page in pages:
            for around, boxes in self.regions.get(page.number, ()):
                page = without_region(page, around, boxes)
            out.append(page)
        return out


def read_regions(pages: Sequence[PageLayout]) -> RegionReading:
    """The goal maps among the text of upright pages."""
    regions = [(page, region) for page in pages for region in find_regions(page)]
    if not regions:
        return RegionReading()
    words = read_slide_words()
    told = ". ".join(dict.fromkeys(" ".join(w.text for w in page.words) for page, _ in regions))
    background = read_background(told, told, words, {}, {})
    found: list[Found] = []
    places: dict[int, tuple[tuple[Box, tuple[Box, ...]], ...]] = {}
    for page, region in regions:
        goal_map = _read_region(region, background, words)
        if goal_map is not None:
            found.append(Found(goal_map.goals, goal_map.indicators, goal_map.actions))
            boxes = _read_boxes(region.diagram, goal_map)
            places[page.number] = (*places.get(page.number, ()), (region.box, boxes))
    return RegionReading(merge(found), places, tuple(region.diagram for _, region in regions))


def _read_region(region: Region, background: Background, words: SlideWords) -> GoalMap | None:
    captioned = levels_of_caption(region.diagram, region.near, words)
    goal_map = read_goal_map(region.diagram, None, background, words, only_labelled=True, captioned=captioned)
    if goal_map is None or goal_map.figures or len(goal_map.goals) < FEWEST_GOALS:
        return None
    return goal_map


def _read_boxes(diagram: Diagram, goal_map: GoalMap) -> tuple[Box, ...]:
    """The places of what was read: boxes with a level, legends, labels. A box that says something else stays text."""
    own = [diagram.boxes[i].outline for i in sorted(goal_map.understood)]
    return (*own, *(block.place.box for block in diagram.loose))


# ------------------------------------------------------------------ levels that a caption lists


def levels_of_caption(diagram: Diagram, near: Sequence[TextBlock], words: SlideWords) -> dict[int, Level]:
    """The levels that a figure's caption lists, from the top of a tree to its leaves, by box; none where it lists more
    or fewer than the tree has rows, or in another order."""
    captions = [block.text for block in near if is_caption(block.text)]
    tiers = _tiers(diagram)
    for caption in captions:
        listed = _listed_levels(caption, words)
        if len(listed) == len(tiers) >= 2:
            return {i: level for level, tier in zip(listed, tiers, strict=True) for i in tier}
    return {}


def _listed_levels(caption: str, words: SlideWords) -> list[Level]:
    """The levels in a caption that is a list of such, higher ones first."""
    parts = [part.rstrip(". ") for part in _BETWEEN.split(_NUMBER.sub("", caption, count=1))]
    types = [words.levels.get(fold(part)) or words.plurals.get(fold(part)) for part in parts]
    found = [Level(level, singular(part, words), BY_CAPTION) for level, part in zip(types, parts, strict=True) if level]
    ranks = [RANK[level.type] for level in found]
    ordered = all(a < b for a, b in pairwise(ranks))
    return found if len(found) == len(parts) and ordered else []


def _tiers(diagram: Diagram) -> list[list[int]]:
    """The boxes of a tree by how many lines are between them and its top; none where it is no tree, or where a box is
    not part of it."""
    over: dict[int, list[int]] = {i: [] for i in range(len(diagram.boxes))}
    for connection in diagram.connections:
        over[connection.target].append(connection.source)
    tiers = [[i for i, sources in over.items() if not sources]]
    while tiers[-1]:
        tiers.append([i for i, sources in over.items() if len(sources) == 1 and sources[0] in tiers[-1]])
        if len(tiers) > len(over):  # a ring
            return []
    tiers.pop()
    whole = sum(map(len, tiers)) == len(over) and all(b.container is None for b in diagram.boxes)
    return tiers if whole and len(tiers[0]) == 1 else []


# ------------------------------------------------------------------ with the rest of the document


def add_regions(walk: Walk, reading: RegionReading) -> None:
    """Adds what drawings say to what the text says, in the sections that they stand in. What both state is one."""
    if not reading.regions:
        return
    found = reading.found
    told = without_stated(SlideReading(found.goals, found.indicators, found.actions), walk)
    headings = walk.headings
    walk.goals += [_in_section(goal, headings) for goal in told.goals]
    walk.indicators += [_in_section(row, headings) for row in told.indicators]
    walk.actions += [_in_section(row, headings) for row in told.actions]


def _in_section(record: R, headings: Sequence[Heading]) -> R:
    """A record in the section whose heading is the last one before its place."""
    before = [i for i, heading in enumerate(headings) if _at(heading.place) <= _at(record.place)]
    section = max(before, key=lambda i: (_at(headings[i].place), i), default=None)
    return replace(record, section=section)


def _at(place: Place) -> tuple[int, float]:
    return place.page, place.box.top
