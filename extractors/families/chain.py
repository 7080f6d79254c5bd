"""The chain of goals (målkedja): goals stated one after the other, each under the goal that it serves.

A goal is open from where it is stated to the next heading or goal of its rank; what stands in between belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from extractors.cells import DRAWN
from extractors.families.goals import (
    INHERITS_COUNCIL,
    RANK,
    GoalLabel,
    NamedIndicator,
    clean_title,
    is_worded_as_goal,
    list_label,
    names_owner,
    of_one,
    read_goal_label,
    set_by_label,
    setter_of_body,
    split_indicators,
)
from extractors.families.goals_beside import goal_before_break, goals_lead, row_of_same_goal
from extractors.families.minutes import says_decision
from extractors.families.rows import BOARD, ReadTable, TableRow
from extractors.families.state import Walk, level_of, new_key
from extractors.families.vocabulary import fold, load
from pipeline.records import (
    Paragraph,
    Place,
    RawAlignment,
    RawCell,
    RawGoal,
    RawIndicator,
    RawText,
    Trouble,
)

REACHED = ""  # term of what bullets say that shall be reached, which have no label of their own
KEPT_TITLES = 1000  # of goals: more than a document has
SAME_GOAL = 0.93  # likeness of two wordings of one goal; typing errors stay above, other goals below
NUMBER = r"(?:[A-ZÅÄÖ]{1,2}[.-]?)?\d{1,2}(?:\.\d{1,2})*"  # of a goal: `3`, `2.1`, `M1`
NUMBERED_ITEM = re.compile(  # `2. …`, `B1. …`, `2.1 …` in a list of goals
    r"^(\d{1,2}(?:\.\d{1,2})+(?=\s)|(?:\d{1,2}(?:\.\d{1,2})*|[A-ZÅÄÖ]\d{0,2})(?=[.)]))[.)]?\s+"
)
PRINTED_ALONE = frozenset({"heading", "callout", "paragraph", "label", "list"})  # not in rows and cards
MAY_NAME_GOALS = frozenset({"unknown", "trend", "line"})  # roles of cells in columns whose header does not say goals
MEASURED = frozenset({"indicator", "key_result", "baseline", "outcome", "forecast"})
GOAL_COLUMN = frozenset({"mål", "mål nr", "målnr", "målnummer"})
SHORTEST_NAME = 4  # characters of a goal that a cell names
ANY_HEADING = 98.0  # level of a goal that ends at the next heading, unless it is a label of what belongs to the goal
LETTER = re.compile(r"[A-ZÅÄÖ]")
GOAL_NUMBER = re.compile(rf"(?:[Mm]ål\s*)?({NUMBER})\.?")


_REACHED = re.compile(r"(?<!\w)måluppfyllelse$", re.IGNORECASE)


def callout_level(walk: Walk, label: GoalLabel) -> float:
    """Level of a goal that is stated in text or a box: just below the section that holds it.

    A box after the headed goals of a lower rank closes those: its section is the one above them. So it does under a
    part of one (`Aktiviteter`), where that one serves such a goal as the box states.
    """
    heading = walk.heading
    rank = RANK[label.goal_type]
    while heading is not None:
        if _rank_of_heading(walk, heading) < rank:
            break
        heading = walk.headings[heading].parent
    above = heading
    while above is not None:
        parent = walk.headings[above].parent
        if _rank_of_heading(walk, above) > rank and _serves_one(walk, above, label.goal_type):
            heading = parent
        above = parent
    return level_of(walk, heading) + 0.5


def _serves_one(walk: Walk, heading: int, goal_type: str) -> bool:
    """Whether the goal that a heading is stands under one of a kind."""
    parents = {g.parent for g in walk.goals if g.section == heading}
    return any(g.goal_type == goal_type for g in walk.goals if g.key in parents)


def _rank_of_heading(walk: Walk, heading: int) -> int:
    """The rank of the goal that a heading is, by its own label or one over it; that of a vision where it is none."""
    here = read_goal_label(walk.headings[heading].title)
    if here is not None and (here.number or here.title):
        return RANK[here.goal_type]
    stated = (g for g in walk.goals if g.section == heading and g.parser == "goal-heading")
    return max((RANK[g.goal_type] for g in stated), default=-1)


def state_goal(
    walk: Walk,
    label: GoalLabel,
    place: Place,
    level: float,
    parser: str,
    heading: int | None,
    assessment: str | None = None,
) -> None:
    """A goal stated at a place: a new row, or the fuller statement of one that is there already. `assessment`: what
    stands beside it of how well it was met."""
    if parser in PRINTED_ALONE and _is_of_framework(label):
        _align(walk, label, place)
        return
    label = _of_list_above(walk, label, heading)
    title, named = split_indicators(label.title)
    title = clean_title(title)
    rank = RANK[label.goal_type]
    if parser != "list":
        beside = parser != "heading"  # labels in text and boxes stand on one level and are told apart by rank
        walk.open_goals = [
            g
            for g in walk.open_goals
            if (g[1] < level or (g[1] == level and (beside or _is_above(walk, g[2], label))))
            and (g[0] < rank or rank == 9)
        ]
    parents = [g for g in walk.open_goals if 0 < g[0] < rank]
    parent = (
        parents[-1][2] if parents and rank < 9 else (walk.open_goals[-1][2] if rank == 9 and walk.open_goals else None)
    )
    if label.goal_type in ("goal_area", "vision", "policy_direction"):
        parent = None
    set_by = label.set_by
    if set_by is None and label.goal_type in INHERITS_COUNCIL:
        above = next((g for g in walk.goals if g.key == parent), None)
        set_by = (above.set_by if above else None) or "council"
    goal = RawGoal(
        key=new_key("g", walk.goals),
        parent=parent,
        goal_type=label.goal_type,
        title=title,
        place=place,
        term=of_one(label.term),
        number=label.number,
        scope=label.scope,
        set_by=set_by,
        section=heading,
        parser=f"goal-{parser}",
        confidence=0.95 if parser == "heading" else 0.85,
        assessment=assessment,
    )
    known = _same_goal(walk.goals, goal)
    if known is not None:
        old = walk.goals[known]
        listed = old.parser == "goal-list" and parser != "reference"  # who serves a goal says no more of it than a list
        fuller = listed or (goal.parser != "goal-list" and len(title) > len(old.title))
        if not fuller and parser == "heading" and _is_in_summary(walk, old):
            old = replace(old, place=place, section=heading)
        serves = goal.parent or old.parent  # a table of the whole chain may have told it
        goal = replace(goal, key=old.key, description=old.description, parent=serves) if fuller else old
        goal = replace(goal, assessment=assessment or old.assessment)
        walk.goals[known] = goal
    else:
        walk.goals.append(goal)
    if parser == "list":
        return
    if parser == "heading":
        walk.giver = None
    if rank < 9 and label.goal_type != "vision":
        walk.open_goals.append((rank, level, goal.key))
    walk.describing = goal.key
    walk.assignment = None
    walk.texts.append(RawText(title, place, goal.key, None, heading))
    name_indicators(walk, named, place, goal.key)


def _is_in_summary(walk: Walk, goal: RawGoal) -> bool:
    """Whether a goal was stated in a table of goals with no measures and actions, as one before their chapters is."""
    return goal.parser == "goal-cell" and goal.key not in {
        *(row.goal for row in walk.indicators),
        *(row.goal for row in walk.actions),
    }


def _is_of_framework(label: GoalLabel) -> bool:
    """Whether a numbered goal is one of Agenda 2030's: `Mål 3 God hälsa och välbefinnande`."""
    agenda, number = load("goals")["agenda"], label.number or ""
    if not number.isdigit() or not 0 < int(number) <= len(agenda["names"]):
        return False
    return fold(label.title) in (fold(agenda["names"][int(number) - 1]), *map(fold, agenda["also"]))


