"""What stands in lists on the slide of a goal: goals that serve it, `Aktiviteter`, `Indikatorer`, `Agenda 2030`; and
who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.blocks import TextBlock
from extractors.families.framework_links import read_listed_links
from extractors.families.goal_levels import RANK
from extractors.families.goals import of_one
from extractors.families.labelled import with_labelled_parts
from extractors.families.labelled_lines import read_remark
from extractors.families.slide_pages import Slide, find_lists, line_under
from extractors.families.slide_records import Found
from extractors.families.slide_words import Label, SlideWords, fold, read_label, split_number
from pipeline.records import RawAction, RawCell, RawGoal, RawIndicator, Trouble

TITLE = "slide-title"
BULLET = "slide-bullet"
SHORTEST_GOAL = 3  # words
STAGE = "families"


def with_lists(found: Found, slides: Sequence[Slide], words: SlideWords) -> Found:
    """Adds what stands in lists on the slide of a goal: `Strategiska mål`, `Aktiviteter`, `Agenda 2030`."""
    goals, indicators, actions = list(found.goals), list(found.indicators), list(found.actions)
    stated = {fold(goal.title) for goal in goals}
    alignments, troubles = list(found.alignments), list(found.troubles)
    by_page = {slide.page: slide for slide in slides}
    for goal in (goal for goal in found.goals if goal.parser == TITLE):
        slide = by_page[goal.place.page]
        for number, (heading, items) in enumerate(find_lists(slide.body), start=1):
            links = read_listed_links(heading, items, goal.key, [slide.text, *(s.text for s in slides)], words)
            if links is None:
                troubles.append(unclear_framework(slide.page))
            alignments.extend(links or ())
            label = read_label(heading.text, words)
            if label is not None and not label.rest and RANK[goal.goal_type] < RANK[label.level] < RANK["indicator"]:
                goals += [g for g in _goals_listed(goal, number, label, items) if fold(g.title) not in stated]
                continue
            answers = _who_answers(line_under(slide.body, heading, items))
            for n, item in enumerate(items) if label and not label.rest else ():
                key = f"{goal.key}-{label.level}-{number}-{n + 1}" if label else goal.key
                if label and label.level == "action":
                    actions.append(
                        with_labelled_parts(
                            RawAction(
                                key,
                                goal.key,
                                item.place,
                                action=item.text,
                                cells=answers,
                                parser=BULLET,
                                confidence=0.85,
                            )
                        )
                    )
                elif label and label.level in ("indicator", "key_result"):
                    indicators.append(
                        RawIndicator(key, goal.key, label.level, item.text, item.place, parser=BULLET, confidence=0.85)
                    )
    return replace(
        found,
        goals=tuple(goals),
        indicators=tuple(indicators),
        actions=tuple(actions),
        alignments=tuple(alignments),
        troubles=tuple(troubles),
    )


def _goals_listed(goal: RawGoal, number_of_list: int, label: Label, items: Sequence[TextBlock]) -> list[RawGoal]:
    """The goals in a list under the name of their level, which serve the goal that the slide is about: each in its own
    words. None where an item is a name, or leads on to others."""
    if any(len(item.text.split()) < SHORTEST_GOAL or item.text.rstrip().endswith((":", "?")) for item in items):
        return []
    over = None if goal.goal_type == "vision" and label.level == "overarching_goal" else goal.key
    listed = []
    for n, item in enumerate(items, start=1):
        number, title = split_number(item.text)
        key, term = f"{goal.key}-{label.level}-{number_of_list}-{n}", of_one(label.term)
        listed.append(
            RawGoal(key, over, label.level, title, item.place, term, number, set_by=label.set_by, parser=BULLET)
        )
    return [replace(listed_goal, confidence=0.85) for listed_goal in listed]


def _who_answers(under: TextBlock | None) -> tuple[RawCell, ...]:
    """Who answers for all of a list, where the line under it says so: `Ansvarig: Näringslivsenheten`."""
    role, text = (read_remark(under.text) if under is not None else None) or (None, "")
    if under is None or role != "responsible":
        return ()
    return (RawCell(role, under.text.partition(":")[0], text, None, under.place),)


def unclear_framework(page: int) -> Trouble:
    message = "Links to outside goals are left out: the page does not tell which framework they belong to."
    return Trouble(STAGE, "info", "alignment-framework-unclear", message, page)
