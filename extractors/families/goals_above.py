"""Bare `Mål` that stand over the goals of a body: they are those of the level above it.

Seen in plans and reports of boards: `Mål: Ett växande samhälle` and under it `Nämndens mål 1 Gatorna är trygga`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.families.goals import names_owner
from extractors.families.vocabulary import fold
from pipeline.records import Heading, RawGoal

AREAS = frozenset({"vision", "focus_area", "goal_area"})  # may stand between


def with_goals_above(goals: Sequence[RawGoal], headings: Sequence[Heading]) -> tuple[RawGoal, ...]:
    """The goals, with every bare one as the council's where each stands right over goals that their own label calls a
    body's, in the same part of the document, and no such goal stands under another; the body's goals then serve the
    one above them."""
    told = [goal for goal in goals if goal.goal_type not in AREAS]
    bare = {goal.key for goal in told if _is_bare(goal)}
    owned = {goal.key for goal in told if _is_of_body(goal)}
    if not bare or not owned or len(bare) + len(owned) != len(told) or told[0].key not in bare or told[-1].key in bare:
        return tuple(goals)
    if any(above.key in bare and below.key in bare for above, below in pairwise(told)):
        return tuple(goals)
    own = {goal.section for goal in told if goal.parser == "goal-heading"}
    parents: dict[str, str] = {}
    over = told[0]
    for goal in told:
        if goal.key in bare:
            over = goal
        elif _is_parted(over, goal, headings, own):
            return tuple(goals)
        else:
            parents[goal.key] = over.key
    return tuple(_placed(goal, bare, parents) for goal in goals)


def _is_parted(above: RawGoal, below: RawGoal, headings: Sequence[Heading], own: set[int | None]) -> bool:
    """Whether another part of the document begins between two goals: a heading that states none and stands no lower
    than that of the first, as `Nämndens verksamhet` after `Ekonomi`, where the board has a `Mål` of its own."""
    if above.section is None or below.section is None:
        return above.section != below.section
    level = headings[above.section].level
    between = range(above.section + 1, below.section + 1)
    return any(headings[at].level <= level and at not in own for at in between)


def _is_bare(goal: RawGoal) -> bool:
    return goal.goal_type == "goal" and goal.set_by is None and fold(goal.term or "") == "mål"


def _is_of_body(goal: RawGoal) -> bool:
    term = fold(goal.term or "")
    return goal.goal_type == "sub_goal" and (names_owner(term) or term.startswith("nämnd"))


def _placed(goal: RawGoal, bare: set[str], parents: dict[str, str]) -> RawGoal:
    if goal.key in bare:
        return replace(goal, goal_type="strategic_goal", set_by="council")
    return replace(goal, parent=parents[goal.key]) if goal.key in parents else goal
