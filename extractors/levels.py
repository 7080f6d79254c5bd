"""Headers in two levels that no rule parts: `Utfall` over `2023 2024`, `Målvärde` over `2025 2026`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.cells import GridCell
from extractors.columns import YEAR, is_figure
from extractors.edges import SNAP, Edge
from extractors.geometry import union
from extractors.lines import Row, Segment

MOST_WORDS = 4  # words of an upper header
MOST_BETWEEN = 4  # lines from an upper header to its lower one
NEAR = 2.4  # of the font size, baseline to baseline
OVER_RULE = 1.5  # of the font size, from the middle of an upper header to the rule under it
SLACK = 6.0  # points that an upper header may reach beyond the columns it stands over


def stands_over(upper: Row, lower: Row) -> bool:
    """Whether a line is the upper level of the header whose lower level is the line under it.

    The lower level names years, or the same few things again and again; the upper one has fewer, short parts over
    them and leaves the column of labels free, unless the lower one says nothing else: then headers of one level may
    stand beside the upper one.
    """
    over: Sequence[Segment] = upper.parts
    under = _years_apart(lower.parts)
    step = lower[0].box.bottom - upper[0].box.bottom
    repeated = _repeated(lower)
    if len(repeated) > 1 and len(repeated) == len(under):
        over = [s for s in over if s.x1 > repeated[0].x0 - SLACK and s.x0 < repeated[-1].x1 + SLACK]
    if not 1 <= len(over) < len(repeated) or not 0 < step <= NEAR * max(w.size for w in upper):
        return False
    left, right = repeated[0].x0 - SLACK, repeated[-1].x1 + SLACK
    return all(left <= s.x0 and s.x1 <= right and len(s.words) <= MOST_WORDS for s in over)


def level_borders(lines: Sequence[Row]) -> list[float]:
    """Heights between the two levels of headers. Headers of one level, set at half their height, may stand between the
    lines of both, beside what the lower one repeats."""
    found = []
    for i, upper in enumerate(lines):
        for j in range(i + 1, min(i + 1 + MOST_BETWEEN, len(lines))):
            lower = lines[j]
            if _stand_beside(lines[i + 1 : j], lower) and stands_over(upper, lower):
                found.append((max(w.box.bottom for w in upper) + min(w.box.top for w in lower)) / 2)
                break
    return found


def _stand_beside(between: Sequence[Row], lower: Row) -> bool:
    """Whether all lines over a header stand beside it, or beside what it repeats."""
    parts = [part for line in between for part in line.parts]
    left, right = lower[0].box.x0, max(w.box.x1 for w in lower)
    if not all(s.x1 < left or s.x0 > right for s in parts):
        repeated = _repeated(lower)
        left, right = (repeated[0].x0, repeated[-1].x1) if repeated else (left, right)
    return all(s.x1 < left or s.x0 > right for s in parts)


def _repeated(lower: Row) -> list[Segment]:
    """The parts of a header's lower line that are years, or stand there more than once."""
    under = _years_apart(lower.parts)
    texts = [s.text for s in under]
    return [s for s in under if is_repeated(s.text, texts)]


def _years_apart(parts: Sequence[Segment]) -> list[Segment]:
    """Parts of a line; years beside each other are headers of their own, however near they stand."""
    out: list[Segment] = []
    for part in parts:
        years = all(YEAR.fullmatch(w.text) for w in part.words)
        out += [Segment((w,)) for w in part.words] if years else [part]
    return out


def is_repeated(text: str, texts: Sequence[str]) -> bool:
    """Whether a lower header is one of a row of like ones: a year, or words that stand there more than once."""
    return bool(YEAR.fullmatch(text)) or (Counter(texts)[text] > 1 and not is_figure(text))


def parts_header(edge: Edge, end: float, rows: Sequence[Row]) -> bool:
    """Whether a short rule parts two levels of a header that ends at a height, `end`: one text over it, and several
    between the two that it reaches over, years or the same few things again and again."""
    over: list[Segment] = []
    under: list[Segment] = []
    for row in rows:
        within = [s for s in row.parts if edge.start - SNAP <= s.x0 and s.x1 <= edge.end + SNAP]
        if 0 < edge.at - row.middle <= OVER_RULE * row[0].size:
            over += within
        elif edge.at < row.middle < end:
            under += within
    under = _years_apart(under)
    return len(over) == 1 and len(under) > 1 and all(is_repeated(s.text, [t.text for t in under]) for s in under)


def under_spanning(cells: Sequence[GridCell], over: Sequence[Edge]) -> list[GridCell]:
    """Cells with those right over each short rule in a header as one: what stands there heads all columns below."""
    out = list(cells)
    for edge in over:
        spanned = [
            c
            for c in out
            if abs(c.box.bottom - edge.at) <= SNAP and edge.start <= (c.box.x0 + c.box.x1) / 2 <= edge.end
        ]
        if len({c.row for c in spanned}) == 1 and len(spanned) > 1:
            last = spanned[-1]
            whole = replace(
                spanned[0],
                col_span=last.col + last.col_span - spanned[0].col,
                box=union([c.box for c in spanned]),
            )
            out = [whole if c is spanned[0] else c for c in out if c is spanned[0] or c not in spanned]
    return out
