"""Blocks that stack what a table has side by side: the name of a measure, under it a line of labels, under these a line
of values; the name of an activity, under it when it begins and ends and how far it has come.

Seen in reports that planning systems (Stratsys, Hypergene) print, often in a thin frame, with a status mark before the
name: `Sjukfrånvaro` / `Målvärde 2031   Utfall jan–aug 2031` / `7,5 %   7,9 %`. Labels name roles and stand over their
values; where any is not understood, the lines are read as text is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.blocks import is_bullet, join_lines
from extractors.cells import Grid, words_outside
from extractors.families.arrows import drawn_arrows
from extractors.families.facts import is_caption
from extractors.families.goals import read_goal_label
from extractors.families.labelled_lines import NAMES
from extractors.families.legend import judges
from extractors.families.marks import RING, coloured_marks, is_arrow, signs_among
from extractors.families.measure_boxes import states_value
from extractors.families.roles import NUMERIC, VALUE_ROLES, date_forecast, role_of
from extractors.families.side_records import record_at
from extractors.families.stacked_parts import (
    SURE,
    TELLS,
    WORDS_OF,
    Parts,
    cell_of,
    follows,
    role_of_label,
    values_beside,
    values_under,
)
from extractors.families.vocabulary import fold, load
from extractors.geometry import centre_in, height, union, width
from extractors.lines import Row, letters_by_print, page_rows, print_of, segments_of
from pipeline.records import Box, PageLayout, Place, RawAction, RawCell, RawIndicator

PARSER = "stacked-block"
CONFIDENCE, UNSURE = 0.85, 0.6
BY_PLACE = "name-by-place"  # flag: only where it stands tells that a line is the name
OFF_LABELS = "values-off-labels"  # flag: values stand in different ways under their labels
INDENT = 24.0  # points that labels may begin left or right of the name: a mark stands before it
APART, LONGEST_JUDGEMENT = 2.0, 30  # of the font size, and characters: a judgement beside a name
LARGER = 0.4  # points of print
SAME_TEXT = 1.0  # points by which a name is larger than text at most; larger print is a heading
LINE_GAP = 0.55  # of the font size, between the lines of a name
MOST_LINES = 3  # of a name
LONGEST_NAME = 200  # characters
LONGEST_CAPTION = 60  # characters
MOST_WORDS = 6  # of a caption
HEADS = frozenset({"action", "assignment", "target"})  # of lines that end a list of measures: `Aktiviteter`, `Nämndmål`
LETTERS = 3  # at least, in a name
LOWEST_BOX = 60.0  # points; a lower box on a colour is a band or a cell
NARROWEST, WIDEST = 0.15, 0.6  # of the page's width, of a box beside text
LABEL_ROWS = 2  # of a small table that is a line of labels and a line of values
UNIT_AT_END = re.compile(r"\s*\([^()]*\)$")  # `Nöjda besökare (%)` is as much a name as a caption

Stack = RawIndicator | RawAction


def find_stacks(
    pages: Sequence[PageLayout], tables: Mapping[int, Sequence[Box]] | None = None
) -> dict[int, dict[Box, Stack]]:
    """The blocks on each page with what they say, by their boxes. `tables` are surely tables, which nothing is taken
    from."""
    printed: dict[float, int] = {}
    for page in pages:
        for (size, _), letters in letters_by_print(page).items():
            printed[size] = printed.get(size, 0) + letters
    sizes: Counter[float] = Counter()
    for size, letters in printed.items():
        sizes[round(size * 2) / 2] += letters
    body = max(sizes, key=lambda size: sizes[size], default=0.0)
    seen = _Seen(body, largest=body + SAME_TEXT)
    return {page.number: _on_page(page, seen, (tables or {}).get(page.number, ())) for page in pages}


def is_label_grid(grid: Grid) -> bool:
    """Whether a table of tags is one line of labels over one of values, so that its name stands over it: programs that
    set cards as small tables tag each of them."""
    if grid.n_rows != LABEL_ROWS or grid.n_cols < LABEL_ROWS:
        return False
    labels = [" ".join(w.text for w in cell.words or ()) for cell in grid.cells if cell.row == 0]
    told = [role_of_label(text)[0] for text in labels if text]
    return bool(told) and WORDS_OF.issuperset(told)


@dataclass
class _Seen:
    """What was seen on the pages before: the caption that is open."""

    body: float  # size of most print
    caption: str | None = None  # a line over the blocks that calls them measures, with what it says of their time
    largest: float = 0.0  # size of the largest print that a name may have


def _on_page(page: PageLayout, seen: _Seen, tables: Sequence[Box]) -> dict[Box, Stack]:
    text, *boxes = _parts_of_page(page, _rows_of_text(page, tables))
    found = _in_rows(text, page, seen)
    for rows in boxes:
        found |= _with_label(_in_rows(rows, page, seen), rows)
    return found


def _with_label(stacks: dict[Box, Stack], rows: Sequence[Row]) -> dict[Box, Stack]:
    """The blocks that fill a box beside text, or the part of one under its label of measures, with that label, `Så
    följer vi upp`; none where more stands among them, which is read as text is. What stands over the label, and under
    another one behind the measures, is text: `ANSVARIG` / `Näringslivschefen` / `INDIKATORER` / … Seen in fact columns
    of operational plans."""
    at = next((n for n, row in enumerate(rows) if _calls_measures(row.text)), None)
    label = rows[at] if at is not None else None
    under = rows[at + 1 :] if at is not None else rows
    taken = [any(centre_in(row.box, box) for box in stacks) for row in under]
    end = taken.index(False) if False in taken else len(under)
    if not stacks or not end or any(taken[end:]) or any(box.top < under[0].box.top - 1.0 for box in stacks):
        return {}
    if end < len(under) and not (label and _is_next_label(under[end:], label)):
        return {}
    top = min(stacks, key=lambda box: box.top)
    return {union([box, label.box]) if label and box is top else box: stack for box, stack in stacks.items()}


def _is_next_label(rows: Sequence[Row], label: Row) -> bool:
    """Whether lines behind measures begin with a label like the one over these, and none of them states a value."""
    alike = print_of(rows[0]) is not None and print_of(rows[0]) == print_of(label)
    return alike and rows[0].text.isupper() == label.text.isupper() and not any(states_value(r.text) for r in rows)


def _parts_of_page(page: PageLayout, rows: list[Row]) -> list[list[Row]]:
    """The lines of a page; where a coloured box stands beside text, those of the text and those of each box apart."""
    boxes = [b for b in _coloured_boxes(page) if any(_stands_in_part(row, b) for row in rows)]
    if not boxes:
        return [rows]
    parts = [[Row(w for w in row if not any(centre_in(w.box, b) for b in boxes)) for row in rows]]
    parts += [[Row(w for w in row if centre_in(w.box, box)) for row in rows] for box in boxes]
    return [[row for row in part if row] for part in parts]


def _calls_measures(text: str) -> bool:
    """Whether a line is a label over measures: `Så följer vi upp`."""
    lists = load("goals")["indicator_list"]
    return fold(text.rstrip(" :")) in [*lists["words"], *lists["follow"]]


def _coloured_boxes(page: PageLayout) -> list[Box]:
    """Figures on a colour that are as large as a side box: not as wide as the text, and of several lines."""
    filled = (s.box for s in page.shapes if s.fill not in (None, "#ffffff") and height(s.box) >= LOWEST_BOX)
    return [b for b in filled if NARROWEST * page.width <= width(b) <= WIDEST * page.width]


def _stands_in_part(row: Row, box: Box) -> bool:
    """Whether a line has words in a box and words outside it, which it so runs together."""
    inside = sum(centre_in(w.box, box) for w in row)
    return 0 < inside < len(row)


def _in_rows(rows: Sequence[Row], page: PageLayout, seen: _Seen) -> dict[Box, Stack]:
    found: dict[Box, Stack] = {}
    free = 0  # the first line that no block has taken
    for at, row in enumerate(rows):
        if at < free:
            continue
        _note_caption(row, seen)
        if (record := record_at(rows, at, free, page.number)) is not None:
            found[record.box], free = record.measure, record.end
            continue
        for parts in _parts_from(rows, at):
            start = _first_of_name(rows, at, free, parts.x0, seen.largest)
            if start is not None:
                box, stack, free = _read(rows[start:at], parts, rows, page.number, seen)
                found[_with_sign(box, rows[start], page)] = _with_marks(stack, rows[start], page, parts.labels)
                break
    return found


def _rows_of_text(page: PageLayout, tables: Sequence[Box]) -> list[Row]:
    """The lines of a page without signs and tables."""
    out = set(map(id, signs_among(page.words)))
    if tables:
        out |= set(map(id, page.words)) - set(map(id, words_outside(page.words, tables)))
    if not out:
        return list(page_rows(page))
    rows = (row if out.isdisjoint(map(id, row)) else Row(w for w in row if id(w) not in out) for row in page_rows(page))
    return [row for row in rows if row]


def _parts_from(rows: Sequence[Row], at: int) -> list[Parts]:
    """The labels and values that begin on a line and tell of a measure or of an activity."""
    under, beside = values_under(rows, at), values_beside(rows, at)
    if beside is not None and at and _named(rows[at - 1].text)[1] != rows[at - 1].text:
        beside = None  # `Indikator: …` begins labelled lines
    return [parts for parts in (under, beside) if parts is not None and (parts.of_measure or parts.of_action)]


def _note_caption(row: Row, seen: _Seen) -> None:
    """Keep the caption that is open behind a line: one that calls what follows measures opens it, and may be as large
    as the names under it; a heading in larger print ends it."""
    size = row[0].size
    if len(row) <= MOST_WORDS and len(segments_of(row)) == 1 and len(row.text) <= LONGEST_CAPTION:
        role, score = role_of_label(row.text)
        if role in NAMES and score >= SURE:
            seen.caption, seen.largest = row.text, max(size + LARGER, seen.body + SAME_TEXT)
            return
        if role in HEADS and score == 1.0:
            seen.caption, seen.largest = None, seen.body + SAME_TEXT
    if size > seen.largest:
        seen.caption, seen.largest = None, seen.body + SAME_TEXT


def _read(name: Sequence[Row], parts: Parts, rows: Sequence[Row], page: int, seen: _Seen) -> tuple[Box, Stack, int]:
    """A block with its box, and the number of the first line behind it."""
    title = _text(name)
    set_apart = name[0][0].bold or name[0][0].size > parts.size + LARGER
    known = set_apart or (seen.caption is not None and parts.of_measure)
    doubts = (*(() if known else (BY_PLACE,)), *(() if parts.aligned else (OFF_LABELS,)))
    confidence = UNSURE if doubts else CONFIDENCE
    place = Place(page, union([*(row.box for row in name), parts.box]))
    end, remark = _remark(rows, parts.end)
    own = date_forecast([cell_of(part, page, seen.caption) for part in parts.parts])
    cells = (*own, *_remark_cells(remark, page))
    box = union([place.box, *(row.box for row in remark)])
    if parts.of_action:
        action = RawAction("", None, place, action=title, cells=cells, parser=PARSER, flags=doubts)
        return box, replace(action, confidence=confidence), end
    if doubts:
        cells = tuple(replace(c, inferred=True) if c.role in VALUE_ROLES else c for c in cells)
    kind, title = _named(title)
    measure = RawIndicator("", None, kind, title, place, cells=cells, parser=PARSER, flags=doubts)
    return box, replace(measure, confidence=confidence), end


def _with_sign(box: Box, name: Row, page: PageLayout) -> Box:
    """The box of a block with the bullet that stands before its name."""
    before = Box(name.box.x0 - INDENT, name.box.top, name.box.x0, name.box.bottom)
    return union([box, *(w.box for w in page.words if is_bullet(w.text) and centre_in(w.box, before))])


def _with_marks(stack: Stack, name: Row, page: PageLayout, labels: Sequence[str]) -> Stack:
    """A block with the arrow among its lines, and the judgement or the coloured figure at the right of its name."""
    here = stack.place.box
    cells = [_mark("trend", page, w.box, w.text) for w in page.words if is_arrow(w) and centre_in(w.box, here)]
    if not cells and any(role_of(text)[0] == "trend" for text in labels):
        drawn = drawn_arrows((s for s in page.shapes if centre_in(s.box, here)), page.rules)
        cells = [_mark("trend", page, box, sign) for box, sign in drawn]
    cells = cells if len(cells) == 1 else []
    if not any(c.role == "status" for c in stack.cells):
        marks = [m for m in coloured_marks(page, {RING: ""}) if name.box.top <= m.middle <= name.box.bottom]
        if _judged(name):
            cells.append(_mark("status", page, name.box, segments_of(name)[1].text))
        elif len(marks) == 1 and marks[0].box.x0 >= name.box.x1 and isinstance(stack, RawIndicator):
            cells.append(replace(_mark("status", page, marks[0].box, ""), fill=marks[0].colour))
    return replace(stack, cells=(*stack.cells, *cells))


def _mark(role: str, page: PageLayout, box: Box, text: str) -> RawCell:
    return RawCell(role, "", text, None, Place(page.number, box))


def _named(name: str) -> tuple[str, str]:
    """A name without the label that may stand before it: `Indikator: Sjukfrånvaro`."""
    label, colon, rest = name.partition(":")
    role, score = role_of(label) if colon and rest.strip() else (None, 0.0)
    return (role or "indicator", rest.strip()) if role in NAMES and score >= SURE else ("indicator", name)


# ------------------------------------------------------------------ the name over the labels


def _first_of_name(rows: Sequence[Row], at: int, free: int, x0: float, largest: float) -> int | None:
    """The line on which the name right over a line of labels begins; null where none stands there."""
    start = at - 1
    if start < free or not follows(rows[start], rows[at]) or not _may_name(rows[start], largest):
        return None
    if abs(rows[start][0].box.x0 - x0) > INDENT or not _is_name(_text(rows[start:at])):
        return None
    while start - 1 >= free and _continues(rows[start - 1], rows[start]):
        start -= 1
    if start - 1 >= free and role_of(rows[start - 1].text) == ("goal", 1.0) and follows(rows[start - 1], rows[start]):
        return None  # `Nämndmål` stands over a goal
    name = _text(rows[start:at])
    return start if at - start <= MOST_LINES and _is_name(name) else None


def _text(rows: Sequence[Row]) -> str:
    """The lines of a name as one text, without a bullet before it and without a judgement beside it."""
    text = join_lines(segments_of(row)[0].text if _judged(row) else row.text for row in rows)
    return text[1:].lstrip() if is_bullet(rows[0][0].text) else text


def _judged(row: Row) -> bool:
    """Whether a line is a name with a judgement well apart at its right: `Sjukfrånvaro    Delvis uppfyllt`."""
    parts = segments_of(row)
    if len(parts) != 2 or len(parts[1].text) > LONGEST_JUDGEMENT:
        return False
    return parts[1].x0 - parts[0].x1 > APART * row[0].size and judges(parts[1].text)


def _may_name(row: Row, largest: float) -> bool:
    return row[0].size <= largest and (len(segments_of(row)) == 1 or _judged(row))


def _continues(above: Row, below: Row) -> bool:
    """Whether a name goes on from one line to the next: in one print and at one edge, close together."""
    gap = below.box.top - above.box.bottom
    text = above.text
    return (
        gap <= LINE_GAP * below[0].size
        and len(segments_of(above)) == 1
        and print_of(above) is not None
        and print_of(above) == print_of(below)
        and abs(above.box.x0 - below.box.x0) <= 1.0
        and not text.endswith((".", ":", ";", "!", "?"))
        and not _heads(text)
    )


def _heads(text: str) -> bool:
    """Whether a line names no measure but what stands under it, or says more of one: `Indikatorer`, `Aktiviteter`,
    `Utfall 2031`, `Utfall 2031: 7 %`."""
    label, colon, _ = text.partition(":")
    told, sure = role_of_label(label) if colon else (None, 0.0)
    if (told in WORDS_OF and sure >= SURE) or _calls_measures(text):
        return True
    role, score = role_of_label(text)
    return role in {*NAMES, *VALUE_ROLES, "action", "assignment"} and score == 1.0


def _is_name(text: str) -> bool:
    label = read_goal_label(text)
    return (
        sum(c.isalpha() for c in text) >= LETTERS
        and len(text) <= LONGEST_NAME
        and not text.endswith((".", ":", ";", "!"))
        and not NUMERIC.match(text)
        and not _heads(text)
        and not is_caption(UNIT_AT_END.sub("", text))
        and not (label is not None and label.strong)
    )


# ------------------------------------------------------------------ the remark under the values


def _remark(rows: Sequence[Row], at: int) -> tuple[int, Sequence[Row]]:
    """The lines of a remark behind its label right under the values, `Kommentar: …`, and the first line behind them."""
    if at >= len(rows) or not follows(rows[at - 1], rows[at]):
        return at, ()
    label, colon, rest = rows[at].text.partition(":")
    role, score = role_of(label) if colon and rest.strip() else (None, 0.0)
    if role not in TELLS - VALUE_ROLES or score < SURE:
        return at, ()
    end = at + 1
    while end < len(rows) and _goes_on(rows[end - 1], rows[end]):
        end += 1
    return end, rows[at:end]


def _goes_on(above: Row, below: Row) -> bool:
    gap = below.box.top - above.box.bottom
    near = gap <= LINE_GAP * below[0].size and abs(above.box.x0 - below.box.x0) <= 1.0
    return near and print_of(above) == print_of(below) and len(segments_of(below)) == 1


def _remark_cells(rows: Sequence[Row], page: int) -> tuple[RawCell, ...]:
    if not rows:
        return ()
    label, _, text = join_lines(row.text for row in rows).partition(":")
    place = Place(page, union(row.box for row in rows))
    return (RawCell(role_of(label)[0] or "comment", label, text.strip(), None, place),)
