"""One walk through a document's blocks in reading order -> raw goals, indicators, actions and budget lines.

What a row belongs to follows from where it stands: the walk keeps the goals that are open at each place (the chain of
goals, målkedja) and the assignment that the next action table carries out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from extractors.families.cards import Card, read_cards
from extractors.families.goals import (
    INHERITS_COUNCIL,
    RANK,
    GoalLabel,
    NamedIndicator,
    clean_title,
    names_several,
    read_goal_label,
    split_indicators,
    stated_in,
    vision_in,
)
from extractors.families.rows import ReadTable, TableRow, is_amount, read_table
from extractors.families.vocabulary import fold, load
from extractors.sections import Block
from extractors.tables import split_note
from pipeline.records import (
    Heading,
    Paragraph,
    Place,
    RawAction,
    RawBudgetLine,
    RawCell,
    RawGoal,
    RawIndicator,
    RawText,
    Table,
    Trouble,
)

CAPTION_GAP = 40.0  # points between a caption and its table
LONGEST_CAPTION = 140  # characters
TOP_LEVELS = 1  # heading levels that end what a heading said about who gave the assignments below it
SAME_GOAL = 0.93  # likeness of two wordings of one goal; typing errors stay above, other goals below
GOAL_NUMBER = re.compile(r"(?:[Mm]ål\s*)?((?:[A-Z]{1,2}[.-]?)?\d{1,2}(?:\.\d{1,2})*)\.?")
VALUE_ROLES = frozenset({"baseline", "outcome", "target", "forecast"})
AMOUNT_ROLES = frozenset({"outcome", "budget", "plan", "forecast"})


@dataclass
class Walk:
    """What the walk has gathered and where it stands; lives only inside `read_families`."""

    headings: Sequence[Heading]
    goals: list[RawGoal] = field(default_factory=list)
    indicators: list[RawIndicator] = field(default_factory=list)
    actions: list[RawAction] = field(default_factory=list)
    budget_lines: list[RawBudgetLine] = field(default_factory=list)
    texts: list[RawText] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    open_goals: list[tuple[int, float, str]] = field(default_factory=list)  # rank, level, key
    heading: int | None = None
    giver: str | None = None  # who gave the assignments below, from a heading
    assignment: tuple[str, str | None] | None = None
    interpretation: list[str] = field(default_factory=list)
    waiting: tuple[GoalLabel, Place, str | None] | None = None  # a label whose wording is in the next paragraph
    wording: Paragraph | None = None  # that paragraph, where the print sets it apart from an introduction
    describing: str | None = None  # goal that the next paragraphs explain
    bullet_actions: bool = False
    bullet_indicators: bool = False
    listing: tuple[str, str, str | None] | None = None  # a heading over a list of goals: goal type, term, set_by


def read_families(
    blocks: Sequence[Block], headings: Sequence[Heading], skip_pages: frozenset[int] = frozenset()
) -> Walk:
    """Everything of meaning in the blocks. On `skip_pages` (slides, read elsewhere) no goals are made of text."""
    walk = Walk(headings)
    before: ReadTable | None = None
    for index, block in enumerate(blocks):
        if block.is_heading and block.paragraph:
            if not (walk.waiting and walk.wording is block.paragraph):
                walk.heading = block.heading
            if block.place.page not in skip_pages:
                _read_heading(walk, block.paragraph, block)
                if walk.waiting:
                    walk.wording = _wording_under(blocks, index)
        elif block.paragraph:
            if block.place.page not in skip_pages:
                _read_paragraph(walk, block.paragraph, block)
        elif block.table:
            walk.waiting = walk.describing = walk.wording = None
            before = _read_table(walk, blocks, index, before)
    return walk


# ------------------------------------------------------------------ headings and paragraphs


def _wording_under(blocks: Sequence[Block], index: int) -> Paragraph | None:
    """The paragraph under a heading such as `Vision` that states it: one set apart by its print, else the first."""
    under: list[Paragraph] = []
    for block in blocks[index + 1 :]:
        if block.is_heading or block.paragraph is None:
            break
        under.append(block.paragraph)
    if not under:
        return _wording_in_large_print(blocks, index)
    apart = [p for p in under if (p.italic or p.bold or p.fill or p.text[:1] in '”“"') and len(p.text) > 15]
    plain = next((p for p in under if not re.search(r"\bvision", p.text, re.IGNORECASE)), under[0])
    return apart[0] if apart and not under[0].italic else plain


def _wording_in_large_print(blocks: Sequence[Block], index: int) -> Paragraph | None:
    """A line set like a heading right under the heading, with no text of its own: it ends a sentence, or another
    heading of the first one's print follows."""
    following = blocks[index + 1 : index + 3]
    if not following or not following[0].is_heading or following[0].paragraph is None:
        return None
    p, title = following[0].paragraph, blocks[index].paragraph
    alone = len(following) < 2 or (following[1].is_heading and following[1].paragraph is not None)
    smaller = title is not None and p.size < title.size
    vision = title is not None and (label := read_goal_label(title.text)) is not None and label.goal_type == "vision"
    says = p.text.rstrip().endswith((".", "!")) or (smaller and (alone or vision))
    if read_goal_label(p.text, heading=True) or not says:
        return None
    return p


