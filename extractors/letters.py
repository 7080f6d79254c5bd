"""The characters of a page that is open in pdfium, with the boxes that pdfplumber would give them.

Every character costs some calls, which run in loops in C; everything else is done over arrays. pdfium gives a
character's place as the origin on its baseline. Boxes are as high as the font's size, from the font's descent up, and
as wide as the character's advance.

What pdfium does to text for people who copy it is undone: it drops nothing here but spaces and double strikes, and the
hyphens at line ends that it replaces are looked up again.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors import calls
from extractors.calls import PLAIN, Address, Item, Matrix, address_of, read_each, ready, run, times
from extractors.ink import DOWN, ELSEWHERE, NO_GLYPHS, RIGHT, UP, Floats, Glyphs, Ints, Pen

Descent = Callable[[str, float], float]  # a font's name, its descent in thousandths as measured -> as it is to be used

HYPHEN, LOST_HYPHEN = 2, 0xFFFE  # what pdfium makes of a hyphen at a line's end: as a character, and in its text
FIRST_SURROGATE, LAST_SURROGATE = 0xD800, 0xDFFF  # halves of a letter beyond the first 65,536
FIRST_TRAILING = 0xDC00  # the first of the second halves
NO_LETTER = 0xFFFD
LAST_BLANK = 0x3001  # beyond the last kind of white space
BLANK = np.array([not chr(code).strip() for code in range(LAST_BLANK + 1)])  # which letters are white space
FIRST_FROM_RIGHT = 0x590  # Hebrew; text in letters below runs to the right
FROM_RIGHT = ((FIRST_FROM_RIGHT, 0x8FF), (0x200F, 0x200F), (0xFB1D, 0x10FFFF))  # between them are dashes and signs
STRIDE = 4  # characters; pieces of text have some six
LONGEST_NAME = 256  # bytes of a font's name
SAME_PLACE = 0.001  # points
SAME_WIDTH = 0.02  # of the font size; widths that pdfium rounds differ by less
INVISIBLE = 3  # text rendering mode (PDF 32000, 9.3.6)

_number = attrgetter("number")


def read_glyphs(
    page: Any, items: Sequence[Item], matrix: Matrix, descent: Descent, unseen: frozenset[int] = frozenset()
) -> Glyphs:
    """The characters of these pieces of text; `matrix` places them on the sheet, `descent` says how low fonts reach,
    `unseen` are pieces that are there, but not painted."""
    loaded = calls.load_text(address_of(page))
    if not loaded:
        return NO_GLYPHS
    text = ready(loaded)
    try:
        item_of = dict(zip(map(_number, items), range(len(items)), strict=True))
        return _glyphs_of(page, text, item_of, items, matrix, descent, unseen)
    finally:
        calls.close_text(text)


def _glyphs_of(
    page: Any,
    text: Address,
    item_of: dict[int, int],
    items: Sequence[Item],
    matrix: Matrix,
    descent: Descent,
    unseen: frozenset[int],
) -> Glyphs:
    codes = _read_codes(text)
    kept = np.flatnonzero(~BLANK[np.minimum(codes, LAST_BLANK)])
    owners = _owners(text, kept, codes[kept], item_of)
    if len(owners) and owners.min() < 0:
        kept, owners = kept[owners >= 0], owners[owners >= 0]
    if not len(kept):
        return NO_GLYPHS
    codes, whole_letters = _paired(codes[kept])
    kept, owners = kept[whole_letters], owners[whole_letters]
    numbers = kept.tolist()
    origins = read_each(calls.origin, len(kept), np.float64, 2, repeat(text), numbers, apart=True)
    settings = _settings(items, descent, unseen)
    letters, letter = np.unique(settings.fonts[owners] << np.uint64(32) | codes, return_inverse=True)
    one_of_each = np.empty(len(letters), dtype=np.int64)
    one_of_each[letter] = np.arange(len(letter))  # any of them; to ask for the first takes twice the time
    unmapped = _unmapped(text, numbers, one_of_each)
    lost = codes == HYPHEN
    texts = np.array([chr(code) for code in codes[one_of_each].tolist()], dtype=object)[letter]
    for i in np.flatnonzero(unmapped).tolist():
        texts[i] = f"(cid:{codes[i]})"
    if lost.any():
        _restore_hyphens(page, text, numbers, np.flatnonzero(lost).tolist(), owners, origins, items, texts)

    first = _firsts(owners, origins)
    whole = np.diff(np.append(first, len(owners))) > 1
    widths = _widths(settings, letters)[letter[first]]
    widths[(unmapped | lost)[first] | whole] = np.nan
    where = kept[first], owners[first], origins[first]
    return _boxed(text, _joined(texts, first), *where, widths, settings, matrix)


def _owners(text: Address, kept: Ints, codes: NDArray[np.uint32], item_of: dict[int, int]) -> Ints:
    """The piece of text that each character belongs to; -1 where it is none of these.

    pdfium gives one piece after another, so what stands between two characters of one piece is of that piece too. Only
    text that runs from right to left is turned about.
    """

    def ask(which: Ints) -> Ints:
        found = map(item_of.get, map(calls.text_object, repeat(text), kept[which].tolist()), repeat(-1))
        return np.fromiter(found, dtype=np.int64, count=len(which))

    count = len(kept)
    if not count or _may_turn(codes):
        return ask(np.arange(count))
    asked = np.append(np.arange(0, count - 1, STRIDE), count - 1)
    found = ask(asked)
    owners = np.repeat(found, np.diff(np.append(asked, count)))
    changes = asked[np.flatnonzero(found[1:] != found[:-1])]
    between = (changes[:, None] + np.arange(1, STRIDE)).ravel()
    between = between[between < count]
    owners[between] = ask(between)
    return owners


def _may_turn(codes: NDArray[np.uint32]) -> bool:
    """Whether any of these letters may run to the left."""
    return bool(codes.max() >= FIRST_FROM_RIGHT) and any(
        ((codes >= first) & (codes <= last)).any() for first, last in FROM_RIGHT
    )


def _unmapped(text: Address, numbers: Sequence[int], one_of_each: Ints) -> NDArray[np.bool_]:
    """Which characters have no letter but their number in the font.

    One of each letter of each font is looked at, and all of the page only where there are such.
    """
    if any(map(calls.is_unmapped, repeat(text), [numbers[i] for i in one_of_each.tolist()])):
        return np.fromiter(map(calls.is_unmapped, repeat(text), numbers), dtype=np.bool_, count=len(numbers))
    return np.zeros(len(numbers), dtype=np.bool_)


def _read_codes(text: Address) -> NDArray[np.uint32]:
    """The letters of a page, in one call where its text has one unit for each of its characters."""
    count = calls.count_chars(text)
    units = np.empty(count + 1, dtype=np.uint16)
    whole = calls.get_text(text, 0, count, units.ctypes.data) == count + 1
    codes = units[:count].astype(np.uint32)
    if whole and not ((codes >= FIRST_SURROGATE) & (codes <= LAST_SURROGATE)).any():
        codes[codes == LOST_HYPHEN] = HYPHEN
        return codes
    return np.fromiter(map(calls.unicode, repeat(text), range(count)), dtype=np.uint32, count=count)


def _paired(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """The letters with halves put together (`😐` is given as two), and which of the characters given they are.

    A half alone stands for no letter.
    """
    halves = (codes >= FIRST_SURROGATE) & (codes <= LAST_SURROGATE)
    kept = np.ones(len(codes), dtype=np.bool_)
    if not halves.any():
        return codes, kept
    leads = halves & (codes < FIRST_TRAILING)
    trails = np.append(False, leads[:-1]) & halves & ~leads
    kept[trails] = False
    led = np.append(trails[1:], False)
    whole = ((codes[led] - FIRST_SURROGATE) << np.uint32(10)) + (codes[trails] - FIRST_TRAILING) + np.uint32(0x10000)
    codes = np.where(halves, np.uint32(NO_LETTER), codes)
    codes[led] = whole
    return codes[kept], kept


def _firsts(owners: Ints, origins: Floats) -> Ints:
    """Where characters begin: letters of one ligature share an origin."""
    across, up = np.abs(np.diff(origins[:, 0])), np.abs(np.diff(origins[:, 1]))
    same = (np.diff(owners) == 0) & (across < SAME_PLACE) & (up < SAME_PLACE)
    return np.flatnonzero(np.append(True, ~same))


def _joined(texts: NDArray[np.object_], first: Ints) -> NDArray[np.object_]:
    if len(first) == len(texts):
        return texts
    out: NDArray[np.object_] = texts[first]
    ends = np.append(first[1:], len(texts))
    several = np.flatnonzero(ends - first > 1)
    for place, start, end in zip(several.tolist(), first[several].tolist(), ends[several].tolist(), strict=True):
        out[place] = "".join(texts[start:end])
    return out


@dataclass(frozen=True, slots=True)
class _Settings:
    """How the pieces of text of a page are set, one entry for each."""

    known_fonts: Sequence[int]
    fonts: NDArray[np.uint64]  # which of them
    sizes: Floats
    descents: Floats  # of one point
    matrices: Floats  # n times six
    pens: Ints
    pen: tuple[Pen, ...]


def _settings(items: Sequence[Item], descent: Descent, unseen: frozenset[int]) -> _Settings:
    _, pieces, _, forms, mcids, artifacts = zip(*items, strict=True)
    count = len(items)
    fonts = list(map(calls.font_of, pieces))
    sizes = read_each(calls.font_size, count, np.float32, 1, pieces)[:, 0]
    own = read_each(calls.matrix_of, count, np.float32, 6, pieces)
    matrices = own.astype(np.float64)
    in_form: dict[Matrix, list[int]] = {}
    for i in [i for i, form in enumerate(forms) if form is not PLAIN]:
        in_form.setdefault(forms[i], []).append(i)
    for form, inside in in_form.items():
        matrices[inside] = np.stack(times(tuple(matrices[inside].T), form), axis=1)
    colours = read_each(calls.fill_of, count, np.uint32, 4, pieces, apart=True)
    painted = ((colours[:, 0] << 16) | (colours[:, 1] << 8) | colours[:, 2]).tolist()
    known = {font: _read_font(font, descent) for font in dict.fromkeys(fonts)}
    order = {font: i for i, font in enumerate(known)}
    which = np.array([order[font] for font in fonts], dtype=np.uint64)
    modes = list(map(calls.render_mode, pieces))
    for i in unseen:
        modes[i] = INVISIBLE
    kinds: dict[tuple[Any, ...], int] = {}  # of print; two fonts may have one name
    kind_of = [kinds.setdefault(kind, len(kinds)) for kind in zip(fonts, modes, painted, mcids, artifacts, strict=True)]
    numbers: dict[Pen, int] = {}
    pen_of_kind = [
        numbers.setdefault(Pen(known[font][0], f"#{colour:06x}", mode != INVISIBLE, mcid, artifact), len(numbers))
        for font, mode, colour, mcid, artifact in kinds
    ]
    descents = np.array([low for _, low in known.values()])[which]
    pens = np.array(pen_of_kind)[kind_of]
    return _Settings(tuple(known), which, sizes.astype(np.float64), descents, matrices, pens, tuple(numbers))


def _read_font(font: int, descent: Descent) -> tuple[str, float]:
    """A font's name, and its descent in parts of its size."""
    printed, own = ctypes.create_string_buffer(LONGEST_NAME), ctypes.c_float()
    calls.font_name(font, ctypes.addressof(printed), LONGEST_NAME)
    calls.font_descent(font, 1000.0, ctypes.addressof(own))
    name = printed.value.decode("utf-8", "replace")
    return name, -abs(descent(name, own.value)) / 1000.0