def _align(walk: Walk, label: GoalLabel, place: Place) -> None:
    """An outside goal as a link of the goal under which it is printed; told where there is none."""
    if walk.open_goals:
        goal = walk.open_goals[-1][2]
        walk.alignments.append(RawAlignment(goal, "Agenda 2030", "mål", label.title, place))
    else:
        message = f"“{label.title}” is a goal of Agenda 2030 and none of this plan; it is left out."
        walk.troubles.append(Trouble("families", "info", "goal-of-framework", message, place.page))


def _is_above(walk: Walk, key: str, label: GoalLabel) -> bool:
    """Whether a goal's number is that of the goal above another: `1` above `1.2`."""
    number = next((g.number for g in walk.goals if g.key == key), None)
    return bool(number) and (label.number or "").startswith(f"{number}.")


def _of_list_above(walk: Walk, label: GoalLabel, heading: int | None) -> GoalLabel:
    """A bare `Mål 3` as what the headings above it say that their goals are: `Fullmäktiges mål`."""
    while label.goal_type == "goal" and label.set_by is None and heading is not None:
        title = walk.headings[heading].title
        above = _label_within(title)
        if above is not None:
            return replace(label, goal_type=above.goal_type, set_by=above.set_by)
        if names_owner(title):
            return label  # `Parknämndens arbete` below it: whose goals these are is not told
        heading = walk.headings[heading].parent
    return label


