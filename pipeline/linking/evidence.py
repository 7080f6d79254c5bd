"""How far two nodes agree, level by level: the words, the figures, what they aim at, where they stand.

The words decide first: qualifiers must agree, and without enough common words nothing else helps. Then every other
level moves the score by a small, fixed amount and says so, in words that an analyst can check.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.measure_pairs import Comparison, compare_content, says_only_more
from normalizers.measures import find_qualifier_difference, without_level
from pipeline.linking.nodes import GOAL_WORDS, Node

SAME_WORDS_SCORE = 0.97  # the same content words in another order or form
AT_LENGTH = 0.6  # likeness of two names of which one tells the same at greater length
ONE_SIDED = 0.8  # score where one name only has words more; within a municipality, elsewhere it is another measure
TWIN_SCORE = 0.8  # the same wording with another unit: linked, and to review
REWORDED = 0.8  # score where both have words of their own; within a municipality and for long names only
REWORDED_WORDS = 5  # content words that make a name long: a key result in a sentence, not `andel nöjda elever`
LEAST_LIKENESS = 0.55  # of the words, whatever the other levels say
GOAL_CONTAINED = 0.9  # share of the shorter goal's words in the longer one: a tail was added or cut
GOAL_CONTAINED_LIKENESS = 0.5
GOAL_CONTAINED_SCORE = 0.8
GOAL_REWORDED = 0.6  # likeness where both have words of their own

# What each further level adds to or takes from the score.
FIGURES_AGREE = (0.0, 0.08, 0.2)  # none, one, two or more figures of the same year that are equal
FIGURES_DIFFER = -0.2
OTHER_MAGNITUDE = -0.15
OTHER_AIM = -0.15
SAME_GOAL = 0.04
SAME_RESPONSIBLE = 0.02
SAME_SOURCE = 0.02
MAGNITUDE = 50.0  # times larger: not the same quantity in the same unit
SAME_FIGURE = 0.002  # relative difference that rounding explains
OTHER_FIGURE = 0.1  # relative difference that no revision explains
TELLING = (0.0, 1.0, 100.0)  # values so usual that two measures share them by chance


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes that may be the same. `reason`: what speaks for and against it, readable."""

    score: float
    left: int
    right: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Level:
    change: float
    says: str


def judge(left: Node, right: Node) -> Edge | None:
    """The edge between two nodes, None where they are not alike enough or must stay apart."""
    if left.goal_type != right.goal_type:
        return None
    if difference := find_qualifier_difference(left.name, right.name):
        return _judge_levels(left, right) or _judge_twins(left, right, difference)
    comparison = compare_content(left.name, right.name)
    same_words = not (comparison.left or comparison.right)
    if not same_words and left.documents & right.documents:
        return None  # a document that words two rows differently means two things
    if left.goal_type is not None:
        return _judge_goals(left, right, comparison)
    measures = {node.kolada.measure.kolada_id for node in (left, right) if node.kolada.measure}
    if len(measures) == 2 or (measures and not same_words):
        return None  # a name that is wider or narrower than Kolada's is another measure
    if not same_words and comparison.likeness < LEAST_LIKENESS:
        return None
    likeness = comparison.likeness * (SAME_WORDS_SCORE if same_words else 1.0)
    levels = list(_weigh_levels(left, right))
    score = min(SAME_WORDS_SCORE, likeness + sum(level.change for level in levels))
    if not (same_words or _is_enough(left, right, comparison, score, levels)):
        return None
    words = "same words" if same_words else "differs in " + ", ".join(comparison.differing)
    return Edge(score, left.number, right.number, "; ".join((words, *(level.says for level in levels))))


def _judge_twins(left: Node, right: Node, difference: str) -> Edge | None:
    """The very same wording in one municipality, with values that are once per cent and once a number: a person must
    say whether the unit is a slip."""
    same_place = bool(left.municipalities & right.municipalities) and not left.documents & right.documents
    if left.name.folded != right.name.folded or left.name.qualifiers != right.name.qualifiers or not same_place:
        return None
    if left.name.named_kind is None:
        return None  # the name leaves it open, so the units tell two measures
    return Edge(TWIN_SCORE, left.number, right.number, f"same wording; {difference}")


