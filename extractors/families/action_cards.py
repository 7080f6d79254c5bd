"""Activities one under the other in a list of them, each with its name in bold print, perhaps a text about it, and a
line of labels: `Öppna hamnen för gäster` / `Bryggorna får el.` / `Ansvarig: Hamnchef | Tidpunkt: Våren 2031`.

Seen in plans from InDesign and the web (each in a thin frame), and in Word plans with such a line under each bullet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractors.families.goal_lists import is_part_of_any_plan, names_list
from extractors.families.state import Walk, new_key
from extractors.families.vocabulary import alternatives, fold, load
from pipeline.records import Paragraph, RawAction, RawCell

PARSER = "action-card"
ROLES = ("responsible", "due", "start", "status", "expected_effect")
NEEDED = frozenset({"responsible", "due"})  # of which a line of labels has at least one
GUESSED = "action-without-label"  # the name is a heading beside the one over actions, not under it
INDENT = 24.0  # points by which a line of labels may begin beside the name over it
TALLEST = 12.0  # of the font size, from a name to its line of labels: a text of some lines
LONGEST_NAME = 200  # characters
LONGEST_PART = 150  # characters behind a label
BETWEEN = " |·•;,.–—/"  # signs that part labels with their texts


def note_name(walk: Walk, p: Paragraph) -> None:
    """Keep a bold line in an open list of actions: what it names may be one."""
    if walk.bullet_actions and p.bold and not p.bullet and _may_name(p.text):
        walk.card = (p, len(walk.actions))


def note_heading(walk: Walk, p: Paragraph, heading: int | None) -> None:
    """Keep a heading under one that calls what follows actions, or right behind it where both are set alike:
    `Aktiviteter`, `Öppna hamnen för gäster`."""
    if heading is None or not _may_name(p.text):
        return
    own = walk.headings[heading]
    if _calls_actions(walk, own.parent) or _stands_behind_label(walk, heading):
        walk.card = (p, len(walk.actions))


def _stands_behind_label(walk: Walk, heading: int | None) -> bool:
    """Whether a heading stands right behind one of its level over actions that has nothing of its own under it, or
    behind such a card. Chapters of a plan do not."""
    if not heading or walk.headings[heading].parent is None:
        return False
    before = heading - 1
    if walk.headings[before].level != walk.headings[heading].level:
        return False
    last = walk.actions[-1] if walk.actions else None
    if last is not None and last.parser == PARSER and last.section == before and GUESSED in last.flags:
        return True
    held = {t.section for t in walk.texts} | {a.section for a in walk.actions} | {i.section for i in walk.indicators}
    return _calls_actions(walk, before) and before not in held


def _calls_actions(walk: Walk, heading: int | None) -> bool:
    title = fold(walk.headings[heading].title) if heading is not None else ""
    return names_list(title) and not any(title in words for words in load("goals")["indicator_list"].values())


def _may_name(text: str) -> bool:
    says = len(text) <= LONGEST_NAME and not text.rstrip().endswith((".", ":", "?"))
    folded = fold(text.rstrip(" :"))
    return says and not names_list(folded) and not is_part_of_any_plan(folded) and not _labels().match(text)


def read_action_labels(walk: Walk, p: Paragraph) -> bool:
    """Take a line of labels into the action whose name stands over it, or into that of the bullet right above it; true
    where the paragraph is no more than that."""
    above, walk.labelled = walk.labelled, None
    if p.bullet and not walk.bullet_indicators:
        _drop_group(walk)
    if p.bullet or ":" not in p.text or (walk.card is None and above is None):
        return False
    said, cells = _split(p)
    if not NEEDED & {cell.role for cell in cells}:
        return False
    if walk.card is not None:
        return _state_card(walk, p, said, cells)
    last = walk.actions[-1] if walk.actions else None
    if said or last is None or last.key != above or not _hangs_under(last, p):
        return False
    _add(walk, cells)
    return True


def _drop_group(walk: Walk) -> None:
    """Take the last card back where bullets follow it: its name is a group of actions (`Transporter`)."""
    last = walk.actions[-1] if walk.actions else None
    if last is None or last.parser != PARSER or last.section != walk.heading:
        return
    if walk.bullet_actions and walk.card is None:
        walk.actions.pop()


def _state_card(walk: Walk, p: Paragraph, said: str, cells: Sequence[RawCell]) -> bool:
    assert walk.card is not None
    name, before = walk.card
    if len(walk.actions) > before or not _on_card(name, p):  # it tells of all bullets under the name
        return False
    if abs(p.place.box.x0 - name.place.box.x0) > INDENT or (said and not said.endswith((".", "!", ")"))):
        return False
    walk.card = None
    walk.texts = [t for t in walk.texts if t.place != name.place]  # a number in an action's name is no target
    action = RawAction(
        new_key("a", walk.actions),
        walk.open_goals[-1][2] if walk.open_goals else None,
        name.place,
        assigned_by=walk.giver,
        assignment=name.text if walk.giver else None,  # what somebody else asks for
        action=None if walk.giver else name.text,
        section=walk.heading,
        parser=PARSER,
        confidence=0.85,
    )
    if _stands_behind_label(walk, walk.heading) and walk.headings[walk.heading or 0].place == name.place:
        action = replace(action, flags=(GUESSED,), confidence=0.6)
    walk.actions.append(action)
    _add(walk, cells)
    walk.bullet_actions = True  # also where the names stand on shaded lines
    return not said


def _on_card(name: Paragraph, p: Paragraph) -> bool:
    """Whether a line is near enough under a name to stand on one card with it, which a page may end."""
    pages = p.place.page - name.place.page
    return pages == 1 or (pages == 0 and 0 <= p.place.box.top - name.place.box.bottom <= TALLEST * name.size)


def _add(walk: Walk, cells: Sequence[RawCell]) -> None:
    last = walk.actions[-1]
    known = {cell.role for cell in last.cells}
    walk.actions[-1] = replace(last, cells=(*last.cells, *(c for c in cells if c.role not in known)))
    walk.labelled = last.key


def _hangs_under(action: RawAction, p: Paragraph) -> bool:
    """Whether a line stands right under an action: under a bullet it is set in from the sign, and else tells of the
    whole list."""
    if action.place.page != p.place.page:
        return action.parser == PARSER
    gap = p.place.box.top - action.place.box.bottom
    if action.parser == "bullet":
        return p.place.box.x0 > action.place.box.x0 + 0.3 * p.size and -0.5 * p.size <= gap <= 1.5 * p.size
    return abs(p.place.box.x0 - action.place.box.x0) <= INDENT


def _split(p: Paragraph) -> tuple[str, list[RawCell]]:
    """What a paragraph says before its labels, and what stands behind each; no labels where one is left empty."""
    labels = list(_labels().finditer(p.text))
    if not labels:
        return p.text, []
    ends = [*(label.start() for label in labels[1:]), len(p.text)]
    parts = [(m["label"], p.text[m.end() : end].strip(BETWEEN)) for m, end in zip(labels, ends, strict=True)]
    if any(not text or len(text) > LONGEST_PART for _, text in parts):
        return p.text, []
    cells = [RawCell(_role_of(label), label, text, None, p.place) for label, text in parts]
    return p.text[: labels[0].start()].strip(), cells


@cache
def _labels() -> re.Pattern[str]:
    """A label with its colon, where a line or a part of it begins."""
    words = [word for role in ROLES for word in load("roles")[role]["words"]]
    capital = alternatives([word[0].upper() + word[1:] for word in words])
    return re.compile(rf"(?:^|(?<=[{re.escape(BETWEEN)}])|(?<=\s))(?P<label>{capital})\s*:\s+")


def _role_of(label: str) -> str:
    return next(role for role in ROLES if fold(label) in load("roles")[role]["words"])
