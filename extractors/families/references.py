"""Lines that name a goal stated elsewhere, in the plan or in an outside framework: `Bidrar till KF-mål B`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractors.families.chain import NUMBER, state_goal
from extractors.families.framework_links import (
    framework_served,
    labelled_framework,
    split_items,
)
from extractors.families.goals import NAMED_TYPES, RANK, GoalLabel, read_goal_label
from extractors.families.slide_words import read_slide_words
from extractors.families.state import Walk, level_of
from extractors.families.vocabulary import alternatives, fold, load
from extractors.geometry import overlap, union
from extractors.sections import Block
from pipeline.records import Box, Paragraph, Place, RawAction, RawAlignment, RawGoal, RawIndicator, RawText

BARE_NUMBER = re.compile(r"^\d{1,2}[.:]?\s+(?=[A-ZÅÄÖ])")  # `4. God utbildning`
LIST_NUMBER = re.compile(r"^\d{1,2}[.:]\s+")
AGENDA = "Agenda 2030"
COUNCIL = "council"
LEVEL = 0.3  # of a label's height, at which a chip beside it stands: its print is smaller and has a frame
LEAD_WORDS = 10  # of a line that leads to a list
GOAL_NAMED = re.compile(
    r"(?:\S+\s){0,2}(?:\S*(?:mål|direktiv)\w*\s)([A-ZÅÄÖ]\d{0,2}|\d{1,2}(?:\.\d{1,2})*)\.?", re.IGNORECASE
)
GOAL_OF_AGENDA = re.compile(r"(?:(?:mål|nr|nummer)\s+)?(\d{1,2})", re.IGNORECASE)
NUMBERED = re.compile(r"^[Mm]ål\s+\d{1,2}[.:]?\s+(?=[A-ZÅÄÖ])")  # `Mål 4 God utbildning`


def serves(walk: Walk, p: Paragraph, block: Block) -> bool:
    """A line that names the goal above the one it stands under: `Bidrar till kommunfullmäktiges mål: …`. True where it
    was read as that."""
    lead = next((w for w in load("goals")["serves"]["words"] if fold(p.text).startswith(w + " ")), None)
    child = next((i for i, g in enumerate(walk.goals) if g.key == walk.describing), None)
    named = p.text[len(lead) :].strip() if lead is not None and walk.describing else None
    if lead is None and child is not None and _stands_under(p, walk.goals[child], block):
        named = p.text
    if named is None or child is None:
        return False
    if numbered := GOAL_NAMED.fullmatch(named):
        return _tie_to_number(walk, child, numbered[1])
    label = read_goal_label(named)
    if label is None or not label.title or not label.strong:
        return False
    if RANK[label.goal_type] >= RANK[walk.goals[child].goal_type]:
        return False
    _state_above(walk, label, walk.goals[child].key, p, block)
    return True


def _state_above(walk: Walk, label: GoalLabel, key: str, p: Paragraph, block: Block) -> None:
    """State the goal that another one, which stays open, serves."""
    held, assignment = list(walk.open_goals), walk.assignment
    walk.open_goals = []
    state_goal(walk, label, p.place, level_of(walk, block.heading), "reference", block.heading)
    above = walk.open_goals[-1][2] if walk.open_goals else None  # a vision is not open
    walk.open_goals, walk.describing, walk.assignment = held, key, assignment
    walk.goals = [replace(g, parent=above or g.parent) if g.key == key else g for g in walk.goals]


def serves_beside(walk: Walk, label: GoalLabel, p: Paragraph, block: Block) -> bool:
    """A box beside the text under a goal's heading that states a higher goal names the one that it serves: what follows
    stays the goal's own. `FULLMÄKTIGES MÅL` in a fact column beside `Mål 2. …` and its text. True where it was read as
    that. Seen in operational plans with a page for each goal."""
    if p.fill is None or not walk.open_goals:
        return False
    key = walk.open_goals[-1][2]
    goal = next((g for g in walk.goals if g.key == key), None)
    if goal is None or goal.parser != "goal-heading" or goal.parent is not None or goal.section is None:
        return False
    told = label.set_by == COUNCIL or goal.goal_type != "goal"  # a committee's goal may also serve a bare `Mål 2`
    lower = 0 < RANK[label.goal_type] < RANK[goal.goal_type] and label.set_by not in (None, goal.set_by) and told
    own = (t.place for t in walk.texts if t.goal == key and t.place.page == p.place.page)
    if not lower or goal.place.page != p.place.page or not any(_side_by_side(place.box, p.place.box) for place in own):
        return False
    _state_above(walk, label, key, p, block)
    return True


def _side_by_side(text: Box, other: Box) -> bool:
    """Whether two texts stand on one height and one right of the other."""
    return (
        overlap(text.top, text.bottom, other.top, other.bottom) > 0
        and overlap(text.x0, text.x1, other.x0, other.x1) <= 0
    )


def _stands_under(p: Paragraph, goal: RawGoal, block: Block) -> bool:
    """Whether a line of plain print is the first thing right under the heading of a goal. With the label of a higher
    goal it names that goal: `Kommunfullmäktiges mål: En levande stad` under `Nämndmål 2: …`."""
    plain = not p.bold and not p.bullet and p.fill is None and not block.is_heading
    headed = goal.parser == "goal-heading" and goal.description is None and block.heading == goal.section
    return plain and headed and _is_right_under(p, goal.place)


def _tie_to_number(walk: Walk, child: int, number: str) -> bool:
    """Ties a goal to the one goal of a higher rank that has a number; false where there is none, or are several."""
    rank = RANK[walk.goals[child].goal_type]
    above = [g.key for g in walk.goals if g.number == number and RANK[g.goal_type] < rank]
    if len(above) == 1:
        walk.goals[child] = replace(walk.goals[child], parent=above[0])
    return len(above) == 1


@cache
def _serving() -> re.Pattern[str]:
    words = alternatives(load("goals")["serves"]["words"])
    return re.compile(
        rf"(?:\b{words}|^till)\s+(?:\w+\s+){{0,2}}\w*(?:mål(?:et)?|direktiv)\s+({NUMBER})(?![\w.]*\w|\s*(?:,|och)\s*\d)",
        re.IGNORECASE,
    )


def goal_served(walk: Walk, text: str) -> RawGoal | None:
    """The goal that a sentence over a table or list names by its number: `Åtgärderna bidrar till effektmål 1.` Null in
    the section of a goal: there it says what that goal serves, and the rows below stay its own."""
    open_ = {key for _, _, key in walk.open_goals}
    if any(g.key in open_ and g.section == walk.heading for g in walk.goals):
        return None
    match = _serving().search(text)
    named = [g for g in walk.goals if match is not None and g.number == match[1]]
    return named[0] if len(named) == 1 else None


@cache
def _named_at_end() -> re.Pattern[str]:
    terms = alternatives([word for term in load("goals")["term"] for word in term["words"]])
    leads = alternatives(load("goals")["serves"]["leads"])
    return re.compile(rf"\s(?i:{leads}\s+(?P<label>(?P<owner>[\w:-]+s\s+)?{terms}))\s+(?P<number>{NUMBER}|[A-ZÅÄÖ])$")


def goal_in_heading(walk: Walk, text: str) -> RawGoal | None:
    """The goal stated before whose label and number end a heading: `Aktiviteter för målområde A`. Goals of others
    (`Uppfyllelse av regionens mål 1`) are none of these."""
    match = _named_at_end().search(text)
    label = read_goal_label(f"{match['label']} {match['number']}") if match is not None else None
    if match is None or label is None or (match["owner"] and label.set_by is None):
        return None
    named = [g for g in walk.goals if (g.goal_type, g.number) == (label.goal_type, label.number)]
    return named[0] if len(named) == 1 else None


def close_side_by_side(walk: Walk, p: Paragraph) -> None:
    """What stands under a heading `p` below goals in boxes side by side belongs to none of them alone. Goals that are
    headings themselves may stand in columns of text: they are boxes where `p` stands left of the last one's column."""
    last = walk.goals[-1] if walk.goals else None
    if last is None:
        return
    box = last.place.box
    if last.parser == "goal-heading" and (last.place.page != p.place.page or p.place.box.x1 > box.x0):
        return
    beside = [
        g
        for g in walk.goals[:-1]
        if (g.parent, g.goal_type, g.place.page) == (last.parent, last.goal_type, last.place.page)
        and overlap(g.place.box.top, g.place.box.bottom, box.top, box.bottom) > 0
        and overlap(g.place.box.x0, g.place.box.x1, box.x0, box.x1) <= 0
    ]
    if beside:
        walk.open_goals = [g for g in walk.open_goals if g[2] != last.key]


