"""The functions of pdfium that reading takes, called as cheaply as Python can, and small helpers around them.

A page takes ten thousand calls, and what a call costs is that Python's values are made ready for C. So that is done
once for many calls: functions that are not told here what they take get addresses from `ready`; whole numbers they
take as C's `int`, bytes as their address. The others convert what they get at each call, in twice the time. What they
return is made a value of Python's only where it is looked at.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Address = Any  # as the functions take it
ready: Callable[[int | None], Address] = ctypes.c_void_p.from_param
_P, _I, _L = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong


def _call(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


count_objects = _call("FPDFPage_CountObjects", _I)
get_object = _call("FPDFPage_GetObject", _P)
count_in_form = _call("FPDFFormObj_CountObjects", _I)
get_in_form = _call("FPDFFormObj_GetObject", _P, _P, _L)
type_of = _call("FPDFPageObj_GetType", _I)
matrix_of = _call("FPDFPageObj_GetMatrix", None)
count_marks = _call("FPDFPageObj_CountMarks", _I)
get_mark = _call("FPDFPageObj_GetMark", _P)
remove_mark = _call("FPDFPageObj_RemoveMark", None, _P, _P)
mark_name = _call("FPDFPageObjMark_GetName", None)
mark_value_type = _call("FPDFPageObjMark_GetParamValueType", _I)
mark_int = _call("FPDFPageObjMark_GetParamIntValue", _I)
fill_of = _call("FPDFPageObj_GetFillColor", None)
stroke_of = _call("FPDFPageObj_GetStrokeColor", None)
line_width = _call("FPDFPageObj_GetStrokeWidth", None)
draw_mode = _call("FPDFPath_GetDrawMode", None)
count_segments = _call("FPDFPath_CountSegments", _I)
get_segment = _call("FPDFPath_GetPathSegment", _P)
segment_type = _call("FPDFPathSegment_GetType", _I)
segment_point = _call("FPDFPathSegment_GetPoint", None)
segment_close = _call("FPDFPathSegment_GetClose", _I)
set_active = _call("FPDFPageObj_SetIsActive", None)
fill_pattern = _call("FPDFPageObj_GetRenderedFillPattern", _P, _P, _P)
destroy_bitmap = _call("FPDFBitmap_Destroy", None, _P)
clip_path = _call("FPDFPageObj_GetClipPath", _P)
count_clips = _call("FPDFClipPath_CountPaths", _I)
count_clip_segments = _call("FPDFClipPath_CountPathSegments", _I, _P, _I)
get_clip_segment = _call("FPDFClipPath_GetPathSegment", _P, _P, _I, _I)
render_mode = _call("FPDFTextObj_GetTextRenderMode", _I)
font_of = _call("FPDFTextObj_GetFont", _P)
font_size = _call("FPDFTextObj_GetFontSize", None)
font_name = _call("FPDFFont_GetBaseFontName", None, _P, _P, ctypes.c_size_t)
font_descent = _call("FPDFFont_GetDescent", None, _P, ctypes.c_float, _P)
glyph_width = _call("FPDFFont_GetGlyphWidth", None)
load_text = _call("FPDFText_LoadPage", _P, _P)
close_text = _call("FPDFText_ClosePage", None, _P)
count_chars = _call("FPDFText_CountChars", _I)
get_text = _call("FPDFText_GetText", _I, _P, _I, _I, _P)
unicode = _call("FPDFText_GetUnicode", ctypes.c_uint)
text_object = _call("FPDFText_GetTextObject", _P)
origin = _call("FPDFText_GetCharOrigin", None)
loose_box = _call("FPDFText_GetLooseCharBox", None)
tight_box = _call("FPDFText_GetCharBox", None, _P, _I, _P, _P, _P, _P)
is_unmapped = _call("FPDFText_HasUnicodeMapError", _I)
is_hyphen = _call("FPDFText_IsHyphen", _I)


# ------------------------------------------------------------------ helpers

ROOM = 1 << 14  # units of four bytes that calls write before they are taken away
_ROOM = np.zeros(ROOM, dtype=np.uint32)
_PLACES = [ready(_ROOM.ctypes.data + 4 * unit) for unit in range(ROOM)]


class Item(NamedTuple):
    """One object of a page, or of a form on it."""

    number: int  # its address
    address: Address
    type: int
    form: Matrix  # of the form that it lies in
    mcid: int | None
    artifact: bool


def address_of(handle: Any) -> Address:
    return ready(ctypes.cast(handle.raw, ctypes.c_void_p).value)


def all_ready(addresses: Iterable[int]) -> list[Address]:
    return list(map(ready, addresses))


def read_matrix(address: Address) -> Matrix:
    a, b, c, d, e, f = read_each(matrix_of, 1, np.float32, 6, [address])[0].tolist()
    return a, b, c, d, e, f


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that first does `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def placed(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def read_each(
    read: Callable[..., Any], count: int, kind: Any, width: int, *given: Iterable[Any], apart: bool = False
) -> NDArray[Any]:
    """What a call writes about each of `count` things: `width` numbers, each to a place of its own where `apart`.

    `given` are the things and whatever else the call takes before the place to write to. Where it writes nothing, the
    numbers are zeros.
    """
    found = np.empty((count, width), dtype=kind)
    size = found.itemsize // _ROOM.itemsize
    most = ROOM // (width * size)
    sources = [iter(one) for one in given]
    for start in range(0, count, most):
        here = min(most, count - start)
        used = here * width * size
        _ROOM[:used] = 0
        places = [_PLACES[size * i : used : width * size] for i in range(width if apart else 1)]
        run(map(read, *(islice(source, here) for source in sources), *places))
        found[start : start + here] = _ROOM[:used].view(kind).reshape(here, width)
    return found


def run(calls: Iterator[Any]) -> None:
    """Make the calls, whatever they return."""
    deque(calls, maxlen=0)
