"""What paragraphs state: goals, lists of goals, assignments, judgements, and what a goal is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from extractors.captions import split_note
from extractors.families.action_cards import note_name, read_action_labels
from extractors.families.around_tables import LONGEST_CAPTION
from extractors.families.boxed_visions import tells_of_vision
from extractors.families.brackets import told_in_brackets
from extractors.families.chain import REACHED, callout_level, name_indicators, open_again, state_goal, state_listed_goal
from extractors.families.facts import is_caption
from extractors.families.givers import LONGEST_BODY, giver_in_text, open_bullets, takes_giver
from extractors.families.goal_lists import (
    ends_list,
    goal_in_list,
    is_item,
    is_listed_goal,
    names_list,
    numbered_sentence,
    open_list,
    sign_on_card,
    state_directive,
)
from extractors.families.goals import (
    GoalLabel,
    apart,
    goal_meant,
    is_judgement,
    is_narrowed,
    leads_to_indicators,
    led_by_goal,
    list_label,
    names_others,
    names_several,
    opens_no_goal,
    plain_label,
    read_goal_label,
    read_judgement,
    refers_elsewhere,
    said_vision,
    split_indicators,
    split_judgement,
    stated_in,
    states_own_goal,
    vision_in,
)
from extractors.families.goals_by_place import state_judged
from extractors.families.headings import is_set_apart
from extractors.families.labelled import tells_of_listed
from extractors.families.labelled_lines import read_labelled_lines, sentences_of_levels, year_of_targets
from extractors.families.listed import list_action, list_indicator, may_measure, state_labelled_action
from extractors.families.lone_labels import (
    goal_under,
    heads_box,
    label_heading,
    label_level,
    list_under,
    read_lone_label,
)
from extractors.families.minutes import says_decision
from extractors.families.pills import judged_beside, judged_by_pill, judged_in, judged_in_box
from extractors.families.references import aligns, goal_served, serves, serves_beside
from extractors.families.roles import YEAR, role_of
from extractors.families.sentences import is_body, read_numbered, state_goals_in, takes_bracket, without_assignments
from extractors.families.state import Walk, describe, judge, level_of, new_key
from extractors.families.vocabulary import fold, load
from extractors.sections import Block
from pipeline.records import Paragraph, RawGoal, RawText

KEPT_TITLES = 1_000  # headings of which is known whether they are about goals


def read_paragraph(walk: Walk, p: Paragraph, block: Block) -> None:
    for text in apart(p.text):  # nearly always one
        _read_paragraph(walk, p if text == p.text else replace(p, text=text), block)


def _read_paragraph(walk: Walk, p: Paragraph, block: Block) -> None:
    if read_action_labels(walk, p) or tells_of_listed(walk, p):
        return
    above = walk.lone
    lone = read_lone_label(p)
    walk.lone = (heads_box(lone, p), p.place)
    if lone and label_heading(walk, lone, p, block):
        return
    if (more := label_level(walk, p, block)) is not None:
        if not more:
            return
        p = replace(p, text=more)
    if read_labelled_lines(walk, p) or read_numbered(walk, p) or state_directive(walk, p, block):
        return
    note_name(walk, p)
    remaining = without_assignments(walk, p)
    if remaining is None:
        return
    p = remaining
    if walk.waiting and block.lead and _says_again(p.text, walk.waiting[0]):
        walk.waiting = walk.wording = None  # it is read by the label of its own
    if walk.waiting and (walk.wording is None or p is walk.wording):
        stated, _place, _ = walk.waiting
        walk.waiting = walk.wording = None
        narrowed = is_narrowed(stated) and not states_own_goal(p.text)
        about = stated.title and (not is_set_apart(p) or opens_no_goal(p.text) or refers_elsewhere(p.text))
        is_text = narrowed or bool(about) or tells_of_vision(p.text)  # about the vision: `Vision för planen`
        # it leads to a list: `Fullmäktige har antagit följande mål:`
        if not is_text and (p.text.rstrip().endswith(":") or _introduces(p.text)):
            open_list(walk, stated, block)
            return
        is_text = is_text or says_decision(p.text)
        if not is_text and not p.bullet and (p.fill is not None or block.heading == walk.heading):
            level = callout_level(walk, stated)
            before = len(walk.goals)
            wording = said_vision(p.text) if stated.goal_type == "vision" else p.text
            state_goal(walk, replace(stated, title=wording), p.place, level, "label", block.heading)
            if stated.title and len(walk.goals) > before:  # only print tells it from a text about the vision
                walk.goals[-1] = replace(walk.goals[-1], flags=("goal-without-label",), confidence=0.6)
            return
    if right_under := goal_under(*above, p):
        if serves_beside(walk, right_under, p, block):
            return
        under = block.heading is not None and walk.headings[block.heading].place == above[1]  # the label is a heading
        level = level_of(walk, block.heading) if under else callout_level(walk, right_under)
        before = len(walk.goals)
        state_goal(walk, right_under, p.place, level, "label", block.heading)
        if len(walk.goals) > before and p.fill is None:  # plain print under a bare label may also tell of goals
            walk.goals[-1] = replace(walk.goals[-1], flags=("goal-without-label",), confidence=0.6)
        return
    if (listed := list_under(*above, p)) is not None:
        open_list(walk, listed, block)
        walk.bullet_actions, walk.describing = False, None
    if serves(walk, p, block) or aligns(walk, p) or sign_on_card(walk, p, block) or state_judged(walk, p, block):
        return
    led = None if p.bullet else led_by_goal(p.text, block.lead)
    if led is not None and not _is_under(walk, block.heading, names_others):
        level = callout_level(walk, led[0])
        state_goal(walk, led[0], p.place, level, "callout" if p.fill else "paragraph", block.heading)
        _read_paragraph(walk, replace(p, text=led[1]), replace(block, lead=None))
        return
    label = read_goal_label(p.text) if (block.lead or p.bold or p.fill) and not p.bullet else None
    label = (
        label
        or (None if p.bullet else plain_label(p.text))
        or stated_in(p.text)
        or goal_meant(p.text, under_goals=_is_under(walk, block.heading, _names_goals))
    )
    if p.bold and not p.bullet and (goal_in_list(walk, p, block) or numbered_sentence(walk, p, block)):
        return
    if p.bold and not p.bullet and p.fill is not None and len(p.text) <= LONGEST_BODY and not is_body(p.text):
        walk.bullet_actions = False  # a box of its own begins: `Tänk på`
        if role_of(p.text.rstrip(" :")) == ("responsible", 1.0):
            walk.describing = None  # who answers for a goal is no text about it
    leads = p.text.rstrip().endswith(":") and not p.bullet
    set_apart = p.bold or p.italic or leads
    if not p.bullet and set_apart and names_list(fold(p.text.rstrip(" :")), alone=not p.bold):
        open_bullets(walk, fold(p.text.rstrip(" :")))
        walk.list_label = p.place
        return
    if p.bold and not p.bullet and len(p.text) <= LONGEST_BODY and takes_giver(walk, fold(p.text.rstrip(" :"))):
        walk.bullet_actions, walk.bullet_indicators = True, False
        return
    walk.bullet_indicators = walk.bullet_indicators and not leads  # `Vi vill:` begins another list
    if walk.listing and walk.listing[1] == REACHED and not p.bullet and (leads or p.bold):
        walk.listing = None
    if walk.listing and leads and ends_list(walk, p.text):
        walk.listing = None
    if not p.bullet:
        walk.bullet_indicators = walk.bullet_indicators and not walk.announced
        walk.announced = leads_to_indicators(p.text)
        walk.bullet_indicators = walk.bullet_indicators or walk.announced
    dated = p.bold and YEAR.search(p.text)  # `Mål 2030` over a list
    if (leads or dated) and not p.bullet and (listed := list_label(p.text)):
        open_list(walk, listed, block)
        walk.describing = None
        walk.lone = (replace(listed, strong=leads), p.place)  # perhaps right over a heading that is the goal
        return
    if label and label.strong and (block.lead is None or _lead_is_label(block.lead, label)):
        level = callout_level(walk, label)
        if label.title and serves_beside(walk, label, p, block):
            return
        if label.title:
            state_goal(walk, label, p.place, level, "callout" if p.fill else "paragraph", block.heading)
        elif names_several(label.term):
            walk.listing, walk.describing = (label.goal_type, label.term, label.set_by), None
        else:
            walk.waiting, walk.wording = (label, p.place, p.fill), None
        return
    if not p.bold and not p.bullet and state_labelled_action(walk, p):
        return
    if len(p.text) <= LONGEST_CAPTION and (served := goal_served(walk, p.text)) is not None:
        open_again(walk, served)
    if judged_by_pill(walk, p):
        return
    said = judged_in(p.text) if id(p) not in walk.explaining else None
    if said and walk.open_goals:
        judge(walk, walk.open_goals[-1][2], said, in_text=True)
    first, rest = split_judgement(p.text)
    if first and walk.open_goals:
        judge(walk, walk.open_goals[-1][2], first)
        p = replace(p, text=rest)
    if worded := judged_in_box(walk, p):
        judge(walk, walk.describing or "", worded)
        return
    if p.bold and is_judgement(p.text) and walk.describing:
        return  # beside a mark, which judges the goal above
    judged = read_judgement(p.text) or judged_beside(walk, p)
    if judged and walk.open_goals:
        judge(walk, walk.open_goals[-1][2], judged)
        return
    named = split_indicators(p.text)
    if named[1] and not named[0] and walk.open_goals:
        name_indicators(walk, named[1], p.place, walk.open_goals[-1][2])
        return
    if p.bullet and walk.bullet_indicators and (not walk.only_figures or may_measure(p.text)):
        list_indicator(walk, p)
        return
    under_label = walk.bullet_indicators and not p.bold and above[1] == walk.list_label
    if under_label and (levels := sentences_of_levels(p.text)):
        for sentence in levels:
            list_indicator(walk, replace(p, text=sentence))
        return
    lists_goals = walk.listing and not walk.bullet_actions
    if lists_goals and is_item(walk, p) and not p.note and not is_listed_goal(walk, block.heading):
        state_listed_goal(walk, p, block.lead)
        return
    if len(p.text) <= LONGEST_CAPTION and (giver := giver_in_text(p.text)) is not None:
        walk.giver, walk.giver_under = giver, walk.heading
    vision = vision_in(p.text)
    if vision and not any(g.goal_type == "vision" for g in walk.goals):
        key = new_key("g", walk.goals)
        walk.goals.append(
            RawGoal(
                key,
                None,
                "vision",
                vision,
                p.place,
                term="vision",
                set_by="council" if "fullmäktige" in p.text.casefold() else None,
                section=block.heading,
                parser="vision-in-text",
                confidence=0.85,
            )
        )
    state_goals_in(walk, p)
    walk.in_brackets = told_in_brackets(p.text) or walk.in_brackets
    if (year := year_of_targets(p.text)) is not None:
        walk.targets_dated = (walk.heading, year)
    goal = walk.describing or (walk.open_goals[-1][2] if walk.open_goals else None)
    walk.texts.append(RawText(p.text, p.place, goal, None, block.heading))
    if is_caption(p.text) or (walk.bullet_actions and takes_bracket(walk, p)) or _is_footnote(walk, p):
        return  # of the table below it, of the action or the table above it
    if walk.describing and not p.bold and lone is None and not (walk.bullet_actions and p.bullet):
        describe(walk, walk.describing, p.text)
    elif walk.assignment and not p.bullet:
        walk.interpretation.append(p.text)
    if walk.bullet_actions:
        list_action(walk, p, block)


def _says_again(text: str, stated: GoalLabel) -> bool:
    """Whether a text under a label says that label again before its wording: `Övergripande mål: …`."""
    label = read_goal_label(text)
    return label is not None and label.goal_type == stated.goal_type and bool(label.title)


def _is_footnote(walk: Walk, p: Paragraph) -> bool:
    """Whether a paragraph is the footnote of a mark in the table above it: it tells of a row there, not of a goal."""
    mark, _ = (split_note(p.text) if walk.marks else None) or ("", "")
    return mark in walk.marks and p.text.startswith(("*", f"{mark})"))


def _is_under(walk: Walk, heading: int | None, named: Callable[[str], bool]) -> bool:
    """Whether a heading or one above it has a title that names something: the goals of others, `Globala målen`."""
    while heading is not None:
        if named(walk.headings[heading].title):
            return True
        heading = walk.headings[heading].parent
    return False


@lru_cache(maxsize=KEPT_TITLES)
def _names_goals(title: str) -> bool:
    """Whether a heading is about goals: `Mål och uppdrag`, `Nämndmålen`."""
    return any(re.fullmatch(r"\w*mål(?:en)?", word) for word in fold(title).split())


def _introduces(text: str) -> bool:
    """Whether a text under a label tells of several goals, and states none: `Fullmäktige har antagit fyra mål.`"""
    words = fold(text).split()
    counts = {*load("goals")["list"]["counts"], *map(str, range(2, 20))}
    pairs = zip(words, words[1:], [*words[2:], ""], strict=False)
    return any(one in counts and any(w.endswith("mål") for w in rest) for one, *rest in pairs)


def _lead_is_label(lead: str, label: GoalLabel) -> bool:
    """Whether the bold words that begin a paragraph are just the goal's label."""
    return len(lead) <= len(label.term) + 45