def _is_right_under(p: Paragraph, place: Place) -> bool:
    above, below = place.box, p.place.box
    near = -0.5 * p.size <= below.top - above.bottom <= 1.5 * p.size
    return p.place.page == place.page and near and overlap(above.x0, above.x1, below.x0, below.x1) > 0


def _is_beside(p: Paragraph, place: Place) -> bool:
    """Whether a line goes on right of a label, at its height."""
    label, box = place.box, p.place.box
    level = overlap(label.top, label.bottom, box.top, box.bottom) >= LEVEL * (label.bottom - label.top)
    return p.place.page == place.page and level and 0 <= box.x0 - label.x1 <= 2 * p.size


def _over_list(walk: Walk) -> int | None:
    """The section over one whose heading is no more than the label of the goals listed in it: `Inriktningsmål`."""
    if walk.heading is None or not walk.listing:
        return walk.heading
    label = read_goal_label(walk.headings[walk.heading].title, heading=True)
    return walk.headings[walk.heading].parent if label is not None and not label.title else walk.heading


@cache
def _names_in_row() -> re.Pattern[str]:
    agenda = load("goals")["agenda"]
    return re.compile(rf"{alternatives([*agenda['names'], *agenda['also']])}(?=\s+[A-ZÅÄÖ]|$)")


