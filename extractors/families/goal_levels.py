"""Which level the boxes of a goal map (målkarta) or goal chain (målkedja) stand on.

The level of a box comes, in this order, from its own label (`Vision: …`), from its wording (`Andel elever …`), from a
legend box that is around it, joined to it, has its colour or stands above or beside it, and from the page's title.
Only where a page has none of these, and its boxes are plainly goals, is it inferred from position; such rows carry the
flag `level-inferred`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.diagrams import Diagram
from extractors.families.goal_legends import (
    Legends,
    Node,
    explanations,
    find_legends,
    has_goal_verb,
    legend_of,
    read_node,
    says_how_it_is,
)
from extractors.families.slide_words import (
    Announcement,
    Label,
    SlideWords,
    fold,
    joined_level,
    read_announcement,
    starts_with,
    words_of,
)
from extractors.geometry import height, overlap, union, width
from pipeline.records import Box

INFERRED = "level-inferred"
RANK = {
    "vision": 0,
    "overarching_goal": 1,
    "focus_area": 2,
    "goal_area": 2,
    "strategic_goal": 3,
    "sub_goal": 4,
    "operational_goal": 5,
    "indicator": 6,
    "key_result": 6,
    "action": 6,
}
AREAS = frozenset({"focus_area", "goal_area"})
SAME_SIZE = 4.0  # points that boxes of one kind may differ
WIDE = 0.6  # of the diagram's width; a lone box as wide as that is its roof or its ground
LONGEST_AREA = 8  # words in the name of an area
AND = re.compile(r"\s+(?:och|med|samt)\s+")
BY_COLOUR = 0.85  # confidence in a level that a chain on another page explains


@dataclass(frozen=True, slots=True)
class Background:
    """What the running text before a diagram says about the levels of its boxes."""

    levels: frozenset[str] = frozenset()  # levels that it names
    quotes: tuple[tuple[str, str], ...] = ()  # level, and the wording that it quotes for it
    council: bool = False  # it says that the council sets the goals
    council_areas: bool = False  # and the areas
    titled: Mapping[str, str] = field(default_factory=dict)  # folded title of a slide of a goal -> its level
    known: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)  # folded title -> level and set_by
    coloured: Mapping[str, Label] = field(default_factory=dict)  # level by the colour that a chain of levels gives it


@dataclass(frozen=True, slots=True)
class Level:
    """The level of one box and how it is known."""

    type: str
    term: str | None = None
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    set_by: str | None = None  # where another page says it


@dataclass(frozen=True, slots=True)
class Levels:
    """The boxes of a map and the level of each that has one. `across` where levels are columns, not rows."""

    nodes: tuple[Node, ...]
    of: Mapping[int, Level]
    across: bool
    legends: frozenset[int] = frozenset()  # boxes that only name a level


NO_LEVELS: Mapping[int, Level] = {}


# ------------------------------------------------------------------ background


def read_background(
    text: str, shown: str, words: SlideWords, known: Mapping[str, tuple[str, str | None]], titled: Mapping[str, str]
) -> Background:
    """Levels named, wordings quoted for a level (`det övergripande målet: ”…”`), and whether the council sets goals.

    `shown` is all that stands on the slides, also in boxes.
    """
    folded = text.casefold()
    levels = {
        level for word, level in words.levels.items() if word in folded and re.search(rf"\b{re.escape(word)}\b", folded)
    }
    quotes = []
    for quote in re.finditer(r"[”\"“]\s*([^”\"“]{4,160}?)\s*[”\"“]", folded):
        before = folded[max(0, quote.start() - 40) : quote.start()]
        named = [
            (match.end(), match.end() - match.start(), level)
            for word, level in words.levels.items()
            if word in before
            for match in re.finditer(rf"\b{re.escape(word)}\b", before)
        ]
        if named:
            quotes.append((max(named)[2], quote[1]))
    sentences = [set(words_of(sentence)) for sentence in re.split(r"[.!?]\s", shown.casefold())]
    council = any(all(group & sentence for group in words.council) for sentence in sentences)
    who, does, _ = words.council
    areas = {word for word, level in {**words.levels, **words.plurals}.items() if level in AREAS}
    of_areas = any(who & sentence and does & sentence and areas & sentence for sentence in sentences)
    return Background(frozenset(levels), tuple(quotes), council, of_areas, titled, known)


# ------------------------------------------------------------------ the levels of a map


def find_levels(
    diagram: Diagram,
    title: str | None,
    background: Background,
    words: SlideWords,
    only_labelled: bool = False,
    captioned: Mapping[int, Level] = NO_LEVELS,
) -> Levels | None:
    """The boxes and their levels, or None where the diagram is of something else (an organisation, a process).

    `only_labelled` asks for printed levels: nothing is then inferred from position. `captioned` are the levels that
    the figure's caption gives.
    """
    nodes = [read_node(box, words) for box in diagram.boxes]
    legends = find_legends(diagram, nodes, title, words)
    skipped = explanations(diagram, nodes, legends, words) | set(legends.boxes)
    found = dict(captioned) | _printed_levels(diagram, nodes, legends, skipped, words)
    found |= _levels_by_colour(nodes, found, skipped, background)
    announced = _areas_over_lists(nodes, title, words) if title else {}
    announced = announced or (_announced_levels(diagram, nodes, title, found, skipped, words) if title else {})
    if found and not announced and not _is_goal_map(diagram, nodes, found, words):
        return None
    if not (only_labelled or announced or legends.marks):
        found |= _inferred_levels(diagram, nodes, found, skipped, background, words)
    found = _known_levels(nodes, skipped, background) | found | announced
    found |= _under_areas(diagram, found)
    found = {i: level for i, level in found.items() if not starts_with(nodes[i].title, words.not_goals)}
    return Levels(tuple(nodes), found, legends.across, frozenset(legends.boxes))


def _is_goal_map(diagram: Diagram, nodes: Sequence[Node], levels: Mapping[int, Level], words: SlideWords) -> bool:
    """Whether boxes on goal levels read like goals: explanations of a steering model stand under the same legends."""
    own = [i for i, level in levels.items() if RANK[level.type] < 6]
    worded = [i for i in own if levels[i].type not in AREAS and levels[i].type != "vision"]
    if not worded:
        return len(own) >= 3 or any(nodes[i].label for i in own)
    meant = [
        i
        for i in worded
        if nodes[i].label is not None
        or has_goal_verb(nodes[i].title, words)
        or says_how_it_is(nodes[i].title, words)
        or _is_measured(i, diagram, nodes, levels, words)
    ]
    return 2 * len(meant) >= len(worded)


# ------------------------------------------------------------------ levels that are printed


def _printed_levels(
    diagram: Diagram, nodes: Sequence[Node], legends: Legends, skipped: set[int], words: SlideWords
) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for i, node in enumerate(nodes):
        if i in skipped or not node.body:
            continue
        if node.label is not None:
            levels[i] = Level(node.label.level, node.label.term)
        elif starts_with(node.body, words.indicator_starts) and node.head is None and legends.marks:
            levels[i] = Level("indicator", None, 0.9)
        else:
            label, confidence = legend_of(i, diagram, nodes, legends)
            if label is not None:
                levels[i] = Level(label.level, label.term, confidence, set_by=label.set_by)
    return levels


def _levels_by_colour(
    nodes: Sequence[Node], printed: Mapping[int, Level], skipped: set[int], background: Background
) -> dict[int, Level]:
    """Levels of boxes in the colours that a chain elsewhere in the document gives to levels, where boxes whose levels
    are printed keep to these: some have them, and none has the colour of another level."""
    told = {i: label for i, node in enumerate(nodes) if (label := background.coloured.get(node.box.fill or ""))}
    known = [(told[i].level, level.type) for i, level in printed.items() if i in told]
    if not known or any(by_colour != level for by_colour, level in known):
        return {}
    free = {i: label for i, label in told.items() if i not in printed and i not in skipped and nodes[i].body}
    return {i: Level(label.level, label.term, BY_COLOUR, set_by=label.set_by) for i, label in free.items()}


def _announced_levels(
    diagram: Diagram,
    nodes: Sequence[Node],
    title: str,
    levels: Mapping[int, Level],
    skipped: set[int],
    words: SlideWords,
) -> dict[int, Level]:
    """Levels from the page's title (`Våra fokusområden`): the boxes of one size with the shortest texts."""
    announced = read_announcement(title, words)
    level = joined_level(title, words)
    if announced is None and level is not None:
        announced = Announcement(level, "", None)
    if announced is None or RANK[announced.level] >= 6:
        return {}
    free = [i for i in range(len(nodes)) if i not in levels and i not in skipped and nodes[i].body]
    groups = [group for group in _siblings(nodes, free) if len(group) >= 3 and announced.count in (None, len(group))]
    if announced.level in AREAS:
        groups = [g for g in groups if all(len(nodes[i].title.split()) <= LONGEST_AREA for i in g)]
    if not groups:
        return {}
    chosen = min(groups, key=lambda group: sum(len(nodes[i].title) for i in group) / len(group))
    chosen = max((g for g in groups if set(chosen) <= set(g)), key=len)  # of a grid, all and not one row
    worded = announced.level in AREAS or any(
        says_how_it_is(nodes[i].title, words) or has_goal_verb(nodes[i].title, words) for i in chosen
    )
    if level is None and worded:
        return {i: Level(announced.level, None, 0.9) for i in chosen}
    return {
        i: Level(announced.level, None, 0.6, (INFERRED,)) for i in chosen
    }  # items of the framework, parts of a plan