def _label_within(title: str) -> GoalLabel | None:
    """The label with an owner at the end of a heading: `Uppföljning av kommunfullmäktiges mål`, `Nämndernas
    måluppfyllelse`."""
    words = _REACHED.sub("mål", title).split()
    labels = (list_label(" ".join(words[n:])) for n in range(len(words)))
    return next((label for label in labels if label is not None and label.set_by is not None), None)


def _same_goal(goals: Sequence[RawGoal], goal: RawGoal) -> int | None:
    """Index of the goal that is stated again; null where it is new."""
    folded = _letters(goal.title)
    for i, other in enumerate(goals):
        if other.goal_type != goal.goal_type and "goal" not in (other.goal_type, goal.goal_type):
            continue
        text = _letters(other.title)
        if (text == folded or ("goal-list" in (other.parser, goal.parser) and _is_alike(text, folded))) and (
            goal.number == other.number or "goal-list" in (other.parser, goal.parser) or not goal.number
        ):
            return i
    return None


def _is_alike(one: str, other: str) -> bool:
    """Whether two wordings are one but for a typing error; of two lengths that differ more they cannot be."""
    likest = 2 * min(len(one), len(other)) / max(len(one) + len(other), 1)
    return likest >= SAME_GOAL and SequenceMatcher(None, one, other).ratio() >= SAME_GOAL


@lru_cache(maxsize=KEPT_TITLES)
def _letters(title: str) -> str:
    """A goal's wording without blanks and signs; each is compared with all that follow it."""
    return re.sub(r"\W", "", title.casefold())


def reopen_goal(walk: Walk, text: str) -> bool:
    """Whether a text repeats the wording of a goal stated before; what follows then belongs to that goal, as the rows
    under a band in a table do."""
    known = find_goal(walk, text)
    if known is not None:
        open_again(walk, known)
    return known is not None


def find_goal(walk: Walk, text: str) -> RawGoal | None:
    """The goal stated before that a text words, with or without its number: `2. Alla ska trivas`."""
    known = next((g for g in walk.goals if fold(g.title) == fold(text)), None)
    if known is None and (match := NUMBERED_ITEM.match(text)) is not None:
        rest = fold(text[match.end() :])
        known = next((g for g in walk.goals if g.number == match[1] and fold(g.title) == rest), None)
    return known


def open_again(walk: Walk, goal: RawGoal, level: float | None = None) -> None:
    """What follows in the section belongs to a goal that was stated before, up to a heading of its `level` or above."""
    rank, level = RANK[goal.goal_type], level_of(walk, walk.heading) + 0.5 if level is None else level
    walk.open_goals = [g for g in walk.open_goals if g[0] < rank and g[1] <= level] + [(rank, level, goal.key)]


def return_to(walk: Walk, goal: RawGoal) -> None:
    """What follows belongs to a goal that was stated before, and that may still be open under those that serve it."""
    place = next((i for i, (_, _, key) in enumerate(walk.open_goals) if key == goal.key), None)
    if place is None:
        open_again(walk, goal)
    else:
        del walk.open_goals[place + 1 :]


