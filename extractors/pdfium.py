"""A page of a PDF -> Ink, read by pdfium: characters a call each in C loops, then everything else over arrays.

pdfium gives a character's place as the origin on its baseline. Boxes are made from it as pdfplumber makes them: as high
as the font's size, from the font's descent up, and as wide as the character's advance.

What pdfium does to text for people who copy it is undone: it drops nothing here but spaces and double strikes; the
hyphens at line ends that it replaces are looked up again; replacement texts (ActualText) are taken off before reading.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractors.ink import DOWN, ELSEWHERE, NO_GLYPHS, RIGHT, UP, Drawing, Floats, Glyphs, Ink, Ints, Pen
from pipeline.records import Box

Matrix = tuple[float, float, float, float, float, float]
Descent = Callable[[str, float], float]  # a font's name, its descent in thousandths as measured -> as it is to be used
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

DEEPEST = 12  # forms in forms; deeper ones are circles
HYPHEN = 2  # what pdfium makes of a hyphen at a line's end
LONGEST_NAME = 256  # bytes of a font's or mark's name
SAME_PLACE = 0.001  # points
SAME_WIDTH = 0.02  # of the font size; widths that pdfium rounds differ by less
INVISIBLE = 3  # text rendering mode (PDF 32000, 9.3.6)
COVERS = 0.6  # of the page's area; scanned pages have white margins cut away, pictures in a text are smaller
PATTERNS = ("#ffffff", "#bfbfbf")  # the colours that pdfium gives for patterns


class Undecided(Exception):
    """What pdfium does not tell decides how this page is read."""


# ------------------------------------------------------------------ calls

_P, _I, _U = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint


def _call(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that takes addresses as plain numbers: half the time of a call with typed pointers."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_count_objects = _call("FPDFPage_CountObjects", _I, _P)
_get_object = _call("FPDFPage_GetObject", _P, _P, _I)
_count_in_form = _call("FPDFFormObj_CountObjects", _I, _P)
_get_in_form = _call("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
_type_of = _call("FPDFPageObj_GetType", _I, _P)
_matrix_of = _call("FPDFPageObj_GetMatrix", _I, _P, _P)
_count_marks = _call("FPDFPageObj_CountMarks", _I, _P)
_get_mark = _call("FPDFPageObj_GetMark", _P, _P, ctypes.c_ulong)
_remove_mark = _call("FPDFPageObj_RemoveMark", _I, _P, _P)
_mark_name = _call("FPDFPageObjMark_GetName", _I, _P, _P, ctypes.c_ulong, _P)
_mark_value_type = _call("FPDFPageObjMark_GetParamValueType", _I, _P, ctypes.c_char_p)
_mark_int = _call("FPDFPageObjMark_GetParamIntValue", _I, _P, ctypes.c_char_p, _P)
_fill_of = _call("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
_stroke_of = _call("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
_line_width = _call("FPDFPageObj_GetStrokeWidth", _I, _P, _P)
_draw_mode = _call("FPDFPath_GetDrawMode", _I, _P, _P, _P)
_count_segments = _call("FPDFPath_CountSegments", _I, _P)
_get_segment = _call("FPDFPath_GetPathSegment", _P, _P, _I)
_segment_type = _call("FPDFPathSegment_GetType", _I, _P)
_segment_point = _call("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
_segment_close = _call("FPDFPathSegment_GetClose", _I, _P)
_set_active = _call("FPDFPageObj_SetIsActive", _I, _P, _I)
_fill_pattern = _call("FPDFPageObj_GetRenderedFillPattern", _P, _P, _P)
_destroy_bitmap = _call("FPDFBitmap_Destroy", None, _P)
_render_mode = _call("FPDFTextObj_GetTextRenderMode", _I, _P)
_font_of = _call("FPDFTextObj_GetFont", _P, _P)
_font_size = _call("FPDFTextObj_GetFontSize", _I, _P, _P)
_font_name = _call("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
_font_descent = _call("FPDFFont_GetDescent", _I, _P, ctypes.c_float, _P)
_glyph_width = _call("FPDFFont_GetGlyphWidth", _I, _P, _U, ctypes.c_float, _P)
_load_text = _call("FPDFText_LoadPage", _P, _P)
_close_text = _call("FPDFText_ClosePage", None, _P)
_count_chars = _call("FPDFText_CountChars", _I, _P)
_unicode = _call("FPDFText_GetUnicode", _U, _P, _I)
_text_object = _call("FPDFText_GetTextObject", _P, _P, _I)
_origin = _call("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
_loose_box = _call("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
_tight_box = _call("FPDFText_GetCharBox", _I, _P, _I, _P, _P, _P, _P)
_is_unmapped = _call("FPDFText_HasUnicodeMapError", _I, _P, _I)
_is_hyphen = _call("FPDFText_IsHyphen", _I, _P, _I)


def open_document(path: Any) -> Any:
    """An open document. Raises pdfium.PdfiumError where it cannot be opened."""
    return pdfium.PdfDocument(path)


# ------------------------------------------------------------------ a page


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a page's own coordinates lie on what is shown: those of pdfplumber, for any rotation and corner."""

    number: int
    width: float
    height: float
    frame: Box
    matrix: Matrix  # from the page's coordinates to points from the top left


