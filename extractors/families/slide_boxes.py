"""Boxes on a slide that no diagram joins: a label alone, `Vision`, `Mål`, and under it the wording of one goal or more.

Seen in strategies and programmes that are set as slides, beside a list of what is to be done. Where a plan has one goal
of a level, the slide's title may be the label: `Vision` over the one box.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extractors.blocks import TextBlock, join_lines
from extractors.families.goal_legends import has_goal_verb, says_how_it_is, tells_level
from extractors.families.goal_levels import RANK
from extractors.families.goals import opens_no_goal, refers_elsewhere
from extractors.families.slide_pages import Slide, find_description
from extractors.families.slide_records import Found
from extractors.families.slide_words import Label, SlideWords, fold, read_label, starts_with, words_of
from extractors.geometry import union
from pipeline.records import Line, Place, RawGoal

PARSER = "slide-box"
FEWEST_WORDS, LONGEST = 4, 250  # words and characters of a goal in a box
LABEL_AND_WORDING, LARGER = 2, 1.25  # blocks in a box, and how much larger a wording is than the label over it
NEW_PARAGRAPH = 0.3  # of the font size, by which a gap between lines is wider than the narrowest
LONE = frozenset({"vision", "overarching_goal"})  # a plan has one of each, in any words


def read_boxes(slide: Slide, words: SlideWords) -> Found:
    """The goals in the boxes of a slide."""
    goals = _under_title(slide, words)
    for box in slide.boxed:
        over = len(box) == LABEL_AND_WORDING and _is_small_over(*box)
        label = read_label(box[0].text, words) if len(box) > 1 and (box[0].bold or over) else None
        if label is None or label.rest or RANK[label.level] >= RANK["indicator"]:
            continue
        stated = [part for block in box[1:] for part in _paragraphs(block)]
        if not _states_goals([text for text, _ in stated], label, words, over):
            continue
        for text, place in stated:
            key = f"slide-{slide.page}-box-{len(goals) + 1}"
            goals.append(
                RawGoal(key, None, label.level, text, place, label.term, label.number, parser=PARSER, confidence=0.85)
            )
    return Found(goals=tuple(goals))


def _under_title(slide: Slide, words: SlideWords) -> list[RawGoal]:
    """The vision or the overarching goal that stands in the one box of a slide whose title is its label."""
    label = read_label(slide.title.text, words) if slide.title and len(slide.boxed) == 1 else None
    if label is None or label.rest or label.level not in LONE or len(slide.boxed[0]) > 1:
        return []
    [block] = slide.boxed[0]
    asks = block.text.rstrip().endswith("?") or read_label(block.text, words) is not None
    beside = any(other.size >= block.size for other in slide.body)  # which may be the wording as well
    if asks or beside or _tells_of(block.text, label, words) or not _states_goals([block.text], label, words, False):
        return []
    key, told = f"slide-{slide.page}-box", find_description(slide)[0]
    goal = RawGoal(key, None, label.level, block.text, block.place, label.term, description=told, parser=PARSER)
    return [replace(goal, confidence=0.85)]


def _tells_of(text: str, label: Label, words: SlideWords) -> bool:
    """Whether a text speaks of what its label names, or says who decided it: `Antagen av kommunfullmäktige`."""
    decided = not words.council[1].isdisjoint(words_of(text)[:1])
    return decided or any(word.startswith(fold(label.term)) for word in words_of(text)) or refers_elsewhere(text)


def _is_small_over(label: TextBlock, wording: TextBlock) -> bool:
    """Whether a label stands in small print over a bold wording in larger print, as a caption over a heading does."""
    below = wording.place.box.top >= label.place.box.bottom - label.size
    return below and wording.bold and wording.size >= LARGER * label.size


def _states_goals(texts: list[str], label: Label, words: SlideWords, over: bool) -> bool:
    """Whether the texts of a box are goals: one where a plan has one, or `over` which its label is set as over a
    heading, else such as say how it shall be or is."""
    if not texts or (len(texts) > 1 and (label.level in LONE or label.number)):
        return False
    explains = any(tells_level(t, words) or starts_with(t, words.not_goals) or opens_no_goal(t) for t in texts)
    long = any(len(t.split()) < FEWEST_WORDS or len(t) > LONGEST or t.rstrip().endswith(":") for t in texts)
    told = over or label.level in LONE or any(not words.states.isdisjoint(words_of(t)[1:2]) for t in texts)
    told = told or any(has_goal_verb(t, words) or says_how_it_is(t, words) for t in texts)
    return told and not explains and not long


def _paragraphs(block: TextBlock) -> list[tuple[str, Place]]:
    """The paragraphs of a block whose lines stand close: one begins behind a full stop and a wider gap."""
    lines = block.lines
    gaps = [below.box.top - above.box.bottom for above, below in pairwise(lines)]
    parts: list[list[Line]] = [[lines[0]]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        ends = parts[-1][-1].text.rstrip().endswith((".", "!"))
        if ends and gap > min(gaps) + NEW_PARAGRAPH * block.size:
            parts.append([])
        parts[-1].append(line)
    if len(parts) == 1:
        return [(block.text, block.place)]
    return [
        (join_lines(line.text for line in part), Place(block.place.page, union(line.box for line in part)))
        for part in parts
    ]
