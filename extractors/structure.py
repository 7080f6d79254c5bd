"""What a tagged PDF says of itself: which characters are marked as what, and its structure tree as plain records.

Beside `pages.py` the only module that knows the PDF library. pdfplumber has both, but it forgets the outer mark where
marks are nested (browsers nest one around each ligature), and leaves empty cells out of its tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

DEEPEST = 100  # levels of the tree; deeper ones are circles
MOST_ROLES = 10  # steps from a name of the producer's own to a standard one
STROKED, STROKED_ONLY, INVISIBLE = (1, 2, 5, 6), (1, 5), (3,)  # text rendering modes (PDF 32000, 9.3.6)
COVERS = 0.6  # of the page's area; scanned pages have white margins cut away, pictures in a text are smaller
MOST_SPAN = 500  # rows or columns of one cell; more is a fault of the file


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the structure tree. `content` are its own pieces of marked content, as (page, id)."""

    kind: str  # the standard type: Table, TR, TH, TD, H1, P, L, …
    content: tuple[tuple[int, int], ...] = ()
    children: tuple[Element, ...] = ()
    row_span: int = 1
    col_span: int = 1
    scope: str | None = None  # of a header cell: Row, Column or Both


# ------------------------------------------------------------------ marks in the page's content


@dataclass(frozen=True, slots=True)
class Content:
    """What reading a page's content tells beside its objects."""

    switched_off: list[dict[str, Any]]  # characters in layers that are off
    chars_under_image: int  # how many characters were painted before an opaque image that covers most of the page


def mark_content(page: Any) -> Content:
    """Make pdfplumber read a page so that each character knows its mark and how it is painted.

    `mcid` is its mark, `tag` is `Artifact` for artifacts, `fill` and `stroke` are both false for invisible text.
    """
    device = _Marks(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.groups_off = read_groups_off(page.pdf)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # where pdfplumber itself keeps it
    return Content([page.process_object(char) for char in device.switched_off], device.chars_under_image)


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
        self.chars = self.chars_under_image = 0
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
            self.chars_under_image = self.chars

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        if not self.off:
            super().paint_path(*args, **kwargs)


# ------------------------------------------------------------------ the tree


def read_structure(pdf: Any) -> tuple[Element, ...]:
    """The structure tree of an open PDF; empty where it has none. Raises anything where it is damaged."""
    root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return ()
    reader = _Tree(resolve1(root.get("RoleMap")) or {}, resolve1(root.get("ClassMap")) or {}, _page_numbers(pdf))
    return reader.read(root.get("K"), None, 0)[1]


def _page_numbers(pdf: Any) -> dict[int, int]:
    return {page.page_obj.pageid: page.page_number for page in pdf.pages}


@dataclass(frozen=True, slots=True)
class _Tree:
    roles: Mapping[str, Any]
    classes: Mapping[str, Any]
    pages: Mapping[int, int]

    def read(self, kids: Any, page: int | None, depth: int) -> tuple[tuple[tuple[int, int], ...], tuple[Element, ...]]:
        """Marked content and elements among the kids of an element."""
        content: list[tuple[int, int]] = []
        elements: list[Element] = []
        kids = resolve1(kids)
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = resolve1(kid)
            if isinstance(kid, int) and page is not None:
                content.append((page, kid))
            elif isinstance(kid, dict) and depth < DEEPEST:
                here = self._page_of(kid, page)
                if "MCID" in kid and here is not None:
                    mcid = int(resolve1(kid["MCID"]))
                    content.append((here, -mcid - 1 if "Stm" in kid else mcid))
                elif "S" in kid:
                    elements.append(self._element(kid, here, depth))
        return tuple(content), tuple(elements)

    def _element(self, node: Mapping[str, Any], page: int | None, depth: int) -> Element:
        content, children = self.read(node.get("K"), page, depth + 1)
        about = self._attributes(node)
        spans = [about.get(name) for name in ("RowSpan", "ColSpan")]
        rows, cols = (s if isinstance(s, int) and 1 <= s <= MOST_SPAN else 1 for s in spans)
        scope = about.get("Scope")
        return Element(self._role(node), content, children, rows, cols, getattr(scope, "name", None))

    def _page_of(self, node: Mapping[str, Any], page: int | None) -> int | None:
        ref = node.get("Pg")
        return self.pages.get(ref.objid) if isinstance(ref, PDFObjRef) else page

    def _role(self, node: Mapping[str, Any]) -> str:
        name = str(getattr(resolve1(node["S"]), "name", ""))
        for _ in range(MOST_ROLES):
            other = getattr(resolve1(self.roles.get(name)), "name", name)
            if other == name:
                break
            name = str(other)
        return name

    def _attributes(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """Attributes of an element, those of its classes first."""
        found: dict[str, Any] = {}
        for name in ("C", "A"):
            given = resolve1(node.get(name))
            for part in given if isinstance(given, list) else [given]:
                part = resolve1(part)
                if isinstance(part, PSLiteral):
                    part = resolve1(self.classes.get(str(part.name)))
                for owner in part if isinstance(part, list) else [part]:
                    owner = resolve1(owner)
                    if isinstance(owner, dict):
                        found |= {key: resolve1(value) for key, value in owner.items()}
        return found
