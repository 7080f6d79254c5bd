"""What stands in lists on the slide of a goal: `Aktiviteter`, `Indikatorer`, `Agenda 2030`; and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.blocks import TextBlock
from extractors.families.framework_links import read_listed_links
from extractors.families.labelled import with_labelled_parts
from extractors.families.labelled_lines import read_remark
from extractors.families.slide_pages import Slide, find_lists, line_under
from extractors.families.slide_records import Found
from extractors.families.slide_words import SlideWords, read_label
from pipeline.records import RawAction, RawCell, RawIndicator, Trouble

TITLE = "slide-title"
BULLET = "slide-bullet"
STAGE = "families"


def with_lists(found: Found, slides: Sequence[Slide], words: SlideWords) -> Found:
    """Adds what stands in lists on the slide of a goal: `Aktiviteter`, `Indikatorer`, `Agenda 2030`."""
    indicators, actions = list(found.indicators), list(found.actions)
    alignments, troubles = list(found.alignments), list(found.troubles)
    by_page = {slide.page: slide for slide in slides}
    for goal in (goal for goal in found.goals if goal.parser == TITLE):
        slide = by_page[goal.place.page]
        for heading, items in find_lists(slide.body):
            links = read_listed_links(heading, items, goal.key, [slide.text, *(s.text for s in slides)], words)
            if links is None:
                troubles.append(unclear_framework(slide.page))
            alignments.extend(links or ())
            label = read_label(heading.text, words)
            answers = _who_answers(line_under(slide.body, heading, items))
            for n, item in enumerate(items) if label and not label.rest else ():
                key = f"{goal.key}-{label.level}-{n + 1}" if label else goal.key
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
        indicators=tuple(indicators),
        actions=tuple(actions),
        alignments=tuple(alignments),
        troubles=tuple(troubles),
    )


def _who_answers(under: TextBlock | None) -> tuple[RawCell, ...]:
    """Who answers for all of a list, where the line under it says so: `Ansvarig: Näringslivsenheten`."""
    role, text = (read_remark(under.text) if under is not None else None) or (None, "")
    if under is None or role != "responsible":
        return ()
    return (RawCell(role, under.text.partition(":")[0], text, None, under.place),)


def unclear_framework(page: int) -> Trouble:
    message = "Links to outside goals are left out: the page does not tell which framework they belong to."
    return Trouble(STAGE, "info", "alignment-framework-unclear", message, page)
