"""Who gave the assignments below a heading, a bold line or a sentence, and the lists that such lines open.

Seen in budgets, Word plans of boards and plans exported from Stratsys.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.families.sentences import names_body
from extractors.families.state import Walk
from extractors.families.vocabulary import alternatives, fold, load

LONGEST_BODY = 60  # characters of a heading that is the name of a body


def takes_giver(walk: Walk, folded: str) -> bool:
    """Take who gave the assignments below from a heading or a bold line that says so; true where it did."""
    givers = [g["set_by"] for g in load("actions")["giver"] if any(word in folded for word in g["words"])]
    if walk.assignment is not None or not givers:
        return False
    walk.giver = givers[-1]
    return True


def open_bullets(walk: Walk, folded: str) -> None:
    """Open the list of actions or measures that a heading or a bold line announces."""
    walk.card = None
    if any(folded == w or folded.startswith(w + " ") for w in load("actions")["bullets"]["words"]):
        walk.bullet_actions = walk.assignment is None
    if walk.giver is not None and names_body(folded) and len(folded) <= LONGEST_BODY:
        walk.bullet_actions = True  # `Parknämnden` under `Uppdrag till nämnderna`
    lists = load("goals")["indicator_list"]
    walk.only_figures = folded in lists["when"]
    walk.bullet_indicators = walk.only_figures or folded in lists["words"]


def giver_in_text(text: str) -> str | None:
    """Who gave the assignments in a table, by the sentence over it; null where it does not say."""
    words = load("actions")["council_gives"]
    between = rf"(?:(?!\b{alternatives(words['not'])}(?!\w)|,\s+och\b|\boch\s+\w*(?:nämnd|styrelse))[^.])*?"
    gives = (
        rf"{alternatives(words['who'])}\s+{alternatives(words['gives'])}\s{between}\b{alternatives(words['what'])}\b"
    )
    if re.search(rf"\b{gives}", text, re.IGNORECASE):
        return "council"
    return next((g["set_by"] for g in load("actions")["giver_text"] if _says(g["words"], text)), None)


def _says(words: Sequence[str], text: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in words)