def _level(walk: Walk, heading: int | None) -> float:
    return float(walk.headings[heading].level) if heading is not None else 0.0


def _read_heading(walk: Walk, p: Paragraph, block: Block) -> None:
    if walk.waiting and walk.wording is p:
        stated, _, _ = walk.waiting  # a wording in large print under the heading `Vision`
        walk.waiting = walk.wording = None
        level = _callout_level(walk, stated)
        _state_goal(walk, replace(stated, title=p.text), p.place, level, "label", walk.heading)
        return
    walk.waiting = walk.describing = walk.wording = None
    walk.bullet_actions = walk.bullet_indicators = False
    walk.listing = None
    text = _with_number(walk, p.text, block)
    label = read_goal_label(text, heading=True)
    level = _level(walk, block.heading)
    if label and label.title:
        _state_goal(walk, label, p.place, level, "heading", block.heading)
        return
    walk.open_goals = [g for g in walk.open_goals if g[1] < level]
    if label and not label.title:
        if label.number or label.goal_type in ("vision", "overarching_goal", "ambition"):
            walk.waiting = (label, p.place, None)
        elif RANK[label.goal_type] <= RANK["goal"]:
            walk.listing = (label.goal_type, label.term, label.set_by)
        return
    folded = fold(p.text)
    if level <= TOP_LEVELS:
        walk.giver = None  # a new part of the document
    walk.assignment, walk.interpretation = read_assignment(p.text), []
    for giver in load("actions")["giver"]:
        if walk.assignment is None and any(word in folded for word in giver["words"]):
            walk.giver = giver["set_by"]
    if any(folded == w or folded.startswith(w + " ") for w in load("actions")["bullets"]["words"]):
        walk.bullet_actions = walk.assignment is None
    walk.bullet_indicators = folded in load("goals")["indicator_list"]["words"]
    if any(folded.startswith(w) for w in load("goals")["list"]["words"]):
        walk.listing = ("goal", "Mål", None)


def _with_number(walk: Walk, text: str, block: Block) -> str:
    """The heading's text without its printed section number."""
    heading = walk.headings[block.heading] if block.heading is not None else None
    return heading.title if heading and heading.number and read_goal_label(text) is None else text


def read_assignment(text: str) -> tuple[str, str | None] | None:
    """The assignment that a heading states, and who gave it: `Uppdrag från KF: …`."""
    match = re.match(r"^([^:]{3,60}):\s*(.+)$", text, re.DOTALL)
    if not match:
        return None
    label = fold(match.group(1))
    for entry in load("actions")["assignment"]:
        if label in entry["words"]:
            return match.group(2).strip(), entry["set_by"] or None
    return None


