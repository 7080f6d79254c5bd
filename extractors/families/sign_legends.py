"""Legends of signs in one colour, which tell by their shape: `● Målet är uppfyllt  ◐ Målet är delvis uppfyllt  ○ …`.

Seen in year-end reports of boards. Where colours tell, `legend` reads them; a sign counts only where such a legend
explains it, and in one way.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.families.legend import judges
from extractors.families.marks import glyph_of
from extractors.families.vocabulary import fold
from extractors.geometry import height
from extractors.lines import join_words, page_rows
from pipeline.records import PageLayout, Word

FEWEST_SIGNS = 2
LONGEST_MEANING = 60  # characters
NEAR = 2.0  # of the font size, from a sign to its meaning
STEP = 3.0  # of the font size, from one line of a legend to the next
SAME_SIDE = 3.0  # points by which signs one below another may be off

Entry = tuple[Word, str]  # a sign and its meaning


def find_sign_legend(pages: Sequence[PageLayout]) -> dict[str, str]:
    """Sign -> printed meaning; empty where no legend of signs is printed. A sign that is explained in two ways is left
    out."""
    found: dict[str, dict[str, str]] = {}
    for page in pages:
        signs = {glyph for w in page.words if len(w.text) <= 2 and (glyph := glyph_of(w))}
        if len(signs) < FEWEST_SIGNS:
            continue
        for group in _groups([entries for row in page_rows(page) if (entries := _entries(row))]):
            if _is_legend(group):
                for sign, meaning in group:
                    found.setdefault(glyph_of(sign) or "", {}).setdefault(fold(meaning), meaning)
    return {sign: next(iter(told.values())) for sign, told in found.items() if len(told) == 1}


def _entries(row: Sequence[Word]) -> list[Entry]:
    """The signs of a line with their meanings; none where the line says anything else, as a row of a table does."""
    if not row or glyph_of(row[0]) is None:
        return []
    parts: list[list[Word]] = []
    for word in row:
        if glyph_of(word) is not None:
            parts.append([word])
        else:
            parts[-1].append(word)
    near = all(len(p) > 1 and p[1].box.x0 - p[0].box.x1 <= NEAR * p[1].size for p in parts)
    entries = [(p[0], join_words(p[1:]).strip(" =:–-,;|").rstrip(".")) for p in parts]
    return entries if near and all(0 < len(meaning) <= LONGEST_MEANING for _, meaning in entries) else []


def _groups(rows: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """Lines of a legend that stand right below each other, at one side."""
    groups: list[list[Entry]] = []
    for row in rows:
        last = groups[-1][-1][0] if groups else None
        first = row[0][0]
        if (
            last is not None
            and 0 <= first.box.top - last.box.top <= STEP * height(first.box)
            and abs(first.box.x0 - groups[-1][0][0].box.x0) <= SAME_SIDE
        ):
            groups[-1] += row
        else:
            groups.append(list(row))
    return groups


def _is_legend(group: Sequence[Entry]) -> bool:
    """At least two different signs in one print, each once and with a meaning of its own; all but one judge."""
    signs = [glyph_of(sign) for sign, _ in group]
    meanings = {fold(meaning) for _, meaning in group}
    alike = len({(sign.colour, round(sign.size)) for sign, _ in group}) == 1
    judging = sum(judges(meaning) for meaning in meanings)
    distinct = len(set(signs)) == len(signs) == len(meanings)
    return len(signs) >= FEWEST_SIGNS and distinct and alike and judging >= max(FEWEST_SIGNS, len(meanings) - 1)
