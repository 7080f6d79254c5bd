"""A page of a PDF -> Ink, read by pdfplumber: the slow reader, for what pdfium does not tell.

It knows which layers are off and whether one can see through a picture; and it is what the fast reader is tested by.
pdfplumber forgets the outer mark where marks are nested (browsers nest one around each ligature); here it is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from extractors.colours import read_colour
from extractors.ink import DOWN, ELSEWHERE, NO_GLYPHS, RIGHT, UP, Drawing, Glyphs, Ink, Pen
from extractors.leaves import Leaf, lay_sheet
from extractors.objects import plain
from pipeline.records import Box

STROKED, STROKED_ONLY, INVISIBLE = (1, 2, 5, 6), (1, 5), (3,)  # text rendering modes (PDF 32000, 9.3.6)
COVERS = 0.6  # of the page's area; scanned pages have white margins cut away, pictures in a text are smaller


class SlowFile:
    """A file as pdfplumber has it, opened when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.opened: Any = None

    @property
    def pdf(self) -> Any:
        if self.opened is None:
            self.opened = pdfplumber.open(self.path)
        return self.opened

    def document(self) -> Any:
        """The file as pdfminer has it, which pdfplumber stands on."""
        return self.pdf.doc

    def close(self) -> None:
        if self.opened is not None:
            self.opened.stream.close()  # its own `close` looks through all pages, damaged ones too


def find_leaf(page: Any) -> Leaf:
    """What pdfplumber knows of a page."""
    obj = page.page_obj
    (x0, x1), (y0, y1) = sorted(map(float, obj.mediabox[::2])), sorted(map(float, obj.mediabox[1::2]))
    left, low, right, high = map(float, obj.cropbox)
    sheet = lay_sheet(page.page_number, (x0, y0, x1, y1), (left, low, right, high), obj.rotate % 360)
    return Leaf(obj.pageid, sheet, plain(obj.resources))


