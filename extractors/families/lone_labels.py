"""A goal's label in a line of its own, in smaller print right over or under the heading that is the goal.

`Målområde` over `Livskraftig plats` on a coloured band, `Nämndmål` under `2.1 Besökare trivs och kommer tillbaka`.
Seen in budget books and in interim reports out of planning systems.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.families.chain import state_goal
from extractors.families.goals import GoalLabel, names_several, read_goal_label
from extractors.families.state import Walk, level_of
from extractors.families.vocabulary import fold
from extractors.geometry import height, overlap
from extractors.sections import Block
from pipeline.records import Heading, Paragraph, Place

SMALLER = 0.85  # the label's height, of that of the heading's print
FEWEST_WORDS = 4  # of a heading that is a goal by the label under it, and no name of a part of the plan
UNDER = 3.0  # heights of the label, at most between a heading and the label under it
OVER = 0.5  # of the heading's font size, at most between a label and the heading under it
COLON_OVER = 1.5  # the same, where the label ends with a colon


def read_lone_label(p: Paragraph) -> GoalLabel | None:
    """The label that a line is and nothing else, without number or wording; null where it is more, or none."""
    label = None if p.bullet else read_goal_label(p.text)
    if label is None or label.title or label.strong or names_several(label.term):
        return None
    return label


def label_over(label: GoalLabel | None, place: Place | None, p: Paragraph) -> GoalLabel | None:
    """The label, where it stands right over a heading `p` in larger print, or with a colon in the same; null where it
    does not."""
    if label is None or place is None or place.page != p.place.page:
        return None
    small, large = place.box, p.place.box
    near = -0.5 * height(small) <= large.top - small.bottom <= (COLON_OVER if label.strong else OVER) * p.size
    beside = overlap(small.x0, small.x1, large.x0, large.x1) > 0
    smaller = height(small) <= SMALLER * min(height(large), 1.5 * p.size)
    is_plain = read_goal_label(p.text, heading=True) is None
    return label if near and beside and (smaller or label.strong) and is_plain else None


def label_heading(walk: Walk, label: GoalLabel, p: Paragraph, block: Block) -> bool:
    """Make the heading above a lone label `p` the goal of that label; true where it was one."""
    index = walk.heading
    if index is None or block.heading != index or not _is_right_under(p, walk.headings[index]):
        return False
    own = walk.headings[index]
    words = fold(own.title).split()
    if len(words) < FEWEST_WORDS or any(word.startswith("mål") or word.endswith(("mål", "målen")) for word in words):
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
