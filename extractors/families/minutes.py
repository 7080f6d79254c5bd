"""Lines of minutes: clauses of a decision and what a body decided. They stand in lists as goals do, and are none.

Seen where a plan, the letter that hands it over and the board's decision are bound together.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.families.vocabulary import alternatives, fold, load


def says_decision(text: str) -> bool:
    """Whether a line is of minutes: `§ 14 …`, `Beslut: …`, `Nämnden beslutade att …`, `att återkomma till nämnden`.

    That all children learn to swim (`att alla barn …`) is none, nor what a body shall be or do.
    """
    return _paragraph().match(text) is not None or _decision().match(fold(text)) is not None


@cache
def _paragraph() -> re.Pattern[str]:
    words = load("minutes")["paragraph"]
    lead, matter = alternatives(words["lead"]), alternatives(words["numbers"])
    return re.compile(rf"(?:{lead}\w*\s+){{0,2}}§{{1,2}}\s*\d|{matter}\b", re.IGNORECASE)


@cache
def _decision() -> re.Pattern[str]:
    words = load("minutes")
    lead = r"(?:[\w-]+(?:-och|,|\s+och|s)\s+){0,3}"  # `Barn- och …`, `Kommunstyrelsens …`
    body = rf"{lead}\w*{alternatives(words['decided']['bodies'])}(?:\s+för(?:\s+[\w-]+){{1,4}}?)?"
    others = rf"\w*{alternatives(words['returns']['others'])}\b"
    paper = rf"(?:{alternatives(words['papers']['there'])}|\w*{alternatives(words['papers']['words'])})\b"
    does = alternatives(words["papers"]["does"])
    decided = (
        rf"{body}\s+(?:{alternatives(words['decided']['past'])}|har\s+(?:\w+\s+)?{alternatives(words['decided']['done'])}"
        rf"|{alternatives(words['decided']['present'])})\b"
    )
    back = rf"(?:till\s+{others}|i\s+ärendet\b|med\s+(?:\w+\s+){{0,2}}?{alternatives(words['returns']['words'])})"
    clause = (
        rf"(?:att\s+)?(?:{alternatives(words['does']['words'])}\b|återkomma\s+{back}"
        rf"|(?:ge|lämna)\s+{others}\s+i\s+uppdrag\b|överlämna\s+(?:[\w-]+\s+){{0,6}}?till\s+{others}"
        rf"|(?:{body}\s+)?{does}\s+(?:[\w-]+\s+){{0,2}}?{paper})"
    )
    matter = rf"{alternatives(words['matter']['words'])}\s+(?:\w+\s+)?{alternatives(words['matter']['done'])}\b"
    label = rf"{alternatives(words['labels']['words'])}(?:\s+(?:den\s+)?\d[^:]{{0,20}})?:"
    return re.compile(rf"{decided}|{clause}|{matter}|{label}")