def _areas_over_lists(nodes: Sequence[Node], title: str, words: SlideWords) -> dict[int, Level]:
    """Levels from a title that names areas and their goals (`Målområden och mål`), where each box with a list stands
    right under one with a name, as wide as that."""
    area, *below = [read_announcement(part, words) for part in AND.split(title)]
    goal = below[0] if len(below) == 1 else None
    if area is None or goal is None or area.level not in AREAS or not RANK["goal_area"] < RANK[goal.level] < 6:
        return {}
    lists = [i for i, node in enumerate(nodes) if lists_goals(node)]
    over = {i: [j for j, node in enumerate(nodes) if j not in lists and _is_name_over(node, nodes[i])] for i in lists}
    names = [found[0] for found in over.values() if len(found) == 1]
    if len(lists) < 2 or len(set(names)) < len(lists) or area.count not in (None, len(names)):
        return {}
    found = {j: Level(area.level, None, 0.9) for j in names}
    return found | {i: Level(goal.level, None, 0.9) for i in lists}


def lists_goals(node: Node) -> bool:
    """Whether a box holds a list and nothing else."""
    return node.label is None and node.head is None and bool(node.rest) and all(block.bullet for block in node.rest)


def _is_name_over(node: Node, other: Node) -> bool:
    name, box = node.box.outline, other.box.outline
    near = -SAME_SIZE <= box.top - name.bottom <= height(name)
    same = abs(name.x0 - box.x0) <= SAME_SIZE and abs(name.x1 - box.x1) <= SAME_SIZE
    return near and same and len(node.title.split()) <= LONGEST_AREA and len(node.box.blocks) == 1