def read_ink(page: Any, sheet: Sheet, descent: Descent) -> Ink:
    """All that is printed on an open page of pdfium. `descent` has the last word on how low fonts reach.

    Raises Undecided where a picture covers text and pdfium does not tell whether one can see through it.
    """
    objects = _walk(page)
    _check_pictures(objects, sheet)
    drawings = [d for item in objects if item.type == raw.FPDF_PAGEOBJ_PATH for d in _read_path(page, item, sheet)]
    pictures = tuple(_picture(item, sheet) for item in objects if item.type == raw.FPDF_PAGEOBJ_IMAGE)
    texts = [item for item in objects if item.type == raw.FPDF_PAGEOBJ_TEXT]
    glyphs = _read_glyphs(page, texts, sheet, descent) if texts else NO_GLYPHS
    return Ink(sheet.number, sheet.width, sheet.height, sheet.frame, glyphs, tuple(drawings), pictures)


def draw(page: Any, dots_per_inch: float) -> Any:
    """An open page as a picture, without grey edges around letters."""
    smooth = {f"no_smooth{what}": True for what in ("text", "path", "image")}
    return page.render(scale=dots_per_inch / 72, prefer_bgrx=True, **smooth).to_pil().convert("RGB")


# ------------------------------------------------------------------ objects and their marks


