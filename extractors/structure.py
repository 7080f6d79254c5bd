"""What a tagged PDF says of itself: its structure tree as plain records, with the empty cells that pdfplumber drops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.objects import Objects
from extractors.pages import OpenPdf
from extractors.syntax import Name, Ref
from pipeline.light import light

DEEPEST = 100  # levels of the tree; deeper ones are circles
MOST_ROLES = 10  # steps from a name of the producer's own to a standard one
CELLS = ("TH", "TD")  # of other elements no attribute is asked
ASKED = ("RowSpan", "ColSpan", "Scope")
MOST_SPAN = 500  # rows or columns of one cell; more is a fault of the file


@light(frozen=True, slots=True)
class Element:
    """One element of the structure tree. `content` are its own pieces of marked content, as (page, id)."""

    kind: str  # the standard type: Table, TR, TH, TD, H1, P, L, …
    content: tuple[tuple[int, int], ...] = ()
    children: tuple[Element, ...] = ()
    row_span: int = 1  # of a cell, as the two below
    col_span: int = 1
    scope: str | None = None  # of a header cell: Row, Column or Both


def read_structure(opened: OpenPdf) -> tuple[Element, ...]:
    """The structure tree of an open PDF; empty where it has none. Raises anything where it is damaged."""
    objects = opened.objects
    root = objects.resolve(objects.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return ()
    roles, classes = (objects.resolve(root.get(name)) or {} for name in ("RoleMap", "ClassMap"))
    pages = {leaf.id: leaf.sheet.number for leaf in opened.leaves}
    return _Tree(objects, roles, classes, pages).read(root.get("K"), None, 0)[1]


@dataclass(frozen=True, slots=True)
class _Tree:
    objects: Objects
    roles: Mapping[str, Any]
    classes: Mapping[str, Any]
    pages: Mapping[int, int]
    standard: dict[str, str] = field(default_factory=dict)  # what the names of elements stand for, as far as asked

    def read(self, kids: Any, page: int | None, depth: int) -> tuple[tuple[tuple[int, int], ...], tuple[Element, ...]]:
        """Marked content and elements among the kids of an element."""
        if type(kids) is int:  # most often: one piece of the page that the element is on
            return ((page, kids),) if page is not None else (), ()
        content: list[tuple[int, int]] = []
        elements: list[Element] = []
        objects, pages = self.objects, self.pages
        for kid in kids if isinstance(kids, list) else (kids,):
            if isinstance(kid, Ref):
                told = objects.find_element(kid)
                if told is not None:
                    if told.kind is not None and depth < DEEPEST:
                        here = page if told.page is None else pages.get(told.page)
                        elements.append(self._element(told.kind, told.kids, (None, told.about), here, depth))
                    continue
                kid = objects.resolve(kid)
                if isinstance(kid, list) and not isinstance(kids, list):
                    return self.read(kid, page, depth)
            if isinstance(kid, int):
                if page is not None:
                    content.append((page, kid))
            elif isinstance(kid, dict) and depth < DEEPEST:
                ref = kid.get("Pg")
                here = pages.get(ref) if isinstance(ref, Ref) else page
                if "MCID" in kid and here is not None:
                    mcid = int(objects.resolve(kid["MCID"]))
                    content.append((here, -mcid - 1 if "Stm" in kid else mcid))
                elif "S" in kid:
                    about = kid.get("C"), kid.get("A")
                    elements.append(self._element(kid["S"], kid.get("K"), about, here, depth))
        return tuple(content), tuple(elements)

    def _element(self, name: Any, kids: Any, about: tuple[Any, Any], page: int | None, depth: int) -> Element:
        """An element of this name with these kids; `about` are its classes and its attributes."""
        content, children = self.read(kids, page, depth + 1)
        kind = self.standard.get(name) if type(name) is Name else None
        if kind is None:
            kind = self._role(name)
        if kind not in CELLS or about == (None, None):
            return Element(kind, content, children)
        told = self._attributes(about)
        spans = [told.get(name) for name in ("RowSpan", "ColSpan")]
        rows, cols = (s if isinstance(s, int) and 1 <= s <= MOST_SPAN else 1 for s in spans)
        scope = told.get("Scope")
        return Element(kind, content, children, rows, cols, str(scope) if isinstance(scope, Name) else None)

    def _role(self, told: Any) -> str:
        name = self.objects.resolve(told)
        if not isinstance(name, Name):
            return ""
        if name not in self.standard:
            self.standard[name] = self._standard(name)
        return self.standard[name]

    def _standard(self, name: str) -> str:
        """What a name of the producer's own stands for."""
        for _ in range(MOST_ROLES):
            other = self.objects.resolve(self.roles.get(name, name))
            if other == name or not isinstance(other, Name):
                break
            name = other
        return str(name)

    def _attributes(self, about: tuple[Any, Any]) -> dict[str, Any]:
        """The attributes that are asked for, those of the classes first."""
        found: dict[str, Any] = {}
        resolve = self.objects.resolve
        for told in about:
            given = resolve(told)
            for part in given if isinstance(given, list) else [given]:
                part = resolve(part)
                if isinstance(part, Name):
                    part = resolve(self.classes.get(part))
                for owner in part if isinstance(part, list) else [part]:
                    owner = resolve(owner)
                    if isinstance(owner, dict):
                        found |= {key: resolve(owner[key]) for key in ASKED if key in owner}
        return found