def _widths(settings: _Settings, letters: NDArray[np.uint64]) -> Floats:
    """The advance of each letter of each font, in thousandths of the font size."""
    pairs, known = letters.tolist(), calls.all_ready(settings.known_fonts)
    fonts, codes = [known[pair >> 32] for pair in pairs], [pair & 0xFFFFFFFF for pair in pairs]
    size = repeat(ctypes.c_float(1000.0))
    return read_each(calls.glyph_width, len(pairs), np.float32, 1, fonts, codes, size)[:, 0].astype(np.float64)


def _boxed(
    text: Address,
    texts: NDArray[np.object_],
    numbers: Ints,
    runs: Ints,
    origins: Floats,
    widths: Floats,
    settings: _Settings,
    matrix: Matrix,
) -> Glyphs:
    """Characters with their boxes on the sheet."""
    m = settings.matrices[runs]
    a, b, c, d = m[:, 0], m[:, 1], m[:, 2], m[:, 3]
    sizes = settings.sizes[runs]
    advance = widths / 1000.0 * sizes
    doubtful = np.flatnonzero(~_is_followed(numbers, runs, origins, advance, a, b, sizes))
    _settle(text, advance, doubtful, numbers, origins, a, b, sizes)
    advance[np.isnan(advance)] = 0.0
    low = settings.descents[runs] * sizes
    high = low + sizes
    x, y = origins[:, 0], origins[:, 1]
    p, q, r, s, t, u = matrix
    corners_x, corners_y = [], []
    if q == r == 0 and not b.any() and not c.any():  # all print is level: two corners tell the box
        corners_x = [x * p + t, (x + a * advance) * p + t]
        corners_y = [(y + d * low) * s + u, (y + d * high) * s + u]
    else:
        for dx, dy in ((0.0, low), (advance, low), (0.0, high), (advance, high)):
            px, py = x + a * dx + c * dy, y + b * dx + d * dy
            corners_x.append(px * p + py * r + t)
            corners_y.append(px * q + py * s + u)
    boxes = np.empty((len(x), 4))
    boxes[:, 0], boxes[:, 2] = np.minimum.reduce(corners_x), np.maximum.reduce(corners_x)
    boxes[:, 1], boxes[:, 3] = np.minimum.reduce(corners_y), np.maximum.reduce(corners_y)
    ta, tb, tc, td = a * p + b * r, -(a * q + b * s), c * p + d * r, -(c * q + d * s)  # up is up again
    upright = (ta * td > 0) & (tb * tc <= 0)
    sideways = np.abs(tb) > np.abs(ta)
    ways = np.where(upright, RIGHT, np.where(sideways, np.where(tb > 0, UP, DOWN), ELSEWHERE))
    return Glyphs(texts, boxes, boxes[:, 3] - boxes[:, 1], ways, settings.pens[runs], settings.pen)


