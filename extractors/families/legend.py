"""Colours that judge: legends drawn as small coloured figures beside their meanings, and the figures that use them.

Reports print `● Målet nås  ● Målet nås delvis  ● Målet nås inte` on one line, in lines one below another, or as a small
table of coloured cells. A colour counts only where such a legend explains it, and in one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.families.marks import RING, TRIANGLE, Mark, is_arrow, is_coloured, is_figure, is_grey, marks_of, on_line
from extractors.families.vocabulary import alternatives, fold, load
from extractors.geometry import height, width
from extractors.lines import find_rows, join_words
from pipeline.records import PageLayout, Word

REACH = 30.0  # points from a swatch to its meaning: the padding of two cells
WIDE_GAP = 2.0  # of the font size; wider white ends a meaning
WORD_GAP = 0.6  # of the font size; words of one line stand closer
LINE_GAP = 0.6  # of the font size; white between the lines of one meaning
FIGURE_GAP = 1.0  # the same between lines that figures larger than the print hold apart
ROW_STEP = 36.0  # points from one line of a legend to the next: a cell with two lines of text
SURELY = 3  # colours on one line, that only a legend has
ALIGNED = 4.0  # points by which figures one below another may be off
LONGEST_MEANING = 100  # characters


@dataclass(frozen=True, slots=True)
class _Entry:
    """A coloured figure with the text right of it."""

    mark: Mark
    text: str
    text_x0: float
    size: float
    bottom: float  # of the text's last line


@dataclass(frozen=True, slots=True)
class _Row:
    """Figures side by side with their texts; `lead` is what stands left of the first."""

    entries: tuple[_Entry, ...]
    lead: tuple[Word, ...]
    x0: float
    middle: float
    clean: bool  # no other text on the line, and a text for each coloured figure
    ended: bool  # by a figure that is not asked for: what goes on is its meaning


# ------------------------------------------------------------------ legends


def find_legends(pages: Sequence[PageLayout]) -> dict[str, str]:
    """Colour -> printed meaning, from the drawn legends of a document.

    Empty where no group of figures is surely a legend. A colour that is explained in two ways is left out.
    """
    found: dict[str, dict[str, str]] = {}
    triangles: set[str] = set()
    for page in pages:
        for group in _groups(_rows(page)):
            entries = [entry for row in group for entry in row.entries]
            if _is_legend(entries):
                boxes = {entry.mark.box: entry.mark.colour or "" for entry in entries}
                triangles |= {boxes[w.box] for w in page.words if w.text == TRIANGLE and w.box in boxes}
                for entry in [*entries, *_unjudged(page, entries)]:
                    meaning = _without_colour_name(entry.text)
                    found.setdefault(entry.mark.colour or "", {}).setdefault(fold(meaning), meaning)
    told = {colour: next(iter(meanings.values())) for colour, meanings in found.items() if len(meanings) == 1}
    short = _short(told)
    pointed = {short[c] for c in triangles if c in short}
    return short | ({TRIANGLE: pointed.pop()} if len(pointed) == 1 else {})


def _short(told: Mapping[str, str]) -> dict[str, str]:
    """Meanings without what explains them, where all begin with a judgement: `Uppfyllt – målet är nått`."""
    heads = {colour: re.split(r"\s[–—-]\s|:\s", meaning)[0].strip() for colour, meaning in told.items()}
    known = [fold(head) for colour, head in heads.items() if head == told[colour] or judges(head)]
    changing = load("legend")["judging"]["more"]
    more = any(
        word in told[colour][len(head) :].casefold() and word not in head.casefold()
        for colour, head in heads.items()
        for word in changing
    )
    return heads if len(set(known)) == len(told) and not more else dict(told)


def _unjudged(page: PageLayout, entries: Sequence[_Entry]) -> list[_Entry]:
    """The grey figure or empty ring of a legend that says what is not judged: `● Ej bedömt`, beside its `entries`."""
    known = {entry.mark.box for entry in entries}
    words = load("legend")["unjudged"]["words"]
    for group in _groups(_rows(page, greys=True)):
        own = [entry for row in group for entry in row.entries]
        more = [e for e in own if is_grey(e.mark.colour) or e.mark.colour == RING]
        more = [e for e in more if fold(re.split(r"[,;(]", _without_colour_name(e.text))[0]) in words]
        if more and known & {entry.mark.box for entry in own}:
            return more
    return []


def _rows(page: PageLayout, greys: bool = False) -> list[_Row]:
    """The lines of a page that have coloured figures, from the top."""
    marks = sorted(_with_triangles(marks_of(page, greys), page), key=lambda m: (m.middle, m.box.x0))
    if len({m.colour for m in marks if m.colour}) < 2:
        return []
    lines: list[list[Mark]] = []
    for mark in marks:
        if lines and mark.middle - lines[-1][0].middle <= 0.3 * max(height(mark.box), height(lines[-1][0].box)):
            lines[-1].append(mark)
        else:
            lines.append([mark])
    texts = [w for w in page.words if not is_figure(w) and not is_arrow(w)]
    below = find_rows(texts)
    rows = [_row(sorted(line, key=lambda m: m.box.x0), texts, below, page.width) for line in lines]
    return [_with_wrapped(row, below, after) for row, after in zip(rows, [*lines[1:], []], strict=True)]


def _with_triangles(marks: Sequence[Mark], page: PageLayout) -> list[Mark]:
    """The marks of a page, of which a triangle in a colour of its own on the line of other coloured figures is one,
    too: `● Målet nås  ▲ Målet nås delvis`. Where triangles point down as well, they tell a direction."""
    coloured = {m.colour for m in marks if m.colour}
    own = {m.box for m in marks if m.colour is None} if coloured else set()
    told = [w for w in page.words if w.box in own and w.text in (TRIANGLE, "▼")] if own else []
    if not told or any(w.text != TRIANGLE for w in told):
        return list(marks)
    colours = {w.box: w.colour for w in told if is_coloured(w.colour) and w.colour not in coloured}
    return [replace(m, colour=colours[m.box]) if m.box in colours else m for m in marks]


def _row(marks: Sequence[Mark], texts: Sequence[Word], printed: Sequence[Sequence[Word]], page_width: float) -> _Row:
    beside = [w for w in texts if any(on_line(w, m) for m in marks)]
    lead = tuple(w for w in beside if (w.box.x0 + w.box.x1) / 2 < marks[0].box.x0)
    clean = True
    entries = []
    for i, mark in enumerate(marks):
        end = marks[i + 1].box.x0 if i + 1 < len(marks) else page_width
        own = _before_label([w for w in beside if mark.box.x1 - 1 <= w.box.x0 < end])
        parts = [_run(row) for row in find_rows(own)]
        if mark.colour is None:
            continue  # what it means is not asked for, and need not end neatly
        if not own or sum(map(len, parts)) < len(own) or min(w.box.x0 for w in own) - mark.box.x1 > REACH:
            clean = False
            continue
        words = [w for part in parts for w in part]
        size, x0 = words[0].size, min(w.box.x0 for w in words)
        text, bottom = " ".join(join_words(part) for part in parts), max(w.box.bottom for w in words)
        for more in _lines_below(printed, bottom, size):
            part = _run([w for w in more if mark.box.x1 - 1 <= w.box.x0 < end])
            if (
                not part
                or _goes_before(more, part[0])
                or abs(part[0].box.x0 - x0) > ALIGNED
                or not part[0].text[:1].islower()
            ):
                break
            text, bottom = f"{text} {join_words(part)}", max(w.box.bottom for w in part)
        entries.append(_Entry(mark, text, x0, size, bottom))
    return _Row(tuple(entries), lead, marks[0].box.x0, marks[0].middle, clean, marks[-1].colour is None)


def _before_label(words: list[Word]) -> list[Word]:
    """A meaning without what another label behind it explains: `● Ej bedömt  Pil: utveckling sedan förra året`."""
    labels = (i for i, w in enumerate(words) if i and w.text.endswith(":") and w.text[:1].isupper())
    return words[: next(labels, len(words))]


def _run(row: Sequence[Word]) -> list[Word]:
    """The first words of a line up to a wide gap."""
    out: list[Word] = []
    for word in row:
        if out and word.box.x0 - out[-1].box.x1 > WIDE_GAP * word.size:
            break
        out.append(word)
    return out


def _lines_below(
    printed: Sequence[Sequence[Word]], bottom: float, size: float, gap: float = LINE_GAP
) -> Iterator[Sequence[Word]]:
    """The printed lines that follow each other closely under a text."""
    for row in printed:
        top = min(w.box.top for w in row)
        if top > bottom - 0.5 * size:
            if top - bottom > gap * size:
                return
            yield row
            bottom = max(w.box.bottom for w in row)


def _goes_before(line: Sequence[Word], word: Word) -> bool:
    """Whether another word stands right before one on its line, so that it begins nothing."""
    return any(0 <= word.box.x0 - w.box.x1 < WORD_GAP * word.size for w in line if w is not word)


def _with_wrapped(row: _Row, printed: Sequence[Sequence[Word]], after: Sequence[Mark]) -> _Row:
    """A line whose last meaning goes on at the left edge of the next line: `● Målet nås delvis ● Målet` `nås inte`.
    The figures `after` it, on the next line, begin other meanings."""
    if not row.entries or row.ended:
        return row
    last = row.entries[-1]
    for below in _lines_below(printed, last.bottom, last.size, FIGURE_GAP if after else LINE_GAP):
        first = below[0]
        if first.box.x0 <= row.x0 + ALIGNED and first.text[:1].islower():
            end = min((m.box.x0 for m in after if on_line(first, m)), default=float("inf"))
            text = f"{last.text} {join_words(_run([w for w in below if w.box.x0 < end]))}"
            return replace(row, entries=(*row.entries[:-1], replace(last, text=text)))
        return row
    return row


def _groups(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Lines of figures that may be one legend: near each other, of one size, one below another where each has one."""
    groups: list[list[_Row]] = []
    before: _Row | None = None
    for row in rows:
        if row.entries:
            if before is not None and groups and _go_together(before, row):
                groups[-1].append(row)
            else:
                groups.append([row])
            before = row
    return [group for group in groups if all(_only_legend(row, i == 0) for i, row in enumerate(group))]


