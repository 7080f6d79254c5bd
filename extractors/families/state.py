"""What the walk through a document has gathered so far, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.families.brackets import InBrackets
from extractors.families.goals import (
    GoalLabel,
)
from pipeline.records import (
    Heading,
    Paragraph,
    Place,
    RawAction,
    RawAlignment,
    RawBudgetLine,
    RawGoal,
    RawHeader,
    RawIndicator,
    RawText,
    Table,
    Trouble,
)


@dataclass(frozen=True, slots=True)
class LastRow:
    """Where a table of measures ends, whose last goal may go on behind a page break."""

    headers: tuple[str, ...]
    page: int
    goal: str
    heading: int | None


@dataclass
class Walk:
    """What the walk has gathered and where it stands; lives only inside `read_families`."""

    headings: Sequence[Heading]
    goals: list[RawGoal] = field(default_factory=list)
    indicators: list[RawIndicator] = field(default_factory=list)
    actions: list[RawAction] = field(default_factory=list)
    budget_lines: list[RawBudgetLine] = field(default_factory=list)
    alignments: list[RawAlignment] = field(default_factory=list)
    texts: list[RawText] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    coloured: dict[str, tuple[str, ...]] = field(default_factory=dict)  # goal -> what the status cell in its row shows
    unknown_headers: list[RawHeader] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    open_goals: list[tuple[int, float, str]] = field(default_factory=list)  # rank, level, key
    heading: int | None = None
    giver: str | None = None  # who gave the assignments below, from a heading, a bold line or a sentence
    giver_under: int | None = None  # the heading that says so, or under which that is said
    assignment: tuple[str, str | None] | None = None
    interpretation: list[str] = field(default_factory=list)
    waiting: tuple[GoalLabel, Place, str | None] | None = None  # a label whose wording is in the next paragraph
    wording: Paragraph | None = None  # that paragraph, where the print sets it apart from an introduction
    lone: tuple[GoalLabel | None, Place | None] = (None, None)  # a label alone in the line above, and where it is
    last_row: LastRow | None = None  # of the last table of measures
    framework: tuple[str, str | None, Place, str] | None = None  # one named alone in the line above, and the goal
    describing: str | None = None  # goal that the next paragraphs explain
    marks: frozenset[str] = frozenset()  # of footnotes, that the last table carries
    measure: bool = False  # the line above told of the last indicator, label by label
    bullet_actions: bool = False
    bullet_indicators: bool = False
    list_label: Place | None = None  # of the line that opened such a list last
    only_figures: bool = False  # of those bullets, only the ones with a figure
    card: tuple[Paragraph, int] | None = None  # a line that may name an action, and how many actions there were then
    labelled: str | None = None  # the action right above, of which a line of labels may tell more
    announced: bool = False  # by a sentence, so that the next one ends the list
    judged: set[str] = field(default_factory=set)  # goals of which a label, a box or a cell says how well they were met
    listing: tuple[str, str, str | None] | None = None  # a heading over a list of goals: goal type, term, set_by
    areas: dict[str, GoalLabel] = field(default_factory=dict)  # folded titles of headings that are areas
    measured: frozenset[int] = frozenset()  # headings over tables of measures
    lists: dict[int, tuple[str, str, str | None]] = field(default_factory=dict)  # such headings, with what they list
    listed_under: int | None = None  # that heading, where goals may be bold lines without a label under it
    in_brackets: InBrackets | None = None  # what a sentence says that figures in brackets are
    targets_dated: tuple[int | None, int] | None = None  # the heading under which all targets are of one year, and that
    explaining: frozenset[int] = frozenset()  # ids of paragraphs that explain marks
    goals_under: tuple[int, GoalLabel] | None = None  # the heading whose own ones are goals, as a sentence says


def new_key(letter: str, records: Sequence[object]) -> str:
    return f"{letter}{len(records) + 1}"


def level_of(walk: Walk, heading: int | None) -> float:
    return float(walk.headings[heading].level) if heading is not None else 0.0


def headings_over(walk: Walk, heading: int | None) -> list[int]:
    """A heading and those that it stands under."""
    found: list[int] = []
    while heading is not None:
        found.append(heading)
        heading = walk.headings[heading].parent
    return found


def describe(walk: Walk, key: str, text: str) -> None:
    for i, goal in enumerate(walk.goals):
        if goal.key == key:
            walk.goals[i] = replace(goal, description=f"{goal.description} {text}" if goal.description else text)


def judge(walk: Walk, key: str, judgement: str, *, in_text: bool = False) -> None:
    """How well a goal was met. What a sentence `in_text` says of it does not stand against a label or a box."""
    if in_text and key in walk.judged:
        return
    if not in_text:
        walk.judged.add(key)
    for i, goal in enumerate(walk.goals):
        if goal.key == key:
            walk.goals[i] = replace(goal, assessment=judgement)