@dataclass(frozen=True, slots=True)
class _Item:
    """One object of a page, or of a form on it."""

    address: int
    type: int
    form: Matrix  # of the form that it lies in
    mcid: int | None
    artifact: bool


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the marks of a page say; objects share them."""

    names: dict[int, tuple[int | None, bool, bool]] = field(default_factory=dict)  # mcid, artifact, replaces text

    def of(self, mark: int) -> tuple[int | None, bool, bool]:
        known = self.names.get(mark)
        if known is None:
            known = self.names[mark] = self._read(mark)
        return known

    @staticmethod
    def _read(mark: int) -> tuple[int | None, bool, bool]:
        name = ctypes.create_string_buffer(LONGEST_NAME)
        size, value = ctypes.c_ulong(), ctypes.c_int()
        _mark_name(mark, ctypes.addressof(name), LONGEST_NAME, ctypes.addressof(size))
        tag = name.raw[: max(size.value - 2, 0)].decode("utf-16-le", "replace")
        numbered = _mark_int(mark, b"MCID", ctypes.addressof(value))
        replaces = _mark_value_type(mark, b"ActualText") == raw.FPDF_OBJECT_STRING
        return value.value if numbered else None, tag == "Artifact", replaces


def _walk(page: Any) -> list[_Item]:
    """The objects of a page in the order in which they are painted, those of forms in their place."""
    found: list[_Item] = []
    address = _address(page)
    marks = _Marks()
    everything = list(map(_get_object, repeat(address), range(_count_objects(address))))
    _walk_objects(everything, PLAIN, (None, False), 0, marks, found)
    return found


def _walk_objects(
    objects: Sequence[int], form: Matrix, outer: tuple[int | None, bool], depth: int, marks: _Marks, found: list[_Item]
) -> None:
    for address, kind, count in zip(objects, map(_type_of, objects), map(_count_marks, objects), strict=True):
        mcid, artifact = outer
        for i in reversed(range(count)):
            mark = _get_mark(address, i)
            own, is_artifact, replaces = marks.of(mark)
            artifact = artifact or is_artifact
            if own is not None and mcid == outer[0]:
                mcid = own if depth == 0 else -own - 1  # ids in a form count on their own
            if replaces and kind == raw.FPDF_PAGEOBJ_TEXT:
                _remove_mark(address, mark)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            if depth < DEEPEST:
                inner = list(map(_get_in_form, repeat(address), range(_count_in_form(address))))
                within = _times(_read_matrix(address), form)
                _walk_objects(inner, within, (mcid, artifact), depth + 1, marks, found)
        else:
            found.append(_Item(address, kind, form, mcid, artifact))


def _address(handle: Any) -> int:
    return ctypes.cast(handle.raw, ctypes.c_void_p).value or 0


def _read_matrix(address: int) -> Matrix:
    buffer = (ctypes.c_float * 6)()
    _matrix_of(address, ctypes.addressof(buffer))
    return tuple(buffer)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that first does `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def placed(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


# ------------------------------------------------------------------ pictures and drawings


def _picture(item: _Item, sheet: Sheet) -> Box:
    m = _times(_times(_read_matrix(item.address), item.form), sheet.matrix)
    corners = [placed(m, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    return Box(
        min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)
    )


def _check_pictures(objects: Sequence[_Item], sheet: Sheet) -> None:
    """Raise Undecided where text was painted before a picture that covers most of the page."""
    printed = False
    for item in objects:
        printed = printed or item.type == raw.FPDF_PAGEOBJ_TEXT
        if printed and item.type == raw.FPDF_PAGEOBJ_IMAGE:
            box = _picture(item, sheet)
            if (box.x1 - box.x0) * (box.bottom - box.top) >= COVERS * sheet.width * sheet.height:
                raise Undecided


def _read_path(page: Any, item: _Item, sheet: Sheet) -> Iterator[Drawing]:
    """The parts of a path, each a drawing of its own."""
    fill_mode, stroked = ctypes.c_int(), ctypes.c_int()
    _draw_mode(item.address, ctypes.addressof(fill_mode), ctypes.addressof(stroked))
    fill = _colour(_fill_of, item.address) if fill_mode.value else None
    stroke = _colour(_stroke_of, item.address) if stroked.value else None
    if fill in PATTERNS and _has_pattern(page, item.address):
        fill = None
    if fill is None and stroke is None:
        return
    line_width = ctypes.c_float()
    _line_width(item.address, ctypes.addressof(line_width))
    matrix = _times(_times(_read_matrix(item.address), item.form), sheet.matrix)
    width = line_width.value * math.hypot(matrix[0], matrix[1])
    for points, shape in _subpaths(item.address):
        kind, corners = _kind([placed(matrix, x, y) for x, y in points], shape)
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        yield Drawing(kind, box, fill, stroke, width, tuple(corners))


def _subpaths(address: int) -> Iterator[tuple[list[tuple[float, float]], str]]:
    """For each part of a path the points that it goes through, and its operators (`m`, `l`, `c`, `h`)."""
    count = _count_segments(address)
    buffer = np.empty((count, 2), dtype=np.float32)
    start, size = buffer.ctypes.data, buffer.nbytes
    segments = list(map(_get_segment, repeat(address), range(count)))
    _run(map(_segment_point, segments, range(start, start + size, 8), range(start + 4, start + 4 + size, 8)))
    kinds = list(map(_segment_type, segments))
    closes = list(map(_segment_close, segments))
    points: list[tuple[float, float]] = []
    shape, controls = "", 0
    for kind, close, (x, y) in zip(kinds, closes, buffer.tolist(), strict=True):
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, shape
            points, shape, controls = [(x, y)], "m", 0
            continue
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            controls += 1
            if controls < 3:  # only the point where a curve ends
                continue
            controls = 0
        points.append((x, y))
        shape += "c" if kind == raw.FPDF_SEGMENT_BEZIERTO else "l"
        if close and points[-1] == points[0]:
            if shape[-1] == "l":
                shape = shape[:-1]
            else:  # a curve that ends where it began
                points.append(points[0])
            shape += "h"
    if len(points) > 1:
        yield points, shape


def _kind(points: list[tuple[float, float]], shape: str) -> tuple[str, list[tuple[float, float]]]:
    """Whether a part of a path is a line, a rectangle along the axes or anything else, and its corners."""
    if shape in ("ml", "mlh"):
        return "line", points[:2]
    if shape in ("mlllh", "mllll") and points[0] == points[4]:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3), _ = points
        if (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0):
            return "rect", [(x0, y0), (x2, y0), (x2, y2), (x0, y2)]
    return "curve", points


def _colour(of: Callable[..., Any], address: int) -> str | None:
    parts = (ctypes.c_uint * 4)()
    start = ctypes.addressof(parts)
    if not of(address, start, start + 4, start + 8, start + 12):
        return "#000000"
    return f"#{parts[0]:02x}{parts[1]:02x}{parts[2]:02x}"


def _has_pattern(page: Any, address: int) -> bool:
    bitmap = _fill_pattern(_address(page.pdf), address)
    if bitmap:
        _destroy_bitmap(bitmap)
    return bool(bitmap)


# ------------------------------------------------------------------ characters


def _read_glyphs(page: Any, items: Sequence[_Item], sheet: Sheet, descent: Descent) -> Glyphs:
    text = _load_text(_address(page))
    if not text:
        return NO_GLYPHS
    try:
        return _glyphs_of(page, text, {item.address: i for i, item in enumerate(items)}, items, sheet, descent)
    finally:
        _close_text(text)


def _glyphs_of(
    page: Any, text: int, item_of: dict[int, int], items: Sequence[_Item], sheet: Sheet, descent: Descent
) -> Glyphs:
    count = _count_chars(text)
    codes = np.fromiter(map(_unicode, repeat(text), range(count)), dtype=np.uint32, count=count)
    owners = np.fromiter(
        map(item_of.get, map(_text_object, repeat(text), range(count)), repeat(-1)), dtype=np.int64, count=count
    )
    kept = np.flatnonzero((owners >= 0) & ~np.isin(codes, BLANK))
    if not len(kept):
        return NO_GLYPHS
    codes, owners = codes[kept], owners[kept]
    numbers = kept.tolist()
    origins = np.empty((len(kept), 2))
    start, size = origins.ctypes.data, origins.nbytes
    _run(map(_origin, repeat(text), numbers, range(start, start + size, 16), range(start + 8, start + 8 + size, 16)))
    loose = np.empty((len(kept), 4), dtype=np.float32)  # left, top, right, bottom
    start = loose.ctypes.data
    _run(map(_loose_box, repeat(text), numbers, range(start, start + loose.nbytes, 16)))
    unmapped = np.fromiter(map(_is_unmapped, repeat(text), numbers), dtype=np.bool_, count=len(kept))
    texts = np.array([chr(code) for code in codes.tolist()], dtype=object)
    for i in np.flatnonzero(unmapped).tolist():
        texts[i] = f"(cid:{codes[i]})"
    _restore_hyphens(page, text, numbers, codes, owners, origins, items, texts)

    used, runs = np.unique(owners, return_inverse=True)
    settings = _settings([items[i] for i in used.tolist()], descent)
    first = _firsts(owners, origins, texts)
    runs, codes, origins, loose = runs[first], codes[first], origins[first], loose[first]
    whole = np.diff(np.append(first, len(owners))) > 1
    widths = _widths(settings, runs, codes, unmapped[first] | whole)
    return _boxed(
        text,
        kept[first].tolist(),
        _joined(texts, first),
        runs,
        origins,
        loose.astype(np.float64),
        widths,
        settings,
        sheet,
    )


BLANK = np.array([i for i in range(0x3001) if not chr(i).strip()], dtype=np.uint32)


def _firsts(owners: Ints, origins: Floats, texts: NDArray[np.object_]) -> Ints:
    """Where characters begin: letters of one ligature share an origin."""
    same = (np.diff(owners) == 0) & (np.abs(np.diff(origins, axis=0)) < SAME_PLACE).all(axis=1)
    return np.flatnonzero(np.append(True, ~same))


def _joined(texts: NDArray[np.object_], first: Ints) -> NDArray[np.object_]:
    if len(first) == len(texts):
        return texts
    ends = np.append(first[1:], len(texts)).tolist()
    parts = ["".join(texts[a:b]) for a, b in zip(first.tolist(), ends, strict=True)]
    out = np.empty(len(parts), dtype=object)
    out[:] = parts
    return out


@dataclass(frozen=True, slots=True)
class _Settings:
    """How the pieces of text of a page are set, one entry for each."""

    fonts: Sequence[int]
    sizes: Floats
    descents: Floats  # of one point
    matrices: Floats  # n times six
    pens: Ints
    pen: tuple[Pen, ...]


def _settings(items: Sequence[_Item], descent: Descent) -> _Settings:
    pieces, count = [item.address for item in items], len(items)
    fonts = list(map(_font_of, pieces))
    sizes = np.empty(count, dtype=np.float32)
    _fill(sizes, 1, _font_size, pieces)
    own = np.empty((count, 6), dtype=np.float32)
    _fill(own, 6, _matrix_of, pieces)
    matrices = own.astype(np.float64)
    for i, item in enumerate(items):
        if item.form is not PLAIN:
            matrices[i] = _times(tuple(own[i].tolist()), item.form)
    colours = np.zeros((count, 4), dtype=np.uint32)
    starts = [range(colours.ctypes.data + 4 * i, colours.ctypes.data + 4 * i + colours.nbytes, 16) for i in range(4)]
    _run(map(_fill_of, pieces, *starts))
    known = {font: _read_font(font, descent) for font in dict.fromkeys(fonts)}
    numbers: dict[Pen, int] = {}
    keys: dict[tuple[Any, ...], int] = {}
    pens = []
    modes = map(_render_mode, pieces)
    for item, font, mode, (red, green, blue, _) in zip(items, fonts, modes, colours.tolist(), strict=True):
        key = (font, mode, red, green, blue, item.mcid, item.artifact)
        if key not in keys:
            colour = f"#{red:02x}{green:02x}{blue:02x}"
            pen = Pen(known[font][0], colour, mode != INVISIBLE, item.mcid, item.artifact)
            keys[key] = numbers.setdefault(pen, len(numbers))
        pens.append(keys[key])
    descents = np.array([known[font][1] for font in fonts])
    return _Settings(
        fonts, sizes.astype(np.float64), descents, matrices, np.array(pens, dtype=np.int64), tuple(numbers)
    )


def _fill(buffer: NDArray[Any], width: int, read: Callable[..., Any], addresses: Sequence[int]) -> None:
    """Let a call write what it tells of each object, `width` numbers of four bytes, into an array."""
    start = buffer.ctypes.data
    _run(map(read, addresses, range(start, start + buffer.nbytes, 4 * width)))


def _run(calls: Iterator[Any]) -> None:
    """Make the calls, whatever they return."""
    deque(calls, maxlen=0)


def _read_font(font: int, descent: Descent) -> tuple[str, float]:
    """A font's name, and its descent in parts of its size."""
    printed, own = ctypes.create_string_buffer(LONGEST_NAME), ctypes.c_float()
    _font_name(font, ctypes.addressof(printed), LONGEST_NAME)
    _font_descent(font, 1000.0, ctypes.addressof(own))
    name = printed.value.decode("utf-8", "replace")
    return name, -abs(descent(name, own.value)) / 1000.0