def state_listed_goal(walk: Walk, p: Paragraph, lead: str | None = None) -> None:
    """An item of an open list of goals as one of them. Where the bold words that `lead` it say what shall be, the text
    behind them is about the goal. Seen in budgets: the financial goals, numbered, each with a reason."""
    assert walk.listing is not None
    goal_type, term, set_by = walk.listing
    stated, about = _told_apart(p.text, lead)
    match = NUMBERED_ITEM.match(stated)
    number, title = (match.group(1), stated[match.end() :]) if match else (None, stated)
    if len(title) < 8 or says_decision(title):
        return
    label = GoalLabel(goal_type, term, number, None, set_by, title, True)
    before = len(walk.goals)
    state_goal(walk, label, p.place, 99.0, "list", walk.heading)
    if term == REACHED and len(walk.goals) > before and not is_worded_as_goal(title):
        walk.goals[-1] = replace(walk.goals[-1], flags=("goal-without-label",), confidence=0.6)
    if about and len(walk.goals) > before:
        walk.goals[-1] = replace(walk.goals[-1], description=about)
        walk.texts.append(RawText(about, p.place, walk.goals[-1].key, None, walk.heading))


def _told_apart(text: str, lead: str | None) -> tuple[str, str]:
    """An item of a list as (what states the goal, what is told of it)."""
    if lead is None or not text.startswith(lead) or not is_worded_as_goal(lead):
        return text, ""
    about = text[len(lead) :].strip()
    whole = lead[-1] not in ":–-," and about[:1].isupper()
    return (lead, about) if whole else (text, "")


def name_indicators(walk: Walk, named: Sequence[NamedIndicator], place: Place, goal: str) -> None:
    """Indicators in brackets after a goal; a label with KF makes them the council's."""
    for item in named:
        walk.indicators.append(
            RawIndicator(
                new_key("i", walk.indicators),
                goal,
                "indicator",
                item.name,
                place,
                set_by=set_by_label(item.label or ""),
                section=walk.heading,
                parser="goal-bracket",
                confidence=0.9,
            )
        )


def goal_at(walk: Walk, row: TableRow, read: ReadTable) -> str | None:
    """The goal that a row belongs to: by a number in its goal column, by the heading's reference, else by place."""
    cell = row.first("goal")
    if cell and (match := GOAL_NUMBER.fullmatch(cell.text.strip())):
        numbered = [g for g in walk.goals if g.number == match.group(1)]
        types = {g.goal_type for g in numbered}
        if len(numbered) == 1 or len(types) == 1:
            return numbered[0].key
        header = read_goal_label(cell.header + " 1")
        same = [g for g in numbered if header and g.goal_type == header.goal_type]
        return same[0].key if len(same) == 1 else None
    if cell:
        key: str | None = None
        number = row.first("number") if read.numbers_goals else None
        for stated in (c for c in row.cells if c.role == "goal" and c.text):
            if LETTER.fullmatch(stated.text.strip()):  # `B` beside the wording of a goal: the one that it serves
                lettered = [g.key for g in walk.goals if g.number == stated.text.strip()]
                key = lettered[0] if len(lettered) == 1 else key
            else:
                key = goal_in_cell(walk, stated, row, key, number.text if number else None)
        return key
    if (named := _named_in(walk, row, read) or _numbered_in(walk, row, read)) is not None:
        return named
    above = row_of_same_goal(read.rows, row) if read.table.road not in DRAWN or goals_lead(read) else None
    if above is not None:
        return goal_at(walk, above, read)
    if (held := goal_before_break(walk, row, read)) is not None:
        return held
    return walk.open_goals[-1][2] if walk.open_goals else None


def _named_in(walk: Walk, row: TableRow, read: ReadTable) -> str | None:
    """The one goal that a cell of a row names word for word, whatever its column is called: `Inriktning`, `Tema`.
    Each row names a goal there (a `Kostnadsslag` that is called as an area names none), and a lower goal that is open
    goes before a higher one that it does not stand under."""
    texts = {_letters(c.text): c.header for c in row.cells if _may_name(c) and len(c.text) >= SHORTEST_NAME}
    named = [g for g in walk.goals if _letters(g.title) in texts] if texts else []
    if len(named) != 1:
        return None
    goal, titles = named[0], {_letters(g.title) for g in walk.goals}
    column = texts[_letters(goal.title)]
    others = [c.text for r in read.rows for c in r.cells if c.header == column and _may_name(c) and c.text]
    if not all(_letters(text) in titles for text in others):
        return None
    open_ = [(rank, key) for rank, _, key in walk.open_goals]
    lower = bool(open_) and open_[-1][0] > RANK[goal.goal_type] and all(key != goal.key for _, key in open_)
    return None if lower else goal.key