def _is_followed(
    numbers: Ints, runs: Ints, origins: Floats, advance: Floats, a: Floats, b: Floats, sizes: Floats
) -> NDArray[np.bool_]:
    """Which characters are as wide as the place of the next one says, in level print."""
    step = origins[1:, 0] - origins[:-1, 0] - advance[:-1] * a[:-1]
    near = (numbers[1:] == numbers[:-1] + 1) & (runs[1:] == runs[:-1]) & (b[:-1] == 0) & (a[:-1] > 0)
    return np.append(near & (np.abs(step) <= SAME_WIDTH * np.abs(sizes[:-1] * a[:-1])), False)


def _settle(
    text: Address,
    advance: Floats,
    which: Ints,
    numbers: Ints,
    origins: Floats,
    a: Floats,
    b: Floats,
    sizes: Floats,
) -> None:
    """Put right the advance of some characters, where the font tells none or pdfium uses another one."""
    at = numbers[which].tolist()
    loose = read_each(calls.loose_box, len(which), np.float32, 4, repeat(text), at)  # left, top, right, bottom
    ax, bx = a[which], b[which]
    scale = np.hypot(ax, bx)
    x, y = origins[which].T
    along = np.where((bx == 0) & (ax > 0), loose[:, 2] - x, np.nan)
    along = np.where((ax == 0) & (bx > 0), loose[:, 1] - y, along)
    along = np.where((ax == 0) & (bx < 0), y - loose[:, 3], along) / np.where(scale == 0, 1.0, scale)
    differs = np.isnan(advance[which]) | (np.abs(along - advance[which]) > SAME_WIDTH * np.abs(sizes[which]))
    for k in np.flatnonzero(differs & ~np.isnan(along)).tolist():
        i = which[k]
        tight = _tight_end(text, int(numbers[i]), float(a[i]), float(b[i]), origins[i]) / scale[k]
        overhangs = tight >= along[k] - SAME_PLACE
        if np.isnan(advance[i]) or not overhangs or advance[i] > along[k]:
            advance[i] = along[k]