def _widths(settings: _Settings, runs: Ints, codes: NDArray[np.uint32], unsure: NDArray[np.bool_]) -> Floats:
    """The advance of each character in thousandths of the font size; nan where its letter does not tell it."""
    fonts = list(dict.fromkeys(settings.fonts))
    numbers = {font: i for i, font in enumerate(fonts)}
    font_of_run = np.array([numbers[font] for font in settings.fonts], dtype=np.uint64)
    keys, inverse = np.unique(font_of_run[runs] << np.uint64(32) | codes, return_inverse=True)
    found = np.empty(len(keys), dtype=np.float32)
    pairs = keys.tolist()
    start = found.ctypes.data
    places = range(start, start + found.nbytes, 4)
    _run(map(_glyph_width, [fonts[k >> 32] for k in pairs], [k & 0xFFFFFFFF for k in pairs], repeat(1000.0), places))
    out = found.astype(np.float64)[inverse]
    out[unsure] = np.nan
    return out


def _boxed(
    text: int,
    numbers: Sequence[int],
    texts: NDArray[np.object_],
    runs: Ints,
    origins: Floats,
    loose: Floats,
    widths: Floats,
    settings: _Settings,
    sheet: Sheet,
) -> Glyphs:
    """Characters with their boxes on the sheet."""
    m = settings.matrices[runs]
    a, b, c, d = m[:, 0], m[:, 1], m[:, 2], m[:, 3]
    sizes = settings.sizes[runs]
    advance = widths / 1000.0 * sizes
    scale = np.hypot(a, b)
    along = np.select(
        [(b == 0) & (a > 0), (a == 0) & (b > 0), (a == 0) & (b < 0)],
        [loose[:, 2] - origins[:, 0], loose[:, 1] - origins[:, 1], origins[:, 1] - loose[:, 3]],
        np.nan,
    ) / np.where(scale == 0, 1.0, scale)
    differs = np.isnan(advance) | (np.abs(along - advance) > SAME_WIDTH * np.abs(sizes))
    for i in np.flatnonzero(differs & ~np.isnan(along)).tolist():
        tight = _tight_end(text, numbers[i], float(a[i]), float(b[i]), origins[i]) / scale[i]
        overhangs = tight >= along[i] - SAME_PLACE
        if np.isnan(advance[i]) or not overhangs or advance[i] > along[i]:
            advance[i] = along[i]
    advance = np.nan_to_num(advance)
    low = settings.descents[runs] * sizes
    high = low + sizes
    x, y = origins[:, 0], origins[:, 1]
    p, q, r, s, t, u = sheet.matrix
    corners_x, corners_y = [], []
    for dx, dy in ((0.0, low), (advance, low), (0.0, high), (advance, high)):
        px, py = x + a * dx + c * dy, y + b * dx + d * dy
        corners_x.append(px * p + py * r + t)
        corners_y.append(px * q + py * s + u)
    boxes = np.stack(
        [np.min(corners_x, axis=0), np.min(corners_y, axis=0), np.max(corners_x, axis=0), np.max(corners_y, axis=0)],
        axis=1,
    )
    ta, tb, tc, td = a * p + b * r, -(a * q + b * s), c * p + d * r, -(c * q + d * s)  # up is up again
    upright = (ta * td > 0) & (tb * tc <= 0)
    sideways = np.abs(tb) > np.abs(ta)
    ways = np.select([upright, sideways & (tb > 0), sideways], [RIGHT, UP, DOWN], ELSEWHERE)
    return Glyphs(texts, boxes, boxes[:, 3] - boxes[:, 1], ways, settings.pens[runs], settings.pen)


