"""What headings state: goals, areas, lists of goals, and whose assignments stand under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.families.action_cards import note_heading
from extractors.families.assignments import read_assignment
from extractors.families.chain import ANY_HEADING, REACHED, callout_level, return_to, state_goal
from extractors.families.givers import end_giver, open_bullets, takes_giver
from extractors.families.goal_lists import (
    areas_and_more,
    counted_list,
    goal_in_list,
    goals_of_body,
    levels_named,
    names_list,
    numbered_sentence,
    numbers_only_goals,
    open_list,
    over_cards,
    stated_below,
    without_number,
)
from extractors.families.goals import (
    RANK,
    GoalLabel,
    is_narrowed,
    list_label,
    read_goal_label,
    refers_elsewhere,
    states_own_goal,
    vision_for,
)
from extractors.families.goals_by_place import state_area, state_measured
from extractors.families.lone_labels import label_over, label_right_above, state_heading
from extractors.families.references import close_side_by_side, goal_in_heading
from extractors.families.state import Walk, level_of
from extractors.families.vocabulary import fold, load
from extractors.sections import Block
from pipeline.records import Paragraph

LEAST_VISION = 3  # words of a vision in larger print than the heading over it
SHORTEST_APART = 15  # characters


def wording_under(blocks: Sequence[Block], index: int) -> Paragraph | None:
    """The paragraph under a heading such as `Vision` that states it: one set apart by its print, else the first."""
    under: list[Paragraph] = []
    for block in blocks[index + 1 :]:
        if block.is_heading or block.paragraph is None:
            break
        under.append(block.paragraph)
    if not under:
        return _wording_in_large_print(blocks, index)
    apart = [p for p in under if is_set_apart(p) and not refers_elsewhere(p.text)]
    plain = next((p for p in under if not re.search(r"\bvision", p.text, re.IGNORECASE)), under[0])
    return apart[0] if apart and not under[0].italic else plain


def is_set_apart(p: Paragraph) -> bool:
    """Whether print or quotes set a text apart from an introduction."""
    return bool(p.italic or p.bold or p.fill or p.text[:1] in '”“"') and len(p.text) > SHORTEST_APART


def _wording_in_large_print(blocks: Sequence[Block], index: int) -> Paragraph | None:
    """A line set like a heading right under the heading, with no text of its own: it ends a sentence, or another
    heading of the first one's print follows."""
    following = blocks[index + 1 : index + 3]
    if not following or not following[0].is_heading or following[0].paragraph is None:
        return None
    p, title = following[0].paragraph, blocks[index].paragraph
    alone = len(following) < 2 or (following[1].is_heading and following[1].paragraph is not None)
    label = read_goal_label(title.text) if title is not None else None
    lone = label is not None and label.goal_type in ("vision", "overarching_goal")  # a plan has one of each
    smaller = title is not None and p.size < title.size
    larger = title is not None and p.size > title.size and lone and len(p.text.split()) > LEAST_VISION
    says = p.text.rstrip().endswith((".", "!")) or (smaller and (alone or lone)) or larger
    if read_goal_label(p.text, heading=True) or not says:
        return None
    if label is not None and is_narrowed(label) and not states_own_goal(p.text):
        return None
    return p


def read_heading(walk: Walk, p: Paragraph, block: Block) -> None:
    if walk.waiting and walk.wording is p:
        stated, _, _ = walk.waiting  # a wording in large print under the heading `Vision`
        walk.waiting = walk.wording = None
        level = callout_level(walk, stated)
        state_goal(walk, replace(stated, title=p.text), p.place, level, "label", walk.heading)
        return
    walk.measure = False
    walk.card = walk.labelled = None
    over = label_right_above(walk, p) or label_over(*walk.lone, p)
    walk.waiting = walk.describing = walk.wording = None
    walk.lone = (None, None)
    if over is not None:
        own = walk.headings[block.heading] if block.heading is not None else None
        if own is not None and own.number and not over.number and numbers_only_goals(walk.headings):
            over = replace(over, number=own.number)
        title = own.title if own is not None and own.number else p.text
        state_goal(walk, replace(over, title=title), p.place, level_of(walk, block.heading), "heading", block.heading)
        return
    walk.bullet_actions = walk.bullet_indicators = False
    if goal_in_list(walk, p, block) or numbered_sentence(walk, p, block):
        return
    walk.listing = walk.listed_under = None
    text = without_number(walk, p.text, block)
    label = read_goal_label(text, heading=True)
    level = level_of(walk, block.heading)
    if label and label.title:
        state_goal(walk, label, p.place, level, "heading", block.heading)
        return
    if label is None and (
        state_heading(walk, block.heading) or state_area(walk, p, block, text) or state_measured(walk, p, block, text)
    ):
        return
    folded = fold(text)
    end_giver(walk, folded, level)
    listed = names_list(folded)
    walk.open_goals = [g for g in walk.open_goals if g[1] < level or (listed and g[1] in (level, ANY_HEADING))]
    close_side_by_side(walk, p)
    if label is None and (named := goal_in_heading(walk, text)) is not None:
        return_to(walk, named)
    if label and not label.title:
        if stated_below(walk, block.heading):
            pass  # it groups the goals below it
        elif not over_cards(walk, block) and (
            label.number or label.goal_type in ("vision", "overarching_goal", "ambition")
        ):
            walk.waiting = (label, p.place, None)
        elif RANK[label.goal_type] <= RANK["goal"]:
            open_list(walk, label, block)
            walk.lone = (label, p.place)  # perhaps right over the goal itself
        return
    if (vision := vision_for(text)) is not None:
        walk.waiting = (vision, p.place, None)
    walk.assignment, walk.interpretation = read_assignment(p.text), []
    walk.bullet_actions = takes_giver(walk, folded)
    open_bullets(walk, folded)
    note_heading(walk, p, block.heading)
    if (
        label := list_label(p.text)
        or areas_and_more(p.text)
        or next(iter(levels_named(text)), None)
        or counted_list(walk, text, block)
        or goals_of_body(walk, text, block)
    ) is not None:
        open_list(walk, label, block)
    elif folded.rstrip(" :?") in load("goals")["list"]["reached"]:
        if walk.open_goals and walk.open_goals[-1][0] == RANK["goal_area"]:  # under a goal it tells of its effects
            open_list(walk, GoalLabel("goal", REACHED, None, None, None, "", False), block)
    elif any(folded.startswith(w) for w in load("goals")["list"]["words"]):
        open_list(walk, GoalLabel("goal", "Mål", None, None, None, "", False), block)
