"""Pages -> blocks of running text in reading order, and the heading tree over them.

A heading is told from body text by its print alone (size, weight, colour, capitals); what it says is not looked at.
Running headers and footers are left out (`furniture.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from extractors.cells import words_outside
from extractors.families.goals import is_judgement, judged_as, read_judgement
from extractors.flow import BULLET, read_flow
from extractors.geometry import centre_in, overlap, union
from extractors.lines import body_words, find_rows, join_words
from extractors.once import once
from extractors.text_columns import TextColumns
from pipeline.light import light
from pipeline.records import (
    Box,
    PageLayout,
    Paragraph,
    Place,
    RawAction,
    RawIndicator,
    Table,
    Word,
)

COLUMN_GAP = 2.2  # of the font size; parts of a row further apart are columns or a label and its text
LONGEST_FULL_STOP = 40  # characters of a heading that is not bold and ends in a full stop
BANNER_HEIGHT, BANNER_WIDTH = 4.5, 0.5  # of the font size, and of the page's width
LONGEST_ON_BAND = 120  # characters of a heading on a band of colour
NOTE_MARK = re.compile(r"^(?:\*{1,5}\)?|[¹²³⁴⁵⁶⁷⁸⁹]\)?|\d{1,2}\))$")
DOT, DOT_GAP = 8.0, 24.0  # points: widest drawn bullet, and how far before its line it stands
SPACED = re.compile(r"((?:[^\W\d_] ){2,}[^\W\d_])((?: \d{1,2})?:?)")
QUOTES = "”“\"'«»"
HANGING = 3.0  # points; the lines of a bullet hang under its text
LONGEST_HEADLINE = 100  # characters; a longer text of several whole sentences is none
SENTENCES = re.compile(r"^[^:]{30,}[a-zåäö)][.!?]\s+[A-ZÅÄÖ][^:]*[.!?]$", re.DOTALL)  # not behind a label: `Uppdrag: …`
LONGEST_LABEL = 6  # words
TAB = 9.0  # of the font size; the white behind a label that a tab sets apart
LINE_PITCH = 1.75  # of the font size, baseline to baseline; larger steps begin a new paragraph
MUCH_LARGER = 1.25  # times the body's size: from here on plain print is a heading
LONGEST_HEADING = 420  # characters; assignments quoted as headings run to 400
SIGN = re.compile(r"\w\W?")  # one letter, as a sign on a card or before a goal
FEWEST_LEADERS = 4  # dots that lead to a page number
CONTENTS = re.compile(r"(\.\s?){4,}\s*\d+\s*$|…{2,}\s*\d+\s*$|\.{4,}")
HEADING_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=\S*[A-ZÅÄÖa-zåäö])")


@light(frozen=True, slots=False)
class TextLine:
    """One printed line of running text, or a part of one that stands apart."""

    words: tuple[Word, ...]
    box: Box
    page: int
    fill: str | None
    dot: bool = False  # a bullet is drawn before it
    banner: bool = False  # it stands on a band of colour across the text

    @once
    def size(self) -> float:
        sizes = {w.size for w in self.words}
        if len(sizes) == 1:  # as in nearly all lines
            return round(sizes.pop() * 2) / 2
        weights = _weights(self.words)
        return max(weights, key=lambda size: weights[size])

    @once
    def weight(self) -> tuple[bool, bool]:
        """Whether most of it is bold, and italic."""
        n = sum([len(w.text) for w in self.words])
        bold = sum([len(w.text) for w in self.words if w.bold])
        italic = sum([len(w.text) for w in self.words if w.italic])
        return bold > 0.5 * n, italic > 0.5 * n

    @once
    def begins(self) -> bool:
        """Whether it begins a paragraph by itself: with a bullet, or bold words up to a colon."""
        return self.is_bullet or _has_label(self)

    @once
    def is_bullet(self) -> bool:
        return self.dot or (len(self.words) > 1 and bool(BULLET.match(self.words[0].text)))


def _weights(words: Sequence[Word]) -> dict[float, int]:
    letters: dict[float, int] = {}
    for word in words:
        letters[word.size] = letters.get(word.size, 0) + len(word.text)
    out: dict[float, int] = {}
    for size, count in letters.items():
        half = round(size * 2) / 2
        out[half] = out.get(half, 0) + count
    return out


@light(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a table, a tile or stacked block with an indicator, or a stacked block with an action, in
    reading order. `heading` is the index of the heading it stands under."""

    place: Place
    paragraph: Paragraph | None = None
    table: Table | None = None
    tile: RawIndicator | None = None
    action: RawAction | None = None
    is_heading: bool = False
    heading: int | None = None
    lead: str | None = None  # the bold words that begin a paragraph that is not bold: `Inriktning 2020:`


