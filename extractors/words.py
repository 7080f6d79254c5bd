"""Characters -> words, by sorted sweeps over arrays."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import accumulate, chain, pairwise

import numpy as np

from extractors.ink import RIGHT, Flags, Floats, Glyphs, Ints, Texts
from pipeline.light import maker
from pipeline.records import Box, Rule, Word

SPACED_LETTERS = 5  # single letters in a row; fewer are abbreviations
SPACED_YEAR = re.compile(r"(?:19|20)\d\d")
WORD_GAP = 0.18  # of the font size; a space is 0.22 to 0.28, kerning stays below 0.1
AT_RULE = 0.3  # points by which the texts of a cell's lines begin off each other
SAME_BASELINE = 0.25  # of the font size
RISE_SIZE = 0.86  # of the neighbour's size; superscripts are set at 0.58 to 0.8
MARK = re.compile(r"^(\d{1,2}|\*{1,4})\)?$")  # a footnote mark before its text
LONGEST_MARK = 4  # characters of a footnote mark: `****`

UNNAMED_SHARE = 0.05  # of a page's characters; more glyphs without letters are text in a broken font
LAST_LATIN = 0xFF  # the last letter of the one-byte alphabet that fonts of signs borrow
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
LIGATURE_LETTERS = frozenset(map(chr, LIGATURES))

_box = maker(Box)


# ------------------------------------------------------------------ characters


def readable(glyphs: Glyphs) -> Glyphs:
    """Upright characters that print something. A rare glyph without a letter behind it is a bullet or another mark."""
    right = glyphs.ways == RIGHT
    upright = glyphs if right.all() else glyphs.take(right)
    unnamed = _unnamed(upright)
    count = int(unnamed.sum())
    if count > UNNAMED_SHARE * len(upright):  # a font without a map to letters: nothing to be read
        return upright.take(~unnamed)
    of_sign_fonts = [_sign_font(pen.font) is not None for pen in upright.pen]
    if not count and not any(of_sign_fonts):
        return upright
    texts = upright.texts.copy()
    texts[unnamed] = "•"
    of_signs = upright.of_pens(of_sign_fonts, np.bool_) & ~unnamed
    for i in np.flatnonzero(of_signs).tolist():
        texts[i] = _as_sign(texts[i], _sign_font(upright.pen[upright.pens[i]].font) or "")
    return replace(upright, texts=texts)


@cache
def _sign_font(name: str) -> str | None:
    """The font of signs that this is, if it is one."""
    font = re.sub(r"^[A-Z]{6}\+|[\s_]", "", name).casefold()
    return next((known for known in _signs() if font.startswith(known)), None)


def _as_sign(text: str, font: str) -> str:
    """A glyph of a font of signs that gives a letter or digit for each: a tick must not be read as the number 4."""
    if ord(text[0]) > LAST_LATIN:  # a map to what is really seen
        return text
    return _signs()[font].get(text, text if font == "symbol" else "•")


@cache
def _signs() -> dict[str, dict[str, str]]:
    """Font of signs → letter → sign."""
    return tomllib.loads((files("extractors") / "signs.toml").read_text(encoding="utf-8"))


def _unnamed(glyphs: Glyphs) -> Flags:
    """Which glyphs have no letter: the font names none for them, or a control character."""
    together = "".join(glyphs.texts.tolist())
    if together.isprintable() and "(cid:" not in together:
        return np.zeros(len(glyphs), dtype=np.bool_)
    return np.array([text[0] < " " or text.startswith("(cid:") for text in glyphs.texts], dtype=np.bool_)


# ------------------------------------------------------------------ words


def find_words(glyphs: Glyphs, rules: Sequence[Rule] = ()) -> tuple[Word, ...]:
    """Characters joined to words, line by line from the top; a word ends at white space, where the font changes, or at
    one of the upright `rules`, where the text of the next cell begins."""
    if not len(glyphs):
        return ()
    order, rows = _in_rows(glyphs)
    glyphs = glyphs.take(order)
    single = ~_twice(glyphs, rows)
    if not single.all():
        glyphs, rows = glyphs.take(single), rows[single]
    starts = np.flatnonzero(np.append(True, _at_rules(glyphs, _parts(glyphs, rows), rules)))
    return _raised(_without_letter_spacing(_words(glyphs, starts)))


def _in_rows(glyphs: Glyphs) -> tuple[Ints, Ints]:
    """The characters row by row from the top, each row from the left, and the row of each."""
    lefts, bottoms = glyphs.boxes[:, 0], glyphs.boxes[:, 3]
    order = _order(bottoms, lefts)
    bottoms, sizes = bottoms[order], glyphs.sizes[order]
    starts = np.flatnonzero(np.append(True, (np.diff(bottoms) != 0) | (np.diff(sizes) != 0)))  # of equal ones
    rows: list[int] = []
    row, first, smallest = -1, -np.inf, 0.0
    for bottom, size in zip(bottoms[starts].tolist(), sizes[starts].tolist(), strict=True):
        if abs(bottom - first) > SAME_BASELINE * min(size, smallest):
            row, first, smallest = row + 1, bottom, size
        rows.append(row)
    numbers = np.repeat(rows, np.diff(np.append(starts, len(order))))
    across = _order(numbers, lefts[order])
    return order[across], numbers[across]


def _order(down: Floats | Ints, across: Floats) -> Ints:
    """What stands first, and of what stands on one height, the leftmost. Most text is given in this order already, so
    that one of the two is enough to sort by."""
    order: Ints = np.argsort(down, kind="stable")
    if ((np.diff(down[order]) == 0) & (np.diff(across[order]) < 0)).any():
        order = np.lexsort((across, down))
    return order


def _twice(glyphs: Glyphs, rows: Ints) -> Flags:
    """Which characters are struck a second time (fake bold)."""
    near = (np.diff(rows) == 0) & (np.diff(glyphs.boxes[:, 0]) < 0.1 * glyphs.sizes[1:])
    at = np.flatnonzero(near)  # few; to compare all letters takes as long as to sort them
    near[at] = glyphs.texts[at + 1] == glyphs.texts[at]
    return np.append(False, near)


def _parts(glyphs: Glyphs, rows: Ints) -> Flags:
    """Between which neighbouring characters a word ends."""
    boxes, sizes = glyphs.boxes, glyphs.sizes
    names: dict[str, int] = {}
    fonts = glyphs.of_pens([names.setdefault(pen.font, len(names)) for pen in glyphs.pen], np.int64)
    wide = boxes[1:, 0] - boxes[:-1, 2] > WORD_GAP * np.maximum(sizes[1:], sizes[:-1])
    ends: Flags = wide | (np.diff(rows) != 0) | (np.diff(fonts) != 0) | (np.abs(np.diff(sizes)) > 0.5)
    return ends


def _at_rules(glyphs: Glyphs, ends: Flags, rules: Sequence[Rule]) -> Flags:
    """Where words end, also at rules between cells whose texts touch: the first is too wide for its cell, and what
    follows begins where other lines of the next cell do. Seen in tables out of spreadsheets."""
    upright = [(rule.box.x0, rule.box.top, rule.box.bottom) for rule in rules if not rule.horizontal]
    if not upright or len(glyphs) < 2:
        return ends
    xs, tops, bottoms = np.array(upright).T
    lefts, middles = glyphs.boxes[:, 0], (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
    places = np.unique(xs)
    over = np.searchsorted(places, middles[:-1]) < np.searchsorted(places, lefts[1:] + AT_RULE)
    crossing = np.flatnonzero(over & ~ends).tolist()
    if not crossing:
        return ends
    heights = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    begun = np.flatnonzero(np.append(True, ends))
    out = ends.copy()
    for i in crossing:
        left, height = lefts[i + 1], heights[i + 1]
        here = (middles[i] < xs) & (xs <= left + AT_RULE) & (tops <= height) & (height <= bottoms)
        if here.any():
            beside = heights[begun[np.abs(lefts[begun] - left) <= AT_RULE]]
            out[i] = ((tops[here].min() <= beside) & (beside <= bottoms[here].max())).any()
    return out


def _words(glyphs: Glyphs, starts: Ints) -> list[Word]:
    """The words that begin with these characters."""
    lows, highs = np.minimum.reduceat(glyphs.boxes[:, :2], starts), np.maximum.reduceat(glyphs.boxes[:, 2:], starts)
    boxes = np.hstack([lows, highs]).tolist()
    sizes, pens = glyphs.sizes[starts].tolist(), glyphs.pens[starts].tolist()
    rounded = {size: round(size, 1) for size in set(sizes)}
    letters, places = _written(glyphs.texts, starts)
    faces = [(*_face(pen.font), pen.colour or "#000000", False, pen.mcid, pen.artifact) for pen in glyphs.pen]
    return [
        Word(letters[start:end], box, rounded[size], *faces[pen])
        for (start, end), box, size, pen in zip(pairwise(places), map(_box, boxes), sizes, pens, strict=True)
    ]


def _written(texts: Texts, starts: Ints) -> tuple[str, list[int]]:
    """All characters in one text, and where in it each word begins, and the last one ends."""
    parts = texts.tolist()
    letters = "".join(parts)
    if not LIGATURE_LETTERS.isdisjoint(letters):
        parts = [part.translate(LIGATURES) for part in parts]
        letters = "".join(parts)
    if len(letters) == len(parts):
        return letters, [*starts.tolist(), len(parts)]
    ends = [0, *accumulate(map(len, parts))]
    return letters, [ends[start] for start in (*starts.tolist(), len(parts))]


@cache
def _face(font: str) -> tuple[str, bool, bool]:
    """A font's name, and whether it is bold and italic."""
    name = font.split("+")[-1]
    lower = name.lower()
    bold = any(mark in lower for mark in ("bold", "black", "heavy", "semibold", "demi"))
    return name, bold, any(mark in lower for mark in ("italic", "oblique"))


