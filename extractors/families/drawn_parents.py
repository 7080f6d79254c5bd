"""Whom goals serve by a drawing of them (målkarta, måltavla), where the text states the goals themselves.

A framework draws its tree of goals on one page and words each goal on others. The drawing prints no levels and is no
statement of goals then, but its lines and the boxes around boxes tell whom each goal serves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.diagrams import Diagram
from extractors.families.goals import RANK
from extractors.families.slide_words import fold, read_label, read_slide_words, split_number
from pipeline.records import RawGoal

FEWEST = 3  # goals of the text that a drawing must show, so that no chance word is one
MOSTLY = 0.6  # of the drawing's boxes


def with_drawn_parents(goals: Sequence[RawGoal], diagrams: Sequence[Diagram]) -> tuple[RawGoal, ...]:
    """The goals with the parents that drawings of them show; what the text tells of a parent stays."""
    found = {goal.key: goal for goal in goals}
    for diagram in diagrams:
        for child, parent in _drawn(goals, diagram).items():
            if found[child].parent is None:
                found[child] = replace(found[child], parent=parent)
    return tuple(found.values())


def _drawn(goals: Sequence[RawGoal], diagram: Diagram) -> dict[str, str]:
    """Who serves whom by the lines and the boxes around boxes of a drawing, by keys; a goal that is drawn to several
    others serves none for sure."""
    ties = [(c.source, c.target) for c in diagram.connections]
    ties += [(box.container, i) for i, box in enumerate(diagram.boxes) if box.container is not None]
    if not ties:
        return {}
    shown = {i: goal for i, box in enumerate(diagram.boxes) if (goal := _goal_named(box.text, goals)) is not None}
    if len(shown) < max(FEWEST, MOSTLY * len(diagram.boxes)):
        return {}
    over: dict[str, set[str]] = {}
    for a, b in ties:
        upper, lower = shown.get(a), shown.get(b)
        if upper is None or lower is None:
            continue
        if RANK[upper.goal_type] > RANK[lower.goal_type]:  # a line without an arrow has no direction of its own
            upper, lower = lower, upper
        if RANK[upper.goal_type] < RANK[lower.goal_type]:
            over.setdefault(lower.key, set()).add(upper.key)
    return {child: parents.pop() for child, parents in over.items() if len(parents) == 1}


def _goal_named(text: str, goals: Sequence[RawGoal]) -> RawGoal | None:
    """The one goal that a box names, with or without its label and number; a vision also by its first sentence."""
    label = read_label(text, read_slide_words())
    named = fold(split_number(label.rest if label is not None and label.rest else text)[1])
    whole = [goal for goal in goals if fold(goal.title) == named]
    visions = (g for g in goals if g.goal_type == "vision" and fold(g.title.split(". ")[0]) == named)
    found = whole or list(visions)
    return found[0] if named and len(found) == 1 else None