def _read_paragraph(walk: Walk, p: Paragraph, block: Block) -> None:
    if walk.waiting and (walk.wording is None or p is walk.wording):
        label, _place, _ = walk.waiting
        walk.waiting = walk.wording = None
        if not p.bullet and (p.fill is not None or block.heading == walk.heading):
            _state_goal(
                walk, replace(label, title=p.text), p.place, _callout_level(walk, label), "label", block.heading
            )
            return
    label = read_goal_label(p.text) if (block.lead or p.bold or p.fill) and not p.bullet else None
    label = label or stated_in(p.text)
    if label and label.strong and (block.lead is None or _lead_is_label(block.lead, label)):
        level = _callout_level(walk, label)
        if label.title:
            _state_goal(walk, label, p.place, level, "callout" if p.fill else "paragraph", block.heading)
        elif names_several(label.term):
            walk.listing, walk.describing = (label.goal_type, label.term, label.set_by), None
        else:
            walk.waiting, walk.wording = (label, p.place, p.fill), None
        return
    judged = read_judgement(p.text)
    if judged and walk.open_goals:
        _judge(walk, walk.open_goals[-1][2], judged)
        return
    named = split_indicators(p.text)
    if named[1] and not named[0] and walk.open_goals:
        _name_indicators(walk, named[1], p.place, walk.open_goals[-1][2])
        return
    if walk.listing and (p.bullet or re.match(r"^\d{1,2}[.)]\s", p.text)):
        _listed_goal(walk, p)
        return
    if p.bullet and walk.bullet_indicators:
        _listed_indicator(walk, p)
        return
    if len(p.text) <= LONGEST_CAPTION:
        walk.giver = next((g["set_by"] for g in load("actions")["giver_text"] if _says(g["words"], p.text)), walk.giver)
    vision = vision_in(p.text)
    if vision and not any(g.goal_type == "vision" for g in walk.goals):
        key = _new_key("g", walk.goals)
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
    goal = walk.describing or (walk.open_goals[-1][2] if walk.open_goals else None)
    walk.texts.append(RawText(p.text, p.place, goal, None, block.heading))
    if walk.describing and not p.bold:
        _describe(walk, walk.describing, p.text)
    elif walk.assignment and not p.bullet:
        walk.interpretation.append(p.text)
    if p.bullet and walk.bullet_actions:
        walk.actions.append(
            RawAction(
                _new_key("a", walk.actions),
                walk.open_goals[-1][2] if walk.open_goals else None,
                p.place,
                assigned_by=walk.giver,
                action=p.text,
                section=block.heading,
                parser="bullet",
                confidence=0.8,
            )
        )


def read_judgement(text: str) -> str | None:
    """How well a goal was met, where a line says so: `Nämndens bedömning: Delvis uppfyllt`."""
    match = re.match(r"^([^:]{3,60}):\s*([^:.]{3,60})\.?$", text.strip())
    if not match:
        return None
    label = fold(match.group(1))
    return match.group(2).strip() if any(label.endswith(w) for w in load("goals")["judgement"]["words"]) else None


def _judge(walk: Walk, key: str, judgement: str) -> None:
    for i, goal in enumerate(walk.goals):
        if goal.key == key:
            walk.goals[i] = replace(goal, assessment=judgement)


def _says(words: Sequence[str], text: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in words)


def _lead_is_label(lead: str, label: GoalLabel) -> bool:
    """Whether the bold words that begin a paragraph are just the goal's label."""
    return len(lead) <= len(label.term) + 45


def _callout_level(walk: Walk, label: GoalLabel) -> float:
    """Level of a goal that is stated in text or a box: just below the section that holds it.

    A box after the headed goals of a lower rank closes those: its section is the one above them.
    """
    heading = walk.heading
    rank = RANK[label.goal_type]
    while heading is not None:
        here = read_goal_label(walk.headings[heading].title)
        if here is None or RANK[here.goal_type] < rank or not (here.number or here.title):
            break
        heading = walk.headings[heading].parent
    return _level(walk, heading) + 0.5


def _listed_goal(walk: Walk, p: Paragraph) -> None:
    assert walk.listing is not None
    goal_type, term, set_by = walk.listing
    match = re.match(r"^(\d{1,2}(?:\.\d{1,2})*)[.)]\s+(.*)$", p.text, re.DOTALL)
    number, title = (match.group(1), match.group(2)) if match else (None, p.text)
    if len(title) < 8:
        return
    label = GoalLabel(goal_type, term, number, None, set_by, title, True)
    _state_goal(walk, label, p.place, 99.0, "list", walk.heading)


def _listed_indicator(walk: Walk, p: Paragraph) -> None:
    """A bullet under a heading that calls the list indicators; what it says of a level is a target in text."""
    goal = walk.open_goals[-1][2] if walk.open_goals else None
    key = _new_key("i", walk.indicators)
    name = re.split(r"\s+(?:ska|skall|bör)\s+", p.text, maxsplit=1)[0].rstrip(" .")
    walk.indicators.append(
        RawIndicator(key, goal, "indicator", name, p.place, section=walk.heading, parser="list", confidence=0.8)
    )
    if name != p.text.rstrip(" ."):
        walk.texts.append(RawText(p.text, p.place, goal, key, walk.heading))