def _siblings(nodes: Sequence[Node], free: Sequence[int]) -> list[list[int]]:
    """Boxes of one width under each other, of one height side by side, or of one size in a grid."""
    groups: dict[tuple[str, int, int], list[int]] = {}
    for i in free:
        box = nodes[i].box.outline
        groups.setdefault(("column", round(box.x0 / SAME_SIZE), round(width(box) / SAME_SIZE)), []).append(i)
        groups.setdefault(("row", round(box.top / SAME_SIZE), round(height(box) / SAME_SIZE)), []).append(i)
        groups.setdefault(("grid", round(width(box) / SAME_SIZE), round(height(box) / SAME_SIZE)), []).append(i)
    return list(groups.values())


def _under_areas(diagram: Diagram, levels: Mapping[int, Level]) -> dict[int, Level]:
    """Overarching goals (`övergripande mål`) of which several are each drawn from one area: they are over others,
    but not over that. One that all areas are drawn to is over them."""
    areas = {i for i, level in levels.items() if level.type in AREAS}
    called = {i for i, level in levels.items() if level.type == "overarching_goal"}
    drawn = {i: {c.source for c in diagram.connections if c.target == i} & areas for i in called}
    served = [i for i, sources in drawn.items() if len(sources) == 1]
    return {i: replace(levels[i], type="strategic_goal") for i in served} if len(served) >= 2 else {}


def _is_measured(
    i: int, diagram: Diagram, nodes: Sequence[Node], levels: Mapping[int, Level], words: SlideWords
) -> bool:
    """Whether a line joins a box to one of measures, or the name of a body stands over its words."""
    if starts_with(nodes[i].title, words.explains):
        return False
    joined = {c.source if c.target == i else c.target for c in diagram.connections if i in (c.source, c.target)}
    return nodes[i].set_by is not None or any(j in levels and RANK[levels[j].type] == 6 for j in joined)


def _known_levels(nodes: Sequence[Node], skipped: set[int], background: Background) -> dict[int, Level]:
    """Boxes that name goals which slides have as their titles: two at least, so that no chance word is one."""
    named = {i: background.titled[fold(nodes[i].title)] for i in _named(nodes, skipped, background)}
    return {i: Level(level, None, 0.9) for i, level in named.items()} if len(named) >= 2 else {}


def _named(nodes: Sequence[Node], skipped: set[int], background: Background) -> list[int]:
    return [i for i, node in enumerate(nodes) if i not in skipped and fold(node.title) in background.titled]


# ------------------------------------------------------------------ levels by position


