"""Goals set each as a strip of boxes, a table of one row: `Mål 1 … | Bedömning: Uppnås`, `Mål 1 | … | Ansvarig: …`.

The label and the wording stand in one cell, on one line or two, or in two cells; or the labels stand in a row of their
own over what they say. Seen in interim reports and plans from Word, over the text and the indicators of each goal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.captions import rows_of
from extractors.families.chain import GOAL_NUMBER, callout_level, state_goal
from extractors.families.goals import (
    LONGEST_GOAL,
    RANK,
    SHALL,
    GoalLabel,
    names_judgement,
    names_several,
    opens_no_goal,
    read_goal_label,
)
from extractors.families.legend import says_how_met
from extractors.families.marks import is_coloured, without_figures
from extractors.families.roles import role_of, year_in
from extractors.families.sentences import is_body
from extractors.families.state import Walk
from extractors.families.vocabulary import fold, load
from pipeline.records import Cell, Place, Table, Trouble

MOST_CELLS = 5  # number, label, wording, and label and value of what stands beside
MOST_WORDS = 6  # of a judgement
SHORTEST_WORDING = 8  # characters
SURE = 0.8  # score from which a text is the header of a column


@dataclass(frozen=True, slots=True)
class Strip:
    """A goal in a strip, with what is printed beside it of how well it was met and of who answers for it."""

    goal: GoalLabel
    place: Place
    assessment: str | None
    colour: str | None  # of an empty cell beside it
    responsible: str | None


def read_strip(table: Table) -> Strip | None:
    """The goal of a table that is one strip; null where a cell says anything else."""
    if table.n_rows > 2 or not 1 <= table.n_cols <= MOST_CELLS:
        return None
    boxes = _boxes(table)
    leading = [line.casefold() for _, lines in boxes[:2] for line in lines]
    if not boxes or not any("mål" in line or "område" in line for line in leading):
        return None
    found = _goal_in(boxes)
    if found is None:
        return None
    goal, place, rest = found
    strip = Strip(goal, place, None, None, None)
    while rest:
        told = _told(strip, rest)
        if told is None:
            return None
        strip, rest = told
    sure = goal.number or place == boxes[0][0].place or strip.assessment or strip.colour or SHALL.search(goal.title)
    return strip if sure else None  # `Nämndmål | Beskrivning` heads a table


def state_strip(walk: Walk, table: Table) -> bool:
    """Read a table that is the strip of a goal; true where it was one."""
    strip = read_strip(table)
    if strip is None:
        return False
    level = max(1.0, callout_level(walk, strip.goal))  # any heading ends what stands under none
    state_goal(walk, strip.goal, strip.place, level, "callout", walk.heading, strip.assessment)
    if strip.colour and walk.describing and not strip.assessment:
        walk.coloured[walk.describing] = (strip.colour,)
    if strip.responsible:
        message = f"“{strip.responsible[:60]}” answers for “{strip.goal.title[:60]}”; goals have no column for that."
        walk.troubles.append(Trouble("families", "info", "column-not-understood", message, strip.place.page))
    return True


# ------------------------------------------------------------------ the boxes of a strip

Box = tuple[Cell, tuple[str, ...]]  # a cell, and the lines of it and of the one below


def _boxes(table: Table) -> list[Box]:
    """The cells side by side, each with its lines; a row of labels over a row of what they say is one strip."""
    rows = rows_of(table)
    if any(cell.col_span > 1 or cell.row_span > 1 for cell in table.cells):
        return []
    if len(rows) == 1:
        return [(cell, _lines(cell)) for cell in rows[0]]
    over, under = rows
    if [cell.col for cell in over] != [cell.col for cell in under] or not under[0].text:
        return []
    label = read_goal_label(over[0].text)
    if label is None or label.title or not label.number:  # `Nämndmål | Bedömning` heads a table of goals
        return []
    return [(below, (*_lines(above), *_lines(below))) for above, below in zip(over, under, strict=True)]


def _lines(cell: Cell) -> tuple[str, ...]:
    return cell.lines or ((cell.text,) if cell.text else ())


def _goal_in(boxes: Sequence[Box]) -> tuple[GoalLabel, Place, Sequence[Box]] | None:
    """The goal that the first boxes state, where its wording stands, and the other boxes."""
    cell, lines = boxes[0]
    match = GOAL_NUMBER.fullmatch(cell.text.strip())
    number = match[1] if match and cell.text[:1].isdigit() else None
    if number and len(boxes) > 1:  # `1.2 | Nämndmål: …`
        cell, lines = boxes[1]
        rest = boxes[2:]
    else:
        rest = boxes[1:]
    label = _label_of(lines)
    if label is not None and not label.title and rest:
        if not label.number and (match := GOAL_NUMBER.fullmatch(rest[0][0].text.strip())) and len(rest) > 1:
            label, rest = replace(label, number=match[1]), rest[1:]  # `Nämndmål | 3 | …`
        (cell, lines), rest = rest[0], rest[1:]
        wording = " ".join(lines) if len(lines) > 1 and not cell.text else cell.text
        label = replace(label, title=wording) if _label_of(lines) is None else None
    if label is None or not _is_wording(label.title):
        return None
    if label.number is None:
        label = replace(label, number=number)
    named = label.number is not None or label.goal_type != "goal" or SHALL.search(label.title)
    return (label, cell.place, rest) if named else None


def _label_of(lines: Sequence[str]) -> GoalLabel | None:
    """The label that a box begins with: alone in its first line, or with the wording behind it."""
    if not lines:
        return None
    alone = read_goal_label(lines[0])
    if alone is not None and not alone.title:
        label: GoalLabel | None = replace(alone, title=" ".join(lines[1:]), strong=True)
    else:
        label = read_goal_label(" ".join(lines))
    if label is None or not label.strong or RANK[label.goal_type] > RANK["goal"] or names_several(label.term):
        return None
    return None if year_in(label.term) is not None else label  # `Mål 2027` heads a column of targets


def _is_wording(text: str) -> bool:
    """Whether a text may be what a goal says, and is no header, no reference and no value."""
    role, score = role_of(text)
    header = role is not None and score >= SURE
    long_enough = SHORTEST_WORDING <= len(text) <= LONGEST_GOAL
    asks = fold(text).split(" ", 1)[0] in load("goals")["list"]["asks"] or text.rstrip().endswith("?")
    return long_enough and text[:1].isupper() and not header and not asks and not opens_no_goal(text)


# ------------------------------------------------------------------ what stands beside the goal


def _told(strip: Strip, rest: Sequence[Box]) -> tuple[Strip, Sequence[Box]] | None:
    """A strip with what its next box tells, and the boxes behind that; null where it tells something else."""
    (cell, lines), others = rest[0], rest[1:]
    text = without_figures(" ".join(lines))
    if not text:
        return (replace(strip, colour=cell.fill) if is_coloured(cell.fill) else strip), others
    label, value = _parted(lines)
    if label and not value:  # its value stands in the next box
        if not others or not others[0][1]:
            colour = others[0][0].fill if others and names_judgement(label, whole=True) else None
            return (replace(strip, colour=colour), others[1:]) if is_coloured(colour) else None
        value, others = " ".join(others[0][1]), others[1:]
    if label and names_judgement(label, whole=True):
        return (replace(strip, assessment=value), others) if _may_judge(value) and not strip.assessment else None
    if label:
        return (replace(strip, responsible=value), others) if not strip.responsible else None
    if _is_judgement(text) and not strip.assessment:
        return replace(strip, assessment=text), others
    if is_body(text) and not strip.responsible:
        return replace(strip, responsible=text), others
    return None


def _parted(lines: Sequence[str]) -> tuple[str, str]:
    """The label of a box and what it says, where a label of a judgement or of who answers stands first: before a colon,
    or in lines of its own."""
    text = " ".join(lines)
    label, colon, value = text.partition(":")
    if colon and _is_label(label):
        return label, value.strip()
    for end in range(len(lines), 0, -1):
        label = " ".join(lines[:end])
        if _is_label(label):
            return label, " ".join(lines[end:])
    return "", text


def _is_label(text: str) -> bool:
    role, score = role_of(text)
    return names_judgement(text, whole=True) or (role == "responsible" and score >= SURE)


def _may_judge(value: str) -> bool:
    return 0 < len(value.split()) <= MOST_WORDS and not any(map(str.isdigit, value))


def _is_judgement(text: str) -> bool:
    """Whether a box without a label says how well the goal was met and no more."""
    return _may_judge(text) and says_how_met(text)
