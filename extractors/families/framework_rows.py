"""Slides that put a framework's goals beside the body's own: a box with a goal, an arrow, a box with the outside goals.

Seen in decks about goals and budget, under a title such as `Kopplingen till Agenda 2030`. Numbered as in the framework
(`Mål 4: God utbildning för alla`), the outside goals would pass for goals of the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.blocks import join_lines
from extractors.diagrams import DiagramBox
from extractors.families.framework_links import named_frameworks, published_name
from extractors.families.slide_pages import Slide
from extractors.families.slide_records import Found
from extractors.families.slide_words import Framework, SlideWords, fold
from extractors.families.vocabulary import load
from pipeline.records import RawAlignment

_ITEM = re.compile(r"^(?P<word>[^\W\d]+)\s+\d{1,2}(?:\.\d{1,2})?\s*[:.–-]?\s+(?=[A-ZÅÄÖ])")


def without_links(slide: Slide, words: SlideWords) -> Slide:
    """A slide without its boxes where these show links to a framework that its title names."""
    return replace(slide, diagram=None) if _framework_shown(slide, words) is not None else slide


def with_links_in_rows(found: Found, slides: Sequence[Slide], words: SlideWords) -> Found:
    """Adds the links that slides draw from goals, each in a box of its own, to the framework's goals beside it."""
    keys: dict[str, list[str]] = {}
    for goal in found.goals:
        keys.setdefault(fold(goal.title), []).append(goal.key)
    links: list[RawAlignment] = []
    for slide in slides:
        framework = _framework_shown(slide, words)
        if framework is None or slide.diagram is None:
            continue
        name = published_name(framework, [slide.text, *(other.text for other in slides)], words)
        for row in slide.diagram.rows:
            boxes = [slide.diagram.boxes[i] for i in row]
            served = [keys[fold(box.text)] for box in boxes if fold(box.text) in keys]
            if len(served) == 1 and len(served[0]) == 1:  # a row of several goals does not tell whose links they are
                links += [
                    RawAlignment(served[0][0], name, kind, text, box.place)
                    for box in boxes
                    for kind, text in _items(box, framework)
                ]
    return replace(found, alignments=(*found.alignments, *links))


def _framework_shown(slide: Slide, words: SlideWords) -> Framework | None:
    """The one framework that a slide's title names, where boxes hold its numbered goals: half of them and no fewer
    than two."""
    if slide.title is None or slide.diagram is None:
        return None
    named = [f for f in named_frameworks(slide.title.text, words) if f.numbered]
    if len(named) != 1:
        return None
    listing = [box for box in slide.diagram.boxes if _items(box, named[0])]
    return named[0] if len(listing) >= 2 and 2 * len(listing) >= len(slide.diagram.boxes) else None


def _items(box: DiagramBox, framework: Framework) -> list[tuple[str, str]]:
    """Kind and words of each goal in a box of the framework's numbered ones; none where the box says anything else: the
    body's own `Mål 1: …` may stand under the same title."""
    found: list[tuple[str, list[str]]] = []
    for line in (line.text for block in box.blocks for line in block.lines):
        match = _ITEM.match(line)
        kind = framework.numbered.get(fold(match["word"])) if match else None
        if match and kind:
            found.append((kind, [line[match.end() :]]))
        elif found:
            found[-1][1].append(line)
        else:
            return []
    items = [(kind, join_lines(parts)) for kind, parts in found]
    agenda = load("goals")["agenda"]
    known = {fold(name) for name in (*agenda["names"], *agenda["also"])}
    return items if all(any(fold(text) in name for name in known) for _, text in items) else []  # or a part of a name
