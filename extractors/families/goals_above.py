"""Bare `Mål` that stand over the goals of a body: they are those of the level above it.

Seen in plans and reports of boards: `Mål: Ett växande samhälle` and under it `Nämndens mål 1 Gatorna är trygga`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.families.goals import names_owner
from extractors.families.vocabulary import fold
from pipeline.records import RawGoal

AREAS = frozenset({"vision", "focus_area", "goal_area"})  # may stand between


def with_goals_above(goals: Sequence[RawGoal]) -> tuple[RawGoal, ...]:
    """The goals, with every bare one as the council's where each stands right over goals that their own label calls a
    body's, and no such goal stands under another; the body's goals then serve the one above them."""
    told = [goal for goal in goals if goal.goal_type not in AREAS]
    bare = {goal.key for goal in told if _is_bare(goal)}
    owned = {goal.key for goal in told if _is_of_body(goal)}
    if not bare or not owned or len(bare) + len(owned) != len(told) or told[0].key not in bare or told[-1].key in bare:
        return tuple(goals)
    if any(above.key in bare and below.key in bare for above, below in pairwise(told)):
        return tuple(goals)
    parents: dict[str, str] = {}
    for above, below in pairwise(told):
        if below.key in owned:
            parents[below.key] = above.key if above.key in bare else parents[above.key]
    return tuple(_placed(goal, bare, parents) for goal in goals)


def _is_bare(goal: RawGoal) -> bool:
    return goal.goal_type == "goal" and goal.set_by is None and fold(goal.term or "") == "mål"


def _is_of_body(goal: RawGoal) -> bool:
    term = fold(goal.term or "")
    return goal.goal_type == "sub_goal" and (names_owner(term) or term.startswith("nämnd"))


def _placed(goal: RawGoal, bare: set[str], parents: dict[str, str]) -> RawGoal:
    if goal.key in bare:
        return replace(goal, goal_type="strategic_goal", set_by="council")
    return replace(goal, parent=parents[goal.key]) if goal.key in parents else goal
