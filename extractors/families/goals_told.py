"""Whose the goals of a report are, where a sentence says so: `Redovisningen utgår från nämndens mål.`

The goals themselves are a bare `Mål 1: …`. Seen in quality reports of departments that follow up their board's goals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractors.families.goals import GoalLabel, list_label
from extractors.families.vocabulary import alternatives, load
from pipeline.records import RawGoal

BARE = "goal"  # type of a goal whose label says no more


def with_told_owner(goals: Sequence[RawGoal], text: str) -> tuple[RawGoal, ...]:
    """The goals, with the bare ones as those of the body whose goals a sentence says are followed up. Where sentences
    name several bodies, none is meant."""
    if not any(_is_bare(goal) for goal in goals):
        return tuple(goals)
    told = {(label.goal_type, label.set_by) for label in _labels_in(" ".join(text.split()))}
    if len(told) != 1:
        return tuple(goals)
    goal_type, set_by = told.pop()
    return tuple(replace(g, goal_type=goal_type, set_by=set_by) if _is_bare(g) else g for g in goals)


def _is_bare(goal: RawGoal) -> bool:
    return goal.goal_type == BARE and goal.set_by is None


def _labels_in(text: str) -> list[GoalLabel]:
    labels = (list_label(match["whose"]) for match in _followed_up().finditer(text))
    return [label for label in labels if label is not None and label.set_by is not None]


@cache
def _followed_up() -> re.Pattern[str]:
    words = load("goals")["followed_up"]
    what, does = alternatives(words["what"]), alternatives(words["does"])
    return re.compile(rf"\b{what}\s+{does}\s+(?:de\s+)?(?P<whose>[\w:-]+s\s+mål)(?:en)?\b", re.IGNORECASE)
