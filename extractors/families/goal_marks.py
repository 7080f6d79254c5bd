"""Status marks beside the headings of goals, and in lines that judge them: `● Mål 1 …`, `Bedömning: ●`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.families.goals import names_judgement, read_goal_label
from extractors.families.marks import Mark, coloured_marks, is_figure, meaning_of, on_line
from extractors.families.vocabulary import fold
from extractors.geometry import height, overlap
from extractors.lines import join_words
from pipeline.records import Box, PageLayout, RawGoal, Word

LONGEST_LABEL = 60  # characters of `Nämndens samlade bedömning:`
HIGHEST_BAND = 40.0  # points; a mark may be as high as the coloured band of the goal that it stands beside
ON_LINES = 1 / 3  # of a mark's height
LABEL_OVER = 1.8  # times a heading's height, from its top to that of its label's line
STEP_UNDER = 2.0  # times a heading's height, from it to the line of its mark
LEADS = 12.0  # points from a mark to the label that it stands right before
BESIDE_LABEL = 60.0  # points from such a label to its mark


def judge_goals(
    goals: Sequence[RawGoal],
    pages: Sequence[PageLayout],
    legend: Mapping[str, str],
    coloured: Mapping[str, Sequence[str]] | None = None,
) -> tuple[RawGoal, ...]:
    """Goals with the meaning of the mark beside their heading, or in a line `Bedömning: ●` under it. `coloured` are the
    colours and signs of status cells by the keys of the goals in whose rows they stand.

    What a goal's own words say of it stays. Marks left of headings that all have one colour may be ornaments.
    """
    told = {
        key: meaning
        for key, shown in (coloured or {}).items()
        if (meaning := next(filter(None, (meaning_of(one, legend) for one in shown)), None))
    }
    goals = [replace(g, assessment=told[g.key]) if g.key in told and not g.assessment else g for g in goals]
    layouts = {page.number: page for page in pages}
    marks = {number: coloured_marks(page, legend, HIGHEST_BAND) if legend else [] for number, page in layouts.items()}
    beside: dict[int, Mark] = {}
    for i, goal in enumerate(goals):
        if not goal.assessment and goal.parser != "goal-cell" and goal.place.page in layouts:
            page = goal.place.page
            here = _marks_beside(goal.place.box, layouts[page].words, marks[page])
            here = here or _marks_at_both(goal.place.box, layouts[page], marks[page])
            here = here or _marks_of_label(i, goals, layouts[page].words, marks[page])
            here = here or _marks_under(goal.place.box, layouts[page], marks[page], legend)
            if len(here) == 1 and meaning_of(here[0].colour, legend):
                beside[i] = here[0]
    beside = {i: mark for i, mark in beside.items() if not _is_nearer(mark, i, beside, goals)}
    left = {i for i, mark in beside.items() if mark.box.x1 <= goals[i].place.box.x0 + 1}
    if len(left) > 1 and len({beside[i].colour for i in left}) == 1:
        beside = {i: mark for i, mark in beside.items() if i not in left}
    return tuple(
        replace(goal, assessment=meaning_of(beside[i].colour, legend)) if i in beside else goal
        for i, goal in enumerate(goals)
    )


def _marks_beside(box: Box, words: Sequence[Word], marks: Sequence[Mark]) -> list[Mark]:
    """The marks on a heading's lines with no words between them and the heading, signs within it included."""
    found = []
    for mark in marks:
        if not (box.top - 1 <= mark.middle <= box.bottom + 1 or _is_at_end(mark.box, box)):
            continue
        between = [
            w
            for w in words
            if not is_figure(w)
            and box.top <= (w.box.top + w.box.bottom) / 2 <= box.bottom
            and (mark.box.x1 - 1 <= w.box.x0 < box.x0 - 1 or box.x1 + 1 < w.box.x1 <= mark.box.x0 + 1)
        ]
        if not between:
            found.append(mark)
    return found


