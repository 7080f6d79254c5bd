"""A page of a PDF -> Ink, read by pdfium: its objects in the order in which they are painted."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from extractors import calls
from extractors.calls import (
    PLAIN,
    Address,
    Item,
    Matrix,
    address_of,
    all_ready,
    placed,
    read_each,
    read_matrix,
    ready,
    times,
)
from extractors.clipped import find_clipped
from extractors.ink import NO_GLYPHS, Drawing, Ink
from extractors.leaves import Sheet
from extractors.letters import Descent, read_glyphs
from pipeline.light import maker
from pipeline.records import Box

DEEPEST = 12  # forms in forms; deeper ones are circles
LONGEST_NAME = 256  # bytes of a mark's name
MOST_BYTES = ctypes.c_ulong(LONGEST_NAME)  # the same, made ready
COVERS = 0.6  # of the page's area; scanned pages have white margins cut away, pictures in a text are smaller
ARTIFACT = "Artifact".encode("utf-16-le")  # the mark of what is no part of the text
PATTERNS = ("#ffffff", "#bfbfbf")  # the colours that pdfium gives for patterns

_item = maker(Item)
_Segment = tuple[int, int, list[float]]  # of a path: its kind, whether it closes the path, where it ends


class Undecided(Exception):
    """What pdfium does not tell decides how this page is read."""


def open_document(path: Any) -> Any:
    """An open document. Raises pdfium.PdfiumError where it cannot be opened."""
    return pdfium.PdfDocument(path)


# ------------------------------------------------------------------ a page


def read_ink(page: Any, sheet: Sheet, descent: Descent) -> Ink:
    """All that is printed on an open page of pdfium. `descent` has the last word on how low fonts reach.

    Raises Undecided where a picture covers text and pdfium does not tell whether one can see through it.
    """
    objects = _walk(page)
    _check_pictures(objects, sheet)
    drawings = _read_paths(page, [item for item in objects if item.type == raw.FPDF_PAGEOBJ_PATH], sheet)
    pictures = tuple(_picture(item, sheet) for item in objects if item.type == raw.FPDF_PAGEOBJ_IMAGE)
    texts = [item for item in objects if item.type == raw.FPDF_PAGEOBJ_TEXT]
    clipped = find_clipped(texts, drawings, sheet.matrix)
    glyphs = read_glyphs(page, texts, sheet.matrix, descent, clipped) if texts else NO_GLYPHS
    return Ink(sheet.number, sheet.width, sheet.height, sheet.frame, glyphs, tuple(drawings), pictures)


def draw(page: Any, dots_per_inch: float, band: tuple[float, float] | None = None) -> Any:
    """An open page as a picture, without grey edges around letters. Of a `band` of it, from one height to another in
    points from the top, only that is drawn, and the rest is white: stretching pictures takes most of the time."""
    scale = dots_per_inch / 72
    high = page.get_height()
    top, bottom = (0.0, high) if band is None else (max(band[0], 0.0), min(band[1], high))
    smooth = {f"no_smooth{what}": True for what in ("text", "path", "image")}
    crop = (0.0, high - bottom, 0.0, top)
    drawn = page.render(scale=scale, prefer_bgrx=True, crop=crop, **smooth).to_pil().convert("RGB")
    if band is None:
        return drawn
    whole = Image.new("RGB", (drawn.width, math.ceil(high * scale)), "white")
    whole.paste(drawn, (0, math.ceil(top * scale)))
    return whole


# ------------------------------------------------------------------ objects and their marks


class _Marks(dict[int, tuple[int | None, bool, bool]]):
    """What the marks of a page say: mcid, artifact, replaces text. Objects share marks; each is read once."""

    def __init__(self) -> None:
        super().__init__()
        self.name: Any = ctypes.create_string_buffer(LONGEST_NAME)  # what pdfium writes into
        self.size, self.value = ctypes.c_ulong(), ctypes.c_int()
        self.places = [ready(ctypes.addressof(part)) for part in (self.name, self.size, self.value)]

    def __missing__(self, number: int) -> tuple[int | None, bool, bool]:
        found = self[number] = self._read(ready(number))
        return found

    def _read(self, mark: Address) -> tuple[int | None, bool, bool]:
        name, size, value = self.places
        self.size.value = 0
        calls.mark_name(mark, name, MOST_BYTES, size)
        artifact = self.size.value == len(ARTIFACT) + 2 and self.name[: len(ARTIFACT)] == ARTIFACT
        numbered = calls.mark_int(mark, b"MCID", value)
        replaces = calls.mark_value_type(mark, b"ActualText") == raw.FPDF_OBJECT_STRING
        return self.value.value if numbered else None, artifact, replaces


def _walk(page: Any) -> list[Item]:
    """The objects of a page in the order in which they are painted, those of forms in their place."""
    found: list[Item] = []
    address = address_of(page)
    everything = list(map(calls.get_object, repeat(address), range(calls.count_objects(address))))
    _walk_objects(everything, PLAIN, (None, False), 0, _Marks(), found)
    return found


def _walk_objects(
    numbers: Sequence[int], form: Matrix, outer: tuple[int | None, bool], depth: int, marks: _Marks, found: list[Item]
) -> None:
    objects = all_ready(numbers)
    kinds, counts = map(calls.type_of, objects), map(calls.count_marks, objects)
    for number, address, kind, count in zip(numbers, objects, kinds, counts, strict=True):
        mcid, artifact = outer
        while count:  # the innermost mark first
            count -= 1
            mark = calls.get_mark(address, count)
            own, is_artifact, replaces = marks[mark]
            artifact = artifact or is_artifact
            if own is not None and mcid == outer[0]:
                mcid = own if depth == 0 else -own - 1  # ids in a form count on their own
            if replaces and kind == raw.FPDF_PAGEOBJ_TEXT:
                calls.remove_mark(address, mark)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            found.append(_item((number, address, kind, form, mcid, artifact)))
        elif depth < DEEPEST:
            inner = list(map(calls.get_in_form, repeat(address), range(calls.count_in_form(address))))
            within = times(read_matrix(address), form)
            _walk_objects(inner, within, (mcid, artifact), depth + 1, marks, found)


# ------------------------------------------------------------------ pictures and drawings


def _picture(item: Item, sheet: Sheet) -> Box:
    m = times(times(read_matrix(item.address), item.form), sheet.matrix)
    corners = [placed(m, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    return Box(
        min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)
    )


def _check_pictures(objects: Sequence[Item], sheet: Sheet) -> None:
    """Raise Undecided where text was painted before a picture that covers most of the page."""
    printed = False
    for item in objects:
        printed = printed or item.type == raw.FPDF_PAGEOBJ_TEXT
        if printed and item.type == raw.FPDF_PAGEOBJ_IMAGE:
            box = _picture(item, sheet)
            if (box.x1 - box.x0) * (box.bottom - box.top) >= COVERS * sheet.width * sheet.height:
                raise Undecided


def _read_paths(page: Any, items: Sequence[Item], sheet: Sheet) -> list[Drawing]:
    """The parts of all paths, each a drawing of its own."""
    addresses, count = [item.address for item in items], len(items)
    modes = read_each(calls.draw_mode, count, np.int32, 2, addresses, apart=True)  # whether it is filled, and stroked
    widths = read_each(calls.line_width, count, np.float32, 1, addresses)[:, 0]
    own = read_each(calls.matrix_of, count, np.float32, 6, addresses)
    fills, strokes = _read_colours(calls.fill_of, addresses), _read_colours(calls.stroke_of, addresses)
    drawings: list[Drawing] = []
    for item, (filled, stroked), width, m, fill, stroke, parts in zip(
        items, modes.tolist(), widths.tolist(), own.tolist(), fills, strokes, _read_segments(addresses), strict=True
    ):
        if not filled or (fill in PATTERNS and _has_pattern(page, item.address)):
            fill = None
        if not stroked:
            stroke = None
        if fill is None and stroke is None:
            continue
        matrix = times(times(m, item.form), sheet.matrix)
        a, b, c, d, e, f = matrix
        width *= math.hypot(a, b)
        for points, shape in _subpaths(parts):
            kind, corners = _kind([(a * x + c * y + e, b * x + d * y + f) for x, y in points], shape)
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            box = Box(min(xs), min(ys), max(xs), max(ys))
            drawings.append(Drawing(kind, box, fill, stroke, width, tuple(corners)))
    return drawings


def _read_segments(paths: Sequence[Address]) -> list[list[_Segment]]:
    """The segments of each path."""
    counts = list(map(calls.count_segments, paths))
    whose = chain.from_iterable(map(repeat, paths, counts))
    segments = all_ready(map(calls.get_segment, whose, chain.from_iterable(map(range, counts))))
    kinds, closes = map(calls.segment_type, segments), map(calls.segment_close, segments)
    points = read_each(calls.segment_point, len(segments), np.float32, 2, segments, apart=True).tolist()
    everything = zip(kinds, closes, points, strict=True)
    return [list(islice(everything, count)) for count in counts]


def _subpaths(segments: Sequence[_Segment]) -> Iterator[tuple[list[tuple[float, float]], str]]:
    """For each part of a path the points that it goes through, and its operators (`m`, `l`, `c`, `h`)."""
    points: list[tuple[float, float]] = []
    shape, controls = "", 0
    for kind, close, (x, y) in segments:
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


def _read_colours(of: Callable[..., Any], addresses: Sequence[Address]) -> list[str]:
    """The colour of each object; black where none is told."""
    parts = read_each(of, len(addresses), np.uint32, 4, addresses, apart=True)
    painted = ((parts[:, 0] << 16) | (parts[:, 1] << 8) | parts[:, 2]).tolist()
    names = {colour: f"#{colour:06x}" for colour in set(painted)}
    return [names[colour] for colour in painted]


def _has_pattern(page: Any, address: Address) -> bool:
    bitmap = calls.fill_pattern(address_of(page.pdf), address)
    if bitmap:
        calls.destroy_bitmap(bitmap)
    return bool(bitmap)