def _tight_end(text: Address, number: int, a: float, b: float, origin: Floats) -> float:
    """How far a character's drawn shape reaches from its origin, in the direction of its line."""
    box = (ctypes.c_double * 4)()  # left, right, bottom, top
    start = ctypes.addressof(box)
    calls.tight_box(text, number, start, start + 8, start + 16, start + 24)
    if a:
        return float(box[1] - origin[0])
    return float(box[3] - origin[1] if b > 0 else origin[1] - box[2])


def _restore_hyphens(
    page: Any,
    text: Address,
    numbers: Sequence[int],
    suspects: Sequence[int],
    owners: Ints,
    origins: Floats,
    items: Sequence[Item],
    texts: NDArray[np.object_],
) -> None:
    """Give the hyphens at line ends the letters that they are in the file: a piece of text read alone keeps them."""
    lost = [i for i in suspects if calls.is_hyphen(text, numbers[i])]
    if not lost:
        return
    pieces = [item.address for item in items]
    run(map(calls.set_active, pieces, repeat(False)))
    for i in lost:
        owner = pieces[owners[i]]
        calls.set_active(owner, True)
        texts[i] = _letter_at(page, origins[i])
        calls.set_active(owner, False)
    run(map(calls.set_active, pieces, repeat(True)))


def _letter_at(page: Any, origin: Floats) -> str:
    """The letter at a place on a page; a plain hyphen where there is none."""
    loaded = calls.load_text(address_of(page))
    if not loaded:
        return "-"
    text = ready(loaded)
    try:
        count = calls.count_chars(text)
        places = read_each(calls.origin, count, np.float64, 2, repeat(text), range(count), apart=True)
        same = np.flatnonzero((np.abs(places - origin) < SAME_PLACE).all(axis=1))
        return chr(calls.unicode(text, int(same[-1]))) if len(same) else "-"
    finally:
        calls.close_text(text)
