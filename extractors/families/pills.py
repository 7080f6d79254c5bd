"""Judgements beside the headings of goals, in small coloured boxes or plain: `Staden är trygg    (Målet är uppfyllt)`.

Seen in annual reports from InDesign and the web, where the box stands at the right end of the heading's line and is
printed before or after it in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.families.goals import MARK_BEFORE, is_judgement, names_judgement
from extractors.families.legend import heads_legend, judges, says_how_met
from extractors.families.marks import is_coloured
from extractors.families.state import Walk, judge
from extractors.families.vocabulary import fold, load
from extractors.geometry import overlap, union
from extractors.sections import Block
from pipeline.records import Box, Paragraph, Place

JUDGEMENT_WORDS = 3  # of a judgement that stands beside a goal in plain print
LONGEST_PLAIN = 40  # characters of it
MOST_WORDS = 6  # of a judgement in a box
SAME_EDGE = 2.0  # points that the lines of a scale may differ at the left
INSET = 12.0  # points from the side of a box to its text
REACH = 4  # blocks between a box and the heading that is read after it


def is_pill(p: Paragraph) -> bool:
    """Whether a paragraph is nothing but a judgement in a coloured box."""
    if not is_coloured(p.fill):  # as nearly all
        return False
    short = len(p.text.split()) <= MOST_WORDS and not any(map(str.isdigit, p.text))
    return short and not p.bullet and judges(p.text)


def with_judgements_beside(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with a judgement set right behind the label that it stands beside: `Måluppfyllelse:   Delvis uppfyllt`,
    set with a tab or in two cells of which one is coloured. Such a label heads no part of the document, bold or not. A
    legend has more of them on the line or below."""
    out: list[Block] = []
    for i, block in enumerate(blocks):
        label, value = out[-1].paragraph if out else None, block.paragraph
        if label is None or value is None or not _labels_judgement(label, value):
            out.append(block)
            continue
        rest = blocks[i + 1].paragraph if i + 1 < len(blocks) else None
        if rest is not None and _goes_on(value, rest):
            out.append(block)
            continue
        place = label.place._replace(box=union((label.place.box, value.place.box)))
        joined = replace(label, text=f"{label.text} {value.text}", place=place, bold=value.bold)
        out[-1] = replace(out[-1], place=place, paragraph=joined, is_heading=False)
    return out


def _labels_judgement(label: Paragraph, value: Paragraph) -> bool:
    """Whether a paragraph is `Bedömning:` alone, and another one on its line says how well a goal was met."""
    if not label.text.endswith(":") or not names_judgement(label.text.rstrip(" :"), whole=True):
        return False
    short = len(value.text.split()) <= MOST_WORDS and not any(map(str.isdigit, value.text)) and not value.bullet
    says = says_how_met(value.text)
    return short and says and _stands_right_of(label, value)


def _goes_on(value: Paragraph, rest: Paragraph) -> bool:
    """Whether what comes after a judgement stands in one line or column with it: a scale, of which it is the first."""
    words = rest.text.split()[:JUDGEMENT_WORDS]
    judged = any(judges(" ".join(words[:n])) for n in range(1, len(words) + 1))
    below = judged and abs(rest.place.box.x0 - value.place.box.x0) <= SAME_EDGE
    return below or (_stands_right_of(value, rest) and not rest.text.rstrip().endswith(":"))


def _stands_right_of(left: Paragraph, right: Paragraph) -> bool:
    one, other = left.place.box, right.place.box
    beside = other.x0 >= one.x1 and overlap(one.top, one.bottom, other.top, other.bottom) > 0
    return beside and left.place.page == right.place.page


def is_beside(pill: Paragraph, page: int, heading: Box) -> bool:
    """Whether a box stands right of a heading, on one of its lines."""
    box = pill.place.box
    return pill.place.page == page and box.x0 >= heading.x1 and overlap(box.top, box.bottom, *heading[1::2]) > 0


