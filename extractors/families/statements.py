"""What headings and paragraphs state: goals, assignments, lists of goals, indicators and actions, judgements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extractors.families.action_cards import note_heading, note_name, read_action_labels
from extractors.families.around_tables import LONGEST_CAPTION
from extractors.families.assignments import read_assignment
from extractors.families.boxed_visions import tells_of_vision
from extractors.families.brackets import behind_sentence, told_in_brackets, without_brackets
from extractors.families.chain import (
    REACHED,
    callout_level,
    name_indicators,
    open_again,
    return_to,
    state_goal,
    state_listed_goal,
)
from extractors.families.facts import is_caption
from extractors.families.givers import LONGEST_BODY, giver_in_text, open_bullets, takes_giver
from extractors.families.goal_lists import (
    areas_and_more,
    counted_list,
    goal_in_list,
    goals_of_body,
    is_item,
    is_listed_goal,
    levels_named,
    names_list,
    numbers_only_goals,
    open_list,
    over_cards,
    sign_on_card,
    state_directive,
    stated_below,
    without_number,
)
from extractors.families.goals import (
    RANK,
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
    vision_for,
    vision_in,
)
from extractors.families.goals_by_place import state_area, state_judged, state_measured
from extractors.families.labelled import tells_of_listed, with_labelled_parts, with_stated_deadline
from extractors.families.labelled_lines import read_labelled_lines, sentences_of_levels, split_level
from extractors.families.lone_labels import (
    goal_under,
    heads_box,
    label_heading,
    label_level,
    label_over,
    label_right_above,
    list_under,
    read_lone_label,
    state_heading,
)
from extractors.families.pills import judged_beside, judged_by_pill, judged_in
from extractors.families.references import (
    aligns,
    close_side_by_side,
    goal_in_heading,
    goal_served,
    serves,
    serves_beside,
)
from extractors.families.roles import YEAR, role_of
from extractors.families.sentences import (
    is_body,
    read_numbered,
    state_goals_in,
    takes_bracket,
    with_body_above,
    with_bracket,
    with_own_deadline,
    without_assignments,
)
from extractors.families.state import Walk, describe, judge, level_of, new_key
from extractors.families.vocabulary import fold, load
from extractors.sections import Block
from pipeline.records import (
    Paragraph,
    RawAction,
    RawGoal,
    RawIndicator,
    RawText,
)

LEAST_VISION = 3  # words of a vision in larger print than the heading over it
SHORTEST_APART = 15  # characters
TOP_LEVELS = 1  # heading levels that end what a heading said about who gave the assignments below it
KEPT_TITLES = 1_000  # headings of which is known whether they are about goals
LIST_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[a-z]\))\s+(.*)$", re.DOTALL)


def wording_under(blocks: Sequence[Block], index: int) -> Paragraph | None:
    """The paragraph under a heading such as `Vision` that states it: one set apart by its print, else the first."""
    under: list[Paragraph] = []
    for block in blocks[index + 1 :]:
        if block.is_heading or block.paragraph is None:
            break
        under.append(block.paragraph)
    if not under:
        return _wording_in_large_print(blocks, index)
    apart = [p for p in under if _is_set_apart(p) and not refers_elsewhere(p.text)]
    plain = next((p for p in under if not re.search(r"\bvision", p.text, re.IGNORECASE)), under[0])
    return apart[0] if apart and not under[0].italic else plain


def _is_set_apart(p: Paragraph) -> bool:
    """Whether print or quotes set a text apart from an introduction."""
    return bool(p.italic or p.bold or p.fill or p.text[:1] in '”“"') and len(p.text) > SHORTEST_APART


def _wording_in_large_print(blocks: Sequence[Block], index: int) -> Paragraph | None:
    """A line set like a heading right under the heading, with no text of its own: it ends a sentence, or another
    heading of the first one's print follows."""
    following = blocks[index + 1 : index + 3]
    if not following or not following[0].is_heading or following[0].paragraph is None:
        return None
    p, title = following[0].paragraph, blocks[index].paragraph
    alone = len(following) < 2 or (following[1].is_heading and following[1].paragraph is not None)
    label = read_goal_label(title.text) if title is not None else None
    lone = label is not None and label.goal_type in ("vision", "overarching_goal")  # a plan has one of each
    smaller = title is not None and p.size < title.size
    larger = title is not None and p.size > title.size and lone and len(p.text.split()) > LEAST_VISION
    says = p.text.rstrip().endswith((".", "!")) or (smaller and (alone or lone)) or larger
    if read_goal_label(p.text, heading=True) or not says:
        return None
    if label is not None and is_narrowed(label) and not states_own_goal(p.text):
        return None
    return p


