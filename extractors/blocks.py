"""Words scattered on a page -> text blocks: titles, paragraphs and bullets where each stands. Knows no words.

For slides and diagrams, where text stands in frames beside and above each other rather than in one column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extractors.geometry import overlap, union
from extractors.lines import join_words
from pipeline.records import Line, Place, Word

COLUMN_GAP = 0.9  # of the font size; word spaces are 0.28, stretched ones up to 0.6
BULLET_GAP = 2.0  # of the font size, between a bullet and its text
LINE_GAP = 0.6  # of the font size between lines of one paragraph; paragraphs on slides stand 0.8 and more apart
BULLETS = frozenset("•‣▪▫◦●○■□–-→►▶✓✔*»›")  # besides the private-use glyphs of symbol fonts


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of one style that stand together: a paragraph, a title, one bullet."""

    text: str
    lines: tuple[Line, ...]
    place: Place
    size: float
    bold: bool
    bullet: bool = False


def find_blocks(words: Iterable[Word], page: int) -> tuple[TextBlock, ...]:
    """Words as paragraphs, titles and bullets in reading order."""
    blocks: list[list[Line]] = []
    for line in find_lines(words, page):
        home = next((block for block in reversed(blocks) if _continues(block, line)), None)
        if home is None:
            blocks.append([line])
        else:
            home.append(line)
    return tuple(_text_block(lines) for lines in blocks)


def find_lines(words: Iterable[Word], page: int) -> tuple[Line, ...]:
    """Words on one baseline, parted at column gaps and before bullets, from the top."""
    rows: list[list[Word]] = []
    sides: list[tuple[float, float, list[Word]]] = []  # of the last rows: top and bottom of the first word
    for word in sorted(words, key=attrgetter("box.bottom", "box.x0")):
        _, top, _, bottom = word.box
        for first_top, first_bottom, row in sides:
            shared = min(bottom, first_bottom) - max(top, first_top)
            if shared >= 0.6 * min(bottom - top, first_bottom - first_top):
                row.append(word)
                break
        else:
            rows.append([word])
            sides = [*sides[-3:], (top, bottom, rows[-1])]
    lines: list[Line] = []
    for row in rows:
        run: list[Word] = []
        for word in sorted(row, key=attrgetter("box.x0")):
            if run and _new_column(run[-1], word):
                lines.append(_line(run, page))
                run = []
            run.append(word)
        lines.append(_line(run, page))
    return tuple(sorted(lines, key=lambda line: (round(line.box.top), line.box.x0)))


def _new_column(left: Word, word: Word) -> bool:
    gap, size = word.box.x0 - left.box.x1, max(left.size, word.size)
    if is_bullet(left.text):
        return gap > BULLET_GAP * size
    return gap > COLUMN_GAP * size or (is_bullet(word.text) and len(word.text) == 1 and gap > COLUMN_GAP * size / 2)


def _line(words: Sequence[Word], page: int) -> Line:
    return Line(tuple(words), union([word.box for word in words]), page)


def is_bullet(text: str) -> bool:
    """Whether a word is only the mark before a list item."""
    return len(text) == 1 and (text in BULLETS or "\ue000" <= text <= "\uf8ff")


def _starts_bullet(line: Line) -> bool:
    return len(line.words) > 1 and is_bullet(line.words[0].text)


def _style(line: Line) -> tuple[float, bool]:
    word = line.words[-1]
    return word.size, word.bold


def _continues(block: Sequence[Line], line: Line) -> bool:
    """Whether a line goes on with a paragraph above it."""
    last = block[-1]
    if line.box.top <= last.box.top or line.box.x1 <= last.box.x0 or last.box.x1 <= line.box.x0:
        return False
    (size, bold), (last_size, last_bold) = _style(line), _style(last)
    return (
        not _starts_bullet(line)
        and bold == last_bold
        and abs(size - last_size) <= 1.0
        and overlap(line.box.x0, line.box.x1, last.box.x0, last.box.x1) > 0
        and -0.5 * size <= line.box.top - last.box.bottom <= LINE_GAP * size
        and line.box.top > last.box.top + 0.5 * size
    )


def _text_block(lines: Sequence[Line]) -> TextBlock:
    bullet = _starts_bullet(lines[0])
    texts = [join_words(line.words) for line in lines]
    if bullet:
        texts[0] = join_words(lines[0].words[1:])
    size, bold = _style(lines[0])
    shown = [word.box for i, line in enumerate(lines) for word in line.words[1 if bullet and i == 0 else 0 :]]
    return TextBlock(join_lines(texts), tuple(lines), Place(lines[0].page, union(shown)), size, bold, bullet)


def join_lines(lines: Iterable[str]) -> str:
    """Printed lines as one text; a word that a line end broke is whole again.

    A hyphen stays before "och", "eller" and "samt" (`kultur- och fritid`) and before a capital.
    """
    text = ""
    for line in lines:
        line = line.replace("\u00ad", "") if not line.endswith("\u00ad") else line[:-1].replace("\u00ad", "") + "-"
        first = line.split(" ")[0]
        broken = text.endswith("-") and len(text) > 1 and text[-2].isalpha()
        if broken and first[:1].islower() and first not in ("och", "eller", "samt"):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return " ".join(text.split())