def _goals_in_row(text: str) -> list[str]:
    """The goals of Agenda 2030 whose names a line is, and nothing else, as chips or icons beside each other have them:
    `Jämställdhet Minskad ojämlikhet`. Seen in strategies and brochures."""
    found = _names_in_row().findall(text)
    return found if found and not _names_in_row().sub("", text).strip() else []


def _numbered_goals(text: str, framework: str) -> list[str]:
    """The numbered goals of a framework on a line, without the numbers of the list (`Mål 4`, `4.`). A bare number
    counts before a goal of Agenda 2030, and is kept as printed: `4 God utbildning för alla`."""
    if NUMBERED.match(text):
        return [NUMBERED.sub("", item) for item in split_items(text)]
    agenda = load("goals")["agenda"]
    items = split_items(text) if framework == AGENDA and BARE_NUMBER.match(text) else ()
    known = set(map(fold, (*agenda["names"], *agenda["also"])))
    named = all(fold(BARE_NUMBER.sub("", item)) in known for item in items)
    return [LIST_NUMBER.sub("", item) for item in items] if named else []


def _leads_to_goals(text: str) -> bool:
    """Whether a line in a box leads to a framework's goals: `Området bidrar till de globala målen`."""
    words = {word for framework in read_slide_words().frameworks for word in framework.words}
    return len(text.split()) <= LEAD_WORDS and any(fold(text).rstrip(" .:").endswith(f" {word}") for word in words)


def _goal_beside(walk: Walk, p: Paragraph) -> str | None:
    """The goal that a box at the side is about, which may be read after what stands below it: the one goal stated above
    it in its column, else the last one above it; null where that could be several. A goal that the box names as the
    one that is served is none of them."""
    stated = [g for g in walk.goals if g.place.page == p.place.page and g.parser != "goal-reference"]
    over = [g for g in stated if g.place.box.bottom <= p.place.box.top]
    box = p.place.box
    column = [g for g in over if overlap(g.place.box.x0, g.place.box.x1, box.x0, box.x1) > 0]
    lowest = max((g.place.box.bottom for g in over), default=0.0)
    last = column or [g for g in over if overlap(g.place.box.top, g.place.box.bottom, lowest - 1, lowest) > 0]
    return last[0].key if len(last) == 1 else None