def read_plumbed(page: Any, frame: Box) -> Ink:
    """All that is printed on an open page of pdfplumber; `frame` is the part of it that is shown."""
    device = _Marks(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.groups_off = read_groups_off(page.pdf)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # where pdfplumber itself keeps it
    return Ink(
        page.page_number,
        float(page.width),
        float(page.height),
        frame,
        _glyphs(page.chars),
        tuple(_drawing(drawn) for drawn in (*page.lines, *page.rects, *page.curves)),
        tuple(_box(image) for image in page.images),
        _glyphs([page.process_object(char) for char in device.switched_off]),
        device.chars_under_picture / max(len(page.chars), 1),
    )


# ------------------------------------------------------------------ what is printed


def _box(drawn: dict[str, Any]) -> Box:
    return Box(float(drawn["x0"]), float(drawn["top"]), float(drawn["x1"]), float(drawn["bottom"]))


def _drawing(drawn: dict[str, Any]) -> Drawing:
    return Drawing(
        drawn["object_type"],
        _box(drawn),
        read_colour(drawn.get("non_stroking_color")) if drawn.get("fill") else None,
        read_colour(drawn.get("stroking_color")) if drawn.get("stroke") else None,
        float(drawn.get("linewidth") or 0.0),
        tuple((float(x), float(y)) for x, y in drawn.get("pts") or ()),
    )


def _glyphs(printed: Sequence[dict[str, Any]]) -> Glyphs:
    chars = [c for c in printed if c["text"].strip()]
    if not chars:
        return NO_GLYPHS
    texts = np.empty(len(chars), dtype=object)
    texts[:] = [c["text"] for c in chars]
    pens: dict[Pen, int] = {}
    return Glyphs(
        texts,
        np.array([_box(c) for c in chars]),
        np.array([float(c["size"]) for c in chars]),
        np.array([_way(c) for c in chars]),
        np.array([pens.setdefault(_pen(c), len(pens)) for c in chars]),
        tuple(pens),
    )


def _pen(char: dict[str, Any]) -> Pen:
    return Pen(
        char["fontname"],
        read_colour(char.get("non_stroking_color")),
        bool(char.get("fill", True) or char.get("stroke", False)),
        char.get("mcid"),
        char.get("tag") == "Artifact",
    )


def _way(char: dict[str, Any]) -> int:
    """Which way a character's line runs."""
    a, b, *_ = char["matrix"]
    if char["upright"]:
        return RIGHT
    if abs(b) <= abs(a):
        return ELSEWHERE
    return UP if b > 0 else DOWN


# ------------------------------------------------------------------ marks in the page's content


def read_groups_off(pdf: Any) -> frozenset[int]:
    """Object ids of the optional content groups (layers) that are off when the file is opened."""
    try:
        properties = resolve1(pdf.doc.catalog.get("OCProperties")) or {}
        shown = resolve1(properties.get("D")) or {}
        off = _ids(shown.get("OFF"))
        if getattr(resolve1(shown.get("BaseState")), "name", "ON") == "OFF":
            off |= _ids(properties.get("OCGs")) - _ids(shown.get("ON"))
        return frozenset(off)
    except Exception:  # damaged layers: all is shown
        return frozenset()


def _ids(refs: Any) -> set[int]:
    return {ref.objid for ref in resolve1(refs) or () if isinstance(ref, PDFObjRef)}


def _is_off(group: Any, off: frozenset[int]) -> bool:
    """Whether a group, or a membership in several (OCMD), is not shown."""
    if isinstance(group, PDFObjRef) and group.objid in off:
        return True
    members = resolve1(group)
    if not isinstance(members, dict) or "OCGs" not in members:
        return False
    groups = members["OCGs"]
    listed = [groups] if isinstance(groups, PDFObjRef) and isinstance(resolve1(groups), dict) else resolve1(groups)
    hidden = [isinstance(g, PDFObjRef) and g.objid in off for g in listed or ()]
    policy = getattr(resolve1(members.get("P")), "name", "AnyOn")
    shown = {
        "AllOn": not any(hidden),
        "AnyOff": any(hidden),
        "AllOff": all(hidden),
    }.get(policy, not all(hidden))
    return bool(hidden) and not shown


class _Interpreter(PDFPageInterpreter):
    """Looks up marks whose properties lie in the page's resources (`/P /MC0 BDC`), and layers that are off."""

    device: _Marks

    def do_BDC(self, tag: Any, props: Any) -> None:
        if isinstance(props, PSLiteral):
            named = resolve1((self.resources or {}).get("Properties")) or {}
            group = named.get(props.name)
            props = resolve1(group)
            if getattr(tag, "name", "") == "OC":
                props = {"off": _is_off(group, self.device.groups_off)}
        super().do_BDC(tag, props)

    def do_Do(self, xobjid_arg: Any) -> None:
        drawn = resolve1(self.xobjmap.get(getattr(xobjid_arg, "name", "")))
        off = isinstance(drawn, PDFStream) and _is_off(drawn.attrs.get("OC"), self.device.groups_off)
        self.device.off += off
        super().do_Do(xobjid_arg)
        self.device.off -= off


class _Marks(PDFPageAggregatorWithMarkedContent):
    """Keeps the outer mark while an inner one is open.

    Ids in a form (Form XObject) count on their own: they are kept apart as negative numbers. What is in layers that
    are off is left out.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups_off: frozenset[int] = frozenset()
        self.off = 0  # how many of the open marks and forms belong to layers that are off
        self.hiding: list[bool] = []  # for each open mark, whether it does
        self.switched_off: list[LTChar] = []
        self.render = 0  # text rendering mode
        self.chars = self.chars_under_picture = 0
        self.open: list[tuple[int | None, str | None]] = []
        self.forms: list[int] = []  # how many marks were open where each form began

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        mcid, outer = (self.open[-1]) if self.open else (None, None)
        own = resolve1(props.get("MCID")) if isinstance(props, dict) else None
        if isinstance(own, int):
            mcid = own if not self.forms else -own - 1
        artifact = outer == "Artifact" or tag.name == "Artifact"
        self.open.append((mcid, "Artifact" if artifact else str(tag.name)))
        self.cur_mcid, self.cur_tag = self.open[-1]
        self.hiding.append(tag.name == "OC" and isinstance(props, dict) and bool(props.get("off")))
        self.off += self.hiding[-1]

    def end_tag(self) -> None:
        if len(self.open) > (self.forms[-1] if self.forms else 0):
            self.open.pop()
            self.off -= self.hiding.pop()
        self.cur_mcid, self.cur_tag = self.open[-1] if self.open else (None, None)

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self.forms.append(len(self.open))
        super().begin_figure(name, bbox, matrix)

    def end_figure(self, _: str) -> None:
        super().end_figure(_)
        first = self.forms.pop()
        self.off -= sum(self.hiding[first:])
        del self.open[first:], self.hiding[first:]
        self.cur_mcid, self.cur_tag = self.open[-1] if self.open else (None, None)

    def render_string(self, textstate: Any, *args: Any) -> None:
        self.render = textstate.render
        super().render_string(textstate, *args)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        advance = super().render_char(*args, **kwargs)
        char: Any = self.cur_item._objs[-1]
        char.fill, char.stroke = self.render not in STROKED_ONLY + INVISIBLE, self.render in STROKED
        self.chars += 1
        if self.off:
            self.switched_off.append(char)
            self.cur_item._objs.pop()
        return float(advance)

    def render_image(self, name: str, stream: Any) -> None:
        if self.off:
            return
        super().render_image(name, stream)
        figure, page = self.cur_item, self._stack[0] if self._stack else self.cur_item
        clear = any(key in stream.attrs for key in ("SMask", "Mask", "ImageMask"))
        if not clear and figure.width * figure.height >= COVERS * page.width * page.height:
            self.chars_under_picture = self.chars

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        if not self.off:
            super().paint_path(*args, **kwargs)
