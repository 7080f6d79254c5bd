"""What is listed under a goal or a label: actions and indicators, each a bullet, a numbered line or a labelled one."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.families.assignments import read_assignment
from extractors.families.brackets import behind_sentence, without_brackets
from extractors.families.labelled import with_labelled_parts, with_stated_deadline
from extractors.families.labelled_lines import split_level, split_method
from extractors.families.roles import YEAR
from extractors.families.sentences import with_body_above, with_bracket, with_own_deadline
from extractors.families.state import Walk, headings_over, new_key
from extractors.families.vocabulary import fold, load
from extractors.sections import Block
from pipeline.records import Paragraph, RawAction, RawCell, RawIndicator, RawText

LIST_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[a-z]\))\s+(.*)$", re.DOTALL)


def state_labelled_action(walk: Walk, p: Paragraph) -> bool:
    """A paragraph under a goal that is an action by its label: `Uppdrag: …`, `Aktivitet: …`. Its first sentence says
    what is to be done. True where it was read as that."""
    if not walk.open_goals:
        return False
    assigned = read_assignment(p.text)
    label, _, rest = p.text.partition(":")
    if assigned is None and (not rest.strip() or fold(label) not in load("actions")["labelled"]["words"]):
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


def list_action(walk: Walk, p: Paragraph, block: Block) -> None:
    """A bullet or numbered line in an open list of actions as one of them."""
    item = LIST_ITEM.match(p.text)
    if not p.bullet and item is None:
        return
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


def may_measure(text: str) -> bool:
    """Whether a bullet has a figure that is no year, or begins as a measure does: `Andel nöjda gäster`."""
    begins = fold(text).partition(" ")[0] in load("goals")["indicator_list"]["begins"]
    return begins or re.search(r"\d", YEAR.sub("", text)) is not None


def dated_for_all(walk: Walk, cell: RawCell) -> RawCell:
    """A level in a list, of the year that a sentence above gives all of them. That calls it a target, too."""
    under, year = walk.targets_dated or (None, None)
    if year is None or cell.role != "target" or cell.year is not None:
        return cell
    if under is not None and under not in headings_over(walk, walk.heading):
        return cell
    return replace(cell, year=year, inferred=False)


def list_indicator(walk: Walk, p: Paragraph) -> None:
    """A bullet under a heading that calls the list indicators; what it says of a level is a target in text."""
    goal = walk.open_goals[-1][2] if walk.open_goals else None
    key = new_key("i", walk.indicators)
    said, method = split_method(p.text, p.place)
    said, method = (said, method) if said else (p.text, ())
    named, cells = split_level(said, p.place)
    told = None if cells else behind_sentence(named, walk.in_brackets, p.place)
    named, behind = told or (named, ())
    text = named if told else said
    cells = tuple(dated_for_all(walk, cell) for cell in without_brackets(cells, walk.in_brackets))
    said_here = (replace(cell, in_text=True) if cell.role == "target" else cell for cell in (*cells, *behind))
    name = re.split(r"\s+(?:ska|skall|bör)\s+", named, maxsplit=1)[0].rstrip(" .,")
    indicator = RawIndicator(
        key,
        goal,
        "indicator",
        name,
        p.place,
        cells=(*said_here, *method),
        section=walk.heading,
        parser="list",
        confidence=0.8,
    )
    walk.indicators.append(indicator)
    if not cells and name != text.rstrip(" ."):
        walk.texts.append(RawText(text, p.place, goal, key, walk.heading))