def read_heading(walk: Walk, p: Paragraph, block: Block) -> None:
    if walk.waiting and walk.wording is p:
        stated, _, _ = walk.waiting  # a wording in large print under the heading `Vision`
        walk.waiting = walk.wording = None
        level = callout_level(walk, stated)
        state_goal(walk, replace(stated, title=p.text), p.place, level, "label", walk.heading)
        return
    walk.measure = False
    walk.card = walk.labelled = None
    over = label_right_above(walk, p) or label_over(*walk.lone, p)
    walk.waiting = walk.describing = walk.wording = None
    walk.lone = (None, None)
    if over is not None:
        own = walk.headings[block.heading] if block.heading is not None else None
        if own is not None and own.number and not over.number and numbers_only_goals(walk.headings):
            over = replace(over, number=own.number)
        title = own.title if own is not None and own.number else p.text
        state_goal(walk, replace(over, title=title), p.place, level_of(walk, block.heading), "heading", block.heading)
        return
    walk.bullet_actions = walk.bullet_indicators = False
    if goal_in_list(walk, p, block):
        return
    walk.listing = walk.listed_under = None
    text = without_number(walk, p.text, block)
    label = read_goal_label(text, heading=True)
    level = level_of(walk, block.heading)
    if label and label.title:
        state_goal(walk, label, p.place, level, "heading", block.heading)
        return
    if label is None and (
        state_heading(walk, block.heading) or state_area(walk, p, block, text) or state_measured(walk, p, block, text)
    ):
        return
    folded = fold(text)
    listed = names_list(folded)
    walk.open_goals = [g for g in walk.open_goals if g[1] < level or (listed and g[1] == level)]
    close_side_by_side(walk, p)
    if label is None and (named := goal_in_heading(walk, text)) is not None:
        return_to(walk, named)
    if label and not label.title:
        if stated_below(walk, block.heading):
            pass  # it groups the goals below it
        elif not over_cards(walk, block) and (
            label.number or label.goal_type in ("vision", "overarching_goal", "ambition")
        ):
            walk.waiting = (label, p.place, None)
        elif RANK[label.goal_type] <= RANK["goal"]:
            open_list(walk, label, block)
            walk.lone = (label, p.place)  # perhaps right over the goal itself
        return
    if (vision := vision_for(text)) is not None:
        walk.waiting = (vision, p.place, None)
    if level <= TOP_LEVELS:
        walk.giver = None  # a new part of the document
    walk.assignment, walk.interpretation = read_assignment(p.text), []
    walk.bullet_actions = takes_giver(walk, folded)
    open_bullets(walk, folded)
    note_heading(walk, p, block.heading)
    if (
        label := list_label(p.text)
        or areas_and_more(p.text)
        or next(iter(levels_named(text)), None)
        or counted_list(walk, text, block)
        or goals_of_body(walk, text, block)
    ) is not None:
        open_list(walk, label, block)
    elif folded.rstrip(" :?") in load("goals")["list"]["reached"]:
        if walk.open_goals and walk.open_goals[-1][0] == RANK["goal_area"]:  # under a goal it tells of its effects
            open_list(walk, GoalLabel("goal", REACHED, None, None, None, "", False), block)
    elif any(folded.startswith(w) for w in load("goals")["list"]["words"]):
        open_list(walk, GoalLabel("goal", "Mål", None, None, None, "", False), block)