def _state_goal(walk: Walk, label: GoalLabel, place: Place, level: float, parser: str, heading: int | None) -> None:
    """A goal stated at a place: a new row, or the fuller statement of one that is there already."""
    title, named = split_indicators(label.title)
    title = clean_title(title)
    rank = RANK[label.goal_type]
    if parser != "list":
        beside = parser != "heading"  # labels in text and boxes stand on one level and are told apart by rank
        walk.open_goals = [
            g for g in walk.open_goals if (g[1] < level or (beside and g[1] == level)) and (g[0] < rank or rank == 9)
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
        key=_new_key("g", walk.goals),
        parent=parent,
        goal_type=label.goal_type,
        title=title,
        place=place,
        term=label.term,
        number=label.number,
        scope=label.scope,
        set_by=set_by,
        section=heading,
        parser=f"goal-{parser}",
        confidence=0.95 if parser == "heading" else 0.85,
    )
    known = _same_goal(walk.goals, goal)
    if known is not None:
        old = walk.goals[known]
        fuller = old.parser == "goal-list" or (goal.parser != "goal-list" and len(title) > len(old.title))
        goal = replace(goal, key=old.key, description=old.description) if fuller else old
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
    _name_indicators(walk, named, place, goal.key)


def _same_goal(goals: Sequence[RawGoal], goal: RawGoal) -> int | None:
    """Index of the goal that is stated again; null where it is new."""
    folded = re.sub(r"\W", "", goal.title.casefold())
    for i, other in enumerate(goals):
        if other.goal_type != goal.goal_type and "goal" not in (other.goal_type, goal.goal_type):
            continue
        text = re.sub(r"\W", "", other.title.casefold())
        if (
            text == folded
            or ("goal-list" in (other.parser, goal.parser) and SequenceMatcher(None, text, folded).ratio() >= SAME_GOAL)
        ) and (goal.number == other.number or "goal-list" in (other.parser, goal.parser) or not goal.number):
            return i
    return None


def _describe(walk: Walk, key: str, text: str) -> None:
    for i, goal in enumerate(walk.goals):
        if goal.key == key:
            walk.goals[i] = replace(goal, description=f"{goal.description} {text}" if goal.description else text)


def _new_key(letter: str, records: Sequence[object]) -> str:
    return f"{letter}{len(records) + 1}"


def _name_indicators(walk: Walk, named: Sequence[NamedIndicator], place: Place, goal: str) -> None:
    """Indicators in brackets after a goal; a label with KF makes them the council's."""
    for item in named:
        label = fold(item.label or "")
        set_by = "council" if "kf" in label or "fullmäktige" in label else "executive_board" if "ks" in label else None
        walk.indicators.append(
            RawIndicator(
                _new_key("i", walk.indicators),
                goal,
                "indicator",
                item.name,
                place,
                set_by=set_by,
                section=walk.heading,
                parser="goal-bracket",
                confidence=0.9,
            )
        )


# ------------------------------------------------------------------ tables


def _read_table(walk: Walk, blocks: Sequence[Block], index: int, before: ReadTable | None) -> ReadTable | None:
    block = blocks[index]
    assert block.table is not None
    cards = read_cards(block.table)
    if cards:
        for card in cards:
            _read_card(walk, card)
        walk.tables.append(replace(block.table, family="goal_cards"))
        return before
    caption = _caption(blocks, index)
    notes = _notes(blocks, index)
    read = read_table(block.table, caption.text if caption else None, notes, before)
    place = caption.place if caption else None
    walk.tables.append(replace(read.table, caption_place=place, notes=tuple(sorted(notes.items()))))
    if read.family in ("indicators", "key_results"):
        _read_indicators(walk, read)
    elif read.family == "actions":
        _read_actions(walk, read)
    elif read.family == "budget":
        _read_budget(walk, read)
    unknown = [c.header for c in read.columns if c.role is None and c.header and read.family != "unknown"]
    for header in unknown:
        message = f"The column “{header[:60]}” was not understood; its cells are not in the datasets."
        walk.troubles.append(Trouble("families", "info", "column-not-understood", message, block.place.page))
    if read.family == "unknown" and block.table.n_rows > 1:
        message = "A table was found whose meaning is not known; it is left out of the datasets."
        walk.troubles.append(Trouble("families", "info", "table-not-understood", message, block.place.page))
    return read