def _judge_levels(left: Node, right: Node) -> Edge | None:
    """A sentence in one municipality's plans of two years that only aims at another level: `minst två gånger i veckan`,
    and a year later `minst tre gånger i veckan`. In names that count something a bound is part of what is counted."""
    same_place = bool(left.municipalities & right.municipalities) and not left.documents & right.documents
    if not same_place or left.name.kind or right.name.kind:
        return None
    one, other = without_level(left.name), without_level(right.name)
    if one is None or other is None or find_qualifier_difference(one, other):
        return None
    comparison = compare_content(one, other)
    if comparison.left or comparison.right:
        return None
    return Edge(TWIN_SCORE, left.number, right.number, "same words with another level")


def _is_enough(left: Node, right: Node, comparison: Comparison, score: float, levels: Sequence[_Level]) -> bool:
    unopposed = all(level.change >= 0 for level in levels)
    if unopposed and comparison.likeness >= AT_LENGTH and says_only_more(left.name, right.name, comparison):
        return True
    if not left.municipalities & right.municipalities:
        return False
    if not (comparison.left and comparison.right):
        return score >= ONE_SIDED
    # sentences are reworded from year to year; where names tell andel or antal, another word is another measure
    words = min(len(left.name.content), len(right.name.content))
    sentences = left.name.kind is None and right.name.kind is None and words >= REWORDED_WORDS
    same_figures = any(level.change >= FIGURES_AGREE[-1] for level in levels)
    return (sentences or same_figures) and score >= REWORDED


def _judge_goals(left: Node, right: Node, comparison: Comparison) -> Edge | None:
    """Goals: the same words, or within a municipality a wording with a tail added or a few words changed."""
    if not left.municipalities & right.municipalities:
        return None
    if not (comparison.left or comparison.right):
        return Edge(SAME_WORDS_SCORE * comparison.likeness, left.number, right.number, "same words")
    contained = comparison.containment >= GOAL_CONTAINED and comparison.likeness >= GOAL_CONTAINED_LIKENESS
    words = min(len(left.name.content), len(right.name.content))
    if not (contained or (words >= GOAL_WORDS and comparison.likeness >= GOAL_REWORDED)):
        return None
    score = max(comparison.likeness, GOAL_CONTAINED_SCORE)
    return Edge(score, left.number, right.number, "differs in " + ", ".join(comparison.differing))


# ---------------------------------------------------------------- the levels beside the words


def _weigh_levels(left: Node, right: Node) -> Iterator[_Level]:
    """What the figures and the surroundings say, in the order in which a person would look."""
    yield from _weigh_figures(left, right)
    if left.size and right.size and abs(math.log(left.size / right.size)) > math.log(MAGNITUDE):
        yield _Level(OTHER_MAGNITUDE, f"values of another magnitude ({left.size:g} and {right.size:g})")
    if left.aims and right.aims and not left.aims & right.aims:
        yield _Level(OTHER_AIM, "targets point the other way")
    if left.goals & right.goals:
        yield _Level(SAME_GOAL, "under the same goal")
    if left.municipalities & right.municipalities and left.responsible & right.responsible:
        yield _Level(SAME_RESPONSIBLE, "same body responsible")
    if left.sources & right.sources:
        yield _Level(SAME_SOURCE, "same source")


def _weigh_figures(left: Node, right: Node) -> Iterator[_Level]:
    """Figures of one municipality, one body and one year that both rows print."""
    both = sorted(left.figures.keys() & right.figures.keys(), key=str)
    equal = [key for key in both if _differ(left.figures[key], right.figures[key]) <= SAME_FIGURE]
    other = [key for key in both if _differ(left.figures[key], right.figures[key]) > OTHER_FIGURE]
    telling = {left.figures[key] for key in equal} - set(TELLING)
    if other and not telling:
        yield _Level(FIGURES_DIFFER, f"other figures for {_years(other)}")
    elif telling and not other:
        agreeing = [key for key in equal if left.figures[key] in telling]
        yield _Level(FIGURES_AGREE[min(len(telling), 2)], f"same figures for {_years(agreeing)}")


def _differ(one: float, other: float) -> float:
    return abs(one - other) / max(abs(one), abs(other), 1e-9)


def _years(keys: Sequence[tuple[object, ...]]) -> str:
    """The years of figures, each once: `2023, 2024`."""
    return ", ".join(sorted({str(key[3]) for key in keys}))