def _without_letter_spacing(words: Sequence[Word]) -> list[Word]:
    """Words set with space between their letters (spärrad text) written together again."""
    if len([word for word in words if len(word.text) == 1 and word.text.isalpha()]) < SPACED_LETTERS:
        return list(words)
    single = [len(word.text) == 1 and word.text.isalnum() for word in words]
    out: list[Word] = []
    run: list[Word] = []
    for word, alone in zip(words, single, strict=True):
        if alone and (not run or _is_next(run[-1], word)):
            run.append(word)
            continue
        if run:
            out += _unspaced(run)
        run = [word] if alone else []
        if not alone:
            out.append(word)
    return out + _unspaced(run)


def _is_next(left: Word, word: Word) -> bool:
    close = 0 < word.box.x0 - left.box.x1 < 1.6 * word.size
    return close and abs(word.box.bottom - left.box.bottom) < 1.0


def _unspaced(run: Sequence[Word]) -> list[Word]:
    """The words of a run of single letters; wider gaps than most part them. Digits among them are a year, or no word:
    `V I S I O N  2 0 3 1`."""
    if sum(word.text.isalpha() for word in run) < SPACED_LETTERS:
        return list(run)
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(run)]
    usual = sorted(gaps)[len(gaps) // 2]
    groups: list[list[Word]] = [[run[0]]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > 1.5 * usual or word.text.isalpha() != groups[-1][-1].text.isalpha():
            groups.append([])
        groups[-1].append(word)
    out: list[Word] = []
    for g in groups:
        text = "".join(w.text for w in g)
        if text.isalpha() or SPACED_YEAR.fullmatch(text):
            out.append(replace(g[0], text=text, box=Box(g[0].box.x0, g[0].box.top, g[-1].box.x1, g[0].box.bottom)))
        else:
            out += g
    return out


# ------------------------------------------------------------------ raised and lowered words


def _raised(words: list[Word]) -> tuple[Word, ...]:
    """Small words beside a larger one: raised they are marks (upphöjd text), lowered (CO2) they belong to the word."""
    if not words:
        return ()
    sizes = [w.size for w in words]
    usual, most = Counter(sizes).most_common(1)[0][0], max(sizes)
    beyond, largest = 1.3 * usual, RISE_SIZE * most
    small = [
        i for i, size in enumerate(sizes) if size <= largest and size < beyond and len(words[i].text) <= LONGEST_MARK
    ]
    if not small:
        return tuple(words)
    out: list[Word | None] = list(words)
    for i, raised, at in _beside_larger(words, small):
        word = words[i]
        if raised:
            out[i] = replace(word, rise=True)
        elif at is not None:
            kept = out[at]
            if kept is not None:
                out[at] = replace(kept, text=kept.text + word.text, box=kept.box._replace(x1=word.box.x1))
                out[i] = None
    return tuple(w for w in out if w is not None)


def _beside_larger(words: Sequence[Word], small: Sequence[int]) -> list[tuple[int, bool, int | None]]:
    """The small words that stand beside a larger one: whether raised, and else behind which one they are lowered."""
    found: dict[int, tuple[bool, int | None]] = {}
    for i, j, is_raised in _beside(words, np.array(small)):
        raised, lowered = found.get(i, (False, None))
        found[i] = raised or is_raised, lowered if is_raised or lowered is not None else j
    return sorted((i, raised, lowered) for i, (raised, lowered) in found.items())


def _beside(words: Sequence[Word], small: Ints) -> Iterator[tuple[int, int, bool]]:
    """The pairs of a small word and a larger one in which the one stands raised beside the other, or, where not,
    lowered behind it."""
    sides = chain.from_iterable([w.box for w in words])
    boxes, sizes = np.fromiter(sides, np.float64).reshape(-1, 4), np.array([w.size for w in words])
    first, second = _on_one_height(boxes, sizes, small)
    if not len(first):
        return
    texts = [words[i].text for i in first.tolist()]
    marks, digits = np.array([bool(MARK.match(text)) for text in texts]), np.array([text.isdigit() for text in texts])
    left, upper, right, lower = boxes[first].T
    x0, top, x1, bottom = boxes[second].T
    size = sizes[second]
    behind = np.abs(left - x1) <= 0.4 * size
    before = marks & (np.abs(x0 - right) <= 0.6 * size)
    raised = (behind | before) & (top - 0.5 * size <= upper) & (top < lower) & (lower <= bottom - 0.05 * size)
    middle = (upper + lower) / 2
    low = (top < upper) & (middle - 0.15 * size < bottom) & (bottom < lower + 0.1 * size)
    lowered = digits & (np.abs(left - x1) <= 0.15 * size) & low
    for pair in np.flatnonzero(raised | lowered).tolist():
        yield int(first[pair]), int(second[pair]), bool(raised[pair])


def _on_one_height(boxes: Floats, sizes: Floats, small: Ints) -> tuple[Ints, Ints]:
    """The pairs of a small word and a larger one about as high on the page, by the numbers of the words.

    Words of one size have the same larger ones: beside those of the text these are few.
    """
    pairs = []
    for size in np.unique(sizes[small]):
        own, large = small[sizes[small] == size], np.flatnonzero(size <= RISE_SIZE * sizes)
        below = boxes[own, None, 1] < boxes[large, 3] + 0.2 * sizes[large]
        at, beside = np.nonzero(below & (boxes[own, None, 3] > boxes[large, 1]))
        pairs.append((own[at], large[beside]))
    first, second = zip(*pairs, strict=True)
    return np.concatenate(first), np.concatenate(second)