def _marks_at_both(box: Box, page: PageLayout, marks: Sequence[Mark]) -> list[Mark]:
    """The marks left of a heading and of the label right over it, as high as both: `Nämndmål` over the goal."""
    near = [
        m
        for m in marks
        if m.box.x1 <= box.x0 and box.top - height(box) <= m.middle < box.top and m.box.bottom > box.top
    ]
    if not near:
        return []
    over = [w for w in page.words if box.top - LABEL_OVER * height(box) <= w.box.top and w.box.bottom <= box.top + 1]
    label = sorted((w for w in over if w.box.x0 >= box.x0 - 1), key=lambda w: w.box.x0)
    stated = read_goal_label(join_words(label)) if label and abs(label[0].box.x0 - box.x0) <= 1 else None
    if stated is None or stated.title:
        return []
    both = Box(box.x0, min(w.box.top for w in label), max(box.x1, label[-1].box.x1), box.bottom)
    return _marks_beside(both, page.words, near)


def _is_nearer(mark: Mark, at: int, beside: Mapping[int, Mark], goals: Sequence[RawGoal]) -> bool:
    """Whether the same mark stands nearer to another goal: before a heading in the next column."""
    gaps = {
        i: max(goals[i].place.box.x0 - mark.box.x1, mark.box.x0 - goals[i].place.box.x1)
        for i, other in beside.items()
        if other is mark
    }
    return min(gaps.values()) < gaps[at]


def _is_at_end(mark: Box, heading: Box) -> bool:
    """Whether a mark stands right of a heading, some of it on the heading's lines: at half the height of a box that
    holds a label over the heading too."""
    return mark.x0 >= heading.x1 and overlap(mark.top, mark.bottom, heading.top, heading.bottom) >= ON_LINES * height(
        mark
    )


def _marks_under(box: Box, page: PageLayout, marks: Sequence[Mark], legend: Mapping[str, str]) -> list[Mark]:
    """The marks right under a heading whose own meaning stands beside them and nothing else: `● Uppnås delvis`. None
    where such a line stands right over the heading, too: there it heads a group of goals."""
    reach = STEP_UNDER * height(box)
    near = [m for m in marks if box.bottom < m.middle <= box.bottom + reach or box.top - reach <= m.middle < box.top]
    said = [m for m in near if _says_itself(m, page.words, legend)]
    return said if all(m.middle > box.bottom for m in said) else []


def _says_itself(mark: Mark, words: Sequence[Word], legend: Mapping[str, str]) -> bool:
    """Whether the line of a mark is its meaning, right behind it."""
    beside = (w for w in words if on_line(w, mark) and not is_figure(w) and w.box != mark.box)
    line = sorted(beside, key=lambda w: w.box.x0)
    meaning = meaning_of(mark.colour, legend)
    return bool(line and meaning) and line[0].box.x0 - mark.box.x1 <= LEADS and fold(join_words(line)) == fold(meaning)


def _marks_of_label(at: int, goals: Sequence[RawGoal], words: Sequence[Word], marks: Sequence[Mark]) -> list[Mark]:
    """The marks in lines `Bedömning: ●` or `● Bedömning: …` between a goal and the next on its page."""
    place = goals[at].place
    later = [g.place.box.top for g in goals if g.place.page == place.page and g.place.box.top > place.box.bottom]
    end = min(later, default=float("inf"))
    found = []
    for mark in marks:
        if not place.box.bottom <= mark.middle < end:
            continue
        line = [w for w in words if on_line(w, mark) and not is_figure(w)]
        text = join_words(sorted(line, key=lambda w: w.box.x0))
        label, colon, _ = text.partition(":")
        if line and colon and 0 <= min(w.box.x0 for w in line) - mark.box.x1 + 1 <= LEADS:
            if names_judgement(label, whole=True):
                found.append(mark)
            continue
        if (
            line
            and len(text) <= LONGEST_LABEL
            and 0 <= mark.box.x0 - max(w.box.x1 for w in line) + 1 <= BESIDE_LABEL
            and names_judgement(text, whole=True)
        ):
            found.append(mark)
    return found
