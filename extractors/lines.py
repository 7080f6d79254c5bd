"""Words -> printed rows and the parts of them that stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Word

SEGMENT_GAP = 0.75  # of the font size; wider white separates two cells or columns, word spaces are up to 0.4


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a printed row without wide gaps."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        return max(w.box.x1 for w in self.words)

    @property
    def text(self) -> str:
        return join_words(self.words)


def join_words(words: Sequence[Word]) -> str:
    """The text of words on one line; words that touch (a change of font within a word) are written together."""
    out = ""
    for i, word in enumerate(words):
        if i and word.box.x0 - words[i - 1].box.x1 > 0.12 * max(word.size, words[i - 1].size):
            out += " "
        out += word.text
    return out


def find_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped into printed rows from the top, each left to right. Superscripts go with the row they stand in."""
    rows: list[list[Word]] = []
    bottoms: list[float] = []
    signs = [w for w in words if not w.rise and len(w.text) == 1 and not w.text.isalnum()]
    apart = {id(w) for w in signs} if len(signs) < len(words) else set()
    for word in sorted((w for w in words if not w.rise and id(w) not in apart), key=lambda w: (w.box.bottom, w.box.x0)):
        if rows and word.box.bottom - bottoms[-1] <= 0.3 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            bottoms.append(word.box.bottom)
    for sign in (w for w in signs if apart):
        level = max(rows, key=lambda row: _shared_height(sign, row), default=None)
        if level is not None and _shared_height(sign, level) > 0:
            level.append(sign)
        else:
            rows.append([sign])
    rows.sort(key=lambda row: max(w.box.bottom for w in row))
    for word in (w for w in words if w.rise):
        home = min(
            (i for i, r in enumerate(rows)),
            key=lambda i: min(_distance(word, w) for w in rows[i]),
            default=None,
        )
        if home is None:
            rows.append([word])
        else:
            rows[home].append(word)
    for row in rows:
        row.sort(key=lambda w: (w.box.x0, w.box.x1))  # some signs have no width, and stand before what follows
    return rows


def _shared_height(sign: Word, row: Sequence[Word]) -> float:
    """Height that a sign shares with the text of a row, at most; the signs of symbol fonts have baselines of their own.

    Of two rows that it stands beside, the one whose middle is nearer counts more.
    """
    top, bottom = min(w.box.top for w in row), max(w.box.bottom for w in row)
    shared = min(bottom, sign.box.bottom) - max(top, sign.box.top)
    middles = abs((top + bottom) / 2 - (sign.box.top + sign.box.bottom) / 2)
    return shared - middles if shared > middles else min(shared, 0.0)


def _distance(mark: Word, word: Word) -> float:
    """How far a raised mark stands from a word before or behind it; height counts double."""
    beside = min(abs(mark.box.x0 - word.box.x1), abs(word.box.x0 - mark.box.x1))
    return beside + 2 * abs(mark.box.top - word.box.top)


def segments_of(row: Sequence[Word]) -> list[Segment]:
    """A printed row cut at wide gaps."""
    parts: list[list[Word]] = []
    for word in row:
        if parts and word.box.x0 - parts[-1][-1].box.x1 <= SEGMENT_GAP * max(word.size, parts[-1][-1].size):
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Segment(tuple(part)) for part in parts]
