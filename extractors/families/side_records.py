"""Measures set as records, with the labels in a column of their own print left of what these say: `Mått`, and beside it
the name, `Målvärde`, and beside it `2031  70 %   2032  75 %`, `Källa`, and beside it the source.

Seen in plans of boards (Typst), right-aligned labels in the margin and thin rules under what they say. Where any label
of a record is not understood, its lines are read as text is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.blocks import join_lines
from extractors.families.labelled_lines import NAMES
from extractors.families.roles import NUMERIC, VALUE_ROLES, YEAR, year_in
from extractors.families.stacked_parts import DASHES, SURE, TELLS, Part, cell_of, follows, is_number, role_of_label
from extractors.geometry import union
from extractors.lines import Row, join_words, print_of, segments_of
from pipeline.records import Box, Place, RawIndicator, Word

PARSER = "side-record"
CONFIDENCE = 0.85
METHOD = "measured_by"  # `Så mäter vi` says the measure itself where no other label does and it is set apart
LINED_UP = 1.5  # points between the edges of labels, and between those of what they say
CENTRED = 2.0  # points from the middle of a name on several lines to that of its label
LINE_GAP = 0.55  # of the font size, between the lines of a text
MOST_LABEL_WORDS = 4
FEWEST_ROWS = 3  # the name's and two more
MOST_LINES = 3  # of a name
AHEAD = 4  # lines behind a record, in which it may go on
LETTERS, LONGEST_NAME = 3, 200  # characters


@dataclass(frozen=True, slots=True)
class Record:
    """A measure with the box around its record; `end` is the number of the first line behind it."""

    box: Box
    measure: RawIndicator
    end: int


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A line that begins with a label: what it says, its words and those behind it."""

    label: str
    role: str
    own: Sequence[Word]
    said: Sequence[Word]


def record_at(rows: Sequence[Row], at: int, free: int, page: int) -> Record | None:
    """The record whose first label stands on a line; null where none does. Lines before `free` are taken."""
    first = _labelled(rows[at])
    if first is None or first.role not in (*NAMES, METHOD):
        return None
    name, end = _text_beside(rows, at, free, first)
    if not name or not _may_name(name) or print_of(first.own) in (None, print_of(name[0])):
        return None
    lines, end = _lines_below(rows, end, first, name)
    if _goes_on_below(rows[end : end + AHEAD], first):
        return None
    said = [_parts(line) for line in lines]
    parts = [part for told in said for part in told]
    apart = first.role in NAMES or (
        print_of(name[0]) not in {print_of(line.said) for line in lines} and name[0][0].bold
    )
    distinct = len({line.label for line in lines}) == len(lines)
    known = all(said) and apart and distinct and any(map(is_number, parts))
    if not known or len(lines) + 1 < FEWEST_ROWS:
        return None
    words = [*first.own, *(w for line in name for w in line), *(w for line in lines for w in (*line.own, *line.said))]
    box = union(w.box for w in words)
    kind = first.role if first.role in NAMES else NAMES[0]
    title, place = join_lines(join_words(line) for line in name), Place(page, box)
    cells = tuple(cell_of(part, page, None) for part in parts)
    measure = RawIndicator("", None, kind, title, place, cells=cells, parser=PARSER, confidence=CONFIDENCE)
    return Record(box, measure, end)


def _lines_below(
    rows: Sequence[Row], at: int, first: _Labelled, name: Sequence[Sequence[Word]]
) -> tuple[list[_Labelled], int]:
    """The labels of a record with what they say, from a line on, and the number of the line behind it."""
    lines: list[_Labelled] = []
    last: Sequence[Word] = name[-1]
    while at < len(rows) and follows(last, rows[at]):
        line, behind = _line_at(rows, at)
        beside = line is not None and abs(line.said[0].box.x0 - name[0][0].box.x0) <= LINED_UP
        if line is not None and beside and _stands_like(line.own, first.own):
            if line.role in NAMES or line.role == first.role:
                break  # the next record
            lines.append(line)
        elif lines and _goes_on(last, rows[at], lines[-1].role in VALUE_ROLES):
            lines[-1] = replace(lines[-1], said=(*lines[-1].said, *rows[at]))
        else:
            break
        last = line.said if line is not None and behind == at + 1 else rows[behind - 1]
        at = behind
    return lines, at


def _labelled(row: Row) -> _Labelled | None:
    """A line whose first part is a label without a colon; null where it begins with anything else."""
    first, *_ = segments_of(row)
    if len(first.words) > MOST_LABEL_WORDS or not first.text[:1].isupper():
        return None
    role, score = role_of_label(first.text)
    if role is None or score < SURE or role not in (*TELLS, *NAMES, METHOD) or first.text.endswith(":"):
        return None
    return _Labelled(first.text, role, first.words, row[len(first.words) :])


