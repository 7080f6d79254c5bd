"""What a tagged PDF says of itself: which characters are marked as what, and its structure tree as plain records.

Beside `pages.py` the only module that knows the PDF library. pdfplumber has both, but it forgets the outer mark where
marks are nested (browsers nest one around each ligature), and leaves empty cells out of its tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

DEEPEST = 100  # levels of the tree; deeper ones are circles
MOST_ROLES = 10  # steps from a name of the producer's own to a standard one
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


def mark_content(page: Any) -> None:
    """Make pdfplumber read a page so that each character knows its mark: `mcid`, and `tag` `Artifact` for artifacts."""
    device = _Marks(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()  # where pdfplumber itself keeps it


class _Interpreter(PDFPageInterpreter):
    """Looks up marks whose properties lie in the page's resources (`/P /MC0 BDC`)."""

    def do_BDC(self, tag: Any, props: Any) -> None:
        if isinstance(props, PSLiteral):
            named = resolve1((self.resources or {}).get("Properties")) or {}
            props = resolve1(named.get(props.name))
        super().do_BDC(tag, props)


class _Marks(PDFPageAggregatorWithMarkedContent):
    """Keeps the outer mark while an inner one is open.

    Ids in a form (Form XObject) count on their own: they are kept apart as negative numbers.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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

    def end_tag(self) -> None:
        if len(self.open) > (self.forms[-1] if self.forms else 0):
            self.open.pop()
        self.cur_mcid, self.cur_tag = self.open[-1] if self.open else (None, None)

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self.forms.append(len(self.open))
        super().begin_figure(name, bbox, matrix)

    def end_figure(self, _: str) -> None:
        super().end_figure(_)
        del self.open[self.forms.pop() :]
        self.cur_mcid, self.cur_tag = self.open[-1] if self.open else (None, None)


# ------------------------------------------------------------------ the tree


def read_structure(pdf: Any) -> tuple[Element, ...]:
    """The structure tree of an open PDF; empty where it has none, or one that cannot be read."""
    try:
        root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
        if not isinstance(root, dict):
            return ()
        reader = _Tree(resolve1(root.get("RoleMap")) or {}, resolve1(root.get("ClassMap")) or {}, _page_numbers(pdf))
        return reader.read(root.get("K"), None, 0)[1]
    except Exception:  # a damaged tree may raise anything; the plan is then read by its print
        return ()


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
