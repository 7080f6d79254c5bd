"""Figures in brackets behind a level in a list of measures, where the text says what they are.

`Värdet inom parentes är utfallet 2030.`, and further down `Andel trygga. Målvärde 2034: minst 85 % (79 %)`. Seen in
programmes and plans that list their measures as bullets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.families.goals import SHALL
from extractors.families.roles import VALUE_ROLES, role_of, year_in
from extractors.families.vocabulary import alternatives, load
from pipeline.records import Place, RawCell

SURE = 0.8  # score of a word that names a kind of value
FIGURE = re.compile(r"[<>≤≥]?\s*[-−–]?\d[\d\s]*(?:[.,]\d+)?\s*(?P<unit>%|\w*)")
AT_END = re.compile(
    r"^(?P<sentence>[^()].*[^()\s])\s*\((?:(?P<year>(?:19|20)\d\d):)?(?P<figure>[^():]+)\)\s*\.?$", re.DOTALL
)
BEHIND = re.compile(r"^(?P<level>[^()]*[^()\s])\s*\((?P<figure>[^()]+)\)$")


@dataclass(frozen=True, slots=True)
class InBrackets:
    """What a document's figures in brackets are."""

    role: str
    header: str
    year: int | None


def told_in_brackets(text: str) -> InBrackets | None:
    """What a sentence says that figures in brackets are; null where it says nothing of them, or names several kinds."""
    match = _sentence().search(text) if "parentes" in text else None
    said = (match["behind"] or match["before"]).strip() if match else ""
    named = {role for word in said.split() for role, score in [role_of(word)] if role in VALUE_ROLES and score >= SURE}
    if len(named) != 1 or _says_several_years(said):
        return None
    told = InBrackets(named.pop(), said, year_in(said))
    return told if told.year is not None or told.role == "baseline" else None  # `Värdet står inom parentes`


def _says_several_years(text: str) -> bool:
    return len(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)) > 1


@cache
def _sentence() -> re.Pattern[str]:
    words = load("tables")["in_brackets"]
    says, stands = alternatives(words["says"]), alternatives(words["stands"])
    return re.compile(
        rf"(?:\b(?:inom|i)\s+parentes\s+{says}\s+(?P<behind>[^.,;()]{{4,60}})"
        rf"|(?:^|[.,;]\s+)(?P<before>[^.,;()]{{4,60}}?)\s+{stands}\s+(?:inom|i)\s+parentes\b)",
        re.IGNORECASE,
    )


def without_brackets(cells: Sequence[RawCell], told: InBrackets | None) -> tuple[RawCell, ...]:
    """Cells of levels, with what stands in brackets behind them as values of their own; as they are where no sentence
    says what that is, or where it is no figure."""
    if told is None:
        return tuple(cells)
    out: list[RawCell] = []
    for cell in cells:
        match = BEHIND.match(cell.text)
        if match is None or cell.role == told.role or not _is_alike(match["level"], match["figure"]):
            out.append(cell)
            continue
        out.append(replace(cell, text=match["level"]))
        out.append(replace(cell, role=told.role, header=told.header, text=match["figure"], year=told.year))
    return tuple(out)


def behind_sentence(text: str, told: InBrackets | None, place: Place) -> tuple[str, tuple[RawCell, ...]] | None:
    """A sentence that sets a level, without the figure in brackets at its end, and that figure: `Andelen trygga ska
    vara minst 85 % (2030: 79 %)`. Null where no sentence says what that is, or the bracket names another year."""
    match = AT_END.match(text) if told is not None else None
    if told is None or match is None or not SHALL.search(match["sentence"]):
        return None
    year, figure = match["year"], match["figure"].strip()
    if year is None and not _is_alike(match["sentence"], figure):
        return None
    if year is not None and (int(year) != told.year or FIGURE.fullmatch(figure) is None):
        return None
    return match["sentence"], (RawCell(told.role, told.header, figure, told.year, place),)


def _is_alike(level: str, figure: str) -> bool:
    """Whether what is in brackets is one figure, bare or in the unit of the level before it: not `(4 % för män)`."""
    match = FIGURE.fullmatch(figure.strip())
    return match is not None and (not match["unit"] or level.rstrip().casefold().endswith(match["unit"].casefold()))
