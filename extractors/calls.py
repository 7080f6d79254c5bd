"""The functions of pdfium that reading takes, called with plain addresses, and small helpers around them.

A call with typed pointers, as pypdfium2 has them, takes twice the time, and a page takes ten thousand calls.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as raw
from numpy.typing import NDArray

Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_P, _I, _U = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint


def _call(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that takes addresses as plain numbers."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


count_objects = _call("FPDFPage_CountObjects", _I, _P)
get_object = _call("FPDFPage_GetObject", _P, _P, _I)
count_in_form = _call("FPDFFormObj_CountObjects", _I, _P)
get_in_form = _call("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
type_of = _call("FPDFPageObj_GetType", _I, _P)
matrix_of = _call("FPDFPageObj_GetMatrix", _I, _P, _P)
count_marks = _call("FPDFPageObj_CountMarks", _I, _P)
get_mark = _call("FPDFPageObj_GetMark", _P, _P, ctypes.c_ulong)
remove_mark = _call("FPDFPageObj_RemoveMark", _I, _P, _P)
mark_name = _call("FPDFPageObjMark_GetName", _I, _P, _P, ctypes.c_ulong, _P)
mark_value_type = _call("FPDFPageObjMark_GetParamValueType", _I, _P, ctypes.c_char_p)
mark_int = _call("FPDFPageObjMark_GetParamIntValue", _I, _P, ctypes.c_char_p, _P)
fill_of = _call("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
stroke_of = _call("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
line_width = _call("FPDFPageObj_GetStrokeWidth", _I, _P, _P)
draw_mode = _call("FPDFPath_GetDrawMode", _I, _P, _P, _P)
count_segments = _call("FPDFPath_CountSegments", _I, _P)
get_segment = _call("FPDFPath_GetPathSegment", _P, _P, _I)
segment_type = _call("FPDFPathSegment_GetType", _I, _P)
segment_point = _call("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_close = _call("FPDFPathSegment_GetClose", _I, _P)
set_active = _call("FPDFPageObj_SetIsActive", _I, _P, _I)
fill_pattern = _call("FPDFPageObj_GetRenderedFillPattern", _P, _P, _P)
destroy_bitmap = _call("FPDFBitmap_Destroy", None, _P)
render_mode = _call("FPDFTextObj_GetTextRenderMode", _I, _P)
font_of = _call("FPDFTextObj_GetFont", _P, _P)
font_size = _call("FPDFTextObj_GetFontSize", _I, _P, _P)
font_name = _call("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
font_descent = _call("FPDFFont_GetDescent", _I, _P, ctypes.c_float, _P)
glyph_width = _call("FPDFFont_GetGlyphWidth", _I, _P, _U, ctypes.c_float, _P)
load_text = _call("FPDFText_LoadPage", _P, _P)
close_text = _call("FPDFText_ClosePage", None, _P)
count_chars = _call("FPDFText_CountChars", _I, _P)
get_text = _call("FPDFText_GetText", _I, _P, _I, _I, _P)
unicode = _call("FPDFText_GetUnicode", _U, _P, _I)
text_object = _call("FPDFText_GetTextObject", _P, _P, _I)
origin = _call("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
loose_box = _call("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
tight_box = _call("FPDFText_GetCharBox", _I, _P, _I, _P, _P, _P, _P)
is_unmapped = _call("FPDFText_HasUnicodeMapError", _I, _P, _I)
is_hyphen = _call("FPDFText_IsHyphen", _I, _P, _I)


# ------------------------------------------------------------------ helpers


class Item(NamedTuple):
    """One object of a page, or of a form on it."""

    address: int
    type: int
    form: Matrix  # of the form that it lies in
    mcid: int | None
    artifact: bool


def address_of(handle: Any) -> int:
    return ctypes.cast(handle.raw, ctypes.c_void_p).value or 0


def read_matrix(address: int) -> Matrix:
    buffer = (ctypes.c_float * 6)()
    matrix_of(address, ctypes.addressof(buffer))
    return tuple(buffer)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that first does `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def placed(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def fill_array(buffer: NDArray[Any], width: int, read: Callable[..., Any], addresses: Sequence[int]) -> None:
    """Let a call write what it tells of each object, `width` numbers of four bytes, into an array."""
    start = buffer.ctypes.data
    run(map(read, addresses, range(start, start + buffer.nbytes, 4 * width)))


def run(calls: Iterator[Any]) -> None:
    """Make the calls, whatever they return."""
    deque(calls, maxlen=0)