def _read_card(walk: Walk, card: Card) -> None:
    """The goal of a card, under the goal that it serves, with its indicators and actions."""
    held = list(walk.open_goals)
    level = _level(walk, walk.heading) + 0.5
    for stated in (card.serves, card.goal):
        if stated:
            _state_goal(walk, stated[0], stated[1].place, level, "card", walk.heading)
    walk.describing = None
    key = walk.open_goals[-1][2] if walk.open_goals else None
    if card.description and card.goal and key:
        _describe(walk, key, card.description)
    for item in card.indicators:
        walk.indicators.append(
            RawIndicator(
                key=_new_key("i", walk.indicators),
                goal=key,
                indicator_type="key_result" if item.kind == "key_result" else "indicator",
                name=item.name.text,
                place=item.name.place,
                cells=item.cells,
                section=walk.heading,
                parser="goal-card",
                confidence=0.85,
            )
        )
    for action in card.actions:
        walk.actions.append(
            RawAction(
                _new_key("a", walk.actions),
                key,
                action.place,
                action=action.text,
                section=walk.heading,
                parser="goal-card",
            )
        )
    walk.open_goals = held


def _caption(blocks: Sequence[Block], index: int) -> Paragraph | None:
    """The short text right above a table."""
    table = blocks[index]
    for block in reversed(blocks[max(0, index - 2) : index]):
        p = block.paragraph
        if p is None or p.place.page != table.place.page:
            return None
        if table.place.box.top - p.place.box.bottom > CAPTION_GAP:
            return None
        if (
            len(p.text) <= LONGEST_CAPTION
            and not p.text.rstrip().endswith(".")
            and (p.bold or block.is_heading or p.size)
        ):
            return p
        return None
    return None


def _notes(blocks: Sequence[Block], index: int) -> dict[str, str]:
    """Footnotes under a table: paragraphs that begin with a mark, up to the next heading or table."""
    notes: dict[str, str] = {}
    last_page = max(place.page for place in (blocks[index].table or Table((), 0, 0, 0, (blocks[index].place,))).places)
    for block in blocks[index + 1 :]:
        p = block.paragraph
        if p is None or block.is_heading or block.place.page > last_page + 1:
            break
        for line in re.split(r"\s+(?=(?:\*{1,5}|\d{1,2})\)\s)", p.text):
            note = split_note(line)
            if note and note[0] not in notes:
                notes[note[0]] = note[1]
    return notes


def _goal_at(walk: Walk, row: TableRow, read: ReadTable) -> str | None:
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
        for stated in (c for c in row.cells if c.role == "goal" and c.text):
            key = _goal_in_cell(walk, stated, row, key)
        return key
    return walk.open_goals[-1][2] if walk.open_goals else None


