"""The outline (bookmarks) of an open PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extractors.objects import Objects, pairs_of, text_of
from extractors.pages import OpenPdf
from extractors.syntax import Name, Ref
from pipeline.records import OutlineEntry

MOST = 100_000  # entries, and branches of the tree of names; more are circles
PLACED = "XYZ"  # a destination with a place on its page


class Circle(Exception):
    """An outline, or a tree of names, that goes on for ever."""


def read_outline(opened: OpenPdf) -> tuple[OutlineEntry, ...]:
    """The outline of an open PDF; empty where it has none. A broken destination gives no page.

    Raises anything where the outline is damaged.
    """
    objects = opened.objects
    if "Outlines" not in objects.catalog:
        return ()
    places = {leaf.id: leaf.sheet for leaf in opened.leaves}
    names: dict[Any, Any] = {}
    found = []
    for level, entry in _entries(objects):
        text = " ".join(text_of(objects.resolve(entry["Title"])).replace("\x00", "").split())
        if not text:
            continue
        try:
            target = _target(objects, entry, names)
            sheet = places.get(target[0]) if isinstance(target[0], Ref) else None
            placed = sheet is not None and len(target) > 3 and objects.resolve(target[1]) == PLACED
            up = objects.resolve(target[3]) if placed else None
            number = sheet.number if sheet else None
            top = sheet.height - float(up) if sheet and isinstance(up, (int, float)) else None
        except Exception:  # a destination that leads nowhere
            number = top = None
        found.append(OutlineEntry(level, text, number, top))
    return tuple(found)


def _entries(objects: Objects) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The entries that lead somewhere, with their levels."""
    waiting = [(0, objects.catalog["Outlines"])]
    for _ in range(MOST):
        if not waiting:
            return
        level, ref = waiting.pop()
        entry = objects.resolve(ref)
        if not isinstance(entry, dict):
            continue
        if "Title" in entry and ("A" in entry or "Dest" in entry):
            yield level, entry
        if "Next" in entry:
            waiting.append((level, entry["Next"]))
        if "First" in entry and "Last" in entry:
            waiting.append((level + 1, entry["First"]))
    raise Circle


def _target(objects: Objects, entry: Mapping[str, Any], names: dict[Any, Any]) -> Any:
    """The destination of an entry: a page, and how it is shown. `names` keeps those of the file."""
    resolve = objects.resolve
    target = resolve(entry["Dest"] if entry.get("Dest") is not None else resolve(entry["A"])["D"])
    if isinstance(target, (bytes, Name)):
        if not names:
            names.update(_named(objects))
        target = resolve(names[target])
    return resolve(target["D"]) if isinstance(target, dict) else target


def _named(objects: Objects) -> Iterator[tuple[Any, Any]]:
    """The destinations of a file that have names: as names in files of old, as text in later ones."""
    resolve = objects.resolve
    old = resolve(objects.catalog.get("Dests"))
    if isinstance(old, dict):
        yield from ((Name(name), target) for name, target in old.items())
    tree = resolve(objects.catalog.get("Names"))
    waiting = [tree.get("Dests")] if isinstance(tree, dict) else []
    for _ in range(MOST):
        if not waiting:
            return
        branch = resolve(waiting.pop())
        if isinstance(branch, dict):
            yield from ((resolve(name), target) for name, target in pairs_of(resolve(branch.get("Names")) or []))
            waiting += resolve(branch.get("Kids")) or []
    raise Circle