def _may_name(cell: RawCell) -> bool:
    return cell.role in MAY_NAME_GOALS


def _numbered_in(walk: Walk, row: TableRow, read: ReadTable) -> str | None:
    """The goal whose number an action has in a column `Mål`, where all rows have the number of one goal there: with
    nothing that is measured, these are no levels. Seen in appendices of actions to programmes."""
    if read.family != "actions" or {c.role for c in read.columns} & MEASURED:
        return None
    columns = [c for c in read.columns if c.role == "target" and c.year is None and fold(c.header) in GOAL_COLUMN]
    numbers = [cell.text for other in read.rows for cell in other.cells if cell.role == "target"]
    own = row.first("target")
    if len(columns) != 1 or own is None or len(set(numbers)) < 2:
        return None
    goals = {number: [g.key for g in walk.goals if g.number == number.strip(" .")] for number in numbers}
    return goals[own.text][0] if all(len(keys) == 1 for keys in goals.values()) else None


def _number_of(text: str | None) -> str | None:
    """The number that a cell holds and nothing else: `3`, `Mål 2.1`."""
    match = GOAL_NUMBER.fullmatch(text.strip()) if text else None
    return match[1] if match else None


def goal_in_cell(walk: Walk, cell: RawCell, row: TableRow, above: str | None, beside: str | None) -> str:
    """A goal whose wording stands in a table cell; `above` is the goal in a column before it, `beside` its number in a
    column of its own."""
    label = read_goal_label(cell.text)
    header = read_goal_label(cell.header + " 1") or GoalLabel("goal", cell.header, None, None, None, "", True)
    if label is None or not label.title:
        match = re.match(rf"^({NUMBER})\.?\s+(.*)$", cell.text, re.DOTALL)
        number, title = (match.group(1), match.group(2)) if match else (_number_of(beside), cell.text)
        label = _of_list(walk, replace(header, number=number, title=title))
    before = len(walk.goals)
    held = list(walk.open_goals)
    state_goal(walk, label, cell.place, 98.0, "cell", walk.heading)
    key = walk.open_goals[-1][2] if walk.open_goals else walk.goals[-1].key
    walk.open_goals = held
    walk.describing = None
    if len(walk.goals) > before:
        new = walk.goals[-1]
        lower = above is not None and new.goal_type != "goal_area"
        walk.goals[-1] = replace(
            new,
            term=cell.header or new.term,
            parent=above if lower else new.parent,
            set_by=new.set_by or _body_in_row(row, new),
        )
        if fold(cell.header) in load("roles")["success_factor"]["words"]:  # what a goal hangs on: to be reviewed
            walk.goals[-1] = replace(walk.goals[-1], flags=("goal-without-label",), confidence=0.6)
    return key


def _body_in_row(row: TableRow, goal: RawGoal) -> str | None:
    """Who set a goal below the council's, where a column of the row names its body: `Nämnd | Nämndmål`."""
    if goal.goal_type not in ("sub_goal", "operational_goal"):
        return None
    bodies = {setter_of_body(cell.text) for cell in row.cells if cell.role == "line" and BOARD.search(cell.header)}
    return bodies.pop() if len(bodies) == 1 else None


def _of_list(walk: Walk, label: GoalLabel) -> GoalLabel:
    """A bare `Mål` in a table under a heading over a body's goals is one of those: `Kommunfullmäktiges mål`."""
    listing = walk.listing or (walk.lists.get(walk.heading) if walk.heading is not None else None)
    if label.goal_type != "goal" or label.set_by or listing is None or listing[2] is None:
        return label
    return replace(label, goal_type=listing[0], set_by=listing[2])