# ------------------------------------------------------------------ lines and paragraphs


def words_of_text(page: PageLayout, skip: frozenset[Box], tables: Sequence[Box]) -> list[Word]:
    """The words of running text on a page: not in `tables`, not `skip`, the running headers and footers."""
    return words_outside(body_words(page.words, skip), tables)


def read_lines(page: PageLayout, words: Sequence[Word], columns: Sequence[TextColumns]) -> list[TextLine]:
    """The lines of running text on a page, those of columns of text apart. `words` are the words of its text."""
    fills = [s for s in page.shapes if s.fill and s.fill != "#ffffff" and s.box.bottom - s.box.top < 0.5 * page.height]
    dots = [s.box for s in page.shapes if s.fill and max(s.box.x1 - s.box.x0, s.box.bottom - s.box.top) <= DOT]
    lines = []
    for row in find_rows(words):
        whole = not columns and len(row.parts) == 1  # nothing in it stands apart, as in most rows
        for part in (row,) if whole else (part for piece in _by_columns(row, columns) for part in _apart(piece)):
            box = row.box if whole else union([w.box for w in part])
            at = (box.top + box.bottom) / 2
            level = (s for s in reversed(fills) if s.box.top <= at <= s.box.bottom and s.box.x0 <= box.x0 + 2)
            under = next((s for s in level if centre_in(box, s.box)), None)
            banner = under is not None and _is_banner(under.box, part[0].size, page.width)
            fill = under.fill if under is not None else None
            lines.append(TextLine(tuple(part), box, page.number, fill, _has_dot(box, dots), banner))
    return lines


def _is_banner(fill: Box, size: float, page_width: float) -> bool:
    """Whether a fill is a band across the text, as high as a heading of one or two lines."""
    return fill.bottom - fill.top <= BANNER_HEIGHT * size and fill.x1 - fill.x0 >= BANNER_WIDTH * page_width


def _has_dot(line: Box, dots: Sequence[Box]) -> bool:
    """Whether a small filled figure stands before a line, at half its height, as browsers draw bullets."""
    high = line.bottom - line.top
    return any(
        0 < line.x0 - d.x1 < DOT_GAP
        and line.top < (d.top + d.bottom) / 2 < line.bottom
        and d.bottom - d.top < 0.6 * high
        for d in dots
    )


def _by_columns(row: Sequence[Word], columns: Sequence[TextColumns]) -> list[list[Word]]:
    """A row cut where a column of text ends."""
    if not columns:
        return [list(row)]
    box = union(w.box for w in row)
    here = next((c for c in columns if c.top - 1 <= (box.top + box.bottom) / 2 <= c.bottom + 1), None)
    pieces: list[list[Word]] = []
    before: int | None = -1
    for word in row:
        column = here.column_of(word.box) if here is not None else None
        if column != before:
            pieces.append([])
        before = column
        pieces[-1].append(word)
    return pieces


def _apart(row: Sequence[Word]) -> list[list[Word]]:
    """A row cut where its parts stand far apart, except after a bullet or a number."""
    parts: list[list[Word]] = [[row[0]]]
    for word in row[1:]:
        last = parts[-1][-1]
        gap = word.box.x0 - last.box.x1
        if gap > COLUMN_GAP * max(word.size, last.size):
            lead = (len(parts[-1]) == 1 and _leads(last.text)) or _is_label_before(parts[-1], word)
            if not lead:
                parts.append([])
        parts[-1].append(word)
    return parts


def _is_label_before(part: Sequence[Word], word: Word) -> bool:
    """Whether a part is a numbered label, set with a tab behind it like the heading that it begins: `Mål 1:`."""
    labelled = 2 <= len(part) <= LONGEST_LABEL and part[-1].text[-1:] == ":" and part[-1].text[:1].isdigit()
    return labelled and part[0].size == word.size and word.box.x0 - part[-1].box.x1 <= TAB * word.size


