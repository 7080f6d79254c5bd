"""A goal's label apart from the heading that is the goal: in a line of its own, in smaller print right over it or under
it, or in a sentence about all headings of a level.

`Målområde` over `Livskraftig plats` on a coloured band, `Nämndmål` under `2.1 Besökare trivs och kommer tillbaka`,
`Rubrikerna på denna nivå är kommunfullmäktiges mål.` Seen in budget books, in plans of boards and in interim reports
out of planning systems.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractors.families.chain import state_goal
from extractors.families.goal_lists import asks
from extractors.families.goals import RANK, GoalLabel, is_worded_as_goal, names_several, opens_no_goal, read_goal_label
from extractors.families.state import Walk, level_of
from extractors.families.vocabulary import alternatives, fold, load
from extractors.geometry import height, overlap
from extractors.sections import Block
from pipeline.records import Heading, Paragraph, Place

SMALLER = 0.85  # the label's height, of that of the heading's print
LABEL_GAP = 1.5  # of the font size of a wording, between it and its label
FEWEST_WORDS = 4  # of a heading that is a goal by the label under it, and no name of a part of the plan
UNDER = 3.0  # heights of the label, at most between a heading and the label under it
OVER = 0.5  # of the heading's font size, at most between a label and the heading under it
OVER_IN_BOX = 1.0  # the same, where the goal stands on a colour
COLON_OVER = 1.5  # the same, where the label ends with a colon
GOAL_UNDER = 2.0  # of the font size, at most between a label and a goal in plain print under it
LONGEST_LABEL = 80  # characters of a label alone
OPENING = 4  # words of a paragraph that tell what it is about


def read_lone_label(p: Paragraph) -> GoalLabel | None:
    """The label that a line is and nothing else, without number or wording; null where it is more, or none."""
    label = None if p.bullet or len(p.text) > LONGEST_LABEL else read_goal_label(p.text)
    if label is None or label.title or label.strong or names_several(label.term):
        return None
    return label


def heads_box(label: GoalLabel | None, p: Paragraph) -> GoalLabel | None:
    """A lone label in bold on a colour: it heads its box as one with a colon does."""
    return replace(label, strong=True) if label is not None and p.bold and p.fill is not None else label


def label_over(label: GoalLabel | None, place: Place | None, p: Paragraph) -> GoalLabel | None:
    """The label, where it stands right over a heading `p` in larger print, or with a colon in the same; null where it
    does not."""
    if label is None or place is None or place.page != p.place.page:
        return None
    small, large = place.box, p.place.box
    over = COLON_OVER if label.strong else OVER_IN_BOX if p.fill is not None else OVER
    near = -0.5 * height(small) <= large.top - small.bottom <= over * p.size
    beside = overlap(small.x0, small.x1, large.x0, large.x1) > 0
    smaller = height(small) <= SMALLER * min(height(large), 1.5 * p.size)
    is_plain = read_goal_label(p.text, heading=True) is None
    return label if near and beside and (smaller or label.strong) and is_plain else None


def label_right_above(walk: Walk, p: Paragraph) -> GoalLabel | None:
    """The label that stands in a line of its own right over a heading: `Mål 3`, `Nämndmål:` over the goal's wording. A
    bare `Mål` under a heading over a list of goals is one of those."""
    if walk.waiting is None or walk.wording is not None:
        return None
    label, place, _ = walk.waiting
    box = place.box
    near = -0.5 * p.size <= p.place.box.top - box.bottom <= LABEL_GAP * p.size
    beside = overlap(box.x0, box.x1, p.place.box.x0, p.place.box.x1) > 0
    if (
        not (label.number or label.strong)
        or place.page != p.place.page
        or not near
        or not beside
        or read_goal_label(p.text, heading=True)
    ):
        return None
    if walk.listing and label.goal_type == "goal":
        goal_type, _, set_by = walk.listing
        return replace(label, goal_type=goal_type, set_by=label.set_by or set_by)
    return label


def goal_under(label: GoalLabel | None, place: Place | None, p: Paragraph) -> GoalLabel | None:
    """The goal that a paragraph in plain print states right under its label: `Mål`, and below `Alla ska …`.

    Null where it does not say that something shall be, or the label is of several; but larger print in a coloured box
    is the goal whatever it says."""
    if label is None or place is None or p.bullet or label.number or names_several(label.term):
        return None
    near = place.page == p.place.page and 0 <= p.place.box.top - place.box.bottom <= GOAL_UNDER * p.size
    if not near or opens_no_goal(p.text):
        return None
    over = p.fill is not None and label_over(replace(label, strong=False), place, p) is not None
    one = re.search(r"[.!?]\s+[A-ZÅÄÖ]", p.text) is None  # a goal is one sentence
    speaks = any(word.endswith(("mål", "målen", "målet")) for word in fold(p.text).split()[:OPENING])
    heads = label.strong and one and p.fill is not None and not speaks and not p.text.rstrip().endswith(":")
    if over or (heads and label_over(label, place, p) is not None):
        return replace(label, title=p.text)
    stated = one and is_worded_as_goal(p.text) and read_goal_label(p.text) is None
    if speaks:
        return None  # of the goals: `De finansiella målen anger …`
    return replace(label, title=p.text) if stated else None


def list_under(label: GoalLabel | None, place: Place | None, p: Paragraph) -> GoalLabel | None:
    """The label of the goals that are listed right under it: `Mål`, and below `• Biblioteken är öppna på kvällen`. Null
    where what stands under it is no list. Seen in plans of libraries and culture from Word."""
    if label is None or place is None or label.number or not p.bullet or opens_no_goal(p.text):
        return None
    if not RANK["strategic_goal"] <= RANK[label.goal_type] <= RANK["goal"]:
        return None
    near = place.page == p.place.page and 0 <= p.place.box.top - place.box.bottom <= GOAL_UNDER * p.size
    return label if near else None


def label_heading(walk: Walk, label: GoalLabel, p: Paragraph, block: Block) -> bool:
    """Make the heading above a lone label `p` the goal of that label; true where it was one."""
    index = walk.heading
    if index is None or block.heading != index or not _is_right_under(p, walk.headings[index]):
        return False
    own = walk.headings[index]
    words = fold(own.title).split()
    if (
        len(words) < FEWEST_WORDS
        or asks(own.title)
        or any(word.startswith("mål") or word.endswith(("mål", "målen")) for word in words)
    ):
        return False
    stated = [goal for goal in walk.goals if goal.section == index]
    if stated and (stated != walk.goals[-1:] or stated[0].flags != ("goal-without-label",)):
        return False
    for goal in stated:  # the heading was taken for a goal for want of a label
        walk.goals.remove(goal)
        walk.open_goals = [one for one in walk.open_goals if one[2] != goal.key]
    state_goal(walk, replace(label, title=own.title), own.place, level_of(walk, index), "heading", index)
    return True


def _is_right_under(p: Paragraph, heading: Heading) -> bool:
    small, large = p.place.box, heading.place.box
    near = 0 <= small.top - large.bottom <= UNDER * height(small)
    return p.place.page == heading.place.page and near and height(small) <= SMALLER * height(large)


# ------------------------------------------------------------------ headings of one level


@cache
def _says_of_headings() -> re.Pattern[str]:
    words = load("goals")["headings"]
    return re.compile(
        rf"^{alternatives(words['words'])}\s+(?:{alternatives(words['level'])}|(?P<below>{alternatives(words['below'])}))"
        rf"\s+{alternatives(words['are'])}\s+(?P<label>[^.]{{3,60}})(?:\.\s|\.?$)",
        re.IGNORECASE,
    )


def label_level(walk: Walk, p: Paragraph, block: Block) -> str | None:
    """Take the headings of a level for goals where a sentence under one says that they are; what `p` says besides."""
    match = _says_of_headings().match(p.text)
    label = read_goal_label(match["label"]) if match else None
    if match is None or block.heading is None or label is None or label.title:
        return None
    over = block.heading if match["below"] else walk.headings[block.heading].parent
    if over is None:
        return None
    walk.goals_under = (over, label)
    stated = state_heading(walk, block.heading)
    return p.text[match.end() :].strip() if stated or match["below"] else None


def state_heading(walk: Walk, index: int | None) -> bool:
    """Make a heading a goal where the headings beside it are said to be goals; true where it was made one."""
    if index is None or walk.goals_under is None or walk.headings[index].parent != walk.goals_under[0]:
        return False
    own = walk.headings[index]
    if len(own.title.split()) < FEWEST_WORDS or any(goal.section == index for goal in walk.goals):
        return False
    state_goal(walk, replace(walk.goals_under[1], title=own.title), own.place, level_of(walk, index), "heading", index)
    return True