def _go_together(above: _Row, below: _Row) -> bool:
    if below.middle - above.middle > ROW_STEP or not _same_size(above.entries[0].mark, below.entries[0].mark):
        return False
    alone = len(above.entries) == len(below.entries) == 1
    return not alone or abs(above.x0 - below.x0) <= ALIGNED


def _same_size(a: Mark, b: Mark) -> bool:
    """Whether two figures are drawn alike; signs and curves differ a little by rounding."""
    sides = ((width(a.box), width(b.box)), (height(a.box), height(b.box)))
    return all(abs(x - y) <= max(2.0, 0.25 * max(x, y)) for x, y in sides)


def _only_legend(row: _Row, first: bool) -> bool:
    """Whether nothing else stands on the line, as in a row of a data table."""
    if not row.clean:
        return False
    if not row.lead:
        return True
    lead = join_words(row.lead)
    if not first:
        return lead[:1].islower() and len(row.entries) > 0 and row.lead[0].box.x0 < row.x0
    if len({entry.mark.colour for entry in row.entries}) >= SURELY and not any(c.isdigit() for c in lead):
        return True  # a row of a data table has one or two
    return lead.rstrip().endswith(":") or fold(lead) in load("legend")["leads"]["words"]


def _is_legend(entries: Sequence[_Entry]) -> bool:
    """At least two colours, each with a meaning of its own that judges, all figures alike."""
    meanings: dict[str, set[str]] = {}
    for entry in entries:
        meanings.setdefault(entry.mark.colour or "", set()).add(fold(_without_colour_name(entry.text)))
    distinct = {text for texts in meanings.values() for text in texts}
    if len(meanings) < 2 or len(distinct) < len(meanings) or any(len(texts) > 1 for texts in meanings.values()):
        return False
    if not all(_same_size(entries[0].mark, entry.mark) for entry in entries):
        return False
    if any(not re.search(r"\w{2}", text) or len(text) > LONGEST_MEANING for text in distinct):
        return False
    judging = sum(bool(_judging().search(text)) for text in distinct)
    return judging >= 2 and judging >= len(distinct) - 1


def heads_legend(text: str) -> bool:
    """Whether a line is a heading over a legend: `Teckenförklaring`."""
    return fold(text).rstrip(" :") in load("legend")["headings"]["words"]


def judges(text: str) -> bool:
    """Whether a text has a word that judges: `Målet nås delvis`, `Ej uppfyllda`."""
    return _judging().search(fold(text)) is not None


def says_how_met(text: str) -> bool:
    """Whether a text judges, or says that nothing could be judged: `Kan inte bedömas`."""
    return judges(text) or fold(text) in load("legend")["unjudged"]["words"]


@cache
def _judging() -> re.Pattern[str]:
    words = load("legend")["judging"]["words"]
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in words) + r")(?!\w)")


def _without_colour_name(text: str) -> str:
    """`Grön – målet nås` and `= målet nås` → `målet nås`."""
    named = rf"^\s*(?:{alternatives(load('legend')['colours']['words'])})?\s*[=:–—-]\s*"
    return re.sub(named, "", text, flags=re.IGNORECASE).strip().rstrip(" ,;|.") or text