@cache
def _touches() -> re.Pattern[str]:
    """A line that names the goals of Agenda 2030 as what is touched: `Berörda globala mål: …`, `Globala mål i Agenda
    2030 som berörs: …`, `Målet bidrar till de globala målen 3, 4 och 10.`"""
    words = load("goals")["serves"]
    framework = next(f for f in read_slide_words().frameworks if f.name == AGENDA)
    names = alternatives(sorted({*framework.words, *framework.kinds, *load("goals")["agenda"]["called"]}))
    leads = alternatives([*words["words"], *words["touched"]])
    tail = rf"som\s+(?:\w+\s+){{0,2}}?{alternatives(words['touches'])}(?:\s+av\s+\w+)?"
    return re.compile(
        rf"^(?P<lead>(?:\w+\s+){{0,2}}?{leads}\s+)?(?P<name>{names})(?:\s+{tail})?(?P<colon>\s*:)?\s+(?P<items>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    )


def _goals_touched(text: str) -> list[str]:
    """The goals that such a line names, by number or by name; none where it says anything else."""
    if not any(word in text.casefold() for word in ("global", "agenda 2030")):  # as in most lines
        return []
    match = _touches().match(text)
    if match is None or not (match["colon"] or match["lead"]):
        return []
    items = [NUMBERED.sub("", item) for item in split_items(match["items"])]
    if numbers := _by_number(items):
        return numbers
    agenda = load("goals")["agenda"]
    known = set(map(fold, (*agenda["names"], *agenda["also"])))
    named = all(fold(BARE_NUMBER.sub("", item)) in known for item in items)
    return items if named and match["colon"] else []


def _by_number(items: Sequence[str]) -> list[str]:
    """Goals of Agenda 2030 that a line names by their numbers alone: `mål 3, 4 och 10`; none where it says more."""
    found = [GOAL_OF_AGENDA.fullmatch(item) for item in items]
    numbers = [match[1] for match in found if match is not None]
    known = len(numbers) == len(items) and all(0 < int(n) <= len(load("goals")["agenda"]["names"]) for n in numbers)
    return numbers if known else []


def tie_to_areas(walk: Walk) -> None:
    """Links of a line that ends the section of each area are the area's, not those of the last goal in it: in several
    areas only the last goal has any, and nothing follows. Seen in climate and energy programmes."""
    areas = [g for g in walk.goals if g.goal_type in NAMED_TYPES and g.parser == "goal-heading"]
    tied = {link.goal for link in walk.alignments} if areas else set()
    moved: dict[str, str] = {}
    shared = False
    for area in areas if tied else ():
        below = [g.key for g in walk.goals if g.parent == area.key and g.section == area.section]
        if not tied.intersection(below):
            continue
        if tied.intersection((area.key, *below[:-1])) or not _ends_section(walk, below[-1], area.section):
            return  # each goal has a line of its own
        moved[below[-1]] = area.key
        shared = shared or len(below) > 1
    if shared and len(moved) > 1:
        walk.alignments = [replace(link, goal=moved.get(link.goal, link.goal)) for link in walk.alignments]


def _ends_section(walk: Walk, goal: str, section: int | None) -> bool:
    """Whether nothing stands under the links of a goal in its section."""
    links = [link.place for link in walk.alignments if link.goal == goal]
    after = max((place.page, place.box.top) for place in links)
    rows: list[RawText | RawIndicator | RawAction] = [*walk.texts, *walk.indicators, *walk.actions]
    return all((row.place.page, row.place.box.top) < after for row in rows if row.section == section)


def aligns(walk: Walk, p: Paragraph) -> bool:
    """A line under a goal that names an outside framework and its goals: `Agenda 2030: God utbildning för alla`. True
    where it was read as that."""
    last = walk.open_goals[-1][2] if walk.open_goals else None
    here = any(g.key == last and g.section in (walk.heading, _over_list(walk)) for g in walk.goals)
    goal = walk.describing or (last if here else None)  # a table of its measures may stand between
    if goal and (p.fill is not None or p.bold) and (lone := framework_served(p.text)) is not None:
        walk.framework = (*lone, p.place, goal)
        return True
    if walk.framework is not None and (_is_right_under(p, walk.framework[2]) or _is_beside(p, walk.framework[2])):
        framework, kind, at, of = walk.framework
        chips = _goals_in_row(p.text) if framework == AGENDA else []
        items = chips or _numbered_goals(p.text, framework)
        if items or (p.fill is not None and _leads_to_goals(p.text)):
            place = at._replace(box=union((at.box, p.place.box))) if chips else p.place
            walk.framework = (framework, kind, place, of)
            beside = _goal_beside(walk, p) or of if p.fill is not None else of
            walk.alignments += [RawAlignment(beside, framework, kind, item, p.place) for item in items]
            return True
    walk.framework = None
    lead = next((w for w in load("goals")["serves"]["words"] if fold(p.text).startswith(w + " ")), "")
    found = labelled_framework(p.text[len(lead) :].strip()) if goal else None
    if goal is None:
        return False
    if found is not None:
        framework, kind, text = found
        items = _goals_in_row(text) if framework == AGENDA else []
        if items:
            walk.framework = (framework, kind, p.place, goal)  # more of them may stand beside it and below
        items = items or [NUMBERED.sub("", item) for item in split_items(text)]  # the kind says that it is a goal
        items = _by_number(items) or items
    else:
        framework, kind, items = AGENDA, "mål", _goals_touched(p.text)
    if not items:
        return False
    walk.alignments += [RawAlignment(goal, framework, kind, item, p.place) for item in items]
    return True