def _labelled_action(walk: Walk, p: Paragraph) -> bool:
    """A paragraph under a goal that is an action by its label: `Uppdrag: …`, `Aktivitet: …`. Its first sentence says
    what is to be done. True where it was read as that."""
    if not walk.open_goals:
        return False
    assigned = read_assignment(p.text)
    label, _, rest = p.text.partition(":")
    if assigned is None and fold(label) not in load("actions")["labelled"]["words"]:
        return False
    text, *more = re.split(r"(?<=[a-zåäö\d)])\.\s+(?=[A-ZÅÄÖ])", assigned[0] if assigned else rest.strip(), maxsplit=1)
    action = RawAction(
        new_key("a", walk.actions),
        walk.open_goals[-1][2],
        p.place,
        assigned_by=(assigned[1] or walk.giver) if assigned else None,
        assignment=text.removesuffix(".") if assigned else None,
        action=None if assigned else text,
        section=walk.heading,
        parser="label",
        confidence=0.8,
    )
    walk.actions.append(with_stated_deadline(with_labelled_parts(action), " ".join(more)))
    walk.texts.append(RawText(p.text, p.place, walk.open_goals[-1][2], None, walk.heading))
    walk.describing = None
    return True


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
    if walk.waiting and (walk.wording is None or p is walk.wording):
        stated, _place, _ = walk.waiting
        walk.waiting = walk.wording = None
        narrowed = is_narrowed(stated) and not states_own_goal(p.text)
        about = stated.title and (not _is_set_apart(p) or opens_no_goal(p.text) or refers_elsewhere(p.text))
        is_text = narrowed or bool(about) or tells_of_vision(p.text)  # about the vision: `Vision för planen`
        # it leads to a list: `Fullmäktige har antagit följande mål:`
        if not is_text and (p.text.rstrip().endswith(":") or _introduces(p.text)):
            open_list(walk, stated, block)
            return
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
    if led is not None and not _under_others(walk, block.heading):
        level = callout_level(walk, led[0])
        state_goal(walk, led[0], p.place, level, "callout" if p.fill else "paragraph", block.heading)
        _read_paragraph(walk, replace(p, text=led[1]), replace(block, lead=None))
        return
    label = read_goal_label(p.text) if (block.lead or p.bold or p.fill) and not p.bullet else None
    label = (
        label
        or (None if p.bullet else plain_label(p.text))
        or stated_in(p.text)
        or goal_meant(p.text, under_goals=_under_goals(walk, block.heading))
    )
    if p.bold and not p.bullet and goal_in_list(walk, p, block):
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
    if not p.bold and not p.bullet and _labelled_action(walk, p):
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
    if p.bullet and walk.bullet_indicators and (not walk.only_figures or _may_measure(p.text)):
        _listed_indicator(walk, p)
        return
    under_label = walk.bullet_indicators and not p.bold and above[1] == walk.list_label
    if under_label and (levels := sentences_of_levels(p.text)):
        for sentence in levels:
            _listed_indicator(walk, replace(p, text=sentence))
        return
    lists_goals = walk.listing and not walk.bullet_actions
    if lists_goals and is_item(walk, p) and not p.note and not is_listed_goal(walk, block.heading):
        state_listed_goal(walk, p)
        return
    if len(p.text) <= LONGEST_CAPTION:
        walk.giver = giver_in_text(p.text) or walk.giver
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
    goal = walk.describing or (walk.open_goals[-1][2] if walk.open_goals else None)
    walk.texts.append(RawText(p.text, p.place, goal, None, block.heading))
    if is_caption(p.text) or (walk.bullet_actions and takes_bracket(walk, p)):
        return  # of the table below it, or of the action above it
    if walk.describing and not p.bold and lone is None and not (walk.bullet_actions and p.bullet):
        describe(walk, walk.describing, p.text)
    elif walk.assignment and not p.bullet:
        walk.interpretation.append(p.text)
    item = LIST_ITEM.match(p.text)
    if walk.bullet_actions and (p.bullet or item):
        text = item.group(1) if item else p.text
        text = text.removesuffix(".") if walk.giver and ". " not in text else text
        action = RawAction(
            new_key("a", walk.actions),
            walk.open_goals[-1][2] if walk.open_goals else None,
            p.place,
            assigned_by=walk.giver,
            assignment=text if walk.giver else None,  # what somebody else asks for
            action=None if walk.giver else text,
            section=block.heading,
            parser="bullet",
            confidence=0.8,
        )
        action = with_body_above(walk, with_bracket(with_labelled_parts(action)))
        walk.actions.append(with_own_deadline(action))
        walk.labelled = action.key


def _may_measure(text: str) -> bool:
    """Whether a bullet has a figure that is no year, or begins as a measure does: `Andel nöjda gäster`."""
    begins = fold(text).partition(" ")[0] in load("goals")["indicator_list"]["begins"]
    return begins or re.search(r"\d", YEAR.sub("", text)) is not None


def _under_others(walk: Walk, heading: int | None) -> bool:
    """Whether a heading or one above it is about the goals of others: `Globala målen`."""
    while heading is not None:
        if names_others(walk.headings[heading].title):
            return True
        heading = walk.headings[heading].parent
    return False


def _under_goals(walk: Walk, heading: int | None) -> bool:
    """Whether a heading or one above it is about goals."""
    while heading is not None:
        if _names_goals(walk.headings[heading].title):
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


def _listed_indicator(walk: Walk, p: Paragraph) -> None:
    """A bullet under a heading that calls the list indicators; what it says of a level is a target in text."""
    goal = walk.open_goals[-1][2] if walk.open_goals else None
    key = new_key("i", walk.indicators)
    named, cells = split_level(p.text, p.place)
    told = None if cells else behind_sentence(named, walk.in_brackets, p.place)
    named, behind = told or (named, ())
    text = named if told else p.text
    cells = without_brackets(cells, walk.in_brackets)
    name = re.split(r"\s+(?:ska|skall|bör)\s+", named, maxsplit=1)[0].rstrip(" .,")
    indicator = RawIndicator(
        key,
        goal,
        "indicator",
        name,
        p.place,
        cells=(*cells, *behind),
        section=walk.heading,
        parser="list",
        confidence=0.8,
    )
    walk.indicators.append(indicator)
    if not cells and name != text.rstrip(" ."):
        walk.texts.append(RawText(text, p.place, goal, key, walk.heading))