def _goal_in_cell(walk: Walk, cell: RawCell, row: TableRow, above: str | None) -> str:
    """A goal whose wording stands in a table cell; `above` is the goal in a column before it."""
    label = read_goal_label(cell.text)
    header = read_goal_label(cell.header + " 1") or GoalLabel("goal", cell.header, None, None, None, "", True)
    if label is None or not label.title:
        match = re.match(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+(.*)$", cell.text, re.DOTALL)
        number, title = (match.group(1), match.group(2)) if match else (None, cell.text)
        label = replace(header, number=number, title=title)
    before = len(walk.goals)
    held = list(walk.open_goals)
    _state_goal(walk, label, cell.place, 98.0, "cell", walk.heading)
    key = walk.open_goals[-1][2] if walk.open_goals else walk.goals[-1].key
    walk.open_goals = held
    walk.describing = None
    if len(walk.goals) > before:
        new = walk.goals[-1]
        lower = above is not None and new.goal_type != "goal_area"
        walk.goals[-1] = replace(new, term=cell.header or new.term, parent=above if lower else new.parent)
    return key


def _footnotes(row: TableRow, read: ReadTable) -> tuple[str, ...]:
    marks = dict.fromkeys(m for c in row.cells for m in c.marks)
    return tuple(read.notes[m] for m in marks if m in read.notes)


def _read_indicators(walk: Walk, read: ReadTable) -> None:
    kind = "key_result" if read.family == "key_results" else "indicator"
    for row in read.rows:
        name = row.first("key_result" if kind == "key_result" else "indicator")
        if name is None or (
            row.label and not any(c.role in VALUE_ROLES and c.text for c in row.cells) and len(row.cells) > 2
        ):
            if row.label and (label := read_goal_label(row.label)) and label.strong and label.title:
                _state_goal(walk, label, row.place, _callout_level(walk, label), "row", walk.heading)
            elif row.label or name:
                _left_out(walk, row, read)
            continue
        mark = row.first("set_by")
        key = _new_key("i", walk.indicators)
        goal = _goal_at(walk, row, read)
        walk.indicators.append(
            RawIndicator(
                key=key,
                goal=goal,
                indicator_type=kind,
                name=name.text,
                place=row.place,
                set_by=mark.text if mark else None,
                cells=tuple(
                    c for c in row.cells if c.role not in ("indicator", "key_result", "goal", "set_by", "number")
                ),
                footnotes=_footnotes(row, read),
                caption=read.caption,
                section=walk.heading,
                parser=f"table-{read.family}",
                confidence=read.table.confidence,
            )
        )
        if kind == "key_result":
            for cell in (name, row.first("measured_by")):
                if cell:
                    walk.texts.append(RawText(cell.text, cell.place, goal, key, walk.heading))


def _left_out(walk: Walk, row: TableRow, read: ReadTable) -> None:
    """A row that is no record of its family is told, so that nothing read is lost."""
    text = row.label or next((c.text for c in row.cells if c.text), "")
    message = f"The row “{text[:80]}” in a table of {read.family.replace('_', ' ')} was not understood and is left out."
    walk.troubles.append(Trouble("families", "warning", "row-left-out", message, row.place.page))


def _read_actions(walk: Walk, read: ReadTable) -> None:
    assignment = walk.assignment
    interpretation = " ".join(walk.interpretation) or None
    if assignment and assignment[1] is None:
        assignment = (assignment[0], walk.giver)
    for row in read.rows:
        if row.label and (stated := read_assignment(row.label)):
            assignment, interpretation = stated, None
            if stated[1] is None:
                assignment = (stated[0], walk.giver)
            continue
        action, own = row.first("action"), row.first("assignment")
        if action is None and own is None:
            _left_out(walk, row, read)
            continue
        given = (own.text, walk.giver) if own else assignment or ((None, walk.giver) if walk.giver else None)
        walk.actions.append(
            RawAction(
                key=_new_key("a", walk.actions),
                goal=_goal_at(walk, row, read),
                place=row.place,
                assignment=given[0] if given else None,
                assigned_by=given[1] if given else None,
                interpretation=interpretation if given and (given[1] != "executive_board") else None,
                action=action.text if action else None,
                cells=tuple(c for c in row.cells if c.role not in ("action", "assignment", "goal")),
                section=walk.heading,
                parser="table-actions",
                confidence=read.table.confidence,
            )
        )


def _read_budget(walk: Walk, read: ReadTable) -> None:
    title = read.caption
    corner = next((c.header for c in read.columns if c.role == "line" and len(c.header) > 12), None)
    if corner and (title is None or not _is_budget_title(title)):
        title = corner
    for row in read.rows:
        line = row.first("line")
        amounts = tuple(c for c in row.cells if c.role in AMOUNT_ROLES and c.text)
        if line is None or not amounts:
            continue
        walk.budget_lines.append(
            RawBudgetLine(
                key=_new_key("b", walk.budget_lines),
                table_title=title,
                line=line.text,
                place=row.place,
                cells=amounts,
                is_bold=row.bold,
                parser="table-budget",
                confidence=read.table.confidence if all(is_amount(c.text) for c in amounts) else 0.6,
            )
        )


def _is_budget_title(title: str) -> bool:
    return bool(re.search(r"\b(tkr|mnkr|mkr|kkr|kronor|tabell)\b", title, re.IGNORECASE))


def numbered(goals: Sequence[RawGoal]) -> Mapping[str, RawGoal]:
    """Goals by key."""
    return {goal.key: goal for goal in goals}
