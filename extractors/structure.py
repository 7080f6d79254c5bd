"""What a tagged PDF says of itself: its structure tree as plain records, with the empty cells that pdfplumber drops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

from extractors.pages import OpenPdf

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


# ------------------------------------------------------------------ the tree


def read_structure(opened: OpenPdf) -> tuple[Element, ...]:
    """The structure tree of an open PDF; empty where it has none. Raises anything where it is damaged."""
    pdf = opened.plumbed
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