def _leads(text: str) -> bool:
    """Whether a word is the bullet or number of what stands behind it."""
    return bool(BULLET.match(text) or re.fullmatch(r"\d{1,2}[.)]?|[a-z]\)", text))


def read_paragraphs(lines: Sequence[TextLine], known: Collection[str]) -> list[tuple[Paragraph, str | None]]:
    """Lines joined to paragraphs, each with the bold words that lead it."""
    groups: list[list[TextLine]] = []
    for line in lines:
        home = None if line.begins else next((g for g in reversed(groups[-6:]) if _continues(g, line)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    return [_paragraph(group, known) for group in groups]


def _continues(group: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a line that begins no paragraph by itself goes on with the one above it."""
    last = group[-1]
    step = line.box.bottom - last.box.bottom
    if step <= 0 or line.page != last.page:
        return False
    size = max(line.size, last.size)
    if step > LINE_PITCH * size or abs(line.size - last.size) > 0.6:
        return False
    if group[0].is_bullet and line.box.x0 < group[0].words[0 if group[0].dot else 1].box.x0 - HANGING:
        return False
    if overlap(line.box.x0, line.box.x1, last.box.x0, last.box.x1) <= 0:
        return False
    if (line.fill is None) != (last.fill is None):
        return False
    if len(group) >= 2 and step > 1.25 * (last.box.bottom - group[-2].box.bottom):
        return False
    if last.weight != line.weight and not (_mixed(last) or _mixed(line)):
        return False
    if line.weight[0] and {w.colour for w in line.words}.isdisjoint(w.colour for w in last.words):
        return False  # a heading, and what is set apart from it
    if line.words[0].rise or NOTE_MARK.match(line.words[0].text):
        return False  # a footnote of its own
    if _next_note(group[0], line):
        return False
    if line.words[0].text[:1].isdigit() and line.weight[0] and HEADING_NUMBER.match(join_words(line.words)):
        return line.box.x0 > last.box.x0 + 3
    return not _is_list_number(line) and not _next_letter(group[0], line)


def _next_letter(first: TextLine, line: TextLine) -> bool:
    """Whether a line begins the next of a list with letters: `B. …` under `A. …`."""
    before, mark = first.words[0].text, line.words[0].text
    if not len(before) == len(mark) == 2:
        return False
    lettered = all(re.fullmatch(r"[A-ZÅÄÖ][.)]", text) for text in (before, mark)) and len(line.words) > 1
    return lettered and ord(mark[0]) == ord(before[0]) + 1 and abs(line.box.x0 - first.box.x0) <= HANGING


def _next_note(first: TextLine, line: TextLine) -> bool:
    """Whether a line begins the next of a row of footnotes that print their numbers on the line: `2 Avser …`."""
    before, mark = first.words[0].text, line.words[0].text
    numbered = before.isdigit() and mark.isdigit() and len(line.words) > 1 and line.words[1].text[:1].isupper()
    return numbered and int(mark) == int(before) + 1 and line.box.x0 <= first.box.x0 + HANGING


def _has_label(line: TextLine) -> bool:
    """Whether a line begins with bold words up to a colon, or with a judgement, and goes on in plain print:
    `Effektmål A1: …`, `Bedömning: Uppfyllt. …`."""
    if not line.words[0].bold:
        return False
    bold = [w.bold for w in line.words]
    if all(bold):
        return False
    lead = line.words[: bold.index(False)]
    if len(lead) <= LONGEST_LABEL and lead[-1].text.endswith(":"):
        return True
    return any(w.text.endswith(":") for w in lead[:LONGEST_LABEL]) and judged_as(join_words(lead)) is not None


def _is_list_number(line: TextLine) -> bool:
    first = line.words[0].text
    return first[-1:] in (".", ")") and len(line.words) > 1 and bool(re.fullmatch(r"\d{1,2}[.)]|[a-z]\)", first))


def _mixed(line: TextLine) -> bool:
    kinds = {(w.bold, w.italic) for w in line.words if any(c.isalnum() for c in w.text)}
    return len(kinds) > 1


def _paragraph(group: Sequence[TextLine], known: Collection[str]) -> tuple[Paragraph, str | None]:
    words = [w for line in group for w in line.words]
    bullet = group[0].is_bullet
    if bullet and not group[0].dot:
        words = words[1:]
    flow = read_flow(words, None, known)
    text = _unspaced(flow.text)
    first = group[0].words[0]
    mark = f"{first.text.rstrip(')')}) " if first.rise else ""  # a footnote under a table
    n = sum([len(w.text) for w in words])
    bold = sum([len(w.text) for w in words if w.bold]) > 0.9 * n or _is_bold_behind_label(words)
    italic = sum([len(w.text) for w in words if w.italic]) > 0.9 * n
    colours = [w.colour for w in words]
    colour = colours[0] if len(set(colours)) == 1 else Counter(colours).most_common(1)[0][0]
    paragraph = Paragraph(
        text=mark + text,
        place=Place(group[0].page, union([line.box for line in group])),
        bullet=bullet,
        bold=bold,
        italic=italic,
        size=group[0].size,
        colour=colour,
        fill=group[0].fill,
        banner=all(line.banner for line in group),
        note=first.rise,
    )
    start = 1 if _is_list_number(group[0]) else 0  # the number of a list may be plain before bold words
    end = next((i for i, word in enumerate(words) if i >= start and not word.bold), len(words))
    lead = join_words(words[:end]) if end > start and not bold else None
    return paragraph, lead


def _is_bold_behind_label(words: Sequence[Word]) -> bool:
    """Whether all but a label up to a colon is bold: web pages put `Mål 1:` before a heading in other print."""
    end = next((i for i, w in enumerate(words[:LONGEST_LABEL]) if w.text.endswith(":")), None)
    return end is not None and end + 1 < len(words) and all(w.bold for w in words[end + 1 :])


def _unspaced(text: str) -> str:
    """A label set with spaces between its letters, closed up: `M Å L 1` is `MÅL 1`."""
    match = SPACED.fullmatch(text)
    return f"{match[1].replace(' ', '')}{match[2]}" if match else text


# ------------------------------------------------------------------ headings


def body_style(paragraphs: Sequence[Paragraph]) -> tuple[float, str]:
    """Size and colour of most of the text."""
    sizes: Counter[float] = Counter()
    colours: Counter[str] = Counter()
    for p in paragraphs:
        sizes[p.size] += len(p.text)
        colours[p.colour] += len(p.text)
    return (sizes.most_common(1)[0][0], colours.most_common(1)[0][0]) if sizes else (10.0, "#000000")


def is_heading(p: Paragraph, body: tuple[float, str]) -> bool:
    """Whether a paragraph is set as a heading."""
    text = p.text.strip()
    if not text or len(text) > LONGEST_HEADING or p.bullet or _leads_to_page(text):
        return False
    if not any(c.isalpha() for c in text) or p.size < body[0] - 1.0 or SIGN.fullmatch(text):
        return False
    if text[:1].islower() and not p.bold:
        return False
    if p.size < body[0] and (read_judgement(text) or is_judgement(text)):
        return False
    if p.size <= body[0] and judged_as(text):
        return False
    if text[0] in QUOTES and text[-1] in QUOTES and not p.bold:
        return False  # a quotation set large beside the text
    if len(text) > LONGEST_HEADLINE and SENTENCES.search(text):
        return False  # a lead paragraph (ingress), set bold or large over the text
    larger = p.size >= body[0] * MUCH_LARGER
    if p.fill is not None:  # a band of colour with large print is a heading, with plain print a callout
        banner = p.bold and p.banner and p.size >= body[0] and text[-1] != ":"
        return (larger or banner) and len(text) < LONGEST_ON_BAND
    capitals = len(text) > 8 and text.upper() == text and sum(c.isalpha() for c in text) > 6
    coloured = _is_vivid(p.colour) and p.colour != body[1] and len(text) < 120 and p.size >= body[0] and not p.italic
    sentence = text.endswith(".") and len(text) > (LONGEST_FULL_STOP if p.italic or not p.bold else LONGEST_HEADING)
    return (p.bold or larger or capitals or coloured) and not sentence


def _leads_to_page(text: str) -> bool:
    """Whether dots lead to a page number, as in a list of contents."""
    return ("…" in text or text.count(".") >= FEWEST_LEADERS) and CONTENTS.search(text) is not None


def _is_vivid(colour: str) -> bool:
    """Whether a colour is no shade of grey; grey is for captions and small print."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(parts) - min(parts) > 40