def behind_headings(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in their order, but each box that judges right behind the heading it stands beside, also where it is read
    before that; and each judgement in plain print right behind the wording on a colour that it stands beside. Seen in
    reports out of browsers, with the judgement in a white box at the right end of a goal's band."""
    out = list(blocks)
    for block in blocks:
        if block.is_heading or block.paragraph is None:
            continue
        pill = is_pill(block.paragraph)
        if not pill and not _judges_plainly(block.paragraph):
            continue
        at = next(i for i, other in enumerate(out) if other is block)
        for later in range(at + 1, min(at + 1 + (REACH if pill else 1), len(out))):
            other = out[later].paragraph
            wording = out[later].is_heading or (not pill and other is not None and other.fill is not None)
            if wording and is_beside(block.paragraph, out[later].place.page, out[later].place.box):
                out.insert(later, out.pop(at))
                break
    return out


def _judges_plainly(p: Paragraph) -> bool:
    """Whether a paragraph in plain print says in a few words how well a goal was met."""
    return len(p.text) <= LONGEST_PLAIN and len(p.text.split()) <= JUDGEMENT_WORDS and says_how_met(p.text)


def judged_by_pill(walk: Walk, p: Paragraph) -> bool:
    """Take a coloured box right of a goal's heading, or close under it, as how well it was met; true where so."""
    goal = None if not is_pill(p) else next((g for g in walk.goals if g.key == walk.describing), None)
    if goal is None or not (is_beside(p, goal.place.page, goal.place.box) or _is_under(p, goal.place)):
        return False
    judge(walk, goal.key, p.text)
    return True


def _is_under(pill: Paragraph, heading: Place) -> bool:
    """Whether a box begins where a heading does, no further below it than a line of that is high."""
    box, above = pill.place.box, heading.box
    near = 0 <= box.top - above.bottom <= box.bottom - box.top + INSET
    return pill.place.page == heading.page and near and 0 <= box.x0 - above.x0 <= INSET


def in_legends(blocks: Sequence[Block]) -> frozenset[int]:
    """Ids of the paragraphs that explain marks and judge no goal: lines right after one another of which each says in
    another way how well a goal was met, and the lines under `Teckenförklaring`. Seen at the foot of reports' pages."""
    found: set[int] = set()
    run: list[tuple[int, str]] = []
    headed = False
    for block in (*blocks, None):
        p = block.paragraph if block is not None else None
        said = judged_in(p.text) if p is not None and len(p.text.split()) <= MOST_WORDS else None
        if p is not None and said is not None:
            run.append((id(p), said))
            continue
        if headed or len({words for _, words in run}) > 1:
            found.update(key for key, _ in run)
        run, headed = [], p is not None and heads_legend(p.text)
    return frozenset(found)


def judged_in(text: str) -> str | None:
    """How well a goal was met, where a sentence says so and no more: `Målet bedöms delvis uppfyllt.`"""
    if "ålet" not in text:  # most texts
        return None
    ends = "|".join(load("goals")["judgement"]["ends"])
    begins = r"(?:^|(?<=[.!?:]\s))(?:\w+\s+(?:bedömer|bedömningen\s+är)\s+att\s+)?[Mm]ålet"  # no `om målet är uppfyllt`
    goes_on = r"(?!\s*(?::|om\b|när\b|då\b))(?![^.]*\bmen\b)"  # `Målet är uppfyllt om: …` says when it will be
    says = rf"(?:bedöms|är|har|anses)\s+(?:som\s+)?((?:[\wåäö]+\s+){{0,3}}(?:{ends}))\b{goes_on}"
    match = re.search(rf"{begins}\s+{says}", text)
    return match.group(1) if match else None


def judged_beside(walk: Walk, p: Paragraph) -> str | None:
    """How well a goal was met, where its heading has a word about that beside it: `Mål 1. …   Delvis uppnått`."""
    goal = next((g for g in walk.goals if g.key == walk.describing), None)
    if goal is None or goal.place.page != p.place.page or goal.assessment or len(p.text.split()) > JUDGEMENT_WORDS:
        return None
    beside = overlap(goal.place.box.top, goal.place.box.bottom, p.place.box.top, p.place.box.bottom) > 0
    words = [*load("goals")["judgement"]["ends"], *load("legend")["unjudged"]["words"]]
    return p.text if beside and fold(p.text).endswith(tuple(words)) else None


def judged_in_box(walk: Walk, p: Paragraph) -> str | None:
    """How well a goal was met, where its coloured box says so on the line under its heading: `▲ Delvis uppfyllt`. Seen
    in interim reports out of systems of follow-up. A line under no box may head the goals below it."""
    said = MARK_BEFORE.sub("", p.text)
    if p.fill is None or walk.describing is None or not is_judgement(said):
        return None
    goal = next((g for g in walk.goals if g.key == walk.describing), None)
    if goal is None or goal.place.page != p.place.page or goal.assessment:
        return None
    right_under = 0 <= p.place.box.top - goal.place.box.bottom <= p.size
    return said if right_under and -1 <= p.place.box.x0 - goal.place.box.x0 <= 2 * p.size else None