def _tight_end(text: int, number: int, a: float, b: float, origin: Floats) -> float:
    """How far a character's drawn shape reaches from its origin, in the direction of its line."""
    box = (ctypes.c_double * 4)()  # left, right, bottom, top
    start = ctypes.addressof(box)
    _tight_box(text, number, start, start + 8, start + 16, start + 24)
    if a:
        return float(box[1] - origin[0])
    return float(box[3] - origin[1] if b > 0 else origin[1] - box[2])


def _restore_hyphens(
    page: Any,
    text: int,
    numbers: Sequence[int],
    codes: NDArray[np.uint32],
    owners: Ints,
    origins: Floats,
    items: Sequence[_Item],
    texts: NDArray[np.object_],
) -> None:
    """Give the hyphens at line ends the letters that they are in the file: a piece of text read alone keeps them."""
    lost = [i for i in np.flatnonzero(codes == HYPHEN).tolist() if _is_hyphen(text, numbers[i])]
    if not lost:
        return
    for item in items:
        _set_active(item.address, False)
    for i in lost:
        owner = items[owners[i]].address
        _set_active(owner, True)
        texts[i] = _letter_at(page, origins[i])
        codes[i] = ord(texts[i][0])
        _set_active(owner, False)
    for item in items:
        _set_active(item.address, True)


def _letter_at(page: Any, origin: Floats) -> str:
    """The letter at a place on a page; a plain hyphen where there is none."""
    text = _load_text(_address(page))
    if not text:
        return "-"
    try:
        place = (ctypes.c_double * 2)()
        start = ctypes.addressof(place)
        for number in reversed(range(_count_chars(text))):
            _origin(text, number, start, start + 8)
            if abs(place[0] - origin[0]) < SAME_PLACE and abs(place[1] - origin[1]) < SAME_PLACE:
                return chr(_unicode(text, number))
    finally:
        _close_text(text)
    return "-"
