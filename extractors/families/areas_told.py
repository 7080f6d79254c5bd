"""Areas over numbered goals, where a sentence tells how many there are: `Målen är indelade i tre utvecklingsområden.`

The headings have no label of their own. Seen in annual reports and budgets from InDesign and Typst, each goal a bar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.families.goal_lists import asks, names_list
from extractors.families.goal_strips import read_strip
from extractors.families.goals import RANK, GoalLabel, names_others, names_owner, read_goal_label
from extractors.families.vocabulary import alternatives, fold, load
from extractors.sections import Block
from pipeline.records import Heading

PLAIN = "områden"  # which alone says too little
NOBODY = ""  # who set an area, where nothing tells
GOALS = (RANK["strategic_goal"], RANK["goal"])  # ranks of goals that stand in areas


def areas_told(blocks: Sequence[Block], headings: Sequence[Heading]) -> dict[str, GoalLabel]:
    """Folded title -> label of the headings that hold all numbered goals of a document, where they are siblings and as
    many as a sentence says that there are areas for its goals. Empty where anything does not fit."""
    told = {found for block in blocks if block.paragraph and (found := _told(block.paragraph.text))}
    if len(told) != 1:  # two sentences may count the areas of two bodies
        return {}
    count, kind, set_by = told.pop()
    over = _over_goals(blocks, headings)
    titles = [headings[at].title for at in over if at is not None]
    if None in over or len(over) != count or len({fold(title) for title in titles}) != count:
        return {}
    if len({(headings[at].parent, headings[at].level) for at in over if at is not None}) != 1:
        return {}
    if any(_is_no_area(title) for title in titles):
        return {}
    return {fold(title): GoalLabel(kind, "", None, None, set_by, title, False) for title in titles}


def _is_no_area(title: str) -> bool:
    """Whether a heading is one of any plan, a body, a list or a goal; `Hållbar ekonomi` is none of these."""
    folded = fold(title)
    generic = folded in load("goals")["list"]["not"] or names_list(folded)
    return generic or asks(title) or names_owner(title) or read_goal_label(title, heading=True) is not None


def _over_goals(blocks: Sequence[Block], headings: Sequence[Heading]) -> list[int | None]:
    """The headings right over the numbered goals of a document, in their order."""
    over: dict[int | None, None] = {}
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        p = block.paragraph
        label = None
        if block.table is not None:
            label = strip.goal if (strip := read_strip(block.table)) else None
        elif p is not None and not p.bullet and (block.is_heading or p.bold or p.fill):
            label = read_goal_label(p.text)
        if label is not None and not label.title and after is not None and after.is_heading and not block.is_heading:
            block = after  # `MÅL 1` in a line of its own over the goal
        elif label is not None and not label.title:
            label = None
        if label is None or not label.number or not GOALS[0] <= RANK[label.goal_type] <= GOALS[1]:
            continue
        own = block.heading
        over[headings[own].parent if block.is_heading and own is not None else own] = None
    return list(over)


def _told(text: str) -> tuple[int, str, str] | None:
    """How many areas a sentence says that goals stand in, what areas they are, and who set them."""
    folded = text.casefold()
    may_tell = "mål" in folded and any(area in folded for area in _areas())
    match = _sentence().search(text) if may_tell else None
    if match is None:
        return None
    start = max(text.rfind(end, 0, match.start()) for end in ".!?:") + 1
    sentence = text[start : match.end()] + re.split(r"[.!?]", text[match.end() :], maxsplit=1)[0]
    if _are_of_others(sentence, match["whose"]):
        return None
    count = fold(match["count"] or match["before"])
    number = int(count) if count.isdigit() else load("goals")["list"]["counts"].index(count) + 2
    kind = "focus_area" if fold(match["area"] or match["holds"] or "").startswith("fokus") else "goal_area"
    before = text[start : match.start("count" if match["count"] else "before")]
    council = re.search(r"fullmäktige\b(?!s)", before, re.IGNORECASE)
    return number, kind, "council" if council else NOBODY


def _are_of_others(sentence: str, whose: str | None) -> bool:
    """Whether a sentence is about goals of the world, the state or a body besides those of the plan."""
    words = load("goals")["list"]
    if names_others(sentence):
        return True
    owners = load("goals")["owner"]
    own = {*words["own"], *(word for owner in owners for word in owner.get("words", []))}
    ends = tuple(end for owner in owners for end in owner.get("ends", []))
    return whose is not None and fold(whose) not in own and not fold(whose).endswith(ends)


@cache
def _areas() -> tuple[str, ...]:
    return (PLAIN, *map(str.casefold, load("goals")["list"]["areas"]))


@cache
def _sentence() -> re.Pattern[str]:
    """`åtta mål inom fyra målområden`, `tre målområden med sammanlagt sex mål`; plain `områden` only where it says that
    the goals are parted into them."""
    words = load("goals")["list"]
    count = rf"(?:\w+\s+)?(?P<count>{alternatives(words['counts'])}|\d{{1,2}})\s+(?:\w+\s+)?"
    where = r"(?:i|inom|under|efter|på)\s+"
    areas = alternatives(words["areas"])
    counted = rf"(?:{alternatives(words['counts'])}|\d{{1,2}})"
    return re.compile(
        rf"(?:\b(?P<whose>\w+s)\s+(?:\w+a\s+)?)?\b\w*mål(?:en)?\b[^.!?:]{{0,60}}?\b(?:(?P<parted>{alternatives(words['parted'])})\s+)?{where}{count}"
        rf"(?:(?P<area>{areas})|(?(parted){PLAIN}|(?!)))(?!\w)"
        rf"|\b{count.replace('count>', 'before>')}(?P<holds>{areas})\s+med\s+(?:\w+\s+){{0,2}}?{counted}"
        r"\s+(?:\w+\s+)?mål(?!\w)",
        re.IGNORECASE,
    )
