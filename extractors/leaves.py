"""The pages of a file as its page tree tells of them: their sheets, and the fonts that are printed with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractors.calls import Matrix, placed
from extractors.objects import Objects
from extractors.syntax import Name, Ref, Unusual
from pipeline.records import Box

INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")  # what a page has from the branch that it is on
DEEPEST = 50  # branches; deeper ones are circles
Descents = frozenset[tuple[str, float]]  # names of fonts (without the letters that mark a part of one), thousandths
Sides = tuple[float, float, float, float]  # x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a page's own coordinates lie on what is shown: those of pdfplumber, for any rotation and corner."""

    number: int
    width: float
    height: float
    frame: Box
    matrix: Matrix  # from the page's coordinates to points from the top left


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its object, where it lies, and what is used on it."""

    id: int
    sheet: Sheet
    resources: Any


def read_leaves(objects: Objects) -> tuple[Leaf, ...]:
    """The pages of a file in their order. Raises Unusual where they are not told as pages are."""
    seen: set[int] = set()
    found = enumerate(_leaves(objects, objects.catalog.get("Pages"), {}, seen, 0), 1)
    return tuple(Leaf(ref, _sheet(objects, number, page), page.get("Resources")) for number, (ref, page) in found)


def _leaves(
    objects: Objects, ref: Any, branch: Mapping[str, Any], seen: set[int], depth: int
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Pages below a branch of the tree, or a page itself, each with all that it has."""
    node = objects.resolve(ref)
    if not isinstance(ref, Ref) or not isinstance(node, dict) or ref in seen or depth > DEEPEST:
        raise Unusual
    seen.add(ref)
    whole = {**branch, **{key: node[key] for key in INHERITED if key in node}}
    kind = objects.resolve(node.get("Type"))
    if kind == "Pages":
        kids = objects.resolve(node["Kids"])
        if not isinstance(kids, list):
            raise Unusual
        for kid in kids:
            yield from _leaves(objects, kid, whole, seen, depth + 1)
    elif kind == "Page":
        yield int(ref), whole
    else:
        raise Unusual


def _sheet(objects: Objects, number: int, page: Mapping[str, Any]) -> Sheet:
    paper = _sides(objects, page.get("MediaBox"))
    shown = _sides(objects, page["CropBox"]) if "CropBox" in page else paper
    turn = objects.resolve(page.get("Rotate", 0))
    if not isinstance(turn, int) or turn % 90:
        raise Unusual
    return lay_sheet(number, paper, shown, turn % 360)


def _sides(objects: Objects, told: Any) -> Sides:
    sides = objects.resolve(told)
    if not isinstance(sides, list) or len(sides) != 4:
        raise Unusual
    x0, y0, x1, y1 = (objects.resolve(side) for side in sides)
    if not all(isinstance(side, (int, float)) for side in (x0, y0, x1, y1)) or x0 >= x1 or y0 >= y1:
        raise Unusual
    return float(x0), float(y0), float(x1), float(y1)


def lay_sheet(number: int, paper: Sides, shown: Sides, turn: int) -> Sheet:
    """Where the coordinates of a page lie whose paper and shown part (crop box) are told, and how it is turned."""
    x0, y0, x1, y1 = paper
    left, low, right, high = (y0, x0, y1, x1) if turn in (90, 270) else paper
    tall = high - low
    top, width, height = tall - high, right - left, (tall - low) - (tall - high)
    turns: dict[int, Matrix] = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}
    a, b, c, d, e, f = turns.get(turn, (1, 0, 0, 1, -x0, -y0))
    matrix = (a, -b, c, -d, e + left, height - f + top)
    crop = max(shown[0], x0), max(shown[1], y0), min(shown[2], x1), min(shown[3], y1)
    if crop[0] >= crop[2] or crop[1] >= crop[3]:
        crop = paper
    (xa, ya), (xb, yb) = placed(matrix, crop[0], crop[1]), placed(matrix, crop[2], crop[3])
    return Sheet(number, width, height, Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)), matrix)


# ------------------------------------------------------------------ fonts


def read_descents(objects: Objects, resources: Any, known: dict[int, Descents]) -> Descents:
    """The descents of the fonts that a page and the forms on it use, as the file tells them.

    Zero where the file says so; pdfium measures glyphs then, each font's own. `known` keeps what was read before.
    """
    resources = objects.resolve(resources)
    if not isinstance(resources, dict):
        return frozenset()
    found: set[tuple[str, float]] = set()
    for kind, read in (("Font", _descents_of_font), ("XObject", _descents_of_form)):
        parts = objects.resolve(resources.get(kind))
        for part in parts.values() if isinstance(parts, dict) else ():
            if not isinstance(part, Ref):  # it has no number to be known by, and cannot hold itself
                found |= read(objects, part, known)
                continue
            if part not in known:
                known[part] = frozenset()  # forms may hold themselves
                known[part] = read(objects, objects.resolve(part), known)
            found |= known[part]
    return frozenset(found)


def _descents_of_form(objects: Objects, form: Any, known: dict[int, Descents]) -> Descents:
    return read_descents(objects, form.get("Resources"), known) if isinstance(form, dict) else frozenset()


def _descents_of_font(objects: Objects, font: Any, known: dict[int, Descents]) -> Descents:
    """Of a font and those that it is made of: a composite font has its descriptor in its descendant."""
    resolve = objects.resolve
    descendants = resolve(font.get("DescendantFonts")) if isinstance(font, dict) else None
    found = set()
    for part in (font, *(descendants if isinstance(descendants, list) else ())):
        part = resolve(part)
        descriptor = resolve(part.get("FontDescriptor")) if isinstance(part, dict) else None
        if isinstance(descriptor, dict):
            name, descent = resolve(part.get("BaseFont")), resolve(descriptor.get("Descent", 0))
            if isinstance(name, Name) and isinstance(descent, (int, float)):
                found.add((name.split("+")[-1], -abs(float(descent))))
    return frozenset(found)
