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
from pipeline.records import Heading, RawGoal

BARE = "goal"  # type of a goal whose label says no more


def with_told_owner(
    goals: Sequence[RawGoal], text: str, headings: Sequence[Heading], texts: Sequence[str]
) -> tuple[RawGoal, ...]:
    """The goals, with the bare ones as those of the body whose goals a sentence says are followed up. Where sentences
    name several bodies, none is meant; a sentence in a chapter with goals tells of these only.

    `text` is the document's, `texts` are what stands under each heading."""
    bare = [goal for goal in goals if goal.goal_type == BARE and goal.set_by is None]
    told = {(label.goal_type, label.set_by) for label in _labels_in(text)} if bare else set()
    if len(told) != 1:
        return tuple(goals)
    goal_type, set_by = told.pop()
    said = {_chapter(headings, at) for at, part in enumerate(texts) if _labels_in(part)}
    within = [goal for goal in bare if _chapter(headings, goal.section) in said]
    keys = {goal.key for goal in within or bare}
    return tuple(replace(g, goal_type=goal_type, set_by=set_by) if g.key in keys else g for g in goals)


def _chapter(headings: Sequence[Heading], at: int | None) -> int | None:
    """The heading at the top of the tree over one of them."""
    while at is not None and (parent := headings[at].parent) is not None:
        at = parent
    return at


def _labels_in(text: str) -> list[GoalLabel]:
    """Whose goals a text says are followed up. A sentence that goes on about other goals, or about where these stand,
    leaves open which are meant: `… nämndens mål och enhetens mål`, `… nämndens mål i kapitel 2`."""
    labels = (list_label(match["whose"]) for match in _followed_up().finditer(" ".join(text.split())))
    return [label for label in labels if label is not None and label.set_by is not None]


@cache
def _followed_up() -> re.Pattern[str]:
    words = load("goals")["followed_up"]
    what, does = alternatives(words["what"]), alternatives(words["does"])
    more = rf"(?![^.]*\b(?:mål|{alternatives(words['parts'])}\b))"
    return re.compile(rf"\b{what}\s+{does}\s+(?:de\s+)?(?P<whose>[\w:-]+s\s+mål)(?:en)?\b{more}", re.IGNORECASE)
