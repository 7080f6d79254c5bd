"""Who gave the assignments below a heading, a bold line or a sentence, and the lists that such lines open.

Seen in budgets, Word plans of boards and plans exported from Stratsys.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.families.sentences import names_body
from extractors.families.state import Walk, level_of
from extractors.families.vocabulary import alternatives, fold, load
from pipeline.records import RawAction

TOP_LEVELS = 1  # heading levels that begin a new part of the document
LONGEST_BODY = 60  # characters of a heading that is the name of a body


def takes_giver(walk: Walk, folded: str) -> bool:
    """Take who gave the assignments below from a heading or a bold line that says so; true where it begins with that,
    and so opens a list of them: `Så arbetar vi med uppdrag från kommunfullmäktige` does not."""
    givers = [g["set_by"] for g in load("actions")["giver"] if any(word in folded for word in g["words"])]
    if walk.assignment is not None or not givers:
        return False
    walk.giver, walk.giver_under = givers[-1], walk.heading
    words = alternatives([word for giver in load("actions")["giver"] for word in giver["words"]])
    return re.match(rf"(?:kommun|region)?{words}", folded) is not None


def end_giver(walk: Walk, folded: str, level: float) -> None:
    """Forget who gave the assignments above at a heading that is not below the one under which that was said, or that
    names what a body does of its own: `Förvaltningens egna aktiviteter`."""
    if walk.giver is None:
        return
    own = load("actions")["own"]
    names_own = re.search(rf"(?<!\w){own['lead']}\s+\w*{alternatives(own['what'])}(?!\w)", folded)
    if names_own or level <= max(TOP_LEVELS, level_of(walk, walk.giver_under)):
        walk.giver = None


def tells_of_actions(title: str) -> bool:
    """Whether a heading stands over a report on actions: `Uppföljning av uppdrag`."""
    folded = fold(title)
    return any(folded == w or folded.startswith(w + " ") for w in load("actions")["bullets"]["reports"])


def without_remarks(walk: Walk) -> list[RawAction]:
    """The actions without bullets of reports on actions that tell no status: `Återrapportering sker i maj`."""
    reports = {n for n, heading in enumerate(walk.headings) if tells_of_actions(heading.title)}
    return [
        a
        for a in walk.actions
        if a.section not in reports or a.parser != "bullet" or any(cell.role == "status" for cell in a.cells)
    ]


def open_bullets(walk: Walk, folded: str) -> None:
    """Open the list of actions or measures that a heading or a bold line announces."""
    walk.card = None
    bullets = load("actions")["bullets"]
    announced = any(folded == w or folded.startswith(w + " ") for w in bullets["words"])
    if announced or (walk.open_goals and folded.rstrip(" ?") in bullets["whole"]):
        walk.bullet_actions = walk.assignment is None
    if tells_of_actions(folded):
        walk.bullet_actions = True
    if walk.giver is not None and names_body(folded) and len(folded) <= LONGEST_BODY:
        walk.bullet_actions = True  # `Parknämnden` under `Uppdrag till nämnderna`
    lists = load("goals")["indicator_list"]
    walk.only_figures = folded in lists["when"] or folded in lists["follow"]
    walk.bullet_indicators = walk.only_figures or folded in lists["words"]


def giver_in_text(text: str) -> str | None:
    """Who gave the assignments in a table, by the sentence over it; null where it does not say."""
    words = load("actions")["council_gives"]
    between = rf"(?:(?!\b{alternatives(words['not'])}(?!\w)|,\s+och\b|\boch\s+\w*(?:nämnd|styrelse))[^.])*?"
    gives = (
        rf"{alternatives(words['who'])}\s+{alternatives(words['gives'])}\s{between}\b{alternatives(words['what'])}\b"
    )
    others = rf"\w*{alternatives(words['others'])}"
    inverted = (  # what stands before the verb is no body of its own: `Utöver målen ger fullmäktige följande uppdrag.`
        rf"(?:^|[.!?]\s+){alternatives(words['leads'])}\s+(?:(?!{others}|{alternatives(words['not'])}(?!\w))[^\s.,]+\s+){{0,5}}?"
        rf"{alternatives(words['gives'])}\s+{alternatives(words['who'])}\s{between}\b{alternatives(words['what'])}\b"
    )
    if re.search(rf"\b{gives}|{inverted}", text, re.IGNORECASE):
        return "council"
    told = next((g["set_by"] for g in load("actions")["giver_text"] if _says(g["words"], text)), None)
    return told or ("committee" if _committee_gives().search(text) else None)


@cache
def _committee_gives() -> re.Pattern[str]:
    """`Nämnden beslutade om fyra uppdrag till förvaltningen`, at the beginning of a sentence."""
    words = load("actions")["committee_gives"]
    between = rf"(?:(?!\b{alternatives(words['not'])}(?!\w))[^.,;:])*?"
    return re.compile(
        rf"(?:^|[.!?]\s+)\w*{alternatives(words['who'])}\s+{alternatives(words['gives'])}\s{between}"
        rf"\buppdrag\s+{alternatives(words['to'])}(?!\w)",
        re.IGNORECASE,
    )


def _says(words: Sequence[str], text: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in words)