def _line_at(rows: Sequence[Row], at: int) -> tuple[_Labelled | None, int]:
    """The label with what it says that begins on a line, and the number of the line behind. What it says may stand on
    several lines, the label at their middle."""
    line = _labelled(rows[at])
    if line is not None and line.said:
        return line, at + 1
    label = _labelled(rows[at + 1]) if line is None and at + 1 < len(rows) else None
    text, end = _text_beside(rows, at + 1, at, label) if label is not None else ([], at)
    if label is None or len(text) < 2 or text[0] is not rows[at]:
        return None, at + 1
    return replace(label, said=[w for part in text for w in part]), end


def _stands_like(words: Sequence[Word], label: Sequence[Word]) -> bool:
    """Whether words are set as a label is, at its left or right edge."""
    edges = (words[0].box.x0 - label[0].box.x0, words[-1].box.x1 - label[-1].box.x1)
    return print_of(words) == print_of(label) and min(map(abs, edges)) <= LINED_UP


def _goes_on_below(rows: Sequence[Row], first: _Labelled) -> bool:
    """Whether a label of the same record stands further down, behind lines that are not understood."""
    for row in rows:
        line = _labelled(row)
        if line is not None and (line.role in NAMES or line.role == first.role):
            return False
        if _stands_like(segments_of(row)[0].words, first.own):
            return True
    return False


def _text_beside(rows: Sequence[Row], at: int, free: int, label: _Labelled) -> tuple[list[Sequence[Word]], int]:
    """The lines of the text beside its label, which stands on the first of them or at the middle of all, and the number
    of the line behind them. None where they are not clear."""
    own = [label.said] if label.said else []
    above: list[Sequence[Word]] = []
    start, end = at - 1, at + 1
    below = own or ([rows[end]] if end < len(rows) and len(segments_of(rows[end])) == 1 else [])
    if not below or below[0][0].box.x0 <= label.own[-1].box.x1:
        return [], at
    end += not own
    while start >= free and _continues(rows[start], (above or below)[0]) and len(above) < MOST_LINES:
        above.insert(0, rows[start])
        start -= 1
    while end < len(rows) and _continues(below[-1], rows[end]) and len(above) + len(below) < MOST_LINES:
        below.append(rows[end])
        end += 1
    text = [*above, *below]
    box, own_box = union(w.box for line in text for w in line), union(w.box for w in label.own)
    centred = abs(box.top + box.bottom - own_box.top - own_box.bottom) <= 2 * CENTRED
    return (text, end) if centred or (own and not above) else ([], at)


def _continues(above: Sequence[Word], below: Sequence[Word]) -> bool:
    """Whether a line goes on with the one above it: in one print and at one edge, close under it."""
    gap = min(w.box.top for w in below) - max(w.box.bottom for w in above)
    lines = len(segments_of(above)) == len(segments_of(below)) == 1
    edge = abs(above[0].box.x0 - below[0].box.x0) <= LINED_UP
    return lines and edge and gap <= LINE_GAP * below[0].size and print_of(above) == print_of(below)


def _goes_on(above: Sequence[Word], below: Row, levels: bool) -> bool:
    """Whether a line goes on with what a label says; levels for many years may take several."""
    if not levels:
        return _continues(above, below)
    gap = below.box.top - max(w.box.bottom for w in above)
    return gap <= LINE_GAP * below[0].size and YEAR.fullmatch(below[0].text.rstrip(":")) is not None


def _may_name(name: Sequence[Sequence[Word]]) -> bool:
    """Whether a text may be a name: no header of a column, level or sentence."""
    text = join_lines(join_words(line) for line in name)
    told = sum(map(str.isalpha, text)) >= LETTERS and len(text) <= LONGEST_NAME and not text.endswith((".", ":", ";"))
    one = all(len(segments_of(line)) == 1 for line in name)
    return told and one and not NUMERIC.match(text) and role_of_label(text)[1] < 1.0


def _parts(line: _Labelled) -> list[Part]:
    """What a label says as one part; or as one for each year that stands before a level. None where it is not clear."""
    if line.role not in VALUE_ROLES:
        return [Part(line.label, line.role, tuple(line.said))]
    starts = [i for i, w in enumerate(line.said) if YEAR.fullmatch(w.text.rstrip(":"))]
    if not starts:
        plain = len(segments_of(line.said)) == 1
        parts = [Part(line.label, line.role, tuple(line.said))] if plain else []
    elif starts[0] or year_in(line.label) is not None:
        return []
    else:
        ends = [*starts[1:], len(line.said)]
        dated = [
            (line.said[a].text.rstrip(":"), tuple(line.said[a + 1 : b])) for a, b in zip(starts, ends, strict=True)
        ]
        if any(int(a) >= int(b) for (a, _), (b, _) in pairwise(dated)):
            return []
        parts = [Part(f"{line.label} {year}", line.role, words) for year, words in dated]
    return parts if all(part.words and (is_number(part) or part.text in DASHES) for part in parts) else []