def _inferred_levels(
    diagram: Diagram,
    nodes: Sequence[Node],
    printed: Mapping[int, Level],
    skipped: set[int],
    background: Background,
    words: SlideWords,
) -> dict[int, Level]:
    """Levels of boxes without labels: roof and ground, a row of areas with descriptions, rows of goals in sentences.

    Only where the document speaks of goals, and the boxes are worded as goals or one of them is labelled elsewhere.
    """
    across = union(node.box.outline for node in nodes)
    free = [[i for i in row if i not in printed and i not in skipped] for row in diagram.rows]
    ends = [i for i in _outer_rows(diagram, printed) if i not in skipped]
    ends = [i for i in ends if width(nodes[i].box.outline) >= WIDE * width(across)]
    rows = [[i for i in row if i not in ends] for row in free]
    areas = {i for row in rows if len(row) >= 2 and all(_names_area(nodes[i]) for i in row) for i in row}
    goals = [i for row in rows for i in row if i not in areas and len(nodes[i].body.split()) >= 4]
    worded = [i for i in goals if has_goal_verb(nodes[i].body, words)]
    known = {background.known[fold(nodes[i].body)] for i in goals if fold(nodes[i].body) in background.known}
    sure = len(known) == 1
    told = [i for i in goals if i in worded or says_how_it_is(nodes[i].body, words)]
    named = [nodes[i].box.outline for i, level in printed.items() if level.type in AREAS]
    over = bool(areas) or (len(named) >= 2 and all(_is_under_one(nodes[i].box.outline, named) for i in goals))
    roofed = over and any(level.type in ("vision", "overarching_goal") for level in printed.values())
    meant = sure or any(len(m) >= 3 and 2 * len(m) >= len(goals) for m in ([worded, told] if roofed else [worded]))
    if not (meant and (printed or sure or background.levels - {"action", "indicator"})):
        return {}
    level_type, setter = known.pop() if sure else ("strategic_goal", None)
    flags = () if sure else (INFERRED,)
    found = {i: Level(level_type, None, 0.85 if sure else 0.6, flags, setter) for i in goals}
    inside = all(nodes[i].box.container in areas for i in goals)
    top = min(nodes[i].box.outline.top for i in goals)
    if areas and (inside or all(nodes[i].box.outline.bottom <= top for i in areas)):
        found |= {i: Level("goal_area", None, 0.8 if sure else 0.6, flags) for i in areas}
    return found | _ends(ends, nodes, {level.type for level in printed.values()}, background)


def _is_under_one(box: Box, areas: Sequence[Box]) -> bool:
    """Whether a box stands under just one of the areas whose level is printed."""
    return sum(a.bottom <= box.top and overlap(a.x0, a.x1, box.x0, box.x1) > 0 for a in areas) == 1


def _outer_rows(diagram: Diagram, printed: Mapping[int, Level]) -> list[int]:
    """The lone boxes on top of a diagram and at its foot; one under a roof whose level is printed is a roof too."""
    ends: list[int] = []
    for rows in (diagram.rows, diagram.rows[::-1]):
        first = rows[0]
        second = rows[1] if len(rows) > 2 and len(first) == 1 and first[0] in printed else ()
        ends += [row[0] for row in (first, second) if len(row) == 1 and row[0] not in printed]
    return list(dict.fromkeys(ends))


def _names_area(node: Node) -> bool:
    return node.head is not None and len(node.head.split()) <= LONGEST_AREA


def _ends(ends: Sequence[int], nodes: Sequence[Node], printed: set[str], background: Background) -> dict[int, Level]:
    """Roof and ground: by a wording that the running text quotes, else vision and overarching goal as it names them."""
    found: dict[int, Level] = {}
    for level, quote in background.quotes:
        tokens = {word for word in words_of(quote) if word[0].isdigit() or len(word) >= 5}
        fits = [i for i in ends if len(tokens) >= 2 and tokens <= set(words_of(nodes[i].body))]
        if len(fits) == 1 and level in ("vision", "overarching_goal"):
            found[fits[0]] = Level(level, None, 0.85)
    left = [i for i in ends if i not in found]
    taken = printed | {level.type for level in found.values()}
    open_levels = [
        level for level in ("vision", "overarching_goal") if level in background.levels and level not in taken
    ]
    if len(left) == len(open_levels) == 1:
        found[left[0]] = Level(open_levels[0], None, 0.7, (INFERRED,))
    elif left:
        order = [level for level in ("vision", "overarching_goal") if level not in taken]
        found |= {i: Level(level, None, 0.5, (INFERRED,)) for i, level in zip(left, order, strict=False)}
    return found
